"""`sightline` on the command line, and `python -m sightline`."""

import os
import sys


def main() -> None:
    """Run one command and exit with its code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    from sightline.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

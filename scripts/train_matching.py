"""Trains the model of matching anew, on made-up children; writes `sightline/matching/data/models/<version>.json`.

    python scripts/train_matching.py 1 --seeds 101 102 103 --pupils 20000 --join 2 --ask -3 --margin 3

Needs Splink and DuckDB, which are installed for development. The thresholds are chosen by whoever trains, by
`sightline accuracy --seed` with a seed from 100, never with one that is reported (`docs/developer/matching.md`).
"""

import json
import os
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

import django

MODELS = Path(__file__).resolve().parent.parent / "sightline" / "matching" / "data" / "models"
# The day on which the children are of the age that they are: another day would draw other dates of birth.
DAY = date(2026, 11, 2)


def main() -> int:
    """Train, and write the model's file."""
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("version")
    parser.add_argument("--seeds", type=int, nargs="+", required=True)
    parser.add_argument("--pupils", type=int, default=20_000)
    for threshold in ("join", "ask", "margin"):
        parser.add_argument(f"--{threshold}", type=float, required=True)
    options = parser.parse_args()
    thresholds = {name: getattr(options, name) for name in ("join", "ask", "margin")}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    django.setup()
    from sightline.demo.linkage.training import train

    model = train(
        name=options.version,
        seeds=options.seeds,
        pupils=options.pupils,
        today=DAY,
        thresholds=thresholds,
    )
    file = MODELS / f"{options.version}.json"
    file.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    print(f"{file.name}: {model['trained']['rows']:,} rows about {model['trained']['children']:,} children")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Lists every setting, its meaning and the value in force; secrets are not shown."""

from argparse import ArgumentParser, Namespace

from sightline.cli.outcome import DONE, add_json, print_json
from sightline.config.environment import SETTINGS

EXAMPLE = "sightline settings --json"


def arguments(parser: ArgumentParser) -> None:
    """Only the form of the answer."""
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the settings."""
    rows = [
        {
            "name": item.name,
            "value": "(set, not shown)" if item.secret and item.value else item.value,
            "meaning": item.meaning,
        }
        for item in SETTINGS
    ]
    if options.json:
        print_json(rows)
        return DONE
    for row in rows:
        print(f"{row['name']} = {row['value'] or '(unset)'}\n    {row['meaning']}")
    return DONE

"""Lists the rules over the registers: what each finds, the duty behind it, and its figures."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from sightline.cli.outcome import DONE, add_json, print_json
from sightline.watch.reference import reference_page
from sightline.watch.rules import RULES

EXAMPLE = "sightline rules --json"


def arguments(parser: ArgumentParser) -> None:
    """The form of the answer."""
    parser.add_argument("--reference", action="store_true", help="print the page of reference of all rules")
    add_json(parser)


def run(options: Namespace) -> int:
    """Print every rule."""
    if options.json:
        print_json(
            [
                {
                    "id": rule.slug,
                    "version": rule.version,
                    "title": rule.title,
                    "kind": rule.kind,
                    "class": rule.field_class,
                    "meaning": rule.meaning,
                    "duty": rule.duty,
                    "source": rule.source,
                    "parameters": [asdict(one) for one in rule.parameters],
                }
                for rule in RULES.values()
            ]
        )
    elif options.reference:
        print(reference_page(), end="")
    else:
        for rule in RULES.values():
            print(f"{rule.slug} ({rule.kind})\n    {rule.title}. {rule.meaning}")
    return DONE

"""Lists the rules over the registers: what each finds, the duty behind it, and its figures."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from sightline.cli.outcome import DONE, add_json, print_json
from sightline.watch.figures import rules_in_force
from sightline.watch.reference import reference_page

EXAMPLE = "sightline rules --json"


def arguments(parser: ArgumentParser) -> None:
    """The form of the answer."""
    parser.add_argument("--reference", action="store_true", help="print the page of reference of all rules")
    add_json(parser)


def run(options: Namespace) -> int:
    """Print every rule, with the figures in force."""
    rules = [] if options.reference else list(rules_in_force().values())
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
                for rule in rules
            ]
        )
    elif options.reference:
        print(reference_page(), end="")
    else:
        for rule in rules:
            print(f"{rule.slug} ({rule.kind})\n    {rule.title}. {rule.meaning}")
    return DONE

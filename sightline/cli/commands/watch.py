"""Asks the rules of every register on a day, and says how many children each finds, or which.

Nothing is kept: the same question tomorrow is asked of tomorrow's registers.
"""

from argparse import ArgumentParser, Namespace

from django.core.exceptions import PermissionDenied

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import viewing
from sightline.cli.outcome import DONE, Refused, add_account, add_json, day, print_json
from sightline.cli.people import viewer_of
from sightline.config.environment import home
from sightline.domain.words import date_words, plural
from sightline.record.models import reference_of
from sightline.watch.figures import rules_in_force
from sightline.watch.queries import findings_of_everybody, rules_for
from sightline.watch.rules import RULES

EXAMPLE = "sightline watch --rule fifteen-days-missed --as-at 2026-10-23 --json"


def arguments(parser: ArgumentParser) -> None:
    """Of which day, which rule, and the form of the answer."""
    parser.add_argument(
        "--as-at", type=day, metavar="DATE", help="the day that is asked about (default: today)"
    )
    parser.add_argument(
        "--rule", choices=list(RULES), metavar="RULE", help="one rule alone: `sightline rules`"
    )
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print what the rules find; the children shown are in the access log."""
    on = options.as_at or clock.today()
    with viewing(viewer_of(options, Action.SEE_CHILDREN), "the command `watch`") as viewer:
        rules = [rules_in_force()[options.rule]] if options.rule else rules_for(viewer)
        try:
            found = findings_of_everybody(viewer, on, home() / "registers", rules=rules)
        except PermissionDenied as refusal:
            raise Refused(str(refusal)) from refusal
    if options.json:
        print_json(
            [
                {
                    "rule": one.rule.slug,
                    "kind": one.rule.kind,
                    "child": reference_of(one.child),
                    "since": one.finding.since,
                    "figure": one.finding.figure,
                    "evidence": one.finding.evidence,
                }
                for one in found
            ]
        )
        return DONE
    print(f"By the registers up to {date_words(on)}:")
    for rule in rules:
        theirs = [one for one in found if one.rule is rule]
        print(f"    {rule.title}: {plural(len(theirs), 'child', 'children')}")
        if options.rule:
            for one in theirs:
                print(f"        {reference_of(one.child)}: {one.finding.evidence}")
    return DONE

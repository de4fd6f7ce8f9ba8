"""Links what can be linked by now, and says how many matches wait for a person. Exit 3 when any do."""

from argparse import ArgumentParser, Namespace

from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action
from sightline.cli.outcome import DONE, SOMETHING_WAITS, Refused, add_account, add_json, print_json
from sightline.cli.people import viewer_of
from sightline.matching.services import match

EXAMPLE = "sightline match --json"


def arguments(parser: ArgumentParser) -> None:
    """In whose name, and the form of the answer."""
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Match."""
    try:
        settled = match(viewer_of(options, Action.DECIDE_LINKS))
    except PermissionDenied as refusal:
        raise Refused(str(refusal)) from refusal
    if options.json:
        print_json({"joined": settled.joined, "new": settled.new_children, "to_review": settled.to_review})
    else:
        print(
            f"{settled.joined} joined, {settled.new_children} new, {settled.to_review} for a person to decide."
        )
    return SOMETHING_WAITS if settled.to_review else DONE

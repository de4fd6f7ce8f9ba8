"""Lists which source person belongs to which child, who decided it, and who may be somebody else as well."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action
from sightline.access.viewer import viewing
from sightline.cli.outcome import DONE, Refused, add_account, add_json, print_json
from sightline.cli.people import viewer_of
from sightline.matching.queries import links_held

EXAMPLE = "sightline links --json"


def arguments(parser: ArgumentParser) -> None:
    """In whose name, and the form of the answer."""
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the links; the children shown are in the access log."""
    with viewing(viewer_of(options, Action.SEE_CHILDREN), "the command `links`") as viewer:
        try:
            links = links_held(viewer)
        except PermissionDenied as refusal:
            raise Refused(str(refusal)) from refusal
        if options.json:
            print_json([asdict(link) for link in links])
            return DONE
        for link in links:
            maybe = f", maybe the same as {', '.join(link.maybe_same_as)}" if link.maybe_same_as else ""
            print(f"{link.source} {link.source_id} ({link.feed}) is {link.child} by {link.decided_by}{maybe}")
    return DONE

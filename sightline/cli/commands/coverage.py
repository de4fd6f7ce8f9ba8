"""Says who owes which feed and how often, when it last came, and who has not told us.

Ends with 3 where somebody is silent: something waits for a person.
"""

from argparse import ArgumentParser, Namespace
from typing import Any

from django.core.exceptions import PermissionDenied

from sightline.access import clock
from sightline.access.policy import Action
from sightline.cli.outcome import DONE, SOMETHING_WAITS, Refused, add_account, add_json, print_json
from sightline.cli.people import viewer_of
from sightline.domain.words import date_words, number_words, plural
from sightline.intake.coverage.overall import hours_overall
from sightline.intake.coverage.reading import FeedStanding, SenderStanding, coverage, people_told_of
from sightline.intake.coverage.senders import SenderKind

EXAMPLE = "sightline coverage --late"


def arguments(parser: ArgumentParser) -> None:
    """Everybody, or those that are silent; of all kinds or of one."""
    parser.add_argument("--late", action="store_true", help="only who owes something that has not come")
    parser.add_argument(
        "--kind", choices=[one.value for one in SenderKind], default="", help="of this kind only"
    )
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print who owes what."""
    try:
        viewer = viewer_of(options, Action.SEE_CHILDREN)
        found = coverage(viewer, clock.today()).narrowed(late_only=options.late, kind=options.kind)
        overall = hours_overall(viewer)
    except PermissionDenied as refusal:
        raise Refused(str(refusal)) from refusal
    if options.json:
        people = people_told_of(found.senders)
        print_json(
            {
                "on_list": overall.children,
                "hours_known": overall.known,
                "senders": [
                    _as_document(one)
                    | {
                        "persons": people[one.sender.kind, one.sender.key].persons,
                        "with_upn": people[one.sender.kind, one.sender.key].with_upn,
                    }
                    for one in found.senders
                ],
            }
        )
    else:
        print(overall.sentence)
        for one in found.senders:
            print(one.sender.name)
            for feed in one.feeds:
                print(f"    {feed.title}: {_in_words(feed)}")
        silent = len(found.silent)
        owe = "owes" if silent == 1 else "owe"
        senders = plural(len(found.senders), "sender")
        print(f"{number_words(silent)} of {senders} {owe} something that has not come.")
    return SOMETHING_WAITS if found.silent else DONE


def _in_words(feed: FeedStanding) -> str:
    standing = feed.standing
    last = f"last file {date_words(standing.last_file)}" if standing.last_file else "no file yet"
    late = f", late since {date_words(standing.late_since)}" if standing.late_since else ""
    return f"{feed.how_often}, {standing.silence}{late}, {last}"


def _as_document(one: SenderStanding) -> dict[str, Any]:
    children = one.sender.children
    return {
        "kind": one.sender.kind,
        "source": one.sender.key,
        "name": one.sender.name,
        "children": None if children is None else children.on_list + children.to_be_checked,
        "hours_not_known": None if children is None else children.hours_not_known,
        "rows_waiting": one.waiting,
        "last_asked": one.last_asked.on if one.last_asked else "never",
        "feeds": [
            {
                "feed": feed.owed.feed,
                "how_often": feed.how_often,
                "standing": feed.standing.silence,
                "last_file": feed.standing.last_file or "never",
                "nil_until": feed.standing.nil_until or "never",
                "late_since": feed.standing.late_since,
                "missed": len(feed.standing.missed),
            }
            for feed in one.feeds
        ],
    }

"""Lists the children missing out on full-time education, and those to be checked: who, why, since when, what hours.

The list is as at today and as known now, unless --as-at and --known-on say otherwise; each is a date of its own.
"""

from argparse import ArgumentParser, Namespace
from datetime import date
from decimal import Decimal
from typing import Any

from sightline.access.policy import Action
from sightline.access.viewer import viewing
from sightline.cli.outcome import DONE, Refused, add_account, add_json, day, print_json
from sightline.cli.people import viewer_of
from sightline.domain.known import plain_number
from sightline.population.filters import Filters
from sightline.population.queries import Listing, the_list
from sightline.population.row import KNOWN
from sightline.population.tables import OFF, ON, TO_BE_CHECKED, reasons
from sightline.population.visibility import ShownRow
from sightline.record.models import reference_of

EXAMPLE = "sightline children --reason permanently-excluded --as-at 2026-10-01 --json"

NOT_KNOWN = "not known"
WITHHELD = "withheld"


def arguments(parser: ArgumentParser) -> None:
    """Which part of the list, on which day, as known when."""
    parser.add_argument(
        "--standing",
        action="append",
        choices=(ON, TO_BE_CHECKED, OFF),
        help="may be given more than once (default: on and to be checked)",
    )
    parser.add_argument(
        "--reason", action="append", default=[], metavar="SLUG", help="may be given more than once"
    )
    parser.add_argument("--locality", default="", metavar="KEY", help="children of one locality")
    parser.add_argument("--school", default="", metavar="URN", help="children with one school")
    parser.add_argument("--provider", default="", metavar="KEY", help="children with one provider")
    parser.add_argument(
        "--as-at", type=day, metavar="DATE", help="the day the list is about (default: today)"
    )
    parser.add_argument(
        "--known-on", type=day, metavar="DATE", help="as known at the end of this day (default: now)"
    )
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the list, and note everybody on it in the access log."""
    unknown = sorted(set(options.reason) - reasons().keys())
    if unknown:
        raise Refused(f"there is no reason “{unknown[0]}”. The reasons are: {', '.join(reasons())}.")
    filters = Filters(
        standing=tuple(options.standing or (ON, TO_BE_CHECKED)),
        reasons=tuple(options.reason),
        locality=options.locality,
        school=options.school,
        provider=options.provider,
    )
    viewer = viewer_of(options, Action.SEE_CHILDREN)
    with viewing(viewer, "sightline children"):
        listing = the_list(viewer, filters=filters, as_at=options.as_at, known_on=options.known_on)
    if options.json:
        print_json([_plain(row) for row in listing.rows])
    else:
        print("\n".join(_in_words(listing)))
    return DONE


def _plain(row: ShownRow) -> dict[str, Any]:
    return {
        "id": reference_of(row.child_id),
        "upn": row.upn,
        "date_of_birth": row.date_of_birth or NOT_KNOWN,
        "standing": row.standing,
        "reasons": [reason["slug"] for reason in row.reasons],
        "since": _since(row),
        "hours_planned": _hours(row.hours_planned),
        "hours_offered": _hours(row.hours_offered),
        "hours_attended": _hours(row.hours_attended),
        "full_time_hours": row.comparator_hours,
        "on_roll": _roll(row),
        "next_change": row.next_change,
        "may_be_same_as_another": row.maybe_same_as,
        "unknown": [one["field"] for one in row.unknowns],
        "withheld": list(row.withheld),
    }


def _since(row: ShownRow) -> date | str | None:
    if row.since is not None or row.standing == OFF:
        return row.since
    return WITHHELD if "since" in row.withheld else NOT_KNOWN


def _hours(hours: Decimal | None) -> Decimal | str:
    return NOT_KNOWN if hours is None else hours


def _roll(row: ShownRow) -> str:
    """The URN of the school on whose roll the child is (the main one); else that there is none, or not known."""
    if row.roll != KNOWN:
        return row.roll
    return row.schools[0]["urn"] or WITHHELD


def _in_words(listing: Listing) -> list[str]:
    on, to_be_checked = listing.counts.get(ON, 0), listing.counts.get(TO_BE_CHECKED, 0)
    known = f", as known on {listing.known_on.isoformat()}" if listing.known_on else ""
    lines = [
        f"Children missing out on full-time education as at {listing.as_at.isoformat()}{known}: "
        f"{on} on the list, {to_be_checked} to be checked."
    ]
    if listing.maybe_same:
        lines.append(f"{listing.maybe_same} of them may be the same as another child: somebody is to decide.")
    lines += ["  ".join(_cells(row)) for row in listing.rows]
    return lines


def _cells(row: ShownRow) -> list[str]:
    planned = NOT_KNOWN if row.hours_planned is None else plain_number(row.hours_planned)
    names = [reason["slug"] for reason in row.reasons] or [
        WITHHELD if "reason" in row.withheld else row.off_because
    ]
    return [
        reference_of(row.child_id),
        f"{row.surname}, {row.forename}".ljust(28),
        row.standing.ljust(13),
        f"{planned} of {plain_number(row.comparator_hours)} hours".ljust(24),
        f"since {_since(row)}",
        ", ".join(names),
    ]

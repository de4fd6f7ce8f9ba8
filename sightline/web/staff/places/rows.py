"""Rows of the pages of schools and providers: a place in a list, and a child at a place."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sightline.domain.known import Knowable, Known, NotKnown
from sightline.intake.what_came import LastHeard
from sightline.population.places import ChildrenThere
from sightline.population.visibility import ShownRow
from sightline.record.models import reference_of
from sightline.web.shared.words import WITHHELD, Showable

_NOT_TOLD = NotKnown("nobody has told us")


@dataclass(frozen=True)
class PlaceRow:
    """One school or provider of a list, with its children, what came last from it, and how many rows wait."""

    key: str
    name: str
    kind: str
    phase: Knowable[str]
    locality: Knowable[str]
    children: ChildrenThere
    heard: LastHeard | None
    waiting: Known[int]


@dataclass(frozen=True)
class ChildRow:
    """One child at a place: hours a week in all, or with the provider whose page it is."""

    child: int
    reference: str
    name: str
    standing: str
    since: Showable
    planned: Knowable[Decimal]
    offered: Knowable[Decimal]
    attended: Knowable[Decimal]
    full_time: Decimal


def child_row(row: ShownRow, provider: int | None = None) -> ChildRow:
    """A child of the list as this viewer may see it; `provider`: whose part of the hours is meant (None: all)."""
    if provider is None:
        hours = [row.hours_planned, row.hours_offered, row.hours_attended]
        since: date | None = row.since
        unseen = "since" in row.withheld
    else:
        part = next(one for one in row.providers if one["id"] == provider)
        hours = [_hours(part[name]) for name in ("planned", "offered", "attended")]
        since = date.fromisoformat(part["since"]) if part["since"] else None
        unseen = False
    planned, offered, attended = (_NOT_TOLD if one is None else Known(one) for one in hours)
    return ChildRow(
        child=row.child_id,
        reference=reference_of(row.child_id),
        name=f"{row.surname}, {row.forename}".strip(", ") or "Name not known",
        standing=row.standing,
        since=Known(since) if since else WITHHELD if unseen else _NOT_TOLD,
        planned=planned,
        offered=offered,
        attended=attended,
        full_time=row.comparator_hours,
    )


def _hours(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def told_or_not(text: str) -> Knowable[str]:
    """A text of the register: an empty one means that nobody has told us."""
    return Known(text) if text else _NOT_TOLD

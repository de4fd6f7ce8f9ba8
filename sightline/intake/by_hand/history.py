"""The history of one fact: every version, who told it, how and when, and from which file, row and column it came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sightline.access.models import Change
from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.london import london_date
from sightline.domain.words import date_words
from sightline.intake.by_hand.classes import sees_fact
from sightline.intake.by_hand.kinds import kind_of
from sightline.intake.by_hand.person import BY_HAND
from sightline.intake.by_hand.reading import options_of, told_in, typed_text
from sightline.intake.by_hand.shapes import LAST_DAY, ToldKind
from sightline.intake.contract import Column
from sightline.intake.registry import feeds
from sightline.population.senders import SENDER_WITHHELD, sender_classes
from sightline.record.models import (
    FACTS,
    EvidenceDocument,
    Fact,
    SourcePerson,
    SourcePersonVersion,
    Versioned,
)

_NOT_TOLD = NotKnown("nobody has told us")


@dataclass(frozen=True, slots=True)
class Said:
    """What one version says to one question, and the column of the sender's file that it was read from, if any."""

    question: str
    value: Knowable[str]
    column: str = ""


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version of a fact as a viewer may see it.

    `told_by` and `reason` are None where the viewer's
    role does not show such words, empty where there are none. `file` and `row` are empty where no file said it, or the
    sender is withheld. `until` is the day on which a later version replaced it, None while it is in force.
    """

    version: int
    said: tuple[Said, ...]
    sender: str
    by_hand: bool
    told_by: str | None
    told_how: str
    reason: str | None
    recorded_by: str
    received_on: date
    recorded_on: date
    back_dated: bool
    file: str
    row: int | None
    until: date | None


@dataclass(frozen=True, slots=True)
class History:
    """One fact with all its versions, the latest first; `current` is None once it is withdrawn.

    `withdrawn_by` and `withdrawn_on` tell who withdrew it. `document` says that it is an attached document.
    """

    fact: UUID
    child: int
    kind: ToldKind
    title: str
    current: Fact | None
    versions: tuple[VersionShown, ...]
    withdrawn_by: str
    withdrawn_on: date | None
    document: bool


def history(viewer: Viewer, child: int, fact: UUID) -> History | None:
    """The history of a fact of a child; None when the child has no such fact, or the viewer may not see all of it.

    Of a fact whose versions tell more than the role shows nothing is told, not even that it is there. That the child
    is in the viewer's scope is for the caller to see to.
    """
    rows = versions_of(fact)
    if not rows or rows[0].child_id != child or not sees_fact(viewer, rows):
        return None
    latest = rows[0]
    kind = kind_of(latest)
    gone = latest.superseded_by
    return History(
        fact=fact,
        child=child,
        kind=kind,
        title=latest.title
        if isinstance(latest, EvidenceDocument)
        else kind.title
        if kind
        else "Something told",
        current=None if gone is not None else latest,
        versions=tuple(_shown(viewer, kind, row) for row in rows),
        withdrawn_by=gone.actor.name if gone is not None else "",
        withdrawn_on=london_date(gone.received_at) if gone is not None else None,
        document=isinstance(latest, EvidenceDocument),
    )


def versions_of(fact: UUID) -> list[Fact]:
    """Every version of a fact with what its page needs, the latest first; none when there never was such a fact."""
    for model in FACTS:
        found = model.versions.filter(fact=fact).select_related(
            "change__actor",
            "superseded_by__actor",
            "delivery",
            "source_person__source__provider",
            "source_person__source__establishment",
            *(
                field.name
                for field in model._meta.concrete_fields
                if field.is_relation and field.name in _PLACES
            ),
        )
        if rows := list(found.order_by("-version", "-id")):
            return rows
    return []


_PLACES = frozenset({"establishment", "provider", "home_school", "staff_member", "programme"})


def sender_words(viewer: Viewer, person: SourcePerson) -> str:
    """Who told, by the sender's name; of a sender whose name tells more than the role shows, that there is one."""
    source = person.source
    classes = sender_classes(
        person.feed,
        source.provider.kind if source.provider else None,
        source.establishment.group if source.establishment else None,
    )
    shown = viewer.sees_all(FieldClass(one) for one in classes)
    return source.title if shown else SENDER_WITHHELD


def said_in(
    kind: ToldKind, row: Versioned, on: date, columns: Mapping[str, str] | None = None
) -> tuple[Said, ...]:
    """What a row says to each question of its kind, in words; `columns` are headings of a file, by question."""
    said = []
    for column in kind.columns:
        value = in_words(column, told_in(kind, column, row), on)
        said.append(Said(column.heading, value, (columns or {}).get(column.name, "")))
    return tuple(said)


def in_words(column: Column, value: Any, on: date) -> Knowable[str]:
    """One answer in words. A last day that is not given means that it goes on, which is known."""
    if isinstance(value, date):
        return Known(date_words(value))
    if value is None and column.name == LAST_DAY:
        return Known("still going on")
    text = typed_text(column, value)
    words = dict(options_of(column, on)).get(text, text)
    return Known(words) if words and words != "not known" else _NOT_TOLD


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """One version of what was said by hand of who a child is, and who recorded it on which day."""

    said: tuple[Said, ...]
    recorded_by: str
    received_on: date


def said_before(kind: ToldKind, child: int) -> list[SaidBefore]:
    """Everything that was said by hand of who a child is, the latest first; of each only what was said.

    `kind` holds the questions that the viewer may answer: what they may not see is not among them.
    """
    rows = (
        SourcePersonVersion.versions.filter(source_person__child=child, source_person__feed=BY_HAND)
        .select_related("change__actor")
        .order_by("-received_at", "-id")
    )
    found = []
    for row in rows:
        said = tuple(one for one in said_in(kind, row, london_date(row.received_at)) if one.value.is_known)
        if said:
            found.append(SaidBefore(said, row.change.actor.name, london_date(row.received_at)))
    return found


# Names that feeds give to what is asked here under another.
_IN_FEEDS = {
    "monday": ("monday", "first_day"),
    "hours_planned": ("hours", "planned", "hours_planned"),
    "hours_offered": ("hours", "offered", "hours_offered"),
    "hours_attended": ("attended", "hours_attended"),
    "line": ("address",),
    "day": ("day", "first_day"),
}


def _columns_sent(row: Fact, withheld: bool) -> dict[str, str]:
    """The heading in the sender's file from which the answer to each question was read; none for what no file said."""
    if row.delivery is None or withheld or row.delivery.feed not in feeds():
        return {}
    headings = {column.name: column.heading for column in feeds()[row.delivery.feed].columns}
    asked = {column.name for column in kind_of(row).columns}
    return {
        name: headings[sent] for name in asked for sent in _IN_FEEDS.get(name, (name,)) if sent in headings
    }


def _shown(viewer: Viewer, kind: ToldKind, row: Fact) -> VersionShown:
    sender = sender_words(viewer, row.source_person)
    withheld = sender == SENDER_WITHHELD
    change = row.change
    # What was written down of a file names its sender.
    sees_told_by = viewer.sees(FieldClass.THIRD_PARTY) and not withheld
    sees_reason = viewer.sees(FieldClass.SAFEGUARDING) and not withheld
    return VersionShown(
        version=row.version,
        said=said_in(kind, row, london_date(row.received_at), _columns_sent(row, withheld)),
        sender=sender,
        by_hand=row.delivery is None,
        told_by=change.told_by if sees_told_by else None,
        told_how=Change.ToldHow(change.told_how).label if change.told_how else "",
        reason=change.reason if sees_reason else None,
        recorded_by=change.actor.name,
        received_on=london_date(row.received_at),
        recorded_on=london_date(row.recorded_at),
        back_dated=change.is_back_dated,
        file=row.delivery.file_name if row.delivery and not withheld else "",
        row=row.row_number if not withheld else None,
        until=london_date(row.superseded_received_at) if row.superseded_received_at else None,
    )

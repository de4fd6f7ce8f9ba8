"""Every fact of one child as one viewer may see it: in words, with who says so, and where it was read.

A fact whose class the viewer's role does not show is left
out without a trace; a place that tells too much keeps its dates and hours, as everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from sightline.access.viewer import Viewer
from sightline.domain.known import Known, NotKnown
from sightline.domain.london import london_date
from sightline.domain.words import date_words
from sightline.intake.by_hand.classes import sees_row
from sightline.population.senders import SENDER_WITHHELD
from sightline.population.visibility import RESTED_ON, hidden_classes
from sightline.population.whole_facts import WholeFacts
from sightline.record.classification import class_of, listed_field
from sightline.record.models import Establishment, Fact, Provider
from sightline.web.shared.words import WITHHELD, Showable
from sightline.web.staff.child.kinds import KINDS, Kind, in_words, is_asked
from sightline.web.staff.child.told import WITHHELD_PLACE, feed_title, shows_sender

NOT_TOLD = NotKnown("nobody has told us")
_DAY = timedelta(days=1)
# Words that anybody may have put anything into: for who sees all that they may tell of.
_FREE_WORDS = frozenset({"reason_words", "ending", "words"})
# What of a fact about a place that is withheld stays: hours are education.
_HOURS = frozenset({"hours_planned", "hours_offered", "hours_attended"})
# A code that is guarded by what it says is told only where it may be read: a gap must not tell that there is one.
_TOLD_OR_ABSENT = frozenset({"reason", "leaving ground"})


@dataclass(frozen=True)
class Entry:
    """One fact as a viewer may see it.

    `day` is where it stands in the story (None: no day is known), `start` and `end` its half-open period. `place`
    is the address of the school's or provider's page, empty where there is none to show. `origin` says in which
    file and row it was read, or that somebody entered it; `told_by` who told that somebody. `whole`: whether the
    viewer may see all that stands in the fact, and so may open its history and correct it.
    """

    fact: UUID
    model: str
    group: str
    title: str
    start: date | None
    end: date | None
    day: date | None
    lasts: bool
    details: tuple[tuple[str, Showable], ...]
    by: str
    told_by: str
    origin: Showable
    received_on: date
    place: str = ""
    whole: bool = True

    @property
    def period_words(self) -> str:
        """While it is so: “since 9 September 2026”, “2 to 4 November 2026”."""
        if not self.lasts:
            return date_words(self.day) if self.day else "on a day that is not known"
        start = f"from {date_words(self.start)}" if self.start else "from a day that is not known"
        if self.end is None:
            return start.replace("from", "since", 1) if self.start else f"{start}, still so"
        return f"{start} to {date_words(self.end - _DAY)}"

    def in_force(self, on: date) -> bool:
        """Whether it is so on a day."""
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)

    def detail(self, label: str) -> Showable:
        """One of the details by its label; not known where the entry has none of that name."""
        return dict(self.details).get(label, NOT_TOLD)


class Told:
    """The entries of one child by the name of their kind, as templates ask for them."""

    def __init__(self, entries: Iterable[Entry], on: date) -> None:
        self.all = tuple(entries)
        self._on = on

    def of(self, *models: str) -> list[Entry]:
        """The entries of these kinds of fact, the latest begun first."""
        return [entry for entry in self.all if entry.model in models]

    def begun(self, model: str) -> list[Entry]:
        """The entries of one kind that had begun by the day of the page."""
        return [entry for entry in self.of(model) if entry.start is None or entry.start <= self._on]

    def now(self, model: str) -> list[Entry]:
        """The entries of one kind that are so on the day of the page."""
        return [entry for entry in self.of(model) if entry.in_force(self._on)]


def entries_of(viewer: Viewer, facts: WholeFacts, on: date) -> list[Entry]:
    """Every fact that was read which the viewer may see, in words as of the day `on`, the latest begun first."""
    making = _Making(viewer, facts, on)
    found = [entry for fact in facts.everything() if (entry := making.entry(fact)) is not None]
    return sorted(found, key=lambda one: (one.day or one.start or date.min, str(one.fact)), reverse=True)


class _Making:
    """Makes entries for one viewer: the record's class of each field decides what is said."""

    def __init__(self, viewer: Viewer, facts: WholeFacts, on: date) -> None:
        self._viewer = viewer
        self._senders = facts.senders
        self._kept_apart = facts.kept_apart
        self._on = on
        self._free_words = not hidden_classes(viewer) & RESTED_ON

    def entry(self, fact: Fact) -> Entry | None:
        """A fact as the viewer may see it, or None where its class is hidden."""
        kind = KINDS[type(fact)]
        if kind.whole and not self._sees(fact, kind.whole):
            return None
        place = next((one for name in kind.places if (one := getattr(fact, name)) is not None), None)
        shown = all(self._sees(fact, name) for name in kind.places)
        sender = self._senders[fact.source_person_id]
        named = shown and shows_sender(self._viewer, sender)
        return Entry(
            fact=fact.fact,
            model=type(fact).__name__,
            group=kind.group,
            title=_capital(kind.title(fact, _place_words(place, shown))),
            start=fact.valid_from,
            end=fact.valid_to,
            day=kind.day(fact),
            lasts=kind.lasts,
            details=tuple(self._details(fact, kind, shown)),
            by=f"{sender.source.title} ({feed_title(sender.feed).lower()})" if named else SENDER_WITHHELD,
            told_by=self._told_by(fact) if named else "",
            origin=_origin(fact) if named else WITHHELD,
            received_on=london_date(fact.received_at),
            place=_address(place) if shown else "",
            whole=sees_row(self._viewer, fact, apart=self._kept_apart),
        )

    def _details(self, fact: Fact, kind: Kind, shown: bool) -> Iterable[tuple[str, Showable]]:
        for label, field in kind.details:
            if not is_asked(fact, field) or (not shown and field not in _HOURS):
                continue
            if field in _FREE_WORDS and not self._free_words:
                continue
            told = in_words(fact, field, self._on)
            if not self._sees(fact, field):
                if field == "arranged_by":
                    yield label, WITHHELD
            elif told is not None:
                yield label, Known(told)
            elif listed_field(type(fact), field).decided_by not in _TOLD_OR_ABSENT:
                yield label, NOT_TOLD

    def _sees(self, fact: Fact, field: str) -> bool:
        """Whether the viewer's role shows a field of this fact, by the value that decides its class."""
        decided_by = listed_field(type(fact), field).decided_by
        value = self._decides(fact, decided_by) if decided_by else None
        if decided_by and value is None:
            return True
        guarded = class_of(type(fact), field, value)
        return guarded is None or self._viewer.sees(guarded)

    def _decides(self, fact: Any, decided_by: str) -> str | bool | None:
        """As `_decides`; an address is as guarded as the most guarded one of the child."""
        if decided_by == "shielded":
            return bool(fact.shielded) or self._kept_apart
        return _decides(fact, decided_by)

    def _told_by(self, fact: Fact) -> str:
        """Who told whoever entered it, and how; who that was is information about somebody else."""
        if fact.delivery_id is not None:
            return ""
        change = fact.change
        if not change.told_how:
            return ""
        who = change.told_by if self._viewer.sees("third_party") else ""
        return f"{who}, by {change.get_told_how_display()}" if who else f"by {change.get_told_how_display()}"


def _decides(fact: Any, decided_by: str) -> str | bool | None:
    """The value of a fact that decides the class of some of its fields; None where there is no place to tell of."""
    match decided_by:
        case "establishment group":
            return None if fact.establishment is None else str(fact.establishment.group)
        case "provider kind":
            return None if fact.provider is None else str(fact.provider.kind)
        case "circumstance kind" | "expected event":
            return str(fact.kind)
        case "arranged by":
            return str(fact.arranged_by)
        case "reason":
            return str(fact.reason)
        case "leaving ground":
            return str(fact.leaving_ground)
        case "own class":
            return str(fact.field_class)
    raise LookupError(f"nothing says how a fact decides a class by {decided_by}")


def _place_words(place: Establishment | Provider | None, shown: bool) -> str:
    if not shown:
        return f"{WITHHELD_PLACE[0].lower()}{WITHHELD_PLACE[1:]}"
    return "a place that is not known" if place is None else str(place)


def _address(place: Establishment | Provider | None) -> str:
    if isinstance(place, Establishment):
        return reverse("staff:school", kwargs={"urn": place.urn})
    return reverse("staff:provider", kwargs={"key": place.key}) if place is not None else ""


def _origin(fact: Fact) -> Known[str]:
    """In which file and row a fact was read, or that it was entered by hand."""
    if fact.delivery is None:
        return Known("entered by hand")
    row = f", row {fact.row_number}" if fact.row_number else ""
    return Known(f"{fact.delivery.file_name}{row}")


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"

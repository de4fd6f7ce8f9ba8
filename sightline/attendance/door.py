"""The one door for marks: what a file says of sessions becomes pages, and what it says otherwise than before, journal.

A whole file at once, roster by roster: what is sent is laid over the pages that stand, and every day that differs gets
a new page. Nothing is overwritten, and the same marks sent again change nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from sightline.access.door import Writing
from sightline.attendance.models import MarkChange, RegisterPage, Roster, RosterPlace
from sightline.attendance.models.mark_change import Session
from sightline.attendance.numbering import NOT_SENT, UNKNOWN_CODE, Bytes
from sightline.domain.school_age import school_year_of
from sightline.record import door
from sightline.record.bulk import insert
from sightline.record.models import Delivery

_HALVES = (Session.MORNING, Session.AFTERNOON)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose register it is: a school's or a provider's, by id; exactly one of them."""

    establishment: int | None = None
    provider: int | None = None

    def __post_init__(self) -> None:
        if (self.establishment is None) == (self.provider is None):
            raise ValueError("a register is a school's or a provider's")


@dataclass(frozen=True, slots=True)
class SentMarks:
    """What one row says of one pupil: for each day its morning and afternoon, as stored numbers.

    `marks` has two bytes a day, in the order of `days`; NOT_SENT where the row says nothing of a session, so that what
    stands there stays. `unknown` are codes that nobody knows, by their place in `marks`. `row` is the row's number.
    """

    source_person: int
    days: Sequence[date]
    marks: bytes
    row: int | None = None
    unknown: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.marks) != 2 * len(self.days):
            raise ValueError("a day has two sessions")


@dataclass(slots=True)
class TakenMarks:
    """What came of it: the rows in which something was new, pages written, marks new and marks corrected."""

    rows: set[int] = field(default_factory=set)
    pages: int = 0
    new: int = 0
    corrected: int = 0


def take_marks(
    writing: Writing, place: Place, sent: Sequence[SentMarks], *, delivery: Delivery | None = None
) -> TakenMarks:
    """Lay what was sent of one place over its pages. A later row of one pupil and session stands over an earlier one.

    Where a page was received after what is sent now, its marks are the later word and stand; only what it does not say
    is filled in. Raises ChangedMeanwhile when somebody else wrote one of the pages at the same time.
    """
    taken = TakenMarks()
    by_year: dict[int, list[SentMarks]] = {}
    for one in sent:
        for year, part in _years_of(one):
            by_year.setdefault(year, []).append(part)
    for year, parts in sorted(by_year.items()):
        _Taking(writing, _roster(writing, place, year), parts, delivery).into(taken)
    return taken


class _Taking:
    """What is sent for one roster, beside what stands on its pages."""

    def __init__(
        self, writing: Writing, roster: Roster, sent: Sequence[SentMarks], delivery: Delivery | None
    ) -> None:
        self.writing = writing
        self.roster = roster
        self.sent = sent
        self.delivery = delivery
        self.places = _places(writing, roster, [one.source_person for one in sent])
        self.days = sorted({day for one in sent for day in one.days})
        self.row_of = {day: number for number, day in enumerate(self.days)}
        self.before: dict[date, RegisterPage] = {
            page.day: page
            for page in RegisterPage.objects.filter(roster=roster, day__range=(self.days[0], self.days[-1]))
            if page.day in self.row_of
        }
        self.stood = self._standing()
        self.stands = self.stood.copy()

    def into(self, taken: TakenMarks) -> None:
        """Write the pages that differ and their journal, and add what came of it to `taken`."""
        said_by = self._lay_over()
        differs = self.stands != self.stood
        if not differs.any():
            return
        fresh = []
        for number in np.flatnonzero(differs.reshape(len(self.days), -1).any(axis=1)).tolist():
            fresh.append(self._page(self.days[number]))
        self._supersede([self.before[page.day] for page in fresh if page.day in self.before])
        insert(fresh)
        journal = self._journal({page.day: page for page in fresh}, differs, said_by)
        insert(journal)
        corrected = int((differs & (self.stood != NOT_SENT)).sum())
        taken.pages += len(fresh)
        taken.corrected += corrected
        taken.new += int(differs.sum()) - corrected
        changed = set(np.flatnonzero(differs.any(axis=0)).tolist())
        taken.rows |= {
            one.row for one in self.sent if one.row is not None and self.places[one.source_person] in changed
        }

    def _standing(self) -> Bytes:
        """Sessions by places, as the pages have them now."""
        marks = np.zeros((2 * len(self.days), max(self.places.values()) + 1), dtype=np.uint8)
        for day, page in self.before.items():
            for half, stored in enumerate((page.morning, page.afternoon)):
                line = np.frombuffer(bytes(stored), dtype=np.uint8)
                marks[2 * self.row_of[day] + half, : len(line)] = line
        return marks

    def _lay_over(self) -> dict[tuple[int, int], SentMarks]:
        """Put in what was sent; returns who sent a code that nobody knows, by session and place."""
        unknown = {}
        later_word = np.zeros(2 * len(self.days), dtype=np.bool_)
        for day, page in self.before.items():
            if page.received_at > self.writing.received_at:
                later_word[2 * self.row_of[day] : 2 * self.row_of[day] + 2] = True
        for rows in self._side_by_side():
            days = np.array([self.row_of[day] for day in rows[0].days], dtype=np.intp)
            sessions = np.stack((2 * days, 2 * days + 1), axis=1).ravel()
            places = np.array([self.places[one.source_person] for one in rows], dtype=np.intp)
            sent = np.frombuffer(b"".join(one.marks for one in rows), dtype=np.uint8)
            marks = sent.reshape(len(rows), len(sessions)).T
            at = np.ix_(sessions, places)
            stands = self.stands[at]
            says = (marks != NOT_SENT) & ~(later_word[sessions][:, np.newaxis] & (stands != NOT_SENT))
            self.stands[at] = np.where(says, marks, stands)
            for one, place in zip(rows, places.tolist(), strict=True):
                for session in one.unknown:
                    unknown[int(sessions[session]), place] = one
        return unknown

    def _side_by_side(self) -> Iterator[list[SentMarks]]:
        """What was sent in its order, in runs that can be laid over at once: the same days, and each pupil once."""
        rows: list[SentMarks] = []
        pupils: set[int] = set()
        for one in self.sent:
            if rows and (one.source_person in pupils or one.days != rows[0].days):
                yield rows
                rows, pupils = [], set()
            rows.append(one)
            pupils.add(one.source_person)
        if rows:
            yield rows

    def _page(self, day: date) -> RegisterPage:
        before = self.before.get(day)
        line = 2 * self.row_of[day]
        page = RegisterPage(
            roster_id=self.roster.pk,
            day=day,
            version=1 if before is None else before.version + 1,
            morning=_trimmed(self.stands[line]),
            afternoon=_trimmed(self.stands[line + 1]),
        )
        door.stamp(self.writing, page, delivery=self.delivery)
        if before is not None:
            # A page is a day of the whole school: one that fills in what an earlier letter said is no older than it.
            page.received_at = max(page.received_at, before.received_at)
        return page

    def _supersede(self, pages: Sequence[RegisterPage]) -> None:
        change = self.writing.change
        door.supersede(self.writing, [page for page in pages if page.received_at <= change.received_at])
        for page in pages:
            if page.received_at > change.received_at:
                done = RegisterPage.versions.filter(pk=page.pk, superseded_at__isnull=True).update(
                    superseded_received_at=page.received_at,
                    superseded_at=change.recorded_at,
                    superseded_by=change,
                )
                if not done:
                    raise door.ChangedMeanwhile("Somebody changed this register while the file was read.")

    def _journal(
        self,
        pages: Mapping[date, RegisterPage],
        differs: np.ndarray,
        unknown: Mapping[tuple[int, int], SentMarks],
    ) -> list[MarkChange]:
        """What was corrected, and what nobody can read: a line for each mark."""
        persons = {place: person for person, place in self.places.items()}
        rows = {self.places[one.source_person]: one.row for one in self.sent}
        lines = differs & ((self.stood != NOT_SENT) | (self.stands == UNKNOWN_CODE))
        journal = []
        for session, place in np.argwhere(lines).tolist():
            by = unknown.get((session, place))
            day = self.days[session // 2]
            journal.append(
                MarkChange(
                    page_id=pages[day].pk,
                    source_person_id=persons[place],
                    session=_HALVES[session % 2],
                    before=int(self.stood[session, place]),
                    after=int(self.stands[session, place]),
                    sent="" if by is None else by.unknown.get(_at(by, day, session % 2), ""),
                    row_number=rows.get(place),
                )
            )
        return journal


def _at(one: SentMarks, day: date, half: int) -> int:
    return 2 * list(one.days).index(day) + half


def _trimmed(line: Bytes) -> bytes:
    """The bytes of a session up to the last of which anything was sent."""
    return line.tobytes().rstrip(bytes([NOT_SENT]))


def _years_of(one: SentMarks) -> Iterable[tuple[int, SentMarks]]:
    """What a row says, by the school year of its days."""
    years = [school_year_of(day).start_year for day in one.days]
    if len(set(years)) <= 1:
        return [(year, one) for year in years[:1]]
    parts = []
    for year in sorted(set(years)):
        at = [number for number, other in enumerate(years) if other == year]
        places = {2 * number + half: 2 * new + half for new, number in enumerate(at) for half in (0, 1)}
        part = SentMarks(
            one.source_person,
            [one.days[number] for number in at],
            bytes(one.marks[old] for old in places),
            one.row,
            {places[old]: code for old, code in one.unknown.items() if old in places},
        )
        parts.append((year, part))
    return parts


def _roster(writing: Writing, place: Place, year: int) -> Roster:
    """The roster of a place and school year, made if there is none, and locked until the end of the write."""
    whose = {"establishment_id": place.establishment, "provider_id": place.provider, "school_year": year}
    found = Roster.objects.select_for_update().filter(**whose).first()
    return found or Roster.objects.create(**whose, change=writing.change)


def _places(writing: Writing, roster: Roster, persons: Iterable[int]) -> dict[int, int]:
    """The place of everybody on the roster, with new ones at its end for those of `persons` who have none."""
    places = dict(RosterPlace.objects.filter(roster=roster).values_list("source_person_id", "position"))
    newcomers = [person for person in dict.fromkeys(persons) if person not in places]
    fresh = [
        RosterPlace(
            roster=roster, position=len(places) + number, source_person_id=person, change=writing.change
        )
        for number, person in enumerate(newcomers)
    ]
    insert(fresh)
    return places | {row.source_person_id: row.position for row in fresh}

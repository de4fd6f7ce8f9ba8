"""What schools send of their registers: this school year's marks up to yesterday, each in the way of its system.

A school sends a string of marks a pupil, a sheet with a column a session, or (for its latest week) a row a session;
each term or half term at once, or the latest weeks one by one. Last school year's registers are not sent: every rule
asks of one school year, and they would more than double the marks.

The mess is that of real ones: files that come weeks late or twice, absences whose reason is found later, a code that
nobody knows, a day without school, marks of a day that is still to come. What stands in the end is what was so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sightline.demo.files.formats import Manner, Row
from sightline.demo.files.person import PERSON
from sightline.demo.files.reference import heating_failure
from sightline.demo.files.school_office import SchoolOffice
from sightline.demo.files.sheets import QUARANTINED, TAKEN, Line, Sheet
from sightline.demo.lives import Life
from sightline.demo.marks import PRESENT, Timetable, sessions_of
from sightline.demo.schools import INDEPENDENT, PRIMARY, SECONDARY
from sightline.domain.periods import Period

FEED = "attendance-marks"
_NAMES = ("School", *PERSON)
STRING_HEADINGS = (*_NAMES, "Marks from", "Marks")
SESSION_HEADINGS = (*_NAMES, "Marks from", "Session", "Marks")
_HALVES = ("AM", "PM")
_DAY = timedelta(days=1)
_SATURDAY = 5
_NO_MARK, _CLOSED = ".", "#"
# How the days stand over the columns of a sheet.
_COLUMN_STYLES = ("%Y-%m-%d", "%d/%m/%Y", "%a %d/%m/%Y")
# Schools take turns at the ways of sending: three of five send strings, most of those a whole term at once.
_WAYS = ("term string", "sheet", "string", "weekly sheet", "term string")
_WEEKS_ONE_BY_ONE = 3
_LATE, _TWICE, _CORRECTS, _LOOKS_AHEAD, _OWN_CODE = 0.15, 0.15, 0.4, 0.15, 0.15
_WITH_SATURDAY = 0.5
_FIRST_WITHOUT_REASON = 0.25
_LATE_BY, _CORRECTED_AFTER = 21, 9
# An extended family holiday: no code of this school year any more.
_OLD_CODE = "F"


@dataclass(frozen=True, slots=True)
class _Part:
    """The days of one file, by their places in the timetable, and when it came."""

    days: range
    received: date


@dataclass(frozen=True, slots=True)
class _Pupil:
    """A pupil with the marks of the whole timetable, as they are, and as the school first had them."""

    life: Life
    marks: Sequence[str]
    at_first: Sequence[str]


class _Register:
    """The register of one school this school year."""

    def __init__(self, office: SchoolOffice) -> None:
        self.office = office
        world = office.desk.world
        self.terms, self.seed = world.terms, world.seed
        self.lot = office.desk.lot(FEED, office.school.urn)
        first, last = self.terms.first_day(self.terms.this_year), self.terms.school_days_ago(1)
        days = self.terms.calendar.school_days(Period(first, last + _DAY))
        closed_once = heating_failure(world)
        self.timetable = Timetable(tuple(day for day in days if (office.school, day) != closed_once))
        self.corrects = self.lot.random() < _CORRECTS
        self.pupils = [pupil for life in office.lives if (pupil := self._pupil(life)) is not None]

    def _pupil(self, life: Life) -> _Pupil | None:
        marks = sessions_of(self.seed, life, self.office.school, self.timetable)
        if not any(marks):
            return None
        ordinary = self.corrects and not life.story and self.lot.random() < _FIRST_WITHOUT_REASON
        return _Pupil(life, marks, ["N" if mark == "O" else mark for mark in marks] if ordinary else marks)

    def parts(self, *, whole_terms: bool) -> list[_Part]:
        """The half terms of this school year, or its terms, the last of them as far as it has gone."""
        found: list[range] = []
        term = ""
        for name, first, last in self.terms.runs:
            days = self.timetable.between(first, last)
            if not days:
                continue
            if whole_terms and name == term:
                days = range(found.pop().start, days.stop)
            found.append(days)
            term = name
        return [_Part(days, self._received(days)) for days in found]

    def _received(self, days: range) -> date:
        last = self.timetable.days[days[-1]]
        if days[-1] == len(self.timetable.days) - 1:
            return last
        after = _LATE_BY if self.lot.random() < _LATE else self.lot.randint(0, 6)
        return min(last + after * _DAY, self.terms.school_days_ago(1))

    def rows(self, part: _Part) -> Iterator[_Pupil]:
        """The pupils who stand in a file: on the roll in its time, and not left out unsaid by then."""
        for pupil in self.pupils:
            gone = [roll.vanished for roll in pupil.life.rolls if roll.school is self.office.school]
            if any(day is not None and part.received >= day for day in gone):
                continue
            if any(pupil.marks[2 * part.days.start : 2 * part.days.stop]):
                yield pupil

    def sheet(self, what: str, part: _Part, headings: tuple[str, ...], manner: Manner | None = None) -> Sheet:
        """An empty file of a part; `what` tells it from others of the same days."""
        first, last = self.timetable.days[part.days[0]], self.timetable.days[part.days[-1]]
        name = f"{self.office.school.urn} {what} {first} to {last}.{self.office.manner.ending}"
        return Sheet(FEED, name, part.received, headings, manner or self.office.manner)


def marks(office: SchoolOffice) -> Iterator[Sheet]:
    """The school's registers of this school year; an independent school, or one that has closed, sends none."""
    if office.school.kind is INDEPENDENT or office.school.closed is not None:
        return
    register = _Register(office)
    way = _way(office)
    *earlier, latest = register.parts(whole_terms=way == "term string")
    for part in earlier:
        yield _sheet(register, part) if "sheet" in way else _strings(register, part)
    yield from _latest(register, way, latest)
    for part in earlier:
        yield from _corrections(register, part)


def _way(office: SchoolOffice) -> str:
    if office.school.kind not in (PRIMARY, SECONDARY):
        return "row a session"
    return _WAYS[int(office.school.urn) % len(_WAYS)]


def _latest(register: _Register, way: str, part: _Part) -> Iterator[Sheet]:
    """The half term that runs: whole, or its last weeks one by one, or its last week session by session."""
    if way == "sheet":
        yield _sheet(register, part)
    elif way == "weekly sheet":
        for week in _weeks(register, part):
            yield _sheet(register, week)
    elif way == "row a session":
        *_, before, last = (None, None, *_weeks(register, part))
        if before is not None:
            yield _strings(register, replace(part, days=range(part.days.start, before.days.stop)))
        if last is not None:
            yield _row_a_session(register, last)
    else:
        if register.lot.random() < _TWICE and len(part.days) > 1:
            yield _strings(register, _half_of(register, part), what="marks so far")
        yield _strings(register, part, looks_ahead=register.lot.random() < _LOOKS_AHEAD)


def _weeks(register: _Register, part: _Part) -> list[_Part]:
    """The last weeks of a part one by one, after what lies before them."""
    days = register.timetable.days
    mondays = sorted({days[place] - days[place].weekday() * _DAY for place in part.days})
    starts = [part.days.start]
    for monday in mondays[1:][-_WEEKS_ONE_BY_ONE:]:
        starts.append(register.timetable.between(monday, None).start)
    ends = [*starts[1:], part.days.stop]
    return [_Part(range(*pair), days[pair[1] - 1]) for pair in zip(starts, ends, strict=True)]


def _half_of(register: _Register, part: _Part) -> _Part:
    days = range(part.days.start, part.days.start + len(part.days) // 2)
    return _Part(days, register.timetable.days[days[-1]])


def _strings(register: _Register, part: _Part, *, what: str = "marks", looks_ahead: bool = False) -> Sheet:
    """A row a pupil with all marks as one string, from the first day of the file on; or, at some schools, from the
    pupil's own first day."""
    sheet = register.sheet(what, part, STRING_HEADINGS)
    lot = register.lot
    between, own_first_day = lot.choice(("", "", " ", ",")), lot.random() < 0.5
    not_yet = lot.choice((_NO_MARK, "Z"))
    stray = lot.random() < _OWN_CODE
    for pupil in register.rows(part):
        codes = list(pupil.at_first[2 * part.days.start : 2 * part.days.stop])
        first = part.days.start
        begins = next(at for at, code in enumerate(codes) if code)
        if own_first_day:
            first, codes = first + begins // 2, codes[begins - begins % 2 :]
        else:
            codes[:begins] = [not_yet] * begins
        mistakes: tuple[str, ...] = ()
        outcome = TAKEN
        if not pupil.life.story and stray:
            codes[-1], stray, mistakes = _OLD_CODE, False, ("code-of-another-time",)
        elif not pupil.life.story and looks_ahead and lot.random() < 0.1:
            codes, looks_ahead = [*codes, *PRESENT], False
            mistakes, outcome = ("mark-of-a-day-to-come",), QUARANTINED
        text = between.join(code or _NO_MARK for code in codes)
        line = _line(register, pupil, {"Marks from": register.timetable.days[first], "Marks": text}, mistakes)
        if outcome:
            line.outcome = outcome
        sheet.lines.append(line)
    return sheet


def _sheet(register: _Register, part: _Part) -> Sheet:
    """A column a session, headed by its day and half; the first of the year may have its first Saturday too."""
    lot = register.lot
    style = lot.choice(_COLUMN_STYLES)
    days = [register.timetable.days[place] for place in part.days]
    columns = [f"{day:{style}} {half}" for day in days for half in _HALVES]
    closed: Row = {}
    if part.days.start == 0 and lot.random() < _WITH_SATURDAY:
        saturday = days[0] + (_SATURDAY - days[0].weekday()) * _DAY
        closed = {f"{saturday:{style}} {half}": _CLOSED for half in _HALVES}
    headings = (*_NAMES, *columns, *closed)
    sheet = register.sheet("register", part, headings, replace(register.office.manner, heading="as given"))
    for pupil in register.rows(part):
        codes = pupil.at_first[2 * part.days.start : 2 * part.days.stop]
        said: Row = dict(zip(columns, codes, strict=True))
        sheet.lines.append(_line(register, pupil, said | closed))
    return sheet


def _row_a_session(register: _Register, part: _Part) -> Sheet:
    sheet = register.sheet("sessions", part, SESSION_HEADINGS)
    for pupil in register.rows(part):
        for session in range(2 * part.days.start, 2 * part.days.stop):
            if pupil.at_first[session]:
                sheet.lines.append(_session(register, pupil, session, pupil.at_first[session]))
    return sheet


def _corrections(register: _Register, part: _Part) -> Iterator[Sheet]:
    """The absences of a half term whose reason was found later: a row for each session that is other than at first."""
    received = part.received + _CORRECTED_AFTER * _DAY
    if received > register.terms.school_days_ago(1):
        return
    sheet = register.sheet("corrected", _Part(part.days, received), SESSION_HEADINGS)
    for pupil in register.rows(part):
        for session in range(2 * part.days.start, 2 * part.days.stop):
            if pupil.at_first[session] != pupil.marks[session]:
                sheet.lines.append(_session(register, pupil, session, pupil.marks[session]))
    if sheet.lines:
        yield sheet


def _session(register: _Register, pupil: _Pupil, session: int, code: str) -> Line:
    day = register.timetable.days[session // 2]
    return _line(register, pupil, {"Marks from": day, "Session": _HALVES[session % 2], "Marks": code})


def _line(register: _Register, pupil: _Pupil, columns: Row, mistakes: tuple[str, ...] = ()) -> Line:
    line = register.office.line(pupil.life, columns)
    line.mistakes = (*line.mistakes, *mistakes)
    return line

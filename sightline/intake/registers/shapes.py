"""Registers with a column for each session, made into one row of marks a pupil.

Systems print a register as a sheet: pupils down, sessions across, each column headed by its day (and by AM or PM). Such
a sheet becomes the table of the contract, with the days and their marks in one cell each.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.intake.assembling import Headed, Part, headed, join
from sightline.intake.contract import Column, Joined, Sheet, plain_heading
from sightline.intake.registers.codes import code_in
from sightline.intake.values import Faulty, read_date

_FEWEST_SESSIONS = 2
_FIGURES_OF_A_DATE = 5
_SESSION = re.compile(
    r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+)?(?P<day>[0-9].*?[0-9]{2})(?:[ ,T]+(?P<half>a\.?m\.?|p\.?m\.?|"
    r"morning|afternoon|1|2|00:00(?::00)?))?$",
    re.IGNORECASE,
)
_AFTERNOON = ("p", "2")
_NOTHING_SAID = "."


@dataclass(frozen=True, slots=True)
class _Session:
    """A column of a sheet: the place of its cells, its day, and whether it is of the morning (0) or afternoon (1)."""

    place: int
    day: date
    half: int


def assemble(sheets: Sequence[Sheet], columns: Sequence[Column]) -> Joined:
    """One table, under the headings of `columns`, of every sheet that names pupils; a single one without columns that
    are sessions as it is. Sheets that name nobody are listed among the headings as left aside."""
    by_name = {column.name: column for column in columns}
    tables = [one for sheet in sheets if (one := headed(sheet, _names_pupils(by_name)))]
    found = [(one, _sessions(one.headings)) for one in tables]
    if not tables or (len(sheets) == 1 and not found[0][1]):
        return Joined(sheets[0], ())
    there = {heading for one in tables for heading in one.places}
    by_session = any(sessions for _, sessions in found)
    named = [
        column
        for column in columns
        if there & set(column.headings) or (by_session and column.name in ("days", "marks"))
    ]
    parts = [Part(one, _row_of(one, named, sessions)) for one, sessions in found]
    aside = _left_aside(sheets, found, named)
    return join(sheets[0].file, [*(column.heading for column in named), *aside], parts)


def _names_pupils(columns: dict[str, Column]) -> Callable[[frozenset[str]], bool]:
    """Whether a row of headings names pupils and something beside: marks, a mark's day, or sessions."""
    who = {
        heading for name in ("pupil_id", "upn", "surname", "full_name") for heading in columns[name].headings
    }
    what = {heading for name in ("marks", "days", "first_day") for heading in columns[name].headings}
    return lambda there: bool(there & who) and bool(there & what or any(_has_figures(one) for one in there))


def _has_figures(heading: str) -> bool:
    return sum(sign.isdigit() for sign in heading) >= _FIGURES_OF_A_DATE


def _sessions(headings: Iterable[str]) -> list[_Session]:
    """The columns that are sessions; of two columns of one day without a half, the first is of the morning."""
    sessions = []
    days_seen: set[date] = set()
    for place, heading in enumerate(headings):
        match = _SESSION.match(heading.strip())
        if match is None:
            continue
        try:
            day = read_date(match["day"].strip())
        except Faulty:
            continue
        half = (match["half"] or "00").lower()
        afternoon = day in days_seen if half.startswith("00") else half.startswith(_AFTERNOON)
        days_seen.add(day)
        sessions.append(_Session(place, day, int(afternoon)))
    return sessions if len(sessions) >= _FEWEST_SESSIONS else []


def _row_of(
    one: Headed, named: Sequence[Column], sessions: Sequence[_Session]
) -> Callable[[Sequence[str]], list[str]]:
    """Makes a row of the table of a row of the sheet: as it is, with days and marks from its sessions if it has any."""
    days = sorted({session.day for session in sessions})
    stands_at = [(2 * days.index(session.day) + session.half, session.place) for session in sessions]
    in_words = " ".join(day.isoformat() for day in days)

    def row(cells: Sequence[str]) -> list[str]:
        marks = [_NOTHING_SAID] * (2 * len(days))
        for at, place in stands_at:
            if place < len(cells):
                marks[at] = code_in(cells[place]) or _NOTHING_SAID
        made = {"days": in_words, "marks": " ".join(marks)} if sessions else {}
        return [made.get(column.name, one.cell(cells, *column.headings)) for column in named]

    return row


def _left_aside(
    sheets: Sequence[Sheet], found: Sequence[tuple[Headed, Sequence[_Session]]], named: Sequence[Column]
) -> list[str]:
    """Headings that nothing is read from, then the sheets that are no register."""
    taken = {heading for column in named for heading in column.headings}
    aside = []
    for one, sessions in found:
        places = {session.place for session in sessions}
        aside += [
            heading
            for place, heading in enumerate(one.headings)
            if heading and place not in places and plain_heading(heading) not in taken
        ]
    used = {id(one.sheet) for one, _ in found}
    aside += [sheet.name or sheet.file for sheet in sheets if id(sheet) not in used]
    return list(dict.fromkeys(aside))

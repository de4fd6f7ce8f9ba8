"""The array view of a school year: made from the pages, kept beside the record, and made anew when it disagrees.

The file is derived and may be thrown away at any time. What it was made from is told by a print of the pages; where
that differs from the record's, or the file's own sum differs from what stands in it, it is not used.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from django.db.models import Count, Max

from sightline.attendance.array import MarkArray
from sightline.attendance.models import RegisterPage, RosterPlace
from sightline.attendance.numbering import Bytes, view_numbers
from sightline.record.reading import children_by_source_person, known

_FORM = 1
"""Raised whenever what a file holds means something else."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A registration: a place on a roster."""

    roster: int
    position: int
    person: int
    place: int


def array_of(school_year: int, known_on: date | None = None) -> MarkArray | None:
    """The registers of a school year (by its starting year) as one array; None when there are none.

    As known on a day, with the links of that day too.
    """
    columns = _columns(school_year)
    pages = _pages(school_year, known_on)
    if not columns or not pages:
        return None
    days = tuple(sorted({page[1] for page in pages}))
    return _array(days, _marks(days, columns, pages), columns, known_on)


def kept_array(school_year: int, folder: Path) -> MarkArray | None:
    """The same as now, from the file in `folder`, which is made anew when it is not there or disagrees.

    The marks are a memory-mapped file: no more of them is read than is asked for.
    """
    columns = _columns(school_year)
    print_ = _print(school_year, columns)
    if not columns or print_ is None:
        return None
    file, head = folder / f"registers-{school_year}.npy", folder / f"registers-{school_year}.json"
    days = _days_kept(file, head, print_)
    if days is None:
        days = _keep(school_year, columns, print_, file, head)
    marks: Bytes = np.load(file, mmap_mode="r")
    return _array(days, marks, columns, None)


def _columns(school_year: int) -> list[_Column]:
    rows = (
        RosterPlace.objects.filter(roster__school_year=school_year)
        .order_by("roster_id", "position")
        .values_list(
            "roster_id", "position", "source_person_id", "roster__establishment_id", "roster__provider_id"
        )
    )
    return [
        _Column(roster, position, person, establishment or -provider)
        for roster, position, person, establishment, provider in rows.iterator(chunk_size=20_000)
    ]


def _pages(school_year: int, known_on: date | None) -> list[tuple[int, date, bytes, bytes]]:
    rows = known(RegisterPage, known_on).filter(roster__school_year=school_year)
    return [
        (roster, day, bytes(morning), bytes(afternoon))
        for roster, day, morning, afternoon in rows.values_list("roster_id", "day", "morning", "afternoon")
    ]


def _marks(
    days: tuple[date, ...], columns: list[_Column], pages: list[tuple[int, date, bytes, bytes]]
) -> Bytes:
    """Sessions by columns: the places of a roster lie side by side, so that a line of a page is copied as it is."""
    begins: dict[int, int] = {}
    for number, column in enumerate(columns):
        begins.setdefault(column.roster, number - column.position)
    row_of = {day: number for number, day in enumerate(days)}
    translation = view_numbers(days[0]).translation
    marks = np.zeros((2 * len(days), len(columns)), dtype=np.uint8)
    for roster, day, morning, afternoon in pages:
        row, begin = 2 * row_of[day], begins[roster]
        for half, stored in enumerate((morning, afternoon)):
            line = np.frombuffer(stored, dtype=np.uint8)
            marks[row + half, begin : begin + len(line)] = translation[line]
    return marks


def _array(days: tuple[date, ...], marks: Bytes, columns: list[_Column], known_on: date | None) -> MarkArray:
    child_of = children_by_source_person(known_on)
    persons = np.array([column.person for column in columns], dtype=np.int64)
    children = np.array([child_of.get(column.person, 0) for column in columns], dtype=np.int64)
    places = np.array([column.place for column in columns], dtype=np.int64)
    if known_on is not None:
        # Who was nobody's source person on that day yet has no mark of that day either.
        there = children > 0
        marks, persons, children, places = marks[:, there], persons[there], children[there], places[there]
    return MarkArray(days, marks, persons, children, places)


def _print(school_year: int, columns: list[_Column]) -> str | None:
    """What the pages of a school year are told by: pages are only added, so their number and the last say it all."""
    pages = RegisterPage.versions.filter(roster__school_year=school_year)
    found = pages.aggregate(pages=Count("id"), last=Max("id"))
    current = RegisterPage.objects.filter(roster__school_year=school_year).aggregate(pages=Count("id"))
    if not current["pages"]:
        return None
    law = sorted(view_numbers(date(school_year, 9, 1)).number_of.items())
    told = [_FORM, found["pages"], found["last"], current["pages"], len(columns), law]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _days_kept(file: Path, head: Path, print_: str) -> tuple[date, ...] | None:
    """The days of the kept file, or None when it was made from other pages or is not what was written."""
    try:
        kept = json.loads(head.read_text(encoding="utf-8"))
        if kept["made_from"] != print_ or kept["sum"] != _sum(file):
            return None
        return tuple(date.fromisoformat(day) for day in kept["days"])
    except (OSError, ValueError, KeyError):
        return None


def _keep(school_year: int, columns: list[_Column], print_: str, file: Path, head: Path) -> tuple[date, ...]:
    """Make the file anew: whole, and then in place of the old one, so that nobody ever reads half of it."""
    pages = _pages(school_year, None)
    days = tuple(sorted({page[1] for page in pages}))
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    with fresh.open("wb") as out:
        np.save(out, _marks(days, columns, pages), allow_pickle=False)
    head.unlink(missing_ok=True)
    fresh.replace(file)
    told = {"made_from": print_, "sum": _sum(file), "days": [day.isoformat() for day in days]}
    head.write_text(json.dumps(told), encoding="utf-8")
    return days


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "blake2b").hexdigest()

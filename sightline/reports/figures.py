"""The figures of Ofsted's report, for one authority: how many, how many hours, for how long, by whom and where (I4).

Each figure is a question with its lines; a child counts once a line, and in some questions in several lines. Numbers
for readers who may know no child are rounded to the nearest ten, all of them by the same rule, so that no small number
can be worked out from others on the page or from another day's. Unknown has a line of its own in every question.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.disclosure import Published, Symbol, rounded
from sightline.population.bands import HOURS_BANDS
from sightline.population.in_figures import Counted
from sightline.population.row import NONE, NOT_KNOWN
from sightline.population.tables import reasons
from sightline.population.visibility import WITHHELD, ShownRow

ROUND_TO = 10
"""To what numbers are rounded for who may know no child: the Department for Education's practice in its statistics of
children missing education (counts to the nearest 10, `low` for what rounds to none)."""

# Days on the list, from the first up to and not including the second.
_HOW_LONG = (
    ("Less than 4 weeks", 0, 28),
    ("4 weeks, less than 13", 28, 91),
    ("13 weeks, less than 26", 91, 182),
    ("26 weeks, less than a year", 182, 365),
    ("A year or more", 365, None),
)
_PHASES = (
    ("Primary years (Reception to 6)", -99, 6),
    ("Years 7 to 9", 7, 9),
    ("Years 10 and 11", 10, 11),
    ("Year 12 or above", 12, 99),
)
_SINCE_NOT_KNOWN = "Not known since when"
_YEAR_NOT_KNOWN = "Year not known"
_NOT_SHOWN = "Not shown to your role"


@dataclass(frozen=True)
class Line:
    """One line of a figure: what is counted, how many children, and the list's own filter for them (empty: none)."""

    title: str
    children: Published
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def length(self) -> int:
        """How long its bar is, in children; one that is too few to print is drawn as half of what is rounded to."""
        return ROUND_TO // 2 if isinstance(self.children, Symbol) else self.children


@dataclass(frozen=True)
class Figure:
    """One question of the report with its lines. `several` says that a child may count in more than one line."""

    slug: str
    question: str
    lines: tuple[Line, ...]
    several: bool = False

    @property
    def most(self) -> int:
        """The longest bar, in children: what the others are drawn against."""
        return max((line.length for line in self.lines), default=0)


@dataclass(frozen=True)
class ListInFigures:
    """How many children are on the list on a day, and every question about them."""

    as_at: date
    known_on: date | None
    protected: bool
    total: Published
    hours_known: Published
    figures: tuple[Figure, ...]


_Key = tuple[str, tuple[tuple[str, str], ...]]
_Tell = Callable[[ShownRow], Iterable[_Key]]


def in_figures(counted: Counted) -> ListInFigures:
    """Every figure of those who are on the list."""
    number: Callable[[int], Published] = _rounded if counted.protect else _plain
    questions: tuple[tuple[str, str, _Tell, tuple[str, ...]], ...] = (
        ("hours", "How many hours a week are planned?", _hours, tuple(b.title for b in HOURS_BANDS.values())),
        (
            "how-long",
            "For how long have they been on the list?",
            lambda row: _how_long(row, counted.as_at),
            (*(title for title, _, _ in _HOW_LONG), _SINCE_NOT_KNOWN),
        ),
        ("reason", "Why are they on the list?", _reasons, ()),
        ("age", "How old are they?", _age, (*(title for title, _, _ in _PHASES), _YEAR_NOT_KNOWN)),
        ("locality", "Which locality are they in?", lambda row: _locality(row, counted), ()),
        ("school", "On which school’s roll are they?", _schools, ()),
        ("provider", "Who provides for them?", lambda row: _providers(row, counted), ()),
    )
    known = sum(row.hours_planned is not None for row in counted.rows)
    return ListInFigures(
        as_at=counted.as_at,
        known_on=counted.known_on,
        protected=counted.protect,
        total=number(len(counted.rows)),
        hours_known=number(known),
        figures=tuple(
            _figure(slug, question, tell, order, counted.rows, number)
            for slug, question, tell, order in questions
        ),
    )


def _plain(count: int) -> Published:
    return count


def _rounded(count: int) -> Published:
    return rounded(count, ROUND_TO)


def _figure(
    slug: str,
    question: str,
    tell: _Tell,
    order: tuple[str, ...],
    rows: tuple[ShownRow, ...],
    number: Callable[[int], Published],
) -> Figure:
    """One figure: its lines in the order given, else the largest first and what is not known last."""
    counts: Counter[_Key] = Counter()
    told = 0
    for row in rows:
        keys = set(tell(row))
        told += len(keys)
        counts.update(keys)
    if order:
        by_title = {title: (count, filters) for (title, filters), count in counts.items()}
        lines = [
            Line(title, number(count), filters)
            for title in order
            for count, filters in [by_title.get(title, (0, ()))]
        ]
    else:
        # By the number as it is published: an order by what is left out would tell of it.
        made = [Line(title, number(count), filters) for (title, filters), count in counts.items()]
        lines = sorted(made, key=lambda line: (not line.filters, -line.length, line.title))
    return Figure(slug, question, tuple(lines), several=told > len(rows))


def _hours(row: ShownRow) -> Iterable[_Key]:
    return [(band.title, (("hours", slug),)) for slug, band in HOURS_BANDS.items() if band.covers(row)]


def _how_long(row: ShownRow, on: date) -> Iterable[_Key]:
    if row.since is None:
        return [(_SINCE_NOT_KNOWN, ())]
    days = (on - row.since).days
    return [
        (title, ())
        for title, first, end in _HOW_LONG
        if (days >= first or not first) and (end is None or days < end)
    ]


def _reasons(row: ShownRow) -> Iterable[_Key]:
    found: list[_Key] = [
        (reasons()[reason["slug"]].title, (("reason", reason["slug"]),)) for reason in row.reasons
    ]
    return found or [(_NOT_SHOWN, ())]


def _age(row: ShownRow) -> Iterable[_Key]:
    year = row.year
    if year is None:
        return [(_YEAR_NOT_KNOWN, ())]
    return [(title, ()) for title, first, last in _PHASES if first <= year <= last]


def _locality(row: ShownRow, counted: Counted) -> Iterable[_Key]:
    if row.locality_id is None:
        return [("Locality not known", ())]
    key, name = counted.localities[row.locality_id]
    return [(name, (("locality", key),))]


def _schools(row: ShownRow) -> Iterable[_Key]:
    if row.roll == NONE:
        return [("On no school’s roll", ())]
    if row.roll == NOT_KNOWN:
        return [("Roll not known", ())]
    return [
        (_NOT_SHOWN, ()) if school["name"] == WITHHELD else (school["name"], (("school", school["urn"]),))
        for school in row.schools
    ]


def _providers(row: ShownRow, counted: Counted) -> Iterable[_Key]:
    if row.provision == NONE:
        return [("Nobody", ())]
    if row.provision == NOT_KNOWN:
        return [("Not known who, if anybody", ())]
    return [_provider(place, counted) for place in row.providers] or [("Their own school only", ())]


def _provider(place: Mapping[str, Any], counted: Counted) -> _Key:
    if place["name"] == WITHHELD:
        return _NOT_SHOWN, ()
    key = counted.providers.get(place["id"])
    return place["name"], (("provider", key),) if key else ()

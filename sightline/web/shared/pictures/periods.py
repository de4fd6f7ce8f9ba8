"""Registrations and placements as periods on one axis of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.words import date_words, plural, short_month

LABEL_LENGTH = 38
GROUP_HEIGHT = 30
BAR_ROW_HEIGHT = 44
AXIS_HEIGHT = 34
MOST_TICKS = 5


@dataclass(frozen=True)
class PeriodBar:
    """One registration, placement or gap over a half-open period of days.

    `kind` is `main` (main registration), `other` (subsidiary or guest), `provision`, or `gap` (known to have been
    nowhere). `start` None means that it began before anybody told us; `end` None means that it is still so; `end`
    is the first day on which it was no longer so. `told_by` names the source.
    """

    label: str
    kind: str
    start: date | None
    end: date | None
    told_by: str

    @property
    def kind_words(self) -> str:
        """What kind of period it is, in words."""
        return {
            "main": "main registration",
            "other": "second registration",
            "provision": "provision",
            "gap": "gap",
        }[self.kind]

    @property
    def start_known(self) -> Knowable[date]:
        """The first day, or that it is not known."""
        return Known(self.start) if self.start else NotKnown("it began before anybody told us")

    @property
    def end_words(self) -> str:
        """The last day, or that it still goes on."""
        return date_words(self.end - timedelta(days=1)) if self.end else "still so"

    @property
    def words(self) -> str:
        """The whole period in a sentence, as the picture says it to someone who points at it."""
        start = f"from {date_words(self.start)}" if self.start else "from a day that is not known"
        end = f"to {self.end_words}" if self.end else "and still so"
        return f"{self.label}: {self.kind_words}, {start} {end}."


@dataclass(frozen=True)
class PeriodGroup:
    """Periods that belong together under a heading: schools' rolls, or provision."""

    title: str
    bars: tuple[PeriodBar, ...]


@dataclass(frozen=True)
class BarDrawn:
    """One period in its place: across in per cent, down in pixels."""

    bar: PeriodBar
    label: str
    x: str
    width: str
    right: str
    y: int
    starts_unknown: bool
    goes_on: bool


@dataclass(frozen=True)
class GroupDrawn:
    """A heading in its place, with its periods."""

    title: str
    y: int
    bars: tuple[BarDrawn, ...]


@dataclass(frozen=True)
class Tick:
    """A date on the axis; a phone has room for every second one, and not close to the right edge."""

    x: str
    label: str
    on_phone: bool


@dataclass(frozen=True)
class PeriodsPicture:
    """The picture of periods, ready to draw, with its description in words."""

    groups: tuple[GroupDrawn, ...]
    ticks: tuple[Tick, ...]
    today_x: str
    height: int
    axis_y: int
    description: str


def draw_periods(groups: Sequence[PeriodGroup], today: date) -> PeriodsPicture:
    """Lay out periods on an axis from the earliest known day to today or the latest planned end."""
    bars = [bar for group in groups for bar in group.bars]
    first, last = _axis(bars, today)

    def across(day: date) -> float:
        inside = min(max(day, first), last)
        return (inside - first).days * 100 / (last - first).days

    drawn = []
    y = 0
    for group in groups:
        title_y = y + 18
        y += GROUP_HEIGHT
        placed = []
        for bar in group.bars:
            left = across(bar.start) if bar.start else 0.0
            right = across(bar.end) if bar.end else max(across(today), left)
            placed.append(
                BarDrawn(
                    bar=bar,
                    label=_shorten(bar.label),
                    x=_percent(left),
                    # A period of a day or two must still be seen.
                    width=_percent(max(right - left, 0.6)),
                    right=_percent(right),
                    y=y,
                    starts_unknown=bar.start is None,
                    goes_on=bar.end is None,
                )
            )
            y += BAR_ROW_HEIGHT
        drawn.append(GroupDrawn(title=group.title, y=title_y, bars=tuple(placed)))
    return PeriodsPicture(
        groups=tuple(drawn),
        ticks=tuple(
            Tick(
                _percent(across(day)),
                f"{short_month(day)} {day.year}",
                on_phone=place % 2 == 0 and across(day) <= 75,
            )
            for place, day in enumerate(_ticks(first, last))
        ),
        today_x=_percent(across(today)),
        height=y + AXIS_HEIGHT,
        axis_y=y + 6,
        description=_describe(groups),
    )


def _axis(bars: Iterable[PeriodBar], today: date) -> tuple[date, date]:
    """The first and last day of the axis: all that is known, at least the last half year, and a little air."""
    known = [day for bar in bars for day in (bar.start, bar.end) if day]
    first = min([*known, today - timedelta(days=182)])
    last = max([*known, today])
    return first, last + timedelta(days=max(7, (last - first).days // 40))


def _ticks(first: date, last: date) -> list[date]:
    """The first days of months that the axis names: by month, by term or by school year, as space allows."""
    days = (last - first).days
    months = range(1, 13) if days <= 250 else (1, 5, 9) if days <= 900 else (9,)
    found = [
        day
        for year in range(first.year, last.year + 1)
        for month in months
        if first <= (day := date(year, month, 1)) <= last - timedelta(days=days // 12)
    ]
    step = -(-len(found) // MOST_TICKS) or 1
    return found[::-1][::step][::-1]


def _describe(groups: Sequence[PeriodGroup]) -> str:
    """What the picture holds, in a sentence for each heading."""
    counts = [f"{group.title}: {plural(len(group.bars), 'period')}." for group in groups if group.bars]
    return " ".join(counts) or "No period is on record."


def _shorten(label: str) -> str:
    """A label that fits a phone; the table beside the picture has it whole."""
    return label if len(label) <= LABEL_LENGTH else f"{label[: LABEL_LENGTH - 1].rstrip()}…"


def _percent(share: float) -> str:
    """A position across, in per cent of the picture's width."""
    return f"{share:.3f}%"

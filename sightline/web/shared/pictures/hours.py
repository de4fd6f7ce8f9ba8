"""Hours of education as pictures: week by week for a child's page, and one line for a row of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.words import date_words, number_words, plural, short_month
from sightline.web.shared.words import hours_words, knowable_words

KINDS = ("planned", "offered", "attended")

# Each kind has a width of its own, as a share of the week's place: the narrower stands inside the wider.
COLUMN_SHARE = {"planned": Decimal("0.76"), "offered": Decimal("0.52"), "attended": Decimal("0.24")}
# In the one-line bar the same goes for height, in pixels.
BAR_DEPTH = {"planned": 18, "offered": 12, "attended": 6}

PLOT_TOP = 14
PLOT_HEIGHT = 160
PLOT_BASE = PLOT_TOP + PLOT_HEIGHT
# Known to be none is drawn, so that it cannot be taken for a week that nobody told us about.
LEAST_HEIGHT = 3
# A phone has room for about this many names of months.
MONTHS_ON_PHONE = 4
# A month's name with its year takes about this part of the picture's width.
ROOM_FOR_YEAR = 12
# And of a picture of few weeks, this many.
LEAST_ROOM = 2
# Beyond this many weeks a figure under each would run into the next; the marks for none and not known stay.
MOST_FIGURES = 26

BAR_FULL_TIME = 100
BAR_LENGTH = 120
HATCH_STEP = 8


@dataclass(frozen=True)
class WeekOfHours:
    """What a child got in one school week, in hours.

    `full_time` is what would be full time for this child in this week, already reduced for days on which the
    school was closed; nought when it was closed all week.
    """

    monday: date
    planned: Knowable[Decimal]
    offered: Knowable[Decimal]
    attended: Knowable[Decimal]
    full_time: Decimal

    @property
    def is_closed(self) -> bool:
        """Whether no school day of this week was open."""
        return self.full_time == 0

    def hours(self, kind: str) -> Knowable[Decimal]:
        """The hours of one kind: planned, offered or attended."""
        return {"planned": self.planned, "offered": self.offered, "attended": self.attended}[kind]


@dataclass(frozen=True)
class Column:
    """One kind of hours in one week as a rectangle: across in per cent, down in pixels."""

    kind: str
    state: str
    x: str
    width: str
    y: int
    height: int


@dataclass(frozen=True)
class WeekDrawn:
    """One week of the picture: its columns, its full-time line, the mark below it and what it says in words."""

    week: WeekOfHours
    x: str
    middle: str
    right: str
    width: str
    columns: tuple[Column, ...]
    full_time_y: int
    mark: str
    mark_state: str
    words: str


@dataclass(frozen=True)
class GridLine:
    """A level line of the picture: how high it is, and the hours it stands for."""

    y: int
    hours: str


@dataclass(frozen=True)
class MonthName:
    """The name of a month below its first week; a phone has room for only some of them."""

    x: str
    text: str
    on_phone: bool


@dataclass(frozen=True)
class HoursPicture:
    """The week-by-week picture, ready to draw, with its description in words for those who do not see it."""

    weeks: tuple[WeekDrawn, ...]
    months: tuple[MonthName, ...]
    grid: tuple[GridLine, ...]
    top: int
    base: int
    size: str
    shows_figures: bool
    description: str


@dataclass(frozen=True)
class Strip:
    """One kind of hours in the one-line bar, in pixels."""

    kind: str
    state: str
    y: int
    length: Decimal
    depth: int

    @property
    def hatch(self) -> str:
        """The slanting lines that say not known, as a path over the whole strip."""
        foot = self.y + self.depth
        starts = range(1, int(self.length) - self.depth + 2, HATCH_STEP)
        return "".join(f"M{start} {foot}l{self.depth} -{self.depth}" for start in starts)


@dataclass(frozen=True)
class HoursBar:
    """The one-line bar of a list row, ready to draw, with its words."""

    strips: tuple[Strip, ...]
    full_time: int
    length: int
    words: str


def draw_hours(weeks: Sequence[WeekOfHours]) -> HoursPicture:
    """Lay out the hours of these weeks, the earliest first, as columns beside each child's full time."""
    most = max(
        (
            value
            for week in weeks
            for value in (week.full_time, *(_number(week.hours(kind)) for kind in KINDS))
        ),
        default=Decimal(0),
    )
    top_hours = max(5, -(-int(most.to_integral_value("ROUND_CEILING")) // 5) * 5)
    return HoursPicture(
        weeks=tuple(_draw_week(weeks, place, top_hours) for place in range(len(weeks))),
        months=_months(weeks),
        grid=tuple(
            GridLine(_height_at(Decimal(hours), top_hours), str(hours))
            for hours in range(0, top_hours + 1, 5 if top_hours <= 30 else 10)
        ),
        top=PLOT_TOP,
        base=PLOT_BASE,
        size=_size(len(weeks)),
        shows_figures=len(weeks) <= MOST_FIGURES,
        description=_describe(weeks),
    )


def draw_hours_bar(
    planned: Knowable[Decimal],
    offered: Knowable[Decimal],
    attended: Knowable[Decimal],
    full_time: Decimal,
) -> HoursBar:
    """Lay out one week's hours as one line, against `full_time` hours (more than nought) for this child.

    Hours beyond full time run past its mark, to a fifth more at most. Raises ValueError if `full_time` is not
    above nought.
    """
    if full_time <= 0:
        raise ValueError("full time must be more than no hours")
    hours = {"planned": planned, "offered": offered, "attended": attended}
    strips = []
    for kind, depth in BAR_DEPTH.items():
        value = hours[kind]
        length = (
            Decimal(BAR_FULL_TIME)
            if isinstance(value, NotKnown)
            else min(Decimal(BAR_LENGTH), round(value.value * BAR_FULL_TIME / full_time, 1))
        )
        strips.append(
            Strip(
                kind, _state(value), (BAR_DEPTH["planned"] - depth) // 2 + 1, max(length, Decimal(2)), depth
            )
        )
    if all(strip.state == "not-known" for strip in strips):
        strips = strips[:1]
    words = (
        f"Planned {knowable_words(planned)}, offered {knowable_words(offered)}, "
        f"attended {hours_words(attended, full_time)}."
    )
    return HoursBar(strips=tuple(strips), full_time=BAR_FULL_TIME, length=BAR_LENGTH, words=words)


def week_words(week: WeekOfHours) -> str:
    """One week in a sentence, as the picture says it to someone who points at it."""
    when = f"Week of {date_words(week.monday)}"
    if week.is_closed:
        return f"{when}: schools closed."
    return (
        f"{when}: planned {knowable_words(week.planned)}, offered {knowable_words(week.offered)}, "
        f"attended {knowable_words(week.attended)}; full time {plural(week.full_time, 'hour')}."
    )


def _draw_week(weeks: Sequence[WeekOfHours], place: int, top_hours: int) -> WeekDrawn:
    """Lay out the week at `place` among `weeks`, on a scale that ends at `top_hours`."""
    week = weeks[place]
    width = Decimal(100) / len(weeks)
    left = width * place
    columns = [] if week.is_closed else [_column(week, kind, left, width, top_hours) for kind in KINDS]
    if columns and all(column.state == "not-known" for column in columns):
        columns = columns[:1]
    return WeekDrawn(
        week=week,
        x=_percent(left),
        middle=_percent(left + width / 2),
        right=_percent(left + width),
        width=_percent(width),
        columns=tuple(columns),
        full_time_y=_height_at(week.full_time, top_hours),
        mark="" if week.is_closed else _mark(week.attended),
        mark_state=_state(week.attended),
        words=week_words(week),
    )


def _column(week: WeekOfHours, kind: str, left: Decimal, width: Decimal, top_hours: int) -> Column:
    """One kind of hours of one week as a rectangle; what is not known reaches up to full time."""
    value = week.hours(kind)
    reach = week.full_time if isinstance(value, NotKnown) else value.value
    y = min(_height_at(reach, top_hours), PLOT_BASE - LEAST_HEIGHT)
    share = COLUMN_SHARE[kind] * width
    return Column(
        kind=kind,
        state=_state(value),
        x=_percent(left + (width - share) / 2),
        width=_percent(share),
        y=y,
        height=PLOT_BASE - y,
    )


def _describe(weeks: Sequence[WeekOfHours]) -> str:
    """The whole picture in a few sentences."""
    if not weeks:
        return "No week is on record."
    open_weeks = [week for week in weeks if not week.is_closed]
    parts = [
        f"{plural(len(weeks), 'week')} from {date_words(weeks[0].monday)} to the week of "
        f"{date_words(weeks[-1].monday)}."
    ]
    if open_weeks:
        last = open_weeks[-1]
        parts.append(
            f"In the last school week the child attended: {hours_words(last.attended, last.full_time)}."
        )
    for kind in KINDS:
        unknown = sum(isinstance(week.hours(kind), NotKnown) for week in open_weeks)
        if unknown:
            parts.append(f"Hours {kind} are not known for {plural(unknown, 'week')}.")
    closed = len(weeks) - len(open_weeks)
    if closed:
        parts.append(f"Schools were closed for {plural(closed, 'week')}.")
    return " ".join(parts)


def _number(value: Knowable[Decimal]) -> Decimal:
    """The hours that set the scale: those that are known."""
    return value.value if isinstance(value, Known) else Decimal(0)


def _state(value: Knowable[Decimal]) -> str:
    """The class of shape: known, none or not-known."""
    if isinstance(value, NotKnown):
        return "not-known"
    return "none" if value.value == 0 else "known"


def _mark(value: Knowable[Decimal]) -> str:
    """What stands under a week: the hours attended, 0 for none, a question mark for not known."""
    return "?" if isinstance(value, NotKnown) else number_words(value.value)


def _months(weeks: Sequence[WeekOfHours]) -> tuple[MonthName, ...]:
    """The names of months below the picture, each with its year at the start and in January."""
    starts = [
        place
        for place in range(len(weeks))
        if place == 0 or weeks[place - 1].monday.month != weeks[place].monday.month
    ]
    # The rest of a month at the start has no room for a name with its year before the next.
    if len(starts) > 1 and starts[1] < max(LEAST_ROOM, len(weeks) / ROOM_FOR_YEAR):
        del starts[0]
    every = -(-len(starts) // MONTHS_ON_PHONE)
    names = []
    for order, place in enumerate(starts):
        monday = weeks[place].monday
        year = f" {monday.year}" if order == 0 or monday.month == 1 else ""
        names.append(
            MonthName(
                x=_percent(Decimal(100) * place / len(weeks)),
                text=f"{short_month(monday)}{year}",
                on_phone=order % every == 0,
            )
        )
    return tuple(names)


def _height_at(hours: Decimal, top_hours: int) -> int:
    """The pixel row at which a number of hours stands."""
    return PLOT_BASE - round(hours * PLOT_HEIGHT / top_hours)


def _size(count: int) -> str:
    """How wide the picture may grow, by its number of weeks, so that few weeks are not drawn as slabs."""
    if count <= 6:
        return "small"
    return "medium" if count <= 16 else "large"


def _percent(share: Decimal) -> str:
    """A position across, in per cent of the picture's width."""
    return f"{share:.3f}%"

"""The pictures of hours say no more and no less than what is known."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.known import Known, NotKnown
from sightline.web.shared.pictures.hours import (
    BAR_FULL_TIME,
    BAR_LENGTH,
    LEAST_HEIGHT,
    PLOT_BASE,
    PLOT_HEIGHT,
    PLOT_TOP,
    WeekOfHours,
    draw_hours,
    draw_hours_bar,
    week_words,
)

FIRST_MONDAY = date(2026, 9, 7)
KNOWABLE = st.one_of(st.just(NotKnown()), st.decimals(0, 40, places=1).map(Known))
FULL_TIME = st.sampled_from([Decimal(0), Decimal(5), Decimal(20), Decimal("23.5"), Decimal(25)])


def hours(value: str | None) -> Known[Decimal] | NotKnown:
    return NotKnown() if value is None else Known(Decimal(value))


def week(
    planned: str | None, offered: str | None, attended: str | None, full_time: str = "25"
) -> WeekOfHours:
    return WeekOfHours(FIRST_MONDAY, hours(planned), hours(offered), hours(attended), Decimal(full_time))


@st.composite
def some_weeks(draw: st.DrawFn) -> list[WeekOfHours]:
    count = draw(st.integers(1, 45))
    return [
        WeekOfHours(
            FIRST_MONDAY + timedelta(weeks=place),
            draw(KNOWABLE),
            draw(KNOWABLE),
            draw(KNOWABLE),
            draw(FULL_TIME),
        )
        for place in range(count)
    ]


def share(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


@given(some_weeks())
def test_every_shape_stays_inside_its_own_week_and_inside_the_picture(weeks: list[WeekOfHours]) -> None:
    for drawn in draw_hours(weeks).weeks:
        for column in drawn.columns:
            assert share(drawn.x) < share(column.x)
            assert share(column.x) + share(column.width) < share(drawn.right) <= 100.001
            assert PLOT_TOP <= column.y < PLOT_BASE
            assert column.y + column.height == PLOT_BASE
        assert PLOT_TOP <= drawn.full_time_y <= PLOT_BASE


@given(some_weeks())
def test_narrower_stands_inside_wider_so_that_kinds_are_told_apart_without_colour(
    weeks: list[WeekOfHours],
) -> None:
    for drawn in draw_hours(weeks).weeks:
        widths = [share(column.width) for column in drawn.columns]
        assert widths == sorted(widths, reverse=True)
        assert len(set(widths)) == len(widths)


@given(some_weeks())
def test_a_column_is_hatched_exactly_where_hours_are_not_known(weeks: list[WeekOfHours]) -> None:
    for drawn in draw_hours(weeks).weeks:
        for column in drawn.columns:
            assert (column.state == "not-known") == isinstance(drawn.week.hours(column.kind), NotKnown)


@given(some_weeks())
def test_more_hours_are_never_drawn_lower(weeks: list[WeekOfHours]) -> None:
    drawn = [
        (one.week.hours(column.kind).value, column.height)
        for one in draw_hours(weeks).weeks
        for column in one.columns
        if column.state == "known"
    ]
    for before, after in zip(sorted(drawn), sorted(drawn)[1:], strict=False):
        assert before[1] <= after[1]


@pytest.mark.parametrize(
    ("one", "states", "mark"),
    [
        (week("8", "8", "4"), ["known", "known", "known"], "4"),
        (week("8", "8", "7.5"), ["known", "known", "known"], "7.5"),
        (week("8", "0", "0"), ["known", "none", "none"], "0"),
        (week("8", "8", None), ["known", "known", "not-known"], "?"),
        (week(None, None, "8"), ["not-known", "not-known", "known"], "8"),
        (week(None, None, None), ["not-known"], "?"),
        (week("0", "0", "0", full_time="0"), [], ""),
    ],
)
def test_each_state_of_a_week(one: WeekOfHours, states: list[str], mark: str) -> None:
    drawn = draw_hours([one]).weeks[0]
    assert [column.state for column in drawn.columns] == states
    assert drawn.mark == mark


def test_known_to_be_none_is_drawn_and_not_known_reaches_to_full_time() -> None:
    none, unknown = (draw_hours([week("25", "25", attended)]).weeks[0].columns[2] for attended in ("0", None))
    assert none.height == LEAST_HEIGHT
    assert unknown.height == PLOT_HEIGHT


def test_the_picture_describes_itself() -> None:
    weeks = [
        WeekOfHours(FIRST_MONDAY, hours("8"), hours("8"), hours(None), Decimal(25)),
        WeekOfHours(FIRST_MONDAY + timedelta(weeks=1), hours("8"), hours("8"), hours("4"), Decimal(25)),
        WeekOfHours(FIRST_MONDAY + timedelta(weeks=2), hours("0"), hours("0"), hours("0"), Decimal(0)),
    ]
    assert draw_hours(weeks).description == (
        "3 weeks from 7 September 2026 to the week of 21 September 2026. "
        "In the last school week the child attended: 4 of 25 hours a week. "
        "Hours attended are not known for 1 week. Schools were closed for 1 week."
    )
    assert draw_hours([]).description == "No week is on record."
    assert draw_hours(weeks[2:]).description.endswith("Schools were closed for 1 week.")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            week("8", "0", None),
            "Week of 7 September 2026: planned 8, offered none, attended not known; full time 25 hours.",
        ),
        (week("0", "0", "0", full_time="0"), "Week of 7 September 2026: schools closed."),
    ],
)
def test_each_week_speaks_for_itself(one: WeekOfHours, words: str) -> None:
    assert week_words(one) == words
    assert draw_hours([one]).weeks[0].words == words


def test_months_are_named_below_their_first_week_and_thinned_for_a_phone() -> None:
    weeks = [
        WeekOfHours(FIRST_MONDAY + timedelta(weeks=place), hours("8"), hours("8"), hours("8"), Decimal(25))
        for place in range(40)
    ]
    months = draw_hours(weeks).months
    assert [month.text for month in months] == [
        *("Sep 2026", "Oct", "Nov", "Dec", "Jan 2027", "Feb", "Mar", "Apr", "May", "Jun"),
    ]
    assert [month.text for month in months if month.on_phone] == ["Sep 2026", "Dec", "Mar", "Jun"]


@pytest.mark.parametrize(
    ("count", "size", "shows_figures"),
    [(1, "small", True), (6, "small", True), (16, "medium", True), (26, "large", True), (27, "large", False)],
)
def test_the_picture_grows_with_its_weeks(count: int, size: str, shows_figures: bool) -> None:
    picture = draw_hours([week("8", "8", "8")] * count)
    assert (picture.size, picture.shows_figures) == (size, shows_figures)


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        ("25", ["0", "5", "10", "15", "20", "25"]),
        ("40", ["0", "10", "20", "30", "40"]),
        ("25.5", ["0", "5", "10", "15", "20", "25", "30"]),
    ],
)
def test_the_scale_ends_at_or_above_the_most_hours(most: str, labels: list[str]) -> None:
    assert [line.hours for line in draw_hours([week(most, most, most)]).grid] == labels


@given(KNOWABLE, KNOWABLE, KNOWABLE, FULL_TIME.filter(bool))
def test_the_one_line_bar_stays_in_its_frame_and_tells_kinds_apart_by_height(
    planned: object, offered: object, attended: object, full_time: Decimal
) -> None:
    bar = draw_hours_bar(planned, offered, attended, full_time)
    depths = [strip.depth for strip in bar.strips]
    assert depths == sorted(set(depths), reverse=True)
    for strip in bar.strips:
        assert 0 < strip.length <= BAR_LENGTH
        value = {"planned": planned, "offered": offered, "attended": attended}[strip.kind]
        assert (strip.state == "not-known") == isinstance(value, NotKnown)


@pytest.mark.parametrize(
    ("attended", "length", "words"),
    [
        ("25", BAR_FULL_TIME, "Planned 25, offered 25, attended 25 of 25 hours a week."),
        ("5", 20, "Planned 25, offered 25, attended 5 of 25 hours a week."),
        ("0", 2, "Planned 25, offered 25, attended none of 25 hours a week."),
        ("60", BAR_LENGTH, "Planned 25, offered 25, attended 60 of 25 hours a week."),
        (
            None,
            BAR_FULL_TIME,
            "Planned 25, offered 25, attended hours not known, full time is 25 hours a week.",
        ),
    ],
)
def test_the_one_line_bar_measures_against_full_time(attended: str | None, length: int, words: str) -> None:
    bar = draw_hours_bar(hours("25"), hours("25"), hours(attended), Decimal(25))
    assert bar.strips[2].length == length
    assert bar.words == words


def test_a_bar_needs_a_full_time_to_measure_against() -> None:
    with pytest.raises(ValueError, match="full time"):
        draw_hours_bar(hours("8"), hours("8"), hours("8"), Decimal(0))

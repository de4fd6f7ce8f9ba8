"""Registrations and placements stand on one axis, and what is not known of them shows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.known import Known, NotKnown
from sightline.web.shared.pictures.periods import LABEL_LENGTH, PeriodBar, PeriodGroup, draw_periods

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2012, 1, 1), date(2028, 8, 31))


@st.composite
def some_bars(draw: st.DrawFn) -> PeriodBar:
    start = draw(st.none() | DAYS)
    end = draw(st.none() | st.integers(1, 3000).map(lambda days: (start or TODAY) + timedelta(days=days)))
    kind = draw(st.sampled_from(["main", "other", "provision", "gap"]))
    return PeriodBar(draw(st.text(max_size=80)), kind, start, end, "school roll")


def bar(label: str = "Made-up School", start: date | None = None, end: date | None = None) -> PeriodBar:
    return PeriodBar(label, "main", start, end, "school roll")


def share(text: str) -> float:
    return float(text[:-1])


@given(st.lists(some_bars(), min_size=1, max_size=8))
def test_every_period_and_date_stays_inside_the_picture(bars: list[PeriodBar]) -> None:
    picture = draw_periods([PeriodGroup("On the roll of", tuple(bars))], TODAY)
    for drawn in picture.groups[0].bars:
        assert share(drawn.x) >= 0
        assert share(drawn.width) > 0
        assert share(drawn.x) + share(drawn.width) <= 101
        assert drawn.y < picture.axis_y < picture.height
    assert 0 < share(picture.today_x) < 100
    assert all(0 <= share(tick.x) <= 100 for tick in picture.ticks)
    assert 1 <= len(picture.ticks) <= 5


@given(st.lists(some_bars(), min_size=1, max_size=8))
def test_no_two_periods_share_a_line(bars: list[PeriodBar]) -> None:
    picture = draw_periods([PeriodGroup("a", tuple(bars)), PeriodGroup("b", tuple(bars))], TODAY)
    lines = [drawn.y for group in picture.groups for drawn in group.bars]
    assert len(set(lines)) == len(lines)


def test_a_period_that_goes_on_ends_at_today_and_says_so() -> None:
    picture = draw_periods([PeriodGroup("a", (bar(start=date(2025, 9, 1)),))], TODAY)
    [drawn] = picture.groups[0].bars
    assert drawn.goes_on
    assert drawn.right == picture.today_x


def test_a_start_that_nobody_told_begins_at_the_edge_and_is_marked() -> None:
    picture = draw_periods([PeriodGroup("a", (bar(end=date(2026, 10, 1)),))], TODAY)
    [drawn] = picture.groups[0].bars
    assert drawn.starts_unknown
    assert share(drawn.x) == 0


def test_a_period_still_to_come_is_not_drawn_before_today() -> None:
    picture = draw_periods([PeriodGroup("a", (bar(start=date(2027, 1, 4)),))], TODAY)
    [drawn] = picture.groups[0].bars
    assert share(drawn.x) > share(picture.today_x)
    assert drawn.right == drawn.x


@pytest.mark.parametrize(
    ("one", "start", "end", "words"),
    [
        (
            bar(start=date(2025, 9, 1), end=date(2026, 3, 12)),
            Known(date(2025, 9, 1)),
            "11 March 2026",
            "Made-up School: main registration, from 1 September 2025 to 11 March 2026.",
        ),
        (
            bar(),
            NotKnown("it began before anybody told us"),
            "still so",
            "Made-up School: main registration, from a day that is not known and still so.",
        ),
    ],
)
def test_a_period_in_words_ends_on_its_last_day(one: PeriodBar, start: object, end: str, words: str) -> None:
    assert one.start_known == start
    assert one.end_words == end
    assert one.words == words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("main", "main registration"),
        ("other", "second registration"),
        ("provision", "provision"),
        ("gap", "gap"),
    ],
)
def test_each_kind_has_its_word(kind: str, words: str) -> None:
    assert PeriodBar("x", kind, None, None, "school roll").kind_words == words


def test_a_long_name_is_cut_in_the_picture_alone() -> None:
    name = "St Werburgh and All Saints Church of England High School"
    [drawn] = draw_periods([PeriodGroup("a", (bar(name, date(2026, 9, 1)),))], TODAY).groups[0].bars
    assert len(drawn.label) <= LABEL_LENGTH
    assert drawn.label.endswith("…")
    assert drawn.bar.label == name


@pytest.mark.parametrize(
    ("start", "labels"),
    [
        (date(2026, 8, 3), ["Jul 2026", "Sep 2026", "Nov 2026"]),
        (date(2025, 9, 1), ["Sep 2025", "Jan 2026", "May 2026", "Sep 2026"]),
        (date(2021, 9, 1), ["Sep 2021", "Sep 2022", "Sep 2023", "Sep 2024", "Sep 2025"]),
        (date(2014, 9, 1), ["Sep 2016", "Sep 2019", "Sep 2022", "Sep 2025"]),
    ],
)
def test_the_axis_names_months_terms_or_years_as_space_allows(start: date, labels: list[str]) -> None:
    picture = draw_periods([PeriodGroup("a", (bar(start=start),))], TODAY)
    assert [tick.label for tick in picture.ticks] == labels


def test_the_picture_describes_itself() -> None:
    groups = [PeriodGroup("On the roll of", (bar(), bar())), PeriodGroup("Education from", ())]
    assert draw_periods(groups, TODAY).description == "On the roll of: 2 periods."
    assert draw_periods([], TODAY).description == "No period is on record."

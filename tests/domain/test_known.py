"""Unknown is a value: it never turns into nought, and it spoils only what it can change."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.known import Known, NotKnown, plain_number, total

HOURS = st.decimals(0, 60, places=2)


def known(*values: str) -> list[Known[Decimal]]:
    return [Known(Decimal(value)) for value in values]


def test_known_to_be_none_is_not_the_same_as_not_known():
    assert Known(Decimal(0)) != NotKnown()
    assert Known(()) != NotKnown()
    assert Known(Decimal(0)).is_known
    assert not NotKnown().is_known


MORE_OR_FEWER = [
    # what is known, parts not known, what the inspection list says of 25
    (("8",), 0, "fewer"),
    (("12.5", "12.5"), 0, "exactly 25"),
    (("25.01",), 0, "more"),
    ((), 0, "fewer"),
    (("0",), 0, "fewer"),
    ((), 1, "not known"),
    (("8",), 1, "not known"),
    (("25",), 1, "not known"),
    (("25.01",), 1, "more"),
    (("20", "6"), 2, "more"),
]


@pytest.mark.parametrize(("parts", "unknown", "answer"), MORE_OR_FEWER)
def test_more_or_fewer_than_25(parts, unknown, answer):
    hours = total([*known(*parts), *[NotKnown()] * unknown])
    assert hours.more_or_fewer(Decimal(25)) == answer


@pytest.mark.parametrize(
    ("parts", "unknown", "reached"),
    [
        (("24", "1"), 0, Known(True)),
        (("24.99",), 0, Known(False)),
        (("25",), 1, Known(True)),
        (("24.99",), 1, "not known"),
    ],
)
def test_whether_a_limit_is_reached(parts, unknown, reached):
    answer = total([*known(*parts), *[NotKnown()] * unknown]).at_least(Decimal(25))
    assert answer == reached or (reached == "not known" and isinstance(answer, NotKnown))


def test_the_limit_is_written_as_people_write_it():
    assert total(known("23.5")).more_or_fewer(Decimal("23.50")) == "exactly 23.5"
    assert [plain_number(Decimal(text)) for text in ("25", "100", "1E+2", "4.20")] == [
        "25",
        "100",
        "100",
        "4.2",
    ]


@given(st.lists(HOURS), st.lists(HOURS, min_size=1), st.decimals(0, 60, places=1))
def test_whatever_the_unknown_hours_are_a_verdict_given_without_them_stands(told, hidden, limit):
    before = total([*map(Known, told), *[NotKnown()] * len(hidden)])
    after = total([*map(Known, told), *map(Known, hidden)])
    if before.more_or_fewer(limit) != "not known":
        assert after.more_or_fewer(limit) == before.more_or_fewer(limit)
    if before.at_least(limit).is_known:
        assert after.at_least(limit) == before.at_least(limit)


@given(st.lists(HOURS), st.decimals(0, 60, places=1))
def test_hours_known_in_full_always_have_a_verdict(told, limit):
    hours = total(map(Known, told))
    assert hours.at_least(limit) == Known(sum(told) >= limit)
    assert (hours.more_or_fewer(limit) == "fewer") == (sum(told) < limit)


def test_a_sum_with_a_part_not_known_is_not_known():
    whole = total([*known("8"), NotKnown("the provider has not said"), NotKnown()])
    assert whole.as_knowable() == NotKnown("2 of the parts not known")
    assert (whole.known_part, whole.unknown_parts) == (Decimal(8), 2)


def test_a_sum_of_known_parts_carries_the_source_it_is_given():
    day = date(2026, 11, 23)
    assert total(known("8", "4")).as_knowable("timetable", day) == Known(Decimal(12), "timetable", day)


def test_hours_below_zero_are_refused():
    with pytest.raises(ValueError, match="fewer than none"):
        total(known("-1"))

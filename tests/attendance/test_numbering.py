"""Marks as bytes: every code of the domain has one number for good, and in the view its class is a range."""

from datetime import date

import numpy as np
import pytest

from sightline.attendance.numbering import (
    NO_MARKS,
    NO_SESSION,
    NOT_SENT,
    NOTHING,
    UNKNOWN_CODE,
    WITHDRAWN,
    stored_codes,
    stored_number,
    stored_numbers,
    view_numbers,
)
from sightline.domain.register_codes import CodeClass, register_codes_on

pytestmark = pytest.mark.once

NOW, BEFORE = date(2026, 9, 1), date(2023, 9, 1)


@pytest.mark.parametrize("day", [NOW, BEFORE])
def test_every_code_of_the_regulations_has_a_number(day: date) -> None:
    assert {one.code for one in register_codes_on(day)} <= stored_numbers().keys()


def test_no_number_is_given_twice_or_means_no_mark() -> None:
    numbers = list(stored_numbers().values())
    assert len(set(numbers)) == len(numbers)
    assert not set(numbers) & (NO_MARKS | {UNKNOWN_CODE})
    assert max(numbers) < 256
    assert len({NOT_SENT, NO_SESSION, WITHDRAWN, UNKNOWN_CODE}) == 4


# A number once given never means another code: what is kept must be readable for as long as it is kept.
@pytest.mark.parametrize(("code", "number"), [("/", 10), ("C2", 21), ("I", 24), ("N", 32), ("#", 46)])
def test_numbers_stay(code: str, number: int) -> None:
    assert stored_number(code) == number
    assert stored_codes()[number] == code


def test_a_code_that_nobody_knows_is_kept_as_that() -> None:
    assert stored_number("QQ") == UNKNOWN_CODE


@pytest.mark.parametrize("day", [NOW, BEFORE])
def test_a_class_is_a_range_in_the_view(day: date) -> None:
    numbers = view_numbers(day)
    for one in register_codes_on(day):
        held = numbers.translation[stored_number(one.code)]
        assert numbers.code_of[int(held)] == one.code
        for code_class in CodeClass:
            assert numbers.of_class[code_class].holds(np.array([held]))[0] == (code_class is one.code_class)
        assert numbers.possible.holds(np.array([held]))[0] == one.counts_possible
        assert numbers.attended.holds(np.array([held]))[0] == one.counts_attended
        assert numbers.absent.holds(np.array([held]))[0] == (one.counts_possible and not one.counts_attended)
        assert numbers.only(one.code).holds(np.array([held]))[0]


def test_what_says_nothing_is_nothing_in_the_view() -> None:
    numbers = view_numbers(NOW)
    for stored in (NOT_SENT, NO_SESSION, WITHDRAWN, UNKNOWN_CODE, stored_number("H")):
        assert numbers.translation[stored] == NOTHING
    assert not numbers.only("H").holds(np.arange(256, dtype=np.uint8)).any()
    assert not numbers.possible.holds(np.array([NOTHING], dtype=np.uint8))[0]

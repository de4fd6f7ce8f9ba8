"""What authority a code meant on a day, and what replaced it."""

from datetime import date, timedelta

import pytest

from sightline.domain.authorities import (
    authorities_on,
    authority,
    may_stand_in_a_upn,
    predecessors,
    successors,
    was_ever_an_authority,
)

NOVEMBER_2026 = date(2026, 11, 23)

RENUMBERINGS = [
    # ended, what replaced it, from
    ("820", {"822", "823"}, date(2009, 4, 1)),
    ("875", {"895", "896"}, date(2009, 4, 1)),
    ("835", {"838", "839"}, date(2019, 4, 1)),
    ("836", {"839"}, date(2019, 4, 1)),
    ("837", {"839"}, date(2019, 4, 1)),
    ("928", {"940", "941"}, date(2021, 4, 1)),
    ("909", {"942", "943"}, date(2023, 4, 1)),
]


@pytest.mark.parametrize(("ended", "replaced_by", "on"), RENUMBERINGS)
def test_what_replaced_what(ended, replaced_by, on):
    assert {one.successor for one in successors(ended)} == replaced_by
    assert {one.on for one in successors(ended)} == {on}
    assert authority(ended, on - timedelta(days=1)) is not None
    assert authority(ended, on) is None
    for code in replaced_by:
        assert authority(code, on) is not None
        assert authority(code, on - timedelta(days=1)) is None
        assert ended in {one.code for one in predecessors(code)}


def test_the_old_dorset_was_divided_and_poole_went_over_whole():
    assert {(one.successor, one.extent) for one in successors("835")} == {("838", "part"), ("839", "part")}
    assert [one.extent for one in successors("836")] == ["whole"]


def test_an_authority_that_stands_has_no_successor():
    assert successors("201") == ()
    assert predecessors("201") == ()


def test_there_are_153_authorities_and_each_code_means_one():
    now = authorities_on(NOVEMBER_2026)
    assert len(now) == 153
    assert len({one.code for one in now}) == 153
    assert len({one.ons_code for one in now}) == 153


def test_a_code_can_live_on_while_the_area_gets_a_new_statistical_code():
    before, after = authority("933", date(2023, 3, 31)), authority("933", date(2023, 4, 1))
    assert before.name == after.name == "Somerset"
    assert before.ons_code != after.ons_code


@pytest.mark.parametrize(
    ("code", "ever", "in_a_number"),
    [
        ("383", True, True),
        ("909", True, True),
        ("943", True, True),
        ("681", False, True),
        ("999", False, False),
    ],
)
def test_codes_that_stood_for_an_authority_and_codes_in_pupil_numbers(code, ever, in_a_number):
    assert was_ever_an_authority(code) == ever
    assert may_stand_in_a_upn(code) == in_a_number


def test_a_code_that_never_was_means_nothing():
    assert authority("999", NOVEMBER_2026) is None

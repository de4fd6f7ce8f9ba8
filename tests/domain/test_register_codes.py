"""Register codes: meaning, class and counting, before and after 19 August 2024."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.register_codes import (
    CodeClass,
    attendance_counts,
    register_code,
    register_codes_on,
    unrecognised_sessions,
)

TODAY = date(2026, 11, 23)
BEFORE = date(2024, 8, 18)
CHANGE = date(2024, 8, 19)

CLASSES_TODAY = {
    CodeClass.PRESENT: {"/", "\\", "L"},
    CodeClass.APPROVED_ACTIVITY: {"K", "V", "P", "W", "B"},
    CodeClass.AUTHORISED: {"C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T"},
    CodeClass.UNAUTHORISED: {"G", "N", "O", "U"},
    CodeClass.NOT_POSSIBLE: {"D", "Q", "X", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"},
    CodeClass.NOT_COLLECTED: {"Z", "#"},
}


@pytest.mark.parametrize(("code_class", "codes"), CLASSES_TODAY.items())
def test_the_codes_of_each_class(code_class, codes):
    assert {one.code for one in register_codes_on(TODAY) if one.code_class is code_class} == codes


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("H", CodeClass.AUTHORISED, None),
        ("J", CodeClass.APPROVED_ACTIVITY, None),
        ("Y", CodeClass.NOT_POSSIBLE, None),
        ("C2", None, CodeClass.AUTHORISED),
        ("K", None, CodeClass.APPROVED_ACTIVITY),
        ("Q", None, CodeClass.NOT_POSSIBLE),
        ("I", CodeClass.AUTHORISED, CodeClass.AUTHORISED),
        ("?", None, None),
    ],
)
def test_what_changed_in_august_2024(code, before, after):
    classes = [
        found and found.code_class for found in (register_code(code, BEFORE), register_code(code, CHANGE))
    ]
    assert classes == [before, after]


def test_c_was_other_circumstances_and_is_exceptional_ones():
    assert register_code("C", BEFORE).meaning == "Absent in other authorised circumstances"
    assert register_code("C", CHANGE).meaning == "Leave in exceptional circumstances"


@pytest.mark.parametrize(
    ("marks", "counts"),
    [
        ({"/": 5, "\\": 5}, (10, 10, 0)),
        ({"/": 5, "B": 2, "K": 1, "I": 2}, (10, 8, 2)),
        # A session that could not be attended is in neither number.
        ({"/": 5, "D": 3, "Y4": 2, "#": 4, "Z": 1}, (5, 5, 0)),
        # Late after the register closed is an absence for the whole session.
        ({"/": 9, "U": 1}, (10, 9, 1)),
        ({"C2": 10}, (10, 0, 10)),
        ({}, (0, 0, 0)),
    ],
)
def test_possible_attended_and_absent_sessions(marks, counts):
    assert attendance_counts(marks, TODAY) == counts


def test_sessions_under_a_code_nobody_knows_count_nowhere_and_are_told():
    marks = {"/": 5, "F9": 3, "H": 2}
    assert attendance_counts(marks, TODAY) == (5, 5, 0)
    assert unrecognised_sessions(marks, TODAY) == 5
    assert unrecognised_sessions(marks, BEFORE) == 3


ANY_MARKS = st.dictionaries(
    st.sampled_from([one.code for one in register_codes_on(TODAY)] + ["H", "Y", "F9"]), st.integers(0, 400)
)


@given(ANY_MARKS, st.sampled_from([BEFORE, TODAY]))
def test_every_session_counts_once(marks, on):
    counts = attendance_counts(marks, on)
    out_of_count = sum(
        number
        for code, number in marks.items()
        if (found := register_code(code, on)) and not found.counts_possible
    )
    assert counts.attended + counts.absent == counts.possible
    assert counts.possible + out_of_count + unrecognised_sessions(marks, on) == sum(marks.values())

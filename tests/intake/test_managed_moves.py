"""Managed moves: a notice with both schools, and a second roll only where both keep the pupil."""

from datetime import date

import pytest

from sightline.record.models import Delivery, Notice, Registration
from tests.intake.rows import ELIZABETH

MOVE = {
    "School": "990003",
    **ELIZABETH,
    "New school": "990002",
    "Trial from": "02/11/2026",
    "Trial to": "18/12/2026",
}


def test_the_notice_stands_with_both_schools(take_rows):
    take_rows("managed-moves", [{**MOVE, "Stays on the roll of": "Home school", "Reason": "behaviour-plan"}])

    notices = Notice.objects.order_by("establishment__urn")
    assert [(one.kind, one.establishment.urn) for one in notices] == [
        ("managed-move", "990002"),
        ("managed-move", "990003"),
    ]
    assert {one.words for one in notices} == {
        "From Brook School to Ashfield Academy. On the roll of the first school alone."
    }
    assert {(one.valid_from, one.valid_to) for one in notices} == {(date(2026, 11, 2), date(2026, 12, 19))}


@pytest.mark.parametrize(
    ("roll", "places"), [("both", 1), ("Dual roll", 1), ("first", 0), ("new", 0), ("", 0)]
)
def test_only_a_roll_of_both_is_a_second_roll(take_rows, roll, places):
    take_rows("managed-moves", [{**MOVE, "Stays on the roll of": roll}])

    found = Registration.objects.filter(establishment__urn="990002", status="S")
    assert found.count() == Registration.objects.count() == places


@pytest.mark.parametrize(
    ("others", "sender"),
    [
        ([], "school-990003"),
        ([{**MOVE, "Pupil ID": "9", "UPN": "", "New school": "990001"}], "school-990003"),
        ([{**MOVE, "Pupil ID": "9", "UPN": "", "School": "990001"}], "authority-managed-moves"),
    ],
)
def test_the_school_that_pupils_leave_sent_the_file(take_rows, others, sender):
    """The school that they go to stands in the file and sent nothing."""
    take_rows("managed-moves", [MOVE, *others])
    assert Delivery.objects.get().source.slug == sender


def test_what_came_of_it_corrects_the_notice(take_rows):
    take_rows("managed-moves", [MOVE])
    take_rows("managed-moves", [{**MOVE, "Trial to": "20/11/2026", "Outcome": "Unsuccessful"}])

    assert Notice.objects.count() == 2
    for notice in Notice.objects.all():
        assert notice.version == 2
        assert notice.valid_to == date(2026, 11, 21)
        assert notice.words.endswith("Outcome: the pupil went back to the first school.")

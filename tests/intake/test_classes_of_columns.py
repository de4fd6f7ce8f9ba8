"""A column is guarded as the fact is that is made of it: who may not read the one may not mend the other."""

import pytest

from sightline.access.policy import FieldClass
from sightline.intake.registry import feeds
from sightline.record.classification import class_by, class_of
from sightline.record.models import AttendanceTotal, LastSeen

WELFARE = "education-welfare"


@pytest.mark.parametrize(
    ("feed", "column", "guarded_as"),
    [
        ("attendance-totals", "ill", class_of(AttendanceTotal, "ill")),
        ("attendance-totals", "authorised", class_of(AttendanceTotal, "absent_authorised")),
        (WELFARE, "seen_on", class_of(LastSeen, "valid_from")),
        (WELFARE, "seen_by", class_of(LastSeen, "seen_by")),
        (WELFARE, "seen_at", class_of(LastSeen, "place")),
        (WELFARE, "seen_alone", class_of(LastSeen, "alone")),
        (WELFARE, "kind", class_by("circumstance kind", "whereabouts-unknown")),
        (WELFARE, "enquiries", class_by("circumstance kind", "whereabouts-unknown")),
        (WELFARE, "place", class_by("circumstance kind", "whereabouts-unknown")),
        (WELFARE, "plan", class_by("circumstance kind", "low-attendance-plan")),
        ("behaviour-support", "part_time", class_by("circumstance kind", "behaviour-plan")),
    ],
)
def test_a_column_has_the_class_of_its_fact(feed, column, guarded_as):
    assert feeds()[feed].column(column).field_class == guarded_as


@pytest.mark.parametrize(
    "feed", ["attendance-totals", WELFARE, "behaviour-support", "e-learning", "attainment"]
)
def test_that_such_a_sender_knows_a_child_tells_of_education_alone(feed):
    assert class_by("feed", feed) == FieldClass.EDUCATION

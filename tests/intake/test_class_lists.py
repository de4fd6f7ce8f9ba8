"""Lists of pupils as schools send them to another service: the same habits, other headings."""

import pytest

from sightline.intake.readers import Unreadable
from sightline.record.models import SourcePersonVersion
from tests.intake.conftest import FILES

LISTS = FILES / "class-lists"


def test_a_byte_order_mark_is_no_part_of_the_first_heading(take_file):
    outcome = take_file("home-education", LISTS / "valid_with_bom.csv")

    assert (outcome.taken, outcome.problems) == (1, ())
    assert SourcePersonVersion.objects.get().date_of_birth.isoformat() == "2012-01-15"


def test_instructions_under_the_headings_are_held_back_as_the_row_that_they_are(take_file):
    outcome = take_file("home-education", LISTS / "valid_instruction_row.csv")

    assert (outcome.taken, outcome.quarantined) == (1, 1)
    assert [problem["row"] for problem in outcome.problems] == [2]


def test_what_is_no_table_is_refused(take_file):
    with pytest.raises(Unreadable):
        take_file("home-education", LISTS / "malformed.csv")

"""The roll of a provider: the child's own school is kept with the placement, and is no word of that school's roll."""

import pytest

from sightline.record.models import Placement, Registration
from tests.intake.rows import ELIZABETH, with_provider


@pytest.mark.parametrize(("sent", "kept"), [("990003", "990003"), ("999/4003", "990003"), ("", None)])
def test_the_own_school_is_kept_with_the_placement(take_rows, sent, kept):
    take_rows("provider-roll", [with_provider(ELIZABETH, School=sent)])

    school = Placement.objects.get().home_school
    assert (school.urn if school else None) == kept
    assert not Registration.objects.exists()

"""The real register of schools and its links, twice each; collected where they lie beside the project (`conftest`)."""

import pytest

from sightline.record.models import Establishment, EstablishmentLink, EstablishmentVersion
from tests.intake.conftest import REAL_LINKS, REAL_REGISTER

pytestmark = [pytest.mark.gate, pytest.mark.long]


def test_the_register_and_its_links_twice_the_second_time_unchanged(take_file):
    first = take_file("schools-register", REAL_REGISTER)
    again = take_file("schools-register", REAL_REGISTER)

    assert (first.taken, first.quarantined, first.problems) == (24442, 0, ())
    assert (again.taken, again.unchanged) == (0, 24442)
    assert EstablishmentVersion.versions.count() == 24442
    assert not Establishment.objects.exclude(urn__startswith="9900").filter(group="not known").exists()

    # In the same test, since the register takes its time to go in: links make stubs of what it does not hold.
    first = take_file("schools-links", REAL_LINKS)
    links = EstablishmentLink.objects.count()
    again = take_file("schools-links", REAL_LINKS)

    assert (first.rows, first.quarantined) == (33801, 0)
    assert links > 16000
    assert (again.taken, EstablishmentLink.versions.count()) == (0, links)
    stubs = Establishment.objects.filter(is_stub=True)
    assert stubs.count() > 10000
    assert set(stubs.values_list("status", flat=True)) == {"Closed"}

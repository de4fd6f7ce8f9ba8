"""The register of schools as it is downloaded: a zip of two tables, and every column that there is."""

from sightline.record.models import Establishment, EstablishmentLink
from tests.intake.census_tables import take_together
from tests.intake.conftest import FILES

FOLDER = FILES / "schools-register"


def test_one_zip_holds_the_schools_and_the_links(officer):
    schools = take_together(officer, [FOLDER / "dfe-schools.zip"], "schools-register")
    links = take_together(officer, [FOLDER / "dfe-schools.zip"], "schools-links")

    assert (schools.taken, schools.problems) == (5, ())
    assert (links.taken, links.problems) == (1, ())
    link = EstablishmentLink.objects.get()
    assert (link.predecessor.urn, link.successor.urn) == ("100000", "100004")
    assert take_together(officer, [FOLDER / "dfe-schools.zip"], "schools-register").unchanged == 5


def test_columns_that_are_not_kept_are_listed_and_the_rest_is_read(officer):
    outcome = take_together(officer, [FOLDER / "full-header.csv"], "schools-register")

    assert (outcome.taken, outcome.problems) == (3, ())
    assert len(outcome.ignored) > 120
    school = Establishment.objects.get(urn="130000")
    assert (school.group, school.status, school.phase, school.lowest_age) == (
        "mainstream",
        "Open",
        "Secondary",
        11,
    )
    assert school.open_date.isoformat() == "1993-05-29"

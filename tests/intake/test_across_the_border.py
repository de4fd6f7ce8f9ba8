"""Children of other authorities in the files of schools, services and providers here: whose each of them is."""

from datetime import date

import pytest

from sightline.population.day_view import DayView
from sightline.population.loading import Loading
from sightline.population.models import ListEntry
from sightline.population.responsibility import responsible
from sightline.record.models import Child
from tests.intake.rows import ELIZABETH, on_roll

SCHOOL, PROVIDER = {"School": "990003"}, {"Provider ID": "the-mill"}
ROWS = {
    "attendance-totals": SCHOOL
    | {"Period from": "02/09/2026", "Period to": "23/10/2026", "Sessions possible": "74"},
    "education-welfare": {"Kind of case": "Missing", "Case opened": "05/10/2026"},
    "behaviour-support": {"Plan from": "05/10/2026"},
    "e-learning": PROVIDER | {"Week beginning": "16/11/2026"},
    "attainment": PROVIDER | {"Subject": "English", "Result": "4", "Assessed on": "07/09/2026"},
}
TODAY = date(2026, 11, 23)


def whose() -> str:
    [loaded] = Loading(TODAY).children([Child.objects.get().pk])
    return responsible(DayView(loaded.situation, TODAY)).who


@pytest.mark.parametrize(("home", "who"), [("998", "other"), ("999", "ours"), ("", "not known")])
@pytest.mark.parametrize("feed", sorted(ROWS))
def test_a_child_is_its_home_authoritys(feed, home, who, take_rows):
    take_rows(feed, [{**ROWS[feed], **ELIZABETH, "Home authority": home}])

    assert whose() == who


def test_our_child_placed_by_a_plan_of_ours_stays_ours_wherever_it_lives(take_rows):
    plan = {"SEN_provision": "E", "EHC_plan_authority": "999", "Home_authority": "998"}
    take_rows("school-roll", [on_roll(ELIZABETH, **plan)])
    take_rows("behaviour-support", [{**ROWS["behaviour-support"], **ELIZABETH, "Home authority": "998"}])

    assert whose() == "ours"
    assert ListEntry.objects.get().responsible == "ours"

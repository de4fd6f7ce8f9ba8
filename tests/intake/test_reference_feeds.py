"""Localities, calendars, staff and providers: what is corrected, and when everybody's standing may change."""

from datetime import date

import pytest

from sightline.access import door as access_door
from sightline.record.models import (
    CalendarEntry,
    Locality,
    LocalityArea,
    Provider,
    ProviderVersion,
    StaffMember,
    StaffMemberVersion,
)


@pytest.fixture
def everybody_touched(monkeypatch):
    """Whether each write said that anybody's standing may have changed."""
    told = []
    monkeypatch.setattr(access_door, "_after_write", [lambda writing: told.append(writing.everybody)])
    return told


def entry(name: str, kind: str, first: str, last: str = "", school: str = "") -> dict[str, str]:
    return {"Name": name, "Kind": kind, "First day": first, "Last day": last, "School": school}


class TestLocalities:
    def test_a_sector_that_is_sent_again_belongs_to_the_last(self, take_rows, everybody_touched):
        take_rows("localities", [{"Locality": "North", "Postcode sector": "ZZ1 1"}])
        take_rows("localities", [{"Locality": "South", "Postcode sector": "ZZ1 1"}])

        assert LocalityArea.objects.get().locality.name == "South"
        assert LocalityArea.versions.count() == 2
        assert Locality.objects.count() == 2
        assert everybody_touched == [True, True]


class TestTermDates:
    def test_a_term_whose_days_change_is_corrected(self, take_rows):
        take_rows("term-dates", [entry("Autumn term", "term", "02/09/2026", "18/12/2026")])
        take_rows("term-dates", [entry("Autumn term", "term", "03/09/2026", "19/12/2026")])

        assert CalendarEntry.objects.get().valid_from == date(2026, 9, 3)
        assert CalendarEntry.versions.count() == 2

    def test_the_only_day_of_its_name_moves(self, take_rows):
        take_rows("term-dates", [entry("Staff conference", "training day", "05/10/2026")])
        take_rows("term-dates", [entry("Staff conference", "training day", "12/10/2026")])

        assert CalendarEntry.objects.get().valid_from == date(2026, 10, 12)

    def test_of_several_days_of_one_name_none_is_taken_for_another(self, take_rows):
        days = [entry("Training day", "training day", day) for day in ("01/09/2026", "26/10/2026")]
        take_rows("term-dates", days)
        take_rows("term-dates", [*days, entry("Training day", "training day", "04/01/2027")])

        assert CalendarEntry.objects.count() == 3

    def test_a_schools_own_day_stands_beside_the_authoritys(self, take_rows):
        take_rows("term-dates", [entry("Flood", "closure", "09/11/2026")])
        take_rows("term-dates", [entry("Flood", "closure", "09/11/2026", school="990003")])

        assert CalendarEntry.objects.count() == 2

    def test_a_new_name_for_the_same_days_is_a_correction(self, take_rows):
        take_rows("term-dates", [entry("Flood", "closure", "09/11/2026")])
        outcome = take_rows("term-dates", [entry("Burst pipe", "closure", "09/11/2026")])

        assert outcome.taken == 1
        assert CalendarEntry.objects.get().name == "Burst pipe"

    def test_only_a_change_touches_everybody(self, take_rows, everybody_touched):
        rows = [entry("Autumn term", "term", "02/09/2026", "18/12/2026")]
        take_rows("term-dates", rows)
        take_rows("term-dates", rows)

        assert everybody_touched == [True]


class TestPeopleAtWork:
    def test_a_member_of_staff_who_leaves(self, take_rows):
        row = {"Staff ID": "S-1", "Name": "Ngozi Adebayo", "Locality": "North"}
        take_rows("staff", [row])
        take_rows("staff", [{**row, "Last day": "31/08/2026"}])

        member = StaffMember.objects.get()
        assert (member.ended_on, member.locality.name) == (date(2026, 9, 1), "North")
        assert StaffMemberVersion.versions.count() == 2

    def test_a_new_provider_touches_nobody_and_a_changed_one_everybody(self, take_rows, everybody_touched):
        row = {"Provider ID": "the forge", "Name": "The Forge", "Kind": "vocational"}
        take_rows("providers", [row])
        take_rows("providers", [{**row, "Kind": "college"}])

        assert Provider.objects.get(key="the-forge").kind == "college"
        assert ProviderVersion.objects.get().kind == "college"
        assert everybody_touched == [False, True]

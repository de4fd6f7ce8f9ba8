"""Schools through conversion, renumbering and links: a child's history holds together."""

from datetime import date

import pytest

from sightline.intake.feeds.schools_register import group_of
from sightline.intake.lookups import find_schools
from sightline.record.models import (
    Child,
    Establishment,
    EstablishmentLink,
    EstablishmentVersion,
    GoneFromFeed,
    Registration,
    Source,
    SourcePerson,
)
from tests.intake.rows import ELIZABETH, TOMASZ, on_roll

TODAY = date(2026, 11, 23)
LINK = {
    "URN": "990002",
    "LinkURN": "990001",
    "LinkName": "Ashfield School",
    "LinkType": "Predecessor",
    "LinkEstablishedDate": "01-09-2026",
}


def register_row(urn: str, name: str, **other: str) -> dict[str, str]:
    row = {
        "URN": urn,
        "LA (code)": "999",
        "EstablishmentName": name,
        "TypeOfEstablishment (name)": "Community school",
    }
    return {**row, **other}


class TestRegister:
    def test_a_change_makes_a_version_and_the_old_one_stays(self, take_rows):
        take_rows("schools-register", [register_row("991001", "Old Name")], received="2026-11-02")
        take_rows("schools-register", [register_row("991001", "New Name")], received="2026-11-09")

        school = Establishment.objects.get(urn="991001")
        assert (school.name, school.group) == ("New Name", "mainstream")
        versions = EstablishmentVersion.versions.filter(establishment=school).order_by("id")
        assert [version.name for version in versions] == ["Old Name", "New Name"]
        assert EstablishmentVersion.objects.filter(establishment=school).count() == 1

    def test_columns_that_the_file_has_not_stay(self, take_rows):
        take_rows("schools-register", [register_row("991001", "School", Postcode="ZZ1 1AA")])
        take_rows("schools-register", [register_row("991001", "Another Name")])

        assert Establishment.objects.get(urn="991001").postcode == "ZZ1 1AA"

    def test_a_stub_is_filled_when_the_register_tells_of_it(self, take_rows):
        take_rows("schools-links", [{**LINK, "LinkURN": "991001", "LinkName": "Lost School"}])
        stub = Establishment.objects.get(urn="991001")
        assert (stub.is_stub, stub.name, stub.status) == (True, "Lost School", "Closed")

        take_rows("schools-register", [register_row("991001", "Lost School")])

        assert Establishment.objects.get(urn="991001").is_stub is False

    @pytest.mark.parametrize(
        ("type_name", "name", "group"),
        [
            ("Academy converter", "Ashfield", "mainstream"),
            ("Other independent school", "Ashfield", "independent"),
            ("Other independent special school", "Ashfield", "special"),
            ("Pupil referral unit", "Bridge Centre", "alternative"),
            ("Free schools alternative provision", "Bridge Centre", "alternative"),
            ("Community special school", "The Royal Hospital School", "hospital"),
            ("Community school", "Hospital Road Primary School", "mainstream"),
            ("Secure units", "Ashfield", "secure"),
            ("Further education", "Ashfield", "further"),
            ("Local authority nursery school", "Ashfield", "nursery"),
            ("Sky college", "Ashfield", "not known"),
        ],
    )
    def test_what_a_type_means_for_a_childs_education(self, type_name, name, group):
        assert group_of(type_name, name) == group


class TestLinks:
    def test_both_ends_of_a_link_are_one_link_and_the_newer_ends_day_counts(self, take_rows):
        other_end = {
            "URN": "990001",
            "LinkURN": "990002",
            "LinkType": "Successor",
            "LinkEstablishedDate": "31-08-2026",
        }
        outcome = take_rows("schools-links", [other_end, LINK])

        link = EstablishmentLink.objects.get()
        assert outcome.taken == 2
        assert (link.predecessor.urn, link.successor.urn) == ("990001", "990002")
        assert link.since == date(2026, 9, 1)

    def test_a_date_told_later_corrects_the_link(self, take_rows):
        take_rows("schools-links", [{**LINK, "LinkEstablishedDate": ""}])
        take_rows("schools-links", [LINK])

        assert EstablishmentLink.objects.get().since == date(2026, 9, 1)
        assert EstablishmentLink.versions.count() == 2

    def test_a_date_left_out_later_is_not_forgotten(self, take_rows):
        take_rows("schools-links", [LINK])

        assert take_rows("schools-links", [{**LINK, "LinkEstablishedDate": ""}]).unchanged == 1


class TestNumbers:
    def test_by_urn_and_by_number_in_either_way_of_writing(self, officer):
        brook = Establishment.objects.get(urn="990003").pk

        found = find_schools(["990003", "999/4003", "9994003", "990099", "Brook School", ""], TODAY)

        assert found == {"990003": brook, "999/4003": brook, "9994003": brook}

    def test_a_number_that_two_bore_is_the_one_that_is_open(self, officer):
        assert find_schools(["999/4001"], TODAY) == {"999/4001": Establishment.objects.get(urn="990002").pk}

    def test_on_an_earlier_day_it_is_the_one_that_was_open_then(self, officer):
        Establishment.objects.filter(urn="990001").update(status="Open", close_date=date(2026, 8, 31))
        Establishment.objects.filter(urn="990002").update(open_date=date(2026, 9, 1))

        before, after = (find_schools(["9994001"], day)["9994001"] for day in (date(2026, 6, 1), TODAY))

        assert Establishment.objects.get(pk=before).urn == "990001"
        assert Establishment.objects.get(pk=after).urn == "990002"

    def test_a_number_from_before_a_renumbering_is_found_in_earlier_versions(self, take_rows):
        old = {"LA (code)": "909", "EstablishmentNumber": "2345"}
        take_rows("schools-register", [register_row("991001", "Fell School", **old)], received="2026-11-02")
        new = {"LA (code)": "942", "EstablishmentNumber": "3456"}
        take_rows("schools-register", [register_row("991001", "Fell School", **new)], received="2026-11-09")

        found = find_schools(["909/2345", "942/3456"], TODAY)

        assert len(set(found.values())) == 1 and len(found) == 2

    def test_an_authority_that_was_replaced_is_followed_to_its_successor(self, take_rows):
        take_rows(
            "schools-register",
            [register_row("991001", "Fell School", EstablishmentNumber="2345", **{"LA (code)": "942"})],
        )

        assert find_schools(["909/2345"], TODAY) == {"909/2345": Establishment.objects.get(urn="991001").pk}


class TestConversion:
    """Ashfield School became Ashfield Academy on 1 September 2026."""

    @pytest.fixture
    def converted(self, take_rows):
        pupils = [on_roll(child, School="990001") for child in (ELIZABETH, TOMASZ)]
        take_rows("school-roll", pupils, received="2026-07-20")
        take_rows("schools-links", [LINK], received="2026-09-08")
        return take_rows

    def test_the_pupils_stay_who_they_were_and_the_old_roll_ends(self, converted):
        outcome = converted(
            "school-roll", [on_roll(ELIZABETH, School="990002"), on_roll(TOMASZ, School="990002")]
        )

        assert (outcome.new_children, outcome.gone) == (0, 0)
        assert Child.objects.count() == SourcePerson.objects.count() == 2
        assert Source.objects.filter(kind="school").count() == 1
        old, new = Registration.objects.filter(source_person__key="101").order_by("establishment__urn")
        assert (old.establishment.urn, old.valid_to) == ("990001", date(2026, 9, 1))
        assert (new.establishment.urn, new.valid_to) == ("990002", None)

    def test_the_number_that_both_bore_leads_to_the_academy(self, converted):
        outcome = converted(
            "school-roll", [on_roll(ELIZABETH, School="999/4001"), on_roll(TOMASZ, School="999/4001")]
        )

        assert outcome.source == "school-990001"
        current = Registration.objects.filter(valid_to=None)
        assert {registration.establishment.urn for registration in current} == {"990002"}

    def test_who_came_after_the_conversion_under_the_old_number_was_there_a_day_at_least(self, converted):
        late = on_roll(ELIZABETH, School="990001", Date_of_entry="07/09/2026")
        converted("school-roll", [late, on_roll(TOMASZ, School="990001")], received="2026-09-10")
        converted("school-roll", [on_roll(child, School="990002") for child in (ELIZABETH, TOMASZ)])

        old = Registration.objects.get(source_person__key="101", establishment__urn="990001")
        assert (old.valid_from, old.valid_to) == (date(2026, 9, 7), date(2026, 9, 8))

    def test_a_school_that_was_two_schools_before_the_last_one(self, converted, take_rows):
        again = {**LINK, "URN": "990004", "LinkURN": "990002", "LinkEstablishedDate": "01-10-2026"}
        take_rows("schools-links", [again])

        assert converted("school-roll", [on_roll(ELIZABETH, School="990004")]).source == "school-990001"

    def test_who_did_not_come_along_is_gone(self, converted):
        outcome = converted("school-roll", [on_roll(ELIZABETH, School="990002")])

        assert outcome.gone == 1
        assert GoneFromFeed.objects.get().source_person.key == "102"

    def test_the_same_file_again_changes_nothing(self, converted):
        rows = [on_roll(ELIZABETH, School="990002"), on_roll(TOMASZ, School="990002")]
        converted("school-roll", rows)

        assert converted("school-roll", rows).unchanged == 2

    def test_of_two_schools_that_merged_neither_is_the_new_ones_source(self, take_rows):
        take_rows("school-roll", [on_roll(ELIZABETH, School="990001")], received="2026-07-20")
        merged = {"LinkType": "Predecessor - merged"}
        take_rows("schools-links", [{**LINK, **merged}, {**LINK, **merged, "LinkURN": "990003"}])

        assert take_rows("school-roll", [on_roll(ELIZABETH, School="990002")]).source == "school-990002"

"""Whom a record is about: chosen by the stated order of trust, with who said so and what they disagree about."""

from datetime import UTC, date, datetime

from sightline.domain.identifiers import make_temporary_upn, make_upn
from sightline.domain.known import Known
from sightline.population.identity import AsSent, Identity, choose
from sightline.population.situation import NOT_TOLD

PERMANENT = make_upn("999", "1001", 2020, 1)
TEMPORARY = make_temporary_upn("999", "1001", 2020, 1, "A")


def sent(feed: str, *, day: int = 1, main_roll_from: date | None = None, person: int = 1, **fields) -> AsSent:
    values = {"surname": "Sample", "forename": "Ada"} | fields
    received = datetime(2026, 10, day, tzinfo=UTC)
    return AsSent(person, feed, f"{feed} {person}", main_roll_from, received, **values)


def test_the_school_roll_is_trusted_before_a_providers_list_however_late_that_came():
    found = choose(
        7, [sent("provider-roll", day=20, forename="Addie"), sent("school-roll", forename="Adelaide")]
    )
    assert (found.child, found.forename, found.source_of("name")) == (7, "Adelaide", "school-roll 1")


def test_a_feed_that_the_table_does_not_name_comes_last():
    found = choose(7, [sent("something-new", day=20, surname="New"), sent("hospital", surname="Old")])
    assert found.surname == "Old"


def test_of_two_school_rolls_the_one_where_the_child_is_a_main_pupil_comes_first():
    main = sent("school-roll", person=1, main_roll_from=date(2025, 9, 1), forename="Main")
    later = sent("school-roll", person=2, main_roll_from=date(2026, 9, 1), forename="Later")
    guest = sent("school-roll", person=3, day=20, forename="Guest")
    assert choose(7, [guest, main, later]).forename == "Later"
    assert choose(7, [guest, main]).forename == "Main"


def test_among_equals_the_latest_received_is_taken():
    assert (
        choose(
            7, [sent("admissions", day=2, forename="Old"), sent("admissions", day=9, forename="New")]
        ).forename
        == "New"
    )


def test_what_the_first_does_not_say_is_taken_from_the_next():
    found = choose(
        7,
        [
            sent("school-roll", date_of_birth=None, postcode=""),
            sent("send", date_of_birth=date(2013, 5, 5), postcode="ZZ1 1AA", sex="F"),
        ],
    )
    assert found.date_of_birth == Known(date(2013, 5, 5), source="send 1")
    assert (found.postcode, found.sex, found.source_of("sex")) == ("ZZ1 1AA", "F", "send 1")


def test_both_names_come_from_one_source():
    found = choose(7, [sent("school-roll", forename=""), sent("send", surname="Other", forename="Bo")])
    assert (found.forename, found.surname) == ("Bo", "Other")
    alone = choose(7, [sent("school-roll", forename="")])
    assert (alone.forename, alone.surname, alone.source_of("name")) == ("", "Sample", "")


def test_a_permanent_pupil_number_counts_before_a_temporary_one():
    found = choose(7, [sent("school-roll", upn=TEMPORARY), sent("provider-roll", upn=PERMANENT)])
    assert (found.upn, found.source_of("upn")) == (PERMANENT, "provider-roll 1")


def test_what_sources_disagree_about_is_listed_with_who_said_it():
    found = choose(
        7,
        [
            sent("school-roll", date_of_birth=date(2013, 5, 5), sex="F"),
            sent("hospital", date_of_birth=date(2013, 5, 6), sex="F", forename="ADA"),
        ],
    )
    [one] = found.disagreements
    assert one.field == "date of birth"
    assert [(value, teller.source) for value, teller in one.said] == [
        ("2013-05-05", "school-roll 1"),
        ("2013-05-06", "hospital 1"),
    ]


def test_nobody_said_anything():
    assert choose(7, []) == Identity(7)
    assert Identity(7).date_of_birth == NOT_TOLD

"""From the record's answer about a child to what the reports say: the same child, and nothing made up."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sightline.access.policy import FieldClass
from sightline.domain.calendar import SchoolCalendar
from sightline.domain.known import Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.identity import Identity
from sightline.population.loading import Loaded
from sightline.population.rules import assess
from sightline.population.situation import (
    Circumstance,
    DateDue,
    Excluded,
    HoursOfWeek,
    Noticed,
    OnRoll,
    Placed,
    ProvidedBy,
    Residence,
    School,
    Situation,
)
from sightline.reports.subject import Subject, WhyListed, Words, type_of_exclusion
from sightline.reports.subjects import Beside, ProviderDetails, sanctions, subject_of
from sightline.reports.table import Word
from tests.reports.made_up import AS_AT

HOME = "999"
SCHOOL = School(1, "990001", "Hartsmoor School", "mainstream")
OTHER_SCHOOL = School(2, "990002", "Larkfield School", "mainstream")
SECURE = School(3, "990003", "Larch House", "secure")
TUITION = ProvidedBy(1, "", "Riverside Tuition", "home-tuition")
MONDAY = date(2026, 11, 16)
AUTUMN = Period(date(2026, 9, 1), None)
CALENDAR = SchoolCalendar(()).completed(Period(date(2024, 9, 1), date(2028, 9, 1)))


def situation(**facts) -> Situation:
    """A resident child in Year 9 on the roll of Hartsmoor School, with these facts."""
    made = Situation(
        home=HOME,
        calendar=CALENDAR,
        date_of_birth=Known(date(2013, 3, 4)),
        residences=(Residence(HOME, Period(None, None), received_at=datetime(2026, 9, 1, tzinfo=UTC)),),
        rolls=(OnRoll(SCHOOL, Period(date(2024, 9, 2), None), status="C"),),
    )
    return replace(made, **facts)


def told(made: Situation, beside: Beside | None = None, **identity) -> Subject:
    """What the reports say of a child in this situation."""
    loaded = Loaded(
        child=7,
        identity=Identity(child=7, **identity),
        situation=made,
        locality=4,
        maybe_same_as=False,
        senders=frozenset(),
    )
    return subject_of(loaded, assess(made, AS_AT), beside or Beside(), AS_AT)


def placed(**changes) -> Placed:
    """Home tuition that the authority arranged since September."""
    made = Placed(TUITION, AUTUMN, arranged_by="authority", legal_basis="section-19", reason="medical")
    return replace(made, **changes)


def week(offered: str | None, attended: str | None = None) -> HoursOfWeek:
    """What the tutor says of the last complete school week."""
    as_told = [
        NotKnown() if hours is None else Known(Decimal(hours)) for hours in (offered, offered, attended)
    ]
    return HoursOfWeek(MONDAY, *as_told, provider=TUITION.key)


def test_a_placement_is_a_provision_and_the_own_school_that_gives_nothing_beside_it_is_none() -> None:
    child = told(
        situation(placements=(placed(),), weeks=(week("8", "6.5"),)),
        Beside(providers={TUITION.key: ProviderDetails("no", Known(date(2026, 5, 4)))}),
    )
    [provision] = child.provisions
    assert (provision.name, provision.type_words, provision.began) == (
        "Riverside Tuition",
        "home tuition",
        Known(date(2026, 9, 1)),
    )
    assert (provision.offered.value, provision.attended.value) == (Decimal(8), Decimal("6.5"))
    assert (provision.registered, provision.quality_assured_on) == ("no", Known(date(2026, 5, 4)))
    assert provision.arranged_by == (Words("the local authority"),)
    assert provision.legal_basis == "section 19, Education Act 1996"
    assert (child.offered.known_part, child.offered.is_known) == (Decimal(8), True)
    assert child.school_or_authority == "LA"


def test_hours_that_the_provider_did_not_send_are_not_known_and_never_nought() -> None:
    child = told(situation(placements=(placed(),)))
    [provision] = child.provisions
    assert isinstance(provision.offered, NotKnown)
    assert not child.offered.is_known


def test_a_part_time_timetable_is_a_provision_at_the_own_school_since_the_notice() -> None:
    notice = Noticed(
        "part-time", Period(date(2026, 10, 5), None), school=SCHOOL.key, hours=Known(Decimal(10))
    )
    child = told(situation(notices=(notice,)))
    [provision] = child.provisions
    assert provision.type_words == "own school (mainstream school)"
    assert provision.began == Known(date(2026, 10, 5))
    assert provision.offered.value == Decimal(10)
    assert child.school_or_authority == "School"
    assert child.reasons == (WhyListed("Part-time timetable", since=Known(date(2026, 10, 5))),)


def test_a_timetable_that_grows_from_notice_to_notice_began_with_the_first() -> None:
    def notice(start: str, end: str | None, hours: int) -> Noticed:
        period = Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)
        return Noticed("part-time", period, school=SCHOOL.key, hours=Known(Decimal(hours)))

    before_a_break = notice("2026-02-02", "2026-03-02", 10)
    grown = (before_a_break, notice("2026-09-21", "2026-11-09", 10), notice("2026-11-09", None, 18))
    [provision] = told(situation(notices=grown)).provisions
    assert (provision.began, provision.offered.value) == (Known(date(2026, 9, 21)), Decimal(18))


def test_part_time_since_a_day_that_nobody_told_is_not_known() -> None:
    notice = Noticed("part-time", Period(None, None), school=SCHOOL.key, hours=Known(Decimal(10)))
    [provision] = told(situation(notices=(notice,))).provisions
    assert isinstance(provision.began, NotKnown)


def test_an_excluded_child_without_a_place_has_known_no_provision_and_the_authority_answers() -> None:
    excluded = Excluded("PERM", SCHOOL.key, Period(date(2026, 10, 1), None))
    rolls = (OnRoll(SCHOOL, Period(date(2024, 9, 2), date(2026, 11, 2)), status="C"),)
    child = told(situation(rolls=rolls, exclusions=(excluded,)))
    assert child.provisions == ()
    assert (child.provision_is_known, child.offered.is_known, child.offered.known_part) == (
        True,
        True,
        Decimal(0),
    )
    assert child.school_or_authority == "LA"
    assert child.original_school == Words("Hartsmoor School")


def test_education_in_custody_that_nobody_told_of_is_not_known_and_never_none() -> None:
    child = told(situation(circumstances=(Circumstance("in-custody", AUTUMN),)))
    assert child.provisions == ()
    assert not child.provision_is_known
    assert not child.offered.is_known
    assert child.reasons == (WhyListed("In custody", FieldClass.CRIMINAL, Known(date(2026, 9, 1))),)


def test_the_name_of_a_secure_unit_has_its_class_wherever_it_stands() -> None:
    rolls = (OnRoll(SECURE, AUTUMN, status="C"),)
    child = told(situation(rolls=rolls, circumstances=(Circumstance("in-custody", AUTUMN),)))
    assert child.on_roll == Known((Words("Larch House", FieldClass.CRIMINAL),))
    assert child.original_school == Words("Larch House", FieldClass.CRIMINAL)
    assert {provision.field_class for provision in child.provisions} == {FieldClass.CRIMINAL}


@pytest.mark.parametrize(
    ("arranged", "says"),
    [
        ([{"arranged_by": "school", "legal_basis": "not known"}], "School"),
        ([{"arranged_by": "not known", "legal_basis": "section-29a"}], "School"),
        ([{"arranged_by": "health", "legal_basis": "not known"}], "LA"),
        ([{"arranged_by": "not known", "legal_basis": "section-42-61"}], "LA"),
        ([{"arranged_by": "not known", "legal_basis": "not known"}], Word.NOT_KNOWN),
    ],
)
def test_school_or_la_is_who_arranged_the_provision(arranged: list[dict[str, str]], says: str) -> None:
    # On nobody's roll, so that no own school is in the answer.
    rolls = (OnRoll(SCHOOL, Period(date(2024, 9, 2), date(2026, 9, 1)), status="C"),)
    child = told(situation(rolls=rolls, placements=tuple(placed(**changes) for changes in arranged)))
    assert child.school_or_authority == says


def test_identity_is_put_into_words() -> None:
    child = told(
        situation(), surname="Whitlock", forename="Amara", sex="F", ethnicity="WBRI", year_group="10"
    )
    assert (child.surname, child.forename, child.sex, child.ethnicity) == (
        "Whitlock",
        "Amara",
        "Female",
        "White British",
    )
    assert child.year == "Year 10"
    assert child.reference == "SL-000007"


def test_a_code_that_nobody_knows_stands_as_it_was_sent() -> None:
    child = told(situation(), ethnicity="ZZZZ", year_group="99")
    assert (child.ethnicity, child.year) == ("ZZZZ", "99")


def test_the_year_expected_by_age_stands_where_no_school_gave_one() -> None:
    assert told(situation()).year == "Year 9"
    assert told(situation(date_of_birth=NotKnown())).year == ""


@pytest.mark.parametrize(
    ("kinds", "says"),
    [(["ehc-plan", "sen-support"], "EHC plan"), (["sen-support"], "SEN support"), ([], Word.NOT_KNOWN)],
)
def test_needs_are_the_plan_else_the_support_else_not_known(kinds: list[str], says: str) -> None:
    circumstances = tuple(Circumstance(kind, AUTUMN) for kind in kinds)
    assert told(situation(circumstances=circumstances)).needs == says


def test_a_need_that_is_over_is_no_longer_said() -> None:
    over = Circumstance("ehc-plan", Period(date(2025, 9, 1), date(2026, 9, 1)))
    assert told(situation(circumstances=(over,))).needs == Word.NOT_KNOWN


def test_the_next_review_is_the_first_to_come_else_the_latest_that_is_overdue() -> None:
    def due(*days: str) -> tuple[DateDue, ...]:
        return tuple(DateDue(date.fromisoformat(day), "Review", "education", AUTUMN) for day in days)

    assert told(situation(dates_due=due("2026-10-01", "2027-01-08", "2026-12-04"))).review_due == date(
        2026, 12, 4
    )
    assert told(situation(dates_due=due("2026-10-01", "2026-11-02"))).review_due == date(2026, 11, 2)
    assert told(situation(dates_due=due())).review_due is None


def test_full_time_planned_is_read_from_the_notice() -> None:
    full_time = DateDue(date(2027, 1, 5), "Full time planned", "education", AUTUMN)
    child = told(situation(dates_due=(full_time,)))
    assert child.full_time_planned == date(2027, 1, 5)
    assert child.review_due is None


def test_last_seen_is_the_latest_day_up_to_the_day_of_the_report() -> None:
    seen = (date(2026, 11, 2), date(2026, 11, 18), date(2026, 11, 30))
    assert told(situation(seen_on=seen)).last_seen == Known(date(2026, 11, 18))
    assert isinstance(told(situation()).last_seen, NotKnown)


def test_a_clinicians_limit_below_full_time_for_the_age_is_kept_beside_it() -> None:
    illness = Circumstance("illness", AUTUMN, clinician_limit=Decimal(10), evidence_on=date(2026, 9, 1))
    child = told(situation(circumstances=(illness,)))
    assert (child.full_time_for_age, child.clinician_limit) == (Decimal(24), Decimal(10))
    assert told(situation()).clinician_limit is None


def test_what_stands_beside_is_that_of_the_child() -> None:
    beside = Beside(
        localities={4: "North", 5: "South"},
        next_steps={7: (Words("Visit"),), 8: (Words("Ring"),)},
        may_be_the_same_as={7: (8,)},
    )
    child = told(situation(), beside)
    assert (child.locality, child.next_steps, child.may_be_the_same_as) == ("North", (Words("Visit"),), (8,))


def test_words_said_of_a_placement_carry_the_class_of_its_reason() -> None:
    child = told(situation(placements=(placed(reason="MHN", reason_words="Agreed with the service."),)))
    assert child.description == (Words("Agreed with the service.", FieldClass.HEALTH),)


# ------------------------------------------------------------------------------------------------------- sanctions


def excluded(kind: str, start: str, end: str | None = None, **changes) -> Excluded:
    """An exclusion from Hartsmoor School over a period in ISO dates."""
    period = Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)
    return replace(Excluded(kind, SCHOOL.key, period), **changes)


def new_place(start: str, **changes) -> OnRoll:
    """A place at another mainstream school from an ISO date."""
    return replace(OnRoll(OTHER_SCHOOL, Period(date.fromisoformat(start), None), status="C"), **changes)


@pytest.mark.parametrize(
    ("told_of", "rolls", "says"),
    [
        ([excluded("PERM", "2026-10-01")], [], "permanent"),
        ([excluded("PERM", "2024-10-01")], [], "permanent"),
        # A full-time place at another school ends it: this school year it is still the latest, after that none.
        ([excluded("PERM", "2026-10-01")], [new_place("2026-11-02")], "permanent"),
        ([excluded("PERM", "2026-03-01")], [new_place("2026-05-01")], "none"),
        ([excluded("PERM", "2026-03-01")], [new_place("2026-05-01", full_time="no")], "permanent"),
        ([excluded("PERM", "2026-03-01")], [new_place("2026-05-01", status="S")], "permanent"),
        (
            [excluded("PERM", "2026-03-01"), excluded("SUSP", "2026-09-07", "2026-09-09")],
            [new_place("2026-05-01")],
            "suspension",
        ),
        # A place that begins on the day of the exclusion.
        ([excluded("PERM", "2026-10-01")], [new_place("2026-10-01")], "permanent"),
        ([excluded("LNCH", "2026-11-02", "2026-11-06")], [], "suspension"),
        # Set aside: only the days that it is said to have lasted.
        ([excluded("PERM", "2026-10-01", state="reinstated")], [], "none"),
        ([excluded("SUSP", "2026-10-01", "2026-10-05", state="cancelled")], [], "suspension"),
    ],
)
def test_which_exclusions_stand_and_until_when(told_of, rolls, says) -> None:
    made = situation(exclusions=tuple(told_of), rolls=tuple(rolls))
    assert type_of_exclusion(sanctions(made, AS_AT), AS_AT) == says

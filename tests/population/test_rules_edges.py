"""Edges of the rules that the spec table does not reach: silent calendars, long runs, rarer unknowns."""

from datetime import UTC, date, datetime
from decimal import Decimal

from sightline.domain.calendar import SchoolCalendar
from sightline.domain.known import Known
from sightline.domain.periods import Period
from sightline.population.assessment import Assessment
from sightline.population.boundaries import next_reference_week
from sightline.population.calendars import authority_calendar
from sightline.population.rules import assess
from sightline.population.situation import (
    Circumstance,
    Excluded,
    Noticed,
    OnRoll,
    Placed,
    ProvidedBy,
    Residence,
    School,
    Situation,
)

WINDOW = Period(date(2024, 9, 1), date(2028, 9, 1))
ALWAYS = Period(None, None)
SCHOOL = School(1, "900001", "A school", "mainstream")
TODAY = date(2026, 11, 23)


def child(**facts) -> Situation:
    values = {
        "home": "999",
        "calendar": authority_calendar((), WINDOW),
        "date_of_birth": Known(date(2013, 5, 5)),
        "residences": (Residence("999", ALWAYS),),
    } | facts
    return Situation(**values)


def slugs(answer: Assessment) -> list[str]:
    return [reason.slug for reason in answer.reasons]


def test_a_calendar_that_is_silent_falls_back_on_the_usual_terms():
    silent = SchoolCalendar(())
    left_in_summer = child(calendar=silent, rolls=(OnRoll(SCHOOL, Period(None, date(2026, 7, 23))),))
    assert assess(left_in_summer, date(2026, 8, 31)).standing == "off"
    assert assess(left_in_summer, date(2026, 9, 1)).standing == "on"
    suspended = child(
        calendar=silent,
        rolls=(OnRoll(SCHOOL, ALWAYS),),
        exclusions=(Excluded("SUSP", 1, Period(date(2026, 11, 16), date(2026, 11, 30))),),
    )
    assert slugs(assess(suspended, TODAY)) == ["suspended-over-five-days"]
    placed = child(calendar=silent, placements=(Placed(ProvidedBy(1, "", "A", "college"), ALWAYS),))
    assert assess(placed, TODAY).hours.reference_week is None
    assert next_reference_week(placed, TODAY) is None


def test_a_part_time_student_of_a_college_is_not_in_school_by_condition_c():
    college = School(3, "900003", "A college", "further")
    answer = assess(child(rolls=(OnRoll(college, ALWAYS, "F", "no"),)), TODAY)
    flag = answer.flag("children-not-in-school")
    assert flag is not None
    assert (flag.answer, flag.condition, flag.in_force) == ("yes", "c", False)


def test_conditions_a_and_b_of_the_act_of_2026():
    def flag(**facts) -> tuple[str, str]:
        found = assess(child(**facts), TODAY).flag("children-not-in-school")
        assert found is not None
        return found.answer, found.condition

    roll = (OnRoll(SCHOOL, ALWAYS),)
    elsewhere = ProvidedBy(1, "", "A", "college")
    home = Circumstance("home-education", ALWAYS, suitability="suitable", part_time_at_school="yes")
    assert flag(circumstances=(home,)) == ("yes", "a")
    assert flag(rolls=roll) == ("no", "")
    assert flag(rolls=roll, circumstances=(home,)) == ("yes", "b")
    assert flag(rolls=roll, notices=(Noticed("part-time", ALWAYS, 1),)) == ("yes", "b")
    assert flag(rolls=roll, placements=(Placed(elsewhere, ALWAYS, arranged_by="school"),)) == ("yes", "b")
    assert flag(rolls=roll, placements=(Placed(elsewhere, ALWAYS, arranged_by="authority"),)) == (
        "not known",
        "b",
    )
    assert flag(placements=(Placed(elsewhere, ALWAYS),)) == ("not known", "a")
    assert flag(rolls=roll, residences=(Residence("998", ALWAYS),)) == ("no", "")
    assert flag(circumstances=(home,), residences=()) == ("not known", "a")


def test_no_population_is_flagged_before_it_was_enacted():
    answer = assess(child(), date(2026, 4, 28))
    assert answer.flag("children-not-in-school") is None
    assert answer.flag("missing-education") is not None


def test_a_child_with_full_time_education_elsewhere_and_no_roll_is_not_missing_education_in_law():
    def missing(hours: str | None, **facts) -> str:
        known = {} if hours is None else {"hours": Known(Decimal(hours))}
        left = OnRoll(SCHOOL, Period(None, date(2026, 10, 5)))
        placed = Placed(ProvidedBy(1, "", "A", "college"), ALWAYS, **known)
        flag = assess(child(rolls=(left,), placements=(placed,), **facts), TODAY).flag("missing-education")
        assert flag is not None
        return flag.answer

    assert missing("25") == "no"
    assert missing("10") == "yes"
    assert missing(None) == "not known"


def test_looked_after_by_an_authority_that_nobody_named():
    facts = {
        "residences": (Residence("998", ALWAYS),),
        "circumstances": (Circumstance("looked-after", ALWAYS),),
    }
    answer = assess(child(**facts), TODAY)
    assert answer.off_because == "other-authority"
    assert [one.field for one in answer.unknowns] == ["looked after by"]


def test_sources_that_disagree_where_the_child_lives_are_named_and_the_latest_counts():
    told = (
        Residence("998", ALWAYS, received_at=datetime(2026, 9, 1, tzinfo=UTC)),
        Residence("999", ALWAYS, received_at=datetime(2026, 10, 1, tzinfo=UTC)),
        Residence("998", ALWAYS, rank=1, received_at=datetime(2026, 11, 1, tzinfo=UTC)),
    )
    answer = assess(child(residences=told, rolls=(OnRoll(SCHOOL, ALWAYS),)), TODAY)
    assert answer.responsible.who == "ours"
    assert [one.field for one in answer.unknowns] == ["home authority"]


def test_what_is_not_known_of_a_child_on_the_list_is_named():
    answer = assess(
        child(
            birth_dates_disagree=True,
            residences=(),
            rolls=(OnRoll(SCHOOL, ALWAYS),),
            placements=(
                Placed(ProvidedBy(1, "", "A", "college"), ALWAYS, gone_on=date(2026, 11, 2)),
                Placed(ProvidedBy(2, "", "B", "college"), ALWAYS, hours=Known(Decimal(5))),
            ),
            exclusions=(Excluded("SUSP", 1, Period(date(2026, 11, 2), None)),),
        ),
        TODAY,
    )
    assert [one.field for one in answer.unknowns] == [
        "date of birth",
        "home authority",
        "hours planned",
        "hours offered",
        "hours attended",
        "placement",
        "end of suspension",
        "last seen",
    ]
    planned = next(one for one in answer.unknowns if one.field == "hours planned")
    assert planned.words == "Hours planned are not known in part."


def test_a_standing_without_a_beginning_has_no_day_since_when():
    answer = assess(
        child(date_of_birth=Known(date(2013, 5, 5)), circumstances=(Circumstance("in-custody", ALWAYS),)),
        TODAY,
    )
    assert answer.since is None
    unknown_age = child(exclusions=(Excluded("PERM", 1, ALWAYS),))
    assert assess(Situation(**{**_fields(unknown_age), "date_of_birth": _not_told()}), TODAY).since is None


def test_a_standing_that_begins_with_all_that_is_known_of_the_child_begins_that_day():
    """Long ago, before the first change of law that the rules know: nothing else could have changed the answer."""
    begun = child(exclusions=(Excluded("PERM", 1, Period(date(2005, 10, 3), None)),))
    nothing_else = Situation(**{**_fields(begun), "date_of_birth": _not_told(), "residences": ()})
    assert assess(nothing_else, date(2005, 11, 1)).since == date(2005, 10, 3)


def _fields(situation: Situation) -> dict:
    return {name: getattr(situation, name) for name in Situation.__dataclass_fields__}


def _not_told():
    return Situation(home="", calendar=SchoolCalendar(())).date_of_birth


def test_sources_that_name_several_authorities_or_a_move_take_the_long_way_to_the_same_answer():
    roll = (OnRoll(SCHOOL, Period(date(2024, 9, 1), None)),)
    one = assess(child(rolls=roll), TODAY)
    twice = child(
        rolls=roll, residences=(Residence("999", ALWAYS), Residence("999", Period(date(2025, 1, 1), None)))
    )
    assert assess(twice, TODAY) == one
    moving = child(rolls=roll, residences=(Residence("999", Period(None, date(2027, 1, 4))),))
    assert assess(moving, TODAY).next_change == date(2027, 1, 4)
    both = child(rolls=roll, residences=(Residence("999", ALWAYS), Residence("998", ALWAYS)))
    assert [one.field for one in assess(both, TODAY).unknowns] == ["home authority"]


def test_a_senders_code_for_no_roll_is_not_taken_over_a_schools_word():
    placed = Placed(ProvidedBy(1, "", "A", "college"), ALWAYS, reason="no-roll")
    assert slugs(assess(child(placements=(placed,)), TODAY)) == ["alternative-provision", "no-roll"]
    on_roll = child(placements=(placed,), rolls=(OnRoll(SCHOOL, ALWAYS),))
    assert slugs(assess(on_roll, TODAY)) == ["alternative-provision"]


def test_a_notice_of_a_managed_move_backs_no_need_and_explains_no_part_time():
    roll = (OnRoll(SCHOOL, ALWAYS),)
    need = (Circumstance("illness", ALWAYS),)
    moving = Noticed("managed-move", ALWAYS, 1)
    assert assess(child(rolls=roll, circumstances=need, notices=(moving,)), TODAY).standing == "to be checked"
    full = Noticed("part-time", ALWAYS, 1, hours=Known(Decimal(25)))
    assert assess(child(rolls=roll, circumstances=need, notices=(full,)), TODAY).standing == "to be checked"
    part = Noticed("part-time", ALWAYS, 1, hours=Known(Decimal(5)))
    assert assess(child(rolls=roll, circumstances=need, notices=(part,)), TODAY).standing == "on"


def test_a_looked_after_child_in_a_unit_is_on_a_roll():
    unit = School(2, "900002", "A unit", "alternative")
    facts = (Circumstance("looked-after", ALWAYS, "999"), Circumstance("awaiting-place", ALWAYS))
    answer = assess(child(rolls=(OnRoll(unit, ALWAYS),), circumstances=facts), TODAY)
    assert slugs(answer) == ["awaiting-place", "alternative-provision"]

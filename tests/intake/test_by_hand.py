"""Telling, correcting, ending and withdrawing by hand: one door, nothing overwritten, nobody beyond role and scope."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from sightline.access import clock
from sightline.access.models import Change
from sightline.access.viewer import Viewer, viewer_for
from sightline.intake.by_hand.history import history
from sightline.intake.by_hand.kinds import KINDS, kind_of
from sightline.intake.by_hand.reading import NotRight, read, typed_from
from sightline.intake.by_hand.sayer import Sayer, told_by_words
from sightline.intake.by_hand.shapes import DAYS, attribute_of
from sightline.intake.by_hand.telling import SomebodyElseChanged, correct, end, tell, withdraw
from sightline.population.queries import one_child
from sightline.record import door
from sightline.record.links import split
from sightline.record.models import (
    FACTS,
    Circumstance,
    Contact,
    EvidenceDocument,
    ExpectedEvent,
    LinkInterval,
    Notice,
    PossibleMatch,
    SourcePerson,
    SourcePersonVersion,
    WeeklyHours,
)
from tests.web.made_up_authority import LAST_WEEK, MadeUp, make, somebody

pytestmark = pytest.mark.django_db

MOTHER = Sayer(told_by_words("mother", "Ruth Whitlock"), "phone", reason="She rang about the hours.")


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp) -> Viewer:
    return viewer_for(somebody("data-officer"))


def tell_typed(viewer: Viewer, child: int, slug: str, sayer: Sayer = MOTHER, **typed: str):
    """Tell a kind of fact as somebody types it."""
    told = read(KINDS[slug], typed, viewer=viewer, today=clock.today())
    assert told.problems == {}
    return tell(viewer, child, KINDS[slug], told.values, sayer)


def correct_typed(viewer: Viewer, fact, slug: str, sayer: Sayer = MOTHER, **typed: str):
    """Correct a fact as somebody types it."""
    told = read(KINDS[slug], typed, viewer=viewer, today=clock.today(), standing=fact)
    assert told.problems == {}
    return correct(viewer, fact.fact, fact.version, told.values, sayer)


class TestTelling:
    def test_what_mum_said_is_on_the_record_with_who_said_it(self, officer: Viewer, made_up: MadeUp) -> None:
        fact = tell_typed(officer, made_up.child("Dev"), "awaiting-place", first_day="2/11/2026")
        change = Change.objects.get(pk=fact.change_id)
        assert (change.told_by, change.told_how) == ("the mother (Ruth Whitlock)", "phone")
        assert change.reason == "She rang about the hours."
        assert Circumstance.objects.get(fact=fact.fact).valid_from == date(2026, 11, 2)

    def test_it_counts_at_once(self, officer: Viewer, made_up: MadeUp) -> None:
        dev = made_up.child("Dev")
        assert one_child(officer, dev).assessment.standing == "off"
        tell_typed(officer, dev, "in-custody", first_day="2/11/2026")
        assert one_child(officer, dev).assessment.standing == "on"

    def test_everything_told_of_one_child_comes_from_one_source_person(
        self, officer: Viewer, made_up: MadeUp
    ) -> None:
        dev = made_up.child("Dev")
        first = tell_typed(officer, dev, "awaiting-place", first_day="2/11/2026")
        second = tell_typed(officer, dev, "contact", name="Ruth Whitlock")
        assert first.source_person_id == second.source_person_id
        link = LinkInterval.objects.get(source_person=first.source_person_id)
        assert (link.child_id, link.decided_by) == (dev, "person")

    def test_what_was_told_on_an_earlier_day_shows_as_back_dated(
        self, officer: Viewer, made_up: MadeUp
    ) -> None:
        yesterday = Sayer("the school", "email", clock.today() - timedelta(days=1))
        fact = tell_typed(officer, made_up.child("Dev"), "contact", yesterday, name="Ruth Whitlock")
        change = Change.objects.get(pk=fact.change_id)
        assert change.is_back_dated
        assert change.reason == "Told by an email."

    def test_no_day_of_receipt_lies_in_the_future(self, officer: Viewer, made_up: MadeUp) -> None:
        tomorrow = Sayer("the school", "email", clock.today() + timedelta(days=1))
        with pytest.raises(ValueError, match="future"):
            tell_typed(officer, made_up.child("Dev"), "contact", tomorrow, name="Ruth")

    def test_what_overlaps_says_what_stands_in_the_way(self, officer: Viewer, made_up: MadeUp) -> None:
        dev = made_up.child("Dev")
        tell_typed(officer, dev, "illness", first_day="2/11/2026", last_day="13/11/2026")
        with pytest.raises(NotRight) as refused:
            tell_typed(officer, dev, "illness", first_day="9/11/2026")
        message = "The same from 2 November 2026 to 13 November 2026 is on record already. Correct or end that first."
        assert refused.value.problems == {"first_day": message}
        tell_typed(officer, dev, "illness", first_day="14/11/2026")

    def test_taken_apart_what_was_told_by_hand_is_a_child_still_in_sight(
        self, officer: Viewer, made_up: MadeUp
    ) -> None:
        dev = made_up.child("Dev")
        fact = tell_typed(officer, dev, "in-custody", first_day="2/11/2026")
        child = SourcePerson.objects.get(pk=fact.source_person_id).child
        with made_up.recorder.writing() as session:
            fresh = split(session, child=child, source_persons=[fact.source_person_id], why="Another child.")
        assert one_child(officer, fresh.pk).assessment.standing == "to be checked"
        assert one_child(officer, dev).assessment.standing == "off"


class TestWhoMayTell:
    @pytest.mark.parametrize("role", ["inspector", "privacy-officer"])
    def test_who_may_not_record_tells_nothing(self, made_up: MadeUp, role: str) -> None:
        with pytest.raises(PermissionDenied):
            tell(viewer_for(somebody(role)), made_up.child("Dev"), KINDS["contact"], {"name": "Ruth"}, MOTHER)

    def test_nobody_tells_what_they_may_not_see(self, made_up: MadeUp) -> None:
        key_worker = viewer_for(somebody("key-worker"))
        with pytest.raises(PermissionDenied):
            tell(key_worker, made_up.child("Dev"), KINDS["in-custody"], {}, MOTHER)

    def test_nobody_tells_of_a_child_out_of_scope(self, made_up: MadeUp) -> None:
        leader = viewer_for(somebody("team-leader"))
        tell_typed(leader, made_up.child("Dev"), "contact", name="Ruth Whitlock")
        with pytest.raises(PermissionDenied):
            tell_typed(leader, made_up.child("Fay"), "contact", name="Ruth Whitlock")

    def test_a_place_that_tells_too_much_is_not_there_to_be_named(self, made_up: MadeUp) -> None:
        key_worker = viewer_for(somebody("key-worker"))
        told = read(KINDS["placement"], {"provider": "Larch House"}, viewer=key_worker, today=clock.today())
        assert told.problems == {
            "provider": "No provider in the directory is called so. Write its name in full, or its ID."
        }

    def test_an_answer_that_tells_too_much_is_refused(self, made_up: MadeUp) -> None:
        key_worker = viewer_for(somebody("key-worker"))
        with pytest.raises(NotRight, match="cannot be recorded"):
            tell_typed(
                key_worker,
                made_up.child("Dev"),
                "placement",
                provider="Riverside Tuition",
                reason="in-custody",
            )


class TestCorrecting:
    @pytest.fixture
    def week(self, made_up: MadeUp) -> WeeklyHours:
        """An hour as the school's file said it."""
        return WeeklyHours.objects.get(child=made_up.child("Amara"), valid_from=LAST_WEEK)

    def test_a_correction_is_a_new_version_of_the_senders_own_fact(
        self, officer: Viewer, week: WeeklyHours
    ) -> None:
        typed = {"monday": "16/11/2026", "school": "High School", "hours_planned": "8", "hours_offered": "5"}
        fresh = correct_typed(officer, week, "weekly-hours", **typed)
        assert (fresh.fact, fresh.version, fresh.hours_offered) == (week.fact, 2, Decimal(5))
        assert fresh.source_person_id == week.source_person_id
        assert WeeklyHours.versions.get(pk=week.pk).hours_offered == 8

    def test_nobody_corrects_a_version_that_somebody_else_changed(
        self, officer: Viewer, week: WeeklyHours
    ) -> None:
        typed = {"monday": "16/11/2026", "school": "High School", "hours_offered": "5"}
        correct_typed(officer, week, "weekly-hours", **typed)
        with pytest.raises(SomebodyElseChanged) as overtaken:
            correct_typed(officer, week, "weekly-hours", **typed | {"hours_offered": "6"})
        assert overtaken.value.now.hours_offered == 5

    def test_a_correction_that_changes_nothing_is_none(self, officer: Viewer, week: WeeklyHours) -> None:
        with pytest.raises(NotRight):
            correct(officer, week.fact, 1, _as_it_stands(officer, week), MOTHER)
        assert not WeeklyHours.objects.filter(version=2).exists()

    def test_an_earlier_word_does_not_correct_a_later_one(self, officer: Viewer, week: WeeklyHours) -> None:
        before = Sayer("the mother", "letter", date(2026, 8, 31))
        with pytest.raises(NotRight) as refused:
            correct_typed(officer, week, "weekly-hours", before, monday="16/11/2026", school="High School",
                          hours_offered="5")  # fmt: skip
        assert list(refused.value.problems) == ["received_on"]

    def test_a_code_of_the_sender_that_is_in_no_list_may_stay(self, officer: Viewer, made_up: MadeUp) -> None:
        notice = Notice.objects.get(child=made_up.child("Amara"))
        with made_up.recorder.writing() as session:
            notice = door.correct(session, notice, reason="an own word")
        typed = {"school": "High School (900001)", "first_day": "09/09/2026", "hours_offered": "10",
                 "reason": "an own word", "parent_agreed": "not known", "review_on": "20/11/2026"}  # fmt: skip
        corrected = correct_typed(officer, notice, "part-time-timetable", **typed)
        assert (corrected.reason, corrected.hours_offered) == ("an own word", 10)


def _as_it_stands(viewer: Viewer, fact) -> dict:
    kind = KINDS["weekly-hours"]
    return read(kind, typed_from(kind, fact), viewer=viewer, today=clock.today(), standing=fact).values


class TestEnding:
    def test_the_last_day_is_the_last_day(self, officer: Viewer, made_up: MadeUp) -> None:
        fact = tell_typed(officer, made_up.child("Dev"), "illness", first_day="2/11/2026")
        assert end(officer, fact.fact, 1, date(2026, 11, 13), MOTHER).valid_to == date(2026, 11, 14)

    @pytest.mark.parametrize("last", [date(2026, 11, 1), date(2026, 11, 20)])
    def test_nothing_ends_before_it_began_or_after_it_ended(
        self, officer: Viewer, made_up: MadeUp, last: date
    ) -> None:
        fact = tell_typed(
            officer, made_up.child("Dev"), "illness", first_day="2/11/2026", last_day="20/11/2026"
        )
        with pytest.raises(NotRight) as refused:
            end(officer, fact.fact, 1, last, MOTHER)
        assert list(refused.value.problems) == ["last_day"]

    def test_what_does_not_last_does_not_end(self, officer: Viewer, made_up: MadeUp) -> None:
        fact = tell_typed(officer, made_up.child("Dev"), "review", due_on="1/12/2026")
        with pytest.raises(NotRight):
            end(officer, fact.fact, 1, date(2026, 11, 23), MOTHER)


class TestWithdrawing:
    def test_what_never_was_so_stays_as_what_we_believed(self, officer: Viewer, made_up: MadeUp) -> None:
        dev = made_up.child("Dev")
        fact = tell_typed(officer, dev, "in-custody", first_day="2/11/2026")
        withdraw(officer, fact.fact, 1, MOTHER)
        assert not Circumstance.objects.filter(fact=fact.fact).exists()
        assert one_child(officer, dev).assessment.standing == "off"
        shown = history(officer, dev, fact.fact)
        assert (shown.current, len(shown.versions), shown.withdrawn_by) == (None, 1, "data-officer")

    def test_it_can_be_withdrawn_once(self, officer: Viewer, made_up: MadeUp) -> None:
        fact = tell_typed(officer, made_up.child("Dev"), "contact", name="Ruth Whitlock")
        withdraw(officer, fact.fact, 1, MOTHER)
        with pytest.raises(SomebodyElseChanged) as overtaken:
            withdraw(officer, fact.fact, 1, MOTHER)
        assert overtaken.value.now is None
        assert Contact.versions.filter(fact=fact.fact).count() == 1


class TestWhoTheChildIs:
    def test_what_is_told_on_purpose_goes_before_what_senders_say(
        self, officer: Viewer, made_up: MadeUp
    ) -> None:
        dev = made_up.child("Dev")
        tell_typed(officer, dev, "identity", forename="Devesh", surname="Whitlock", date_of_birth="2/1/2014")
        identity = one_child(officer, dev).identity
        assert (identity.forename, identity.source_of("name")) == ("Devesh", "Told to us and entered by hand")
        assert [one.field for one in identity.disagreements] == ["name"]

    def test_it_is_said_once_and_corrected_by_saying_it_again(self, officer: Viewer, made_up: MadeUp) -> None:
        dev = made_up.child("Dev")
        for forename in ("Devesh", "Devash", "Devash"):
            tell_typed(officer, dev, "identity", forename=forename, surname="Whitlock")
        said = SourcePersonVersion.versions.filter(source_person__feed="by-hand").order_by("id")
        assert [one.forename for one in said] == ["Devesh", "Devash"]

    def test_whoever_it_fits_too_becomes_a_question_and_nobody_is_moved(
        self, officer: Viewer, made_up: MadeUp
    ) -> None:
        dev, cora = made_up.child("Dev"), made_up.child("Cora")
        asked = PossibleMatch.objects.count()
        typed = {"forename": "Cora", "surname": "Whitlock", "date_of_birth": "8/7/2013"}
        told = tell_typed(officer, dev, "identity", **typed)
        assert told.source_person.child_id == dev
        assert PossibleMatch.objects.count() == asked + 1
        assert SourcePerson.objects.filter(child=cora).count() == 1


class TestKinds:
    def test_every_kind_of_fact_that_the_record_holds_can_be_told(self) -> None:
        told = {(kind.model, kind.fixed.get("kind")) for kind in KINDS.values()}
        for model in set(FACTS) - {EvidenceDocument}:
            by_kind = model in (Circumstance, Notice, ExpectedEvent)
            kinds = model._meta.get_field("kind").choices if by_kind else [(None, "")]
            assert {(model, kind) for kind, _ in kinds} <= told

    def test_every_answer_has_its_place_in_the_record(self) -> None:
        for kind in KINDS.values():
            gathered = {name for names in kind.gathered.values() for name in names}
            columns = {field.attname for field in kind.model._meta.concrete_fields}
            asked = {attribute_of(one) for one in kind.columns if one.name not in DAYS | gathered}
            assert asked | set(kind.fixed) | set(kind.gathered) <= columns, kind.slug

    def test_a_fact_is_found_to_be_of_its_kind(self, officer: Viewer, made_up: MadeUp) -> None:
        fact = tell_typed(officer, made_up.child("Dev"), "in-custody", first_day="2/11/2026")
        assert kind_of(fact) is KINDS["in-custody"]

    def test_what_was_told_is_typed_back_as_it_was(self, officer: Viewer, made_up: MadeUp) -> None:
        typed = {
            "exclusion": {"school": "High School (900001)", "kind": "SUSP", "first_day": "02/11/2026",
                          "last_day": "03/11/2026", "sessions": "4", "reason_1": "PP", "state": "upheld"},
            "timetable-session": {"provider": "Riverside Tuition (provider-3)", "weekday": "Tuesday",
                                  "starts": "09:30", "ends": "11:00", "online": "no"},
            "address": {"line": "1 High Street", "shielded": "yes", "first_day": "01/11/2026"},
        }  # fmt: skip
        for slug, answers in typed.items():
            fact = tell_typed(officer, made_up.child("Dev"), slug, **answers)
            back = typed_from(KINDS[slug], type(fact).objects.get(pk=fact.pk))
            assert {name: back[name] for name in answers} == answers

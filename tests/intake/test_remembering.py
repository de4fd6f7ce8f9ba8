"""What is said once of a sender's own headings and names, and what is read by it ever after."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from sightline.access.models import Account, RoleHeld
from sightline.access.viewer import viewer_for
from sightline.intake.contract import Kind
from sightline.intake.lookups import NamesOf, comparable_name
from sightline.intake.mending import say_names
from sightline.intake.models import RememberedHeadings, RememberedName
from sightline.intake.registry import feed_called
from sightline.intake.remembering import (
    ROW,
    WRONG,
    forget_headings,
    forget_name,
    headings_said,
    names_said,
    remember_headings,
    remember_names,
    remembered_headings,
    sheets_said,
    signature_of,
    unknown_names,
)
from sightline.intake.suggesting import Places, guess_columns, likeness
from sightline.record.models import Establishment, Exclusion, Locality, Placement, Provider, Source
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, excluded, on_roll, with_provider

REASON = "The school office said so."
HEADINGS = ("Where", "Learner", "Born")
MAPPING = {"where": "school", "learner": "full_name", "born": "date_of_birth"}


@pytest.fixture
def brook(officer) -> Source:
    return Source.objects.create(slug="brook-mis", title="Brook MIS", kind="school")


def school(urn: str) -> int:
    return Establishment.objects.get(urn=urn).pk


class TestNames:
    def test_a_remembered_school_is_read_in_the_next_file(self, take_rows, officer, brook):
        remember_names(officer, brook, [(Kind.SCHOOL, "SCH 7", school("990003"))], REASON)

        outcome = take_rows("exclusions", [excluded(ELIZABETH, School="sch  7")], source="Brook MIS")

        assert (outcome.taken, outcome.quarantined) == (1, 0)
        assert Exclusion.objects.get().establishment_id == school("990003")

    def test_a_remembered_provider_too(self, take_rows, officer, brook):
        barn = Provider.objects.get(key="the-barn")
        remember_names(officer, brook, [(Kind.PROVIDER, "Barn Ltd", barn.pk)], REASON)
        rows = [{**with_provider(ELIZABETH), "Provider ID": "Barn Ltd"}]

        take_rows("provider-roll", rows, source="Brook MIS")

        assert Placement.objects.get().provider == barn

    def test_it_is_this_senders_name_and_nobody_elses(self, take_rows, officer, brook):
        remember_names(officer, brook, [(Kind.SCHOOL, "SCH7", school("990003"))], REASON)

        outcome = take_rows("exclusions", [excluded(ELIZABETH, School="SCH7")], source="Ashfield MIS")

        assert outcome.quarantined == 1

    def test_saying_it_runs_the_rows_of_every_feed_again_that_wait_for_it(self, take_rows, officer):
        rows = [excluded(child, School="SCH7") for child in (ELIZABETH, TOMASZ)]
        take_rows("exclusions", [*rows, excluded(ZOE, School="SCH8")], source="Brook MIS")
        take_rows("school-roll", [on_roll(ZOE, School="sch7")], source="Brook MIS")
        take_rows("exclusions", [excluded(ZOE, School="SCH7")], source="Ashfield MIS")
        brook = Source.objects.get(slug="brook-mis")

        outcome = say_names(officer, brook, [(Kind.SCHOOL, "SCH7", school("990003"))], REASON)

        assert (outcome.taken, outcome.still_waiting) == (3, 0)
        assert [(name.source, name.sent, name.rows) for name in unknown_names(officer)] == [
            ("ashfield-mis", "SCH7", 1),
            ("brook-mis", "SCH8", 1),
        ]

    def test_said_anew_the_new_supersedes_the_old_and_both_stay(self, officer, brook):
        for urn in ("990003", "990004", "990004"):
            remember_names(officer, brook, [(Kind.SCHOOL, "SCH7", school(urn))], REASON)

        assert RememberedName.objects.get().establishment.urn == "990004"
        assert RememberedName.versions.count() == 2

    def test_one_name_may_be_a_school_and_a_provider(self, officer, brook):
        barn = Provider.objects.get(key="the-barn")
        names = [(Kind.SCHOOL, "Bridge", school("990004")), (Kind.PROVIDER, "Bridge", barn.pk)]
        remember_names(officer, brook, names, REASON)

        said = names_said(officer, "brook-mis")

        assert [(one.word, one.means, one.said_by) for one in said] == [
            ("school", "Bridge Centre", officer.account.name),
            ("provider", "The Barn", officer.account.name),
        ]

    def test_what_is_forgotten_is_asked_again_and_stays_in_the_record(self, take_rows, officer, brook):
        remember_names(officer, brook, [(Kind.SCHOOL, "SCH7", school("990003"))], REASON)
        [said] = names_said(officer, "brook-mis")

        assert forget_name(officer, said.number, "It was another school.")
        assert not forget_name(officer, said.number, "It was another school.")

        assert take_rows("exclusions", [excluded(ELIZABETH, School="SCH7")], source="Brook MIS").quarantined
        assert RememberedName.versions.get().superseded_by.reason == "It was another school."

    def test_the_database_refuses_to_rewrite_what_was_said(self, officer, brook):
        remember_names(officer, brook, [(Kind.SCHOOL, "SCH7", school("990003"))], REASON)
        with pytest.raises(DatabaseError), transaction.atomic():
            RememberedName.objects.update(sent="other")

    def test_only_who_may_take_files_says_it(self, officer, brook):
        account = Account.objects.create_account(email="key.worker@example.test", name="A key worker")
        RoleHeld.objects.create(
            account=account, role="key-worker", scope_kind="authority", granted_at=account.created_at
        )
        with pytest.raises(PermissionDenied):
            remember_names(viewer_for(account), brook, [(Kind.SCHOOL, "SCH7", 1)], REASON)

    def test_what_was_said_of_a_sender_counts_before_what_it_looks_like(self):
        names = NamesOf({"3001": 1, "A": 2}, {comparable_name("3001"): 9, "b": 3})
        assert (names["3001"], names["A"], names["B"]) == (9, 2, 3)
        assert "C" not in names
        assert set(names) == {"3001", "A", "b"} and len(names) == 3


class TestHeadings:
    def test_a_sheet_is_known_again_by_its_headings(self, officer, brook):
        feed = feed_called("exclusions")
        remember_headings(officer, brook, feed, HEADINGS, MAPPING, REASON)
        contents = [("a.csv", b"A title above\n\nWhere,Learner,Born,\n990003,x,y,\n")]

        assert remembered_headings(contents, feed, "Brook MIS") == MAPPING
        assert remembered_headings(contents, feed, "Somebody new") == MAPPING
        assert remembered_headings(contents, feed_called("part-time"), "Brook MIS") is None
        assert [(one.feed, one.source) for one in sheets_said(contents)] == [("exclusions", brook)]

    def test_other_headings_are_another_sheet(self, officer, brook):
        feed = feed_called("exclusions")
        remember_headings(officer, brook, feed, HEADINGS, MAPPING, REASON)
        assert remembered_headings([("a.csv", b"Learner,Where,Born\nx,y,z\n")], feed) is None

    def test_two_senders_who_mean_different_things_must_be_named(self, officer, brook):
        feed = feed_called("exclusions")
        other = Source.objects.create(slug="ashfield-mis", title="Ashfield MIS", kind="school")
        remember_headings(officer, brook, feed, HEADINGS, MAPPING, REASON)
        remember_headings(officer, other, feed, HEADINGS, {**MAPPING, "where": ""}, REASON)
        contents = [("a.csv", b"Where,Learner,Born\n990003,x,y\n")]

        assert remembered_headings(contents, feed) is None
        assert remembered_headings(contents, feed, "brook-mis") == MAPPING

    def test_said_anew_it_is_superseded_and_listed_once(self, officer, brook):
        feed = feed_called("exclusions")
        remember_headings(officer, brook, feed, HEADINGS, MAPPING, REASON)
        remember_headings(officer, brook, feed, HEADINGS, MAPPING, REASON)
        remember_headings(officer, brook, feed, HEADINGS, {**MAPPING, "where": ""}, REASON)

        [said] = headings_said(officer, "brook-mis")
        assert (said.feed_title, said.headings["where"]) == ("Suspensions and exclusions", "")
        assert RememberedHeadings.versions.count() == 2
        assert forget_headings(officer, said.number, "Another sheet.")
        assert not headings_said(officer, "brook-mis")

    @pytest.mark.parametrize("mapping", [{"where": "no_such"}, {"where": "school", "born": "school"}])
    def test_a_mapping_that_cannot_be_is_refused(self, officer, brook, mapping):
        with pytest.raises(ValueError, match="one heading"):
            remember_headings(officer, brook, feed_called("exclusions"), HEADINGS, mapping, REASON)

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            (("Where", "Born"), ("where ", "BORN", "", ""), True),
            (("Where", "Born"), ("Born", "Where"), False),
            (("Where", "", "Born"), ("Where", "Born"), False),
            (("Where", "Born"), ("Where", "Born", ROW, WRONG), True),
        ],
    )
    def test_capitals_and_blank_ends_do_not_tell_sheets_apart(self, one, other, same):
        assert (signature_of(one) == signature_of(other)) is same


class TestGuesses:
    @pytest.mark.parametrize(
        ("heading", "column"),
        [
            ("Date of birth", "date_of_birth"),
            ("DOB of pupil", "date_of_birth"),
            ("Pupil surname (legal)", "surname"),
            ("Frst day", "first_day"),
            ("School name or URN", "school"),
            ("Colour of the door", None),
            ("", None),
        ],
    )
    def test_a_heading_is_guessed_by_its_words_and_its_letters(self, heading, column):
        assert guess_columns([heading], feed_called("exclusions")).get(0) == column

    def test_each_column_is_guessed_once_and_for_the_likeliest(self):
        guessed = guess_columns(["Surname at birth", "Surname"], feed_called("exclusions"))
        assert guessed[1] == "surname"
        assert list(guessed.values()).count("surname") == 1

    def test_places_are_suggested_by_name_and_found_by_key_or_name(self, officer):
        places = Places()
        Locality.objects.create(key="south", name="South")

        assert [place.key for place in places.like(Kind.SCHOOL, "Ashfield")] == ["990002", "990001"]
        assert places.like(Kind.PROVIDER, "Barn")[0].key == "the-barn"
        assert places.called(Kind.SCHOOL, "990003").name == "Brook School"
        assert places.called(Kind.SCHOOL, "brook  school").key == "990003"
        assert places.called(Kind.LOCALITY, "SOUTH").key == "south"
        assert places.called(Kind.SCHOOL, "School") is None

    @given(st.text(max_size=20), st.text(max_size=20))
    def test_likeness_is_a_share_the_same_either_way_round_and_whole_for_the_same(self, one, other):
        assert 0 <= likeness(one, other) <= 1
        assert likeness(one, other) == likeness(other, one)
        assert likeness(one, one) == 1

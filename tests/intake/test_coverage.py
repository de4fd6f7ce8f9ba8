"""Who owes what, who has not told us, and what people say of senders: in a small made-up authority."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sightline.access.models import Change
from sightline.access.viewer import Viewer, viewer_for
from sightline.domain.periods import Period
from sightline.intake.coverage.frequency import HowOften
from sightline.intake.coverage.owed import feeds_owed
from sightline.intake.coverage.reading import (
    FeedStanding,
    SenderStanding,
    coverage,
    coverage_of,
    people_told_of,
)
from sightline.intake.coverage.saying import NotToBeSaid, as_usual, chased, expect, nil_return
from sightline.intake.coverage.standing import Silence
from sightline.intake.lookups import SUCCEEDED
from sightline.intake.models import Chase, Expectation, IntakeRun, NilReturn
from sightline.intake.registry import feeds
from sightline.record.door import add
from sightline.record.models import Delivery, Establishment, EstablishmentLink, Source
from tests.web.made_up_authority import MadeUp, make, somebody

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)
LAST_WEEK = Period(date(2026, 11, 16), date(2026, 11, 23))


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_TODAY", TODAY.isoformat())


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp) -> Viewer:
    return made_up.recorder.viewer


def came(made_up: MadeUp, feed: str, on: date, source: Source | None = None) -> None:
    """A file of ten rows that was taken; by default from the High School."""
    if source is None:
        school = made_up.recorder.school("High School")
        source, _ = Source.objects.get_or_create(
            slug="school-900001",
            defaults={"title": school.name, "kind": Source.Kind.SCHOOL, "establishment": school},
        )
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    with made_up.recorder.writing(received_at=at) as session:
        delivery = Delivery.objects.create(
            source=source,
            feed=feed,
            file_name="a file.csv",
            sha256=f"{feed}{on}"[:64],
            size=1,
            received_at=at,
            recorded_at=session.change.recorded_at,
            change=session.change,
        )
    IntakeRun.objects.create(delivery=delivery, state=IntakeRun.State.APPLIED, counts={"rows": 10})


def sender(viewer: Viewer, key: str = "900001", kind: str = "school") -> SenderStanding:
    found = coverage_of(viewer, kind, key, TODAY)
    assert found is not None
    return found


def feed_of(viewer: Viewer, feed: str, key: str = "900001", kind: str = "school") -> FeedStanding:
    return next(one for one in sender(viewer, key, kind).feeds if one.owed.feed == feed)


def test_every_feed_is_owed_by_somebody_with_a_source() -> None:
    owed = feeds_owed()
    assert set(owed) == set(feeds())
    assert all(one.source and one.confidence in {"high", "medium", "assumed"} for one in owed.values())
    assert all(one.grace == 0 for one in owed.values() if not one.how_often.has_periods)


def test_who_never_sent_has_never_sent_and_not_nothing(officer: Viewer) -> None:
    roll = feed_of(officer, "school-roll")
    assert roll.standing.silence is Silence.NEVER
    assert roll.standing.last_file is None


def test_a_file_answers_its_week_and_silence_after_it_is_late(made_up: MadeUp, officer: Viewer) -> None:
    came(made_up, "school-roll", date(2026, 11, 12))
    assert feed_of(officer, "school-roll").standing.silence is Silence.ANSWERED
    came(made_up, "part-time", date(2026, 7, 1))
    part_time = feed_of(officer, "part-time").standing
    assert part_time.silence is Silence.LATE
    assert part_time.last_file == date(2026, 7, 1)


def test_an_academy_goes_on_from_what_the_school_before_it_sent(made_up: MadeUp, officer: Viewer) -> None:
    came(made_up, "school-roll", date(2026, 11, 18))
    before = made_up.recorder.school("High School")
    academy = Establishment.objects.create(
        urn="900050", name="High Academy", group="mainstream", authority_code=before.authority_code
    )
    with made_up.recorder.writing() as session:
        link = EstablishmentLink(
            predecessor=before, successor=academy, kind=SUCCEEDED, since=date(2026, 9, 1)
        )
        add(session, [link])
    assert feed_of(officer, "school-roll", "900050").standing.silence is Silence.ANSWERED


def test_a_provider_owes_hours_while_children_are_with_it(officer: Viewer) -> None:
    assert {one.owed.feed for one in sender(officer, "provider-1", "provider").feeds} >= {"provider-hours"}
    assert coverage_of(officer, "provider", "provider-3", TODAY) is None, "nobody is with Riverside Tuition"


@pytest.mark.parametrize(
    ("role", "key", "shown"),
    [
        ("data-officer", "provider-1", True),
        ("key-worker", "provider-1", False),
        ("virtual-school", "provider-1", False),
        ("virtual-school", "provider-2", True),
    ],
)
def test_a_secure_unit_is_named_to_those_alone_who_may_know_of_it(
    made_up: MadeUp, role: str, key: str, shown: bool
) -> None:
    looking = viewer_for(somebody(role))
    assert (coverage_of(looking, "provider", key, TODAY) is not None) is shown


def test_a_service_whose_name_tells_of_custody_is_withheld_likewise(made_up: MadeUp, officer: Viewer) -> None:
    guarded = {"youth-justice", "police"} & set(feeds())
    for role, shown in (("data-officer", True), ("key-worker", False)):
        looking = viewer_for(somebody(role))
        owed = {feed.owed.feed for one in coverage(looking, TODAY).senders for feed in one.feeds}
        assert (guarded <= owed) if shown else not (guarded & owed)


@pytest.mark.parametrize("role", ["school", "provider", "partner", "family", "governor", "administrator"])
def test_coverage_is_for_the_authoritys_own_staff(made_up: MadeUp, role: str) -> None:
    with pytest.raises(PermissionDenied):
        coverage(viewer_for(somebody(role)), TODAY)


def test_a_nil_return_is_an_answer_taken_once(officer: Viewer) -> None:
    one = sender(officer)
    first = nil_return(officer, one, "school-roll", LAST_WEEK, told_by="The office", told_how="by phone")
    again = nil_return(officer, one, "school-roll", LAST_WEEK, told_by="The office", told_how="by phone")
    assert (first.said_before, again.said_before) == (False, True)
    assert NilReturn.objects.get().change.told_by == "The office"
    standing = feed_of(officer, "school-roll").standing
    assert (standing.silence, standing.nil_until) == (Silence.ANSWERED, date(2026, 11, 22))


def test_a_nil_return_says_when_rows_came_none_the_less(made_up: MadeUp, officer: Viewer) -> None:
    came(made_up, "school-roll", date(2026, 11, 18))
    said = nil_return(officer, sender(officer), "school-roll", LAST_WEEK, told_by="a", told_how="b")
    assert said.rows_that_came == 10


@pytest.mark.parametrize(
    "period",
    [
        Period(date(2026, 11, 24), date(2026, 11, 30)),
        Period(date(2026, 9, 1), date(2027, 9, 1)),
        Period(date(2026, 11, 16), date(2026, 12, 1)),
    ],
)
def test_a_nil_return_cannot_hide_silence_that_is_to_come(officer: Viewer, period: Period) -> None:
    with pytest.raises(NotToBeSaid):
        nil_return(officer, sender(officer), "school-roll", period, told_by="a", told_how="b")
    assert not NilReturn.objects.exists()


def test_the_period_that_is_running_can_be_answered(officer: Viewer) -> None:
    running = Period(TODAY, TODAY + timedelta(days=7))
    nil_return(officer, sender(officer), "school-roll", running, told_by="a", told_how="b")
    assert NilReturn.objects.count() == 1


def test_how_often_is_changed_for_one_sender_and_what_was_said_before_stays(officer: Viewer) -> None:
    one = sender(officer).sender
    expect(officer, one, "school-roll", HowOften.TERMLY, 14, "A small school with one clerk.")
    expect(officer, one, "school-roll", HowOften.MONTHLY, 7, "Agreed with the head.")
    expect(officer, one, "school-roll", HowOften.MONTHLY, 7, "Agreed with the head.")
    roll = feed_of(officer, "school-roll")
    assert (roll.how_often, roll.grace) == (HowOften.MONTHLY, 7)
    assert roll.agreed is not None
    assert (roll.agreed.reason, roll.agreed.by) == ("Agreed with the head.", officer.account.name)
    assert feed_of(officer, "school-roll", "900002").agreed is None
    assert [row.how_often for row in Expectation.versions.order_by("id")] == ["termly", "monthly"]
    assert as_usual(officer, one, "school-roll", "As everybody.")
    assert not as_usual(officer, one, "school-roll", "As everybody.")
    assert feed_of(officer, "school-roll").how_often is HowOften.WEEKLY


def test_a_collection_of_which_nothing_came_can_be_spoken_of(officer: Viewer) -> None:
    one = sender(officer, "authority-home-education", "team").sender
    expect(officer, one, "home-education", HowOften.NOT_ASKED, 0, "Kept by hand.")
    standing = feed_of(officer, "home-education", "authority-home-education", "team").standing
    assert standing.silence is Silence.NOT_ASKED


def test_being_asked_is_noted_with_who_and_when(officer: Viewer) -> None:
    one = sender(officer)
    chased(officer, one.sender, ["school-roll"], Chase.How.LETTER, TODAY - timedelta(days=3))
    chased(officer, one.sender, ["school-roll"], Chase.How.PHONE, TODAY - timedelta(days=5))
    asked = sender(officer).last_asked
    assert asked is not None
    assert (asked.on, asked.how, asked.by) == (TODAY - timedelta(days=3), "by letter", officer.account.name)


@pytest.mark.parametrize(
    ("names", "on"), [(["school-roll"], TODAY + timedelta(days=1)), ([], TODAY), (["provider-roll"], TODAY)]
)
def test_what_was_not_asked_is_not_noted(officer: Viewer, names: list[str], on: date) -> None:
    with pytest.raises(NotToBeSaid):
        chased(officer, sender(officer).sender, names, Chase.How.EMAIL, on)


def test_only_those_who_may_can_speak_of_senders(made_up: MadeUp, officer: Viewer) -> None:
    one, changes = sender(officer), Change.objects.count()
    inspector, worker = viewer_for(somebody("inspector")), viewer_for(somebody("key-worker"))
    with pytest.raises(PermissionDenied):
        chased(inspector, one.sender, ["school-roll"], Chase.How.EMAIL, TODAY)
    with pytest.raises(PermissionDenied):
        expect(worker, one.sender, "school-roll", HowOften.TERMLY, 0, "A reason.")
    with pytest.raises(PermissionDenied):
        nil_return(worker, one, "school-roll", LAST_WEEK, told_by="a", told_how="b")
    assert Change.objects.count() == changes


def test_what_was_said_of_a_sender_cannot_be_rewritten(officer: Viewer) -> None:
    nil_return(officer, sender(officer), "school-roll", LAST_WEEK, told_by="a", told_how="b")
    with pytest.raises(DatabaseError), transaction.atomic():
        NilReturn.objects.update(valid_to=date(2027, 1, 1))


def test_the_silent_come_first_and_are_counted(made_up: MadeUp, officer: Viewer) -> None:
    found = coverage(officer, TODAY)
    silent = [bool(one.silent) for one in found.senders]
    assert silent == sorted(silent, reverse=True)
    assert found.narrowed(late_only=True).senders == found.silent
    assert {one.sender.kind for one in found.narrowed(kind="school").senders} == {"school"}
    assert {one.sender.name for one in found.narrowed(locality="North team").senders} == {"High School"}


def test_queries_do_not_grow_with_senders(made_up: MadeUp, officer: Viewer) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            people_told_of(coverage(officer, TODAY).senders)
        return len(captured)

    before = queries()
    for number in range(20):
        made_up.recorder.school(f"School {number}", "mainstream")
        came(made_up, "part-time", date(2026, 10, 1) + timedelta(days=number))
    assert queries() == before <= 16

"""What is issued is kept for ever: the very bytes, who, when and why, for those alone who may see as much."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction

from sightline.access.models import AccessRecord, Account, Change, RoleHeld
from sightline.access.viewer import Viewer, viewer_for, viewing
from sightline.record.models import Installation
from sightline.reports import catalogue
from sightline.reports.catalogue import DayToCome, make
from sightline.reports.gaps import ReferenceWeek
from sightline.reports.gather import Gathered
from sightline.reports.issuing import NotAsIssued, issue, issued_reports, open_again
from sightline.reports.models import IssuedReport
from tests.reports.made_up import AS_AT, provision, subject

LISTED = (subject(provision("8"), child=1), subject(provision(None), child=2))
CHECKED = (subject(provision("25"), child=3),)


def someone(role: str, scope_kind: str = "authority", scope_key: str = "") -> Viewer:
    """A viewer with an account of their own."""
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    account = Account.objects.create_account(email=f"{role}-{scope_key}@example.test", name=f"A {role}")
    RoleHeld.objects.create(
        account=account, role=role, scope_kind=scope_kind, scope_key=scope_key, granted_at=moment
    )
    return viewer_for(account)


@pytest.fixture
def authority(db, monkeypatch: pytest.MonkeyPatch) -> None:
    """An authority with two children on the list and one to be checked, whoever asks."""
    Installation.objects.create(
        authority_code="999", name="Ambershire", created_at=datetime(2026, 9, 1, tzinfo=UTC)
    )
    made = Gathered(LISTED, CHECKED, ReferenceWeek(date(2026, 11, 16)), rules_version="2026.1")
    monkeypatch.setattr(catalogue, "gather", lambda *_, **__: made)


@pytest.fixture
def officer(authority: None) -> Viewer:
    """An officer who may issue reports of the whole authority."""
    return someone("operational-lead")


def test_an_issued_report_says_who_when_why_and_what(officer: Viewer) -> None:
    report = issue(officer, "inspection-list", file_format="csv", reason="For the inspection of 23 November")
    assert report.change.actor == officer.account
    assert (report.change.action, report.change.reason) == (
        "issue_reports",
        "For the inspection of 23 November",
    )
    assert (report.as_at, report.known_on, report.rows) == (AS_AT, AS_AT, 2)
    assert report.gaps[0] == "Hours offered are not known for 1 of 2 children (50%)."
    assert report.children == [1, 2, 3]
    assert report.sha256 == hashlib.sha256(report.content).hexdigest()
    assert report.file_name == "inspection-list-2026-11-23.csv"


def test_without_a_reason_the_change_says_what_was_issued(officer: Viewer) -> None:
    report = issue(officer, "tracking-sheet", file_format="json")
    assert report.change.reason == "Issue tracking-sheet as at 23 November 2026"


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods", "json"])
def test_opened_again_it_is_the_same_to_the_byte(officer: Viewer, file_format: str) -> None:
    issued = issue(officer, "inspection-list", file_format=file_format)
    again, content = open_again(officer, issued.pk)
    assert content == bytes(issued.content)
    assert again.sha256 == hashlib.sha256(content).hexdigest()


def test_the_same_question_twice_gives_the_same_tables_in_any_format(officer: Viewer) -> None:
    first = issue(officer, "inspection-list", file_format="csv")
    second = issue(officer, "inspection-list", file_format="xlsx")
    assert first.tables_sha256 == second.tables_sha256
    assert issue(officer, "tracking-sheet", file_format="csv").tables_sha256 != first.tables_sha256


def test_the_companion_of_a_csv_is_kept_with_it(officer: Viewer) -> None:
    report = issue(officer, "inspection-list", file_format="csv")
    assert report.gaps[0] in report.read_first
    assert "Issued by: A operational-lead (Operational lead), 23 November 2026 at " in report.read_first


def test_issuing_and_opening_again_are_both_in_the_access_log(officer: Viewer) -> None:
    with viewing(officer, "report inspection-list"):
        report = issue(officer, "inspection-list", file_format="csv")
    with viewing(officer, "issued report"):
        open_again(officer, report.pk)
    looked = AccessRecord.objects.filter(account=officer.account).order_by("id")
    assert [(record.purpose, record.children) for record in looked] == [
        ("report inspection-list", [1, 2, 3]),
        ("issued report", [1, 2, 3]),
    ]


@pytest.mark.parametrize(("role", "scope_kind"), [("governor", "figures"), ("member", "figures")])
def test_who_sees_figures_only_is_refused_and_nothing_is_written(
    authority: None, role: str, scope_kind: str
) -> None:
    viewer = someone(role, scope_kind)
    with pytest.raises(PermissionDenied):
        issue(viewer, "inspection-list", file_format="csv")
    with pytest.raises(PermissionDenied):
        make(viewer, "inspection-list")
    with pytest.raises(PermissionDenied):
        issued_reports(viewer)
    assert not Change.objects.exists()
    assert not IssuedReport.objects.exists()


def test_a_key_worker_may_look_at_the_list_and_not_issue_it(authority: None) -> None:
    key_worker = someone("key-worker", "locality", "north")
    assert make(key_worker, "inspection-list").table.children == 2
    with pytest.raises(PermissionDenied):
        issue(key_worker, "inspection-list", file_format="csv")


def test_a_role_that_sees_less_may_not_open_what_was_issued_with_more(officer: Viewer) -> None:
    report = issue(officer, "inspection-list", file_format="csv")
    virtual_school = someone("virtual-school")
    assert list(issued_reports(virtual_school)) == []
    with pytest.raises(PermissionDenied):
        open_again(virtual_school, report.pk)


def test_a_team_opens_its_own_reports_and_not_those_of_another_or_of_the_whole(officer: Viewer) -> None:
    north, south = someone("team-leader", "locality", "north"), someone("team-leader", "locality", "south")
    whole = issue(officer, "inspection-list", file_format="csv")
    of_north = issue(north, "inspection-list", file_format="csv")
    assert [report.pk for report in issued_reports(north)] == [of_north.pk]
    assert [report.pk for report in issued_reports(south)] == []
    assert [report.pk for report in issued_reports(officer)] == [of_north.pk, whole.pk]
    with pytest.raises(PermissionDenied):
        open_again(south, of_north.pk)


def test_somebody_with_two_teams_opens_the_reports_of_either(officer: Viewer) -> None:
    of_south = issue(someone("team-leader", "locality", "south"), "inspection-list", file_format="csv")
    both = someone("team-leader", "locality", "north south")
    of_both = issue(both, "inspection-list", file_format="csv")
    assert [report.pk for report in issued_reports(both)] == [of_both.pk, of_south.pk]
    with pytest.raises(PermissionDenied):
        open_again(viewer_for(of_south.change.actor), of_both.pk)


def test_an_inspector_opens_what_was_issued_for_the_inspection(officer: Viewer) -> None:
    report = issue(officer, "inspection-list", file_format="csv")
    inspector = someone("inspector")
    assert [item.pk for item in issued_reports(inspector)] == [report.pk]
    assert open_again(inspector, report.pk)[1] == bytes(report.content)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_issuedreport SET gaps = '[]'",
        "UPDATE reports_issuedreport SET sha256 = ''",
        "DELETE FROM reports_issuedreport",
    ],
)
def test_the_database_refuses_to_rewrite_what_was_issued(officer: Viewer, statement: str) -> None:
    issue(officer, "inspection-list", file_format="csv")
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert IssuedReport.objects.count() == 1


def test_bytes_that_no_longer_match_their_digest_are_not_given_out(officer: Viewer) -> None:
    sound = issue(officer, "inspection-list", file_format="csv")
    spoiled = IssuedReport.objects.get(pk=sound.pk)
    spoiled.pk, spoiled.content = None, b"something else"
    spoiled.save()
    with pytest.raises(NotAsIssued):
        open_again(officer, spoiled.pk)


@pytest.mark.parametrize("days", [{"as_at": date(2026, 11, 24)}, {"known_on": date(2026, 11, 24)}])
def test_a_day_to_come_is_refused(officer: Viewer, days: dict[str, date]) -> None:
    with pytest.raises(DayToCome):
        issue(officer, "inspection-list", file_format="csv", **days)


def test_an_unknown_report_or_format_leaves_nothing_behind(officer: Viewer) -> None:
    for name, file_format in (("nothing", "csv"), ("inspection-list", "docx")):
        with pytest.raises(KeyError):
            issue(officer, name, file_format=file_format)
    assert not IssuedReport.objects.exists()
    assert not Change.objects.exists()


def test_a_report_says_for_whom_it_was_made_and_lists_those_to_be_checked_apart(officer: Viewer) -> None:
    report = make(officer, "inspection-list")
    assert [(table.title, table.children) for table in report.tables] == [
        ("Inspection list", 2),
        ("To be checked", 1),
    ]
    assert dict(report.how_made)["Made for"] == "the whole authority, in the role “Operational lead”"
    assert dict(report.how_made)["Reference week"] == (
        "Monday 16 November 2026 to Friday 20 November 2026, the last complete school week"
    )
    assert (report.authority, report.rules_version) == ("Ambershire", "2026.1")


def test_without_an_authority_or_a_calendar_the_report_says_so(db, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "gather", lambda *_, **__: Gathered((), (), ReferenceWeek(None)))
    report = make(someone("team-leader", "locality", "north"), "tracking-sheet")
    assert report.authority == "Authority not known"
    assert dict(report.how_made)["Reference week"] == "none: no school calendar reaches back to one"
    assert (
        dict(report.how_made)["Made for"]
        == "the localities named (north), in the role “Locality team leader”"
    )

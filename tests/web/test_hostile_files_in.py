"""Every hostile file through the pages: refused in words, taken as far as it goes, and never a page that breaks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sightline.intake.models import ReceivedFile
from sightline.record.models import Child
from tests.intake.dropping import run_jobs
from tests.intake.hostile_files import CASES
from tests.intake.hostile_making import HELD_BACK, REFUSED, Case
from tests.web.made_up_authority import somebody
from tests.web.markup import check_markup

# What becomes of such a file is decided before a database is asked: one engine tells for both.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
State = ReceivedFile.State


@pytest.fixture
def officer(client: Client, settings) -> Client:
    settings.SIGHTLINE_DEMO = True
    client.force_login(somebody("data-officer"))
    return client


def drop_as(client: Client, case: Case) -> ReceivedFile:
    """Drop a case's files in and, where Sightline asks what they are, say so; the file as it stands then."""
    sent = [SimpleUploadedFile(name, content) for name, content in case.files()]
    page = client.post("/intake/", {"sent_files": sent, "received_on": "2026-11-23"}, follow=True)
    assert page.status_code == 200
    check_markup(page.content.decode())
    run_jobs()
    file = ReceivedFile.objects.latest("id")
    if file.state == State.ASKING:
        answer = {"feed": case.feed, "source_name": "", "received_on": "2026-11-23"}
        answered = client.post(f"/intake/files/{file.pk}/what-is-it/", answer, follow=True)
        assert answered.status_code == 200
        said = check_markup(answered.content.decode())
        run_jobs()
        file.refresh_from_db()
        if file.state == State.ASKING:
            # Refused as what it was said to be: the form stands again with the message, and nothing was taken.
            file.message = " ".join(said.xpath("//*[contains(@class, 'govuk-error-summary')]//text()"))
            file.state = State.REFUSED
    return file


@pytest.mark.gate
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_comes_in_as_it_does_on_the_command_line(case: Case, officer: Client) -> None:
    children = Child.objects.count()

    file = drop_as(officer, case)

    if case.outcome == REFUSED:
        assert file.state == State.REFUSED
        # What is plainly a file of another feed is taken for that, and refused as that.
        assert case.says in file.message if file.feed in ("", case.feed) else file.message
        assert Child.objects.count() == children
        return
    assert file.state == State.DONE, file.message
    assert file.run is not None
    assert file.run.counts["taken"] == case.rows
    assert bool(file.run.counts["quarantined"]) == (case.outcome == HELD_BACK)
    page = officer.get(f"/intake/files/{file.pk}/")
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    check_markup(page.content.decode())
    assert officer.get("/intake/waiting/").status_code == 200

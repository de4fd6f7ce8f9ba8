"""What the tests of mending share: an authority with two schools, a row that waits, a file that is asked about."""

import csv
import io
from typing import Any

from django.test import Client
from django.utils import timezone
from lxml import html

from sightline.access import clock
from sightline.access.viewer import Viewer, viewer_for
from sightline.intake.causes import causes
from sightline.intake.models import IntakeRun, ReceivedFile, StagedRow
from sightline.intake.receiving import Asked, drop
from sightline.record.models import Delivery, Establishment, Source
from tests.web.made_up_authority import make, somebody
from tests.web.markup import check_markup, words


def cause_of_waiting(viewer: Viewer) -> str:
    """The key of the one cause for which a row waits: a school that nobody knows."""
    source = Source.objects.create(slug="brook-mis", title="Brook MIS", kind="school")
    now = timezone.now()
    delivery = Delivery.objects.create(
        source=source,
        feed="exclusions",
        file_name="autumn.csv",
        sha256="1" * 64,
        size=1,
        received_at=now,
        recorded_at=now,
    )
    counts = {
        "rows": 1,
        "taken": 0,
        "unchanged": 0,
        "quarantined": 1,
        "gone": 0,
        "new_children": 0,
        "to_review": 0,
    }
    run = IntakeRun.objects.create(
        delivery=delivery, state=IntakeRun.State.APPLIED, headings=["School"], counts=counts
    )
    problem = {"column": "School", "value_class": "not a known school", "message": "Write the URN."}
    StagedRow.objects.create(
        run=run,
        row_number=2,
        state=StagedRow.State.QUARANTINED,
        values={"school": "SCH7"},
        cells=["SCH7"],
        problems=[{**problem, "held_back": True}],
    )
    [cause] = causes(viewer)
    return cause.key


def file_asked_about(viewer: Viewer) -> int:
    """The number of a dropped file that nobody can tell what it is."""
    batch = drop(viewer, [("odd.csv", b"This,that\nx,y\n")], Asked(clock.today()))
    return ReceivedFile.objects.get(batch=batch).pk


def file_taken(like: int) -> int:
    """The number of a dropped file that was taken: a copy of another, of which the roll of the High School came."""
    file = ReceivedFile.objects.get(pk=like)
    delivery = Delivery.objects.get(feed="school-roll")
    file.pk, file.state = None, ReceivedFile.State.DONE
    file.run = IntakeRun.objects.create(delivery=delivery, state=IntakeRun.State.REFUSED)
    file.save()
    return file.pk


def data_officer(settings: Any, client: Client) -> Viewer:
    """The data officer of the made-up authority, in which there are two more schools, signed in."""
    settings.SIGHTLINE_DEMO = True
    settings.SIGHTLINE_TODAY = "2026-11-23"
    make()
    for urn, name in (("990002", "Ashfield Academy"), ("990003", "Brook School")):
        Establishment.objects.create(urn=urn, authority_code="999", number=urn[2:], name=name, status="Open")
    account = somebody("data-officer", "Ada Birch")
    client.force_login(account)
    return viewer_for(account)


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """Rows by heading as a file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(heading for row in rows for heading in row)))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def page(client: Client, address: str, posted: dict | None = None) -> html.HtmlElement:
    """A page, wherever the address (or what was posted to it) leads."""
    response = client.get(address) if posted is None else client.post(address, posted, follow=True)
    assert response.status_code == 200
    return check_markup(response.content.decode())


def errors(shown: html.HtmlElement) -> list[str]:
    return [words(one) for one in shown.xpath("//ul[contains(@class, 'govuk-error-summary__list')]/li")]

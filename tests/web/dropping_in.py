"""Dropping files in as somebody at a browser does, for the tests of those pages."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from sightline.intake.models import ReceivedFile
from sightline.record.models import Establishment
from tests.intake.dropping import table
from tests.intake.rows import ELIZABETH, TOMASZ, on_roll
from tests.web.made_up_authority import MadeUp, make
from tests.web.markup import check_markup

ADDRESS = "/intake/"
ROLL = ("roll.csv", table(on_roll(ELIZABETH), on_roll(TOMASZ)))
FAULTY = ("faulty.csv", table(on_roll(ELIZABETH), on_roll({**TOMASZ, "Date of birth": "31/02/2014"})))
UNKNOWN = ("list.csv", b"When;Who\n2026-11-01;somebody\n")
LETTER = ("letter.pdf", b"%PDF-1.7 a letter")


def with_brook_school() -> MadeUp:
    """The made-up authority, with the school whose rolls are dropped in."""
    made = make()
    Establishment.objects.create(
        urn="990003",
        authority_code="999",
        number="4003",
        name="Brook School",
        group="mainstream",
        status="Open",
    )
    return made


def post(client: Client, *files: tuple[str, bytes], **fields: str) -> html.HtmlElement:
    """Drop files in, and the page that it leads to."""
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    values = {"received_on": "2026-11-23", "source_name": "", **fields}
    return shown(client.post(ADDRESS, {"sent_files": sent, **values}, follow=True))


def shown(response) -> html.HtmlElement:
    assert response.status_code == 200
    return check_markup(response.content.decode())


def look(client: Client, address: str) -> html.HtmlElement:
    return shown(client.get(address))


def last_file() -> ReceivedFile:
    return ReceivedFile.objects.latest("id")


def page_of(client: Client, file: ReceivedFile | None = None, rest: str = "") -> html.HtmlElement:
    return look(client, f"/intake/files/{(file or last_file()).pk}/{rest}")


def press(client: Client, button: str) -> html.HtmlElement:
    """Press the button of the last file's page that has these words."""
    page = page_of(client)
    [found] = page.xpath(f"//button[normalize-space()='{button}']")
    address = found.xpath("ancestor::form/@action")[0]
    return shown(client.post(address, {found.get("name"): found.get("value")}, follow=True))

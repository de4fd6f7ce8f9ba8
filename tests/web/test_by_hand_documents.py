"""Attaching a document in the browser, and having it out again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sightline.access.models import AccessRecord
from sightline.record.models import EvidenceDocument
from tests.intake.fake_scanner import HARMFUL, fake_scanner
from tests.web.by_hand import filled, page, problems, see, send, signed_in
from tests.web.made_up_authority import MadeUp, make
from tests.web.markup import words

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF"


@pytest.fixture
def made_up() -> MadeUp:
    return make()


@pytest.fixture
def officer(made_up: MadeUp, client: Client, settings) -> Client:
    settings.SIGHTLINE_VIRUS_SCANNER = ""
    signed_in(client)
    return client


def attach(client: Client, child: int, *, name: str = "letter of £5.pdf", content: bytes = PDF, **typed: str):
    answers = {"title": "Letter of the consultant", "field_class": "health", **typed}
    return send(client, f"/children/{child}/attach/", file=SimpleUploadedFile(name, content), **answers)


def address_of(document: EvidenceDocument) -> str:
    return reverse("staff:document", kwargs={"child_id": document.child_id, "fact": document.fact})


def test_it_says_what_may_be_attached(officer: Client, made_up: MadeUp) -> None:
    text = words(see(officer, f"/children/{made_up.child('Dev')}/attach/"))
    assert "At most 20 MB. One of: PDF, JPEG picture" in text


def test_a_document_goes_in_and_comes_out(officer: Client, made_up: MadeUp) -> None:
    answer = attach(officer, made_up.child("Dev"))
    assert "not scanned for viruses" in words(see(officer, answer.headers["Location"]))
    document = EvidenceDocument.objects.get()
    before = AccessRecord.objects.count()
    download = officer.get(address_of(document))
    assert download.content == PDF
    assert download.headers["Content-Type"] == "application/pdf"
    assert download.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''letter%20of")
    assert download.headers["X-Content-Type-Options"] == "nosniff"
    assert download.headers["Cache-Control"] == "private, no-store"
    latest = AccessRecord.objects.order_by("pk").last()
    assert AccessRecord.objects.count() == before + 1
    assert (latest.purpose, latest.children) == ("page staff:document", [document.child_id])


@pytest.mark.parametrize(
    ("typed", "content", "wrong"),
    [
        ({"title": ""}, PDF, {"title", "file"}),
        ({"field_class": ""}, PDF, {"field_class", "file"}),
        ({}, b"", {"file"}),
        ({}, b"MZ\x90\x00" + bytes(90), {"file"}),
    ],
)
def test_what_is_wrong_is_said_and_the_file_asked_for_again(
    officer: Client, made_up: MadeUp, typed: dict[str, str], content: bytes, wrong: set[str]
) -> None:
    refused = page(attach(officer, made_up.child("Dev"), content=content, **typed))
    assert set(problems(refused)) == wrong
    assert filled(refused)["title"] == typed.get("title", "Letter of the consultant")
    assert not EvidenceDocument.objects.exists()


def test_a_harmful_file_is_refused(officer: Client, made_up: MadeUp, settings) -> None:
    with fake_scanner() as settings.SIGHTLINE_VIRUS_SCANNER:
        refused = page(attach(officer, made_up.child("Dev"), content=PDF + HARMFUL))
    assert "found something harmful" in problems(refused)["file"]


def test_who_does_not_see_its_class_does_not_find_it(officer: Client, made_up: MadeUp) -> None:
    attach(officer, made_up.child("Dev"), field_class="criminal")
    document = EvidenceDocument.objects.get()
    other = Client()
    signed_in(other, "key-worker")
    assert other.get(address_of(document)).status_code == 404
    offered = see(other, f"/children/{made_up.child('Dev')}/attach/").xpath(
        "//input[@name='field_class']/@value"
    )
    assert "criminal" not in offered
    assert "health" in offered


def test_an_inspector_reads_it_and_attaches_nothing(officer: Client, made_up: MadeUp) -> None:
    attach(officer, made_up.child("Dev"))
    other = Client()
    signed_in(other, "inspector")
    assert other.get(address_of(EvidenceDocument.objects.get())).content == PDF
    assert other.get(f"/children/{made_up.child('Dev')}/attach/").status_code == 403


def test_a_document_of_another_child_is_withdrawn_and_then_given_to_nobody(
    officer: Client, made_up: MadeUp
) -> None:
    attach(officer, made_up.child("Dev"))
    document = EvidenceDocument.objects.get()
    history = reverse("staff:fact", kwargs={"child_id": document.child_id, "fact": document.fact})
    assert "Letter of the consultant" in words(see(officer, history))
    send(officer, f"{history}correct/", title="Letter of the nurse")
    assert EvidenceDocument.objects.get().title == "Letter of the nurse"
    assert officer.get(address_of(document)).content == PDF
    send(officer, f"{history}withdraw/")
    assert officer.get(address_of(document)).status_code == 404
    assert "Download" not in words(see(officer, history))

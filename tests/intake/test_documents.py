"""Documents: what may be attached is told by its content, scanned where a scanner is configured, and kept once."""

import hashlib
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer, viewer_for
from sightline.intake.by_hand.reading import NotRight
from sightline.intake.by_hand.sayer import Sayer
from sightline.intake.documents import LARGEST, Upload, attach, checked_type, content_of, plain_name
from sightline.intake.scanning import ScannerSilent, Verdict, scan
from sightline.record.models import DocumentContent, EvidenceDocument
from tests.intake.fake_scanner import HARMFUL, fake_scanner
from tests.web.made_up_authority import MadeUp, make, somebody

MOTHER = Sayer("the mother", "email")
PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(40)
WORD = "wordprocessingml.document"


def package(**parts: str) -> bytes:
    """An office document of these parts; `types` stands for the list of content types."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, text in parts.items():
            made.writestr({"types": "[Content_Types].xml"}.get(name, name), text)
    return content.getvalue()


def open_xml(main: str, **more: str) -> bytes:
    return package(
        types=f'<Override ContentType="application/vnd.openxmlformats-officedocument.{main}"/>', **more
    )


TAKEN = {
    "application/pdf": PDF,
    "image/png": PNG,
    "image/jpeg": JPEG,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": open_xml(f"{WORD}.main+xml"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": open_xml(
        "spreadsheetml.sheet.main+xml"
    ),
    "application/vnd.oasis.opendocument.text": package(mimetype="application/vnd.oasis.opendocument.text"),
    "application/vnd.oasis.opendocument.spreadsheet": package(
        mimetype="application/vnd.oasis.opendocument.spreadsheet"
    ),
    "text/plain": "She rang, and said: £5 a week.\r\n".encode(),
}
REFUSED = {
    "nothing": b"",
    "a program": b"MZ\x90\x00\x03\x00\x00\x00" + bytes(80),
    "a program of another kind": b"\x7fELF\x02\x01\x01" + bytes(80),
    "any packed file": package(letter="hello"),
    "a document with macros": open_xml(f"{WORD}.macroEnabled.main+xml"),
    "a document that hides macros": open_xml(f"{WORD}.main+xml", **{"word/vbaProject.bin": "code"}),
    "a text document with scripts": package(
        mimetype="application/vnd.oasis.opendocument.text", **{"Basic/Standard/Module.xml": "code"}
    ),
    "a package cut off": open_xml(f"{WORD}.main+xml")[:-30],
    "a picture that is one by name only": b"\x89PNG" + bytes(40),
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("media_type", TAKEN)
def test_what_a_document_is_is_told_by_its_content(media_type: str) -> None:
    assert checked_type(TAKEN[media_type]) == media_type


@pytest.mark.parametrize("what", REFUSED)
def test_what_may_not_be_attached_is_refused(what: str) -> None:
    with pytest.raises(NotRight) as refused:
        checked_type(REFUSED[what])
    assert list(refused.value.problems) == ["file"]


def test_a_document_has_a_largest_size() -> None:
    assert checked_type(PDF + bytes(LARGEST - len(PDF))) == "application/pdf"
    with pytest.raises(NotRight, match="cannot be recorded") as refused:
        checked_type(PDF + bytes(LARGEST))
    assert refused.value.problems == {"file": "The file is too large. It must be at most 20 MB."}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("letter.pdf", "letter.pdf"),
        ("C:\\Users\\ruth\\letter.pdf", "letter.pdf"),
        ("../../etc/letter.pdf", "letter.pdf"),
        ("letter\r\nSet-Cookie: x.pdf", "letterSet-Cookie: x.pdf"),
        ("..", ".."),
        ("\n", "document"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_name_is_a_name_and_nothing_more(name: str, plain: str) -> None:
    assert plain_name(name) == plain


class TestScanning:
    def test_nobody_is_asked_where_no_scanner_is_configured(self, settings) -> None:
        settings.SIGHTLINE_VIRUS_SCANNER = ""
        assert scan(HARMFUL) is Verdict.NOT_SCANNED

    @pytest.mark.parametrize(("content", "verdict"), [(b"x" * 5000 + HARMFUL, "infected"), (PDF, "clean")])
    def test_what_the_scanner_says_counts(self, settings, content: bytes, verdict: str) -> None:
        with fake_scanner() as settings.SIGHTLINE_VIRUS_SCANNER:
            assert scan(content) == verdict

    @pytest.mark.parametrize(
        "answer", [b"INSTREAM size limit exceeded. ERROR", b"stream: Can't allocate memory ERROR", b"what?"]
    )
    def test_an_answer_that_is_none_is_never_taken_for_clean(self, settings, answer: bytes) -> None:
        with fake_scanner(answer) as settings.SIGHTLINE_VIRUS_SCANNER, pytest.raises(ScannerSilent):
            scan(PDF)

    @pytest.mark.parametrize("where", ["127.0.0.1:1", "nonsense", "/nowhere/clamd.ctl"])
    def test_a_scanner_that_does_not_answer_is_silent(self, settings, where: str) -> None:
        settings.SIGHTLINE_VIRUS_SCANNER = where
        with pytest.raises(ScannerSilent):
            scan(PDF)


@pytest.mark.django_db
class TestAttaching:
    @pytest.fixture
    def made_up(self) -> MadeUp:
        return make()

    @pytest.fixture
    def officer(self, made_up: MadeUp, settings) -> Viewer:
        settings.SIGHTLINE_VIRUS_SCANNER = ""
        return viewer_for(somebody("data-officer"))

    def attach(
        self, viewer: Viewer, child: int, content: bytes = PDF, guarded: str = "health"
    ) -> EvidenceDocument:
        return attach(
            viewer,
            child,
            Upload("letter.pdf", content),
            title="Letter of the consultant",
            field_class=FieldClass(guarded),
            sayer=MOTHER,
        )

    def test_what_is_kept_is_what_came(self, officer: Viewer, made_up: MadeUp) -> None:
        document = self.attach(officer, made_up.child("Dev"))
        assert content_of(document) == PDF
        assert (document.sha256, document.size) == (hashlib.sha256(PDF).hexdigest(), len(PDF))
        assert (document.media_type, document.scanned) == ("application/pdf", "not scanned")

    def test_the_same_content_is_kept_once(self, officer: Viewer, made_up: MadeUp) -> None:
        for name in ("Dev", "Amara"):
            self.attach(officer, made_up.child(name))
        assert EvidenceDocument.objects.count() == 2
        [kept] = DocumentContent.objects.all()
        with pytest.raises(DatabaseError), transaction.atomic():
            DocumentContent.objects.filter(pk=kept.pk).update(content=b"another")

    def test_a_clean_document_says_so_and_a_harmful_one_leaves_nothing(
        self, officer: Viewer, made_up: MadeUp, settings
    ) -> None:
        with fake_scanner() as settings.SIGHTLINE_VIRUS_SCANNER:
            assert self.attach(officer, made_up.child("Dev")).scanned == "clean"
            with pytest.raises(NotRight) as refused:
                self.attach(officer, made_up.child("Dev"), PDF + HARMFUL)
        assert "found something harmful" in refused.value.problems["file"]
        assert DocumentContent.objects.count() == 1

    def test_without_an_answer_nothing_is_kept(self, officer: Viewer, made_up: MadeUp, settings) -> None:
        settings.SIGHTLINE_VIRUS_SCANNER = "127.0.0.1:1"
        with pytest.raises(NotRight) as refused:
            self.attach(officer, made_up.child("Dev"))
        assert "does not answer" in refused.value.problems["file"]
        assert not DocumentContent.objects.exists()

    def test_nobody_attaches_what_they_may_not_see(self, made_up: MadeUp) -> None:
        key_worker = viewer_for(somebody("key-worker"))
        with pytest.raises(PermissionDenied):
            self.attach(key_worker, made_up.child("Dev"), guarded="criminal")

    def test_nobody_attaches_to_a_child_out_of_scope(self, made_up: MadeUp) -> None:
        with pytest.raises(PermissionDenied):
            self.attach(viewer_for(somebody("key-worker")), made_up.child("Fay"))

    def test_an_inspector_attaches_nothing(self, made_up: MadeUp) -> None:
        with pytest.raises(PermissionDenied):
            self.attach(viewer_for(somebody("inspector")), made_up.child("Dev"))

"""Documents about a child: what may be attached is told by its content, and kept once under its digest.

The name that a file bears says nothing of what it is. What is kept is only ever given out again as a download, under
the type that was found, so that no browser runs it.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import puremagic
from django.core.exceptions import PermissionDenied

from sightline.access.door import writing
from sightline.access.policy import Action, FieldClass
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.intake.by_hand.classes import in_scope
from sightline.intake.by_hand.person import person_for
from sightline.intake.by_hand.reading import NotRight
from sightline.intake.by_hand.sayer import Sayer
from sightline.intake.scanning import ScannerSilent, Verdict, scan
from sightline.record import door
from sightline.record.models import DocumentContent, EvidenceDocument

LARGEST = 20 * 1024 * 1024
"""How many bytes a document may have: a scanned report of a hundred pages is about half of it."""

FILE = "file"
"""The question for the file itself, where a message belongs to it."""

_MOST_MEMBERS = 5_000
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPEN_TEXT = "application/vnd.oasis.opendocument.text"
_OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"

TAKEN: dict[str, str] = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG picture",
    "image/png": "PNG picture",
    _WORD: "Word document without macros (.docx)",
    _EXCEL: "Excel workbook without macros (.xlsx)",
    _OPEN_TEXT: "OpenDocument text (.odt)",
    _OPEN_SHEET: "OpenDocument spreadsheet (.ods)",
    "text/plain": "plain text",
}
"""The media types that may be attached, each with its name for people."""

_MAGIC_BYTES = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
}
_MAIN_PART = {
    b"wordprocessingml.document.main+xml": _WORD,
    b"spreadsheetml.sheet.main+xml": _EXCEL,
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody chose it: the name that it bears, and its content."""

    name: str
    content: bytes


def attach(
    viewer: Viewer, child: int, upload: Upload, *, title: str, field_class: FieldClass, sayer: Sayer
) -> EvidenceDocument:
    """Attach a document to a child's record, guarded as `field_class`.

    Raises NotRight for a file that is empty, too large, of a type that is not taken, infected, or that a configured
    scanner could not be asked about; PermissionDenied for a class that the viewer's role does not show, a viewer who
    may not record, or a child out of scope. Nothing is kept then.
    """
    viewer.require(Action.RECORD_FACTS)
    if not viewer.sees(field_class):
        raise PermissionDenied("Your role may not attach documents of this class.")
    if not in_scope(viewer, child):
        raise PermissionDenied("This child is outside the part of the authority that this role covers.")
    media_type = checked_type(upload.content)
    scanned = _scanned(upload.content)
    digest = hashlib.sha256(upload.content).hexdigest()
    with writing(
        viewer=viewer,
        action=Action.RECORD_FACTS,
        reason=sayer.why,
        received_at=sayer.received_at,
        told_by=sayer.told_by,
        told_how=sayer.told_how,
    ) as session:
        if not DocumentContent.objects.filter(sha256=digest).exists():
            DocumentContent.objects.create(sha256=digest, content=upload.content, change=session.change)
        person = person_for(session, child)
        [document] = door.add(
            session,
            [
                EvidenceDocument(
                    source_person=person,
                    child_id=person.child_id,
                    title=title,
                    file_name=plain_name(upload.name),
                    field_class=field_class.value,
                    sha256=digest,
                    media_type=media_type,
                    size=len(upload.content),
                    scanned=scanned,
                    valid_from=london_date(session.received_at),
                )
            ],
        )
    return document


def content_of(document: EvidenceDocument) -> bytes:
    """What stands in a document. Raises DocumentContent.DoesNotExist when its content was never kept."""
    return bytes(DocumentContent.objects.get(sha256=document.sha256).content)


def checked_type(content: bytes) -> str:
    """The media type of a content that may be attached, by what stands in it. Raises NotRight for any other."""
    if not content:
        raise NotRight({FILE: "The file is empty."})
    if len(content) > LARGEST:
        raise NotRight({FILE: too_large_words()})
    found = _by_magic(content) or _in_package(content) or _as_text(content)
    if found is None:
        kinds = ", ".join(TAKEN.values())
        raise NotRight({FILE: f"A file of this type cannot be attached. What can be: {kinds}."})
    return found


def too_large_words() -> str:
    """What is said of a file that is too large."""
    return f"The file is too large. It must be at most {LARGEST // 1024 // 1024} MB."


def plain_name(name: str) -> str:
    """The name of a file without any folder, and without what cannot be printed; “document” where nothing is left."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:200].strip() or "document"


def _scanned(content: bytes) -> str:
    try:
        verdict = scan(content)
    except ScannerSilent as fault:
        message = (
            "The virus scanner does not answer, so the document was not kept. Try again in a while, or tell whoever "
            "runs Sightline."
        )
        raise NotRight({FILE: message}) from fault
    if verdict is Verdict.INFECTED:
        raise NotRight(
            {
                FILE: "The virus scanner found something harmful in this file. It was not kept. Tell your IT service."
            }
        )
    if verdict is Verdict.CLEAN:
        return EvidenceDocument.Scanned.CLEAN.value
    return EvidenceDocument.Scanned.NOT_SCANNED.value


def _by_magic(content: bytes) -> str | None:
    """A picture or a PDF, by its first bytes; the guesses of a library count only where those bear them out."""
    try:
        guesses = {one.mime_type for one in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return None
    for media_type, beginnings in _MAGIC_BYTES.items():
        if media_type in guesses and content.startswith(beginnings):
            return media_type
    return None


def _in_package(content: bytes) -> str | None:
    """An office document, by the parts of its package: one with macros, or with anything to run, is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = package.namelist()
            if len(names) > _MOST_MEMBERS or any(_runs(name) for name in names):
                return None
            if "mimetype" in names:
                stated = _beginning(package, "mimetype").decode("ascii", "replace").strip()
                return stated if stated in (_OPEN_TEXT, _OPEN_SHEET) else None
            if "[Content_Types].xml" in names:
                types = _beginning(package, "[Content_Types].xml")
                if b"macroEnabled" in types:
                    return None
                return next((kind for part, kind in _MAIN_PART.items() if part in types), None)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return None
    return None


def _beginning(package: zipfile.ZipFile, name: str) -> bytes:
    """The first of a part of a package: never more than a bounded piece of it is unpacked."""
    with package.open(name) as part:
        return part.read(200_000)


def _runs(name: str) -> bool:
    """Whether a part of an office document is made to be run, by its name."""
    low = name.casefold()
    return "vbaproject" in low or low.startswith(("basic/", "scripts/")) or low.endswith(".exe")


def _as_text(content: bytes) -> str | None:
    """Plain text: what decodes as such and holds no control characters but those of lines and tabs."""
    for encoding in ("utf-8-sig", "utf-16"):
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(letter >= " " or letter in "\t\r\n\f" for letter in text):
            return "text/plain"
    return None

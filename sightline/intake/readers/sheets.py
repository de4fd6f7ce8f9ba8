"""From what was sent to sheets of text: delimited text, workbooks, XML, and packs of them."""

from collections.abc import Sequence
from functools import partial

from sightline.intake.contract import Sheet
from sightline.intake.readers.content import Content, content_of
from sightline.intake.readers.delimited import Delimited, Preference, delimiter_of
from sightline.intake.readers.encodings import decode
from sightline.intake.readers.packed import Packed, unpack_single
from sightline.intake.readers.unreadable import Unreadable
from sightline.intake.readers.workbook import Workbook, is_workbook
from sightline.intake.readers.xml_document import XmlDocument, document_of

# What packing programs add to a pack of their own accord.
_NOBODYS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def sheets_of(
    contents: Sequence[tuple[str, bytes]], preference: Preference | None = None
) -> list[Sheet | XmlDocument]:
    """Every table in files given as (name, content): one for delimited text, one for each sheet of a workbook (hidden
    ones too), those of each file in a zip; and every XML document, which becomes tables by its feed.

    `preference` says how much the first records of a text are worth when they are parted at one delimiter: by it a
    feed that is known helps to choose. Raises Unreadable, with the file's name where there are several.
    """
    found: list[Sheet | XmlDocument] = []
    for name, content in contents:
        with_name = len(contents) > 1
        try:
            found += _in_file(name, content, preference)
        except Unreadable as fault:
            raise Unreadable(f"{name}: {fault}" if with_name else str(fault)) from fault
    return found


def _in_file(name: str, content: bytes, preference: Preference | None) -> list[Sheet | XmlDocument]:
    kind = content_of(content)
    if kind is Content.GZIP:
        content = unpack_single(content)
        kind = content_of(content)
        if kind in (Content.GZIP, Content.PACKED):
            raise Unreadable(
                "A packed file is packed again in here. Unpack it once, and send what is inside."
            )
    if kind is Content.PACKED:
        packed = Packed(content)
        if is_workbook(packed):
            return [*_in_workbook(name, Workbook(content, packed))]
        return _in_zip(name, packed, preference)
    if kind is Content.XML:
        return [document_of(name, content)]
    return [_of_text(name, "", content, preference)]


def _in_workbook(name: str, book: Workbook) -> list[Sheet]:
    sheets = [Sheet(name, sheet, True, partial(book.rows, sheet)) for sheet in book.sheets]
    if not sheets:
        raise Unreadable("The workbook has no sheet.")
    return sheets


def _of_text(file: str, name: str, content: bytes, preference: Preference | None) -> Sheet:
    decoded = decode(content)
    table = Delimited(decoded, delimiter_of(decoded.text, preference))
    return Sheet(file, name, False, table.records, table.marks)


def _in_zip(name: str, packed: Packed, preference: Preference | None) -> list[Sheet | XmlDocument]:
    """The tables of each file in a zip, the file's name before the sheet's."""
    members = [member for member in packed.names if not _is_nobodys(member)]
    if not members:
        raise Unreadable("This zip holds no file.")
    found: list[Sheet | XmlDocument] = []
    for member in members:
        try:
            found += _of_member(name, member, packed.read(member), preference)
        except Unreadable as fault:
            raise Unreadable(f"{member}, packed in here: {fault}") from fault
    return found


def _of_member(
    file: str, member: str, content: bytes, preference: Preference | None
) -> list[Sheet | XmlDocument]:
    kind = content_of(content)
    if kind is Content.TEXT:
        return [_of_text(file, member, content, preference)]
    if kind is Content.XML:
        return [document_of(f"{file}, {member}", content)]
    if kind is Content.PACKED and is_workbook(packed := Packed(content)):
        sheets = _in_workbook(file, Workbook(content, packed))
        return [Sheet(file, f"{member}, {sheet.name}", True, sheet.read) for sheet in sheets]
    raise Unreadable("It is packed once more. Pack the tables themselves, once.")


def _is_nobodys(member: str) -> bool:
    return member.startswith(_NOBODYS[0]) or member.rsplit("/", 1)[-1] in _NOBODYS[1:]

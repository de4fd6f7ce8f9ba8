"""What a file is, told by how its content begins and never by its name."""

import re
from enum import StrEnum

from sightline.intake.readers.limits import LARGEST_FILE
from sightline.intake.readers.unreadable import Unreadable


class Content(StrEnum):
    """What can be read."""

    TEXT = "delimited text"
    PACKED = "a zip or a workbook"
    GZIP = "a single packed file"
    XML = "an XML document"


_PACKED, _GZIP, _OLD_CONTAINER = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")

# What other files begin with, and what they are. Letters are compared whatever their size.
_SOMETHING_ELSE = (
    (b"%pdf", "a PDF"),
    (b"{\\rtf", "a text document"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<table", "a web page"),
    (b"<script", "a web page"),
    (b"\x89png", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"gif8", "a picture"),
    (b"ii*\x00", "a picture"),
    (b"mm\x00*", "a picture"),
    (b"mz\x90", "a program"),
    (b"\x7felf", "a program"),
    (b"#!/", "a program"),
    (b"sqlite format 3", "a database"),
    (b"7z\xbc\xaf\x27\x1c", "a file packed by 7-Zip"),
    (b"rar!", "a file packed by RAR"),
    (b"bzh", "a file packed by bzip2"),
    (b"\xfd7zxz", "a file packed by xz"),
    (b"pk\x05\x06", "a zip with nothing in it"),
    (b"begin:vcard", "an address card"),
    (b"from: ", "an e-mail"),
    (b"received: ", "an e-mail"),
    (b"mime-version:", "an e-mail"),
)
_MARK = b"\xef\xbb\xbf"
_JSON = re.compile(rb'\{\s*["}]|\[\s*[\[{"\d\]]')


def content_of(content: bytes) -> Content:
    """What a file is. Unreadable, saying what it is instead, for all that is no table."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(
            f"The file has more than {LARGEST_FILE // 1_000_000} million bytes, which is too large to read at once. "
            "Send it in parts."
        )
    start = content[:4096].removeprefix(_MARK).lstrip()
    if not start and not content.removeprefix(_MARK).strip():
        raise Unreadable("The file is empty.")
    if start.startswith(_PACKED):
        return Content.PACKED
    if start.startswith(_GZIP):
        return Content.GZIP
    if start.startswith(_OLD_CONTAINER[:4]):
        raise Unreadable(_old_container(content))
    small = start.lower()
    for beginning, what in _SOMETHING_ELSE:
        if small.startswith(beginning):
            raise Unreadable(f"This is {what}, not a table. Send CSV, XLSX, ODS, XML or a zip of them.")
    if _JSON.match(start):
        raise Unreadable("This is JSON, not a table. Send CSV, XLSX, ODS, XML or a zip of them.")
    if _begins_as_xml(start):
        return Content.XML
    return Content.TEXT


def _begins_as_xml(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<")):
        return True
    return start.startswith((b"<?xml", b"<!DOCTYPE", b"<!--")) or (start[:1] == b"<" and start[1:2].isalpha())


def _old_container(content: bytes) -> str:
    if _PASSWORD in content:
        return (
            "This workbook has a password, so nobody here can read it. "
            "Save it without one, and send it by a safe way."
        )
    return (
        "This is a workbook of the old kind (.xls), a text document or an e-mail, or a workbook with a password. "
        "Save it as XLSX without a password, or as CSV."
    )

"""Text from bytes: which encoding, and which lines hold two."""

import codecs
from dataclasses import dataclass

from sightline.intake.readers.unreadable import Unreadable

_LOOK_AT = 4096
_FEW = 0.01
_NO_TEXT = "This is not a text file or a workbook. Send CSV, XLSX, ODS, XML or a zip of them."


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and its lines (counted from 0, by line feeds) that held bytes of another encoding or no text at all."""

    text: str
    mixed: frozenset[int] = frozenset()
    nothing: frozenset[int] = frozenset()


def decode(content: bytes) -> Decoded:
    """The text of a file: by its byte-order mark, else UTF-16 if every other byte is empty, else UTF-8, else
    Windows-1252, else UTF-8 with Windows-1252 where it breaks. Raises Unreadable for what is no text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_strict(content, "utf-16"))
    if encoding := _utf16_without_mark(content[:_LOOK_AT]):
        return Decoded(_strict(content, encoding))
    nothing = content.count(b"\x00")
    if nothing > len(content) * _FEW:
        raise Unreadable(_NO_TEXT)
    empty = _lines_with(content, b"\x00") if nothing else frozenset()
    try:
        return Decoded(content.decode("utf-8-sig"), nothing=empty)
    except UnicodeDecodeError:
        pass
    if content.startswith(codecs.BOM_UTF8) or _holds_utf8(content):
        return _mixed(content.removeprefix(codecs.BOM_UTF8), empty)
    return Decoded(_windows(content), nothing=empty)


def _windows(content: bytes) -> str:
    """Windows-1252, and of the five bytes that it does not know, the characters of Latin-1."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Unreadable(
            "The file begins as Unicode text and does not go on as it. Save it as CSV again."
        ) from fault


def _utf16_without_mark(start: bytes) -> str:
    """UTF-16 with no mark: nearly all of one half of the bytes are empty and nearly none of the other."""
    even, odd = start[0::2], start[1::2]
    if len(odd) < 4:
        return ""
    empty_even, empty_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if empty_odd > 0.8 and empty_even < 0.1:
        return "utf-16-le"
    if empty_even > 0.8 and empty_odd < 0.1:
        return "utf-16-be"
    return ""


def _holds_utf8(content: bytes) -> bool:
    """Whether some characters beyond the first 128 are written as UTF-8 writes them."""
    return any(ord(character) > 127 for character in content.decode("utf-8", errors="ignore"))


def _mixed(content: bytes, nothing: frozenset[int]) -> Decoded:
    """Line by line: UTF-8, and where a line is none, Windows-1252 for the bytes that break it."""
    lines, mixed = [], set()
    for number, line in enumerate(content.split(b"\n")):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            mixed.add(number)
            lines.append(line.decode("utf-8", errors=_WINDOWS_WHERE_BROKEN))
    return Decoded("\n".join(lines), frozenset(mixed), nothing)


def _one_byte(fault: UnicodeError) -> tuple[str, int]:
    """Reads the one byte at which UTF-8 breaks as Windows-1252."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    return _windows(fault.object[fault.start : fault.start + 1]), fault.start + 1


_WINDOWS_WHERE_BROKEN = "sightline-windows-where-broken"
codecs.register_error(_WINDOWS_WHERE_BROKEN, _one_byte)


def _lines_with(content: bytes, byte: bytes) -> frozenset[int]:
    return frozenset(number for number, line in enumerate(content.split(b"\n")) if byte in line)

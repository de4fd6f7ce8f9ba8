"""Packed files (zip, gzip), unpacked in pieces under bounds, so that nothing is inflated beyond them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from sightline.intake.readers.limits import (
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    MOST_TIMES_LARGER,
    RATIO_COUNTS_FROM,
)
from sightline.intake.readers.unreadable import Unreadable

_PIECE = 1 << 18
_LOCAL_HEADER = struct.Struct("<26xHH")
_ENCRYPTED = 0x1
_DAMAGED = "This packed file is damaged or was cut short. Send it again from the program that it comes from."
_TOO_LARGE = (
    f"What is packed here comes to more than {LARGEST_UNPACKED // 1_000_000} million bytes, or to more than "
    f"{MOST_TIMES_LARGER} times its packed size. No table does. Send the rows as CSV, in parts."
)


class Packed:
    """An open zip: its members by name, in their order, each read in bounded pieces.

    What the directory of the zip says of sizes is not believed: what is really inflated is counted, over all members.
    """

    def __init__(self, content: bytes) -> None:
        """Open a zip. Unreadable when it is damaged, has a password, too many members, or names that lead elsewhere."""
        self._content = content
        self._inflated: dict[str, int] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                every = packed.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as fault:
            raise Unreadable(_DAMAGED) from fault
        if len(every) > MOST_MEMBERS:
            raise Unreadable(
                f"This packed file holds more than {MOST_MEMBERS} files. Send the tables by themselves."
            )
        self._members = {member.filename: member for member in every if not member.is_dir()}
        if len(self._members) < sum(not member.is_dir() for member in every):
            raise Unreadable("Two files of the same name are packed here. Send each once.")
        for member in self._members.values():
            _refuse_strange(member)
        _refuse_beyond(sum(member.file_size for member in every), len(content))

    @property
    def names(self) -> list[str]:
        """The names of all members, folders left out."""
        return list(self._members)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A member's content in pieces. Unreadable as soon as the bounds are passed, or when it is damaged."""
        member = self._members[name]
        inflated = crc = 0
        for piece in _inflate(self._packed(member), member.compress_type):
            inflated += len(piece)
            crc = zlib.crc32(piece, crc)
            self._inflated[name] = inflated
            _refuse_beyond(sum(self._inflated.values()), len(self._content))
            yield piece
        if inflated != member.file_size or crc != member.CRC:
            raise Unreadable(_DAMAGED)

    def read(self, name: str) -> bytes:
        """A member's whole content."""
        return b"".join(self.pieces(name))

    def _packed(self, member: zipfile.ZipInfo) -> memoryview:
        header = self._content[member.header_offset : member.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise Unreadable(_DAMAGED)
        name_length, extra_length = _LOCAL_HEADER.unpack(header)
        begins = member.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        return memoryview(self._content)[begins : begins + member.compress_size]


def unpack_single(content: bytes) -> bytes:
    """The one file in a gzip. Unreadable when it is damaged, cut short, or larger than the bounds allow."""
    inflated = bytearray()
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for piece in _through(unpacking, memoryview(content)):
            inflated += piece
            _refuse_beyond(len(inflated), len(content))
    except zlib.error as fault:
        raise Unreadable(_DAMAGED) from fault
    if not unpacking.eof:
        raise Unreadable(_DAMAGED)
    return bytes(inflated)


def _refuse_strange(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable(
            "This packed file has a password, so nobody here can read it. Send it without one, by a safe way."
        )
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("This file is packed in an unusual way. Pack it as a plain zip, or send the tables.")
    if name.startswith(("/", "\\")) or name[1:2] == ":" or ".." in name.replace("\\", "/").split("/"):
        raise Unreadable("A file packed here has a name that leads to another folder. Pack the tables again.")


def _refuse_beyond(inflated: int, packed: int) -> None:
    beyond_ratio = inflated > RATIO_COUNTS_FROM and inflated > packed * MOST_TIMES_LARGER
    if inflated > LARGEST_UNPACKED or beyond_ratio:
        raise Unreadable(_TOO_LARGE)


def _inflate(packed: memoryview, how: int) -> Iterator[bytes]:
    if how == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _PIECE):
            yield bytes(packed[start : start + _PIECE])
        return
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        yield from _through(unpacking, packed)
    except zlib.error as fault:
        raise Unreadable(_DAMAGED) from fault
    if not unpacking.eof:
        raise Unreadable(_DAMAGED)


def _through(unpacking: "zlib._Decompress", packed: memoryview) -> Iterator[bytes]:
    """What comes out piece by piece, never more than a piece at a time."""
    for start in range(0, len(packed), _PIECE):
        waiting: bytes | memoryview = packed[start : start + _PIECE]
        while len(waiting) and not unpacking.eof:
            yield unpacking.decompress(waiting, _PIECE)
            waiting = unpacking.unconsumed_tail
    while not unpacking.eof and (rest := unpacking.decompress(b"", _PIECE)):
        yield rest

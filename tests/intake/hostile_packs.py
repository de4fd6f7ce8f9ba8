"""Hostile packed files."""

import io
import zipfile
import zlib

from tests.intake.hostile_making import (
    GOOD,
    HELD_BACK,
    OTHER,
    REFUSED,
    TAKEN,
    Case,
    gzipped,
    later,
    lying,
    table,
    with_cell,
    with_flag,
    zipped,
)
from tests.intake.hostile_workbooks import corner


def _bomb() -> bytes:
    return zipped(("list.csv", table(GOOD).encode() + b",,,,\n" * 12_000_000))


def _many_bombs() -> bytes:
    """Many members that each stay below the bounds, and together do not."""
    return zipped(*((f"list-{number}.csv", bytes(2_000_000)) for number in range(300)))


def _overlapping() -> bytes:
    """A zip whose directory names the same packed bytes three hundred times over."""
    packed = zipped(("a.csv", b"0" * 2_000_000))
    with zipfile.ZipFile(io.BytesIO(packed)) as opened:
        begins = opened.start_dir
    entry = packed[begins : packed.rfind(b"PK\x05\x06")]
    names = [f"{number:05}" for number in range(300)]
    directory = b"".join(entry.replace(b"a.csv", name.encode()) for name in names)
    count = len(names).to_bytes(2, "little")
    end = b"PK\x05\x06" + bytes(4) + count + count + len(directory).to_bytes(4, "little")
    return packed[:begins] + directory + end + begins.to_bytes(4, "little") + bytes(2)


def _wrong_sum() -> bytes:
    packed = bytearray(zipped(("list.csv", table(GOOD)), how=zipfile.ZIP_STORED))
    packed[packed.find(b"Ashdown")] ^= 1
    return bytes(packed)


def _gzip_bomb() -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join(packing.compress(bytes(1_000_000)) for _ in range(600)) + packing.flush()


def _named(name: str) -> bytes:
    return zipped((name, table(GOOD)))


_STRANGE_NAMES = (
    "../list.csv",
    "/etc/list.csv",
    "a/../../list.csv",
    "C:/list.csv",
    "..\\list.csv",
    "\\\\server\\list.csv",
)

PACKS = [
    Case("a zip bomb", later(_bomb, "list.zip"), REFUSED, "No table does"),
    Case("many small bombs", later(_many_bombs, "list.zip"), REFUSED, "No table does"),
    Case("one bomb under many names", later(_overlapping, "list.zip"), REFUSED, ""),
    Case("a gzip bomb", later(_gzip_bomb, "list.gz"), REFUSED, "No table does"),
    Case(
        "a bomb in a workbook in a zip",
        later(lambda: zipped(("a.xlsx", corner())), "a.zip"),
        REFUSED,
        "10 million",
    ),
    Case(
        "a zip in a zip",
        later(lambda: zipped(("b.zip", zipped(("list.csv", table(GOOD)))))),
        REFUSED,
        "packed once more",
    ),
    Case(
        "a gzip in a zip",
        later(lambda: zipped(("b.gz", gzipped(table(GOOD).encode())))),
        REFUSED,
        "packed once more",
    ),
    Case("a gzip in a gzip", later(lambda: gzipped(gzipped(table(GOOD).encode()))), REFUSED, "packed again"),
    Case(
        "a zip of 1,001 files",
        later(lambda: zipped(*((f"{n}.csv", "a,b") for n in range(1001)))),
        REFUSED,
        "1000 files",
    ),
    *(
        Case(f"a packed name: {name}", later(lambda name=name: _named(name)), REFUSED, "another folder")
        for name in _STRANGE_NAMES
    ),
    Case(
        "a zip with a password",
        later(lambda: with_flag(zipped(("list.csv", table(GOOD))), 1)),
        REFUSED,
        "has a password",
    ),
    Case(
        "a zip that says it is smaller",
        later(lambda: lying(zipped(("list.csv", table(GOOD, OTHER))), 10)),
        REFUSED,
        "damaged",
    ),
    Case(
        "a zip that says it is larger",
        later(lambda: lying(zipped(("list.csv", table(GOOD))), 4_000_000_000)),
        REFUSED,
        "No table does",
    ),
    Case("a zip whose sum is wrong", later(_wrong_sum), REFUSED, "damaged"),
    Case("a zip cut short", later(lambda: zipped(("list.csv", table(GOOD)))[:-40]), REFUSED, "damaged"),
    Case("an empty zip", later(lambda: zipped()), REFUSED, "nothing in it"),
    Case(
        "a zip packed in an unusual way",
        later(lambda: zipped(("a.csv", table(GOOD)), how=zipfile.ZIP_LZMA)),
        REFUSED,
        "unusual way",
    ),
    Case(
        "a zip with a PDF",
        later(lambda: zipped(("list.csv", table(GOOD)), ("note.pdf", "%PDF-1.7"))),
        REFUSED,
        "note.pdf",
    ),
    Case(
        "a zip of a list and a Mac's own files",
        later(lambda: zipped(("list.csv", table(GOOD)), ("__MACOSX/._list.csv", b"\x00\x05"))),
        TAKEN,
        rows=1,
    ),
    Case("a gzip", later(lambda: gzipped(table(GOOD, OTHER).encode()), "list.csv.gz"), TAKEN, rows=2),
    Case(
        "a gzip cut short",
        later(lambda: gzipped(table(GOOD, OTHER).encode())[:-12], "list.csv.gz"),
        REFUSED,
        "cut short",
    ),
    Case(
        "a gzip whose sum is wrong",
        later(lambda: gzipped(table(GOOD).encode())[:-8] + bytes(8)),
        REFUSED,
        "cut short",
    ),
    Case(
        "two lists in a zip",
        later(lambda: zipped(("a.csv", table(GOOD)), ("b.csv", table(OTHER)))),
        TAKEN,
        rows=2,
    ),
    Case(
        "a fault in the second of two",
        later(lambda: zipped(("a.csv", table(GOOD)), ("b.csv", with_cell(3, "31/02/2013")))),
        HELD_BACK,
        "a date that does not exist",
    ),
]

"""A hundred hostile files and more, each with what must come of it. `CASES` is run through the services, the command
line and the browser."""

import codecs
import csv
import json
from pathlib import Path

from tests.intake.hostile_making import (
    GOOD,
    HEADINGS,
    HELD_BACK,
    OTHER,
    REFUSED,
    TAKEN,
    Case,
    later,
    old_container,
    one,
    table,
    text,
    with_cell,
)
from tests.intake.hostile_packs import PACKS
from tests.intake.hostile_workbooks import WORKBOOKS
from tests.intake.hostile_xml import XML

_DATA = Path(__file__).parent.parent / "data"


def _column(name: str, column: str) -> list[str]:
    with (_DATA / name).open(encoding="utf-8", newline="") as lines:
        return [row[column] for row in csv.DictReader(lines)]


PAYLOADS = _column("csv_injection_payloads.csv", "payload")
NAUGHTY = [json.loads(quoted) for quoted in _column("naughty_strings.csv", "text")]


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def _in_names(values: list[str]) -> str:
    """Children whose surname is each of some texts; where nothing is left of one, that is what is wrong."""
    born = "02/04/2013"
    rows = [[str(100 + number), _quoted(value), "Sam", born, born] for number, value in enumerate(values)]
    return table(*rows)


SOMETHING_ELSE = [
    Case(f"{name} instead of a table", one(content), REFUSED, says)
    for name, content, says in (
        ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        ("a picture (JPEG)", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(400), "a picture"),
        ("a picture (PNG)", b"\x89PNG\r\n\x1a\n" + bytes(400), "a picture"),
        ("a picture (GIF)", b"GIF89a" + bytes(400), "a picture"),
        (
            "a picture (SVG)",
            '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
            "an XML file",
        ),
        ("an old workbook", old_container("Workbook"), "of the old kind"),
        ("a workbook with a password", old_container("EncryptedPackage"), "has a password"),
        ("an e-mail in a container", old_container("__substg1.0_"), "an e-mail"),
        ("an e-mail", "From: a@example.test\nSubject: our list\n\nAttached.", "an e-mail"),
        ("an address card", "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD", "an address card"),
        (
            "a web page saved as a workbook",
            "<html><table><tr><td>Surname</td></tr></table></html>",
            "a web page",
        ),
        ("a web page in capitals", "  \n<!DOCTYPE HTML PUBLIC>\n<HTML></HTML>", "a web page"),
        ("a table of a web page", "<table><tr><td>Surname</td></tr></table>", "a web page"),
        ("a script of a web page", "<script>alert(1)</script>", "a web page"),
        ("JSON", '{"children": [{"surname": "Ashdown"}]}', "JSON"),
        ("a list in JSON", '[\n  {"surname": "Ashdown"}\n]', "JSON"),
        ("a program for Windows", b"MZ\x90\x00\x03" + bytes(400), "a program"),
        ("a program for Linux", b"\x7fELF\x02\x01" + bytes(400), "a program"),
        ("a script", "#!/bin/sh\nrm -rf /\n", "a program"),
        ("a database", b"SQLite format 3\x00" + bytes(400), "a database"),
        ("a text document (RTF)", r"{\rtf1\ansi Ashdown}", "a text document"),
        ("7-Zip", b"7z\xbc\xaf\x27\x1c" + bytes(400), "7-Zip"),
        ("RAR", b"Rar!\x1a\x07\x00" + bytes(400), "RAR"),
        ("xz", b"\xfd7zXZ\x00" + bytes(400), "xz"),
        ("bzip2", b"BZh91AY&SY" + bytes(400), "bzip2"),
        ("noise", bytes((number * 37 + 11) % 256 for number in range(4000)), "No row of headings"),
        ("empty bytes", bytes(4000), "not a text file"),
        ("prose", "Dear colleague,\nplease find our list below.\nYours", "No row of headings"),
    )
]

NOTHING = [
    Case("no byte at all", one(b""), REFUSED, "empty"),
    Case("spaces and line ends", one(b"  \r\n \n\t\n"), REFUSED, "empty"),
    Case("a byte-order mark alone", one(codecs.BOM_UTF8), REFUSED, "empty"),
    Case("headings alone", one(table()), TAKEN),
    Case("headings and blank rows", one(table(*[["", "", "", "", ""]] * 50)), TAKEN),
    Case("a title alone", one("Children taught at home, November\n"), REFUSED, "No row of headings"),
    Case(
        "two million blank rows", later(lambda: (table(GOOD) + ",,,,\n" * 2_000_000).encode()), TAKEN, rows=1
    ),
]

CUT_SHORT = [
    Case("cut within quotation marks", one(table(GOOD, ["18", '"Brook'])), REFUSED, "never closed"),
    Case("cut within a row", one(table(GOOD) + "18,Brook,To"), HELD_BACK, "blank", rows=1),
    Case("cut within a letter", one(codecs.BOM_UTF16_LE + b"P\x00u"[:3]), REFUSED, "does not go on"),
    Case(
        "half a character at the end", one(table(GOOD).encode("utf-16") + b"\x41"), REFUSED, "does not go on"
    ),
]

TOO_MUCH = [
    Case("5 MB in a cell", later(lambda: with_cell(1, "x" * 5_000_000).encode()), REFUSED, "Row 3, column 2"),
    Case(
        "5 MB in a quoted cell",
        later(lambda: with_cell(2, '"' + "x " * 2_500_000 + '"').encode()),
        REFUSED,
        "Row 3, column 3",
    ),
    Case(
        "10,000 columns",
        later(lambda: text([*HEADINGS, *(f"Column {number}" for number in range(10_000))], GOOD).encode()),
        REFUSED,
        "more than 1,000 headings",
    ),
    Case(
        "a row of 10,000 cells",
        later(lambda: table(GOOD, [*OTHER, *["x"] * 10_000]).encode()),
        HELD_BACK,
        "more cells than headings",
        rows=1,
    ),
    Case("a name of 300 letters", one(with_cell(1, "A" * 300)), HELD_BACK, "text that is too long", rows=1),
    Case(
        "a pupil's number of 5,000 digits",
        one(with_cell(0, "9" * 5000)),
        HELD_BACK,
        "text that is too long",
        1,
    ),
]

LETTERS = [
    Case(
        "two encodings in one file",
        one(
            table(GOOD, ["18", "Müller", *OTHER[2:]]).encode()
            + "19,Zoë,Ann,02/04/2013,01/09/2026".encode("cp1252")
        ),
        TAKEN,
        "two encodings in one file",
        rows=3,
    ),
    Case(
        "a mark of UTF-8 before another encoding",
        one(codecs.BOM_UTF8 + with_cell(1, "Müller").encode("cp1252")),
        TAKEN,
        "two encodings in one file",
        rows=2,
    ),
    Case(
        "an empty byte in a name",
        one(with_cell(1, "Br\x00ook")),
        TAKEN,
        "a character that is no text",
        rows=2,
    ),
    Case("empty bytes throughout", one(with_cell(1, "Br" + "\x00" * 400)), REFUSED, "not a text file"),
    Case("UTF-16 without a mark", one(table(GOOD, OTHER).encode("utf-16-le")), TAKEN, rows=2),
    Case("UTF-32", one(table(GOOD, OTHER).encode("utf-32-le")), REFUSED, "not a text file"),
    Case("control characters in a name", one(with_cell(1, "Br\x07\x1b[31mook")), TAKEN, rows=2),
    Case("a name written backwards by a mark", one(with_cell(1, "\u202ekoorB")), TAKEN, rows=2),
    Case(
        "a name of invisible characters", one(with_cell(1, "\u200b\u2060\ufeff")), HELD_BACK, "blank", rows=1
    ),
    Case("a name with no end of accents", one(with_cell(1, "Z" + "\u0301" * 150)), TAKEN, rows=2),
    Case("old line ends", one(table(GOOD, OTHER).replace("\n", "\r")), TAKEN, rows=2),
    Case("naughty strings in names", one(_in_names(NAUGHTY)), TAKEN, rows=len(NAUGHTY)),
    Case("formulas in names", one(_in_names(PAYLOADS)), TAKEN, rows=len(PAYLOADS)),
    Case("a script in a name", one(with_cell(1, "<script>alert(1)</script>")), TAKEN, rows=2),
    Case("a template in a name", one(with_cell(1, "{{ 7*7 }}{% include 'x' %}")), TAKEN, rows=2),
    Case(
        "a command for the database in a name",
        one(with_cell(1, "Robert'); DROP TABLE child;--")),
        TAKEN,
        rows=2,
    ),
    Case("a path in a name", one(with_cell(1, "../../../../etc/passwd")), TAKEN, rows=2),
    Case("digits of another script in a date", one(with_cell(3, "٠٢/٠٤/٢٠١٣")), TAKEN, rows=2),
    Case("a format in a name", one(with_cell(1, "%s%n{0.__class__}")), TAKEN, rows=2),
]

DATES = [
    Case(f"a date of birth: {name}", one(with_cell(3, value)), HELD_BACK, says, rows=1)
    for name, value, says in (
        ("31 February", "31/02/2013", "a date that does not exist"),
        ("the 29th of a February of 28", "29/02/2013", "a date that does not exist"),
        ("the nought of nought", "00/00/0000", "a date that does not exist"),
        ("in US order", "02/28/2013", "looks like a date in US order"),
        ("two digits for the year", "02/04/13", "a date with a two-digit year"),
        ("to come", "02/04/2031", "a date in the future"),
        ("the end of time", "31/12/9999", "a date in the future"),
        ("a century ago", "02/04/1913", "a date too long ago"),
        ("before the calendar", "0001-01-01", "a date too long ago"),
        ("words", "last spring", "text where a date is expected"),
        ("a formula", "=TODAY()", "text where a date is expected"),
        ("a very large number", "9" * 400, "a number where a date is expected"),
    )
]

HEADINGS_ASTRAY = [
    Case(
        "a column twice", one(text([*HEADINGS, "Legal surname"], [*GOOD, "Brook"])), REFUSED, "in row 1 twice"
    ),
    Case(
        "a column twice in other capitals",
        one(text([*HEADINGS, "DATE OF BIRTH"], GOOD)),
        REFUSED,
        "row 1 twice",
    ),
    Case("a required column missing", one(text(HEADINGS[:3], GOOD[:3])), REFUSED, "“Date of birth”"),
    Case("rows without headings", one(text(GOOD, OTHER)), REFUSED, "No row of headings"),
    Case("headings in row 31", one("a title\n" * 30 + table(GOOD)), REFUSED, "in the first 30 rows"),
    Case(
        "another feed's file",
        one(text(["URN", "EstablishmentName"], ["1", "x"])),
        REFUSED,
        "No row of headings",
    ),
    Case(
        "an unquoted comma in a name",
        one(table(GOOD, ["18", "Brook, Jr", *OTHER[2:]])),
        HELD_BACK,
        "",
        rows=1,
    ),
    Case("a required cell blank", one(with_cell(2, "")), HELD_BACK, "blank", rows=1),
    Case("the same child twice", one(table(GOOD, OTHER, OTHER)), HELD_BACK, "the same key twice", rows=1),
    Case(
        "a total below", one(table(GOOD, OTHER, ["Total", "2", "", "", ""])), TAKEN, "a row of totals", rows=2
    ),
    Case(
        "a foot below",
        one(table(GOOD, OTHER) + "\nEnd of report,,,,\n"),
        TAKEN,
        "the foot of a report",
        rows=2,
    ),
    Case("headings on every page", one(table(GOOD, HEADINGS, OTHER)), TAKEN, "the headings again", rows=2),
    Case("a child called Total", one(with_cell(1, "Total")), TAKEN, rows=2),
    Case(
        "dates saved as numbers",
        one(with_cell(3, "41366")),
        HELD_BACK,
        "a number where a date is expected",
        1,
    ),
]

CASES: list[Case] = [
    *SOMETHING_ELSE,
    *NOTHING,
    *CUT_SHORT,
    *TOO_MUCH,
    *LETTERS,
    *DATES,
    *HEADINGS_ASTRAY,
    *WORKBOOKS,
    *PACKS,
    *XML,
]

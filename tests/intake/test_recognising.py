"""What a file is: every feed's own template and clean file is known as itself, and never certainly as another."""

import csv
import io

import pytest
import xlsxwriter

from sightline.intake.readers import Unreadable
from sightline.intake.recognising import is_certain, recognise
from sightline.intake.registry import feeds
from sightline.intake.templates import FORMATS, template
from tests.intake.conftest import FILES
from tests.intake.hostile_making import workbook, xml, zipped

FEEDS = sorted(feeds())
CLEAN = [(feed, FILES / feed / name) for feed in FEEDS for name in ("clean.csv", "messy.csv")]


def headings(*names: str) -> list[tuple[str, bytes]]:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(names)
    return [("sheet.csv", out.getvalue().encode())]


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("feed", FEEDS)
def test_a_template_is_known_for_certain(feed, file_format):
    found = recognise([(f"sheet.{file_format}", template(feeds()[feed], file_format))])

    assert found[0].feed == feed
    assert is_certain(found)
    assert not found[0].missing


@pytest.mark.parametrize(
    ("feed", "path"),
    [(feed, path) for feed, path in CLEAN if path.exists()],
    ids=lambda item: str(item)[-40:],
)
def test_a_file_is_known_as_itself(feed, path):
    found = recognise([(path.name, path.read_bytes())])

    assert found[0].feed == feed
    assert is_certain(found)


@pytest.mark.parametrize(
    ("names", "guess"),
    [
        # Any list of children is home education's by its headings alone.
        (("Surname", "Forename", "DOB"), "home-education"),
        (("Surname", "Forename", "Date of birth", "UPN", "Postcode"), "home-education"),
        (("Name", "Date of birth", "Postcode"), "home-education"),
        (("Surname", "Forename", "DOB", "Start date"), "home-education"),
        # Part-time timetables or long absences?
        (("School", "Surname", "Forename", "DOB", "Start date", "End date", "Reason"), None),
        (("School", "Name", "DOB", "Start", "End", "Hours"), None),
        # A required column is missing.
        (("Surname", "Forename", "DOB", "Hours", "Next review"), None),
        (("Name", "Phone"), None),
    ],
)
def test_what_several_feeds_could_be_is_asked(names, guess):
    found = recognise(headings(*names))

    assert not is_certain(found)
    assert found
    assert guess in (None, found[0].feed)


@pytest.mark.parametrize("heading", ["Group UID", "GroupID"])
def test_groups_with_their_schools_are_not_the_register_for_certain(heading):
    """Their download repeats the schools' own columns, once for each group that a school is in."""
    columns = [column.heading for column in feeds()["schools-register"].columns]

    found = recognise(headings(*columns, heading, "Joined date"))

    assert found[0].feed == "schools-register"
    assert not is_certain(found)


@pytest.mark.parametrize(
    "content",
    [b"Children taught at home\n", b"a,b,c\n1,2,3\n", xml("<rss><channel/></rss>").encode()],
    ids=["a title", "other headings", "other XML"],
)
def test_what_nobody_knows(content):
    found = recognise([("sheet.csv", content)])

    assert found == []
    assert not is_certain(found)


def test_what_is_missing_is_named_with_what_was_found():
    found = recognise(headings("School", "Surname", "Forename", "DOB", "Hours a week", "Parent agreed", "To"))

    assert found[0].feed == "part-time"
    assert found[0].missing == ("Start date",)
    assert {"School", "Legal surname", "Date of birth", "Hours a week"} <= set(found[0].found)


def test_the_sheet_is_named():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("Read me").write(0, 0, "Fill in the other sheet")
        book.add_worksheet("Pupils").write_row(2, 0, [column.heading for column in feeds()["staff"].columns])

    assert recognise([("book.xlsx", out.getvalue())])[0].sheet == "Pupils"


def test_two_feeds_in_one_pack_are_asked_about():
    both = zipped(*((f"{name}.csv", template(feeds()[name], "csv")) for name in ("staff", "localities")))

    found = recognise([("both.zip", both)])

    assert {one.feed for one in found[:2]} == {"staff", "localities"}
    assert not is_certain(found)


def test_an_xml_document_is_known_by_its_root():
    of_xml = {feed.document: feed.name for feed in feeds().values() if feed.from_xml}
    assert of_xml
    for document, name in of_xml.items():
        found = recognise([("census.xml", xml(f"<{document}/>").encode())])
        assert [one.feed for one in found] == [name]
        assert is_certain(found)


def test_what_is_no_table_is_refused():
    with pytest.raises(Unreadable, match="a PDF"):
        recognise([("list.pdf", b"%PDF-1.7")])


def test_an_empty_workbook_is_nothing():
    assert recognise([("book.xlsx", workbook())]) == []

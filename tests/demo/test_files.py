"""The files: the feeds' own headings, every manner of writing, days spread over two school years."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from sightline.demo.files.desk import Desk
from sightline.demo.files.formats import Manner, first_row_number, write
from sightline.demo.files.sending import FEEDS, send
from sightline.demo.files.sheets import QUARANTINED, Sheet
from sightline.demo.world import make_world

from .conftest import PUPILS, SEED, TODAY, Small

PERSON = "Pupil ID, UPN, Legal surname, Legal forename, Date of birth, Postcode"
# Feed by feed the headings that were agreed on for the spine.
HEADINGS = {
    "schools-register": "URN, LA (code), LA (name), EstablishmentNumber, EstablishmentName, "
    "TypeOfEstablishment (name), EstablishmentStatus (name), PhaseOfEducation (name), OpenDate, CloseDate, Postcode, "
    "UKPRN, StatutoryLowAge, StatutoryHighAge",
    "schools-links": "URN, LinkURN, LinkName, LinkType, LinkEstablishedDate",
    "localities": "Locality, Postcode sector, School",
    "term-dates": "Name, Kind, First day, Last day, School",
    "staff": "Staff ID, Name, Job title, Email, Phone, Locality, Accountable role, Last day",
    "school-roll": f"School, {PERSON}, Former UPN, ULN, Middle names, Preferred surname, Preferred forename, "
    "Former surname, Sex, Ethnicity, Year group, Address, Home authority, Phone, Enrolment status, Date of entry, "
    "Date of leaving, Ground for leaving, Destination, Attends full time, SEN provision, SEN type, "
    "EHC plan authority, Looked after by",
    "part-time": f"School, {PERSON}, Start date, End date, Hours a week, Reason, Parent agreed, Review date, "
    "Full time by",
    "exclusions": f"School, {PERSON}, Type, First day, Last day, Sessions, Reason 1, Reason 2, Reason 3, State, "
    "Provision from",
    "providers": "Provider ID, Name, Kind, URN, UKPRN, Registered, Inspected on, Quality assured on, "
    "Quality assured by, Places, Group size, Subjects, Postcode, Authority, Phone",
    "provider-roll": f"Provider ID, {PERSON}, Programme, Start date, End date, Hours a week, Arranged by, "
    "Legal basis, Reason, Reason in words, Online, Alone, Review date, School",
    "provider-hours": f"Provider ID, {PERSON}, Week beginning, Hours planned, Hours offered, Hours attended",
    "home-education": f"{PERSON}, Address, Start date, End date, Suitability, Consent, Part-time at school, School",
}


def test_every_feed_is_sent_under_its_own_headings(small: Small) -> None:
    sent = defaultdict(set)
    for sheet in small.sheets:
        sent[sheet.feed].add(", ".join(sheet.headings))
    of_the_spine = {feed: [*headings] for feed, headings in sent.items() if feed in HEADINGS}
    assert of_the_spine == {feed: [headings] for feed, headings in HEADINGS.items()}
    assert set(sent) <= set(FEEDS)


def test_no_row_has_a_column_that_its_file_lacks(small: Small) -> None:
    for sheet in small.sheets:
        for line in sheet.lines:
            assert set(line.row) <= set(sheet.headings), sheet.name


def test_the_same_seed_writes_the_same_bytes(small: Small, tmp_path: Path) -> None:
    for _ in send(Desk(make_world(SEED, PUPILS, TODAY)), tmp_path):
        continue
    first, again = small.folder / "files", tmp_path
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert all((first / name).read_bytes() == (again / name).read_bytes() for name in names)


def test_files_came_over_two_school_years_and_none_from_tomorrow(small: Small) -> None:
    days = {one.received for one in small.sent}
    assert len({(day.year, day.month) for day in days}) >= 5
    assert max(days) < TODAY
    assert (TODAY - min(days)).days > 300


def test_files_are_listed_in_the_order_of_receipt_and_all_are_there(small: Small) -> None:
    assert [one.received for one in small.sent] == sorted(one.received for one in small.sent)
    assert len({(one.feed, one.name) for one in small.sent}) == len(small.sheets)
    assert all(one.path(small.folder / "files").is_file() for one in small.sent)
    assert small.sent[0].feed == "schools-register"


def test_senders_write_in_many_manners(small: Small) -> None:
    manners = {sheet.manner for sheet in small.sheets}
    texts = {manner for manner in manners if not manner.workbook}
    assert texts != manners
    assert {manner.delimiter for manner in texts} == {",", ";", "\t"}
    assert len({manner.encoding for manner in texts}) >= 3
    assert len({manner.dates for manner in texts}) == 3


@pytest.mark.parametrize("kind", ["duplicate", "row-of-nobody", "upn-missing", "nickname", "date-digit"])
def test_mistakes_of_every_kind_are_in_the_files(small: Small, kind: str) -> None:
    assert any(kind in line.mistakes for sheet in small.sheets for line in sheet.lines)


def test_rows_that_must_wait_are_never_the_first_word_of_anybody(small: Small) -> None:
    """What waits was in an earlier file of the same sender, so that the record has the person all the same."""
    told = set()
    for sheet in sorted(small.sheets, key=lambda sheet: sheet.received):
        for line in sheet.lines:
            if line.outcome == QUARANTINED and line.person:
                assert (line.sender, line.person) in told
        told |= {(line.sender, line.person) for line in sheet.lines if line.outcome != QUARANTINED}


def test_a_sender_spells_a_child_the_same_in_every_file(small: Small) -> None:
    spelt, numbers = defaultdict(set), defaultdict(set)
    for sheet in small.sheets:
        for line in sheet.lines:
            if line.person and line.outcome != QUARANTINED:
                spelt[line.sender, line.person].add((line.row["Legal surname"], line.row["Legal forename"]))
                numbers[line.sender, line.person].add(line.row.get("Pupil ID"))
    assert all(len(names) == 1 for names in spelt.values())
    assert all(len(given - {None}) <= 1 for given in numbers.values())


def test_providers_send_no_unique_pupil_number(small: Small) -> None:
    sheets = [sheet for sheet in small.sheets if sheet.feed.startswith("provider-")]
    assert sheets
    assert not any(line.row.get("UPN") for sheet in sheets for line in sheet.lines)


def test_row_numbers_count_headings_and_titles() -> None:
    sheet = Sheet("x", "x", TODAY, ("Name",), Manner(title="For the authority"))
    content = write(sheet.manner, sheet.headings, [{"Name": "first"}, {"Name": "second"}]).decode()
    lines = list(csv.reader(content.splitlines()))
    assert lines[first_row_number(sheet.manner) - 1] == ["first"]
    plain = list(csv.reader(write(Manner(), ("Name",), [{"Name": "first"}]).decode().splitlines()))
    assert plain[first_row_number(Manner()) - 1] == ["first"]

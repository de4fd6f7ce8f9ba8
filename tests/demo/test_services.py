"""What services tell: every feed of theirs, from the first file after, under headings of the feed, with their mess."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from xml.etree.ElementTree import fromstring

import pytest

from sightline.demo.files.formats import Manner, write
from sightline.demo.files.sending import FEEDS
from sightline.demo.files.sheets import QUARANTINED
from sightline.demo.files.told import CASELOADS, EVENTS, is_in, postings_of, told_sheets
from sightline.demo.lives import Told
from sightline.demo.pictures import sends_of
from sightline.demo.post import Posting
from sightline.domain.identifiers import check_nhs_number
from sightline.intake.registry import feeds

from .conftest import TODAY, Small

_DAY = timedelta(days=1)
# Kept by hand or read from somewhere else: no service of the demonstration sends them.
_NOT_SENT = {"school-census"}

# Which of Annex A's lists a child stands in says the status.
_SAID_BY_THE_LIST = "Status"


def test_every_feed_that_is_read_is_sent(small: Small) -> None:
    sent = {sheet.feed for sheet in small.sheets}
    assert set(feeds()) - _NOT_SENT <= set(FEEDS)
    assert set(FEEDS) == sent


def test_a_service_writes_under_headings_of_its_feed(small: Small) -> None:
    for sheet in small.sheets:
        if sheet.feed in (*CASELOADS, *EVENTS):
            assert set(sheet.headings) <= {column.heading for column in feeds()[sheet.feed].columns}
            required = {column.heading for column in feeds()[sheet.feed].columns if column.required}
            assert required - {_SAID_BY_THE_LIST} <= set(sheet.headings), sheet.name


def test_whatever_is_told_of_a_child_stands_in_a_file(small: Small) -> None:
    rows = Counter(
        (sheet.feed, line.sender, line.person)
        for sheet in small.sheets
        for line in sheet.lines
        if line.outcome != QUARANTINED
    )
    for life in small.world.lives:
        for told in life.told:
            assert rows[told.feed, told.sender, life.person.id], (told.feed, life.story)


@pytest.mark.parametrize(
    ("feed", "first", "until", "is_told"),
    [
        ("camhs", 0, None, True),
        ("camhs", -400, None, True),
        ("camhs", 1, None, False),
        ("camhs", -10, 0, True),
        ("camhs", -10, -1, False),
        ("police", 0, None, True),
        ("police", -29, None, True),
        ("police", -30, None, False),
    ],
)
def test_lists_of_cases_are_whole_and_events_are_told_once(
    feed: str, first: int, until: int | None, is_told: bool
) -> None:
    posting = Posting(TODAY, TODAY - 30 * _DAY)
    ends = None if until is None else TODAY + until * _DAY
    told = Told(feed, "team:any", TODAY + first * _DAY, {}, until=ends)
    assert is_in(told, posting) == is_told


def test_every_service_sends_before_today(small: Small) -> None:
    for feed in (*CASELOADS, *EVENTS):
        days = [posting.on for posting in postings_of(small.world.terms, feed)]
        assert days == sorted(days)
        assert days[-1] < TODAY


def test_health_and_justice_know_no_pupil_number_and_health_knows_its_own(small: Small) -> None:
    of_health = [
        (sheet, line)
        for sheet in small.sheets
        for line in sheet.lines
        if line.sender.startswith(("health:", "justice:"))
    ]
    assert not any("UPN" in sheet.headings for sheet, _ in of_health)
    numbers = defaultdict(set)
    for _, line in of_health:
        if line.row.get("NHS number"):
            numbers[line.row["NHS number"]].add(line.person)
    assert numbers
    assert all(len(people) == 1 for people in numbers.values())
    assert all(check_nhs_number(number).is_valid and number.startswith("999") for number in numbers)


def test_what_a_feed_has_no_place_for_is_refused(small: Small) -> None:
    life = next(life for life in small.world.lives if not life.told)
    life.told.append(Told("camhs", "health:crisis-team", TODAY - 60 * _DAY, {"Diagnosis": "x"}))
    try:
        with pytest.raises(ValueError, match="Diagnosis"):
            list(told_sheets(small.desk))
        life.told[:] = [replace(life.told[0], feed="weather", cells={})]
        with pytest.raises(ValueError, match="nobody sends"):
            list(told_sheets(small.desk))
    finally:
        life.told.clear()


def test_a_sender_of_no_known_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="no service"):
        sends_of("library:amberford")


def test_the_mess_of_a_service_its_own_headings_a_total_and_a_column_without_a_heading() -> None:
    manner = Manner(called=(("Service", "Tier"),), total="Total", gap=True)
    content = write(manner, ("Pupil ID", "Service"), [{"Pupil ID": "1", "Service": "T3"}]).decode()
    assert content.splitlines() == ["Pupil ID,,Tier", "1,,T3", "Total,1,"]


def test_social_care_sends_the_lists_that_inspectors_ask_for(small: Small) -> None:
    sheets = [sheet for sheet in small.sheets if sheet.feed == "social-care"]
    of_need = [sheet for sheet in sheets if sheet.name.startswith("list 6")]
    assert of_need
    assert all("Status" not in sheet.headings for sheet in of_need)
    assert all(("Start date", "CIN Start Date") in sheet.manner.called for sheet in of_need)
    assert any("Status" in sheet.headings for sheet in sheets)


def test_a_common_transfer_file_names_both_schools() -> None:
    manner = Manner(transfer=("999/2001", "999/4001"))
    row = {"UPN": "", "Legal surname": "A", "Legal forename": "B", "Date of birth": date(2015, 1, 2)}
    root = fromstring(write(manner, tuple(row), [row]))
    assert [part.text for part in root.iter("Estab")] == ["2001", "4001"]
    assert root.findtext("CTFpupilData/Pupil/DOB") == "2015-01-02"
    assert manner.ending == "xml"


def test_some_schools_send_what_they_count_and_it_adds_up(small: Small) -> None:
    sheets = [sheet for sheet in small.sheets if sheet.feed == "attendance-totals" and len(sheet.lines) > 1]
    assert sheets
    for sheet in sheets:
        for line in sheet.lines:
            parts = ("Sessions attended", "Authorised absences", "Unauthorised absences")
            assert line.row["Sessions possible"] == sum(line.row[part] for part in parts)
            assert line.row["Illness"] <= line.row["Authorised absences"]

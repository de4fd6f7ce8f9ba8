"""Single cells: what is read, what is kept with a warning, what holds a row back; and that nothing repeats a value."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.intake.contract import Column, Kind
from sightline.intake.registry import feeds
from sightline.intake.values import Faulty, Reading, from_plain, read_cell, read_date, to_plain

READING = Reading(
    day=date(2026, 11, 23),
    demonstration=True,
    from_workbook=False,
    schools={"990001": 1},
    providers={"the-barn": 2},
    localities={"North": 3},
)
IN_WORKBOOK = Reading(READING.day, True, True, {}, {}, {})


def column(kind: Kind, **more) -> Column:
    return Column("a", "A", kind, "", **more)


@pytest.mark.parametrize(
    "text",
    [
        "2013-04-02",
        "02/04/2013",
        "2/4/2013",
        "02-04-2013",
        "02.04.2013",
        "2013-04-02T00:00:00",
        "2013-04-02 00:00:00",
        "02/04/2013 00:00",
        "2 April 2013",
        "02-Apr-2013",
        "2013-Apr-02 00:00:00",
    ],
)
def test_dates_as_people_write_them(text):
    assert read_date(text) == date(2013, 4, 2)


@pytest.mark.parametrize(
    ("text", "value_class"),
    [
        ("04/23/2013", "looks like a date in US order"),
        ("31/02/2013", "a date that does not exist"),
        ("2013-13-01", "a date that does not exist"),
        ("31/13/2013", "a date that does not exist"),
        ("02/04/13", "a date with a two-digit year"),
        ("41366", "a number where a date is expected"),
        ("second of April", "text where a date is expected"),
        ("2 Smarch 2013", "text where a date is expected"),
        ("2013 Apr 2013", "text where a date is expected"),
    ],
)
def test_what_is_no_date_is_said_to_be_what_it_is(text, value_class):
    with pytest.raises(Faulty) as faulty:
        read_date(text)
    assert faulty.value.value_class == value_class


def test_a_number_of_days_is_a_date_in_a_workbook_alone():
    assert read_cell(column(Kind.DATE), "41366", IN_WORKBOOK).value == date(2013, 4, 2)
    assert (
        read_cell(column(Kind.DATE), "41366", READING).fault.value_class
        == "a number where a date is expected"
    )


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_every_day_is_read_back_in_every_order_that_is_british(day):
    for style in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y"):
        assert read_date(day.strftime(style)) == day


SCHOOL_ROLL = {column.name: column for column in feeds()["school-roll"].columns}
READ = [
    (column(Kind.HOURS), "12.5", Decimal("12.50")),
    (column(Kind.HOURS), "12,5", Decimal("12.50")),
    (column(Kind.HOURS), "12 hours a week", Decimal("12.00")),
    (column(Kind.HOURS), "0", Decimal("0.00")),
    (column(Kind.HOURS), "", None),
    (column(Kind.WHOLE_NUMBER), "10", 10),
    (column(Kind.WHOLE_NUMBER), "10.0", 10),
    (column(Kind.YES_NO), "Y", "yes"),
    (column(Kind.YES_NO), "FALSE", "no"),
    (column(Kind.YES_NO), "not known", None),
    (column(Kind.CHOICE, choices={"in force": "in force"}), "In Force", "in force"),
    (column(Kind.CHOICE, choices={"SUSP": "suspension"}, aliases={"FIXD": "SUSP"}), "fixd", "SUSP"),
    (column(Kind.CHOICE, choices={"SUSP": "suspension"}), "Suspension", "SUSP"),
    (column(Kind.CHOICE, choices={"suitable": "found suitable"}), "unknown", None),
    (column(Kind.POSTCODE), "zz11aa", "ZZ1 1AA"),
    (column(Kind.POSTCODE_SECTOR), "zz1 1", "ZZ1 1"),
    (column(Kind.POSTCODE_SECTOR), "ZZ11", "ZZ1 1"),
    (column(Kind.AUTHORITY), "999", "999"),
    (column(Kind.UPN), "m999000026001", "M999000026001"),
    (column(Kind.ULN), "1625574648", "1625574648"),
    (column(Kind.NHS_NUMBER), "999 000 0042", "9990000042"),
    (column(Kind.SCHOOL), "990001", 1),
    (column(Kind.PROVIDER), "the-barn", 2),
    (column(Kind.LOCALITY), "North", 3),
    (column(Kind.FULL_NAME), "Ashdown, Elizabeth", "Ashdown, Elizabeth"),
    (column(Kind.CASE_NUMBER), "sl-000042", "SL-000042"),
    (column(Kind.WEEKDAY), "Tuesday", 1),
    (column(Kind.WEEKDAY), "Thurs", 3),
    (column(Kind.WEEKDAY), "Mondays", 0),
    (column(Kind.TIME), "09:30", time(9, 30)),
    (column(Kind.TIME), "9.30am", time(9, 30)),
    (column(Kind.TIME), "12pm", time(12)),
    (column(Kind.TIME), "12:15 am", time(0, 15)),
    (SCHOOL_ROLL["year_group"], "Year 7", "7"),
    (SCHOOL_ROLL["year_group"], "Y7", "7"),
    (SCHOOL_ROLL["year_group"], "Reception", "R"),
    (SCHOOL_ROLL["sen_provision"], "k", "K"),
    (SCHOOL_ROLL["status"], "Subsidiary", "S"),
]


@pytest.mark.parametrize(
    ("of", "text", "value"), READ, ids=[f"{of.kind.value} {text}" for of, text, _ in READ]
)
def test_what_is_read_without_a_word(of, text, value):
    cell = read_cell(of, text, READING)
    assert (cell.value, cell.fault) == (value, None)


WARNED = [
    (column(Kind.CODE, code_set="sen_type", max_length=40), "ADHD", "a code that is not in the list", "ADHD"),
    (column(Kind.UPN, optional_reading=True), "M999000026002", "an identifier that fails its check", None),
    (column(Kind.POSTCODE, optional_reading=True), "nowhere", "not a postcode", None),
    (
        column(Kind.CHOICE, choices={"a": "b"}, optional_reading=True),
        "c",
        "not one of the listed values",
        None,
    ),
]


@pytest.mark.parametrize(("of", "text", "value_class", "value"), WARNED)
def test_what_is_taken_with_a_warning(of, text, value_class, value):
    cell = read_cell(of, text, READING)
    assert (cell.value, cell.fault.value_class, cell.fault.holds_back) == (value, value_class, False)
    assert cell.set_aside == ("" if value else text)


HELD_BACK = [
    (column(Kind.TEXT, required=True), "", "blank"),
    (column(Kind.TEXT, max_length=3), "abcd", "text that is too long"),
    (column(Kind.CASE_NUMBER), "42", "not a case number"),
    (column(Kind.WEEKDAY), "M", "not a day of the week"),
    (column(Kind.TIME), "9", "not a time of day"),
    (column(Kind.TIME), "25:00", "a time that does not exist"),
    (column(Kind.TIME), "13pm", "a time that does not exist"),
    (column(Kind.HOURS), "lots", "text where a number is expected"),
    (column(Kind.HOURS), "61", "a number out of range"),
    (column(Kind.HOURS), "-1", "a number out of range"),
    (column(Kind.HOURS), "NaN", "a number out of range"),
    (column(Kind.WHOLE_NUMBER), "ten", "text where a number is expected"),
    (column(Kind.WHOLE_NUMBER), "10000", "a number out of range"),
    (column(Kind.YES_NO), "perhaps", "neither yes nor no"),
    (column(Kind.CHOICE, choices={"PERM": "permanent"}), "XXXX", "not one of the listed values"),
    (
        column(Kind.CHOICE, choices={"PERM": "permanent"}, required=True),
        "unknown",
        "not one of the listed values",
    ),
    (column(Kind.CODE, max_length=2), "ABC", "a code that is too long"),
    (column(Kind.NHS_NUMBER), "9990000043", "an identifier that fails its check"),
    (column(Kind.URN), "12", "an identifier that fails its check"),
    (column(Kind.UKPRN), "12", "an identifier that fails its check"),
    (column(Kind.POSTCODE_SECTOR), "north", "not a postcode sector"),
    (column(Kind.AUTHORITY), "Leeds", "not an authority's code"),
    (column(Kind.SCHOOL), "990002", "not a known school"),
    (column(Kind.PROVIDER), "the-shed", "not a known provider"),
    (column(Kind.LOCALITY), "South", "not a known locality"),
]


@pytest.mark.parametrize(("of", "text", "value_class"), HELD_BACK)
def test_what_holds_a_row_back(of, text, value_class):
    cell = read_cell(of, text, READING)
    assert (cell.value, cell.fault.value_class, cell.fault.holds_back) == (None, value_class, True)


def test_a_made_up_number_is_a_warning_outside_a_demonstration():
    real = Reading(READING.day, False, False, {}, {}, {})
    cell = read_cell(column(Kind.UPN), "M999000026001", real)
    assert (cell.value, cell.fault.value_class) == ("M999000026001", "an identifier to be checked")


def test_either_set_of_reasons_for_exclusion_is_known():
    reason = feeds()["exclusions"].column("reason_1")
    assert read_cell(reason, "DB", READING).fault is None
    assert read_cell(reason, "MB", READING).fault is None
    assert read_cell(reason, "Fighting", READING).fault.value_class == "a code that is not in the list"


@given(st.sampled_from(list(Kind)), st.text(min_size=4, max_size=30))
def test_whatever_stands_in_a_cell_it_is_read_or_faulted_and_never_repeated(kind, text):
    cell = read_cell(column(kind, choices={"longer than the text may be": ""}), text, READING)
    if cell.fault:
        assert text not in cell.fault.message
        assert text not in cell.fault.value_class


@given(st.one_of(st.none(), st.dates(), st.decimals(0, 60, places=2)))
def test_a_value_that_waits_is_the_same_afterwards(value):
    kind = Kind.DATE if isinstance(value, date) else Kind.HOURS
    assert from_plain(column(kind), to_plain(value)) == value

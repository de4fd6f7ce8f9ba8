"""The tables of law and practice: every fact has its source, and no two contradict each other on one day."""

from datetime import date
from importlib.resources import files

import pytest

from sightline.domain.packaged import read_rows, validity
from sightline.domain.periods import Period

KEYS = {
    "authorities": ("code",),
    "register_codes": ("code",),
    "exclusion_reasons": ("code",),
    "full_time_hours": ("first_year",),
    "codes": ("code_set", "code"),
    "thresholds": ("name",),
}
TABLES = sorted(
    table.name.removesuffix(".csv")
    for table in (files("sightline.domain") / "data").iterdir()
    if table.name.endswith(".csv")
)


@pytest.mark.parametrize("name", [name for name in TABLES if name != "bank_holidays_england"])
def test_every_row_names_its_source(name):
    assert read_rows(name)
    assert all(row["source"].strip() for row in read_rows(name))


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_as_many_cells_as_the_heading(name):
    assert all(None not in row and None not in row.values() for row in read_rows(name))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_described(name):
    described = (files("sightline.domain") / "data" / "README.md").read_text(encoding="utf-8")
    assert f"`{name}.csv`" in described


@pytest.mark.parametrize(("name", "columns"), KEYS.items())
def test_on_no_day_do_two_rows_say_different_things_of_one_thing(name, columns):
    by_key: dict[tuple[str, ...], list[Period]] = {}
    for row in read_rows(name):
        earlier = by_key.setdefault(tuple(row[column] for column in columns), [])
        assert not any(validity(row).overlaps(period) for period in earlier)
        earlier.append(validity(row))


def test_a_row_holds_from_its_first_day_up_to_not_including_its_last():
    row = {"valid_from": "2024-08-19", "valid_to": "2026-09-01"}
    assert validity(row) == Period(date(2024, 8, 19), date(2026, 9, 1))
    assert validity({"valid_from": "", "valid_to": ""}) == Period(None, None)

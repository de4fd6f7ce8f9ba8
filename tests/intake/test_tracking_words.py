"""What officers write in their sheets: words that stand for a reason, hours, and lists in one cell."""

import csv
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.intake.contract import plain_heading
from sightline.intake.tracking.cells import hours_of, reasons_of, several, steps_of
from sightline.population.tables import reasons

TABLE = list(
    csv.DictReader(
        files("sightline.intake").joinpath("data/tracking_words.csv").read_text(encoding="utf-8").splitlines()
    )
)


def test_every_word_stands_for_one_reason_and_says_where_it_comes_from():
    assert {row["reason"] for row in TABLE} <= set(reasons())
    assert len({plain_heading(row["words"]) for row in TABLE}) == len(TABLE)
    assert all(row["source"] for row in TABLE)


@pytest.mark.parametrize(
    ("text", "slugs", "words"),
    [
        ("Part-time timetable; CAMHS", ("camhs-community", "part-time-timetable"), ()),
        ("PEX", ("permanently-excluded",), ()),
        ("permanently-excluded", ("permanently-excluded",), ()),
        ("In custody\nA long story", ("in-custody",), ("A long story",)),
        ("anxiety", (), ("anxiety",)),
        ("none", (), ()),
        ("withheld", (), ()),
    ],
)
def test_reasons_come_first_things_first_and_other_words_are_kept(text, slugs, words):
    found = reasons_of(text)

    assert (found.slugs, found.words) == (slugs, words)


@pytest.mark.parametrize("slug", sorted(reasons()))
def test_a_reason_as_it_goes_out_comes_in_as_itself(slug):
    assert reasons_of(reasons()[slug].title).slugs == (slug,)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("8", [Decimal(8)]),
        ("12.5 hrs per week", [Decimal("12.5")]),
        ("8hrs/4hrs", [Decimal(8), Decimal(4)]),
        ("none", [Decimal(0)]),
        ("0", [Decimal(0)]),
        ("not known", []),
        ("", []),
        ("part time", None),
        ("40+40", None),
        ("25 (5 x 5)", None),
    ],
)
def test_hours(text, hours):
    assert hours_of(text) == hours


names = st.text(st.characters(categories=("L",)), min_size=1, max_size=12).filter(
    lambda name: name.casefold() not in {"none", "nil", "unknown", "nk", "tbc", "withheld"}
)


@given(st.lists(names, max_size=6, unique=True))
def test_a_list_goes_out_and_comes_in_again(items):
    assert several("; ".join(items)) == items


@given(st.text(max_size=300))
def test_no_text_is_too_odd_to_be_read(text):
    assert len(steps_of(text)) == len(several(text))
    hours_of(text)
    reasons_of(text)

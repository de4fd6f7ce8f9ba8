"""Contracts that cannot be misread: headings, keys, classes, and what they are made of."""

import csv
from collections import Counter
from importlib.resources import files

import pytest

from sightline.intake.contract import Kind, plain_heading
from sightline.intake.persons import PERSON_KEY
from sightline.intake.registry import NoSuchFeed, feed_called, feeds
from sightline.record.models import EstablishmentGroup, SourcePersonVersion

FEEDS = list(feeds().values())
each_feed = pytest.mark.parametrize("feed", FEEDS, ids=[feed.name for feed in FEEDS])


@each_feed
def test_no_heading_stands_for_two_columns(feed):
    counted = Counter(heading for column in feed.columns for heading in column.headings)

    assert not [heading for heading, times in counted.items() if times > 1]


@each_feed
def test_what_tells_rows_apart_are_columns_of_the_feed(feed):
    names = {column.name for column in feed.columns} | ({PERSON_KEY} if feed.holds_children else set())

    assert set(feed.told_apart_by) <= names
    assert feed.complete_for in names | {"", "sender"}
    assert feed.shows_sender in names | {""}


@each_feed
def test_every_column_of_a_child_has_its_class(feed):
    if feed.holds_children:
        assert not [column.name for column in feed.columns if column.field_class is None]


@each_feed
def test_text_fits_the_record(feed):
    """A description never holds more than the column of the record that keeps it."""
    room = {field.name: field.max_length for field in SourcePersonVersion._meta.fields if field.max_length}
    kept_as_sent = {Kind.TEXT, Kind.CODE}
    for column in feed.columns:
        if feed.holds_children and column.kind in kept_as_sent and column.name in room:
            assert column.max_length <= room[column.name], column.name


@each_feed
def test_choices_are_not_asked_of_people_twice(feed):
    for column in feed.columns:
        plain = [plain_heading(value) for value in column.choices]
        assert len(set(plain)) == len(plain), column.name


def test_a_feed_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(NoSuchFeed, match="exclusions, home-education, hospital"):
        feed_called("no-such-feed")


def test_every_type_of_establishment_leads_to_a_group_of_the_record():
    table = files("sightline.intake").joinpath("data/establishment_types.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))

    assert {row["group"] for row in rows} <= set(EstablishmentGroup.values)
    assert len({row["type_name"].casefold() for row in rows}) == len(rows)

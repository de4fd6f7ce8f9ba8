"""What a sender sends again as it stood is not looked at twice, and comes to the same as if it were."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer, viewer_for
from sightline.intake import services
from sightline.intake.contract import Feed
from sightline.intake.looking import Look, look_through
from sightline.intake.mending import mend
from sightline.intake.models import IntakeRun, LastSent, StagedRow
from sightline.intake.persons import PERSON_KEY
from sightline.intake.readers import Table
from sightline.intake.registry import feeds
from sightline.intake.rows import RowReader
from sightline.intake.services import open_files, resume, take
from sightline.record import door
from sightline.record.models import (
    FACTS,
    GoneFromFeed,
    Registration,
    SourcePersonVersion,
)
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, on_roll

ROSE = {**ELIZABETH, "Pupil ID": "201", "UPN": "", "Legal forename": "Rose"}
JOAN = {**TOMASZ, "Pupil ID": "202", "Legal forename": "Joan", "Date of birth": "01/02/2014"}
ROLL = [on_roll(child) for child in (ELIZABETH, TOMASZ, ZOE, ROSE, JOAN)]


@pytest.fixture
def read(monkeypatch) -> list[int]:
    """The numbers of the rows that are read, in order."""
    numbers: list[int] = []
    as_it_is = RowReader.read

    def noted(self: RowReader, number: int, cells: list[str]) -> Any:
        numbers.append(number)
        return as_it_is(self, number, cells)

    monkeypatch.setattr(RowReader, "read", noted)
    return numbers


def changed(place: int, **other: str) -> list[dict[str, str]]:
    rows = [dict(row) for row in ROLL]
    rows[place].update({name.replace("_", " "): text for name, text in other.items()})
    return rows


def end_by_hand(officer: Viewer, surname: str, on: date) -> None:
    person = viewer_for(officer.account, action=Action.RECORD_FACTS)
    told = SourcePersonVersion.objects.filter(surname=surname).values("source_person")
    with writing(viewer=person, action=Action.RECORD_FACTS, reason="Mum rang.") as write:
        for registration in Registration.objects.filter(source_person__in=told, valid_to__isnull=True):
            door.end(write, registration, on=on)


class TestRead:
    def test_no_row_of_a_roll_that_is_sent_again(self, take_rows, read):
        take_rows("school-roll", ROLL)
        read.clear()

        outcome = take_rows("school-roll", ROLL)

        assert read == []
        assert (outcome.rows, outcome.taken, outcome.unchanged) == (5, 0, 5)
        assert StagedRow.objects.count() == 0

    def test_the_row_that_is_new_alone(self, take_rows, read):
        take_rows("school-roll", ROLL)
        read.clear()

        outcome = take_rows("school-roll", changed(2, Postcode="ZZ9 9ZZ"))

        assert set(read) == {4}
        assert (outcome.rows, outcome.taken, outcome.unchanged) == (5, 1, 4)

    def test_also_whose_fact_a_person_ended(self, take_rows, read, officer):
        take_rows("school-roll", ROLL)
        end_by_hand(officer, "Carr", date(2026, 11, 2))
        read.clear()

        take_rows("school-roll", ROLL)

        assert set(read) == {4}

    def test_also_whose_row_stands_in_the_file_twice(self, take_rows, read):
        take_rows("school-roll", ROLL)
        read.clear()

        outcome = take_rows("school-roll", [*ROLL, ROLL[0]])

        assert set(read) == {2, 7}
        assert outcome.quarantined == 2

    def test_every_row_under_other_headings(self, take_rows, read):
        take_rows("school-roll", ROLL)
        read.clear()

        take_rows("school-roll", [{**row, "Phone": ""} for row in ROLL])

        assert set(read) == {2, 3, 4, 5, 6}

    def test_every_row_where_a_code_means_something_else(self, take_rows, read, monkeypatch):
        take_rows("school-roll", ROLL)
        read.clear()
        monkeypatch.setattr("sightline.intake.sent_again.__version__", "another")

        take_rows("school-roll", ROLL)

        assert set(read) == {2, 3, 4, 5, 6}


def test_a_warning_is_given_again(take_rows, read):
    rows = changed(1, UPN="A000")
    first = take_rows("school-roll", rows)
    read.clear()

    again = take_rows("school-roll", rows)

    assert read == []
    assert again.problems == first.problems != ()


def test_what_is_told_before_it_is_published_is_read_after_all(take_rows, half_done, officer, tmp_path):
    take_rows("school-roll", ROLL, name="one.csv")
    half_done("school-roll", tmp_path / "one.csv", staged=True)
    end_by_hand(officer, "Carr", date(2026, 11, 2))

    assert resume(officer) == []
    assert IntakeRun.objects.order_by("id").last().state == "received"
    outcome = take_rows("school-roll", ROLL, name="one.csv")

    assert (outcome.rows, outcome.unchanged) == (5, 5)
    assert Registration.objects.filter(valid_to__isnull=False).count() == 1


def test_only_the_last_file_of_a_sender_is_kept(take_rows):
    for _ in range(3):
        take_rows("school-roll", ROLL)

    assert LastSent.objects.get().run_id == IntakeRun.objects.order_by("id").last().pk


def test_such_feeds_tell_their_rows_apart_by_person():
    for feed in feeds().values():
        if feed.row_says_all:
            assert feed.told_apart_by[0] == PERSON_KEY
            assert feed.holds_children and feed.complete_for


STEPS = st.one_of(
    st.tuples(
        st.just("file"),
        st.lists(
            st.tuples(
                st.integers(0, 4),
                st.sampled_from(
                    [
                        {},
                        {},
                        {},
                        {"Postcode": "ZZ9 9ZZ"},
                        {"Date_of_entry": "01/09/2025"},
                        {"UPN": "A000"},
                        {"Date_of_birth": "31/02/2015"},
                        {"School": "990004"},
                        {"Pupil_ID": ""},
                        {"Date_of_leaving": "20/10/2026"},
                    ]
                ),
            ),
            min_size=1,
            max_size=7,
        ),
    ),
    st.tuples(st.just("again"), st.none()),
    st.tuples(st.just("again"), st.none()),
    st.tuples(st.just("by hand"), st.sampled_from(["Carr", "Brook"])),
    st.tuples(st.just("mend"), st.sampled_from(["101", "103"])),
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=2, max_size=6))
def test_any_sequence_comes_to_the_same(officer, steps):
    with as_if_new():
        plain = came_of(officer, steps)
    assert came_of(officer, steps) == plain


@contextmanager
def as_if_new() -> Iterator[None]:
    """Every row of every file is read."""

    def look(feed: Feed, table: Table) -> Look:
        seen = look_through(feed, table)
        return Look(seen.names, senders=seen.senders)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(services, "look_through", look)
        yield


def came_of(officer: Viewer, steps: list[tuple[str, Any]]) -> list[Any]:
    """The outcome of every step and the record at the end; nothing of it stays."""
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        path, came = Path(folder) / "roll.csv", []
        write_rows(path, ROLL)
        for step, what in steps:
            if step == "file":
                write_rows(
                    path, [on_roll((ELIZABETH, TOMASZ, ZOE, ROSE, JOAN)[who], **how) for who, how in what]
                )
            if step in ("file", "again"):
                came.append(
                    counts(take(officer, *open_files("school-roll", [path]), source_name="The sender"))
                )
            elif step == "by hand":
                end_by_hand(officer, what, date(2026, 11, 2))
            else:
                waiting = StagedRow.objects.filter(state="quarantined").order_by("run", "row_number")
                for row in waiting[:1]:
                    mend(
                        officer,
                        {row.pk: {"pupil_id": what, "date_of_birth": "02/04/2013"}},
                        "Rang the school.",
                    )
        came.append(record())
        transaction.set_rollback(True)
    return came


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    headings = list(dict.fromkeys(heading for row in ROLL for heading in row)) + ["Date of leaving"]
    lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    path.write_text("".join(";".join(cells) + "\n" for cells in lines), encoding="utf-8")


def counts(outcome: Any) -> tuple[Any, ...]:
    return (
        *(outcome.rows, outcome.taken, outcome.unchanged, outcome.quarantined, outcome.gone),
        *(outcome.new_children, outcome.to_review),
        sorted(map(str, outcome.problems)),
    )


def record() -> list[Any]:
    """Everything said of everybody, in force and not, without ids and times; and what waits."""
    aside = {"id", "fact", "child_id", "source_person_id", "change_id", "delivery_id", "superseded_by_id"}
    said = []
    for model in (SourcePersonVersion, GoneFromFeed, *FACTS):
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.attname not in aside and not field.attname.endswith("_at")
        ]
        rows = model.versions.values_list("source_person__key", *names)
        said.append(sorted(map(str, rows)))
        said.append(model.objects.count())
    said.append(sorted(map(str, StagedRow.objects.values_list("row_number", "state", "values", "person"))))
    return said

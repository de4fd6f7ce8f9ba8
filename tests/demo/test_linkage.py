"""The measure of matching: errors at the rates that were set, the same people for the same seed, and honest counts."""

import sys
from dataclasses import replace
from datetime import date

import pytest

from sightline.cli.main import run
from sightline.demo.draws import stream
from sightline.demo.linkage.errors import AsSent, as_sent, kinds, rates
from sightline.demo.linkage.measuring import NO_ERROR, Tally, everyday, measure
from sightline.demo.linkage.peers import by_rule, by_splink
from sightline.demo.linkage.trials import Answer, Row, Trial, drawn
from sightline.demo.people import Numbers, Person, make_people
from sightline.demo.places import localities
from sightline.domain.school_age import school_year_of

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 23)
PEOPLE = 2_000


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return make_people(1, PEOPLE, localities(PEOPLE), school_year_of(TODAY), Numbers())


def test_without_errors_a_child_is_sent_as_it_is(people: list[Person]):
    child = people[0]
    sent = as_sent(stream(1, "test"), child, people, {})
    assert sent == AsSent(child.surname, child.forename, child.date_of_birth, child.home.postcode, child.upn)


@pytest.mark.parametrize("feed", kinds())
def test_errors_come_as_often_as_their_rate_says(people: list[Person], feed: str):
    lot = stream(1, "rates", feed)
    sent = [as_sent(lot, person, people, rates(feed)) for person in people * 5]
    for error in ("moved house", "postcode missing"):
        share = sum(error in row.errors for row in sent) / len(sent)
        assert share == pytest.approx(rates(feed)[error], abs=0.012)
    missing = sum(not row.upn for row in sent) / len(sent)
    assert missing == pytest.approx(rates(feed)["upn missing"], abs=0.012)


@pytest.mark.parametrize(
    ("error", "field"),
    [
        ("forename misspelt", "forename"),
        ("pet name", "forename"),
        ("surname misspelt", "surname"),
        ("surname changed", "surname"),
        ("day and month swapped", "date_of_birth"),
        ("digit of the birthday", "date_of_birth"),
        ("moved house", "postcode"),
        ("postcode missing", "postcode"),
        ("upn missing", "upn"),
        ("upn wrong", "upn"),
        ("upn of another child", "upn"),
    ],
)
def test_an_error_changes_its_field_and_no_other_and_is_told(people: list[Person], error: str, field: str):
    lot = stream(1, "one error", error)
    changed = 0
    for person in people[:300]:
        plain = as_sent(lot, person, people, {})
        sent = as_sent(lot, person, people, {error: 1.0})
        differs = {name for name in AsSent.__slots__ if getattr(sent, name) != getattr(plain, name)}
        assert differs in (set(), {field, "errors"})
        assert sent.errors == ((error,) if differs else ())
        changed += bool(differs)
    assert changed


def test_the_same_arguments_measure_the_same():
    asked = {"pupils": PEOPLE, "rows": 500, "seed": 3, "today": TODAY}
    assert drawn("school-roll", **asked) == drawn("school-roll", **asked)


@pytest.fixture(scope="module")
def roll() -> Trial:
    return drawn("school-roll", pupils=PEOPLE, rows=PEOPLE, seed=1, today=TODAY)


def test_rows_add_up_and_a_row_without_an_error_finds_its_child(roll: Trial):
    found = measure(roll, everyday)
    whole = found.whole
    assert (whole.rows, whole.known) == (PEOPLE, PEOPLE - round(0.06 * PEOPLE))
    assert whole.right + whole.wrong + whole.asked <= whole.rows
    assert whole.asked_right <= whole.asked
    assert found.by_error[NO_ERROR].recall == 1
    assert whole.false_in_100_000 <= 2 * 100_000 / PEOPLE


def test_a_feed_without_pupil_numbers_still_finds_its_children():
    whole = measure(drawn("no-upn", pupils=PEOPLE, rows=PEOPLE, seed=1, today=TODAY), everyday).whole
    assert whole.recall > 0.99
    assert whole.wrong == 0
    assert whole.to_people < 0.02


def test_a_fixed_rule_joins_a_child_to_whoever_has_the_number(roll: Trial):
    child, other, namesake = roll.record[0], roll.record[1], roll.record[2]
    rows = (
        Row(child, 1),
        Row(replace(child, upn=other.upn), 1),
        Row(replace(child, upn=""), 1),
        Row(replace(child, upn="", forename="Zebedee"), 1),
    )
    record = (child, other, namesake)
    assert list(by_rule(replace(roll, record=record, rows=rows))) == [
        Answer(1),
        Answer(2),
        Answer(1),
        Answer(None),
    ]
    twice = replace(
        roll, record=(child, other, replace(child, upn="")), rows=(Row(replace(child, upn=""), 1),)
    )
    assert list(by_rule(twice)) == [Answer(None, frozenset({1, 3}))]


def test_splink_alone_finds_most_and_the_everyday_matching_no_fewer():
    trial = drawn("no-upn", pupils=1_000, rows=1_000, seed=1, today=TODAY)
    alone, ours = measure(trial, by_splink).whole, measure(trial, everyday).whole
    assert alone.recall > 0.9
    assert ours.recall >= alone.recall - 0.002
    assert ours.wrong <= alone.wrong


def test_shares_of_nothing_are_not_nought_by_mistake():
    nothing = Tally()
    assert (nothing.precision, nothing.recall, nothing.to_people, nothing.false_in_100_000) == (1, 1, 0, 0)
    some = Tally(rows=1_000, known=900, right=800, wrong=2, asked=50, asked_right=40)
    assert some.precision == 800 / 802
    assert some.recall == 800 / 900
    assert some.false_in_100_000 == 200
    assert some.to_people == 0.05


def test_what_cannot_be_measured_is_refused_in_words(capsys):
    with pytest.raises(LookupError, match="there are: school-roll, no-upn, stress"):
        rates("letters")
    with pytest.raises(ValueError, match="children to send rows about"):
        drawn("stress", pupils=1_000, rows=90_000, seed=1, today=TODAY)
    assert run(["accuracy", "--pupils", "100", "--rows", "200"]) == 2
    assert "--rows must be from 1 to" in capsys.readouterr().err


def test_the_command_prints_every_feed(capsys):
    assert run(["accuracy", "--pupils", "1000", "--feed", "stress", "--feed", "no-upn"]) == 0
    printed = capsys.readouterr().out
    assert "stress: 1,000 rows" in printed
    assert "no-upn: 1,000 rows" in printed
    assert "surname misspelt" in printed


def test_the_command_measures_beside_peers_and_says_so_where_one_is_not_installed(capsys, monkeypatch):
    asked = ["accuracy", "--pupils", "1000", "--rows", "50", "--feed", "no-upn", "--peers"]
    assert run(asked) == 0
    printed = capsys.readouterr().out
    for way in ("Sightline", "a fixed rule", "Splink alone"):
        assert way in printed
    monkeypatch.setitem(sys.modules, "splink.comparison_library", None)
    assert run(asked) == 2
    assert "splink.comparison_library is not installed" in capsys.readouterr().err

"""Everyday matching and Splink, given the same weights, score the same pairs alike."""

from dataclasses import replace
from datetime import date

import pytest

from sightline.demo.draws import stream
from sightline.demo.linkage.errors import AsSent
from sightline.demo.linkage.reference import row_of, settings, table_of
from sightline.demo.linkage.training import beyond_the_feeds, training_set
from sightline.demo.linkage.trials import described, drawn
from sightline.demo.people import Numbers, make_people
from sightline.demo.places import localities
from sightline.domain.school_age import school_year_of
from sightline.matching import weights
from sightline.matching.comparing import LEVELS, NOT_COMPARED, Cleaned, cleaned, compare
from sightline.matching.scoring import NO_FREQUENCIES, score

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 23)
SEED = 104
BITS = 0.01
"""How near the two must be: a hundredth of a bit is less than one part in a hundred of the odds."""

BORN = date(2013, 4, 2)
# What the made-up feeds seldom or never have: each is compared with all the others.
NAMES = [
    ("Elizabeth", "Ashdown"), ("Liz", "Ashdown"), ("E", "Ashdown"), ("Ashdown", "Elizabeth"), ("Élizabeth", "ashdown"),
    ("Elizabeth", "Ashdown-Brook"), ("Elizabeth", "Brook Ashdown"), ("Elizabeth", "O'Brien"), ("Elisabeth", "Brien"),
    ("Mary-Jane", "van der Berg"), ("Mary", "Berg"), ("Jane", "Vanderberg"), ("Anna", "Lee"), ("Ana", "Le"),
    ("Jesss", "Smythe"), ("Jessica", "Smith"), ("Lea", "Leigh"), ("Leo", "Leah"), ("Unknown", "Unknown"),
    ("", "Ashdown"), ("Elizabeth", ""), ("Małgorzata", "Łoś"), ("Malgosia", "Los"), ("Muhammad", "Ali"),
    ("Mohammed", "Ali"), ("Mo", "Ali"), ("Ali", "Mo"), ("Marhta", "Asdhown"), ("Martha", "Ashdonw"),
]  # fmt: skip
VARIED = [
    {},
    {"date_of_birth": BORN.replace(day=4, month=2)},
    {"date_of_birth": date(2014, 4, 2), "postcode": "ZZ1 1AB"},
    {"date_of_birth": date(1900, 1, 1), "postcode": ""},
    {"postcode": "ZZ9 9ZZ", "upn": "M999000026001"},
]


def _unusual() -> list[Cleaned]:
    said = [
        replace(AsSent(surname, forename, BORN, "ZZ1 1AA", "P999000026002"), **varied)
        for forename, surname in NAMES
        for varied in VARIED
    ]
    people = [cleaned(described(one, number)) for number, one in enumerate(said)]
    nhs_numbers, ulns = ("", "9990000018", "9990000026"), ("", "1625574648", "7123456784")
    return [
        replace(one, nhs_number=nhs_numbers[place % 3], uln=ulns[place // 3 % 3])
        for place, one in enumerate(people)
    ]


def _extract() -> tuple[list[Cleaned], list[Cleaned]]:
    """A record and rows with every kind of error, and what is unusual on both sides."""
    trial = drawn("stress", pupils=500, rows=120, seed=SEED, today=TODAY)
    others = make_people(SEED, 500, localities(500), school_year_of(TODAY), Numbers())
    lot = stream(SEED, "extract")
    sent = [beyond_the_feeds(lot, row.sent, others) for row in trial.rows]
    known = {row.child for row in trial.rows} - {None}
    record = [trial.record[number - 1] for number in sorted(known)]
    unusual = _unusual()
    return (
        [cleaned(described(one, number)) for number, one in enumerate(record)] + unusual,
        [cleaned(described(one, number)) for number, one in enumerate(sent)] + unusual,
    )


def test_both_give_every_pair_of_an_extract_the_same_bits():
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    record, rows = _extract()
    api, model = DuckDBAPI(), weights.model()
    tables = [
        api.register(
            table_of([row_of(number, "", one) for number, one in enumerate(people)]), table_name=name
        )
        for name, people in (("a_record", record), ("rows", rows))
    ]
    linker = Linker(tables, settings(model, blocking=["1 = 1"]), log_level=40, validate_settings=False)
    scored = (
        linker.inference.predict().as_pyarrow_table().select(["unique_id_l", "unique_id_r", "match_weight"])
    )
    assert scored.num_rows == len(record) * len(rows)
    met: set[tuple[str, str]] = set()
    for first, second, bits in zip(*(column.to_pylist() for column in scored.columns), strict=True):
        one, other = record[first], rows[second]
        levels = compare(one, other)
        met.update(levels.items())
        ours = score(one, other, levels, NO_FREQUENCIES, model)
        assert ours == pytest.approx(bits, abs=BITS), (one, other, levels)
    every = {(field, level) for field, names in LEVELS.items() for level in (*names, NOT_COMPARED)}
    assert met == every


def test_a_training_set_has_a_row_for_every_child():
    made = training_set(SEED, 100, TODAY)
    assert len(made.rows) == len(made.record)
    assert {row[1] for row in made.rows} == {row[1] for row in made.record}

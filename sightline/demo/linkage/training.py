"""Training: Splink counts how often each level is met among pairs of one child, and among pairs of two.

The children are made up, from a seed of its own: nothing is ever trained on what is reported (`measuring.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from sightline.demo.draws import stream
from sightline.demo.linkage.errors import AsSent, as_sent, kinds, rates
from sightline.demo.linkage.measuring import described
from sightline.demo.linkage.reference import row_of, settings, table_of
from sightline.demo.people import Numbers, Person, make_people
from sightline.demo.places import localities
from sightline.domain.school_age import school_year_of
from sightline.matching.comparing import LEVELS, NHS_NUMBER, ULN, UPN, cleaned

TRAINING_SEED = 101
REPORTED_SEEDS = frozenset(range(1, 100))
"""Seeds that may be reported: none of them is trained on."""
# What training does not see, since made-up feeds have no such error or number: set by hand, and said so in the file.
_BY_HAND = {
    NHS_NUMBER: {"the same": (0.99, 1e-6), "different": (0.01, 1.0)},
    ULN: {"the same": (0.99, 1e-6), "different": (0.01, 1.0)},
}
_UNSEEN_M = 0.001
_FEWEST = 1e-7


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A record and rows about its children, both as Splink reads them."""

    record: list[tuple[Any, ...]]
    rows: list[tuple[Any, ...]]


def training_set(seed: int, pupils: int, today: date) -> TrainingSet:
    """Made-up children, and a row about each of them with the errors of one of the kinds of feed, in turn."""
    people = make_people(seed, pupils, localities(pupils), school_year_of(today), Numbers())
    lot = stream(seed, "training")
    record = [_row(number, person, _rightly(person)) for number, person in enumerate(people, 1)]
    names = kinds()
    rows = [
        _row(number, person, as_sent(lot, person, people, rates(names[number % len(names)])))
        for number, person in enumerate(people, 1)
    ]
    return TrainingSet(record, rows)


def _rightly(person: Person) -> AsSent:
    return AsSent(person.surname, person.forename, person.date_of_birth, person.home.postcode, person.upn)


def _row(number: int, person: Person, sent: AsSent) -> tuple[Any, ...]:
    return row_of(number, person.id, cleaned(described(sent, number)))


def train(
    *, seed: int, pupils: int, pairs: float, today: date, thresholds: dict[str, float]
) -> dict[str, Any]:
    """Train, and return what a model's file says. ValueError for a seed that is kept for reporting.

    u is measured on `pairs` pairs drawn by lot, m on the pairs that are known to be of one child.
    """
    if seed in REPORTED_SEEDS:
        raise ValueError(f"seed {seed} is kept for reporting: train on one from 100")
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    drawn = training_set(seed, pupils, today)
    api = DuckDBAPI()
    tables = [
        api.register(table_of(rows), table_name=name)
        for name, rows in (("record", drawn.record), ("rows", drawn.rows))
    ]
    linker = Linker(tables, settings(), log_level=30, validate_settings=False)
    linker.training.estimate_u_using_random_sampling(max_pairs=pairs, seed=seed)
    linker.training.estimate_m_from_label_column("person")
    return {
        "trained": {
            "with": {name: version(name) for name in ("splink", "duckdb", "rapidfuzz")},
            "seed": seed,
            "children": len(drawn.record),
            "rows": len(drawn.rows),
            "random_pairs": int(pairs),
            "feeds": list(kinds()),
            "by_hand": sorted(_BY_HAND),
        },
        "thresholds": thresholds,
        "fields": _fields(linker.misc.save_model_to_json()),
    }


def _fields(saved: dict[str, Any]) -> dict[str, dict[str, dict[str, Any]]]:
    """m and u of every level, from Splink's model; what training did not meet is filled in, and marked."""
    trained = [comparison["comparison_levels"] for comparison in saved["comparisons"]]
    found = {}
    for (field, names), levels in zip(LEVELS.items(), trained, strict=True):
        by_name = {level["label_for_charts"]: level for level in levels}
        found[field] = {name: _shares(field, name, by_name[name]) for name in names}
    return found


def _shares(field: str, name: str, level: dict[str, Any]) -> dict[str, Any]:
    if field in _BY_HAND:
        m, u = _BY_HAND[field][name]
        return {"m": m, "u": u, "set": "by hand"}
    m, u = level.get("m_probability"), level.get("u_probability")
    said = {"m": max(m or 0, _UNSEEN_M if not m else _FEWEST), "u": min(1.0, max(u or 0, _FEWEST))}
    return said if m and u else {**said, "set": "m not seen" if not m else "u not seen"}


__all__ = ["REPORTED_SEEDS", "TRAINING_SEED", "TrainingSet", "train", "training_set", "Sequence", "UPN"]

"""Training: Splink counts how often each level is met among pairs of one child, and among pairs of two.

The children are made up, from seeds of their own: nothing is ever trained on what is reported (`measuring.py`).
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from statistics import fmean
from typing import Any

from sightline.demo.draws import stream
from sightline.demo.linkage.errors import AsSent, as_sent, kinds, rates
from sightline.demo.linkage.reference import row_of, settings, table_of
from sightline.demo.linkage.trials import described, rightly
from sightline.demo.names import misspelt
from sightline.demo.people import Numbers, Person, make_people
from sightline.demo.places import localities
from sightline.domain.school_age import school_year_of
from sightline.matching.comparing import LEVELS, NHS_NUMBER, ULN, cleaned

FIRST_TRAINING_SEED = 100
"""Seeds from here on are trained on, and those below may be reported: none is both."""
PRIOR_BITS = -16.6
"""What any pair starts from: one pair in a hundred thousand is one child, as in a record of so many children."""
_RANDOM_PAIRS = 4_000_000

# What training does not see, since made-up feeds have no such number: set by hand, and said so in the file.
_BY_HAND = {
    NHS_NUMBER: {"the same": (0.99, 1e-6), "different": (0.01, 1.0)},
    ULN: {"the same": (0.99, 1e-6), "different": (0.01, 1.0)},
}
_FEWEST = 1e-7
_FEWEST_OF_ONE_CHILD = 1e-4

# Errors that the feeds which are reported do not have, and that senders make: how often, by judgement.
BEYOND_THE_FEEDS = {
    "initial only": 0.004,
    "names the other way round": 0.004,
    "two slips in the forename": 0.006,
    "two slips in the surname": 0.006,
    "one half of a double surname": 0.3,
    "a surname added with a hyphen": 0.004,
    "moved to another district": 0.02,
}
"""The share of rows with each of these errors; halves of double surnames are the share of those who have one."""


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """A record and rows about its children, both as Splink reads them."""

    record: list[tuple[Any, ...]]
    rows: list[tuple[Any, ...]]


def training_set(seed: int, pupils: int, today: date) -> TrainingSet:
    """Made-up children, and a row about each of them with the errors of one of the kinds of feed, in turn."""
    people = make_people(seed, pupils, localities(pupils), school_year_of(today), Numbers())
    lot = stream(seed, "training")
    record = [_row(number, person, rightly(person)) for number, person in enumerate(people, 1)]
    names = kinds()
    rows = []
    for number, person in enumerate(people, 1):
        sent = as_sent(lot, person, people, rates(names[number % len(names)]))
        rows.append(_row(number, person, beyond_the_feeds(lot, sent, people)))
    return TrainingSet(record, rows)


def beyond_the_feeds(lot: random.Random, sent: AsSent, others: Sequence[Person]) -> AsSent:
    """The row with what else goes wrong, each as often as `BEYOND_THE_FEEDS` says."""
    another = lot.choice(others)
    surname, _, second = sent.surname.partition("-")
    changes = (
        ("initial only", replace(sent, forename=sent.forename[:1])),
        ("names the other way round", replace(sent, forename=sent.surname, surname=sent.forename)),
        ("two slips in the forename", replace(sent, forename=misspelt(lot, misspelt(lot, sent.forename)))),
        ("two slips in the surname", replace(sent, surname=misspelt(lot, misspelt(lot, sent.surname)))),
        ("one half of a double surname", replace(sent, surname=lot.choice((surname, second or surname)))),
        ("a surname added with a hyphen", replace(sent, surname=f"{sent.surname}-{another.surname}")),
        ("moved to another district", replace(sent, postcode=another.home.postcode)),
    )
    for error, changed in changes:
        if lot.random() < BEYOND_THE_FEEDS[error]:
            return changed
    return sent


def _row(number: int, person: Person, sent: AsSent) -> tuple[Any, ...]:
    return row_of(number, person.id, cleaned(described(sent, number)))


def train(
    *, name: str, seeds: Sequence[int], pupils: int, today: date, thresholds: Mapping[str, float]
) -> dict[str, Any]:
    """Train on made-up children of each seed, and return what a model's file says: shares are means over the seeds.

    u is measured on pairs drawn by lot, m on the pairs that are known to be of one child. ValueError for a seed that is
    kept for reporting, or for none.
    """
    kept = [seed for seed in seeds if seed < FIRST_TRAINING_SEED]
    if kept or not seeds:
        raise ValueError(
            f"seeds below {FIRST_TRAINING_SEED} are kept for reporting: train on others, and on one at least"
        )
    sets = [training_set(seed, pupils, today) for seed in seeds]
    counted = [_counted(drawn, seed) for drawn, seed in zip(sets, seeds, strict=True)]
    return {
        "version": name,
        "prior_bits": PRIOR_BITS,
        "trained": {
            "with": {name: version(name) for name in ("splink", "duckdb", "rapidfuzz")},
            "seeds": list(seeds),
            "children": sum(len(drawn.record) for drawn in sets),
            "rows": sum(len(drawn.rows) for drawn in sets),
            "random_pairs_a_seed": _RANDOM_PAIRS,
            "feeds": list(kinds()),
            "errors_beyond_the_feeds": BEYOND_THE_FEEDS,
            "by_hand": sorted(_BY_HAND),
        },
        "thresholds": dict(thresholds),
        "fields": _fields(counted),
    }


_Shares = dict[str, dict[str, tuple[float | None, float | None]]]


def _counted(drawn: TrainingSet, seed: int) -> _Shares:
    """m and u of every level as Splink counts them in one set; None where it met none."""
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    api = DuckDBAPI()
    tables = [
        api.register(table_of(rows), table_name=name)
        for name, rows in (("record", drawn.record), ("rows", drawn.rows))
    ]
    linker = Linker(tables, settings(), log_level=30, validate_settings=False)
    linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=seed)
    linker.training.estimate_m_from_label_column("person")
    saved = [
        comparison["comparison_levels"] for comparison in linker.misc.save_model_to_json()["comparisons"]
    ]
    return {
        field: {
            level["label_for_charts"]: (level.get("m_probability"), level.get("u_probability"))
            for level in levels
        }
        for field, levels in zip(LEVELS, saved, strict=True)
    }


def _fields(counted: Sequence[_Shares]) -> dict[str, dict[str, dict[str, Any]]]:
    """m and u of every level, the mean of all sets; what training did not meet is filled in, and marked."""
    return {
        field: {name: _shares(field, name, [one[field][name] for one in counted]) for name in names}
        for field, names in LEVELS.items()
    }


def _shares(field: str, name: str, met: Iterable[tuple[float | None, float | None]]) -> dict[str, Any]:
    if field in _BY_HAND:
        m, u = _BY_HAND[field][name]
        return {"m": m, "u": u, "set": "by hand"}
    of_one, of_two = zip(*met, strict=True)
    m, u = _mean(of_one), _mean(of_two)
    said: dict[str, Any] = {"m": max(m, _FEWEST_OF_ONE_CHILD), "u": max(u, _FEWEST)}
    unseen = [share for share, found in (("m", m), ("u", u)) if not found]
    return {**said, "set": f"{' and '.join(unseen)} not seen"} if unseen else said


def _mean(shares: Iterable[float | None]) -> float:
    return fmean(share or 0.0 for share in shares)

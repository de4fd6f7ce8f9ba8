"""Other ways of linking, which the everyday matching is measured beside: a fixed rule, and Splink by itself.

Splink trains itself on the very rows that it links, as somebody would who has it and no truth. It sees what a feed has,
and is neither told nor given anything that Sightline's own model was trained on.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sightline.demo.linkage.errors import AsSent
from sightline.demo.linkage.trials import Answer, Trial
from sightline.matching.names import plain

JOIN_FROM = 0.9
"""From which match probability Splink's best pair is taken for one child; from `ASK_FROM` a person would look."""
ASK_FROM = 0.5
MARGIN = 3.0
"""How far ahead of the next child Splink's best must be, in bits: without it, twins are joined to each other."""

_COLUMNS = ("unique_id", "forename", "surname", "born", "postcode", "upn")
_SEED = 1
_BLOCKS = (
    ("born", "surname"),
    ("born", "forename"),
    ("born", "postcode"),
    ("forename", "surname"),
    ("surname", "postcode"),
    ("forename", "postcode"),
)


def by_rule(trial: Trial) -> Iterator[Answer]:
    """A fixed rule: the same unique pupil number, else the same names and date of birth, where one child has them."""
    by_upn, by_name = defaultdict[str, list[int]](list), defaultdict[tuple[str, ...], list[int]](list)
    for number, written in enumerate(trial.record, 1):
        by_upn[written.upn].append(number)
        by_name[_named(written)].append(number)
    for row in trial.rows:
        found = (by_upn.get(row.sent.upn, []) if row.sent.upn else []) or by_name.get(_named(row.sent), [])
        yield Answer(found[0]) if len(found) == 1 else Answer(None, frozenset(found))


def by_splink(trial: Trial) -> list[Answer]:
    """Splink by itself: its own comparisons of names, dates and postcodes, trained on these rows without any truth.

    Raises ModuleNotFoundError where Splink or DuckDB is not installed.
    """
    first_row = len(trial.record) + 1
    record = [_read(number, one) for number, one in enumerate(trial.record, 1)]
    rows = [_read(number, row.sent) for number, row in enumerate(trial.rows, first_row)]
    likely = defaultdict[int, list[tuple[float, int]]](list)
    for first, second, bits in splink_pairs(record, rows):
        likely[second].append((bits, first))
    return [_answer(likely.get(number, [])) for number in range(first_row, first_row + len(trial.rows))]


def _answer(likely: list[tuple[float, int]]) -> Answer:
    """The best of the pairs of one row, where it is likely enough and far enough ahead; else all as questions."""
    asked = frozenset(child for _, child in likely)
    if not likely:
        return Answer(None)
    bits, child = max(likely)
    near = [other for weight, other in likely if other != child and weight > bits - MARGIN]
    if near or probability(bits) < JOIN_FROM:
        return Answer(None, asked)
    return Answer(child)


def probability(bits: float) -> float:
    """How likely a pair is one child, from its match weight in bits."""
    return 1 / (1 + math.pow(2, -bits))


AsRead = tuple[int, str | None, str | None, str | None, str | None, str | None]
"""A number of its own, forename, surname, date of birth, postcode and unique pupil number, as Splink reads a row."""


def splink_pairs(record: Sequence[AsRead], rows: Sequence[AsRead]) -> Iterator[tuple[int, int, float]]:
    """The likelier pairs of a number of the record and one of the rows, and the bits that Splink gives each.

    Without a record, pairs among the rows, the smaller number first. Raises ModuleNotFoundError where Splink or DuckDB
    is not installed.
    """
    linker = _trained(record, rows)
    pairs = linker.inference.predict(threshold_match_probability=ASK_FROM).as_pyarrow_table()
    columns = (pairs[name].to_pylist() for name in ("unique_id_l", "unique_id_r", "match_weight"))
    for first, second, bits in zip(*columns, strict=True):
        yield min(first, second), max(first, second), bits


def _trained(record: Sequence[AsRead], rows: Sequence[AsRead]) -> Any:
    import splink.comparison_library as compared
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    api = DuckDBAPI()
    tables = [
        api.register(_table(people), table_name=name)
        for name, people in (("record", record), ("rows", rows))
        if people
    ]
    blocks: list[Any] = [block_on(*columns) for columns in _BLOCKS]
    comparisons: list[Any] = [
        compared.NameComparison("forename").configure(term_frequency_adjustments=True),
        compared.NameComparison("surname").configure(term_frequency_adjustments=True),
        compared.DateOfBirthComparison("born", input_is_string=True),
        compared.PostcodeComparison("postcode"),
    ]
    if any(row[-1] for row in rows):
        comparisons.append(compared.ExactMatch("upn"))
        blocks.insert(0, block_on("upn"))
    settings = SettingsCreator(
        link_type="link_only" if record else "dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=blocks,
    )
    linker = Linker(tables, settings, log_level=40, validate_settings=False)
    certain = block_on("forename", "surname", "born")
    linker.training.estimate_probability_two_random_records_match([certain], recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=_SEED)
    for known in (block_on("born"), block_on("forename", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(known)
    return linker


def _read(number: int, one: AsSent) -> AsRead:
    return (
        number,
        one.forename.casefold() or None,
        one.surname.casefold() or None,
        one.date_of_birth.isoformat(),
        one.postcode or None,
        one.upn or None,
    )


def _table(people: Sequence[AsRead]) -> Any:
    import pyarrow as pa  # type: ignore[import-untyped]

    return pa.table(
        {
            name: pa.array(column, pa.int64() if name == "unique_id" else pa.string())
            for name, column in zip(_COLUMNS, zip(*people, strict=True), strict=True)
        }
    )


def _named(one: AsSent) -> tuple[str, ...]:
    return plain(one.surname), plain(one.forename), one.date_of_birth.isoformat()

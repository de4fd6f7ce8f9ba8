"""Splink's scorer of the same comparisons: what trains the model, and what everyday matching is held to.

Splink and DuckDB are not needed to run Sightline: they are installed to train, to test and to be timed beside.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sightline.matching.cleaning import squeezed
from sightline.matching.comparing import (
    ALIKE,
    ALIKE_FROM,
    BORN,
    DIFFERENT,
    ELSEWHERE,
    FORENAME,
    HOUSEHOLD,
    INITIAL,
    LEVELS,
    LIKE_SURNAME,
    NHS_NUMBER,
    NO_POSTCODE,
    ONE_FIGURE,
    ONE_PART,
    ONE_SLIP,
    OTHER_WAY_ROUND,
    SAME,
    SAME_DISTRICT,
    SAME_POSTCODE,
    SHORT_FORM,
    SHORTEST_PREFIX,
    SHORTEST_SLIP,
    SWAPPED,
    ULN,
    UPN,
    Cleaned,
)
from sightline.matching.weights import Model

COLUMNS = (
    "unique_id", "person", "forename", "first_word", "forename_squeezed", "words", "roots", "surname", "core",
    "surname_squeezed", "parts", "born", "postcode", "district", "upn", "nhs", "uln",
)  # fmt: skip
_NAMES = {
    FORENAME: "forename",
    HOUSEHOLD: "household",
    BORN: "born",
    UPN: "upn",
    NHS_NUMBER: "nhs",
    ULN: "uln",
}
"""What Splink calls each field."""


def row_of(number: int, person: str, one: Cleaned) -> tuple[Any, ...]:
    """One description as Splink reads it; only the first forename and surname, which is all that made-up feeds have."""
    forename = one.forenames[0] if one.forenames else None
    surname = one.surnames[0] if one.surnames else None
    return (
        number,
        person,
        forename.whole if forename else None,
        forename.words[0] if forename else None,
        forename.once if forename else None,
        list(forename.words) if forename else [],
        sorted(forename.roots) if forename else [],
        surname.whole if surname else None,
        surname.core if surname else None,
        squeezed(surname.whole) if surname else None,
        sorted(surname.parts) if surname else [],
        f"{one.date_of_birth:%Y%m%d}" if one.date_of_birth else None,
        one.postcode or None,
        one.postcode[:-4] if one.postcode else None,
        next(iter(sorted(one.upns)), None),
        one.nhs_number or None,
        one.uln or None,
    )


def table_of(rows: Sequence[tuple[Any, ...]]) -> Any:
    """Rows as a table that DuckDB reads."""
    import pyarrow as pa  # type: ignore[import-untyped]

    texts, number, lists = pa.string(), pa.int64(), pa.list_(pa.string())
    kinds = {"unique_id": number, "words": lists, "roots": lists, "parts": lists}
    columns = list(zip(*rows, strict=True))
    return pa.table(
        {
            name: pa.array(column, kinds.get(name, texts))
            for name, column in zip(COLUMNS, columns, strict=True)
        }
    )


def comparisons(model: Model | None = None) -> list[dict[str, Any]]:
    """Every field as a comparison of Splink, with the weights of a model, or with none before training."""
    return [_comparison(field, conditions, model) for field, conditions in _conditions().items()]


def settings(
    model: Model | None = None, *, link_type: str = "link_only", blocking: Iterable[str] = ()
) -> Any:
    """The settings of Splink for these comparisons; `blocking` are conditions on which pairs are scored."""
    from splink import SettingsCreator

    prior = 2.0**model.prior if model else 1e-5
    return SettingsCreator(
        link_type=link_type,  # type: ignore[arg-type]
        unique_id_column_name="unique_id",
        probability_two_random_records_match=prior / (1 + prior),
        comparisons=list(comparisons(model)),
        blocking_rules_to_generate_predictions=[
            {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in blocking
        ],
        retain_intermediate_calculation_columns=True,
        additional_columns_to_retain=["person"],
    )


def _comparison(field: str, conditions: dict[str, str], model: Model | None) -> dict[str, Any]:
    column = _NAMES[field]
    null = _NULLS[field]
    levels: list[dict[str, Any]] = [
        {"sql_condition": null, "label_for_charts": "not compared", "is_null_level": True}
    ]
    for name, condition in conditions.items():
        level: dict[str, Any] = {"sql_condition": condition, "label_for_charts": name}
        if model:
            found = model.levels[field][name]
            level |= {"m_probability": found.m, "u_probability": found.u}
        levels.append(level)
    return {"output_column_name": column, "comparison_levels": levels}


def _both(column: str) -> str:
    return f"{column}_l = {column}_r"


def _missing(column: str) -> str:
    return f"({column}_l IS NULL OR {column}_r IS NULL)"


_NULLS = {
    FORENAME: _missing("forename"),
    HOUSEHOLD: _missing("surname"),
    BORN: _missing("born"),
    UPN: _missing("upn"),
    NHS_NUMBER: _missing("nhs"),
    ULN: _missing("uln"),
}


def _slip(column: str) -> str:
    shorter = f"least(length({column}_l), length({column}_r))"
    return (
        f"(({shorter} >= {SHORTEST_SLIP} AND damerau_levenshtein({column}_l, {column}_r) <= 1)"
        f" OR ({shorter} < {SHORTEST_SLIP} AND {column}_squeezed_l = {column}_squeezed_r))"
    )


def _alike(column: str) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {ALIKE_FROM}"


def _begins(column: str) -> str:
    shorter = f"least(length({column}_l), length({column}_r))"
    either = f"starts_with({column}_l, {column}_r) OR starts_with({column}_r, {column}_l)"
    return f"({shorter} >= {SHORTEST_PREFIX} AND ({either}))"


def _surname_conditions() -> dict[str, str]:
    return {
        SAME: f"({_both('surname')} OR {_both('core')} OR (len(parts_l) > 1 AND {_both('parts')}))",
        ONE_PART: "((len(parts_l) > 1 OR len(parts_r) > 1) AND list_has_any(parts_l, parts_r))",
        ONE_SLIP: _slip("surname"),
        ALIKE: _alike("surname"),
        DIFFERENT: "TRUE",
    }


def _forename_conditions() -> dict[str, str]:
    initial = "(length(forename_l) = 1 OR length(forename_r) = 1)"
    first = "left(forename_l, 1) = left(forename_r, 1)"
    once = "forename_squeezed"
    short = (
        f"{_begins('forename')} OR ({once}_l <> {once}_r AND {_begins(once)})"
        " OR list_contains(words_l, forename_r) OR list_contains(words_r, forename_l)"
        " OR list_contains(roots_l, forename_r) OR list_contains(roots_r, forename_l)"
    )
    turned = "forename_l = surname_r AND surname_l = forename_r"
    return {
        SAME: _both("forename"),
        INITIAL: f"{initial} AND {first}",
        SHORT_FORM: f"NOT {initial} AND ({short})",
        ONE_SLIP: f"NOT {initial} AND {_slip('forename')}",
        ALIKE: f"NOT {initial} AND {_alike('forename')}",
        OTHER_WAY_ROUND: turned,
        DIFFERENT: "TRUE",
    }


def _conditions() -> dict[str, dict[str, str]]:
    """The levels of every field as conditions, in the order in which they are tried."""
    forename = _forename_conditions()
    surnames = _surname_conditions()
    nearer = " OR ".join(f"({forename[near]})" for near in (SAME, INITIAL, SHORT_FORM, ONE_SLIP, ALIKE))
    surnames[SAME] = f"({surnames[SAME]} OR ({forename[OTHER_WAY_ROUND]} AND NOT ({nearer})))"
    like = " OR ".join(surnames[near] for near in (ONE_PART, ONE_SLIP, ALIKE))
    household = {
        f"{SAME} surname, {SAME_POSTCODE}": f"{_both('postcode')} AND {surnames[SAME]}",
        f"{LIKE_SURNAME} surname, {SAME_POSTCODE}": f"{_both('postcode')} AND ({like})",
        f"{DIFFERENT} surname, {SAME_POSTCODE}": _both("postcode"),
    }
    for where, condition in (
        (SAME_DISTRICT, _both("district")),
        (ELSEWHERE, f"NOT {_missing('postcode')}"),
        (NO_POSTCODE, _missing("postcode")),
    ):
        for near, alike in surnames.items():
            household[f"{near} surname, {where}"] = f"{condition} AND {alike}"
    swapped = "concat(left(born_l, 4), right(born_l, 2), substr(born_l, 5, 2)) = born_r"
    figures = " + ".join(f"(substr(born_l, {n}, 1) <> substr(born_r, {n}, 1))::INT" for n in range(1, 9))
    a_year = "abs(left(born_l, 4)::INT - left(born_r, 4)::INT) = 1 AND right(born_l, 4) = right(born_r, 4)"
    return {
        FORENAME: _with_else(forename),
        HOUSEHOLD: _with_else(household),
        BORN: {
            SAME: _both("born"),
            SWAPPED: swapped,
            ONE_FIGURE: f"({a_year}) OR ({figures}) = 1",
            DIFFERENT: "ELSE",
        },
        UPN: {SAME: _both("upn"), DIFFERENT: "ELSE"},
        NHS_NUMBER: {SAME: _both("nhs"), DIFFERENT: "ELSE"},
        ULN: {SAME: _both("uln"), DIFFERENT: "ELSE"},
    }


def _with_else(conditions: dict[str, str]) -> dict[str, str]:
    """The same with the last condition as everything that is left."""
    return {**conditions, list(conditions)[-1]: "ELSE"}


if set(_NAMES) != set(LEVELS):
    raise RuntimeError("every field that is compared needs a name in Splink")

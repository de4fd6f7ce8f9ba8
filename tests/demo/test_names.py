"""How senders get names wrong: one slip, or a form that is still the same child's."""

import random

from hypothesis import given
from hypothesis import strategies as st

from sightline.demo.draws import Weighted, stream, table, whole_number
from sightline.demo.names import misspelt, surname
from sightline.matching.names import forenames_agree, within_one_slip


@given(st.integers(), st.integers())
def test_a_misspelt_name_is_one_slip_away(seed: int, other: int) -> None:
    name = surname(stream(seed, "a name"))
    assert within_one_slip(name.casefold(), misspelt(stream(other, "a slip"), name).casefold())


def test_short_forms_are_forms_of_the_name() -> None:
    forms = [(row["name"], row["short"]) for row in table("nicknames")]
    assert all(forenames_agree((name,), (short,)) for name, short in forms)


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=20), st.integers())
def test_what_is_drawn_is_among_what_there_is(weights: list[float], seed: int) -> None:
    items = list(range(len(weights)))
    assert Weighted(items, weights).draw(random.Random(seed)) in items


def test_what_weighs_nothing_is_never_drawn() -> None:
    lot = random.Random(1)
    assert {Weighted("ab", (0.0, 1.0)).draw(lot) for _ in range(100)} == {"b"}


def test_a_fraction_becomes_a_whole_number_as_often_as_it_says() -> None:
    lot = random.Random(1)
    drawn = [whole_number(lot, 2.25) for _ in range(4_000)]
    assert set(drawn) == {2, 3}
    assert 0.2 < drawn.count(3) / len(drawn) < 0.3

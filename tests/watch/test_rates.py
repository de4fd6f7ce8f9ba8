"""What chance would give a school, held against counting every lot there is."""

from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.watch.rates import TAIL, Beside, Counted, by_lot, chance_of, usual

pytestmark = pytest.mark.once


@st.composite
def lots(draw: st.DrawFn) -> tuple[int, Counted]:
    pupils = draw(st.integers(0, 60))
    return draw(st.integers(0, pupils)), Counted(draw(st.integers(0, pupils)), pupils)


@given(lots())
def test_a_lot_is_as_likely_as_counting_says(lot: tuple[int, Counted]) -> None:
    drawn, everybody = lot
    first, probabilities = by_lot(drawn, everybody)
    ways = comb(everybody.pupils, drawn)
    for number in range(drawn + 1):
        exact = (
            comb(everybody.found, number) * comb(everybody.pupils - everybody.found, drawn - number) / ways
        )
        here = probabilities[number - first] if 0 <= number - first < len(probabilities) else 0.0
        assert here == pytest.approx(exact, abs=1e-12)


def test_every_lot_of_a_small_authority_drawn() -> None:
    """Three of seven are found; a school of three gets as many as all lots together say."""
    found = [sum(1 for one in lot if one < 3) for lot in combinations(range(7), 3)]
    first, probabilities = by_lot(3, Counted(3, 7))
    assert first == 0
    assert probabilities == pytest.approx([found.count(number) / len(found) for number in range(4)])


@given(lots())
def test_who_stands_within_the_limits_is_as_chance_gives(lot: tuple[int, Counted]) -> None:
    drawn, everybody = lot
    lowest, highest = usual(drawn, everybody)
    fewest = max(0, drawn - (everybody.pupils - everybody.found))
    for found in range(fewest, min(drawn, everybody.found) + 1):
        chance = chance_of(Counted(found, drawn), everybody)
        assert (chance.lowest, chance.highest) == (lowest, highest)
        if chance.beside == Beside.AS_CHANCE:
            assert lowest <= found <= highest
        elif chance.beside == Beside.MORE:
            assert found > highest and chance.more <= TAIL
        else:
            assert found < lowest and chance.fewer <= TAIL


@pytest.mark.parametrize(
    ("found", "pupils", "beside"),
    [
        (10, 100, Beside.AS_CHANCE),
        (19, 100, Beside.AS_CHANCE),
        (21, 100, Beside.MORE),
        (2, 100, Beside.AS_CHANCE),
        (1, 100, Beside.FEWER),
        (2, 2, Beside.AS_CHANCE),
        (3, 3, Beside.MORE),
        (0, 40, Beside.AS_CHANCE),
        (0, 0, Beside.AS_CHANCE),
    ],
)
def test_a_school_where_a_tenth_of_ten_thousand_are_found(found: int, pupils: int, beside: Beside) -> None:
    assert chance_of(Counted(found, pupils), Counted(1_000, 10_000)).beside == beside


def test_a_large_authority_neither_overflows_nor_loses_its_likeliest_number() -> None:
    chance = chance_of(Counted(900, 3_000), Counted(75_000, 250_000))
    assert chance.expected == 900
    assert chance.beside == Beside.AS_CHANCE
    assert 800 < chance.lowest < 900 < chance.highest < 1_000


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="between none and all"):
        Counted(3, 2)
    with pytest.raises(ValueError, match="part of everybody"):
        chance_of(Counted(2, 3), Counted(1, 10))
    with pytest.raises(ValueError, match="part of everybody"):
        chance_of(Counted(0, 3), Counted(9, 10))
    with pytest.raises(ValueError, match="between none and everybody"):
        usual(3, Counted(1, 2))


def test_of_nobody_there_is_no_percentage() -> None:
    assert Counted(0, 0).percent is None
    assert Counted(1, 8).percent == 12.5

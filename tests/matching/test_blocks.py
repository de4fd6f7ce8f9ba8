"""Block keys: whatever goes wrong with a row, it still shares a key with its child, and strangers share none."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.matching.blocks import BLOCKS, block_keys, key_number
from tests.matching.people import ELIZA

pytestmark = pytest.mark.once

NUMBERED = replace(ELIZA, upns=frozenset({"M999000026001"}), nhs_number="9990000018", uln="1625574648")
STRANGER = replace(
    NUMBERED,
    surnames=("Brook",),
    forenames=("Callum",),
    date_of_birth=date(2011, 9, 17),
    postcode="ZZ9 9ZZ",
    upns=frozenset({"P999000026002"}),
    nhs_number="9990000026",
    uln="7123456784",
    own_key="18",
)


def _kinds(keys: frozenset[str]) -> set[str]:
    return {key.split(" ")[0] for key in keys}


def test_a_whole_description_has_a_key_of_every_kind():
    assert _kinds(block_keys(NUMBERED)) == {block.name for block in BLOCKS}


def test_strangers_share_no_key():
    assert not block_keys(NUMBERED) & block_keys(STRANGER)


# For every kind, what may be otherwise than the child is described, so that this kind alone still finds it.
@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("upn", ("upns",)),
        ("nhs", ("nhs_number",)),
        ("uln", ("uln",)),
        ("key", ("own_key",)),
        ("birth-postcode", ("date_of_birth", "postcode")),
        ("birth-name", ("date_of_birth", "forenames")),
        ("birth-name", ("date_of_birth", "surnames")),
        ("postcode-initial", ("postcode", "forenames")),
    ],
)
def test_what_little_agrees_is_enough(kind, kept):
    described = replace(STRANGER, **{field: getattr(NUMBERED, field) for field in kept})
    assert _kinds(block_keys(described) & block_keys(NUMBERED)) == {kind}


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("birth-name", {"date_of_birth": date(2013, 2, 4), "postcode": "ZZ9 9ZZ", "surnames": ("Brook",)}),
        ("birth-name", {"forenames": ("Liz",), "surnames": ("Brook",), "postcode": ""}),
        ("birth-name", {"forenames": ("Ashdown",), "surnames": ("Elizabeth",), "postcode": ""}),
        ("birth-name", {"surnames": ("Brook-Ashdown",), "forenames": ("Rose",), "postcode": ""}),
        ("birth-initials", {"forenames": ("Ekizabeth",), "surnames": ("Ahsdown",), "postcode": ""}),
        ("names-year", {"date_of_birth": date(2013, 8, 9), "postcode": ""}),
        ("names-day", {"date_of_birth": date(2003, 4, 2), "postcode": "ZZ9 9ZZ"}),
        ("postcode-initial", {"date_of_birth": date(2011, 9, 17), "surnames": ("Brook",)}),
    ],
)
def test_what_goes_wrong_together_is_still_found(kind, changes):
    described = replace(ELIZA, own_key="A-9", **changes)
    assert kind in _kinds(block_keys(described) & block_keys(ELIZA))


def test_one_sender_s_number_is_no_key_beside_another_sender():
    elsewhere = replace(STRANGER, own_key=ELIZA.own_key, source="provider")
    assert not block_keys(elsewhere) & block_keys(ELIZA)


def test_without_a_date_of_birth_a_postcode_or_a_number_there_is_nothing_to_find_by():
    assert not block_keys(replace(ELIZA, date_of_birth=None, postcode="", own_key=""))


@given(st.text(max_size=30))
def test_a_key_is_kept_as_a_whole_number_that_a_database_holds(key):
    assert 0 <= key_number(key) < 2**63


def test_two_keys_are_two_numbers():
    keys = block_keys(NUMBERED) | block_keys(STRANGER)
    assert len({key_number(key) for key in keys}) == len(keys)

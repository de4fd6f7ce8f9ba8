"""A score is a sum that explains itself, and its words say nothing of the child."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.matching import weights
from sightline.matching.comparing import BORN, FORENAME, LEVELS, NOT_COMPARED, cleaned, compare
from sightline.matching.scoring import (
    NO_FREQUENCIES,
    RARE_FORENAME,
    RARE_SURNAME,
    Frequencies,
    explain,
    levels_in_words,
    score,
)
from tests.matching.people import ELIZA

pytestmark = pytest.mark.once

NHS, OTHER_NHS = "9990000018", "9990000026"
MOVED = replace(ELIZA, postcode="ZZ9 9ZZ")
descriptions = st.builds(
    lambda surname, forename, born, code, upn, nhs: replace(
        ELIZA,
        surnames=(surname,),
        forenames=(forename,),
        date_of_birth=born,
        postcode=code,
        upns=frozenset({upn} - {""}),
        nhs_number=nhs,
    ),
    st.sampled_from(["Ashdown", "Ashdwon", "Brook", ""]),
    st.sampled_from(["Elizabeth", "Liz", "Rose", ""]),
    st.sampled_from([date(2013, 4, 2), date(2013, 2, 4), None]),
    st.sampled_from(["ZZ1 1AA", "ZZ9 9ZZ", ""]),
    st.sampled_from(["M999000026001", "P999000026002", ""]),
    st.sampled_from([NHS, OTHER_NHS, ""]),
)
crowd = Frequencies.of([cleaned(ELIZA)] * 40 + [cleaned(replace(ELIZA, forenames=("Rose",)))] * 60)


@given(descriptions, descriptions, st.sampled_from([NO_FREQUENCIES, crowd]))
def test_the_parts_and_the_start_add_up_to_the_score(one, other, frequencies):
    explained = explain(one, other, frequencies=frequencies)
    ours, theirs = cleaned(one), cleaned(other)
    scored = score(ours, theirs, compare(ours, theirs), frequencies, weights.model())
    assert explained.total_bits == pytest.approx(scored)
    assert explained.total_bits == pytest.approx(
        explained.prior_bits + sum(part.bits for part in explained.parts)
    )


@given(descriptions, descriptions)
def test_the_words_say_nothing_of_the_child(one, other):
    explained = explain(one, other)
    said = " ".join([*(part.words for part in explained.parts), *explained.guards])
    for text in (*one.surnames, *one.forenames, one.postcode, one.nhs_number, *one.upns):
        assert not text or text not in said


def test_both_sides_stand_beside_each_other():
    parts = {part.field: part for part in explain(ELIZA, MOVED).parts}
    assert (parts["household"].ours, parts["household"].theirs) == ("Ashdown; ZZ1 1AA", "Ashdown; ZZ9 9ZZ")
    assert parts[BORN].ours == "2013-04-02"
    assert parts["upn"].words == "Unique pupil number: not known on one side, so it says nothing."
    assert parts["upn"].bits == 0
    numbered = explain(replace(ELIZA, upns=frozenset({"M999000026001"})), MOVED).parts
    assert {part.ours for part in numbered if part.field == "upn"} == {"M999000026001"}


@pytest.mark.parametrize(
    ("changes", "guard"),
    [
        ({}, None),
        ({"forenames": ("Rose",)}, "The forenames differ: they may be twins, or brother and sister."),
        (
            {"forenames": ("Rose",), "date_of_birth": date(2011, 9, 17)},
            "Forename and date of birth both differ: two children.",
        ),
        ({"date_of_birth": None}, "A forename, a surname or a date of birth is not known."),
        ({"surnames": ("",)}, "A forename, a surname or a date of birth is not known."),
        ({"nhs_number": OTHER_NHS}, "The NHS numbers differ."),
    ],
)
def test_what_forbids_joining_is_said(changes, guard):
    found = explain(replace(ELIZA, nhs_number=NHS), replace(ELIZA, **changes)).guards
    assert found == ((guard,) if guard else ())


def test_a_common_name_says_less_and_a_rare_one_more():
    whole = {part.field: part for part in explain(ELIZA, MOVED, frequencies=crowd).parts}
    assert whole[RARE_FORENAME].bits < 0
    assert "more children than usual" in whole[RARE_FORENAME].words
    assert whole[RARE_SURNAME].bits < 0
    many = replace(crowd, forenames={"elizabeth": 2}, surnames={"ashdown": 2}, descriptions=1_000_000)
    rare = {part.field: part.bits for part in explain(ELIZA, MOVED, frequencies=many).parts}
    assert rare[RARE_FORENAME] == rare[RARE_SURNAME] == 4


def test_a_short_form_is_no_name_that_is_shared_and_has_no_frequency():
    fields = {
        part.field for part in explain(ELIZA, replace(MOVED, forenames=("Liz",)), frequencies=crowd).parts
    }
    assert RARE_FORENAME not in fields


def test_levels_in_words_leave_out_what_is_not_compared():
    said = levels_in_words(compare(cleaned(replace(ELIZA, nhs_number=NHS)), cleaned(MOVED)))
    assert (
        said == "Forename the same; surname and postcode the same surname, elsewhere; date of birth the same"
    )


def test_every_level_is_weighed_and_nearer_never_weighs_less_than_another_person():
    model = weights.model()
    for field, levels in LEVELS.items():
        assert model.bits(field, NOT_COMPARED) == 0
        assert model.bits(field, levels[0]) > 0 > model.bits(field, levels[-1]) or field == "household"
    assert model.ask < model.join
    assert model.margin > 0
    assert model.bits(FORENAME, "the same") == pytest.approx(model.levels[FORENAME]["the same"].bits)


def test_a_file_that_lacks_a_level_or_says_no_share_is_refused_by_name():
    def said():
        levels = {field: {name: {"m": 0.5, "u": 0.5} for name in names} for field, names in LEVELS.items()}
        return {
            "version": "x",
            "prior_bits": -10,
            "thresholds": {"join": 1, "ask": 0, "margin": 1},
            "fields": json.loads(json.dumps(levels)),
        }

    assert weights.read(said()).bits(FORENAME, "the same") == 0
    lacking, wrong = said(), said()
    del lacking["fields"][BORN]["day and month swapped"]
    wrong["fields"][BORN]["the same"]["u"] = 0
    with pytest.raises(weights.BadModel, match="day and month swapped"):
        weights.read(lacking)
    with pytest.raises(weights.BadModel, match="must be above 0"):
        weights.read(wrong)
    with pytest.raises(FileNotFoundError):
        weights.model("no such version")

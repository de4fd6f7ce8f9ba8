"""What becomes of two descriptions, row by row as a person would check it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.matching import weights
from sightline.matching.comparing import cleaned
from sightline.matching.description import Description
from sightline.matching.policy import (
    NAME_BIRTH_POSTCODE,
    SAME_NHS_NUMBER,
    SAME_SENDER_ID,
    SAME_ULN,
    SAME_UPN,
    WEIGHED,
    Apart,
    Ask,
    Join,
    are_two,
    decide,
    describes_another,
)
from tests.matching.people import ELIZA

UPN, OTHER_UPN = "M999000026001", "P999000026002"
NHS, OTHER_NHS = "9990000018", "9990000026"
BORN, SWAPPED, OTHER_BIRTH = date(2013, 4, 2), date(2013, 2, 4), date(2011, 9, 17)


def described(**other) -> Description:
    """Eliza as another sender describes her, with what is otherwise."""
    elsewhere = {"source": "provider", "sender": ("provider", "provider-roll"), "own_key": "A-9"}
    return replace(ELIZA, **{**elsewhere, **other})


WITH_UPN = {"upns": frozenset({UPN})}
TWIN = {"forenames": ("Rose",)}

# What one sender says of Eliza besides, what the other says otherwise, and what becomes of the two.
TABLE = [
    ("the same name, date of birth and postcode", {}, {}, NAME_BIRTH_POSTCODE),
    (
        "a name in capitals, an accent left out",
        {"forenames": ("Élizabeth",)},
        {"forenames": ("ELIZABETH",)},
        NAME_BIRTH_POSTCODE,
    ),
    (
        "the preferred forename",
        {"forenames": ("Elizabeth", "Liz")},
        {"forenames": ("Liz",)},
        NAME_BIRTH_POSTCODE,
    ),
    ("the former surname", {"surnames": ("Brook", "", "Ashdown")}, {}, NAME_BIRTH_POSTCODE),
    ("another UPN, but all else the same", WITH_UPN, {"upns": frozenset({OTHER_UPN})}, NAME_BIRTH_POSTCODE),
    ("another postcode", {}, {"postcode": "ZZ1 1AB"}, WEIGHED),
    ("no postcode with one", {"postcode": ""}, {}, WEIGHED),
    ("no postcode with the other", {}, {"postcode": ""}, WEIGHED),
    ("another NHS number", {"nhs_number": NHS}, {"nhs_number": OTHER_NHS}, "ask"),
    ("a pet name", {}, {"forenames": ("Liz",)}, WEIGHED),
    ("a slip in each name", {}, {"forenames": ("Elizbeth",), "surnames": ("Ashdwon",)}, WEIGHED),
    ("the names the other way round", {}, {"forenames": ("Ashdown",), "surnames": ("Elizabeth",)}, WEIGHED),
    ("a married name beside the old one", {}, {"surnames": ("Ashdown-Brook",)}, WEIGHED),
    ("day and month swapped", {}, {"date_of_birth": SWAPPED}, WEIGHED),
    ("one figure of the birthday", {}, {"date_of_birth": date(2013, 4, 3)}, WEIGHED),
    ("another date of birth", {}, {"date_of_birth": OTHER_BIRTH}, "apart"),
    ("another surname and another home", {}, {"surnames": ("Brook",), "postcode": "ZZ9 9ZZ"}, "apart"),
    ("no date of birth", {"date_of_birth": None}, {"date_of_birth": None}, "ask"),
    ("a date of birth that a computer made up", {"date_of_birth": date(1900, 1, 1)}, {}, "ask"),
    ("no forename with one", {"forenames": ("",)}, {}, "ask"),
    ("no surname with one", {"surnames": ("",)}, {}, "ask"),
    ("a name that is not known", {"surnames": ("Unknown",)}, {"surnames": ("Unknown",)}, "ask"),
    ("a twin", {}, TWIN, "ask"),
    ("a twin with the same initial", {}, {"forenames": ("Emily",)}, "ask"),
    ("a sister or brother", {}, {**TWIN, "date_of_birth": OTHER_BIRTH}, "apart"),
    ("the same UPN", WITH_UPN, WITH_UPN, SAME_UPN),
    ("the same UPN, moved house", WITH_UPN, {**WITH_UPN, "postcode": "ZZ9 9ZZ"}, SAME_UPN),
    ("the same UPN, another surname", WITH_UPN, {**WITH_UPN, "surnames": ("Brook",)}, SAME_UPN),
    ("the same UPN, a pet name", WITH_UPN, {**WITH_UPN, "forenames": ("Liz",)}, SAME_UPN),
    ("the same UPN, no date of birth", WITH_UPN, {**WITH_UPN, "date_of_birth": None}, SAME_UPN),
    ("a former UPN", {"upns": frozenset({UPN, OTHER_UPN})}, {"upns": frozenset({OTHER_UPN})}, SAME_UPN),
    ("the same UPN for twins", WITH_UPN, {**WITH_UPN, **TWIN}, "ask"),
    ("the same UPN, another date of birth", WITH_UPN, {**WITH_UPN, "date_of_birth": OTHER_BIRTH}, WEIGHED),
    (
        "the same UPN, another forename and date of birth",
        WITH_UPN,
        {**WITH_UPN, **TWIN, "date_of_birth": OTHER_BIRTH},
        "ask",
    ),
    (
        "the same UPN, another NHS number",
        {**WITH_UPN, "nhs_number": NHS},
        {**WITH_UPN, "nhs_number": OTHER_NHS},
        "ask",
    ),
    ("the same NHS number", {"nhs_number": NHS, "postcode": ""}, {"nhs_number": NHS}, SAME_NHS_NUMBER),
    ("the same learner number", {"uln": "1625574648", "postcode": ""}, {"uln": "1625574648"}, SAME_ULN),
    (
        "one sender's own number in two feeds",
        {},
        {"source": "school", "own_key": "17", "postcode": ""},
        SAME_SENDER_ID,
    ),
    (
        "two senders who both count from one",
        {},
        {**TWIN, "own_key": "17", "date_of_birth": OTHER_BIRTH},
        "apart",
    ),
    ("one sender's number, another child", {}, {"source": "school", "own_key": "17", **TWIN}, "ask"),
    (
        "two rows without a number",
        {"own_key": ""},
        {**TWIN, "source": "school", "own_key": "", "date_of_birth": OTHER_BIRTH},
        "apart",
    ),
    ("listed as two by one sender", {}, {"sender": ELIZA.sender}, "ask"),
    ("twins whom one sender lists", {}, {**TWIN, "sender": ELIZA.sender}, "apart"),
    (
        "one of them gone from the sender's list",
        {},
        {"sender": ELIZA.sender, "listed": False},
        NAME_BIRTH_POSTCODE,
    ),
    ("listed as two, with the same UPN", WITH_UPN, {**WITH_UPN, "sender": ELIZA.sender}, SAME_UPN),
]


@pytest.mark.parametrize(("case", "ours", "theirs", "outcome"), TABLE, ids=[row[0] for row in TABLE])
def test_two_descriptions(case, ours, theirs, outcome):
    one, other = replace(ELIZA, **ours), described(**theirs)
    for decision in (decide(one, other), decide(other, one)):
        assert _outcome(decision) == outcome


def _outcome(decision: Join | Ask | Apart) -> str:
    if isinstance(decision, Join):
        return decision.rule
    return "ask" if isinstance(decision, Ask) else "apart"


@pytest.mark.parametrize(
    ("changes", "another"),
    [
        ({}, False),
        ({"forenames": ("Rose",)}, False),
        ({"date_of_birth": OTHER_BIRTH}, False),
        ({"forenames": ("Rose",), "date_of_birth": OTHER_BIRTH}, True),
        ({"forenames": ("ELIZABETH",), "date_of_birth": OTHER_BIRTH}, False),
        ({"forenames": ("Rose",), "date_of_birth": None}, True),
    ],
)
def test_a_description_is_anothers_when_forename_and_date_of_birth_both_change(changes, another):
    assert describes_another(ELIZA, replace(ELIZA, **changes)) is another


@pytest.mark.parametrize(
    ("upns", "born", "another"),
    [
        ({UPN}, OTHER_BIRTH, False),
        ({OTHER_UPN}, OTHER_BIRTH, True),
        (set(), BORN, False),
        (set(), None, True),
    ],
)
def test_without_a_forename_the_pupil_number_stands_for_it(upns, born, another):
    nameless = replace(ELIZA, surnames=("",), forenames=("",), upns=frozenset({UPN}))

    assert describes_another(nameless, replace(nameless, upns=frozenset(upns), date_of_birth=born)) is another


descriptions = st.builds(
    Description,
    surnames=st.sampled_from([("Ashdown",), ("Brook", "Ashdown"), ("",)]),
    forenames=st.sampled_from([("Elizabeth",), ("Liz",), ("Rose",), ("",)]),
    date_of_birth=st.sampled_from([BORN, SWAPPED, OTHER_BIRTH, None]),
    postcode=st.sampled_from(["ZZ1 1AA", "ZZ1 1AB", ""]),
    upns=st.frozensets(st.sampled_from([UPN, OTHER_UPN]), max_size=2),
    uln=st.sampled_from(["", "1625574648", "7123456784"]),
    nhs_number=st.sampled_from(["", NHS, OTHER_NHS]),
    source=st.sampled_from(["school", "provider"]),
    sender=st.sampled_from([("school", "school-roll"), ("school", "part-time")]),
    own_key=st.sampled_from(["", "17", "18"]),
    listed=st.booleans(),
)


@given(descriptions, descriptions)
def test_the_order_of_two_descriptions_never_matters(one, other):
    assert type(decide(one, other)) is type(decide(other, one))


@given(descriptions, descriptions, st.booleans())
def test_nobody_is_joined_against_forename_and_date_of_birth(one, other, anothers):
    differ = one.date_of_birth and other.date_of_birth and one.date_of_birth != other.date_of_birth
    if differ and one.date_of_birth != SWAPPED and other.date_of_birth != SWAPPED:
        strangers = replace(one, forenames=("Rose",)), replace(other, forenames=("Callum",))
        assert not isinstance(decide(*strangers, upn_is_anothers=anothers), Join)


@given(descriptions, descriptions)
def test_nobody_is_joined_against_an_nhs_number(one, other):
    assert not isinstance(decide(replace(one, nhs_number=NHS), replace(other, nhs_number=OTHER_NHS)), Join)


@given(descriptions, descriptions)
def test_two_whom_one_sender_lists_are_never_joined_by_their_names(one, other):
    listed = [replace(each, sender=ELIZA.sender, listed=True) for each in (one, other)]
    decision = decide(*listed)
    assert not isinstance(decision, Join) or decision.rule not in (WEIGHED, NAME_BIRTH_POSTCODE)


def test_a_pupil_number_that_is_another_childs_is_asked_about_and_not_joined():
    ours, theirs = replace(ELIZA, upns=frozenset({UPN})), described()
    assert isinstance(decide(ours, theirs), Join)
    asked = decide(ours, theirs, upn_is_anothers=True)
    assert isinstance(asked, Ask)
    assert "The unique pupil number is another child's." in asked.why


def test_an_identifier_alone_is_a_question_that_is_marked_unlikely():
    alone = decide(replace(ELIZA, **WITH_UPN), described(**WITH_UPN, **TWIN, date_of_birth=OTHER_BIRTH))
    twins = decide(replace(ELIZA, **WITH_UPN), described(**WITH_UPN, **TWIN))
    assert isinstance(alone, Ask)
    assert isinstance(twins, Ask)
    assert (alone.by_identifier, alone.unlikely) == (True, True)
    assert (twins.by_identifier, twins.unlikely) == (True, False)


@pytest.mark.parametrize(
    ("changes", "two"),
    [
        ({}, False),
        (TWIN, False),
        ({"date_of_birth": OTHER_BIRTH}, False),
        ({**TWIN, "date_of_birth": SWAPPED}, False),
        ({"forenames": ("Liz",), "date_of_birth": OTHER_BIRTH}, False),
        ({"forenames": ("",), "date_of_birth": OTHER_BIRTH}, False),
        ({**TWIN, "date_of_birth": OTHER_BIRTH}, True),
    ],
)
def test_two_descriptions_are_of_two_when_forename_and_date_of_birth_both_differ(changes, two):
    assert are_two(cleaned(ELIZA), cleaned(described(**changes))) is two


def test_a_model_with_a_higher_threshold_asks_where_the_current_one_joins():
    current = weights.model()
    assert isinstance(decide(ELIZA, described(postcode="")), Join)
    strict = replace(current, join=100.0)
    assert isinstance(decide(ELIZA, described(postcode=""), by=strict), Ask)
    assert isinstance(decide(ELIZA, described(postcode=""), by=replace(strict, ask=100.0)), Apart)


@given(descriptions, descriptions)
def test_no_reason_repeats_anything_of_the_child(one, other):
    decision = decide(one, other)
    said = "" if isinstance(decision, Apart) else decision.why
    for text in (*one.surnames, *one.forenames, one.postcode, one.nhs_number, one.uln, *one.upns):
        assert not text or text not in said

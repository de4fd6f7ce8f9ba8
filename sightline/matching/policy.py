"""Are two people, as two senders describe them, one child? The rules, and nothing else.

A validated identifier that nothing contradicts joins. Everything else is weighed field by field (`scoring`) by a
trained model (`weights`): from one threshold the two are joined, from a lower one a person is asked, below they stay
apart. Some things forbid joining whatever the score. A false join hides a child, so what is doubtful is never joined
here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sightline.matching import weights
from sightline.matching.comparing import (
    BORN,
    DIFFERENT,
    FORENAME,
    HOUSEHOLD,
    NOT_COMPARED,
    SAME,
    SAME_POSTCODE,
    UPN,
    Cleaned,
    Levels,
    birth_level,
    cleaned,
    compare,
    forename_level,
)
from sightline.matching.description import Description
from sightline.matching.names import forenames_agree, full_names
from sightline.matching.scoring import NO_FREQUENCIES, guards_of, levels_in_words, score
from sightline.matching.weights import Model

SAME_UPN = "same-upn"
SAME_NHS_NUMBER = "same-nhs-number"
SAME_ULN = "same-uln"
SAME_SENDER_ID = "same-sender-id"
NAME_BIRTH_POSTCODE = "name-birth-postcode"
WEIGHED = "weighed"

STRENGTH = {
    SAME_NHS_NUMBER: 3,
    SAME_UPN: 3,
    SAME_ULN: 3,
    SAME_SENDER_ID: 2,
    NAME_BIRTH_POSTCODE: 1,
    WEIGHED: 1,
}
"""How much a rule weighs when a person would join two different children: the stronger decides, then the score."""
SCORED = STRENGTH[WEIGHED]

_IN_WORDS = {
    SAME_UPN: "The same unique pupil number",
    SAME_NHS_NUMBER: "The same NHS number",
    SAME_ULN: "The same unique learner number",
    SAME_SENDER_ID: "The same sender uses the same number",
    NAME_BIRTH_POSTCODE: "The same name, date of birth and postcode",
}
_TOLD_APART = "One sender lists them as two people."
_ANOTHERS_UPN = "The unique pupil number is another child's."
_SAME_HOUSEHOLD = f"{SAME} surname, {SAME_POSTCODE}"


@dataclass(frozen=True, slots=True)
class Join:
    """They are one child, by a rule; `why` in words, without anything of the child's; `bits` is the score.

    `bits` is None where an identifier decided and nothing had to be weighed.
    """

    rule: str
    why: str
    bits: float | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """They may be one child: a person decides. `by_identifier`: they share one, and something contradicts it.

    `unlikely` says that they share an identifier and nothing else: forename and date of birth both differ.
    """

    why: str
    bits: float
    by_identifier: bool = False
    unlikely: bool = False


@dataclass(frozen=True, slots=True)
class Apart:
    """Nothing says that they are one child."""


Decision = Join | Ask | Apart
APART = Apart()


def decide(
    one: Description,
    other: Description,
    *,
    clean: tuple[Cleaned, Cleaned] | None = None,
    upn_is_anothers: bool = False,
    by: Model | None = None,
) -> Decision:
    """Say whether two descriptions are of one child. The order of the two does not matter.

    `clean` are the two made comparable, where the caller has them. `upn_is_anothers` says that a unique pupil number of
    either is known to be a third child's. `by` is the model to weigh with, by default the current one.
    """
    shared = next(_shared_identifiers(one, other), "")
    objection = contradiction(one, other) if shared else ""
    if shared and not objection:
        return Join(shared, f"{_IN_WORDS[shared]}, and nothing contradicts it.")
    by = by or weights.model()
    ours, theirs = clean or (cleaned(one), cleaned(other))
    levels = compare(ours, theirs)
    bits = score(ours, theirs, levels, NO_FREQUENCIES, by)
    against = guards_of(levels)
    if told_apart(one, other):
        against.append(_TOLD_APART)
    if upn_is_anothers and levels[UPN] == NOT_COMPARED:
        against.append(_ANOTHERS_UPN)
    if bits >= by.join and not against:
        return _joined(levels, bits, shared)
    if shared:
        both_differ = levels[FORENAME] == levels[BORN] == DIFFERENT
        return Ask(f"{_IN_WORDS[shared]}, but {objection}.", bits, by_identifier=True, unlikely=both_differ)
    if bits < (by.join if told_apart(one, other) else by.ask):
        return APART
    return Ask(" ".join((f"{levels_in_words(levels)}.", *against)), bits)


def _joined(levels: Levels, bits: float, shared: str) -> Join:
    if levels[FORENAME] == levels[BORN] == SAME and levels[HOUSEHOLD] == _SAME_HOUSEHOLD:
        return Join(NAME_BIRTH_POSTCODE, f"{_IN_WORDS[NAME_BIRTH_POSTCODE]}.", bits)
    return Join(WEIGHED, f"{levels_in_words(levels)}.", bits)


def contradiction(one: Description, other: Description) -> str:
    """What speaks against two descriptions that share an identifier being one child; empty when nothing does."""
    if one.date_of_birth and other.date_of_birth and one.date_of_birth != other.date_of_birth:
        return "the date of birth differs"
    if not forenames_agree(one.forenames, other.forenames):
        return "the forename is another: they may be twins or brother and sister"
    if nhs_numbers_differ(one, other):
        return "the NHS number differs"
    return ""


def told_apart(one: Description, other: Description) -> bool:
    """Whether one sender lists both as two people: then a name is not enough to make them one."""
    return one.sender == other.sender and one.listed and other.listed


def nhs_numbers_differ(one: Description, other: Description) -> bool:
    """Whether both have an NHS number, and not the same."""
    return bool(one.nhs_number and other.nhs_number and one.nhs_number != other.nhs_number)


def are_two(ours: Cleaned, theirs: Cleaned) -> bool:
    """Whether two descriptions are plainly of two children: forename and date of birth both differ.

    A slip of the keyboard, a pet name, or day and month swapped, is no such difference.
    """
    if birth_level(ours.date_of_birth, theirs.date_of_birth) != DIFFERENT:
        return False
    return forename_level(ours, theirs) == DIFFERENT


def describes_another(before: Description, after: Description) -> bool:
    """Whether a sender's new description of the same person is so different that the link must be asked again.

    So it is when forename and date of birth both change: the sender may have used the number for another child. Where
    neither description has a forename, the unique pupil number stands for it.
    """
    forenames = full_names(("x",), before.forenames), full_names(("x",), after.forenames)
    ours, theirs = forenames if any(forenames) else (before.upns, after.upns)
    return before.date_of_birth != after.date_of_birth and not ours & theirs


def _shared_identifiers(one: Description, other: Description) -> Iterator[str]:
    if one.nhs_number and one.nhs_number == other.nhs_number:
        yield SAME_NHS_NUMBER
    if one.upns & other.upns:
        yield SAME_UPN
    if one.uln and one.uln == other.uln:
        yield SAME_ULN
    if one.own_key and one.own_key == other.own_key and one.source == other.source:
        yield SAME_SENDER_ID

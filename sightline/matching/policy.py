"""Are two people, as two senders describe them, one child? The rules, and nothing else.

The first way of matching: a validated identifier that nothing contradicts joins; else the same name, date of birth
and postcode join; the same name and date of birth alone, or an identifier that something contradicts, is a question
for a person; everything else stays apart. A false join hides a child, so what is doubtful is never joined here.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date

from sightline.matching.names import forenames_agree, full_names

SAME_UPN = "same-upn"
SAME_NHS_NUMBER = "same-nhs-number"
SAME_ULN = "same-uln"
SAME_SENDER_ID = "same-sender-id"
NAME_BIRTH_POSTCODE = "name-birth-postcode"

STRENGTH = {SAME_NHS_NUMBER: 4, SAME_UPN: 4, SAME_ULN: 4, SAME_SENDER_ID: 3, NAME_BIRTH_POSTCODE: 2}
"""How much a rule weighs when a person would join two different children: the stronger decides."""

_IN_WORDS = {
    SAME_UPN: "The same unique pupil number",
    SAME_NHS_NUMBER: "The same NHS number",
    SAME_ULN: "The same unique learner number",
    SAME_SENDER_ID: "The same sender uses the same number",
    NAME_BIRTH_POSTCODE: "The same name, date of birth and postcode",
}


@dataclass(frozen=True, slots=True)
class Description:
    """One person as one sender describes them; empty text is not known. Identifiers are validated ones only.

    `sender` tells whose list it is (source and feed) and `source` whose numbers `own_key` are; `own_key` is empty
    when the key was made from the row. `listed` says that the sender's last full file still held the person, so
    that two people of one sender are known to be two.
    """

    surnames: tuple[str, ...]
    forenames: tuple[str, ...]
    date_of_birth: date | None
    postcode: str
    upns: frozenset[str]
    uln: str
    nhs_number: str
    source: Hashable
    sender: Hashable
    own_key: str
    listed: bool

    @property
    def names(self) -> frozenset[str]:
        """The person's full names, made comparable."""
        return full_names(self.surnames, self.forenames)


@dataclass(frozen=True, slots=True)
class Join:
    """They are one child, by a rule; `why` in words, without anything of the child's."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Ask:
    """They may be one child: a person decides."""

    why: str


@dataclass(frozen=True, slots=True)
class Apart:
    """Nothing says that they are one child."""


Decision = Join | Ask | Apart
APART = Apart()


def decide(one: Description, other: Description) -> Decision:
    """Say whether two descriptions are of one child. The order of the two does not matter."""
    if shared := next(_shared_identifiers(one, other), ""):
        objection = contradiction(one, other)
        if objection:
            return Ask(f"{_IN_WORDS[shared]}, but {objection}.")
        return Join(shared, f"{_IN_WORDS[shared]}, and nothing contradicts it.")
    if one.date_of_birth is None or one.date_of_birth != other.date_of_birth or not one.names & other.names:
        return APART
    if told_apart(one, other):
        return Ask("The same name and date of birth twice in one sender's list.")
    if _differ(one.nhs_number, other.nhs_number):
        return Ask("The same name and date of birth, but another NHS number.")
    if not one.postcode or not other.postcode:
        return Ask("The same name and date of birth; a postcode is not known.")
    if one.postcode != other.postcode:
        return Ask("The same name and date of birth, but another postcode.")
    return Join(NAME_BIRTH_POSTCODE, f"{_IN_WORDS[NAME_BIRTH_POSTCODE]}.")


def contradiction(one: Description, other: Description) -> str:
    """What speaks against two descriptions that share an identifier being one child; empty when nothing does."""
    if one.date_of_birth and other.date_of_birth and one.date_of_birth != other.date_of_birth:
        return "the date of birth differs"
    if not forenames_agree(one.forenames, other.forenames):
        return "the forename is another: they may be twins or brother and sister"
    if _differ(one.nhs_number, other.nhs_number):
        return "the NHS number differs"
    return ""


def told_apart(one: Description, other: Description) -> bool:
    """Whether one sender lists both as two people: then a name is not enough to make them one."""
    return one.sender == other.sender and one.listed and other.listed


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


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)

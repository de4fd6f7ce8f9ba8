"""How likely two descriptions are of one child: a score in bits, and where each bit comes from, in words.

The same weights as Splink gives them, applied field by field: every ten bits are a thousand to one. A name that few
bear says more than one that many do, which `Frequencies` tells.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log2

from sightline.matching import weights
from sightline.matching.comparing import (
    BORN,
    DIFFERENT,
    FORENAME,
    HOUSEHOLD,
    NHS_NUMBER,
    NO_POSTCODE,
    NOT_COMPARED,
    SAME,
    SAME_POSTCODE,
    ULN,
    UPN,
    Cleaned,
    Levels,
    cleaned,
    compare,
)
from sightline.matching.description import Description
from sightline.matching.weights import Model

RARE_SURNAME = "rare surname"
RARE_FORENAME = "rare forename"
_SMALLEST_COUNT = 2
# However rare a name, and however common, it moves the score no further than this.
_MOST_BITS = 4.0

_SAME_SURNAMES = tuple(level for level in weights.LEVELS[HOUSEHOLD] if level.startswith(f"{SAME} surname, "))


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many descriptions bear a forename or surname, each made plain, of how many in all."""

    forenames: Mapping[str, int] = field(default_factory=dict)
    surnames: Mapping[str, int] = field(default_factory=dict)
    descriptions: int = 0

    @classmethod
    def of(cls, people: Iterable[Cleaned]) -> "Frequencies":
        """The frequencies among these people."""
        forenames: Counter[str] = Counter()
        surnames: Counter[str] = Counter()
        count = 0
        for person in people:
            forenames.update({name.whole for name in person.forenames})
            surnames.update({name.whole for name in person.surnames})
            count += 1
        return cls(forenames, surnames, count)


NO_FREQUENCIES = Frequencies()
"""Where nothing is known of how common names are, every name counts as one of middling frequency."""


@dataclass(frozen=True, slots=True)
class Part:
    """One field's part in a score: what each side says, how far that agrees, what it adds in bits, and in words."""

    field: str
    ours: str
    theirs: str
    agreement: str
    bits: float
    words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score and all that it is made of: the parts and `prior_bits` add up to `total_bits`.

    `guards` say in words what forbids joining, whatever the score; `model` is the version that weighed.
    """

    total_bits: float
    prior_bits: float
    parts: tuple[Part, ...]
    guards: tuple[str, ...]
    model: str


def score(one: Cleaned, other: Cleaned, levels: Levels, frequencies: Frequencies, by: Model) -> float:
    """The score of two descriptions in bits, whose levels of agreement are `levels`."""
    of = by.weights
    bits = by.prior + sum([of[name][level] for name, level in levels.items()])
    return bits + sum(_rarity(one, other, levels, frequencies, by).values())


def explain(
    one: Description,
    other: Description,
    *,
    frequencies: Frequencies = NO_FREQUENCIES,
    by: Model | None = None,
) -> Explanation:
    """Why two descriptions get the score that they get. The order of the two matters only for `ours` and `theirs`."""
    by = by or weights.model()
    ours, theirs = cleaned(one), cleaned(other)
    levels = compare(ours, theirs)
    rarity = _rarity(ours, theirs, levels, frequencies, by)
    parts = [_part(name, level, one, other, by.bits(name, level)) for name, level in levels.items()]
    parts += [_rarity_part(name, ours, theirs, bits) for name, bits in rarity.items()]
    total = by.prior + sum(part.bits for part in parts)
    return Explanation(total, by.prior, tuple(parts), tuple(guards_of(levels)), by.version)


def guards_of(levels: Levels) -> list[str]:
    """What forbids joining two descriptions on their score alone, in words."""
    found = []
    if levels[FORENAME] == DIFFERENT and levels[BORN] == DIFFERENT:
        found.append("Forename and date of birth both differ: two children.")
    elif levels[FORENAME] == DIFFERENT:
        found.append("The forenames differ: they may be twins, or brother and sister.")
    if NOT_COMPARED in (levels[FORENAME], levels[HOUSEHOLD], levels[BORN]):
        found.append("A forename, a surname or a date of birth is not known.")
    if levels[NHS_NUMBER] == DIFFERENT:
        found.append("The NHS numbers differ.")
    return found


def levels_in_words(levels: Levels) -> str:
    """How far each field agrees, in one line without anything of the child's; what is not compared is left out."""
    said = "; ".join(
        f"{_TITLES[name].lower()} {_level_in_words(level)}"
        for name, level in levels.items()
        if level != NOT_COMPARED
    )
    return said.replace("nhs", "NHS")[:1].upper() + said.replace("nhs", "NHS")[1:]


def _level_in_words(level: str) -> str:
    return level.replace(NO_POSTCODE, "a postcode is not known")


def _rarity(
    one: Cleaned, other: Cleaned, levels: Levels, frequencies: Frequencies, by: Model
) -> dict[str, float]:
    """What rare and common names add to the weight of agreeing, by name of the part; nothing where all is middling.

    As Splink does it: the share of those who bear the name stands in place of the share of pairs who agree by chance.
    """
    if not frequencies.descriptions:
        return {}
    found = {}
    if levels[FORENAME] == SAME:
        shared = {a.whole for a in one.forenames} & {b.whole for b in other.forenames}
        usual = by.levels[FORENAME][SAME].u
        found[RARE_FORENAME] = _bits_of_rarity(shared, frequencies.forenames, frequencies.descriptions, usual)
    household = levels[HOUSEHOLD]
    if household in _SAME_SURNAMES and not household.endswith(SAME_POSTCODE):
        shared = {a.whole for a in one.surnames} & {b.whole for b in other.surnames}
        usual = sum(by.levels[HOUSEHOLD][level].u for level in _SAME_SURNAMES)
        found[RARE_SURNAME] = _bits_of_rarity(shared, frequencies.surnames, frequencies.descriptions, usual)
    return found


def _bits_of_rarity(shared: set[str], counts: Mapping[str, int], of: int, usual: float) -> float:
    if not shared:
        return 0.0
    share = min(max(counts.get(name, 0), _SMALLEST_COUNT) for name in shared) / of
    return max(-_MOST_BITS, min(_MOST_BITS, log2(usual / share)))


_TITLES = {
    FORENAME: "Forename",
    HOUSEHOLD: "Surname and postcode",
    BORN: "Date of birth",
    UPN: "Unique pupil number",
    NHS_NUMBER: "NHS number",
    ULN: "Unique learner number",
}


def _part(name: str, level: str, one: Description, other: Description, bits: float) -> Part:
    ours, theirs = _said(name, one), _said(name, other)
    return Part(name, ours, theirs, level, bits, _in_words(_TITLES[name], level, bits))


def _rarity_part(name: str, one: Cleaned, other: Cleaned, bits: float) -> Part:
    word = "forename" if name == RARE_FORENAME else "surname"
    how = "fewer" if bits >= 0 else "more"
    return Part(name, "", "", "", bits, f"How common the {word} is: {how} children than usual share it.")


def _said(name: str, said: Description) -> str:
    match name:
        case "forename":
            return ", ".join(text for text in said.forenames if text)
        case "household":
            names = ", ".join(text for text in said.surnames if text)
            return f"{names}; {said.postcode}" if said.postcode else names
        case "date of birth":
            return said.date_of_birth.isoformat() if said.date_of_birth else ""
        case "upn":
            return ", ".join(sorted(said.upns))
        case "nhs number":
            return said.nhs_number
    return said.uln


def _in_words(title: str, level: str, bits: float) -> str:
    if level == NOT_COMPARED:
        return f"{title}: not known on one side, so it says nothing."
    speaks = "for one child" if bits > 0 else "for two children"
    return f"{title}: {_level_in_words(level)}. It speaks {speaks}."

"""Two records beside each other, line by line, with whether they agree: in a word and a mark, not in a colour."""

from dataclasses import dataclass
from datetime import date

from sightline.domain.known import Known
from sightline.domain.words import date_words
from sightline.matching.names import forenames_agree, plain, within_one_slip
from sightline.web.shared.words import Showable
from sightline.web.staff.child.page import ChildPage, known_text, year_of

AGREE, NEARLY, DIFFER, NOT_COMPARABLE = "the same", "nearly the same", "different", "cannot be compared"
_SHORTEST = 4
_MISTYPED = frozenset({"Name", "Other names", "UPN", "ULN", "NHS number", "Postcode"})


@dataclass(frozen=True)
class Line:
    """One thing as both records have it, and whether they agree; `note` says how, where a word does not."""

    label: str
    first: Showable
    second: Showable
    agreement: str
    note: str = ""


def side_by_side(first: ChildPage, second: ChildPage) -> list[Line]:
    """What identifies the two children, and where they are, one line a thing."""
    pairs = [
        *(
            (one.label, one.value, other.value)
            for one, other in zip(first.chosen, second.chosen, strict=True)
        ),
        ("Other names", known_text(", ".join(first.other_names)), known_text(", ".join(second.other_names))),
        ("Postcode", known_text(first.identity.postcode), known_text(second.identity.postcode)),
        ("Year", year_of(first.answer.year), year_of(second.answer.year)),
        ("On the roll of", first.roll, second.roll),
    ]
    return [
        Line(label, one, other, *compared(one, other, slips=label in _MISTYPED))
        for label, one, other in pairs
    ]


def compared(one: Showable, other: Showable, *, slips: bool = True) -> tuple[str, str]:
    """Whether two things that are known agree, capitals aside, and a note on how; gaps do not agree, nor differ.

    `slips`: whether the thing may be mistyped, so that one letter says little.
    """
    if not isinstance(one, Known) or not isinstance(other, Known):
        return NOT_COMPARABLE, ""
    ours, theirs = one.value, other.value
    if isinstance(ours, date) and isinstance(theirs, date):
        return _days_compared(ours, theirs)
    mine, yours = plain(str(ours)), plain(str(theirs))
    if str(ours).casefold() == str(theirs).casefold():
        return AGREE, ""
    if mine and mine == yours:
        return NEARLY, "the same but for accents, hyphens or spaces"
    if slips and min(len(mine), len(yours)) >= _SHORTEST and within_one_slip(mine, yours):
        return NEARLY, "one slip apart"
    return DIFFER, ""


def _days_compared(ours: date, theirs: date) -> tuple[str, str]:
    if ours == theirs:
        return AGREE, ""
    if (ours.year, ours.month, ours.day) == (theirs.year, theirs.day, theirs.month):
        return NEARLY, "day and month are swapped"
    parts = [(ours.year, theirs.year), (ours.month, theirs.month), (ours.day, theirs.day)]
    if sum(mine != yours for mine, yours in parts) == 1:
        return NEARLY, "one part of the date differs"
    return DIFFER, ""


def kinship_words(first: ChildPage, second: ChildPage) -> str:
    """A warning where two records look like twins or siblings; empty where they do not.

    The first names must differ, and the surname be the same: born on one day they may be twins, at one postcode
    brothers or sisters.
    """
    one, other = first.identity, second.identity
    surnames = [
        {plain(name) for name in (who.surname, who.preferred_surname) if name} for who in (one, other)
    ]
    forenames = [[name for name in (who.forename, who.preferred_forename) if name] for who in (one, other)]
    if not surnames[0] & surnames[1] or not all(forenames) or forenames_agree(*forenames):
        return ""
    match one.date_of_birth, other.date_of_birth:
        case Known(value=ours), Known(value=theirs) if ours == theirs:
            return (
                f"They may be twins. Both are called {one.surname} and born on {date_words(ours)}, but their first "
                "names differ."
            )
        case _ if one.postcode and one.postcode == other.postcode:
            return "They may be brother and sister. Surname and postcode are the same, but the first names differ."
    return ""

"""Two records beside each other, line by line, with whether they agree: in a word, not in a colour."""

from dataclasses import dataclass

from sightline.domain.known import NotKnown
from sightline.web.shared.words import Showable, Withheld
from sightline.web.staff.child.page import ChildPage

AGREE, DIFFER, NOT_COMPARABLE = "the same", "different", "cannot be compared"


@dataclass(frozen=True)
class Line:
    """One thing as both records have it, and whether they agree."""

    label: str
    first: Showable
    second: Showable
    agreement: str


def side_by_side(first: ChildPage, second: ChildPage) -> list[Line]:
    """What identifies the two children, and where they are, one line a thing."""
    pairs = [
        *(
            (one.label, one.value, other.value)
            for one, other in zip(first.chosen, second.chosen, strict=True)
        ),
        ("On the roll of", first.roll, second.roll),
    ]
    return [Line(label, one, other, agreement(one, other)) for label, one, other in pairs]


def agreement(one: Showable, other: Showable) -> str:
    """Whether two things that are known are the same, capitals aside; gaps cannot be compared, nor do they agree."""
    if isinstance(one, NotKnown | Withheld) or isinstance(other, NotKnown | Withheld):
        return NOT_COMPARABLE
    same = str(one.value).casefold() == str(other.value).casefold()
    return AGREE if same else DIFFER

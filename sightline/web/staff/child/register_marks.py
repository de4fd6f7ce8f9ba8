"""One session of a register as a page shows it: its letter, its words and its shape.

A mark, a session that nobody has told of, one that did not take place and one that was taken back are four different
things, and so is a mark whose reason the viewer may not see. None of them looks like another.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.attendance.numbering import NO_SESSION, NOT_SENT, UNKNOWN_CODE, WITHDRAWN, stored_codes
from sightline.domain.register_codes import CodeClass, RegisterCode, register_code

# Codes that tell more of a child than whether it was there, by the class of what they tell.
_GUARDED = {
    "I": FieldClass.HEALTH,
    "M": FieldClass.HEALTH,
    "R": FieldClass.ETHNICITY_RELIGION,
    "T": FieldClass.ETHNICITY_RELIGION,
    "Y5": FieldClass.CRIMINAL,
}


class Shape(StrEnum):
    """How a session is drawn: by border and ground, so that nobody needs its colour."""

    PRESENT = "present"
    APPROVED = "approved"
    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    NOT_POSSIBLE = "not-possible"
    NOT_COLLECTED = "not-collected"
    UNKNOWN_CODE = "unknown-code"
    NOT_SENT = "not-sent"
    NO_SESSION = "no-session"
    TAKEN_BACK = "taken-back"
    NOT_ON_ROLL = "not-on-roll"
    TO_COME = "to-come"


_SHAPE_OF = {
    CodeClass.PRESENT: Shape.PRESENT,
    CodeClass.APPROVED_ACTIVITY: Shape.APPROVED,
    CodeClass.AUTHORISED: Shape.AUTHORISED,
    CodeClass.UNAUTHORISED: Shape.UNAUTHORISED,
    CodeClass.NOT_POSSIBLE: Shape.NOT_POSSIBLE,
    CodeClass.NOT_COLLECTED: Shape.NOT_COLLECTED,
}

CLASS_WORDS = {
    Shape.PRESENT: "Present",
    Shape.APPROVED: "At an approved activity",
    Shape.AUTHORISED: "Absent, authorised",
    Shape.UNAUTHORISED: "Absent, not authorised",
    Shape.NOT_POSSIBLE: "Could not be expected to attend",
    Shape.NOT_COLLECTED: "Not counted",
    Shape.UNKNOWN_CODE: "A code that nobody has explained",
    Shape.NOT_SENT: "Not sent: nobody has told us",
    Shape.NO_SESSION: "No session, as the sender says",
    Shape.TAKEN_BACK: "Taken back, nothing put in its place",
    Shape.NOT_ON_ROLL: "Not on the roll",
    Shape.TO_COME: "Still to come",
}
"""What each shape stands for, in the order in which totals and keys name them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One session: `letter` as it stands in the calendar, `words` for what it means, and its shape.

    `counts_possible` and `counts_attended` say how it counts; both are false for whatever is no mark.
    """

    letter: str
    words: str
    shape: Shape
    counts_possible: bool = False
    counts_attended: bool = False

    @property
    def is_absence(self) -> bool:
        """Whether the child could have attended and did not."""
        return self.counts_possible and not self.counts_attended

    @property
    def says_something(self) -> bool:
        """Whether a sender has said something of this session that still stands."""
        return self.shape not in {Shape.NOT_SENT, Shape.NOT_ON_ROLL, Shape.TO_COME}


NOBODY_TOLD = Mark("?", "Not sent", Shape.NOT_SENT)
OFF_ROLL = Mark("○", "Not on the roll", Shape.NOT_ON_ROLL)
TO_COME = Mark("·", "Still to come", Shape.TO_COME)
_NO_MARKS = {
    NOT_SENT: NOBODY_TOLD,
    NO_SESSION: Mark("–", "No session", Shape.NO_SESSION),
    WITHDRAWN: Mark("×", "Taken back", Shape.TAKEN_BACK),
    UNKNOWN_CODE: Mark("!", "A code that nobody has explained", Shape.UNKNOWN_CODE),
}


def guarded_codes(viewer: Viewer) -> frozenset[str]:
    """The codes whose meaning this viewer's role does not show."""
    return frozenset(code for code, guard in _GUARDED.items() if not viewer.sees(guard))


def mark_of(number: int, day: date, withheld: Collection[str] = ()) -> Mark:
    """The mark of a stored number on a day; of a withheld code nothing but how it counts.

    A code that meant nothing on that day is kept, and said to be one that nobody has explained.
    """
    if number in _NO_MARKS:
        return _NO_MARKS[number]
    code = stored_codes()[number]
    found = register_code(code, day)
    if found is None:
        return Mark(code, f"{code} was not a code on this day", Shape.UNKNOWN_CODE)
    if code in withheld:
        return _without_reason(found)
    return Mark(
        code,
        found.meaning,
        _SHAPE_OF[found.code_class],
        found.counts_possible,
        found.counts_attended,
    )


def _without_reason(found: RegisterCode) -> Mark:
    shape = _SHAPE_OF[found.code_class]
    words = f"{CLASS_WORDS[shape]}: the reason is one that your role does not show"
    return Mark("*", words, shape, found.counts_possible, found.counts_attended)

"""Who told the authority, how and when: in the words that the audit keeps with every write."""

from dataclasses import dataclass
from datetime import date, datetime

from sightline.access.models import Change
from sightline.intake.staging import moment_received

WHO: dict[str, str] = {
    "mother": "the mother",
    "father": "the father",
    "carer": "a carer",
    "child": "the child",
    "school": "the school",
    "provider": "the provider",
    "social-worker": "a social worker",
    "health": "a health service",
    "colleague": "a colleague in the authority",
    "other": "somebody else",
}
"""Who may have told, with the words for each."""

HOW: dict[str, str] = {way.value: way.label for way in Change.ToldHow if way is not Change.ToldHow.FILE}
"""By what way somebody may have told a person: every way but a file, which intake takes."""

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Sayer:
    """Who told us, and how, on which day, and what the person who records it adds.

    `received_on` None means today. An empty `reason` is put in words from the others.
    """

    told_by: str
    told_how: str
    received_on: date | None = None
    reason: str = ""

    @property
    def received_at(self) -> datetime:
        """The moment of receipt: now for today, the last moment of an earlier day. ValueError for a day to come."""
        return moment_received(self.received_on)

    @property
    def why(self) -> str:
        """The reason of the write."""
        return self.reason.strip() or f"Told by {Change.ToldHow(self.told_how).label}."


def told_by_words(who: str, name: str = "") -> str:
    """Who told, as the record keeps it: “the mother (Ruth Whitlock)”. Raises KeyError for nobody listed."""
    words = WHO[who]
    named = " ".join(name.split())
    return f"{words} ({named})"[:_LONGEST] if named else words

"""Saying which school, provider or locality a sender means by a name of its own: suggestions, or another by its key."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from sightline.intake.causes import PLACES, Cause
from sightline.intake.contract import Kind
from sightline.intake.remembering import UnknownName
from sightline.intake.suggesting import Place, Places

OTHER = "other"
_HOW = {
    Kind.SCHOOL: "Its URN, its DfE number, or its whole name as the register has it",
    Kind.PROVIDER: "Its ID in the directory, or its whole name",
    Kind.LOCALITY: "Its whole name",
}


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name that somebody is asked about: what was chosen (the id of a place, OTHER, or nothing) and typed."""

    name: str
    asked: UnknownName
    suggestions: tuple[Place, ...]
    chosen: str
    other: str
    how: str
    place: Place | None
    error: str

    @property
    def word(self) -> str:
        """“school”, “provider” or “locality”."""
        return PLACES[self.asked.kind]


class NamesForm:
    """Names that nobody knows, each with suggestions; what is left open stays as it is."""

    def __init__(self, posted: QueryDict, asked: Sequence[UnknownName], places: Places) -> None:
        self.lines = [self._line(posted, f"name-{number}", one, places) for number, one in enumerate(asked)]

    def _line(self, posted: QueryDict, name: str, asked: UnknownName, places: Places) -> NameLine:
        chosen, other = posted.get(name, ""), posted.get(f"{name}-{OTHER}", "").strip()
        # A list that has changed meanwhile must not lend one name's answer to another.
        if posted.get(f"{name}-sent", asked.sent) != asked.sent:
            chosen, other = "", ""
        suggestions = places.like(asked.kind, asked.sent)
        place = next((one for one in suggestions if str(one.id) == chosen), None)
        error = ""
        if chosen == OTHER:
            place = places.called(asked.kind, other) if other else None
            if place is None:
                error = f"No {PLACES[asked.kind]} is known by that. Write {_HOW[asked.kind].lower()}"
        how = _HOW[asked.kind]
        return NameLine(name, asked, tuple(suggestions), chosen, other, how, place, error)

    @property
    def said(self) -> list[NameLine]:
        """The lines in which a place was named that is known."""
        return [line for line in self.lines if line.place is not None]

    @property
    def errors(self) -> list[dict[str, str]]:
        """What is wrong, each with a link to its field."""
        return [
            {"text": f"“{line.asked.sent}”: {line.error}", "href": f"#{line.name}-{OTHER}"}
            for line in self.lines
            if line.error
        ]

    def names(self) -> list[tuple[Kind, str, int]]:
        """What was said, as it is remembered."""
        return [(line.asked.kind, line.asked.sent, line.place.id) for line in self.said if line.place]

    def reason(self) -> str:
        """What was said, in the words that the audit keeps; these are names of places, never of children."""
        said = (f"“{line.asked.sent}” is {line.place.name}" for line in self.said if line.place)
        return f"Said once what the sender means: {'; '.join(said)}."


def asked_of(cause: Cause) -> UnknownName:
    """The name that the rows of a cause wait for; of a cause that is of a place."""
    kind = cause.kind or Kind.SCHOOL
    return UnknownName(cause.source, cause.source_title, kind, cause.text, cause.rows)

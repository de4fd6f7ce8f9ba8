"""How much the authority knows of the list: of how many children the hours are known, within a viewer's scope."""

from dataclasses import dataclass

from django.db.models import Count

from sightline.access.viewer import Viewer
from sightline.domain.words import number_words, plural
from sightline.population.entries import selected
from sightline.population.filters import Filters
from sightline.population.scope import Scope
from sightline.population.tables import ON
from sightline.population.visibility import hidden_classes


@dataclass(frozen=True, slots=True)
class HoursOverall:
    """Of how many children on the list the hours planned are known: every part of their week."""

    children: int
    known: int

    @property
    def sentence(self) -> str:
        """“We know the hours of 912 of 1,043 children (87%).” The share is rounded down: all is said only of all."""
        if not self.children:
            return "No child is on the list today."
        counted = f"{number_words(self.known)} of {plural(self.children, 'child', 'children')}"
        return f"We know the hours of {counted} ({100 * self.known // self.children}%)."


def hours_overall(viewer: Viewer) -> HoursOverall:
    """The figure for one viewer. One query besides those of the scope."""
    listed = selected(Scope(viewer), Filters((ON,)), hidden_classes(viewer))
    counts = listed.aggregate(children=Count("pk"), known=Count("hours_planned"))
    return HoursOverall(counts["children"], counts["known"])

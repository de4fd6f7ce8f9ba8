"""The names of other children whom a page mentions, for a viewer: those within the viewer's scope, and no others."""

from collections.abc import Iterable

from sightline.access.viewer import Viewer
from sightline.population.models import ListEntry
from sightline.population.scope import Scope


def names_of(viewer: Viewer, children: Iterable[int]) -> dict[int, str]:
    """The names of children by id, as the list has them now; who is out of the viewer's scope is left out.

    Two queries at most, however many are asked for. Whoever is named is noted for the access log.
    """
    found = ListEntry.objects.filter(Scope(viewer).entries(), child__in=sorted(set(children)))
    names = {
        child: f"{forename} {surname}".strip()
        for child, forename, surname in found.values_list("child_id", "forename", "surname")
    }
    viewer.note_shown(names)
    return names

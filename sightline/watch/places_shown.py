"""Registers of places that a viewer may be told of, and no others: nothing is found, counted or shown from the rest."""

import numpy as np

from sightline.access.viewer import Viewer
from sightline.attendance.array import MarkArray
from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.record.models import Establishment, Provider


def of_places_shown(viewer: Viewer, array: MarkArray) -> MarkArray:
    """The registrations at places whose kind this viewer's role shows."""
    hidden_schools = {
        slug for slug, kind in establishment_kinds().items() if not viewer.sees(kind.field_class)
    }
    hidden_providers = {slug for slug, kind in provider_kinds().items() if not viewer.sees(kind.field_class)}
    hidden = [
        *Establishment.objects.filter(group__in=hidden_schools).values_list("id", flat=True),
        *(-one for one in Provider.objects.filter(kind__in=hidden_providers).values_list("id", flat=True)),
    ]
    keep = ~np.isin(array.places, hidden)
    if keep.all():
        return array
    return MarkArray(
        array.days,
        array.marks[:, keep],
        array.source_persons[keep],
        array.children[keep],
        array.places[keep],
    )

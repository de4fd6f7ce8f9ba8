"""How much of the authority a viewer looks at: a condition on the list's entries, and the same test of one row."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from sightline.access.policy import Action, ScopeKind
from sightline.access.viewer import Viewer
from sightline.population.models import ListPlace
from sightline.population.row import Row
from sightline.record.models import (
    Establishment,
    Locality,
    Provider,
    Source,
    SourcePerson,
    id_of_reference,
)


class Scope:
    """A viewer's scope, its keys resolved once to the record's ids. PermissionDenied for who sees no children."""

    def __init__(self, viewer: Viewer) -> None:
        viewer.require(Action.SEE_CHILDREN)
        self.kind = viewer.scope_kind
        self.ids = _ids(self.kind, viewer.scope_key.split())

    def entries(self) -> Q:
        """The condition on entries of the list that are in scope."""
        match self.kind:
            case ScopeKind.LOCALITY:
                return Q(locality__in=self.ids)
            case ScopeKind.SCHOOL:
                # Children who are off the list have no places beside their main school.
                return Q(school__in=self.ids) | Q(Exists(_places().filter(school__in=self.ids)))
            case ScopeKind.PROVIDER:
                return Q(Exists(_places().filter(provider__in=self.ids)))
            case ScopeKind.SERVICE:
                return Q(Exists(SourcePerson.objects.filter(child=OuterRef("child"), source__in=self.ids)))
            case ScopeKind.FAMILY:
                return Q(child__in=self.ids)
            case _:
                return Q()

    def covers(self, row: Row, senders: frozenset[int]) -> bool:
        """Whether a child is in scope, by its row as at some day and the ids of the sources that told of it."""
        match self.kind:
            case ScopeKind.LOCALITY:
                return row.locality_id in self.ids
            case ScopeKind.SCHOOL:
                return any(school["id"] in self.ids for school in row.schools) or any(
                    provider["school"] in self.ids for provider in row.providers
                )
            case ScopeKind.PROVIDER:
                return any(provider["id"] in self.ids for provider in row.providers)
            case ScopeKind.SERVICE:
                return bool(senders & self.ids)
            case ScopeKind.FAMILY:
                return row.child_id in self.ids
            case _:
                return True


def _ids(kind: ScopeKind, keys: list[str]) -> frozenset[int]:
    match kind:
        case ScopeKind.LOCALITY:
            return frozenset(Locality.objects.filter(key__in=keys).values_list("id", flat=True))
        case ScopeKind.SCHOOL:
            return frozenset(Establishment.objects.filter(urn__in=keys).values_list("id", flat=True))
        case ScopeKind.PROVIDER:
            return frozenset(Provider.objects.filter(key__in=keys).values_list("id", flat=True))
        case ScopeKind.SERVICE:
            return frozenset(Source.objects.filter(slug__in=keys).values_list("id", flat=True))
        case ScopeKind.FAMILY:
            return frozenset(child for child in map(id_of_reference, keys) if child is not None)
        case ScopeKind.AUTHORITY:
            return frozenset()
        case _:
            # Whoever is told of no part of the authority sees nobody: so is a kind of scope that is yet to come.
            raise PermissionDenied("This role sees figures only.")


def _places() -> QuerySet[ListPlace]:
    return ListPlace.objects.filter(entry=OuterRef("pk"))

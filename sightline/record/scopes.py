"""What the keys beside a scope point to in the record, so that nobody is given a part of it that is not there."""

from sightline.access.policy import ScopeKind
from sightline.record.models import Child, Establishment, Locality, Provider, Source, id_of_reference


def scope_is_there(kind: ScopeKind, keys: str) -> bool:
    """Whether the record holds everything that a scope's keys name (several with spaces between), and at least one.

    True for the scopes that take no key.
    """
    if kind in {ScopeKind.AUTHORITY, ScopeKind.FIGURES}:
        return True
    named = set(keys.split())
    return bool(named) and _found(kind, named) == len(named)


def _found(kind: ScopeKind, keys: set[str]) -> int:
    match kind:
        case ScopeKind.LOCALITY:
            return Locality.objects.filter(key__in=keys).count()
        case ScopeKind.SCHOOL:
            return Establishment.objects.filter(urn__in=keys).count()
        case ScopeKind.PROVIDER:
            return Provider.objects.filter(key__in=keys).count()
        case ScopeKind.SERVICE:
            return Source.objects.filter(slug__in=keys).count()
        case ScopeKind.FAMILY:
            children = [child for key in keys if (child := id_of_reference(key)) is not None]
            return Child.objects.filter(pk__in=children).count()
    raise ValueError(f"a scope of the kind {kind} has no keys")

"""Whether what a scope's key names is in the record."""

import pytest

from sightline.access.policy import ScopeKind
from sightline.record.models import Locality, Provider, SourcePerson
from sightline.record.scopes import scope_is_there


def test_each_scope_finds_what_its_key_names_and_nothing_else(small) -> None:
    Locality.objects.create(key="north", name="North")
    Provider.objects.create(key="made-up-college", name="Made-up College")
    keys = {
        ScopeKind.LOCALITY: "north",
        ScopeKind.SCHOOL: "990001",
        ScopeKind.PROVIDER: "made-up-college",
        ScopeKind.SERVICE: "made-up-school",
    }
    for kind, key in keys.items():
        assert scope_is_there(kind, key)
        assert not scope_is_there(kind, "no-such-key")
        assert not scope_is_there(kind, f"{key} no-such-key")
        assert not scope_is_there(kind, " ")
    assert scope_is_there(ScopeKind.SCHOOL, "990001 990002")


def test_a_familys_children_must_all_be_there(small) -> None:
    first = small.child_of(small.person("one", "2026-10-01")).reference
    second = small.child_of(small.person("two", "2026-10-01")).reference
    assert SourcePerson.objects.count() == 2
    assert scope_is_there(ScopeKind.FAMILY, first)
    assert scope_is_there(ScopeKind.FAMILY, f"{first} {second}")
    assert not scope_is_there(ScopeKind.FAMILY, f"{first} SL-999999")
    assert not scope_is_there(ScopeKind.FAMILY, f"{first} nobody")
    assert not scope_is_there(ScopeKind.FAMILY, "")


@pytest.mark.parametrize("kind", [ScopeKind.AUTHORITY, ScopeKind.FIGURES])
def test_the_whole_authority_and_figures_need_no_key(kind: ScopeKind) -> None:
    assert scope_is_there(kind, "")

"""The people of the demonstration, whom a visitor may look as, and roles in words."""

from dataclasses import dataclass

from sightline.access.accounts import OPERATOR
from sightline.access.models import Account, RoleHeld
from sightline.access.policy import ScopeKind, roles
from sightline.access.viewer import roles_in_force

SCOPE_WORDS = {
    ScopeKind.AUTHORITY: "the whole authority",
    ScopeKind.LOCALITY: "one locality team",
    ScopeKind.SCHOOL: "one school",
    ScopeKind.PROVIDER: "one provider",
    ScopeKind.SERVICE: "one partner service",
    ScopeKind.FAMILY: "their own family",
    ScopeKind.FIGURES: "figures only, no child",
}

_OPENS_THE_DEMONSTRATION = "operational-lead"


@dataclass(frozen=True)
class RoleShown:
    """A role that somebody holds, in words: what it is called and how far it looks."""

    slug: str
    title: str
    scope: str

    @classmethod
    def of(cls, held: RoleHeld) -> "RoleShown":
        """Put a role held into words."""
        scope = SCOPE_WORDS[ScopeKind(held.scope_kind)]
        return cls(
            slug=held.role,
            title=roles()[held.role].title,
            scope=f"{scope}: {held.scope_key}" if held.scope_key else scope,
        )


@dataclass(frozen=True)
class Person:
    """A made-up person whom a visitor to the demonstration may look as."""

    account: int
    name: str
    roles: tuple[RoleShown, ...]


def people_to_see_as() -> list[Person]:
    """The demonstration's people: every active account that holds a role, in the order of the table of roles.

    The operator, in whose name commands run, is nobody to look as.
    """
    rank = {slug: place for place, slug in enumerate(roles())}
    people = []
    for account in Account.objects.filter(is_active=True).exclude(email=OPERATOR).order_by("name"):
        held = roles_in_force(account)
        if held:
            people.append(Person(account.pk, account.name, tuple(RoleShown.of(item) for item in held)))
    return sorted(people, key=lambda person: rank[person.roles[0].slug])


def who_opens_the_demonstration() -> Person | None:
    """As whom a visitor sees the demonstration before choosing: the operational lead, who has most to do with it."""
    return next(
        (person for person in people_to_see_as() if person.roles[0].slug == _OPENS_THE_DEMONSTRATION), None
    )

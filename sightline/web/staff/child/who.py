"""Who may open a child's record, and which kinds of information each role reads there: the table of roles in words."""

from dataclasses import dataclass
from functools import cache

from sightline.access.policy import Action, FieldClass, ScopeKind, roles

CLASSES = {
    FieldClass.IDENTITY: "who the child is",
    FieldClass.EDUCATION: "education",
    FieldClass.HEALTH: "health",
    FieldClass.SAFEGUARDING: "safeguarding",
    FieldClass.CRIMINAL: "offences",
    FieldClass.ETHNICITY_RELIGION: "ethnicity and religion",
    FieldClass.THIRD_PARTY: "other people",
    FieldClass.SHIELDED_ADDRESS: "addresses kept apart",
}
_OF_WHOM = {
    ScopeKind.AUTHORITY: "every child",
    ScopeKind.LOCALITY: "children of their locality",
    ScopeKind.SCHOOL: "children of their school",
    ScopeKind.PROVIDER: "children of their provider",
    ScopeKind.SERVICE: "children of their service",
    ScopeKind.FAMILY: "their own children",
}


@dataclass(frozen=True)
class Reader:
    """A role that sees children: its title, of whom, what it reads, and whether it may add to the record."""

    title: str
    of_whom: str
    reads: tuple[str, ...]
    records: bool


@cache
def readers() -> tuple[Reader, ...]:
    """Every role that sees children, in the order of the table of roles."""
    return tuple(
        Reader(
            role.title,
            " or ".join(words for scope, words in _OF_WHOM.items() if scope in role.scopes),
            tuple(words for field_class, words in CLASSES.items() if field_class in role.classes),
            Action.RECORD_FACTS in role.actions,
        )
        for role in roles().values()
        if Action.SEE_CHILDREN in role.actions
    )

"""Roles, classes of field and actions: the table that says who may see and do what.

The table itself is data (`data/roles.csv`); tests and the reference page are made from it. Everything that it
does not grant is refused.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class FieldClass(StrEnum):
    """What kind of personal information a field holds; derived text carries the classes of what it is made from."""

    IDENTITY = "identity"
    EDUCATION = "education"
    HEALTH = "health"
    SAFEGUARDING = "safeguarding"
    CRIMINAL = "criminal"
    ETHNICITY_RELIGION = "ethnicity_religion"
    THIRD_PARTY = "third_party"
    SHIELDED_ADDRESS = "shielded_address"


class Action(StrEnum):
    """Something that a person may do, beyond looking."""

    SEE_CHILDREN = "see_children"
    SEE_FIGURES = "see_figures"
    RECORD_FACTS = "record_facts"
    DECIDE_LINKS = "decide_links"
    TAKE_FILES = "take_files"
    ISSUE_REPORTS = "issue_reports"
    MANAGE_ACCOUNTS = "manage_accounts"
    KEEP_REFERENCE = "keep_reference"
    VERIFY_AUDIT = "verify_audit"
    READ_AUDIT = "read_audit"


class ScopeKind(StrEnum):
    """How much of the authority a role looks at; the key beside it says which part."""

    AUTHORITY = "authority"
    LOCALITY = "locality"
    SCHOOL = "school"
    PROVIDER = "provider"
    SERVICE = "service"
    FAMILY = "family"
    FIGURES = "figures"


# What the key beside a scope is; several are given with spaces between. The two scopes that are not here take none.
SCOPE_KEYS: dict[ScopeKind, str] = {
    ScopeKind.LOCALITY: "the locality's key",
    ScopeKind.SCHOOL: "the school's URN",
    ScopeKind.PROVIDER: "the provider's key",
    ScopeKind.SERVICE: "the key of the service as a sender",
    ScopeKind.FAMILY: "the child's case number",
}


@dataclass(frozen=True)
class Role:
    """One row of the table: what a role is called, how far it may look, and what it may see and do."""

    slug: str
    title: str
    scopes: frozenset[ScopeKind]
    classes: frozenset[FieldClass]
    actions: frozenset[Action]
    time_limited: bool


@cache
def roles() -> dict[str, Role]:
    """Every role by its slug, in the order of the table."""
    text = files("sightline.access").joinpath("data/roles.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        found[row["role"]] = Role(
            slug=row["role"],
            title=row["title"],
            scopes=frozenset(ScopeKind(name) for name in row["scopes"].split()),
            classes=frozenset(item for item in FieldClass if row[item.value] == "yes"),
            actions=frozenset(item for item in Action if row[item.value] == "yes"),
            time_limited=row["time_limited"] == "yes",
        )
    return found

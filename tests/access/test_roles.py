"""The table of roles: the lines that matter, as a person would say them, and what must hold for every role."""

import csv
from importlib.resources import files

import pytest

from sightline.access.policy import Action, FieldClass, Role, ScopeKind, roles

EVERY_CLASS = set(FieldClass)
OUTSIDE = ["school", "provider", "partner", "family"]
FIGURES_ONLY = ["governor", "member"]
WRITES = {
    Action.RECORD_FACTS,
    Action.DECIDE_LINKS,
    Action.TAKE_FILES,
    Action.MANAGE_ACCOUNTS,
    Action.KEEP_REFERENCE,
}

each_role = pytest.mark.parametrize("role", list(roles().values()), ids=list(roles()))


# role, sees, does not see, does, does not do
LINES = [
    ("administrator", "", " ".join(FieldClass), "manage_accounts", "see_children see_figures record_facts"),
    ("governor", "", " ".join(FieldClass), "see_figures", "see_children issue_reports record_facts"),
    ("member", "", " ".join(FieldClass), "see_figures", "see_children issue_reports record_facts"),
    (
        "family",
        "identity education",
        "health safeguarding third_party",
        "see_children",
        "record_facts see_figures",
    ),
    (
        "school",
        "identity education",
        "health safeguarding criminal",
        "see_children record_facts",
        "take_files",
    ),
    (
        "provider",
        "identity education",
        "health safeguarding criminal",
        "see_children record_facts",
        "decide_links",
    ),
    (
        "partner",
        "identity education",
        "health safeguarding criminal",
        "see_children record_facts",
        "issue_reports",
    ),
    (
        "key-worker",
        "health safeguarding third_party",
        "criminal",
        "see_children record_facts",
        "decide_links",
    ),
    (
        "team-leader",
        "criminal safeguarding",
        "shielded_address",
        "see_children issue_reports",
        "decide_links",
    ),
    (
        "virtual-school",
        "health safeguarding",
        "criminal third_party",
        "see_children issue_reports",
        "decide_links",
    ),
    (
        "inspector",
        "criminal health",
        "third_party shielded_address",
        "see_children issue_reports",
        "record_facts",
    ),
    ("privacy-officer", "", "health education", "read_audit verify_audit", "see_children record_facts"),
    (
        "senior-officer",
        "criminal",
        "shielded_address",
        "see_children read_audit verify_audit",
        "manage_accounts",
    ),
    ("data-officer", "shielded_address", "", "take_files decide_links", "manage_accounts read_audit"),
    ("operational-lead", "shielded_address", "", "take_files decide_links", "manage_accounts read_audit"),
]


@pytest.mark.parametrize(
    ("slug", "sees", "blind_to", "does", "never_does"), LINES, ids=[line[0] for line in LINES]
)
def test_the_lines_that_matter(slug: str, sees: str, blind_to: str, does: str, never_does: str) -> None:
    role = roles()[slug]
    assert role.classes >= set(sees.split())
    assert not role.classes & set(blind_to.split())
    assert role.actions >= set(does.split())
    assert not role.actions & set(never_does.split())


@pytest.mark.parametrize(
    ("slug", "scopes"),
    [
        *(
            (slug, {ScopeKind.AUTHORITY})
            for slug in ("senior-officer", "operational-lead", "data-officer", "inspector")
        ),
        ("team-leader", {ScopeKind.LOCALITY}),
        ("key-worker", {ScopeKind.LOCALITY}),
        ("school", {ScopeKind.SCHOOL}),
        ("provider", {ScopeKind.PROVIDER}),
        ("partner", {ScopeKind.SERVICE}),
        ("family", {ScopeKind.FAMILY}),
        ("governor", {ScopeKind.FIGURES}),
        ("member", {ScopeKind.FIGURES}),
    ],
)
def test_how_far_a_role_looks(slug: str, scopes: set[ScopeKind]) -> None:
    assert roles()[slug].scopes == scopes


def test_every_role_of_the_design_is_there_and_no_other() -> None:
    assert list(roles()) == [
        *(
            "senior-officer",
            "strategic-lead",
            "operational-lead",
            "team-leader",
            "key-worker",
            "data-officer",
        ),
        *("virtual-school", "privacy-officer", "administrator", "inspector"),
        *("school", "provider", "partner", "family", "governor", "member"),
    ]


def test_only_the_inspector_is_there_for_a_limited_time() -> None:
    assert [slug for slug, role in roles().items() if role.time_limited] == ["inspector"]


def test_an_inspector_writes_nothing_into_the_record() -> None:
    assert not roles()["inspector"].actions & WRITES


@pytest.mark.parametrize("slug", OUTSIDE)
def test_nobody_outside_the_authority_sees_more_than_identity_and_education(slug: str) -> None:
    assert roles()[slug].classes == {FieldClass.IDENTITY, FieldClass.EDUCATION}


@pytest.mark.parametrize("slug", FIGURES_ONLY)
def test_governors_and_members_have_figures_and_nothing_else(slug: str) -> None:
    assert (roles()[slug].classes, roles()[slug].actions) == (frozenset(), {Action.SEE_FIGURES})


@each_role
def test_whoever_manages_accounts_sees_no_child(role: Role) -> None:
    if Action.MANAGE_ACCOUNTS in role.actions:
        assert not role.classes
        assert Action.SEE_CHILDREN not in role.actions


@each_role
def test_nobody_acts_on_children_without_seeing_them(role: Role) -> None:
    if role.actions & {Action.RECORD_FACTS, Action.DECIDE_LINKS, Action.TAKE_FILES, Action.ISSUE_REPORTS}:
        assert Action.SEE_CHILDREN in role.actions


@each_role
def test_whoever_decides_links_or_takes_files_sees_the_whole_authority_and_every_class(role: Role) -> None:
    """Half the evidence is no ground for saying that two children are one."""
    if role.actions & {Action.DECIDE_LINKS, Action.TAKE_FILES}:
        assert role.scopes == {ScopeKind.AUTHORITY}
        assert role.classes == EVERY_CLASS


@each_role
def test_whoever_sees_children_sees_who_they_are(role: Role) -> None:
    if Action.SEE_CHILDREN in role.actions:
        assert {FieldClass.IDENTITY, FieldClass.EDUCATION} <= role.classes


@each_role
def test_every_role_has_a_scope(role: Role) -> None:
    assert role.scopes


def test_every_action_and_every_class_is_granted_to_somebody() -> None:
    assert set().union(*(role.actions for role in roles().values())) == set(Action)
    assert set().union(*(role.classes for role in roles().values())) == EVERY_CLASS


def test_every_cell_of_the_table_says_yes_or_no() -> None:
    """A misspelt cell would otherwise refuse in silence."""
    text = files("sightline.access").joinpath("data/roles.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        cells = {row[name] for name in ("time_limited", *FieldClass, *Action)}
        assert cells <= {"yes", "no"}, row["role"]

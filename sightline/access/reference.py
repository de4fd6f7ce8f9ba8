"""The reference page of roles, made from the tables that the program itself goes by."""

from collections.abc import Iterable

from sightline.access.policy import SCOPE_KEYS, Action, FieldClass, Role, ScopeKind, roles

CLASS_WORDS: dict[FieldClass, str] = {
    FieldClass.IDENTITY: "Identity",
    FieldClass.EDUCATION: "Education",
    FieldClass.HEALTH: "Health",
    FieldClass.SAFEGUARDING: "Safeguarding",
    FieldClass.CRIMINAL: "Criminal justice",
    FieldClass.ETHNICITY_RELIGION: "Ethnicity and religion",
    FieldClass.THIRD_PARTY: "Other people",
    FieldClass.SHIELDED_ADDRESS: "Shielded address",
}

CLASS_MEANINGS: dict[FieldClass, str] = {
    FieldClass.IDENTITY: "names, date of birth, identifiers, address",
    FieldClass.EDUCATION: "rolls, provision, hours, exclusions, plans, results",
    FieldClass.HEALTH: "illness, mental health, pregnancy, and the names of settings that tell of them",
    FieldClass.SAFEGUARDING: "looked after, in need, protection, last seen, whereabouts unknown, free text",
    FieldClass.CRIMINAL: "custody and release, and the names of settings that tell of them",
    FieldClass.ETHNICITY_RELIGION: "ethnicity, religion, Gypsy, Roma or Traveller",
    FieldClass.THIRD_PARTY: "parents, carers and others: who they are and how to reach them",
    FieldClass.SHIELDED_ADDRESS: "an address that must not be given away: a refuge, police protection, adoption",
}

ACTION_WORDS: dict[Action, str] = {
    Action.SEE_CHILDREN: "See children",
    Action.SEE_FIGURES: "See figures",
    Action.RECORD_FACTS: "Record facts",
    Action.DECIDE_LINKS: "Decide whose record it is",
    Action.TAKE_FILES: "Take files in",
    Action.ISSUE_REPORTS: "Issue reports",
    Action.MANAGE_ACCOUNTS: "Manage accounts",
    Action.KEEP_REFERENCE: "Keep reference data",
    Action.VERIFY_AUDIT: "Seal and verify the audit trail",
    Action.READ_AUDIT: "Read the audit trail",
}

SCOPE_WORDS: dict[ScopeKind, str] = {
    ScopeKind.AUTHORITY: "the whole authority",
    ScopeKind.LOCALITY: "the localities named",
    ScopeKind.SCHOOL: "the schools named",
    ScopeKind.PROVIDER: "the providers named",
    ScopeKind.SERVICE: "the children whom the partner services named have told of",
    ScopeKind.FAMILY: "the family's own children",
    ScopeKind.FIGURES: "figures only, no child",
}

_HEAD = """# Roles

Made from `sightline/access/data/roles.csv` by `sightline/access/reference.py`; a test holds the two equal.
Whatever no table here grants is refused.

A person looks in one role at a time, so that the width of one role never lends itself to the depth of another.
Text, filters, sorts, counts, searches and files that are made from several fields need every class of what they are
made from. Every look at a child and every write is logged with the account, the role and the reason.
Nobody gives a role to themselves.
"""


def roles_page() -> str:
    """The whole page, as Markdown."""
    table = list(roles().values())
    return "\n".join(
        [
            _HEAD,
            "## How far each role looks\n",
            *_table(
                ["Role", "Name in commands", "Looks at", "For a limited time"],
                ([role.title, f"`{role.slug}`", _scopes(role), _yes(role.time_limited)] for role in table),
            ),
            "\nA scope is given as `--scope KIND` or `--scope KIND:KEY`, several keys with spaces between:\n",
            *(f"- `{kind}`: {SCOPE_WORDS[kind]}{_key(kind)}" for kind in ScopeKind),
            "\n## What each role sees\n",
            *_table(
                ["Role", *CLASS_WORDS.values()],
                ([role.title, *(_yes(item in role.classes) for item in CLASS_WORDS)] for role in table),
            ),
            "",
            *(f"- **{CLASS_WORDS[item]}**: {CLASS_MEANINGS[item]}" for item in CLASS_WORDS),
            "\n## What each role does\n",
            *_table(
                ["Role", *ACTION_WORDS.values()],
                ([role.title, *(_yes(item in role.actions) for item in ACTION_WORDS)] for role in table),
            ),
            "",
        ]
    )


def _scopes(role: Role) -> str:
    return " or ".join(SCOPE_WORDS[kind] for kind in ScopeKind if kind in role.scopes)


def _key(kind: ScopeKind) -> str:
    return f"; the key is {SCOPE_KEYS[kind]}" if kind in SCOPE_KEYS else ""


def _yes(granted: bool) -> str:
    return "**yes**" if granted else "no"


def _table(headings: list[str], rows: Iterable[list[str]]) -> list[str]:
    lines = [headings, ["---"] * len(headings), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]

"""The page of reference of the rules, made from the rules themselves."""

from sightline.watch.protocol import Rule
from sightline.watch.rules import RULES

_HEAD = """\
# The rules over the registers

Made from the rules by `sightline rules --reference`; a test holds the two equal. Each is a file in
`sightline/watch/rules/`, and its cases are in `tests/watch/test_rules.py`.

A rule says what a register shows, and never why. An *indicator* is something to sort and to count by. A *question*
is for somebody to answer. What is not marked is not counted: no rule takes a missing mark for an absence.
"""


def reference_page() -> str:
    """Every rule in words, with its figures and where they come from."""
    return "\n".join([_HEAD, *(_rule(rule) for rule in RULES.values())])


def _rule(rule: Rule) -> str:
    lines = [
        f"## {rule.title}",
        "",
        f"`{rule.slug}`, version {rule.version}: an {rule.kind}."
        if rule.kind == "indicator"
        else f"`{rule.slug}`, version {rule.version}: a {rule.kind}.",
        "",
        rule.meaning,
        "",
        f"{rule.duty} ({rule.source})",
        "",
        "| figure | value | meaning | from where |",
        "|---|---|---|---|",
    ]
    lines += [f"| {one.name} | {one.value} | {one.meaning} | {one.source} |" for one in rule.parameters]
    return "\n".join([*lines, ""])

"""The reference page of the list, made from the spec table and the tables that the rules themselves go by."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from sightline.population.rules import RULES_VERSION
from sightline.population.spec import Case, Expected, cases
from sightline.population.tables import (
    CircumstanceKind,
    PlaceKind,
    circumstances,
    establishment_kinds,
    legal_populations,
    provider_kinds,
    reasons,
)

_HEAD = f"""# Who is on the list

Made from the tables in `sightline/population/data` by `sightline/population/reference.py`; tests hold the page, the
rules and the database to every case below. Rules of {RULES_VERSION}.

The list of children missing out on full-time education holds every child of compulsory school age, for whom the
authority answers, who does not have full-time education in the usual way: at a school, for the hours that are usual
for the age. Full-time education away from a school of the usual kind is on the list as well. A child is **on** the
list, **to be checked** (there is evidence, and nobody has said so yet), or **off** it.

- What is not known is never counted as none, and never as fine. Another authority answers only for a child who is
  known to live there. A child whose date of birth is not known is to be checked.
- Where several reasons hold, the one that stands first in the table of reasons is the primary one.
- *Since* is the first day of the unbroken run of days with the same standing.
- Hours are those planned for the usual week.
- Full time is what is usual for the age; 25 hours, the figure of the inspectors’ report, is a column beside it.
"""

_WHAT = {
    "roll": "on roll",
    "placement": "placed",
    "timetable": "timetable",
    "exclusion": "excluded",
    "circumstance": "told",
    "notice": "notice",
}
_KINDS = {"SUSP": "suspension", "PERM": "permanent exclusion", "LNCH": "lunchtime suspension"}
_NAMES = ("school", "provider", "type", "kind")
_DATES = ("from", "to")


def list_page() -> str:
    """The whole page, as Markdown."""
    return "\n".join(
        [
            _HEAD,
            "## Reasons\n",
            *_table(
                ["", "Reason", "Name in files", "Meaning", "Who may see it", "Source"],
                (
                    [
                        str(kind.order),
                        kind.title,
                        f"`{kind.slug}`",
                        kind.meaning,
                        _words(kind.field_class),
                        kind.source,
                    ]
                    for kind in reasons().values()
                ),
            ),
            "\n## Needs and statuses\n",
            "“A place” is a roll in the usual way that the school does not call part time; “a new place” is one that",
            "began since. Backing is any of: no full-time roll, education elsewhere, a school’s notice of part time",
            "or of long absence, medical evidence, a clinician’s limit. A stay in hospital that a service tells of is",
            "not set aside by the school’s word that the child is there full time: it is then to be checked.\n",
            *_table(
                ["Need or status", "Reason", "Standing", "Without backing", "Set aside by"],
                (_circumstance(kind) for kind in circumstances().values() if kind.reason),
            ),
            "\n## Kinds of school and provider\n",
            *_table(
                [
                    "Kind",
                    "School or provider",
                    "The usual way",
                    "A school in law",
                    "Reason beside alternative provision",
                ],
                [
                    *(_place("school", kind) for kind in establishment_kinds().values()),
                    *(_place("provider", kind) for kind in provider_kinds().values()),
                ],
            ),
            "\n## Populations of law, told apart from the list\n",
            *_table(
                ["Population", "Enacted", "In force from", "Source"],
                (
                    [
                        one.title,
                        one.enacted_on.isoformat(),
                        one.in_force_from.isoformat() if one.in_force_from else "not yet",
                        one.source,
                    ]
                    for one in legal_populations().values()
                ),
            ),
            "\n## Case by case\n",
            "“To” names the first day on which something is no more so. A column left empty is not said by the case.\n",
            *_cases(),
        ]
    )


def _cases() -> Iterable[str]:
    for section, found in groupby(cases(), key=lambda case: case.section):
        yield f"### {section}\n"
        for case in found:
            yield f"**{case.situation}.** {case.law}.\n"
            yield "; ".join(_facts(case)) + ".\n"
            yield from _table(
                ["On", "Standing", "Reasons", "Since", "Hours", "Roll", "Missing education in law"],
                (_answer(expected) for expected in case.answers),
            )
            yield ""


def _facts(case: Case) -> Iterable[str]:
    """The facts of a case in words, as they stand in the table."""
    born = case.facts.get("born")
    yield f"Born {born.isoformat()}" if born else "Date of birth not known"
    if "lives" in case.facts:
        yield f"home {case.facts['lives']}"
    for move in case.facts.get("moves", ()):
        yield f"home {move['lives']}{_period(move)}"
    for name, what in _WHAT.items():
        for row in case.facts.get(name, ()):
            yield f"{what}: {_fact(row)}"


def _fact(row: Mapping[str, Any]) -> str:
    named = [_KINDS.get(row[name], row[name]) for name in _NAMES if name in row]
    others = [
        f"{name.replace('_', ' ')} {_text(value)}"
        for name, value in row.items()
        if name not in (*_NAMES, *_DATES)
    ]
    return ", ".join([*map(str, named), *others]) + _period(row)


def _period(row: Mapping[str, Any]) -> str:
    since = f" from {row['from'].isoformat()}" if "from" in row else ""
    return since + (f" to {row['to'].isoformat()}" if "to" in row else "")


def _answer(expected: Expected) -> list[str]:
    return [
        expected.on.isoformat(),
        expected.standing,
        ", ".join(expected.reasons),
        _text(expected.since),
        expected.hours or "",
        expected.roll or "",
        expected.missing_education or "",
    ]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def _circumstance(kind: CircumstanceKind) -> list[str]:
    return [kind.kind, kind.reason, kind.standing, kind.without_backing, kind.set_aside_by]


def _place(of: str, kind: PlaceKind) -> list[str]:
    return [kind.title, of, _yes(kind.usual_way), _yes(kind.school_in_law), kind.reason]


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _words(field_class: str) -> str:
    return field_class.replace("_", " and ")


def _table(head: list[str], rows: Iterable[list[str]]) -> Iterable[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"

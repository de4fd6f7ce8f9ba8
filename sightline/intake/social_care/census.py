"""The children in need census as one table: a row for each episode of need and each child protection plan.

The census goes from every authority to the Department each year, under the element names of its schema. Of its many
items only those are taken that the record keeps; referrals, assessments, factors, categories of abuse, disabilities
and ethnicity are not even read.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sightline.intake.readers.unreadable import Unreadable
from sightline.intake.social_care.headings import (
    AUTHORITY,
    BORN,
    CHILD,
    END,
    EXPECTED,
    FORMER_UPN,
    IN_NEED,
    NO_ACTION,
    PROTECTION_PLAN,
    SEX,
    START,
    STATUS,
    UPN,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT = "Message"
"""The root element, which the Department's other collections share."""

_COLLECTION = "CIN"
_HEADINGS = [STATUS, CHILD, UPN, FORMER_UPN, BORN, EXPECTED, SEX, START, END, NO_ACTION, AUTHORITY]


def tables_of(root: "_Element") -> Sequence[tuple[str, Sequence[Sequence[str]]]]:
    """The one table of a census, its headings first; a child without an episode has a row that says so.

    Raises Unreadable when the document is of another collection, or holds no child.
    """
    collection = _text(_first(root, "Header", "CollectionDetails"), "Collection")
    if collection and collection != _COLLECTION:
        raise Unreadable(
            "This XML is of another of the Department's collections. Expected is the children in need census, whose "
            f"header says {_COLLECTION} as its collection."
        )
    children = list(_all(_first(root, "Children"), "Child"))
    if not children:
        raise Unreadable(
            "This XML holds no child. Expected is the children in need census: Message, Children, Child."
        )
    authority = _text(_first(root, "Header", "Source"), "LEA")
    rows = [row for child in children for row in _rows(child, authority)]
    return [("Children in need census", [_HEADINGS, *rows])]


def _rows(child: "_Element", authority: str) -> Iterator[list[str]]:
    identifiers = _first(child, "ChildIdentifiers")
    who = [
        _text(identifiers, "LAchildID"),
        _text(identifiers, "UPN"),
        _text(identifiers, "FormerUPN"),
        _text(identifiers, "PersonBirthDate"),
        _text(identifiers, "ExpectedPersonBirthDate"),
        _text(identifiers, "Sex") or _text(identifiers, "GenderCurrent"),
    ]
    episodes = list(_all(child, "CINdetails"))
    if not episodes:
        yield [IN_NEED, *who, "", "", "", authority]
    for episode in episodes:
        days = [_text(episode, "CINreferralDate"), _text(episode, "CINclosureDate")]
        yield [IN_NEED, *who, *days, _text(episode, "ReferralNFA"), authority]
        for plan in _all(episode, "ChildProtectionPlans"):
            days = [_text(plan, "CPPstartDate"), _text(plan, "CPPendDate")]
            yield [PROTECTION_PLAN, *who, *days, "", authority]


def _all(element: "_Element | None", name: str) -> Iterator["_Element"]:
    """The elements of this name directly within another, whatever their namespace."""
    if element is not None:
        yield from element.iterchildren(f"{{*}}{name}")


def _first(element: "_Element | None", *path: str) -> "_Element | None":
    for name in path:
        element = next(_all(element, name), None)
    return element


def _text(element: "_Element | None", name: str) -> str:
    """The text of the first element of this name, on one line; empty when there is none."""
    found = _first(element, name)
    return "" if found is None else " ".join((found.text or "").split())

"""The children in need census as one table: a row for each episode of need and each child protection plan.

The census goes from every authority to the Department each year, under the element names of its schema. Of its many
items only those are taken that the record keeps; referrals, assessments, factors, categories of abuse, disabilities
and ethnicity are not even read.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sightline.intake.readers.elements import all_of, first_of, text_of
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
    collection = text_of(first_of(root, "Header", "CollectionDetails"), "Collection")
    if collection and collection != _COLLECTION:
        raise Unreadable(
            "This XML is of another of the Department's collections. Expected is the children in need census, whose "
            f"header says {_COLLECTION} as its collection."
        )
    children = list(all_of(first_of(root, "Children"), "Child"))
    if not children:
        raise Unreadable(
            "This XML holds no child. Expected is the children in need census: Message, Children, Child."
        )
    authority = text_of(first_of(root, "Header", "Source"), "LEA")
    rows = [row for child in children for row in _rows(child, authority)]
    return [("Children in need census", [_HEADINGS, *rows])]


def _rows(child: "_Element", authority: str) -> Iterator[list[str]]:
    identifiers = first_of(child, "ChildIdentifiers")
    who = [
        text_of(identifiers, "LAchildID"),
        text_of(identifiers, "UPN"),
        text_of(identifiers, "FormerUPN"),
        text_of(identifiers, "PersonBirthDate"),
        text_of(identifiers, "ExpectedPersonBirthDate"),
        text_of(identifiers, "Sex") or text_of(identifiers, "GenderCurrent"),
    ]
    episodes = list(all_of(child, "CINdetails"))
    if not episodes:
        yield [IN_NEED, *who, "", "", "", authority]
    for episode in episodes:
        days = [text_of(episode, "CINreferralDate"), text_of(episode, "CINclosureDate")]
        yield [IN_NEED, *who, *days, text_of(episode, "ReferralNFA"), authority]
        for plan in all_of(episode, "ChildProtectionPlans"):
            days = [text_of(plan, "CPPstartDate"), text_of(plan, "CPPendDate")]
            yield [PROTECTION_PLAN, *who, *days, "", authority]

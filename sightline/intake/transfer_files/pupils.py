"""A common transfer file as a table: one row a pupil, with the header's two schools.

The Department publishes what stands in the file each year. Established are the header, and of a pupil the UPN, the
names, the date of birth and the sex. Former numbers and names are read where they stand under these names within the
pupil or its basic details; attendance, assessments, contacts, special needs and the history of schools are not.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sightline.intake.readers.elements import all_of, first_of, text_of
from sightline.intake.readers.unreadable import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT = "CTfile"
"""The root element."""

SOURCE, DESTINATION = "Source school", "Destination school"
NOBODY_KNOWS = "XXX/XXXX"
"""How a school is written of which the sender knows neither authority nor number: the file of a lost pupil."""

# The headings of the table, each with the names of the elements that may hold it.
_OF_A_PUPIL: dict[str, tuple[str, ...]] = {
    "UPN": ("UPN",),
    "Former UPN": ("FormerUPN",),
    "ULN": ("ULN", "UniqueLearnerNumber"),
    "Legal surname": ("Surname",),
    "Legal forename": ("Forename",),
    "Middle names": ("MiddleNames",),
    "Preferred surname": ("PreferredSurname",),
    "Preferred forename": ("PreferredForename",),
    "Former surname": ("FormerSurname",),
    "Date of birth": ("DOB",),
    "Sex": ("Sex", "Gender"),
}
_BASIC = "BasicDetails"


def tables_of(root: "_Element") -> Sequence[tuple[str, Sequence[Sequence[str]]]]:
    """The one table of a file, its headings first. Raises Unreadable when the file holds no pupil."""
    pupils = list(all_of(first_of(root, "CTFpupilData"), "Pupil"))
    if not pupils:
        raise Unreadable(
            "This XML holds no pupil. Expected is a common transfer file: CTfile, CTFpupilData, Pupil."
        )
    schools = [_school(root, "SourceSchool"), _school(root, "DestSchool")]
    rows = [[*schools, *(_said(pupil, names) for names in _OF_A_PUPIL.values())] for pupil in pupils]
    return [("Common transfer file", [[SOURCE, DESTINATION, *_OF_A_PUPIL], *rows])]


def _school(root: "_Element", which: str) -> str:
    """The DfE number of a school of the header, as 999/4003; empty when it is not there."""
    school = first_of(root, "Header", which)
    authority, number = text_of(school, "LEA"), text_of(school, "Estab")
    return f"{authority}/{number}" if authority or number else ""


def _said(pupil: "_Element", names: Sequence[str]) -> str:
    for within in (pupil, first_of(pupil, _BASIC)):
        for name in names:
            if text := text_of(within, name):
                return text
    return ""

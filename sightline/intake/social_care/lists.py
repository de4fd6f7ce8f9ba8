"""The lists that inspectors of social care ask for (Annex A), one a sheet, as one table of those that the record keeps.

Taken are list 6 (children in need), 7 (child protection plans) and 8 (looked after), each known by its own headings.
The other lists tell of contacts, early help, referrals, assessments, care leavers, adoption and adopters, for none of
which the record has a place.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sightline.intake.assembling import Headed, Part, headed, join
from sightline.intake.contract import Joined, Sheet, plain_heading
from sightline.intake.readers.unreadable import Unreadable
from sightline.intake.social_care.headings import (
    BORN,
    CHILD,
    END,
    FORENAME,
    IN_NEED,
    LOOKED_AFTER,
    PROTECTION_PLAN,
    SEEN,
    SEEN_ALONE,
    SEX,
    START,
    STATUS,
    SURNAME,
    UPN,
)

# A letter and a bracket stand before an answer that was chosen from the workbook's own list: a) Yes.
_CHOSEN = re.compile(r"^[a-z]\) ?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _List:
    """One list: what its rows tell of, and its own headings by those of the joined table."""

    status: str
    headings: dict[str, tuple[str, ...]]


_PERSON: dict[str, tuple[str, ...]] = {
    CHILD: ("Child Unique ID", "Unique ID", "Child ID"),
    UPN: ("UPN", "Unique pupil number"),
    SURNAME: ("Surname", "Child Surname", "Last name", "Family name"),
    FORENAME: ("Forename", "Child Forename", "First name", "Given name"),
    BORN: ("Date of Birth", "DOB"),
    SEX: ("Gender", "Sex"),
}
_LISTS = (
    _List(
        IN_NEED,
        {START: ("CIN Start Date",), END: ("CIN Closure Date",), SEEN: ("Date Child Was Last Seen",)},
    ),
    _List(
        PROTECTION_PLAN,
        {
            START: ("Child Protection Plan Start Date",),
            END: ("Child Protection Plan End Date",),
            SEEN: ("Date of the Last Statutory Visit",),
            SEEN_ALONE: ("Was the Child Seen Alone?",),
        },
    ),
    _List(
        LOOKED_AFTER,
        {
            START: ("Date Started to be Looked After",),
            END: ("Date Ceased to be Looked After",),
            SEEN: ("Date of Last Social Work Visit",),
        },
    ),
)
_COLUMNS = (*_PERSON, START, END, SEEN, SEEN_ALONE)


def assemble(sheets: Sequence[Sheet]) -> Joined:
    """One table of lists 6, 7 and 8, as far as they were sent, or the sheet itself when it is one table already.

    Sheets that are not taken are named among the headings, so that they are listed as left aside. Raises Unreadable
    when several sheets were sent and none of them is one of these lists.
    """
    tables = [(one, found) for one in _LISTS for sheet in sheets if (found := headed(sheet, _is_list(one)))]
    if tables:
        return _joined(sheets, tables)
    whole = [sheet for sheet in sheets if headed(sheet, lambda headings: plain_heading(STATUS) in headings)]
    if len(sheets) == 1 or len(whole) == 1:
        return Joined((whole or list(sheets))[0], ())
    raise Unreadable(
        "No sheet here is one of the lists that are taken: list 6 (CIN Start Date), list 7 (Child Protection Plan "
        "Start Date) or list 8 (Date Started to be Looked After) of Annex A."
    )


def _is_list(one: _List) -> Callable[[frozenset[str]], bool]:
    wanted = {plain_heading(one.headings[START][0])}
    return wanted.__le__


def _joined(sheets: Sequence[Sheet], tables: Sequence[tuple[_List, Headed]]) -> Joined:
    there = {heading for _, found in tables for heading in found.places}
    columns = [
        column
        for column in _COLUMNS
        if any(there & set(_plain(one.headings | _PERSON, column)) for one, _ in tables)
    ]
    parts = [Part(found, _row_of(one, found, columns)) for one, found in tables]
    return join(sheets[0].file, [STATUS, *columns, *_left_aside(sheets, tables)], parts)


def _plain(headings: dict[str, tuple[str, ...]], column: str) -> list[str]:
    return [plain_heading(heading) for heading in headings.get(column, ())]


def _row_of(one: _List, found: Headed, columns: Sequence[str]) -> Callable[[Sequence[str]], list[str]]:
    names = [_plain(one.headings | _PERSON, column) for column in columns]

    def row(cells: Sequence[str]) -> list[str]:
        return [one.status, *(_CHOSEN.sub("", found.cell(cells, *plain)) for plain in names)]

    return row


def _left_aside(sheets: Sequence[Sheet], tables: Sequence[tuple[_List, Headed]]) -> list[str]:
    """Headings of the lists taken that are not, then the sheets that are not taken."""
    aside = []
    for one, found in tables:
        taken = {name for column in _COLUMNS for name in _plain(one.headings | _PERSON, column)}
        aside += [heading for heading in found.headings if heading and plain_heading(heading) not in taken]
    used = {id(found.sheet) for _, found in tables}
    aside += [sheet.name or sheet.file for sheet in sheets if id(sheet) not in used]
    return list(dict.fromkeys(aside))

"""Files of the special educational needs team: their own tables, and the inspectors' lists of the local area, as one.

The inspectors of an area's provision for special educational needs ask for list 1 (children with an education, health
and care plan) and list 2 (children with support), one a sheet. A team's own workbook may have the plans on one sheet
and what they specify on another.
"""

from collections.abc import Callable, Sequence

from sightline.intake.assembling import Headed, Part, headed, join
from sightline.intake.contract import Column, Joined, Sheet, plain_heading
from sightline.intake.readers.unreadable import Unreadable

_PLAN, _SUPPORT = "E", "K"
# By these headings list 1 and list 2 are known, and told from each other.
_OF_LIST_1 = plain_heading("Date initial EHC plan issued")
_OF_LIST_2 = plain_heading("SEN primary need")


def assemble(sheets: Sequence[Sheet], columns: Sequence[Column]) -> Joined:
    """One table, under the headings of `columns`, of every sheet that names children and says something of their needs.

    Whether the rows of a list are of plans or of support follows from which list it is. A single sheet of the team's
    own is taken as it is. What is not taken is named among the headings, so that it is listed as left aside. Raises
    Unreadable when several sheets were sent and none of them is of this feed.
    """
    by_name = {column.name: column for column in columns}
    tables = [found for sheet in sheets if (found := headed(sheet, _is_one_of(by_name)))]
    if len(tables) == 1 and not _of_which_list(tables[0], by_name):
        return Joined(tables[0].sheet, ())
    if tables:
        return _joined(sheets, tables, by_name)
    if len(sheets) == 1:
        return Joined(sheets[0], ())
    raise Unreadable(
        "No sheet here is one that the team sends: a table of plans or of support, what plans specify, or list 1 "
        "(Date initial EHC plan issued) or list 2 (SEN primary need) of the inspectors."
    )


def _is_one_of(columns: dict[str, Column]) -> Callable[[frozenset[str]], bool]:
    who = set(columns["pupil_id"].headings)
    what = {
        heading for name in ("provision", "line", "need", "first_day") for heading in columns[name].headings
    }
    return lambda there: bool(there & who and there & what)


def _of_which_list(found: Headed, columns: dict[str, Column]) -> str:
    """E for list 1, K for list 2, empty for a table of the team's own."""
    there = found.places.keys()
    if there & {*columns["provision"].headings, *columns["line"].headings}:
        return ""
    if _OF_LIST_1 in there:
        return _PLAN
    return _SUPPORT if _OF_LIST_2 in there else ""


def _joined(sheets: Sequence[Sheet], tables: Sequence[Headed], columns: dict[str, Column]) -> Joined:
    there = {heading for found in tables for heading in found.places}
    named = [column for column in columns.values() if there & set(column.headings)]
    if columns["provision"] not in named:
        named.insert(0, columns["provision"])
    parts = [Part(found, _row_of(found, named, _of_which_list(found, columns))) for found in tables]
    headings = [column.heading for column in named]
    return join(sheets[0].file, [*headings, *_left_aside(sheets, tables, named)], parts)


def _row_of(found: Headed, named: Sequence[Column], of_list: str) -> Callable[[Sequence[str]], list[str]]:
    def row(cells: Sequence[str]) -> list[str]:
        return [
            of_list if column.name == "provision" and of_list else found.cell(cells, *column.headings)
            for column in named
        ]

    return row


def _left_aside(sheets: Sequence[Sheet], tables: Sequence[Headed], named: Sequence[Column]) -> list[str]:
    """Headings that no column knows, then the sheets that are not taken."""
    taken = {heading for column in named for heading in column.headings}
    aside = [
        heading
        for found in tables
        for heading in found.headings
        if heading and plain_heading(heading) not in taken
    ]
    used = {id(found.sheet) for found in tables}
    aside += [sheet.name or sheet.file for sheet in sheets if id(sheet) not in used]
    return list(dict.fromkeys(aside))

"""Social care's file as the lists that inspectors ask for (Annex A): children in need, and protection plans.

Each list has headings of its own and no column for the status. Who is looked after, by which authority, stands in a
plain table beside them.
"""

from collections.abc import Iterator
from dataclasses import replace

from sightline.demo.files.sheets import Line, Sheet

STATUS = "Status"
_PERSON = (("Legal surname", "Surname"), ("Legal forename", "Forename"))
# By the status: the name of the list, and its headings for first and last day.
_LISTS = {
    "CIN": ("list 6 children in need", "CIN Start Date", "CIN Closure Date"),
    "CPP": (
        "list 7 protection plans",
        "Child Protection Plan Start Date",
        "Child Protection Plan End Date",
    ),
}


def as_lists(sheet: Sheet) -> Iterator[Sheet]:
    """One file a list, as far as somebody stands in it, and the plain table of all others."""
    left = list(sheet.lines)
    for status, (name, start, end) in _LISTS.items():
        lines = [line for line in left if line.row[STATUS] == status]
        left = [line for line in left if line.row[STATUS] != status]
        if lines:
            called = (*_PERSON, ("Start date", start), ("End date", end))
            yield replace(
                sheet,
                name=f"{name}, {sheet.name}",
                headings=tuple(heading for heading in sheet.headings if heading != STATUS),
                manner=replace(sheet.manner, called=called, title="", total="", gap=False, own_column=""),
                lines=[_without_status(line) for line in lines],
            )
    if left:
        yield replace(sheet, lines=left)


def _without_status(line: Line) -> Line:
    return replace(line, row={heading: value for heading, value in line.row.items() if heading != STATUS})

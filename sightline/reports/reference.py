"""The reference page of reports, made from the columns that the program itself writes."""

from sightline.access.reference import CLASS_WORDS
from sightline.reports import inspection_list, tracking_sheet
from sightline.reports.layout import WORDS
from sightline.reports.renderers import MEDIA_TYPES
from sightline.reports.table import Column, ColumnKind

_KINDS = {
    ColumnKind.TEXT: "text",
    ColumnKind.DATE: "date",
    ColumnKind.HOURS: "hours a week",
}

_RULES = """\
- A cell is a value or one of three words; it is never blank.
- Dates are in ISO form in CSV and JSON, and real dates in workbooks. Hours are numbers.
- One row a child and provision in the inspection list, one row a child in the tracking sheet. A child with no
  provision has one row.
- The first table holds the children who are on the list. Those to be checked stand in a table of their own. A CSV
  file has the first table only, with its headings on line 1; what it does not know, and how it was made, is written
  beside it as `NAME.read-first.txt`.
- A text that a spreadsheet would take for a formula has an apostrophe before it in CSV.
- What is issued is kept, byte for byte, with who, when and why. `sightline report --list` lists what was issued, and
  `sightline report --again NUMBER --out FILE` writes it once more.
"""


def reports_page() -> str:
    """The page as Markdown: formats, rules, words, and every column with its meaning and its class."""
    lines = [
        "# Reports",
        "",
        "Made from the program by `sightline.reports.reference`; do not edit by hand.",
        "",
        f"`sightline report NAME --format FORMAT --out FILE`, where FORMAT is one of {', '.join(MEDIA_TYPES)}.",
        "",
        _RULES,
        "| word in a cell | meaning |",
        "|---|---|",
        *(f"| {word} | {meaning} |" for word, meaning in WORDS),
    ]
    for name, title, columns in (
        (inspection_list.NAME, inspection_list.TITLE, inspection_list.COLUMNS),
        (tracking_sheet.NAME, tracking_sheet.TITLE, tracking_sheet.COLUMNS),
    ):
        lines += ["", f"## `{name}`", "", f"{title}.", "", *_table(columns)]
    return "\n".join(lines) + "\n"


def _table(columns: tuple[Column, ...]) -> list[str]:
    rows = [
        f"| {number} | {column.heading} | {_KINDS[column.kind]} | {column.meaning} "
        f"| {CLASS_WORDS[column.field_class]} | {'yes' if column.paper else 'no'} |"
        for number, column in enumerate(columns, start=1)
    ]
    return ["| | heading | holds | meaning | class | printed |", "|---|---|---|---|---|---|", *rows]

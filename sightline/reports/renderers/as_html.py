"""HTML: a report's table for a page, and the whole document that becomes a PDF."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sightline.domain.known import plain_number
from sightline.domain.words import date_words, short_date_words
from sightline.reports.layout import WORDS, how_made
from sightline.reports.table import Cell, Column, Issue, Report, Table, Word

_SHAPES = {
    Word.NOT_KNOWN: "sightline-not-known",
    Word.NONE: "sightline-none",
    Word.WITHHELD: "sightline-withheld",
}


def table_html(table: Table, *, caption: str = "", printed: bool = False) -> Markup:
    """A table for a page, with GOV.UK classes, scopes on its headings, and the words told apart by their shape.

    `printed` gives each column its share of the paper, and writes dates short.
    """
    template = _templates().get_template("table.html")
    return Markup(  # noqa: S704 - made by a template that escapes every value
        template.render(
            caption=caption or table.title,
            columns=table.columns,
            rows=[[cell_html(cell, short=printed) for cell in row] for row in table.rows],
            printed=printed,
        )
    )


def cell_html(cell: Cell, *, short: bool = False) -> Markup:
    """One cell, escaped: dates (`short` for narrow columns) that a machine can read too, each word in its own shape."""
    if isinstance(cell, Word):
        return Markup('<span class="{}">{}</span>').format(_SHAPES[cell], cell.value)
    if isinstance(cell, date):
        return Markup('<time datetime="{}">{}</time>').format(
            cell.isoformat(), short_date_words(cell) if short else date_words(cell)
        )
    if isinstance(cell, Decimal):
        return Markup("{}").format(plain_number(cell))
    return Markup("{}").format(cell)


def document(report: Report, issue: Issue) -> str:
    """The whole report as one HTML document that needs nothing from elsewhere; the printed columns only."""
    printed = [table.for_paper() for table in report.tables]
    columns = printed[0].columns
    left_off = [column.heading for column in report.table.columns if column not in columns]
    return (
        _templates()
        .get_template("document.html")
        .render(
            report=report,
            as_at=date_words(report.as_at),
            known_on=date_words(report.known_on),
            style=Markup(_style(columns)),  # noqa: S704 - our own style sheet
            tables=[
                {
                    "title": table.title,
                    "rows": table.rows,
                    "html": table_html(table, caption=_caption(table), printed=True),
                }
                for table in printed
            ],
            how_made=how_made(report, issue),
            words=WORDS,
            left_off=", ".join(left_off),
        )
    )


def _caption(table: Table) -> str:
    rows, children = len(table.rows), table.children
    return f"{children:,} {'child' if children == 1 else 'children'} in {rows:,} {'row' if rows == 1 else 'rows'}"


def _style(columns: Sequence[Column]) -> str:
    """The style sheet, with each column's share of the page."""
    sheet = files("sightline.reports").joinpath("data/document.css").read_text(encoding="utf-8")
    whole = sum(column.paper for column in columns)
    shares = {
        column.paper: f"col.mm{column.paper} {{ width: {100 * column.paper / whole:.2f}%; }}"
        for column in columns
    }
    return "\n".join([sheet, *shares.values()])


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("sightline.reports", "data"), autoescape=True, undefined=StrictUndefined
    )

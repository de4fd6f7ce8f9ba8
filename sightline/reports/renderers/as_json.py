"""JSON: the gaps first, then each table as a list of rows by heading; dates in ISO form, hours as numbers."""

import json
from datetime import date
from decimal import Decimal

from sightline.reports.table import Cell, Issue, Report, Table


def render(report: Report, issue: Issue) -> bytes:
    """The whole report as one document."""
    document = {
        "report": report.name,
        "title": report.title,
        "gaps": list(report.gaps),
        "authority": report.authority,
        "as_at": report.as_at.isoformat(),
        "known_on": report.known_on.isoformat(),
        "figures": [{"number": figure.number, "words": figure.words} for figure in report.figures],
        "how_made": dict(report.how_made),
        "rules_version": report.rules_version,
        "issued": {"by": issue.by, "role": issue.role, "at": issue.at},
        "columns": [
            {"heading": column.heading, "kind": column.kind.value, "meaning": column.meaning}
            for column in report.table.columns
        ],
        "rows": _rows(report.table),
        "other_tables": [
            {"title": table.title, "children": table.children, "rows": _rows(table)}
            for table in report.tables[1:]
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(table: Table) -> list[dict[str, object]]:
    headings = [column.heading for column in table.columns]
    return [dict(zip(headings, map(_plain, row), strict=True)) for row in table.rows]


def _plain(cell: Cell) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return str(cell)

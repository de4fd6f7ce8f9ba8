"""Waiting rows as a file to keep: plain text or a workbook, and nothing in either that a spreadsheet would run."""

import csv
import io

import xlsxwriter
from django.http import HttpResponse

from sightline.intake.waiting_file import WaitingFile
from sightline.reports.renderers import MEDIA_TYPES
from sightline.reports.renderers.as_csv import safe_words

FORMATS = {"xlsx": "workbook (XLSX)", "csv": "plain table (CSV)"}


def as_download(file: WaitingFile, name: str, file_format: str) -> HttpResponse:
    """The file as an answer that is saved and never kept by anything in between. KeyError for another format."""
    content = {"csv": _csv, "xlsx": _xlsx}[file_format](file)
    response = HttpResponse(content, content_type=MEDIA_TYPES[file_format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _csv(file: WaitingFile) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([safe_words(cell) for cell in row] for row in (file.headings, *file.rows))
    return text.getvalue().encode("utf-8-sig")


def _xlsx(file: WaitingFile) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        # Cells are text, so that no number loses its first nought and no date is turned round.
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        sheet.set_column(0, len(file.headings) - 1, 18, text)
        sheet.set_column(len(file.headings) - 1, len(file.headings) - 1, 60, text)
        for number, row in enumerate((file.headings, *file.rows)):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell, text if number else bold)
        sheet.freeze_panes(1, 0)
    return out.getvalue()

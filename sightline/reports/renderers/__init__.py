"""One renderer a format: each takes a report and its issue, and gives the bytes of a file."""

from collections.abc import Callable
from importlib import import_module

from sightline.reports.table import Issue, Report

Renderer = Callable[[Report, Issue], bytes]

MEDIA_TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "json": "application/json",
    "pdf": "application/pdf",
}
"""Every format of a file, with the media type it is sent under."""


class FormatUnavailable(Exception):
    """This machine cannot write the format; the message says what it lacks. The other formats are not affected."""


def render(report: Report, issue: Issue, file_format: str) -> bytes:
    """The file of a report in one of the formats of `MEDIA_TYPES`.

    Raises KeyError for another format, and FormatUnavailable where this machine lacks what the format needs.
    """
    if file_format not in MEDIA_TYPES:
        raise KeyError(file_format)
    renderer: Renderer = import_module(f"{__name__}.as_{file_format}").render
    return renderer(report, issue)

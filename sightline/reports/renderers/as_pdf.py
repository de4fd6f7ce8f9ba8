"""PDF for paper and for screen readers: tagged (PDF/UA-1), A4 landscape.

WeasyPrint leaves the scope of header cells out, so a screen reader could not say which heading a cell is under;
a second pass adds it. WeasyPrint needs the Pango library of the operating system: without it PDF is off, with a
message, and nothing else is.
"""

import io
from typing import Any

import pikepdf

from sightline.reports.renderers import FormatUnavailable
from sightline.reports.renderers.as_html import document
from sightline.reports.table import Issue, Report


def render(report: Report, issue: Issue) -> bytes:
    """The report as a tagged PDF. Raises FormatUnavailable where Pango is missing."""
    html = document(report, issue)
    written = _weasyprint().HTML(string=html, url_fetcher=fetch_nothing).write_pdf(pdf_variant="pdf/ua-1")
    return _with_scopes(written)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as missing:
        raise FormatUnavailable(
            "PDF is off on this machine: the Pango library is missing (Debian: apt-get install libpango-1.0-0 "
            "libpangoft2-1.0-0 libharfbuzz-subset0). Every other format works."
        ) from missing
    return weasyprint


def fetch_nothing(url: str, *_: Any, **__: Any) -> Any:
    """Refuse every address: a report holds all it needs, and a text in it must not make this machine call out."""
    raise ValueError("a report fetches nothing")


def _with_scopes(content: bytes) -> bytes:
    """The same PDF with a scope on each header cell: Column in a table's head, Row elsewhere."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _scope_below(pdf.Root.StructTreeRoot, in_head=False)
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True)
        return buffer.getvalue()


def _scope_below(element: Any, *, in_head: bool) -> None:
    """Walk the structure tree below an element and give every header cell its scope."""
    below = element.get("/K")
    kids = below if isinstance(below, pikepdf.Array) else [below]
    for kid in kids:
        if not isinstance(kid, pikepdf.Dictionary) or "/S" not in kid:
            continue
        if kid.S == pikepdf.Name.TH:
            scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
            kid.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=scope)
        _scope_below(kid, in_head=in_head or pikepdf.Name.THead == kid.S)

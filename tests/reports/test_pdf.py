"""PDF: tagged for screen readers, its text can be taken out again, and a machine without Pango does without."""

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from sightline.reports.renderers import FormatUnavailable, as_pdf, render
from sightline.reports.renderers.as_html import document
from sightline.reports.table import Report
from tests.reports.made_up import ISSUE, report


@pytest.fixture
def written(every_kind: Report) -> bytes:
    """The small report as a PDF."""
    try:
        return render(every_kind, ISSUE, "pdf")
    except FormatUnavailable as missing:
        pytest.skip(str(missing))


def elements(element: Any) -> Iterator[Any]:
    """Every element of a PDF's structure tree."""
    below = element.get("/K")
    for kid in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_it_is_tagged_has_a_language_and_a_title_and_says_which_standard_it_keeps(written: bytes) -> None:
    with pikepdf.open(io.BytesIO(written)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "The inspector’s list, Ambershire, as at 23 November 2026"


def test_every_header_cell_says_whether_it_heads_a_column_or_a_row(
    written: bytes, every_kind: Report
) -> None:
    with pikepdf.open(io.BytesIO(written)) as pdf:
        cells = [item for item in elements(pdf.Root.StructTreeRoot) if item.S == "/TH"]
        scopes = [str(cell.A.Scope) for cell in cells]
    columns = sum(len(table.for_paper().columns) for table in every_kind.tables)
    assert scopes.count("/Column") == columns
    assert scopes.count("/Row") == sum(len(table.rows) for table in every_kind.tables)


def test_its_first_page_says_what_is_not_known_before_any_child(written: bytes, every_kind: Report) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed: text is not taken out of the PDF again.")
    taken = subprocess.run(["pdftotext", "-", "-"], input=written, capture_output=True, check=True).stdout
    text = " ".join(taken.decode().split())
    assert text.index(every_kind.gaps[0]) < text.index("SL-000001")
    assert text.index("SL-000001") < text.index("SL-000004")
    assert "Fenwick & Sons <Motors>" in text
    assert "Larch House" not in text


def test_the_document_names_the_columns_that_are_not_printed(every_kind: Report) -> None:
    html = document(every_kind, ISSUE)
    assert "have further columns: Hours attended, Full time for this child" in html
    assert '<th scope="col" class="govuk-table__header">Legal basis</th>' not in html


def test_a_list_of_nobody_is_still_a_document(every_kind: Report) -> None:
    empty = report(every_kind.table.__class__("Inspection list", every_kind.table.columns, (), children=0))
    assert "<p>No children.</p>" in document(empty, ISSUE)


def test_without_pango_pdf_is_off_with_a_message_and_the_others_go_on(
    every_kind: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoPango:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for loaded in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(FormatUnavailable, match="Pango library is missing"):
        render(every_kind, ISSUE, "pdf")
    assert render(every_kind, ISSUE, "xlsx")


def test_a_document_fetches_nothing_from_anywhere() -> None:
    with pytest.raises(ValueError, match="fetches nothing"):
        as_pdf.fetch_nothing("file:///etc/hostname")

"""The reference page of reports says what the program writes."""

from pathlib import Path

from sightline.reports.reference import reports_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "reports.md"


def test_the_committed_page_is_the_one_that_the_columns_make() -> None:
    remake = (
        'python -c "from sightline.reports.reference import reports_page; print(reports_page(), end=str())"'
    )
    assert PAGE.read_text(encoding="utf-8") == reports_page(), (
        f"made anew by: {remake} > docs/reference/reports.md"
    )

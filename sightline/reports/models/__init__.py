"""One entity a file."""

from sightline.reports.models.issued_report import IssuedReport

__all__ = ["IssuedReport"]

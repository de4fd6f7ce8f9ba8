"""From a file to rows of text: encodings, delimiters, workbooks, and where the headings stand."""

from sightline.intake.readers.table import Table, Unreadable, open_table

__all__ = ["Table", "Unreadable", "open_table"]

"""From a file to rows of text: encodings, delimiters, workbooks, and where the headings stand."""

from sightline.intake.readers.table import Table, table_of
from sightline.intake.readers.unreadable import Unreadable

__all__ = ["Table", "Unreadable", "table_of"]

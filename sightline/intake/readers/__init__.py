"""From files to rows of text: what each is, encodings, delimiters, workbooks, packs, XML, and headings."""

from sightline.intake.readers.sheets import sheets_of
from sightline.intake.readers.table import LeftOut, Table, table_of
from sightline.intake.readers.unreadable import Unreadable
from sightline.intake.readers.xml_document import XmlDocument

__all__ = ["LeftOut", "Table", "Unreadable", "XmlDocument", "sheets_of", "table_of"]

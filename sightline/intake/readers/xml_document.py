"""XML documents, read with nothing switched on: no document type, entities or network; bounded in size and depth."""

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from sightline.intake.readers.limits import DEEPEST_XML, LARGEST_XML
from sightline.intake.readers.unreadable import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_BEFORE_ROOT = re.compile(rb"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_WITH_TYPE = (
    "This XML has a document type (DOCTYPE), which can hide other files and endless text. Sightline reads none. "
    "Save it without one: the first line may say <?xml …?>, and the next begins the data."
)


@dataclass(frozen=True, slots=True)
class XmlDocument:
    """One XML document: the name of its file and its root element."""

    file: str
    root: "_Element"

    @property
    def name(self) -> str:
        """The root element's name without its namespace."""
        return str(etree.QName(self.root).localname)


def document_of(file: str, content: bytes) -> XmlDocument:
    """Parse an XML document. Unreadable when it is broken, too large or deep, or has a document type."""
    if len(content) > LARGEST_XML:
        raise Unreadable(
            f"This XML has more than {LARGEST_XML // 1_000_000} million bytes, which is too large to read at once. "
            "Send it in parts."
        )
    before = _BEFORE_ROOT.match(_without_mark(content))
    if before is not None and _without_mark(content)[before.end() :].startswith(b"<!"):
        raise Unreadable(_WITH_TYPE)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
        line = getattr(fault, "lineno", None)
        where = f" at line {line}" if line else ""
        raise Unreadable(
            f"This XML breaks off or breaks its own rules{where}. Save it again from the program that it comes from."
        ) from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(_WITH_TYPE)
    if _depth(root) > DEEPEST_XML:
        raise Unreadable(f"This XML has more than {DEEPEST_XML} elements within each other. No census has.")
    return XmlDocument(file, root)


def _without_mark(content: bytes) -> bytes:
    """The content as single bytes, so that its beginning can be looked at whatever its encoding."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\x00", b"\x00<")):
        return content.replace(b"\x00", b"").lstrip(codecs.BOM_UTF16_LE + codecs.BOM_UTF16_BE)
    return content.removeprefix(codecs.BOM_UTF8)


def _depth(root: "_Element") -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest

"""A common transfer file, as far as its header and the pupils' identity go."""

from collections.abc import Mapping, Sequence
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_OF_A_PUPIL = {
    "UPN": "UPN",
    "Legal surname": "Surname",
    "Legal forename": "Forename",
    "Date of birth": "DOB",
}


def transfer_file(schools: tuple[str, str], rows: Sequence[Mapping[str, object]]) -> bytes:
    """The file from one school to another, both by their DfE numbers (999/2001)."""
    root = Element("CTfile")
    header = SubElement(root, "Header")
    SubElement(header, "DocumentName").text = "Common Transfer File"
    for name, number in zip(("SourceSchool", "DestSchool"), schools, strict=True):
        school = SubElement(header, name)
        SubElement(school, "LEA").text, SubElement(school, "Estab").text = number.split("/")
    pupils = SubElement(root, "CTFpupilData")
    for row in rows:
        pupil = SubElement(pupils, "Pupil")
        for heading, name in _OF_A_PUPIL.items():
            value = row[heading]
            SubElement(pupil, name).text = value.isoformat() if isinstance(value, date) else str(value or "")
    indent(root)
    text: str = tostring(root, encoding="unicode", xml_declaration=True)
    return text.encode()

"""Hostile XML."""

from tests.intake.hostile_making import (
    REFUSED,
    Case,
    one,
    text,
    xml,
)

_LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a 'lol'>"
    + "".join(f"<!ENTITY {chr(98 + step)} '{('&' + chr(97 + step) + ';') * 10}'>" for step in range(9))
    + "]>"
)
_QUADRATIC = f"<!DOCTYPE l [<!ENTITY a '{'x' * 50_000}'>]>"
_OUTSIDE = "<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
_PARAMETER = "<!DOCTYPE l [<!ENTITY % a SYSTEM 'http://127.0.0.1:9/x.dtd'> %a;]>"
_INCLUDE = (
    '<Message xmlns:xi="http://www.w3.org/2001/XInclude">'
    '<xi:include href="file:///etc/passwd" parse="text"/></Message>'
)

XML = [
    Case(f"XML: {name}", one(content, "list.xml"), REFUSED, says, feed="social-care")
    for name, content, says in (
        ("a billion laughs", xml("<Message>&j;</Message>", _LAUGHS), "document type"),
        ("a quadratic bomb", xml(f"<Message>{'&a;' * 20_000}</Message>", _QUADRATIC), "document type"),
        ("an entity from outside", xml("<Message>&a;</Message>", _OUTSIDE), "document type"),
        (
            "a document type from outside",
            xml("<Message/>", "<!DOCTYPE l SYSTEM 'http://127.0.0.1:9/x.dtd'>"),
            "document type",
        ),
        ("a parameter entity", xml("<Message/>", _PARAMETER), "document type"),
        (
            "a document type behind a comment",
            xml("<Message/>", "<!-- x --> <!DOCTYPE l []>"),
            "document type",
        ),
        ("a document type in UTF-16", ("<!DOCTYPE l []>" + "<Message/>").encode("utf-16"), "document type"),
        ("another file included", xml(_INCLUDE), ""),
        (
            "elements within elements",
            xml("<Message>" + "<a>" * 200 + "</a>" * 200 + "</Message>"),
            "within each other",
        ),
        ("elements without end", xml("<Message>" + "<a>" * 100_000), "breaks off"),
        ("cut short", xml("<Message><Children><Child>"), "breaks off"),
        ("an entity that nobody knows", xml("<Message>&nobody;</Message>"), "breaks off"),
        ("an encoding that nobody knows", "<?xml version='1.0' encoding='klingon'?><Message/>", "breaks off"),
        ("something else", xml("<Envelope/>"), "not one of"),
        ("a common transfer file", xml("<CTfile/>"), "not one of"),
        ("a feed of news", xml("<rss><channel/></rss>"), "not one of"),
        ("too large", b"<Message>" + b"<a>x</a>" * 6_500_000 + b"</Message>", "50 million bytes"),
    )
]
XML += [
    Case(
        "XML for a feed that is never XML",
        one(xml("<Message/>"), "list.xml"),
        REFUSED,
        "Send CSV, XLSX or ODS",
    ),
    Case("text that looks like XML", one(text(["<a>", "b"], ["c", "d"])), REFUSED, "breaks off"),
]

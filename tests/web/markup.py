"""What is asked of every piece of a page: well formed, complete in its references, and fit for a strict policy."""

from html.parser import HTMLParser

from lxml import etree, html

# libxml2 knows HTML 4: it reports elements that came later, and the names that a picture is drawn with, as unknown.
_UNKNOWN_TAG = 801


# Elements that have no end tag in HTML.
_VOID = {"br", "hr", "img", "input", "link", "meta"}


class Balance(HTMLParser):
    """Sees to it that every element that was begun is ended, in order, and has each attribute once."""

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice on <{tag}>: {names}"
        if tag not in _VOID:
            self.begun.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.begun.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.begun, f"</{tag}> ends nothing"
        assert self.begun.pop() == tag, f"</{tag}> at line {self.getpos()[0]} ends what it did not begin"


def check_markup(text: str) -> html.HtmlElement:
    """Parse a page or a part of one and fail on what no page may have; return it to look further."""
    balance = Balance()
    balance.feed(text)
    assert not balance.begun, f"never ended: {balance.begun}"
    parser = html.HTMLParser()
    tree = html.fromstring(text, parser=parser)
    faults = [fault for fault in parser.error_log if fault.type != _UNKNOWN_TAG]
    assert not faults, faults

    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({one for one in ids if ids.count(one) > 1})}"
    for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        for value in tree.xpath(f"//@{name}"):
            assert set(value.split()) <= set(ids), f"{name} names what is not there: {value}"
    for fill in tree.xpath("//@fill[. != 'currentColor']"):
        assert fill.removeprefix("url(#").removesuffix(")") in ids, f"no such pattern: {fill}"

    for element in tree.iter(etree.Element):
        if not isinstance(element.tag, str):
            continue
        assert "style" not in element.attrib, "the content policy forbids style attributes"
        assert not [name for name in element.attrib if name.startswith("on")], (
            "the policy forbids inline handlers"
        )
    assert not tree.xpath("//*[local-name()='style']")
    for picture in tree.xpath("//svg[not(ancestor::svg)]"):
        hidden = picture.get("aria-hidden") == "true"
        named = picture.get("role") == "img" and (picture.get("aria-label") or picture.get("aria-labelledby"))
        assert hidden or named, "a picture is either named or hidden from those who do not see it"
    for cell in tree.xpath("//td | //th | //dd"):
        assert words(cell) or cell.xpath(".//svg[@aria-label]"), "no cell is blank"
    return tree


def words(element: html.HtmlElement) -> str:
    """The text of an element with its spaces tidied."""
    return " ".join(element.text_content().split())

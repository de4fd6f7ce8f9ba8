"""Elements of an XML document by their names, whatever their namespace."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def all_of(element: "_Element | None", name: str) -> Iterator["_Element"]:
    """The elements of this name directly within another."""
    if element is not None:
        yield from element.iterchildren(f"{{*}}{name}")


def first_of(element: "_Element | None", *path: str) -> "_Element | None":
    """The first element at the end of a path of names; None when there is none."""
    for name in path:
        element = next(all_of(element, name), None)
    return element


def text_of(element: "_Element | None", name: str) -> str:
    """The text of the first element of this name, on one line; empty when there is none."""
    found = first_of(element, name)
    return "" if found is None else " ".join((found.text or "").split())

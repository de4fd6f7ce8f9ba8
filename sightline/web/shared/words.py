"""Figures, dates and the unknown in words: one way of saying each, on every page.

Not known, none and a number are three different things. `known` gives each its own word and its own shape, and
refuses a bare None, so that a page cannot show a gap as a nought or as a blank.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup, escape

from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.words import date_words, number_words, plural

Number = int | Decimal


@dataclass(frozen=True)
class Withheld:
    """What the record may hold and the viewer's role does not show, whether it is known or not."""


WITHHELD = Withheld()
Showable = Knowable | Withheld


def list_words(items: Sequence[str]) -> str:
    """Words in a row as a sentence has them: “a”, “a and b”, “a, b and c”; “none” for no words."""
    if not items:
        return "none"
    if len(items) == 1:
        return items[0]
    return f"{', '.join(items[:-1])} and {items[-1]}"


def knowable_words(value: Showable) -> str:
    """What is known of `value`, in words alone: “not known”, “none” (known to be nothing or nought), or the value.

    “withheld” for what the viewer's role does not show. Raises TypeError for a bare value or None: unknown is a
    value, and must arrive as one.
    """
    match value:
        case Withheld():
            return "withheld"
        case NotKnown():
            return "not known"
        case Known(value=content):
            if content is None:
                raise TypeError("a known value cannot be None: say NotKnown, or what it is known to be")
            if _is_none(content):
                return "none"
            return _content_words(content)
        case _:
            raise TypeError(f"expected Known or NotKnown, not {type(value).__name__}")


def hours_words(part: Knowable[Decimal], whole: Knowable[Decimal] | Number) -> str:
    """Hours against the child's own full time: “8 of 25 hours a week”.

    What is missing is said: “hours not known, full time is 25 hours a week”; “8 hours a week, full time not
    known”. `whole` is hours a week, known or as a plain number.
    """
    full = whole if isinstance(whole, Known | NotKnown) else Known(Decimal(whole))
    if isinstance(full, NotKnown):
        said = "hours not known" if isinstance(part, NotKnown) else f"{_hours(part)} a week"
        return f"{said}, full time not known"
    if isinstance(part, NotKnown):
        return f"hours not known, full time is {_hours(full)} a week"
    return f"{knowable_words(part)} of {_hours(full)} a week"


def known(value: Showable, unit: str = "") -> Markup:
    """What is known of `value`, as a span whose class gives it its shape.

    Not known: a hatched, dashed box. None: a ring before the word. Withheld: a dotted box. A value: plain, followed
    by `unit` where one is given. Raises TypeError as `knowable_words` does.
    """
    content = value.value if isinstance(value, Known) else None
    # Things in a row are remembered where they are texts: numbers among them may be alike and read differently.
    if isinstance(content, list) or (
        isinstance(content, tuple) and not all(type(one) is str for one in content)
    ):
        return _known(value, unit)
    return _known_before(value, type(content).__name__, unit)


def _known(value: Showable, unit: str) -> Markup:
    words = knowable_words(value)
    match value:
        case Withheld():
            shape = "withheld"
        case NotKnown():
            shape = "not-known"
        case Known(value=content) if _is_none(content):
            shape = "none"
        case _:
            shape = "known"
            words = f"{words} {unit}" if unit else words
    return Markup('<span class="sightline-{}">{}</span>').format(shape, words)


@lru_cache(maxsize=4096)
def _known_before(value: Showable, _kind: str, unit: str) -> Markup:
    """`_known`, remembered: a page of the list says the same few things over and over.

    With the kind of the value, since to Python yes, 1 and 1.00 are the same.
    """
    return _known(value, unit)


@lru_cache(maxsize=4096)
def dated(day: date) -> Markup:
    """A date in words that a machine can read too."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), escape(date_words(day)))


def _is_none(content: object) -> bool:
    """Whether a known value says that there is nothing: nought, no things, an empty text. A plain no is an answer."""
    if isinstance(content, bool):
        return False
    return content == 0 or (isinstance(content, str | list | tuple) and not content)


def _content_words(content: object) -> str:
    """One known value in words: dates, numbers, yes or no, several things in a row, or the text itself."""
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, date):
        return date_words(content)
    if isinstance(content, int | Decimal):
        return number_words(content)
    if isinstance(content, list | tuple):
        return list_words([_content_words(item) for item in content])
    return str(content)


def _hours(value: Known[Decimal]) -> str:
    """Known hours with their noun: no hours, 1 hour, 8 hours."""
    return "no hours" if value.value == 0 else plural(value.value, "hour")

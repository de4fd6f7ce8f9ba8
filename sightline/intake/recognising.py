"""Which feed is this? Every contract is tried on what was sent: by headings, a document's root, a set of files."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sightline.intake.contract import Feed, Sheet, plain_heading
from sightline.intake.readers.headings import FEWEST, Headings, headings_in, missing_columns
from sightline.intake.readers.sheets import sheets_of
from sightline.intake.readers.unreadable import Unreadable
from sightline.intake.readers.xml_document import XmlDocument
from sightline.intake.registry import feeds

_MARGIN = 0.1
_MARGIN_OVER_INCOMPLETE = 0.02
_LEAST = 0.3
_FEW_FEEDS = 2
# What no feed knows says little against one: registers and management systems send a hundred columns besides.
_UNKNOWN = 0.1


@dataclass(frozen=True, slots=True)
class Recognised:
    """One feed that what was sent may belong to: from 0 (nothing speaks for it) to 1 (everything does).

    `found` and `missing` are headings of the contract: those that the sheet called `sheet` has, and required ones that
    it has not. `telling` are the headings of the sheet that hardly any other feed knows.
    """

    feed: str
    score: float
    found: tuple[str, ...]
    missing: tuple[str, ...]
    sheet: str
    telling: tuple[str, ...] = ()


def recognise(contents: Sequence[tuple[str, bytes]]) -> list[Recognised]:
    """The feeds that files given as (name, content) may belong to, the best first; empty when no feed knows anything
    of them. Raises Unreadable for what is no table at all.

    A heading that few feeds know speaks more for a feed than one that many do; required ones that are missing speak
    against it.
    """
    sent = sheets_of(contents)
    tried = (_tried(feed, sent) for feed in feeds().values())
    return sorted(filter(None, tried), key=lambda one: (-one.score, one.feed))


def is_certain(found: Sequence[Recognised]) -> bool:
    """Whether the best of `found` may be taken without asking: nothing required is missing, some of its headings tell
    it from nearly all feeds, and it is ahead of every other by a margin (a small one where the other could not be taken
    anyway). Names and dates of birth alone are any list of children."""
    if not found or found[0].missing or not found[0].telling or found[0].score < _LEAST:
        return False
    return all(_is_behind(other, found[0]) for other in found[1:])


def _is_behind(other: Recognised, best: Recognised) -> bool:
    """Whether another feed need not be asked about: it is no match for the best, nor for another sheet beside it."""
    if other.missing:
        return best.score - other.score >= _MARGIN_OVER_INCOMPLETE
    if other.sheet != best.sheet and other.telling and other.score >= _LEAST:
        return False
    return best.score - other.score >= _MARGIN


def _tried(feed: Feed, sent: Sequence[Sheet | XmlDocument]) -> Recognised | None:
    documents = [one for one in sent if isinstance(one, XmlDocument)]
    if documents:
        return _by_document(feed, documents)
    sheets = [one for one in sent if isinstance(one, Sheet)]
    if feed.assemble is not None:
        try:
            sheets = [feed.assemble(sheets).sheet]
        except Unreadable:
            return None
    best = max((_by_headings(feed, sheet) for sheet in sheets), key=lambda one: one.score)
    return best if len(best.found) >= FEWEST else None


def _by_document(feed: Feed, documents: Sequence[XmlDocument]) -> Recognised | None:
    if feed.from_xml is None or any(document.name != feed.document for document in documents):
        return None
    return Recognised(feed.name, 1.0, (), (), documents[0].file, (feed.document,))


def _by_headings(feed: Feed, sheet: Sheet) -> Recognised:
    headings = headings_in(sheet.read(), feed)
    named = {column.name for column in headings.columns.values()}
    required = [column for column in feed.columns if column.required]
    missing = missing_columns(feed, named)
    of_another = any(plain_heading(cell) in feed.not_beside for cell in headings.cells)
    there = 1 - len(missing) / len(required) if required else 1.0
    return Recognised(
        feed.name,
        round(there * there * _explained(headings), 4),
        tuple(column.heading for column in headings.columns.values()),
        tuple(column.heading for column in missing),
        sheet.name,
        () if of_another else _telling(headings),
    )


def _explained(headings: Headings) -> float:
    """How much of a row of headings a feed explains, a heading that many feeds know counting for less."""
    weights = [_weight(cell) if cell else 0.0 for cell in headings.cells]
    whole = sum(weights)
    return sum(weights[place] for place in headings.columns) / whole if whole else 0.0


def _telling(headings: Headings) -> tuple[str, ...]:
    known = (headings.cells[place] for place in headings.columns)
    return tuple(heading for heading in known if _known_to()[plain_heading(heading)] <= _FEW_FEEDS)


def _weight(heading: str) -> float:
    known_to = _known_to()[plain_heading(heading)]
    return 1 / known_to if known_to else _UNKNOWN


@cache
def _known_to() -> Counter[str]:
    """How many feeds know each heading."""

    def of(feed: Feed) -> Iterable[str]:
        return {heading for column in feed.columns for heading in column.headings}

    return Counter(heading for feed in feeds().values() for heading in of(feed))

"""What was said once of a sender's own headings and names: kept with who said it and when, and read by ever after."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from django.utils.text import slugify

from sightline.access.door import Writing, writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.intake.causes import PLACES, causes
from sightline.intake.contract import Feed, Kind, Sheet, plain_heading
from sightline.intake.lookups import NamesOf, comparable_name
from sightline.intake.models import RememberedHeadings, RememberedName
from sightline.intake.readers.limits import LOOK_FOR_HEADINGS
from sightline.intake.readers.sheets import sheets_of
from sightline.intake.registry import feeds
from sightline.intake.values import Reading
from sightline.record import door
from sightline.record.models import Source

ROW, WRONG = "Row", "What is wrong"
"""The last two headings of a file in which waiting rows go back to their sender (`waiting_file`)."""

LEAVE_ASIDE = ""
"""Said of a heading that no column of the feed stands under."""

_NOT_OF_THE_SHEET = {"", plain_heading(ROW), plain_heading(WRONG)}

# The column of `RememberedName` that each kind of place stands in.
_TARGETS = {Kind.SCHOOL: "establishment_id", Kind.PROVIDER: "provider_id", Kind.LOCALITY: "locality_id"}


@dataclass(frozen=True, slots=True)
class NameSaid:
    """One name of a sender's own: what it means (`target` is the id of that place), who said so, and when."""

    number: int
    kind: Kind
    sent: str
    target: int
    means: str
    said_by: str
    said_on: date

    @property
    def word(self) -> str:
        """What kind of place it is, in a word."""
        return PLACES[self.kind]


@dataclass(frozen=True, slots=True)
class HeadingsSaid:
    """One sheet of a sender whose headings were explained: how many stand for a column, who said so, and when."""

    number: int
    feed: str
    feed_title: str
    headings: Mapping[str, str]
    said_by: str
    said_on: date


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that a sender uses and that nobody knows, with how many rows wait for it."""

    source: str
    source_title: str
    kind: Kind
    sent: str
    rows: int

    @property
    def word(self) -> str:
        """What kind of place it is, in a word."""
        return PLACES[self.kind]


def signature_of(headings: Sequence[str]) -> str:
    """A digest of all headings of a sheet, in their order: by it the sheet is known again, whoever sent it.

    Blank cells behind the last heading do not count, since programs differ in how many there are; nor do the two that
    rows went back to the sender with, so that they are known again when they come mended.
    """
    plain = [plain_heading(text) for text in headings]
    while plain and plain[-1] in _NOT_OF_THE_SHEET:
        plain.pop()
    return hashlib.sha256("\x1f".join(plain).encode()).hexdigest()


def remember_headings(
    viewer: Viewer,
    source: Source,
    feed: Feed,
    headings: Sequence[str],
    mapping: Mapping[str, str],
    reason: str,
) -> RememberedHeadings:
    """Remember which column stands under which heading of a sender's sheet, in place of what was said before.

    `headings` is the whole row of headings as sent; `mapping` leads from a heading made comparable to the name of a
    column, or to LEAVE_ASIDE. A source that is new is saved. Raises PermissionDenied, or ValueError for a column that
    the feed does not have or that stands under two headings.
    """
    columns = [name for name in mapping.values() if name != LEAVE_ASIDE]
    if len(set(columns)) < len(columns) or not set(columns) <= {column.name for column in feed.columns}:
        raise ValueError("each column of the feed stands under one heading")
    signature = signature_of(headings)
    with writing(viewer=viewer, action=Action.TAKE_FILES, reason=reason) as write:
        if source.pk is None:
            source.save()
        known = RememberedHeadings.objects.filter(source=source, feed=feed.name, signature=signature).first()
        if known is not None and known.headings == dict(mapping):
            return known
        door.supersede(write, [known] if known else [])
        said = RememberedHeadings(source=source, feed=feed.name, signature=signature, headings=dict(mapping))
        [said] = door.add(write, [said])
    return said


def headings_for(signatures: Collection[str], feed: str = "", source: str = "") -> list[RememberedHeadings]:
    """What was said of sheets with one of these signatures, the latest word first; of one feed, of one sender (by its
    slug), or of any."""
    said = RememberedHeadings.objects.filter(signature__in=set(signatures)).select_related("source")
    if feed:
        said = said.filter(feed=feed)
    if source:
        said = said.filter(source__slug=source)
    return list(said.order_by("-received_at", "-id"))


def remembered_headings(
    contents: Sequence[tuple[str, bytes]], feed: Feed, source_name: str = ""
) -> Mapping[str, str] | None:
    """What was said of the headings of a file (name and content of each part) as a table of `feed`; None if nothing.

    What was said of the sender who is named counts; else, if all who use these headings mean the same by them, that.
    Two queries, and the file is looked into only where something was said of the feed. Raises Unreadable as opening the
    file does.
    """
    if not RememberedHeadings.objects.filter(feed=feed.name).exists():
        return None
    found = headings_for(_signatures(contents), feed.name)
    theirs = [one for one in found if one.source.slug == slugify(source_name)[:100]]
    meanings = [one.headings for one in theirs or found]
    return meanings[0] if meanings and all(one == meanings[0] for one in meanings) else None


def sheets_said(contents: Sequence[tuple[str, bytes]]) -> list[RememberedHeadings]:
    """What was said of the headings of a file, of whichever feed and sender, the latest word first: by it a file is
    known again before anybody says what it is. Raises Unreadable."""
    return headings_for(_signatures(contents)) if RememberedHeadings.objects.exists() else []


def _signatures(contents: Sequence[tuple[str, bytes]]) -> set[str]:
    """The signature of every row of every sheet that could be its headings."""
    sheets = (sheet for sheet in sheets_of(contents) if isinstance(sheet, Sheet))
    return {
        signature_of(row) for sheet in sheets for row in islice(sheet.read(), LOOK_FOR_HEADINGS) if any(row)
    }


def remember_names(
    viewer: Viewer, source: Source, names: Iterable[tuple[Kind, str, int]], reason: str
) -> None:
    """Remember which place a sender means by each of its own names: the kind, the text as sent, the id of the place.

    Raises PermissionDenied, or ValueError for a name that is blank.
    """
    with writing(viewer=viewer, action=Action.TAKE_FILES, reason=reason, told_by=source.title) as write:
        for kind, sent, target in names:
            _remember_name(write, source, kind, comparable_name(sent), target)


def _remember_name(write: Writing, source: Source, kind: Kind, sent: str, target: int) -> None:
    if not sent:
        raise ValueError("a name that is blank says nothing")
    column = _TARGETS[kind]
    known = RememberedName.objects.filter(
        source=source, sent=sent, **{f"{column.removesuffix('_id')}__isnull": False}
    ).first()
    if known is not None and getattr(known, column) == target:
        return
    door.supersede(write, [known] if known else [])
    door.add(write, [RememberedName(source=source, sent=sent, **{column: target})])


def forget_name(viewer: Viewer, number: int, reason: str) -> bool:
    """Say that a name is not to be read so any more; False when that was said already. What was read by it stays."""
    return _forget(viewer, RememberedName, number, reason)


def forget_headings(viewer: Viewer, number: int, reason: str) -> bool:
    """Say that a sheet's headings are not to be read so any more; False when that was said already."""
    return _forget(viewer, RememberedHeadings, number, reason)


def _forget(
    viewer: Viewer, model: type[RememberedName] | type[RememberedHeadings], number: int, reason: str
) -> bool:
    viewer.require(Action.TAKE_FILES)
    known = model.objects.filter(pk=number).first()
    if known is None:
        return False
    with writing(viewer=viewer, action=Action.TAKE_FILES, reason=reason) as write:
        door.supersede(write, [known])
    return True


def names_said(viewer: Viewer, source: str) -> list[NameSaid]:
    """Every name of a sender (by its slug) that was explained, in alphabetical order."""
    viewer.require(Action.TAKE_FILES)
    said = RememberedName.objects.filter(source__slug=source).select_related(
        "establishment", "provider", "locality", "change__actor"
    )
    found = []
    for one in said.order_by("sent", "id"):
        kind = next(kind for kind, column in _TARGETS.items() if getattr(one, column) is not None)
        place = one.establishment or one.provider or one.locality
        found.append(
            NameSaid(
                number=one.pk,
                kind=kind,
                sent=one.sent,
                target=getattr(one, _TARGETS[kind]),
                means=str(place),
                said_by=one.change.actor.name,
                said_on=london_date(one.received_at),
            )
        )
    return found


def headings_said(viewer: Viewer, source: str) -> list[HeadingsSaid]:
    """Every sheet of a sender (by its slug) whose headings were explained, the latest first."""
    viewer.require(Action.TAKE_FILES)
    said = RememberedHeadings.objects.filter(source__slug=source).select_related("change__actor")
    titles = {name: contract.title for name, contract in feeds().items()}
    return [
        HeadingsSaid(
            number=one.pk,
            feed=one.feed,
            feed_title=titles.get(one.feed, one.feed),
            headings=one.headings,
            said_by=one.change.actor.name,
            said_on=london_date(one.received_at),
        )
        for one in said.order_by("-received_at", "-id")
    ]


def unknown_names(viewer: Viewer, source: str = "", run: int | None = None) -> list[UnknownName]:
    """Every name that nobody knows and that rows wait for, most rows first; of one sender, one run, or of all.

    A name that stands in rows of several feeds is one. One query. Raises PermissionDenied.
    """
    together: dict[tuple[str, Kind, str], UnknownName] = {}
    for cause in causes(viewer, source=source, run=run):
        if not cause.place or cause.kind is None:
            continue
        key = cause.source, cause.kind, comparable_name(cause.text)
        known = together.get(key)
        rows = cause.rows + (known.rows if known else 0)
        together[key] = UnknownName(cause.source, cause.source_title, cause.kind, cause.text, rows)
    return sorted(together.values(), key=lambda name: (-name.rows, name.source_title, name.sent))


def with_remembered(reading: Reading, source: Source) -> Reading:
    """A reading that also knows what was said of this sender's own names; the same one where nothing was."""
    if source.pk is None:
        return reading
    said: dict[Kind, dict[str, int]] = {kind: {} for kind in _TARGETS}
    rows = RememberedName.objects.filter(source=source)
    for sent, *targets in rows.values_list("sent", *_TARGETS.values()):
        for kind, target in zip(_TARGETS, targets, strict=True):
            if target is not None:
                said[kind][sent] = target
    if not any(said.values()):
        return reading
    return replace(
        reading,
        schools=NamesOf(reading.schools, said[Kind.SCHOOL]),
        providers=NamesOf(reading.providers, said[Kind.PROVIDER]),
        localities=NamesOf(reading.localities, said[Kind.LOCALITY]),
    )

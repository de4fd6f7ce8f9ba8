"""Files as they are dropped into the pages: kept at once, told what they are or asked about, queued, or set aside.

Nothing is read into the record here. What is certain is queued in the same transaction in which it is kept; the job
(`working.py`) does the rest.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.db import transaction
from django.utils.text import slugify

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.intake.models import ReceivedFile, RememberedHeadings
from sightline.intake.readers import Unreadable
from sightline.intake.readers.content import Content, content_of
from sightline.intake.recognising import Recognised, is_certain, recognise
from sightline.intake.registry import feed_called
from sightline.intake.remembering import sheets_said
from sightline.intake.working import contents_of, opened, work

State = ReceivedFile.State

LARGEST_FILE = 100_000_000
"""Bytes of one file: a roll of 250,000 pupils as CSV is 40 million. What is larger is for the command line."""

MOST_FILES = 20
"""Files that are dropped in at once: each is looked into before the page answers."""

MAY_BE_QUEUED = frozenset({State.ASKING, State.REFUSED, State.TRIED})
"""Where a file stands of which somebody can say that it is to be read."""


class CannotBeKept(ValueError):
    """What was dropped in cannot be kept. The message says which file, why and what is expected."""


class DealtWith(Exception):
    """Somebody else has dealt with the file meanwhile."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said of files when they are dropped in, or when somebody answers what one is.

    `feed` is empty where Sightline is to find out, `source_name` where the rows are to show it; `received_on` is the
    day on which the authority was given them; with `dry_run` nothing is to be changed.
    """

    received_on: date
    feed: str = ""
    source_name: str = ""
    dry_run: bool = False

    def checked(self) -> "Asked":
        """The same; CannotBeKept for a day still to come, or a sender's name without letters or digits."""
        if self.received_on > clock.today():
            raise CannotBeKept("The day on which the files came cannot lie in the future.")
        if self.source_name.strip() and not slugify(self.source_name):
            raise CannotBeKept("The name of who sent the files needs letters or digits.")
        return self


def drop(viewer: Viewer, files: Sequence[tuple[str, bytes]], asked: Asked) -> uuid.UUID:
    """Keep files that were dropped in together, and queue each that is certain; returns what holds them together.

    Each is a name and its content. A file that cannot be any table is kept as refused, with the reason; one of which
    it is not certain what it is waits for an answer. Raises PermissionDenied, or CannotBeKept with nothing kept.
    """
    viewer.require(Action.TAKE_FILES)
    asked = asked.checked()
    _check(files)
    batch, now = uuid.uuid4(), clock.now()
    kept = [
        ReceivedFile(
            batch=batch,
            file_name=_file_name(name),
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            content=content,
            dropped_by=viewer.account,
            dropped_at=now,
            source_name=asked.source_name.strip()[:200],
            received_on=asked.received_on,
            dry_run=asked.dry_run,
            state=State.ASKING,
        )
        for name, content in files
    ]
    groups = _groups(kept)
    with transaction.atomic():
        for group in groups:
            group.keep(viewer)
    return batch


def answer(viewer: Viewer, number: int, asked: Asked) -> None:
    """Say what a file is, who sent it and when, and queue it; a file that was refused or tried is queued again.

    The file is opened as the feed that is named, so that whoever answers is told at once where that cannot be. Raises
    PermissionDenied, DealtWith, CannotBeKept, NoSuchFeed, or Unreadable (nothing has changed then).
    """
    viewer.require(Action.TAKE_FILES)
    asked = asked.checked()
    feed = feed_called(asked.feed)
    file = ReceivedFile.objects.defer("content").get(pk=number)
    _require(file, MAY_BE_QUEUED)
    opened(feed, contents_of(file), asked.source_name)
    with transaction.atomic():
        file = _locked(number, MAY_BE_QUEUED)
        file.feed = feed.name
        file.source_name = asked.source_name.strip()[:200]
        file.received_on = asked.received_on
        file.dry_run = asked.dry_run
        queue(viewer, file)


def take_now(viewer: Viewer, number: int) -> None:
    """Queue for real a file that was tried, as what it was tried as. Raises PermissionDenied or DealtWith."""
    viewer.require(Action.TAKE_FILES)
    with transaction.atomic():
        file = _locked(number, frozenset({State.TRIED}))
        file.dry_run = False
        queue(viewer, file)


def try_again(viewer: Viewer, number: int) -> None:
    """Queue a refused file again as it was: the record may know more by now. Raises PermissionDenied or DealtWith."""
    viewer.require(Action.TAKE_FILES)
    with transaction.atomic():
        file = _locked(number, frozenset({State.REFUSED}))
        if not file.feed:
            raise DealtWith("Nobody has said yet what this file is.")
        queue(viewer, file)


def set_aside(viewer: Viewer, number: int) -> None:
    """Say that a file is not to be read: its content is let go, and that it came is kept. Raises DealtWith."""
    viewer.require(Action.TAKE_FILES)
    with transaction.atomic():
        file = _locked(number, MAY_BE_QUEUED)
        for one in (file, *file.joined.all()):
            one.state, one.content, one.differences = State.SET_ASIDE, b"", []
            one.save(update_fields=["state", "content", "differences"])


def queue(viewer: Viewer, file: ReceivedFile) -> None:
    """Put a file, already saved or not, among those to be read, in this viewer's name; within a transaction.

    The job is queued with it, in the same database: neither can be there without the other.
    """
    file.state = State.QUEUED
    file.queued_by, file.queued_as = viewer.account, viewer.role.slug
    file.rows_read, file.rows_expected, file.stage_began_at = 0, None, clock.now()
    file.message, file.outcome, file.differences, file.run = "", {}, [], None
    file.save()
    work.enqueue(file.pk)


@dataclass(frozen=True, slots=True)
class _Group:
    """Files that make one table together (or one by itself): what they may be, or why they cannot be read."""

    files: list[ReceivedFile]
    found: list[Recognised]
    refusal: str = ""
    said: RememberedHeadings | None = None

    @property
    def comes_in_parts(self) -> bool:
        """Whether what this was taken for is sent as several files or sheets."""
        return bool(self.found) and feed_called(self.found[0].feed).comes_in_files

    @property
    def is_document(self) -> bool:
        """Whether this is an XML document, which is never a part of a table."""
        return not self.refusal and content_of(bytes(self.files[0].content)) is Content.XML

    def keep(self, viewer: Viewer) -> None:
        """Save the files: refused, queued where it is certain what they are, else to be asked about."""
        first, *others = self.files
        if self.said:
            first.feed = self.said.feed
            first.source_name = first.source_name or self.said.source.title[:200]
        elif self.found:
            first.feed = self.found[0].feed
        if self.refusal:
            first.state, first.message = State.REFUSED, self.refusal
        if self.said or is_certain(self.found):
            queue(viewer, first)
        else:
            first.save()
        for other in others:
            other.joined_to, other.feed, other.state = first, first.feed, State.QUEUED
            other.save()


def _groups(kept: list[ReceivedFile]) -> list[_Group]:
    """Which files belong together: those that make one table of a feed that is sent in parts; every other by itself.

    A document and a table are never parts of one thing, even of one feed.
    """
    alone = [_alone(file) for file in kept]
    found = [
        *_put_together([one for one in alone if one.is_document]),
        *_put_together([one for one in alone if not one.is_document]),
    ]
    return sorted(found, key=lambda group: kept.index(group.files[0]))


def _put_together(alone: list[_Group]) -> list[_Group]:
    """Which of these belong together: tried with all first, then without those that are a table of their own."""
    readable = [one for one in alone if not one.refusal and not one.said]
    uncertain = [one for one in readable if not is_certain(one.found) or one.comes_in_parts]
    incomplete = [one for one in uncertain if not one.found or one.found[0].missing or one.comes_in_parts]
    for some in (readable, uncertain, incomplete):
        together = _joined([one.files[0] for one in some])
        if together is not None:
            return [together, *(one for one in alone if one not in some)]
    return alone


def _joined(files: list[ReceivedFile]) -> _Group | None:
    """Several files as one table of a feed that is sent in parts; None when they certainly are not."""
    if len(files) < 2:
        return None
    group = _Group(files, _recognised(files))
    return group if is_certain(group.found) and group.comes_in_parts else None


def _alone(file: ReceivedFile) -> _Group:
    try:
        return _Group([file], _recognised([file]), said=_said_before(file))
    except Unreadable as refusal:
        return _Group([file], [], str(refusal))


def _said_before(file: ReceivedFile) -> RememberedHeadings | None:
    """What was said of a sheet with these very headings, if all who use them mean one feed and sender."""
    said = sheets_said([(file.file_name, bytes(file.content))])
    same = {(one.feed, one.source_id) for one in said}
    return said[0] if len(same) == 1 else None


def _recognised(files: Sequence[ReceivedFile]) -> list[Recognised]:
    return recognise([(file.file_name, bytes(file.content)) for file in files])


def _check(files: Sequence[tuple[str, bytes]]) -> None:
    if not files:
        raise CannotBeKept("Choose at least one file.")
    if len(files) > MOST_FILES:
        raise CannotBeKept(
            f"These are {len(files)} files. Choose at most {MOST_FILES} at once, or pack them into one zip file."
        )
    for name, content in files:
        if len(content) > LARGEST_FILE:
            raise CannotBeKept(too_large(name))


def too_large(name: str) -> str:
    """What is said of a file that is larger than can be dropped in."""
    return (
        f"“{_file_name(name)}” is larger than {LARGEST_FILE // 1_000_000} MB. Send it in parts, or ask whoever runs "
        "Sightline to take it in at the command line."
    )


def _file_name(name: str) -> str:
    """The last part of a name, whatever system it comes from: some browsers send the whole path."""
    return PurePath(name.replace("\\", "/")).name[:255] or "a file without a name"


def _locked(number: int, states: frozenset[str]) -> ReceivedFile:
    # Without the content: it stays as it is, and may be large.
    file = ReceivedFile.objects.select_for_update().defer("content").get(pk=number)
    _require(file, states)
    return file


def _require(file: ReceivedFile, states: frozenset[str]) -> None:
    if file.state not in states or file.joined_to_id is not None:
        raise DealtWith("Somebody else has dealt with this file meanwhile.")

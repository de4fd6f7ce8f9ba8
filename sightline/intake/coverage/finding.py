"""Which sender somebody means by a name, a number or a key."""

from datetime import date

from django.utils.text import slugify

from sightline.access.viewer import Viewer
from sightline.intake.coverage.reading import SenderStanding, coverage
from sightline.intake.coverage.senders import collection_of
from sightline.record.models import Source


class NoSuchSender(LookupError):
    """Nobody who owes the feed is called so, or more than one is; the message says what is expected."""


def sender_named(viewer: Viewer, name: str, feed: str, today: date) -> SenderStanding:
    """The sender of this name who owes a feed: by URN or key, by its name, or by a name that it has sent files as.

    Raises NoSuchSender, or PermissionDenied.
    """
    owing = [
        one for one in coverage(viewer, today).senders if feed in {owed.feed for owed in one.sender.owed}
    ]
    plain, slug = name.strip().casefold(), slugify(name)[:100]
    by_source = set(Source.objects.filter(slug=slug).values_list("pk", flat=True))
    tests = (
        lambda one: one.sender.key.casefold() in (plain, slug),
        lambda one: bool(by_source & one.sender.sources),
        lambda one: one.sender.name.casefold() == plain,
        lambda one: plain in ("", "authority") and one.sender.key == collection_of(feed),
    )
    for test in tests:
        found = [one for one in owing if test(one)]
        if len(found) == 1:
            return found[0]
        if found:
            keys = ", ".join(one.sender.key for one in found)
            raise NoSuchSender(f"More than one sender is called “{name}”. Name it by one of these: {keys}.")
    raise NoSuchSender(
        f"Nobody called “{name}” is asked for the feed {feed}. Give a school’s name or URN, a provider’s name or key, "
        "or the name that the sender’s files came under. `sightline coverage` lists who owes what."
    )

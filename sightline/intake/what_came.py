"""What schools and providers have told us: each feed's last file, when it came, and how many of its rows wait.

For the pages of schools and providers. Files are named by who sent them; nothing here holds a child.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from sightline.domain.london import london_date
from sightline.intake.contract import OwedBy
from sightline.intake.lookups import predecessors_of
from sightline.intake.models import IntakeRun, StagedRow
from sightline.intake.registry import feeds
from sightline.record.models import Delivery, Establishment, Provider

_FINISHED = (IntakeRun.State.APPLIED, IntakeRun.State.UNCHANGED)


@dataclass(frozen=True)
class LastHeard:
    """The last file that came from somebody: of which feed, and on which day."""

    feed_title: str
    received_on: date


@dataclass(frozen=True)
class FeedTold:
    """What somebody sent of one feed: the last file, its day, its rows, and how many rows of the feed wait.

    `file_name` is empty and the rest None where nothing of a feed that is owed has come yet.
    """

    feed: str
    title: str
    file_name: str = ""
    received_on: date | None = None
    rows: int | None = None
    files: int = 0
    waiting: int = 0


def last_heard_of_schools(schools: Iterable[int]) -> dict[int, LastHeard]:
    """The last file of each of these schools, by the school's id; of an academy also what it sent before it was one."""
    ids = list(schools)
    before = _before(ids)
    heard = _last_heard(Establishment.objects.filter(pk__in=[*ids, *before]), "source__establishment")
    return _latest_of_each(ids, before, heard)


def last_heard_of_providers(providers: Iterable[int]) -> dict[int, LastHeard]:
    """The last file of each of these providers, by the provider's id."""
    return _last_heard(Provider.objects.filter(pk__in=list(providers)), "source__provider")


def waiting_of_schools(schools: Iterable[int]) -> dict[int, int]:
    """How many rows of each of these schools wait to be mended; a school without any is left out."""
    ids = list(schools)
    before = _before(ids)
    waiting = _waiting("establishment", [*ids, *before])
    for old, school in before.items():
        if old in waiting:
            waiting[school] = waiting.get(school, 0) + waiting.pop(old)
    return {school: waiting[school] for school in ids if school in waiting}


def waiting_of_providers(providers: Iterable[int]) -> dict[int, int]:
    """How many rows of each of these providers wait to be mended; a provider without any is left out."""
    return _waiting("provider", list(providers))


def told_by_school(school: int) -> list[FeedTold]:
    """Every feed that a school has sent or owes, those that came first, the latest first."""
    return _told("establishment", [school, *_before([school])], OwedBy.SCHOOL)


def told_by_provider(provider: int) -> list[FeedTold]:
    """Every feed that a provider has sent or owes, those that came first, the latest first."""
    return _told("provider", [provider], OwedBy.PROVIDER)


def _told(place: str, ids: list[int], owed_by: OwedBy) -> list[FeedTold]:
    came: dict[str, FeedTold] = {}
    files = Delivery.objects.filter(**{f"source__{place}__in": ids}, intake_run__state__in=_FINISHED)
    waiting: dict[str, int] = dict(
        _held_back()
        .filter(**{f"run__delivery__source__{place}__in": ids})
        .values_list("run__delivery__feed")
        .annotate(rows=Count("pk"))
    )
    columns = ("feed", "file_name", "received_at", "intake_run__counts")
    for feed, name, received_at, counts in files.order_by("-received_at", "-id").values_list(*columns):
        latest = came.get(feed)
        came[feed] = FeedTold(
            feed=feed,
            title=_title(feed),
            file_name=latest.file_name if latest else name,
            received_on=latest.received_on if latest else london_date(received_at),
            rows=latest.rows if latest else counts["rows"],
            files=latest.files + 1 if latest else 1,
            waiting=waiting.get(feed, 0),
        )
    owed = [one for one in feeds().values() if one.owed_by is owed_by and one.name not in came]
    return [*came.values(), *(FeedTold(one.name, one.title) for one in owed)]


def _before(schools: list[int]) -> dict[int, int]:
    """The school that each of these was before, by the older one's id: what it sent then is known of it still."""
    return {before: school for school, links in predecessors_of(schools).items() for before, _since in links}


def _last_heard(places: QuerySet, source: str) -> dict[int, LastHeard]:
    files = Delivery.objects.filter(**{source: OuterRef("pk")}, intake_run__state__in=_FINISHED)
    latest = Subquery(files.order_by("-received_at", "-id").values("pk")[:1])
    of_place = dict(places.annotate(latest=latest).exclude(latest=None).values_list("pk", "latest"))
    found = {
        key: (feed, received_at)
        for key, feed, received_at in Delivery.objects.filter(pk__in=of_place.values()).values_list(
            "pk", "feed", "received_at"
        )
    }
    return {
        place: LastHeard(_title(found[file][0]), london_date(found[file][1]))
        for place, file in of_place.items()
    }


def _latest_of_each(
    schools: list[int], before: dict[int, int], heard: dict[int, LastHeard]
) -> dict[int, LastHeard]:
    for old, school in before.items():
        if old in heard and (school not in heard or heard[school].received_on < heard[old].received_on):
            heard[school] = heard[old]
    return {school: heard[school] for school in schools if school in heard}


def _waiting(place: str, ids: list[int]) -> dict[int, int]:
    column = f"run__delivery__source__{place}"
    counted = _held_back().filter(**{f"{column}__in": ids}).values_list(column)
    return dict(counted.annotate(rows=Count("pk")).order_by())


def _held_back() -> QuerySet[StagedRow]:
    return StagedRow.objects.filter(state=StagedRow.State.QUARANTINED, run__state__in=_FINISHED)


def _title(feed: str) -> str:
    return feeds()[feed].title if feed in feeds() else feed

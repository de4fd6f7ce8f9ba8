"""Who stood in a sender's last full file and does not stand in this one: a fact to follow up, never a deletion."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from sightline.intake.lookups import predecessors_of
from sightline.intake.publishing.publication import Publication
from sightline.record import door
from sightline.record.door import BATCH
from sightline.record.models import Fact, GoneFromFeed, SourcePerson


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom a complete file should name: everybody with a fact of this sort that has not ended.

    `of_each` names the column of fact and row for each of whose values the file is complete: `establishment_id` and
    `school`, say. Without it the file is complete for the sender.
    """

    model: type[Fact]
    of_each: tuple[str, str] | None = None


def mark_gone(publication: Publication, standing: Standing | None) -> None:
    """Note who is gone from the feed, and who is back. Rows that are held back count as sent; leavers are not gone.

    A few mended rows of a file say that somebody is back, and never that somebody is gone.
    """
    back = _back(publication)
    if back:
        door.supersede(publication.writing, back)
        publication.note_change()
    if standing is None or publication.partial:
        return
    gone = [
        GoneFromFeed(source_person_id=person, child_id=child, noticed_on=publication.day)
        for person, child in _absent(publication, standing)
    ]
    door.add(publication.writing, gone, delivery=publication.delivery)
    publication.gone = len(gone)


def _back(publication: Publication) -> list[GoneFromFeed]:
    """What was noted of persons of this sender and feed who are in the file now."""
    noted = GoneFromFeed.objects.filter(
        source_person__source=publication.delivery.source,
        source_person__feed=publication.feed.name,
        received_at__lte=publication.stands_after,
    )
    return [
        item for item in noted.select_related("source_person") if _is_in(publication, item.source_person.key)
    ]


def _absent(publication: Publication, standing: Standing) -> Iterable[tuple[int, int]]:
    """The source persons, with their children, who should stand in the file and do not; ids in order."""
    unended = Q(valid_to__isnull=True) | Q(valid_to__gt=publication.day)
    facts = standing.model.objects.filter(
        unended,
        source_person__source=publication.delivery.source,
        source_person__feed=publication.feed.name,
        received_at__lte=publication.stands_after,
    )
    if standing.of_each:
        fact_column, row_column = standing.of_each
        of_these = {row[row_column] for row in publication.rows} | publication.places_passed_over
        if row_column == "school":
            of_these |= {one for before in predecessors_of(of_these).values() for one, _since in before}
        facts = facts.filter(**{f"{fact_column}__in": of_these})
    elif not (publication.rows or publication.passed_over):
        # An empty file names nobody: it is far likelier to be a mistake than the end of everything.
        return
    known = dict(facts.values_list("source_person_id", "source_person__key").distinct())
    noted = set(
        GoneFromFeed.objects.filter(source_person__source=publication.delivery.source).values_list(
            "source_person_id", flat=True
        )
    )
    absent = sorted(pk for pk, key in known.items() if pk not in noted and not _is_in(publication, key))
    for start in range(0, len(absent), BATCH):
        batch = absent[start : start + BATCH]
        yield from SourcePerson.objects.filter(pk__in=batch).order_by("id").values_list("id", "child_id")


def _is_in(publication: Publication, key: str) -> bool:
    return key in publication.persons_in_file

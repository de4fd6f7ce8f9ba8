"""Feeds of children: who the rows are about, whom the sender no longer names, and what is said of each."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sightline.intake.contract import Row
from sightline.intake.models import StagedRow
from sightline.intake.publishing.facts import SaidOf, clashing, write_facts
from sightline.intake.publishing.gone import Standing, mark_gone
from sightline.intake.publishing.publication import OVERLAP, Publication
from sightline.intake.publishing.saying import AllSent, Dated, Said
from sightline.matching.candidates import describe
from sightline.matching.policy import contradiction
from sightline.matching.settling import Changed, Newcomer, Recognised, settle
from sightline.record import door
from sightline.record.door import BATCH, same_values
from sightline.record.drafts import draft
from sightline.record.models import SourcePerson, SourcePersonVersion

# The columns of a description that rows carry under the same name; what a file does not have is taken on from before.
_TEXTS = (
    "surname",
    "forename",
    "middle_names",
    "preferred_surname",
    "preferred_forename",
    "former_surname",
    "sex",
    "ethnicity",
    "upn",
    "former_upn",
    "uln",
    "nhs_number",
    "year_group",
    "address",
    "postcode",
    "home_authority",
    "phone",
)
_IDENTIFIERS = ("upn", "former_upn", "uln", "nhs_number", "postcode")

RowSays = Callable[[Row], Iterable[Said]]


@dataclass(slots=True)
class _Person:
    """One person of the file: the rows, the source person (saved or new), the version in force, the one sent now."""

    rows: list[Row]
    person: SourcePerson
    before: SourcePersonVersion | None
    after: SourcePersonVersion


@dataclass(slots=True)
class _People:
    """Everybody in the file, by the sender's key, in the order of their rows."""

    by_key: dict[str, _Person] = field(default_factory=dict)

    @property
    def newcomers(self) -> list[_Person]:
        """Those whom this file is the first to name."""
        return [item for item in self.by_key.values() if item.person.pk is None]

    def described_anew(self, received_at: datetime) -> list[_Person]:
        """Those whom the file describes otherwise than before; what was received after the file stands."""
        return [
            item
            for item in self.by_key.values()
            if item.before is not None
            and item.before.received_at <= received_at
            and not same_values(item.before, item.after)
        ]


def publish_people(
    publication: Publication,
    says: RowSays,
    standing: Standing | None = None,
    recognised: Mapping[str, Recognised] | None = None,
) -> None:
    """Publish a feed of children: persons and their versions, who is gone, links, and the facts that `says` finds.

    `standing` tells, for a feed that is complete, who of the sender's persons should be in the file. `recognised` are
    the children, by the sender's key, of those whom the feed itself can tell; the rules of linking find the others.
    """
    publication.hold_back_doubles()
    _hold_back_two_under_one_key(publication)
    said = [SaidOf(row.person, row.number, item) for row in publication.good_rows for item in says(row)]
    by_number = {row.number: row for row in publication.rows}
    clashes = clashing(said)
    what = {item.row: item.said.fact._meta.verbose_name for item in said if isinstance(item.said, Dated)}
    for number, other in clashes.items():
        publication.hold_back(
            by_number[number],
            OVERLAP,
            f"{publication.row_called(other)} tells of the same thing ({what[number]}) of the same child for some of "
            "the same days: both cannot be so. Put the first or the last day right in one of them, or set one aside.",
        )
    said = _of_those_sent_whole(publication, [item for item in said if item.row not in clashes])
    people = _people(publication)
    mark_gone(publication, standing)
    newcomers = people.newcomers
    described_anew = people.described_anew(publication.stands_after)
    new_keys = {item.person.key for item in newcomers}
    _settle(publication, newcomers, described_anew, recognised or {})
    _write_versions(publication, newcomers, described_anew)
    write_facts(publication, said, {key: item.person for key, item in people.by_key.items()}, new_keys)


def _of_those_sent_whole(publication: Publication, said: list[SaidOf]) -> list[SaidOf]:
    """The same, without *all sent* of persons of whom a part is not among the rows: then nothing is over.

    So it is for all of a few mended rows, and for whoever has a row that waits; for everybody while one waits of which
    nobody can tell whose it is.
    """
    if not any(isinstance(item.said, AllSent) for item in said):
        return said
    held_back = StagedRow.objects.filter(
        run__delivery=publication.delivery, state=StagedRow.State.QUARANTINED
    )
    waiting = {row.person for row in publication.rows if row.number in publication.held_back}
    waiting.update(held_back.values_list("person", flat=True))
    nobody = publication.partial or "" in waiting
    return [
        item for item in said if not isinstance(item.said, AllSent) or not (nobody or item.person in waiting)
    ]


def _hold_back_two_under_one_key(publication: Publication) -> None:
    """Hold back rows whose key stands for two people: another date of birth, or wholly another forename."""
    by_key: dict[str, list[Row]] = defaultdict(list)
    for row in publication.good_rows:
        by_key[row.person].append(row)
    for rows in by_key.values():
        if len(rows) < 2:
            continue
        source = publication.delivery.source
        person = SourcePerson(source=source, feed=publication.feed.name, key=rows[0].person)
        descriptions = [describe(person, _version(row, None)) for row in rows]
        if any(contradiction(descriptions[0], other) for other in descriptions[1:]):
            for row, others in ((row, [one.number for one in rows if one is not row]) for row in rows):
                another = publication.row_called(others[0])
                publication.hold_back(
                    row,
                    "one key for two people",
                    f"{another} has the same key and is somebody else by forename or date of birth.",
                )


def _people(publication: Publication) -> _People:
    """The persons of the good rows: known to this sender and feed, or new; of several rows the last describes them."""
    people = _People()
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in publication.good_rows:
        rows[row.person].append(row)
    known = _known_persons(publication, list(rows))
    versions = _current_versions([person.pk for person in known.values()])
    for key, theirs in rows.items():
        person = known.get(key) or draft(
            SourcePerson, source_id=publication.delivery.source_id, feed=publication.feed.name, key=key
        )
        before = versions.get(person.pk) if person.pk else None
        after = _version(theirs[-1], before)
        after.source_person_id = person.pk
        people.by_key[key] = _Person(theirs, person, before, after)
    return people


def _known_persons(publication: Publication, keys: Sequence[str]) -> dict[str, SourcePerson]:
    found: dict[str, SourcePerson] = {}
    theirs = SourcePerson.objects.filter(source=publication.delivery.source, feed=publication.feed.name)
    for start in range(0, len(keys), BATCH):
        for person in theirs.filter(key__in=keys[start : start + BATCH]):
            found[person.key] = person
    return found


def _current_versions(persons: Sequence[int]) -> dict[int, SourcePersonVersion]:
    found = {}
    for start in range(0, len(persons), BATCH):
        for version in SourcePersonVersion.objects.filter(source_person__in=persons[start : start + BATCH]):
            found[version.source_person_id] = version
    return found


def _version(row: Row, before: SourcePersonVersion | None) -> SourcePersonVersion:
    """The description that a row gives; what its file has no column for stays as it was."""
    born = row["date_of_birth"] if before is None or row.sent("date_of_birth") else before.date_of_birth
    return draft(
        SourcePersonVersion,
        row_number=row.number,
        date_of_birth=born,
        set_aside={name: text for name, text in row.set_aside.items() if name in _IDENTIFIERS},
        **{
            name: row.text(name) if before is None or row.sent(name) else getattr(before, name)
            for name in _TEXTS
        },
    )


def _settle(
    publication: Publication,
    newcomers: Sequence[_Person],
    described_anew: Sequence[_Person],
    recognised: Mapping[str, Recognised],
) -> None:
    settled = settle(
        publication.writing,
        [Newcomer(item.person, item.after, recognised.get(item.person.key)) for item in newcomers],
        [Changed(item.person, item.before, item.after) for item in described_anew if item.before],
        said_at=publication.stands_after,
    )
    publication.new_children += settled.new_children
    publication.to_review += settled.to_review
    for item in described_anew:
        item.person.child_id = settled.moved.get(item.person.pk, item.person.child_id)


def _write_versions(
    publication: Publication, newcomers: Sequence[_Person], described_anew: Sequence[_Person]
) -> None:
    writing = publication.writing
    for item in (*newcomers, *described_anew):
        item.after.source_person_id = item.person.pk
        publication.take(item.after.row_number)
        writing.touched.add(item.person.child_id)
    door.supersede(writing, [item.before for item in described_anew if item.before])
    door.add(writing, [item.after for item in (*newcomers, *described_anew)], delivery=publication.delivery)

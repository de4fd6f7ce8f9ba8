"""What was told of one child, with who told it: the source persons, their facts' origin, and how they are linked.

Read from the record as known on a day. The child's page asks `population` first whether the viewer may see the child
at all; here each thing is then shown or withheld by its own class.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.london import london_date
from sightline.intake.registry import feeds
from sightline.population.senders import SENDER_WITHHELD, sender_classes
from sightline.population.tables import establishment_kinds, provider_kinds
from sightline.population.whole_facts import WholeFacts
from sightline.record.models import (
    DecidedBy,
    LinkInterval,
    Placement,
    Registration,
    SourcePerson,
    SourcePersonVersion,
)
from sightline.record.reading import links_known
from sightline.web.shared.pictures.periods import PeriodBar, PeriodGroup
from sightline.web.staff.child.kinds import STATUS_WORDS

WITHHELD_PLACE = "A place that your role does not show"
_FIRST_RECORD = "no other record was the same child’s, or might have been"
_NOT_THE_MAIN_ROLL = frozenset({"S", "G", "P", "O"})


@dataclass(frozen=True)
class Sent:
    """One source person: the child as one sender's feed knows it, in the latest version, and where that came from.

    `row` counts as a spreadsheet does, with the heading as row 1. `gone_on` is the day on which a later full file
    was seen without this person. `score` is how strongly the link was weighed, in bits. `columns` are the headings of
    the sender's file by what stands in them. `withheld`: the sender alone would tell more than the viewer may see.
    """

    source_person: int
    sender: str
    feed: str
    key: str
    name: str
    date_of_birth: Knowable[date]
    upn: str
    received_on: date
    file: str
    row: int | None
    gone_on: date | None
    linked_since: date
    linked_by: str
    why_linked: str
    score: Knowable[float]
    columns: Mapping[str, str]
    withheld: bool


def feed_title(name: str) -> str:
    """What a feed is called by people; its own name for one that no contract describes."""
    return feeds()[name].title if name in feeds() else name


@cache
def columns_of(feed: str) -> Mapping[str, str]:
    """The headings of a feed's file by what stands in each; a name is read from two columns and stands under both."""
    if feed not in feeds():
        return {}
    headings = {column.name: column.heading for column in feeds()[feed].columns}
    names = [headings[part] for part in ("forename", "surname") if part in headings]
    return headings | ({"name": " and ".join(names)} if names else {})


def links_of(child: int, known_on: date | None) -> dict[int, LinkInterval]:
    """Why each source person is held to be this child, by source person, as known on a day (now, without one)."""
    links = links_known(known_on).filter(child=child).select_related("change__actor")
    return {link.source_person_id: link for link in links.order_by("source_person")}


def as_sent(viewer: Viewer, facts: WholeFacts, linked: Mapping[int, LinkInterval]) -> list[Sent]:
    """Every source person as sent, the latest first; those of a guarded feed without what would give it away.

    `facts` are those of one child, read whole; `linked` says why each source person is held to be that child.
    """
    found = [
        _sent(viewer, facts.senders[person], version, linked[person], facts.gone.get(person))
        for person, version in facts.versions.items()
        if person in linked
    ]
    return sorted(found, key=lambda one: (one.received_on, one.source_person), reverse=True)


def rolls_and_provision(viewer: Viewer, facts: WholeFacts) -> list[PeriodGroup]:
    """Registrations and placements as each sender told them, the latest first, for the picture of periods."""
    senders = {key: _sender(viewer, person) for key, person in facts.senders.items()}
    groups = [
        PeriodGroup(
            "On the roll of",
            _latest_first(_registration(viewer, one, senders) for one in facts.of(Registration)),
        ),
        PeriodGroup(
            "Provision", _latest_first(_placement(viewer, one, senders) for one in facts.of(Placement))
        ),
    ]
    return [group for group in groups if group.bars]


def _latest_first(bars: Iterable[PeriodBar]) -> tuple[PeriodBar, ...]:
    once = dict.fromkeys(bars)
    return tuple(sorted(once, key=lambda bar: (bar.end is None, bar.start or date.min), reverse=True))


def _registration(viewer: Viewer, fact: Registration, senders: dict[int, str]) -> PeriodBar:
    shown = viewer.sees(establishment_kinds()[fact.establishment.group].field_class)
    status = STATUS_WORDS.get(fact.status, "")
    name = (
        f"{fact.establishment.name}, {status}"
        if status and fact.status not in "CM"
        else fact.establishment.name
    )
    return PeriodBar(
        label=name if shown else WITHHELD_PLACE,
        kind="other" if fact.status in _NOT_THE_MAIN_ROLL else "main",
        start=fact.valid_from,
        end=fact.valid_to,
        told_by=senders[fact.source_person_id] if shown else SENDER_WITHHELD,
    )


def _placement(viewer: Viewer, fact: Placement, senders: dict[int, str]) -> PeriodBar:
    kind = provider_kinds()[fact.provider.kind]
    shown = viewer.sees(kind.field_class)
    return PeriodBar(
        label=f"{fact.provider.name} ({kind.title})" if shown else WITHHELD_PLACE,
        kind="provision",
        start=fact.valid_from,
        end=fact.valid_to,
        told_by=senders[fact.source_person_id] if shown else SENDER_WITHHELD,
    )


def shows_sender(viewer: Viewer, person: SourcePerson) -> bool:
    """Whether a viewer may know who told: a feed of the police, or a list from a secure unit, tells of custody."""
    provider, establishment = person.source.provider, person.source.establishment
    classes = sender_classes(person.feed, provider and provider.kind, establishment and establishment.group)
    return viewer.sees_all(FieldClass(one) for one in classes)


def _sender(viewer: Viewer, person: SourcePerson) -> str:
    shown = shows_sender(viewer, person)
    return f"{person.source.title} ({feed_title(person.feed).lower()})" if shown else SENDER_WITHHELD


def _sent(
    viewer: Viewer,
    person: SourcePerson,
    version: SourcePersonVersion,
    link: LinkInterval,
    gone_on: date | None,
) -> Sent:
    withheld = not shows_sender(viewer, person)
    return Sent(
        source_person=person.pk,
        sender=SENDER_WITHHELD if withheld else person.source.title,
        feed="" if withheld else feed_title(person.feed),
        key="" if withheld or person.key.startswith("made:") else person.key,
        name=f"{version.forename} {version.surname}".strip(),
        date_of_birth=Known(version.date_of_birth) if version.date_of_birth else NotKnown("not sent"),
        upn=version.upn,
        received_on=london_date(version.received_at),
        file=version.delivery.file_name if version.delivery and not withheld else "",
        row=None if withheld else version.row_number,
        gone_on=gone_on,
        linked_since=london_date(link.received_at),
        linked_by=link.change.actor.name if link.decided_by == DecidedBy.PERSON else "rule",
        why_linked=link.why or _FIRST_RECORD,
        score=NotKnown("not weighed") if link.score is None else Known(round(link.score, 1)),
        columns={} if withheld or version.delivery is None else columns_of(person.feed),
        withheld=withheld,
    )

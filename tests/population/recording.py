"""Puts made-up children into the record through its own door, for tests that read the list back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sightline.access.door import Writing, writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.known import Known
from sightline.population.spec import (
    HERE,
    Case,
    authority_of,
    clock,
    group_of,
    hours_of,
    moves_of,
    period_of,
    told_by,
)
from sightline.record.door import add
from sightline.record.links import link_interval, new_children
from sightline.record.models import (
    Address,
    Child,
    Circumstance,
    Establishment,
    Exclusion,
    Fact,
    GoneFromFeed,
    Installation,
    LinkInterval,
    Notice,
    Placement,
    Provider,
    Registration,
    Source,
    SourcePerson,
    SourcePersonVersion,
    TimetableSession,
)


@dataclass
class Recorder:
    """Writes for one viewer; schools, providers and sources are made when they are first named."""

    viewer: Viewer
    schools: dict[str, Establishment] = field(default_factory=dict)
    providers: dict[str, Provider] = field(default_factory=dict)
    persons: int = 0

    def writing(self, *, received_at: datetime | None = None):
        """A write in progress, as the data officer of the tests."""
        return writing(
            viewer=self.viewer, action=Action.RECORD_FACTS, reason="a made-up case", received_at=received_at
        )

    def authority(self) -> None:
        """Make this the record of the made-up authority."""
        Installation.objects.get_or_create(
            authority_code=HERE,
            defaults={"name": "Ambershire", "created_at": datetime(2026, 1, 1, tzinfo=UTC)},
        )

    def school(self, name: str, group: str | None = None) -> Establishment:
        """The school of this name; its group is its name without a trailing letter, unless it is given."""
        if name not in self.schools:
            urn = f"{900001 + Establishment.objects.count()}"
            self.schools[name] = Establishment.objects.create(
                urn=urn, name=name, group=group or group_of(name), authority_code=HERE
            )
        return self.schools[name]

    def provider(self, name: str, kind: str | None = None) -> Provider:
        """The provider of this name; its kind is its name without a trailing letter, unless it is given."""
        if name not in self.providers:
            self.providers[name] = Provider.objects.create(
                key=f"provider-{Provider.objects.count() + 1}", name=name, kind=kind or group_of(name)
            )
        return self.providers[name]

    def source(self, slug: str = "officers") -> Source:
        """The sender of this name."""
        return Source.objects.get_or_create(
            slug=slug, defaults={"title": slug.capitalize(), "kind": Source.Kind.OFFICERS}
        )[0]

    def person(
        self,
        session: Writing,
        child: Child | None = None,
        *,
        source: str = "officers",
        feed: str = "school-roll",
        **sent: Any,
    ) -> SourcePerson:
        """A source person, linked to `child` or to a new one, with one version as sent."""
        if child is None:
            [child] = new_children(session, 1)
        self.persons += 1
        person = SourcePerson.objects.create(
            source=self.source(source),
            feed=feed,
            key=f"p{SourcePerson.objects.count() + 1}",
            child=child,
            change=session.change,
        )
        LinkInterval.objects.bulk_create([link_interval(session, person, child, rule="test")])
        values = {"surname": "Sample", "forename": f"Child {self.persons}"} | sent
        add(session, [SourcePersonVersion(source_person=person, **values)])
        return person


def record_case(recorder: Recorder, session: Writing, case: Case) -> int:
    """Put the facts of one case of the spec table into the record; the child's id.

    A sender whose list no longer names the child is a source person of its own.
    """
    person = recorder.person(session, date_of_birth=case.facts.get("born"))
    facts: list[Fact] = []
    for move in moves_of(case):
        facts.append(_about(person, move, Address, authority_code=authority_of({"authority": move["lives"]})))
    for row in case.facts.get("roll", ()):
        facts.append(
            _about(
                _told_by(recorder, session, person, row),
                row,
                Registration,
                establishment=recorder.school(row["school"]),
                status=row.get("status", "C"),
                attends_full_time=row.get("full_time", "not known"),
                leaving_ground=row.get("ground", ""),
                destination=row.get("destination", ""),
            )
        )
    for row in case.facts.get("placement", ()):
        facts.append(
            _about(
                _sender_of(recorder, session, person, row),
                row,
                Placement,
                provider=recorder.provider(row["provider"]),
                hours_planned=_hours(row),
                arranged_by=row.get("arranged_by", "not known"),
                reason=row.get("reason", ""),
            )
        )
    for row in case.facts.get("timetable", ()):
        facts += [
            _about(
                person,
                row,
                TimetableSession,
                establishment=recorder.school(row["school"]),
                weekday=weekday,
                starts=clock(row["starts"]),
                ends=clock(row["ends"]),
            )
            for weekday in range(row["days"])
        ]
    for row in case.facts.get("exclusion", ()):
        facts.append(
            _about(
                person,
                row,
                Exclusion,
                establishment=recorder.school(row["school"]),
                kind=row["type"],
                state=row.get("state", "in force"),
                provision_from=row.get("provision_from"),
            )
        )
    for row in case.facts.get("circumstance", ()):
        facts.append(
            _about(
                _told_by(recorder, session, person, row),
                row,
                Circumstance,
                kind=row["kind"],
                authority_code=authority_of(row),
                clinician_limit_hours=row.get("clinician_limit"),
                evidence_on=row.get("evidence_on"),
                suitability=row.get("suitability", "not known"),
                part_time_at_school=row.get("part_time_at_school", "not known"),
                place="Far Infirmary" if row.get("in_hospital") == "yes" else "",
            )
        )
    for row in case.facts.get("notice", ()):
        facts.append(
            _about(
                person,
                row,
                Notice,
                kind=row["kind"],
                establishment=recorder.school(row["school"]),
                hours_offered=_hours(row),
                reason=row.get("reason", ""),
                full_time_on=row.get("full_time_on"),
            )
        )
    add(session, facts)
    return person.child_id


def _sender_of(
    recorder: Recorder, session: Writing, person: SourcePerson, row: dict[str, Any]
) -> SourcePerson:
    """Who tells of a placement: a source person of its own, sent by a service of the feed's name."""
    return recorder.person(session, person.child, source=told_by(row), feed=told_by(row))


def _told_by(recorder: Recorder, session: Writing, person: SourcePerson, row: dict[str, Any]) -> SourcePerson:
    if not {"gone_on", "in_hospital", "told_by"} & row.keys():
        return person
    sender = recorder.person(session, person.child)
    if "gone_on" in row:
        add(session, [GoneFromFeed(source_person=sender, child=person.child, noticed_on=row["gone_on"])])
    return sender


def _about(person: SourcePerson, row: dict[str, Any], model: type[Fact], **values: Any) -> Fact:
    period = period_of(row)
    return model(
        source_person=person, child=person.child, valid_from=period.start, valid_to=period.end, **values
    )


def _hours(row: dict[str, Any]):
    hours = hours_of(row)
    return hours.value if isinstance(hours, Known) else None

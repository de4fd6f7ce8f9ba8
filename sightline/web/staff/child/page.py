"""A child's page put together: what is shown, what is withheld, and nothing that the viewer's role does not show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.domain.codes import meaning
from sightline.domain.known import Knowable, Known, NotKnown
from sightline.domain.words import date_words, number_words, plural
from sightline.population.assessment import Part, Reason
from sightline.population.queries import OneChild
from sightline.population.senders import Teller
from sightline.population.tables import legal_populations
from sightline.population.tables import reasons as reason_kinds
from sightline.population.visibility import WITHHELD as WITHHELD_WORD
from sightline.record.classification import class_by
from sightline.record.models import CLASS_OF_KIND, Circumstance, Placement
from sightline.web.shared.words import WITHHELD, Showable
from sightline.web.staff.child.sentence import due_words, place_words, sentence

# Needs and statuses that whoever opens the record must have before their eyes, with the words for them.
_FLAGS = {
    "protection-plan": "Child protection plan",
    "whereabouts-unknown": "Whereabouts unknown",
    "looked-after": "Looked after",
    "in-need": "Child in need",
    "ehc-plan": "EHC plan",
    "sen-support": "SEN support",
}


@dataclass(frozen=True)
class ReasonShown:
    """A reason as this viewer sees it: its title, since when, why in words, and the duty's source."""

    title: str
    since: Showable
    why: str
    meaning: str
    source: str
    sure: bool


@dataclass(frozen=True)
class PartShown:
    """A part of the education as this viewer sees it, with its hours a week."""

    name: str
    kind: str
    since: Showable
    planned: Knowable[Decimal]
    offered: Knowable[Decimal]
    attended: Knowable[Decimal]
    arranged: Showable


@dataclass(frozen=True)
class LegalShown:
    """Whether the child belongs to one legal population, under which condition, why, and whether it is in force."""

    title: str
    answer: str
    condition: str
    why: str
    in_force: bool
    source: str


@dataclass(frozen=True)
class DueShown:
    """A date to come or past, what it is for, and how far it is."""

    day: date
    what: str
    words: str
    overdue: bool


@dataclass(frozen=True)
class Chosen:
    """An identifying value that the record has chosen, and who said so: in words, and as a source person (or None).

    `field` is what feeds call it.
    """

    label: str
    value: Showable
    by: str
    person: int | None
    field: str


class ChildPage:
    """Everything that a template needs of one child, on one day, for one viewer. Templates ask it; it asks nobody."""

    def __init__(self, viewer: Viewer, one: OneChild, *, locality: str) -> None:
        self._viewer = viewer
        self._situation = one.situation
        self._withheld = frozenset(one.row.withheld)
        self._locality = locality
        self.identity = one.identity
        self.answer = one.assessment
        self.on = one.as_at
        self.reference = one.reference

    @property
    def name(self) -> str:
        """The name as the most trusted source has it."""
        return f"{self.identity.forename} {self.identity.surname}".strip() or "Name not known"

    @property
    def other_names(self) -> list[str]:
        """Names that the child is called by, and names that other sources use."""
        preferred = (
            f"{self.identity.preferred_forename or self.identity.forename} "
            f"{self.identity.preferred_surname or self.identity.surname}"
        ).strip()
        said = [value for one in self.identity.disagreements if one.field == "name" for value, _ in one.said]
        return [name for name in dict.fromkeys([preferred, *said]) if name and name != self.name]

    @property
    def flags(self) -> list[str]:
        """Needs and statuses in force that this viewer may see."""
        in_force = {one.kind for one in self._situation.circumstances if one.period.contains(self.on)}
        return [
            words
            for kind, words in _FLAGS.items()
            if kind in in_force and self._viewer.sees(CLASS_OF_KIND[Circumstance.Kind(kind)])
        ]

    @property
    def facts(self) -> list[tuple[str, Showable | str]]:
        """Who the child is, as pairs of a label and what is known, for the identity bar."""
        born = self.identity.date_of_birth
        birth: Showable | str = born
        if isinstance(born, Known):
            birth = Known(f"{number_words(age_on(born.value, self.on))}, born {date_words(born.value)}")
        person = self.answer.key_person
        return [
            ("Case number", self.reference),
            ("Age", birth),
            ("Year", year_of(self.answer.year)),
            ("Sex", self._coded("sex", self.identity.sex)),
            ("UPN", known_text(self.identity.upn)),
            ("On the roll of", self.roll),
            ("Key person", known_text(f"{person.name}, {person.phone}".strip(", ") if person else "")),
            ("Locality", known_text(self._locality)),
        ]

    @property
    def roll(self) -> Showable:
        """The schools whose roll the child is on, as far as this viewer may see."""
        match self.answer.on_roll:
            case Known(value=schools):
                return Known(tuple(place_words(school.name) for school in schools))
            case unknown:
                return unknown

    @property
    def sentence(self) -> str:
        """The record in one sentence."""
        return sentence(self.answer, self.on)

    @property
    def reasons(self) -> list[ReasonShown]:
        """The reasons that this viewer may see, the primary one first."""
        return [_reason(one) for one in self.answer.reasons]

    @property
    def reason_withheld(self) -> bool:
        """Whether there is a reason that this viewer may not see."""
        return "reason" in self._withheld

    @property
    def why(self) -> str:
        """The standing in one sentence; of a reason that may not be seen nothing but that there is one."""
        if self.reason_withheld and not self.answer.reasons:
            return "The reason is one that your role does not show."
        return self.answer.why

    @property
    def since(self) -> Showable:
        """Since when the standing has been so, as far as the reasons that this viewer may see say it."""
        if self.answer.since is not None:
            return Known(self.answer.since)
        return WITHHELD if "since" in self._withheld else NotKnown("no reason says since when")

    @property
    def responsible(self) -> Showable:
        """Which authority answers for the child and why."""
        return WITHHELD if "responsible" in self._withheld else Known(self.answer.responsible.why)

    @property
    def parts(self) -> list[PartShown]:
        """Where the child is educated, each place with its hours; empty where nobody told us or there is none."""
        if not isinstance(self.answer.provision, Known):
            return []
        return [_part(part, self._viewer) for part in self.answer.provision.value]

    @property
    def provision_is_none(self) -> bool:
        """Whether it is known that there is no education at all."""
        return self.answer.provision == Known(())

    @property
    def full_time_words(self) -> str:
        """What full time is for this child, and where the figure comes from."""
        expected = self.answer.hours.comparators.expected
        usual = self.answer.hours.comparators.usual
        words = f"Full time for this child is {plural(expected.hours, 'hour')} a week ({expected.source})."
        if expected is not usual:
            words += f" The usual week for the age is {plural(usual.hours, 'hour')} ({usual.source})."
        return words

    @property
    def unknowns(self) -> list[str]:
        """What is not known, in sentences, as far as this viewer may see."""
        return [one.words for one in self.answer.unknowns]

    @property
    def dates_due(self) -> list[DueShown]:
        """Dates that stand in the record, the earliest first."""
        return [
            DueShown(due.due_on, due.what, due_words(due.due_on, self.on), due.due_on < self.on)
            for due in self.answer.dates_due
        ]

    @property
    def legal(self) -> list[LegalShown]:
        """The legal populations, each with its answer."""
        return [
            LegalShown(
                legal_populations()[flag.slug].title,
                flag.answer,
                flag.condition,
                flag.why,
                flag.in_force,
                legal_populations()[flag.slug].source,
            )
            for flag in self.answer.legal
        ]

    @property
    def chosen(self) -> list[Chosen]:
        """Each identifying value that the record has chosen, with the sender who said so."""
        named = Known(self.name) if self.identity.surname or self.identity.forename else NotKnown("not sent")
        ethnicity: Showable = self._coded("ethnicity", self.identity.ethnicity)
        if not self._viewer.sees(FieldClass.ETHNICITY_RELIGION):
            ethnicity = WITHHELD
        rows: list[tuple[str, Showable, str]] = [
            ("Name", named, "name"),
            ("Date of birth", self.identity.date_of_birth, "date_of_birth"),
            ("UPN", known_text(self.identity.upn), "upn"),
            ("Sex", self._coded("sex", self.identity.sex), "sex"),
            ("ULN", known_text(self.identity.uln), "uln"),
            ("NHS number", known_text(self.identity.nhs_number), "nhs_number"),
            ("Ethnicity", ethnicity, "ethnicity"),
        ]
        tellers = dict(self.identity.said_by)
        return [
            Chosen(
                label, value, self.identity.source_of(field) or "nobody", _person(tellers.get(field)), field
            )
            for label, value, field in rows
        ]

    @property
    def disagreements(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What senders say differently of one thing: what, and each thing said with its sender."""
        return [
            (one.field, [(value, teller.source) for value, teller in one.said])
            for one in self.identity.disagreements
        ]

    def _coded(self, codes: str, code: str) -> Knowable[str]:
        """A code in words; a code that nobody has explained stands as it was sent."""
        return known_text(meaning(codes, code, self.on) or code)


def _person(teller: Teller | None) -> int | None:
    return teller.person if teller else None


def age_on(born: date, on: date) -> int:
    """The age in whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def known_text(text: str) -> Knowable[str]:
    """A text of the record: an empty one means that nobody has told us."""
    return Known(text) if text else NotKnown("nobody has told us")


def year_of(year: int | None) -> Knowable[str]:
    """The National Curriculum year in words; not known without a date of birth."""
    if year is None:
        return NotKnown("the date of birth is not known")
    return Known("Reception" if year == 0 else f"Year {year}" if year > 0 else "before Reception")


def _reason(reason: Reason) -> ReasonShown:
    kind = reason_kinds()[reason.slug]
    since = NotKnown("nobody has told us since when") if reason.since is None else Known(reason.since)
    return ReasonShown(kind.title, since, reason.why, kind.meaning, kind.source, reason.sure)


def _part(part: Part, viewer: Viewer) -> PartShown:
    return PartShown(
        name=place_words(part.name),
        kind=part.kind_title,
        since=_part_since(part),
        planned=part.planned,
        offered=part.offered,
        attended=part.attended,
        arranged=_arranged(part, viewer),
    )


def _part_since(part: Part) -> Showable:
    if part.since is not None:
        return Known(part.since)
    return WITHHELD if part.name == WITHHELD_WORD else NotKnown("nobody has told us")


def _arranged(part: Part, viewer: Viewer) -> Showable:
    """Who arranged it, under which power; a roll is nobody's arrangement."""
    if part.name == WITHHELD_WORD:
        return WITHHELD
    if not part.placements:
        return Known("on the school’s roll")
    if not viewer.sees_all(class_by("arranged by", placed.arranged_by) for placed in part.placements):
        return WITHHELD
    by = {Placement.ArrangedBy(placed.arranged_by).label for placed in part.placements}
    basis = {Placement.LegalBasis(placed.legal_basis).label for placed in part.placements}
    told = [words for words in (*sorted(by), *sorted(basis)) if words != Placement.ArrangedBy.NOT_KNOWN.label]
    return Known("; ".join(told)) if told else NotKnown("nobody has told us")

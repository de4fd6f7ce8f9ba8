"""What a row of a tracking sheet tells: placements, reasons, needs, the next review, and what is to be done."""

from collections.abc import Iterator, Mapping
from functools import cache

from sightline.intake.contract import Row
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import AllSent, Dated, NoLonger, Observed, Said
from sightline.intake.special_needs import special_needs
from sightline.intake.tracking import cells
from sightline.intake.tracking.others import Told
from sightline.intake.tracking.places import Places
from sightline.population.tables import circumstances
from sightline.population.tables import reasons as reason_kinds
from sightline.record.models import Circumstance, NextStep, Notice, Placement, Registration, Review

_NEEDS = frozenset({Circumstance.Kind.SEN_SUPPORT.value, Circumstance.Kind.EHC_PLAN.value})
# Findings on attendance and on home education are made by who keeps them: a word on a sheet is not one.
_NOT_FROM_A_WORD = frozenset({"severe-absence", "home-education"})
_NOBODY = Told()
_REASONS = "Description of reasons behind provision"
_WORDS, _NAME = 400, 200
_PART_TIME = Notice.Kind.PART_TIME.value
_NOTICE = ("kind", "establishment_id")
_PLACEMENT, _REGISTRATION, _STEP = ("provider_id", "programme_id"), ("establishment_id",), ("description",)


class Telling:
    """Reads the rows of one sheet; `told` is what others tell of each person's child already."""

    def __init__(self, publication: Publication, places: Places, told: Mapping[str, Told]) -> None:
        self._publication = publication
        self._places = places
        self._told = told

    def says(self, row: Row) -> Iterator[Said]:
        """Everything that one row says. What others tell of the child already is not said a second time."""
        told = self._told.get(row.person, _NOBODY)
        yield from self._provision(row, told)
        yield from self._roll(row, told)
        if row["sen_provision"] and not told.circumstances & _NEEDS:
            yield from special_needs(row["sen_provision"], "")
        yield from self._review(row, told)
        yield from self._steps(row, told)

    def providers_of(self, row: Row) -> Iterator[str]:
        """The names of those with whom the row places the child."""
        return (name for name in cells.several(row.text("providers")) if self.is_placed_with(row, name))

    def is_placed_with(self, row: Row, name: str) -> bool:
        """Whether somebody in the column of providers is one: not the child's own school, nor one that has the child
        on its roll."""
        school = self._places.schools_that_provide.get(name)
        if school is None:
            return True
        return school not in self._told.get(row.person, _NOBODY).schools | self._own_schools(row)

    def _own_schools(self, row: Row) -> set[int | None]:
        return {self._places.schools.get(row.text(column)) for column in ("school", "on_roll")} - {None}

    def _at_the_own_school(self, row: Row, told: Told) -> Iterator[Said]:
        """That the own school gives a part of the hours: a part-time timetable that the school did not tell of."""
        names = cells.several(row.text("providers"))
        hours = cells.hours_of_each(cells.hours_of(row.text("hours")) or [], len(names))
        for name, offered in zip(names, hours, strict=True):
            school = self._places.schools_that_provide.get(name)
            if school in self._own_schools(row) - told.schools and offered is not None:
                notice = Notice(kind=_PART_TIME, establishment_id=school, hours_offered=offered)
                yield Observed(notice, _NOTICE)
        if cells.says_something(row.text("providers")):
            yield AllSent(Notice, {}, _NOTICE, ends_on=self._publication.day)

    def _provision(self, row: Row, told: Told) -> Iterator[Said]:
        reasons = cells.reasons_of(row.text("reasons"))
        placements = list(self._placements(row, told, reasons))
        yield from placements
        yield from self._at_the_own_school(row, told)
        if cells.says_something(row.text("providers")):
            yield AllSent(Placement, {}, _PLACEMENT, ends_on=self._publication.day)
        known_words = {part for words in told.words for part in cells.several(words)}
        new_words = tuple(words for words in reasons.words if words not in known_words)
        needs = list(self._circumstances(told, reasons, () if placements else new_words))
        if cells.says_something(row.text("reasons")):
            yield from needs
        holds_words = bool(placements) or any(isinstance(said, Observed) for said in needs)
        if new_words:
            self._warn(row, _REASONS, *(_KEPT_AS_WORDS if holds_words else _WORDS_NOT_KEPT))
        without_file = [
            slug for slug in reasons.slugs if slug not in _kinds_of_reasons() and slug not in told.reasons
        ]
        if without_file and not placements:
            self._warn(row, _REASONS, *_REASON_NOT_KEPT)

    def _placements(self, row: Row, told: Told, reasons: cells.Reasons) -> Iterator[Dated | Observed]:
        names = cells.several(row.text("providers"))
        hours = cells.hours_of_each(cells.hours_of(row.text("hours")) or [], len(names))
        begun = row["first_day"] if len(names) == 1 else None
        others = [reason_kinds()[slug].title for slug in reasons.slugs[1:] if slug not in _kinds_of_reasons()]
        for name, planned in zip(names, hours, strict=True):
            provider = self._places.providers.get(name)
            if provider in told.providers or not self.is_placed_with(row, name):
                continue
            if provider is None or name in self._places.new_providers:
                self._warn(row, "Provider(s)", *(_NO_NAME if provider is None else _NEW_PROVIDER))
            if provider is None:
                continue
            placement = Placement(
                provider_id=provider,
                home_school_id=self._places.schools.get(row.text("school")),
                arranged_by=row["arranged_by"] or Placement.ArrangedBy.NOT_KNOWN.value,
                reason=reasons.slugs[0] if reasons.slugs else "",
                reason_words="; ".join((*others, *reasons.words))[:_WORDS],
                hours_planned=planned,
                valid_from=begun,
            )
            yield Dated(placement, _PLACEMENT) if begun else Observed(placement, _PLACEMENT)

    def _circumstances(
        self, told: Told, reasons: cells.Reasons, words: tuple[str, ...]
    ) -> Iterator[Observed | NoLonger]:
        """The reasons that are needs or statuses; those that the sheet names no longer are so no more."""
        kinds = [_kinds_of_reasons()[slug] for slug in reasons.slugs if slug in _kinds_of_reasons()]
        for kind in _kinds_of_reasons().values():
            if kind not in kinds:
                yield NoLonger(Circumstance, {"kind": kind})
            elif kind not in told.circumstances and circumstances()[kind].reason not in told.reasons:
                yield Observed(Circumstance(kind=kind, words="; ".join(words)[:_WORDS]), same_by=("kind",))

    def _roll(self, row: Row, told: Told) -> Iterator[Said]:
        school = self._places.schools.get(row.text("on_roll"))
        if school is not None:
            if school not in told.schools:
                yield Observed(Registration(establishment_id=school), _REGISTRATION)
            yield AllSent(Registration, {}, _REGISTRATION, ends_on=self._publication.day)
        for column, heading in (("on_roll", "School on roll"), ("school", "Original school")):
            text = row.text(column)
            if cells.says_something(text) and not cells.says_none(text) and text not in self._places.schools:
                self._warn(row, heading, *_UNKNOWN_SCHOOL)

    def _review(self, row: Row, told: Told) -> Iterator[Said]:
        if row["review_on"] is not None and row["review_on"] not in told.reviews:
            yield Observed(Review(due_on=row["review_on"]), same_by=())
        elif row.sent("review_on") and "review_on" not in row.set_aside:
            yield NoLonger(Review, {})

    def _steps(self, row: Row, told: Told) -> Iterator[Said]:
        if not cells.says_something(row.text("actions")):
            return
        steps = [step for step in cells.steps_of(row.text("actions")) if step.what[:_WORDS] not in told.steps]
        for step in steps:
            yield Observed(
                NextStep(description=step.what[:_WORDS], by_whom=step.who[:_NAME], due_on=step.when), _STEP
            )
        yield AllSent(NextStep, {}, _STEP, ends_on=self._publication.day)

    def _warn(self, row: Row, column: str, value_class: str, message: str) -> None:
        self._publication.warn(row.number, value_class, message, column)


_NEW_PROVIDER = (
    "a provider by the sender's own name",
    "Nobody has described this provider yet. The child is on the record with it; say once which provider is meant, "
    "or describe it in the directory.",
)
_UNKNOWN_SCHOOL = (
    "a school by the sender's own name",
    "The school is not known by this name, and was left out. Say once which school is meant.",
)
_NO_NAME = (
    "not a provider",
    "Write the provider's name or its ID in the directory. It was left out.",
)
_KEPT_AS_WORDS = (
    "words that stand for no reason of the list",
    "Kept as words. A reason is known by its own title, such as Awaiting a school place.",
)
_WORDS_NOT_KEPT = (
    "words that stand for no reason of the list",
    "Not kept: without a provider, or a reason that is known by its title, nothing can hold them.",
)
_REASON_NOT_KEPT = (
    "a reason that needs a file of its own",
    "Not kept: without a provider it is for the feed that tells of it, such as exclusions or part-time timetables.",
)


@cache
def _kinds_of_reasons() -> dict[str, str]:
    """The circumstance that a reason on a sheet is a word of, by the slug of the reason."""
    found: dict[str, str] = {}
    for kind in circumstances().values():
        if kind.reason and kind.kind not in _NOT_FROM_A_WORD:
            found.setdefault(kind.reason, kind.kind)
    return found

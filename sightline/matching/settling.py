"""Which child is each new source person: decided by the rules, with every human decision as an input.

Nobody waits unseen: whoever is not joined to a known child is at once a child of their own, and where they may be
somebody else as well a question is put to a person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sightline.access.door import Writing
from sightline.matching.candidates import Index, Known, describe
from sightline.matching.choosing import Choice, HumanDecisions, JoinTo, Question, choose, ordered
from sightline.matching.description import Description
from sightline.matching.policy import describes_another
from sightline.record import links
from sightline.record.bulk import insert
from sightline.record.door import BATCH
from sightline.record.models import (
    Child,
    DecidedBy,
    GoneFromFeed,
    LinkInterval,
    PossibleMatch,
    SecondThought,
    SourcePerson,
    SourcePersonVersion,
)

REOPENED = "The sender changed both the forename and the date of birth: is this still the same child?"
A_CHILD_OF_THEIR_OWN = "own-child"
REOPENED_RULE = "reopened"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The child that a row is about, found by what stands in it beside the description; by which rule, and why."""

    child: int
    rule: str
    why: str


@dataclass(slots=True)
class Newcomer:
    """A source person who is not in the record yet, with the first version; both unsaved.

    One who was `recognised` is that child; questions are put about others all the same.
    """

    person: SourcePerson
    version: SourcePersonVersion
    recognised: Recognised | None = None


@dataclass(slots=True)
class Changed:
    """A source person whose sender now describes them otherwise; `after` may be unsaved.

    `listed` says that the sender's last full file holds the person.
    """

    person: SourcePerson
    before: SourcePersonVersion
    after: SourcePersonVersion
    listed: bool = True

    @property
    def description(self) -> Description:
        """The person as described now."""
        return describe(self.person, self.after, listed=self.listed)


@dataclass(slots=True)
class Settled:
    """What settling did: children made, source persons joined to a child, questions put, and who moved to whom."""

    new_children: int = 0
    joined: int = 0
    to_review: int = 0
    moved: dict[int, int] = field(default_factory=dict)


def settle(
    writing: Writing,
    newcomers: Sequence[Newcomer],
    changed: Sequence[Changed] = (),
    *,
    said_at: datetime | None = None,
) -> Settled:
    """Give every newcomer a child, save the newcomers with their links, and look again at those who changed.

    The newcomers' source persons are saved here (their versions are for the caller to save). Questions are put for
    whatever may be the same. Those who changed are joined when they now can be and stand alone; they are taken out
    of their child, with a question, when the sender seems to mean somebody else. Links received after `said_at` (when
    the sender said it; by default when the write was received) stay as they are.
    """
    if not newcomers and not changed:
        return Settled()
    run = _Run(writing, said_at)
    run.load(newcomers, changed)
    for change in changed:
        run.look_again(change)
    for number, newcomer in enumerate(newcomers, start=1):
        run.place(-number, newcomer)
    run.save(newcomers)
    return run.settled


def reconsider(writing: Writing, persons: Iterable[int]) -> Settled:
    """Look again at source persons who are in the record, as they are described now."""
    run = _Run(writing)
    ids = sorted(set(persons))
    gone = set(GoneFromFeed.objects.filter(source_person__in=ids).values_list("source_person_id", flat=True))
    current = SourcePersonVersion.objects.filter(source_person__in=ids)
    changed = [
        Changed(version.source_person, version, version, listed=version.source_person_id not in gone)
        for version in current.select_related("source_person").order_by("source_person")
    ]
    run.load((), changed)
    for change in changed:
        run.look_again(change)
    run.save(())
    return run.settled


class _Run:
    """One run of settling: the index, what people decided, and what is to be written at the end."""

    def __init__(self, writing: Writing, said_at: datetime | None = None) -> None:
        self.writing = writing
        self.said_at = said_at or writing.received_at
        self.index = Index()
        self.decided = HumanDecisions()
        self.settled = Settled()
        self.links: dict[int, LinkInterval] = {}
        self._placed: dict[int, tuple[int, str, str]] = {}
        self._questions: dict[tuple[int, int], tuple[int, int, str]] = {}
        self._next_child = -1

    def load(self, newcomers: Sequence[Newcomer], changed: Sequence[Changed]) -> None:
        """Read what the decisions rest on: who shares something, everybody else of their children, what people said."""
        descriptions = [describe(item.person, item.version) for item in newcomers]
        descriptions += [item.description for item in changed]
        ids = [item.person.pk for item in changed]
        for item in changed:
            self.index.add(Known(item.person.pk, item.person.child_id, item.description))
        self.index.load_sharing(descriptions)
        self.index.load_children([known.child for known in self.index.by_person.values()])
        self.decided.load(self.index)
        for start in range(0, len(ids), BATCH):
            for link in LinkInterval.objects.filter(source_person__in=ids[start : start + BATCH]):
                self.links[link.source_person_id] = link

    def place(self, number: int, newcomer: Newcomer) -> None:
        """Choose a child for a newcomer, who is known by a number below nought until saved."""
        description = describe(newcomer.person, newcomer.version)
        found = newcomer.recognised
        choice = choose(
            self.index, self.decided, number, description, own_child=None if found is None else found.child
        )
        if found is not None:
            child, rule, why = found.child, found.rule, found.why
            choice = choice.only_asking()
            self.settled.joined += 1
        elif choice.join is None:
            child, rule, why = self._new_child(), A_CHILD_OF_THEIR_OWN, ""
        else:
            child, rule, why = choice.join.child, choice.join.rule, choice.join.why
            self.settled.joined += 1
        self._placed[number] = (child, rule, why)
        self.index.add(Known(number, child, description))
        self._ask(number, choice)

    def look_again(self, change: Changed) -> None:
        """Join, ask or take apart a source person whose description changed."""
        person = change.person.pk
        description = change.description
        own_child = self.index.by_person[person].child
        company = [other for other in self.index.of_child[own_child] if other != person]
        choice = choose(self.index, self.decided, person, description, own_child=own_child)
        if describes_another(describe(change.person, change.before), description):
            self._take_out(person, company)
            choice = choice.only_asking()
        elif choice.join is not None and not company and self._may_be_moved(person):
            self._move(person, choice.join)
        else:
            choice = choice.only_asking()
        self._ask(person, choice)

    def save(self, newcomers: Sequence[Newcomer]) -> None:
        """Write children, source persons, links and questions, each kind in bulk."""
        children = self._save_children()
        for number, newcomer in enumerate(newcomers, start=1):
            newcomer.person.change_id = self.writing.change.pk
            newcomer.person.child_id = children.get(self._placed[-number][0], self._placed[-number][0])
        insert([item.person for item in newcomers])
        intervals = [
            links.link_interval(self.writing, item.person, item.person.child_id, rule=rule, why=why)
            for number, item in enumerate(newcomers, start=1)
            for _, rule, why in [self._placed[-number]]
        ]
        insert(intervals)
        saved = {-number: item.person.pk for number, item in enumerate(newcomers, start=1)}
        self._save_questions(saved)

    def _save_children(self) -> dict[int, int]:
        made = links.new_children(self.writing, -self._next_child - 1)
        self.settled.new_children += len(made)
        return {-number: child.pk for number, child in enumerate(made, start=1)}

    def _save_questions(self, saved: dict[int, int]) -> None:
        wanted = {
            ordered(saved.get(one, one), saved.get(other, other)): why
            for one, other, why in self._questions.values()
        }
        standing = self.decided.questions_between(wanted)
        fresh = [
            PossibleMatch(first_id=first, second_id=second, why=why, change=self.writing.change)
            for (first, second), why in sorted(wanted.items())
            if (first, second) not in standing
        ]
        insert(fresh)
        self._ask_again({question: wanted[pair] for pair, question in standing.items()})
        self.settled.to_review += len(wanted)
        persons = {person for pair in wanted for person in pair}
        self.writing.touched.update(
            SourcePerson.objects.filter(pk__in=persons).values_list("child", flat=True) if persons else ()
        )

    def _ask_again(self, reasons: Mapping[PossibleMatch, str]) -> None:
        """Put questions again, each for a reason; on the days on which one was answered it stays known as answered."""
        insert(
            [
                SecondThought(
                    question=question,
                    kind=SecondThought.Kind.ASKED_AGAIN,
                    taken_back_id=question.decided_id,
                    change=self.writing.change,
                )
                for question in reasons
                if question.decided_id not in (None, self.writing.change.pk)
            ]
        )
        for question, why in reasons.items():
            question.state = PossibleMatch.State.OPEN
            question.why = why
            question.decided = None
        PossibleMatch.objects.bulk_update(list(reasons), ["state", "why", "decided"], batch_size=BATCH)

    def _new_child(self) -> int:
        child = self._next_child
        self._next_child -= 1
        return child

    def _ask(self, person: int, choice: Choice) -> None:
        ours = self.index.by_person[person].child
        for question in choice.ask:
            theirs = self.index.by_person[question.person].child
            if theirs == ours or self.decided.already_asked(ours, theirs):
                continue
            pair = (min(ours, theirs), max(ours, theirs))
            self._questions.setdefault(pair, (person, question.person, question.why))

    def _may_be_moved(self, person: int) -> bool:
        """Only what a rule linked, and not later than this was said, is moved by a rule."""
        link = self.links[person]
        return link.decided_by == DecidedBy.RULE and link.received_at <= self.said_at

    def _move(self, person: int, to: JoinTo) -> None:
        left = self.index.by_person[person].child
        target = links.resolve(Child(pk=to.child))
        links.move(self.writing, [person], target, decided_by=DecidedBy.RULE, rule=to.rule, why=to.why)
        Child.objects.filter(pk=left).update(redirects_to=target)
        self.decided.close(person, self.index.of_child[to.child], self.writing)
        self.index.move(person, target.pk)
        self.settled.joined += 1
        self.settled.moved[person] = target.pk

    def _take_out(self, person: int, company: list[int]) -> None:
        """Give a person a child of their own, and ask whether they still are the child that they were."""
        if not company or self.links[person].received_at > self.said_at:
            return
        [fresh] = links.new_children(self.writing, 1)
        links.move(self.writing, [person], fresh, decided_by=DecidedBy.RULE, rule=REOPENED_RULE, why=REOPENED)
        self.index.move(person, fresh.pk)
        self.settled.new_children += 1
        self.settled.moved[person] = fresh.pk
        self._ask(person, Choice(None, (Question(company[0], REOPENED),)))

"""What reports show of children beside what the rules rest on: teams, providers, steps to be done, possible doubles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Q

from sightline.domain.known import Known, NotKnown
from sightline.domain.words import date_words
from sightline.population.loading import CHUNK
from sightline.record.models import Locality, NextStep, PossibleMatch, Provider, ProviderVersion, SourcePerson
from sightline.record.reading import children_by_source_person, known, questions_known, valid_on
from sightline.reports.subject import Words
from sightline.reports.subjects import Beside, ProviderDetails


def read_beside(
    children: Sequence[int], providers: Iterable[int], *, as_at: date, known_on: date | None
) -> Beside:
    """All of it for these children and providers, as at a day and as known on a day (now, without one)."""
    child_of: dict[int, int] = {}
    for some in _chunks(children):
        child_of |= (
            dict(SourcePerson.objects.filter(child__in=some).values_list("id", "child_id"))
            if known_on is None
            else children_by_source_person(known_on, children=some)
        )
    return Beside(
        localities=dict(Locality.objects.values_list("id", "name")),
        providers=_providers(sorted(set(providers)), known_on),
        next_steps=_next_steps(child_of, as_at, known_on),
        may_be_the_same_as=_possible_doubles(child_of, known_on),
    )


def _providers(keys: Sequence[int], known_on: date | None) -> dict[int, ProviderDetails]:
    """Registration and last quality assurance, by provider: what is known then, else as first told."""
    columns = ("registered", "quality_assured_on")
    rows = list(Provider.objects.filter(pk__in=keys).values_list("id", *columns))
    if known_on is not None:
        versions = ProviderVersion.versions.filter(provider__in=keys).order_by("-received_at", "-id")
        rows += versions.values_list("provider_id", *columns)
        rows += (
            known(ProviderVersion, known_on).filter(provider__in=keys).values_list("provider_id", *columns)
        )
    return {
        key: ProviderDetails(registered, NotKnown() if day is None else Known(day))
        for key, registered, day in rows
    }


def _next_steps(child_of: dict[int, int], as_at: date, known_on: date | None) -> dict[int, tuple[Words, ...]]:
    """The steps of each child that were still to be done on the day, the first due first."""
    found: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for some in _chunks(list(child_of)):
        steps = known(NextStep, known_on).filter(valid_on(as_at), source_person__in=some)
        for person, description, by_whom, due_on in steps.filter(
            Q(done_on__isnull=True) | Q(done_on__gt=as_at)
        ).values_list("source_person_id", "description", "by_whom", "due_on"):
            found[child_of[person]].append((due_on or date.max, _step_words(description, by_whom, due_on)))
    return {child: tuple(Words(words) for _, words in sorted(steps)) for child, steps in found.items()}


def _step_words(description: str, by_whom: str, due_on: date | None) -> str:
    by_when = f"by {date_words(due_on)}" if due_on is not None else "by when is not known"
    return f"{description or 'step not known'} ({by_whom or 'by whom is not known'}, {by_when})"


def _possible_doubles(child_of: dict[int, int], known_on: date | None) -> dict[int, tuple[int, ...]]:
    """The other children of the report whom a child may be the same as, while nobody has decided."""
    if known_on is None:
        questions = PossibleMatch.objects.filter(state=PossibleMatch.State.OPEN)
    else:
        questions = questions_known(known_on)
    found: dict[int, set[int]] = defaultdict(set)
    for first, second in questions.values_list("first_id", "second_id"):
        one, other = child_of.get(first), child_of.get(second)
        if one is not None and other is not None and one != other:
            found[one].add(other)
            found[other].add(one)
    return {child: tuple(sorted(others)) for child, others in found.items()}


def _chunks(items: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(items), CHUNK):
        yield list(items[start : start + CHUNK])

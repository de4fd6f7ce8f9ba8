"""What a viewer can narrow the list by, and the words of what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sightline.access.viewer import Viewer
from sightline.domain.words import date_words
from sightline.population.filters import UNKNOWNS
from sightline.population.models import ListEntry, ListPlace
from sightline.population.scope import Scope
from sightline.population.tables import reasons
from sightline.population.visibility import hidden_classes
from sightline.record.models import Establishment, Locality, Provider
from sightline.web.shared.lists import Chip
from sightline.web.staff.children.selection import (
    HOURS,
    KEY_PERSON,
    MAYBE_SAME,
    MISSING_EDUCATION,
    NEXT,
    ROLLS,
    STANDINGS,
    YEARS,
    Choice,
    Selection,
    findings_to_choose,
)


@dataclass(frozen=True)
class Choices:
    """What a viewer can choose from: what lists may show of the children whom this viewer looks at."""

    reasons: tuple[Choice, ...]
    unknowns: tuple[Choice, ...]
    localities: tuple[Choice, ...]
    schools: tuple[Choice, ...]
    providers: tuple[Choice, ...]
    findings: tuple[Choice, ...]


def choices_for(viewer: Viewer) -> Choices:
    """The choices of the filter panel.

    A place is among them only if it is one of a child in the viewer's scope, and its name tells no more than the
    viewer may see.
    """
    hidden = hidden_classes(viewer)
    places = ListPlace.objects.exclude(field_class__in=hidden)
    if within := Scope(viewer).entries():
        places = places.filter(entry__in=ListEntry.objects.filter(within).values("pk"))
    # A place is a school or a provider: the empty half of each column need not be gone through.
    schools = Establishment.objects.filter(pk__in=places.filter(school__isnull=False).values("school"))
    providers = Provider.objects.filter(pk__in=places.filter(provider__isnull=False).values("provider"))
    return Choices(
        reasons=tuple((one.slug, one.title) for one in reasons().values() if one.field_class not in hidden),
        unknowns=tuple(
            (field, field.capitalize())
            for field, field_class in UNKNOWNS.items()
            if field_class.value not in hidden
        ),
        localities=tuple(Locality.objects.order_by("name").values_list("key", "name")),
        schools=tuple(schools.order_by("name").values_list("urn", "name")),
        providers=tuple(providers.order_by("name").values_list("key", "name")),
        findings=findings_to_choose(viewer),
    )


def chips(selection: Selection, choices: Choices, path: str) -> list[Chip]:
    """One chip for each filter in force, with the way to the list without it."""
    return [
        Chip(title, words, selection.address(path, without=[parameter]))
        for parameter, title, words in _in_words(selection, choices)
    ]


def asked_in_words(selection: Selection, choices: Choices) -> tuple[Choice, ...]:
    """The filters in force as titles and words, for a report: what was looked for by name is not repeated."""
    return tuple(
        (title, "a name or a number" if parameter[0] == "search" else words)
        for parameter, title, words in _in_words(selection, choices)
    )


def _in_words(selection: Selection, choices: Choices) -> list[tuple[Choice, str, str]]:
    names: dict[str, tuple[str, Mapping[str, str]]] = {
        "standing": ("Standing", STANDINGS),
        "reason": ("Reason", dict(choices.reasons)),
        "unknown": ("Not known", dict(choices.unknowns)),
        "finding": ("What the registers show", dict(choices.findings)),
        "locality": ("Locality", dict(choices.localities)),
        "school": ("School", dict(choices.schools)),
        "provider": ("Provider", dict(choices.providers)),
        "hours": ("Hours planned", HOURS),
        "roll": ("School roll", ROLLS),
        "missing_education": ("Missing education in law", MISSING_EDUCATION),
        "year": ("Year", YEARS),
        "next": ("Next date", NEXT),
        "key_person": ("Key person", KEY_PERSON),
        "maybe_same": ("Doubles", MAYBE_SAME),
    }
    found = []
    for name, value in selection.parameters:
        if name == "search":
            title, words = "Looked for", selection.searched
        elif name in names:
            title, titles = names[name]
            words = titles.get(value, "not among the choices")
        else:
            title = "On the list since"
            before = "from" if name == "since_from" else "before"
            words = f"{before} {date_words(date.fromisoformat(value))}"
        found.append(((name, value), title, words))
    return found

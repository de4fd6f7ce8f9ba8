"""A fact that a role may not see changes nothing that the role reads: no row, no order, no count, whatever is asked.

Every role that sees children, every filter and every order, with a child before and after a hidden fact about it says
something else.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from sightline.access.policy import Action, FieldClass, roles
from sightline.access.viewer import Viewer
from sightline.population.entries import reason_counts_of, selected
from sightline.population.filters import Filters
from sightline.population.models import ListEntry
from sightline.population.orders import ORDERS
from sightline.population.queries import the_list
from sightline.population.scope import Scope
from sightline.population.tables import reasons
from sightline.population.visibility import hidden_classes
from sightline.record.door import add, withdraw
from sightline.record.models import (
    Child,
    Circumstance,
    ExpectedEvent,
    Fact,
    LastSeen,
    Locality,
    LocalityArea,
    Notice,
    Placement,
    Registration,
    reference_of,
)
from sightline.reports.catalogue import Selected, make
from tests.population.recording import Recorder

TODAY = date(2026, 11, 23)
START = date(2026, 10, 5)
SPRING = date(2026, 3, 2)
SOON = date(2026, 11, 25)

Facts = Callable[[Recorder, dict[str, Any]], list[Fact]]


def _of(model: type[Fact], **values: Any) -> Facts:
    return lambda _, about: [model(**about | values)]


def _in_the_unit(recorder: Recorder, about: dict[str, Any], since: date, name: str) -> list[Fact]:
    placed = {"provider": recorder.provider(name, "secure"), "arranged_by": "authority", "hours_planned": 5}
    return [Placement(**about | placed | {"valid_from": since})]


# What a fact may say, and what it may say instead; the class that hides it.
HIDDEN: dict[str, tuple[FieldClass, Facts, Facts]] = {
    "ill since spring, or since autumn": (
        FieldClass.HEALTH,
        _of(Circumstance, kind="illness", valid_from=SPRING),
        _of(Circumstance, kind="illness", valid_from=START),
    ),
    "ill, or in the care of a community team": (
        FieldClass.HEALTH,
        _of(Circumstance, kind="illness"),
        _of(Circumstance, kind="mental-health-community"),
    ),
    "released since spring, or since autumn": (
        FieldClass.CRIMINAL,
        _of(Circumstance, kind="from-custody", valid_from=SPRING),
        _of(Circumstance, kind="from-custody", valid_from=START),
    ),
    "a Traveller since spring, or since autumn": (
        FieldClass.ETHNICITY_RELIGION,
        _of(Circumstance, kind="traveller", valid_from=SPRING),
        _of(Circumstance, kind="traveller", valid_from=START),
    ),
    "to be released soon, or not": (
        FieldClass.CRIMINAL,
        _of(ExpectedEvent, kind="release", expected_on=SOON),
        lambda recorder, about: [],
    ),
    "seen, or not": (FieldClass.SAFEGUARDING, _of(LastSeen), lambda recorder, about: []),
    "in a unit since spring, or since autumn": (
        FieldClass.CRIMINAL,
        lambda recorder, about: _in_the_unit(recorder, about, SPRING, "Alder House"),
        lambda recorder, about: _in_the_unit(recorder, about, START, "Alder House"),
    ),
    "in one unit, or in another": (
        FieldClass.CRIMINAL,
        lambda recorder, about: _in_the_unit(recorder, about, START, "Alder House"),
        lambda recorder, about: _in_the_unit(recorder, about, START, "Zelkova House"),
    ),
}

ASKED: list[Filters] = [
    Filters(),
    *(Filters(reasons=(slug,)) for slug, one in reasons().items() if one.field_class != "education"),
    *(Filters(unknown=(field,)) for field in ("hours planned", "last seen", "looked after by")),
    *(Filters(hours=band) for band in ("not known", "5-10", "10-15")),
    *(Filters(since_from=day) for day in (SPRING, START)),
    *(Filters(since_before=day) for day in (START, TODAY)),
    Filters(next_before=SOON),
    Filters(next_from=TODAY, next_before=date(2026, 11, 30)),
    Filters(no_next_date=True),
    Filters(review_before=TODAY),
    *(Filters(text=word) for word in ("Zelkova", "custody", "illness", "Sample")),
]


@pytest.fixture
def setting(recorder: Recorder, today) -> dict[str, Any]:
    """A school in the north, and another child to stand beside, before and after in any order."""
    today("2026-11-20")
    north = Locality.objects.create(key="north", name="North")
    with recorder.writing() as session:
        add(session, [LocalityArea(locality=north, establishment=recorder.school("mainstream"))])
    for name in ("Alder House", "Zelkova House"):
        recorder.provider(name, "secure")
    _child(recorder, "Beside", lambda *_: [])
    return {"north": north}


def _child(recorder: Recorder, name: str, facts: Facts) -> int:
    """A child with a part-time timetable of eight hours, placed for two, and with these facts."""
    with recorder.writing() as session:
        person = recorder.person(session, forename=name, surname="Sample", date_of_birth=date(2012, 5, 5))
        about = {"source_person": person, "child": person.child, "valid_from": START}
        school = recorder.school("mainstream")
        known: list[Fact] = [
            Registration(**about, establishment=school, status="C"),
            Notice(**about, establishment=school, kind="part-time", hours_offered=8),
            Placement(
                **about, provider=recorder.provider("area-base"), arranged_by="school", hours_planned=2
            ),
        ]
        add(session, [*known, *facts(recorder, about)])
    return person.child_id


def _viewers(recorder: Recorder, look_as: Callable[..., Viewer], hides: FieldClass) -> list[Viewer]:
    """A viewer in each role that sees children and not this class, in a scope that holds them all."""
    keys = {
        "school": ("school", recorder.school("mainstream").urn),
        "provider": ("provider", recorder.provider("area-base").key),
        "partner": ("service", "officers"),
        "family": (
            "family",
            " ".join(reference_of(child) for child in Child.objects.values_list("pk", flat=True)),
        ),
    }
    found = []
    for slug, role in roles().items():
        if Action.SEE_CHILDREN in role.actions and hides not in role.classes:
            scopes = keys.get(slug) or (
                ("locality", "north") if "locality" in role.scopes else ("authority", "")
            )
            found.append(look_as(slug, *scopes))
    return found


def _everything(viewer: Viewer) -> list[Any]:
    """All that a viewer reads of the list by asking in every way, and every column of each row."""
    read: list[Any] = []
    hidden = hidden_classes(viewer)
    for filters in ASKED:
        listing = the_list(viewer, filters=filters)
        read.append((filters, [row.forename for row in listing.rows], listing.counts))
        read.append(reason_counts_of(selected(Scope(viewer), filters, hidden), hidden))
    for order in ORDERS:
        read.append((order, [row.forename for row in the_list(viewer, order=order).rows]))
    then = the_list(viewer, filters=Filters(since_from=START), as_at=date(2026, 11, 22))
    read.append(([row.forename for row in then.rows], then.counts))
    for row in the_list(viewer).rows:
        read += [(name, value) for name, value in asdict(row).items()]
    return read


@pytest.mark.parametrize("case", HIDDEN)
def test_what_a_hidden_fact_says_changes_nothing_that_is_read(
    recorder: Recorder, look_as, setting, today, case: str
):
    hides, one, other = HIDDEN[case]
    child = _child(recorder, "Ada", one)
    today("2026-11-23")
    with recorder.writing():
        pass  # The night's work: whoever is overdue by the calendar is moved on.
    viewers = _viewers(recorder, look_as, hides)
    assert viewers
    before = [_everything(viewer) for viewer in viewers]
    full = [asdict(row) for row in the_list(recorder.viewer).rows]
    reports = [_report(viewer) for viewer in viewers]
    _says_instead(recorder, child, one, other)
    assert [asdict(row) for row in the_list(recorder.viewer).rows] != full, (
        "who may see it reads that it has changed"
    )
    for viewer, read, report in zip(viewers, before, reports, strict=True):
        assert _everything(viewer) == read, viewer.role.slug
        assert _report(viewer) == report, viewer.role.slug


def _report(viewer: Viewer) -> Any:
    """The inspector's list of a selection, every cell of it."""
    report = make(viewer, "inspection-list", selected=Selected(Filters(since_from=START), ()))
    return [table.rows for table in report.tables], report.gaps, report.children


def _says_instead(recorder: Recorder, child: int, one: Facts, other: Facts) -> None:
    """Make the record say the other thing of the same child, as if it had never said the first."""
    person = Child.objects.get(pk=child).source_persons.get()
    about = {"source_person": person, "child": person.child, "valid_from": START}
    was, instead = one(recorder, about), other(recorder, about)
    with recorder.writing() as session:
        for fact in was:
            for held in type(fact).objects.filter(child=child):
                if not isinstance(held, Placement) or held.provider.kind == "secure":
                    withdraw(session, held)
        add(session, instead)
    assert ListEntry.objects.filter(Scope(recorder.viewer).entries(), pk=child).exists()

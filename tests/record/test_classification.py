"""Every field of every model is classified: a new one fails here until somebody has said what it is."""

import csv
from importlib.resources import files

import pytest
from django.apps import apps
from django.db.models import Model

from sightline.access.policy import FieldClass
from sightline.access.retention import retention_classes
from sightline.record import classification
from sightline.record.classification import (
    Subject,
    class_by,
    class_of,
    classes_of,
    listed_field,
    retention_of,
)
from sightline.record.models import (
    CLASS_OF_KIND,
    Address,
    Child,
    Circumstance,
    Contact,
    EstablishmentGroup,
    EvidenceDocument,
    ExpectedEvent,
    KeyPerson,
    Placement,
    ProviderKind,
    Registration,
    SourcePersonVersion,
)

MODELS = [
    model for app in apps.get_app_configs() if app.name.startswith("sightline.") for model in app.get_models()
]


def fields_of(model: type[Model]) -> list[str]:
    return [field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_field_is_in_a_list(model: type[Model]) -> None:
    missing = []
    for name in fields_of(model):
        try:
            listed_field(model, name)
        except LookupError:
            missing.append(name)
    assert not missing, f"say what these are in sightline/{model._meta.app_label}/data/personal_fields.csv"


def test_no_list_holds_a_field_that_is_gone() -> None:
    there = {
        (kind.__module__.split(".")[1], kind.__name__, name)
        for model in MODELS
        for kind in model.__mro__
        if kind.__module__.startswith("sightline.")
        for name in fields_of(model)
    }
    assert set(classification._lists()) <= there


def test_a_field_in_no_list_is_a_fault_and_never_just_shown() -> None:
    for ask in (listed_field, class_of, classes_of):
        with pytest.raises(LookupError):
            ask(SourcePersonVersion, "shoe_size")


@pytest.mark.parametrize("listed", sorted(set(classification._lists().values()), key=str), ids=str)
def test_a_list_speaks_of_rulings_and_periods_that_there_are(listed: classification.ListedField) -> None:
    assert not listed.decided_by or listed.decided_by in classification._rulings()
    assert listed.retention in retention_classes() or (listed.decided_by and not listed.retention)


@pytest.mark.parametrize("listed", sorted(set(classification._lists().values()), key=str), ids=str)
def test_what_is_guarded_is_personal_and_kept_for_a_period_of_its_own(
    listed: classification.ListedField,
) -> None:
    if listed.field_class or listed.decided_by:
        assert listed.subject is not None
        assert listed.retention != "reference"


@pytest.mark.parametrize(
    ("model", "field", "expected"),
    [
        (SourcePersonVersion, "surname", FieldClass.IDENTITY),
        (SourcePersonVersion, "ethnicity", FieldClass.ETHNICITY_RELIGION),
        (SourcePersonVersion, "phone", FieldClass.THIRD_PARTY),
        (Contact, "name", FieldClass.THIRD_PARTY),
        (Child, "id", FieldClass.IDENTITY),
        (Registration, "id", None),
        (Registration, "valid_from", FieldClass.EDUCATION),
        (Registration, "recorded_at", None),
        (KeyPerson, "name", FieldClass.EDUCATION),
    ],
)
def test_fields_of_one_class(model: type[Model], field: str, expected: FieldClass | None) -> None:
    assert class_of(model, field) == expected
    assert classes_of(model, field) == {expected} - {None}


@pytest.mark.parametrize(
    ("model", "field", "value", "expected"),
    [
        (Circumstance, "words", "ehc-plan", FieldClass.EDUCATION),
        (Circumstance, "valid_from", "pregnant", FieldClass.HEALTH),
        (Circumstance, "kind", "from-custody", FieldClass.CRIMINAL),
        (Placement, "provider", "college", FieldClass.EDUCATION),
        (Placement, "provider", "secure", FieldClass.CRIMINAL),
        (Placement, "provider", "in-patient-mental-health", FieldClass.HEALTH),
        (Placement, "arranged_by", "court", FieldClass.CRIMINAL),
        (Placement, "reason_words", "medical", FieldClass.HEALTH),
        (Registration, "establishment", "hospital", FieldClass.HEALTH),
        (Address, "line", True, FieldClass.SHIELDED_ADDRESS),
        (Address, "line", False, FieldClass.IDENTITY),
        (SourcePersonVersion, "postcode", True, FieldClass.SHIELDED_ADDRESS),
        (ExpectedEvent, "place", "release", FieldClass.CRIMINAL),
        (EvidenceDocument, "title", "health", FieldClass.HEALTH),
    ],
)
def test_fields_whose_class_the_row_decides(
    model: type[Model], field: str, value: str | bool, expected: FieldClass
) -> None:
    assert class_of(model, field, value) == expected
    assert expected in classes_of(model, field)
    with pytest.raises(ValueError, match="of its row"):
        class_of(model, field)


@pytest.mark.parametrize("decided_by", [name for name in classification._rulings() if name != "shielded"])
def test_a_value_that_nobody_has_heard_of_is_guarded(decided_by: str) -> None:
    assert class_by(decided_by, "something quite new") == FieldClass.SAFEGUARDING


def test_nothing_is_decided_by_what_is_not_in_the_table() -> None:
    with pytest.raises(LookupError):
        class_by("the weather", "rain")


@pytest.mark.parametrize(
    ("decided_by", "values"),
    [
        ("provider kind", ProviderKind.values),
        ("establishment group", EstablishmentGroup.values),
        ("circumstance kind", Circumstance.Kind.values),
        ("arranged by", Placement.ArrangedBy.values),
        ("expected event", ExpectedEvent.Kind.values),
        ("own class", list(FieldClass)),
    ],
)
def test_every_value_there_is_stands_in_the_table(decided_by: str, values: list[str]) -> None:
    assert set(classification._rulings()[decided_by]) == {*values, "*"}


@pytest.mark.parametrize("kind", Circumstance.Kind.values)
def test_the_class_of_a_circumstance_stands_with_its_kinds(kind: str) -> None:
    assert class_of(Circumstance, "words", kind) == CLASS_OF_KIND[kind]


def _classes_on_the_list() -> list[tuple[str, str, str]]:
    """What the rules of the list call the class of the same values: decided by, value, class."""
    data = files("sightline.population") / "data"

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((data / name).read_text(encoding="utf-8").splitlines()))

    kind = {"establishment": "establishment group", "provider": "provider kind"}
    return [
        *(("reason", row["slug"], row["field_class"]) for row in rows("reasons.csv")),
        *((kind[row["of"]], row["slug"], row["field_class"]) for row in rows("places.csv")),
        *(("circumstance kind", row["kind"], row["field_class"]) for row in rows("circumstances.csv")),
    ]


@pytest.mark.parametrize(("decided_by", "value", "field_class"), _classes_on_the_list())
def test_the_list_and_the_record_guard_the_same_value_alike(
    decided_by: str, value: str, field_class: str
) -> None:
    assert class_by(decided_by, value) == field_class


@pytest.mark.parametrize(
    ("model", "field", "value", "expected"),
    [
        (Registration, "status", None, "education-record"),
        (Circumstance, "kind", "looked-after", "looked-after"),
        (Circumstance, "kind", "protection-plan", "social-care"),
        (Circumstance, "kind", "ehc-plan", "special-needs"),
        (Placement, "provider", "secure", "education-record"),
    ],
)
def test_how_long_a_field_is_kept(model: type[Model], field: str, value: str | None, expected: str) -> None:
    assert retention_of(model, field, value) == expected


def test_how_long_a_circumstance_is_kept_needs_its_kind() -> None:
    with pytest.raises(ValueError, match="circumstance kind"):
        retention_of(Circumstance, "kind")


def test_a_person_at_work_is_personal_and_yet_shown_to_all() -> None:
    from sightline.record.models import StaffMember

    listed = listed_field(StaffMember, "email")
    assert (listed.subject, listed.field_class) == (Subject.STAFF, None)

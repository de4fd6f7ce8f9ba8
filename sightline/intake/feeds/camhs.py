"""Children with a mental health service, in a unit or in the community, and those of them who have no school place."""

from collections.abc import Callable, Iterator
from typing import Any

from sightline.access.policy import FieldClass
from sightline.intake import columns, other_services
from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.other_services import guarded
from sightline.intake.persons import PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Circumstance, ExpectedEvent, Placement, ProviderKind

_IN_PATIENT, _COMMUNITY = "in-patient", "community"
_CIRCUMSTANCE = {
    _IN_PATIENT: Circumstance.Kind.MENTAL_HEALTH_IN_PATIENT.value,
    _COMMUNITY: Circumstance.Kind.MENTAL_HEALTH_COMMUNITY.value,
}
_REASON = {_IN_PATIENT: "camhs-inpatient", _COMMUNITY: "camhs-community"}
_KINDS = (ProviderKind.IN_PATIENT_MENTAL_HEALTH, ProviderKind.COMMUNITY_MENTAL_HEALTH, ProviderKind.HOSPITAL)


def _says(publication: Publication) -> Callable[[Row], Iterator[Said]]:
    last_words = other_services.last_words(publication.good_rows)

    def says(row: Row) -> Iterator[Said]:
        yield from _stay(row)
        if row.number in last_words:
            yield from other_services.says_of_place(row)
            yield from other_services.says_of_worker(row, over=row["last_day"] is not None)

    return says


def _stay(row: Row) -> Iterator[Said]:
    """The stay or the time with the service; in a unit, the discharge to come; and the teaching, where there is any."""
    until = columns.first_day_over(row["first_day"], row["last_day"])
    during: dict[str, Any] = {"valid_from": row["first_day"], "valid_to": until}
    in_unit = row["service"] == _IN_PATIENT
    yield Dated(
        Circumstance(
            kind=_CIRCUMSTANCE[row["service"]],
            clinician_limit_hours=row["clinician_limit_hours"],
            evidence_on=row["evidence_on"],
            place=other_services.place_in_words(row),
            **during,
        ),
        same_by=("kind",),
    )
    if in_unit:
        discharge = ExpectedEvent(
            kind=ExpectedEvent.Kind.DISCHARGE.value,
            expected_on=row["expected_on"],
            state="expected" if until is None else "happened",
            **during,
        )
        yield Dated(discharge, same_by=("kind",))
    # A team in the community teaches only where it says how much; in a unit, teaching is owed and may not be known.
    if row["provider"] is not None and (in_unit or row["hours"] is not None):
        placement = Placement(
            provider_id=row["provider"],
            arranged_by=Placement.ArrangedBy.HEALTH.value,
            reason=_REASON[row["service"]],
            hours_planned=row["hours"],
            **during,
        )
        yield Dated(placement, same_by=("reason",))


def _publish(publication: Publication) -> None:
    other_services.hold_back_what_is_to_come(publication, "last_day")
    other_services.warn_of_other_kinds(publication, _KINDS)
    publication.hold_back_doubles()
    publish_people(publication, _says(publication))


FEED = Feed(
    name="camhs",
    title="Child and adolescent mental health services",
    owed_by=OwedBy.HEALTH,
    meaning="Children with a mental health service: in a unit (in-patient) or in the community, since when and until "
    "when, when discharge from a unit is expected, the most hours that a clinician allows, whom to ask, and whether "
    "the child has a school place: the service tells the authority of a child who has none. A child may be with a "
    "unit and with a team in the community at once. A later row with the same service and first day corrects the "
    "earlier one. Diagnosis, treatment, risk and legal status are never asked for: such columns, if they are sent, "
    "are left unread and are not kept. A file only adds: a stay ends on the day that a file gives.",
    columns=(
        *other_services.whom("Patient ID", "Service user ID", "RiO number", "Patient number"),
        other_services.NHS_NUMBER,
        Column(
            "service",
            "Service",
            Kind.CHOICE,
            "In a unit, or in the community.",
            required=True,
            choices={
                _IN_PATIENT: "in a mental health unit",
                _COMMUNITY: "with a community mental health service",
            },
            aliases={
                "In patient": _IN_PATIENT,
                "Ward": _IN_PATIENT,
                "Tier 4": _IN_PATIENT,
                "T4": _IN_PATIENT,
                "Out-patient": _COMMUNITY,
                "Outpatient": _COMMUNITY,
                "Community CAMHS": _COMMUNITY,
                "Tier 3": _COMMUNITY,
                "T3": _COMMUNITY,
                "Day patient": _COMMUNITY,
            },
            synonyms=("Service type", "Type of service", "CAMHS service", "Tier", "Setting"),
            field_class=FieldClass.HEALTH,
        ),
        other_services.place_of(
            "Unit or team",
            "The unit or the team",
            FieldClass.HEALTH,
            "Unit",
            "Team",
            "CAMHS team",
            "Unit or team ID",
        ),
        guarded(
            columns.first_day(
                "Accepted",
                "The day of admission, or from which the service works with the child.",
                required=True,
                synonyms=(
                    "Referral accepted",
                    "Date accepted",
                    "Start date",
                    "Admission date",
                    "Episode start",
                ),
            ),
            FieldClass.HEALTH,
        ),
        guarded(
            columns.last_day(
                "Discharged",
                "The day of discharge from the unit or the service; blank while it goes on.",
                ("Discharge date", "Date of discharge", "Closed", "Episode end", "End date"),
            ),
            FieldClass.HEALTH,
        ),
        guarded(
            columns.day(
                "expected_on",
                "Expected discharge",
                "When discharge from the unit is expected; blank while nobody knows.",
                ("Expected date of discharge", "Estimated discharge date", "Planned discharge date"),
            ),
            FieldClass.HEALTH,
            optional=True,
        ),
        other_services.SCHOOL_PLACE,
        columns.hours(
            "hours",
            "Hours of teaching",
            "Hours a week of teaching in the unit or by the team. Blank is not known; 0 is known to be none.",
            synonyms=("Teaching hours", "Education hours in unit"),
        ),
        guarded(
            columns.hours(
                "clinician_limit_hours",
                "Clinician's limit",
                "The most hours of education a week for which a clinician says that the child is well enough.",
                synonyms=("Hours a clinician allows", "Maximum hours advised", "Hours fit for"),
            ),
            FieldClass.HEALTH,
            optional=True,
        ),
        guarded(
            columns.day(
                "evidence_on",
                "Medical evidence",
                "The day of the letter or report of the clinician, where there is one.",
                ("Date of medical evidence", "Evidence date", "Date of clinician's letter"),
            ),
            FieldClass.HEALTH,
            optional=True,
        ),
        *other_services.worker("Care coordinator", "Care co-ordinator", "Lead professional", "Keyworker"),
    ),
    told_apart_by=(PERSON_KEY, "service", "first_day"),
    publish=_publish,
    rules=(
        columns.in_order("first_day", "Accepted", "last_day", "Discharged"),
        columns.in_order("first_day", "Accepted", "expected_on", "Expected discharge"),
    ),
    holds_children=True,
    keeps_only_what_it_reads=True,
)

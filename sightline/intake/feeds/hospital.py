"""Children in hospital: each admission with its days, the teaching there, and what a clinician allows."""

from collections.abc import Iterator

from sightline.access.policy import FieldClass
from sightline.intake import columns, other_services
from sightline.intake.contract import Feed, OwedBy, Row
from sightline.intake.other_services import guarded
from sightline.intake.persons import PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Circumstance, ExpectedEvent, Placement, ProviderKind

_REASON = "medical"
_HOSPITAL = "hospital"
# A hospital's teaching may be a school's: a medical pupil referral unit is one in law.
_KINDS = (ProviderKind.HOSPITAL, ProviderKind.PUPIL_REFERRAL_UNIT, ProviderKind.ALTERNATIVE_SCHOOL)


def _says(row: Row) -> Iterator[Said]:
    admitted = row["first_day"]
    until = columns.first_day_over(admitted, row["last_day"])
    where = " ".join(filter(None, (other_services.place_in_words(row), row.text("ward"))))
    yield Dated(
        Circumstance(
            kind=Circumstance.Kind.ILLNESS.value,
            clinician_limit_hours=row["clinician_limit_hours"],
            # Whoever is admitted has been seen by a clinician: the admission itself is evidence.
            evidence_on=row["evidence_on"] or admitted,
            # That the child stays there counts, even where nobody says in which hospital.
            place=(where or _HOSPITAL)[:200],
            valid_from=admitted,
            valid_to=until,
        ),
        same_by=("kind",),
    )
    yield Dated(
        ExpectedEvent(
            kind=ExpectedEvent.Kind.DISCHARGE.value,
            expected_on=row["expected_on"],
            state="expected" if until is None else "happened",
            valid_from=admitted,
            valid_to=until,
        ),
        same_by=("kind",),
    )
    if row["provider"] is not None:
        yield Dated(
            Placement(
                provider_id=row["provider"],
                home_school_id=row["school"],
                arranged_by=Placement.ArrangedBy.HEALTH.value,
                reason=_REASON,
                hours_planned=row["hours"],
                valid_from=admitted,
                valid_to=until,
            ),
            same_by=("reason",),
        )


def _publish(publication: Publication) -> None:
    other_services.hold_back_what_is_to_come(publication, "last_day")
    other_services.warn_of_other_kinds(publication, _KINDS)
    publish_people(publication, _says)


FEED = Feed(
    name="hospital",
    title="Children in hospital",
    owed_by=OwedBy.HEALTH,
    meaning="Children of school age in hospital, one row an admission: its days, when discharge is expected, the "
    "teaching there, and the most hours that a clinician allows. Several admissions of a child stand each with its "
    "own days; a later row with the same day of admission corrects the earlier one. Planning for the discharge begins "
    "on the first day, so that every admission announces one. Diagnosis, treatment and consultant are never asked "
    "for: such columns, if they are sent, are left unread and are not kept. A file only adds: a stay ends on the day "
    "that a file gives.",
    columns=(
        *other_services.whom(
            "Hospital number", "MRN", "Patient ID", "Patient number", "Local patient identifier"
        ),
        other_services.NHS_NUMBER,
        other_services.place_of(
            "Hospital",
            "The hospital or hospital school",
            FieldClass.HEALTH,
            "Hospital school",
            "Hospital ID",
            "Hospital site",
            "Site code",
        ),
        columns.text(
            "ward",
            "Ward",
            "The ward, by its name. Where the name alone tells of an illness, leave it blank.",
            "Ward name",
            "Unit or ward",
            field_class=FieldClass.HEALTH,
            max_length=100,
        ),
        guarded(
            columns.first_day(
                "Admitted",
                "The day of admission.",
                required=True,
                synonyms=("Admission date", "Date of admission", "Admitted on", "Start date"),
            ),
            FieldClass.HEALTH,
        ),
        guarded(
            columns.day(
                "expected_on",
                "Expected discharge",
                "When discharge is expected; blank while nobody knows.",
                ("Expected date of discharge", "Estimated discharge date", "Planned discharge date", "EDD"),
            ),
            FieldClass.HEALTH,
            optional=True,
        ),
        guarded(
            columns.last_day(
                "Discharged",
                "The day of discharge; blank while the child is in hospital.",
                ("Discharge date", "Date of discharge", "Discharged on", "End date"),
            ),
            FieldClass.HEALTH,
        ),
        columns.hours(
            "hours",
            "Hours of teaching",
            "Hours a week of teaching in hospital. Blank is not known; 0 is known to be none.",
            synonyms=(
                "Teaching hours",
                "Hours taught",
                "Hours of education",
                "Hours a week",
                "Hours per week",
            ),
        ),
        guarded(
            columns.hours(
                "clinician_limit_hours",
                "Clinician's limit",
                "The most hours of education a week for which a clinician says that the child is well enough.",
                synonyms=("Hours a clinician allows", "Maximum hours advised", "Medical limit of hours"),
            ),
            FieldClass.HEALTH,
            optional=True,
        ),
        guarded(
            columns.day(
                "evidence_on",
                "Medical evidence",
                "The day of the letter or report of the clinician; without one, the day of admission counts.",
                ("Date of medical evidence", "Evidence date", "Date of clinician's letter"),
            ),
            FieldClass.HEALTH,
            optional=True,
        ),
        columns.school(
            "The child's own school, as the hospital knows it. It says nothing of the roll: the school's own does.",
            optional_reading=True,
        ),
    ),
    told_apart_by=(PERSON_KEY, "first_day"),
    publish=_publish,
    rules=(
        columns.in_order("first_day", "Admitted", "last_day", "Discharged"),
        columns.in_order("first_day", "Admitted", "expected_on", "Expected discharge"),
    ),
    holds_children=True,
    keeps_only_what_it_reads=True,
)

"""The children whom providers educate: the whole of each provider's roll, each time."""

from collections.abc import Iterator

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.programmes import programmes_named
from sightline.intake.publishing.gone import Standing
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Placement


def _publish(publication: Publication) -> None:
    rows = publication.good_rows
    programmes = programmes_named(publication, {(row["provider"], row.text("programme")) for row in rows})

    def says(row: Row) -> Iterator[Said]:
        yield Dated(
            Placement(
                provider_id=row["provider"],
                programme_id=programmes.get((row["provider"], row.text("programme"))),
                home_school_id=row["school"],
                arranged_by=row["arranged_by"] or Placement.ArrangedBy.NOT_KNOWN.value,
                legal_basis=row["legal_basis"] or Placement.LegalBasis.NOT_KNOWN.value,
                reason=row.text("reason"),
                reason_words=row.text("reason_words"),
                hours_planned=row["hours"],
                online=columns.known(row["online"]),
                alone=columns.known(row["alone"]),
                review_on=row["review_on"],
                valid_from=row["first_day"],
                valid_to=columns.day_after(row["last_day"]),
            ),
            same_by=("provider_id", "programme_id"),
        )

    publish_people(publication, says, Standing(Placement, of_each=("provider_id", "provider")))


FEED = Feed(
    name="provider-roll",
    title="Children with providers",
    owed_by=OwedBy.PROVIDER,
    meaning="Every child whom a provider educates, with the hours, the reason, and who arranged it. Complete for "
    "each provider that stands in it: a child who is missing from the next file is gone from the feed, which is "
    "followed up.",
    columns=(
        columns.provider("The provider, by its ID in the directory."),
        *PERSON,
        Column(
            "programme",
            "Programme",
            Kind.TEXT,
            "The programme that the child follows.",
            field_class=FieldClass.EDUCATION,
        ),
        columns.first_day(
            "Start date",
            "The first day with the provider.",
            required=False,
            synonyms=("Start", "Placement start date"),
        ),
        columns.last_day("End date", "The last day; blank while it goes on.", ("End", "Placement end date")),
        columns.hours("hours", "Hours a week", "The hours planned.", synonyms=("Hours per week", "Hours")),
        Column(
            "arranged_by",
            "Arranged by",
            Kind.CHOICE,
            "Who arranged the placement.",
            choices=dict(Placement.ArrangedBy.choices),
            aliases={
                "LA": "authority",
                "Local authority": "authority",
                "Council": "authority",
                "NHS": "health",
            },
            synonyms=("Commissioned by",),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        Column(
            "legal_basis",
            "Legal basis",
            Kind.CHOICE,
            "Under which power.",
            choices=dict(Placement.LegalBasis.choices),
            aliases={
                "s19": "section-19",
                "s29A": "section-29a",
                "EOTAS": "section-42-61",
                "Off-site direction": "section-29a",
            },
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.reason("Why the child is placed: a census code or one of Sightline's reasons."),
        Column(
            "reason_words",
            "Reason in words",
            Kind.TEXT,
            "The reason, described.",
            synonyms=("Description of reasons", "Reason description"),
            field_class=FieldClass.HEALTH,
            max_length=400,
        ),
        columns.yes_no("online", "Online", "Whether the education is online."),
        columns.yes_no("alone", "Alone", "Whether the child is taught alone."),
        columns.day("review_on", "Review date", "When the placement is reviewed next.", ("Next review",)),
        columns.school(
            "The child's own school, as the provider knows it. It says nothing of the roll: the school's own does.",
            optional_reading=True,
        ),
    ),
    told_apart_by=(PERSON_KEY, "provider", "programme", "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", "Start date", "last_day", "End date"),),
    complete_for="provider",
    shows_sender="provider",
    holds_children=True,
)

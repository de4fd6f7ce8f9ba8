"""The tracking sheet of Annex B of Ofsted's report of 2013, as officers keep it: one row a child."""

from collections.abc import Iterable
from dataclasses import replace

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.tracking import cells
from sightline.intake.tracking.finding import recognise
from sightline.intake.tracking.others import told_by_others
from sightline.intake.tracking.places import describe_unknown, places_named
from sightline.intake.tracking.telling import Telling

# How the sheet goes out says in words what a blank would leave open.
_NOTHING_KNOWN = {"not known": "", "none": "", "withheld": "", "unknown": "", "n/k": "", "tbc": ""}


def _person(column: Column) -> Column:
    """A column of the person as a sheet has it: headings of Annex B, and nothing that keeps a child from being seen."""
    if column.name == "pupil_id":
        return replace(
            column,
            heading="Case number",
            meaning="Our own case number (SL-000042), or the sender's own number for the child.",
            synonyms=("Case no", "Case ref", "Case reference", "Case ID", "Unique ID", *column.synonyms),
        )
    if column.name == "date_of_birth":
        return replace(
            column,
            required=False,
            aliases=_NOTHING_KNOWN,
            meaning="The date of birth. It may be left blank only beside a case number.",
        )
    return column


def _has_somebody(row: Row) -> Iterable[Fault]:
    unread = {"date_of_birth", "pupil_id"} & row.unread
    if row["date_of_birth"] is None and not row["pupil_id"] and not unread:
        yield Fault("Date of birth", "blank", "Give the date of birth, or the case number.")


def _hours_are_numbers(row: Row) -> Iterable[Fault]:
    text = row.text("hours")
    hours, providers = cells.hours_of(text), len(cells.several(row.text("providers")))
    if hours is None:
        yield Fault(
            "Hours",
            "text where a number is expected",
            "Write hours a week as a number: 12.5. Taken as not known.",
            holds_back=False,
        )
    elif hours and providers > 1 and len(hours) != providers:
        yield Fault(
            "Hours",
            "one number for several providers",
            "Write the hours of each in the order of the providers: 8+4. How many each gives is taken as not known.",
            holds_back=False,
        )


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    rows = publication.good_rows
    places = places_named(
        publication,
        schools={row.text(name) for row in rows for name in ("school", "on_roll")} - {""},
        providers={name for row in rows for name in cells.several(row.text("providers"))},
        localities={row.text("locality") for row in rows} - {""},
    )
    found = recognise(publication, places)
    told = told_by_others(publication, {item.child for item in found.values()})
    by_person = {person: told[item.child] for person, item in found.items() if item.child in told}
    telling = Telling(publication, places, by_person)
    named = {name for row in publication.good_rows for name in telling.providers_of(row)}
    describe_unknown(publication, places, named)
    publish_people(publication, telling.says, recognised=found)


FEED = Feed(
    name="tracking-sheet",
    title="Tracking sheets",
    owed_by=OwedBy.AUTHORITY,
    meaning="The sheet of Annex B of Ofsted's report of 2013, or one much like it: one row a child. What went out as "
    "the tracking sheet may come in again. A row finds its child by our case number; else by exact name and date of "
    "birth at the school or in the locality that it names; else as any other row does. A case number that belongs to "
    "somebody else by name or birth holds the row back. Several things in one cell stand with semicolons between them. "
    "What others tell of the child already is not recorded a second time: the provider's own word counts. A provider "
    "that nobody knows is put into the directory by its name, so that the child is seen. The hours are hours planned. "
    "*Not known*, *none* and *withheld* may stand in every cell.",
    columns=(
        *(_person(column) for column in PERSON),
        Column(
            "ethnicity",
            "Ethnicity",
            Kind.CODE,
            "The ethnicity, by its code or in words.",
            code_set="ethnicity",
            aliases=_NOTHING_KNOWN,
            synonyms=("Ethnic group", "Ethnic origin"),
            field_class=FieldClass.ETHNICITY_RELIGION,
            max_length=8,
            optional_reading=True,
        ),
        Column(
            "sex",
            "Gender",
            Kind.CODE,
            "F, M or U, or in words.",
            code_set="sex",
            aliases={**_NOTHING_KNOWN, "Girl": "F", "Boy": "M"},
            synonyms=("Sex", "M/F"),
            field_class=FieldClass.IDENTITY,
            max_length=1,
            optional_reading=True,
        ),
        Column(
            "year_group",
            "National Curriculum Year",
            Kind.CODE,
            "The National Curriculum year: R, 1 to 14.",
            code_set="year_group",
            aliases={**_NOTHING_KNOWN, **columns.YEAR_GROUP_ALIASES},
            synonyms=("NCY", "NC year", "Year group", "Year"),
            field_class=FieldClass.EDUCATION,
            max_length=4,
            optional_reading=True,
        ),
        Column(
            "sen_provision",
            "SEND",
            Kind.CODE,
            "Support at school (K), an education, health and care plan (E), or neither (N).",
            code_set="sen_provision",
            aliases={
                "not known": "",
                "withheld": "",
                "unknown": "",
                "EHC plan": "E",
                "EHCP": "E",
                "Statement": "E",
                "SEN support": "K",
                "SEND support": "K",
                "SEN": "K",
                "None": "N",
                "No": "N",
                "No SEN": "N",
            },
            synonyms=("SEN", "SEN status", "SEND status", "SEN provision"),
            field_class=FieldClass.EDUCATION,
            max_length=2,
            optional_reading=True,
        ),
        columns.text(
            "locality",
            "Locality team responsible",
            "The locality team. By it the child is found; which team answers follows from the home and the school.",
            "Team",
            "Locality",
            "Locality team",
            "Area",
            max_length=columns.WORDS,
        ),
        columns.text(
            "school",
            "Original school",
            "The school from which the child came, by name, URN or DfE number. It says nothing of the roll today.",
            "Home school",
            "School",
            "Mainstream school",
            max_length=columns.WORDS,
        ),
        columns.text(
            "on_roll",
            "School on roll",
            "The school on whose roll the child is, by name, URN or DfE number.",
            "On roll",
            "On roll at",
            "Current roll",
            max_length=columns.WORDS,
        ),
        Column(
            "arranged_by",
            "School or LA",
            Kind.CHOICE,
            "Who answers for the provision: the school or the authority.",
            choices={"school": "School", "authority": "LA"},
            aliases={
                **_NOTHING_KNOWN,
                "school and la": "",
                "Local authority": "authority",
                "Council": "authority",
                "The local authority": "authority",
                "The school": "school",
            },
            synonyms=("Responsible", "Responsibility", "School or local authority", "Who is responsible"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.text(
            "providers",
            "Provider(s)",
            "Everybody who educates the child now, by name or by ID in the directory; *none* where nobody does.",
            "Provider",
            "Providers",
            "Alternative provider",
            "Alternative provision",
            "Provision",
            # The name of a provider may tell of custody or of a hospital.
            field_class=FieldClass.HEALTH,
            max_length=columns.WORDS,
        ),
        Column(
            "first_day",
            "Provision start date",
            Kind.DATE,
            "The first day of the provision. Of several providers nobody can tell whose it is: it is then not kept.",
            aliases=_NOTHING_KNOWN,
            synonyms=("Start date", "Start", "Date started", "Date provision began"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.text(
            "hours",
            "Hours",
            "Hours a week: 8, 8 hrs, or one number for each provider in their order, 8+4.",
            "Hrs",
            "Hrs per week",
            "Hours per week",
            "Hours a week",
            "Weekly hours",
            max_length=100,
        ),
        Column(
            "review_on",
            "Review date",
            Kind.DATE,
            "The day of the next review.",
            aliases=_NOTHING_KNOWN,
            synonyms=("Next review", "Review", "Date of review", "Next review date"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.text(
            "reasons",
            "Description of reasons behind provision",
            "Why: words that stand for a reason of the list are taken as it, others are kept as they came.",
            "Reason",
            "Reasons",
            "Reason for provision",
            "Reasons for provision",
            field_class=FieldClass.HEALTH,
            max_length=2_000,
        ),
        columns.text(
            "actions",
            "Action to be taken and by whom",
            "What is to be done: *Visit the family (J. Salt, by 4 December 2026)*, or *Visit the family – J. Salt*.",
            "Action",
            "Actions",
            "Actions and by whom",
            "Next steps",
            "Action to be taken",
            field_class=FieldClass.SAFEGUARDING,
            max_length=2_000,
        ),
    ),
    told_apart_by=(PERSON_KEY, "providers"),
    publish=_publish,
    rules=(_has_somebody, _hours_are_numbers),
    holds_children=True,
)

"""Suspensions and permanent exclusions, whatever their length."""

from collections.abc import Iterable, Iterator

from sightline.access.policy import FieldClass
from sightline.domain.packaged import read_rows
from sightline.intake import columns
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.persons import PERSON, PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Exclusion

_PERMANENT = Exclusion.Kind.PERMANENT.value


def _reason(place: int) -> Column:
    return Column(
        f"reason_{place}",
        f"Reason {place}",
        Kind.CODE,
        "A reason code of the Department's set, in order of weight."
        if place == 1
        else "A further reason code.",
        choices=_reason_codes(),
        synonyms=("Reason",) if place == 1 else (),
        field_class=FieldClass.EDUCATION,
        max_length=40,
    )


def _reason_codes() -> dict[str, str]:
    """Every code there ever was: schools go on using the older set for a while."""
    return {row["code"]: row["meaning"] for row in read_rows("exclusion_reasons")}


def _needs_an_end(row: Row) -> Iterable[Fault]:
    if row["kind"] and row["kind"] != _PERMANENT and row["last_day"] is None:
        yield Fault("Last day", "blank", "A suspension is for a fixed period: give its last day.")


def _says(row: Row) -> Iterator[Said]:
    yield Dated(
        Exclusion(
            establishment_id=row["school"],
            kind=row["kind"],
            reasons=[row[name] for name in ("reason_1", "reason_2", "reason_3") if row[name]],
            sessions=row["sessions"],
            state=row["state"] or Exclusion.State.IN_FORCE.value,
            provision_from=row["provision_from"],
            valid_from=row["first_day"],
            valid_to=columns.day_after(row["last_day"]),
        ),
        same_by=("establishment_id", "kind"),
        apart_by=("state",),
    )


def _publish(publication: Publication) -> None:
    publish_people(publication, _says)


FEED = Feed(
    name="exclusions",
    title="Suspensions and exclusions",
    owed_by=OwedBy.SCHOOL,
    meaning="Every suspension and permanent exclusion, whatever its length. A later row with the same first day "
    "corrects the earlier one: its length, its reasons, what became of it.",
    columns=(
        columns.school("The school whose head teacher decided.", required=True),
        *PERSON,
        Column(
            "kind",
            "Type",
            Kind.CHOICE,
            "PERM permanent exclusion, SUSP suspension, LNCH lunchtime suspension.",
            required=True,
            choices=dict(Exclusion.Kind.choices),
            aliases={
                "FIXD": "SUSP",
                "Fixed term": "SUSP",
                "Fixed period": "SUSP",
                "Permanent": "PERM",
                "Lunchtime": "LNCH",
            },
            synonyms=("Type of exclusion", "Exclusion type", "Category"),
            field_class=FieldClass.EDUCATION,
        ),
        columns.first_day(
            "First day",
            "The first day out of school.",
            required=True,
            synonyms=("Start date", "Date of exclusion"),
        ),
        columns.last_day(
            "Last day", "The last day out of school; blank for a permanent exclusion.", ("End date",)
        ),
        Column(
            "sessions",
            "Sessions",
            Kind.WHOLE_NUMBER,
            "How many half-day sessions it covers.",
            synonyms=("Number of sessions",),
            field_class=FieldClass.EDUCATION,
        ),
        *(_reason(place) for place in (1, 2, 3)),
        Column(
            "state",
            "State",
            Kind.CHOICE,
            "What became of it: in force (or blank), cancelled, reinstated, upheld.",
            choices=dict(Exclusion.State.choices),
            synonyms=("Status", "Outcome"),
            field_class=FieldClass.EDUCATION,
            optional_reading=True,
        ),
        columns.day(
            "provision_from",
            "Provision from",
            "From when other education is arranged.",
            ("Alternative provision from",),
        ),
    ),
    told_apart_by=(PERSON_KEY, "school", "kind", "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", "First day", "last_day", "Last day"), _needs_an_end),
    shows_sender="school",
    holds_children=True,
)

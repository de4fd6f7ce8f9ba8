"""What services of health and justice tell in the same way: whom, for which authority, and what the class of it is.

Such a service knows more than an education authority needs. A feed of one asks for dates, hours and places, never for
a diagnosis, a treatment or an offence; a column of that sort, if it is sent, stays unread and is listed as such.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from sightline.access.policy import FieldClass
from sightline.intake import columns
from sightline.intake.contract import Column, Kind, Row
from sightline.intake.persons import PERSON
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import NoLonger, Observed, Said
from sightline.record.models import Circumstance, Contact, Provider, ProviderKind

AN_OFFICER = "an officer of another service"
"""Who saw a child or worries about it, in words that do not tell of which service: that has a class of its own."""

A_WORKER = "worker of another service"
"""How a worker is related to the child, in words that do not tell of which service."""

_AWAITING = Circumstance.Kind.AWAITING_PLACE.value

HOME_AUTHORITY = columns.home_authority(
    "The three-digit code of the authority in whose area the child lives; blank when it is not known."
)

NHS_NUMBER = Column(
    "nhs_number",
    "NHS number",
    Kind.NHS_NUMBER,
    "The NHS number. One that fails its check is set aside and never matched on.",
    synonyms=("NHS no", "NHS Number (verified)", "NHS_NUMBER"),
    field_class=FieldClass.IDENTITY,
    optional_reading=True,
)

SCHOOL_PLACE = columns.yes_no(
    "school_place",
    "Has a school place",
    "Whether the child has a place at a school, as the service knows it. *No* is how the service tells the authority "
    "of a child without one. Of several rows of a child the one that begins last counts.",
    ("School place", "On a school roll", "In education", "Has school place"),
)


def whom(*synonyms: str, meaning: str = "") -> tuple[Column, ...]:
    """The columns of the person, the home authority among them; `synonyms` are what services call their own number."""
    own, *others = PERSON
    own = replace(own, synonyms=(*synonyms, *own.synonyms), meaning=meaning or own.meaning)
    return (own, *others, HOME_AUTHORITY)


def guarded(column: Column, field_class: FieldClass, *, optional: bool = False) -> Column:
    """A shared column as one of a class; what cannot be read in an `optional` one is set aside, and the row taken."""
    return replace(column, field_class=field_class, optional_reading=optional)


def place_of(heading: str, meaning: str, field_class: FieldClass, *synonyms: str) -> Column:
    """The column of the hospital, unit or secure setting; one that nobody knows holds no child back."""
    return Column(
        "provider",
        heading,
        Kind.PROVIDER,
        f"{meaning}, by its ID in the directory of providers. One that is not in it is kept in words.",
        synonyms=synonyms,
        field_class=field_class,
        optional_reading=True,
    )


def place_in_words(row: Row) -> str:
    """What the row calls a place that is not in the directory; empty when it is, or when none is named."""
    return row.set_aside.get("provider", "")[:200]


def worker(*synonyms: str) -> tuple[Column, Column]:
    """The columns of the worker whom one may ask: a name and a phone. E-mail addresses tell of the service."""
    return (
        columns.text(
            "worker",
            "Worker",
            "Whom to ask in the service, by name alone: no job, and no name of the service.",
            *synonyms,
            "Allocated worker",
            "Worker name",
            "Case worker",
            field_class=FieldClass.THIRD_PARTY,
        ),
        columns.text(
            "worker_phone",
            "Worker phone",
            "The worker's phone.",
            "Worker telephone",
            "Worker contact number",
            "Worker tel",
            field_class=FieldClass.THIRD_PARTY,
            max_length=40,
        ),
    )


def last_words(rows: Iterable[Row]) -> frozenset[int]:
    """The numbers of the rows that say how it stands now: of each person the one that begins last.

    So a child with several stays says one thing, in whatever order the rows stand.
    """
    last: dict[str, Row] = {}
    for row in rows:
        before = last.get(row.person)
        if before is None or _begins(before) < _begins(row):
            last[row.person] = row
    return frozenset(row.number for row in last.values())


def _begins(row: Row) -> tuple[bool, str, str]:
    day = row["first_day"]
    return day is not None, "" if day is None else day.isoformat(), row.key


def says_of_place(row: Row) -> Iterator[Said]:
    """That the child has no school place, or has one; nothing where the service does not say."""
    if row["school_place"] == "no":
        yield Observed(Circumstance(kind=_AWAITING), same_by=("kind",))
    elif row["school_place"] == "yes":
        yield NoLonger(Circumstance, {"kind": _AWAITING})


def says_of_worker(row: Row, *, over: bool) -> Iterator[Said]:
    """Whom to ask, for as long as the service has to do with the child."""
    if over:
        yield NoLonger(Contact, {"relation": A_WORKER})
    elif row["worker"]:
        contact = Contact(name=row.text("worker"), relation=A_WORKER, phone=row.text("worker_phone"))
        yield Observed(contact, same_by=("relation",))


def hold_back_what_is_to_come(publication: Publication, column: str) -> None:
    """Hold back rows that tell of a day as past which is still to come on the day of the file."""
    heading = publication.feed.column(column).heading
    for row in publication.good_rows:
        if row[column] is not None and row[column] > publication.day:
            message = f"{heading} tells of what has happened: it cannot lie after the day of the file."
            publication.hold_back(row, "a date in the future", message, heading)


def warn_of_other_kinds(publication: Publication, kinds: Collection[ProviderKind]) -> None:
    """List rows whose place is none of `kinds` by the directory: who may read its name rests on its kind."""
    heading = publication.feed.column("provider").heading
    named = {row["provider"] for row in publication.good_rows} - {None}
    others = set(Provider.objects.filter(pk__in=named).exclude(kind__in=kinds).values_list("id", flat=True))
    for row in publication.good_rows:
        if row["provider"] in others:
            publication.warn(
                row.number,
                "a place of another kind",
                "The directory of providers has this place as another kind. Put it right there: who may read the name "
                "of a place follows from its kind.",
                heading,
            )

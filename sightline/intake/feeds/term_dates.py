"""Terms, holidays and closed days: the authority's, and those of single schools over them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sightline.domain.school_age import school_year_of
from sightline.intake import columns
from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.publishing.publication import Publication
from sightline.record import door
from sightline.record.models import CalendarEntry

Named = tuple[int | None, str, str, int]


def _publish(publication: Publication) -> None:
    """Write entries that are new; one with the same days, or the only one of its name in the year, is corrected."""
    publication.hold_back_doubles()
    rows = publication.good_rows
    known = list(CalendarEntry.objects.all())
    entries = [(row, _entry(row)) for row in rows]
    sent = {_days(entry) for _, entry in entries}
    by_days = {_days(entry): entry for entry in known}
    not_sent = [entry for entry in known if _days(entry) not in sent]
    superseded, added = [], []
    names = Counter(_named(entry) for _, entry in entries)
    for row, entry in entries:
        same = by_days.get(_days(entry))
        if same is not None and same.name == entry.name:
            continue
        corrected = [same] if same is not None else _corrected(entry, not_sent, names[_named(entry)] == 1)
        if any(publication.is_overtaken_by(item) for item in corrected):
            continue
        superseded += [item for item in corrected if item not in superseded]
        added.append(entry)
        publication.take(row)
    door.supersede(publication.writing, superseded)
    door.add(publication.writing, added, delivery=publication.delivery)
    if added:
        publication.writing.touch_everybody()


def _entry(row: Row) -> CalendarEntry:
    return CalendarEntry(
        establishment_id=row["school"],
        kind=row["kind"],
        name=row.text("name"),
        valid_from=row["first_day"],
        valid_to=(row["last_day"] or row["first_day"]) + timedelta(days=1),
        row_number=row.number,
    )


def _days(entry: CalendarEntry) -> tuple[int | None, str, date, date]:
    return entry.establishment_id, entry.kind, entry.valid_from, entry.valid_to


def _named(entry: CalendarEntry) -> Named:
    return entry.establishment_id, entry.kind, entry.name, school_year_of(entry.valid_from).start_year


def _corrected(
    entry: CalendarEntry, not_sent: Sequence[CalendarEntry], only_one: bool
) -> list[CalendarEntry]:
    """The known entries that an entry replaces: those of its kind that it overlaps, else the one of its name."""
    of_its_kind: dict[str, list[CalendarEntry]] = defaultdict(list)
    for known in not_sent:
        if (known.establishment_id, known.kind) != (entry.establishment_id, entry.kind):
            continue
        if known.valid_from < entry.valid_to and entry.valid_from < known.valid_to:
            of_its_kind["overlapping"].append(known)
        elif _named(known) == _named(entry):
            of_its_kind["named"].append(known)
    if of_its_kind["overlapping"]:
        return of_its_kind["overlapping"]
    return of_its_kind["named"] if only_one and len(of_its_kind["named"]) == 1 else []


def _kinds() -> dict[str, Any]:
    return dict(CalendarEntry.Kind.choices)


FEED = Feed(
    name="term-dates",
    title="Term dates",
    owed_by=OwedBy.AUTHORITY,
    meaning="The authority's school calendar, and single schools' own days over it. School days, and so every period "
    "that the law counts in them, come from here.",
    columns=(
        Column("name", "Name", Kind.TEXT, "What the days are called.", synonyms=("Term", "Description")),
        Column(
            "kind",
            "Kind",
            Kind.CHOICE,
            "term, half term, training day or closure.",
            required=True,
            choices=_kinds(),
            aliases={
                "INSET": "training day",
                "INSET day": "training day",
                "Holiday": "closure",
                "Bank holiday": "closure",
            },
            synonyms=("Type",),
        ),
        columns.first_day(
            "First day", "The first day.", required=True, synonyms=("Start date", "From", "Date")
        ),
        columns.last_day("Last day", "The last day; blank for a single day.", ("End date", "To")),
        columns.school("The school whose own days these are; blank for the authority's calendar."),
    ),
    told_apart_by=("school", "kind", "name", "first_day"),
    publish=_publish,
    rules=(columns.in_order("first_day", "First day", "last_day", "Last day"),),
)

"""Children with the youth justice service: who is in custody, who is to come back, and who has no school place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sightline.access.policy import FieldClass
from sightline.intake import columns, other_services
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.lookups import names_of_schools
from sightline.intake.other_services import guarded
from sightline.intake.persons import PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, NoLonger, Said
from sightline.record.models import Circumstance, ExpectedEvent, Placement, ProviderKind

_COMMUNITY, _CUSTODY, _REMAND = "community", "custody", "remand"
_FROM, _RELEASED, _EXPECTED, _SETTING = "From", "Released", "Expected release", "Secure setting"
_REASON = "in-custody"
_FROM_CUSTODY = Circumstance.Kind.FROM_CUSTODY.value
_ROLL_KEPT = {"yes": "keeps the child on its roll", "no": "does not keep the child on its roll"}


def _custody_has_a_first_day(row: Row) -> Iterable[Fault]:
    if _is_stay(row) and row["first_day"] is None and "first_day" not in row.unread:
        yield Fault(_FROM, "blank", f"{_FROM} must be given for a child in custody or on remand.")


def _community_has_no_setting(row: Row) -> Iterable[Fault]:
    if row["order"] != _COMMUNITY:
        return
    for name, heading in (("provider", _SETTING), ("expected_on", _EXPECTED)):
        if row[name] is not None:
            yield Fault(heading, "not of a community order", f"{heading} is for custody and remand alone.")


class _Says:
    """What the rows of one file say: the stays of each child in their order, and how it stands after the last."""

    def __init__(self, rows: Iterable[Row], schools: Mapping[int, str]) -> None:
        rows = list(rows)
        self._schools = schools
        self._last_words = other_services.last_words(rows)
        stays: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if _is_stay(row):
                stays[row.person].append(row)
        self._next: dict[int, date] = {}
        for person in stays.values():
            ordered = sorted(person, key=lambda row: row["first_day"])
            for one, following in zip(ordered, ordered[1:], strict=False):
                self._next[one.number] = following["first_day"]

    def __call__(self, row: Row) -> Iterator[Said]:
        """The stay in custody with what comes after it; of an order in the community nothing of the order itself."""
        if _is_stay(row):
            yield from self._stay(row)
            yield from self._afterwards(row)
        if row.number in self._last_words:
            yield from other_services.says_of_place(row)
            over = row["order"] == _COMMUNITY and row["last_day"] is not None
            yield from other_services.says_of_worker(row, over=over)

    def _stay(self, row: Row) -> Iterator[Said]:
        until = columns.first_day_over(row["first_day"], row["last_day"])
        during: dict[str, Any] = {"valid_from": row["first_day"], "valid_to": until}
        in_custody = Circumstance(
            kind=Circumstance.Kind.IN_CUSTODY.value,
            place=other_services.place_in_words(row),
            words=self._roll(row),
            **during,
        )
        yield Dated(in_custody, same_by=("kind",))
        release = ExpectedEvent(
            kind=ExpectedEvent.Kind.RELEASE.value,
            expected_on=row["expected_on"],
            state="expected" if until is None else "happened",
            **during,
        )
        yield Dated(release, same_by=("kind",))
        if row["provider"] is not None:
            placement = Placement(
                provider_id=row["provider"],
                home_school_id=row["school"],
                arranged_by=Placement.ArrangedBy.COURT.value,
                reason=_REASON,
                hours_planned=row["hours"],
                **during,
            )
            yield Dated(placement, same_by=("reason",))

    def _afterwards(self, row: Row) -> Iterator[Said]:
        """From the day of release the child comes from custody, until it goes into custody again."""
        following = self._next.get(row.number)
        if row["last_day"] is None:
            if following is None:
                yield NoLonger(Circumstance, {"kind": _FROM_CUSTODY})
            return
        released = columns.first_day_over(row["first_day"], row["last_day"])
        if following is None or released is None or released < following:
            free = Circumstance(kind=_FROM_CUSTODY, valid_from=released, valid_to=following)
            yield Dated(free, same_by=("kind",))

    def _roll(self, row: Row) -> str:
        """Whether the home school keeps the roll, in words, where the service says so."""
        if row["roll_kept"] is None:
            return ""
        school = "The home school" if row["school"] is None else self._schools[row["school"]]
        return f"{school} {_ROLL_KEPT[row['roll_kept']]}, as the service tells us."[: columns.WORDS]


def _is_stay(row: Row) -> bool:
    return row["order"] in (_CUSTODY, _REMAND)


def _says(publication: Publication) -> Callable[[Row], Iterator[Said]]:
    rows = publication.good_rows
    return _Says(rows, names_of_schools({row["school"] for row in rows} - {None}))


def _publish(publication: Publication) -> None:
    other_services.hold_back_what_is_to_come(publication, "last_day")
    other_services.warn_of_other_kinds(publication, (ProviderKind.SECURE,))
    publication.hold_back_doubles()
    publish_people(publication, _says(publication))


FEED = Feed(
    name="youth-justice",
    title="Youth justice",
    owed_by=OwedBy.JUSTICE,
    meaning="Children with the youth justice service: those in custody or on remand with the days, the secure "
    "setting, the hours of education there, the expected release and whether the home school keeps the roll; and, of "
    "all of them, whether they have a school place and whom to ask. The service tells the authority of a child who "
    "has none. The release is announced from the first day, so that a place can be ready on it; from the day of "
    "release the child is known to come from custody. Of an order in the community nothing is kept but the school "
    "place and the worker. Offences, sentences, courts and risks are never asked for: such columns, if they are sent, "
    "are left unread and are not kept. A later row with the same first day corrects the earlier one. A file only "
    "adds: a stay ends on the day that a file gives.",
    columns=(
        *other_services.whom("Person ID", "YJS ID", "YOT ID", "ChildView ID", "Young person ID"),
        Column(
            "order",
            "Order",
            Kind.CHOICE,
            "In the community, in custody, or on remand; nothing more of it is asked.",
            required=True,
            choices={
                _COMMUNITY: "in the community",
                _CUSTODY: "in custody by a sentence",
                _REMAND: "on remand in custody",
            },
            aliases={
                "Community order": _COMMUNITY,
                "YRO": _COMMUNITY,
                "Referral order": _COMMUNITY,
                "Bail": _COMMUNITY,
                "Out of court": _COMMUNITY,
                "DTO": _CUSTODY,
                "Detention": _CUSTODY,
                "Custodial": _CUSTODY,
                "Sentenced": _CUSTODY,
                "Remanded": _REMAND,
                "YDA": _REMAND,
                "RYDA": _REMAND,
            },
            synonyms=("Type of order", "Order type", "Intervention type", "Legal outcome type"),
            field_class=FieldClass.CRIMINAL,
        ),
        guarded(
            columns.first_day(
                _FROM,
                "The first day in custody, or of the work with the child.",
                required=False,
                synonyms=(
                    "In custody from",
                    "Custody start date",
                    "Remanded on",
                    "Start date",
                    "Order start",
                ),
            ),
            FieldClass.CRIMINAL,
        ),
        guarded(
            columns.day(
                "expected_on",
                _EXPECTED,
                "When release is expected; blank while nobody knows.",
                (
                    "Expected release date",
                    "Release date expected",
                    "Planned release",
                    "Earliest release date",
                ),
            ),
            FieldClass.CRIMINAL,
            optional=True,
        ),
        guarded(
            columns.last_day(
                _RELEASED,
                "The day of release, or on which the work with the child ended; blank while it goes on.",
                ("Released on", "Release date", "Custody end date", "Order end", "End date"),
            ),
            FieldClass.CRIMINAL,
        ),
        other_services.place_of(
            _SETTING,
            "The secure setting",
            FieldClass.CRIMINAL,
            "Establishment",
            "Secure establishment",
            "Secure unit",
            "Placement",
        ),
        columns.hours(
            "hours",
            "Education hours",
            "Hours a week of education in the secure setting. Blank is not known; 0 is known to be none.",
            synonyms=("Hours of education", "Education hours in custody", "Hours a week", "ETE hours"),
        ),
        other_services.SCHOOL_PLACE,
        columns.school("The home school, as the service knows it.", optional_reading=True),
        guarded(
            columns.yes_no(
                "roll_kept",
                "Roll kept",
                "Whether the home school keeps the child on its roll through custody. It says nothing of the roll "
                "itself: the school's own list does.",
                ("School keeps roll", "Remains on roll", "Kept on roll"),
            ),
            FieldClass.CRIMINAL,
            optional=True,
        ),
        *other_services.worker("YJS worker", "YOT worker", "Case manager", "Supervising officer"),
    ),
    told_apart_by=(PERSON_KEY, "order", "first_day"),
    publish=_publish,
    rules=(
        _custody_has_a_first_day,
        _community_has_no_setting,
        columns.in_order("first_day", _FROM, "last_day", _RELEASED),
        columns.in_order("first_day", _FROM, "expected_on", _EXPECTED),
    ),
    holds_children=True,
    keeps_only_what_it_reads=True,
)

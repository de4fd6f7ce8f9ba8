"""Children whom the police met out of school, missed and found, or protected: that they were seen, and nothing more."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sightline.access.policy import FieldClass
from sightline.intake import columns, other_services
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.other_services import AN_OFFICER, guarded
from sightline.intake.persons import PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Address, Circumstance, Concern, LastSeen

_MET, _MISSING, _PROTECTED = "met out of school", "missing", "police protection"
_DAY = timedelta(days=1)
_LONGEST_PLACE = 80
_SAFE = "Kept safe at"


def _safe_only_when_protected(row: Row) -> Iterable[Fault]:
    if row["line"] and row["what"] and row["what"] != _PROTECTED:
        yield Fault(_SAFE, "an address that is not asked for", f"{_SAFE} is for police protection alone.")


class _Says:
    """What the rows of one file say; that a child was seen on a day is said once, though several rows tell of it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._seen: dict[tuple[str, date], Row] = {}
        for row in rows:
            day = _seen_on(row)
            if day is not None:
                before = self._seen.get((row.person, day))
                if before is None or _tells_less(before, row):
                    self._seen[row.person, day] = row

    def __call__(self, row: Row) -> Iterator[Said]:
        """That the child was seen, while it was missing, the address kept apart, and a worry where one is told."""
        day = _seen_on(row)
        if day is not None and self._seen[row.person, day] is row:
            yield Dated(_sight(row, day), same_by=("seen_by",))
        until = columns.first_day_over(row["first_day"], row["last_day"])
        if row["what"] == _MISSING:
            missing = Circumstance(
                kind=Circumstance.Kind.WHEREABOUTS_UNKNOWN.value, valid_from=row["first_day"], valid_to=until
            )
            yield Dated(missing, same_by=("kind",))
        if row["what"] == _PROTECTED:
            address = Address(
                line=row.text("line"), shielded=True, valid_from=row["first_day"], valid_to=until
            )
            yield Dated(address, same_by=("shielded",))
        if row["words"]:
            concern = Concern(raised_by=AN_OFFICER, words=row.text("words"), valid_from=row["first_day"])
            yield Dated(concern, same_by=("raised_by",), beside=True)


def _sight(row: Row, day: date) -> LastSeen:
    return LastSeen(
        seen_by=AN_OFFICER,
        # Where the police keep a child safe is said nowhere but in the address that is kept apart.
        place="" if row["what"] == _PROTECTED else row.text("place"),
        alone=columns.known(row["alone"]),
        valid_from=day,
        valid_to=day + _DAY,
    )


def _seen_on(row: Row) -> date | None:
    """The day on which an officer saw the child: for one who was missing, that on which it was found."""
    day: date | None = row["last_day"] if row["what"] == _MISSING else row["first_day"]
    return day


def _tells_less(one: Row, other: Row) -> bool:
    return (bool(one["place"]), bool(one["alone"]), one.key) < (
        bool(other["place"]),
        bool(other["alone"]),
        other.key,
    )


def _publish(publication: Publication) -> None:
    other_services.hold_back_what_is_to_come(publication, "first_day")
    other_services.hold_back_what_is_to_come(publication, "last_day")
    publication.hold_back_doubles()
    publish_people(publication, _Says(publication.good_rows))


FEED = Feed(
    name="police",
    title="Police",
    owed_by=OwedBy.JUSTICE,
    meaning="Children of school age whom officers met out of school, who were missing from home, or whom the police "
    "took into protection: the day, where the child was seen, and what somebody should look into, where that is "
    "asked. While a child is missing its whereabouts are not known; once it is found it was seen. An address at which "
    "the police keep a child safe is kept apart from the first moment, also where it is left blank, until the row "
    "says that the protection ended. Offences, suspicions, numbers of crimes and the names of officers and of other "
    "people are never asked for: such columns, if they are sent, are left unread and are not kept. A later row of the "
    "same sort with the same day corrects the earlier one. A file only adds.",
    columns=(
        *other_services.whom(
            "Person ID",
            "Missing person number",
            meaning="The sender's own number for the child, the same in every file; never the number of a report or of "
            "a crime.",
        ),
        Column(
            "what",
            "What happened",
            Kind.CHOICE,
            "What the row tells of.",
            required=True,
            choices={
                _MET: "an officer met the child out of school",
                _MISSING: "the child was missing from home",
                _PROTECTED: "the police took the child into protection",
            },
            aliases={
                "Found out of school": _MET,
                "Truancy": _MET,
                "Truancy patrol": _MET,
                "Out of school": _MET,
                "Missing from home": _MISSING,
                "Missing and found": _MISSING,
                "Misper": _MISSING,
                "MFH": _MISSING,
                "Section 46": _PROTECTED,
                "PPO": _PROTECTED,
                "Police powers of protection": _PROTECTED,
            },
            synonyms=(
                "Notification type",
                "Type of notification",
                "Nature of notification",
                "Type of report",
            ),
            field_class=FieldClass.SAFEGUARDING,
        ),
        guarded(
            columns.first_day(
                "Date",
                "The day on which the child was met, was missed, or was taken into protection.",
                required=True,
                synonyms=(
                    "Date of incident",
                    "Missing from",
                    "Missing since",
                    "Date reported missing",
                    "Met on",
                ),
            ),
            FieldClass.SAFEGUARDING,
        ),
        guarded(
            columns.last_day(
                "Found or ended",
                "The day on which a missing child was found, or the protection ended; blank while it goes on.",
                ("Found on", "Date found", "Return date", "Date located", "Protection ended"),
            ),
            FieldClass.SAFEGUARDING,
        ),
        columns.text(
            "place",
            "Where seen",
            "Where the child was seen, in a few words, such as *a shopping centre*: no address, and no station or "
            "cell.",
            "Place seen",
            "Where found",
            "Location found",
            "Found at",
            field_class=FieldClass.SAFEGUARDING,
            max_length=_LONGEST_PLACE,
        ),
        guarded(
            columns.yes_no("alone", "Alone", "Whether the child was alone.", ("Seen alone", "Was alone")),
            FieldClass.SAFEGUARDING,
            optional=True,
        ),
        columns.text(
            "line",
            _SAFE,
            "For police protection alone: the address at which the child is kept safe. It may stay blank.",
            "Place of safety",
            "Address of safety",
            "Taken to",
            field_class=FieldClass.SHIELDED_ADDRESS,
            max_length=columns.WORDS,
        ),
        columns.text(
            "words",
            "To be looked into",
            "What of the child's education or safety somebody should look into; blank when nobody asks for it.",
            "Concern",
            "Concern for the authority",
            "Action requested",
            "Request",
            field_class=FieldClass.SAFEGUARDING,
            max_length=columns.WORDS,
        ),
    ),
    told_apart_by=(PERSON_KEY, "what", "first_day"),
    publish=_publish,
    rules=(
        columns.in_order("first_day", "Date", "last_day", "Found or ended"),
        _safe_only_when_protected,
    ),
    holds_children=True,
    keeps_only_what_it_reads=True,
)

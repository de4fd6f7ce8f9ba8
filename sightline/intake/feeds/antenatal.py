"""Girls of school age who are pregnant or mothers, as antenatal services tell of them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from sightline.access.policy import FieldClass
from sightline.intake import columns, other_services
from sightline.intake.contract import Column, Fault, Feed, Kind, OwedBy, Row
from sightline.intake.other_services import guarded
from sightline.intake.persons import PERSON_KEY
from sightline.intake.publishing.people import publish_people
from sightline.intake.publishing.publication import Publication
from sightline.intake.publishing.saying import Dated, Said
from sightline.record.models import Circumstance, ExpectedEvent

_KNOWN, _DUE, _BORN, _OVER = "Known since", "Expected date of birth", "Baby born", "Support ended"
_AGREED, _REFUSED, _BY_DUTY = "agreed", "refused", "by duty"
_IN_WORDS = {
    _AGREED: "She agreed that the service shares it.",
    _BY_DUTY: "The service shares it by a duty of its own, without her agreement.",
}
# Forty-two weeks, and a little for a day that was reckoned before the first visit.
_LONGEST_WAIT = timedelta(weeks=44)


def _has_a_day(row: Row) -> Iterable[Fault]:
    if row["first_day"] is None and row["born_on"] is None and not row.unread & {"first_day", "born_on"}:
        yield Fault(
            _KNOWN, "blank", f"Give the day since when it is known, or under {_BORN} that of the birth."
        )


def _is_due_in_time(row: Row) -> Iterable[Fault]:
    if row["first_day"] and row["due_on"] and row["due_on"] - row["first_day"] > _LONGEST_WAIT:
        yield Fault(_DUE, "a date too far ahead", f"{_DUE} cannot lie more than 44 weeks after {_KNOWN}.")


def _says(row: Row) -> Iterator[Said]:
    words = _IN_WORDS[row["agreed"]]
    known, born, over = row["first_day"], row["born_on"], row["last_day"]
    until = columns.first_day_over(known, born or over)
    if known is not None:
        pregnant = Circumstance(
            kind=Circumstance.Kind.PREGNANT.value, words=words, valid_from=known, valid_to=until
        )
        yield Dated(pregnant, same_by=("kind",))
        birth = ExpectedEvent(
            kind=ExpectedEvent.Kind.BIRTH.value,
            expected_on=row["due_on"],
            state="expected" if until is None else "happened" if born else "cancelled",
            valid_from=known,
            valid_to=until,
        )
        yield Dated(birth, same_by=("kind",))
    if born is not None:
        mother = Circumstance(
            kind=Circumstance.Kind.YOUNG_MOTHER.value,
            words=words,
            valid_from=born,
            valid_to=columns.first_day_over(born, over),
        )
        yield Dated(mother, same_by=("kind",))


def _publish(publication: Publication) -> None:
    for row in publication.good_rows:
        if row["agreed"] == _REFUSED:
            publication.leave_out(
                row,
                "not to be shared",
                "She did not agree, and the service names no duty to share: nothing is recorded.",
                "Agreed to sharing",
            )
    other_services.hold_back_what_is_to_come(publication, "born_on")
    publish_people(publication, _says)


FEED = Feed(
    name="antenatal",
    title="Antenatal services",
    owed_by=OwedBy.HEALTH,
    meaning="Girls of school age who are pregnant or have a baby: since when it is known, when the birth is expected, "
    "the day of the birth, and whether she agreed that the authority is told. Where she did not, and the service "
    "names no duty to share, nothing of the row comes into the record. A later row with the same first day corrects "
    "the earlier one: that the baby is born, above all. The baby, the father, the care and, where a pregnancy ends, "
    "why, are never asked for: such columns, if they are sent, are left unread and are not kept. A file only adds.",
    columns=(
        *other_services.whom("Hospital number", "Maternity number", "Patient ID", "Booking number"),
        other_services.NHS_NUMBER,
        guarded(
            columns.first_day(
                _KNOWN,
                "The day since when the service knows of it: the first visit. It may be blank once the baby is born.",
                required=False,
                synonyms=("Booking date", "Date of booking", "Booking appointment", "First visit"),
            ),
            FieldClass.HEALTH,
        ),
        guarded(
            columns.day(
                "due_on",
                _DUE,
                "When the birth is expected.",
                ("Expected date of delivery", "Estimated due date", "Due date", "EDD", "Baby due"),
            ),
            FieldClass.HEALTH,
        ),
        guarded(
            columns.day(
                "born_on",
                _BORN,
                "The day of the birth; from it she is a young mother. Blank until then.",
                ("Date of delivery", "Delivery date", "Baby's date of birth", "Birth of baby", "Delivered"),
            ),
            FieldClass.HEALTH,
        ),
        guarded(
            columns.last_day(
                _OVER,
                "The day from which the service has nothing more to tell; why is not asked.",
                ("Discharged from service", "Date support ended", "Case closed"),
            ),
            FieldClass.HEALTH,
        ),
        Column(
            "agreed",
            "Agreed to sharing",
            Kind.CHOICE,
            "Whether she agreed that the authority is told; *by duty* where the service must tell of it all the same. "
            "A row that does not say waits.",
            required=True,
            choices={
                _AGREED: "she agreed",
                _REFUSED: "she did not agree",
                _BY_DUTY: "shared by a duty, without her agreement",
            },
            aliases={"Yes": _AGREED, "Y": _AGREED, "No": _REFUSED, "N": _REFUSED, "Duty": _BY_DUTY},
            synonyms=("Consent", "Consent to share", "Consent given", "Information sharing consent"),
            field_class=FieldClass.HEALTH,
        ),
    ),
    told_apart_by=(PERSON_KEY, "first_day", "born_on"),
    publish=_publish,
    rules=(
        _has_a_day,
        _is_due_in_time,
        columns.in_order("first_day", _KNOWN, "due_on", _DUE),
        columns.in_order("first_day", _KNOWN, "born_on", _BORN),
        columns.in_order("first_day", _KNOWN, "last_day", _OVER),
        columns.in_order("born_on", _BORN, "last_day", _OVER),
    ),
    holds_children=True,
    keeps_only_what_it_reads=True,
)

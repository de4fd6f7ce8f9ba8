"""Whatever is written, in whatever order: the stored list is what the facts say, and yesterday's stays what it was."""

from contextlib import suppress
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.access.models import Account, RoleHeld
from sightline.access.viewer import viewer_for
from sightline.domain.london import start_of_day
from sightline.population.journal import said_on
from sightline.population.loading import Loading
from sightline.population.models import ListEntry, ListPlace, ListReason
from sightline.population.projection import advance_to, rebuild
from sightline.population.row import Row, row_of
from sightline.population.rules import assess
from sightline.population.tables import OFF
from sightline.record.door import add, end, withdraw
from sightline.record.links import join, source_persons_of, split
from sightline.record.models import (
    Address,
    Child,
    Circumstance,
    Exclusion,
    GoneFromFeed,
    Notice,
    Placement,
    Registration,
    SourcePerson,
    WeeklyHours,
)
from tests.population.recording import Recorder

FIRST_DAY = date(2026, 11, 2)
DAY = timedelta(days=1)
COLUMNS = [field.name for field in fields(Row)]
# Each example is weeks of writing and looking back: of these fewer are tried than of others, the more in the gate.
AN_EIGHTH = settings.default.max_examples // 8

starts = st.dates(date(2026, 9, 1), date(2026, 12, 18))
lengths = st.none() | st.integers(1, 60)
hours = st.none() | st.sampled_from([Decimal(0), Decimal(8), Decimal(25)])

# What may be written next: a kind of write, which children it is about, and the values of the fact.
facts = st.one_of(
    st.fixed_dictionaries(
        {
            "kind": st.just("roll"),
            "school": st.sampled_from(["mainstream", "mainstream B", "alternative"]),
            "full_time": st.sampled_from(["yes", "no", "not known"]),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("notice"), "hours": hours}),
    st.fixed_dictionaries({"kind": st.just("exclusion"), "type": st.sampled_from(["SUSP", "PERM"])}),
    st.fixed_dictionaries({"kind": st.just("placement"), "hours": hours}),
    st.fixed_dictionaries({"kind": st.just("week"), "hours": hours}),
    st.fixed_dictionaries({"kind": st.just("address"), "authority": st.sampled_from(["999", "998"])}),
    st.fixed_dictionaries(
        {
            "kind": st.just("circumstance"),
            "what": st.sampled_from(
                ["home-education", "in-custody", "illness", "looked-after", "awaiting-place"]
            ),
        }
    ),
)
steps = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.integers(0, 6),
            "what": st.sampled_from(
                ["child", "fact", "fact", "fact", "end", "withdraw", "gone", "join", "split"]
            ),
            "one": st.integers(0, 5),
            "other": st.integers(0, 5),
            "start": starts,
            "length": lengths,
            "fact": facts,
        }
    ),
    min_size=3,
    max_size=14,
)


@pytest.mark.django_db
@given(steps)
@settings(max_examples=AN_EIGHTH, suppress_health_check=list(HealthCheck))
def test_the_stored_list_is_what_the_facts_say_and_past_days_stay_what_they_were(steps: list[dict[str, Any]]):
    with transaction.atomic():
        story = Story()
        for step in steps:
            story.nights(step["days"])
            story.write(step)
            assert stored() == computed(story.day)
        story.nights(9)
        for day in story.days_lived():
            assert said(day) == would_have_said(day), day
        before = stored()
        with override_settings(SIGHTLINE_TODAY=story.day.isoformat()), story.recorder.writing() as session:
            rebuild(session)
        assert stored() == before
        transaction.set_rollback(True)


class Story:
    """An authority whose officer writes day by day, with a night between each day and the next."""

    def __init__(self) -> None:
        self.day = FIRST_DAY
        account = Account.objects.create_account(email="officer@ambershire.example", name="An officer")
        RoleHeld.objects.create(
            account=account, role="data-officer", scope_kind="authority", granted_at=start_of_day(FIRST_DAY)
        )
        self.recorder = Recorder(viewer_for(account))
        self.recorder.authority()
        for _ in range(2):
            self.write({"what": "child", "one": 0, "other": 0})

    def nights(self, number: int) -> None:
        for _ in range(number):
            self.day += DAY
            with override_settings(SIGHTLINE_TODAY=self.day.isoformat()), self.recorder.writing() as session:
                advance_to(session, self.day)

    def write(self, step: dict[str, Any]) -> None:
        """One write; what the record itself refuses (an overlap, a child of one source split) leaves nothing."""
        today = override_settings(SIGHTLINE_TODAY=self.day.isoformat())
        with today, suppress(IntegrityError, ValueError), self.recorder.writing() as session:
            self._write(session, step)

    def _write(self, session: Any, step: dict[str, Any]) -> None:
        children = list(Child.objects.filter(redirects_to__isnull=True).order_by("id"))
        if step["what"] == "child":
            self.recorder.person(session, date_of_birth=date(2013, 5, 5))
            return
        child = children[step["one"] % len(children)]
        persons = [SourcePerson.objects.get(pk=person) for person in source_persons_of(child)]
        if step["what"] == "join":
            join(session, keep=child, other=children[step["other"] % len(children)], why="one child")
        elif step["what"] == "split":
            split(session, child=child, source_persons=[persons[-1].pk], why="two children")
        elif step["what"] == "gone":
            add(session, [GoneFromFeed(source_person=persons[0], child=child, noticed_on=self.day)])
        elif step["what"] == "fact":
            add(session, [_fact(self.recorder, persons[step["other"] % len(persons)], step)])
        else:
            rolls = list(Registration.objects.filter(child=child).order_by("id"))
            if rolls and step["what"] == "withdraw":
                withdraw(session, rolls[0])
            elif rolls and rolls[0].valid_from is not None:
                end(session, rolls[0], on=rolls[0].valid_from + (step["length"] or 30) * DAY)

    def days_lived(self) -> list[date]:
        return [FIRST_DAY + number * DAY for number in range((self.day - FIRST_DAY).days + 1)]


def _fact(recorder: Recorder, person: SourcePerson, step: dict[str, Any]) -> Any:
    told, start = step["fact"], step["start"]
    values: dict[str, Any] = {
        "source_person": person,
        "child_id": person.child_id,
        "valid_from": start,
        "valid_to": None if step["length"] is None else start + step["length"] * DAY,
    }
    match told["kind"]:
        case "roll":
            school = recorder.school(told["school"])
            return Registration(
                **values, establishment=school, status="C", attends_full_time=told["full_time"]
            )
        case "notice":
            return Notice(
                **values,
                kind="part-time",
                establishment=recorder.school("mainstream"),
                hours_offered=told["hours"],
                review_on=start + 14 * DAY,
            )
        case "exclusion":
            return Exclusion(**values, establishment=recorder.school("mainstream"), kind=told["type"])
        case "placement":
            provider = recorder.provider("home-tuition")
            return Placement(
                **values, provider=provider, hours_planned=told["hours"], arranged_by="authority"
            )
        case "week":
            monday = start - start.weekday() * DAY
            values |= {"valid_from": monday, "valid_to": monday + 7 * DAY}
            provider = recorder.provider("home-tuition")
            return WeeklyHours(**values, provider=provider, hours_offered=told["hours"])
        case "address":
            return Address(**values, authority_code=told["authority"])
        case _:
            return Circumstance(**values, kind=told["what"], authority_code="999")


def stored() -> dict[int, dict[str, Any]]:
    """The list as stored, with the reasons and places to filter by, and not by which change."""
    rows = {row["child_id"]: row for row in ListEntry.objects.values(*COLUMNS)}
    for child, row in rows.items():
        reasons = ListReason.objects.filter(entry=child)
        places = ListPlace.objects.filter(entry=child)
        row["reason_rows"] = sorted(reasons.values_list("slug", "field_class"))
        row["place_rows"] = sorted(places.values_list("school", "provider", "field_class"), key=_empty_first)
    return rows


def computed(day: date) -> dict[int, dict[str, Any]]:
    """The same from the facts, made anew."""
    rows = {}
    for loaded in Loading(day).everybody():
        row = row_of(loaded, assess(loaded.situation, day))
        listed = row.standing != OFF
        schools = [(school["id"], None, school["class"]) for school in row.schools]
        providers = [
            (None, provider["id"], provider["class"]) for provider in row.providers if provider["id"]
        ]
        rows[loaded.child] = vars(row) | {
            "reason_rows": sorted((reason["slug"], reason["class"]) for reason in row.reasons),
            "place_rows": sorted([*schools, *providers], key=_empty_first) if listed else [],
        }
    return rows


def _empty_first(place: tuple[int | None, int | None, str]) -> tuple[int, int]:
    return place[0] or 0, place[1] or 0


def said(day: date) -> dict[int, Any]:
    """What the journal says that the list said at the end of a day."""
    return {child: (period.standing, period.since, period.reasons) for child, period in said_on(day).items()}


def would_have_said(day: date) -> dict[int, Any]:
    """What the facts say of the day, as known on it."""
    rows = {}
    for loaded in Loading(day, day).everybody():
        row = row_of(loaded, assess(loaded.situation, day))
        if row.standing != OFF:
            rows[loaded.child] = (
                row.standing,
                row.since,
                [[reason["slug"], reason["since"], reason["class"]] for reason in row.reasons],
            )
    return rows

"""Any sequence of files, corrections, joins and splits: the list is what a rebuild makes of it, nothing is doubled, and
no list of an earlier day ever changes."""

import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.access.accounts import set_up_operator
from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.viewer import viewer_for
from sightline.intake.models import StagedRow
from sightline.intake.services import open_files, take
from sightline.population.models import ListEntry
from sightline.population.projection import advance_to, rebuild
from sightline.population.queries import the_list
from sightline.record import links
from sightline.record.door import end, withdraw
from sightline.record.models import (
    FACTS,
    Child,
    Establishment,
    Installation,
    LinkInterval,
    PossibleMatch,
    Provider,
    Registration,
    SourcePerson,
    SourcePersonVersion,
)
from tests.intake.rows import ELIZABETH, TOMASZ, ZOE, excluded, on_roll, with_provider

FIRST_DAY = date(2026, 11, 2)
DAY = timedelta(days=1)
ROSE = {**ELIZABETH, "Pupil ID": "201", "UPN": "", "Legal forename": "Rose"}
CHILDREN = (ELIZABETH, TOMASZ, ZOE, ROSE)

# What a sender may say otherwise than the others, or than before.
SLIPS: tuple[dict[str, str], ...] = (
    {},
    {"UPN": ""},
    {"Pupil ID": ""},
    {"Postcode": "ZZ9 9ZZ"},
    {"Legal surname": "Marsh"},
    {"Legal forename": "Ann", "Date of birth": "01/01/2015"},
    {"UPN": "M999000026001"},
    {"Date of birth": "31/02/2015"},
)
SAID = {
    "school-roll": [
        {},
        {"Attends_full_time": "no"},
        {"Date_of_leaving": "30/10/2026"},
        {"SEN_provision": "K"},
    ],
    "exclusions": [{}, {"Type": "PERM", "Last_day": ""}, {"State": "cancelled"}],
    "provider-roll": [{}, {"Hours_a_week": "25"}, {"Hours_a_week": ""}, {"End_date": "06/11/2026"}],
    "home-education": [{}],
}
ROWS: dict[str, Any] = {
    "school-roll": on_roll,
    "exclusions": excluded,
    "provider-roll": with_provider,
    "home-education": lambda child: dict(child),
}

files = st.sampled_from(sorted(SAID)).flatmap(
    lambda feed: st.fixed_dictionaries(
        {
            "what": st.just("file"),
            "feed": st.just(feed),
            "rows": st.lists(
                st.tuples(st.integers(0, 3), st.sampled_from(SLIPS), st.sampled_from(SAID[feed])),
                min_size=1,
                max_size=4,
            ),
        }
    )
)
decisions = st.fixed_dictionaries(
    {
        "what": st.sampled_from(["join", "split", "leave apart", "withdraw", "end"]),
        "one": st.integers(0, 5),
        "other": st.integers(0, 5),
    }
)
steps = st.lists(st.tuples(st.integers(0, 3), st.one_of(files, files, decisions)), min_size=3, max_size=10)


# A third of what the profile asks for: each example is a fortnight of an authority's life.
@pytest.mark.long
@pytest.mark.django_db
@given(steps)
@settings(max_examples=settings().max_examples // 3, suppress_health_check=list(HealthCheck))
def test_replay(steps: list[tuple[int, dict[str, Any]]]):
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder))
        for days, step in steps:
            story.nights(days)
            story.do(step)
        story.nights(1)
        story.rebuilding_changes_nothing()
        story.every_earlier_list_is_as_it_was()
        story.links_and_pointers_agree()
        transaction.set_rollback(True)


class Story:
    """An authority day by day: files that come in, people who decide, and the list at the end of each day."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = FIRST_DAY
        self.lists: dict[date, Any] = {}
        operator = set_up_operator()
        Installation.objects.create(authority_code="999", name="Ambershire", created_at=operator.created_at)
        Establishment.objects.create(
            urn="990003",
            authority_code="999",
            number="4003",
            name="Brook School",
            group="mainstream",
            status="Open",
        )
        Provider.objects.create(key="the-barn", name="The Barn", kind="vocational")
        self.viewer = viewer_for(operator, action=Action.TAKE_FILES)
        everybody: list[tuple[int, dict[str, str], dict[str, str]]] = [(child, {}, {}) for child in (0, 1, 2)]
        self.do({"what": "file", "feed": "school-roll", "rows": everybody})

    def today(self) -> Any:
        return override_settings(SIGHTLINE_TODAY=self.day.isoformat(), SIGHTLINE_DEMO=True)

    def write(self) -> Any:
        return writing(viewer=self.viewer, action=Action.DECIDE_LINKS, reason="a story")

    def nights(self, number: int) -> None:
        """Let days pass; the list at the end of each is remembered."""
        for _ in range(number):
            with self.today():
                self.lists[self.day] = self.said()
            self.day += DAY
            with self.today(), self.write() as session:
                advance_to(session, self.day)

    def do(self, step: dict[str, Any]) -> None:
        with self.today():
            if step["what"] == "file":
                self.take(step["feed"], step["rows"])
            else:
                # What a person may not do (joining a child to itself, splitting one source) leaves nothing.
                with suppress(ValueError, Child.DoesNotExist), self.write() as session:
                    self.decide(session, **step)

    def take(self, feed: str, rows: list[tuple[int, dict[str, str], dict[str, str]]]) -> None:
        """Take a file, then the same again, which must change nothing."""
        told = [ROWS[feed]({**CHILDREN[child], **slip}, **said) for child, slip, said in rows]
        headings = list(dict.fromkeys(heading for row in (ROWS[feed](ELIZABETH), *told) for heading in row))
        path = self.folder / f"{feed}.csv"
        lines = [headings, *([row.get(heading, "") for heading in headings] for row in told)]
        path.write_text("".join(";".join(cells) + "\n" for cells in lines), encoding="utf-8")
        [file] = open_files(feed, [path])
        outcome = take(self.viewer, file)
        assert outcome.rows == len(rows) == outcome.taken + outcome.unchanged + outcome.quarantined
        before = counted()
        [file] = open_files(feed, [path])
        assert take(self.viewer, file).taken == 0
        assert counted() == before

    def decide(self, session: Any, what: str, one: int, other: int) -> None:
        children = list(Child.objects.filter(redirects_to__isnull=True).order_by("id"))
        child = children[one % max(len(children), 1)] if children else Child()
        rolls = list(Registration.objects.order_by("id"))
        questions = list(PossibleMatch.objects.filter(state="open").order_by("id"))
        if what == "join" and children:
            links.join(session, keep=child, other=children[other % len(children)], why="one child")
        elif what == "split" and children:
            persons = links.source_persons_of(child)
            links.split(session, child=child, source_persons=persons[-1:], why="two children")
        elif what == "leave apart" and questions:
            links.leave_apart(session, questions[one % len(questions)])
        elif what == "withdraw" and rolls:
            withdraw(session, rolls[one % len(rolls)])
        elif what == "end" and rolls and (roll := rolls[one % len(rolls)]).valid_from:
            end(session, roll, on=max(self.day, roll.valid_from + DAY))

    def said(self, **when: date) -> list[Any]:
        """The list: who, on which standing, since when, why."""
        rows = the_list(self.viewer, **when).rows
        return sorted(
            (
                row.child_id,
                row.standing,
                str(row.since),
                [(reason["slug"], reason["since"]) for reason in row.reasons],
            )
            for row in rows
        )

    def rebuilding_changes_nothing(self) -> None:
        with self.today():
            before = self.said(), ListEntry.objects.count()
            with self.write() as session:
                rebuild(session)
            assert (self.said(), ListEntry.objects.count()) == before

    def every_earlier_list_is_as_it_was(self) -> None:
        with self.today():
            for day, said in self.lists.items():
                assert self.said(as_at=day, known_on=day) == said, day

    def links_and_pointers_agree(self) -> None:
        """Every source person has one link in force, and everything of that person points to the same child."""
        pointers = dict(SourcePerson.objects.values_list("id", "child_id"))
        assert dict(LinkInterval.objects.values_list("source_person_id", "child_id")) == pointers
        for model in FACTS:
            for person, child in model.versions.values_list("source_person_id", "child_id"):
                assert pointers[person] == child


def counted() -> dict[str, int]:
    """How many rows there are of everything that a file may bring."""
    kinds = (*FACTS, Child, SourcePerson, SourcePersonVersion, LinkInterval, PossibleMatch)
    counts = {kind.__name__: kind._base_manager.count() for kind in kinds}
    return counts | {"waiting": StagedRow.objects.filter(state="quarantined").count()}

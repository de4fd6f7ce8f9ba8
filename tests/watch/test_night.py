"""The nights: what a rule finds stands from the night that found it to the night that no longer does."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.access.models import Change
from sightline.access.viewer import viewer_for
from sightline.attendance.door import Place
from sightline.watch.models import Night, StandingFinding
from sightline.watch.night import AnotherNight, NightDone, run_night
from sightline.watch.protocol import Rule
from sightline.watch.rules import RULES
from tests.attendance.conftest import MONDAY, Registers
from tests.web.made_up_authority import somebody

TEN = RULES["ten-days-unauthorised"]
FIFTEEN = RULES["fifteen-days-missed"]


@pytest.fixture
def registers(db) -> Registers:
    return Registers()


class Nights:
    """Nights of one folder, counted from the first Monday."""

    def __init__(self, registers: Registers, folder: Path) -> None:
        self.viewer = registers.viewer
        self.folder = folder

    def night(self, day: int, *rules: Rule) -> NightDone:
        return run_night(self.viewer, MONDAY + timedelta(days=day), self.folder, rules=rules or (TEN,))


@pytest.fixture
def nights(registers: Registers, tmp_path: Path) -> Nights:
    return Nights(registers, tmp_path)


def counts(done: NightDone) -> list[tuple[int, int, int]]:
    return [(one.new, one.still, one.ended) for one in done.rules]


def stood(night: Night) -> set[tuple[str, int]]:
    """What stood in a night, as it can be read afterwards."""
    return {
        (one.rule, one.child_id)
        for one in StandingFinding.objects.select_related("opened_in", "closed_in")
        if one.opened_in.number <= night.number
        and (one.closed_in is None or one.closed_in.number > night.number)
    }


def test_before_any_register_a_night_finds_nothing(nights: Nights) -> None:
    done = nights.night(0)
    assert (done.night.number, done.night.children, counts(done)) == (1, 0, [(0, 0, 0)])
    assert done.night.rules == {TEN.slug: {"version": TEN.version, "figures": TEN.settings}}


def test_a_finding_opens_goes_on_ends_and_opens_again(registers: Registers, nights: Nights) -> None:
    ada = registers.pupil("a")
    # Nine days away, a tenth, an eleventh; back; and ten days away again, every day a school day.
    registers.send(MONDAY + timedelta(days=40), (ada, MONDAY, "O " * 22 + "/ \\ " + "O " * 20))
    told = [counts(nights.night(day)) for day in (8, 9, 10, 11, 20, 21)]
    assert told == [[(0, 0, 0)], [(1, 0, 0)], [(0, 1, 0)], [(0, 0, 1)], [(0, 0, 0)], [(1, 0, 0)]]
    first, second = StandingFinding.objects.order_by("pk")
    assert (first.since, first.figure) == (MONDAY, 22)
    assert (first.opened_in.number, first.closed_in.number) == (2, 4)
    assert (second.since, second.figure) == (MONDAY + timedelta(days=12), 20)
    assert (second.opened_in.number, second.closed_in) == (6, None)
    by_night = [stood(night) for night in Night.objects.order_by("number")]
    assert by_night == [set(), {(TEN.slug, ada.child_id)}, {(TEN.slug, ada.child_id)}, set(), set()] + [
        {(TEN.slug, ada.child_id)}
    ]


def test_the_same_again_changes_nothing(registers: Registers, nights: Nights) -> None:
    registers.send(MONDAY + timedelta(days=20), (registers.pupil("a"), MONDAY, "O " * 24))
    nights.night(12, *RULES.values())
    before = list(StandingFinding.objects.order_by("pk").values())
    again = nights.night(12, *RULES.values())
    assert list(StandingFinding.objects.order_by("pk").values()) == before
    assert all(one.new == one.ended == 0 for one in again.rules)


def test_a_correction_ends_what_it_explains(registers: Registers, nights: Nights) -> None:
    ada = registers.pupil("a")
    registers.send(MONDAY + timedelta(days=20), (ada, MONDAY, "O " * 20))
    assert counts(nights.night(12)) == [(1, 0, 0)]
    registers.send(MONDAY + timedelta(days=21), (ada, MONDAY + timedelta(days=8), "I I"))
    assert counts(nights.night(12)) == [(0, 0, 1)]


def test_a_rule_that_is_gone_ends_what_it_found(registers: Registers, nights: Nights) -> None:
    registers.send(MONDAY + timedelta(days=20), (registers.pupil("a"), MONDAY, "O " * 30))
    nights.night(14, TEN, FIFTEEN)
    nights.night(14, FIFTEEN)
    assert {one.rule for one in StandingFinding.objects.filter(closed_in__isnull=True)} == {FIFTEEN.slug}


def test_a_night_that_is_cut_off_leaves_yesterday_as_it_was(registers: Registers, nights: Nights) -> None:
    registers.send(MONDAY + timedelta(days=30), (registers.pupil("a"), MONDAY, "O " * 40))
    nights.night(9, TEN, FIFTEEN)
    before = list(StandingFinding.objects.values())

    def cut_off(done: int, of: int, title: str) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_night(
            nights.viewer,
            MONDAY + timedelta(days=15),
            nights.folder,
            rules=(TEN, FIFTEEN),
            advance=cut_off,
        )
    assert list(StandingFinding.objects.values()) == before
    assert Night.objects.count() == 1
    assert counts(nights.night(15, TEN, FIFTEEN)) == [(0, 1, 0), (1, 0, 0)]


def test_of_two_nights_at_once_one_is_kept(nights: Nights, monkeypatch) -> None:
    nights.night(0)
    # The other night took its number after this one had looked for the last.
    monkeypatch.setattr(Night.objects, "aggregate", lambda **_: {"last": 0})
    with pytest.raises(AnotherNight):
        nights.night(0)


def test_a_night_is_a_write_like_any_other(nights: Nights) -> None:
    done = nights.night(0)
    assert done.night.change == Change.objects.latest("pk")
    with pytest.raises(PermissionDenied):
        run_night(viewer_for(somebody("governor")), MONDAY, nights.folder)


def test_classes_of_the_places_that_marked_the_child_are_kept(registers: Registers, nights: Nights) -> None:
    registers.provider.kind = "secure"
    registers.provider.save()
    ada, bo = registers.pupil("a"), registers.pupil("b")
    received = MONDAY + timedelta(days=20)
    registers.send(received, (ada, MONDAY, "O " * 20), (bo, MONDAY, "O " * 20))
    registers.send(received, (ada, MONDAY, "O O"), place=Place(provider=registers.provider.pk))
    nights.night(12)
    classes = dict(StandingFinding.objects.values_list("child_id", "classes"))
    assert classes == {ada.child_id: "criminal education", bo.child_id: "education"}


@pytest.mark.parametrize("seed", range(3))
def test_night_by_night_gives_what_one_night_gives(registers: Registers, nights: Nights, seed: int) -> None:
    chance = random.Random(seed)
    pupils = [registers.pupil(str(number)) for number in range(6)]
    received = MONDAY + timedelta(days=70)
    for pupil in pupils:
        runs = [(chance.choice("/OIGNCEB"), chance.randint(1, 30)) for _ in range(12)]
        registers.send(
            received,
            (pupil, MONDAY, " ".join(code for code, long in runs for _ in range(2 * (long // 2 + 1)))),
        )

    def standing() -> set[tuple[str, int, date, int]]:
        every = StandingFinding.objects.filter(closed_in__isnull=True)
        return set(every.values_list("rule", "child_id", "since", "figure"))

    for day in range(0, 60, 6):
        nights.night(day, *RULES.values())
    little_by_little = standing()
    StandingFinding.objects.all().delete()
    Night.objects.all().delete()
    nights.night(54, *RULES.values())
    assert standing() == little_by_little
    assert standing()


def test_the_number_of_queries_does_not_grow_with_findings(registers: Registers, nights: Nights) -> None:
    def queries(day: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            nights.night(day)
        return len(captured)

    received = MONDAY + timedelta(days=40)
    registers.send(received, (registers.pupil("a"), MONDAY, "O " * 20))
    nights.night(9)
    few = queries(9)
    pupils = [registers.pupil(str(number)) for number in range(12)]
    registers.send(received, *((pupil, MONDAY, "O " * 20) for pupil in pupils))
    nights.night(9)
    assert queries(9) == few

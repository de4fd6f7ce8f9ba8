"""The page of the stories: what is planted in the demonstration, who tells of it, and what the list must say."""

import inspect
from collections.abc import Iterable, Iterator
from datetime import date
from types import ModuleType

from sightline.demo.lives import Expected, Life
from sightline.demo.stories import (
    across_borders,
    case_studies,
    control,
    exclusion,
    families,
    health,
    home,
    in_registers,
    last_year,
    no_place,
    part_time,
    provision,
    told_by_services,
)
from sightline.demo.stories.teller import Story
from sightline.demo.world import FEWEST_PUPILS, make_world

# They say a second time what is known, of children drawn by lot.
_SAY_AGAIN = frozenset({"tracking-sheet", "provider-timetable"})
_SEED, _TODAY = 1, date(2026, 11, 23)
_GROUPS: tuple[tuple[str, ModuleType], ...] = (
    ("The case studies of the inspectors’ report", case_studies),
    ("Suspension and exclusion", exclusion),
    ("Part-time timetables", part_time),
    ("Alternative provision", provision),
    ("Illness, units, babies and custody", health),
    ("Without a school place", no_place),
    ("Education at home", home),
    ("Across the border", across_borders),
    ("Told by services, and by no provider", told_by_services),
    ("Families and names", families),
    ("Told by the registers alone", in_registers),
    ("Last school year, and over", last_year),
    ("Not missing out", control),
)
_ABOUT = """# The stories of the demonstration

Made from the stories by `sightline.demo.reference`; do not edit by hand.

Every demonstration holds each of these stories at least once, in however few pupils, told with right names and
numbers; a larger one holds more of them, with their senders’ mistakes. `truth/stories.csv` says whose story it is.
Everybody else is an ordinary pupil, of whom nothing may be raised. People, places and services are made up.

*The list says* is what must stand on the list today: written down with the story, from the law, never by asking the
rules. Of stories that are over it says what stood there then, as an answer as at that day must. Of stories that the
registers alone tell it says which rule must find the child: on the day of `truth/registers.csv`, and not the day
before."""


def stories_page() -> str:
    """The page as Markdown, from the smallest demonstration. Raises LookupError for a story without a sentence."""
    planted: dict[str, Life] = {}
    for life in make_world(_SEED, FEWEST_PUPILS, _TODAY).lives:
        if life.story and life.clean:
            planted.setdefault(life.story, life)
    lines = [_ABOUT]
    for title, module in _GROUPS:
        lines += ["", f"## {title}", "", "| Story | Name | What is planted | Told in | The list says |"]
        lines += ["|---|---|---|---|---|", *(_line(story, planted[story.slug]) for story in module.STORIES)]
    return "\n".join(lines) + "\n"


def stories_grouped() -> frozenset[str]:
    """The names of the stories that the page tells of."""
    return frozenset(story.slug for _, module in _GROUPS for story in module.STORIES)


def _line(story: Story, life: Life) -> str:
    sentence = inspect.getdoc(story.tell)
    if not sentence:
        raise LookupError(f"the story {story.slug!r} has no sentence that says what is planted")
    told = ", ".join(f"`{feed}`" for feed in feeds_of(life))
    cells = (story.title, f"`{story.slug}`", " ".join(sentence.split()), told, _says(life))
    return f"| {' | '.join(cells)} |"


def feeds_of(life: Life) -> list[str]:
    """The feeds whose files tell of a child first: the school's, the provider's, the services'."""
    held: Iterable[tuple[str, object]] = (
        ("school-roll", life.rolls),
        ("part-time", life.part_time),
        ("exclusions", life.exclusions),
        ("provider-roll", life.placements),
        ("provider-hours", life.hours),
        ("home-education", life.home_education),
        ("attendance-marks", life.marked),
    )
    return list(dict.fromkeys([*(feed for feed, facts in held if facts), *_services(life)]))


def _services(life: Life) -> Iterator[str]:
    return (item.feed for item in life.told if item.feed not in _SAY_AGAIN)


def _says(life: Life) -> str:
    now = _standing(life.expected)
    then = " and ".join(f"*on* for {_reasons(was.reasons)}" for was in life.was)
    rules = ", ".join(f"`{one.rule}`" for one in life.found)
    return f"then {then}; now {now}" if then else f"{now}; the rule {rules} finds it" if rules else now


def _standing(expected: Expected) -> str:
    words = f"*{expected.standing}*"
    return f"{words} for {_reasons(expected.reasons)}" if expected.reasons else words


def _reasons(reasons: tuple[str, ...]) -> str:
    return ", ".join(f"`{reason}`" for reason in reasons)

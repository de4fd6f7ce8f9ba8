"""What is really so, beside the files: people, rows, the list, hours, stories, and what follows from them.

`list.csv` has one line for each child that the list must show, by the first way of linking: where a sender's
mistakes keep its rows apart from the others of the same person, each part is a child of its own, and the column
`expected_because` says so. `child` numbers the parts of one person; `upn` and `date_of_birth` are the true ones, which
a part whose sender has them wrong, or has none, does not show.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sightline.demo import follows
from sightline.demo.files.desk import Desk
from sightline.demo.files.formats import first_row_number
from sightline.demo.files.sheets import Sheet
from sightline.demo.lives import Expected, Life
from sightline.demo.pictures import Picture, same_child, senders_of
from sightline.demo.stories.telling import STORIES
from sightline.demo.world import World

NOT_KNOWN = "not known"
PEOPLE = (
    "person", "family", "surname", "forename", "date_of_birth", "sex", "upn", "postcode", "home_authority", "school",
    "year", "story",
)  # fmt: skip
ROWS = ("feed", "file", "row", "person", "sender", "mistakes", "outcome")
LIST = (
    "person",
    "child",
    "upn",
    "date_of_birth",
    "senders",
    "standing",
    "reasons",
    "since",
    "expected_because",
)
HOURS = ("person", "child", "planned", "offered", "attended")
STORY = ("story", "title", "person", "planted")


@dataclass(frozen=True, slots=True)
class Cluster:
    """The rows of one person that the first way of linking holds together: which senders', and what follows."""

    life: Life
    number: int
    senders: tuple[str, ...]
    expected: Expected
    because: str


def clusters_of(desk: Desk, life: Life) -> list[Cluster]:
    """The children that the rows of one person become: one, or more where mistakes keep rows apart."""
    senders = senders_of(life)
    if len(senders) == 1 or life.clean:
        return [Cluster(life, 1, tuple(senders), life.expected, "the story")]
    groups: list[list[str]] = []
    pictures = {sender: desk.picture_of(life, sender) for sender in senders}
    for sender in senders:
        near = [
            group for group in groups if any(same_child(pictures[sender], pictures[one]) for one in group)
        ]
        groups = [group for group in groups if group not in near] + [[*sum(near, []), sender]]
    if len(groups) == 1:
        return [Cluster(life, 1, tuple(senders), life.expected, "the story")]
    return [
        Cluster(life, number, tuple(group), _expected_apart(life, group), _why_apart(pictures, group))
        for number, group in enumerate(groups, start=1)
    ]


def _expected_apart(life: Life, group: list[str]) -> Expected:
    if len(group) > 1:
        raise ValueError(
            f"the story {life.story!r} does not say what follows when more than two senders part"
        )
    return life.expected_alone[group[0]]


def _why_apart(pictures: dict[str, Picture], group: list[str]) -> str:
    mistakes = sorted({mistake for sender in group for mistake in pictures[sender].mistakes})
    return f"rows that cannot be linked by the first way ({', '.join(mistakes) or 'the others’ mistakes'})"


def write_truth(folder: Path, desk: Desk, sheets: Iterable[Sheet]) -> None:
    """Write the files of the truth into `folder`, all but coverage; `sheets` are the files as they were sent."""
    folder.mkdir(parents=True, exist_ok=True)
    # The rows first: in writing them down the files themselves are sent.
    _write(folder / "rows.csv", ROWS, _rows(sheets))
    clusters = [cluster for life in desk.world.lives for cluster in clusters_of(desk, life)]
    on_list = [cluster for cluster in clusters if cluster.expected.standing != "off"]
    _write(folder / "people.csv", PEOPLE, (_person(life) for life in desk.world.lives))
    _write(folder / "list.csv", LIST, (_on_list(cluster) for cluster in on_list))
    _write(folder / "hours.csv", HOURS, (_hours(cluster) for cluster in on_list))
    _write(folder / "stories.csv", STORY, _stories(desk.world))
    today = desk.world.terms.today

    def has_postcode(cluster: Cluster) -> bool:
        return any(desk.picture_of(cluster.life, sender).postcode for sender in cluster.senders)

    _write(folder / "no_roll.csv", follows.NO_ROLL, follows.off_roll(on_list))
    _write(folder / "unknowns.csv", follows.UNKNOWNS, follows.unknown_hours(on_list, today))
    _write(folder / "figures.csv", follows.FIGURES, follows.figures(on_list, today, has_postcode))
    _write(folder / "past.csv", follows.PAST, follows.past(desk.world.lives))
    _write(folder / "registers.csv", follows.FOUND, follows.found(desk.world.lives))


def _write(file: Path, header: tuple[str, ...], lines: Iterable[tuple[object, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened, lineterminator="\n")
        table.writerow(header)
        table.writerows(lines)


def _person(life: Life) -> tuple[object, ...]:
    person = life.person
    school = next((roll.school.urn for roll in life.rolls if roll.left is None), "")
    return (
        person.id,
        person.family,
        person.surname,
        person.forename,
        person.date_of_birth,
        person.sex,
        person.upn,
        person.home.postcode,
        life.home_authority,
        school,
        person.year,
        life.story,
    )


def _rows(sheets: Iterable[Sheet]) -> Iterator[tuple[object, ...]]:
    for sheet in sheets:
        for number, line in enumerate(sheet.lines, start=first_row_number(sheet.manner)):
            mistakes = "; ".join(line.mistakes)
            yield sheet.feed, sheet.name, number, line.person, line.sender, mistakes, line.outcome


def _on_list(cluster: Cluster) -> tuple[object, ...]:
    expected, person = cluster.expected, cluster.life.person
    return (
        person.id,
        cluster.number,
        person.upn,
        person.date_of_birth,
        " ".join(cluster.senders),
        expected.standing,
        " ".join(sorted(expected.reasons)),
        expected.since or NOT_KNOWN,
        cluster.because,
    )


def _hours(cluster: Cluster) -> tuple[object, ...]:
    expected = cluster.expected
    hours = (expected.planned, expected.offered, expected.attended)
    return (cluster.life.person.id, cluster.number, *(hours_in_words(item) for item in hours))


def hours_in_words(hours: Decimal | None) -> str:
    """A number of hours with two places, or the words for what is not known."""
    return NOT_KNOWN if hours is None else f"{hours:.2f}"


def _stories(world: World) -> Iterator[tuple[object, ...]]:
    titles = {story.slug: story.title for story in STORIES}
    for life in world.lives:
        if life.story:
            yield life.story, titles[life.story], life.person.id, "yes" if life.clean else "no"

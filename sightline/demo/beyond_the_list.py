"""Holding the record to what follows from the truth besides the list: unknown hours, figures, and days of last year."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from sightline.access.viewer import Viewer
from sightline.population.in_figures import on_the_list
from sightline.population.places import children_at_providers
from sightline.population.queries import one_child
from sightline.record.models import Provider, SourcePersonVersion
from sightline.reports.figures import Line, in_figures

# File names in one query.
_AT_ONCE = 400
_ON = "on"
_HELD_TO_TRUTH = ("hours", "how-long", "locality")

Place = tuple[str, str, int]


def differences(truth: Path, viewer: Viewer) -> Iterator[str]:
    """What the record says otherwise than the truth of unknown hours, of the report's figures, and of last year."""
    yield from _of_numbers("the figures", _figures_told(truth), _figures_shown(viewer))
    yield from _of_numbers("the providers", _unknowns_told(truth), _unknowns_shown(viewer))
    yield from _of_past(truth, viewer)


def _lines(file: Path) -> Iterable[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        yield from csv.DictReader(opened)


def _of_numbers(
    what: str, told: dict[tuple[str, str], int], shown: dict[tuple[str, str], int]
) -> Iterator[str]:
    for key in sorted(told.keys() | shown.keys()):
        if told.get(key, 0) != shown.get(key, 0):
            yield f"{what}, {': '.join(key)}: the truth says {told.get(key, 0)}; the record says {shown.get(key, 0)}"


def _figures_told(truth: Path) -> dict[tuple[str, str], int]:
    return {(row["figure"], row["line"]): int(row["children"]) for row in _lines(truth / "figures.csv")}


def _figures_shown(viewer: Viewer) -> dict[tuple[str, str], int]:
    """The report's figures in the lines of the truth: reasons by their names in files, the rest by their titles."""
    found = in_figures(on_the_list(viewer))
    counts = {("total", "on the list"): int(found.total)}
    for figure in found.figures:
        if figure.slug in _HELD_TO_TRUTH:
            counts |= {(figure.slug, line.title): int(line.children) for line in figure.lines}
        elif figure.slug == "reason":
            counts |= {(figure.slug, _slug(line)): int(line.children) for line in figure.lines}
    return counts


def _slug(line: Line) -> str:
    return dict(line.filters).get("reason", line.title)


def _unknowns_told(truth: Path) -> dict[tuple[str, str], int]:
    return {
        (row["provider"], column): int(row[column])
        for row in _lines(truth / "unknowns.csv")
        for column in ("children", "hours_not_known")
    }


def _unknowns_shown(viewer: Viewer) -> dict[tuple[str, str], int]:
    keys = dict(Provider.objects.values_list("id", "key"))
    found: dict[tuple[str, str], int] = {}
    for provider, there in children_at_providers(viewer, keys).items():
        found[keys[provider], "children"] = there.on_list + there.to_be_checked
        found[keys[provider], "hours_not_known"] = there.hours_not_known
    return found


def _of_past(truth: Path, viewer: Viewer) -> Iterator[str]:
    """Each day of last year on which somebody must have been on the list, as known today."""
    lines = list(_lines(truth / "past.csv"))
    children = children_of({row["person"] for row in lines}, truth)
    for row in lines:
        child = children.get(row["person"])
        found = None if child is None else one_child(viewer, child, as_at=date.fromisoformat(row["day"]))
        said = "nothing" if found is None else _as_it_was(found.row.standing, found.row.reasons)
        told = f"{_ON}: {row['reasons']}"
        if said != told:
            yield f"{row['person']} on {row['day']}: the truth says {told}; the record says {said}"


def _as_it_was(standing: str, reasons: Iterable[dict[str, str]]) -> str:
    return f"{standing}: {' '.join(sorted(reason['slug'] for reason in reasons))}"


def children_of(people: set[str], truth: Path) -> dict[str, int]:
    """The record's child of each of these people of the truth, found through their rows."""
    whose: dict[Place, str] = {
        (row["feed"], row["file"], int(row["row"])): row["person"]
        for row in _lines(truth / "rows.csv")
        if row["person"] in people
    }
    files = sorted({file for _, file, _ in whose})
    found: dict[str, int] = {}
    for first in range(0, len(files), _AT_ONCE):
        versions = SourcePersonVersion.objects.filter(
            delivery__file_name__in=files[first : first + _AT_ONCE],
            row_number__in={row for _, _, row in whose},
        )
        places = versions.values_list(
            "source_person__child_id", "delivery__feed", "delivery__file_name", "row_number"
        )
        for child, feed, file, row in places.iterator():
            if row is not None and (person := whose.get((feed, file, row))):
                found[person] = child
    return found

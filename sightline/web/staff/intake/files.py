"""What the pages say of a file: where it stands in a few words, what came of it in a sentence, what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sightline.access.viewer import Viewer
from sightline.domain.words import plural
from sightline.intake.differences import KINDS, Difference, from_json
from sightline.intake.history import Somebody, somebodies
from sightline.intake.models import ReceivedFile

State = ReceivedFile.State

STATES: dict[str, tuple[str, str]] = {
    State.ASKING: ("Waits for you", "govuk-tag--yellow"),
    State.QUEUED: ("Waits for its turn", "govuk-tag--grey"),
    State.READING: ("Being read", "govuk-tag--blue"),
    State.PUBLISHING: ("Being written", "govuk-tag--blue"),
    State.TRIED: ("Tried only", "govuk-tag--purple"),
    State.DONE: ("Taken in", "govuk-tag--green"),
    State.REFUSED: ("Not taken in", "govuk-tag--red"),
    State.SET_ASIDE: ("Set aside", "govuk-tag--grey"),
}
"""Where a file stands, in the words of the pages, and the colour beside them."""


def result_sentence(counts: Mapping[str, int], *, tried: bool = False) -> str:
    """What came of a file in one sentence: “412 rows taken, 9 wait for you, 3 children are no longer in this file.”

    `tried` says what would come of it.
    """
    rows, taken, waiting = counts["rows"], counts["taken"], counts["quarantined"]
    gone, new, review = counts["gone"], counts["new_children"], counts["to_review"]
    if not rows:
        return "There is no row in this file."
    parts = []
    if taken:
        parts.append(f"{plural(taken, 'row')} {'would be taken' if tried else 'taken'}")
    if counts["unchanged"]:
        known = plural(counts["unchanged"], "row")
        parts.append(f"{known} {'says' if counts['unchanged'] == 1 else 'say'} what was known already")
    if waiting:
        waits = "would wait" if tried else ("waits" if waiting == 1 else "wait")
        parts.append(f"{plural(waiting, 'row')} {waits} for you")
    if gone:
        parts.append(f"{plural(gone, 'child is', 'children are')} no longer in this file")
    if new:
        would = "would be" if tried else ("is" if new == 1 else "are")
        parts.append(f"{plural(new, 'child', 'children')} {would} new to the record")
    if review:
        parts.append(
            f"of {plural(review, 'child', 'children')} you would be asked whether they are somebody known"
            if tried
            else f"{plural(review, 'question')} whether two records are one child"
        )
    return f"{', '.join(parts)}."


@dataclass(frozen=True)
class ShownDifference:
    """A difference as it is shown: its kind in words, and whose it is, if anybody's who is known already."""

    difference: Difference
    kind: str
    somebody: Somebody | None


def shown_differences(
    viewer: Viewer, stored: list[dict[str, Any]], offset: int, size: int
) -> tuple[list[ShownDifference], int]:
    """A page of what a tried file would change, and how many of it the viewer's role does not show.

    Whoever is shown is noted for the access log.
    """
    page = from_json(stored[offset : offset + size])
    visible = [one for one in page if one.visible_to(viewer)]
    known = somebodies(viewer, [one.child for one in visible if one.child is not None])
    shown = [
        ShownDifference(one, one.kind, known.get(one.child) if one.child is not None else None)
        for one in visible
        if one.child is None or one.child in known
    ]
    return shown, len(page) - len(shown)


def counted_differences(outcome: Mapping[str, Any]) -> list[str]:
    """How many differences of each kind a trial found, in words."""
    counts: Mapping[str, int] = outcome.get("differences", {})
    return [plural(counts[kind], *called) for kind, called in KINDS.items() if counts.get(kind)]

"""Reading the links: which source person is which child, who says so, and who may be somebody else as well."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action, FieldClass, ScopeKind
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.record.models import LinkInterval, PossibleMatch, SourcePersonVersion, reference_of


@dataclass(frozen=True, slots=True)
class LinkHeld:
    """One source person and the child that it is held to be; `row` counts as a spreadsheet does, heading row as 1."""

    source: str
    source_id: str
    child: str
    decided_by: str
    score: float | None
    since: date
    maybe_same_as: tuple[str, ...]
    rule: str
    feed: str
    file: str
    row: int | None


def links_held(viewer: Viewer) -> list[LinkHeld]:
    """Every source person's link now, in the order in which they came in; the children are noted as shown.

    Raises PermissionDenied unless the viewer may see identities throughout the authority.
    """
    viewer.require(Action.SEE_CHILDREN)
    if viewer.scope_kind != ScopeKind.AUTHORITY or not viewer.sees(FieldClass.IDENTITY):
        raise PermissionDenied("Links are shown to those who may see every child of the authority.")
    others = _open_questions()
    versions = SourcePersonVersion.objects.values_list(
        "source_person_id", "delivery__feed", "delivery__file_name", "row_number"
    )
    came_in = {person: (feed, file, row) for person, feed, file, row in versions.iterator(chunk_size=10_000)}
    rows = LinkInterval.objects.order_by("source_person_id").values_list(
        "source_person_id",
        "source_person__source__slug",
        "source_person__key",
        "source_person__feed",
        "child_id",
        "decided_by",
        "score",
        "received_at",
        "rule",
    )
    held = []
    shown = set()
    for person, source, key, person_feed, child, decided_by, score, received_at, rule in rows.iterator(
        chunk_size=10_000
    ):
        feed, file, row = came_in.get(person, (None, None, None))
        shown.add(child)
        held.append(
            LinkHeld(
                source=source,
                source_id=key,
                child=reference_of(child),
                decided_by=decided_by,
                score=score,
                since=london_date(received_at),
                maybe_same_as=others.get(child, ()),
                rule=rule,
                feed=feed or person_feed,
                file=file or "",
                row=row,
            )
        )
    viewer.note_shown(shown)
    return held


def _open_questions() -> dict[int, tuple[str, ...]]:
    """For each child who may be somebody else, the references of whom."""
    found: dict[int, set[int]] = defaultdict(set)
    questions = PossibleMatch.objects.filter(state=PossibleMatch.State.OPEN)
    for one, other in questions.values_list("first__child_id", "second__child_id"):
        if one != other:
            found[one].add(other)
            found[other].add(one)
    return {child: tuple(reference_of(other) for other in sorted(others)) for child, others in found.items()}

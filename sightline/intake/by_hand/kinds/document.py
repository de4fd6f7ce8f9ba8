"""A document is attached and not told, so it has a page of its own; its title and day are corrected like any fact."""

from sightline.intake.by_hand.shapes import DAY, Group, ToldKind, day, text
from sightline.record.models import EvidenceDocument

DOCUMENT = ToldKind(
    "document",
    "A document",
    "Which document is it?",
    Group.CONCERNS,
    EvidenceDocument,
    (
        text("title", "Title", "What it is, for example: letter of the consultant.", required=True),
        day(DAY, "Date of the document"),
    ),
)

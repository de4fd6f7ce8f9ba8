"""What was said once of a sender's own headings and names: shown with who said it and when, and forgotten again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from sightline.access.viewer import Viewer
from sightline.intake.registry import feeds
from sightline.intake.remembering import (
    LEAVE_ASIDE,
    HeadingsSaid,
    forget_headings,
    forget_name,
    headings_said,
    names_said,
)
from sightline.web.staff.intake.mending_forms import numbers


def said_of(looking: Viewer, sender: str) -> dict[str, Any]:
    """What the page of a sender (by its slug) shows: the names, and each sheet with the columns read of it."""
    return {
        "names_said": names_said(looking, sender),
        "headings_said": [
            (one, _columns_read(one), _left_aside(one)) for one in headings_said(looking, sender)
        ],
    }


def forget_what_was_said(request: HttpRequest, looking: Viewer, sender: str) -> None:
    """Forget the name, or the sheet's headings, whose button was pressed, and say so; of this sender only."""
    names = {one.number for one in names_said(looking, sender)}
    sheets = {one.number for one in headings_said(looking, sender)}
    forgotten = False
    for number in numbers(request.POST, "forget"):
        forgotten |= number in names and forget_name(
            looking, number, "This is not what the sender means by the name."
        )
    for number in numbers(request.POST, "forget_headings"):
        forgotten |= number in sheets and forget_headings(
            looking, number, "This is not what the sender's headings mean."
        )
    if forgotten:
        messages.success(request, "Forgotten. What was read by it stays; the next file will ask again.")
    else:
        messages.info(request, "Somebody has done so already.")


def _columns_read(one: HeadingsSaid) -> list[str]:
    """The headings of the feed's own columns that stand in the sheet."""
    contract = feeds().get(one.feed)
    said = set(one.headings.values())
    return [column.heading for column in contract.columns if column.name in said] if contract else []


def _left_aside(one: HeadingsSaid) -> int:
    """How many of the sheet's headings nothing is read under."""
    return sum(column == LEAVE_ASIDE for column in one.headings.values())

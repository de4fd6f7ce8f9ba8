"""Sending the files: into a folder for each feed, with the order in which they are to be taken beside them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.text import slugify

from sightline.demo.files.desk import Desk
from sightline.demo.files.formats import write
from sightline.demo.files.provision import home_education_sheets, provider_sheets
from sightline.demo.files.reference import reference_sheets
from sightline.demo.files.rolls import school_sheets
from sightline.demo.files.sheets import Sheet
from sightline.demo.files.told import CASELOADS, EVENTS, told_sheets
from sightline.intake.coverage.senders import collection_of

# What others name comes before those who name it, when it came on the same day.
FEEDS = (
    "schools-register",
    "schools-links",
    "localities",
    "term-dates",
    "staff",
    "providers",
    "school-roll",
    "part-time",
    "exclusions",
    "home-education",
    "provider-roll",
    "provider-hours",
    *CASELOADS,
    *EVENTS,
    "common-transfer-file",
    "attendance-marks",
)
ORDER = "in order of receipt.csv"


@dataclass(frozen=True, order=True, slots=True)
class Sent:
    """One file that was sent: the day on which it came, its feed's place among the feeds, its name.

    `source` is the name of the sender that was given with it (empty: none was), and `sender` who it counts as: a
    school's URN, a provider's key, or the slug of another source.
    """

    received: date
    place: int
    name: str
    source: str = ""
    sender: str = ""

    @property
    def feed(self) -> str:
        """The feed that it belongs to."""
        return FEEDS[self.place]

    def path(self, folder: Path) -> Path:
        """Where it lies under the folder of files."""
        return folder / self.feed / self.name


def send(desk: Desk, folder: Path) -> Iterator[Sheet]:
    """Write every file under `folder`, one after the other, and hand on what stands in it; then the order."""
    sent: list[Sent] = []
    for sheet in _sheets(desk):
        one = Sent(sheet.received, FEEDS.index(sheet.feed), sheet.name, sheet.source, _sender(desk, sheet))
        path = one.path(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write(sheet.manner, sheet.headings, [line.row for line in sheet.lines]))
        sent.append(one)
        yield sheet
    with (folder / ORDER).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("received", "feed", "file", "source", "sender"))
        table.writerows((one.received, one.feed, one.name, one.source, one.sender) for one in sorted(sent))


def in_order_of_receipt(folder: Path) -> list[Sent]:
    """The files under `folder`, in the order in which they came."""
    with (folder / ORDER).open(encoding="utf-8", newline="") as file:
        return [
            Sent(
                date.fromisoformat(row["received"]),
                FEEDS.index(row["feed"]),
                row["file"],
                row["source"],
                row["sender"],
            )
            for row in csv.DictReader(file)
        ]


def _sender(desk: Desk, sheet: Sheet) -> str:
    """Who a file counts as: a school as it is now, a provider, a service by its name, or the authority's collection."""
    kind, _, key = sheet.lines[0].sender.partition(":")
    if kind == "school":
        return desk.offices[key].urn
    if kind == "provider":
        return key
    return slugify(sheet.source) if sheet.source else collection_of(sheet.feed)


def _sheets(desk: Desk) -> Iterator[Sheet]:
    yield from reference_sheets(desk.world)
    yield from school_sheets(desk)
    yield from provider_sheets(desk)
    yield from home_education_sheets(desk)
    yield from told_sheets(desk)

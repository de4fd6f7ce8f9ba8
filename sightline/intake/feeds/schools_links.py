"""Which school followed which: conversions to academies, mergers, splits."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.intake.contract import Column, Feed, Kind, OwedBy, Row
from sightline.intake.lookups import SUCCEEDED
from sightline.intake.publishing.publication import Publication
from sightline.record import door
from sightline.record.bulk import insert
from sightline.record.door import BATCH
from sightline.record.models import Establishment, EstablishmentLink, EstablishmentVersion

_CLOSED = "Closed"
_OLDER, _NEWER = "Predecessor", "Successor"


@dataclass(slots=True)
class _Link:
    """One school following another, as one or both ends of the link tell of it."""

    row: Row
    since: date | None
    told_by_newer: bool


def _pair(row: Row) -> tuple[str, str, str] | None:
    """The older and the newer URN, and the kind of the link; None for a kind that is no succession."""
    direction, _, kind = row.text("link_type").partition(" - ")
    kind = kind.casefold().strip() or SUCCEEDED
    if direction.strip() == _OLDER:
        return row["link_urn"], row["urn"], kind
    if direction.strip() == _NEWER:
        return row["urn"], row["link_urn"], kind
    return None


def _publish(publication: Publication) -> None:
    publication.hold_back_doubles()
    wanted: dict[tuple[str, str, str], _Link] = {}
    also: dict[tuple[str, str, str], list[Row]] = {}
    for row in publication.good_rows:
        pair = _pair(row)
        if pair is None:
            message = "Only predecessors and successors are recorded: nothing of this row is."
            publication.leave_out(row, "a link of another kind", message, "LinkType")
            continue
        also.setdefault(pair, []).append(row)
        _gather(wanted, pair, row)
    known = _with_stubs(publication, wanted)
    for pair in _write(publication, wanted, known):
        for row in also[pair]:
            publication.take(row)


def _gather(wanted: dict[tuple[str, str, str], _Link], pair: tuple[str, str, str], row: Row) -> None:
    """Note a link. Both ends tell of it: the newer school gives the day it opened, which counts, the older the day
    before."""
    newer = row["urn"] == pair[1]
    link = wanted.get(pair)
    if link is None:
        wanted[pair] = _Link(row, row["since"], newer)
    elif row["since"] and (link.since is None or (newer and not link.told_by_newer)):
        link.since, link.told_by_newer = row["since"], newer


def _with_stubs(publication: Publication, wanted: dict[tuple[str, str, str], _Link]) -> dict[str, int]:
    """The ids of all establishments of the links; those that the register does not hold are made, closed long ago."""
    urns = sorted({urn for older, newer, _ in wanted for urn in (older, newer)})
    known: dict[str, int] = {}
    for start in range(0, len(urns), BATCH):
        batch = Establishment.objects.filter(urn__in=urns[start : start + BATCH])
        known |= dict(batch.values_list("urn", "id"))
    names = {row["link_urn"]: (row.text("link_name"), row.number) for row in publication.good_rows}
    missing = [urn for urn in urns if urn not in known]
    stubs = [
        Establishment(urn=urn, name=names.get(urn, ("", 0))[0], status=_CLOSED, is_stub=True)
        for urn in missing
    ]
    insert(stubs)
    versions: list[Any] = [
        EstablishmentVersion(
            establishment=stub, name=stub.name, status=_CLOSED, row_number=names.get(stub.urn, ("", None))[1]
        )
        for stub in stubs
    ]
    door.add(publication.writing, versions, delivery=publication.delivery)
    return known | {stub.urn: stub.pk for stub in stubs}


def _write(
    publication: Publication, wanted: dict[tuple[str, str, str], _Link], ids: dict[str, int]
) -> list[tuple[str, str, str]]:
    """Write the links that are new or have another date; returns which."""
    current = {
        (link.predecessor_id, link.successor_id, link.kind): link for link in EstablishmentLink.objects.all()
    }
    changed, superseded, added = [], [], []
    for pair, said in wanted.items():
        older, newer, kind = pair
        known = current.get((ids[older], ids[newer], kind))
        if known is not None and (known.since == said.since or said.since is None):
            continue
        if known is not None and publication.is_overtaken_by(known):
            continue
        changed.append(pair)
        if known is not None:
            superseded.append(known)
        added.append(
            EstablishmentLink(
                predecessor_id=ids[older],
                successor_id=ids[newer],
                kind=kind[:60],
                since=said.since,
                row_number=said.row.number,
            )
        )
    door.supersede(publication.writing, superseded)
    door.add(publication.writing, added, delivery=publication.delivery)
    if changed:
        publication.writing.touch_everybody()
    return changed


FEED = Feed(
    name="schools-links",
    title="Links between schools",
    owed_by=OwedBy.REGISTER,
    meaning="The download of links from Get Information About Schools. A link has two ends and often stands in the "
    "file twice; a school that the register does not hold becomes a closed stub, so that a history has somewhere to "
    "point to.",
    columns=(
        Column("urn", "URN", Kind.URN, "The establishment.", required=True),
        Column("link_urn", "LinkURN", Kind.URN, "The establishment that it is linked to.", required=True),
        Column("link_name", "LinkName", Kind.TEXT, "The name of that one.", max_length=300),
        Column(
            "link_type",
            "LinkType",
            Kind.TEXT,
            "Predecessor or Successor, with a manner behind a dash (merged, amalgamated, split school).",
            required=True,
        ),
        Column("since", "LinkEstablishedDate", Kind.DATE, "The day on which the one followed the other."),
    ),
    told_apart_by=("urn", "link_urn", "link_type"),
    publish=_publish,
)

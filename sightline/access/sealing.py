"""Sealing the audit trail, and checking the seals.

Every change and every access record comes under a seal, some hundreds at a time. An entry's digest covers its
columns; a seal's digest covers those of its entries and the digest of the seal before it. Whoever alters, removes or
slips in an entry breaks a digest that can be named; whoever mends that digest breaks the next seal. Only somebody who
makes the whole chain anew, or cuts off its end, leaves no break, and is found out by a digest that was noted down
elsewhere.

What is to be sealed is whatever has no seal yet, never "everything after the last id": ids have gaps, and a
transaction that began early may commit late.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from sightline.access import clock
from sightline.access.models import AccessRecord, Change, Seal, SealedEntry

Kind = SealedEntry.Kind

MODELS: dict[Kind, type[Model]] = {Kind.CHANGE: Change, Kind.ACCESS: AccessRecord}

_ACCESS = ("id", "account_id", "role", "purpose", "at", "children")

# Which columns an entry's digest covers, by form. A column added to either table makes a new form; the old ones stay,
# because seals made in them are still checked.
FORMS: dict[int, dict[Kind, tuple[str, ...]]] = {
    1: {
        Kind.CHANGE: (
            "id",
            "actor_id",
            "role",
            "action",
            "reason",
            "told_by",
            "received_at",
            "recorded_at",
        ),
        Kind.ACCESS: _ACCESS,
    },
    2: {
        Kind.CHANGE: (
            "id",
            "actor_id",
            "role",
            "action",
            "reason",
            "told_by",
            "told_how",
            "received_at",
            "recorded_at",
        ),
        Kind.ACCESS: _ACCESS,
    },
}
FORM = max(FORMS)

ENTRIES_A_SEAL = 1_000

Advance = Callable[[int, int], None]


class Entry(NamedTuple):
    """One row of the audit trail: `change` or `access`, and its id."""

    kind: str
    id: int


@dataclass(frozen=True)
class Sealing:
    """What one run sealed, and the digest of the last seal there is (empty before the first)."""

    seals: int
    changes: int
    access_records: int
    digest: str


@dataclass
class Verification:
    """What a check of the whole chain found.

    `digest` is that of the last seal (empty before the first). `noted_digest_found` is None unless a digest that was
    noted down earlier was given.
    """

    seals: int = 0
    entries: int = 0
    digest: str = ""
    broken_seals: list[int] = field(default_factory=list)
    broken_entries: list[Entry] = field(default_factory=list)
    missing_entries: list[Entry] = field(default_factory=list)
    not_yet_sealed: list[Entry] = field(default_factory=list)
    noted_digest_found: bool | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing under a seal was altered or taken away. What is not yet sealed breaks nothing."""
        found_faults = self.broken_seals or self.broken_entries or self.missing_entries
        return not found_faults and self.noted_digest_found is not False


def seal(*, entries_a_seal: int = ENTRIES_A_SEAL, advance: Advance | None = None) -> Sealing:
    """Seal every change and access record that has no seal yet, in transactions of `entries_a_seal` entries each.

    `advance(done, total)` is told of progress. Raises IntegrityError when another sealing runs at the same time:
    the database refuses to seal an entry twice or to fork the chain, and nothing of that batch is kept.
    """
    total = sum(_without_seal(kind).count() for kind in MODELS)
    sealed = dict.fromkeys(MODELS, 0)
    seals = 0
    for kind in MODELS:
        for ids in _batches_without_seal(kind, entries_a_seal):
            _seal_batch(kind, ids)
            seals += 1
            sealed[kind] += len(ids)
            if advance:
                advance(sum(sealed.values()), total)
    last = Seal.objects.order_by("id").last()
    return Sealing(seals, sealed[Kind.CHANGE], sealed[Kind.ACCESS], last.digest if last else "")


def verify(*, noted_digest: str = "", advance: Advance | None = None) -> Verification:
    """Check every seal and every entry under it, from the first, and list what is not yet sealed.

    `noted_digest` is a digest that an earlier sealing gave and that was kept elsewhere: it must still be in the
    chain. `advance(done, total)` is told of progress, in entries.
    """
    found = Verification()
    total = SealedEntry.objects.count()
    for made in Seal.objects.order_by("id").iterator():
        entries = list(SealedEntry.objects.filter(seal=made).order_by("kind", "entry"))
        digests = [(item.kind, item.entry, item.digest) for item in entries]
        if made.previous_digest != found.digest or made.digest != _digest_of_seal(made, digests):
            found.broken_seals.append(made.pk)
        _check_entries(made, entries, found)
        found.digest = made.digest
        found.seals += 1
        found.entries += len(entries)
        if noted_digest == made.digest:
            found.noted_digest_found = True
        if advance:
            advance(found.entries, total)
    if noted_digest and not found.noted_digest_found:
        found.noted_digest_found = False
    for kind in MODELS:
        waiting = _without_seal(kind).order_by("pk").values_list("pk", flat=True)
        found.not_yet_sealed.extend(Entry(kind.value, pk) for pk in waiting)
    return found


def _without_seal(kind: Kind) -> QuerySet[Any]:
    under_seal = SealedEntry.objects.filter(kind=kind, entry=OuterRef("pk"))
    return MODELS[kind]._default_manager.filter(~Exists(under_seal))


def _batches_without_seal(kind: Kind, size: int) -> Iterator[list[int]]:
    """The ids without a seal, `size` at a time, each batch beginning where the last one ended."""
    waiting = _without_seal(kind).order_by("pk").values_list("pk", flat=True)
    ids = list(waiting[:size])
    while ids:
        yield ids
        ids = list(waiting.filter(pk__gt=ids[-1])[:size])


@transaction.atomic
def _seal_batch(kind: Kind, ids: Sequence[int]) -> None:
    last = Seal.objects.order_by("id").last()
    digests = _digests(FORM, kind, ids)
    made = Seal(
        sealed_at=clock.now(),
        form=FORM,
        entries=len(digests),
        previous_digest=last.digest if last else "",
    )
    made.digest = _digest_of_seal(made, [(kind.value, pk, digest) for pk, digest in sorted(digests.items())])
    made.save()
    SealedEntry.objects.bulk_create(
        SealedEntry(seal=made, kind=kind, entry=pk, digest=digest) for pk, digest in sorted(digests.items())
    )


def _check_entries(made: Seal, entries: Sequence[SealedEntry], found: Verification) -> None:
    if made.form not in FORMS:
        # Nothing can be said of the entries; the seal itself is named, for its digest covers its form.
        return
    for kind in MODELS:
        sealed = {item.entry: item.digest for item in entries if item.kind == kind}
        there = _digests(made.form, kind, sealed)
        for pk, digest in sealed.items():
            if pk not in there:
                found.missing_entries.append(Entry(kind.value, pk))
            elif there[pk] != digest:
                found.broken_entries.append(Entry(kind.value, pk))


def _digests(form: int, kind: Kind, ids: Iterable[int]) -> dict[int, str]:
    """The digest of each row of `ids` that is there, by its id."""
    columns = FORMS[form][kind]
    rows = MODELS[kind]._default_manager.filter(pk__in=list(ids)).values_list(*columns)
    return {
        row[0]: _digest({"form": form, "kind": kind.value, **dict(zip(columns, row, strict=True))})
        for row in rows
    }


def _digest_of_seal(made: Seal, entries: Sequence[tuple[str, int, str]]) -> str:
    return _digest(
        {
            "form": made.form,
            "sealed_at": made.sealed_at,
            "previous": made.previous_digest,
            "count": made.entries,
            "entries": entries,
        }
    )


def _digest(document: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal, of a document as canonical JSON: keys in order, no spaces, ASCII, times in UTC."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_plain)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"a {type(value).__name__} has no canonical form")

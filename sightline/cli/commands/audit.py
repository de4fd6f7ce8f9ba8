"""Seals the audit trail, and checks its seals.

sightline audit seal      seals what is not sealed yet, and prints a digest to note down somewhere else
sightline audit verify    names every broken seal and entry, and what is not yet sealed

Exit code 3 means that the check found something broken: a person must look into it.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from django.db import IntegrityError

from sightline.access.policy import Action
from sightline.access.sealing import Entry, Verification, seal, verify
from sightline.cli.outcome import DONE, SOMETHING_WAITS, Refused, add_account, add_json, print_json, progress
from sightline.cli.people import viewer_of

EXAMPLE = "sightline audit verify --json"

# As many ids as a person reads; --json gives them all.
SHOWN = 20


def arguments(parser: ArgumentParser) -> None:
    """Seal or verify."""
    what = parser.add_subparsers(dest="what", required=True, metavar="seal|verify")
    sealing = what.add_parser("seal", help="seal what is not sealed yet")
    verifying = what.add_parser("verify", help="check every seal")
    verifying.add_argument(
        "--noted",
        default="",
        metavar="DIGEST",
        help="a digest that was noted down earlier and must still be there",
    )
    for one in (sealing, verifying):
        add_account(one)
        add_json(one)


def run(options: Namespace) -> int:
    """Do it as an account that may verify the audit trail."""
    viewer_of(options, Action.VERIFY_AUDIT)
    return _seal(options) if options.what == "seal" else _verify(options)


def _seal(options: Namespace) -> int:
    try:
        with progress("Sealing the audit trail") as advance:
            done = seal(advance=advance)
    except IntegrityError as fault:
        raise Refused("another sealing is at work. What it left is sealed by the next one.") from fault
    if options.json:
        print_json(
            {
                "seals": done.seals,
                "changes": done.changes,
                "access_records": done.access_records,
                "digest": done.digest,
            }
        )
        return DONE
    what = f"{_count(done.changes, 'change')} and {_count(done.access_records, 'access record')}"
    print(f"Sealed {what} under {_count(done.seals, 'seal')}.")
    if done.digest:
        print(f"Note this digest down where the database cannot reach: {done.digest}")
    return DONE


def _verify(options: Namespace) -> int:
    with progress("Checking the seals") as advance:
        found = verify(noted_digest=options.noted, advance=advance)
    if options.json:
        print_json(
            {
                "sound": found.sound,
                "seals": found.seals,
                "entries": found.entries,
                "broken_seals": found.broken_seals,
                "broken_entries": _plain(found.broken_entries),
                "missing_entries": _plain(found.missing_entries),
                "not_yet_sealed": _plain(found.not_yet_sealed),
                "noted_digest_found": found.noted_digest_found,
                "digest": found.digest,
            }
        )
    else:
        print("\n".join(_in_words(found)))
    return DONE if found.sound else SOMETHING_WAITS


def _in_words(found: Verification) -> list[str]:
    lines = [f"{_count(found.entries, 'entry', 'entries')} under {_count(found.seals, 'seal')}."]
    if found.broken_seals:
        lines.append(f"Broken seals: {', '.join(map(str, found.broken_seals))}.")
    if found.broken_entries:
        lines.append(f"Altered since they were sealed: {_named(found.broken_entries)}.")
    if found.missing_entries:
        lines.append(f"Sealed, and no longer there: {_named(found.missing_entries)}.")
    if found.noted_digest_found is False:
        lines.append("The digest that was noted down is not in the chain: it was cut off or made anew.")
    if found.not_yet_sealed:
        lines.append(f"Not yet sealed, {len(found.not_yet_sealed)}: {_named(found.not_yet_sealed)}.")
    lines.append(
        "Nothing under a seal was altered." if found.sound else "The audit trail is NOT as it was sealed."
    )
    return lines


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _named(entries: Sequence[Entry]) -> str:
    names = [f"{entry.kind} {entry.id}" for entry in entries[:SHOWN]]
    more = len(entries) - SHOWN
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _plain(entries: Sequence[Entry]) -> list[dict[str, str | int]]:
    return [{"kind": entry.kind, "id": entry.id} for entry in entries]

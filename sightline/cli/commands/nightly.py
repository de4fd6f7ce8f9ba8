"""Does the night's work: moves the list on by the calendar, asks the rules of every register, and seals the trail.

Each rule's findings are kept, with what is new and what has ended since the night before. What is left of sessions that
have ended is cleared away. A night that was missed is made up for by the next one. After an upgrade that changed the
rules of membership, the whole list is made anew. Ends with 0 also when things wait for a person.
"""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from django.core.management import call_command
from django.db import IntegrityError

from sightline.access import clock
from sightline.access.door import writing
from sightline.access.policy import Action
from sightline.access.sealing import seal
from sightline.cli.outcome import DONE, Refused, add_account, add_json, print_json, progress
from sightline.cli.people import viewer_of
from sightline.config.environment import home
from sightline.population.models import ListEntry
from sightline.population.projection import is_of_older_rules, move_on
from sightline.population.tables import ON, TO_BE_CHECKED
from sightline.watch.night import AnotherNight, run_night
from sightline.watch.rules import RULES

EXAMPLE = "sightline nightly"


def arguments(parser: ArgumentParser) -> None:
    """Only in whose name, and the form of the answer."""
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Move the list on, then seal, clear what is left of ended sessions, and say what was done."""
    viewer = viewer_of(options, Action.RECORD_FACTS)
    today = clock.today()
    anew = is_of_older_rules()
    with (
        progress("Moving the list on") as advance,
        writing(viewer=viewer, action=Action.RECORD_FACTS, reason="The night moved the list on.") as session,
    ):
        moved = move_on(session, today, advance)
    try:
        with progress("Asking the rules") as advance:
            night = run_night(viewer, today, home() / "registers", advance=advance)
    except AnotherNight as fault:
        raise Refused("another night is at work. The list was moved on.") from fault
    try:
        with progress("Sealing the audit trail") as advance:
            sealed = seal(advance=advance)
    except IntegrityError as fault:
        raise Refused("another sealing is at work. The list was moved on; the next night seals.") from fault
    # What somebody searched for, or typed before a time-out, lies in a session until here.
    call_command("clearsessions")
    report = {
        "day": today,
        "children_moved_on": moved,
        "list_made_anew": anew,
        "on": ListEntry.objects.filter(standing=ON).count(),
        "to_be_checked": ListEntry.objects.filter(standing=TO_BE_CHECKED).count(),
        "night": night.night.number,
        "rules": [asdict(one) for one in night.rules],
        "changes_sealed": sealed.changes,
        "access_records_sealed": sealed.access_records,
    }
    if options.json:
        print_json(report)
        return DONE
    print(f"Night of {today.isoformat()}.")
    print(
        "The list was made anew by the present rules."
        if anew
        else f"Moved on by the calendar: {moved} children."
    )
    print(f"{report['on']} on the list, {report['to_be_checked']} to be checked.")
    new, ended = (sum(counts) for counts in zip(*((one.new, one.ended) for one in night.rules), strict=True))
    print(
        f"The rules were asked of the registers of {night.night.children} children: {new} new, {ended} ended."
    )
    for one in night.rules:
        print(f"    {RULES[one.rule].title}: {one.new} new, {one.still} still, {one.ended} ended")
    print(f"Sealed {sealed.changes} changes and {sealed.access_records} access records.")
    return DONE

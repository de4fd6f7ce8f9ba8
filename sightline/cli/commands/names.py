"""Lists the names of schools, providers and localities that nobody knows, or says once what a sender means by them.

Rows that wait for a name that is said are run again at once. Exit 3 when names are still asked for, or rows still wait.
"""

from argparse import ArgumentParser, Namespace
from typing import Any

from sightline.access.policy import Action
from sightline.cli.outcome import DONE, SOMETHING_WAITS, Refused, add_account, add_json, print_json
from sightline.cli.people import viewer_of
from sightline.domain.words import plural
from sightline.intake.contract import Kind
from sightline.intake.mending import Mended, say_names
from sightline.intake.remembering import UnknownName, comparable_name, unknown_names
from sightline.intake.suggesting import Places
from sightline.record.models import Source

EXAMPLE = "sightline names --source census-desk --say SCH1=107440 --say SCH2=107441"
_REASON = "Said on the command line what the sender means."


def arguments(parser: ArgumentParser) -> None:
    """Of which sender, and what its names mean."""
    parser.add_argument("--source", default="", metavar="NAME", help="only names of this sender")
    parser.add_argument(
        "--say",
        action="append",
        default=[],
        metavar="NAME=KEY",
        help="the sender means this place: a school's URN or DfE number, a provider's or a locality's key; "
        "may be given more than once",
    )
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print the names, or say what some of them mean; all that is said together holds, or none of it."""
    viewer = viewer_of(options, Action.TAKE_FILES)
    asked = unknown_names(viewer, options.source)
    if options.say:
        source = Source.objects.filter(slug=options.source).first()
        if source is None:
            raise Refused("--say needs --source: a name is remembered for one sender, by its short name")
        outcome = say_names(viewer, source, _said(options.say, asked), _REASON)
        asked = unknown_names(viewer, options.source)
        return _print_outcome(outcome, asked, options)
    if options.json:
        print_json([_plain(one) for one in asked])
    else:
        for one in asked:
            print(f"{plural(one.rows, 'row')}: which {one.word} is “{one.sent}”, from {one.source}?")
        print(f"{plural(len(asked), 'name')} that nobody knows.")
    return SOMETHING_WAITS if asked else DONE


def _said(said: list[str], asked: list[UnknownName]) -> list[tuple[Kind, str, int]]:
    """Every name with its kind and the id of the place. Refused, naming what was said, when one cannot be read so."""
    kinds = {comparable_name(one.sent): (one.kind, one.word) for one in asked}
    places = Places()
    found = []
    for text in said:
        name, equals, key = text.partition("=")
        if not equals or not name.strip() or not key.strip():
            raise Refused(f"“{text}” says nothing: expected NAME=KEY, such as SCH1=107440")
        kind, word = kinds.get(comparable_name(name), (None, ""))
        if kind is None:
            raise Refused(f"no row of this sender waits for the name “{name}”: see `sightline names`")
        place = places.called(kind, key)
        if place is None:
            raise Refused(f"there is no {word} “{key}”")
        found.append((kind, name, place.id))
    return found


def _print_outcome(outcome: Mended, asked: list[UnknownName], options: Namespace) -> int:
    if options.json:
        print_json(
            {
                "taken": outcome.taken,
                "unchanged": outcome.unchanged,
                "still_waiting": outcome.still_waiting,
                "new_children": outcome.new_children,
                "to_review": outcome.to_review,
                "names_still_asked": len(asked),
            }
        )
    else:
        print(
            f"Remembered. {plural(outcome.taken, 'row')} taken, {outcome.unchanged} unchanged, "
            f"{outcome.still_waiting} still wait; {outcome.new_children} new children, "
            f"{outcome.to_review} to review. {plural(len(asked), 'name')} still asked for."
        )
    return SOMETHING_WAITS if asked or outcome.still_waiting or outcome.to_review else DONE


def _plain(one: UnknownName) -> dict[str, Any]:
    return {"source": one.source, "kind": one.word, "name": one.sent, "rows": one.rows}

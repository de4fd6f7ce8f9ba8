"""Prints the figures of the list: how many children, how many hours, for how long, why, where and with whom.

For an account that may know no child, every number is rounded to the nearest ten, and `low` stands for fewer than five.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import viewing
from sightline.cli.outcome import DONE, Refused, add_account, add_json, day, print_json
from sightline.cli.people import viewer_of
from sightline.domain.words import date_words
from sightline.population.in_figures import on_the_list
from sightline.reports.figures import ListInFigures, in_figures

EXAMPLE = "sightline figures --as-at 2026-10-01 --json"


def arguments(parser: ArgumentParser) -> None:
    """On which day, as known when."""
    parser.add_argument("--as-at", type=day, metavar="DATE", help="the day they are about (default: today)")
    parser.add_argument(
        "--known-on", type=day, metavar="DATE", help="as known at the end of this day (default: now)"
    )
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print every figure."""
    if any(given and given > clock.today() for given in (options.as_at, options.known_on)):
        raise Refused("the figures are of today or an earlier day, not of a day to come")
    viewer = viewer_of(options, Action.SEE_FIGURES)
    with viewing(viewer, "sightline figures"):
        found = in_figures(on_the_list(viewer, as_at=options.as_at, known_on=options.known_on))
    if options.json:
        print_json(_plain(found))
    else:
        print("\n".join(_in_words(found)))
    return DONE


def _plain(found: ListInFigures) -> dict[str, object]:
    return {
        "as_at": found.as_at,
        "known_on": found.known_on,
        "rounded": found.protected,
        "on_the_list": found.total,
        "hours_known": found.hours_known,
        "figures": [
            {
                "name": figure.slug,
                "question": figure.question,
                "lines": [{"line": line.title, "children": line.children} for line in figure.lines],
            }
            for figure in found.figures
        ],
    }


def _in_words(found: ListInFigures) -> Iterator[str]:
    yield f"On the list on {date_words(found.as_at)}: {found.total}; hours known of {found.hours_known}"
    for figure in found.figures:
        yield f"\n{figure.question}"
        for line in figure.lines:
            yield f"{line.children:>8}  {line.title}"

"""Takes a nil return: a sender's word that there is nothing of a feed to tell in a period.

The same nil return twice is taken once. If rows of the feed came in that period, they stand, and the answer says so.
"""

from argparse import ArgumentParser, Namespace

from django.core.exceptions import PermissionDenied

from sightline.access import clock
from sightline.access.policy import Action
from sightline.cli.outcome import DONE, Refused, add_account, add_json, print_json
from sightline.cli.people import viewer_of
from sightline.domain.words import date_words, plural
from sightline.intake.coverage.finding import NoSuchSender, sender_named
from sightline.intake.coverage.naming_periods import EXPECTED, NoSuchPeriod, first_and_last, period_named
from sightline.intake.coverage.reading import calendar_around
from sightline.intake.coverage.saying import NotToBeSaid, nil_return
from sightline.intake.registry import NoSuchFeed, feed_called

EXAMPLE = 'sightline nil part-time --source "Beacon Hill Primary Academy" --period 2026-11-02..2026-12-18'


def arguments(parser: ArgumentParser) -> None:
    """Which feed, from whom, for which period."""
    parser.add_argument("feed", metavar="FEED", help="the feed (`sightline feeds` lists them)")
    parser.add_argument(
        "--source",
        required=True,
        metavar="NAME",
        help="who says so: a school’s name or URN, a provider’s name or key, or a sender’s name",
    )
    parser.add_argument("--period", required=True, metavar="P", help=f"for which period: {EXPECTED}")
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Take the nil return, and say what came of it."""
    try:
        feed = feed_called(options.feed)
        viewer = viewer_of(options, Action.TAKE_FILES)
        found = sender_named(viewer, options.source, feed.name, clock.today())
        period = period_named(options.period, found.how_often(feed.name), calendar_around(clock.today()))
        said = nil_return(
            viewer, found, feed.name, period, told_by=found.sender.name, told_how="on the command line"
        )
    except (NoSuchFeed, NoSuchSender, NoSuchPeriod, NotToBeSaid, PermissionDenied) as refusal:
        raise Refused(str(refusal)) from refusal
    first, last = first_and_last(period)
    if options.json:
        print_json(
            {
                "feed": feed.name,
                "source": found.sender.key,
                "from": first,
                "to": last,
                "said_before": said.said_before,
                "rows_that_came": said.rows_that_came,
            }
        )
        return DONE
    before = " It was said before, and is kept once." if said.said_before else ""
    days = f"from {date_words(first)} to {date_words(last)}"
    print(f"{found.sender.name} has nothing to tell of “{feed.title}” {days}.{before}")
    if said.rows_that_came:
        print(
            f"But {plural(said.rows_that_came, 'row')} of it came in that period. They stand: ask which is right."
        )
    return DONE

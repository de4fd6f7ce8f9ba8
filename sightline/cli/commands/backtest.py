"""Tries other figures of a rule over a past period: whom it would have raised and when, beside the figures in force.

Each school day is asked with the marks up to and with it, as they are known now. Nothing is changed.
"""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date

from django.core.exceptions import PermissionDenied

from sightline.access import clock
from sightline.access.policy import Action
from sightline.access.viewer import viewing
from sightline.cli.outcome import DONE, Refused, add_account, add_json, day, print_json
from sightline.cli.people import viewer_of
from sightline.config.environment import home
from sightline.domain.school_age import school_year_of
from sightline.domain.words import date_words, plural
from sightline.watch.backtest_seen import BacktestSeen, ChildShown, backtest_seen
from sightline.watch.figures import checked_figures, rules_in_force
from sightline.watch.rules import RULES

EXAMPLE = "sightline backtest fifteen-days-missed --set sessions=20 --from 2026-09-01 --to 2026-10-23"


def arguments(parser: ArgumentParser) -> None:
    """Which rule, which figures in place of its own, and over which days."""
    parser.add_argument("rule", choices=list(RULES), metavar="RULE", help="its name: `sightline rules`")
    parser.add_argument(
        "--set",
        dest="figures",
        action="append",
        default=[],
        type=_figure,
        metavar="NAME=VALUE",
        help="a figure of the rule to try; may be given several times",
    )
    parser.add_argument(
        "--from",
        dest="first",
        type=day,
        metavar="DATE",
        help="first day (default: the first of the school year)",
    )
    parser.add_argument("--to", dest="last", type=day, metavar="DATE", help="last day (default: today)")
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Print whom the rule would have raised; the children named are in the access log."""
    rule = rules_in_force()[options.rule]
    last: date = options.last or clock.today()
    first: date = options.first or school_year_of(last).first_day
    with viewing(viewer_of(options, Action.SEE_CHILDREN), "the command `backtest`") as viewer:
        try:
            tried = checked_figures(rule, dict(options.figures))
            seen = backtest_seen(viewer, rule, first, last, tried, home() / "registers")
        except (PermissionDenied, ValueError) as refusal:
            raise Refused(str(refusal)) from refusal
        if seen is None:
            raise Refused("no register of this school year has come in: there is nothing to ask the rule of.")
        rows = seen.page(0, len(seen.rows)) if options.json else []
    if options.json:
        print_json(_document(seen, rows))
        return DONE
    print(f"{rule.title}, from {date_words(first)} to {date_words(last)}:")
    for label, values, raised in (
        ("in force", seen.found.settings_in_force, seen.found.in_force),
        ("tried", seen.found.settings_tried, seen.found.tried),
    ):
        figures = ", ".join(f"{name}={value}" for name, value in values.items())
        print(f"    {label} ({figures}): {plural(len({one.child for one in raised}), 'child', 'children')}")
    for week in seen.found.weeks:
        print(f"    week of {date_words(week.monday)}: {week.in_force} in force, {week.tried} tried")
    return DONE


def _figure(text: str) -> tuple[str, int]:
    name, equals, value = text.partition("=")
    if not equals or not value.strip().isdecimal():
        raise ArgumentTypeError(f"“{text}” is not of the form NAME=VALUE, with a whole number")
    return name.strip(), int(value)


def _document(seen: BacktestSeen, rows: list[ChildShown]) -> dict[str, object]:
    found = seen.found
    return {
        "rule": found.rule.slug,
        "from": found.start,
        "before": found.end,
        "in_force": dict(found.settings_in_force),
        "tried": dict(found.settings_tried),
        "weeks": [
            {"week": week.monday, "in_force": week.in_force, "tried": week.tried} for week in found.weeks
        ],
        "children": [
            {"child": row.reference, "in_force": row.tried.in_force, "tried": row.tried.tried} for row in rows
        ],
    }

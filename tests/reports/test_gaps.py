"""Every report begins with what it does not know, in sentences with figures."""

from dataclasses import replace
from datetime import date

import pytest

from sightline.access.policy import FieldClass
from sightline.domain.known import NotKnown
from sightline.reports import gaps
from sightline.reports.gaps import ReferenceWeek
from tests.reports.made_up import provision, sees_everything, subject

WEEK = ReferenceWeek(date(2026, 11, 16))


def said_of(*listed, checked=(), week=WEEK, sees=sees_everything) -> tuple[str, ...]:
    """The sentences about these children."""
    return gaps.sentences(listed, checked, week=week, sees=sees)


def children(*offered: str | None):
    """One child for each number of hours offered; None is not known."""
    return [subject(provision(part), child=number) for number, part in enumerate(offered, start=1)]


def test_the_first_thing_said_is_of_how_many_the_hours_are_not_known() -> None:
    assert (
        said_of(*children("8", None, "10", "5"))[0]
        == "Hours offered are not known for 1 of 4 children (25%)."
    )


def test_what_is_wholly_known_is_said_as_well() -> None:
    assert said_of(*children("8", "10"))[0] == "Hours offered are known for all 2 children."
    assert said_of(*children("8"))[0] == "Hours offered are known for the one child."


def test_every_kind_of_gap_has_its_sentence() -> None:
    blank = subject(
        provision("8", began=NotKnown(), attended=NotKnown()),
        child=2,
        date_of_birth=NotKnown(),
        upn="",
        on_roll=NotKnown(),
        last_seen=NotKnown(),
        key_person="",
    )
    unheard = subject(child=3, provision_is_known=False)
    assert said_of(subject(provision("8")), blank, unheard) == (
        "Hours offered are not known for 1 of 3 children (33%).",
        "Hours attended are not known for 2 of 3 children (67%).",
        "Whether there is any provision is not known for 1 of 3 children (33%).",
        "The day on which provision began is not known for 1 of 2 provisions (50%).",
        "The school roll is not known for 1 of 3 children (33%).",
        "The date of birth is not known for 1 of 3 children (33%).",
        "The unique pupil number is not known for 1 of 3 children (33%).",
        "When the child was last seen is not known for 1 of 3 children (33%).",
        "No key person is named for 1 of 3 children (33%).",
    )


@pytest.mark.parametrize(
    ("missing", "whole", "near"), [(1, 300, "under 1%"), (299, 300, "over 99%"), (3, 3, "100%")]
)
def test_a_share_is_never_rounded_to_nothing_or_to_all(missing: int, whole: int, near: str) -> None:
    listed = children(*[None] * missing, *["8"] * (whole - missing))
    assert said_of(*listed)[0] == f"Hours offered are not known for {missing} of {whole} children ({near})."


def test_assumed_term_dates_a_short_week_and_no_week_at_all_are_said_first() -> None:
    monday = date(2026, 5, 4)
    assumed, short = said_of(week=ReferenceWeek(monday, open_days=4, assumed=True))
    assert "term dates are assumed" in assumed
    assert "from 4 May 2026" in assumed
    assert "had 4 school days" in short
    [none] = said_of(week=ReferenceWeek(None))
    assert none.startswith("There is no reference week")


def test_those_to_be_checked_are_counted_apart() -> None:
    [said] = said_of(checked=children("8", "9"))
    assert said.startswith("2 further children are to be checked")
    [said] = said_of(checked=children("8"))
    assert said.startswith("1 further child is to be checked")


def test_a_list_is_counted_both_ways_when_children_may_be_the_same() -> None:
    one, two, three, four = children("8", "9", "10", "11")
    listed = (
        replace(one, may_be_the_same_as=(2,)),
        replace(two, may_be_the_same_as=(1, 3)),
        replace(three, may_be_the_same_as=(2,)),
        replace(four, may_be_the_same_as=(99,)),
    )
    assert gaps.distinct_if_all_joined(listed) == 2
    assert said_of(*listed)[-1] == (
        "3 children on this list may be the same as another on it. If all of them are, the list is of 2 children."
    )


def test_what_the_role_does_not_show_is_said_and_gives_no_figure_away() -> None:
    said = said_of(
        subject(provision("8")), sees=lambda field_class: field_class is not FieldClass.SAFEGUARDING
    )
    assert said[-1].endswith("does not show information about safeguarding: such cells say “withheld”.")
    assert not any("last seen" in sentence for sentence in said)


def test_the_figures_add_up_to_the_list() -> None:
    listed = children("0", "8", "24.99", "25", "30", None)
    shown = [(figure.number, figure.words) for figure in gaps.figures(listed, children("8"))]
    assert shown == [
        ("6", "children on the list"),
        ("1", "with no hours at all"),
        ("2", "with some, fewer than 25"),
        ("2", "with 25 or more"),
        ("1", "whose hours are not known"),
        ("1", "more to be checked"),
    ]

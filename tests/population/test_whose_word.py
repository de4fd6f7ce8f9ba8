"""Two senders who tell of one provider's teaching do not tell of twice as much; the provider's own word comes first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.known import Known, NotKnown
from sightline.domain.periods import Period
from sightline.population.situation import HoursOfWeek, Placed, ProvidedBy, Told
from sightline.population.tables import rows
from sightline.population.whose_word import by_trust, hours_of_placements

WORKSHOP = ProvidedBy(1, "", "A workshop", "vocational")
NOT_TOLD = NotKnown("not told")


def placed(hours: str | None, feed: str, source: int = 1) -> Placed:
    """A placement at the workshop that one sender tells of."""
    known = NOT_TOLD if hours is None else Known(Decimal(hours))
    return Placed(WORKSHOP, Period(date(2026, 9, 7), None), hours=known, told=Told(feed, source))


@pytest.mark.parametrize(
    ("said", "hours", "whose"),
    [
        ([("10", "provider-roll")], "10", "the provider"),
        ([("10", "tracking-sheet"), ("8", "provider-roll")], "8", "the provider"),
        ([("10", "tracking-sheet"), (None, "provider-roll")], "10", "the authority"),
        ([("12", "managed-moves"), ("9", "send")], "9", "the authority"),
        ([("12", "managed-moves"), ("9", "a feed nobody ranked")], "12", "the school"),
        ([("6", "by-hand"), ("8", "provider-roll")], "6", "an officer"),
        ([("6", "provider-roll"), ("4", "provider-roll"), ("6", "tracking-sheet")], "10", "the provider"),
        ([("6", "provider-roll"), (None, "provider-roll"), ("9", "tracking-sheet")], "9", "the authority"),
        ([("0", "provider-roll"), ("9", "tracking-sheet")], "0", "the provider"),
    ],
)
def test_the_word_of_whoever_knows_best_counts(said, hours, whose):
    assert hours_of_placements([placed(*one) for one in said]) == Known(Decimal(hours), whose)


def test_hours_that_no_sender_wholly_knows_are_not_known():
    assert not hours_of_placements([placed(None, "provider-roll"), placed(None, "send")]).is_known


def test_two_senders_of_one_standing_are_still_two_who_tell_of_one_thing():
    assert hours_of_placements([placed("7", "send", 5), placed("9", "tracking-sheet", 4)]).value == Decimal(9)


def test_the_most_trusted_word_on_a_week_comes_first():
    monday = date(2026, 11, 16)
    provider, officer = (HoursOfWeek(monday, NOT_TOLD, NOT_TOLD, NOT_TOLD, key) for key in (1, 2))
    found = by_trust([(Told("provider-hours", 3), provider), (Told("by-hand", 9), officer)])
    assert found == [officer, provider]
    placement = placed("7", "send")
    assert by_trust([(Told("send", 8), placement)]) == [replace(placement, told=Told("send", 8))]


@given(st.lists(st.sampled_from([row["feed"] for row in rows("hours_trust")]), min_size=1, max_size=5))
def test_however_many_senders_say_the_same_the_hours_are_those_that_one_says(feeds):
    said = [placed("7.5", feed, source) for source, feed in enumerate(feeds)]
    assert hours_of_placements(said).value == Decimal("7.5")

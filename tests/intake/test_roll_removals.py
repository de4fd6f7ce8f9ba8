"""Deletion returns: proposed they end nothing, done they end the place on the roll, and repeating undoes nothing."""

from datetime import date

import pytest

from sightline.record.models import Address, Contact, Notice, Registration
from tests.intake.rows import ELIZABETH, on_roll

RETURN = {"School": "990003", **ELIZABETH, "Date of notice": "09/11/2026", "Ground": "ehe"}
DONE = {**RETURN, "Last day on roll": "20/11/2026", "Ground": "moved_out_of_reach", "Destination": "Poland"}


def roll() -> Registration:
    return Registration.objects.get(source_person__feed="school-roll")


def test_a_proposed_removal_is_a_notice_and_ends_nothing(take_rows):
    take_rows("school-roll", [on_roll(ELIZABETH)])
    take_rows("roll-removals", [RETURN])

    notice = Notice.objects.get()
    assert (notice.kind, notice.reason) == ("roll-removal", "ehe")
    assert (notice.valid_from, notice.valid_to) == (date(2026, 11, 9), None)
    assert roll().valid_to is None


def test_a_removal_that_was_done_ends_the_place_on_the_roll(take_rows):
    take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-02")
    take_rows("roll-removals", [RETURN], received="2026-11-10")
    take_rows("roll-removals", [DONE])

    assert (roll().valid_to, roll().leaving_ground, roll().destination) == (
        date(2026, 11, 21),
        "moved_out_of_reach",
        "Poland",
    )
    assert Notice.objects.get().valid_to == date(2026, 11, 21)


def test_it_is_recorded_of_a_pupil_whose_roll_nobody_sent(take_rows):
    take_rows("roll-removals", [DONE])

    assert Registration.objects.get().valid_to == date(2026, 11, 21)


def test_a_roll_that_names_the_pupil_later_is_believed_though_the_return_is_sent_again(take_rows):
    take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-02")
    take_rows("roll-removals", [DONE], received="2026-11-21")
    take_rows("school-roll", [on_roll(ELIZABETH)], received="2026-11-22")

    again = take_rows("roll-removals", [DONE])

    assert (again.taken, roll().valid_to) == (0, None)


def test_another_schools_roll_is_left_alone(take_rows):
    take_rows("school-roll", [{**on_roll(ELIZABETH), "School": "990002"}])
    take_rows("roll-removals", [DONE])

    assert roll().valid_to is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("9(1)(f)", "ehe"),
        ("8(1)(h)", "absent_20_unauth"),
        ("EHE", "ehe"),
        ("Registered at another school", "registered_elsewhere"),
        ("died", "died"),
        ("9(1)(z)", "9(1)(z)"),
    ],
)
def test_a_ground_by_letter_word_or_slug(take_rows, sent, kept):
    outcome = take_rows("roll-removals", [{**RETURN, "Ground": sent}])

    assert outcome.quarantined == 0
    assert Notice.objects.get().reason == kept


def test_the_new_school_becomes_the_destination_and_not_a_place(take_rows):
    take_rows("roll-removals", [{**DONE, "Destination": "", "New school": "990002"}])

    registration = Registration.objects.get()
    assert (registration.establishment.urn, registration.destination) == ("990003", "Ashfield Academy")


def test_where_the_family_goes_and_whom_to_ring(take_rows):
    moved = {"New address": "1 Quiet Lane", "New postcode": "ZZ3 1AA", "New address from": "21/11/2026"}
    take_rows("roll-removals", [{**DONE, **moved, "Parent": "Ann Ashdown", "Parent phone": "01632 960001"}])

    address, contact = Address.objects.get(), Contact.objects.get()
    assert (address.line, address.postcode, address.valid_from) == (
        "1 Quiet Lane",
        "ZZ3 1AA",
        date(2026, 11, 21),
    )
    assert (contact.name, contact.relation, contact.phone) == ("Ann Ashdown", "parent", "01632 960001")


def test_told_afterwards_the_notice_was_given_on_the_last_day(take_rows):
    take_rows("roll-removals", [{**DONE, "Date of notice": "23/11/2026"}])

    assert Notice.objects.get().valid_from == date(2026, 11, 20)

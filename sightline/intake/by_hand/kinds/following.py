"""Reviews, next steps, what comes after, key people and concerns."""

from sightline.intake.by_hand.kinds.needs import event
from sightline.intake.by_hand.shapes import (
    PERIOD_RULE,
    Group,
    ToldKind,
    at_least_one,
    day,
    first_day,
    last_day,
    text,
)
from sightline.record.models import Concern, ExpectedEvent, KeyPerson, NextStep, Review

FOLLOWING = (
    ToldKind(
        "review",
        "A review",
        "Which review is due, or was held?",
        Group.PLAN,
        Review,
        (
            day("due_on", "Due on"),
            day("held_on", "Held on", "Leave blank until it has been held."),
            text("kind", "Which review", "For example review of the placement.", length=40),
            text("outcome", "What came of it", length=400),
        ),
        to_come=frozenset({"due_on"}),
        rules=(at_least_one(("due_on", "held_on"), "Give the day on which it is due or was held."),),
    ),
    ToldKind(
        "next-step",
        "A next step",
        "What is to be done?",
        Group.PLAN,
        NextStep,
        (
            text("description", "What is to be done", required=True, length=400),
            text("by_whom", "By whom", "Name and job."),
            day("due_on", "By when"),
            day("done_on", "Done on", "Leave blank until it is done."),
        ),
        to_come=frozenset({"due_on"}),
    ),
    event(
        ExpectedEvent.Kind.PHASE_TRANSFER,
        Group.PLAN,
        "Move to the next phase of school",
        "When will the child move on?",
    ),
    event(
        ExpectedEvent.Kind.AFTER_SIXTEEN, Group.PLAN, "The step after 16", "What comes after 16, and when?"
    ),
    ToldKind(
        "key-person",
        "Key person",
        "Who answers for the child?",
        Group.PEOPLE,
        KeyPerson,
        (
            text(
                "staff_member",
                "Member of staff",
                "The name as in the list of staff, where it holds the person.",
            ),
            text("name", "Or name", "Somebody who is not in the list."),
            text("phone", "Phone", "Where it is another than the one in the list.", length=40),
            first_day("Since"),
            last_day("Until", "Leave blank while this person answers for the child."),
        ),
        to_come=frozenset({"first_day", "last_day"}),
        rules=(PERIOD_RULE, at_least_one(("staff_member", "name"), "Name the person.")),
    ),
    ToldKind(
        "concern",
        "A concern",
        "Which worry was raised?",
        Group.CONCERNS,
        Concern,
        (
            first_day("Raised on", "For example 23/11/2026.", required=True),
            text("words", "What was said", required=True, length=4000),
            text("raised_by", "Raised by"),
            text("relation", "To the child", "For example grandmother, neighbour.", length=40),
            day("answered_on", "Answered on"),
            text("answer", "The answer", length=4000),
        ),
    ),
)

"""Special educational needs, results, courses, and what an EHC plan specifies."""

from sightline.intake.by_hand.kinds.needs import circumstance
from sightline.intake.by_hand.shapes import (
    DAY,
    PERIOD_RULE,
    Group,
    ToldKind,
    authority,
    code,
    day,
    first_day,
    hours,
    last_day,
    text,
)
from sightline.record.models import Attainment, Circumstance, Course, SpecifiedProvision

LEARNING = (
    circumstance(
        Circumstance.Kind.SEN_SUPPORT,
        Group.LEARNING,
        "Special educational needs support",
        "Which support does the child have?",
        code("primary_need", "Main need", "sen_type"),
    ),
    circumstance(
        Circumstance.Kind.EHC_PLAN,
        Group.LEARNING,
        "Education, health and care plan",
        "Which plan does the child have?",
        authority("Authority that keeps the plan"),
        code("primary_need", "Main need", "sen_type"),
    ),
    ToldKind(
        "specified-provision",
        "What an EHC plan specifies",
        "What does the plan specify?",
        Group.LEARNING,
        SpecifiedProvision,
        (
            text("description", "Provision", "One line of the plan.", required=True, length=400),
            hours("hours", "Hours a week"),
            text("section", "Section of the plan", "For example F.", length=4),
            authority("Authority that keeps the plan"),
            first_day("Since"),
            last_day("Until"),
        ),
        rules=(PERIOD_RULE,),
    ),
    ToldKind(
        "attainment",
        "A result or an assessment",
        "What has the child reached?",
        Group.LEARNING,
        Attainment,
        (
            text("subject", "Subject", required=True),
            text("result", "Result", required=True, length=40),
            text("scale", "On which scale", "For example GCSE grade, reading age.", length=40),
            text("stage", "Stage", length=20),
            day(DAY, "On", "The day of the result or assessment."),
        ),
    ),
    ToldKind(
        "course",
        "An examination course",
        "Which course does the child follow?",
        Group.LEARNING,
        Course,
        (
            text("subject", "Subject", required=True),
            text("qualification", "Qualification", "For example GCSE."),
            text("board", "Examination board", length=60),
            text("level", "Level", length=20),
            text("target", "Target", length=40),
            text("outcome", "Outcome", length=60),
            first_day("Since"),
            last_day("Until"),
        ),
        rules=(PERIOD_RULE,),
    ),
)

"""Facts: one thing known of a child each, as one source says it. One kind of fact a class."""

from sightline.record.models.facts.attendance_total import AttendanceTotal
from sightline.record.models.facts.circumstance import CLASS_OF_KIND, Circumstance
from sightline.record.models.facts.exclusion import Exclusion
from sightline.record.models.facts.expected_event import ExpectedEvent
from sightline.record.models.facts.following_up import (
    Concern,
    EvidenceDocument,
    KeyPerson,
    NextStep,
    Notice,
    Review,
)
from sightline.record.models.facts.learning import Attainment, Course, SpecifiedProvision
from sightline.record.models.facts.placement import Placement
from sightline.record.models.facts.registration import Registration
from sightline.record.models.facts.timetable import TimetableSession
from sightline.record.models.facts.weekly_hours import WeeklyHours
from sightline.record.models.facts.whereabouts import Address, Contact, LastSeen

__all__ = [
    "CLASS_OF_KIND",
    "Address",
    "Attainment",
    "AttendanceTotal",
    "Circumstance",
    "Concern",
    "Contact",
    "Course",
    "EvidenceDocument",
    "Exclusion",
    "ExpectedEvent",
    "KeyPerson",
    "LastSeen",
    "NextStep",
    "Notice",
    "Placement",
    "Registration",
    "Review",
    "SpecifiedProvision",
    "TimetableSession",
    "WeeklyHours",
]

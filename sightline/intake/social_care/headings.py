"""The headings of the one table that every file of social care becomes: those of the feed's own columns."""

from sightline.record.models import Circumstance

STATUS = "Status"
CHILD, UPN, FORMER_UPN = "Child unique ID", "UPN", "Former UPN"
SURNAME, FORENAME, BORN, EXPECTED = "Surname", "Forename", "Date of birth", "Expected date of birth"
SEX = "Sex"
START, END, NO_ACTION = "Start date", "End date", "No further action"
SEEN, SEEN_ALONE = "Last seen", "Seen alone"
AUTHORITY = "Authority"

IN_NEED = Circumstance.Kind.IN_NEED.value
PROTECTION_PLAN = Circumstance.Kind.PROTECTION_PLAN.value
LOOKED_AFTER = Circumstance.Kind.LOOKED_AFTER.value

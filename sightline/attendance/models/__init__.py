"""One entity a file."""

from sightline.attendance.models.mark_change import MarkChange
from sightline.attendance.models.register_page import RegisterPage
from sightline.attendance.models.roster import Roster, RosterPlace

__all__ = ["MarkChange", "RegisterPage", "Roster", "RosterPlace"]

"""One entity a file."""

from sightline.watch.models.night import Night
from sightline.watch.models.rule_figure import RuleFigure
from sightline.watch.models.standing_finding import StandingFinding

__all__ = ["Night", "RuleFigure", "StandingFinding"]

"""What is asked of whoever says something of a sender."""

from datetime import date

from django import forms

from sightline.intake.coverage.frequency import HowOften
from sightline.intake.coverage.saying import LONGEST_GRACE
from sightline.intake.models import Chase

_LONGEST = 200
AS_USUAL = "usual"
HOW_OFTEN_CHOICES = [(AS_USUAL, "As usual"), *((one.value, one.value.capitalize()) for one in HowOften)]


class NilForm(forms.Form):
    """A nil return: for which days, who says so, and how they told us."""

    first = forms.DateField(
        label="First day",
        error_messages={
            "required": "Give the first day of the period",
            "invalid": "Give the first day as a date",
        },
    )
    last = forms.DateField(
        label="Last day",
        error_messages={
            "required": "Give the last day of the period",
            "invalid": "Give the last day as a date",
        },
    )
    told_by = forms.CharField(
        label="Who told us?",
        max_length=_LONGEST,
        error_messages={"required": "Say who told us: a name or a post at the sender"},
    )
    told_how = forms.CharField(
        label="How did they tell us?",
        max_length=100,
        error_messages={"required": "Say how they told us: by phone, by e-mail, in a letter"},
    )

    def clean(self) -> dict[str, object]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last", "The last day is before the first. Give a day on or after it")
        return cleaned


class HowOftenForm(forms.Form):
    """How often one sender is asked for one feed, and why."""

    how_often = forms.ChoiceField(
        label="How often?",
        choices=HOW_OFTEN_CHOICES,
        error_messages={"required": "Choose how often", "invalid_choice": "Choose how often"},
    )
    grace = forms.IntegerField(
        label="Days of grace",
        min_value=0,
        max_value=LONGEST_GRACE,
        error_messages={
            "required": "Give the days of grace as a number; 0 for none",
            "invalid": "Days of grace are a whole number",
            "min_value": "Days of grace cannot be fewer than 0",
            "max_value": f"Days of grace cannot be more than {LONGEST_GRACE}",
        },
    )
    reason = forms.CharField(
        label="Why?",
        max_length=500,
        error_messages={"required": "Say why: the audit keeps it, and the page shows it"},
    )


class ChasedForm(forms.Form):
    """That a sender was asked: how, and on which day."""

    how = forms.ChoiceField(
        label="How did you ask?",
        choices=[(value, str(label).capitalize()) for value, label in Chase.How.choices],
        error_messages={"required": "Choose how you asked", "invalid_choice": "Choose how you asked"},
    )
    asked_on = forms.DateField(
        label="On which day?",
        error_messages={"required": "Give the day on which you asked", "invalid": "Give the day as a date"},
    )

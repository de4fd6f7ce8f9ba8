"""As at which day, and as known on which: the two questions that every list and every child's page answers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from sightline.access import clock

FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y")
NO_DATE = "Enter a date like 23/11/2026"
_TO_COME = "Enter today’s date or an earlier one"


class DaysForm(forms.Form):
    """Two days, both today unless given; neither may be still to come."""

    as_at = forms.DateField(
        label="As it was on", required=False, input_formats=FORMATS, error_messages={"invalid": NO_DATE}
    )
    known_on = forms.DateField(
        label="As we knew it on", required=False, input_formats=FORMATS, error_messages={"invalid": NO_DATE}
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a day that has not come: the list of tomorrow is nobody's to know."""
        given = super().clean() or {}
        for name in ("as_at", "known_on"):
            if given.get(name) and given[name] > clock.today():
                self.add_error(name, _TO_COME)
        return given


@dataclass(frozen=True)
class Days:
    """The days asked for; None means today, and as is known now."""

    as_at: date | None = None
    known_on: date | None = None

    @property
    def on(self) -> date:
        """The day that the page speaks of."""
        return self.as_at or clock.today()

    @property
    def is_now(self) -> bool:
        """Whether the page speaks of today, as known now."""
        return self.as_at is None and self.known_on is None

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """The days as parameters of an address."""
        given = (("as_at", self.as_at), ("known_on", self.known_on))
        return tuple((name, day.isoformat()) for name, day in given if day)


def days_asked(query: QueryDict) -> tuple[Days, DaysForm]:
    """The days that an address asks for, and the form that they stand in; a day that is none counts as not given."""
    form = DaysForm(query)
    return days_of(form), form


def days_of(form: DaysForm) -> Days:
    """The days that stand in a form, or in one that asks for more beside them; none if anything in it is wrong.

    Today's own date means now: what is shown is read from the list as it stands.
    """
    given = form.cleaned_data if form.is_valid() else {}
    today = clock.today()
    as_at, known_on = (given.get(name) for name in ("as_at", "known_on"))
    return Days(None if as_at == today else as_at, None if known_on == today else known_on)

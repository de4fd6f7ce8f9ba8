"""The forms by which files come in: dropping them, and saying what one of them is."""

from typing import Any, cast

from django import forms
from django.http import HttpRequest

from sightline.access import clock
from sightline.domain.words import date_words
from sightline.intake.receiving import Asked, CannotBeKept, too_large
from sightline.intake.recognising import Recognised
from sightline.intake.registry import feeds
from sightline.web.shared.days import FORMATS
from sightline.web.shared.uploads import LARGEST_TOGETHER, too_large_file


class AskedForm(forms.Form):
    """Who sent files, when they came, and whether they are only to be tried."""

    source_name = forms.CharField(label="Who sent them?", max_length=200, required=False)
    received_on = forms.DateField(
        label="When did they come?",
        input_formats=FORMATS,
        error_messages={
            "required": "Enter the day on which they came, like 23/11/2026",
            "invalid": "Enter the day on which they came, like 23/11/2026",
        },
    )
    dry_run = forms.BooleanField(label="Try only: change nothing", required=False)

    def asked(self, feed: str = "") -> Asked:
        """What was said, once the form is valid."""
        given = self.cleaned_data
        return Asked(given["received_on"], feed, given["source_name"], given["dry_run"])

    def clean(self) -> dict[str, Any]:
        """Refuse a day to come and a sender without a name."""
        given = super().clean() or {}
        if given.get("received_on"):
            try:
                Asked(given["received_on"], source_name=given.get("source_name", "")).checked()
            except CannotBeKept as refusal:
                name = "received_on" if given["received_on"] > clock.today() else "source_name"
                self.add_error(name, str(refusal))
        return given


class DropForm(AskedForm):
    """Files and what is said of all of them. The files themselves are read by hand: a form field takes only one."""

    sent_files = forms.Field(label="Files", required=False)

    field_order = ("sent_files", "source_name", "received_on", "dry_run")

    def __init__(self, request: HttpRequest) -> None:
        posted = request.method == "POST"
        super().__init__(request.POST if posted else None, initial={"received_on": clock.today().isoformat()})
        self._request = request

    def clean(self) -> dict[str, Any]:
        """Refuse an upload that was stopped because it was too large, and one without any file."""
        if stopped := too_large_file(self._request):
            self.add_error(
                "sent_files",
                f"{too_large(stopped)} All files together may have {LARGEST_TOGETHER // 1_000_000} MB.",
            )
        elif not self._request.FILES.getlist("sent_files"):
            self.add_error("sent_files", "Choose at least one file")
        return super().clean()

    def contents(self) -> list[tuple[str, bytes]]:
        """The name and content of each file."""
        return [(file.name or "", file.read()) for file in self._request.FILES.getlist("sent_files")]


class WhatForm(AskedForm):
    """Which feed a file is, who sent it and when."""

    feed = forms.ChoiceField(
        error_messages={
            "required": "Choose what this file is",
            "invalid_choice": "Choose what this file is",
        }
    )

    field_order = ("feed", "source_name", "received_on", "dry_run")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["feed"]).choices = [
            (name, feed.title) for name, feed in feeds().items()
        ]
        self.fields["source_name"].label = "Who sent it?"
        self.fields["received_on"].label = "When did it come?"


def guesses(found: list[Recognised], chosen: str) -> list[dict[str, Any]]:
    """Every feed as a choice: what the file may be first, with what speaks for it; then the others by title."""
    likely = {one.feed: one for one in found}
    others = sorted(
        (feed for name, feed in feeds().items() if name not in likely), key=lambda feed: feed.title
    )
    first = [
        {"value": name, "text": feeds()[name].title, "hint": {"text": _why(one)}, "checked": name == chosen}
        for name, one in likely.items()
    ]
    rest = [{"value": feed.name, "text": feed.title, "checked": feed.name == chosen} for feed in others]
    return [*first, *([{"divider": "or"}] if first and rest else []), *rest]


def _why(one: Recognised) -> str:
    found = f"Found: {_few(one.found)}." if one.found else ""
    missing = f" Not found, and needed: {_few(one.missing)}." if one.missing else ""
    return f"{found}{missing}".strip()


def _few(headings: tuple[str, ...]) -> str:
    shown = ", ".join(headings[:6])
    return f"{shown} and {len(headings) - 6} more" if len(headings) > 6 else shown


def day_words(form: AskedForm) -> str:
    """What stands in the field for the day: what was typed, else the day as a form field takes it."""
    value = form["received_on"].value()
    return value if isinstance(value, str) else (value.isoformat() if value else date_words(clock.today()))

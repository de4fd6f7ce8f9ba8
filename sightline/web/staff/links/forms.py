"""What is asked of whoever decides whose record a record is: always a reason, in the words that the audit keeps."""

from typing import Any, cast

from django import forms

_REASON = {"required": "Say how you know: the next person to open this record will ask"}
_BUTTONS = {
    "required": "Choose one of the three buttons",
    "invalid_choice": "Choose one of the three buttons",
}

SAME, APART, NOT_SURE = "same", "apart", "not-sure"


class SameChildForm(forms.Form):
    """Whether two records are one child, and how that is known, or why it cannot be told."""

    reason = forms.CharField(label="How do you know?", max_length=500, error_messages=_REASON)
    # No button is pressed when a form is sent by the return key: nothing is decided then.
    decision = forms.ChoiceField(
        choices=[(SAME, "They are the same child"), (APART, "They are not"), (NOT_SURE, "I am not sure")],
        error_messages=_BUTTONS,
    )


class TakeBackForm(forms.Form):
    """Why a decision is taken back."""

    reason = forms.CharField(
        label="Why do you take it back?",
        max_length=500,
        error_messages={"required": "Say why: what you decided before stays in the history beside it"},
    )


class ApartForm(forms.Form):
    """Which senders' records are of another child, and how that is known. At least one stays and one goes."""

    records = forms.TypedMultipleChoiceField(
        label="Which records are of another child?",
        coerce=int,
        error_messages={
            "required": "Choose the records that are of another child",
            "invalid_choice": "These records have changed meanwhile. Look again and choose",
        },
    )
    reason = forms.CharField(label="How do you know?", max_length=500, error_messages=_REASON)

    def __init__(self, *args: Any, persons: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._persons = persons
        cast(forms.ChoiceField, self.fields["records"]).choices = [
            (person, str(person)) for person in persons
        ]

    def clean_records(self) -> list[int]:
        """Refuse to take everything away: a child with no record left is nobody."""
        chosen: list[int] = self.cleaned_data["records"]
        if set(chosen) == set(self._persons):
            raise forms.ValidationError("Leave at least one record: it stays with this child")
        return chosen

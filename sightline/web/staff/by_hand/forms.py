"""The forms of entry by hand: the questions of a kind of fact, and who told us, how and when.

What is typed is read by intake, so that a form and a file are refused in the same words; here it is kept and shown.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from sightline.access import clock
from sightline.access.policy import FieldClass
from sightline.access.viewer import Viewer
from sightline.intake.by_hand.reading import TO_COME, read
from sightline.intake.by_hand.sayer import HOW, WHO, Sayer, told_by_words
from sightline.intake.by_hand.shapes import LAST_DAY, ToldKind
from sightline.intake.values import Faulty, read_date
from sightline.record.models import Versioned

_LONGEST_ANSWER = 4000


class SayerForm(forms.Form):
    """Who told us, by what way and when, and what the person who records it adds.

    With `reason_needed` the reason must be given: so it is for whatever changes what somebody else has said.
    """

    told_by = forms.ChoiceField(
        label="Who told you?",
        choices=list(WHO.items()),
        error_messages={"required": "Say who told you.", "invalid_choice": "Choose who told you."},
    )
    told_by_name = forms.CharField(label="Their name", required=False, max_length=150)
    told_how = forms.ChoiceField(
        label="How?",
        choices=list(HOW.items()),
        error_messages={"required": "Say how you were told.", "invalid_choice": "Choose how you were told."},
    )
    received_on = forms.CharField(label="When?", required=False)
    why = forms.CharField(label="Anything to add", required=False, max_length=500)

    def __init__(self, *args: Any, reason_needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._reason_needed = reason_needed
        self.today = clock.today()
        self.fields["received_on"].initial = f"{self.today:%d/%m/%Y}"
        if reason_needed:
            self.fields["why"].label = "Why is this right?"

    def clean_received_on(self) -> date | None:
        """The day on which we were told; today where it is left blank, and no day still to come."""
        day = self._day(self.cleaned_data["received_on"])
        if day is not None and day > self.today:
            raise forms.ValidationError(TO_COME)
        return day

    def clean_why(self) -> str:
        """The reason; one is needed for changing what somebody else has said."""
        why: str = self.cleaned_data["why"].strip()
        if self._reason_needed and not why:
            raise forms.ValidationError("Say how you know: the next person to open this record will ask.")
        return why

    @property
    def sayer(self) -> Sayer:
        """Who told us, as read from a valid form."""
        given = self.cleaned_data
        return Sayer(
            told_by=told_by_words(given["told_by"], given["told_by_name"]),
            told_how=given["told_how"],
            received_on=given["received_on"],
            reason=given["why"],
        )

    def refuse(self, problems: Mapping[str, str]) -> None:
        """Show what the record refused, each message by its question; one that belongs to none stands above all."""
        for name, message in problems.items():
            self.add_error(name if name in self.fields else None, message)

    @staticmethod
    def _day(text: str) -> date | None:
        if not text.strip():
            return None
        try:
            return read_date(text.strip())
        except Faulty as fault:
            raise forms.ValidationError(fault.message) from fault


class ToldForm(SayerForm):
    """The questions of one kind of fact, and then who told us. `standing` is the row that is being corrected.

    `values` are the answers as read, of a valid form; `version` is the version of the fact that the person saw.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kind: ToldKind,
        viewer: Viewer,
        standing: Versioned | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self._viewer = viewer
        self._standing = standing
        self.values: dict[str, Any] = {}
        for column in kind.columns:
            self.fields[column.name] = forms.CharField(
                label=column.heading, required=False, max_length=_LONGEST_ANSWER
            )
        self.order_fields([column.name for column in kind.columns])

    def clean(self) -> dict[str, Any]:
        """Read the answers as intake reads them."""
        given = super().clean() or {}
        typed = {column.name: given.get(column.name, "") for column in self.kind.columns}
        told = read(self.kind, typed, viewer=self._viewer, today=self.today, standing=self._standing)
        self.values = told.values
        self.refuse({name: text for name, text in told.problems.items() if name not in self.errors})
        return given


class EndForm(SayerForm):
    """The last day on which something was so, and who told us."""

    last_day = forms.CharField(label="What was the last day?", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = (LAST_DAY,)

    def clean_last_day(self) -> date:
        """The last day, which must be given."""
        day = self._day(self.cleaned_data["last_day"])
        if day is None:
            raise forms.ValidationError("Give the last day on which it was so.")
        return day


class WithdrawForm(SayerForm):
    """Who told us that something never was so."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AttachForm(SayerForm):
    """A document: what it is, whom it may be shown to, and who gave it to us."""

    title = forms.CharField(
        label="What is it?",
        max_length=200,
        error_messages={
            "required": "Say what it is, for example: letter of the consultant.",
            "max_length": "At most 200 characters fit.",
        },
    )
    file = forms.FileField(
        label="Choose the file",
        error_messages={"required": "Choose the file.", "empty": "The file is empty."},
    )
    field_class = forms.ChoiceField(
        label="What does it tell of?",
        error_messages={"required": "Choose what it tells of.", "invalid_choice": "Choose what it tells of."},
    )

    field_order = ("title", "file", "field_class")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, words) for one, words in CLASS_WORDS.items() if viewer.sees(one)]
        self.class_choices = choices
        field: Any = self.fields["field_class"]
        field.choices = choices


CLASS_WORDS: dict[FieldClass, str] = {
    FieldClass.EDUCATION: "education: school, provision, hours, plans",
    FieldClass.HEALTH: "health",
    FieldClass.SAFEGUARDING: "safeguarding and social care",
    FieldClass.CRIMINAL: "custody or offences",
    FieldClass.THIRD_PARTY: "parents, carers or other people",
    FieldClass.ETHNICITY_RELIGION: "ethnicity or religion",
    FieldClass.SHIELDED_ADDRESS: "an address that is kept apart",
    FieldClass.IDENTITY: "who the child is: names, numbers, where the child lives",
}
"""What a document may tell of, in the order in which it is asked: who sees it is decided by it."""

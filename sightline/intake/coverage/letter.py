"""A letter, or the text of an e-mail, that asks a sender for what it owes. It says nothing of any child.

Pure: who asks, whom, for what and by when come in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.domain.words import date_words
from sightline.intake.contract import Feed
from sightline.intake.coverage.frequency import HowOften
from sightline.intake.templates import template_headings

_OFTEN = {
    HowOften.DAILY: "each school day",
    HowOften.WEEKLY: "each school week",
    HowOften.MONTHLY: "each month",
    HowOften.HALF_TERMLY: "each half term",
    HowOften.TERMLY: "each term",
    HowOften.YEARLY: "each school year",
    HowOften.WHEN_IT_HAPPENS: "when it happens",
    HowOften.NOT_ASKED: "not at present",
}


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One feed that a letter asks for: how often it is owed, since when it is late, what came last (None: nothing)."""

    feed: Feed
    how_often: HowOften
    late_since: date
    last_file: date | None
    nil_until: date | None


def subject_of(authority: str) -> str:
    """The subject line: it says what is wanted and tells nothing of anybody."""
    return f"What we have not heard from you: returns to {authority}".rstrip()


def letter(
    *, to: str, authority: str, asked_for: Sequence[AskedFor], sent_by: str, send_to: str, today: date
) -> str:
    """The letter as plain text, a line a paragraph. `send_to` is where the returns are to go."""
    lines = [
        date_words(today),
        "",
        f"To: {to}",
        f"From: {sent_by}, {authority}".rstrip(", "),
        "",
        subject_of(authority),
        "",
        "We keep a list of every child who is not in full-time education, so that none is out of sight. It is only as "
        "good as what we are told. We have not had from you:",
        "",
    ]
    for one in asked_for:
        lines += [f"- {_asked_line(one)}"]
    lines += [
        "",
        f"Please send it to {send_to}, in the secure way that we have agreed. Do not put a child’s name in the text or "
        "in the subject of an e-mail.",
        "",
        "Any sheet that you have will do, whatever its headings. If you have none, these are the headings to use:",
        "",
    ]
    for one in asked_for:
        lines += [f"- {one.feed.title}: {', '.join(template_headings(one.feed))}"]
    lines += [
        "",
        "If there is nothing to tell, please say so, and for which period. That is an answer too, and we will not ask "
        "for it again.",
        "",
        "If you have sent it already, tell us when and how, and we will look for it.",
        "",
        sent_by,
    ]
    return "\n".join(lines) + "\n"


def how_often_words(how_often: HowOften) -> str:
    """How often in the middle of a sentence: “each school week”."""
    return _OFTEN[how_often]


def _asked_line(one: AskedFor) -> str:
    came = f"the last came on {date_words(one.last_file)}" if one.last_file else "none has come yet"
    nil = f", and you had nothing to tell up to {date_words(one.nil_until)}" if one.nil_until else ""
    due = "It has been due since" if one.last_file or one.nil_until else "It was last due on"
    asked = f"we ask for it {how_often_words(one.how_often)}"
    return f"{one.feed.title}: {asked}; {came}{nil}. {due} {date_words(one.late_since)}."

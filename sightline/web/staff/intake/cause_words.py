"""Why rows wait, in words: what is wrong, and what somebody does about it."""

from sightline.domain.words import plural
from sightline.intake.causes import Cause
from sightline.intake.contract import WHOLE_ROW
from sightline.intake.mending import Mended


def what_is_wrong(cause: Cause) -> str:
    """What is wrong with the rows of a cause, in a few words; what is expected instead is the cause's message."""
    if cause.place:
        return f"The {cause.place} “{cause.text}” is not known"
    if cause.is_double:
        return "Several rows stand for the same thing"
    if cause.overlaps:
        return "Rows of one child tell of the same thing for some of the same days"
    if cause.column == WHOLE_ROW:
        return f"{cause.value_class[:1].upper()}{cause.value_class[1:]}"
    return f"{cause.column}: {cause.value_class}" + (f" (“{cause.text}”)" if cause.text else "")


def what_to_do(cause: Cause) -> str:
    """What somebody does about it, as the words of a link."""
    if cause.place:
        return f"Say once which {cause.place} it is"
    if cause.is_double:
        return "Choose which row is right"
    if cause.overlaps:
        return "Put the dates right, or choose"
    return "Put it right once for all" if cause.one_mend and cause.rows > 1 else "Put it right"


def what_came_of_it(outcome: Mended) -> str:
    """What came of rows that were run again, as a sentence each."""
    said = []
    if outcome.taken:
        said.append(f"{plural(outcome.taken, 'row')} went into the record.")
    if outcome.unchanged:
        one = "said what the record knew already"
        said.append(f"{plural(outcome.unchanged, 'row')} {one}.")
    if outcome.new_children:
        verb = "is" if outcome.new_children == 1 else "are"
        said.append(f"{plural(outcome.new_children, 'child', 'children')} {verb} new to the record.")
    if outcome.to_review:
        said.append(f"{plural(outcome.to_review, 'question')} may be about the same child.")
    if outcome.dealt_with:
        said.append(f"{plural(outcome.dealt_with, 'row')} had been dealt with meanwhile by somebody else.")
    if outcome.still_waiting:
        verb = "waits" if outcome.still_waiting == 1 else "wait"
        said.append(f"{plural(outcome.still_waiting, 'row')} still {verb}.")
    return " ".join(said) or "Nothing waits for this any more."

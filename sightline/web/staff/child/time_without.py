"""One line on a child's page: the time without full-time education over the child's life."""

from datetime import date

from sightline.access.viewer import Viewer
from sightline.domain.known import NotKnown
from sightline.domain.words import date_words, plural
from sightline.population.situation import Situation
from sightline.population.time_without import TimeWithout, time_without
from sightline.population.visibility import RESTED_ON, hidden_classes


def time_without_words(viewer: Viewer, situation: Situation, on: date) -> str:
    """The line in words, as at `on`; it rests on facts of every class, so that only who sees them all reads it.

    `situation` is the whole of what is known of the child.
    """
    if hidden_classes(viewer) & RESTED_ON:
        return "Time without full-time education rests on facts that your role does not show."
    found = time_without(situation, on)
    if isinstance(found, NotKnown):
        return f"Time without full-time education is not known: {found.why}."
    return " ".join([_without(found), _not_known(found), _last_full_time(found)]).strip()


def _without(found: TimeWithout) -> str:
    since = f"Since {date_words(found.since)}, when school age began"
    if not found.without:
        return f"{since}, no school day is known to have been without full-time education."
    weeks = f" (about {plural(found.weeks_without, 'school week')})" if found.weeks_without else ""
    return f"{since}: {plural(found.without, 'school day')} without full-time education{weeks}."


def _not_known(found: TimeWithout) -> str:
    if not found.not_known:
        return "Every other school day is known."
    return f"Of {plural(found.not_known, 'school day')} nobody has told us."


def _last_full_time(found: TimeWithout) -> str:
    if found.last_full_time is None:
        return "No school day is known to have been full time."
    return f"Last known to be full time: {date_words(found.last_full_time)}."

"""How far a file has come, in a sentence: counted and timed, never guessed."""

from dataclasses import dataclass
from datetime import datetime

from sightline.domain.words import number_words, plural
from sightline.intake.models import ReceivedFile

State = ReceivedFile.State

REFRESH_SECONDS = 3
"""After how long a page on which something is under way asks for itself again."""

_LONG_WAIT = 60
_SHORTEST_MEASURED = 1.0


@dataclass(frozen=True)
class Progress:
    """A sentence for how far a file has come, and, where rows are counted, how many of how many."""

    sentence: str
    done: int | None = None
    of: int | None = None


def progress_of(file: ReceivedFile, now: datetime, before: int = 0) -> Progress:
    """How far a file has come that is under way; `before` counts the files whose turn is first.

    The rate is measured: rows read since the reading began, by the seconds since then.
    """
    seconds = max((now - file.stage_began_at).total_seconds(), 0.0) if file.stage_began_at else 0.0
    match file.state:
        case State.QUEUED:
            return Progress(_waiting(before, seconds))
        case State.PUBLISHING:
            rows = plural(file.rows_read, "row")
            return Progress(
                f"{rows} read. They are being written to the record, all at once or not at all, "
                f"{_for(seconds)}."
            )
    if file.rows_expected is None:
        return Progress("The file is being opened.")
    if file.dry_run:
        rows = plural(file.rows_expected, "row")
        return Progress(f"About {rows} are being tried, {_for(seconds)}. Nothing is changed.")
    if not file.rows_read:
        return Progress(f"About {plural(file.rows_expected, 'row')} to read.", 0, max(file.rows_expected, 1))
    return _reading(file.rows_read, max(file.rows_expected, file.rows_read), seconds)


def _reading(done: int, of: int, seconds: float) -> Progress:
    sentence = f"{number_words(done)} of about {plural(of, 'row')} read"
    if seconds >= _SHORTEST_MEASURED:
        rate = done / seconds
        sentence += f", {number_words(max(round(rate), 1))} a second"
        if done < of:
            sentence += f"; about {_duration((of - done) / rate)} left"
    return Progress(f"{sentence}.", done, of)


def _waiting(before: int, seconds: float) -> str:
    if before:
        return f"It waits for its turn. {plural(before, 'file is', 'files are')} before it."
    if seconds > _LONG_WAIT:
        return (
            f"It has waited for its turn for {_duration(seconds)}, and no file is before it. The worker that reads "
            "files may not be running: tell whoever runs Sightline."
        )
    return "It is next."


def _for(seconds: float) -> str:
    return f"for {_duration(seconds)} so far"


def _duration(seconds: float) -> str:
    """A length of time as people say it: seconds up to a minute and a half, then minutes."""
    if seconds < 90:
        return plural(max(round(seconds), 1), "second")
    return plural(round(seconds / 60), "minute")

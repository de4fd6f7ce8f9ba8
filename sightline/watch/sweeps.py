"""What several sweeps need: counts, and runs at the end of a register. Sessions go down, children across."""

import numpy as np

from sightline.watch.protocol import Counts, Flags


def total(flags: Flags) -> Counts:
    """How many sessions of each child are so."""
    counted: Counts = flags.sum(axis=0, dtype=np.int64)
    return counted


def session_of(flags: Flags, number: Counts | int) -> Counts:
    """The session in which so many are reached, counted from the first on; 0 for a child who has fewer."""
    counted = np.cumsum(flags, axis=0, dtype=np.int32)
    reached = counted >= number
    return np.where(reached[-1], reached.argmax(axis=0), 0).astype(np.int64)


def run_at_end(counts: Flags, breaks: Flags) -> tuple[Counts, Counts]:
    """The run that stands at the end: how many sessions count since the last that breaks it, and where it begins.

    A session that neither counts nor breaks (a holiday, a session not possible, no mark) is passed over.
    """
    sessions = counts.shape[0]
    broken_at = np.where(breaks.any(axis=0), sessions - 1 - breaks[::-1].argmax(axis=0), -1)
    places = np.arange(sessions)[:, None]
    of_run = counts & (places > broken_at)
    begins = np.where(of_run.any(axis=0), of_run.argmax(axis=0), 0)
    return total(of_run), begins.astype(np.int64)

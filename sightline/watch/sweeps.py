"""What several sweeps need: counts, and runs at the end of a register. Sessions go down, children across."""

import numpy as np

from sightline.watch.protocol import Counts, Flags

_BYTE = 255
"""So many sessions can be added up in a byte each, which is several times as quick as in eight bytes."""


def total(flags: Flags) -> Counts:
    """How many sessions of each child are so."""
    counted: Counts = np.zeros(flags.shape[1], dtype=np.int64)
    for start in range(0, len(flags), _BYTE):
        counted += np.add.reduce(flags[start : start + _BYTE].view(np.uint8), axis=0, dtype=np.uint8)
    return counted


def session_of(flags: Flags, number: int) -> Counts:
    """The session in which so many are reached, counted from the first on; 0 for a child who has fewer."""
    sessions: Counts = np.zeros(flags.shape[1], dtype=np.int64)
    # A running count is dear: it is made for those children only who come to so many.
    enough = np.flatnonzero(total(flags) >= number)
    sessions[enough] = (np.cumsum(flags[:, enough], axis=0, dtype=np.int16) >= number).argmax(axis=0)
    return sessions


def run_at_end(counts: Flags, breaks: Flags) -> tuple[Counts, Counts]:
    """The run that stands at the end: how many sessions count since the last that breaks it, and where it begins.

    A session that neither counts nor breaks (a holiday, a session not possible, no mark) is passed over.
    """
    # From the end back: whoever is still unbroken goes on, until nobody is.
    length: Counts = np.zeros(counts.shape[1], dtype=np.int64)
    begins: Counts = np.zeros(counts.shape[1], dtype=np.int64)
    going = np.arange(counts.shape[1])
    for session in range(len(counts) - 1, -1, -1):
        going = going[~breaks[session, going]]
        if not len(going):
            break
        now = going[counts[session, going]]
        length[now] += 1
        begins[now] = session
    return length, begins

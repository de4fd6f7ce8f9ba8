"""Timing two ways of doing the same thing, turn and turn about, once their answers are known to be equal."""

import gc
import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

ROUNDS = 3
"""The fewest rounds of which a median is taken."""

Answer = Callable[[], Any]
Doing = Callable[[int], Answer]
Progress = Callable[[str], None]


class AnswersDiffer(Exception):
    """The product and its peer did not give the same answer, so that no time of either means anything."""


@dataclass(frozen=True)
class Measured:
    """One benchmark: medians of the rounds, in `unit`, with the ratio of the peer to ours (above 1: ours took less)."""

    name: str
    what: str
    ours: float
    peer: float
    peer_name: str
    unit: str
    ratio: float
    n: int
    machine: str

    def as_json(self) -> dict[str, Any]:
        """The measure as one JSON object."""
        return asdict(self)


def interleaved(
    name: str,
    what: str,
    *,
    ours: Doing,
    peer: Doing,
    peer_name: str,
    n: int,
    times: int = 1,
    rounds: int = ROUNDS,
) -> Measured:
    """Do `ours` and `peer` by turns, `rounds` times, and give the medians.

    Both are called with the number of the round (0 is a round that only warms up) and return a way to ask for their
    answer, which is asked for outside the time; the answers must be equal, else AnswersDiffer. `times` is how often
    one call does the thing: the time is divided by it.
    """
    spent: dict[str, list[float]] = {"ours": [], "peer": []}
    for number in range(rounds + 1):
        answers = {}
        turns = (("ours", ours), ("peer", peer))
        for side, doing in turns if number % 2 else reversed(turns):
            gc.collect()
            began = _clock()
            answer = doing(number)
            if number:
                spent[side].append((_clock() - began) / times)
            answers[side] = answer()
        if answers["ours"] != answers["peer"]:
            raise AnswersDiffer(f"{name}: ours and {peer_name} do not give the same answer.")
    mine, theirs = median(spent["ours"]), median(spent["peer"])
    return Measured(name, what, mine, theirs, peer_name, _unit(), theirs / mine, n, machine())


def machine() -> str:
    """What this was measured on: the processor, how many of them this process may use, Python, and the database."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return f"{_processor()}, {usable} processors, Python {platform.python_version()}, {connection.vendor}"


def _clock() -> float:
    """Processor seconds of this process; with a database server, whose work is elsewhere, seconds on the wall."""
    return time.perf_counter() if connection.vendor == "postgresql" else time.process_time()


def _unit() -> str:
    return "seconds" if connection.vendor == "postgresql" else "processor seconds"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()

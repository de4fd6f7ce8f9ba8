"""The rules over a school year of registers, beside the same rules in Polars and in DuckDB: processor time and memory.

Every engine answers in a process of its own, so that its memory is its own; all must give the same answer. Each has
its data as it likes them best: sessions by children in a file that is mapped, long Parquet by child, a native table.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import numpy as np

from sightline.attendance.array import ChildMarks
from sightline.bench import registers_duckdb, registers_polars
from sightline.bench.measuring import ROUNDS, AnswersDiffer, Measured, Progress, machine
from sightline.bench.registers import SESSIONS, blocks_of_marks, school_days
from sightline.bench.registers_asked import Answers, asked
from sightline.watch.rules import RULES
from sightline.watch.running import raised

PUPILS = 25_000
_ARRAY, _DATABASE, _LONG = "marks.npy", "marks.duckdb", "long-*.parquet"
_MEGABYTE = 1024


def run(pupils: int, progress: Progress) -> list[Measured]:
    """Time every rule over `pupils` pupils and a school year of marks. Raises AnswersDiffer."""
    with tempfile.TemporaryDirectory(prefix="sightline-bench-") as folder, ExitStack() as stack:
        pools = {engine: stack.enter_context(_a_process()) for engine in _ENGINES}
        _write(Path(folder), pupils, progress)
        rounds: dict[str, list[tuple[float, float]]] = {engine: [] for engine in _ENGINES}
        for number in range(ROUNDS):
            answers = {}
            for engine in _ENGINES if number % 2 else reversed(_ENGINES):
                progress(f"round {number + 1}: {engine}")
                answers[engine], *spent = pools[engine].submit(_spend, engine, folder).result()
                rounds[engine].append((spent[0], spent[1]))
            for engine in _PEERS:
                if answers[engine] != answers[_OURS]:
                    raise AnswersDiffer(f"watch: ours and {engine} do not give the same answer.")
    return [
        _measured(name, place, unit, peer, rounds, pupils)
        for peer in _PEERS
        for place, (name, unit) in enumerate((("rules", "processor seconds"), ("memory", "megabytes")))
    ]


def _measured(
    name: str, place: int, unit: str, peer: str, rounds: dict[str, list[tuple[float, float]]], pupils: int
) -> Measured:
    mine, theirs = (median(spent[place] for spent in rounds[engine]) for engine in (_OURS, peer))
    what = f"{len(RULES)} rules over {pupils * SESSIONS:,} marks of {pupils:,} pupils: " + (
        "peak memory of a process" if place else "processor time"
    )
    return Measured(
        f"{name}-{peer.lower()}", what, mine, theirs, peer, unit, theirs / mine, pupils, machine()
    )


def _write(folder: Path, pupils: int, progress: Progress) -> None:
    """The same registers in the three shapes: a child's number is its place from 1."""
    import polars

    array = np.lib.format.open_memmap(folder / _ARRAY, mode="w+", dtype=np.uint8, shape=(SESSIONS, pupils))
    first = 0
    for number, marks in enumerate(blocks_of_marks(pupils)):
        progress(f"registers of {first:,} of {pupils:,} pupils are made")
        array[:, first : first + len(marks)] = marks.T
        places, sessions = np.nonzero(marks)
        polars.DataFrame(
            {
                "child": (places + first + 1).astype(np.int32),
                "session": sessions.astype(np.int16),
                "mark": marks[places, sessions],
            }
        ).write_parquet(folder / _LONG.replace("*", f"{number:04d}"))
        first += len(marks)
    array.flush()
    progress("a table of DuckDB is made")
    registers_duckdb.build(folder / _DATABASE, str(folder / _LONG))


def _a_process() -> ProcessPoolExecutor:
    """A process of its own, started afresh and kept for all the rounds of one engine."""
    return ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))


def _spend(engine: str, folder: str) -> tuple[Answers, float, float]:
    """An engine's answer, its processor seconds (all threads), and the most memory its process held, in megabytes."""
    _ENGINES[engine](Path(folder))  # A round that only warms up.
    began = time.process_time()
    answer = _ENGINES[engine](Path(folder))
    return answer, time.process_time() - began, _most_memory()


def _most_memory() -> float:
    """The most memory that this process has held, in megabytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / _MEGABYTE


def _by_sightline(folder: Path) -> Answers:
    marks = np.load(folder / _ARRAY, mmap_mode="r")
    pupils = marks.shape[1]
    children = np.arange(1, pupils + 1, dtype=np.int64)
    nobody_twice = np.broadcast_to(np.False_, marks.shape)
    every = ChildMarks(school_days(), marks, children, nobody_twice)
    found: Answers = {}
    for slug, rule in RULES.items():
        number, of_children, of_figures = 0, 0, 0
        for one in raised(rule, every):
            number, of_children, of_figures = number + 1, of_children + one.child, of_figures + one.figure
        found[slug] = (number, of_children, of_figures)
    return found


def _by_polars(folder: Path) -> Answers:
    return registers_polars.answer(str(folder / _LONG), asked())


def _by_duckdb(folder: Path) -> Answers:
    return registers_duckdb.answer(folder / _DATABASE, asked())


_OURS = "Sightline"
_PEERS = ("Polars", "DuckDB")
_ENGINES: dict[str, Callable[[Path], Answers]] = {
    _OURS: _by_sightline,
    "Polars": _by_polars,
    "DuckDB": _by_duckdb,
}

"""Every benchmark by its name, each on a database of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sightline.bench import intake, marks, pages, watch, workbook
from sightline.bench.database import database_of_its_own
from sightline.bench.measuring import Measured, Progress

Run = Callable[[int, Progress], list[Measured]]


@dataclass(frozen=True)
class Benchmark:
    """One benchmark: what it times, and the size at which it is meant to be run."""

    name: str
    meaning: str
    size: int
    run: Run


BENCHMARKS: dict[str, Benchmark] = {
    one.name: one
    for one in (
        Benchmark("intake", "rows through intake, beside pandas and a bare write", intake.ROWS, intake.run),
        Benchmark("marks", "a day appended, a mark corrected, the array rebuilt", marks.PUPILS, marks.run),
        Benchmark("pages", "the list and a child, beside a stock Django ListView", pages.CHILDREN, pages.run),
        Benchmark("watch", "rules over a school year, beside Polars and DuckDB", watch.PUPILS, watch.run),
        Benchmark("workbook", "the list to XLSX, beside the bare writer", workbook.LISTED, workbook.run),
    )
}


def measure(names: Sequence[str], size: int | None, progress: Progress) -> list[Measured]:
    """Run the benchmarks of these names (all, for none), at `size` in place of each one's own.

    Raises KeyError for a name that is none, ModuleNotFoundError where a peer is not installed, and AnswersDiffer.
    """
    found = []
    for benchmark in [BENCHMARKS[name] for name in names or BENCHMARKS]:
        with database_of_its_own():
            found += benchmark.run(size or benchmark.size, progress)
    return found

"""The rules over registers as somebody who knows DuckDB well would write them: one pass that counts, then candidates.

The table `marks` has a row a mark: the child, the session of the school year from 0, and the number of the mark.
"""

from pathlib import Path

from sightline.bench.registers_asked import Answers, Asked

_COUNTED = """
create temp table counted as select child,
  count(*) filter (mark between {absent}) as absent,
  count(*) filter (mark between {possible}) as possible,
  count(*) filter (mark = {I}) as ill,
  count(*) filter (mark between {unauthorised}) as unauthorised,
  count(*) filter (mark in ({G}, {N}, {O})) as for_removal,
  max(session) filter (mark between {possible} and mark not between {unauthorised}) as with_leave,
  max(session) filter (mark between {possible} and mark not in ({G}, {N}, {O})) as back,
  count(*) filter (mark between {possible} and session >= {dip_cut}) as dip_late_possible,
  count(*) filter (mark between {attended} and session >= {dip_cut}) as dip_late,
  count(*) filter (mark between {possible} and session < {dip_cut}) as dip_early_possible,
  count(*) filter (mark between {attended} and session < {dip_cut}) as dip_early,
  count(*) filter (mark between {possible} and session >= {sign_cut}) as sign_late_possible,
  count(*) filter (mark between {attended} and session >= {sign_cut}) as sign_late,
  count(*) filter (mark between {possible} and session < {sign_cut}) as sign_early_possible,
  count(*) filter (mark between {attended} and session < {sign_cut}) as sign_early,
  count(*) filter (mark = {C2} and session >= {part_time_cut}) as part_time,
  count(*) filter (mark = {C} and session % 2 = 1 and session >= {afternoons_cut}) as on_leave,
  count(*) filter (mark = {E}) as excluded,
  count(*) filter (mark = {N} and session < {left_over_cut}) as left_over
from marks group by child
"""

_RUN = """
select count(*), sum(child), sum(length) from (
  select marks.child, count(*) as length from marks join counted using (child)
  where counted.{count} >= {least} and {condition} and marks.session > coalesce(counted.{broken}, -1)
  group by marks.child having count(*) >= {least})
"""

_AFTERNOONS = """
select count(*), sum(child), sum(days) from (
  select marks.child, count(*) as days from (
    select child, session // 2 as day,
      max(case when session % 2 = 0 then mark end) as morning, max(case when session % 2 = 1 then mark end) as afternoon
    from marks where session >= {afternoons_cut}
      and child in (select child from counted where on_leave >= {afternoons} and excluded = 0)
    group by child, session // 2) as marks
  where morning between {attended} and afternoon = {C}
  group by marks.child having count(*) >= {afternoons})
"""


def build(database: Path, parquet: str) -> None:
    """Make the table from Parquet files, by child and session: no part of what is timed."""
    import duckdb

    with duckdb.connect(str(database)) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(
            "create table marks as select * from read_parquet($files) order by child, session",
            {"files": parquet},
        )


def answer(database: Path, asked: Asked) -> Answers:
    """What every rule finds, by DuckDB."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set enable_progress_bar = false")
        named = asked.named()
        connection.execute(_COUNTED.format(**named))
        queries = {
            "fifteen-days-missed": _counts("absent", "absent >= {missed}"),
            "fifteen-days-ill": _counts("ill", "ill >= {missed_ill}"),
            "ten-days-unauthorised": _RUN.format(
                count="unauthorised",
                least="{unauthorised_run}",
                broken="with_leave",
                condition="mark between {unauthorised}",
            ),
            "twenty-days-for-removal": _RUN.format(
                count="for_removal",
                least="{removal_run}",
                broken="back",
                condition="mark in ({G}, {N}, {O})",
            ),
            "persistent-absence": _counts(
                "absent", "possible >= {fewest} and 100 * absent >= {persistent} * possible"
            ),
            "severe-absence": _counts(
                "absent", "possible >= {fewest} and 100 * absent >= {severe} * possible"
            ),
            "dip": _fell("dip", "points"),
            "early-sign": _fell("sign", "sign_points"),
            "part-time-by-c2": _counts("part_time", "part_time >= {part_time}"),
            "afternoons-away": _AFTERNOONS,
            "no-reason-found": _counts("left_over", "left_over > 0"),
        }
        found = {}
        for slug, query in queries.items():
            row = connection.execute(query.format(**named)).fetchone() or ()
            found[slug] = tuple(int(value or 0) for value in row)
        return found


def _fell(name: str, points: str) -> str:
    late_possible, late, early_possible, early = (
        f"{name}_{part}" for part in ("late_possible", "late", "early_possible", "early")
    )
    both = f"{early_possible} * {late_possible}"
    drop = f"100 * ({early} * {late_possible} - {late} * {early_possible})"
    enough = f"{late_possible} >= {{{name}_fewest}} and {early_possible} >= {{{name}_fewest}}"
    return _counts(f"{drop} // ({both})", f"{enough} and {drop} >= {{{points}}} * {both}")


def _counts(figure: str, condition: str) -> str:
    return " ".join(("select count(*), sum(child), sum(", figure, ") from counted where", condition))

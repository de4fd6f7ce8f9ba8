"""The rules over registers in Polars: one lazy pass over Parquet that counts, then runs and pairs of candidates."""

from typing import TYPE_CHECKING

from sightline.bench.registers_asked import Answers, Asked

if TYPE_CHECKING:
    import polars

_AFTERNOON, _SESSIONS_A_DAY, _PERCENT = 1, 2, 100


def answer(parquet: str, asked: Asked) -> Answers:
    """What every rule finds, by Polars and its streaming engine."""
    import polars as pl

    codes, figures = asked.codes, asked.figures
    child, session, mark = pl.col("child"), pl.col("session"), pl.col("mark")
    of = {name: mark.is_between(first, last) for name, (first, last) in asked.classes.items()}
    for_removal = mark.is_in([codes["G"], codes["N"], codes["O"]])
    on_leave = (
        (mark == codes["C"])
        & (session % _SESSIONS_A_DAY == _AFTERNOON)
        & (session >= figures["afternoons_cut"])
    )
    marks = pl.scan_parquet(parquet)

    def before_and_after(cut: int, name: str) -> "list[polars.Expr]":
        early, late = session < cut, session >= cut
        return [
            number(of["possible"] & late, f"{name}_late_possible"),
            number(of["attended"] & late, f"{name}_late"),
            number(of["possible"] & early, f"{name}_early_possible"),
            number(of["attended"] & early, f"{name}_early"),
        ]

    def number(flags: "polars.Expr", name: str) -> "polars.Expr":
        return flags.sum().cast(pl.Int64).alias(name)

    counted = (
        marks.group_by("child")
        .agg(
            number(of["absent"], "absent"),
            number(of["possible"], "possible"),
            number(mark == codes["I"], "ill"),
            number(of["unauthorised"], "unauthorised"),
            number(for_removal, "for_removal"),
            session.filter(of["possible"] & ~of["unauthorised"]).max().fill_null(-1).alias("with_leave"),
            session.filter(of["possible"] & ~for_removal).max().fill_null(-1).alias("back"),
            *before_and_after(figures["dip_cut"], "dip"),
            *before_and_after(figures["sign_cut"], "sign"),
            number((mark == codes["C2"]) & (session >= figures["part_time_cut"]), "part_time"),
            number(on_leave, "on_leave"),
            number(mark == codes["E"], "excluded"),
            number((mark == codes["N"]) & (session < figures["left_over_cut"]), "left_over"),
        )
        .collect(engine="streaming")
    )

    def some(flags: "polars.Expr", figure: "polars.Expr") -> tuple[int, ...]:
        found = counted.filter(flags).select(child.cast(pl.Int64), figure.alias("figure"))
        return found.height, int(found["child"].sum()), int(found["figure"].sum())

    def fell(name: str, fewest: int, points: int) -> tuple[int, ...]:
        late_possible, late, early_possible, early = (
            pl.col(f"{name}_{part}") for part in ("late_possible", "late", "early_possible", "early")
        )
        both = early_possible * late_possible
        drop = _PERCENT * (early * late_possible - late * early_possible)
        enough = pl.min_horizontal(early_possible, late_possible) >= fewest
        return some(enough & (drop >= points * both), drop // both)

    def lasting(found: "polars.LazyFrame", least: int) -> tuple[int, ...]:
        lengths = found.group_by("child").agg(pl.len().cast(pl.Int64).alias("length"))
        enough = lengths.filter(pl.col("length") >= least).collect(engine="streaming")
        return enough.height, int(enough["child"].cast(pl.Int64).sum()), int(enough["length"].sum())

    def run(flags: "polars.Expr", count: str, broken: str, least: int) -> tuple[int, ...]:
        candidates = counted.lazy().filter(pl.col(count) >= least).select("child", broken)
        return lasting(
            marks.filter(flags).join(candidates, on="child").filter(session > pl.col(broken)), least
        )

    leaving = counted.lazy().filter((pl.col("on_leave") >= figures["afternoons"]) & (pl.col("excluded") == 0))
    of_leaving = marks.join(leaving.select("child"), on="child").with_columns(
        (session // _SESSIONS_A_DAY).alias("day")
    )
    pairs = of_leaving.filter(on_leave).join(
        of_leaving.filter((session % _SESSIONS_A_DAY != _AFTERNOON) & of["attended"]), on=["child", "day"]
    )
    missed = _PERCENT * pl.col("absent")
    said = pl.col("possible") >= figures["fewest"]
    return {
        "fifteen-days-missed": some(pl.col("absent") >= figures["missed"], pl.col("absent")),
        "fifteen-days-ill": some(pl.col("ill") >= figures["missed_ill"], pl.col("ill")),
        "ten-days-unauthorised": run(
            of["unauthorised"], "unauthorised", "with_leave", figures["unauthorised_run"]
        ),
        "twenty-days-for-removal": run(for_removal, "for_removal", "back", figures["removal_run"]),
        "persistent-absence": some(
            said & (missed >= figures["persistent"] * pl.col("possible")), pl.col("absent")
        ),
        "severe-absence": some(said & (missed >= figures["severe"] * pl.col("possible")), pl.col("absent")),
        "dip": fell("dip", figures["dip_fewest"], figures["points"]),
        "early-sign": fell("sign", figures["sign_fewest"], figures["sign_points"]),
        "part-time-by-c2": some(pl.col("part_time") >= figures["part_time"], pl.col("part_time")),
        "afternoons-away": lasting(pairs, figures["afternoons"]),
        "no-reason-found": some(pl.col("left_over") > 0, pl.col("left_over")),
    }

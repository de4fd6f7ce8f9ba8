"""Issues a report to a file (the inspection list, the tracking sheet) and keeps what was issued."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.core.exceptions import PermissionDenied

from sightline.access.policy import Action
from sightline.access.viewer import viewing
from sightline.cli.outcome import DONE, Refused, add_account, add_json, day, print_json, say
from sightline.cli.people import viewer_of
from sightline.reports.catalogue import KINDS, DayToCome
from sightline.reports.issuing import issue, issued_reports, open_again
from sightline.reports.models import IssuedReport
from sightline.reports.renderers import MEDIA_TYPES, FormatUnavailable

EXAMPLE = "sightline report inspection-list --as-at 2026-11-23 --format xlsx --out inspection-list.xlsx"
_READ_FIRST = ".read-first.txt"


def arguments(parser: ArgumentParser) -> None:
    """Which report, as at and as known on which day, in which format, to which file."""
    parser.add_argument("name", nargs="?", metavar="NAME", help=f"one of: {', '.join(KINDS)}")
    parser.add_argument("--as-at", type=day, metavar="DATE", help="the day of the list (default: today)")
    parser.add_argument(
        "--known-on",
        type=day,
        metavar="DATE",
        help="what the authority knew at the end of that day (default: today)",
    )
    parser.add_argument(
        "--format", choices=list(MEDIA_TYPES), help="the format (default: by the ending of FILE, else csv)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write")
    parser.add_argument("--reason", default="", help="for whom or what it is issued; no child's name")
    parser.add_argument("--list", action="store_true", help="list the reports there are, and those issued")
    parser.add_argument(
        "--again", type=int, metavar="NUMBER", help="write an issued report again, byte for byte"
    )
    add_account(parser)
    add_json(parser)


def run(options: Namespace) -> int:
    """Issue one report, or list what there is."""
    try:
        if options.list:
            return _list(options)
        if options.out is None:
            raise Refused("say where to write: --out FILE")
        _check_writable(options.out)
        report, content = _issued(options) if options.again is None else _opened(options)
    except PermissionDenied as denied:
        raise Refused(str(denied)) from denied
    _write(options.out, content)
    if report.format == "csv":
        _write(options.out.with_suffix(_READ_FIRST), report.read_first.encode())
    _tell(options, report)
    return DONE


def _issued(options: Namespace) -> tuple[IssuedReport, bytes]:
    if options.name not in KINDS:
        raise Refused(f"say which report: one of {', '.join(KINDS)}")
    by_ending = options.out.suffix.lstrip(".").lower()
    file_format = options.format or (by_ending if by_ending in MEDIA_TYPES else "csv")
    viewer = viewer_of(options, Action.ISSUE_REPORTS)
    with viewing(viewer, f"report {options.name}"):
        try:
            report = issue(
                viewer,
                options.name,
                file_format=file_format,
                as_at=options.as_at,
                known_on=options.known_on,
                reason=options.reason,
            )
        except (DayToCome, FormatUnavailable) as refusal:
            raise Refused(str(refusal)) from refusal
    return report, bytes(report.content)


def _opened(options: Namespace) -> tuple[IssuedReport, bytes]:
    viewer = viewer_of(options, Action.SEE_CHILDREN)
    with viewing(viewer, f"issued report {options.again}"):
        try:
            return open_again(viewer, options.again)
        except IssuedReport.DoesNotExist as missing:
            raise Refused(
                "no report was issued under that number. `sightline report --list` lists them."
            ) from missing


def _list(options: Namespace) -> int:
    issued = list(issued_reports(viewer_of(options, Action.SEE_CHILDREN)))
    if options.json:
        print_json(
            {
                "reports": [
                    {"name": kind.name, "title": kind.title, "formats": list(MEDIA_TYPES)}
                    for kind in KINDS.values()
                ],
                "issued": [_as_document(report) for report in issued],
            }
        )
        return DONE
    for kind in KINDS.values():
        say(f"{kind.name:<18} {kind.title}")
    say(f"\nFormats: {', '.join(MEDIA_TYPES)}")
    if issued:
        say("\nIssued, the latest first:")
    for report in issued:
        say(
            f"  {report.pk:>5}  {report.file_name}, as known on {report.known_on}, by {report.change.actor.name}, "
            f"{report.rows:,} rows"
        )
    return DONE


def _tell(options: Namespace, report: IssuedReport) -> None:
    if options.json:
        print_json({**_as_document(report), "file": str(options.out)})
        return
    say(
        f"Wrote {options.out}: {report.rows:,} rows, kept as issued report {report.pk}, SHA-256 {report.sha256}."
    )
    for gap in report.gaps:
        say(f"  {gap}")


def _as_document(report: IssuedReport) -> dict[str, object]:
    return {
        "number": report.pk,
        "report": report.name,
        "as_at": report.as_at,
        "known_on": report.known_on,
        "format": report.format,
        "rows": report.rows,
        "sha256": report.sha256,
        "tables_sha256": report.tables_sha256,
        "issued_by": report.change.actor.name,
        "issued_at": report.change.recorded_at,
        "gaps": report.gaps,
    }


def _check_writable(file: Path) -> None:
    """Refused, before anything is issued, where the file could not be written."""
    part = _part_of(file)
    try:
        part.touch()
        part.unlink()
    except OSError as fault:
        raise Refused(f"cannot write {file}: {fault.strerror}") from fault


def _write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    part = _part_of(file)
    part.write_bytes(content)
    part.replace(file)


def _part_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.part")

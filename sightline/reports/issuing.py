"""Issuing a report, and opening again what was issued: the very bytes, with who, when and why."""

import hashlib
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from sightline.access import clock
from sightline.access.door import writing
from sightline.access.policy import Action, FieldClass, ScopeKind
from sightline.access.viewer import Viewer
from sightline.domain.london import LONDON
from sightline.domain.words import date_words
from sightline.reports.catalogue import Selected, make
from sightline.reports.gaps import MAY_TELL_OF
from sightline.reports.models import IssuedReport
from sightline.reports.renderers import render
from sightline.reports.renderers.as_csv import read_first
from sightline.reports.table import Issue, digest_of_tables


class NotAsIssued(Exception):
    """A kept report no longer matches the digest that was taken when it was issued."""


def issue(
    viewer: Viewer,
    name: str,
    *,
    file_format: str,
    as_at: date | None = None,
    known_on: date | None = None,
    reason: str = "",
    selected: Selected | None = None,
) -> IssuedReport:
    """Make a report, of the whole list or of what is `selected`, write it in one format, and keep the file for ever.

    `reason` is for whom or what it is issued, without a child's name. Raises PermissionDenied for a viewer who may
    not issue reports or see children, KeyError for an unknown report or format, DayToCome, and
    FormatUnavailable where this machine cannot write the format; nothing is kept then.
    """
    viewer.require(Action.ISSUE_REPORTS)
    report = make(viewer, name, as_at=as_at, known_on=known_on, selected=selected)
    issued = Issue(by=viewer.account.name, role=viewer.role.title, at=_moment_words())
    # Made before the door opens: nobody else's write waits for the making of a document.
    content = render(report, issued, file_format)
    why = reason.strip() or f"Issue {report.name} as at {date_words(report.as_at)}"
    with writing(viewer=viewer, action=Action.ISSUE_REPORTS, reason=why) as session:
        return IssuedReport.objects.create(
            name=report.name,
            as_at=report.as_at,
            known_on=report.known_on,
            format=file_format,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            tables_sha256=digest_of_tables(report.tables),
            rows=len(report.table.rows),
            children=sorted(report.children),
            gaps=list(report.gaps),
            read_first=read_first(report, issued),
            classes=[item.value for item in MAY_TELL_OF if viewer.sees(item)],
            scope_kind=viewer.scope_kind.value,
            scope_key=viewer.scope_key,
            rules_version=report.rules_version,
            change=session.change,
        )


def issued_reports(viewer: Viewer) -> QuerySet[IssuedReport]:
    """What was issued and this viewer may open, the latest first, without the files.

    Raises PermissionDenied for a viewer who may not see children.
    """
    viewer.require(Action.SEE_CHILDREN)
    allowed = [
        pk
        for pk, classes, kind, key in IssuedReport.objects.values_list(
            "pk", "classes", "scope_kind", "scope_key"
        )
        if _sees_as_much(viewer, classes, kind, key)
    ]
    return (
        IssuedReport.objects.filter(pk__in=allowed)
        .defer("content", "children")
        .select_related("change__actor")
        .order_by("-pk")
    )


def open_again(viewer: Viewer, number: int) -> tuple[IssuedReport, bytes]:
    """An issued report and its bytes, as they went out; the children in it are noted as shown.

    Raises IssuedReport.DoesNotExist for no such number, PermissionDenied for a viewer whose role or scope does not
    reach as far as the issuer's did, and NotAsIssued when the bytes no longer match their digest.
    """
    viewer.require(Action.SEE_CHILDREN)
    report = IssuedReport.objects.select_related("change__actor").get(pk=number)
    if not _sees_as_much(viewer, report.classes, report.scope_kind, report.scope_key):
        raise PermissionDenied(
            "This report was made for a role or a part of the authority that is not yours."
        )
    content = bytes(report.content)
    if hashlib.sha256(content).hexdigest() != report.sha256:
        raise NotAsIssued("the kept file is not the one that was issued: its digest differs")
    viewer.note_shown(report.children)
    return report, content


def _sees_as_much(viewer: Viewer, classes: list[str], scope_kind: str, scope_key: str) -> bool:
    """Whether a viewer sees every class and the whole scope for which a report was made."""
    reaches = viewer.scope_kind is ScopeKind.AUTHORITY or (
        viewer.scope_kind.value == scope_kind and set(scope_key.split()) <= set(viewer.scope_key.split())
    )
    return reaches and viewer.sees_all(FieldClass(item) for item in classes)


def _moment_words() -> str:
    moment = clock.now().astimezone(LONDON)
    return f"{date_words(moment.date())} at {moment:%H:%M}"

"""Telling, correcting, ending and withdrawing a fact by hand: each through the one door, nothing overwritten.

A correction of what a sender said is a new version of the sender's own fact, so that a file that says the old thing
again does not undo it. Everything is refused that the viewer's role or scope does not reach.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from sightline.access.door import Writing, writing
from sightline.access.policy import Action
from sightline.access.viewer import Viewer
from sightline.domain.london import london_date
from sightline.domain.words import date_words
from sightline.intake.by_hand.classes import in_scope, may_tell, sees_row
from sightline.intake.by_hand.identity import tell_identity
from sightline.intake.by_hand.kinds import kind_of
from sightline.intake.by_hand.person import described, person_by_hand, person_for
from sightline.intake.by_hand.reading import NotRight, columns_of
from sightline.intake.by_hand.sayer import Sayer
from sightline.intake.by_hand.shapes import DAYS, FIRST_DAY, LAST_DAY, MONDAY, ToldKind
from sightline.record import door
from sightline.record.door import ChangedMeanwhile
from sightline.record.models import FACTS, Fact, SourcePersonVersion, Versioned

RECEIVED_ON = "received_on"
"""The question on which day we were told, where a message belongs to it."""

_A_DAY = timedelta(days=1)
_NOT_YOURS = "Your role does not show what this tells. Ask somebody whose role does to record it."
_LATER_WORD = "What stands here was received later, on {}. Give that day or a later one."


class SomebodyElseChanged(ChangedMeanwhile):
    """The version that a person saw is no longer the one in force; `now` is, or None when it was withdrawn."""

    def __init__(self, now: Fact | None) -> None:
        super().__init__("Somebody changed this while you were working on it.")
        self.now = now


def tell(
    viewer: Viewer, child: int, kind: ToldKind, values: Mapping[str, Any], sayer: Sayer
) -> Fact | SourcePersonVersion:
    """Put what somebody told into the record, as a new fact of a child.

    `values` are answers as `reading.read` gives them. Raises NotRight when the record cannot hold it (something
    stands in the way, or the viewer may not see what it tells), PermissionDenied for a kind or a child that is not
    the viewer's.
    """
    _require(viewer, child, kind)
    with _telling(viewer, sayer) as session:
        if kind.model is SourcePersonVersion:
            _refuse_before(session, described(person_by_hand(child)))
            return tell_identity(session, child, columns_of(kind, values, told_on=_told_on(session)))
        person = person_for(session, child)
        fact = _fact_of(kind)(**columns_of(kind, values, told_on=_told_on(session)))
        fact.source_person_id, fact.child_id = person.pk, person.child_id
        _refuse(viewer, kind, fact)
        [written] = door.add(session, [fact])
    return written


def correct(viewer: Viewer, fact_id: UUID, version: int, values: Mapping[str, Any], sayer: Sayer) -> Fact:
    """Say that a fact is otherwise than it stands: a new version of it, for the same source person.

    `version` is the one that the person saw. Raises SomebodyElseChanged when another is in force by now, NotRight and
    PermissionDenied as `tell` does.
    """
    with _changing(viewer, fact_id, version, sayer) as (session, kind, fact):
        taken = columns_of(kind, values, told_on=fact.valid_from or _told_on(session))
        if not any(kind.asks(name) for name in DAYS):
            taken |= {"valid_from": fact.valid_from, "valid_to": fact.valid_to}
        fresh = door.next_version(fact, **taken)
        if door.same_values(fact, fresh):
            raise NotRight(
                {kind.columns[0].name: "You have changed nothing. Change what is wrong, or go back."}
            )
        _refuse(viewer, kind, fresh)
        return door.correct(session, fact, **taken)


def end(viewer: Viewer, fact_id: UUID, version: int, last_day: date, sayer: Sayer) -> Fact:
    """Say that a fact was so until `last_day` (inclusive) and is so no longer. Raises as `correct` does."""
    with _changing(viewer, fact_id, version, sayer) as (session, kind, fact):
        if not kind.may_end:
            raise NotRight({LAST_DAY: "This does not last, so it cannot end. Correct it or withdraw it."})
        if fact.valid_from is not None and last_day < fact.valid_from:
            began = date_words(fact.valid_from)
            message = f"It began on {began}, so it cannot end before. If it never was so, withdraw it."
            raise NotRight({LAST_DAY: message})
        if fact.valid_to is not None and last_day + _A_DAY >= fact.valid_to:
            ended = date_words(fact.valid_to - _A_DAY)
            raise NotRight({LAST_DAY: f"It ends on {ended} already. Correct it to let it last longer."})
        return door.end(session, fact, on=last_day + _A_DAY)


def withdraw(viewer: Viewer, fact_id: UUID, version: int, sayer: Sayer) -> None:
    """Say that a fact never was so. It stays in the record as what we believed. Raises as `correct` does."""
    with _changing(viewer, fact_id, version, sayer) as (session, _, fact):
        door.withdraw(session, fact)


def current_fact(fact_id: UUID) -> Fact | None:
    """The version in force of the fact with this stable id; None when it was withdrawn or never was."""
    for model in FACTS:
        if (found := model.objects.filter(fact=fact_id).first()) is not None:
            return found
    return None


@contextmanager
def _changing(
    viewer: Viewer, fact_id: UUID, version: int, sayer: Sayer
) -> Iterator[tuple[Writing, ToldKind, Fact]]:
    """Open the door to change a fact that stands as the person saw it and that is the viewer's to change."""
    fact = current_fact(fact_id)
    if fact is None:
        raise SomebodyElseChanged(None)
    kind = kind_of(fact)
    _require(viewer, fact.child_id, kind)
    if not sees_row(viewer, fact):
        raise PermissionDenied("Your role does not show this fact.")
    if fact.version != version:
        raise SomebodyElseChanged(fact)
    try:
        with _telling(viewer, sayer) as session:
            _refuse_before(session, fact)
            yield session, kind, fact
    except ChangedMeanwhile as overtaken:
        raise SomebodyElseChanged(current_fact(fact_id)) from overtaken


@contextmanager
def _telling(viewer: Viewer, sayer: Sayer) -> Iterator[Writing]:
    """Open the door with who told, how and when. What the database refuses at the last moment is said plainly."""
    try:
        with writing(
            viewer=viewer,
            action=Action.RECORD_FACTS,
            reason=sayer.why,
            received_at=sayer.received_at,
            told_by=sayer.told_by,
            told_how=sayer.told_how,
        ) as session:
            yield session
    except IntegrityError as refused:
        raise NotRight(
            {
                "": "Somebody recorded something meanwhile that stands in the way. Look at the record and try again."
            }
        ) from refused


def _refuse_before(session: Writing, row: Versioned | None) -> None:
    """Raise NotRight when the authority was told of a row only after what is told now: the later word stands."""
    if row is not None and row.received_at > session.received_at:
        raise NotRight({RECEIVED_ON: _LATER_WORD.format(date_words(london_date(row.received_at)))})


def _require(viewer: Viewer, child: int, kind: ToldKind) -> None:
    if not may_tell(viewer, kind):
        raise PermissionDenied("Your role may not record facts of this kind.")
    if not in_scope(viewer, child):
        raise PermissionDenied("This child is outside the part of the authority that this role covers.")


def _fact_of(kind: ToldKind) -> type[Fact]:
    if not issubclass(kind.model, Fact):
        raise TypeError(f"{kind.slug} is no fact")
    return kind.model


def _told_on(session: Writing) -> date:
    return london_date(session.received_at)


def _refuse(viewer: Viewer, kind: ToldKind, fact: Fact) -> None:
    """Raise NotRight when a fact tells more than the viewer may see, or another stands in its way."""
    if not sees_row(viewer, fact):
        raise NotRight({kind.columns[0].name: _NOT_YOURS})
    standing = in_the_way(fact)
    if standing is not None:
        name = next((one for one in (FIRST_DAY, MONDAY) if kind.asks(one)), kind.columns[0].name)
        raise NotRight({name: f"{_period_words(standing)} is on record already. Correct or end that first."})


def in_the_way(fact: Fact) -> Fact | None:
    """The fact in force of the same source person, establishment and kind whose period overlaps this one's, if any."""
    if not fact.DISTINCT_BY:
        return None
    same = {name: getattr(fact, name) for name in fact.DISTINCT_BY}
    for other in type(fact).objects.filter(**same).exclude(fact=fact.fact).order_by("valid_from", "id"):
        if (fact.valid_from or date.min) < (other.valid_to or date.max) and (other.valid_from or date.min) < (
            fact.valid_to or date.max
        ):
            return other
    return None


def _period_words(fact: Fact) -> str:
    """The period of a fact of the same kind, in words."""
    begins = f"from {date_words(fact.valid_from)}" if fact.valid_from else "since before anybody told us"
    ends = f" to {date_words(fact.valid_to - _A_DAY)}" if fact.valid_to else ", still going on,"
    return f"The same {begins}{ends}"

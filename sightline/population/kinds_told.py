"""Which kinds of fact the record holds of one child at all: one narrow question in place of a query for each kind."""

from functools import cache

from django.db import connection
from django.db.models import Model

from sightline.record.models import FACTS, GoneFromFeed, PossibleMatch, SourcePerson

_OF_THE_CHILD: tuple[type[Model], ...] = (*FACTS, GoneFromFeed)
KINDS: tuple[type[Model], ...] = (*_OF_THE_CHILD, PossibleMatch)


def kinds_told(child: int) -> frozenset[type[Model]]:
    """The models of facts, of persons gone from lists, and of open questions that tell of this child. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [child] * len(_OF_THE_CHILD) + [PossibleMatch.State.OPEN, child, child])
        [there_is] = cursor.fetchall()
    return frozenset(model for model, found in zip(KINDS, there_is, strict=True) if found)


@cache
def _question() -> str:
    """One column for each kind: whether a row of this child is in force; at last, whether a question is open."""
    # The names of tables are the models' own; the child comes as a parameter.
    asked = [
        f"EXISTS(SELECT 1 FROM {_table(model)} WHERE child_id = %s AND superseded_at IS NULL)"  # noqa: S608
        for model in _OF_THE_CHILD
    ]
    mine = f"(SELECT id FROM {_table(SourcePerson)} WHERE child_id = %s)"  # noqa: S608
    asked.append(
        f"EXISTS(SELECT 1 FROM {_table(PossibleMatch)}"  # noqa: S608
        f" WHERE state = %s AND (first_id IN {mine} OR second_id IN {mine}))"
    )
    return f"SELECT {', '.join(asked)}"


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)

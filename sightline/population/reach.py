"""Which rows of the record belong to some children: many at once in narrow columns, or one child in whole rows.

As known on a day, rows are found through the link intervals known then, and belong to the child of that day.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from sightline.population.kinds_told import KINDS, kinds_told
from sightline.population.whole_facts import WholeFacts, column_of
from sightline.record.models import (
    Fact,
    GoneFromFeed,
    PossibleMatch,
    SourcePersonVersion,
    Versioned,
)
from sightline.record.reading import children_by_source_person, kept_apart, known, questions_known

_CLOSE = 3


def among(ids: Sequence[int], field: str) -> Q:
    """A condition that holds for the rows of these children (ids in order), and may hold for those of others between.

    Where the ids lie close together, first and last are enough: a list of two thousand takes longer to hand over than
    the rows between them to read.
    """
    if ids[-1] - ids[0] < _CLOSE * len(ids):
        return Q(**{f"{field}__gte": ids[0], f"{field}__lte": ids[-1]})
    return Q(**{f"{field}__in": ids})


class Reach:
    """Which rows belong to a chunk of children, and to which of them, as known on a day."""

    def __init__(self, ids: list[int], known_on: date | None) -> None:
        self.ids = ids
        self.known_on = known_on
        self.links = {} if known_on is None else children_by_source_person(known_on, children=ids)
        # Of one child alone it is known beforehand which kinds there are; as known on a day, any may have been.
        self._kinds = kinds_told(ids[0]) if known_on is None and len(ids) == 1 else frozenset(KINDS)

    def facts(
        self, model: type[Fact], columns: Sequence[str], since: date | None = None
    ) -> list[tuple[Any, ...]]:
        """The columns of facts of one kind after the child and the source person, in the order of their writing.

        With `since`, of those only that begin on that day or later.
        """
        if model not in self._kinds:
            return []
        query = self.rows(model).order_by("id")
        return self.owned(query if since is None else query.filter(valid_from__gte=since), columns)

    def versions(self, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """The columns of each sender's version of a child after the child and the source person."""
        return self.owned(
            self.rows(SourcePersonVersion, "source_person__"), columns, prefix="source_person__"
        )

    def rows(self, model: type[Versioned], prefix: str = "") -> QuerySet:
        """The rows of a model that belong to the chunk."""
        if self.known_on is not None:
            return known(model, self.known_on).filter(**{"source_person__in": list(self.links)})
        return known(model).filter(among(self.ids, f"{prefix}child"))

    def owned(self, query: QuerySet, columns: Sequence[str], prefix: str = "") -> list[tuple[Any, ...]]:
        """The columns of each row after the child that it belongs to and the source person that told it."""
        if self.known_on is None:
            return list(query.values_list(f"{prefix}child_id", "source_person_id", *columns))
        rows = query.values_list("source_person_id", *columns)
        return [(self.links[row[0]], *row) for row in rows]

    def gone(self) -> dict[int, date]:
        """The source persons whom their sender's later full list does not name, and since when."""
        if GoneFromFeed not in self._kinds:
            return {}
        return {person: day for _, person, day in self.owned(self.rows(GoneFromFeed), ("noticed_on",))}

    def maybe_same(self) -> set[int]:
        """The children with an open question whether they are the same as another."""
        if self.known_on is not None:
            pairs = questions_known(self.known_on).values_list("first_id", "second_id")
            return {
                self.links[person]
                for pair in pairs
                # Whoever was one child on that day was not asked about, whatever was decided since.
                if self.links.get(pair[0]) != self.links.get(pair[1])
                for person in pair
                if person in self.links
            }
        if len(self.ids) == 1:
            return set(self.ids) if PossibleMatch in self._kinds else set()
        questions = PossibleMatch.objects.filter(state=PossibleMatch.State.OPEN).filter(
            among(self.ids, "first__child") | among(self.ids, "second__child")
        )
        return {child for pair in questions.values_list("first__child", "second__child") for child in pair}


class ReachOfOne(Reach):
    """The rows of one child, read whole: nothing that refers to them is asked for again."""

    def __init__(self, child: int, known_on: date | None) -> None:
        super().__init__([child], known_on)
        self.child = child
        versions = self.rows(SourcePersonVersion, "source_person__")
        # Of a child who is hidden by now, what was known before tells as much.
        apart = known_on is not None and kept_apart(child)
        self.whole = WholeFacts(versions, self.rows, self._kinds, super().gone(), kept_apart=apart)

    def facts(
        self, model: type[Fact], columns: Sequence[str], since: date | None = None
    ) -> list[tuple[Any, ...]]:
        """As for many; every week is read, whatever `since` says."""
        return [(self.child, *row) for row in self.whole.columns(model, columns)]

    def versions(self, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """As for many."""
        return [
            (self.child, person, *(column_of(version, name) for name in columns))
            for person, version in self.whole.versions.items()
        ]

    def gone(self) -> dict[int, date]:
        """As for many."""
        return self.whole.gone

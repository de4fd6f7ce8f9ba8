"""Which senders an address asks for, and the chips that take one answer away again."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from sightline.intake.coverage.reading import Coverage
from sightline.intake.coverage.senders import KIND_TITLES
from sightline.web.shared.lists import Chip, Paging

PAGE = 50
_LONGEST_TEXT = 100
Choice = tuple[str, str]
KINDS: tuple[Choice, ...] = tuple((kind.value, title) for kind, title in KIND_TITLES.items())


@dataclass(frozen=True)
class Asked:
    """The senders that an address asks for, the parameters that say the same, and the page."""

    late: bool
    kind: str
    locality: str
    text: str
    page: int

    @property
    def parameters(self) -> tuple[Choice, ...]:
        """The answers as name and value; what was not asked is left out."""
        given = (("text", self.text), ("kind", self.kind), ("locality", self.locality))
        return tuple(one for one in (("late", "yes" if self.late else ""), *given) if one[1])

    def narrow(self, found: Coverage) -> Coverage:
        """Those of the senders that are asked for."""
        return found.narrowed(late_only=self.late, kind=self.kind, locality=self.locality, text=self.text)

    def paging(self, path: str, total: int) -> Paging:
        """Which page of so many senders this is."""
        return Paging(self.page, PAGE, total, path, self.parameters)

    def chips(self, path: str) -> list[Chip]:
        """One chip for each answer, with the way to the list without it."""
        names = {"late": "Standing", "text": "Name", "kind": "Kind", "locality": "Locality"}
        words = {"yes": "Not heard from", **dict(KINDS)}
        found = []
        for name, value in self.parameters:
            left = [one for one in self.parameters if one[0] != name]
            text = words.get(value, value) if name in ("late", "kind") else value
            found.append(Chip(names[name], text, f"{path}?{urlencode(left)}" if left else path))
        return found


def asked_by(query: QueryDict, localities: Iterable[str]) -> Asked:
    """The senders that an address asks for; what is no choice counts as not asked."""
    kind, locality, page = query.get("kind", ""), query.get("locality", ""), query.get("page", "")
    return Asked(
        late=query.get("late") == "yes",
        kind=kind if kind in dict(KINDS) else "",
        locality=locality if locality in set(localities) else "",
        text=query.get("text", "").strip()[:_LONGEST_TEXT],
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1,
    )

"""Long lists in pages, and the chips that say what a list was narrowed by."""

from dataclasses import dataclass
from urllib.parse import urlencode

from sightline.domain.words import number_words

Link = dict[str, object]


@dataclass(frozen=True)
class Chip:
    """One filter in force: which filter, what was chosen, and the address of the list without it."""

    filter: str
    text: str
    remove_href: str


@dataclass(frozen=True)
class Paging:
    """Which part of a list is shown: page `number` (from 1) of `size` rows, of `total` rows in all.

    `path` is the list's address and `query` its other parameters, as name and value. A number beyond the last
    page means the last page, so that an old address still shows something.
    """

    number: int
    size: int
    total: int
    path: str
    query: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are: at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def current(self) -> int:
        """The page shown."""
        return min(max(self.number, 1), self.pages)

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.current - 1) * self.size

    @property
    def words(self) -> str:
        """Which rows these are: “Showing 51 to 100 of 1,043”."""
        if not self.total:
            return "Nothing to show"
        last = min(self.offset + self.size, self.total)
        return (
            f"Showing {number_words(self.offset + 1)} to {number_words(last)} of {number_words(self.total)}"
        )

    def href(self, page: int) -> str:
        """The address of another page of the same list."""
        parameters = [(name, value) for name, value in self.query if name != "page"]
        return f"{self.path}?{urlencode([*parameters, ('page', str(page))])}"

    @property
    def links(self) -> list[Link]:
        """The pages to offer: the first, the last and those beside the current one, with a gap for the others."""
        near = {1, self.pages, *range(self.current - 1, self.current + 2)}
        shown = sorted(page for page in near if 1 <= page <= self.pages)
        links: list[Link] = []
        for before, page in zip([0, *shown], shown, strict=False):
            if page - before > 1:
                links.append({"ellipsis": True})
            links.append({"number": page, "href": self.href(page), "current": page == self.current})
        return links

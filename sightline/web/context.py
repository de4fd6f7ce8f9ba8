"""What every page's frame shows: whose record this is, who is signed in, where they can go."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import NoReverseMatch

from sightline.access.policy import Action, ScopeKind
from sightline.record.models import Installation
from sightline.web.shared.addresses import address
from sightline.web.shared.demonstration import is_demonstration
from sightline.web.shared.viewing import roles_of, signed_in, viewer


@dataclass(frozen=True)
class Place:
    """A page that the navigation or the footer leads to, if it exists.

    For those who may do `action`, if one is named, and who look at one of `scopes`, if any are.
    """

    text: str
    name: str
    action: Action | None = None
    scopes: frozenset[ScopeKind] = frozenset()


_STAFF = frozenset({ScopeKind.AUTHORITY, ScopeKind.LOCALITY})

NAVIGATION = (
    Place("Children", "staff:children", Action.SEE_CHILDREN, _STAFF),
    Place("Files in", "staff:intake", Action.TAKE_FILES, _STAFF),
    Place("Coverage", "staff:coverage", Action.SEE_CHILDREN, _STAFF),
    Place("Schools", "staff:schools", Action.SEE_CHILDREN, _STAFF),
    Place("Providers", "staff:providers", Action.SEE_CHILDREN, _STAFF),
    Place("Reports", "staff:reports", Action.SEE_CHILDREN, _STAFF),
    Place("Rules", "staff:rules", Action.SEE_CHILDREN, _STAFF),
    Place("Figures", "oversight:figures", Action.SEE_FIGURES, frozenset({ScopeKind.FIGURES})),
)
FOOTER = (
    Place("Words we use", "public:glossary"),
    Place("Accessibility statement", "public:accessibility"),
    Place("Privacy", "public:privacy"),
)


class Frame:
    """The frame of one page. What it needs from the database is read only if the template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def authority(self) -> str:
        """The name of the authority whose record this is; empty before one has been set up."""
        installation = Installation.objects.first()
        return installation.name if installation else ""

    @property
    def demonstration(self) -> bool:
        """Whether every child here is made up."""
        return is_demonstration()

    @property
    def person(self) -> str:
        """The name of the person signed in; empty for nobody."""
        account = signed_in(self._request)
        return account.name if account else ""

    @cached_property
    def role(self) -> str:
        """What the person signed in is looking as; empty without a role in force."""
        return viewer(self._request).role.title if roles_of(self._request) else ""

    @cached_property
    def navigation(self) -> list[dict[str, object]]:
        """The pages at the top, for the service navigation component."""
        return [
            {"text": place.text, "href": href, "current": href == self._request.path}
            | ({"active": True} if self._request.path.startswith(href) else {})
            for place, href in self._reachable(NAVIGATION)
        ]

    @cached_property
    def footer(self) -> list[dict[str, str]]:
        """The pages at the foot."""
        return [{"text": place.text, "href": href} for place, href in self._reachable(FOOTER)]

    def _reachable(self, places: tuple[Place, ...]) -> list[tuple[Place, str]]:
        found = []
        for place in places:
            try:
                href = address(place.name)
            except NoReverseMatch:
                continue
            if self._opens(place):
                found.append((place, href))
        return found

    def _opens(self, place: Place) -> bool:
        if place.action is None:
            return True
        if not roles_of(self._request):
            return False
        looking = viewer(self._request)
        return looking.may(place.action) and (not place.scopes or looking.scope_kind in place.scopes)


def page_context(request: HttpRequest) -> dict[str, Frame]:
    """Give every template its frame, under the name `frame`."""
    return {"frame": Frame(request)}

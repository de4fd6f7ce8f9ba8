"""Addresses of pages by their names: worked out once, since a page holds dozens and most are on every page."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix, get_urlconf, reverse

Parts = tuple[tuple[str, Any], ...]


def address(name: str, /, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name in the URL configuration; raises NoReverseMatch for no such page."""
    urlconf = get_urlconf() or settings.ROOT_URLCONF
    return _reversed(urlconf, get_script_prefix(), name, args, tuple(kwargs.items()))


def addresses(name: str, part: str, example: object, **kwargs: Any) -> Callable[[object], str]:
    """What makes the addresses of pages that differ in one part only, for as many of them as a list has rows.

    `example` is a value that the part may take, and that stands nowhere after it in the address. Values are taken as
    they stand: numbers, slugs and identifiers, which need no quoting.
    """
    before, _, after = reverse(name, kwargs={**kwargs, part: example}).rpartition(str(example))
    return lambda value: f"{before}{value}{after}"


@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """The address of a style sheet, a script or a picture of ours."""
    return static(path)


@lru_cache(maxsize=1_024)
def _reversed(urlconf: str, _prefix: str, name: str, args: tuple[Any, ...], kwargs: Parts) -> str:
    """`reverse`, remembered for as long as the same configuration stands at the same place."""
    return reverse(name, urlconf=urlconf, args=args, kwargs=dict(kwargs))

"""The Jinja environment that every page is made in."""

from collections import ChainMap
from collections.abc import Iterator, KeysView, Mapping, MutableMapping
from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from sightline.domain.words import date_words, number_words, plural
from sightline.web.shared import words
from sightline.web.shared.addresses import address, asset
from sightline.web.shared.drawn_once import DrawnOnce
from sightline.web.shared.forms import error_links, field_error
from sightline.web.shared.pictures.hours import draw_hours, draw_hours_bar
from sightline.web.shared.pictures.periods import draw_periods


class Missing(ChainableUndefined):
    """What a template finds where there is nothing.

    The GOV.UK macros take their options as mappings and print an option that was not given as nothing; for a
    missing key of a mapping this does the same. Anything else that is missing is a mistake in a page of ours, and
    printing it raises UndefinedError: a misspelt name must not show as a blank where a fact should be.
    """

    def _is_option(self) -> bool:
        return isinstance(self._undefined_obj, Mapping)

    def __str__(self) -> str:
        if self._is_option():
            return ""
        return self._fail_with_undefined_error()

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Iterator[Any]:
        if self._is_option():
            return iter(())
        return self._fail_with_undefined_error()

    def __len__(self) -> int:
        if self._is_option():
            return 0
        return self._fail_with_undefined_error()


class _Globals(ChainMap[str, Any]):
    """What every template knows by name; the names themselves are asked for at every call of a macro that imports."""

    def keys(self) -> KeysView[str]:
        """The names, as those of a plain mapping: taking those of a chain apart takes longer than most macros."""
        return {**self.maps[-1], **self.maps[0]}.keys()


class PageEnvironment(Environment):
    """Jinja's environment, which finds quickly what its templates know."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What one template knows: `d`, and beneath it what every template knows."""
        return _Globals({} if d is None else d, self.globals)


def environment(**options: Any) -> Environment:
    """The environment with our filters and the GOV.UK macros under `govuk_frontend_jinja/`.

    `options` are those that Django's Jinja2 backend gives: the loader of our templates, and when to reload them.
    Escaping is always on, and what is undefined is always `Missing`, whatever `options` says.
    """
    options.pop("autoescape", None)
    loader = ChoiceLoader(
        [
            options.pop("loader"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    made = PageEnvironment(
        loader=loader, autoescape=True, **{**options, "undefined": Missing, "extensions": [DrawnOnce]}
    )
    made.filters.update(
        date_words=date_words,
        dated=words.dated,
        hours_words=words.hours_words,
        known=words.known,
        knowable_words=words.knowable_words,
        list_words=words.list_words,
        number_words=number_words,
        plural=plural,
    )
    made.globals.update(
        draw_hours=draw_hours,
        draw_hours_bar=draw_hours_bar,
        draw_periods=draw_periods,
        error_links=error_links,
        field_error=field_error,
        static=asset,
        url=address,
    )
    return made

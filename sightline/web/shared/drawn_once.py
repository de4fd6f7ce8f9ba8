"""A part of a page that is drawn once, and stands ready for every page that asks for the same.

    {% once title, choices, chosen %} … {% endonce %}

What stands after the tag is everything that the part is made of besides constants. The same part with the same things
is not made again. So it is no place for a form's token, and none for what nobody else may ask for.
"""

from collections.abc import Callable, Hashable

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

MOST_PARTS = 4_000


class DrawnOnce(Extension):
    """The tag `once`. Where templates are read anew when they change, each part is made anew as well."""

    tags = {"once"}

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._drawn: dict[Hashable, Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag with what the part is made of, and its body up to `endonce`."""
        line = next(parser.stream).lineno
        made_of = parser.parse_tuple()
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        return nodes.CallBlock(self.call_method("_draw", [place, made_of]), [], [], body).set_lineno(line)

    def _draw(self, place: str, made_of: Hashable, caller: Callable[[], Markup]) -> Markup:
        if self.environment.auto_reload:
            return caller()
        key = (place, made_of)
        drawn = self._drawn.get(key)
        if drawn is None:
            # All are dropped together: which of them will be asked for again, nobody knows.
            if len(self._drawn) >= MOST_PARTS:
                self._drawn.clear()
            drawn = self._drawn[key] = caller()
        return drawn

"""Which of two classes of facts is kept from more roles: what is made from both carries that one."""

from functools import cache

from sightline.access.policy import FieldClass, roles

OPEN = FieldClass.EDUCATION.value
"""The class of what every role sees that sees children."""


def more_guarded(first: str, second: str) -> str:
    """The one of two classes that fewer roles see; the first of two that equally many see.

    Whoever sees it sees the other as well, for the classes that a reason is made from; a test holds the roles to that.
    """
    return second if _seen_by()[second] < _seen_by()[first] else first


@cache
def _seen_by() -> dict[str, int]:
    """How many roles see each class."""
    return {item.value: sum(item in role.classes for role in roles().values()) for item in FieldClass}

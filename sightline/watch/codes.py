"""What a code of one child's register means, for the twins: the class it had on its day."""

from datetime import date

from sightline.domain.register_codes import CodeClass, register_code

_ABSENT = frozenset({CodeClass.AUTHORISED, CodeClass.UNAUTHORISED})


def is_absent(code: str, day: date) -> bool:
    """Whether the child could have been there and was not."""
    found = register_code(code, day)
    return found is not None and found.code_class in _ABSENT


def is_unauthorised(code: str, day: date) -> bool:
    """Whether the child was absent without leave."""
    found = register_code(code, day)
    return found is not None and found.code_class is CodeClass.UNAUTHORISED


def is_attended(code: str, day: date) -> bool:
    """Whether the child was there, or at an approved activity."""
    found = register_code(code, day)
    return found is not None and found.counts_attended


def is_possible(code: str, day: date) -> bool:
    """Whether the session was one that could be attended."""
    found = register_code(code, day)
    return found is not None and found.counts_possible

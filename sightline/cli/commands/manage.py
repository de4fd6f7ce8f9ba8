"""Runs one of Django's own commands (migrate, check, shell), for operators and developers."""

from django.core.management import execute_from_command_line

EXAMPLE = "sightline manage migrate"


def passthrough(argv: list[str]) -> int:
    """Hand the arguments to Django."""
    execute_from_command_line(["sightline manage", *argv])
    return 0

"""Finds the commands, reads the arguments, runs one, and turns what happens into an exit code."""

import argparse
import ast
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib.resources import files
from types import ModuleType

from sightline import __version__
from sightline.cli.outcome import DONE, INTERNAL_FAULT, REFUSED, Refused

COMMANDS = "sightline.cli.commands"

# Commands that read no database, or set Django up themselves.
WITHOUT_DJANGO = frozenset({"demo", "manage", "settings"})


def command_names() -> list[str]:
    """Every command, in alphabetical order."""
    package = importlib.import_module(COMMANDS)
    return sorted(item.name.replace("_", "-") for item in pkgutil.iter_modules(package.__path__))


def load(name: str) -> ModuleType:
    """The module of the command called `name`."""
    return importlib.import_module(f"{COMMANDS}.{name.replace('-', '_')}")


def parser_for(name: str, module: ModuleType) -> argparse.ArgumentParser:
    """The argument parser of one command, with its example."""
    parser = argparse.ArgumentParser(
        prog=f"sightline {name}",
        description=module.__doc__,
        epilog=f"example: {module.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.arguments(parser)
    return parser


def run(argv: Sequence[str]) -> int:
    """Run one command; the exit code is 0 done, 1 an internal fault, 2 refused, 3 done and something waits."""
    if not argv or argv[0] in {"-h", "--help", "help"}:
        return _list_commands()
    if argv[0] == "--version":
        print(f"sightline {__version__}")
        return 0
    name = argv[0]
    if name not in command_names():
        print(f"sightline: there is no command “{name}”. `sightline help` lists them.", file=sys.stderr)
        return REFUSED
    if name not in WITHOUT_DJANGO:
        # Before the command is loaded: its services import models.
        import django

        django.setup()
    module = load(name)
    if hasattr(module, "passthrough"):
        return int(module.passthrough(list(argv[1:])))
    try:
        options = parser_for(name, module).parse_args(argv[1:])
        return int(module.run(options) or 0)
    except Refused as refusal:
        print(f"sightline {name}: {refusal}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Whoever reads the output has read enough (`sightline children | head`): the work itself was done before.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("Stopped. Nothing is half done.", file=sys.stderr)
        return INTERNAL_FAULT


def _list_commands() -> int:
    print("usage: sightline COMMAND [options]      sightline COMMAND --help\n")
    for name in command_names():
        print(f"  {name:<12} {_first_line(name)}")
    return 0


def _first_line(name: str) -> str:
    """What a command does, in its module's own first line; read without loading the command."""
    file = files(COMMANDS).joinpath(f"{name.replace('-', '_')}.py")
    words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return words.partition("\n")[0]

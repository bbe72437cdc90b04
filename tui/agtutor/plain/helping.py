"""The help: every command and what it does."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.plain.commands import SIGN, Command


def described(commands: tuple[Command, ...], *notes: str) -> Iterator[str]:
    """Yield a line for each command, then what else there is to know."""
    yield "Commands:"
    for command in commands:
        called = f"{SIGN}{command.name} {command.argument}".rstrip()
        yield f"`{called}`: {command.help}"
    yield from notes

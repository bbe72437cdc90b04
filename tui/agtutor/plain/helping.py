"""The help: every command and what it does."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.plain.commands import SIGN, Command

ABOUT = (
    "Where a lesson speaks of the Tensors, Graph or Plot pane, `:tensors`, `:graph` and `:plot` say "
    "what stands there. Where it speaks of Ctrl+N for a new line, type `:lines` first, or Ctrl+N and "
    "Enter.\n\n"
    "A wrong answer costs nothing: your tensors stay as they were. A hint, a look at a variable, or a "
    "line that can't be read is no attempt. Ctrl+C stops code that runs. A command may be cut short "
    "where its beginning says which one it is, as `:q` for `:quit`."
)


def described(commands: tuple[Command, ...]) -> Iterator[str]:
    """Yield a line for each command."""
    yield "Commands:"
    for command in commands:
        called = f"{SIGN}{command.name} {command.argument}".rstrip()
        yield f"`{called}`: {command.help}"
    yield ABOUT

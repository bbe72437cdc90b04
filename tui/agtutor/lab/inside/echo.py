"""Reading the learner's code, and echoing the value of its last expression as a notebook does."""

from __future__ import annotations

import ast
import reprlib
from dataclasses import dataclass
from types import CodeType

from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.trap import Trap

ECHO_LIMIT = 20_000
"""Characters of an echo that are kept."""

_BIG = 2_000  # entries of a list, above which its repr is abridged before it is made
_repr = repr  # bound before the learner's code can replace it


class Unechoed:
    """A value that a notebook would show, and that tells a learner nothing: a drawn line, say."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Code in two parts: what is executed, and the last expression, whose value may be echoed.

    Attributes:
        body: all but the last expression.
        last: the last expression, or None if the code doesn't end on one.
        quiet: a semicolon after it asks for no echo.
        call: it is a call, so that a None needs no echo.
    """

    body: CodeType
    last: CodeType | None
    quiet: bool
    call: bool

    def echoes(self, value: object) -> bool:
        """Whether a notebook would show this value of the last expression."""
        if self.last is None or self.quiet or issubclass(type(value), Unechoed):
            return False
        return value is not None or not self.call


def split(code: str, label: str) -> Parts:
    """Read code; all of it may be indented, as what was copied from within a function is.

    Args:
        code: Python source, its lines ended by line feeds alone.
        label: the file name that tracebacks show, such as "<step create-x>".

    Raises:
        SyntaxError: Python can't parse it. Code with a null byte or nested too deeply raises
            ``ValueError``, ``RecursionError`` or ``MemoryError``.
    """
    tree = _parsed(code, label)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        return Parts(compile(tree, label, "exec"), None, quiet=False, call=False)
    body = ast.Module(tree.body[:-1], tree.type_ignores)
    return Parts(
        compile(body, label, "exec"),
        compile(ast.Expression(last.value), label, "eval"),
        quiet=_after(code, last).startswith(";"),
        call=isinstance(last.value, (ast.Call, ast.Await)),
    )


def text_of(value: object, limit: int) -> str:
    """Return the repr of a value, at most ``limit`` characters; a broken ``__repr__`` is named."""
    with Trap() as trap:
        text = reprlib.repr(value) if _is_big(value) else _repr(value)
        return text if len(text) <= limit else text[: limit - 1] + "…"
    return f"<{type(value).__name__} object, whose repr raised {type(trap.error).__name__}>"


def _parsed(code: str, label: str) -> ast.Module:
    try:
        return ast.parse(code, label)
    except IndentationError:
        if not code.lstrip("\n").startswith((" ", "\t")):
            raise
        with Trap():  # within a block, lines are as even as before, and columns stay what they are
            tree = ast.parse(f"if True:\n{code}", label)
            if len(tree.body) == 1 and isinstance(tree.body[0], ast.If) and not tree.body[0].orelse:
                return ast.increment_lineno(ast.Module(tree.body[0].body, tree.type_ignores), -1)
        raise


def _is_big(value: Value) -> bool:
    return type(value) in (list, tuple, set, frozenset, dict) and len(value) > _BIG


def _after(code: str, node: ast.Expr) -> str:
    """Return what follows a statement in the code, without the white space before it."""
    lines = code.split("\n")
    row, column = node.end_lineno or 0, node.end_col_offset or 0
    rest = lines[row - 1].encode()[column:].decode() if 0 < row <= len(lines) else ""
    return "\n".join([rest, *lines[row:]]).lstrip()

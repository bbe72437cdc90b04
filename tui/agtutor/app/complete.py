"""Whether a text can be run as it stands, as IPython decides it, and how a new line is indented."""

from __future__ import annotations

import ast
import codeop
import warnings

_BLOCKS = (ast.For, ast.While, ast.If, ast.With, ast.Try, ast.FunctionDef, ast.ClassDef, ast.Match)


def is_complete(source: str) -> bool:
    """Tell whether Enter should run the source.

    What can't become right by more lines (a syntax error) counts as complete, so that the error is said
    where it is. A block that spans lines waits for a blank one, since it could go on.
    """
    if not source.strip():
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if codeop.compile_command(source, symbol="exec") is None:
                return False
            last = ast.parse(source).body[-1:]
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return True
    return not (last and _open_block(last[0]) and source.rsplit("\n", 1)[-1].strip())


def _open_block(statement: ast.stmt) -> bool:
    return isinstance(statement, _BLOCKS) and statement.end_lineno != statement.lineno


def indentation(line: str) -> str:
    """Return the white space that a line after this one starts with."""
    lead = line[: len(line) - len(line.lstrip())]
    code = line.split("#", 1)[0].rstrip()
    if code.endswith(":"):
        return lead + "    "
    if code.split() and code.split()[0] in ("return", "pass", "break", "continue", "raise"):
        return lead[:-4]
    return lead

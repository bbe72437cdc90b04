"""Whether a hint says the whole answer."""

from __future__ import annotations

import ast
import re

_PIECES = re.compile(r"\w+|[^\w\s]")


def gives_away(hint: str, solution: str) -> bool:
    """Tell whether a hint holds every statement of a solution, however it is spaced.

    A solution that is one bare name can't be kept out of a hint, and is none to hide.
    """
    statements = _statements(solution)
    if all(re.fullmatch(r"\w+", statement) for statement in statements):
        return False
    return all(_pattern(statement).search(hint) for statement in statements)


def _statements(solution: str) -> list[str]:
    """Return the source of each statement; the text as it is where Python can't parse it."""
    try:
        parsed = ast.parse(solution).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [solution]
    return [ast.get_source_segment(solution, statement) or "" for statement in parsed] or [solution]


def _pattern(statement: str) -> re.Pattern[str]:
    """Return a pattern of the statement's pieces: blind to white space, and never part of a name."""
    pieces = [re.escape(piece) for piece in _PIECES.findall(statement)]
    return re.compile(r"(?<![\w.])" + r"\s*".join(pieces) + r"(?!\w)(?!\.\w)")

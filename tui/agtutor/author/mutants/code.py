"""The mutants of a solution: each of one small change to its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from agtutor.author.mutants import blocks, calls, expressions
from agtutor.author.mutants.editing import New, Setting, exchanged
from agtutor.author.mutants.mutant import Mutant
from agtutor.judge.syntax import source

Operator = Callable[[ast.AST, Setting], Iterator[New]]

OPERATORS: tuple[Operator, ...] = (
    calls.dropped,
    calls.functions,
    calls.keywords,
    calls.kept,
    calls.arguments,
    expressions.constants,
    expressions.operators,
    expressions.signs,
    expressions.comparisons,
    expressions.names,
    expressions.attributes,
    expressions.subscripts,
    blocks.left_out,
    blocks.twice,
    blocks.augmented,
    blocks.unwrapped,
    blocks.aliases,
)
"""Each yields what may stand in the place of a node."""

_SHORT = 60


def mutants_of(solution: str, setting: Setting) -> Iterator[Mutant]:
    """Yield the mutants of a solution, each once, none of which is the solution itself.

    Args:
        solution: Python that parses.
        setting: what is known where it stands.
    """
    tree = ast.parse(solution)
    seen = {ast.dump(tree)}
    for operator in OPERATORS:
        for node in ast.walk(tree):
            for new in operator(node, setting):
                code = exchanged(tree, node, new)
                made = ast.dump(ast.parse(code))
                if code.strip() and made not in seen:
                    seen.add(made)
                    yield Mutant(code, _about(node, new))


def _about(old: ast.AST, new: New) -> str:
    was = _short(source(old))
    if isinstance(new, list) and not new:
        return f"without `{was}`"
    if isinstance(new, list):
        whole = "; ".join(source(statement) for statement in new)
        return f"`{was}` becomes `{_short(whole)}`"
    return f"`{was}` becomes `{_short(source(new))}`"


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"

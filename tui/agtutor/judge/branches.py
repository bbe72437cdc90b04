"""Branches in a learner's code: a True that is shown on one of them and a False on the other.

Also assertions, and whether their failing would be seen. Nothing is run here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from agtutor.judge import shown, syntax

_CATCHES = {"AssertionError", "Exception", "BaseException"}


def chosen(tree: ast.Module) -> set[int]:
    """Return the ids of literals that a branch shows, where the other branch shows the opposite.

    Such a literal is as good as the truth that the branch hangs on: it says False where that is False.
    """
    found: set[int] = set()
    for one, other in _forks(tree):
        here, there = list(_literals(one)), list(_literals(other))
        told = {truth for node in here for truth in shown.truths(str(node.value))}
        opposite = {truth for node in there for truth in shown.truths(str(node.value))}
        if len(told) == len(opposite) == 1 and told != opposite:
            found.update(id(node) for node in (*here, *there))
    return found


def under_condition(tree: ast.Module) -> bool:
    """Whether some True or False is shown on one branch alone, so that the other says nothing."""
    told = (
        bool(shown.truths(str(node.value)))
        for one, other in _forks(tree)
        for node in _literals(one)
        if not list(_literals(other))
    )
    return any(told)


def as_it_stands(part: ast.AST) -> Iterator[ast.AST]:
    """Yield a shown expression, and what it holds as it is: entries, and the parts of an f-string."""
    yield part
    if isinstance(part, ast.Tuple | ast.List | ast.Set | ast.Dict | ast.JoinedStr | ast.FormattedValue):
        for child in ast.iter_child_nodes(part):
            yield from as_it_stands(child)


def swallowed(tree: ast.AST) -> set[int]:
    """Return the ids of all nodes under a ``try`` or ``suppress`` that hides a failed assertion."""
    found: set[int] = set()
    for node in ast.walk(tree):
        hides = (isinstance(node, ast.Try) and any(_hides(one) for one in node.handlers)) or (
            isinstance(node, ast.With) and bool(syntax.call_of(_contexts(node), "suppress"))
        )
        if hides and isinstance(node, ast.Try | ast.With):
            found.update(id(part) for line in node.body for part in ast.walk(line))
    return found


def _forks(tree: ast.AST) -> Iterator[tuple[Sequence[ast.AST], Sequence[ast.AST]]]:
    for node in ast.walk(tree):
        match node:
            case ast.If(body=one, orelse=other) | ast.For(body=one, orelse=other):
                yield one, other
            case ast.While(body=one, orelse=other):
                yield one, other
            case ast.Match(cases=[one_case, *others]):
                yield one_case.body, others
            case ast.Try(body=one, handlers=handlers, orelse=other):
                yield [*one, *other], handlers


def _literals(lines: Sequence[ast.AST]) -> Iterator[ast.Constant]:
    """Yield the literals that ``print`` shows as they stand, in these lines."""
    for line in lines:
        for call in syntax.calls(line):
            if syntax.called(call) in syntax.SHOWING:
                for argument in call.args:
                    for part in as_it_stands(argument):
                        if isinstance(part, ast.Constant) and isinstance(part.value, bool | str):
                            yield part


def _hides(handler: ast.ExceptHandler) -> bool:
    caught = syntax.names(handler.type) if handler.type else _CATCHES
    raises = any(isinstance(part, ast.Raise | ast.Assert) for part in ast.walk(handler))
    return bool(caught & _CATCHES) and not raises


def _contexts(node: ast.With) -> ast.AST:
    return ast.Tuple(elts=[item.context_expr for item in node.items], ctx=ast.Load())

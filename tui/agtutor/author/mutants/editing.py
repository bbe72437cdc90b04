"""Changing one node of a syntax tree, and leaving the rest as it is."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agtutor.case.evidence import Kind
from agtutor.judge.syntax import SHOWING

New = ast.AST | list[ast.stmt]
"""What stands in the place of a node; an empty list for a statement that goes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known where a solution stands.

    Attributes:
        kinds: what each name holds before the solution, or after it.
        before: names that hold something before it.
    """

    kinds: Mapping[str, Kind]
    before: frozenset[str] = frozenset()

    def tensors(self) -> list[str]:
        """Return the names of tensors that the solution could have named in place of others."""
        return [name for name, kind in self.kinds.items() if kind == "tensor" and name in self.before]


class _Exchange(ast.NodeTransformer):
    def __init__(self, target: ast.AST, new: New) -> None:
        self.target = target
        self.new = new

    def visit(self, node: ast.AST) -> New:
        """Return the new node for the one that goes; the node itself for any other."""
        if node is self.target:
            return self.new
        found: ast.AST = self.generic_visit(node)
        return found


def exchanged(tree: ast.Module, target: ast.AST, new: New) -> str:
    """Return the source of a tree with one node exchanged; the tree stays as it is."""
    memo: dict[int, ast.AST] = {}
    made = _Exchange(target=memo_of(tree, target, memo), new=new).visit(memo[id(tree)])
    assert isinstance(made, ast.Module)
    _fill(made)
    return ast.unparse(ast.fix_missing_locations(made))


def memo_of(tree: ast.AST, target: ast.AST, memo: dict[int, ast.AST]) -> ast.AST:
    """Return the target's twin in a copy of the tree; ``memo`` gets the twin of every node."""
    copy.deepcopy(tree, memo)
    return memo[id(target)]


def _fill(tree: ast.Module) -> None:
    """Put ``pass`` where a block lost all its statements."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module) and getattr(node, "body", None) == []:
            node.body = [ast.Pass()]  # type: ignore[attr-defined]


def name(word: str) -> ast.Name:
    """Return a node that reads a name."""
    return ast.Name(id=word, ctx=ast.Load())


def minus(node: ast.expr) -> ast.expr:
    """Return the negative of a node."""
    return ast.UnaryOp(op=ast.USub(), operand=node)


def prints(node: ast.Call) -> bool:
    """Whether a call shows what it is given."""
    return isinstance(node.func, ast.Name) and node.func.id in SHOWING


def statements(tree: ast.AST) -> Iterator[ast.stmt]:
    """Yield every statement, at any depth."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.stmt))

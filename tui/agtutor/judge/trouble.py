"""An exception of the learner's code, with the learner's own names around it."""

from __future__ import annotations

import ast
import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Literal

from agtutor.case.evidence import Fact, Failure
from agtutor.judge import syntax
from agtutor.judge.scene import Scene
from agtutor.judge.words import listing, size

_NUMBERS_ALONE = {"detach", "data", "item", "tolist", "shape", "size", "dim", "numel"}
"""Attributes and methods that give something without a history."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One exception and the line that it came from.

    Attributes:
        scene: the answer that raised it.
        failure: class, message and place.
        line: the syntax tree of the statement on that line.
    """

    scene: Scene
    failure: Failure
    line: ast.AST = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "line", self._statement())

    @property
    def said(self) -> str:
        """Class and message on one line, which the table's patterns are matched with."""
        return f"{self.failure['type']}: {' '.join(self.failure['message'].split())}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What is known of the names, as late as possible."""
        return {**self.scene.before, **self.scene.got["names"]}

    def tracked(self) -> list[str]:
        """Names on the line that hold tracked tensors, in the order of the text.

        One that is detached wherever it stands is left out, unless that leaves none.
        """
        facts = self.facts
        found = [name for name in self.tensors() if facts[name].get("requires_grad")]
        bare = set(_named(_Uncut().visit(deepcopy(self.line))))
        return [name for name in found if name in bare] or found

    def tensors(self) -> list[str]:
        """Names on the line that hold tensors, in the order of the text."""
        facts = self.facts
        return [name for name in self._names() if name in facts and facts[name]["kind"] == "tensor"]

    def described(self, respect: Literal["shape", "dtype"]) -> str:
        """Return ``: `x` has the shape (21,)`` and so on for the tensors on the line; or nothing."""
        told = []
        for name in self.tensors():
            fact = self.facts[name]
            what = size(fact.get("shape", [])) if respect == "shape" else f"`{fact.get('dtype')}`"
            told.append(f"`{name}` has the {respect} {what}")
        return f": {listing(told)}" if told else ""

    def receiver(self, *methods: str) -> str:
        """Return the code that one of these methods was called on; of ``f(t)`` the first argument."""
        node = self.received(*methods)
        return syntax.source(node) if node is not None else ""

    def received(self, *methods: str) -> ast.expr | None:
        """Return what one of these methods was called on; of ``f(t)`` the first argument."""
        call = syntax.call_of(self.line, *methods)
        if call is None:
            return None
        if isinstance(call.func, ast.Attribute) and not self._is_module(call.func.value):
            return call.func.value
        return call.args[0] if call.args else None

    def written(self) -> str:
        """Return the code of the tensor that the line writes into; empty where that isn't known."""
        match self.line:
            case ast.AugAssign(target=ast.Name() | ast.Subscript() as target):
                pass
            case ast.Assign(targets=[ast.Subscript() as target]):
                pass
            case _:
                words = {syntax.called(call) for call in syntax.calls(self.line)}
                return self.receiver(*(word for word in words if word.endswith("_")))
        return syntax.source(target.value if isinstance(target, ast.Subscript) else target)

    def mentions(self, pattern: str) -> bool:
        """Whether the line's code matches a pattern somewhere."""
        return re.search(pattern, self.failure["source"]) is not None

    def _is_module(self, node: ast.expr) -> bool:
        root = syntax.source(node).split(".")[0]
        return root in self.facts and self.facts[root]["kind"] == "module"

    def _names(self) -> list[str]:
        return _named(self.line)

    def _statement(self) -> ast.AST:
        """Return the innermost statement that covers the failing place."""
        number, column = self.failure["line"], max(self.failure["column"], 1)
        around = [
            node
            for node in ast.walk(self.scene.tree)
            if isinstance(node, ast.stmt) and node.lineno <= number <= (node.end_lineno or node.lineno)
        ]
        begun = [node for node in around if node.lineno < number or node.col_offset < column]
        inner = max(begun, key=lambda node: (node.lineno, node.col_offset), default=None)
        return inner or syntax.parse(self.failure["source"])


def _named(tree: ast.AST) -> list[str]:
    """Return the names in a tree, each once, in the order of the text."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return list(dict.fromkeys(node.id for node in found))


class _Uncut(ast.NodeTransformer):
    """Leaves out what hands on numbers without a history."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """Return a constant in the place of ``t.detach`` and the like."""
        if node.attr in _NUMBERS_ALONE:
            return ast.copy_location(ast.Constant(value=None), node)
        return self.generic_visit(node)

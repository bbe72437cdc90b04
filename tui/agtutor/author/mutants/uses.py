"""What code uses of the names that stand there: their graphs, gradients, memories, flags."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from agtutor.judge.syntax import names, unpacked

_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "grad": ("grad", "leaf", "tracked", "retains"),
    "is_leaf": ("leaf",),
    "requires_grad": ("tracked",),
    "retains_grad": ("retains",),
    "next_functions": ("chain",),
    "_version": ("version",),
    "shape": ("shape",),
    "dtype": ("dtype",),
}
"""Attributes, and what of a tensor whoever reads them needs as it was."""

_NO_WRITES = {"requires_grad_", "detach_", "share_memory_"}

Use = tuple[str, str]
"""A name, and the respect in which it is used: a field of an expectation."""


class Uses:
    """Goes through the code of later steps, one after the other.

    Attributes:
        made: names that have been made anew since, and the names from before that went into them.
        walked: something has walked back, or cleared gradients.
    """

    def __init__(self) -> None:
        self.made: dict[str, set[str]] = {}
        self.walked = False

    def copy(self) -> Uses:
        """Return another one that knows as much."""
        other = Uses()
        other.made, other.walked = dict(self.made), self.walked
        return other

    def of(self, tree: ast.AST) -> Iterator[Use]:
        """Yield in which respects code uses names that nothing has made anew, in order."""
        for node in _in_order(tree):
            self._assign(node)
            match node:
                case ast.Name(ctx=ast.Load(), id=name):
                    yield from self._direct(name, "")
                case ast.Name(ctx=ast.Store(), id=name):
                    self.made.setdefault(name, set())
                case ast.Call(func=ast.Attribute() as func):
                    yield from self._call(func, node)
                case ast.AugAssign(target=ast.Attribute(attr="grad", value=owner)):
                    yield from self._direct(_named(owner, "grad"), *_ATTRIBUTES["grad"])
                case ast.AugAssign(target=target):
                    yield from self._direct(_written(target), "", "own")
                case ast.Attribute(attr=attr, ctx=ast.Load(), value=owner) if attr in _ATTRIBUTES:
                    yield from self._direct(_named(owner, attr), *_ATTRIBUTES[attr])
                case ast.Subscript(ctx=ast.Store()):
                    yield from self._direct(_written(node), "own")

    def walk(self, roots: set[str], *, saved: bool) -> Iterator[Use]:
        """Yield what a walk back from these roots needs; ``saved``: it goes by what the graph saved."""
        respects = ("tracked", "reaches", *(("freed",) if saved else ()))
        for name in sorted(set().union(*(self.made.get(root, {root}) for root in roots))):
            yield from ((name, respect) for respect in respects)

    def _call(self, func: ast.Attribute, call: ast.Call) -> Iterator[Use]:
        match func:
            case ast.Attribute(attr="backward" | "grad", value=ast.Attribute(attr="autograd")):
                given = [*call.args, *(word.value for word in call.keywords)]
                yield from self.walk(set().union(*map(names, given[:1])), saved=True)
                self.walked = self.walked or func.attr == "backward"
            case ast.Attribute(attr="backward", value=root):
                yield from self.walk(names(root), saved=True)
                self.walked = True
            case ast.Attribute(attr="zero_grad"):
                self.walked = True
            case ast.Attribute(attr=attr, value=owner) if _writes(attr):
                yield from self._direct(_written(owner), "own")

    def _direct(self, name: str, *respects: str) -> Iterator[Use]:
        if name and name not in self.made:
            yield from ((name, respect) for respect in respects)

    def _assign(self, node: ast.AST) -> None:
        """Note what an assignment makes anew, and of what; nothing for any other node."""
        made: dict[str, set[str]] = {}
        for target, value in _given(node):
            sources = set[str]().union(*(self.made.get(name, {name}) for name in names(value)))
            stored = [part for part in ast.walk(target) if isinstance(part, ast.Name)]
            made |= {part.id: sources for part in stored if isinstance(part.ctx, ast.Store)}
            if isinstance(target, ast.Attribute) and target.attr == "grad":
                self.walked = True
        self.made |= made


def _given(node: ast.AST) -> list[tuple[ast.expr, ast.expr]]:
    """Return what an assignment gives a value to, each with its value; the object of ``+=`` stays."""
    match node:
        case ast.Assign(targets=targets, value=value):
            return [pair for target in targets for pair in unpacked(target, value)]
        case (
            ast.AnnAssign(target=target, value=ast.expr() as value)
            | ast.NamedExpr(target=target, value=value)
        ):
            return [(target, value)]
    return []


def _writes(method: str) -> bool:
    return method.endswith("_") and not method.endswith("__") and method not in _NO_WRITES


def _written(node: ast.expr) -> str:
    """Return the name whose memory is written into; "" where it is another's."""
    while isinstance(node, ast.Subscript) or (isinstance(node, ast.Attribute) and node.attr == "data"):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _named(owner: ast.expr, attr: str) -> str:
    """Return the name that has an attribute, or whose graph leads there."""
    while attr == "next_functions" and isinstance(owner, ast.Attribute | ast.Subscript):
        owner = owner.value
    return owner.id if isinstance(owner, ast.Name) else ""


def _in_order(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes: what is worked out first before what it goes into, and that before its name."""
    given = _given(tree)
    children: list[ast.AST] = [value for _, value in given] or [*ast.iter_child_nodes(tree)]
    if isinstance(tree, ast.AugAssign):  # the object stays, so that its name isn't made anew
        owner = [tree.target.value] if isinstance(tree.target, ast.Attribute) else []
        children = [tree.value, *owner]
    for child in children:
        yield from _in_order(child)
    yield tree
    for target, _ in given:
        yield from _in_order(target)

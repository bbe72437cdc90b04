"""What code uses of the names that stand there: their graphs, gradients, memories, flags."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from agtutor.judge.syntax import names

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
            match node:
                case ast.Name(ctx=ast.Load(), id=name):
                    yield from self._direct(name, "")
                case ast.Name(ctx=ast.Store(), id=name):
                    self.made.setdefault(name, set())
                case ast.Assign(targets=targets, value=value):
                    self._assign(targets, value)
                case ast.Call(func=ast.Attribute() as func):
                    yield from self._call(func, node)
                case ast.AugAssign(target=ast.Name() | ast.Subscript() as target):
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
            case ast.Attribute(attr="backward", value=root):
                yield from self.walk(names(root), saved=True)
                self.walked = True
            case ast.Attribute(attr="grad", value=ast.Attribute(attr="autograd")) if call.args:
                yield from self.walk(names(call.args[0]), saved=True)
            case ast.Attribute(attr="zero_grad"):
                self.walked = True
            case ast.Attribute(attr=attr, value=owner) if _writes(attr):
                yield from self._direct(_written(owner), "own")

    def _direct(self, name: str, *respects: str) -> Iterator[Use]:
        if name and name not in self.made:
            yield from ((name, respect) for respect in respects)

    def _assign(self, targets: list[ast.expr], value: ast.expr) -> None:
        sources = [self.made.get(name, {name}) for name in names(value)]
        for target in targets:
            if isinstance(target, ast.Name):
                self.made[target.id] = set().union(*sources)
            elif isinstance(target, ast.Attribute) and target.attr == "grad":
                self.walked = True


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
    match tree:
        case ast.Assign(targets=targets, value=value):
            children: list[ast.AST] = [value, *targets]
        case ast.AugAssign(value=value):  # the object stays, so that its name isn't made anew
            children = [value]
        case _:
            children = list(ast.iter_child_nodes(tree))
    for child in children:
        yield from _in_order(child)
    yield tree

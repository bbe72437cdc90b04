"""Where in the learner's text the history was cut, and how near-misses of the flag look."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from agtutor.judge import syntax

FLAG = "requires_grad"

_PRODUCTS = {"mul", "multiply", "dot", "matmul", "mm", "mv"}


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where autograd lost sight of a tensor.

    Attributes:
        slip: the mistake's id.
        why: a clause that says what cut it, such as ``detach`` cut it off.
        line: where, from 1.
    """

    slip: str
    why: str
    line: int


def cut(tree: ast.AST) -> Cut | None:
    """Return the first thing in the text that keeps autograd from recording."""
    found = [place for place in (_block(tree), _off(tree), _call(tree), _data(tree)) if place]
    return min(found, key=lambda place: place.line, default=None)


def cut_behind(tree: ast.AST, node: ast.AST) -> Cut | None:
    """Return what cut the history of an expression: in itself, or in what its names were made of."""
    found = _own(tree, node)
    for value in () if found else _made_of(tree, node).values():
        found = found or (_own(tree, value) if value is not None else None)
    return found


def sources(tree: ast.AST, node: ast.AST) -> set[str]:
    """Return the names behind an expression that the text makes of no other name, or doesn't make."""
    made = _made_of(tree, node)
    return {name for name, value in made.items() if value is None or not _made_of(tree, value)}


def _made_of(tree: ast.AST, node: ast.AST) -> dict[str, ast.expr | None]:
    """Return the names behind an expression, the nearest first, each with what it was last given."""
    found: dict[str, ast.expr | None] = {}
    waiting = [node]
    while waiting:
        for name in sorted(syntax.names(waiting.pop(0)) - found.keys() - {"torch"}):
            found[name] = syntax.assigned(tree, name)
            waiting += [value for value in (found[name],) if value is not None]
    return found


def _own(tree: ast.AST, node: ast.AST) -> Cut | None:
    """Return what keeps autograd from recording this very expression."""
    block, line = syntax.inside_with(tree, "no_grad", "inference_mode"), getattr(node, "lineno", 0)
    if block is not None and block.lineno < line <= (block.end_lineno or 0):
        return _block(block)
    return _call(node) or _data(node)


def _block(tree: ast.AST) -> Cut | None:
    block = syntax.inside_with(tree, "no_grad", "inference_mode")
    if block is None:
        return None
    word = "inference_mode" if syntax.inside_with(block, "inference_mode") else "no_grad"
    return Cut("under-no-grad", f"inside `{word}` nothing is recorded", block.lineno)


def _off(tree: ast.AST) -> Cut | None:
    call = syntax.call_of(tree, "set_grad_enabled")
    return (
        Cut("under-no-grad", "`set_grad_enabled` switched recording off", call.lineno) if call else None
    )


def _call(tree: ast.AST) -> Cut | None:
    for call in sorted(syntax.calls(tree), key=lambda call: (call.lineno, call.col_offset)):
        word = syntax.called(call)
        if word in ("detach", "detach_"):
            return Cut("detached", f"`{word}` hands out the numbers without the history", call.lineno)
        if word in ("item", "tolist", "numpy", "from_numpy"):
            return Cut("detached", f"`{word}` leaves torch, and the history stays behind", call.lineno)
        if word in ("tensor", "as_tensor", "Tensor") and any(syntax.names(part) for part in call.args):
            return Cut("rewrapped", f"`{word}` makes a new tensor of the numbers alone", call.lineno)
    return None


def _data(tree: ast.AST) -> Cut | None:
    part = syntax.attribute_of(tree, "data")
    return (
        Cut("detached", "`.data` is a view that autograd doesn't watch", part.lineno) if part else None
    )


def cut_factor(tree: ast.AST, name: str) -> str:
    """Return a factor of a name that lost the history which the other has, as in ``x * x.detach()``.

    Empty where there is none. It doesn't matter whether the factors have names of their own.
    """
    for one, other in _products(tree, name):
        for bare, whole in ((one, other), (other, one)):
            shared = _made_of(tree, bare).keys() & _made_of(tree, whole).keys()
            if shared and cut_behind(tree, bare) and not cut_behind(tree, whole):
                return syntax.source(bare)
    return ""


def _products(tree: ast.AST, name: str) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield the factors of each product, those aside that go into other names or into none."""
    behind = {name, *_made_of(tree, syntax.parse(name))}
    others = [value for target, value in syntax.assignments(tree) if target not in behind]
    others += [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    aside = {id(part) for value in others for part in ast.walk(value)}
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(left=one, op=ast.Mult() | ast.MatMult(), right=other) if (
                id(node) not in aside
            ):
                yield one, other
            case ast.Call(func=ast.Attribute(value=owner), args=args) if (
                syntax.called(node) in _PRODUCTS and id(node) not in aside and args
            ):
                yield args[-2] if len(args) > 1 else owner, args[-1]


def flag_missed(tree: ast.AST, name: str) -> tuple[str, str] | None:
    """Return slip and message where the text tried to switch tracking on, and missed."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Attribute(attr=word)]) if word != FLAG:
                found = _misspelt(word, name)
                if found:
                    return found
            case ast.Expr(value=ast.Compare(left=ast.Attribute(attr=word), ops=[ast.Eq()])) if (
                word == FLAG
            ):
                return (
                    "compared-not-assigned",
                    f"`==` asked whether `{name}.{FLAG}` is so, and changed nothing. "
                    "Which operator sets a value?",
                )
    if syntax.uncalled(tree, f"{FLAG}_") is not None:
        return (
            "not-called",
            f"`{FLAG}_` was named, and nothing has called it. `{name}.{FLAG}` is False still.",
        )
    return None


def _misspelt(word: str, name: str) -> tuple[str, str] | None:
    if word == f"{FLAG}_":
        return (
            "method-overwritten",
            f"You put True in the place of the method `{word}`; `{name}.{FLAG}` is False still. "
            "With the underscore it is a method, to be called.",
        )
    if difflib.SequenceMatcher(None, word, FLAG).ratio() > 0.75:
        return (
            "misspelt-flag",
            f"Python put a new attribute `{word}` on `{name}`, and no error came. "
            f"`{name}.{FLAG}` is False still: compare the two names letter by letter.",
        )
    return None

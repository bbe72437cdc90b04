"""Bugs in expressions: a constant, an operator, an operand, a sign, a name, an attribute."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from agtutor.author.mutants.editing import Setting, minus, name

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add, ast.Div),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
}
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ONE_WAY = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
_ATTRIBUTES = {
    "grad": ("data", "grad_fn"),
    "grad_fn": ("grad",),
    "shape": ("dtype",),
    "is_leaf": ("requires_grad", "retains_grad"),
    "requires_grad": ("is_leaf", "retains_grad"),
    "retains_grad": ("requires_grad",),
    "float64": ("float32", "int64"),
    "float32": ("float64", "int64"),
    "data": ("grad",),
    "T": (),
}
"""Attributes that are taken for one another, and types of entries."""

_MOST_OTHERS = 3  # names that are tried in the place of one


def constants(node: ast.AST, _setting: Setting) -> Iterator[ast.AST]:
    """Off by one, of the other sign; the other truth value; something for None."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        for other in dict.fromkeys((value + 1, value - 1, -value, value * 2)):
            if other != value:
                yield _number(other)


def _number(value: float) -> ast.expr:
    return minus(ast.Constant(-value)) if value < 0 else ast.Constant(value)


def operators(node: ast.AST, _setting: Setting) -> Iterator[ast.AST]:
    """Another operator; the operands the other way round; one of them left out."""
    if not isinstance(node, ast.BinOp):
        return
    for other in _OPERATORS.get(type(node.op), ()):
        yield ast.BinOp(left=node.left, op=other(), right=node.right)
    if isinstance(node.op, _ONE_WAY):
        yield ast.BinOp(left=node.right, op=node.op, right=node.left)
    yield node.left
    yield node.right


def signs(node: ast.AST, _setting: Setting) -> Iterator[ast.AST]:
    """A minus sign that is lost, or one too many on what is assigned, shown or handed on."""
    match node:
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield operand
        case ast.Assign(value=value) if not isinstance(value, ast.Constant):
            yield _with(node, value=minus(value))
        case ast.Expr(value=ast.Attribute() | ast.Name() as value):
            yield _with(node, value=minus(value))
        case ast.Call(args=args):
            for place, arg in enumerate(args):
                if isinstance(arg, ast.Name | ast.Attribute | ast.Call):
                    yield _with(node, args=[*args[:place], minus(arg), *args[place + 1 :]])


def comparisons(node: ast.AST, _setting: Setting) -> Iterator[ast.AST]:
    """Another comparison; its opposite; ``or`` for ``and``."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
            yield _with(node, ops=[_COMPARISONS[type(op)]()])
        case ast.BoolOp(op=op):
            yield _with(node, op=ast.Or() if isinstance(op, ast.And) else ast.And())
        case ast.If(test=test) | ast.While(test=test):
            yield _with(node, test=ast.UnaryOp(op=ast.Not(), operand=test))


def names(node: ast.AST, setting: Setting) -> Iterator[ast.AST]:
    """Another tensor in the place of the one that is meant."""
    if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
        return
    if setting.kinds.get(node.id) == "tensor":
        others = [other for other in setting.tensors() if other != node.id]
        yield from map(name, others[:_MOST_OTHERS])


def attributes(node: ast.AST, setting: Setting) -> Iterator[ast.AST]:
    """Another attribute, or none: the tensor itself."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
        return
    for other in _ATTRIBUTES.get(node.attr, ()):
        yield _with(node, attr=other)
    of_module = isinstance(node.value, ast.Name) and setting.kinds.get(node.value.id) == "module"
    if not of_module and node.attr in _ATTRIBUTES:
        yield node.value


def subscripts(node: ast.AST, _setting: Setting) -> Iterator[ast.AST]:
    """The whole in the place of a part."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value


def _with(node: ast.AST, **changes: object) -> ast.AST:
    """Return a copy of a node with some of its fields changed."""
    made = copy.copy(node)
    for field, value in changes.items():
        setattr(made, field, value)
    return made

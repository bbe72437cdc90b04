"""The shape of a formula, from the shapes of its names; and the words for what doesn't fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from agtutor.formula.tree import (
    Add,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Sum,
    Sym,
    Transpose,
    Tree,
    children,
)
from agtutor.formula.vectors.misfits import (
    Misfit,
    entry_misfit,
    misfit,
    product_misfit,
    shown,
    sum_misfit,
)
from agtutor.formula.vectors.shapes import (
    FREE,
    LARGEST,
    NUMBER,
    Dim,
    Shape,
    Shapes,
    is_column,
    is_row,
    turned,
)

Ranges = dict[str, Dim]
"""How far each index runs."""


def shape_of(tree: Tree, shapes: Shapes) -> Shape:
    """Return the shape of a formula.

    Raises:
        Misfit: where its parts don't fit, with words for it.
    """
    match tree:
        case Num():
            return NUMBER
        case Const(name):
            return _constant(name)
        case Sym():
            return _name(tree, shapes)
        case Neg(arg):
            return shape_of(arg, shapes)
        case Transpose(arg):
            return turned(shape_of(arg, shapes))
        case Add(terms):
            return _total(terms, shapes)
        case Mul(factors):
            return product_shape(factors, shapes)
        case _:
            return _compound(tree, shapes)


def _compound(tree: Tree, shapes: Shapes) -> Shape:
    match tree:
        case Div(over, under):
            return _quotient(over, under, shapes)
        case Pow(base, exponent):
            return _power(tree, base, exponent, shapes)
        case Sum(_, body):
            return _numbers(body, shapes, "A sum over an index adds up numbers")
        case Call("ones", args):
            return _ones(args, shapes)
        case Call("had", args):
            return _entrywise(args, shapes)
        case Call(name, args):
            return _called(name, [shape_of(arg, shapes) for arg in args], tree, shapes)
        case _:
            raise TypeError(f"{tree!r} is no tree")


def _constant(name: str) -> Shape:
    if name == "I":
        return FREE
    if name.startswith("I_"):
        dim: Dim = int(name[2:]) if name[2:].isdecimal() else name[2:]
        return (dim, dim)
    return NUMBER


def _name(sym: Sym, shapes: Shapes) -> Shape:
    if not sym.index:
        return shapes.of(sym.name)
    axes = shapes.axes.get(sym.name, ())
    if len(axes) != len(sym.index):
        raise entry_misfit(sym, len(axes))
    for index, dim in zip(sym.index, axes, strict=True):
        beyond = index.isdecimal() and isinstance(dim, int) and not 1 <= int(index) <= dim
        if beyond or index == "0":
            raise misfit(f"Entries count from 1, and {shown(sym)} is none of them.")
    return NUMBER


def _total(terms: Sequence[Tree], shapes: Shapes) -> Shape:
    """Return the shape of a sum; a number is added to every entry."""
    found: tuple[Tree, Shape] | None = None
    numbers = False
    for term in terms:
        shape = shape_of(term, shapes)
        if shape == NUMBER:
            numbers = True
        elif found is None or (found[1] == FREE and shape[0] == shape[1]):
            found = (term, shape)
        elif shape != found[1] and not (shape == FREE and found[1][0] == found[1][1]):
            raise sum_misfit(*found, term, shape, shapes)
    if found and numbers and found[1] == FREE:
        raise misfit("A number and the identity $I$ don't add up.", "Write the number times $I$.")
    return found[1] if found else NUMBER


def product_shape(factors: Sequence[Tree], shapes: Shapes) -> Shape:
    """Return the shape of a product, its factors in order."""
    _, chain = grouped(factors, lambda tree: shape_of(tree, shapes), shapes)
    return chain[1] if chain else NUMBER


Part = tuple[tuple[Tree, ...], Shape]
"""Factors that stand side by side, and the shape of their product."""


def grouped(
    factors: Sequence[Tree], shape: Callable[[Tree], Shape], shapes: Shapes
) -> tuple[list[Part], Part | None]:
    """Return the numbers in a product, and its chain of vectors and matrices.

    A row and a column with what stands between them are a number, wherever they stand:
    ``A x^T x`` has the number ``x^T x`` and the chain ``A``.

    Raises:
        Misfit: where neighbours don't fit.
    """
    numbers: list[Part] = []
    stack: list[Part] = []
    for factor in factors:
        own = shape(factor)
        if own == NUMBER:
            numbers.append(((factor,), own))
            continue
        if stack and _fits(stack[-1][1], own):
            before, start = stack.pop()
            stack.append(((*before, factor), _joined(start, own)))
        elif not stack or is_row(own):
            stack.append(((factor,), own))
        else:
            raise product_misfit(_tree(stack[-1]), stack[-1][1], factor, own, shapes)
        if stack[-1][1] == NUMBER:
            numbers.append(stack.pop())
    if len(stack) > 1:
        raise product_misfit(_tree(stack[-2]), stack[-2][1], _tree(stack[-1]), stack[-1][1], shapes)
    return numbers, stack[0] if stack else None


def _tree(part: Part) -> Tree:
    return part[0][0] if len(part[0]) == 1 else Mul(part[0])


def _fits(a: Shape, b: Shape) -> bool:
    return FREE in (a, b) or a[1] == b[0]


def _joined(a: Shape, b: Shape) -> Shape:
    if a == FREE:
        return b
    return a if b == FREE else (a[0], b[1])


def _quotient(over: Tree, under: Tree, shapes: Shapes) -> Shape:
    up, down = shape_of(over, shapes), shape_of(under, shapes)
    if down == NUMBER:
        return up
    what = f"{shown(under)} {shapes.said(down)}, and stands under a bar"
    if is_row(down) and up != down:
        way = "Brackets around all that stands under the bar say what is meant."
        raise misfit(f"{what} alone.", way, ambiguous=True)
    if _square(down) or (up != NUMBER and _square(up)):
        raise misfit(f"{what}: matrices have no quotient.")
    if up == NUMBER:
        return down
    if isinstance(under, Call) and under.name == "abs":
        raise misfit(
            f"{shown(under)} takes each entry by itself, and stands under a bar.",
            f"The length is $\\left\\|{shown(under.args[0])[1:-1]}\\right\\|$.",
            ambiguous=True,
        )
    if up != down:
        raise misfit(
            f"{what}. {shown(over)} {shapes.said(up)}: only equal shapes divide entry by entry."
        )
    return up


def _square(shape: Shape) -> bool:
    """Whether a shape is that of a square matrix, whose powers could be meant as products."""
    return shape[0] == shape[1] and shape != NUMBER


def _power(tree: Tree, base: Tree, exponent: Tree, shapes: Shapes) -> Shape:
    low, high = shape_of(base, shapes), shape_of(exponent, shapes)
    inverse = 1 not in low and isinstance(exponent, Neg)
    if _square(low) or _square(high) or inverse:
        raise _matrix_power(tree, base, exponent)
    if NUMBER in (low, high):
        return high if low == NUMBER else low
    raise misfit(
        f"In {shown(tree)} base and exponent both have entries.", "Write one of them as a number."
    )


def _matrix_power(tree: Tree, base: Tree, exponent: Tree) -> Misfit:
    what = f"{shown(tree)} could be a product of matrices, or go entry by entry."
    text = shown(base)[1:-1]
    if exponent == Num(Fraction(2)):
        way = rf"Write it out: ${text} \, {text}$ or ${text} \odot {text}$."
        return misfit(what, way, ambiguous=True)
    if isinstance(exponent, Neg):
        return misfit(
            f"{shown(tree)} could be an inverse, and inverses aren't read here.", ambiguous=True
        )
    return misfit(what, "Write it out.", ambiguous=True)


def _numbers(tree: Tree, shapes: Shapes, claim: str) -> Shape:
    shape = shape_of(tree, shapes)
    if shape != NUMBER:
        raise misfit(
            f"{claim}, and {shown(tree)} {shapes.said(shape)}.", "Write an index under its names."
        )
    return NUMBER


def _ones(args: Sequence[Tree], shapes: Shapes) -> Shape:
    dims: list[Dim] = []
    for arg in args:
        match arg:
            case Num(value) if value.denominator == 1 and 1 <= value <= LARGEST:
                dims.append(int(value))
            case Sym(name, ()) if name in shapes.dims:
                dims.append(name)
            case _:
                raise misfit(f"{shown(arg)} is no dimension.", "Write `ones(n)`, or `ones(m, n)`.")
    if len(dims) > 2:
        raise misfit("A formula here has two dimensions at most.", "Write `ones(n)`, or `ones(m, n)`.")
    return (dims[0], dims[1] if len(dims) > 1 else 1)


def _entrywise(args: Sequence[Tree], shapes: Shapes) -> Shape:
    first = shape_of(args[0], shapes)
    for arg in args[1:]:
        other = shape_of(arg, shapes)
        if other != first:
            raise sum_misfit(args[0], first, arg, other, shapes)
    return first


def _called(name: str, found: Sequence[Shape], tree: Call, shapes: Shapes) -> Shape:
    """Return the shape of a function's value; most go entry by entry."""
    (shape,), (arg,) = found, tree.args
    if name in ("tr", "norm", "frobenius", "sum", "mean"):
        _check_whole(name, arg, shape, shapes)
        return NUMBER
    if shape == FREE:
        raise misfit(
            f"{shown(tree)} doesn't say how large $I$ is.", "Write it with its size, as in `I_n`."
        )
    return shape


def _check_whole(name: str, arg: Tree, shape: Shape, shapes: Shapes) -> None:
    """Refuse what has no trace, no norm, or nothing to add up."""
    what = f"{shown(arg)} {shapes.said(shape)}"
    if shape == FREE:
        raise misfit("This doesn't say how large $I$ is.", "Write it with its size, as in `I_n`.")
    if name == "tr" and shape[0] != shape[1]:
        raise misfit(f"{what}: only what is square has a trace.")
    if name == "norm" and not (is_column(shape) or is_row(shape)):
        way = (
            "Write `|a|` for a number."
            if shape == NUMBER
            else f"Write $\\left\\|{shown(arg)[1:-1]}\\right\\|_F$."
        )
        raise misfit(f"{what}, and has no one length.", way)
    if name in ("sum", "mean", "frobenius") and shape == NUMBER:
        raise misfit(
            f"{what}: there is nothing to add up in it.", "Write it without, or with an index."
        )


def free_ranges(tree: Tree, shapes: Shapes) -> Ranges:
    """Return how far each index runs that no sum binds.

    Raises:
        Misfit: where one index runs over two dimensions.
    """
    match tree:
        case Sym(name, index):
            axes = shapes.axes.get(name, ())
            pairs = zip(index, axes, strict=False)
            return _merged([{letter: dim} for letter, dim in pairs if letter.isalpha()])
        case Sum(index, body):
            inner = free_ranges(body, shapes)
            inner.pop(index, None)
            return inner
        case _:
            return _merged([free_ranges(part, shapes) for part in children(tree)])


def _merged(ranges: Sequence[Ranges]) -> Ranges:
    found: Ranges = {}
    for one in ranges:
        for letter, dim in one.items():
            other = found.setdefault(letter, dim)
            if other != dim:
                raise misfit(
                    f"The index ${letter}$ runs to ${other}$ in one place and to ${dim}$ in another.",
                    "Each index runs over one dimension.",
                    "wrong-index",
                )
    return found


__all__ = ["Misfit", "Part", "Ranges", "free_ranges", "grouped", "product_shape", "shape_of"]

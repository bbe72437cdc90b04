"""A formula made ready to be computed: identities sized, numbers in products set apart."""

from __future__ import annotations

from collections.abc import Sequence

from agtutor.formula.tree import Add, Const, Mul, Neg, Transpose, Tree, children
from agtutor.formula.values.expand import rebuilt
from agtutor.formula.vectors.infer import Part, grouped, shape_of
from agtutor.formula.vectors.misfits import misfit
from agtutor.formula.vectors.shapes import FREE, Dim, Shape, Shapes, turned


def settled(tree: Tree, shapes: Shapes, want: Shape | None = None) -> Tree:
    """Return a formula in which every ``I`` has its size, and a product is numbers, then a chain.

    ``A x^T x`` becomes ``(x^T x) A``, so that neighbours in a chain always fit.

    Args:
        tree: a formula.
        shapes: the shapes of its names.
        want: the shape that it should have, for an ``I`` that nothing else tells.

    Raises:
        Misfit: where its parts don't fit.
    """
    own = shape_of(tree, shapes)
    return _settled(tree, shapes, own if own != FREE else want)


def _settled(tree: Tree, shapes: Shapes, want: Shape | None) -> Tree:
    match tree:
        case Const("I"):
            return _identity(want)
        case Neg(arg):
            return Neg(_settled(arg, shapes, want))
        case Transpose(arg):
            return Transpose(_settled(arg, shapes, want and turned(want)))
        case Add(terms):
            inner = [want if shape_of(term, shapes) == FREE else None for term in terms]
            return Add(
                tuple(
                    _settled(term, shapes, one or shape_of(term, shapes))
                    for term, one in zip(terms, inner, strict=True)
                )
            )
        case Mul(factors):
            return _product(factors, shapes, want)
        case _:
            parts = tuple(_settled(part, shapes, shape_of(part, shapes)) for part in children(tree))
            return rebuilt(tree, parts)


def _identity(want: Shape | None) -> Tree:
    if want is None or want == FREE or want[0] != want[1]:
        raise misfit("Nothing here says how large $I$ is.", "Write it with its size, as in `I_n`.")
    return Const(f"I_{want[0]}")


def _product(factors: Sequence[Tree], shapes: Shapes, want: Shape | None) -> Tree:
    numbers, chain = grouped(factors, lambda tree: shape_of(tree, shapes), shapes)
    parts = [_chained(part, shapes, None) for part in numbers]
    if chain is not None:
        inner = _links(chain, shapes, want)
        return Mul((*parts, *inner)) if parts or len(inner) > 1 else inner[0]
    return Mul(tuple(parts)) if len(parts) > 1 else parts[0]


def _chained(part: Part, shapes: Shapes, want: Shape | None) -> Tree:
    inner = _links(part, shapes, want)
    return inner[0] if len(inner) == 1 else Mul(tuple(inner))


def _links(part: Part, shapes: Shapes, want: Shape | None) -> list[Tree]:
    """Return the factors of a chain, each ``I`` sized by its neighbours."""
    factors, whole = part
    own = [shape_of(factor, shapes) for factor in factors]
    target = want if whole == FREE else whole
    found = []
    for place, (factor, shape) in enumerate(zip(factors, own, strict=True)):
        size = shape
        if shape == FREE:
            dim = _neighbour(own, place) or (target[0] if target else None)
            size = (dim, dim) if dim is not None else FREE
        found.append(_settled(factor, shapes, size))
    return found


def _neighbour(own: Sequence[Shape], place: int) -> Dim | None:
    """Return the dimension at which the nearest factor of known shape meets this one."""
    left = next((shape[1] for shape in reversed(own[:place]) if shape != FREE), None)
    return left or next((shape[0] for shape in own[place + 1 :] if shape != FREE), None)

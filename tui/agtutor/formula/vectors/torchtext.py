"""Formulas of vectors and matrices as Python over torch, so that autograd can be asked about them.

Made from the settled tree alone, never from text that was typed. Vectors are columns, numbers have no
dimension.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agtutor.formula.torchtext import CALLS, torch_text
from agtutor.formula.tree import Add, Call, Const, Div, Mul, Neg, Num, Pow, Sum, Sym, Transpose, Tree
from agtutor.formula.values.trouble import TooLarge
from agtutor.formula.vectors.arrays import ranges_in
from agtutor.formula.vectors.infer import free_ranges, grouped, shape_of
from agtutor.formula.vectors.shapes import NUMBER, Dim, Shapes

_WHOLE = {
    "tr": "torch.trace({})",
    "sum": "({}).sum()",
    "mean": "({}).mean()",
    "norm": "torch.linalg.vector_norm({})",
    "frobenius": "torch.linalg.vector_norm({})",
}
"""Functions that make a number of many."""


class TorchText:
    """Writes formulas over tensors of given sizes."""

    def __init__(self, shapes: Shapes, sizes: Mapping[str, int]) -> None:
        """Take the shapes of the names, and how large each dimension is."""
        self.shapes = shapes
        self.sizes = sizes
        self.ranges: dict[str, Dim] = {}

    def whole(self, tree: Tree) -> str:
        """Return an expression for a whole formula; see ``of``."""
        self.ranges = ranges_in(tree, self.shapes)
        return self.of(tree)

    def of(self, tree: Tree) -> str:
        """Return an expression over ``torch``, ``math``, ``c`` and the formula's names.

        Raises:
            TooLarge: for a number beyond double precision, or a sum over nothing that is known.
        """
        match tree:
            case Num() | Const() if not self._is_identity(tree):
                return torch_text(tree, {})
            case Const(name):
                return f"torch.eye({self._size(name[2:])}, dtype=torch.float64)"
            case Sym(name, index):
                return self._name(name, index)
            case Neg(arg):
                return f"(-{self.of(arg)})"
            case Add(terms):
                return f"({'+'.join(map(self.of, terms))})"
            case Transpose(arg):
                return self.of(arg) if shape_of(arg, self.shapes) == NUMBER else f"{self.of(arg)}.mT"
            case Mul(factors):
                return self._product(factors)
            case _:
                return self._compound(tree)

    @staticmethod
    def _is_identity(tree: Tree) -> bool:
        return isinstance(tree, Const) and tree.name.startswith("I_")

    def _compound(self, tree: Tree) -> str:
        match tree:
            case Div(over, under):
                return f"({self.of(over)}/{self.of(under)})"
            case Pow(base, exponent):
                return f"({self.of(base)}**{self.of(exponent)})"
            case Sum(index, body):
                return self._sum(index, body)
            case Call("had", args):
                return f"({'*'.join(map(self.of, args))})"
            case Call("ones", args):
                return f"torch.ones({self._ones(args)}, dtype=torch.float64)"
            case Call(name, (arg,)):
                inner = self.of(arg)
                return _WHOLE[name].format(inner) if name in _WHOLE else CALLS[name](inner)
            case _:
                raise TypeError(f"{type(tree).__name__} has no place in a formula of vectors")

    def _size(self, dim: Dim) -> int:
        return int(dim) if isinstance(dim, int) or dim.isdecimal() else self.sizes[dim]

    def _name(self, name: str, index: Sequence[str]) -> str:
        if not index:
            return f"c({float(self.sizes[name])})" if name in self.shapes.dims else f"v[{name!r}]"
        places = [f"{one}-1" for one in index]
        if len(index) == 1:
            places.append("0")
        return f"v[{name!r}][{','.join(places)}]"

    def _product(self, factors: Sequence[Tree]) -> str:
        numbers, chain = grouped(factors, lambda tree: shape_of(tree, self.shapes), self.shapes)
        parts = [self._chain(part) for part, _ in numbers]
        if chain is not None:
            parts.append(self._chain(chain[0]))
        return f"({'*'.join(parts)})"

    def _chain(self, factors: Sequence[Tree]) -> str:
        if len(factors) == 1:
            return self.of(factors[0])
        written = f"({'@'.join(map(self.of, factors))})"
        number = shape_of(Mul(tuple(factors)), self.shapes) == NUMBER
        return f"{written}.reshape(())" if number else written

    def _sum(self, index: str, body: Tree) -> str:
        dim = free_ranges(body, self.shapes).get(index) or self.ranges.get(index)
        if dim is None:
            raise TooLarge("nothing says what a sum in it runs over")
        return f"sum({self.of(body)} for {index} in range(1, {self._size(dim)}+1))"

    def _ones(self, args: Sequence[Tree]) -> str:
        sizes = [
            arg.value if isinstance(arg, Num) else self.sizes[getattr(arg, "name", "")] for arg in args
        ]
        return ", ".join(str(int(size)) for size in [*sizes, 1][:2])

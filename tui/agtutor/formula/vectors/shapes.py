"""Shapes of vectors and matrices: as declared, as inferred, and in words.

Everything is seen as a matrix: a number is 1×1, a vector of n entries is a column, n×1, and its
transpose is a row, 1×n. A dimension is a name such as ``n``, or a number where a lesson fixes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from agtutor.formula.tree import Tree

Dim = str | int
Shape = tuple[Dim, Dim]
"""Rows and columns."""

NUMBER: Shape = (1, 1)
FREE: Shape = ("?", "?")
"""The shape of ``I`` until its neighbours say which identity it is."""

LARGEST = 12
"""The largest dimension that is given as a number."""


def shape_of_axes(axes: Sequence[Dim]) -> Shape:
    """Return the shape of a name that is declared with no axis, one or two.

    Args:
        axes: such as ``()``, ``("n",)`` or ``("m", "n")``.
    """
    rows, columns = [*axes, 1, 1][:2]
    return (rows, columns)


def is_number(shape: Shape) -> bool:
    """Whether a shape is that of one number."""
    return shape == NUMBER


def is_column(shape: Shape) -> bool:
    """Whether a shape is that of a vector with more than one entry."""
    return shape[1] == 1 and shape[0] != 1


def is_row(shape: Shape) -> bool:
    """Whether a shape is that of a transposed vector."""
    return shape[0] == 1 and shape[1] != 1


def turned(shape: Shape) -> Shape:
    """Return the shape of the transpose."""
    return (shape[1], shape[0])


def sized(dim: Dim, sizes: Mapping[str, int]) -> Dim:
    """Return the number that a dimension is, where it is known."""
    return sizes.get(dim, dim) if isinstance(dim, str) else dim


def said(shape: Shape, sizes: Mapping[str, int]) -> str:
    """Return a shape as the end of a sentence about something: ``is 3×2``, ``has n entries``."""
    rows, columns = (sized(dim, sizes) for dim in shape)
    if is_number(shape):
        return "is one number"
    if is_column(shape):
        return f"has {rows} entries"
    if is_row(shape):
        return f"is a row of {columns} entries"
    return "is square" if shape == FREE else f"is {rows}×{columns}"


def kind(shape: Shape, sizes: Mapping[str, int]) -> str:
    """Return what a shape is, with an article: ``a column of n entries``, ``an m×n matrix``."""
    rows, columns = (sized(dim, sizes) for dim in shape)
    if is_number(shape):
        return "one number"
    if is_column(shape):
        return f"a column of {rows} entries"
    return f"a row of {columns} entries" if is_row(shape) else f"a table of {rows}×{columns}"


class Shapes:
    """The shapes of the names of one question.

    Attributes:
        axes: for each declared name its dimensions, as declared: ``("m", "n")``, ``("n",)``.
        dims: the names of dimensions, in order; each stands for a number in a formula.
        all_dims: all dimensions, those that are numbers among them.
        sizes: what some of these are, where live tensors say so; for words.
    """

    def __init__(
        self, axes: Mapping[str, Sequence[Dim]], sizes: Mapping[str, int] | None = None
    ) -> None:
        """Take the dimensions of each name, two at most."""
        self.axes = {name: tuple(declared) for name, declared in axes.items()}
        named = (dim for declared in self.axes.values() for dim in declared if isinstance(dim, str))
        self.dims = tuple(dim for dim in dict.fromkeys(named) if dim not in self.axes)
        self.all_dims = tuple(dict.fromkeys(dim for axes in self.axes.values() for dim in axes))
        self.sizes = dict(sizes or {})

    def __bool__(self) -> bool:
        """Whether any name has a shape."""
        return bool(self.axes)

    def of(self, name: str) -> Shape:
        """Return the shape of a name without an index; that of a number where none is declared."""
        return shape_of_axes(self.axes.get(name, ()))

    def said(self, shape: Shape) -> str:
        """Return a shape in words: ``is 3×2``, ``has n entries``."""
        return said(shape, self.sizes)

    def kind(self, shape: Shape) -> str:
        """Return what a shape is, in words."""
        return kind(shape, self.sizes)

    def inferred(self, tree: Tree) -> Shape | None:
        """Return the shape of a formula, or None where its parts don't fit."""
        from agtutor.errors import FormulaError
        from agtutor.formula.vectors.infer import shape_of

        try:
            return shape_of(tree, self)
        except FormulaError:
            return None

    def joined(self, factors: Sequence[Tree], own: Sequence[Shape | None]) -> Shape | None:
        """Return the shape of a product, given that of each factor; None where they don't fit."""
        from agtutor.errors import FormulaError
        from agtutor.formula.vectors.infer import grouped

        if None in own:
            return None
        known = iter(shape for shape in own if shape is not None)
        try:
            _, chain = grouped(factors, lambda _: next(known), self)
        except FormulaError:
            return None
        return chain[1] if chain else NUMBER


PLAIN = Shapes({})
"""No name has a shape: all are numbers."""

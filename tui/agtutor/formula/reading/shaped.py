"""Products where names have shapes: dots between vectors, ``@``, and ``⊙`` entry by entry."""

from __future__ import annotations

from agtutor.formula.reading.cursor import Cursor
from agtutor.formula.reading.reel import Token
from agtutor.formula.reasons import refusal
from agtutor.formula.tree import Call, Div, Mul, Transpose, Tree
from agtutor.formula.vectors.misfits import two_columns
from agtutor.formula.vectors.shapes import NUMBER, Shape, is_column, is_number, turned

_DOTS = frozenset(("·", "⋅", "∙", "•", "\\cdot", "\\cdotp"))
_STARS = frozenset(("*", "**"))
_ENTRYWISE = "⊙"


class Product:
    """A product while it is read: what stands before the last dot, and what stands behind it."""

    def __init__(self, at: Cursor, first: Tree) -> None:
        """Begin with the first factor."""
        self.at = at
        self.left: list[Tree] = []
        self.run = [first]
        self.sign = ""
        self.known: dict[int, tuple[Tree, Shape | None]] = {}

    def shape(self, factors: list[Tree]) -> Shape | None:
        """Return the shape of factors, or None where they don't fit; of each it is kept."""
        shapes = self.at.names.shapes
        own = []
        for factor in factors:
            if id(factor) not in self.known:
                self.known[id(factor)] = (factor, shapes.inferred(factor))
            own.append(self.known[id(factor)][1])
        return shapes.joined(factors, own)

    def fold(self, sign: str) -> None:
        """Take what was read so far as the left side of a sign."""
        self.left = self.whole()
        self.run = []
        self.sign = sign

    def whole(self) -> list[Tree]:
        """Return the factors of all that was read."""
        if not self.left:
            return self.run
        if self.sign == _ENTRYWISE:
            return [self._entry_by_entry()]
        left, right = self.shape(self.left), self.shape(self.run)
        if left is None or right is None or self.sign == "*":
            return [*self.left, *self.run]
        if is_column(left) and is_column(right):
            numbers = [factor for factor in self.left if self.shape([factor]) == NUMBER]
            rest = [factor for factor in self.left if self.shape([factor]) != NUMBER]
            row = Transpose(_product(rest))
            self.known[id(row)] = (row, turned(left))
            return [*numbers, row, *self.run]
        if self.sign == "@" and is_column(left) and left[0] == right[0] and not is_number(right):
            table = _product(self.run)  # as torch reads a vector before a matrix
            return [table.arg if isinstance(table, Transpose) else Transpose(table), *self.left]
        return [*self.left, *self.run]

    def _entry_by_entry(self) -> Tree:
        return entrywise(_product(self.left), _product(self.run))


def shaped_term(at: Cursor) -> Tree:
    """Read a product of numbers, vectors and matrices.

    Raises:
        FormulaError: where a factor can't be read.
    """
    start = at.token
    product = Product(at, at.power())
    divided = False
    while True:
        sign = _sign(at)
        if sign:
            token = at.next()
            product.fold(sign)
            product.run.append(at.factor())
            if sign == "*":
                _refuse_columns(at, start, product, product.left, product.run)
            _note_star(at, token, start, product)
            divided = False
        elif at.sign("/"):
            at.next()
            product.run = [Div(_product(product.whole()), at.factor())]
            product.left = []
            divided = True
        elif at.operand():
            at.implied(start, product.run, divided)
            divided = False
            _refuse_columns(at, start, product, product.run[:-1], product.run[-1:])
        else:
            return _product(product.whole())


def _sign(at: Cursor) -> str:
    """Return which product stands at the place: ``·``, ``@``, ``⊙`` or ``*``; empty for none."""
    if at.sign(_ENTRYWISE):
        return _ENTRYWISE
    if not at.sign("*"):
        return ""
    typed = at.typed(at.token, at.token)
    return "·" if typed in _DOTS else "@" if typed == "@" else "*"


def _refuse_columns(
    at: Cursor, start: Token, product: Product, left: list[Tree], right: list[Tree]
) -> None:
    """Refuse two columns side by side, with a star between them or nothing.

    Written back, they would have the dot that is read as another product.

    Raises:
        Misfit: where that could mean three things.
    """
    last, own = product.shape(left[-1:]), product.shape(right)
    if last is None or own is None or not is_column(last) or last != own:
        return
    if product.shape(left) == own:
        raise two_columns(_product(left), _product(right), (start.span[0], at.previous().span[1]))


def _note_star(at: Cursor, token: Token, start: Token, product: Product) -> None:
    """Keep a note where ``A*B`` is a product of matrices, and Python would multiply entries."""
    if at.typed(token, token) not in _STARS or not product.left:
        return
    left, right = product.shape(product.left), product.shape(product.run)
    if left is not None and left == right and left[0] == left[1] and not is_number(left):
        read = Mul((*product.left, *product.run))
        way = ", the product of matrices. Entry by entry is `⊙`, or `mul(A, B)`."
        at.note("product", start, "is read as", read, way)


def entrywise(left: Tree, right: Tree) -> Tree:
    """Return a product entry by entry; one of more than two factors is flat."""
    before = left.args if isinstance(left, Call) and left.name == "had" else (left,)
    return Call("had", (*before, right))


def norm(at: Cursor) -> Tree:
    """Read what stands between double bars, with a letter below them.

    Raises:
        FormulaError: for another norm than the length of a vector and that of Frobenius.
    """
    opened = at.next()
    outside = at.in_norm, at.in_bars
    at.in_norm, at.in_bars = True, False
    arg = at.expression()
    if at.token.kind in ("end", "sup-end", "close"):
        raise refusal("unclosed", opened.span, bracket="‖", other="‖")
    if at.token.kind != "norm":
        raise at.stray()
    closed = at.next()
    at.in_norm, at.in_bars = outside
    below = at.next() if at.token.kind == "sub" else None
    if below is not None and below.text not in ("2", "F"):
        raise refusal("norm-kind", (closed.span[0], below.span[1]), text=f"‖…‖_{below.text}")
    return Call("frobenius" if below and below.text == "F" else "norm", (arg,))


def _product(factors: list[Tree]) -> Tree:
    return Mul(tuple(factors)) if len(factors) > 1 else factors[0]

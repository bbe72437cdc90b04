"""Text to tree, by precedence climbing: our own grammar, and nothing that is typed ever runs.

Loosest to tightest: ``+ -``, then ``* /`` and products without a sign, then signs within a product,
then ``^``, to the right. So ``-x^2`` is ``-(x^2)``, and ``1/2x`` is ``(1/2)x``, which a note says.

The tree that comes of it is in normal form:

- A number is never negative, and has finitely many decimal places. A minus is a ``Neg``.
- ``Add`` and ``Mul`` hold what was typed at one level, so one within another was typed in brackets.
  Brackets that change nothing leave no trace.
- A term that is subtracted is a ``Neg`` in an ``Add``. ``Div`` takes the product before it:
  ``ab/cd`` is ``Mul((Div(Mul((a, b)), c), d))``.
- A function has its name of ``words.FUNCTIONS`` and one argument (``max`` and ``min`` have more). What
  a tree can say without another function, it does: ``log_3 x`` is ``ln(x)/ln(3)``.
- A sum with an index is a ``Sum``; over two, one in the other. A sum without any is ``Call("sum", …)``.
  A mean over an index is a sum divided by a sum of ones.
- ``W^T`` is a ``Transpose``. Products of matrices are a ``Mul``, in the order typed.
- Where names have shapes, ``x·y`` of two vectors is ``x^T y``, a prime behind what has entries turns
  it, ``‖x‖`` is ``Call("norm", …)``, ``‖W‖_F`` is ``Call("frobenius", …)`` and ``x ⊙ y`` is
  ``Call("had", …)``. Whether shapes fit is not the parser's affair (see ``vectors.infer``).
- No tree is deeper than ``reasons.DEEPEST``.
"""

from __future__ import annotations

from agtutor.formula.names import Names
from agtutor.formula.reading.calls import method
from agtutor.formula.reading.cursor import Cursor, Note
from agtutor.formula.reading.leftside import left_side
from agtutor.formula.reading.operands import operand
from agtutor.formula.reading.reel import Token
from agtutor.formula.reading.tokens import tokens
from agtutor.formula.reasons import DEEPEST, LONGEST, refusal
from agtutor.formula.tree import Add, Const, Div, Mul, Neg, Num, Pow, Transpose, Tree, children
from agtutor.formula.vectors.shapes import NUMBER
from agtutor.record import Record

__all__ = ["Answer", "Names", "Note", "parse", "parse_answer"]


class Answer(Record):
    """A formula as typed by a learner.

    Attributes:
        left: the left side that was taken off, such as ``dy/dx``; empty where there was none.
        tree: the formula, in normal form.
        notes: places that others might read otherwise.
    """

    left: str
    tree: Tree
    notes: tuple[Note, ...] = ()


def parse(text: str, names: Names) -> Tree:
    """Return the tree of a formula in plain, LaTeX or Unicode notation, mixed as they come.

    Raises:
        FormulaError: with a reason of ``reasons.REASONS``, and a span within the text.
    """
    return parse_answer(text, names).tree


def parse_answer(text: str, names: Names) -> Answer:
    """Return the tree, the left side that was taken off, and what others may read otherwise.

    Raises:
        FormulaError: as ``parse`` does.
    """
    if len(text) > LONGEST:
        raise refusal("too-long", (LONGEST, len(text)), length=len(text))
    left, start = left_side(text)
    parser = _Parser(text, tokens(text, names, start), names)
    tree = parser.whole()
    return Answer(left, tree, parser.notes())


class _Parser(Cursor):
    """The levels of the grammar, and the operands."""

    def whole(self) -> Tree:
        if self.token.kind == "end":
            raise refusal("empty", (0, len(self.text)))
        tree = self.expression()
        if self.token.kind != "end":
            raise self.stray()
        if _depth(tree) > DEEPEST:
            raise refusal("too-deep", (self.tokens[0].span[0], self.token.span[1]))
        return tree

    def expression(self) -> Tree:
        terms = [self.signed_term()]
        while self.sign("+", "-"):
            terms.append(self.signed_term())
        return Add(tuple(terms)) if len(terms) > 1 else terms[0]

    def signed_term(self) -> Tree:
        minus = self.signs()
        return _negated(self.term(), minus)

    def term(self) -> Tree:
        if self.names.shapes:
            from agtutor.formula.reading.shaped import shaped_term

            return shaped_term(self)
        start = self.token
        factors = [self.power()]
        divided = False
        while True:
            if self.sign("*"):
                self.next()
                factors.append(self.factor())
                divided = False
            elif self.sign("/"):
                self.next()
                factors = [Div(_product(factors), self.factor())]
                divided = True
            elif self.operand():
                self.implied(start, factors, divided)
                divided = False
            else:
                return _product(factors)

    def factor(self) -> Tree:
        """Read a factor behind a sign of multiplication, with signs of its own."""
        minus = self.signs()
        return _negated(self.power(), minus)

    def implied(self, start: Token, factors: list[Tree], divided: bool) -> None:
        """Read a factor that stands there without a sign before it."""
        if self.token.kind in ("num", "vulgar"):
            self.check_number()
        noted = divided and self.token.kind != "sum"
        factors.append(self.power())
        if noted:
            way = ". Brackets around all that stands below the line can say otherwise."
            self.note("fraction", start, "is read from left to right, as", Mul(tuple(factors)), way)

    def check_number(self) -> None:
        """Refuse a number directly behind a name, or behind another number."""
        last, token = self.previous(), self.token
        span = (last.span[0], token.span[1])
        before, number = self.typed(last, last), self.typed(token, token)
        if last.kind in ("num", "vulgar"):
            raise refusal("number-after-number", span, first=before, second=number)
        if last.kind in ("sym", "const") and not token.blank:
            raise refusal("number-after-name", span, name=before, number=number)

    def power(self) -> Tree:
        start = self.token
        tree = self.atom()
        while True:
            if self.token.kind == "sup":
                tree = Pow(tree, self.raised())
            elif self.sign("^"):
                tree = self.raised_by(tree, start)
            elif self.token.kind == "transpose":
                self.next()
                tree = Transpose(tree)
            elif self.token.kind == "method":
                tree = method(self, tree)
            elif self.token.kind == "prime" and self.has_entries(tree):
                self.next()
                tree = Transpose(tree)
            elif self.token.kind == "prime":
                span = (start.span[0], self.token.span[1])
                raise refusal("not-evaluated", span, text=self.typed(start, self.token))
            else:
                return tree

    def has_entries(self, tree: Tree) -> bool:
        """Whether an operand is a vector or a matrix, which a prime behind it turns."""
        shape = self.names.shapes.inferred(tree) if self.names.shapes else None
        return shape is not None and shape != NUMBER

    def raised_by(self, base: Tree, start: Token) -> Tree:
        """Read ``^`` and what stands behind it: a transpose, or an exponent."""
        self.next()
        braces = self.token.text == "{" and self.tokens[self.place + 1].kind == "transpose"
        if braces or self.token.kind == "transpose":
            opened = self.next()
            if braces:
                self.next()
                self.close(opened)
            return Transpose(base)
        first = self.token
        tree = Pow(base, self.exponent())
        if first.kind != "open" and isinstance(base, Num | Const):
            self.note_exponent(start, first, tree)
        return tree

    def note_exponent(self, start: Token, first: Token, tree: Tree) -> None:
        """Keep a note where a letter sticks to an exponent: ``e^2x``."""
        if self.token.kind not in ("sym", "const") or self.token.blank:
            return
        base, above = self.typed(start, start), self.typed(first, self.token)
        way = f", and what follows stands beside it. Above it, that is `{base}^({above})`."
        self.note("exponent", start, "is read as", tree, way)

    def exponent(self) -> Tree:
        self.deeper()
        minus = self.signs()
        tree = self.atom()
        if self.token.kind == "sup":
            tree = Pow(tree, self.raised())
        elif self.sign("^"):
            self.next()
            tree = Pow(tree, self.exponent())
        self.depth -= 1
        return _negated(tree, minus)

    def atom(self) -> Tree:
        self.deeper()
        tree = operand(self)
        self.depth -= 1
        return tree


def _negated(tree: Tree, times: int) -> Tree:
    for _ in range(times):
        tree = Neg(tree)
    return tree


def _product(factors: list[Tree]) -> Tree:
    return Mul(tuple(factors)) if len(factors) > 1 else factors[0]


def _depth(tree: Tree) -> int:
    """Return how many nodes stand on the longest way down; never recurses."""
    level, depth = [tree], 0
    while level:
        depth += 1
        level = [part for node in level for part in children(node)]
    return depth

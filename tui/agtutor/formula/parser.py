"""Text to tree, by precedence climbing: our own grammar, and nothing that is typed ever runs.

Loosest to tightest: ``+ -``, then ``* /`` and products without a sign, then signs within a product, then
``^``, to the right. So ``-x^2`` is ``-(x^2)``, and ``1/2x`` is ``(1/2)x``, which a note says.

The tree that comes of it is in normal form:

- A number is never negative, and has finitely many decimal places. A minus is a ``Neg``.
- ``Add`` and ``Mul`` hold what was typed at one level, so one within another was typed in brackets.
  Brackets that change nothing leave no trace.
- A term that is subtracted is a ``Neg`` in an ``Add``. ``Div`` takes the product before it:
  ``ab/cd`` is ``Mul((Div(Mul((a, b)), c), d))``.
- A function has its name of ``words.FUNCTIONS`` and one argument (``max`` and ``min`` have more). What a tree
  can say without another function, it does: ``log_3 x`` is ``ln(x)/ln(3)``.
- A sum with an index is a ``Sum``; over two, one in the other. A sum without any is ``Call("sum", …)``.
  A mean over an index is a sum divided by a sum of ones.
- ``W^T`` is a ``Transpose``. Products of matrices are a ``Mul``, in the order typed.
- No tree is deeper than ``reasons.DEEPEST``.
"""

from __future__ import annotations

from fractions import Fraction

from agtutor.errors import FormulaError
from agtutor.formula.calls import call, method, note_argument
from agtutor.formula.cursor import Cursor, Note
from agtutor.formula.leftside import left_side
from agtutor.formula.names import Names
from agtutor.formula.reasons import DEEPEST, LONGEST, refusal
from agtutor.formula.reel import Token
from agtutor.formula.signs import CLOSING
from agtutor.formula.sums import total
from agtutor.formula.tokens import tokens
from agtutor.formula.tree import (
    Add,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    Transpose,
    Tree,
    children,
)
from agtutor.formula.typeset import line
from agtutor.formula.words import root
from agtutor.record import Record

__all__ = ["Answer", "Names", "Note", "parse", "parse_answer"]

_TWO = Num(Fraction(2))


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
    """Return the tree of a formula, with the left side that was taken off and what could be read otherwise.

    Raises:
        FormulaError: as ``parse`` does.
    """
    if len(text) > LONGEST:
        raise refusal("too-long", (LONGEST, len(text)), length=len(text))
    left, start = left_side(text)
    parser = _Parser(text, tokens(text, names, start), names)
    return Answer(left, parser.whole(), tuple(parser.notes))


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
            typed, read = self.typed(start, self.tokens[self.place - 1]), line(Mul(tuple(factors)))
            says = f"`{typed}` is read from left to right, as `{read}`."
            way = "Brackets around all that stands below the line say otherwise."
            self.note("fraction", start, self.tokens[self.place - 1], f"{says} {way}")

    def check_number(self) -> None:
        """Refuse a number directly behind a name, or behind another number."""
        last, token = self.tokens[self.place - 1], self.token
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
            elif self.token.kind == "prime":
                raise refusal(
                    "not-evaluated",
                    (start.span[0], self.token.span[1]),
                    text=self.typed(start, self.token),
                )
            else:
                return tree

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
        typed, inside = self.typed(start, self.token), self.typed(first, self.token)
        base = self.typed(start, start)
        says = f"`{typed}` is read as `{line(tree)}` times the rest."
        self.note(
            "exponent",
            start,
            self.token,
            f"{says} If all of `{inside}` stands above: `{base}^({inside})`.",
        )

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
        tree = self.one()
        self.depth -= 1
        return tree

    def one(self) -> Tree:
        kind = self.token.kind
        if kind == "func":
            return call(self)
        if kind == "sum":
            return total(self)
        if kind == "open":
            return self.group()
        if kind in ("bar", "bar-open"):
            return self.absolute()
        if kind == "frac":
            return self.fraction()
        if kind == "root":
            return self.radical()
        return self.plain()

    def plain(self) -> Tree:
        """Read an operand of one token."""
        token = self.next()
        match token.kind:
            case "num":
                return Num(Fraction(token.text))
            case "vulgar":
                over, _, under = token.text.partition("/")
                return Div(Num(Fraction(over)), Num(Fraction(under)))
            case "sym":
                return Sym(token.text, token.index or self.filled(token))
            case "const":
                return Const(token.text)
            case _:
                self.place -= token.kind != "end"
                raise self.missing(token)

    def filled(self, token: Token) -> tuple[str, ...]:
        index = self.names.filled(token.text)
        if index is None:
            example = self.names.example(token.text)
            raise refusal("index-missing", token.span, name=token.text, example=example)
        return index

    def absolute(self) -> Tree:
        """Read what stands between bars."""
        opened = self.next()
        closing = "bar" if opened.kind == "bar" else "bar-close"
        outside, self.in_bars = self.in_bars, opened.kind == "bar"
        doubled = self.token.kind == "bar" and not self.token.blank
        arg = self.expression()
        if self.token.kind != closing:
            raise (
                refusal("unclosed", opened.span, bracket="|", other="|")
                if self.ends()
                else self.stray()
            )
        closed = self.next()
        self.in_bars = outside
        if doubled and not closed.blank and isinstance(arg, Call) and arg.name == "abs":
            raise refusal("norm", (opened.span[0], closed.span[1]))
        return Call("abs", (arg,))

    def ends(self) -> bool:
        return self.token.kind in ("end", "sup-end", "close")

    def fraction(self) -> Tree:
        token = self.next()
        over = self.part(token)
        return Div(over, self.part(token))

    def part(self, owner: Token) -> Tree:
        """Read a part of a fraction: braces, or one thing alone, which is one digit of a number."""
        token = self.token
        if token.kind == "num" and len(token.text) > 1:
            first, rest = token.text[0], token.text[1:]
            begin, end = token.span
            self.tokens[self.place] = Token("num", rest, (begin + 1, end))
            return Num(Fraction(first))
        if token.kind in ("op", "end", "close", "func", "sum", "transpose", "sup"):
            name = self.typed(owner, owner)
            raise refusal("command-argument", owner.span, name=name, example=f"{name}{{a}}{{b}}")
        return self.atom()

    def radical(self) -> Tree:
        token = self.next()
        if token.text != "2":
            arg = self.group() if self.token.kind == "open" else self.under(token)
            return root(arg, Num(Fraction(token.text[1:])))
        degree = self.group() if self.token.text == "[" else _TWO
        return root(self.group() if self.token.kind == "open" else self.under(token), degree)

    def under(self, token: Token) -> Tree:
        """Read what a root covers without a bracket."""
        if not self.operand():
            raise refusal("no-argument", token.span, name="sqrt")
        if token.text == "2":
            return self.atom()
        arg = self.power()
        if self.token.kind in ("sym", "const") and not self.token.blank:
            note_argument(self, token, arg)
        return arg

    def missing(self, token: Token) -> FormulaError:
        """Return the error for a token where an operand should stand."""
        typed = self.typed(token, token)
        last = self.tokens[self.place - 1] if self.place else None
        if token.kind in ("unknown", "deriv", "index"):
            return self.unknown(token)
        if last is not None and last.kind in ("open", "bar", "bar-open") and token.kind == "end":
            closing = CLOSING.get(last.text, "|")
            return refusal("unclosed", last.span, bracket=self.typed(last, last), other=closing)
        if last is not None and (last.kind == "op" or token.kind == "end"):
            return refusal("dangling", last.span, sign=self.typed(last, last))
        if token.kind in ("close", "bar-close"):
            return refusal("unopened", token.span, bracket=typed)
        return refusal("missing-left", token.span, sign=typed)

    def unknown(self, token: Token) -> FormulaError:
        typed = self.typed(token, token)
        following = self.tokens[self.place + 1]
        if token.kind == "index":
            return refusal("index-alone", token.span, name=token.text)
        if token.kind == "deriv" or following.kind == "prime" or self.differential(token, following):
            stop = (
                self.tokens[min(self.place + 2, len(self.tokens) - 1)]
                if following.text == "/"
                else token
            )
            return refusal("not-evaluated", (token.span[0], stop.span[1]), text=self.typed(token, stop))
        return refusal("unknown-name", token.span, name=typed, way=self.names.way(token.text))

    def differential(self, token: Token, following: Token) -> bool:
        """Whether an unknown word is part of ``dy/dx`` or ``dx``."""
        if token.text[0] != "d":
            return False
        before = self.tokens[self.place - 1] if self.place else following
        over = following.kind == "op" and following.text == "/"
        under = before.kind == "op" and before.text == "/"
        rest = token.text[1:].partition("_")[0]
        if not rest:
            return over or under or following.kind in ("sym", "close")
        return over or under or self.names.split(rest) is not None


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

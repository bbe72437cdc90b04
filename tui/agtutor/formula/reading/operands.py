"""Operands: numbers, names, bars, fractions and roots."""

from __future__ import annotations

from fractions import Fraction

from agtutor.formula.reading.calls import call, note_argument
from agtutor.formula.reading.cursor import Cursor
from agtutor.formula.reading.misplaced import missing
from agtutor.formula.reading.reel import Token
from agtutor.formula.reading.sums import total
from agtutor.formula.reasons import refusal
from agtutor.formula.tree import Call, Const, Div, Num, Sym, Tree
from agtutor.formula.words import root

_TWO = Num(Fraction(2))
_NO_PART = frozenset(("op", "end", "close", "func", "sum", "transpose", "sup", "prime", "method"))


def operand(at: Cursor) -> Tree:
    """Read an operand, without what stands behind it or above it.

    Raises:
        FormulaError: where none stands there.
    """
    match at.token.kind:
        case "func":
            return call(at)
        case "sum":
            return total(at)
        case "open":
            return at.group()
        case "bar" | "bar-open":
            return _absolute(at)
        case "norm" if not at.in_norm:
            from agtutor.formula.reading.shaped import norm

            return norm(at)
        case "frac":
            return _fraction(at)
        case "root":
            return _radical(at)
        case _:
            return _plain(at)


def _plain(at: Cursor) -> Tree:
    """Read an operand of one token."""
    token = at.token
    match token.kind:
        case "num":
            tree: Tree = Num(Fraction(token.text))
        case "vulgar":
            over, _, under = token.text.partition("/")
            tree = Div(Num(Fraction(over)), Num(Fraction(under)))
        case "sym":
            tree = Sym(token.text, token.index or _filled(at, token))
        case "const":
            tree = Const(token.text)
        case _:
            raise missing(at)
    at.next()
    return tree


def _filled(at: Cursor, token: Token) -> tuple[str, ...]:
    """Return the index of a name that is typed without one."""
    index = at.names.filled(token.text)
    if index is None:
        raise refusal(
            "index-missing", token.span, name=token.text, example=at.names.example(token.text)
        )
    return index


def _absolute(at: Cursor) -> Tree:
    """Read what stands between bars."""
    opened = at.next()
    closing = "bar" if opened.kind == "bar" else "bar-close"
    outside, at.in_bars = at.in_bars, opened.kind == "bar"
    doubled = at.token.kind == "bar" and not at.token.blank
    arg = at.expression()
    if at.token.kind in ("end", "sup-end", "close"):
        raise refusal("unclosed", opened.span, bracket="|", other="|")
    if at.token.kind != closing:
        raise at.stray()
    closed = at.next()
    at.in_bars = outside
    if doubled and not closed.blank and isinstance(arg, Call) and arg.name == "abs":
        raise refusal("norm", (opened.span[0], closed.span[1]))
    return Call("abs", (arg,))


def _fraction(at: Cursor) -> Tree:
    token = at.next()
    over = _part(at, token)
    return Div(over, _part(at, token))


def _part(at: Cursor, owner: Token) -> Tree:
    """Read a part of a fraction: braces, or one thing alone, which is one digit of a number."""
    token = at.token
    if token.kind == "num" and len(token.text) > 1 and token.text[0] != ".":
        first, rest = token.text[0], token.text[1:]
        begin, end = token.span
        if rest != ".":
            at.tokens[at.place] = Token("num", rest, (begin + 1, end))
            return Num(Fraction(first))
    if token.kind in _NO_PART:
        name = at.typed(owner, owner)
        raise refusal("command-argument", owner.span, name=name, example=f"{name}{{a}}{{b}}")
    return at.atom()


def _radical(at: Cursor) -> Tree:
    r"""Read a root: ``\sqrt[3]{x}``, ``√x``, ``∛(x + 1)``."""
    token = at.next()
    degree: Tree = Num(Fraction(token.text[-1]))
    if _is_command(token) and at.token.text == "[":
        degree = at.group()
    return root(at.group() if at.token.kind == "open" else _covered(at, token), degree)


def _is_command(token: Token) -> bool:
    return len(token.text) == 1


def _covered(at: Cursor, token: Token) -> Tree:
    """Read what a root covers without a bracket: one thing behind a command, a power behind a sign."""
    if not at.operand():
        raise refusal("no-argument", token.span, name="sqrt")
    if _is_command(token):
        return at.atom()
    arg = at.power()
    if at.token.kind in ("sym", "const") and not at.token.blank:
        note_argument(at, token, root(arg, Num(Fraction(token.text[-1]))))
    return arg

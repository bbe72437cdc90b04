"""Functions: their brackets or the argument without brackets, their powers, and Python's spellings."""

from __future__ import annotations

from fractions import Fraction

from agtutor.formula.names import STANDING
from agtutor.formula.reading.cursor import Cursor
from agtutor.formula.reading.reel import Token
from agtutor.formula.reading.sums import mean, summed
from agtutor.formula.reasons import refusal
from agtutor.formula.tree import Call, Const, Mul, Neg, Num, Pow, Sym, Transpose, Tree
from agtutor.formula.vectors.shapes import is_number
from agtutor.formula.words import ENABLED, INVERSES, REWRITTEN, UNREAD, logarithm

_COUNTS = {1: "one argument", 2: "two arguments"}
_TRANSPOSES = ("T", "mT", "H")


def call(at: Cursor) -> Tree:
    """Read a function with what it is applied to: ``sin(x)``, ``sin 2x``, ``sin^2 x``, ``log_2 x``.

    Raises:
        FormulaError: for a function that isn't read, an inverse, or wrong arguments.
    """
    token = at.next()
    _readable(at, token)
    base = at.next() if at.token.kind == "sub" else None
    exponent = _exponent(at, token)
    args = _arguments(at, token)
    tree = _applied(at, token, args, base)
    return tree if exponent is None else Pow(tree, exponent)


def method(at: Cursor, receiver: Tree) -> Tree:
    """Read what stands behind a dot: ``x.T``, ``x.sin()``, ``x.pow(2)``.

    Raises:
        FormulaError: for an attribute that no formula has.
    """
    token = at.next()
    if token.text in _TRANSPOSES:
        return Transpose(receiver)
    word = STANDING.get(token.text)
    if word is None or word.kind not in ("func", "sum") or at.token.kind != "open":
        raise refusal("attribute", token.span, name=token.text)
    function = Token("func", word.name, token.span)
    _readable(at, function)
    at.deeper()
    args = at.listed()
    at.depth -= 1
    return _applied(at, function, (receiver, *args), None)


def _readable(at: Cursor, token: Token) -> None:
    if token.text in UNREAD and token.text not in at.names.functions:
        reason = "norm" if token.text == "norm" else "not-here"
        raise refusal(reason, token.span, name=token.text)


def _exponent(at: Cursor, token: Token) -> Tree | None:
    """Read the power between a function and its argument."""
    start = at.token
    if start.kind == "sup":
        exponent = at.raised()
    elif at.sign("^"):
        at.next()
        minus = at.signs()
        exponent = Neg(at.atom()) if minus else at.atom()
    else:
        return None
    if exponent == Neg(Num(Fraction(1))):
        name = token.text
        span = (token.span[0], at.previous().span[1])
        raise refusal(
            "inverse-function", span, name=name, inverse=INVERSES.get(name, f"{name}(x)^(-1)")
        )
    return exponent


def _arguments(at: Cursor, token: Token) -> tuple[Tree, ...]:
    if at.token.kind == "open":
        return at.listed()
    negative = at.sign("-") and not at.tokens[at.place + 1].blank
    if not (negative or at.operand() or at.token.kind == "bar"):
        raise refusal("no-argument", token.span, name=token.text)
    return (_bare(at, token),)


def _bare(at: Cursor, token: Token) -> Tree:
    """Read an argument without brackets: one power, and the letters that stick to it."""
    minus = at.signs()
    first = at.token
    _uncrowded(at, token)
    items = [at.power()]
    if first.kind in ("num", "vulgar", "sym", "const") and first.text != "e":
        while _sticks(at, items[-1]):
            items.append(at.power())
    arg = Mul(tuple(items)) if len(items) > 1 else items[0]
    arg = Neg(arg) if minus % 2 else arg
    if at.sign("/") or _letter(at) or at.token.kind == "open":
        note_argument(at, token, Call(token.text, (arg,)))
    elif token.text == "ln" and first.kind == "num" and not first.blank:
        at.note(
            "argument",
            token,
            "is read as",
            Call("ln", (arg,)),
            ". Another base is written below: `log_2 x`.",
        )
    return arg


def _uncrowded(at: Cursor, token: Token) -> None:
    """Refuse ``sin2(x)`` and ``log3(x)``; roots and logarithms of numbers are read: ``ln2(x+1)``."""
    number, typed = at.token, at.typed(token, token)
    if number.kind != "num" or number.blank or token.text == "sqrt" or typed.endswith("ln"):
        return
    following = at.tokens[at.place + 1]
    if following.kind != "open" or following.blank:
        return
    below = "_" if token.text == "ln" else "^"
    one, other = f"{typed}{below}{number.text}(…)", f"{typed}({number.text}…)"
    span = (token.span[0], number.span[1])
    raise refusal("number-before-bracket", span, name=typed, one=one, other=other)


def _letter(at: Cursor) -> bool:
    return at.token.kind in ("sym", "const") and at.token.text != "e"


def _sticks(at: Cursor, before: Tree) -> bool:
    return _letter(at) and (isinstance(before, Num) or not at.token.blank)


def note_argument(at: Cursor, token: Token, read: Tree) -> None:
    """Keep a note that an argument without brackets ended here, and may have been meant to go on."""
    at.note(
        "argument",
        token,
        "is read as",
        read,
        ", and what follows stands outside. Brackets can say otherwise.",
    )


def _applied(at: Cursor, token: Token, args: tuple[Tree, ...], base: Token | None) -> Tree:
    name, count = token.text, len(args)
    if not args:
        raise refusal("no-argument", token.span, name=name)
    if name == "ones" and count <= 2:
        return Call(name, args)
    if name in ("mul", "multiply") and count == 2 and _have_entries(at, args):
        from agtutor.formula.reading.shaped import entrywise

        return entrywise(*args)
    if name in REWRITTEN and count == REWRITTEN[name][0]:
        return REWRITTEN[name][1](*args)
    if name in ENABLED and count > 1:
        return Call(name, args)
    if name == "ln" and count == 2:
        return logarithm(*args)
    if count != 1 or name in REWRITTEN or name in ENABLED:
        wanted = _COUNTS[REWRITTEN[name][0]] if name in REWRITTEN else _COUNTS[1 + (name in ENABLED)]
        raise refusal("argument-count", token.span, name=name, wanted=wanted, found=count)
    if name in ("sum", "mean"):
        return (summed if name == "sum" else mean)(at, token, args[0], base)
    return Call(name, args) if base is None else logarithm(args[0], _base(at, base))


def _have_entries(at: Cursor, args: tuple[Tree, ...]) -> bool:
    """Whether arguments are vectors or matrices, of which Python's functions multiply entries."""
    found = [at.names.shapes.inferred(arg) for arg in args]
    return all(shape is not None and not is_number(shape) for shape in found)


def _base(at: Cursor, token: Token) -> Tree:
    """Return the base of a logarithm."""
    if token.text.isdecimal():
        return Num(Fraction(token.text))
    word = at.names.word(token.text)
    if word is None and token.text.isidentifier():
        raise refusal("unknown-name", _inside(token), name=token.text, way=at.names.way(token.text))
    if word is None or word.kind not in ("sym", "const"):
        way = "Write a number or a name there."
        raise refusal("index", token.span, text=token.text, name="log", way=way)
    return Const(word.name) if word.kind == "const" else Sym(word.name)


def _inside(token: Token) -> tuple[int, int]:
    """Return the span of what a subscript holds, without its sign and its brackets."""
    start, stop = token.span
    more = stop - start - len(token.text)
    return start + (more + 1) // 2, stop - more // 2

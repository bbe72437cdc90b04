"""Text to tokens: plain, LaTeX and Unicode notation alike, each token with its span as typed."""

from __future__ import annotations

from agtutor.formula.characters import FRACTIONS, ROOTS, SUBSCRIPTS, SUPERSCRIPTS, TRANSPOSE
from agtutor.formula.names import Names
from agtutor.formula.reading.latex import command
from agtutor.formula.reading.reel import Reel, Token, clean
from agtutor.formula.reading.runs import DIGITS, number, word_at
from agtutor.formula.reading.signs import sign
from agtutor.formula.reading.subscripts import bracketed, subscript
from agtutor.formula.reasons import LONGEST, refusal

_METHOD_OF = (
    "sym",
    "const",
    "unknown",
    "index",
    "close",
    "bar",
    "bar-close",
    "norm",
    "transpose",
    "sup-end",
    "method",
)
_DOUBLE = {"**": "^", "//": "//", "!=": "≠", "==": "≡", "<=": "≤", ">=": "≥", ":=": ":="}


def tokens(text: str, names: Names, start: int = 0) -> list[Token]:
    """Return the tokens of a formula, with one of kind ``end`` behind them.

    Args:
        text: what was typed.
        names: what it may name.
        start: where the formula begins in the text, behind a left side.

    Raises:
        FormulaError: at what can't be read, or beyond the limits.
    """
    if len(text) > LONGEST:
        raise refusal("too-long", (LONGEST, len(text)), length=len(text))
    reel = Reel(*clean(text, start, names), names)
    _scan(reel)
    end = reel.at[-1]
    return [*reel.tokens, Token("end", "", (end, end))]


def _scan(reel: Reel) -> None:
    while reel.place < len(reel.text):
        _step(reel)


def _step(reel: Reel) -> None:
    character = reel.here()
    if character == " ":
        reel.blank = True
        reel.place += 1
    elif character in DIGITS or (character == "." and reel.here(1) in DIGITS):
        number(reel)
    elif reel.letter(character):
        word_at(reel)
    elif character == "\\":
        command(reel)
    elif character == "_" or character in SUBSCRIPTS:
        subscript(reel)
    elif character == TRANSPOSE or character in SUPERSCRIPTS:
        _superscript(reel)
    elif not (character == "[" and bracketed(reel)):
        _sign(reel, character)


def _sign(reel: Reel, character: str) -> None:
    start = reel.place
    if character == ".":
        _method(reel)
        return
    double = _DOUBLE.get(character + reel.here(1))
    if reel.names.shapes and character == reel.here(1) == "|":
        double = "‖"
    reel.place += 2 if double else 1
    if character in FRACTIONS:
        over, under = FRACTIONS[character]
        reel.add("vulgar", f"{over}/{under}", start, reel.place)
    elif character in ROOTS:
        reel.add("root", f"√{ROOTS[character]}", start, reel.place)
    else:
        sign(reel, double or {"@": "*"}.get(character, character), start, reel.place)


def _method(reel: Reel) -> None:
    """Read ``.sin`` or ``.T`` behind an operand."""
    start = stop = reel.place
    stop += 1
    while stop < len(reel.text) and (reel.letter(reel.text[stop]) or reel.text[stop] in "_0123456789"):
        stop += 1
    reel.place = stop
    if stop == start + 1 or reel.blank or reel.before(*_METHOD_OF) is None:
        sign(reel, ".", start, start + 1)
    reel.add("method", reel.text[start + 1 : stop], start, stop)


def _superscript(reel: Reel) -> None:
    """Read raised characters as one exponent, or a raised T as a transpose."""
    start = reel.place
    reel.place += 1
    if reel.text[start] == TRANSPOSE:
        reel.add("transpose", TRANSPOSE, start, reel.place)
        return
    while reel.here() in SUPERSCRIPTS:
        reel.place += 1
    raised = "".join(SUPERSCRIPTS[character] for character in reel.text[start : reel.place])
    reel.add("sup", "^", start, reel.place)
    inner = Reel(raised, reel.at[start : reel.place + 1], reel.names)
    _scan(inner)
    for token in inner.tokens:
        reel.put(token)
    reel.add("sup-end", "", start, reel.place)

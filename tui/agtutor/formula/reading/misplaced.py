"""Words for what stands where an operand should: a sign too many, a bracket, an unknown name."""

from __future__ import annotations

from agtutor.errors import FormulaError
from agtutor.formula.reading.cursor import Cursor
from agtutor.formula.reading.reel import Token
from agtutor.formula.reading.signs import CLOSING
from agtutor.formula.reasons import refusal

_OPENING = ("open", "bar", "bar-open")


def missing(at: Cursor) -> FormulaError:
    """Return the error for the token at the place."""
    token = at.token
    if token.kind in ("unknown", "deriv", "index"):
        return _unknown(at, token)
    if not at.place:
        return _first(at, token)
    last = at.previous()
    typed = at.typed(last, last)
    if last.kind in _OPENING and token.kind == "end":
        return refusal("unclosed", last.span, bracket=typed, other=CLOSING.get(last.text, "|"))
    if last.kind == "op" or token.kind == "end":
        return refusal("dangling", last.span, sign=typed)
    return _first(at, token)


def _first(at: Cursor, token: Token) -> FormulaError:
    typed = at.typed(token, token)
    if token.kind in ("close", "bar-close"):
        return refusal("unopened", token.span, bracket=typed)
    if token.kind == "sub":
        return refusal("subscript", token.span)
    return refusal("missing-left", token.span, sign=typed)


def _unknown(at: Cursor, token: Token) -> FormulaError:
    if token.kind == "index":
        return refusal("index-alone", token.span, name=token.text)
    following = at.tokens[at.place + 1]
    if at.place and following.kind == "end" and _is_differential(at, token):
        return refusal("differential", token.span, text=at.typed(token, token))
    if token.kind == "deriv" or following.kind == "prime" or _differential(at, token, following):
        over = following.text == "/" and at.tokens[at.place + 2].kind != "end"
        primed = following if following.kind == "prime" else token
        stop = at.tokens[at.place + 2] if over else primed
        return refusal("not-evaluated", (token.span[0], stop.span[1]), text=at.typed(token, stop))
    return refusal(
        "unknown-name", token.span, name=at.typed(token, token), way=at.names.way(token.text)
    )


def _is_differential(at: Cursor, token: Token) -> bool:
    """Whether the last word is the ``dx`` of ``dy = 2x dx``."""
    rest = token.text[1:].partition("_")[0]
    alone = token.text[0] == "d" and at.previous().text != "/"
    return alone and bool(rest) and at.names.split(rest) is not None


def _differential(at: Cursor, token: Token, following: Token) -> bool:
    """Whether an unknown word is part of ``dy/dx`` or ``dx``."""
    if token.text[0] != "d":
        return False
    if following.text == "/" or (at.place and at.previous().text == "/"):
        return True
    rest = token.text[1:].partition("_")[0]
    return at.names.split(rest) is not None if rest else following.kind in ("sym", "close")

"""Signs and brackets: what each is, and what is refused."""

from __future__ import annotations

from agtutor.formula.characters import called
from agtutor.formula.reading.reel import Reel
from agtutor.formula.reasons import refusal

CLOSING = {"(": ")", "[": "]", "{": "}", "\\{": "\\}", "\\(": "\\)", "\\[": "\\]"}
"""Brackets, and what closes each."""

_KINDS = {
    **dict.fromkeys(("+", "-", "*", "/", "^", "=", ","), "op"),
    **dict.fromkeys(CLOSING, "open"),
    **dict.fromkeys(CLOSING.values(), "close"),
    "|": "bar",
    "\\|": "bar-open",
    "|\\": "bar-close",
    "'": "prime",
    "⊤": "transpose",
    "∂": "deriv",
    "∇": "deriv",
    "∑": "sum",
}
_SHAPED = {"⊙": "op", "‖": "norm"}
"""Signs that are read where names have shapes."""
_RELATIONS = frozenset(("<", ">", "≤", "≥", "≠", "≈", "≡", "→", "⇒", "∈", ":="))
_WAYS = {
    "//": "Write `/` for a quotient.",
    "%": "Write it without a remainder.",
    "!": "Write the number that the factorial is.",
    "∫": "Write what the integral comes to.",
    "∏": "Write the product out.",
    "±": "Write one sign.",
    "∓": "Write one sign.",
    "∞": "An answer has a value at every number.",
    "⊙": "Numbers are multiplied with `*`.",
    "°": "Write the product with `*`, and angles in radians.",
    "&": "Write one formula.",
    "~": "Write `-` for a minus.",
}


def sign(reel: Reel, text: str, start: int, stop: int) -> None:
    """Add the token of a sign.

    Args:
        reel: the text; its place is behind the sign already.
        text: the sign in its plain spelling, such as ``*`` for a raised dot.
        start: where it begins in the reel.
        stop: where it ends.

    Raises:
        FormulaError: for one that a formula has no use for.
    """
    if text in _KINDS:
        reel.add(_KINDS[text], text, start, stop)
        return
    if reel.names.shapes and text in _SHAPED:
        reel.add(_SHAPED[text], text, start, stop)
        return
    span = reel.span(start, stop)
    if text in _RELATIONS:
        raise refusal("relation", span, sign="==" if text == "≡" else text)
    if text == "‖":
        raise refusal("norm", span)
    if text in _WAYS:
        raise refusal("operator", span, sign=text, way=_WAYS[text])
    raise refusal("character", span, character=called(text))

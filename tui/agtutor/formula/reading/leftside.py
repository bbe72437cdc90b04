"""The left side of an answer, such as ``dy/dx =``: recognised in the text, and taken off."""

from __future__ import annotations

import re

from agtutor.formula.reasons import refusal

_LONGEST = 80
_NOT_EQUALS = frozenset("=<>!:≤≥≠")

_DROPPED = r"\\(?:left|right|quad|displaystyle|[,;:! ])|[\s${}]"
_STYLE = r"\\(?:mathrm|operatorname|mathbf|boldsymbol|text)(?![A-Za-z])"
_FRACTION = r"\\[dtc]?frac\s*\{(.*?)\}\s*\{(.*)\}"
_NAME = r"[\w^'′∂]"
_OF = r"(?:[(\[][\w,]*[)\]])?"
_LEFT = "|".join(
    (
        rf"[d∂]{_NAME}*{_OF}/[d∂]{_NAME}+{_OF}",  # dy/dx, ∂l/∂x_i, d^2y/dx^2, d/dx f(x)
        rf"[^\W\d]\w*['′]{{1,3}}{_OF}",  # y', f'(x)
        rf"∇{_NAME}*{_OF}",
        r"d\w+d\w+",  # dldx, dl_dx
        r"[^\W\d]\w*\.grad",
        rf"(?:D|grad)_?{_NAME}+{_OF}",
    )
)
"""Left sides in plain notation, compiled at the first equals sign that is typed.

No pattern repeats what repeats, so none takes long to fail.
"""


def left_side(text: str) -> tuple[str, int]:
    """Return the left side as typed, without blanks around it, and where the rest of the text begins.

    Where there is none, that is an empty text and 0.

    Raises:
        FormulaError: with the reason ``equation``, for a left side that is no derivative.
    """
    stop = _equals(text)
    if stop < 0:
        return "", 0
    left = text[:stop].strip()
    if left and not (len(left) <= _LONGEST and re.fullmatch(_LEFT, _plain(left))):
        raise refusal("equation", (0, stop), left=left)
    return left, stop + 1


def _equals(text: str) -> int:
    """Return where the first equals sign outside all brackets stands, or -1."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
        if character == "=" and depth == 0 and not _NOT_EQUALS & set(around):
            return place
    return -1


def _plain(left: str) -> str:
    """Return a left side in plain notation: ``∂l/∂x_i`` for a fraction of LaTeX."""
    text = re.sub(_FRACTION, r"\1/\2", re.sub(_STYLE, "", left))
    text = text.replace("\\partial", "∂").replace("\\nabla", "∇").replace("\\prime", "'")
    return re.sub(_DROPPED, "", text).replace("\\", "").replace("’", "'")

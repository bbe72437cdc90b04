"""What a stream can show: text in its encoding, with other spellings for the signs that it hasn't."""

from __future__ import annotations

import codecs
from functools import cache

from agtutor.app.terminal import ASCII
from agtutor.formula.typesetting.glyphs import SUBSCRIPTS, SUPERSCRIPTS, folded

_HANDLER = "agtutor.spelled"
_SPELLINGS = {"…": "...", "→": "->", "←": "<-", "•": "-", "·": "*", "␛": "<ESC>", "\u2212": "-"}


def spelled(text: str, encoding: str) -> str:
    """Return text that an encoding has, with ``->`` for an arrow, ``^2`` for a square, and so on."""
    return text.encode(encoding, _HANDLER).decode(encoding)


@cache
def _spelling(character: str) -> str:
    if character in _SPELLINGS:
        return _SPELLINGS[character]
    for mark, table in (("^", SUPERSCRIPTS), ("_", SUBSCRIPTS)):
        for plain, small in table.items():
            if small == character and plain.isascii():
                return mark + plain
    return folded(character) or character.encode(ASCII, "backslashreplace").decode(ASCII)


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(map(_spelling, missing)), error.end


codecs.register_error(_HANDLER, _spell)

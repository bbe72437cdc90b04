"""What a stream can show: text in its encoding, with other spellings for the signs that it hasn't."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from functools import cache
from typing import TextIO

from agtutor.formula.typesetting.glyphs import SUBSCRIPTS, SUPERSCRIPTS, folded

ASCII = "ascii"

_HANDLER = "agtutor.spelled"
_LOCALE = ("LC_ALL", "LC_CTYPE", "LANG")  # the first that is set counts
_PLAIN_LOCALES = ("C", "POSIX")
_SPELLINGS = {"…": "...", "→": "->", "←": "<-", "•": "-", "·": "*", "␛": "<ESC>", "\u2212": "-"}


def encoding_of(stream: TextIO, environment: Mapping[str, str]) -> str:
    """Return the encoding to write in: the stream's, or ASCII where the locale asks for no more.

    Python turns to UTF-8 by itself where the locale is ``C``; whoever chose that locale may have a
    terminal that knows ASCII alone.
    """
    locale = next((environment[one] for one in _LOCALE if environment.get(one)), "")
    if locale in _PLAIN_LOCALES and not environment.get("PYTHONIOENCODING"):
        return ASCII
    return name_of(stream)


def name_of(stream: TextIO) -> str:
    """Return the encoding of a stream under Python's name for it; ASCII where it isn't known."""
    try:
        return codecs.lookup(stream.encoding or ASCII).name
    except LookupError:
        return ASCII


def is_unicode(encoding: str) -> bool:
    """Tell whether an encoding has all characters."""
    return encoding.startswith("utf")


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

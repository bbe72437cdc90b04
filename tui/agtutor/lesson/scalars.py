"""What an unquoted scalar is: text, or something that YAML makes of it before anyone is asked.

YAML 1.1 (which PyYAML reads) and YAML 1.2 (which editors read) differ in what they take for a number or
a truth value. Here text is what both take for text, and a number or a truth value is what both take for
the same one. The rest is ``Odd``: never accepted, whatever is needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce

_NULLS = {"", "~", "null", "Null", "NULL"}
_TRUE = {form for word in ("true", "yes", "on") for form in (word, word.capitalize(), word.upper())}
_FALSE = {form for word in ("false", "no", "off") for form in (word, word.capitalize(), word.upper())}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,20}")
_EXPONENT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+")
_SIXTIES = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*)?")
_OTHER_NUMBER = re.compile(
    r"""[-+]?(?: 0b[0-1_]+ | 0o[0-7]+ | 0x[0-9a-fA-F_]+ | \.(?:inf|Inf|INF) | [0-9][0-9_]*
      | [0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)? | \.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)? | \.[_]+ )
    | \.(?:nan|NaN|NAN)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Odd:
    """A scalar that is neither text nor a number or truth value that all readers agree on.

    Attributes:
        reading: what it is read as, for a sentence: "the number 750".
    """

    reading: str


Plain = str | int | float | bool | Odd | None
"""What an unquoted scalar can be."""


def resolve(text: str) -> Plain:
    """Return what an unquoted scalar stands for."""
    if text in _NULLS:
        return None
    if text in _TRUE | _FALSE:
        return text in _TRUE if text in ("true", "false") else Odd(reading(text in _TRUE))
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return _odd(text) or text


def _odd(text: str) -> Odd | None:
    if _EXPONENT.fullmatch(text):
        return Odd(f"the number {float(text):g}")
    if _SIXTIES.fullmatch(text):
        return Odd(f"the number {_sixties(text)}, counted in sixties")
    if _DATE.fullmatch(text):
        return Odd("a date")
    if _OTHER_NUMBER.fullmatch(text):
        return Odd("a number")
    if text in ("=", "<<"):
        return Odd("a sign of YAML's own")
    return None


def _sixties(text: str) -> str:
    """Return the value of ``12:30``, which YAML 1.1 counts in sixties."""
    parts = [float(part) for part in text.lstrip("+-").replace("_", "").split(":")]
    value = reduce(lambda high, low: high * 60 + low, parts)
    return f"{-value if text.startswith('-') else value:.15g}"


def reading(value: Plain) -> str:
    """Say what a scalar was read as: "the number 1.1", "the truth value false"."""
    match value:
        case Odd():
            return value.reading
        case None:
            return "nothing at all"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return f"the number {value}"
        case _:
            return "text"


def quoted(text: str) -> str:
    """Return a text in the quotes that keep it as it is."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"

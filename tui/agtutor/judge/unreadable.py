"""Words for code that Python can't parse: where, what stands there, and what Python reads it as."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from keyword import iskeyword
from token import NAME, NUMBER, STRING
from tokenize import TokenError, TokenInfo, generate_tokens

from agtutor.case.evidence import Failure
from agtutor.case.verdict import Verdict
from agtutor.judge import syntax

_WIDEST = 50  # characters of the learner's line that a message shows


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a message of Python's parser comes down to; ``{0}`` is what the pattern caught."""

    pattern: str
    slip: str
    say: str


_READINGS = (
    _Reading(
        r"'(.)' was never closed", "bracket-open", "the bracket `{0}` opens here and nothing closes it"
    ),
    _Reading(r"unmatched '(.)'", "bracket-unmatched", "the bracket `{0}` closes nothing: none is open"),
    _Reading(
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'",
        "bracket-mismatch",
        "`{0}` closes a bracket that was opened as `{1}`",
    ),
    _Reading(
        r"invalid character '(−|–|—)'",
        "typographic-minus",
        "`{0}` is a typographic dash; a minus is `-`",
    ),
    _Reading(
        r"invalid character '([⁰¹²³⁴-⁹])'",
        "superscript",
        "`{0}` is no exponent to Python: a power is written `**`",
    ),
    _Reading(
        r"invalid character '([·×∙⋅])'",
        "multiplication-sign",
        "`{0}` is no operator: to multiply, write `*`",
    ),
    _Reading(
        r"invalid character '([“”„‘’‚])'",
        "typographic-quote",
        "`{0}` is a typographic quote; use `\"` or `'`",
    ),
    _Reading(
        r"invalid character '(.)'", "unknown-character", "Python doesn't know the character `{0}`"
    ),
    _Reading(
        r"invalid non-printable character (\S+)",
        "unknown-character",
        "there is an invisible character ({0})",
    ),
    _Reading(
        r"invalid decimal literal",
        "number-against-name",
        "a digit runs into a name here. To multiply, write `*` between them",
    ),
    _Reading(
        r"unterminated .*string literal", "quote-open", "a quote opens here and nothing closes it"
    ),
    _Reading(r"expected ':'", "colon-missing", "a colon is missing at the end of this line"),
    _Reading(r"expected an indented block", "block-missing", "an indented line has to follow here"),
    _Reading(
        r"unexpected indent",
        "unexpected-indent",
        "this line starts with spaces, and nothing asks for them",
    ),
    _Reading(
        r"unindent does not match|inconsistent use of tabs",
        "uneven-indent",
        "the spaces at the start don't line up",
    ),
    _Reading(
        r"cannot assign to (.+?) here\. Maybe you meant '=='",
        "assigned-to-expression",
        "on the left of `=` a name has to stand, not {0}",
    ),
    _Reading(
        r"cannot assign to (.+)",
        "assigned-to-expression",
        "on the left of `=` a name has to stand, not {0}",
    ),
    _Reading(
        r"[Pp]erhaps you forgot a comma", "comma-missing", "a comma may be missing between two values"
    ),
    _Reading(
        r"positional argument follows keyword argument",
        "argument-order",
        "an argument without a name follows one with a name; named ones come last",
    ),
    _Reading(
        r"keyword argument repeated: (\w+)", "argument-twice", "the argument `{0}` is given twice"
    ),
    _Reading(
        r"Missing parentheses in call to '(\w+)'",
        "brackets-missing",
        "`{0}` is a function: write `{0}(…)`",
    ),
    _Reading(r"surrogates not allowed", "unknown-character", "there is half a character in the text"),
    _Reading(r"source code .*null bytes", "unknown-character", "there is a null byte in the text"),
)
"""Matched in this order, so the special ones come before the general."""


def unreadable(failure: Failure, text: str) -> Verdict:
    """Return the verdict for code that Python can't parse.

    The message shows the line up to the place where Python stopped; the span is that place.
    """
    for reading in _READINGS:
        found = re.search(reading.pattern, failure["message"])
        if found:
            return _verdict(failure, text, reading.slip, reading.say.format(*found.groups()))
    said = failure["message"].split("(<")[0].strip().rstrip(".") or "this isn't Python"
    if said == "invalid syntax":
        said = "Python can't read on from here"
    return _verdict(failure, text, "invalid-syntax", said)


def _verdict(failure: Failure, text: str, slip: str, said: str) -> Verdict:
    line, source = failure["line"], failure["source"].rstrip()
    if line < 1 or not source:
        return Verdict("unreadable", f"{said[:1].upper()}{said[1:]}.", slip=slip)
    column = max(min(failure["column"], len(source)), 1)
    if slip == "comma-missing":
        column = _end_of_first(source, column)
    where = f"Line {line}: " if len(text.strip().splitlines()) > 1 else ""
    return Verdict(
        "unreadable",
        f"{where}`{_up_to(source, column)}` ← {said}.",
        slip=slip,
        span=_span(text, line, column),
    )


def _end_of_first(source: str, column: int) -> int:
    """Return the column of the last character of the first of two values, which stand side by side.

    Args:
        source: the learner's line.
        column: where the first value begins, from 1; Python names that place.
    """
    rest = source[column - 1 :]
    for token in _tokens(rest):
        value = rest[: token.start[1]].rstrip()
        begins = token.type in (NAME, NUMBER, STRING) or token.string == "{"
        if begins and not iskeyword(token.string) and syntax.parse(value).body:
            return column - 1 + len(value)
    return column


def _tokens(code: str) -> Iterator[TokenInfo]:
    """Yield the tokens of one line of code, up to the place where Python's tokenizer gives up."""
    with suppress(TokenError, SyntaxError):
        yield from generate_tokens(io.StringIO(code).readline)


def _up_to(source: str, column: int) -> str:
    """Return the line up to and with the word at the column; of a long one the end of that."""
    while column < len(source) and source[column - 1].isalnum() and source[column].isalnum():
        column += 1
    part = (source[:column].lstrip() or source.strip()).replace("`", "'")
    return part if len(part) <= _WIDEST else f"…{part[1 - _WIDEST :]}"


def _span(text: str, line: int, column: int) -> tuple[int, int] | None:
    lines = text.splitlines(keepends=True)
    if not 0 < line <= len(lines):
        return syntax.line_span(text, len(lines))
    start = sum(len(part) for part in lines[: line - 1]) + column - 1
    start = min(start, max(len(text) - 1, 0))
    return start, start + 1

"""Why a formula can't be read: the closed list, with its words and a way out for each."""

from __future__ import annotations

from agtutor.errors import FormulaError
from agtutor.record import Record

LONGEST = 600
"""Characters that a formula may have, as typed."""
MOST_TOKENS = 300
"""Numbers, names, signs and brackets that a formula may have."""
DEEPEST = 60
"""How deep brackets, signs and functions may nest; no tree that is read is deeper."""
MOST_DIGITS = 40
"""Digits that a number may have."""

_TYPED = frozenset(("text", "name", "left", "sign", "first", "number", "power"))
"""Fields that hold what was typed, and are cut where that is long."""
_SHOWN = 24


class Reason(Record):
    """What happened, and what to do about it; both may hold fields in braces."""

    what: str
    fix: str


REASONS: dict[str, Reason] = {
    # Limits.
    "too-long": Reason(
        f"This has {{length}} characters, and a formula may have {LONGEST}.",
        "Write it shorter.",
    ),
    "too-many-parts": Reason(f"This has more than {MOST_TOKENS} parts.", "Write it shorter."),
    "too-deep": Reason(
        f"This nests more than {DEEPEST} levels deep.",
        "Leave out brackets that aren't needed.",
    ),
    "too-many-digits": Reason(
        f"A number here may have {MOST_DIGITS} digits, and this one has {{digits}}.",
        "Write it as a fraction or as a power.",
    ),
    # Characters.
    "empty": Reason("There is no formula here yet.", "Write one, such as `2x`."),
    "character": Reason("A formula has no use for {character}.", "Take it out."),
    "hidden-character": Reason(
        "An invisible character stands here: {character}.",
        "Delete it, or type the formula afresh.",
    ),
    "foreign-letter": Reason("{character} is a letter that no name here has.", "{way}"),
    # Numbers.
    "number": Reason("`{text}` has more than one decimal point.", "Write one point, as in `1.5`."),
    "e-notation": Reason(
        "`{text}` could be a power of ten, but `e` is Euler's number here.",
        "Write `{power}` for the power of ten, or put a `*` before `e`.",
    ),
    "number-after-name": Reason(
        "A number stands directly after `{name}`: a power, or a factor?",
        "Write `{name}^{number}` or `{number}{name}`.",
    ),
    "number-before-bracket": Reason(
        "A number stands between `{name}` and its brackets.", "Write `{one}` or `{other}`."
    ),
    "number-after-number": Reason(
        "Two numbers stand side by side.",
        "Put a sign between them, such as `{first}*{second}`.",
    ),
    "comma": Reason(
        "A comma parts arguments of a function, and there is none to part here.",
        "Write a decimal point as `.`, and one formula only.",
    ),
    # Names.
    "unknown-name": Reason("I don't know the name `{name}`.", "{way}"),
    "symbol": Reason(
        "`{name}` can't be the name of a symbol.", "Write a name such as `x`, `x_i` or `lr`."
    ),
    "index-alone": Reason(
        "`{name}` is an index, and stands for no number of its own.",
        "Write it under a name, as in `x_{name}`.",
    ),
    "index-missing": Reason("`{name}` has entries, and this doesn't say which.", "Write `{example}`."),
    "index": Reason("`{text}` can't be the index of `{name}`.", "{way}"),
    "index-empty": Reason("No index follows `{name}_`.", "{way}"),
    "no-index": Reason("Names have no index here, and `{name}` has one.", "Write `{name}` alone."),
    "subscript": Reason(
        "A subscript stands here, and no name before it.", "Write it after a name, as in `x_i`."
    ),
    # Brackets.
    "unclosed": Reason("`{bracket}` opens here and nothing closes it.", "Close it with `{other}`."),
    "unopened": Reason(
        "`{bracket}` closes something that was never opened.", "Take it out, or open it."
    ),
    "mismatched": Reason("`{bracket}` is closed by `{found}`.", "Close it with `{other}`."),
    "empty-brackets": Reason(
        "There is nothing between these brackets.", "Write a formula between them."
    ),
    "norm": Reason(
        "Double bars are a norm, and norms aren't read here.",
        "Write it out, as in `sqrt(sum_i x_i^2)`.",
    ),
    "norm-kind": Reason(
        "Of norms, `‖x‖` and `‖W‖_F` are read here, and `{text}` is neither.",
        "Write it out, as in `sum(abs(x))`.",
    ),
    # Signs.
    "dangling": Reason("Nothing follows this `{sign}`.", "Write what it applies to, or take it out."),
    "missing-left": Reason(
        "Nothing stands before this `{sign}`.", "Write what it applies to, or take it out."
    ),
    "operator": Reason("`{sign}` is no sign of a formula here.", "{way}"),
    "relation": Reason(
        "`{sign}` compares two things, and an answer is one formula.",
        "Give one side only.",
    ),
    "equation": Reason(
        "The left side `{left}` is no derivative that I know.",
        "Give the right side only, or a left side such as `dy/dx`.",
    ),
    "double-power": Reason(
        "One power stands on another.",
        "Brackets say which you mean: `(x^2)^3` or `x^(2^3)`.",
    ),
    # Functions.
    "no-argument": Reason(
        "`{name}` has nothing to work on.", "Write what it applies to, as in `{name}(x)`."
    ),
    "argument-count": Reason("`{name}` takes {wanted}, and {found} stand here.", "Check the commas."),
    "inverse-function": Reason(
        "`{name}^-1` could be the inverse function, or one over `{name}`.",
        "Write `{inverse}` or `1/{name}(x)`.",
    ),
    "not-here": Reason("`{name}` isn't read here.", "Write it without `{name}`."),
    "attribute": Reason(
        "`.{name}` is Python, and no function that formulas have here.",
        "Write the formula itself, as in `2*x`.",
    ),
    "not-evaluated": Reason(
        "`{text}` asks for a derivative instead of giving it.",
        "Carry it out, and write what comes of it.",
    ),
    "differential": Reason(
        "`{text}` is part of a differential, and what is asked for is the derivative alone.",
        "Leave `{text}` out.",
    ),
    # LaTeX.
    "command": Reason("I don't know the command `{name}`.", "{way}"),
    "command-argument": Reason("`{name}` needs its parts in braces.", "Write it as `{example}`."),
    # Sums.
    "sum-index": Reason(
        "This doesn't say what the sum runs over.", "Write it below the sum, as in `sum_j`."
    ),
    "sum-limits": Reason(
        "A sum here runs over every entry, and these limits say something else.",
        "Write `sum_{index}`, or limits from 1 to n.",
    ),
    # Vectors and matrices.
    "shape": Reason("{what}", "{way}"),
    # Domains of a lesson.
    "domain": Reason("This is no domain.", "Write intervals such as `(-5, 0) U (0, 5)`, or `x > 0`."),
}
"""Every reason that a ``FormulaError`` of the parser can carry."""


def refusal(reason: str, span: tuple[int, int], **words: object) -> FormulaError:
    """Return the error to raise.

    Args:
        reason: a key of ``REASONS``.
        span: start and end, in characters of the text as typed.
        words: what fills the fields of the reason's sentences.
    """
    said = REASONS[reason]
    filling = {field: _cut(str(word)) if field in _TYPED else word for field, word in words.items()}
    what, fix = said.what.format(**filling), said.fix.format(**filling)
    return FormulaError(what, reason=reason, span=span, fix=fix)


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def caret(text: str, span: tuple[int, int]) -> str:
    """Return the text in one line, and under it carets that mark the span, cell by cell."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    start, end = span
    before, marked = (sum(map(_cells, part)) for part in (shown[:start], shown[start:end]))
    return f"{shown}\n{' ' * before}{'^' * max(1, marked)}"


def _cells(character: str) -> int:
    if character.isascii():
        return 1
    from unicodedata import combining, east_asian_width

    return 0 if combining(character) else 1 + (east_asian_width(character) in "WF")

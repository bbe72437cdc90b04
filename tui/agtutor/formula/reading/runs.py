"""Numbers and words: runs of digits and of letters, cut into tokens."""

from __future__ import annotations

from agtutor.formula.names import Word
from agtutor.formula.reading.reel import Reel
from agtutor.formula.reasons import MOST_DIGITS, refusal
from agtutor.formula.words import MODULES

DIGITS = frozenset("0123456789")
_OPENING = ("(", "[", "{")
_FUNCTION_BRACKETS = ("\\left", "\\bigl", "\\big", "\\Big")


def number(reel: Reel) -> None:
    """Read ``2``, ``0.5``, ``.5`` or ``5.``.

    Raises:
        FormulaError: for more than one point, too many digits, or what looks like a power of ten.
    """
    start = reel.place
    _digits(reel)
    if reel.here() == ".":
        reel.place += 1
        _digits(reel)
    stop = reel.place
    text = reel.text[start:stop]
    if reel.here() == "." and reel.here(1) in DIGITS:
        reel.place += 1
        _digits(reel)
        raise refusal("number", reel.span(start, reel.place), text=reel.text[start : reel.place])
    digits = len(text.replace(".", ""))
    if digits > MOST_DIGITS:
        raise refusal("too-many-digits", reel.span(start, stop), digits=digits)
    _no_power_of_ten(reel, start, text)
    reel.add("num", text, start, stop)


def _digits(reel: Reel) -> None:
    while reel.here() and reel.here() in DIGITS:
        reel.place += 1


def _no_power_of_ten(reel: Reel, start: int, text: str) -> None:
    if reel.here() not in ("e", "E"):
        return
    signed = reel.here(1) in ("+", "-")
    if reel.here(1 + signed) not in DIGITS:
        return
    stop = reel.place
    reel.place += 1 + signed
    begin = stop + 1
    _digits(reel)
    power = reel.text[begin : reel.place].lstrip("+")
    typed = reel.text[start : reel.place]
    base = "" if text == "1" else f"{text}*"
    raise refusal("e-notation", reel.span(start, reel.place), text=typed, power=f"{base}10^{power}")


def word_at(reel: Reel) -> None:
    """Read the letters at the place: known words, or one that isn't known.

    A module of Python before a dot is taken off.
    """
    start = reel.place
    mixed = _mixed_at(reel, start)
    stop = start + len(mixed) if mixed else _run(reel, start)
    run = reel.text[start:stop]
    reel.place = stop
    follows = reel.here(1)
    if run in MODULES and reel.here() == "." and reel.letter(follows) and not reel.names.declares(run):
        reel.place += 1
    else:
        cut(reel, run, start, stop)


def cut(reel: Reel, run: str, start: int, stop: int) -> None:
    """Add the words that a run of letters is made of; a run in a command has one span for all."""
    inside = stop - start == len(run)
    pieces = _pieces(reel, run)
    if _is_transpose(reel, run, pieces) and (inside or len(run) == 1) and _above(reel):
        reel.place = start + 1 if inside else stop
        reel.add("transpose", "T", start, reel.place)
        return
    known = pieces if pieces is not None else reel.names.but_one(run) if inside else []
    for typed, word in known:
        end = start + len(typed) if inside else stop
        reel.add(word.kind, word.name, start, end)
        start = end if inside else start
    if pieces is None:
        rest = reel.text[start:stop] if inside else run
        index = len(rest) == 1 and rest in reel.names.indices
        reel.add("index" if index else "unknown", rest, start, stop)


def _is_transpose(reel: Reel, run: str, pieces: list[tuple[str, Word]] | None) -> bool:
    """Whether a run begins with a T that is no name of the lesson; a small one beside known names."""
    if run[0] == "t" and reel.names.shapes and not reel.names.declares("t"):
        return len(run) == 1 or (pieces is None and reel.names.split(run[1:]) is not None)
    return run[0] == "T" and pieces is None


def _pieces(reel: Reel, run: str) -> list[tuple[str, Word]] | None:
    whole = None if run.isalpha() else reel.names.word(run)
    return [(run, whole)] if whole else reel.names.split(run, bracket=_bracket_at(reel, reel.place))


def _above(reel: Reel) -> bool:
    """Whether the place is an exponent, where T is a transpose unless the lesson declares it."""
    tokens = reel.tokens[-2:]
    if tokens and tokens[-1].text == "{":
        tokens.pop()
    return bool(tokens) and tokens[-1].kind == "op" and tokens[-1].text == "^"


def _mixed_at(reel: Reel, place: int) -> str:
    """Return the known word of letters, digits and underscores that begins here, if one does."""
    for known in reel.names.mixed:
        if reel.text.startswith(known, place):
            after = reel.text[place + len(known) : place + len(known) + 1]
            goes_on = after in DIGITS or (reel.letter(after) and not _ends_in_digit(reel, known))
            if not after or not goes_on:
                return known
    return ""


def _ends_in_digit(reel: Reel, known: str) -> bool:
    """Whether a letter behind a name begins another; in ``log2x`` it is what ``log`` works on."""
    return known[-1] in DIGITS and reel.names.declares(known)


def _run(reel: Reel, start: int) -> int:
    """Return where the letters end: at what isn't one, or where a longer known word begins."""
    stop = reel.run(start)
    for place in range(start + 1, stop):
        mixed = _mixed_at(reel, place)
        if place + len(mixed) > stop and reel.names.split(reel.text[start:place]):
            return place
    return stop


def _bracket_at(reel: Reel, place: int) -> bool:
    """Whether a bracket follows, a power of the function before it or not: ``σ²(x)``."""
    rest = reel.text[place : place + 16].lstrip(" ").lstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")
    if rest.startswith("^"):
        rest = rest[1:].lstrip("{0123456789}")
    rest = rest.lstrip(" ")
    return rest.startswith(_OPENING) or rest.startswith(_FUNCTION_BRACKETS)

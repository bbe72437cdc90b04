"""LaTeX's commands in a formula, read into the tokens that other notations give."""

from __future__ import annotations

from agtutor.formula.characters import LETTERS
from agtutor.formula.reading.commands import ACCENTS, FRACTIONS, GREEK, SIGNS, SPACES, STYLES
from agtutor.formula.reading.reel import Reel
from agtutor.formula.reading.runs import cut
from agtutor.formula.reading.signs import sign
from agtutor.formula.reasons import refusal

_TRACES = ("tr", "trace")
"""What is a trace without a bracket, where it is set as a word."""
_BRACKETS = {
    "left": frozenset(("(", "[", "\\{", "\\|", "‖")),
    "right": frozenset((")", "]", "\\}", "|\\", "‖")),
}
"""What may stand behind ``left`` and ``right``."""


def command(reel: Reel) -> None:
    """Read the command at the place, and the blanks behind its name.

    Raises:
        FormulaError: for one that isn't known.
    """
    start = reel.place
    name = _name(reel, start + 1)
    reel.place = start + 1 + len(name)
    if name in SPACES:
        reel.blank = True
        return
    if name.isalpha():
        reel.skip_blanks()
    if name in ("left", "right"):
        _delimiter(reel, name, start)
    elif name in FRACTIONS:
        reel.add("frac", name, start, start + 1 + len(name))
    elif name == "sqrt":
        reel.add("root", "2", start, start + 5)
    elif name in SIGNS:
        sign(reel, SIGNS[name], start, start + 1 + len(name))
    elif name in STYLES:
        _styled(reel, start)
    elif name in ACCENTS:
        _accented(reel, name, start)
    else:
        _named(reel, name, start)


def _name(reel: Reel, start: int) -> str:
    stop = start
    while stop < len(reel.text) and reel.text[stop].isascii() and reel.text[stop].isalpha():
        stop += 1
    return reel.text[start:stop] or reel.text[start : start + 1]


def _named(reel: Reel, name: str, start: int) -> None:
    """Read a command that is a word: a function, or a Greek letter."""
    stop = start + 1 + len(name)
    known = GREEK.get(name, name)
    if reel.names.word(known):
        cut(reel, known, start, stop)
    elif known in LETTERS:
        reel.add("unknown", known, start, stop)
    else:
        raise refusal("command", reel.span(start, stop), name=f"\\{name}", way=_way(reel, name))


def _way(reel: Reel, name: str) -> str:
    pieces = reel.names.split(name) if name.isalpha() else None
    if pieces and len(pieces) > 1:
        return f"A blank ends the name of a command: `\\{' '.join(typed for typed, _ in pieces)}`."
    return "Write it without LaTeX, as in `2*x`."


def _delimiter(reel: Reel, side: str, start: int) -> None:
    """Read the bracket behind ``left`` or ``right``."""
    typed = reel.here()
    stop = reel.place + 1
    if typed == "\\":
        name = _name(reel, stop)
        stop += len(name)
        typed = SIGNS.get(name, "")
    if typed == "|":
        typed = "\\|" if side == "left" else "|\\"
    if typed not in _BRACKETS[side]:
        way = "Write a bracket behind it, such as `\\left(` or `\\right)`."
        stop = min(stop, len(reel.text))
        raise refusal("command", reel.span(start, stop), name=reel.text[start:stop], way=way)
    reel.place = stop
    sign(reel, typed, start, stop)


def _styled(reel: Reel, start: int) -> None:
    """Read a word whose look is set; anything else in its braces is read as it stands."""
    if reel.here() == "*":
        reel.place += 1
    stop = reel.closing(reel.place) if reel.here() == "{" else -1
    inside = reel.text[reel.place + 1 : stop].replace("\\_", "_").strip() if stop > 0 else ""
    if (
        inside
        and all(reel.letter(one) or one in "_0123456789" for one in inside)
        and reel.letter(inside[0])
    ):
        reel.place = stop + 1
        if reel.names.shapes and inside.casefold() in _TRACES and not reel.names.declares(inside):
            reel.add("func", "tr", start, stop + 1)
        else:
            cut(reel, inside, start, stop + 1)


def _accented(reel: Reel, name: str, start: int) -> None:
    """Read a letter with an accent: the symbol that is called after both."""
    inside, after = _argument(reel)
    letter = inside.strip().lstrip("\\")
    if not letter or not all(map(reel.letter, letter)):
        span = reel.span(start, start + 1 + len(name))
        raise refusal("command-argument", span, name=f"\\{name}", example=f"\\{name}{{y}}")
    accent = {"widehat": "hat", "widetilde": "tilde", "overline": "bar"}.get(name, name)
    spellings = (f"{letter}_{accent}", f"{letter}{accent}", f"{accent}_{letter}")
    known = next((one for one in spellings if reel.names.declares(one)), None)
    reel.place = after
    reel.add("sym" if known else "unknown", known or spellings[0], start, after)


def _argument(reel: Reel) -> tuple[str, int]:
    """Return what a command applies to, in braces or one thing alone, and where it ends."""
    if reel.here() == "{":
        stop = reel.closing(reel.place)
        return reel.text[reel.place + 1 : max(stop, 0)], stop + 1
    if reel.here() == "\\":
        name = _name(reel, reel.place + 1)
        return name, reel.place + 1 + len(name)
    return reel.here(), reel.place + 1

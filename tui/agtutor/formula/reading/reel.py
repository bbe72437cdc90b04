"""The text of a formula while it is taken apart: cleaned characters, and where each was typed."""

from __future__ import annotations

from collections.abc import Sequence

from agtutor.formula.characters import (
    BLANKS,
    GREEK,
    LATIN_TWINS,
    ZERO_WIDTH,
    called,
    hidden,
    known,
    plain,
)
from agtutor.formula.names import Names
from agtutor.formula.reasons import MOST_TOKENS, refusal
from agtutor.record import Record

Span = tuple[int, int]

_ACCENTS = {"\u0302": "hat", "\u0304": "bar", "\u0303": "tilde"}
"""Combining accents, and how a name says them."""

_AROUND = frozenset("$`")
_BEHIND = frozenset("$`.;,")
"""What may stand around a formula, and behind it, as in a sentence."""


class Token(Record):
    """One part of a formula.

    Attributes:
        kind: ``num``, ``vulgar``, ``sym``, ``const``, ``func``, ``sum``, ``sub``, ``op``, ``open``,
            ``close``, ``bar``, ``bar-open``, ``bar-close``, ``sup``, ``sup-end``, ``frac``, ``root``,
            ``transpose``, ``method``, ``prime``, ``deriv``, ``index``, ``unknown`` or ``end``.
        text: what the tree knows it by: a name, a sign, the digits.
        span: where it was typed.
        blank: whether a blank stands before it.
        index: the indices of a ``sym``.
    """

    kind: str
    text: str
    span: Span
    blank: bool = False
    index: tuple[str, ...] = ()


class Reel:
    """Cleaned text, a place in it, and the tokens found so far."""

    def __init__(self, text: str, at: Sequence[int], names: Names) -> None:
        """Start at the beginning.

        Args:
            text: cleaned characters.
            at: for each of them, and for the end, where it was typed.
            names: what may be named.
        """
        self.text = text
        self.at = at
        self.names = names
        self.place = 0
        self.blank = False
        self.tokens: list[Token] = []

    def here(self, ahead: int = 0) -> str:
        """Return the character at the place, or some way ahead; empty beyond the end."""
        where = self.place + ahead
        return self.text[where] if where < len(self.text) else ""

    def span(self, start: int, stop: int) -> Span:
        """Return where the characters from start to stop were typed."""
        return (
            (self.at[start], self.at[stop - 1] + 1)
            if stop > start
            else (self.at[start], self.at[start])
        )

    def add(self, kind: str, text: str, start: int, stop: int, index: tuple[str, ...] = ()) -> None:
        """Add a token that stands from start to stop."""
        self.put(Token(kind, text, self.span(start, stop), self.blank, index))

    def put(self, token: Token) -> None:
        """Add a token that is ready.

        Raises:
            FormulaError: where there are too many.
        """
        if len(self.tokens) >= MOST_TOKENS:
            raise refusal("too-many-parts", token.span)
        self.tokens.append(token)
        self.blank = False

    def before(self, *kinds: str) -> Token | None:
        """Return the token before the place if it is of one of these kinds."""
        return self.tokens[-1] if self.tokens and self.tokens[-1].kind in kinds else None

    def letter(self, character: str) -> bool:
        """Whether a character may stand in a name."""
        ascii_letter = character.isascii() and character.isalpha()
        return ascii_letter or character in GREEK or character in self.names.letters

    def run(self, start: int) -> int:
        """Return where the letters that begin at start end."""
        stop = start
        while stop < len(self.text) and self.letter(self.text[stop]):
            stop += 1
        return stop

    def skip_blanks(self) -> None:
        """Go on to what isn't blank, as TeX does after the name of a command."""
        while self.here() == " ":
            self.place += 1

    def closing(self, start: int) -> int:
        """Return where the bracket at start is closed by one of its kind; -1 where it isn't."""
        opens = self.text[start]
        closes = {"{": "}", "[": "]", "(": ")"}[opens]
        depth = 0
        for place in range(start, len(self.text)):
            depth += (self.text[place] == opens) - (self.text[place] == closes)
            if depth == 0:
                return place
        return -1


def clean(text: str, start: int, names: Names) -> tuple[str, list[int]]:
    """Return the characters that the scanner reads, from start on, and where each was typed.

    Raises:
        FormulaError: at the first character that has no place in a formula.
    """
    first, last = _within_dollars(text, start)
    kept: list[str] = []
    at: list[int] = []
    for place in range(first, last):
        character = text[place]
        if character in ZERO_WIDTH:
            continue
        other = " " if character in BLANKS else plain(character)
        if not known(other) and other not in names.letters:
            other = _accented(kept, character, names)
            if not other:
                raise _unknown(character, place)
        kept.extend(other)
        at.extend([place] * len(other))
    at.append(last)
    return "".join(kept), at


def _accented(kept: Sequence[str], character: str, names: Names) -> str:
    """Return a letter under an accent as the name that the lesson has for it: ``ŷ`` as ``y_hat``.

    Args:
        kept: the characters before it.
        character: the letter with its accent, or the accent alone.
        names: what the formula may name.

    Returns:
        The name with a blank behind it, or what of it is missing; empty where there is no such name.
    """
    from unicodedata import normalize

    parts = normalize("NFD", character)
    accent = _ACCENTS.get(parts[-1], "")
    letter = parts[:-1] or (kept[-1] if kept else "")
    declared = accent and names.declares(f"{letter}_{accent}")
    return f"{parts[:-1]}_{accent} " if declared else ""


def _within_dollars(text: str, start: int) -> Span:
    """Return where a formula stands: without the marks around it, and the full stop behind it."""
    first, last = start, len(text)
    while first < last and (text[first] in _AROUND or text[first] in BLANKS):
        first += 1
    while last > first and (text[last - 1] in _BEHIND or text[last - 1] in BLANKS):
        last -= 1
    return first, last


def _unknown(character: str, place: int) -> Exception:
    span = (place, place + 1)
    if hidden(character):
        return refusal("hidden-character", span, character=called(character))
    if not character.isalpha():
        return refusal("character", span, character=called(character))
    twin = LATIN_TWINS.get(character)
    way = (
        f"It only looks like `{twin}`: type the Latin letter."
        if twin
        else "Type a Latin or a Greek letter."
    )
    return refusal("foreign-letter", span, character=called(character), way=way)

"""LaTeX as a stream of tokens: commands and characters, with the place of each."""

from __future__ import annotations

from agtutor.errors import FormulaError
from agtutor.formula.typesetting import glyphs

_ESCAPED = {**{sign: sign for sign in "_%#$&{}"}, **dict.fromkeys(" ,;:", " ")}
"""What may follow a backslash within text, and what it stands for."""

WAYS = {
    "²": "Write `^2`.",
    "³": "Write `^3`.",
    "√": r"Write `\sqrt{x}`.",
    "%": r"Write `\%`.",
    "#": r"Write `\#`.",
    "$": r"Write `\$`.",
}
"""Ways out for characters that are often typed."""


def refusal(what: str, start: int, end: int, fix: str = "") -> FormulaError:
    """Return the error for a piece of LaTeX that can't be typeset."""
    return FormulaError(what, reason="latex", span=(start, end), fix=fix)


def unknown(piece: str, start: int, end: int, known: list[str]) -> FormulaError:
    """Return the error for a command that isn't known, with those that look like it."""
    from difflib import get_close_matches

    near = " or ".join(f"`\\{name}`" for name in get_close_matches(piece[1:], known, 2))
    fix = f"Did you mean {near}?" if near else "Write it another way."
    return refusal(f"`{piece}` is not known here.", start, end, fix)


class Scanner:
    """A place in the source."""

    def __init__(self, source: str) -> None:
        """Start at the beginning."""
        self.source = source
        self.place = 0

    def peek(self) -> str:
        """Return the next token, or "" at the end: a command, or one character. Blanks are passed."""
        self._pass_blanks()
        if self.source[self.place : self.place + 1] != "\\":
            return self.source[self.place : self.place + 1]
        end = self.place + 1
        while end < len(self.source) and self.source[end].isascii() and self.source[end].isalpha():
            end += 1
        if self.source[self.place : end] == "\\operatorname" and self.source[end : end + 1] == "*":
            end += 1
        return self.source[self.place : max(end, self.place + 2)]

    def take(self) -> str:
        """Return the next token and go past it."""
        piece = self.peek()
        self.place += len(piece)
        return piece

    def row_end(self) -> None:
        r"""Go past ``\\`` and the space that may be asked for behind it, as in ``[4pt]``."""
        self.take()
        if self.source[self.place : self.place + 1] != "[":
            return
        end = self.source.find("]", self.place)
        length = self.source[self.place + 1 : max(end, self.place)]
        number, unit = length[:-2], length[-2:]
        if unit in ("pt", "em", "ex", "mm", "cm") and number.replace(".", "", 1).isdigit():
            self.place = end + 1

    def raw(self) -> str:
        """Read a group in braces, or one letter, as the text that it is; blanks count."""
        self._pass_blanks()
        start = self.place
        if self.source[start : start + 1] != "{":
            if not self.source[start : start + 1].isalnum():
                raise refusal("A group in braces is missing here.", max(0, start - 1), start)
            self.place += 1
            return self._readable(start)
        self.place += 1
        text = ""
        while self.place < len(self.source) and self.source[self.place] != "}":
            text += self._text()
        if self.place >= len(self.source):
            raise refusal("This brace is never closed.", start, start + 1)
        self.place += 1
        return text

    def _text(self) -> str:
        start = self.place
        char = self.source[start]
        if char == "\\":
            self.place = min(start + 2, len(self.source))
            escaped = self.source[start + 1 : start + 2]
            if escaped not in _ESCAPED:
                raise refusal("Only plain text can stand here.", start, self.place)
            return _ESCAPED[escaped]
        self.place += 1
        if char in "{$":
            raise refusal("Only plain text can stand here.", start, start + 1, WAYS.get(char, ""))
        return " " if char == "~" or char.isspace() else self._readable(start)

    def _readable(self, at: int) -> str:
        """Return a character of text, which has to have a form in ASCII too."""
        char = self.source[at]
        if not char.isprintable() or glyphs.folded(char) is None:
            raise self.stranger(char, at)
        return char

    def stranger(self, char: str, at: int) -> FormulaError:
        """Return the error for a character that can't stand here."""
        shown = f"`{char}`" if char.isprintable() else f"The character U+{ord(char):04X}"
        return refusal(f"{shown} can't be typeset.", at, at + 1, WAYS.get(char, "Write it in LaTeX."))

    def _pass_blanks(self) -> None:
        while self.place < len(self.source) and (
            self.source[self.place].isspace() or self.source[self.place] == "~"
        ):
            self.place += 1

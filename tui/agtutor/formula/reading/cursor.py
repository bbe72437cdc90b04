"""The tokens of a formula while it is put together: a place in them, limits, and notes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from agtutor.errors import FormulaError
from agtutor.formula.names import Names
from agtutor.formula.reading.reel import Span, Token
from agtutor.formula.reading.signs import CLOSING
from agtutor.formula.reasons import DEEPEST, refusal
from agtutor.formula.tree import Tree
from agtutor.formula.typeset import line
from agtutor.record import Record

_OPERAND_KINDS = "num vulgar sym const func sum open bar-open frac root deriv index unknown"
_OPERANDS = frozenset(_OPERAND_KINDS.split())
_MOST_NOTES = 4


class Note(Record):
    """A place that others might read otherwise, and how it was read.

    Attributes:
        kind: ``fraction`` (``1/2x``), ``exponent`` (``e^2x``) or ``argument`` (``sin x y``).
        span: where it was typed.
        says: how it was read, and how to say the other thing.
    """

    kind: str
    span: Span
    says: str


class Cursor(ABC):
    """A place in the tokens, and the levels of a formula that its parts call each other by."""

    def __init__(self, text: str, tokens: Sequence[Token], names: Names) -> None:
        """Start at the first token of a formula that was typed as ``text``."""
        self.text = text
        self.tokens = list(tokens)
        self.names = names
        self.place = 0
        self.depth = 0
        self.in_bars = False
        self.in_norm = False
        self._noted: list[tuple[str, Span, str, Tree, str]] = []

    @abstractmethod
    def expression(self) -> Tree:
        """Read terms with plus and minus between them."""

    @abstractmethod
    def signed_term(self) -> Tree:
        """Read a product with its signs."""

    @abstractmethod
    def factor(self) -> Tree:
        """Read a factor behind a sign of multiplication, with signs of its own."""

    @abstractmethod
    def implied(self, start: Token, factors: list[Tree], divided: bool) -> None:
        """Read a factor that stands there without a sign before it."""

    @abstractmethod
    def power(self) -> Tree:
        """Read an operand with what stands behind it and above it."""

    @abstractmethod
    def atom(self) -> Tree:
        """Read an operand alone."""

    @property
    def token(self) -> Token:
        """The token at the place."""
        return self.tokens[self.place]

    def next(self) -> Token:
        """Return the token at the place, and go on; never beyond the end."""
        token = self.token
        if token.kind != "end":
            self.place += 1
        return token

    def sign(self, *texts: str) -> bool:
        """Whether one of these signs stands at the place."""
        return self.token.kind == "op" and self.token.text in texts

    def operand(self) -> bool:
        """Whether an operand can begin at the place; a bar closes where one is open."""
        kind = self.token.kind
        opens = (kind == "bar" and not self.in_bars) or (kind == "norm" and not self.in_norm)
        return opens or kind in _OPERANDS

    def signs(self) -> int:
        """Go over the signs at the place, and return how many of them are a minus."""
        minus = 0
        while self.sign("+", "-"):
            minus += self.next().text == "-"
        return minus

    def listed(self) -> tuple[Tree, ...]:
        """Read a bracket with what it holds: formulas with commas between them, or nothing."""
        opened = self.next()
        outside = self.in_bars, self.in_norm
        self.in_bars = self.in_norm = False
        items: list[Tree] = []
        if self.token.kind != "close":
            items.append(self.expression())
        while items and self.sign(","):
            self.next()
            items.append(self.expression())
        self.close(opened)
        self.in_bars, self.in_norm = outside
        return tuple(items)

    def group(self) -> Tree:
        """Read one formula in brackets of any kind."""
        opened = self.token
        items = self.listed()
        if not items:
            raise refusal("empty-brackets", (opened.span[0], self.previous().span[1]))
        if len(items) > 1:
            raise refusal("comma", opened.span)
        return items[0]

    def close(self, opened: Token) -> None:
        """Go over the bracket that closes another.

        Raises:
            FormulaError: where something else stands there.
        """
        token, other = self.token, CLOSING[opened.text]
        if token.kind == "close" and token.text == other:
            self.next()
        elif token.kind == "close":
            raise refusal("mismatched", token.span, bracket=opened.text, found=token.text, other=other)
        elif token.kind in ("end", "sup-end"):
            raise refusal("unclosed", opened.span, bracket=opened.text, other=other)
        else:
            raise self.stray()

    def raised(self) -> Tree:
        """Read an exponent of raised characters."""
        self.next()
        exponent = self.expression()
        if self.token.kind != "sup-end":
            raise self.stray()
        self.next()
        if self.token.kind == "sup" or self.sign("^"):
            raise refusal("double-power", self.token.span)
        return exponent

    def stray(self) -> FormulaError:
        """Return the error for a token that stands where a formula could have ended."""
        token = self.token
        typed = self.typed(token, token)
        if token.kind == "close" or token.kind == "bar-close":
            return refusal("unopened", token.span, bracket=typed)
        if self.sign(","):
            return refusal("comma", token.span)
        if self.sign("="):
            return refusal("relation", token.span, sign=typed)
        if token.kind == "sub":
            return refusal("subscript", token.span)
        return refusal("missing-left", token.span, sign=typed)

    def deeper(self) -> None:
        """Count one level more.

        Raises:
            FormulaError: where that is too many.
        """
        self.depth += 1
        if self.depth > DEEPEST:
            raise refusal("too-deep", self.token.span)

    def typed(self, start: Token, stop: Token) -> str:
        """Return the text from one token to another."""
        return self.text[start.span[0] : stop.span[1]]

    def previous(self) -> Token:
        """Return the token before the place; the first one where there is none."""
        return self.tokens[max(self.place - 1, 0)]

    def note(self, kind: str, start: Token, says: str, read: Tree, way: str) -> None:
        """Keep a note about what stands from a token to the place: as typed, as read, and a way out."""
        stop = self.previous()
        before = f"`{self.typed(start, stop)}` {says}"
        if len(self._noted) < _MOST_NOTES:
            self._noted.append((kind, (start.span[0], stop.span[1]), before, read, way))

    def notes(self) -> tuple[Note, ...]:
        """Return the notes in words. Done at the end, when no tree can be too deep to be written."""
        return tuple(
            Note(kind, span, f"{says} `{line(read)}`{way}")
            for kind, span, says, read, way in self._noted
        )

"""Where a name of a formula may lie: from text such as ``(-5, 0) U (0, 5)`` to open intervals."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

from agtutor.case.question import Interval
from agtutor.errors import FormulaError

INFINITY = math.inf
EVERYWHERE: tuple[Interval, ...] = ((-INFINITY, INFINITY),)
DEFAULT_DOMAIN: tuple[Interval, ...] = ((-2.5, -0.3), (0.3, 2.5))
"""Where a name lies that no one said anything about: both signs, and away from 0."""

MOST_CHARACTERS = 200
MOST_INTERVALS = 12

_TOKENS = re.compile(
    r"(?P<number>\d+(?:\.\d+)?|\.\d+|\\?pi\b|π|inf(?:inity)?\b|\\infty\b|oo\b|∞)"
    r"|(?P<union>∪|\\cup\b|[Uu]\b)"
    r"|(?P<join>\band\b|∧|&)"
    r"|(?P<word>(?!\d)\w+(?:_\{\w+\})?)"
    r"|(?P<sign><=|>=|!=|=|≤|≥|≠|<|>|[-−+*/(),|\[\]])"
    r"|(?P<blank>\s+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_FLIP = {"<": ">", ">": "<", "!=": "!="}
_OPEN = {"<=": "<", "≤": "<", ">=": ">", "≥": ">", "≠": "!="}
_WAYS_OUT = "Write intervals such as `(-5, 0) U (0, 5)`, or a condition such as `x > 0` or `x != 0`."


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    span: tuple[int, int]


def parse_domain(text: str) -> list[Interval]:
    """Read a domain as a list of open intervals, in order, none empty, none overlapping.

    Args:
        text: intervals joined with ``U`` or ``∪``, or conditions on one name joined with ``and``.
            Ends are numbers, fractions, multiples of pi, or ``inf``.

    Raises:
        FormulaError: with reason ``domain``, where the text can't be read or leaves nothing.
    """
    if len(text) > MOST_CHARACTERS:
        _refuse(f"A domain has at most {MOST_CHARACTERS} characters.", (MOST_CHARACTERS, len(text)))
    return _Reader(text).domain()


def _refuse(what: str, span: tuple[int, int]) -> NoReturn:
    raise FormulaError(what, reason="domain", span=span, fix=_WAYS_OUT)


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "other":
            _refuse(f"`{match[0]}` has no place in a domain.", match.span())
        if kind != "blank":
            found.append(_Token(kind, match[0].replace("−", "-"), match.span()))
    return [*found, _Token("end", "", (len(text), len(text)))]


class _Reader:
    """Reads one domain, token by token."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.place = 0

    @property
    def token(self) -> _Token:
        return self.tokens[self.place]

    def take(self, *texts: str) -> bool:
        if self.token.kind != "end" and self.token.text in texts:
            self.place += 1
            return True
        return False

    def need(self, text: str) -> None:
        if not self.take(text):
            self.wrong(f"`{text}`")

    def wrong(self, wanted: str) -> NoReturn:
        found = f"`{self.token.text}`" if self.token.text else "the end"
        _refuse(f"This domain needs {wanted} where {found} stands.", self.token.span)

    def domain(self) -> list[Interval]:
        whole = (0, len(self.text))
        if self.token.kind == "end":
            _refuse("A domain can't be empty.", whole)
        intervals = self.union() if self.is_interval() else self.conditions()
        if self.token.kind != "end":
            self.wrong("an end")
        if not intervals:
            _refuse("No number satisfies this domain.", whole)
        if len(intervals) > MOST_INTERVALS:
            _refuse(f"A domain has at most {MOST_INTERVALS} intervals.", whole)
        return intervals

    def is_interval(self) -> bool:
        return self.token.text in ("(", "[", "]")

    def union(self) -> list[Interval]:
        intervals = [self.interval()]
        while self.token.kind == "union":
            self.place += 1
            intervals.append(self.interval())
        return _merged(intervals)

    def interval(self) -> Interval:
        start = self.token.span[0]
        if self.token.text in ("[", "]"):
            _refuse("Intervals are open: they are written with round brackets.", self.token.span)
        self.need("(")
        low = self.end()
        self.need(",")
        high = self.end()
        self.need(")")
        if not low < high:
            _refuse("An interval runs from its lower end to its upper one.", (start, self.before()))
        return (low, high)

    def before(self) -> int:
        return self.tokens[self.place - 1].span[1]

    def conditions(self) -> list[Interval]:
        intervals = self.condition()
        while self.token.kind == "join" or self.token.text == ",":
            self.place += 1
            intervals = _both(intervals, self.condition())
        return intervals

    def condition(self) -> list[Interval]:
        """Read ``x > 0``, ``0 < x``, ``0 < x < 1``, ``x != 0`` or ``|x| < 1``."""
        if self.is_name():
            inside = self.name()
            return self.compared(self.relation(), inside)
        low = self.end()
        relation = self.relation()
        inside = self.name()
        intervals = _where(_FLIP[relation], low, size=inside)
        if self.token.text in _FLIP or self.token.text in _OPEN:
            intervals = _both(intervals, self.compared(self.relation(), inside))
        return intervals

    def compared(self, relation: str, inside: bool) -> list[Interval]:
        return _where(relation, self.end(), size=inside)

    def is_name(self) -> bool:
        return self.token.kind in ("word", "union") or self.token.text == "|"

    def name(self) -> bool:
        """Read a name; True if it stands between bars, so that its size is meant."""
        bars = self.take("|")
        if self.token.kind not in ("word", "union"):
            self.wrong("a name")
        self.place += 1
        if bars:
            self.need("|")
        return bars

    def relation(self) -> str:
        text = _OPEN.get(self.token.text, self.token.text)
        if text not in _FLIP:
            self.wrong("`<`, `>` or `!=`")
        self.place += 1
        return text

    def end(self) -> float:
        """Read a number with its sign: ``-2.5``, ``1/2``, ``-pi/2``, ``2pi``, ``inf``."""
        sign = -1.0 if self.take("-") else 1.0
        if sign > 0:
            self.take("+")
        size = self.number()
        while self.token.text in ("*", "/") or self.token.kind == "number":
            divide = self.take("/")
            if not divide:
                self.take("*")
            size = self.combined(size, divide)
        return sign * size

    def combined(self, size: float, divide: bool) -> float:
        span = self.token.span
        other = self.number()
        if math.isinf(size) or math.isinf(other) or (divide and other == 0):
            _refuse("This end of the interval is no number.", span)
        return size / other if divide else size * other

    def number(self) -> float:
        token = self.token
        if token.kind != "number":
            self.wrong("a number")
        self.place += 1
        if token.text in ("pi", "\\pi", "π"):
            return math.pi
        return float(token.text) if token.text[0] in "0123456789." else INFINITY


def _where(relation: str, end: float, *, size: bool) -> list[Interval]:
    """Return where ``x relation end`` holds; with ``size``, where ``|x| relation end`` does."""
    if size:
        inner = [(-end, end)] if end > 0 else []
        outer = [(-INFINITY, -end), (end, INFINITY)] if end >= 0 else list(EVERYWHERE)
        both = _cut([-end, end]) if end > 0 else _cut([end] if end == 0 else [])
        chosen = {"<": inner, ">": outer, "!=": both}[relation]
    else:
        chosen = {"<": [(-INFINITY, end)], ">": [(end, INFINITY)], "!=": _cut([end])}[relation]
    return [(low, high) for low, high in chosen if low < high]


def _cut(points: list[float]) -> list[Interval]:
    return list(pairwise([-INFINITY, *points, INFINITY]))


def _both(one: list[Interval], two: list[Interval]) -> list[Interval]:
    met = [(max(a, c), min(b, d)) for a, b in one for c, d in two]
    return sorted((low, high) for low, high in met if low < high)


def _merged(intervals: list[Interval]) -> list[Interval]:
    """Join what overlaps; two that only touch stay apart, since the point between is left out."""
    joined: list[Interval] = []
    for low, high in sorted(intervals):
        if joined and low < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(high, joined[-1][1]))
        else:
            joined.append((low, high))
    return joined

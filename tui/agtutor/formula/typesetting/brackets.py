"""Brackets that were typed as they are, paired: what they hold can be drawn at its height.

A bracket that has no partner stays a sign. Nothing is refused: ``[0, 1)`` and ``]0, 1[`` are intervals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from agtutor.formula.typesetting.mathtree import Atom, Fence, Layout, Row, Script
from agtutor.formula.typesetting.spacing import OPERANDS, kind_of, signed


def grouped(items: Sequence[Layout]) -> Row:
    """Return a row of these items, brackets that belong together made one ``Fence``."""
    pairing = _Pairing(items)
    for item in items:
        pairing.add(item)
    return Row(signed(tuple(pairing.found)))


class _Pairing:
    """The items up to some place, and the brackets that wait for their partner."""

    def __init__(self, items: Sequence[Layout]) -> None:
        self.bars = Counter(
            sign.text for item in items if (sign := _bracket(item)) and sign.kind == "bar"
        )
        self.found: list[Layout] = []
        self.waiting: list[int] = []

    def add(self, item: Layout) -> None:
        """Take the next item."""
        sign = _bracket(item)
        if sign is None:
            self.found.append(item)
        elif sign.kind == "close":
            self._close(item, sign)
        elif sign.kind == "bar":
            self._bar(item, sign)
        else:
            self._open(item)

    def _open(self, item: Layout) -> None:
        if isinstance(item, Atom):  # a bracket with a script opens nothing
            self.waiting.append(len(self.found))
        self.found.append(item)

    def _close(self, item: Layout, sign: Atom) -> None:
        while self.waiting and self._opener().kind == "bar":
            self.waiting.pop()
        if self.waiting:
            self._pair(item, sign)
        else:
            self.found.append(item)

    def _bar(self, item: Layout, sign: Atom) -> None:
        """Let a bar close after an operand, and open before one where another bar follows."""
        even = self.bars[sign.text] % 2 == 0
        self.bars[sign.text] -= 1
        after = self._is_after_operand()
        if after and self.waiting and self._opener().text == sign.text:
            self._pair(item, sign)
        elif not after or even:
            self._open(item)
        else:
            self.found.append(item)

    def _pair(self, item: Layout, sign: Atom) -> None:
        start = self.waiting.pop()
        opener, body = self.found[start], self.found[start + 1 :]
        assert isinstance(opener, Atom)
        del self.found[start:]
        fence = Fence(opener.text, Row(signed(tuple(body))), sign.text)
        self.found.append(Script(fence, item.sub, item.sup) if isinstance(item, Script) else fence)

    def _opener(self) -> Atom:
        opener = self.found[self.waiting[-1]]
        assert isinstance(opener, Atom)
        return opener

    def _is_after_operand(self) -> bool:
        if not self.found or (self.waiting and self.waiting[-1] == len(self.found) - 1):
            return False
        return kind_of(self.found[-1]) in OPERANDS


def _bracket(item: Layout) -> Atom | None:
    """Return the bracket that an item is, whatever hangs on it, or None."""
    sign = item.base if isinstance(item, Script) else item
    return sign if isinstance(sign, Atom) and sign.kind in ("open", "close", "bar") else None

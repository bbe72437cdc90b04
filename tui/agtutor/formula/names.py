"""The names that a formula may use: those of the lesson, and the words that every formula knows."""

from __future__ import annotations

from collections.abc import Iterable

from agtutor.formula.characters import GREEK, LETTERS, SUBSCRIPTS, plain
from agtutor.formula.reasons import refusal
from agtutor.formula.tree import Sym
from agtutor.formula.vectors.shapes import PLAIN, Shapes
from agtutor.formula.words import (
    BRACKETED,
    DERIVATIVES,
    ENABLED,
    FUNCTIONS,
    REWRITTEN,
    SPELLINGS,
    UNREAD,
)
from agtutor.record import Record

INDICES = ("i", "j", "k", "m", "n")
_NEAR, _SHORT = 2, 5
"""Letters by which a name may differ from one meant, and the length below which it may by one only."""
_UNSUGGESTED = UNREAD | DERIVATIVES | BRACKETED
_CONSTANTS = {"pi": "pi", "π": "pi", "e": "e"}


class Word(Record):
    """What a word of a formula is.

    ``kind`` is ``sym``, ``const``, ``func``, ``sum`` or ``deriv``; ``name`` is its name in the tree.
    """

    kind: str
    name: str


def _standing_words() -> dict[str, Word]:
    words = {word: Word("deriv", word) for word in DERIVATIVES}
    words |= {word: Word("func", word) for word in (*UNREAD, *REWRITTEN, *FUNCTIONS)}
    words |= {word: Word("func", name) for word, name in SPELLINGS.items()}
    words |= {word: Word("const", name) for word, name in _CONSTANTS.items()}
    words |= {word: Word("sum", word) for word in ("sum", "Σ")}
    return words


STANDING = _standing_words()


class Names:
    """The names of one question.

    Attributes:
        symbols: every declared symbol, in order.
        indices: the letters that may stand as an index.
        functions: functions that are refused elsewhere and allowed here.
        shapes: the shapes of names that are vectors or matrices; none where all are numbers.
        free: the letters that stand as an index of a declared symbol.
        letters: the letters of declared names that aren't ASCII.
        mixed: known words that hold more than letters, long ones first.
    """

    def __init__(
        self,
        symbols: Iterable[str] = (),
        indices: Iterable[str] = INDICES,
        functions: Iterable[str] = (),
        shapes: Shapes = PLAIN,
    ) -> None:
        """Declare symbols.

        Args:
            symbols: such as ``x``, ``x_i``, ``W_{ij}``, ``lr``, ``theta`` or ``θ``. What stands behind
                the last underscore is an index if it holds nothing but digits and index letters.
            indices: letters that are an index below a name; empty where no name has one.
            functions: ``max`` or ``min``, where the lesson wants them read.
            shapes: the shapes of names that are vectors or matrices. These names, and those of their
                dimensions, needn't be among the symbols.

        Raises:
            FormulaError: where a symbol is no name, with the reason ``symbol``.
            ValueError: for a function that can't be enabled.
        """
        self.indices = frozenset(indices)
        self.functions = frozenset(functions)
        if not self.functions <= ENABLED:
            raise ValueError(f"only {', '.join(sorted(ENABLED))} can be enabled")
        self.functions |= {"norm"} if shapes else set()
        self.shapes = shapes
        texts = [*symbols, *shapes.axes, *shapes.dims]
        self.symbols = tuple(dict.fromkeys(symbol(text, self.indices) for text in texts))
        indexed = (letter for sym in self.symbols for letter in sym.index)
        self.free = frozenset(letter for letter in indexed if letter.isalpha())
        self._own = self._spellings()
        self._words = {**STANDING, **self._own}
        self._longest = max(map(len, self._words))
        spelled = "".join(sym.name for sym in self.symbols)
        self.letters = frozenset(one for one in spelled if one.isalpha() and not one.isascii())
        mixed = (word for word in self._words if not word.isalpha())
        self.mixed = tuple(sorted(mixed, key=len, reverse=True))

    def _spellings(self) -> dict[str, Word]:
        own: dict[str, Word] = {}
        for sym in self.symbols:
            letter = LETTERS.get(sym.name, sym.name)
            for spelling in (letter, GREEK.get(letter, letter), sym.name):
                own[spelling] = Word("sym", sym.name)
        return {**self._shaped_words(), **own}

    def _shaped_words(self) -> dict[str, Word]:
        """Return the words that stand beside vectors and matrices: ``I``, ``I_n`` and ``ones``."""
        if not self.shapes:
            return {}
        eyes = {f"I_{dim}": Word("const", f"I_{dim}") for dim in self.shapes.all_dims}
        return {"I": Word("const", "I"), "ones": Word("func", "ones"), **eyes}

    def word(self, text: str) -> Word | None:
        """Return what a whole word is, if it is known."""
        return self._words.get(text)

    def declares(self, text: str) -> bool:
        """Whether a word is a symbol of the lesson."""
        return text in self._own

    def split(self, run: str, *, bracket: bool = False) -> list[tuple[str, Word]] | None:
        """Split a run of letters into known words: as few as can be, and long ones first.

        Args:
            run: letters without a blank, such as ``xcos``.
            bracket: whether a bracket follows, so that ``tr`` may be a function.

        Returns:
            Each word as typed and what it is, or None where the letters don't split.
        """
        return self._split(run, run, bracket) or self._split(run, run.lower(), bracket)

    def _split(self, run: str, folded: str, bracket: bool) -> list[tuple[str, Word]] | None:
        """From the right: the last n letters make ``fewest[n]`` words, the first ``first[n]`` long."""
        size = len(run)
        fewest, first = [0, *[size + 1] * size], [0] * (size + 1)
        for rest in range(1, size + 1):
            for length in range(min(rest, self._longest), 0, -1):
                fewer = fewest[rest - length] + 1 < fewest[rest]
                if fewer and self._piece(run, folded, size - rest, length, bracket and length == rest):
                    fewest[rest], first[rest] = fewest[rest - length] + 1, length
        if fewest[size] > size:
            return None
        pieces, start = [], 0
        while start < size:
            length = first[size - start]
            word = self._piece(run, folded, start, length, bracket=True)
            assert word is not None
            pieces.append((run[start : start + length], word))
            start += length
        return pieces

    def _piece(self, run: str, folded: str, start: int, length: int, bracket: bool) -> Word | None:
        """Return the word that stands there; a function may be typed in capitals."""
        typed = run[start : start + length]
        if typed in BRACKETED and not bracket and not self.declares(typed):
            return None
        other = self._words.get(folded[start : start + length])
        return self._words.get(typed) or (
            other if other and other.kind == "func" and length > 1 else None
        )

    def but_one(self, run: str) -> list[tuple[str, Word]]:
        """Return the known words before a last letter that isn't; none where it is a near miss."""
        near_miss = len(run) > _SHORT and self._nearest(run)
        return [] if near_miss else self.split(run[:-1]) or []

    def arities(self, name: str) -> frozenset[int]:
        """Return how many indices a name is declared with: ``{1}`` for ``x_i`` alone."""
        return frozenset(len(sym.index) for sym in self.symbols if sym.name == name)

    def filled(self, name: str) -> tuple[str, ...] | None:
        """Return the index of a name typed without one: ``i`` for ``x``, if only ``x_i`` is declared.

        Returns:
            The empty index for a name declared without one; None where no one index is meant.
        """
        declared = {sym.index for sym in self.symbols if sym.name == name}
        if () in declared or not declared:
            return ()
        alone = tuple(self.free)
        return alone if len(alone) == 1 and declared == {alone} else None

    def example(self, name: str) -> str:
        """Return a name with an index that it is declared with, as it is typed: ``x_i``."""
        return next(_spelled(sym) for sym in self.symbols if sym.name == name)

    def way(self, name: str) -> str:
        """Return a way out for a name that isn't known: the nearest one, or all that there are."""
        other = name.swapcase()
        near = other if self.declares(other) or other in _CONSTANTS else self._nearest(name)
        if near:
            return f"Did you mean `{near}`?"
        own = ", ".join(f"`{_spelled(sym)}`" for sym in self.symbols[:8])
        if len(self.symbols) == 1:
            return f"The one name here is {own}."
        return f"The names here are {own}." if own else "Write numbers and functions such as `sin`."

    def _nearest(self, name: str) -> str | None:
        if len(name) <= _NEAR or len(name) > self._longest + _NEAR:
            return None
        usable = (word for word in self._words if word not in _UNSUGGESTED)
        words = (word for word in usable if len(word) > _NEAR and abs(len(word) - len(name)) <= _NEAR)
        near = ((_distance(name.lower(), word.lower()), word) for word in words)
        best = min(near, default=(_NEAR + 1, ""))
        return best[1] if best[0] <= (1 if len(name) <= _SHORT else _NEAR) else None


def symbol(text: str, indices: Iterable[str] = INDICES) -> Sym:
    """Read a declared symbol: ``x``, ``x_i``, ``W_{ij}``, ``x_1``, ``xᵢ``, ``y_hat``.

    Raises:
        FormulaError: with the reason ``symbol``, where it is no name.
    """
    name, below = _parted(text.strip().lstrip("\\"))
    index = entries(below, frozenset(indices)) if below else ()
    if index is None:
        name, index = f"{name}_{below}", ()
    if not name.isidentifier() or name.endswith("_"):
        raise refusal("symbol", (0, len(text)), name=text)
    return Sym("".join(map(plain, name)), index)


def _parted(text: str) -> tuple[str, str]:
    stem = text.rstrip("".join(SUBSCRIPTS))
    if stem != text:
        return stem, "".join(SUBSCRIPTS[character] for character in text[len(stem) :])
    name, _, below = text.rpartition("_")
    if not name or not below:
        return text, ""
    return name, below.removeprefix("{").removesuffix("}")


def entries(text: str, indices: frozenset[str]) -> tuple[str, ...] | None:
    """Return the indices that stand in a subscript, or None where something else does.

    ``ij`` and ``i,j`` are two, ``12`` is one, ``1,2`` are two.
    """
    found: list[str] = []
    for part in text.replace(",", " ").split():
        digits = len(part) - len(part.lstrip("0123456789"))
        if digits:
            found.append(part[:digits])
        found.extend(part[digits:])
    fine = all(one.isdecimal() or one in indices for one in found)
    return tuple(found) if found and fine else None


def _spelled(sym: Sym) -> str:
    if not sym.index:
        return sym.name
    below = ",".join(sym.index) if any(map(str.isdigit, sym.index)) else "".join(sym.index)
    return f"{sym.name}_{below}" if len(below) == 1 else f"{sym.name}_{{{below}}}"


def _distance(one: str, two: str) -> int:
    """Return how many letters have to be changed, put in or left out."""
    row = list(range(len(two) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for column, other in enumerate(two, 1):
            before, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, before + (letter != other)),
            )
    return row[-1]

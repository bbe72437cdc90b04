"""The slip of missing brackets: the same text, with one pair of brackets more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MOST = 60
"""Texts that are tried for one answer."""

_MOST_TOKENS = 80
_TOKENS = re.compile(r"\\[A-Za-z]+|[^\W\d_]+|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_OPENING, _CLOSING = "([{", ")]}"
_TIMES = frozenset("*·×⋅")
_OVER = frozenset("/÷")
_TIGHT = _TIMES | _OVER | {"^"}
_HEADS = frozenset("\\√∛∜")
_SIGNS = frozenset("+-−–")
_SUMS = frozenset(("sum", "\\sum", "Σ", "∑", "mean"))

Piece = tuple[int, int]
"""First and last token of what brackets are put around."""


def regrouped(text: str) -> Iterator[str]:
    """Yield the text with one pair of brackets more, where they change what is read.

    That is around a sum that a tighter sign stands beside, around a product below a slash or in an
    exponent, around the number or name that a function is applied to, and around a sum over an index
    before more factors.

    Args:
        text: an answer as typed; ``1/1+x^2`` gives ``1/(1+x^2)`` among others.
    """
    tokens = [match for match in _TOKENS.finditer(text) if not match[0].isspace()]
    if len(tokens) > _MOST_TOKENS:
        return
    words = [token[0] for token in tokens]
    pieces = dict.fromkeys((*_products(words), *_arguments(words), *_totals(words), *_sums(words)))
    for first, last in islice(pieces, MOST):
        start, stop = tokens[first].start(), tokens[last].end()
        yield f"{text[:start]}({text[start:stop]}){text[stop:]}"


def _sums(words: list[str]) -> Iterator[Piece]:
    """Yield each sum that brackets would bind otherwise, short ones first."""
    found: list[Piece] = []
    for first in range(len(words)):
        if words[first] in _SIGNS or words[first] in _TIGHT:
            continue
        before = first > 0 and (words[first - 1] in _TIGHT or _is_word(words[first - 1]))
        found.extend((first, last) for last in _ends(words, first, before=before))
    yield from sorted(found, key=lambda span: (span[1] - span[0], span))


def _ends(words: list[str], first: int, *, before: bool) -> Iterator[int]:
    """Yield where a sum that begins at a token may end, before the bracket around it closes."""
    signs = 0
    for place in _level(words, first):
        word = words[place]
        if word in _TIGHT:
            continue
        if word in _SIGNS:
            signs += words[place - 1] not in _TIGHT
            continue
        after = place + 1 < len(words) and _binds(words[place + 1])
        if signs and (before or after):
            yield place


def _products(words: list[str]) -> Iterator[Piece]:
    """Yield what may be one product: ``2x`` below a slash in ``1/2x``, ``kt`` above in ``e^kt``."""
    for place, word in enumerate(words[:-1]):
        if word in _OVER or word == "^":
            yield from ((place + 1, last) for last in _factors(words, place + 1) if last > place + 1)
            if len(words[place + 1]) > 1 and words[place + 1].isalpha():
                yield (place + 1, place + 1)


def _factors(words: list[str], first: int) -> Iterator[int]:
    """Yield where a product that begins at a token may end."""
    for place in _level(words, first):
        if words[place] in _SIGNS and words[place - 1] not in _TIGHT and place > first:
            return
        goes_on = words[place] in _TIGHT or (place + 1 < len(words) and words[place + 1] in "^_")
        if not goes_on and words[place] not in _SIGNS:
            yield place


def _arguments(words: list[str]) -> Iterator[Piece]:
    """Yield the number or the name that alone may be meant to be a function's argument."""
    for place, word in enumerate(words[1:-1], 1):
        named = words[place - 1].lstrip("\\").isalpha() and len(words[place - 1]) > 1
        if named and (word[0].isdigit() or word.isalpha()):
            yield (place, place)


def _totals(words: list[str]) -> Iterator[Piece]:
    """Yield a sum over an index, with what it may be meant to run over."""
    for first, word in enumerate(words):
        if word in _SUMS:
            yield from ((first, last) for last in _factors(words, first) if last > first + 2)


def _level(words: list[str], first: int) -> Iterator[int]:
    """Yield the tokens from one on that stand outside of brackets, until the one around them closes."""
    depth = 0
    for place in range(first, len(words)):
        depth += (words[place] in _OPENING) - (words[place] in _CLOSING)
        if depth < 0:
            return
        if not depth:
            yield place


def _is_word(word: str) -> bool:
    return word[0].isalnum() or word[0] in _HEADS or word in _CLOSING


def _binds(word: str) -> bool:
    return word in _TIGHT or (_is_word(word) and word not in _CLOSING) or word in _OPENING

"""The slip of missing brackets: the same text, with one pair of brackets more around a sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

MOST = 40
"""Texts that are tried for one answer."""

_MOST_TOKENS = 80
_TOKENS = re.compile(r"\\[A-Za-z]+|[^\W\d_]+|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_OPENING, _CLOSING = "([{", ")]}"
_TIGHT = frozenset("*·×⋅/÷^")
_SIGNS = frozenset("+-−–")


def regrouped(text: str) -> Iterator[str]:
    """Yield the text with one pair of brackets more, around each sum that a tighter sign stands beside.

    Args:
        text: an answer as typed; ``1/1+x^2`` gives ``1/(1+x^2)`` among others.
    """
    tokens = [match for match in _TOKENS.finditer(text) if not match[0].isspace()]
    if len(tokens) > _MOST_TOKENS:
        return
    words = [token[0] for token in tokens]
    for first, last in islice(_sums(words), MOST):
        start, stop = tokens[first].start(), tokens[last].end()
        yield f"{text[:start]}({text[start:stop]}){text[stop:]}"


def _sums(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last token of each sum that brackets would bind otherwise, short ones first."""
    found: list[tuple[int, int]] = []
    for first in range(len(words)):
        if words[first] in _SIGNS or words[first] in _TIGHT:
            continue
        before = first > 0 and (words[first - 1] in _TIGHT or _is_word(words[first - 1]))
        found.extend((first, last) for last in _ends(words, first, before=before))
    yield from sorted(found, key=lambda span: (span[1] - span[0], span))


def _ends(words: list[str], first: int, *, before: bool) -> Iterator[int]:
    """Yield where a sum that begins at a token may end, before the bracket around it closes."""
    depth, signs = 0, 0
    for place in range(first, len(words)):
        word = words[place]
        depth += (word in _OPENING) - (word in _CLOSING)
        if depth < 0:
            return
        if depth or word in _TIGHT:
            continue
        if word in _SIGNS:
            signs += words[place - 1] not in _TIGHT
            continue
        after = place + 1 < len(words) and _binds(words[place + 1])
        if signs and (before or after):
            yield place


def _is_word(word: str) -> bool:
    return word[0].isalpha() or word[0] == "\\" or word in _CLOSING or word[0].isdigit()


def _binds(word: str) -> bool:
    return word in _TIGHT or (_is_word(word) and word not in _CLOSING) or word in _OPENING

"""What Python's and torch's errors mean: the first words that fit."""

from __future__ import annotations

import re
from collections.abc import Callable

from agtutor.judge import guesses, unknown
from agtutor.judge.catalogued import catalogued
from agtutor.judge.refusals import REFUSALS
from agtutor.judge.scene import Difference
from agtutor.judge.translations import TABLE
from agtutor.judge.trouble import Trouble

Tell = Callable[[Trouble, re.Match[str]], Difference | None]

_TELLERS: tuple[tuple[str, Tell], ...] = (
    (r"grad can be implicitly created only for scalar outputs", guesses.not_one_number),
    (r"element 0 of tensors does not require grad", guesses.no_history),
    (r"modified by an inplace operation(?:.*output \d+ of (\w+))?", guesses.overwritten),
    (r"NameError: name '(\w+)' is not defined", unknown.unknown_name),
    (r"ModuleNotFoundError: No module named '([\w.]+)'", unknown.unknown_module),
    (r"'(\w+)' object has no attribute '(\w+)'", unknown.unknown_attribute),
    (r"module '([\w.]+)' has no attribute '(\w+)'", unknown.unknown_function),
    (r"(\w+)\(\) received an invalid combination of arguments - got \((.*?)\), but", guesses.arguments),
    (r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", guesses.keyword),
    (r"(\w+)\(\): argument '(\w+)' .*must be Tensor, not (\w+)", guesses.tensor_wanted),
)


def translate(trouble: Trouble) -> Difference | None:
    """Return the words for an exception, or None where the table has none."""
    special = catalogued(trouble)
    if special:
        return special
    for pattern, tell in _TELLERS:
        found = re.search(pattern, trouble.said)
        told = tell(trouble, found) if found else None
        if told:
            return told
    for entry in (*REFUSALS, *TABLE):
        found = re.search(entry.pattern, trouble.said)
        told = entry.tell(trouble, found) if found else None
        if told:
            return told
    return None

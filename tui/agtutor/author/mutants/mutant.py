"""One bug in place of a solution."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """A wrong answer that no author had to think of.

    Attributes:
        answer: what is handed in.
        about: what was changed, in a few words, with code in `backticks`.
        always: it is wrong whatever it leaves behind, since it was not got from the tensors.
    """

    answer: str
    about: str
    always: bool = False

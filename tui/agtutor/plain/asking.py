"""How each kind of step is answered in a line: what is asked for, and what a line means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agtutor.app.mixing import mixed
from agtutor.lesson.naming import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agtutor.formula.parser import Names
    from agtutor.lesson.model import Lesson, Step

_WANTED = {
    "read": "Press Enter to go on.",
    "code": "Answer with Python code.",
    "plot": "Answer with Python code that draws with `plt`.",
    "experiment": "Press Enter to run it as it stands, or type code of your own.",
    "value": "Answer with the value, as Python shows it.",
    "explain": "Answer with a sentence or two, on one line.",
}
_PROMPTS = {
    "read": "Enter",
    "plot": "code",
    "experiment": "code",
    "derive": "formula",
    "predict": "number",
    "choice": "number",
    "order": "numbers",
    "explain": "sentence",
}
CODE = frozenset({"code", "plot", "experiment"})
"""The kinds of steps that are answered with code."""


class NoAnswer(ValueError):  # noqa: N818 - it is no fault of the program
    """A line that is no answer to the step; its text says why, and isn't an attempt."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a step asks for.

    Attributes:
        kind: the step's kind; ``value`` for a prediction that is typed.
        options: what there is to pick from, as the walkthrough takes it, in the order of its numbers.
        names: what a formula may name.
        known: the same for the reader of formulas, with shapes; None where no formula is asked for.
    """

    kind: str
    options: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    known: Names | None = None

    @property
    def prompt(self) -> str:
        """The word before what is typed."""
        return _PROMPTS.get(self.kind, self.kind)

    def wanted(self, first: bool = True) -> str:
        """Return how it is answered, in a sentence; at more length the first time."""
        many = len(self.options)
        match self.kind:
            case "choice" | "predict":
                return f"Answer with a number from 1 to {many}."
            case "order":
                return f"Answer with the {many} numbers in their order, with blanks between."
            case "derive":
                names = ", ".join(f"`{name}`" for name in self.names)
                known = f" It may name {names}." if names else ""
                example = " on one line, such as `3 x^2` or `cos(x)/2`" if first else ""
                return f"Answer with a formula{example}.{known}"
            case _:
                return _WANTED[self.kind]

    def answer(self, typed: str) -> str:
        """Return a line as the walkthrough takes it.

        Raises:
            NoAnswer: it is none, such as a number that isn't there.
        """
        text = typed.strip()
        match self.kind:
            case "choice" | "predict":
                return self.options[self._number(text)]
            case "order":
                return "\n".join(self.options[number] for number in self._numbers(text))
            case _:
                return typed if self.kind in CODE else text

    def _number(self, text: str) -> int:
        bare = text.strip(".()").lower()
        if bare.isascii() and bare.isdigit() and 1 <= int(bare) <= len(self.options):
            return int(bare) - 1
        if len(bare) == 1 and 0 <= ord(bare) - ord("a") < len(self.options):
            return ord(bare) - ord("a")
        alike = [place for place, option in enumerate(self.options) if _bare(option) == _bare(text)]
        if alike:
            return alike[0]
        raise NoAnswer(f"That is no number from 1 to {len(self.options)}. This was not an attempt.")

    def _numbers(self, text: str) -> list[int]:
        many = len(self.options)
        found = numbers_in(text, many)
        if sorted(found) != list(range(many)):
            raise NoAnswer(
                f"The order needs each number from 1 to {many} once. This was not an attempt."
            )
        return found


def asked(lesson: Lesson, step: Step) -> Asked:
    """Return what a step of a lesson asks for."""
    match step.kind:
        case "derive":
            return Asked("derive", names=tuple(lesson.symbols), known=names_of(lesson, step))
        case "predict" | "choice":
            texts = tuple(choice.text for choice in step.choices)
            return Asked(step.kind, texts) if texts else Asked("value")
        case "order":
            return Asked("order", tuple(mixed(step.items, step.id)))
        case _:
            return Asked(step.kind)


def begun(step: Step) -> str:
    """Return the code that a step gives to start from; empty where it gives none."""
    match step.kind:
        case "code" | "plot":
            return step.starter.rstrip("\n")
        case "experiment":
            return step.code.rstrip("\n")
        case _:
            return ""


def numbers_in(text: str, many: int) -> list[int]:
    """Return the numbers that a line names, from 0; of at most nine things, also without blanks.

    Raises:
        NoAnswer: something else stands there, or a number that there isn't.
    """
    words = re.split(r"[\s,;>.-]+", text.strip(" ,;.[]()"))
    if len(words) == 1 and many <= 9 and words[0].isdigit():
        words = list(words[0])
    if not all(word.isascii() and word.isdigit() and 1 <= int(word) <= many for word in words):
        raise NoAnswer(f"Numbers from 1 to {many} are asked for, with blanks between.")
    return [int(word) - 1 for word in words]


def options_of(step: Step, asked: Asked) -> Sequence[str]:
    """Return what is listed under a question, in the order of its numbers."""
    return asked.options if step.kind in ("choice", "predict", "order") else ()


def _bare(text: str) -> str:
    return text.replace("`", "").replace("$", "").strip().lower()

"""What the judge looks at for one code answer, and the form in which a difference is told."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from agtutor.case.evidence import Evidence, Fact
from agtutor.case.question import CodeQuestion
from agtutor.case.verdict import Ruling
from agtutor.judge import syntax


@dataclass(frozen=True, slots=True)
class Difference:
    """In what an answer differs from what was asked: the first cause, in words.

    Attributes:
        slip: the mistake's id, in kebab-case; None where no pattern was recognised.
        message: what the learner did, and where to look.
        more: a step further, for a second miss.
        ruling: ``wrong``, but where the difference can't be decided.
    """

    slip: str | None
    message: str
    more: str = ""
    ruling: Ruling = "wrong"


@dataclass(frozen=True, slots=True)
class Scene:
    """One code answer with all that is known about it.

    Attributes:
        question: what was asked.
        text: what the learner typed.
        before: facts about the names that were there before the code ran.
        expected: evidence of the solution's run, from the same start.
        got: evidence of the learner's run.
        tree: the syntax tree of the text; empty where Python can't parse it.
    """

    question: CodeQuestion
    text: str
    before: dict[str, Fact]
    expected: Evidence
    got: Evidence
    tree: ast.Module = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", syntax.parse(self.text))

    @property
    def new_names(self) -> list[str]:
        """Names that the learner's code made, modules aside."""
        return [
            name
            for name, fact in self.got["names"].items()
            if name not in self.before and fact["kind"] != "module"
        ]

    def tensors_before(self) -> dict[str, Fact]:
        """Named tensors that were there before, and whose values are known."""
        return {
            name: fact
            for name, fact in self.before.items()
            if fact["kind"] == "tensor" and fact.get("values")
        }

    @property
    def shown(self) -> str:
        """What was shown: the output, and the value of the last expression; a text without quotes."""
        echo, value = self.got["echo"] or "", self.got["echo_fact"]
        if value is not None and value["kind"] == "text":
            echo = syntax.unquoted(echo)
        return f"{self.got['output']}\n{echo}".strip("\n")

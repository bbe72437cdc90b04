"""The solution, and then one line more, which spoils what it left."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agtutor.author.mutants.mutant import Mutant
from agtutor.case.evidence import Evidence, Fact
from agtutor.case.question import CodeQuestion

Spoiling = tuple[tuple[str, str], ...]
"""Lines with ``{n}`` for a name, each with what it does, in words."""


@dataclass(frozen=True, slots=True)
class Spoiler:
    """What is known of a step whose solution is spoilt.

    Attributes:
        question: what the step asks.
        before: facts of what stands before it.
        model: evidence of the solution's run.
    """

    question: CodeQuestion
    before: Mapping[str, Fact]
    model: Evidence

    def each(self, name: str, spoiling: Spoiling) -> Iterator[Mutant]:
        """Yield the solution with each of some lines behind it, about a name."""
        for line, about in spoiling:
            yield self.after(line.format(n=name), about.format(n=name))

    def after(self, line: str, about: str) -> Mutant:
        """Return the solution with a line behind it; what the solution shows is shown before."""
        return Mutant(f"{self._solution()}\n{line}", about)

    def first(self, line: str, about: str) -> Mutant:
        """Return the solution with a line before it."""
        return Mutant(f"{line}\n{self.question['solution'].rstrip()}", about)

    def made(self, name: str) -> bool:
        """Whether the solution makes what stands under a name."""
        was, fact = self.before.get(name), self.model["names"].get(name)
        return fact is not None and (was is None or was["identity"] != fact["identity"])

    def tensors(self, name: str = "") -> list[str]:
        """Return the names of tensors that stand before the step, but for one."""
        return [one for one, fact in self.before.items() if fact["kind"] == "tensor" and one != name]

    def torch(self) -> str:
        """Return the name under which torch is there; "" where it isn't."""
        names = self.model["names"].items()
        return next((name for name, fact in names if fact.get("module") == "torch"), "")

    def _solution(self) -> str:
        solution, echoed = self.question["solution"].rstrip(), self.model["echo_fact"]
        if echoed is None or echoed["kind"] == "text":
            return solution
        tree = ast.parse(solution)
        last = tree.body[-1]
        if not isinstance(last, ast.Expr):
            return solution
        shown = ast.Call(func=ast.Name(id="print", ctx=ast.Load()), args=[last.value], keywords=[])
        tree.body[-1] = ast.Expr(value=shown)
        return ast.unparse(ast.fix_missing_locations(tree))

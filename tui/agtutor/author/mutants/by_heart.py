"""Answers got by heart, which show or hold the right thing and look at nothing; and nothing shown."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from agtutor.author.mutants.alike import shown
from agtutor.author.mutants.editing import prints
from agtutor.author.mutants.mutant import Mutant
from agtutor.author.mutants.spoiling import Spoiler
from agtutor.case.evidence import Fact
from agtutor.judge.syntax import source

_MOST = 100
"""Entries up to which values are written out."""


def by_heart(spoiler: Spoiler) -> Iterator[Mutant]:
    """Yield what has the right outcome without having looked at what the step is about."""
    question = spoiler.question
    if question["shows"]:
        text = shown(spoiler.model).strip()
        yield Mutant(f"print({text!r})", "the right text is printed by heart", always=True)
        yield Mutant(_silent(question["solution"]), "nothing is shown")
    if question["verdict"]:
        yield from _verdicts(question["verdict"])
    if question["figure"]:
        yield Mutant("plt.plot([1, 2, 3], [1, 2, 3])", "another curve is drawn")
    if question["reads"]:
        yield from _typed(spoiler)
    if "backward" in (*spoiler.model["calls"], *question["calls"]):
        yield from _unwalked(spoiler)


def _verdicts(watched: str) -> Iterator[Mutant]:
    yield Mutant("True", "True by heart", always=True)
    yield Mutant("print(True)", "True is printed by heart", always=True)
    yield Mutant(f"{watched} is not None", f"whether `{watched}` is there", always=True)
    yield Mutant(f"bool(({watched} == {watched}).all())", f"`{watched}` against itself", always=True)


def _silent(solution: str) -> str:
    """Return a solution that works all out, and shows nothing of it."""
    tree = ast.parse(solution)
    for statement in tree.body[-1:]:
        if isinstance(statement, ast.Expr):
            tree.body[-1] = _unnamed(statement.value)
    tree = _Silence().visit(tree)
    return ast.unparse(ast.fix_missing_locations(tree))


def _unnamed(value: ast.expr) -> ast.Assign:
    return ast.Assign(targets=[ast.Name(id="_", ctx=ast.Store())], value=value)


class _Silence(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Return what would be printed, in the place of its printing."""
        self.generic_visit(node)
        if prints(node):
            return ast.Tuple(elts=node.args, ctx=ast.Load())
        return node


def _typed(spoiler: Spoiler) -> Iterator[Mutant]:
    """Yield the values of the names that the step expects, typed."""
    names = spoiler.question["expect"]
    lines = [_line(spoiler, name, spoiler.model["names"][name]) for name in names]
    if lines and all(lines):
        yield Mutant("\n".join(lines), "the values are typed by heart", always=True)


def _line(spoiler: Spoiler, name: str, fact: Fact) -> str:
    """Return an assignment of a fact's values to a name; "" where they can't be typed."""
    if "number" in fact:
        return f"{name} = {fact['number']!r}"
    values, torch = _values(fact), spoiler.torch()
    if not torch or values is None or fact["kind"] != "tensor" or fact.get("grad_fn"):
        return ""
    tracked = ".requires_grad_()" if fact.get("requires_grad") else ""
    return f"{name} = {torch}.tensor({values}).reshape({fact.get('shape')}){tracked}"


def _values(fact: Fact) -> list[float] | list[int] | None:
    values = fact.get("values")
    if values is None or len(values) > _MOST:
        return None
    return values if fact.get("dtype_kind") == "float" else [int(value) for value in values]


def _unwalked(spoiler: Spoiler) -> Iterator[Mutant]:
    """Yield the gradients that the solution's walk leaves, written in its place."""
    written = "\n".join(_written(spoiler))
    tree = ast.parse(spoiler.question["solution"])
    walks = [statement for statement in tree.body if _is_walk(statement)]
    kept = [statement for statement in tree.body if walks and statement not in walks[1:]]
    lines = [written if statement is walks[0] else source(statement) for statement in kept]
    if written:
        code = "\n".join(lines or [written])
        yield Mutant(code, "the gradient is written by hand", always=True)


def _is_walk(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="backward"))):
            return True
    return False


def _written(spoiler: Spoiler) -> Iterator[str]:
    """Yield a line for each gradient that the solution makes, with its values in it."""
    for name, fact in spoiler.model["names"].items():
        grad, was = fact.get("grad"), spoiler.before.get(name)
        values = _values(grad) if grad else None
        if values and not (was and was.get("grad")):
            yield f"{name}.grad = {name}.detach().new_tensor({values}).reshape({name}.shape)"

"""Bugs of calls that a step asks for or forbids: all without the call, the call to no effect."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from agtutor.author.mutants.editing import New, exchanged
from agtutor.author.mutants.mutant import Mutant
from agtutor.author.mutants.spoiling import Spoiler
from agtutor.case.question import Call
from agtutor.judge.syntax import source

_INSTEAD: Mapping[Call, str] = {
    "detach": "{o}.data",
    "clone": "{o} + 0",
    "item": "{o}.tolist()",
    "numpy": "{o}.__array__()",
    "zero_": "{o}.mul_(0)",
    "grad": "({a}.backward(), ({b}.grad,))[1]",
    "requires_grad_": "{o}.requires_grad = True",
    "detach_": "{o} = {o}.data",
    "zero_grad": "[setattr(one, 'grad', None) for one in {leaves}]",
}
"""What comes to the same without the call: ``{o}`` has the method, ``{a}``, ``{b}`` are arguments."""

_COPY = "{t}.data.double().requires_grad_()"
_IDLE: Mapping[Call, str] = {
    "backward": f"_ = {_COPY}.sum().backward()",
    "grad": f"_ = {_COPY}\n_ = {{torch}}.autograd.grad(_.sum(), _)",
    "zero_grad": "_ = {torch}.nn.Module().zero_grad()",
    "step": f"_ = {{torch}}.optim.SGD([{_COPY}], lr=0.0).step()",
    "retain_grad": f"_ = ({_COPY} * 1).retain_grad()",
    "requires_grad_": f"_ = {_COPY}",
    "detach": "_ = {t}.detach()",
    "detach_": "_ = {t}.clone().detach_()",
    "clone": "_ = {t}.clone()",
    "item": "_ = {t}.flatten()[0].item()",
    "numpy": "_ = {t}.data.numpy()",
    "zero_": "_ = {t}.data.clone().zero_()",
}
"""The call, made so that nothing is another than before: ``{t}`` is some tensor."""


def of_calls(spoiler: Spoiler) -> Iterator[Mutant]:
    """Yield what goes round a call that has to be made, or makes one that must not be."""
    for call in spoiler.question["calls"]:
        yield from _without(spoiler, call)
    for call in spoiler.question["never"]:
        yield from _with(spoiler, call)
    if "backward" in spoiler.question["never"]:
        for root, fact in spoiler.before.items():
            if fact.get("grad_fn") and fact.get("shape") == []:
                yield spoiler.first(f"{root}.backward(retain_graph=True)", "`backward` is run first")


def _without(spoiler: Spoiler, call: Call) -> Iterator[Mutant]:
    """Yield the solution with every such call exchanged for what comes to the same."""
    code = spoiler.question["solution"]
    while (found := _instead(spoiler, call, ast.parse(code))) is not None:
        code = found
    if code != spoiler.question["solution"]:
        yield Mutant(code, f"the same without `{call}`")


def _instead(spoiler: Spoiler, call: Call, tree: ast.Module) -> str | None:
    """Return code with the first such call exchanged; None where there is none, or no way around it."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name() as name], value=ast.Call(func=func)) if (
                call == "requires_grad_" and _is(func, call)
            ):
                assert isinstance(func, ast.Attribute)
                plain = ast.Assign(targets=node.targets, value=func.value)
                switched = _statements(_INSTEAD[call].format(o=name.id))
                return exchanged(tree, node, [plain, *switched])
            case ast.Expr(value=ast.Call() as made) if _is(made.func, call):
                new = _form(spoiler, call, made)
                return exchanged(tree, node, _statements(new)) if new else None
            case ast.Call() if _is(node.func, call):
                new = _form(spoiler, call, node)
                value = _value(new) if new else None
                return exchanged(tree, node, value) if value is not None else None
    return None


def _is(func: ast.expr, call: Call) -> bool:
    return isinstance(func, ast.Attribute) and func.attr == call


def _form(spoiler: Spoiler, call: Call, node: ast.Call) -> str:
    """Return what stands for a call; "" where nothing does."""
    form, func = _INSTEAD.get(call, ""), node.func
    assert isinstance(func, ast.Attribute)
    if "{a}" in form and len(node.args) < 2:
        return ""
    leaves = [name for name in spoiler.tensors() if spoiler.before[name].get("grad")]
    return form.format(
        o=f"({source(func.value)})" if not isinstance(func.value, ast.Name) else func.value.id,
        a=source(node.args[0]) if node.args else "",
        b=source(node.args[1]) if len(node.args) > 1 else "",
        leaves=f"[{', '.join(leaves)}]",
    )


def _statements(code: str) -> list[ast.stmt]:
    return ast.parse(code).body


def _value(code: str) -> New | None:
    """Return an expression; None where the code is a statement."""
    match ast.parse(code).body:
        case [ast.Expr(value=value)]:
            return value
    return None


def _with(spoiler: Spoiler, call: Call) -> Iterator[Mutant]:
    """Yield the solution beside such a call that changes nothing."""
    about = f"`{call}` is called, to no effect"
    torch, form = spoiler.torch(), _IDLE[call]
    if "{torch}" in form and not torch:
        return
    before = spoiler.tensors()
    made = [name for name, fact in spoiler.model["names"].items() if fact["kind"] == "tensor"]
    if before:
        yield spoiler.first(form.format(t=before[0], torch=torch), about)
    elif made:
        yield spoiler.after(form.format(t=made[0], torch=torch), about)

"""Causes of a gradient that isn't there, or of a graph that leads nowhere."""

from __future__ import annotations

import ast

from agtutor.judge import syntax
from agtutor.judge.causes.cause import Cause, Facts
from agtutor.judge.causes.trees import known, receiver, statements
from agtutor.judge.scene import Scene
from agtutor.judge.words import ticked

_INDICES = ("argmax", "argmin", "argsort", "searchsorted", "bucketize")
_FLAG = "requires_grad"


def _in_a_copy(scene: Scene) -> Facts | None:
    leaves = [name for name in scene.question["expect"] if known(scene.before, name).get("is_leaf")]
    for name in scene.new_names:
        fact = scene.got["names"][name]
        if leaves and fact.get("is_leaf") and fact.get("grad") is not None:
            return {"copy": name, "leaf": leaves[0]}
    return None


def _rebound(scene: Scene) -> Facts | None:
    for name in scene.question["expect"]:
        was, now = scene.before.get(name), scene.got["names"].get(name)
        if was is None or now is None or not was.get("is_leaf") or not was.get(_FLAG):
            continue
        if now["identity"] != was["identity"] and now.get("is_leaf") is False:
            return {"name": name}
    return None


def _grads_of_results(scene: Scene) -> list[str]:
    """Return the results whose ``.grad`` the code reads while it is None."""
    found = []
    for part in syntax.attributes(scene.tree):
        name = syntax.source(part.value)
        fact = scene.got["names"].get(name)
        if part.attr == "grad" and fact is not None and fact.get("is_leaf") is False:
            found += [name] if fact.get("grad") is None else []
    return found


def _retain_not_called(scene: Scene) -> Facts | None:
    named = syntax.uncalled(scene.tree, "retain_grad") is not None
    return {} if named and _grads_of_results(scene) else None


def _too_late(scene: Scene) -> Facts | None:
    names = _grads_of_results(scene)
    late = [name for name in names if scene.got["names"][name].get("retains_grad")]
    return {"name": late[0]} if late else None


def _result(scene: Scene) -> Facts | None:
    names = _grads_of_results(scene)
    return {"name": names[0]} if names and "backward" in scene.got["calls"] else None


def _of_a_gradient(scene: Scene) -> Facts | None:
    """Find a walk from what was made of a gradient, which was not itself recorded."""
    recorded = any(
        word.arg == "create_graph" for call in syntax.calls(scene.tree) for word in call.keywords
    )
    taken = [
        name
        for name, value in syntax.assignments(scene.tree)
        if isinstance(value, ast.Call) and syntax.source(value.func).endswith("autograd.grad")
    ]
    for call in syntax.calls(scene.tree):
        root = ""
        if syntax.called(call) == "backward":
            root = receiver(call)
        elif syntax.source(call.func).endswith("autograd.grad") and call.args:
            root = syntax.source(call.args[0])
        parts = syntax.parse(root)
        if syntax.attribute_of(parts, "grad") or syntax.names(parts) & set(taken):
            return None if recorded else {}
    return None


def _too_late_tracked(scene: Scene) -> Facts | None:
    """Find a tensor that is tracked now, and was used on an earlier line than it was switched on."""
    for node in ast.walk(scene.tree):
        name, line = _switched(node)
        used = [
            value.lineno
            for _, value in syntax.assignments(scene.tree)
            if name in syntax.names(value) and hasattr(value, "lineno")
        ]
        if name and used and min(used) < line:
            return {"name": name}
    return None


def _switched(node: ast.AST) -> tuple[str, int]:
    """Return the name whose tracking a node switches on, and the line; "" where it does no such."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="requires_grad_")):
            return name, node.lineno
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=name), attr="requires_grad")]):
            return name, node.lineno
    return "", 0


def _index(scene: Scene) -> Facts | None:
    call = syntax.call_of(scene.tree, *_INDICES)
    return {"word": syntax.called(call)} if call is not None else None


def _leaf_asked(scene: Scene) -> Facts | None:
    """Find leaves alone asked for a ``grad_fn``, where that of a result is to be shown."""
    if not any(fact["kind"] == "node" for fact in scene.expected["shown"]):
        return None
    parts = [part for part in syntax.attributes(scene.tree) if part.attr == "grad_fn"]
    names = [syntax.source(part.value) for part in parts]
    alone = names and all(known(scene.got["names"], name).get("is_leaf") for name in names)
    return {"name": names[0]} if alone else None


def _no_grad(scene: Scene) -> Facts | None:
    block = syntax.inside_with(scene.tree, "no_grad", "inference_mode")
    if block is None:
        return None
    inside = set().union(*(syntax.names(line) for line in block.body))
    names = sorted(name for name in inside if known(scene.before, name).get(_FLAG))
    many = len(names) > 1
    were, stay = ("were", "stay") if many else ("was", "stays")
    return {"names": ticked(names), "were": were, "stay": stay} if names else None


def _discarded(scene: Scene) -> Facts | None:
    for value in statements(scene.tree):
        if isinstance(value, ast.Call) and syntax.called(value) == "detach" and not value.args:
            return {"name": receiver(value)}
    return None


def _evaluates(scene: Scene) -> Facts | None:
    call = syntax.call_of(scene.tree, "eval")
    return {} if call is not None and receiver(call) else None


def _one_number(scene: Scene) -> Facts | None:
    drawing = syntax.call_of(scene.tree, "plot", "scatter")
    for part in drawing.args if drawing is not None else []:
        for name in sorted(syntax.names(part)):
            fact = known(scene.before, name)
            if fact.get("kind") == "tensor" and fact.get("shape") == []:
                return {"name": name}
    return None


_NONE_READ = frozenset({"none-from-grad", "none-shown", "grad-is-none", "none-in-place"})
_PLOTTED = frozenset({"tracked-in-plot", "numpy-on-tracked"})

CAUSES = (
    Cause("gradient-in-a-copy", frozenset({"grad-is-none"}), _in_a_copy),
    Cause("name-reused", frozenset({"not-a-leaf", "grad-is-none"}), _rebound),
    Cause("not-called", _NONE_READ, _retain_not_called),
    Cause("asked-too-late", _NONE_READ, _too_late),
    Cause("results-keep-no-grad", frozenset({"none-from-grad", "none-shown"}), _result),
    Cause("gradient-without-history", frozenset({"no-history"}), _of_a_gradient),
    Cause("index-has-no-slope", frozenset({"no-history"}), _index),
    Cause("tracked-too-late", frozenset({"no-history"}), _too_late_tracked),
    Cause("leaf-has-no-grad-fn", frozenset({"not-all-shown", "none-shown"}), _leaf_asked),
    Cause("no-grad-untracks-nothing", _PLOTTED, _no_grad),
    Cause("detach-discarded", _PLOTTED | {"not-assigned", "still-tracked"}, _discarded),
    Cause("eval-for-no-grad", frozenset({"still-tracked"}), _evaluates),
    Cause("one-number-drawn", frozenset({"lengths-differ"}), _one_number),
)

"""Causes in loops that train, in functions and engines of the learner's own, in numerical checks."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from agtutor.judge import syntax
from agtutor.judge.causes.cause import VALUES, Cause, Facts
from agtutor.judge.causes.trees import classes, clears, known, loops, methods, numbers, reads_grad_of
from agtutor.judge.facts import Values, alike, values
from agtutor.judge.scene import Scene
from agtutor.judge.words import number

_SMALL = 1e-4  # a step below which float32 leaves nothing of a difference
_COPIES = ("detach", "clone", "tensor", "deepcopy", "data")


def _moves(scene: Scene) -> Iterator[tuple[str, Values, Values, Values]]:
    """Yield each asked name that stood before, with its values then, as asked for, and now."""
    for name in scene.question["expect"]:
        facts = scene.before.get(name), scene.expected["names"].get(name), scene.got["names"].get(name)
        start, want, have = (values(fact) if fact is not None else None for fact in facts)
        if start and want and have and len(start) == len(want) == len(have):
            yield name, start, want, have


def _rebinds(scene: Scene) -> Facts | None:
    for loop in loops(scene.tree):
        for node in ast.walk(loop):
            match node:
                case ast.Assign(targets=[ast.Name(id=name)]) if reads_grad_of(node.value, name):
                    return {"name": name}
    return None


def _recorded(scene: Scene) -> Facts | None:
    for node in ast.walk(scene.tree):
        match node:
            case ast.AugAssign(target=ast.Name(id=name)) if reads_grad_of(node.value, name):
                return {"name": name}
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=word)) if word.endswith("_"):
                if any(reads_grad_of(argument, name) for argument in node.args):
                    return {"name": name}
    return None


def _never_cleared(scene: Scene) -> Facts | None:
    walking = any(syntax.call_of(loop, "backward") is not None for loop in loops(scene.tree))
    moving = syntax.call_of(scene.tree, "step") is not None or _recorded(scene) is not None
    return {} if walking and moving and not clears(scene.tree) else None


def _unmoved(scene: Scene) -> list[str]:
    return [name for name, start, _, have in _moves(scene) if alike(start, have)]


def _too_early(scene: Scene) -> Facts | None:
    places = {
        word: call.lineno
        for word in ("backward", "zero_grad", "step")
        if (call := syntax.call_of(scene.tree, word)) is not None
    }
    if len(places) < 3 or not places["backward"] <= places["zero_grad"] <= places["step"]:
        return None
    return {} if _unmoved(scene) else None


def _copied(scene: Scene) -> Facts | None:
    for call in syntax.calls(scene.tree):
        made = "optim" in syntax.source(call.func) and call.args
        if made and (syntax.call_of(call, *_COPIES) or syntax.attribute_of(call, "data")):
            return {"name": names[0]} if (names := _unmoved(scene)) else None
    return None


def _uphill(scene: Scene) -> Facts | None:
    for name, start, want, have in _moves(scene):
        turned = [(now - was) * (asked - was) < 0 for was, asked, now in _each(start, want, have)]
        if all(turned) and _adds(scene.tree, name):
            return _moved(name, start, have)
    return None


def _each(*lists: Values) -> Iterator[tuple[float, ...]]:
    return zip(*lists, strict=True)


def _moved(name: str, start: Values, have: Values) -> Facts:
    where = f"{name}[0]" if len(start) > 1 else name
    return {"name": where, "start": number(start[0]), "value": number(have[0])}


def _adds(tree: ast.AST, name: str) -> bool:
    for node in ast.walk(tree):
        match node:
            case ast.AugAssign(target=ast.Name(id=word), op=ast.Add()) if word == name:
                if reads_grad_of(node.value, name):
                    return True
            case ast.BinOp(op=ast.Add()) | ast.Call(func=ast.Attribute(attr="add_")):
                if reads_grad_of(node, name):
                    return True
    return False


def _too_large(scene: Scene) -> Facts | None:
    if not any(True for _ in loops(scene.tree)) or "backward" not in scene.got["calls"]:
        return None
    for name, start, want, have in _moves(scene):
        if all(abs(now - asked) > abs(was - asked) for was, asked, now in _each(start, want, have)):
            return _moved(name, start, have)
    return None


def _upstream(scene: Scene) -> Facts | None:
    for cls in classes(scene.tree):
        if not any("Function" in syntax.source(base) for base in cls.bases):
            continue
        for method in methods(cls, "backward"):
            given = {argument.arg for argument in method.args.args[1:]}
            body = set().union(*(syntax.names(line) for line in method.body))
            if given and not given & body:
                return {}
    return None


def _difference(scene: Scene) -> Facts | None:
    divides = any(isinstance(node, ast.Div) for node in ast.walk(scene.tree))
    tiny = [value for value in numbers(scene.tree) if 0 < value < _SMALL]
    single = any(
        known(scene.got["names"], name).get("dtype") == "float32" for name in scene.question["expect"]
    )
    return {"step": number(tiny[0])} if divides and tiny and single else None


def _overwrites(scene: Scene) -> Facts | None:
    for cls in classes(scene.tree):
        for node in ast.walk(cls):
            match node:
                case ast.Assign(targets=[ast.Attribute(attr="grad")], value=value):
                    if syntax.attribute_of(value, "grad") and not isinstance(value, ast.BinOp):
                        return {}
    return None


def _unsorted(scene: Scene) -> Facts | None:
    for cls in classes(scene.tree):
        for method in methods(cls, "backward"):
            if any(syntax.call_of(loop, "backward") is not None for loop in loops(method)):
                return {}
    return None


def _log(scene: Scene) -> Facts | None:
    """Find a tracked tensor that a loop adds to, where a number is asked for."""
    for name in scene.question["expect"]:
        mine = known(scene.got["names"], name)
        if mine.get("requires_grad") and any(name in syntax.names(loop) for loop in loops(scene.tree)):
            return {"name": name}
    return None


CAUSES = (
    Cause("log-keeps-graph", frozenset({"tensor-for-number"}), _log),
    Cause("update-rebinds", frozenset({"grad-is-none", "not-a-leaf", "none-used"}), _rebinds),
    Cause("update-recorded", frozenset({"in-place-on-leaf"}), _recorded),
    Cause("optimizer-on-a-copy", VALUES, _copied),
    Cause("cleared-before-step", VALUES, _too_early),
    Cause("never-cleared", VALUES, _never_cleared),
    Cause("upstream-forgotten", VALUES, _upstream),
    Cause("overwrites-for-adding", VALUES, _overwrites),
    Cause("node-before-its-users", VALUES, _unsorted),
    Cause("difference-too-small", VALUES, _difference),
    Cause("uphill", VALUES, _uphill),
    Cause("step-too-large", VALUES, _too_large),
)

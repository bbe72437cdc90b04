"""Names that earlier steps made: they come out of an answer as the solution leaves them."""

from __future__ import annotations

import ast

from agtutor.case.evidence import Fact
from agtutor.case.question import LIKE_THE_SOLUTION, Expect
from agtutor.judge import grads, syntax
from agtutor.judge.cuts import FLAG
from agtutor.judge.facts import agree, differing, same_grad, tolerance, values
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.states import used_up
from agtutor.judge.words import at, pair, short

_BY_VALUE = {"number", "bool", "text", "none", "size", "module"}
"""Kinds that have no identity worth keeping: an equal one is as good."""


def damaged(scene: Scene) -> Difference | None:
    """Return what happened to a kept name that the solution leaves alone, or None."""
    for name in (*scene.question["kept"], *_held(scene)):
        was, model = scene.before.get(name), scene.expected["names"].get(name)
        if was is None or model is None:
            continue
        now = scene.got["names"].get(name)
        if now is None:
            return Difference("name-deleted", f"`{name}` is gone, and the next steps still need it.")
        found = _damage(scene, name, was, model, now)
        if found:
            return found
    return None


def _held(scene: Scene) -> list[str]:
    """Return names that the question asks about, and wants to be the objects that they were."""
    return [name for name, want in scene.question["expect"].items() if want["same"] and want["value"]]


def wanted(scene: Scene) -> dict[str, Expect]:
    """Return what is asked of each name; a kept one that the solution changes is among them."""
    asked = dict(scene.question["expect"])
    for name in scene.question["kept"]:
        was, model = scene.before.get(name), scene.expected["names"].get(name)
        if name not in asked and was is not None and model is not None and _differs(was, model):
            asked[name] = LIKE_THE_SOLUTION
    return asked


def _differs(was: Fact, model: Fact) -> bool:
    """Whether the solution changes the name. What a result retains counts only where asked for."""
    return (
        agree(was, model) is False
        or was.get(FLAG) != model.get(FLAG)
        or (bool(model.get("is_leaf")) and same_grad(was, model) is False)
    )


def _damage(scene: Scene, name: str, was: Fact, model: Fact, now: Fact) -> Difference | None:
    """Compare in each respect that the solution leaves as it was."""
    if was["identity"] == model["identity"] != now["identity"] and not _as_good(was, now):
        return _renamed(scene, name, was, now)
    if agree(was, model) is not False and agree(was, now) is False:
        changed = _renamed if was["kind"] == "module" else _changed
        return changed(scene, name, was, now)
    if was.get(FLAG) == model.get(FLAG) != now.get(FLAG):
        return _flag(name, now)
    if _keeps_grad(was) and same_grad(was, model) is not False and same_grad(was, now) is False:
        return grads.changed(scene, name, was, now)
    return used_up(name) if model.get("freed") is False and now.get("freed") else None


def _as_good(was: Fact, now: Fact) -> bool:
    return was["kind"] in _BY_VALUE and was["kind"] == now["kind"]


def _keeps_grad(was: Fact) -> bool:
    """Whether a gradient there counts: results that were not asked to keep one may be asked now."""
    return bool(was.get("is_leaf")) or was.get("grad") is not None


def _renamed(scene: Scene, name: str, was: Fact, now: Fact) -> Difference:
    if now["kind"] == was["kind"] == "tensor" and agree(was, now):
        if not was.get(FLAG):
            return Difference(
                "name-reused", f"`{name}` stands for another tensor now. The step leaves it as it was."
            )
        return Difference(
            "rebuilt",
            f"`{name}` has its values again, but it is a new tensor: what you made from the old one "
            "knows nothing of it.",
            f"Leave `{name}` as it is, and work with it.",
        )
    line = _line(scene, name)
    return Difference(
        "name-reused",
        f"{line}gave the name `{name}` to something else, so the tensor that had it can't be named "
        "any more. What other name could the result have?"
        if was["kind"] == "tensor"
        else f"{line}gave `{name}` another meaning: it was {_meant(was)}.",
    )


def _meant(was: Fact) -> str:
    return f"the module `{was['module']}`" if "module" in was else f"`{short(was['text'], 30)}`"


def _line(scene: Scene, name: str) -> str:
    value = syntax.assigned(scene.tree, name)
    if value is None or not hasattr(value, "lineno"):
        return "Your code "
    return f"`{short(syntax.line_text(scene.text, value.lineno), 50)}` "


def _changed(scene: Scene, name: str, was: Fact, now: Fact) -> Difference:
    old, new = values(was), values(now)
    if old is None or new is None or len(old) != len(new):
        return Difference("changed-in-place", f"`{name}` is not what it was; the step leaves it alone.")
    place = (differing(old, new, tolerance(was, now)) or [0])[0]
    before, after = pair(old[place], new[place])
    where = at(name, place, was.get("shape", []))
    return Difference(
        "changed-in-place" if was["kind"] == "tensor" else "name-reused",
        f"{_how(scene, name)}`{where}` was {before} and is {after}. Your tensors are back as they "
        "were.",
        "Give the result a name of its own, and leave what it is made from alone.",
    )


def _how(scene: Scene, name: str) -> str:
    for node in ast.walk(scene.tree):
        match node:
            case ast.AugAssign(target=ast.Name(id=word)) if word == name:
                sign = syntax.source(node).removeprefix(name).split("=")[0].strip()
                return f"`{sign}=` writes into `{name}` itself: "
            case ast.Call(func=ast.Attribute(attr=word)) if word.endswith("_") and not word.endswith(
                "__"
            ):
                return f"`{word}`, with its underscore, writes into the tensor itself: "
    return f"`{name}` was changed in place: "


def _flag(name: str, now: Fact) -> Difference:
    if now.get(FLAG):
        return Difference("tracking-switched-on", f"`{name}` is tracked now, and it was not before.")
    return Difference(
        "tracking-switched-off",
        f"`{name}.{FLAG}` is False now. Autograd would record nothing that you do with `{name}` from "
        "here on.",
    )

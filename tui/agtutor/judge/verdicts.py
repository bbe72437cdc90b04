"""Steps that ask for one True or False: is it shown, and does it depend on what it is about?

The evidence holds what each comparison would have given in other worlds, where the watched value is
another. A verdict that stays True in one of them says nothing about that value.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from agtutor.judge import comparing, showing, shown, syntax
from agtutor.judge.scene import Difference, Scene


def wrong_verdict(scene: Scene) -> Difference | None:
    """Return what is wrong with the one True or False that the question asks for, or None."""
    truths = shown.truths(scene.shown)
    worked_out = len(truths) - _written(scene.tree)
    if False in truths:
        return _false(scene)
    if worked_out > 1 and _entry_by_entry(scene):
        return _many(worked_out)
    if worked_out < 1 and not comparing.asserts(scene.tree):
        return _none(scene, bool(truths))
    return None if _depends(scene) else _idle(scene)


def _entry_by_entry(scene: Scene) -> bool:
    echoed = scene.got["echo_fact"]
    listed = echoed is not None and len(echoed.get("values") or []) > 1
    return (
        listed
        or "[True" in scene.shown
        or "[ True" in scene.shown
        or len(shown.truths(scene.shown)) > 3
    )


def _written(tree: ast.Module) -> int:
    """Return how many True the code shows that were written there, and not worked out."""
    return sum(
        len(shown.truths(str(node.value)))
        for part in syntax.shown(tree)
        for node in _as_it_stands(part)
        if isinstance(node, ast.Constant) and isinstance(node.value, bool | str)
    )


def _as_it_stands(part: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a shown expression that are shown as they are, not handed to a call."""
    yield part
    if not isinstance(part, ast.Call | ast.Compare | ast.IfExp):
        for child in ast.iter_child_nodes(part):
            yield from _as_it_stands(child)


def _depends(scene: Scene) -> bool:
    """Whether some True turns False in every world; else, where it got away, whether it looks so."""
    observed = [entry["worlds"] for entry in scene.got["observed"] if entry["actual"]]
    if not observed:
        return scene.got["escaped"] and comparing.with_another(scene, scene.question["verdict"])
    count = max(len(worlds) for worlds in observed)
    return count > 0 and all(
        any(not worlds[world] for worlds in observed if world < len(worlds)) for world in range(count)
    )


def _false(scene: Scene) -> Difference:
    if comparing.by_identity(scene.tree):
        return Difference(
            "identity-compared",
            "`is` asks whether both sides are one object in memory. It says False of any two tensors, "
            "whatever is in them. What did you want to know?",
        )
    return Difference(
        "verdict-false",
        "Your comparison says False. Do both sides hold what you think, and is there a tolerance?",
        "Look at the difference of the two sides, entry by entry.",
    )


def _many(answers: int) -> Difference:
    return Difference(
        "many-truths",
        f"Those are {answers} answers, one for each entry. The step asks for one True or False. "
        "What makes one of many?",
    )


def _none(scene: Scene, written: bool) -> Difference:
    if written:
        return _by_heart(scene)
    if not scene.shown.strip():
        return showing.NOTHING
    if shown.numbers(scene.shown):
        return Difference(
            "number-for-verdict",
            "You show numbers, and leave the judgement to the reader. Let the code say it: one True "
            "or False.",
        )
    return Difference("no-verdict", "The step asks for one True or False, and neither is shown.")


def _by_heart(scene: Scene) -> Difference:
    watched = scene.question["verdict"]
    return Difference(
        "answered-by-heart", f"That shows True whatever is in `{watched}`. Let the two tensors decide."
    )


_ASPECTS = {
    "form": (
        "shapes-compared",
        "The shapes agree. Two tensors of one shape can still differ in every value.",
    ),
    "total": (
        "sums-compared",
        "The totals agree, and so would those of many other tensors. Compare value by value.",
    ),
    "type": (
        "types-compared",
        "The types agree. Two tensors of one type can still differ in every value.",
    ),
}


def _idle(scene: Scene) -> Difference:
    """Say why a True doesn't depend on the watched value."""
    watched = scene.question["verdict"]
    if syntax.by_heart(scene.tree):
        return _by_heart(scene)
    if not _mentions(scene.tree, watched) and not scene.got["observed"]:
        return Difference(
            "not-read",
            f"It says True, and `{watched}` has no part in it. Which two tensors did you want to "
            "compare?",
        )
    if comparing.with_itself(scene):
        return Difference(
            "compared-with-itself",
            f"`{watched}` agrees with itself, whatever is in it. What did you want to compare it with?",
        )
    aspect = comparing.aspect(scene)
    if aspect:
        return Difference(*_ASPECTS[aspect])
    return Difference(
        "verdict-does-not-depend",
        f"It says True, and it would say so with other values in `{watched}` as well. "
        "What does it compare, and how closely?",
    )


def _mentions(tree: ast.AST, watched: str) -> bool:
    word = watched.rpartition(".")[2]
    return any(part.attr == word for part in syntax.attributes(tree)) or watched in syntax.names(tree)

"""Steps that ask for one True or False: is it shown, and does it depend on what it is about?

The evidence holds what each comparison would have given in other worlds, where the watched value is
another. A verdict that stays True in one of them says nothing about that value.
"""

from __future__ import annotations

import ast

from agtutor.judge import branches, comparing, grads, showing, shown, syntax
from agtutor.judge.facts import values
from agtutor.judge.partial import sees_a_part
from agtutor.judge.scene import Difference, Scene


def wrong_verdict(scene: Scene) -> Difference | None:
    """Return what is wrong with the one True or False that the question asks for, or None."""
    worked_out = shown.truths(_without_literals(scene))
    if False in worked_out:
        return _false(scene)
    if len(worked_out) > 1 and _entry_by_entry(scene):
        return _many(len(worked_out))
    if not worked_out and not comparing.asserts(scene.tree):
        return _none(scene, written=bool(shown.truths(scene.shown)))
    if grads.replaced(scene, scene.question["verdict"]):
        return grads.overwriting(_owner(scene))
    if comparing.by_totals(scene) and _entries(scene) > 1:
        return Difference(*_ASPECTS["total"])
    found = sees_a_part(scene, scene.question["verdict"])
    return found if found or _depends(scene) else _idle(scene)


def _entry_by_entry(scene: Scene) -> bool:
    """Whether there is an answer for each entry, and none for all of them on a line of its own."""
    lines = [
        line for line in scene.shown.splitlines() if len(shown.truths(line)) == 1 and "]" not in line
    ]
    if len(lines) == 1:
        return False
    echoed = scene.got["echo_fact"]
    listed = echoed is not None and len(echoed.get("values") or []) > 1
    return (
        listed
        or "[True" in scene.shown
        or "[ True" in scene.shown
        or len(shown.truths(scene.shown)) > 3
    )


def _without_literals(scene: Scene) -> str:
    """Return what was shown, without what was written there as it stands and not worked out."""
    text, meant = scene.shown, branches.chosen(scene.tree)
    for part in syntax.shown(scene.tree):
        for node in branches.as_it_stands(part):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, bool | str)
            if isinstance(node, ast.Constant) and literal and id(node) not in meant:
                text = text.replace(str(node.value), " ", 1)
    return text


def _depends(scene: Scene) -> bool:
    """Whether in every world some answer turns; else, where it got away, whether it looks so."""
    observed = scene.got["observed"]
    if not observed:
        return scene.got["escaped"] and comparing.with_another(scene, scene.question["verdict"])
    turned = [[world != entry["actual"] for world in entry["worlds"]] for entry in observed]
    return all(any(answers) for answers in zip(*turned, strict=True))


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
        f"Those are {answers} answers, one for each entry. The step asks for one True or False. What "
        "makes one of many?",
    )


def _none(scene: Scene, *, written: bool) -> Difference:
    if written:
        return _one_branch() if _half_told(scene) else _by_heart(scene)
    if branches.swallowed(scene.tree) and comparing.asserts(scene.tree, seen_only=False):
        return Difference(
            "assert-swallowed",
            "Your `assert` can fail and nobody would know: what it raises is caught. What would tell "
            "you that the two differ?",
        )
    if syntax.stored(scene.tree, "grad"):
        return grads.overwriting(_owner(scene))
    if not scene.shown.strip():
        return showing.NOTHING
    if shown.numbers(scene.shown):
        return Difference(
            "number-for-verdict",
            "You show numbers, and leave the judgement to the reader. Let the code say it: one True "
            "or False.",
        )
    return Difference("no-verdict", "The step asks for one True or False, and neither is shown.")


def _half_told(scene: Scene) -> bool:
    """Whether the True that was written hangs on a comparison, and nothing is said where that fails."""
    return bool(scene.got["observed"]) and branches.under_condition(scene.tree)


def _one_branch() -> Difference:
    return Difference(
        "one-branch-only",
        "Your code says True where they agree, and nothing where they don't. Could it show what the "
        "comparison itself gives?",
    )


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
    if syntax.by_heart(scene.tree) and not branches.chosen(scene.tree):
        return _by_heart(scene)
    if not _mentions(scene.tree, watched) and not scene.got["observed"]:
        return Difference(
            "not-read",
            f"It says True, and `{watched}` has no part in it. Which two tensors did you want to "
            "compare?",
        )
    if syntax.stored(scene.tree, "grad"):
        return grads.overwriting(_owner(scene))
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


def _entries(scene: Scene) -> int:
    """Return how many entries the watched value has; 0 where that isn't known."""
    owner, _, grad = scene.question["verdict"].partition(".")
    fact = scene.before.get(owner)
    held = fact.get("grad") if fact and grad else fact
    return len(values(held) or []) if held else 0


def _owner(scene: Scene) -> str:
    return scene.question["verdict"].removesuffix(".grad")


def _mentions(tree: ast.AST, watched: str) -> bool:
    word = watched.rpartition(".")[2]
    return any(part.attr == word for part in syntax.attributes(tree)) or watched in syntax.names(tree)

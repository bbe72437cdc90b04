"""What was shown in place of what the step asks to show."""

from __future__ import annotations

import ast

from agtutor.case.evidence import Fact
from agtutor.judge import shown, syntax
from agtutor.judge.facts import Values, agree, alike, values
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import count, number, short, size, ticked


def shown_instead(scene: Scene, lacking: list[int]) -> Difference:
    """Say what was shown instead of the first thing that is lacking.

    Args:
        scene: the answer; it shows something.
        lacking: which of the question's ``shows`` were not shown.
    """
    asked = scene.question["shows"][lacking[0]]
    fact, root = scene.expected["shown"][lacking[0]], syntax.root_of(asked)
    if _partly(scene, lacking):
        return _so_far(scene, lacking)
    if fact["kind"] == "node":
        return _nodes(scene, lacking)
    if asked in _read(scene) and shown.shows_none(scene):
        return _none_then(scene, asked)
    roots = {syntax.root_of(one) for one in scene.question["shows"]}
    other = syntax.of_another(scene.tree, asked, scene.tensors_before().keys() - roots)
    if other:
        return Difference("wrong-tensor", f"`{other}` is what you show. The step asks about `{root}`.")
    if fact["kind"] == "size":
        return _size(scene, fact, root)
    if fact["kind"] in ("tensor", "array"):
        return _values(scene, fact, root)
    return _something_else(scene, root)


def _read(scene: Scene) -> set[str]:
    """Return the attributes that the text reads, such as ``x.grad``."""
    found = syntax.attributes(scene.tree)
    return {syntax.source(part) for part in found if isinstance(part.ctx, ast.Load)}


def _partly(scene: Scene, lacking: list[int]) -> bool:
    """Whether some of what is asked was shown, and not by an equal value of something else."""
    asked = scene.question["shows"]
    there = {one for place, one in enumerate(asked) if place not in lacking}
    word = asked[lacking[0]].rpartition(".")[2]
    return bool(there) and (
        bool(there & _read(scene)) or syntax.attribute_of(scene.tree, word) is not None
    )


def _something_else(scene: Scene, root: str) -> Difference:
    echoed, whole = scene.got["echo_fact"], scene.before.get(root)
    if echoed and whole and echoed["kind"] == "tensor" and agree(whole, echoed):
        return _all_of(root)
    what = short(scene.shown, 40).replace("`", "'")
    return Difference(
        "something-else-shown",
        f"What you show is `{what}`. That isn't what the step asks of `{root}`.",
    )


def _all_of(root: str) -> Difference:
    return Difference(
        "values-shown", f"You show the values of `{root}`. The step asks for something else about it."
    )


def _size(scene: Scene, fact: Fact, root: str) -> Difference:
    told = [float(spelt) for spelt in shown.numbers(scene.shown)]
    shape = fact.get("shape", [])
    if told == [float(len(shape))] and syntax.attribute_of(scene.tree, "ndim", "dim"):
        return Difference(
            "dimensions-for-shape",
            f"{number(told[0])} is how many dimensions `{root}` has. "
            "The shape says how long each of them is.",
        )
    if len(told) == 1 and told[0] in shape:
        return Difference(
            "length-for-shape",
            f"{number(told[0])} is the length of one dimension. "
            "The shape has an entry for every dimension, even where there is one.",
        )
    if syntax.attribute_of(scene.tree, "dtype", "type"):
        return Difference(
            "type-for-shape",
            f"That is the type of the entries. How many has `{root}`, and how laid out?",
        )
    return _something_else(scene, root)


def _values(scene: Scene, fact: Fact, root: str) -> Difference:
    entries, shape = values(fact) or [], fact.get("shape", [])
    told = [float(spelt) for spelt in shown.numbers(scene.shown)]
    if shape in shown.sizes(scene.shown) and syntax.attribute_of(scene.tree, "shape", "size"):
        return Difference(
            "shape-for-values",
            f"That is a shape, {size(shape)}. The step asks for the values themselves.",
        )
    if told and len(told) < len(entries) and all(_among(value, entries) for value in told):
        are = "is" if len(told) == 1 else "are"
        return Difference(
            "not-all-shown",
            f"{len(told)} of the {count(len(entries), 'value')} {are} shown. The step asks for all.",
        )
    if shown.shows_none(scene):
        return Difference(
            "none-shown", "What you show is None. Which tensor holds the values that are asked for?"
        )
    return _other_values(scene, entries, told, root)


def _among(value: float, entries: Values) -> bool:
    return any(alike([entry], [value]) for entry in entries)


def _other_values(scene: Scene, entries: Values, told: list[float], root: str) -> Difference:
    whole = scene.before.get(root)
    if whole and shown.shows_values(scene.shown, values(whole) or []):
        return _all_of(root)
    for name, other in scene.tensors_before().items():
        if name != root and shown.shows_values(scene.shown, values(other) or []):
            return Difference(
                "wrong-tensor", f"Those are the values of `{name}`. The step asks about `{root}`."
            )
    if len(told) == len(entries) and alike(entries, [-value for value in told]):
        return Difference(
            "wrong-sign", "Those values have the opposite sign. Show what is stored, as it stands."
        )
    return _something_else(scene, root)


def _nodes(scene: Scene, lacking: list[int]) -> Difference:
    if syntax.attribute_of(scene.tree, "grad") and not syntax.attribute_of(scene.tree, "grad_fn"):
        return Difference(
            "grad-for-grad-fn",
            "`grad` holds a gradient. The link to the operation that made a tensor has a longer name.",
        )
    return _so_far(scene, lacking)


def _so_far(scene: Scene, lacking: list[int]) -> Difference:
    """Say how much of what is asked is shown, and what isn't."""
    asked = scene.question["shows"]
    there = len(asked) - len(lacking)
    are = "is" if there == 1 else "are"
    so_far = f"{there} of {len(asked)} {are} shown." if there else "None of them is shown yet."
    roots = [syntax.root_of(one) for one in asked]
    names = roots if len(set(roots)) == len(roots) else asked
    return Difference(
        "not-all-shown", f"{so_far} What about {ticked([names[place] for place in lacking])}?"
    )


def _none_then(scene: Scene, asked: str) -> Difference:
    """Say that a gradient was None when it was shown."""
    walk = syntax.call_of(scene.tree, "backward")
    where = " Which line fills it, and where does that line stand?" if walk is not None else ""
    return Difference("none-shown", f"What you show is None: that is what `{asked}` was then.{where}")

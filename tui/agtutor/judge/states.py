"""What autograd keeps about a name beside its values: its road, its walks, its writes, its memory."""

from __future__ import annotations

from agtutor.case.evidence import Fact
from agtutor.case.question import Expect
from agtutor.judge import syntax
from agtutor.judge.cuts import cut_factor
from agtutor.judge.facts import values
from agtutor.judge.road import ends_of, shape_of
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.words import at, count, number


def other_road(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    """Return in which operation the name's graph differs from the solution's, or None."""
    if not want["chain"] or not model.get("grad_fn") or not got.get("grad_fn"):
        return None
    others = [other for other in scene.question["expect"] if other != name]
    asked, mine = (shape_of(run["graph"], name, others) for run in (scene.expected, scene.got))
    if asked is None or mine is None or asked == mine:
        return None
    if shape_of(scene.expected["graph"], name) == shape_of(scene.got["graph"], name):
        return _aside(name, ends_of(asked), ends_of(mine))
    return Difference(
        "other-road",
        f"`{name}` gets there by other operations than the step asks for: the last one of yours is "
        f"`{got.get('grad_fn')}`. Which operations does the step name, and in which order?",
        f"Follow `{name}.grad_fn` back, and say what each node stands for.",
    )


def half_cut(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    """Return that one factor of the name is a copy without history of what stands in the other."""
    if not want["reaches"] or not model.get("grad_fn") or not got.get("grad_fn"):
        return None
    asked, mine = (shape_of(run["graph"], name) for run in (scene.expected, scene.got))
    if asked is None or mine is None or asked == mine:
        return None
    copy = cut_factor(scene.tree, name)
    if not copy or cut_factor(syntax.parse(scene.question["solution"]), name):
        return None
    return Difference(
        "detached",
        f"The values are right. But one factor of `{name}` is `{copy}`, which carries no history: on "
        "the way back it counts as a constant. How much of the slope would be left?",
        "Each place where a tensor comes in has to be recorded.",
    )


def _aside(name: str, asked: set[str], mine: set[str]) -> Difference | None:
    """Say that the name is made of what another one is made of, and not, or not all, of that one."""
    passed = min(asked - mine or asked, default="")
    if not passed:
        return None
    where = "" if passed not in mine else " everywhere"
    return Difference(
        "other-road",
        f"`{name}` has the right value, and its graph doesn't pass through `{passed}`{where}: it was "
        f"worked out anew. Which names does the step say that `{name}` is made of?",
    )


def other_freedom(_scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    """Return that the name's graph is freed where it should stand, or the other way round."""
    asked, mine = model.get("freed"), got.get("freed")
    if mine and (asked is False or (want["freed"] and not asked)):  # who walks it next would be refused
        return used_up(name)
    if not want["freed"] or not asked or mine is not False:
        return None
    return Difference(
        "graph-not-freed",
        f"The graph of `{name}` still has all that it saved: it could be walked once more. The step "
        "asks for one that is used up.",
        "What frees a graph, and what keeps it from being freed?",
    )


def used_up(name: str) -> Difference:
    """Say that the name's graph was freed, and should still be there to be walked."""
    return Difference(
        "graph-freed",
        f"The graph of `{name}` was walked, and the walk freed what it had saved: it can't be "
        "walked again.",
        "Which argument of the call that walked keeps it, or which line records a new one?",
    )


def other_writes(scene: Scene, name: str, want: Expect, model: Fact, got: Fact) -> Difference | None:
    """Return that the name was written into more or less often than in the solution, or None."""
    asked, mine = _writes(scene, name, model), _writes(scene, name, got)
    if not want["version"] or asked == mine:
        return None
    if mine < asked:
        return Difference(
            "not-written",
            f"Nothing was written into `{name}` itself: its version is {got.get('version')}."
            if not mine
            else f"`{name}` was written into {count(mine, 'time')}; the step asks for {asked}.",
            "Which operations change the tensor that they are called on?",
        )
    return Difference(
        "written-into",
        f"`{name}` was written into {count(mine, 'time')}, and its version counts that: it is "
        f"{got.get('version')}. The step asks for {asked or 'none'}.",
        "Which line changes a tensor, and doesn't make a new one?",
    )


def _writes(scene: Scene, name: str, fact: Fact) -> int:
    """Return how often the run wrote into the object; all its writes where it is a new one."""
    was = scene.before.get(name)
    earlier = was.get("version", 0) if was and was["identity"] == fact["identity"] else 0
    return fact.get("version", 0) - earlier


def shared(scene: Scene, name: str, want: Expect, _model: Fact, got: Fact) -> Difference | None:
    """Return that the name shares its memory with one that was there, or None."""
    if not want["own"]:
        return None
    for other in scene.before:
        fact = scene.got["names"].get(other)
        if fact is None or other == name or not got.get("memory"):
            continue
        if fact.get("memory") == got.get("memory"):
            return Difference(
                "no-copy",
                f"`{name}` and `{other}` share one memory: a write into either shows in the other. The "
                "step asks for a copy.",
                "Which method copies the numbers too?",
            )
    return None


def grad_state(name: str, want: Expect, got: Fact) -> Difference | None:
    """Return how the gradient differs from None or zeros, where that is what it has to be."""
    state, grad = want["grad"], got.get("grad")
    entries = values(grad) or [] if grad is not None else []
    nonzero = next((place for place, value in enumerate(entries) if value), None)
    if nonzero is not None and grad is not None:
        where = at(f"{name}.grad", nonzero, grad.get("shape", []))
        return Difference(
            "grad-not-cleared",
            f"`{name}.grad` still holds values: `{where}` is {number(entries[nonzero])}. The next pass "
            "would add to them.",
            "How is a gradient emptied?",
        )
    if state == "none" and grad is not None:
        return Difference(
            "zeros-for-none",
            f"`{name}.grad` is zeros, and the step asks for None. Zeros say that a walk found no "
            "slope; what says that none was made?",
        )
    if state == "zeros" and grad is None:
        return Difference(
            "none-for-zeros",
            f"`{name}.grad` is None, and the step asks for zeros. None says that no walk was made; "
            "what does zero say?",
        )
    return None

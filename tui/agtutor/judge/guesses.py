"""Errors whose words need a guess: which argument is wrong, and where a history was cut."""

from __future__ import annotations

import re

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.causes.trees import written
from agtutor.judge.cuts import Cut, cut, cut_behind, sources
from agtutor.judge.scene import Difference
from agtutor.judge.tracking import operation
from agtutor.judge.trouble import Trouble
from agtutor.judge.unknown import nearest
from agtutor.judge.vocabulary import KEYWORDS
from agtutor.judge.words import count, size, ticked


def keyword(_trouble: Trouble, found: re.Match[str]) -> Difference:
    """Say which keyword argument a function doesn't know."""
    near = nearest(found[2], KEYWORDS)
    hint = f" Compare it with `{near}`, letter by letter." if near else ""
    return Difference("misspelt-keyword", f"`{found[1]}` has no keyword `{found[2]}`.{hint}")


def arguments(_trouble: Trouble, found: re.Match[str]) -> Difference | None:
    """Say what is wrong with the arguments that torch could not make sense of."""
    function, given = found[1], [part.strip() for part in found[2].split(",") if part.strip()]
    named = {word: kind for word, _, kind in (part.partition("=") for part in given) if kind}
    plain = [part for part in given if "=" not in part]
    odd = next((word for word in named if word not in KEYWORDS), None)
    if odd is not None:
        near = "steps" if odd in ("num", "n", "count", "number") else nearest(odd, KEYWORDS)
        hint = f" Compare it with `{near}`." if near else ""
        return Difference("misspelt-keyword", f"`{function}` has no keyword `{odd}`.{hint}")
    if named.get("requires_grad", "bool") != "bool":
        return Difference("wrong-arguments", "`requires_grad` is True or False, without quotes.")
    if function == "linspace":
        return _linspace(plain, named)
    told = ", ".join(f"`{part}`" for part in given) or "nothing"
    return Difference("wrong-arguments", f"`{function}` can't do anything with what it got: {told}.")


def _linspace(plain: list[str], named: dict[str, str]) -> Difference:
    steps = named.get("steps") or (plain[2] if len(plain) > 2 else None)
    if steps is None:
        return Difference(
            "count-missing",
            "`linspace` got two ends, and no number of points: torch has no usual one. How many do "
            "you want?",
        )
    if steps == "float":
        return Difference(
            "step-for-count",
            "The third argument of `linspace` counts points, so it is a whole number; you gave it a "
            "float. How many points do you want in all, both ends included?",
        )
    if "str" in plain:
        return Difference(
            "text-in-arithmetic", "A text in quotes stands where `linspace` wants a number."
        )
    return Difference(
        "wrong-arguments",
        f"`linspace` takes start, end and a count; you gave it {count(len(plain), 'value')} without a "
        "name.",
        "What comes after the count has to be named, as in `dtype=…`.",
    )


def tensor_wanted(trouble: Trouble, found: re.Match[str]) -> Difference:
    """Say which argument is no tensor."""
    function, kind = found[1], found[3]
    if kind == "NoneType":
        place = "`grad` was" if trouble.mentions(r"\.grad\b") else "One of its arguments was"
        return Difference(
            "grad-is-none" if trouble.mentions(r"\.grad\b") else "none-used",
            f"`{function}` wants tensors. {place} None when it was read: which tensor has a gradient?",
        )
    article = "an" if kind[:1] in "aeiou" else "a"
    return Difference("tensor-wanted", f"`{function}` works on tensors, and got {article} `{kind}`.")


def not_one_number(trouble: Trouble, _found: re.Match[str]) -> Difference:
    """Say that backward was called on a tensor with many entries, or on the leaf."""
    root = trouble.receiver("backward", "grad") or next(iter(trouble.tensors()), "")
    fact = trouble.facts.get(root)
    name = f"`{root}`" if root else "This tensor"
    if fact and fact.get("is_leaf"):
        return Difference(
            "backward-from-the-leaf",
            f"{name} is the leaf, where the walk arrives. It starts from the root: which of your "
            "tensors is that?",
            "The root is the one that everything else leads up to, and it is a single number.",
        )
    shape = fact.get("shape") if fact else None
    many = f" has the shape {size(shape)}: it" if shape else ""
    return Difference(
        "backward-from-many",
        f"{name}{many} holds many values, and the gradient of many values is a table. "
        "`backward` starts from a single number. Which tensor of the chain is one?",
    )


def no_history(trouble: Trouble, _found: re.Match[str]) -> Difference:
    """Say which tensor has no graph, and where it was cut."""
    root = trouble.receiver("backward", "grad") or next(iter(trouble.tensors()), "")
    name = f"`{root}`" if root else "The result"
    place = _cut(trouble)
    if place:
        where = f" (line {place.line})" if len(trouble.scene.text.strip().splitlines()) > 1 else ""
        return Difference(
            place.slip,
            f"{name} carries no history: {place.why}{where}. Backward has no graph to walk.",
        )
    untracked = [leaf for leaf, fact in trouble.facts.items() if _bare(fact)]
    seen = [leaf for leaf in untracked if leaf in syntax.names(trouble.scene.tree)]
    told = f" Nothing tracks {ticked(seen[:2], 'or')}." if seen else ""
    return Difference(
        "no-history",
        f"{name} carries no history, so backward has no graph to walk.{told} "
        "Follow `grad_fn` back: where does it first become None?",
    )


def _cut(trouble: Trouble) -> Cut | None:
    """Return what cut the root's history; None where nothing that it came from was ever tracked."""
    tree, root = trouble.scene.tree, trouble.received("backward", "grad") or trouble.line
    known = [trouble.facts[name] for name in sources(tree, root) if name in trouble.facts]
    tensors = [fact for fact in known if fact["kind"] == "tensor"]
    if tensors and all(map(_bare, tensors)):
        return None
    return cut_behind(tree, root) or cut(tree)


def overwritten(trouble: Trouble, found: re.Match[str]) -> Difference:
    """Say whose value was overwritten before the walk could use it, and by which line."""
    whose = f"what {operation(found[1])} gave" if found[1] else "a value"
    lines = sorted({part.lineno for part in written(trouble.scene.tree)})
    line = f" in line {lines[0]}, `{syntax.line_text(trouble.scene.text, lines[0])}`" if lines else ""
    return Difference(
        "in-place-on-saved",
        f"The walk needs {whose}, and it was overwritten{line} after it was saved. What would make a "
        "new tensor there?",
        "Methods that end in `_`, and operators such as `+=`, write into the tensor itself.",
    )


def _bare(fact: Fact) -> bool:
    return fact["kind"] == "tensor" and not fact.get("requires_grad")

"""Errors whose words need a guess: which name was meant, which argument is wrong, what was cut."""

from __future__ import annotations

import ast
import builtins
import difflib
import keyword as keywords
import re
from collections.abc import Iterable

from agtutor.case.evidence import Fact
from agtutor.judge import syntax
from agtutor.judge.cuts import cut
from agtutor.judge.scene import Difference
from agtutor.judge.trouble import Trouble
from agtutor.judge.vocabulary import ATTRIBUTES, DRAWING, FUNCTIONS, KEYWORDS, MODULES, SHORT_NAMES
from agtutor.judge.words import count, size, ticked


def _near(word: str, known: Iterable[str]) -> str:
    """Return the known word that is nearest; empty where none is near."""
    pool = list(known)
    for other in pool:
        if other.lower().replace("_", "") == word.lower().replace("_", "") and other != word:
            return other
    return next(iter(difflib.get_close_matches(word, pool, n=1, cutoff=0.7)), "")


def unknown_name(trouble: Trouble, found: re.Match[str]) -> Difference:
    """Name the nearest name that exists, or say what kind of name this is."""
    name = found[1]
    if name in ("true", "false", "none"):
        return Difference("wrong-case", f"Python writes `{name.capitalize()}` with a capital letter.")
    if _compares(trouble.line, name):
        return Difference(
            "compared-not-assigned",
            f"`==` compares, and there is no `{name}` yet. Which operator gives a name a value?",
        )
    known = [other for other in trouble.facts if other not in keywords.kwlist]
    near = _near(name, known)
    if near and near.lower() == name.lower():
        return Difference(
            "wrong-case",
            f"There is no `{name}`, but there is `{near}`: capital and small letters make different "
            "names.",
        )
    if name in SHORT_NAMES:
        module = SHORT_NAMES[name]
        return Difference(
            "not-imported", f"`{name}` has no meaning yet: `{module}` isn't imported under that name."
        )
    if _is_called(trouble.line, name) and name in ATTRIBUTES:
        return Difference(
            "function-for-attribute",
            f"Python has no function `{name}`: it belongs to the tensor, and stands after it, with a "
            "dot between.",
        )
    if name in FUNCTIONS and "torch" in trouble.facts:
        return Difference(
            "module-left-out", f"`{name}` lives in torch; say so in front of it, with a dot between."
        )
    if name in DRAWING and "plt" in trouble.facts:
        return Difference(
            "module-left-out", f"`{name}` lives in `plt`; say so in front of it, with a dot between."
        )
    near = near or _near(name, dir(builtins))
    return Difference(
        "unknown-name", f"There is no `{name}` here." + (f" Did you mean `{near}`?" if near else "")
    )


def _compares(line: ast.AST, name: str) -> bool:
    """Whether the line is nothing but a comparison with the name on its left."""
    match line:
        case ast.Expr(value=ast.Compare(left=ast.Name(id=word), ops=[ast.Eq()])):
            return word == name
    return False


def _is_called(line: ast.AST, name: str) -> bool:
    return any(isinstance(call.func, ast.Name) and call.func.id == name for call in syntax.calls(line))


def unknown_module(_trouble: Trouble, found: re.Match[str]) -> Difference:
    """Name the module that was probably meant."""
    near = _near(found[1], MODULES)
    hint = (
        f" Did you mean `{near}`?"
        if near
        else " What is there: torch, numpy, a `plt`, and Python's own."
    )
    return Difference("module-missing", f"There is no module `{found[1]}` here.{hint}")


def unknown_attribute(trouble: Trouble, found: re.Match[str]) -> Difference | None:
    """Say what an object lacks, and what is spelt like it."""
    kind, word = found[1], found[2]
    if kind == "Tensor":
        near = {"gradient": "grad", "backwards": "backward"}.get(word) or _near(word, ATTRIBUTES)
        hint = f" Compare it with `{near}`, letter by letter." if near else ""
        return Difference("misspelt-attribute", f"A tensor has no `{word}`.{hint}")
    if kind in ("float", "int"):
        return Difference(
            "left-autograd",
            f"This is a plain number: it has no graph, and no `{word}`. Which call took it out of the "
            "tensor?",
        )
    if kind == "list":
        return Difference(
            "list-arithmetic",
            f"A Python list has no `{word}`. Wrap the numbers in the type that has one.",
        )
    if kind == "NoneType" and trouble.mentions(r"\.grad\b"):
        return Difference(
            "grad-is-none", f"`grad` is None: no backward pass has filled it, and None has no `{word}`."
        )
    if kind == "NoneType":
        return Difference(
            "none-used", f"What stands before `.{word}` is None. Which call gives nothing back?"
        )
    return None


def unknown_function(_trouble: Trouble, found: re.Match[str]) -> Difference:
    """Say what a module lacks, and what is spelt like it."""
    module, word = found[1], found[2]
    if module == "torch" and word in ("backward", "grad", "retain_grad", "shape"):
        return Difference(
            "method-of-the-tensor",
            f"`torch` itself has no `{word}`: it belongs to a tensor, and stands after it, with a dot "
            "between.",
        )
    near = _near(word, FUNCTIONS) if module == "torch" else ""
    hint = f" Compare it with `{near}`, letter by letter." if near else ""
    return Difference("misspelt-function", f"`{module}` has no `{word}`.{hint}")


def keyword(_trouble: Trouble, found: re.Match[str]) -> Difference:
    """Say which keyword argument a function doesn't know."""
    near = _near(found[2], KEYWORDS)
    hint = f" Compare it with `{near}`, letter by letter." if near else ""
    return Difference("misspelt-keyword", f"`{found[1]}` has no keyword `{found[2]}`.{hint}")


def arguments(_trouble: Trouble, found: re.Match[str]) -> Difference | None:
    """Say what is wrong with the arguments that torch could not make sense of."""
    function, given = found[1], [part.strip() for part in found[2].split(",") if part.strip()]
    named = {word: kind for word, _, kind in (part.partition("=") for part in given) if kind}
    plain = [part for part in given if "=" not in part]
    odd = next((word for word in named if word not in KEYWORDS), None)
    if odd is not None:
        near = "steps" if odd in ("num", "n", "count", "number") else _near(odd, KEYWORDS)
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
    place = cut(trouble.scene.tree)
    if place:
        where = f" (line {place.line})" if len(trouble.scene.text.strip().splitlines()) > 1 else ""
        return Difference(
            "no-history",
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


def _bare(fact: Fact) -> bool:
    return fact["kind"] == "tensor" and not fact.get("requires_grad")

"""Names, modules and attributes that don't exist: what may have been meant."""

from __future__ import annotations

import ast
import builtins
import difflib
import keyword
import re
from collections.abc import Iterable

from agtutor.judge import syntax
from agtutor.judge.scene import Difference
from agtutor.judge.trouble import Trouble
from agtutor.judge.vocabulary import ATTRIBUTES, DRAWING, FUNCTIONS, MODULES, SHORT_NAMES


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is nearest; empty where none is near."""
    pool = list(known)
    for other in pool:
        if other.lower().replace("_", "") == word.lower().replace("_", "") and other != word:
            return other
    return next(iter(difflib.get_close_matches(word, pool, n=1, cutoff=0.7)), "")


def unknown_name(trouble: Trouble, found: re.Match[str]) -> Difference:
    """Name the nearest name that exists, or say what kind of name this is."""
    name = found[1]
    known = [other for other in trouble.facts if other not in keyword.kwlist]
    if name in trouble.scene.before:
        return Difference(
            "name-deleted", f"`{name}` was there before your code, and by this line it is gone."
        )
    near = nearest(name, known)
    told = _other_spelling(trouble, name, near) or _other_home(trouble, name)
    if told:
        return told
    near = near or nearest(name, dir(builtins))
    return Difference(
        "unknown-name", f"There is no `{name}` here." + (f" Did you mean `{near}`?" if near else "")
    )


def _other_spelling(trouble: Trouble, name: str, near: str) -> Difference | None:
    """Find a name with other capitals, or ``==`` where the name was to be made."""
    if name in ("true", "false", "none"):
        return Difference("wrong-case", f"Python writes `{name.capitalize()}` with a capital letter.")
    if _compares(trouble.line, name):
        return Difference(
            "compared-not-assigned",
            f"`==` compares, and there is no `{name}` yet. Which operator gives a name a value?",
        )
    if near.lower() == name.lower():
        return Difference(
            "wrong-case",
            f"There is no `{name}`, but there is `{near}`: "
            "capital and small letters make different names.",
        )
    return None


def _other_home(trouble: Trouble, name: str) -> Difference | None:
    """Find a name that is known, and lives in a module or on a tensor."""
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
    for home, words in (("torch", FUNCTIONS), ("plt", DRAWING)):
        if name in words and home in trouble.facts:
            return Difference(
                "module-left-out",
                f"`{name}` lives in `{home}`; say so in front of it, with a dot between.",
            )
    return None


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
    near = nearest(found[1], MODULES)
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
        near = {"gradient": "grad", "backwards": "backward"}.get(word) or nearest(word, ATTRIBUTES)
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
    if kind == "NoneType" and (leaf := _leaf(trouble)):
        return Difference(
            "leaf-has-no-grad-fn",
            f"`{leaf}.grad_fn` is None, and None has no `{word}`: `{leaf}` is a leaf, made by no "
            "operation. Which tensors came out of one?",
        )
    if kind == "NoneType":
        return Difference(
            "none-used", f"What stands before `.{word}` is None. Which call gives nothing back?"
        )
    return None


def _leaf(trouble: Trouble) -> str:
    """Return the leaf whose ``grad_fn`` stands on the line; empty where there is none."""
    asked = {
        syntax.source(part.value) for part in syntax.attributes(trouble.line) if part.attr == "grad_fn"
    }
    return next(
        (name for name in trouble.tensors() if name in asked and trouble.facts[name].get("is_leaf")), ""
    )


def unknown_function(_trouble: Trouble, found: re.Match[str]) -> Difference:
    """Say what a module lacks, and what is spelt like it."""
    module, word = found[1], found[2]
    if module == "torch" and word in ("backward", "grad", "retain_grad", "shape"):
        return Difference(
            "method-of-the-tensor",
            f"`torch` itself has no `{word}`: it belongs to a tensor, and stands after it, with a dot "
            "between.",
        )
    near = nearest(word, FUNCTIONS) if module == "torch" else ""
    hint = f" Compare it with `{near}`, letter by letter." if near else ""
    return Difference("misspelt-function", f"`{module}` has no `{word}`.{hint}")

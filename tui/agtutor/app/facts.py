"""What the Tensors pane says about each name, worked out from the facts alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agtutor.app.numbers import span, spark
from agtutor.case.evidence import Fact

_WIDEST = 60
"""How much of a value's own text is shown where it is no tensor."""


@dataclass(frozen=True, slots=True)
class Row:
    """One name and what is known of it.

    Attributes:
        name: the name in the namespace.
        what: dtype and shape, or the type of what isn't a tensor.
        kind: its place in autograd: "leaf, tracked", "PowBackward0", "not tracked".
        bars: a spark line of its entries; empty where there is none.
        extent: the range of its entries, or the text of what isn't a tensor.
        grad: what is known of its gradient: bars and words; None where it keeps none.
        change: what the last run changed about it, in words; empty where nothing.
    """

    name: str
    what: str
    kind: str
    bars: str
    extent: str
    grad: tuple[str, str] | None = None
    change: str = ""


def rows(names: Mapping[str, Fact], before: Mapping[str, Fact] | None = None) -> list[Row]:
    """Return a row for each name but modules, in the order in which the names were made.

    Args:
        names: the facts as they stand.
        before: the facts as they stood before the last run; None where nothing has run.
    """
    return [
        _row(name, fact, "" if before is None else change(before.get(name), fact))
        for name, fact in names.items()
        if fact["kind"] != "module"
    ]


def modules(names: Mapping[str, Fact]) -> list[str]:
    """Return the names that stand for modules."""
    return [name for name, fact in names.items() if fact["kind"] == "module"]


def _row(name: str, fact: Fact, changed: str) -> Row:
    if fact["kind"] not in ("tensor", "array"):
        return Row(name, fact["type"], "", "", _one_line(fact["text"]), None, changed)
    values = fact.get("values")
    return Row(
        name=name,
        what=f"{fact.get('dtype', '?')} {shape(fact)}",
        kind=_kind(fact),
        bars=spark(values) if values and len(values) > 1 else "",
        extent="" if values is None else span(values),
        grad=_grad(fact),
        change=changed,
    )


def shape(fact: Fact) -> str:
    """Return the shape as Python writes a tuple: ``(21,)``, ``()``, ``(3, 2)``."""
    return str(tuple(fact.get("shape", [])))


def _kind(fact: Fact) -> str:
    if fact["kind"] == "array":
        return "numpy array"
    if not fact.get("requires_grad"):
        return "not tracked"
    return fact.get("grad_fn") or "leaf, tracked"


def _grad(fact: Fact) -> tuple[str, str] | None:
    grad = fact.get("grad")
    if grad is not None:
        values = grad.get("values")
        return (spark(values), span(values)) if values is not None else ("", shape(grad))
    if not fact.get("requires_grad"):
        return None
    if fact.get("is_leaf"):
        return "", "None: no backward pass has run"
    return ("", "None, and will be kept") if fact.get("retains_grad") else None


def change(before: Fact | None, after: Fact) -> str:
    """Return what changed about a name, in words; empty where nothing did."""
    if before is None:
        return "new"
    said = []
    if before.get("digest") != after.get("digest") or before["text"] != after["text"]:
        in_place = before["identity"] == after["identity"] and before["kind"] == "tensor"
        said.append("values, in place" if in_place else "values")
    elif before["identity"] != after["identity"] and after["kind"] in ("tensor", "array"):
        said.append("made anew")
    if bool(before.get("requires_grad")) != bool(after.get("requires_grad")):
        said.append("tracked now" if after.get("requires_grad") else "no longer tracked")
    if not before.get("retains_grad") and after.get("retains_grad"):
        said.append("keeps its grad")
    said.extend(_grad_change(before.get("grad"), after.get("grad")))
    return ", ".join(said)


def _grad_change(before: Fact | None, after: Fact | None) -> list[str]:
    if before is None and after is not None:
        return ["grad: None → values"]
    if before is not None and after is None:
        return ["grad: values → None"]
    if before is not None and after is not None and before.get("digest") != after.get("digest"):
        return ["grad: other values"]
    return []


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"

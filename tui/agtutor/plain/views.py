"""What the panes show, in words: tensors, values, the graph, a plot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agtutor.app.facts import Row, rows
from agtutor.app.numbers import figure as number
from agtutor.app.plotting import draw, table
from agtutor.case.evidence import Fact, Figure, Graph, Node

NO_NAMES = "No name stands for anything yet."
NO_GRAPH = "Autograd has recorded nothing yet."
NO_PLOT = "No plot is at hand. Go to a step that draws one, and ask there."

_MOST_VALUES = 200
_WORDS = {
    " … ": " to ",
    "grad: None → values": "its gradient went from None to values",
    "grad: values → None": "its gradient went from values to None",
    "grad: other values": "its gradient has other values",
}
_LEAF = "AccumulateGrad"


def tensors(names: Mapping[str, Fact]) -> Iterator[str]:
    """Yield a sentence for each name but modules."""
    found = rows(names)
    yield from (_sentence(row) for row in found)
    if not found:
        yield NO_NAMES


def changes(names: Mapping[str, Fact], before: Mapping[str, Fact]) -> Iterator[str]:
    """Yield a sentence for each name that a run made or changed."""
    for row in rows(names, before):
        if row.change == "new":
            yield f"New: {_sentence(row)}"
        elif row.change:
            yield f"`{row.name}` changed: {_spoken(row.change)}. Now {_sentence(row)}"


def values(name: str, names: Mapping[str, Fact]) -> Iterator[str]:
    """Yield lines with all values of a tensor, then of its gradient."""
    fact = names.get(name)
    if fact is None or fact["kind"] == "module":
        known = ", ".join(row.name for row in rows(names))
        yield f"No tensor has the name `{name}`." + (f" There are: {known}." if known else "")
        return
    yield from _listed(name, fact)
    grad = fact.get("grad")
    if grad is not None:
        yield from _listed(f"{name}.grad", grad)
    elif fact.get("requires_grad") and fact.get("is_leaf"):
        yield f"{name}.grad is None: no backward pass has run."


def graph(found: Graph) -> Iterator[str]:
    """Yield a line for each node, from the roots on: its number, what it made, where it leads."""
    nodes = _from_the_roots(found["nodes"])
    if not nodes:
        yield NO_GRAPH
        return
    numbers = {node["id"]: place for place, node in enumerate(nodes, start=1)}
    count = "1 node" if len(nodes) == 1 else f"{len(nodes)} nodes"
    yield f"What autograd recorded, from the root to the leaves, in {count}:"
    for node in nodes:
        yield f"{numbers[node['id']]}. {_node(node, numbers)}"
    if found["cut"]:
        yield "The graph goes on; this is its beginning."


def reading(figure: Figure) -> Iterator[str]:
    """Yield what there is to see in a plot."""
    words = draw(figure, 0, 0).reading
    several = len(figure["series"]) > 1
    head = f"A plot of {len(figure['series'])} series" if several else "A plot"
    head = ". ".join([head, *(text for text in (figure["title"], _axes(figure)) if text)]) + "."
    if len(words) == 1:
        yield f"{head} {words[0]}"
    else:
        yield from (head, *words)


def points(figure: Figure) -> Iterator[str]:
    """Yield the points of a plot, as a table for each series."""
    for series in figure["series"]:
        name = f" of {series['label']}" if series["label"] else ""
        yield f"x and y{name}:"
        yield from table(series)


def _axes(figure: Figure) -> str:
    named = (("across", figure["xlabel"]), ("upwards", figure["ylabel"]))
    return "; ".join(f"{axis}: {label}" for axis, label in named if label)


def _sentence(row: Row) -> str:
    what = row.what.replace(" (", ", shape (", 1)
    extent = _extent(row.bars, row.extent)
    said = f"`{row.name}`: " + ", ".join(part for part in (what, row.kind, extent) if part)
    if row.grad is None:
        return f"{said}."
    bars, grad = row.grad
    return f"{said}. Its gradient {'is ' if grad.startswith('None') else 'has '}{_extent(bars, grad)}."


def _extent(bars: str, extent: str) -> str:
    """Return the range of some values in words; what is one value, or none, as it is."""
    if len(bars) < 2:
        return _spoken(extent)
    return f"values {_spoken(extent)}" if " … " in extent else f"the value {extent} everywhere"


def _spoken(text: str) -> str:
    """Return a range or a change with words in the place of signs."""
    for sign, words in _WORDS.items():
        text = text.replace(sign, words)
    return text


def _listed(name: str, fact: Fact) -> Iterator[str]:
    found = fact.get("values")
    if found is None:
        yield f"{name} = {fact['text']}"
        return
    shape = fact.get("shape", [])
    yield f"{name}, shape {tuple(shape)}:"
    if len(shape) == 2 and shape[1] and len(found) <= _MOST_VALUES:
        wide = shape[1]
        rows_of = [found[place : place + wide] for place in range(0, len(found), wide)]
        yield from (f"{place}: " + " ".join(map(number, row)) for place, row in enumerate(rows_of))
        return
    yield from (f"{place}: {number(value)}" for place, value in enumerate(found[:_MOST_VALUES]))
    if len(found) > _MOST_VALUES:
        yield f"and {len(found) - _MOST_VALUES} more"


def _from_the_roots(nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes in an order in which each comes before all that it leads to."""
    known = {node["id"]: node for node in nodes}
    left: list[Node] = []  # in the opposite order
    seen: set[int] = set()
    for start in nodes:
        waiting = [(start["id"], False)]
        while waiting:
            ident, done = waiting.pop()
            if done:
                left.append(known[ident])
            elif ident in known and ident not in seen:
                seen.add(ident)
                waiting.append((ident, True))
                waiting += [(other, False) for other in reversed(known[ident]["inputs"])]
    return left[::-1]


def _node(node: Node, numbers: Mapping[int, int]) -> str:
    made = " and ".join(f"`{name}`" for name in node["tensors"])
    if node["name"].endswith(_LEAF):
        return f"{node['name']}: the gradient lands in {made or 'a leaf without a name'}."
    leads = " and ".join(str(numbers[ident]) for ident in node["inputs"] if ident in numbers)
    head = f"{node['name']}, which made {made}" if made else f"{node['name']}, without a name"
    return f"{head}; leads to {leads}." if leads else f"{head}."

"""In what a run differs from the solution's at all, whether or not the step asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.author.mutants.alike import same_curves, same_kind, same_value, shown, tokens
from agtutor.case.evidence import Evidence, Fact

_FLAGS = ("shape", "dtype", "requires_grad", "is_leaf", "retains_grad", "reaches", "grad_fn")


def left_open(model: Evidence, got: Evidence) -> str:
    """Return the first difference of two runs, in words; "" where they left the same."""
    return next(_differences(model, got), "")


def _differences(model: Evidence, got: Evidence) -> Iterator[str]:
    if model["ended"] != got["ended"]:
        yield "how it ends"
    for name, wanted in model["names"].items():
        found = got["names"].get(name)
        if found is None:
            yield f"whether there is a `{name}`"
        else:
            yield from (f"{what} of `{name}`" for what in _of_fact(wanted, found))
    yield from (f"a name `{name}`" for name in got["names"] if name not in model["names"])
    if tokens(shown(model)) != tokens(shown(got)):
        yield "what is shown"
    if not same_curves(model, got):
        yield "what is drawn"
    if model["calls"] != got["calls"]:
        yield "how often `backward` is called"


def _of_fact(wanted: Fact, found: Fact) -> Iterator[str]:
    if not same_kind(wanted, found):
        yield "the kind"
    elif not same_value(wanted, found):
        yield "the value"
    yield from (f"`{flag}`" for flag in _FLAGS if wanted.get(flag) != found.get(flag))
    one, two = wanted.get("grad"), found.get("grad")
    if (one is None) != (two is None) or (one and two and not same_value(one, two)):
        yield "`grad`"

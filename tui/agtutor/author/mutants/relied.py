"""Is what later steps stand on as the solution leaves it, where the step itself doesn't ask for it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agtutor.author.mutants.needs import WHOLE, Needs, wanted
from agtutor.author.mutants.respects import compared, standing
from agtutor.case.evidence import Evidence, Fact

_UNASKED = "and nothing here asks for it"


def relied_on(
    needs: Needs, before: Mapping[str, Fact], model: Evidence, got: Evidence
) -> Iterator[str]:
    """Yield in words what a run spoils that later steps use.

    Args:
        needs: what they use of each name, with the step that does.
        before: facts of what stood before.
        model: evidence of the solution's run.
        got: evidence of another run.
    """
    for name, respects in needs.items():
        fact, was = model["names"].get(name), before.get(name)
        if fact is None:
            continue
        same = was is not None and was["identity"] == fact["identity"]  # nothing was made of it
        mine = {one: step for one, step in respects.items() if not (same and one == WHOLE)}
        if name in got["names"]:
            yield from _used(name, mine, before, model, got)
        elif mine:
            yield f"{_needs(next(iter(mine.values())))} `{name}`, {_UNASKED}"


def _needs(step: str) -> str:
    return f"the step `{step}` needs"


def _used(
    name: str, respects: Mapping[str, str], before: Mapping[str, Fact], model: Evidence, got: Evidence
) -> Iterator[str]:
    for respect, step in respects.items():
        want = wanted([respect])
        if want["own"] and any(standing(name, want, before, model, model)):
            continue  # the solution's shares its memory too
        for what in compared(name, want, before, model, got):
            if respect == WHOLE:
                yield f"{_needs(step)} `{name}`, {_UNASKED}"
            else:
                yield f"{what}; {_needs(step)} that, {_UNASKED}"

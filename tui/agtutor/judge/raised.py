"""Words for an exception: the learner's line, the class, and what it means on their own names."""

from __future__ import annotations

from agtutor.case.verdict import Verdict
from agtutor.judge import stops, syntax
from agtutor.judge.causes.deepest import deepest
from agtutor.judge.scene import Difference, Scene
from agtutor.judge.translate import translate
from agtutor.judge.trouble import Trouble
from agtutor.judge.words import short

_LONGEST = 60  # characters of a line that are shown; of a longer one, the part that failed


def raised(scene: Scene) -> Verdict:
    """Return the verdict for code that ended with an exception."""
    failure = scene.got["failure"]
    if failure is None:
        return Verdict("wrong", "Your code ended with an error.", slip="raised")
    if stops.out_of_memory(failure):
        return stops.stopped_for_memory(failure)
    trouble = Trouble(scene, failure)
    found = translate(trouble)
    span = syntax.part_span(scene.text, failure) or syntax.line_span(scene.text, failure["line"])
    if found is None:
        said = short(failure["message"], 200).rstrip(".")
        told = f": {said}." if said else "."
        known = trouble.described("shape").removeprefix(": ")
        there = f" On that line, {known}." if known else ""
        return Verdict(
            "wrong", f"{_place(scene)} raised {failure['type']}{told}{there}", slip="raised", span=span
        )
    found = deepest(scene, found)
    message = f"{_place(scene)} raised {failure['type']}. {found.message}"
    return Verdict("wrong", message, slip=found.slip, more=found.more, span=span)


def _place(scene: Scene) -> str:
    """Return the failing line, with its number where there are several."""
    failure = scene.got["failure"]
    assert failure is not None
    line = " ".join(failure["source"].split())
    part = syntax.part_span(scene.text, failure) if len(line) > _LONGEST else None
    code = short((scene.text[slice(*part)] if part else line).replace("`", "'"), _LONGEST)
    if not code:
        return "Your code"
    several = len(scene.text.strip().splitlines()) > 1
    return f"Line {failure['line']}, `{code}`," if several else f"`{code}`"


def explained(scene: Scene) -> Difference | None:
    """Return the translation of the exception alone, where there is one."""
    failure = scene.got["failure"]
    found = translate(Trouble(scene, failure)) if failure else None
    return deepest(scene, found) if found else None

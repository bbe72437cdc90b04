"""From an answer to the keys that give it, as a learner would press them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agtutor.app.complete import indentation, is_complete
from agtutor.app.keys import place_of
from agtutor.app.mixing import mixed
from agtutor.lesson.model import Step

_NUMBERS = 9
"""How many of the things to pick from have a number."""


def keystrokes(step: Step, answer: str, *, again: bool = False) -> list[str]:
    """Return the keys that answer a step, the last of which sends the answer; none where none can.

    Args:
        step: the step.
        answer: the answer, in the form that the walkthrough takes.
        again: whether another answer stands there already.
    """
    match step.kind:
        case "read":
            return [place_of("answer", "pick")]
        case "experiment":
            return [place_of("run")]
        case "code" | "plot":
            return _sent(typed(answer))
        case "order":
            wrong = [place_of("take_back", "pick")] * len(step.items) if again else []
            picked = list(_picked(step.items, step.id, ordered(answer, step.items)))
            return [*wrong, *picked, place_of("answer", "pick")] if picked else []
        case "predict" | "choice" if step.choices:
            texts = [choice.text for choice in step.choices]
            answers = place_of("answer", "pick")
            return [str(texts.index(answer) + 1), answers] if answer in texts else []
        case _:
            return _sent(_key(character) for character in " ".join(answer.split()))


def _sent(keys: Iterable[str]) -> list[str]:
    """Return the keys that put something into an editor in place of what is there, and send it."""
    return [place_of("empty", "editor"), *keys, place_of("submit", "editor")]


def typed(code: str) -> Iterator[str]:
    """Yield the keys that type some code into an empty editor, which indents new lines by itself.

    A block ends with a blank line, as the editor needs it to run on Enter.
    """
    lines = code.rstrip().expandtabs(4).split("\n")
    if not is_complete("\n".join(lines)):
        lines.append("")
    before = ""
    for place, line in enumerate(lines):
        lead = ""
        if place:
            yield place_of("newline")
            lead = indentation(before)
        kept = _alike(lead, line)
        yield from ["backspace"] * (len(lead) - kept)
        yield from map(_key, line[kept:])
        before = line


def ordered(answer: str, items: Sequence[str]) -> list[str]:
    """Return the items in the order of an answer, which names each once; none where it doesn't."""
    names = answer.strip().split("\n") if "\n" in answer.strip() else answer.split()
    found = [name.strip() for name in names]
    return found if sorted(found) == sorted(items) else []


def _picked(items: Sequence[str], seed: str, wanted: Sequence[str]) -> Iterator[str]:
    """Yield the keys that pick items in an order: by number, or by row where one has no number."""
    shown = mixed(items, seed)
    left = list(range(len(shown)))
    for item in wanted:
        number = next(place for place in left if shown[place] == item)
        if number < _NUMBERS:
            yield str(number + 1)
        else:
            yield from ("home", *["down"] * left.index(number), place_of("answer", "pick"))
        left.remove(number)


def _alike(one: str, other: str) -> int:
    """Return with how many equal characters two texts begin."""
    differing = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differing, min(len(one), len(other)))


def _key(character: str) -> str:
    return "space" if character == " " else character

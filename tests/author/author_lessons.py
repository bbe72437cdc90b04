"""Lessons with a fault in them, and what the proof says of each."""

from __future__ import annotations

TOP = """\
id: faulty
title: Faulty
goal: Be refused.
minutes: 5
symbols:
  x_i: {tensor: x, domain: "(-3, 3)"}
setup: |
  import torch
  x = torch.tensor([1.0, -2.0, 0.5], requires_grad=True)
"""

FAULTY = (
    TOP
    + """\
steps:
  - kind: code
    id: square
    title: Many faults
    text: Square `x`.
    starter: y = x * x
    solution: y = x**2
    expect: {y: {}}
    also: [y = x**3]
    wrong:
      - answer: y = x * x * 1
        slip: squared-with-one
      - answer: y = x * 2
        slip: detached
      - answer: y = 2 * x
        slip: doubled
        say: You doubled it.
      - answer: y = 2 * x
        slip: doubled-again
        say: These words come too late.
      - answer: import os; os._exit(3)
        slip: left
        say: Nobody reads this either.
    hints: ["`y = torch.square(x)` does it."]
  - kind: code
    id: loose
    title: A mutant passes
    text: Add 5, and make `u`.
    starter: z = None
    solution: z = y + 5; u = x * 3
    expect: {u: {}}
  - kind: code
    id: open
    title: Any value will do
    text: Make a tensor `v` from `x`.
    starter: v = None
    solution: v = x + 5
    expect: {v: {value: false}}
  - kind: code
    id: raises
    title: The solution raises
    text: Raise it.
    solution: w = undefined_name
    expect: {w: {}}
  - kind: code
    id: refused
    title: The solution is refused
    text: Show `x`.
    solution: z.shape
    shows: [x.grad]
  - kind: derive
    id: slope
    title: Another slope
    text: How steep is it?
    of: x_i^3
    wrt: x_i
    root: y
  - kind: derive
    id: sound-slope
    title: Two faults
    text: How steep is it?
    of: x_i^2
    wrt: x_i
    root: y
    wrong:
      - answer: x_i + x_i
        slip: added
    hints: ["Is it $x_i + x_i$?"]
  - kind: predict
    id: foretell
    title: Two come true
    text: How many?
    run: len(x)
    choices:
      - {text: three, when: _ == 3}
      - {text: some, when: _ > 1}
  - kind: choice
    id: pick
    title: Words for nobody
    text: Which is it?
    choices:
      - {text: the first one, say: That is right.}
      - {text: the second one}
    answer: the first one
    hints: ["It is the first one."]
  - kind: order
    id: walk
    title: Sound
    text: In which order?
    items: [z, y, x]
    root: z
  - kind: code
    id: copied
    title: No copy is asked for
    text: Copy `x`.
    solution: c = x.detach().clone()
    expect: {c: {}}
  - kind: code
    id: written
    title: Sound
    text: Add 1.
    solution: c.add_(1)
    expect: {c: {version: true, same: true}}
"""
)

FAULTS = [
    ("starter: y = x * x", "The starter is accepted as it stands"),
    ("y = x**3", "This right answer is refused (wrong): `y = x**3`."),
    ("y = x * x * 1", "This wrong answer is accepted: `y = x * x * 1`."),
    ("slip: detached", "This answer shows `doubled`, and `detached` is another mistake"),
    ("slip: doubled-again", "This answer gets `doubled` and not `doubled-again`: `y = 2 * x`."),
    ("say: Nobody reads this either.", "it is stopped"),
    ("`y = torch.square(x)` does it.", "This hint holds a whole answer"),
    ("solution: z = y + 5; u = x * 3", "A mutant of the solution is accepted"),
    ("solution: c = x.detach().clone()", "`c` is no copy; the step `written` needs that"),
    ("solution: w = undefined_name", "does not run to its end: NameError"),
    ("solution: z.shape", "This right answer is refused (wrong): `z.shape`."),
    ("of: x_i^3", "The key and autograd disagree"),
    ("answer: x_i + x_i", "This wrong answer is accepted: `x_i + x_i`."),
    ("Is it $x_i + x_i$?", "This hint holds a whole answer"),
    ("{text: three", "2 of the choices are accepted; one has to be."),
    ("say: That is right.", "Nobody is told this: the choice is right"),
    ("It is the first one.", "This hint says the right choice, word for word."),
]
"""Where each fault stands, by text that stands in its line alone, and the words for it."""

SMALL = """\
id: small
title: Small
goal: Count.
minutes: 1
steps:
  - kind: code
    id: three
    title: Three
    text: Give `n` the value 3.
    starter: n = None
    solution: n = 3
    expect: {n: {}}
"""
"""A lesson that holds."""


def line_of(text: str, snippet: str) -> int:
    """Return the number of the line where a snippet begins, from 1."""
    assert text.count(snippet) == 1, snippet
    return text.count("\n", 0, text.index(snippet)) + 1

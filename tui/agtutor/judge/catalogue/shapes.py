"""Gradients that are right, and not what was expected: totals, ties, corners and dead ends."""

from __future__ import annotations

from agtutor.judge.catalogue.entry import Entry, Left, Raised, Written

ENTRIES = (
    Entry(
        "sum-over-uses",
        (Left("the gradient is as many times too large as a dimension is long"),),
        "`{name}` was used {times} times, and its gradient adds up all {times} uses.",
        "How often is each of its entries used?",
    ),
    Entry(
        "one-leaf-for-many",
        (Left("the leaf is a single number where many are asked for, and has a gradient"),),
        "A gradient has its leaf's shape: `{name}` is one number, and so is its gradient, {value}.",
        "How many numbers have to be free to move?",
    ),
    Entry(
        "total-for-each",
        (Left("one number, which is the sum of the values asked for"),),
        "`{name}` is one number, {value}: the total of the {count} that are asked for.",
        "What did the walk add up on its way to the leaf?",
    ),
    Entry(
        "index-has-no-slope",
        (Raised("RuntimeError", r"element 0 of tensors does not require grad"), Written("`argmax`")),
        "`{word}` gives a place, a whole number: it has no slope, and no history.",
        "What stands at that place?",
    ),
    Entry(
        "flat-operation",
        (Written("`round` and the like"), Left("the gradient is all zeros")),
        "`{word}` is flat between its steps, so its slope is 0 and nothing passes through.",
        "Draw its graph: how steep is a stair's tread?",
    ),
    Entry(
        "where-nan",
        (Written("`where`"), Left("some entries of the gradient are nan")),
        "`where` hides a value and not its gradient: the branch that isn't used gave 0 times infinity.",
        "Could the input of that branch be made safe first?",
    ),
    Entry(
        "root-at-zero",
        (Written("a root"), Left("the gradient is nan, and its leaf 0")),
        "A root is infinitely steep at 0, and 0 times infinity is nan.",
        "Which function has a value for that, or what keeps the root away from 0?",
    ),
    Entry(
        "kink",
        (Written("`abs` and the like"), Left("the slope that was read is 0")),
        "`{word}` has a corner and no slope there; torch gives 0, by convention.",
        "At which places is there a slope?",
    ),
    Entry(
        "tie-shared",
        (Written("`max` without a dimension"), Left("equal entries share the gradient")),
        "Several entries are the largest, and `{word}` over all of them shares the gradient out.",
        "Which form of it picks one?",
    ),
)

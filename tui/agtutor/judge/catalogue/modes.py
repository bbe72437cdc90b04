"""Writing in place, sharing memory, switching recording off, comparing."""

from __future__ import annotations

from agtutor.judge.catalogue.entry import Entry, Left, Raised, Written

ENTRIES = (
    Entry(
        "in-place-on-saved",
        (Raised("RuntimeError", r"modified by an inplace operation"),),
        "A value that the walk needs was overwritten after it was saved.",
        "Which line writes into a tensor?",
    ),
    Entry(
        "hidden-write",
        (Written("a write into `.data`"), Left("the gradient is wrong, and nothing was raised")),
        "Your code writes into `.data`, where autograd doesn't see it, and the walk used what it found "
        "there.",
        "What does torch say if you write into `detach()` in its place?",
    ),
    Entry(
        "shared-memory",
        (Left("a new name shares its memory with the tensor that changed"),),
        "`{copy}` and `{name}` are two views of one memory, so writing into `{copy}` changed `{name}`.",
        "What gives the numbers a memory of their own?",
        forms=("`detach`", "`numpy`"),
    ),
    Entry(
        "inference-tensor",
        (Raised("RuntimeError", r"Inference tensors cannot be saved for backward"),),
        "A tensor that was made in inference mode can't enter a computation that is recorded.",
        "Which mode is milder, or what makes a plain tensor of it?",
    ),
    Entry(
        "eval-for-no-grad",
        (Written("`eval()` of a module"), Left("the result is tracked")),
        "`eval` changes what some layers compute, and autograd records on.",
        "Which block switches recording off?",
    ),
    Entry(
        "many-truths",
        (Raised("RuntimeError", r"Boolean value of Tensor with more than one value"),),
        "The comparison gives one answer for each entry, and one is needed.",
        "What makes one of many?",
    ),
    Entry(
        "exact-equality",
        (Written("`==` or `torch.equal` on floats"), Left("the verdict is False")),
        "Your comparison asks for equal bits, and two roads to one number round differently.",
        "How near is near enough?",
    ),
    Entry(
        "digits-cancelled",
        (Written("`allclose`, on a difference"), Left("float32, and the verdict is False")),
        "In float32 a difference of two near numbers keeps few of their 7 digits, and `allclose` wants "
        "more than are left.",
        "Which dtype has twice the digits, or how wide a tolerance is honest here?",
    ),
    Entry(
        "compared-with-itself",
        (Written("the same thing on both sides"),),
        "The gradient was compared with itself.",
        "Which formula is to stand on the other side?",
    ),
    Entry(
        "identity-compared",
        (Written("`is`"), Left("the verdict is False")),
        "`is` asks whether both sides are one object in memory.",
        "Is it the object that matters, or the values?",
    ),
    Entry(
        "grad-overwritten",
        (Written("`=` to a `.grad`"), Left("`.grad` holds the learner's values")),
        "A single `=` put other values into the gradient.",
        "What asks, and doesn't order?",
    ),
)

"""One operation taken for another, and history that was lost on the way."""

from __future__ import annotations

from agtutor.judge.catalogue.entry import Entry, Left, Raised, Written

ENTRIES = (
    Entry(
        "caret-for-power",
        (Raised("NotImplementedError", r"bitwise_xor"), Written("`^`")),
        "In Python `^` compares bits, and a float has none to compare.",
        "How does Python write a power?",
    ),
    Entry(
        "doubled",
        (Left("the values are twice the input's, where its squares are asked for"),),
        "The input was doubled and not squared.",
        "Can a square be negative?",
    ),
    Entry(
        "base-and-exponent-swapped",
        (Left("the values are powers of 2"),),
        "2 was raised to the input, and not the input to 2.",
        "Which of the two is the base?",
    ),
    Entry(
        "cubed",
        (Left("the values are the input's cubes"),),
        "The input was taken three times.",
        "How many factors does a square have?",
    ),
    Entry(
        "root-for-square",
        (Left("the values are the input's roots, nan below 0"),),
        "The root was taken in place of the square.",
        "What should the operation give where the input is negative?",
    ),
    Entry(
        "under-no-grad",
        (Written("`with torch.no_grad()` around it"), Left("`grad_fn` is None")),
        "Inside `no_grad` nothing is recorded, so the result doesn't know what it came from.",
        "Is this code that will be differentiated?",
        forms=("a value", "a whole forward pass, and then backward"),
    ),
    Entry(
        "detached",
        (Written("`.detach()`, `.data` or the like"), Left("`requires_grad` is False")),
        "The numbers were taken without their history, and the graph ends there.",
        "Does this step want the numbers alone?",
        forms=("`detach`", "`.data`", "backward on what was detached"),
    ),
    Entry(
        "one-number-wanted",
        (Raised("(ValueError|RuntimeError)", r"one element tensors|converted to Scalar"),),
        "A function for single numbers got a tensor of many.",
        "Which functions work on all entries at once?",
        forms=("a function of `math`", "`item`"),
    ),
    Entry(
        "numpy-on-tracked",
        (Raised("RuntimeError", r"Can't call numpy\(\) on Tensor that requires grad"),),
        "NumPy can't record a history, so torch doesn't hand a tracked tensor over.",
        "Is NumPy needed here, or has torch the same?",
        forms=("a NumPy function", "`numpy()`"),
    ),
    Entry(
        "in-place-on-leaf",
        (Raised("RuntimeError", r"leaf Variable that requires grad is being used in an in-place"),),
        "A tracked leaf was to be overwritten, and its old values would be lost to the gradient.",
        "Does the result need a name of its own?",
        forms=("a method that ends in `_`", "`**=` and `+=`", "one entry"),
    ),
    Entry(
        "name-reused",
        (Left("the name stands for another object, which is no leaf"),),
        "`{name}` is now the name of a result, and the leaf that had it can't be named any more.",
        "Which name could the result have?",
    ),
    Entry(
        "inner-product",
        (Written("`@` or `dot`"), Left("one number where many are asked for")),
        "This product multiplies entry by entry and then adds up.",
        "Which product leaves as many values as went in?",
    ),
    Entry(
        "broadcast-to-a-table",
        (Left("the shape is the asked-for length twice"),),
        "A column met a row, so every entry met every other.",
        "What are the shapes of both sides before the operation?",
        forms=("a product", "predictions minus targets"),
    ),
    Entry(
        "wrong-input",
        (Left("the values are right for another tensor that is there"),),
        "The operation is right, and it was done to another tensor.",
        "Which tensor comes last in the chain so far?",
        forms=("a shift", "a sum"),
    ),
    Entry(
        "times-for-plus",
        (Left("the values are a multiple of the input, where a shift is asked for"),),
        "The input was stretched and not shifted.",
        "Where should the lowest point lie?",
    ),
    Entry(
        "changed-in-place",
        (Left("a name that the step leaves alone has other values"),),
        "An earlier tensor was overwritten, and two names may now stand for one tensor.",
        "Which operator makes a new tensor?",
    ),
    Entry(
        "not-called",
        (Left("a method stands where its result belongs"),),
        "The method was named, and nothing has called it.",
        "What turns a method's name into a call?",
        forms=("`sum`", "`size`", "`detach`", "`backward`, echoed or printed", "`retain_grad`"),
    ),
    Entry(
        "mean-for-sum",
        (Left("the value is the sum divided by the number of terms"),),
        "The mean was taken, so each gradient comes out as many times too small as there are terms.",
        "Does the formula divide by the number of terms?",
    ),
    Entry(
        "left-autograd",
        (Left("a plain number stands where a tensor is asked for"),),
        "A plain number has no graph: its history stayed behind when it was taken out.",
        "Which call took it out of the tensor?",
        forms=("a number that is kept", "backward on a number"),
    ),
    Entry(
        "rewrapped",
        (Written("`torch.tensor(…)` around a tensor"), Left("`requires_grad` is False")),
        "A new tensor was made of the numbers alone, without their history.",
        "Isn't the result of an operation a tensor already?",
    ),
    Entry(
        "count-for-sum",
        (Left("the value is the number of entries"),),
        "The entries were counted, and their values left out.",
        "What adds them up?",
    ),
    Entry(
        "not-reduced",
        (Left("many values where one is asked for"),),
        "All values are there still, and one number is asked for.",
        "Which operation makes one number of many?",
    ),
)

"""Looking at tensors: attributes, shapes, nodes, and plots of them."""

from __future__ import annotations

from agtutor.judge.catalogue.entry import Entry, Left, Raised, Written

ENTRIES = (
    Entry(
        "node-called",
        (Raised("TypeError", r"expected 1 arguments, got 0"), Written("`grad_fn(`")),
        "The node was called, which would send a gradient through it.",
        "What is left when the brackets go?",
    ),
    Entry(
        "grad-fn-for-grad",
        (Written("`.grad_fn` where `.grad` is asked for"), Left("both are None")),
        "`grad_fn` is the operation that made a tensor; a gradient is something else.",
        "Which attribute holds numbers?",
    ),
    Entry(
        "leaf-has-no-grad-fn",
        (Written("`.grad_fn` of a leaf where that of a result is asked for"),),
        "`{name}` is a leaf: you made it, no operation did, so its `grad_fn` is None.",
        "Which tensors came out of an operation?",
    ),
    Entry(
        "misspelt-attribute",
        (Raised("AttributeError", r"'Tensor' object has no attribute"),),
        "A tensor has nothing of that name.",
        "Compare the spelling with what is printed of the tensor.",
        forms=("`gradfn`", "`gradient`", "`backwards`"),
    ),
    Entry(
        "method-of-the-tensor",
        (Raised("AttributeError", r"module 'torch' has no attribute"),),
        "torch itself has no such function: it belongs to a tensor.",
        "What stands before the dot?",
    ),
    Entry(
        "shape-called",
        (Raised("TypeError", r"'torch.Size' object is not callable"),),
        "`shape` holds the shape, and was called.",
        "Which of `shape` and `size` is a method?",
    ),
    Entry(
        "function-for-attribute",
        (Raised("NameError", r"name '\w+' is not defined"),),
        "Python has no function of that name: it belongs to the tensor.",
        "Where does it stand, seen from the tensor?",
    ),
    Entry(
        "dimensions-for-shape",
        (Left("the number of dimensions was shown"),),
        "That is how many dimensions there are, and not how long each is.",
        "Which attribute lists the length of every dimension?",
    ),
    Entry(
        "answered-by-heart",
        (Written("no name of a tensor in what is shown"),),
        "The answer was written down, and no tensor was asked.",
        "What if the tensor were another?",
    ),
    Entry(
        "text-for-value",
        (Written("the asked expression inside quotes"),),
        "The text was shown, and not the value that it names.",
        "What marks a value inside an f-string?",
    ),
    Entry(
        "wrong-tensor",
        (Written("the asked attribute of another tensor"),),
        "Another tensor was asked.",
        "Which one does the step name?",
    ),
    Entry(
        "tracked-in-plot",
        (Raised("RuntimeError", r"Can't call numpy\(\)"), Written("`plot(`")),
        "A tracked tensor was handed to a plot, which can't record a history.",
        "Which method hands out the numbers alone?",
    ),
    Entry(
        "no-grad-untracks-nothing",
        (Written("`with torch.no_grad()` around the use of a tracked tensor"),),
        "`no_grad` is about what is computed inside it: {names} {were} tracked before, and {stay} so.",
        "Which method hands out the numbers alone?",
    ),
    Entry(
        "detach-discarded",
        (Written("`detach()` as a statement of its own"),),
        "`detach` gives back a new tensor and leaves `{name}` tracked, and nothing took what it gave.",
        "Where did its result go?",
        forms=("before a plot", "where a name is asked for"),
    ),
    Entry(
        "axes-swapped",
        (Left("the drawn series are those asked for, each in the other's place"),),
        "The curve lies on its side.",
        "Which argument goes along the horizontal axis?",
    ),
    Entry(
        "wrong-series",
        (Left("the drawn series is another tensor's"),),
        "Another tensor was drawn.",
        "Where should the lowest point be?",
    ),
    Entry(
        "drawn-against-places",
        (Left("the horizontal values count from 0"),),
        "The horizontal axis counts the values, since there was nothing else to put along it.",
        "What belongs along each axis?",
    ),
    Entry(
        "one-number-drawn",
        (Raised("ValueError", r"x and y must"), Left("one argument has no dimension")),
        "`{name}` is a single number, and a curve needs one height for each place.",
        "Which tensor has one value for each place?",
    ),
)

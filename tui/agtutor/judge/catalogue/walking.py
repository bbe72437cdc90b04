"""Walking the graph: where backward starts, what it takes, where its results are."""

from __future__ import annotations

from agtutor.judge.catalogue.entry import Entry, Left, Raised, Warned, Written

_NO_HISTORY = Raised("RuntimeError", r"element 0 of tensors does not require grad")

ENTRIES = (
    Entry(
        "backward-from-many",
        (Raised("RuntimeError", r"grad can be implicitly created only for scalar outputs"),),
        "The walk was to start from many values, and their gradient is a table.",
        "Which tensor of the chain is a single number?",
    ),
    Entry(
        "backward-from-the-leaf",
        (
            Raised("RuntimeError", r"grad can be implicitly created only for scalar outputs"),
            Left("the tensor is a leaf"),
        ),
        "The walk was to start where it ends, at the leaf.",
        "Which tensor does everything else lead up to?",
    ),
    Entry(
        "no-history",
        (_NO_HISTORY,),
        "Nothing under the result is tracked, so there is no graph to walk.",
        "Follow `grad_fn` back: where does it first become None?",
    ),
    Entry(
        "graph-freed",
        (Raised("RuntimeError", r"Trying to backward through the graph a second time"),),
        "The graph was walked before, and the walk threw away the values that it needs.",
        "Which lines record a new graph?",
    ),
    Entry(
        "walked-twice",
        (Left("the gradient is twice the one asked for, after two passes"),),
        "The second pass added to what the first left.",
        "How many passes were wanted?",
    ),
    Entry(
        "accumulated",
        (Left("the gradient is a whole multiple of the one asked for, after so many passes"),),
        "Each pass added to the gradient, and nothing emptied it in between.",
        "What has to happen to `.grad` between two passes?",
    ),
    Entry(
        "none-from-backward",
        (Left("the name is None"), Written("it is assigned from `backward()`")),
        "`backward` gives nothing back: it leaves its result elsewhere.",
        "Which attribute of the leaf has changed?",
    ),
    Entry(
        "grad-returned",
        (Written("`torch.autograd.grad`"), Left("`.grad` is None")),
        "`autograd.grad` gives the gradient back as a value and leaves every `.grad` as it was.",
        "Which call fills them?",
    ),
    Entry(
        "grad-is-none",
        (Raised("(TypeError|AttributeError)", r"NoneType"), Written("`.grad`")),
        "`.grad` is None there: no backward pass has filled it.",
        "Which call fills it, and for which tensors?",
        forms=("arithmetic", "`zero_`", "a comparison"),
    ),
    Entry(
        "results-keep-no-grad",
        (
            Warned(r"attribute of a Tensor that is not a leaf"),
            Left("a result whose `retains_grad` is False"),
        ),
        "`{name}` is a result: its gradient passed through and was thrown away.",
        "Which method asks a result to keep it, and when?",
    ),
    Entry(
        "asked-too-late",
        (Left("`retains_grad` is True and `grad` is None, after a backward pass"),),
        "`{name}` was asked to keep its gradient after the pass that could have kept it.",
        "Which has to come first, the request or the walk?",
    ),
    Entry(
        "retain-on-untracked",
        (Raised("RuntimeError", r"can't retain_grad on Tensor that has requires_grad=False"),),
        "The tensor is not tracked, so no gradient will ever pass through it.",
        "What has to be tracked for that?",
    ),
    Entry(
        "attribute-called",
        (Raised("TypeError", r"object is not callable"), Written("`.grad(`")),
        "`grad` holds a tensor or None, and was called.",
        "What makes Python try to call it?",
    ),
    Entry(
        "wrong-weights",
        (Raised("RuntimeError", r"Mismatch in shape: grad_output\[0\]"),),
        "The argument of `backward` needs the shape of the tensor that it is called on.",
        "How many outputs have to be weighted?",
    ),
    Entry(
        "input-as-argument",
        (
            Raised(
                "RuntimeError", r"Mismatch in shape: .*output\[0\] has a shape of torch.Size\(\[\]\)"
            ),
        ),
        "`backward` doesn't take the input: it finds the leaves by itself.",
        "What does a single number need as an argument?",
    ),
    Entry(
        "argument-as-weights",
        (Left("each entry of the gradient is weighted by another tensor's"),),
        "The argument of `backward` weights the outputs, and doesn't say with respect to what.",
        "Which weights give each output an equal say?",
    ),
    Entry(
        "number-as-weights",
        (Raised("TypeError", r"'float' object is not iterable"), Written("`backward(`")),
        "The argument of `backward` has to be a tensor.",
        "Does a single number need one?",
    ),
    Entry(
        "not-in-the-graph",
        (Raised("RuntimeError", r"appears to not have been used in the graph"),),
        "The result doesn't depend on one of the tensors, so no road leads to it.",
        "Which operation was to use it?",
    ),
    Entry(
        "gradient-without-history",
        (_NO_HISTORY, Written("the result is made of a gradient")),
        "The gradient came back as plain numbers: how it was computed was not recorded.",
        "Which keyword has the backward pass itself recorded?",
        forms=("of `torch.autograd.grad`", "of `.grad`"),
    ),
    Entry(
        "grad-holds-a-graph",
        (Warned(r"with create_graph=True will create a reference cycle"),),
        "This works, and `.grad` now holds a graph that holds the leaf: that memory is never freed.",
        "Which function gives gradients back, and stores none?",
    ),
    Entry(
        "tracked-too-late",
        (_NO_HISTORY, Written("tracking is switched on after the tensor was used")),
        "`{name}` was used before its tracking was on, so nothing of it was recorded.",
        "Which has to come first, the switch or the computation?",
    ),
    Entry(
        "flag-on-a-result",
        (Raised("RuntimeError", r"can only change requires_grad flags of leaf"),),
        "A result takes its tracking over from what went in, and only leaves have a switch.",
        "How are the numbers had without the history?",
    ),
    Entry(
        "saved-values-gone",
        (Raised("RuntimeError", r"already been freed"), Written("`_saved_…`")),
        "What a node saves lives until the walk, and the walk was over.",
        "When can it be looked at?",
    ),
)

"""Loops that train, functions and engines of one's own, numerical checks."""

from __future__ import annotations

from agtutor.judge.catalogue.entry import Entry, Left, Raised, Written

ENTRIES = (
    Entry(
        "update-rebinds",
        (Raised("TypeError", r"NoneType"), Written("`w = w - … w.grad`, in a loop")),
        "After its first update `{name}` is the name of a result, whose `.grad` is None.",
        "How is one and the same tensor changed, with recording off?",
    ),
    Entry(
        "update-recorded",
        (Raised("RuntimeError", r"leaf Variable .* in-place"), Written("`w -= … w.grad`")),
        "The update of `{name}` would itself be recorded, as an operation on the leaf.",
        "Which block says that nothing in it is to be recorded?",
    ),
    Entry(
        "never-cleared",
        (Written("backward in a loop, and nothing that empties `.grad`"), Left("another value")),
        "Each pass adds to the gradient, so each step took all earlier ones again.",
        "What is in `.grad` when the second pass starts?",
    ),
    Entry(
        "cleared-before-step",
        (Written("`zero_grad` between `backward` and `step`"), Left("nothing moved")),
        "The gradient was cleared before the optimizer could use it, so nothing moved.",
        "In which order do clearing, walking and stepping make sense?",
    ),
    Entry(
        "uphill",
        (Written("a gradient is added"), Left("the value went the other way")),
        "The gradient points uphill, and `{name}` followed it: from {start} to {value}.",
        "Which direction lowers the loss?",
    ),
    Entry(
        "log-keeps-graph",
        (Left("a tracked tensor stands where a number is asked for"),),
        "`{name}` is a tensor with a history: it keeps every graph that went into it in memory.",
        "What does a log need of a loss?",
    ),
    Entry(
        "step-too-large",
        (Left("further from the value asked for than at the start"),),
        "The steps jump over the minimum: `{name}` went from {start} to {value}, further each time.",
        "By what does the distance change in one step?",
    ),
    Entry(
        "optimizer-on-a-copy",
        (Written("an optimizer of a copy"), Left("a gradient, and nothing moved")),
        "The optimizer holds another tensor: `{name}` has a gradient, and nothing moved it.",
        "Which object was handed over?",
    ),
    Entry(
        "upstream-forgotten",
        (Written("`backward` of a Function doesn't use what it gets"), Left("a wrong gradient")),
        "Your `backward` gives back the local slope alone, and what arrives from the rest of the graph "
        "is lost.",
        "What is the argument of `backward` for?",
    ),
    Entry(
        "wrong-number-of-gradients",
        (Raised("RuntimeError", r"returned an incorrect number of gradients"),),
        "`backward` has to give back one gradient for each input of `forward`.",
        "How many arguments has `forward`, after `ctx`?",
    ),
    Entry(
        "function-instantiated",
        (Raised("RuntimeError", r"Legacy autograd function with non-static forward"),),
        "A Function isn't made into an object: its class is used as it is.",
        "Which method of the class applies it?",
    ),
    Entry(
        "gradcheck-in-float32",
        (Raised("GradcheckError", r"Jacobian mismatch"), Written("no double precision")),
        "A step of a millionth drowns in the rounding of float32, so the check fails on a right "
        "gradient.",
        "Which dtype has digits enough?",
    ),
    Entry(
        "difference-too-small",
        (Written("a tiny step, and a division"), Left("float32, far from the value asked for")),
        "A step of {step} is lost in float32: both values round to the same, or nearly so.",
        "How small may a step be next to the digits that there are?",
    ),
    Entry(
        "function-of-many-outputs",
        (Raised("RuntimeError", r"to return a scalar"),),
        "`torch.func.grad` wants a function that gives one number, and this one gives many.",
        "How is it made one, or what is the table of all slopes called?",
    ),
    Entry(
        "overwrites-for-adding",
        (Written("`=` to a node's `grad`, in a class"), Left("a wrong gradient")),
        "Your engine puts each contribution in the place of the last, and a value that is used twice "
        "gets two.",
        "What has to happen to a contribution that comes second?",
    ),
    Entry(
        "node-before-its-users",
        (Written("`backward` calls itself for each input"), Left("a wrong gradient")),
        "A node passed its gradient on before all of its users had sent theirs, or more than once.",
        "In which order does each node come once, after everything that uses it?",
    ),
)

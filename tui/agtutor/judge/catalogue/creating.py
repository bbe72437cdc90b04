"""Making the input, and computing from it."""

from __future__ import annotations

from agtutor.judge.catalogue.entry import Entry, Left, Raised, Written

ENTRIES = (
    Entry(
        "end-left-out",
        (Left("one value fewer than asked for, and all but the last are right"),),
        "The values stop one step before the end.",
        "Which function takes a number of points, and both ends?",
    ),
    Entry(
        "wrong-length",
        (Left("another number of values than asked for"),),
        "The number of points is not the one that is asked for, so the gaps are not either.",
        "How many posts does a fence with that many gaps have?",
    ),
    Entry(
        "step-for-count",
        (Raised("TypeError", r"linspace\(\) received an invalid combination .*\(int, int, float"),),
        "The third argument of `linspace` counts points, and a step size was given.",
        "How many points are wanted in all, both ends included?",
    ),
    Entry(
        "count-missing",
        (Raised("TypeError", r"linspace\(\) received an invalid combination .*\(int, int, requires_"),),
        "`linspace` got two ends and no number of points, and torch has no usual one.",
        "How many points are wanted, both ends included?",
    ),
    Entry(
        "untracked",
        (Left("`requires_grad` is False where the step asks for True"),),
        "The tensor is not tracked, so autograd records nothing that is done with it.",
        "A keyword of the constructor switches tracking on; so does a method that ends in `_`.",
    ),
    Entry(
        "integers-tracked",
        (Raised("RuntimeError", r"[Oo]nly Tensors of floating point (?:and complex )?dtype"),),
        "The values are whole numbers, and a whole number can't move by a little.",
        "What does one decimal point in the arguments change?",
        forms=("a range of integers", "a list of integers"),
    ),
    Entry(
        "misspelt-flag",
        (
            Written("an attribute is assigned whose name is near `requires_grad`"),
            Left("`requires_grad` is False"),
        ),
        "Python put a new attribute on the tensor, without an error, and the flag is False still.",
        "Compare the two names letter by letter.",
    ),
    Entry(
        "method-overwritten",
        (Written("a value is assigned to a method's name"), Left("the flag that it sets is False")),
        "A value took the place of the method, and nothing was switched on.",
        "With the underscore it is something to call.",
    ),
    Entry(
        "misspelt-keyword",
        (Raised("TypeError", r"=bool|unexpected keyword argument"),),
        "The function has no keyword of that name.",
        "Compare its spelling with the name of the flag.",
    ),
    Entry(
        "compared-not-assigned",
        (Written("`==` stands where a value was to be set"),),
        "`==` asked a question and changed nothing.",
        "Which operator sets a value?",
    ),
    Entry(
        "flag-called",
        (Raised("TypeError", r"'bool' object is not callable"), Written("`requires_grad(`")),
        "`requires_grad` is True or False, and was called as if it were a method.",
        "What does a trailing underscore mark in torch?",
    ),
    Entry(
        "not-a-leaf",
        (Left("`is_leaf` is False, and `grad_fn` names the operation"),),
        "The name stands for the result of an operation, and the leaf before it has no name.",
        "Can the values be finished first, and tracking be switched on last?",
        forms=("arithmetic", "a cast to another dtype", "a change of shape"),
    ),
    Entry(
        "gradient-in-a-copy",
        (Left("`.grad` is None, and another new leaf holds a gradient"),),
        "The gradient went to `{copy}`, a leaf of its own: its graph knows nothing of `{leaf}`.",
        "Is a second tensor needed at all?",
    ),
    Entry(
        "reversed",
        (Left("the values are right, from the last to the first"),),
        "The values run the other way.",
        "Which one comes first?",
    ),
    Entry(
        "extra-dimension",
        (Left("the shape has a dimension of length 1 too many"),),
        "The tensor has a dimension more than is asked for.",
        "How many dimensions does a plain row of numbers have?",
    ),
    Entry(
        "list-arithmetic",
        (Raised("TypeError", r"'list'"),),
        "A Python list has no arithmetic entry by entry, and no gradients.",
        "Which type has both?",
    ),
    Entry(
        "wrong-case",
        (Raised("NameError", r"is not defined"), Left("a name with other capitals is there")),
        "Python takes capital and small letters for different names.",
        "Which name will the next steps use?",
    ),
    Entry(
        "sizes-for-values",
        (Raised("RuntimeError", r"negative dimension"),),
        "`torch.Tensor` reads its arguments as the sizes of dimensions.",
        "Which function spreads values over a range?",
    ),
    Entry(
        "not-assigned",
        (Written("the last statement is an expression"), Left("the asked name isn't there")),
        "The value was computed and has no name, so the next step can't find it.",
        "Which name should hold it?",
    ),
)

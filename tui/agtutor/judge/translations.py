"""What Python's and torch's errors mean, as a table; ``translate`` tells the first that fits.

``say`` is filled in with what the pattern caught (``{0}``, ``{1}``) and with the learner's own names:
``{tensors}`` and ``{tracked}`` on the line, with their ``{shapes}`` or ``{dtypes}`` after a colon, and
``{root}`` for what backward was called on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agtutor.judge.scene import Difference
from agtutor.judge.trouble import Trouble
from agtutor.judge.words import ticked


@dataclass(frozen=True, slots=True)
class Translation:
    """One error in words.

    Attributes:
        pattern: searched for in ``Class: message``.
        slip: the mistake's id.
        say: what the learner did, and the rule.
        more: a step further.
        where: a pattern that the learner's line has to match as well.
    """

    pattern: str
    slip: str
    say: str
    more: str = ""
    where: str = ""

    def tell(self, trouble: Trouble, found: re.Match[str]) -> Difference | None:
        """Return the words for an exception that the pattern was found in."""
        if self.where and not trouble.mentions(self.where):
            return None
        has = "have" if len(trouble.tensors()) > 1 else "has"
        written, one = trouble.written(), trouble.receiver("item", "float", "int", "bool")
        values = {
            "written": f"`{written}`" if written else ticked(trouble.tracked()) or "the tensor",
            "many": f"`{one}` has" if one else f"{ticked(trouble.tensors()) or 'the tensor'} {has}",
            "tensors": ticked(trouble.tensors()) or "the tensor",
            "tracked": ticked(trouble.tracked()) or "the tensor",
            "root": trouble.receiver("backward", "grad") or "the tensor",
            "is": "are" if len(trouble.tracked()) > 1 else "is",
            "shapes": trouble.described("shape"),
            "dtypes": trouble.described("dtype"),
        }
        caught = [part or "" for part in found.groups()]
        say = self.say.format(*caught, **values)
        return Difference(self.slip, f"{say[:1].upper()}{say[1:]}", self.more)


TABLE: tuple[Translation, ...] = (
    Translation(
        r"[Oo]nly Tensors of floating point (?:and complex )?dtype can require gradients",
        "integers-tracked",
        "Your values are whole numbers, and a whole number can't move by a little, so it has no "
        "slope to track.",
        "One decimal point in the arguments makes floats of them; so does `dtype`.",
    ),
    Translation(
        r'"bitwise_xor_cpu" not implemented|unsupported operand type\(s\) for \^',
        "caret-for-power",
        "In Python, `^` compares bits, and a float has none to compare. How does Python write a power?",
        "Its power operator has two characters.",
        where=r"\^",
    ),
    Translation(
        r"Can't call numpy\(\) on Tensor that requires grad",
        "tracked-in-plot",
        "{tracked} {is} tracked, and a plot can't record a history. Which method hands out the "
        "numbers alone?",
        "Both axes need it, where both are tracked.",
        where=r"\b(plot|scatter)\s*\(",
    ),
    Translation(
        r"Can't call numpy\(\) on Tensor that requires grad",
        "numpy-on-tracked",
        "{tracked} {is} tracked, and NumPy can't record a history, so torch doesn't hand it over. "
        "Is there a torch way to write the same?",
        "torch has most of NumPy's functions, under the same names.",
    ),
    Translation(
        r"Trying to backward through the graph a second time",
        "graph-freed",
        "This graph was walked before, and the walk threw away the values that it needs: each is "
        "good for one pass.",
        "Run the lines that compute the result again, and a new graph is recorded.",
    ),
    Translation(
        r"can only change requires_grad flags of leaf",
        "flag-on-a-result",
        "{tensors} came out of an operation: a result takes its tracking over from what went in. "
        "Only leaves have a switch.",
        "To have the numbers without the history, make a detached tensor of them.",
    ),
    Translation(
        r"view of a leaf Variable that requires grad is being used in an in-place",
        "in-place-on-leaf",
        "This writes into {written}, a leaf that is tracked: its old values would be lost to the "
        "gradient.",
        "Change the values before tracking is on, or work on a copy.",
    ),
    Translation(
        r"leaf Variable that requires grad is being used in an in-place",
        "in-place-on-leaf",
        "This overwrites {written} itself, and a tracked leaf may not be overwritten. Does the "
        "result need a name of its own?",
        "A method that ends in `_`, and operators such as `+=`, write into the tensor they are "
        "called on.",
    ),
    Translation(
        r"can't retain_grad on Tensor that has requires_grad=False",
        "retain-on-untracked",
        "This tensor is not tracked, so no gradient will ever pass through it, and there is none to "
        "keep.",
    ),
    Translation(
        r"Boolean value of Tensor with more than one value is ambiguous",
        "many-truths",
        "A comparison of two tensors gives one answer for each entry, and here one is needed. What "
        "makes one of many?",
        "Are they all True? Numbers with rounding in them also want a tolerance.",
    ),
    Translation(
        r"one element tensors can be converted|cannot be converted to Scalar",
        "one-number-wanted",
        "This takes one number, and {many} more. Operators and torch's functions work on "
        "all entries at once.",
    ),
    Translation(
        r"Trying to create tensor with negative dimension",
        "sizes-for-values",
        "`torch.Tensor(…)` reads its arguments as the sizes of dimensions. You want values spread "
        "over a range.",
    ),
    Translation(
        r"'bool' object is not callable",
        "flag-called",
        "`requires_grad` is a flag, True or False, and can't be called.",
        "A method that ends in `_` sets it; so does `=`.",
        where=r"requires_grad\s*\(",
    ),
    Translation(
        r"'torch.Size' object is not callable",
        "shape-called",
        "`shape` is an attribute: it holds the shape and can't be called. Only `size` is a method.",
    ),
    Translation(
        r"'(?:NoneType|Tensor)' object is not callable",
        "attribute-called",
        "`grad` is an attribute that holds a tensor or None; it can't be called. What makes Python "
        "try?",
        where=r"\.grad\s*\(",
    ),
    Translation(
        r"expected 1 arguments, got 0 instead",
        "node-called",
        "`grad_fn` is the node itself. Calling it would send a gradient through it; to look at it, "
        "name it.",
        where=r"grad_fn\s*\(",
    ),
    Translation(
        r"'NoneType' object is not callable",
        "result-called",
        "The brackets at the end call what the call before them gave back, and that is None.",
    ),
    Translation(
        r"Mismatch in shape: .*output\[0\] has a shape of torch\.Size\(\[\]\)",
        "input-as-argument",
        "`{root}` is a single number, and the argument of `backward` is a weight for it, with no "
        "dimension at all. It doesn't say with respect to what: `backward` finds the leaves by itself.",
        "What does a single number need as an argument?",
        where=r"backward\s*\(",
    ),
    Translation(
        r"Mismatch in shape: grad_output\[0\] has a shape of (\S+\)) and output\[0\] has a shape of "
        r"(\S+\))\.",
        "wrong-weights",
        "The argument of `backward` has the shape `{0}`, and `{root}` has `{1}`. It is a weight for "
        "each output, and doesn't say with respect to what.",
        "`backward` finds the leaves by itself. What does a single number need as an argument?",
    ),
    Translation(
        r"'(?:float|int)' object is not iterable",
        "number-as-weights",
        "The argument of `backward` has to be a tensor. For a single number it can be left out.",
        where=r"backward\s*\(",
    ),
    Translation(
        r"appears? to not have been used in the graph",
        "not-in-the-graph",
        "There is no road in the graph from the result to that tensor. Which operation was to use it?",
    ),
    Translation(
        r"The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\)",
        "sizes-differ",
        "One side has {0} entries and the other {1}, so they can't be paired{shapes}. Which of the two "
        "has too many?",
    ),
    Translation(
        r"inconsistent tensor size, expected tensor \[(\d+)\] and src \[(\d+)\]|mat1 and mat2 shapes "
        r"cannot be multiplied",
        "sizes-differ",
        "The two sides of the product don't fit: {0} and {1} entries{shapes}. Look at their shapes.",
    ),
    Translation(
        r"index (-?\d+) is out of bounds for dimension (\d+) with size (\d+)",
        "index-too-large",
        "Place {0} doesn't exist: with {2} entries, counted from 0, where does the last one stand?",
    ),
    Translation(
        r"Dimension out of range",
        "no-such-dimension",
        "{tensors} has fewer dimensions than that. Dimensions count from 0.",
    ),
    Translation(
        r"invalid index of a 0-dim tensor|iteration over a 0-d tensor|len\(\) of a 0-d tensor",
        "scalar-taken-apart",
        "{tensors} is a single number, with no dimension at all, so it has no parts.",
    ),
    Translation(
        r"shape '(.+?)' is invalid for input of size (\d+)",
        "sizes-differ",
        "{1} values don't fit into the shape {0}.",
    ),
    Translation(
        r"unsupported operand type\(s\) for .+'list'|can't multiply sequence by non-int"
        r"|(?<!grad of type )list\.?$",
        "list-arithmetic",
        "A Python list has no arithmetic entry by entry, and no gradients. Wrap the numbers in the "
        "type that has both.",
    ),
    Translation(
        r"unsupported operand type\(s\) for .+'NoneType'|bad operand type for unary .+'NoneType'"
        r"|'NoneType' object is not subscriptable",
        "grad-is-none",
        "`grad` is None before a backward pass has run, and None has no arithmetic. Which call fills "
        "it?",
        where=r"\.grad\b",
    ),
    Translation(
        r"'NoneType'",
        "none-used",
        "Something on this line is None. Which name never got a value, or got one from a call that "
        "gives nothing back?",
    ),
    Translation(
        r"expected .*to have (?:the )?same dtype, but (?:found|got:?) (\w+) and (\w+)|expected scalar "
        r"type (\w+) but found (\w+)",
        "dtypes-differ",
        "The two sides have different dtypes{dtypes}. Which of them can be made in the dtype of "
        "the other?",
    ),
    Translation(
        r"can only concatenate str|unsupported operand type\(s\) for .+'str'",
        "text-in-arithmetic",
        "A text in quotes stands where a number belongs.",
    ),
    Translation(
        r"x and y must (?:have same first dimension|be the same size)",
        "lengths-differ",
        "The two axes have different numbers of values. A curve needs one height for each place.",
    ),
    Translation(
        r"'float' object cannot be interpreted as an integer",
        "range-with-float",
        "Python's `range` counts in whole steps. torch has a function like it that takes floats.",
        where=r"\brange\s*\(",
    ),
    Translation(
        r"^EOFError",
        "input-called",
        "`input()` waits for somebody to type, and nobody can type here. Write the value into the "
        "code.",
    ),
    Translation(
        r"cannot import name '(\w+)' from '(\w+)",
        "import-misspelt",
        "`{1}` has no `{0}`. Compare the spelling letter by letter.",
    ),
    Translation(
        r"^ZeroDivisionError", "division-by-zero", "A plain number is divided by zero on this line."
    ),
    Translation(
        r"^RecursionError",
        "endless-recursion",
        "A function calls itself, and nothing ends it.",
    ),
    Translation(
        r"can't allocate memory|^MemoryError",
        "too-large",
        "The tensor would need more memory than there is. How many entries did you mean it to have?",
    ),
    Translation(
        r"can't read them from this \w*(?:method|function)",
        "not-called",
        "A method stands where its result belongs: it was named, and nothing has called it.",
    ),
    Translation(
        r"can't read them from this (\w+)",
        "not-numbers",
        "A plot draws numbers, and one of its arguments is a `{0}`.",
    ),
    Translation(
        r"attribute 'retains_grad' .*not writable",
        "flag-only-tells",
        "`retains_grad` only tells how things stand. A method, with a name much like it, changes them.",
    ),
    Translation(r"^AssertionError", "assertion-failed", "What you asserted is not so."),
    Translation(
        r"expected np\.ndarray \(got (\w+)\)",
        "array-wanted",
        "`from_numpy` takes a NumPy array, and got a {0}. Which function makes a tensor of any "
        "numbers?",
    ),
)

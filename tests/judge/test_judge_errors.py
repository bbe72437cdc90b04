"""What ended a run is told in the learner's lines and names: exceptions, unreadable code, stops."""

from __future__ import annotations

import pytest

from agtutor.case.evidence import Stop
from agtutor.case.verdict import Verdict
from agtutor.judge.translations import TABLE
from tests.builders import evidence, question, tensor
from tests.judge.judge_factory import XS, YS, failure, leaf, module, plain, result, rule

NAMES = {
    "torch": module("torch"),
    "plt": module("plt"),
    "x": leaf(XS),
    "y": result(YS),
    "l": result(192.5, "SumBackward0"),
    "t": tensor(XS),
    "n": plain(3),
}

COMBINATION = "linspace() received an invalid combination of arguments - got"


def raised(kind: str, message: str, code: str, line: int = 1, column: int = 1) -> Verdict:
    """Judge code that ended with an exception on a line."""
    source = code.splitlines()[line - 1]
    got = evidence(dict(NAMES), ended="raised", failure=failure(kind, message, source, line, column))
    return rule(question(), code, got, evidence(dict(NAMES)), dict(NAMES), tried=1)


@pytest.mark.parametrize(
    ("kind", "message", "code", "slip", "words"),
    [
        ("RuntimeError", "Only Tensors of floating point and complex dtype can require gradients",
         "torch.arange(3, requires_grad=True)", "integers-tracked", "whole numbers"),
        ("NotImplementedError", "\"bitwise_xor_cpu\" not implemented for 'Float'",
         "y = x ^ 2", "caret-for-power", "compares bits"),
        ("RuntimeError", "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()",
         "plt.plot(x, y)", "tracked-in-plot", "`x` and `y` are tracked"),
        ("RuntimeError", "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()",
         "np.square(x)", "numpy-on-tracked", "`x` is tracked"),
        ("RuntimeError", "grad can be implicitly created only for scalar outputs",
         "y.backward()", "backward-from-many", "`y` has the shape (21,)"),
        ("RuntimeError", "grad can be implicitly created only for scalar outputs",
         "torch.autograd.backward(y)", "backward-from-many", "`y` has the shape (21,)"),
        ("RuntimeError", "grad can be implicitly created only for scalar outputs",
         "x.backward()", "backward-from-the-leaf", "`x` is the leaf"),
        ("RuntimeError", "element 0 of tensors does not require grad and does not have a grad_fn",
         "t.sum().backward()", "no-history", "Nothing tracks `t`"),
        ("RuntimeError", "element 0 of tensors does not require grad and does not have a grad_fn",
         "l.detach().backward()", "detached", "`detach`"),
        ("RuntimeError", "Trying to backward through the graph a second time (or directly access saved",
         "l.backward()", "graph-freed", "one pass"),
        ("RuntimeError", "a leaf Variable that requires grad is being used in an in-place operation.",
         "x += 1", "in-place-on-leaf", "overwrites `x`"),
        ("RuntimeError", "a view of a leaf Variable that requires grad is being used in an in-place op",
         "x[0] = 0", "in-place-on-leaf", "writes into `x`"),
        ("RuntimeError", "one of the variables needed for gradient computation has been modified by an "
         "inplace operation", "l.backward()", "in-place-on-saved", "overwritten"),
        ("RuntimeError", "can't retain_grad on Tensor that has requires_grad=False",
         "t.retain_grad()", "retain-on-untracked", "not tracked"),
        ("RuntimeError", "you can only change requires_grad flags of leaf variables.",
         "y.requires_grad = False", "flag-on-a-result", "`y` came out of an operation"),
        ("RuntimeError", "Boolean value of Tensor with more than one value is ambiguous",
         "if x == t: pass", "many-truths", "one answer for each entry"),
        ("RuntimeError", "a Tensor with 21 elements cannot be converted to Scalar",
         "x.item()", "one-number-wanted", "`x` has more"),
        ("ValueError", "only one element tensors can be converted to Python scalars",
         "math.pow(x, 2)", "one-number-wanted", "`x` has more"),
        ("RuntimeError", "Trying to create tensor with negative dimension -5: [-5, 5, 21]",
         "torch.Tensor(-5, 5, 21)", "sizes-for-values", "sizes of dimensions"),
        ("TypeError", "'bool' object is not callable", "x.requires_grad()", "flag-called", "a flag"),
        ("TypeError", "'torch.Size' object is not callable", "x.shape()", "shape-called", "attribute"),
        ("TypeError", "'NoneType' object is not callable", "x.grad()", "attribute-called", "`grad`"),
        ("TypeError", "expected 1 arguments, got 0 instead", "y.grad_fn()", "node-called", "node"),
        ("RuntimeError", "Mismatch in shape: grad_output[0] has a shape of torch.Size([21]) and "
         "output[0] has a shape of torch.Size([]).",
         "l.backward(x)", "input-as-argument", "`l` is a single number"),
        ("TypeError", "'float' object is not iterable",
         "l.backward(1.0)", "number-as-weights", "tensor"),
        ("RuntimeError", "The size of tensor a (21) must match the size of tensor b (20)",
         "y + torch.ones(20)", "sizes-differ", "21 entries and the other 20"),
        ("IndexError", "index 21 is out of bounds for dimension 0 with size 21",
         "x[21]", "index-too-large", "Place 21"),
        ("IndexError", "Dimension out of range (expected to be in range of [-1, 0], but got 1)",
         "y.sum(1)", "no-such-dimension", "`y` has fewer"),
        ("TypeError", "unsupported operand type(s) for ** or pow(): 'list' and 'int'",
         "[1, 2]**2", "list-arithmetic", "Python list"),
        ("TypeError", "unsupported operand type(s) for *: 'NoneType' and 'int'",
         "x.grad * 2", "grad-is-none", "None before a backward pass"),
        ("AttributeError", "'NoneType' object has no attribute 'zero_'",
         "x.grad.zero_()", "grad-is-none", "`zero_`"),
        ("TypeError", "allclose(): argument 'input' (position 1) must be Tensor, not NoneType",
         "torch.allclose(y.grad, t)", "grad-is-none", "which tensor has a gradient"),
        ("AttributeError", "'float' object has no attribute 'backward'",
         "l.item().backward()", "left-autograd", "plain number"),
        ("AttributeError", "'Tensor' object has no attribute 'gradfn'",
         "y.gradfn", "misspelt-attribute", "`grad_fn`"),
        ("AttributeError", "'Tensor' object has no attribute 'gradient'",
         "y.gradient", "misspelt-attribute", "`grad`"),
        ("AttributeError", "module 'torch' has no attribute 'backward'",
         "torch.backward(l)", "method-of-the-tensor", "belongs to a tensor"),
        ("AttributeError", "module 'torch' has no attribute 'linspce'",
         "torch.linspce(1, 2, 3)", "misspelt-function", "`linspace`"),
        ("TypeError", f"{COMBINATION} (int, int, float), but expected one of:\n * (Tensor start",
         "torch.linspace(-5, 5, 0.5)", "step-for-count", "counts points"),
        ("TypeError", f"{COMBINATION} (int, int), but expected one of:",
         "torch.linspace(-5, 5)", "count-missing", "How many"),
        ("TypeError", f"{COMBINATION} (int, int, num=int), but expected one of:",
         "torch.linspace(-5, 5, num=21)", "misspelt-keyword", "`steps`"),
        ("TypeError", f"{COMBINATION} (int, int, int, require_grad=bool), but expected one of:",
         "torch.linspace(-5, 5, 21, require_grad=True)", "misspelt-keyword", "`requires_grad`"),
        ("TypeError", f"{COMBINATION} (int, int, int, requires_grad=str), but expected one of:",
         "torch.linspace(-5, 5, 21, requires_grad='y')", "wrong-arguments", "without quotes"),
        ("TypeError", "tensor() got an unexpected keyword argument 'require_grad'",
         "torch.tensor([1.], require_grad=True)", "misspelt-keyword", "`requires_grad`"),
        ("EOFError", "EOF when reading a line", "n = input()", "input-called", "nobody can type here"),
        ("ValueError", "x and y must have same first dimension, but have shapes (21,) and (1,)",
         "plt.plot(t, l.detach())", "one-number-drawn", "one height for each place"),
        ("ValueError", "this plt draws numbers, and can't read them from this function",
         "plt.plot(x.detach, y.detach)", "not-called", "nothing has called it"),
        ("ModuleNotFoundError", "No module named 'troch'", "import troch", "module-missing", "`torch`"),
        ("RecursionError", "maximum recursion depth exceeded",
         "f()", "endless-recursion", "calls itself"),
        ("AssertionError", "", "assert n == 4", "assertion-failed", "not so"),
        ("ZeroDivisionError", "division by zero", "1 / 0", "division-by-zero", "zero"),
        ("KeyError", "'a'", "{}['a']", "raised", "KeyError: 'a'"),
    ],
)  # fmt: skip
def test_errors_are_translated(kind: str, message: str, code: str, slip: str, words: str) -> None:
    verdict = raised(kind, message, code)
    assert (verdict.ruling, verdict.slip) == ("wrong", slip)
    assert words in verdict.message
    assert f"raised {kind}" in verdict.message


@pytest.mark.parametrize(
    "message",
    [
        "[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory: you "
        "tried to allocate 4000000000000 bytes. Error code 12 (Cannot allocate memory)",
        "DefaultCPUAllocator: not enough memory: you tried to allocate 4000000000000 bytes.",
        "std::bad_alloc",
    ],
)
def test_torch_without_memory_is_told_like_any_want_of_memory(message: str) -> None:
    verdict = raised("RuntimeError", message, "a = 1\ntorch.ones(10**12)", line=2)
    assert (verdict.ruling, verdict.slip) == ("stopped", "stopped-memory")
    assert verdict.message == (
        "Stopped in line 2, `torch.ones(10**12)`: your code asked for more memory than "
        "there is for it. Your tensors are as they were before."
    )


@pytest.mark.parametrize(
    ("name", "code", "slip", "words"),
    [
        ("X", "X.shape", "wrong-case", "there is `x`"),
        ("np", "np.square(x)", "not-imported", "`numpy` isn't imported"),
        ("shape", "shape(x)", "function-for-attribute", "belongs to the tensor"),
        ("linspace", "linspace(-5, 5, 21)", "module-left-out", "lives in `torch`"),
        ("plot", "plot(t, t)", "module-left-out", "lives in `plt`"),
        ("true", "f = true", "wrong-case", "`True`"),
        ("prnt", "prnt(x)", "unknown-name", "Did you mean `print`?"),
        ("z", "z == y + 5", "compared-not-assigned", "`==` compares"),
        ("quux", "quux", "unknown-name", "There is no `quux` here."),
    ],
)
def test_an_unknown_name_gets_the_nearest(name: str, code: str, slip: str, words: str) -> None:
    verdict = raised("NameError", f"name '{name}' is not defined", code)
    assert verdict.slip == slip
    assert words in verdict.message


def test_the_failing_line_is_named_where_there_are_several() -> None:
    verdict = raised("ValueError", "no", "a = 1\nb = f(a)\nc = 2", line=2)
    assert verdict.message.startswith("Line 2, `b = f(a)`, raised ValueError: no.")
    assert verdict.span == (6, 14)


def test_the_part_that_failed_is_pointed_at() -> None:
    code = "b = torch.zeros(3)\nc = a + f(a)[7]"
    verdict = raised("IndexError", "no", code, line=2, column=9)
    assert code[slice(*(verdict.span or ()))] == "f(a)[7]"


def test_of_a_long_line_the_part_that_failed_is_shown() -> None:
    code = f"s = {' + '.join(['a'] * 30)} + missing[0]"
    verdict = raised("ValueError", "no", code, column=code.index("missing") + 1)
    assert verdict.message.startswith("`missing[0]` raised ValueError: no.")


def test_tensors_of_the_line_are_described_with_an_error_that_has_no_words() -> None:
    verdict = raised("ValueError", "no", "x.frob(y)")
    assert "On that line, `x` has the shape (21,) and `y` has the shape (21,)." in verdict.message


def test_what_overwrote_a_saved_value_is_named() -> None:
    message = (
        "one of the variables needed for gradient computation has been modified by an inplace "
        "operation: [torch.FloatTensor [3]], which is output 0 of ExpBackward0, is at version 1"
    )
    code = "e = x.exp()\ne.add_(1)\ne.sum().backward()"
    told = raised("RuntimeError", message, code, line=3).message
    assert "what the exponential gave, and it was overwritten in line 2, `e.add_(1)`" in told


def test_the_line_of_the_cut_is_named() -> None:
    code = "with torch.no_grad():\n    m = (x**2).sum()\nm.backward()"
    verdict = raised("RuntimeError", "element 0 of tensors does not require grad", code, line=3)
    assert "inside `no_grad` nothing is recorded (line 1)" in verdict.message


def test_a_second_nudge_waits_for_the_second_miss() -> None:
    got = evidence(ended="raised", failure=failure("RuntimeError", "bitwise_xor", "x ^ 2"))
    got["failure"] = failure("NotImplementedError", '"bitwise_xor_cpu" not implemented', "x ^ 2")
    first, second = (rule(question(), "x ^ 2", got, evidence(), tried=tried) for tried in (0, 1))
    assert first.more == ""
    assert second.more


def test_every_translation_fills_its_gaps() -> None:
    names = {"tensors", "tracked", "root", "is", "shapes", "dtypes", "written", "many"}
    for entry in TABLE:
        filled = entry.say.format(*["1"] * 9, **dict.fromkeys(names, "`x`"))
        assert "{" not in filled
        assert filled[-1] in ".?", entry.slip
        assert "!" not in filled


@pytest.mark.parametrize(
    ("code", "column", "words"),
    [
        ("np.stack([x.detach(), y])", 1, "`y` is tracked"),
        ("np.stack([x.data, y, x])", 1, "`x` and `y` are tracked"),
        ("plt.plot(x.detach().tolist(), y)", 1, "`y` is tracked"),
        ("v = x.detach() * x.shape[0]; np.square(y)", 30, "`y` is tracked"),
        ("np.square(f(x.detach()))", 1, "`x` is tracked"),
        ("np.square(torch.ones(3))", 1, "The tensor is tracked"),
    ],
)
def test_a_tensor_that_is_detached_is_not_said_to_be_tracked(
    code: str, column: int, words: str
) -> None:
    said = "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()"
    assert words in raised("RuntimeError", said, code, column=column).message


@pytest.mark.parametrize(
    ("message", "source", "column", "slip", "words"),
    [
        ("'(' was never closed", "x = torch.linspace(-5, 5", 19, "bracket-open",
         "`x = torch.linspace(` ← the bracket `(` opens here"),
        ("unmatched ')'", "x = 1)", 6, "bracket-unmatched", "closes nothing"),
        ("invalid character '−' (U+2212)", "x = −5", 5, "typographic-minus", "a minus is `-`"),
        ("invalid character '²' (U+00B2)", "y = x²", 6, "superscript", "`**`"),
        ("invalid character '·' (U+00B7)", "y = 2·x", 6, "multiplication-sign", "`*`"),
        ("invalid character '“' (U+201C)", "print(“a”)", 7, "typographic-quote", "quote"),
        ("invalid decimal literal", "y = 2x", 5, "number-against-name", "To multiply"),
        ("unterminated string literal (detected at line 1)", "print('a)", 7, "quote-open", "a quote"),
        ("expected ':'", "for i in t", 11, "colon-missing", "colon"),
        ("expected an indented block after 'for' statement on line 1", "x", 1,
         "block-missing", "indented"),
        ("unexpected indent", "  x = 1", 3, "unexpected-indent", "spaces"),
        ("cannot assign to expression here. Maybe you meant '==' instead of '='?", "x + 1 = y", 1,
         "assigned-to-expression", "a name has to stand, not expression"),
        ("invalid syntax. Perhaps you forgot a comma?", "f(1 2)", 3, "comma-missing", "comma"),
        ("invalid syntax", "x = = 2", 5, "invalid-syntax", "can't read on"),
        ("Missing parentheses in call to 'print'. Did you mean print(...)?", "print x", 1,
         "brackets-missing", "`print(…)`"),
        ("something quite new", "x ? 1", 3, "invalid-syntax", "something quite new"),
    ],
)  # fmt: skip
def test_unreadable_code_is_shown_where_it_breaks(
    message: str, source: str, column: int, slip: str, words: str
) -> None:
    got = evidence(ended="unreadable", failure=failure("SyntaxError", message, source, 1, column))
    verdict = rule(question(), source, got, evidence())
    assert (verdict.ruling, verdict.slip) == ("unreadable", slip)
    assert words in verdict.message
    assert verdict.span == (column - 1, column) or column > len(source)


@pytest.mark.parametrize(
    ("source", "column", "shown"),
    [
        ("x = torch.linspace(-5 5,21)", 20, "x = torch.linspace(-5"),
        ("x = torch.linspace(-5, 5 21)", 24, "x = torch.linspace(-5, 5"),
        ("x = torch.linspace(-(2 + 3) 5, 21)", 20, "x = torch.linspace(-(2 + 3)"),
        ("y = torch.tensor([1.0, 2.0 3.0])", 24, "y = torch.tensor([1.0, 2.0"),
        ("f(a.b[0] c)", 3, "f(a.b[0]"),
        ("print('a' x)", 7, "print('a'"),
        ("f(x 'a)", 3, "f(x"),
    ],
)
def test_a_missing_comma_is_shown_behind_the_value_that_it_has_to_follow(
    source: str, column: int, shown: str
) -> None:
    said = "invalid syntax. Perhaps you forgot a comma?"
    got = evidence(ended="unreadable", failure=failure("SyntaxError", said, source, 1, column))
    verdict = rule(question(), source, got, evidence())
    assert verdict.message.startswith(f"`{shown}` ← a comma may be missing")
    assert verdict.span == (len(shown) - 1, len(shown))


def test_unreadable_code_names_its_line_where_there_are_several() -> None:
    got = evidence(
        ended="unreadable", failure=failure("SyntaxError", "expected ':'", "for i in x", 2, 11)
    )
    verdict = rule(question(), "a = 1\nfor i in x\n    b", got, evidence())
    assert verdict.message.startswith("Line 2: `for i in x` ←")


@pytest.mark.parametrize(
    ("stop", "detail", "words"),
    [
        ("deadline", "line 3, `while True:`", "Stopped after 10 s in line 3, `while True:`."),
        ("deadline", "", "Stopped after 10 s."),
        ("interrupt", "line 1, `f()`", "You stopped it in line 1, `f()`."),
        ("flood", "", "more than anybody can read"),
        ("exit", "exit code 3", "ended the process that it ran in (exit code 3)"),
        ("signal", "SIGSEGV", "died of SIGSEGV"),
        ("signal", "SIGRTMIN", "died of SIGRTMIN."),
        ("memory", "line 1, `torch.ones(10**12)`", "more memory"),
        ("lost", "", "lost before it could be judged"),
    ],
)
def test_a_stop_says_what_happened_and_that_nothing_is_lost(
    stop: Stop, detail: str, words: str
) -> None:
    got = evidence(ended="stopped", stop=stop, detail=detail)
    verdict = rule(question(), "f()", got, evidence())
    assert (verdict.ruling, verdict.slip) == ("stopped", f"stopped-{stop}")
    assert words in verdict.message
    assert verdict.message.endswith("Your tensors are as they were before.")

"""Mistakes of later lessons: each code is made in its step, and gets its slip."""

from __future__ import annotations

from tests.catalogue.catalogue_steps import (
    CHAIN,
    TANH,
    TORCH,
    VERDICT,
    WEIGHT,
    Step,
    X,
    making,
)

_EXP = f"{TORCH}\nx = torch.tensor([0., 1., 2.], requires_grad=True)"
_WALK_EXP = making(_EXP, "y = x.exp()\nz = y + 1\nz.sum().backward()", "x")
_COPY = making(X, "d = x.detach().clone()\nd[0] = 100.", "d")
_ARRAY = making(X, "a = x.detach().numpy().copy()\na[0] = 7", "a")
_EDIT = making(X, "d = x.detach().clone()\nd[0] = 0.", "d")

MODES: list[tuple[str, Step, str, str]] = [
    ("inplace-on-saved", _WALK_EXP, "y = x.exp()\ny.add_(1)\ny.sum().backward()", "in-place-on-saved"),
    (
        "data-silently-wrong",
        _WALK_EXP,
        "y = x.exp()\ny.data.zero_()\ny.sum().backward()",
        "hidden-write",
    ),
    ("detach-shares-memory", _COPY, "d = x.detach()\nd[0] = 100.", "shared-memory"),
    ("detach-not-assigned", making(X, "d = x.detach()", "d"), "x.detach()", "detach-discarded"),
    ("index-assign-leaf", _EDIT, "x[0] = 0.", "in-place-on-leaf"),
    ("augadd-leaf", making(X, "y = x + 1", "y"), "x += 1", "in-place-on-leaf"),
    ("numpy-tracked", making(X, "a = x.detach().numpy()", "a"), "a = x.numpy()", "numpy-on-tracked"),
    ("numpy-shares-memory", _ARRAY, "a = x.detach().numpy()\na[0] = 7", "shared-memory"),
    (
        "forward-under-no-grad",
        making(X, "l = (x**2 + 5).sum()\nl.backward()", "l", "x"),
        "with torch.no_grad():\n    l = (x**2 + 5).sum()\nl.backward()",
        "under-no-grad",
    ),
    (
        "inference-tensor",
        making(X, "w = torch.ones(21)\ns = (x*w).sum()", "s"),
        "with torch.inference_mode():\n    w = torch.ones(21)\ns = (x*w).sum()",
        "inference-tensor",
    ),
    (
        "eval-is-not-no-grad",
        making(
            f"{TORCH}\nm = torch.nn.Linear(1, 1)",
            "with torch.no_grad():\n    out = m(torch.ones(1))",
            "out",
            kept=[],
        ),
        "m.eval()\nout = m(torch.ones(1))",
        "eval-for-no-grad",
    ),
]

COMPARING: list[tuple[str, Step, str, str]] = [
    ("bool-of-tensor", VERDICT, "if x.grad == 2*x:\n    print('same')", "many-truths"),
    ("exact-float-equality", TANH, "bool((x.grad == 1 - torch.tanh(x)**2).all())", "exact-equality"),
    (
        "allclose-float32-cancellation",
        TANH,
        "torch.allclose(x.grad, 1 - torch.tanh(x)**2)",
        "digits-cancelled",
    ),
    ("circular-check", VERDICT, "torch.allclose(x.grad, x.grad)", "compared-with-itself"),
    ("identity-check", VERDICT, "x.grad is 2*x", "identity-compared"),
    ("none-in-allclose", VERDICT, "torch.allclose(y.grad, 2*x)", "grad-is-none"),
    ("assign-instead-of-compare", VERDICT, "x.grad = 3*x.detach()\nprint(True)", "grad-overwritten"),
]

_PRED = f"{TORCH}\npred = torch.zeros(5, 1, requires_grad=True)\ntarget = torch.arange(5.)"
_BIAS = f"{TORCH}\nX = torch.ones(21, 3)\nb = torch.zeros(3, requires_grad=True)"
_SAMPLES = f"{TORCH}\nw = torch.tensor(1., requires_grad=True)\nxs = torch.arange(4.)"
_SAFE = "s = torch.where(x > 0, x, 1.)\ntorch.where(x > 0, torch.sqrt(s), 0.).sum().backward()"

SHAPES: list[tuple[str, Step, str, str]] = [
    (
        "broadcast-loss",
        making(_PRED, "d = pred[:, 0] - target", "d"),
        "d = pred - target",
        "broadcast-to-a-table",
    ),
    (
        "bias-grad-sums",
        making(_BIAS, "(X + b).mean(0).sum().backward()", "b"),
        "(X + b).sum().backward()",
        "sum-over-uses",
    ),
    (
        "grad-shape-matches-leaf",
        making(
            TORCH,
            "w = torch.full((4, 5), 2., requires_grad=True)\n(w*torch.ones(4, 5)).sum().backward()",
            "w",
        ),
        "w = torch.tensor(2., requires_grad=True)\n(w*torch.ones(4, 5)).sum().backward()",
        "one-leaf-for-many",
    ),
    (
        "grad-is-sum-not-per-sample",
        making(_SAMPLES, "((w*xs)**2).sum().backward()\ng = 2*w.detach()*xs**2", "g"),
        "((w*xs)**2).sum().backward()\ng = w.grad",
        "total-for-each",
    ),
    ("argmax", making(X, "x.max().backward()", "x"), "x.argmax().backward()", "index-has-no-slope"),
    (
        "round-zero-gradient",
        making(X, "(x**2).sum().backward()", "x"),
        "(x.round()**2).sum().backward()",
        "flat-operation",
    ),
    (
        "where-nan",
        making(X, _SAFE, "x"),
        "torch.where(x > 0, torch.sqrt(x), 0.).sum().backward()",
        "where-nan",
    ),
    (
        "norm-by-hand-at-zero",
        making(f"{TORCH}\nv = torch.zeros(2, requires_grad=True)", "v.norm().backward()", "v"),
        "(v**2).sum().sqrt().backward()",
        "root-at-zero",
    ),
    (
        "kink-has-no-derivative",
        making(X, "x.abs().sum().backward()\ng = x.grad[20]", "g", kept=[]),
        "x.abs().sum().backward()\ng = x.grad[10]",
        "kink",
    ),
    (
        "max-ties",
        making(
            f"{TORCH}\nv = torch.tensor([1., 1., 0.], requires_grad=True)",
            "v.max(dim=0).values.backward()",
            "v",
        ),
        "v.max().backward()",
        "tie-shared",
    ),
]

_GO = "((w-3)**2).backward()\nwith torch.no_grad():\n    w -= 0.1*w.grad"
_LOOP = """for _ in range({n}):
    w.grad = None
    ((w-3)**2).backward()
    with torch.no_grad():
        w -= {rate}*w.grad
"""
_ONE = Step(WEIGHT, _GO, {"w": {"grad": False}})
_SGD = "opt = torch.optim.SGD([w], lr=0.1)\n"
_STEPPED = Step(WEIGHT, f"{_SGD}((w-3)**2).backward()\nopt.step()", {"w": {"grad": False}})

TRAINING: list[tuple[str, Step, str, str]] = [
    (
        "update-rebinds",
        Step(WEIGHT, _LOOP.format(n=2, rate=0.1), {"w": {"grad": False}}),
        "for _ in range(2):\n    loss = (w-3)**2\n    loss.backward()\n    w = w - 0.1*w.grad",
        "update-rebinds",
    ),
    ("update-inplace-tracked", _ONE, "((w-3)**2).backward()\nw -= 0.1*w.grad", "update-recorded"),
    (
        "no-zero-grad",
        Step(
            WEIGHT,
            f"{_SGD}for _ in range(3):\n    opt.zero_grad()\n    ((w-3)**2).backward()\n    opt.step()",
            {"w": {"grad": False}},
        ),
        f"{_SGD}for _ in range(3):\n    ((w-3)**2).backward()\n    opt.step()",
        "never-cleared",
    ),
    (
        "zero-before-step",
        _STEPPED,
        f"{_SGD}((w-3)**2).backward()\nopt.zero_grad()\nopt.step()",
        "cleared-before-step",
    ),
    ("wrong-sign", _ONE, "((w-3)**2).backward()\nwith torch.no_grad():\n    w += 0.1*w.grad", "uphill"),
    (
        "running-loss-keeps-graph",
        making(WEIGHT, "total = 0\nfor _ in range(3):\n    total = total + ((w-3)**2).item()", "total"),
        "total = 0\nfor _ in range(3):\n    total = total + (w-3)**2",
        "log-keeps-graph",
    ),
    (
        "lr-too-big",
        Step(WEIGHT, _LOOP.format(n=5, rate=0.1), {"w": {"grad": False}}),
        _LOOP.format(n=5, rate=1.1),
        "step-too-large",
    ),
    (
        "optimizer-on-copy",
        _STEPPED,
        "opt = torch.optim.SGD([w.detach().clone().requires_grad_()], lr=0.1)\n"
        "((w-3)**2).backward()\nopt.step()",
        "optimizer-on-a-copy",
    ),
]

_HEAD = """class Sq(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**2
"""
_BACK = """    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return {back}
"""
_SQ = _HEAD + _BACK
_THREE = f"{TORCH}\nx = torch.ones(3, requires_grad=True)"
_APPLY = "(10*Sq.apply(x)).sum().backward()"
_CUSTOM = making(_THREE, _SQ.format(back="g*2*x") + _APPLY, "x")

_ENGINE = """class V:
    def __init__(s, d, c=()):
        s.data, s.grad, s.c, s._b = d, 0., c, lambda: None
    def __add__(s, o):
        r = V(s.data+o.data, (s, o))
        def b():
            s.grad {sign} r.grad
            o.grad {sign} r.grad
        r._b = b
        return r
"""
_ONCE = "a = V(3.)\nb = a + a\nb.grad = 1.\nb._b()\ng = a.grad"
_RECURSIVE = """    def backward(s):
        s._b()
        for k in s.c:
            if k.grad: k.backward()
"""
_SORTED = """    def backward(s):
        seen, order = set(), []
        def visit(v):
            if v not in seen:
                seen.add(v)
                for k in v.c: visit(k)
                order.append(v)
        visit(s)
        for v in reversed(order): v._b()
"""
_TWICE = "a = V(1.)\nb = a + a\nc = b + b\nc.grad = 1.\nc.backward()\ng = a.grad"
_CHECK = "ok = torch.autograd.gradcheck(lambda v: (v**3).sum(), {})"

OWN: list[tuple[str, Step, str, str]] = [
    ("custom-forgets-upstream", _CUSTOM, _SQ.format(back="2*x") + _APPLY, "upstream-forgotten"),
    (
        "custom-wrong-count",
        _CUSTOM,
        _SQ.format(back="g*2*x, g") + "Sq.apply(x).sum().backward()",
        "wrong-number-of-gradients",
    ),
    ("custom-instantiated", _CUSTOM, _HEAD + "Sq()(x)", "function-instantiated"),
    (
        "gradcheck-float32",
        making(
            TORCH,
            _CHECK.format("torch.linspace(1, 2, 5, dtype=torch.double, requires_grad=True)"),
            "ok",
        ),
        _CHECK.format("torch.linspace(1, 2, 5, requires_grad=True)"),
        "gradcheck-in-float32",
    ),
    (
        "h-too-small",
        making(
            f"{TORCH}\nf = lambda v: v**2\nx0 = torch.tensor(3.)",
            "h = 1e-3\nest = (f(x0+h)-f(x0-h))/(2*h)",
            "est",
        ),
        "h = 1e-8\nest = (f(x0+h)-f(x0))/h",
        "difference-too-small",
    ),
    (
        "func-grad-nonscalar",
        making(TORCH, "g = torch.func.grad(lambda v: (v**2).sum())(torch.ones(3))", "g"),
        "g = torch.func.grad(lambda v: v**2)(torch.ones(3))",
        "function-of-many-outputs",
    ),
    (
        "overwrite-not-add",
        making(TORCH, _ENGINE.format(sign="+=") + _ONCE, "g"),
        _ENGINE.format(sign="=") + _ONCE,
        "overwrites-for-adding",
    ),
    (
        "no-topological-order",
        making(TORCH, _ENGINE.format(sign="+=") + _SORTED + _TWICE, "g"),
        _ENGINE.format(sign="+=") + _RECURSIVE + _TWICE,
        "node-before-its-users",
    ),
    (
        "checkpoint-memory-belief",
        making(CHAIN, "s = y.grad_fn._saved_self\nl.backward()", "s"),
        "l.backward()\ns = y.grad_fn._saved_self",
        "saved-values-gone",
    ),
]

LATER = [*MODES, *COMPARING, *SHAPES, *TRAINING, *OWN]
"""Mistake, step, code, slip."""

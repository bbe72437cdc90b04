"""Right and wrong forms of answers in the lesson about tracking."""

from __future__ import annotations

_C = "c = 5 * torch.linspace(-1, 1, 21)\n"

RIGHT: dict[str, list[str]] = {
    "floats": [
        "t = (torch.ones(11).cumsum(0) - 6).requires_grad_()",
        "t = torch.Tensor(range(-5, 6))\nt.requires_grad = True",
        "t = torch.linspace(start=-5, end=5, steps=11, requires_grad=True)\n"
        "print(t, t.requires_grad, t.is_leaf)",
        "t = torch.arange(-5., 6.)\nsetattr(t, 'requires_grad', True)",
        "numbers = list(map(float, range(-5, 6)))\nt = torch.tensor(numbers)  # floats\n"
        "t.requires_grad_()",
        "t = torch.arange(-5., 6., requires_grad=True) * 1\nt = t.detach().requires_grad_()",
    ],
    "make-c": [
        "base = torch.linspace(-1, 1, 21)\nc = sum(base for _ in range(5)).requires_grad_()",
        "c = (torch.linspace(-1, 1, 21) / 0.2).requires_grad_()",
        "c = torch.tensor((5 * torch.linspace(-1, 1, 21)).tolist(), requires_grad=True)",
        "c = torch.linspace(-1, 1, 21, requires_grad=True)\nwith torch.no_grad():\n    c *= 5",
        "c = torch.linspace(-1, 1, 21, requires_grad=True)\nc.data *= 5\nc",
        "c = (lambda k: (k * torch.linspace(-1, 1, 21)).requires_grad_())(5)",
    ],
    "double-leaf": [
        "w = torch.ones(3).type(torch.DoubleTensor)\nw.requires_grad_(True)",
        "w = torch.DoubleTensor([1, 1, 1]).requires_grad_()",
        "torch.set_default_dtype(torch.float64)\nw = torch.ones(3, requires_grad=True)\n"
        "torch.set_default_dtype(torch.float32)",
        "w = torch.eye(3, dtype=torch.float64).sum(0).requires_grad_()",
        "with torch.no_grad():\n    w = torch.ones(3, requires_grad=True).double()\nw.requires_grad_()",
        "w = torch.linspace(1, 1, 3, dtype=torch.float64, requires_grad=True)",
    ],
    "square": [
        "import operator\ny = operator.mul(c, c)",
        "y = c * c.clone()",
        "y = torch.diag(torch.outer(c, c))",
        "y = torch.float_power(c, 2)",
        "y = torch.zeros(21)\nfor i in range(21):\n    y[i] = c[i] ** 2",
        "y = c.pow(exponent=2)",
    ],
    "cut": [
        "v = torch.empty(21)\nv.copy_(y.detach())",
        "w2 = y.clone()\nv = w2.detach_()",
        "v = torch.zeros(21)\nv += y.detach()",
        "v = y.detach() * 1",
        "@torch.no_grad()\ndef cut(t):\n    return t + 0\nv = cut(y)",
        "import copy\nv = copy.deepcopy(y.detach())",
    ],
    "plot-cut": [
        "plt.scatter(x=c.detach(), y=v)",
        "plt.plot(c.detach().clone(), v.clone())",
        "plt.title('v against c')\nplt.plot(c.detach(), v)\nplt.grid(True)",
        "plt.plot(c.detach(), y.detach())",
        "import numpy as np\nplt.plot(np.array(c.detach()), np.array(v))",
        "plt.figure()\nplt.scatter(c.detach(), v, s=4)",
    ],
}

WRONG: dict[str, list[tuple[str, str]]] = {
    "floats": [
        ("t = torch.arange(-5., 6., requires_grad=True) * 1", "not-a-leaf"),
        ("t = torch.linspace(-5, 5, 10, requires_grad=True)", "wrong-length"),
        ("t = torch.linspace(-5, 5, 11)", "untracked"),
        ("t = torch.arange(5., -6., -1., requires_grad=True)", "reversed"),
        ("t = [float(n) for n in range(-5, 6)]", "list-for-tensor"),
        ("T = torch.arange(-5., 6., requires_grad=True)", "wrong-case"),
        ("torch.arange(-5., 6., requires_grad=True)", "not-assigned"),
        ("t = torch.arange(-5, 6).requires_grad_()", "integers-tracked"),
    ],
    "make-c": [
        ("c = torch.linspace(-1, 1, 21, requires_grad=True)", "wrong-ends"),
        ("c = torch.linspace(-1, 1, 21)\nc.requires_grad_()\nc = c * 5", "not-a-leaf"),
        ("c = torch.linspace(-1, 1, 21, requires_grad=True)\nc *= 5", "in-place-on-leaf"),
        ("c = (5 * torch.linspace(-1, 1, 21)).requires_grad", "number-for-tensor"),
        ("c = (5 * torch.linspace(-1, 1, 21, requires_grad=True)).detach()", "detached"),
        ("c = 5 * torch.linspace(-1, 1, 20)\nc.requires_grad_()", "wrong-length"),
        (_C + "c.requires_grad()", "flag-called"),
        (_C + "c.requires_grad_ = True", "method-overwritten"),
    ],
    "double-leaf": [
        ("w = torch.ones(3).double()", "untracked"),
        ("w = torch.ones(3, requires_grad=True).to(torch.float64)", "not-a-leaf"),
        ("w = torch.ones(3, dtype=torch.float16, requires_grad=True)", "float16-for-float64"),
        ("w = torch.ones(3, dtype=torch.int64, requires_grad=True)", "integers-tracked"),
        ("w = torch.ones(3, 1, dtype=torch.float64, requires_grad=True)", "extra-dimension"),
        ("w = torch.zeros(3, dtype=torch.float64, requires_grad=True)", "all-zeros"),
        ("w = torch.ones(3, dtype=torch.double, require_grad=True)", "misspelt-keyword"),
        ("w = torch.ones(4, dtype=torch.float64, requires_grad=True)", "wrong-length"),
    ],
    "square": [
        ("y = c ** 3", "cubed"),
        ("y = 2 ** c", "base-and-exponent-swapped"),
        ("y = c ^ 2", "caret-for-power"),
        ("y = torch.tensor(c ** 2)", "rewrapped"),
        ("y = (c ** 2).sum()", "reduced"),
        ("y = c @ c", "inner-product"),
        ("y = c + c", "doubled"),
        ("y = c * c.detach()", "detached"),
    ],
    "cut": [
        ("v = y.detach", "not-called"),
        ("y.detach()", "detach-discarded"),
        ("y = y.detach()\nv = y", "rebuilt"),
        ("v = y.detach_()", "tracking-switched-off"),
        ("v = y.requires_grad_(False)", "flag-on-a-result"),
        ("v = y.numpy()", "numpy-on-tracked"),
        ("v = y.detach().numpy()", "array-for-tensor"),
        ("v = y.detach().requires_grad_()", "still-tracked"),
    ],
    "plot-cut": [
        ("plt.plot(c.detach, v)", "not-called"),
        ("plt.plot(v)", "drawn-against-places"),
        ("plt.plot(c, v.detach())", "tracked-in-plot"),
        ("c.detach()\nplt.plot(c, v)", "detach-discarded"),
        ("plt.scatter(v, c.detach())", "axes-swapped"),
        ("plt.plot(c.detach(), v[:10])", "lengths-differ"),
        ("plt.plot(c.detach(), -v)", "upside-down"),
        ("plt.plot(c.item(), v)", "one-number-wanted"),
    ],
}

"""Right and wrong forms of answers in the lesson about accumulation."""

from __future__ import annotations

_L = "w = torch.tensor(5.0, requires_grad=True)\n"
_H = _L + "history = torch.zeros(6)\n"

RIGHT: dict[str, list[str]] = {
    "make-x": [
        "x = (5 * torch.linspace(-1, 1, 21)).requires_grad_(True)",
        "n = 21\nx = torch.empty(n)\nfor i in range(n):\n    x[i] = -5 + i * 10 / (n - 1)\n"
        "x.requires_grad_()",
        "x = torch.linspace(-5, 5, 21, requires_grad=True).clone().detach().requires_grad_()",
        "x = (torch.linspace(0, 10, 21) - 5).requires_grad_()\nprint(x)",
        "def make():\n    return torch.linspace(-5, 5, 21, requires_grad=True)\nx = make()",
        "x = -torch.linspace(5, -5, 21)\nx.requires_grad = True",
    ],
    "pile-up": [
        "for _ in range(3):\n    sum(v * v for v in x).backward()\nx.grad",
        "for _ in range(3):\n    (x**2).sum().backward(retain_graph=True)\nx.grad",
        "for _ in 'abc':\n    torch.square(x).sum().backward()\n    print(x.grad)",
        "for _ in range(3):\n    torch.einsum('i,i->', x, x).backward()\nx.grad",
        "for _ in range(3):\n    y = x**2\n    l = y.sum()\n    l.backward()\ng = x.grad\nprint(g)",
        "for v in range(3):\n    (x**2).sum().backward()\nprint(*x.grad.tolist(), sep='\\n')",
        "l = (x**2).sum()\nfor _ in range(3):\n    l.backward(retain_graph=True)\nx.grad",
    ],
    "clear": [
        "with torch.no_grad():\n    x.grad.zero_()\ntorch.autograd.backward((x**2).sum())",
        "x.grad.sub_(x.grad)\n(x**2).sum().backward()",
        "setattr(x, 'grad', None)\n(x**2).backward(torch.ones(21))",
        "x.grad.data.zero_()\n(x.pow(2)).sum().backward()\nx.grad",
        "l = (x**2).sum()\nx.grad = None\nl.backward()",
        "x.grad = None\nfor _ in range(1):\n    (x @ x).backward()",
    ],
    "record": [
        _L
        + (
            "history = torch.tensor([])\nfor _ in range(6):\n    (w**2).backward()\n"
            "    history = torch.cat([history, w.grad.reshape(1)])"
        ),
        "import numpy as np\nw = torch.tensor(5.0, requires_grad=True)\nh = np.zeros(6)\n"
        "for i in range(6):\n    (w**2).backward()\n    h[i] = w.grad\n"
        "history = torch.from_numpy(h)",
        "w = torch.nn.Parameter(torch.tensor(5.0))\nhistory = torch.zeros(6)\n"
        "for i in range(6):\n    w.square().backward()\n    history[i] = w.grad",
        _H
        + (
            "for i, _ in enumerate(history):\n    (w**2).sum().backward()\n    history[i].copy_(w.grad)"
        ),
        _L
        + (
            "seen = {}\nfor k in range(1, 7):\n    (w**2).backward()\n"
            "    seen[k] = w.grad.item()\nhistory = torch.tensor(list(seen.values()))"
        ),
        "history = torch.zeros(6)\nw = torch.tensor(5.0).requires_grad_(True)\n"
        "for i in range(6):\n    (w**2).backward(retain_graph=True)\n"
        "    history[i] = w.grad.clone()",
    ],
    "plot-history": [
        "plt.scatter(x=range(1, 7), y=history)\nplt.show()",
        "plt.plot([1., 2., 3., 4., 5., 6.], history.clone())",
        "plt.plot(list(range(1, 7)), [float(h) for h in history])",
        "xs, ys = zip(*enumerate(history.tolist(), start=1))\nplt.plot(xs, ys)",
        "plt.title('the pile')\nplt.plot((1, 2, 3, 4, 5, 6), history)\nplt.grid(True)",
        "plt.plot(history / 10, history)",
    ],
}

WRONG: dict[str, list[tuple[str, str]]] = {
    "make-x": [
        ("x = torch.linspace(5, -5, 21, requires_grad=True)", "reversed"),
        ("x = torch.linspace(-5, 5, 21, requires_grad=True).double()", "not-a-leaf"),
        ("x = torch.arange(-5, 6, requires_grad=True)", "integers-tracked"),
        ("x = torch.arange(-5., 5., 0.5, requires_grad=True)", "end-left-out"),
        ("x = torch.linspace(-5, 5, 21)\nx.require_grad = True", "misspelt-flag"),
        ("x = torch.linspace(-5, 5, 21)\nx.requires_grad_", "not-called"),
        ("X = torch.linspace(-5, 5, 21, requires_grad=True)", "wrong-case"),
        ("torch.linspace(-5, 5, 21, requires_grad=True)", "not-assigned"),
    ],
    "pile-up": [
        ("for _ in range(2):\n    (x**2).sum().backward()\nx.grad", "wrong-factor"),
        ("for _ in range(3):\n    (x**2).sum().backward()", "nothing-shown"),
        ("for _ in range(3):\n    (x**2).sum().backward()\nx.grad = None\nx.grad", "grad-cleared"),
        ("(3 * x**2).sum().backward()\nx.grad", "call-missing"),
        ("x.grad = 6 * x.detach()\nx.grad", "written-by-hand"),
        ("for _ in range(3):\n    (x**2).sum().backward\nx.grad", "not-called"),
        ("for _ in range(3):\n    (x**2).backward()\nx.grad", "backward-from-many"),
        ("for _ in range(3):\n    (x**2).sum().backward()\nprint(6 * x.detach())", "not-read"),
    ],
    "clear": [
        ("x.grad = None", "no-backward"),
        ("x.grad.zero_()", "no-backward"),
        ("x.grad == None\n(x**2).sum().backward()", "accumulated"),
        ("x.grad.zero()\n(x**2).sum().backward()", "misspelt-attribute"),
        ("x.grad = None\nfor _ in range(2):\n    (x**2).sum().backward()", "walked-twice"),
        ("x.grad = None\n(x**2).mean().backward()", "mean-for-sum"),
        ("x.grad = []\n(x**2).sum().backward()", "raised"),
        ("del x\n(x**2).sum().backward()", "name-deleted"),
    ],
    "record": [
        (_H + "for i in range(6):\n    (w**2).backward()\nhistory[i] = w.grad", "wrong-values"),
        (_H + "for i in range(6):\n    history[i] = w.grad\n    (w**2).backward()", "raised"),
        (_H + "for i in range(6):\n    (w**2).backward()\n    history = w.grad", "reduced"),
        (_H + "for i in range(6):\n    (w**2).backward()\n    history[i] = w", "still-tracked"),
        (
            _H
            + (
                "for i in range(6):\n    (w**2).backward()\n    history[i] = w.grad\n    w.grad.zero_()"
            ),
            "one-value-repeated",
        ),
        (_H + "l = w**2\nfor i in range(6):\n    l.backward()\n    history[i] = w.grad", "graph-freed"),
        (
            _H + "for i in range(1, 7):\n    (w**2).backward()\n    history[i] = w.grad",
            "index-too-large",
        ),
        (
            _L
            + (
                "history = torch.zeros(6, requires_grad=True)\nfor i in range(6):\n"
                "    (w**2).backward()\n    history[i] = w.grad"
            ),
            "in-place-on-leaf",
        ),
    ],
    "plot-history": [
        ("plt.plot(range(6), history)", "drawn-against-places"),
        ("plt.plot(torch.arange(1, 6), history)", "lengths-differ"),
        ("plt.plot([1, 2, 3, 4, 5, 6], w.grad)", "one-number-drawn"),
        ("plt.plot(range(1, 7), -history)", "upside-down"),
        ("plt.plot(range(1, 7), history / 6)", "wrong-series"),
        ("plt.plot()", "nothing-drawn"),
        ("plt.plot", "not-called"),
        ("plt.plot(range(1, 7), w)", "tracked-in-plot"),
    ],
}

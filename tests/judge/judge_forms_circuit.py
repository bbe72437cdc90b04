"""Right and wrong forms of answers in the lesson about the circuit."""

from __future__ import annotations

_I = "x = torch.tensor(-2.0, requires_grad=True)\n"
_T = "t = torch.linspace(-6, 6, 61, dtype=torch.float64, requires_grad=True)\n"
_S = _T + "s = torch.sigmoid(t)\ns.sum().backward()\n"

RIGHT: dict[str, list[str]] = {
    "inputs": [
        "x = torch.full((), -2.0, requires_grad=True)\n"
        "y = torch.full((), 5.0, requires_grad=True)\n"
        "z = torch.full((), -4.0, requires_grad=True)",
        "x = -torch.tensor(2.0)\ny = torch.tensor(5.0)\nz = -torch.tensor(4.0)\n"
        "for t in (x, y, z):\n    t.requires_grad = True",
        "x, y, z = (v.clone().requires_grad_() for v in torch.tensor([-2.0, 5.0, -4.0]))",
        "x, y, z = torch.tensor([-2.0, 5.0, -4.0]).unbind()\n[v.requires_grad_() for v in (x, y, z)]",
        "kw = dict(requires_grad=True)\nx = torch.tensor(-2.0, **kw)\n"
        "y = torch.tensor(5.0, **kw)\nz = torch.tensor(-4.0, **kw)\nprint(x, y, z)",
        "for name, value in {'x': -2.0, 'y': 5.0, 'z': -4.0}.items():\n"
        "    globals()[name] = torch.tensor(value, requires_grad=True)",
    ],
    "gates": [
        "q = torch.add(input=x, other=y)\nq.retain_grad()\nf = torch.mul(input=q, other=z)",
        "def gates(x, y, z):\n    q = x + y\n    q.retain_grad()\n    return q, q * z\n"
        "q, f = gates(x, y, z)",
        "q = x - (-y)\nq.retain_grad()\nf = q * z",
        "q = x + y\ntorch.Tensor.retain_grad(q)\nf = q * z",
        "q = x + y\nq.retain_grad()\nq.retain_grad()\nf = q * z\nf",
        "q = x + y\nq.retain_grad()\nf = q * z\nf.retain_grad()",
    ],
    "backward": [
        "torch.autograd.backward([f])\nprint(x.grad, y.grad, z.grad, q.grad, sep='\\n')",
        "f.backward(retain_graph=True)\nprint(x.grad, y.grad, z.grad, q.grad)",
        "f.backward()\nprint('q:', q.grad, 'x:', x.grad, 'y:', y.grad, 'z:', z.grad)",
        "f.backward()\ntorch.stack([x.grad, y.grad, z.grad, q.grad])",
        "f.backward()\nfor name in 'xyzq':\n    print(name, globals()[name].grad)",
        "f.backward()\nx.grad.item(), y.grad.item(), z.grad.item(), q.grad.item()",
    ],
    "sigmoid-check": [
        _T + "s = torch.nn.Sigmoid()(t)\nl = s.sum()\nl.backward()\nmine = s * (1.0 - s)",
        "t = (torch.arange(61, dtype=torch.float64) / 5 - 6).requires_grad_()\n"
        "s = t.sigmoid()\ns.sum().backward()\nmine = s * (1 - s)",
        "import numpy as np\nt = torch.tensor(np.linspace(-6, 6, 61), requires_grad=True)\n"
        "s = torch.sigmoid(t)\ns.sum().backward()\nk = s.detach().numpy()\n"
        "mine = torch.from_numpy(k * (1 - k))",
        _S + "mine = torch.stack([v * (1 - v) for v in s])",
        "f64 = torch.float64\n"
        "t = torch.linspace(start=-6, end=6, steps=61, dtype=f64, requires_grad=True)\n"
        "s = (t / 2).tanh() / 2 + 0.5\ns.sum().backward()\nmine = 0.25 - (s - 0.5) ** 2",
        _T + "s = t.exp() / (1 + t.exp())\ns.sum().backward()\nmine = s * (1 - s)",
    ],
    "agree": [
        "torch.norm(t.grad - mine) < 1e-8",
        "((t.grad - mine) ** 2).sum().sqrt().item() < 1e-8",
        "not (abs(t.grad - mine) > 1e-9).any()",
        "torch.isclose(input=t.grad, other=mine).all().item()",
        "f'{torch.allclose(t.grad, mine)}'",
        "max(abs(a - b) for a, b in zip(t.grad, mine)) < 1e-9",
    ],
    "plot-sigmoid": [
        "plt.plot([v.item() for v in t], list(t.grad))",
        "plt.plot(t.detach(), t.grad)\nprint(t.grad.max())",
        "plt.plot(t.detach(), (s * (1 - s)).detach())",
        "import numpy as np\nplt.plot(np.linspace(-6, 6, 61), np.array(t.grad))",
        "plt.figure()\nplt.title('slope')\nplt.plot(t.detach(), t.grad)\nplt.grid()",
        "with torch.no_grad():\n    plt.plot(t.detach(), s * (1 - s))",
    ],
}

WRONG: dict[str, list[tuple[str, str]]] = {
    "inputs": [
        ("x = -2.0\ny = 5.0\nz = -4.0", "number-for-tensor"),
        (_I + "y = torch.tensor(5.0, requires_grad=True)", "name-missing"),
        (
            _I
            + ("y = torch.tensor(5.0, requires_grad=True)\nz = torch.tensor(4.0, requires_grad=True)"),
            "wrong-sign",
        ),
        (
            "x = -torch.tensor(2.0, requires_grad=True)\n"
            "y = torch.tensor(5.0, requires_grad=True)\n"
            "z = -torch.tensor(4.0, requires_grad=True)",
            "not-a-leaf",
        ),
        (
            "x = torch.tensor([-2.0], requires_grad=True)\n"
            "y = torch.tensor([5.0], requires_grad=True)\n"
            "z = torch.tensor([-4.0], requires_grad=True)",
            "extra-dimension",
        ),
        (_I + "y = torch.tensor(5.0, requires_grad=True)\nz = torch.tensor(-4.0)", "untracked"),
        (
            _I
            + ("y = torch.tensor(-4.0, requires_grad=True)\nz = torch.tensor(5.0, requires_grad=True)"),
            "wrong-value",
        ),
        (
            "X = torch.tensor(-2.0, requires_grad=True)\n"
            "Y = torch.tensor(5.0, requires_grad=True)\n"
            "Z = torch.tensor(-4.0, requires_grad=True)",
            "wrong-case",
        ),
    ],
    "gates": [
        ("q = x + y\nq.retain_grad\nf = q * z", "not-called"),
        ("q = x + y\nq.retains_grad\nf = q * z", "not-retained"),
        ("q = x + y\nq.retains_grad = True\nf = q * z", "flag-only-tells"),
        ("q = x + y\nq.retain_grad = True\nf = q * z", "method-overwritten"),
        ("q = x + y\nq.requires_grad_()\nf = q * z", "requires-for-retain"),
        ("q = x + y\nq.retain_grad()\nf = (x + y) * z", "other-road"),
        ("x += y\nq = x\nq.retain_grad()\nf = q * z", "in-place-on-leaf"),
        ("q = x + y\nq.retain_grad()\nq = q * 1\nf = q * z", "other-tensor-asked"),
    ],
    "backward": [
        ("print(x.grad, y.grad, z.grad, q.grad)\nf.backward()", "none-shown"),
        ("f.backward()\nprint(x.grad, y.grad, z.grad)", "not-all-shown"),
        ("f.backward()\nx.grad\ny.grad\nz.grad\nq.grad", "only-last-shown"),
        ("f.backward\nprint(x.grad, y.grad, z.grad, q.grad)", "not-called"),
        (
            "f.backward(retain_graph=True)\nf.backward()\nprint(x.grad, y.grad, z.grad, q.grad)",
            "walked-twice",
        ),
        ("f.backward()\nf.backward()\nprint(x.grad, y.grad, z.grad, q.grad)", "graph-freed"),
        ("f.backward()\nprint(x, y, z, q)", "values-shown"),
        ("x.backward()\nprint(x.grad, y.grad, z.grad, q.grad)", "backward-from-the-leaf"),
    ],
    "sigmoid-check": [
        (_S + "mine = s * (1 + s)", "wrong-values"),
        (_S + "mine = s * (s - 1)", "wrong-sign"),
        (_S + "mine = t.grad.clone()", "read-from-autograd"),
        (_S + "mine = s.grad", "results-keep-no-grad"),
        (_T + "s = torch.sigmoid(t)\nmine = s * (1 - s)", "no-backward"),
        (_T + "s = torch.sigmoid(t)\ns.backward()\nmine = s * (1 - s)", "backward-from-many"),
        (_T + "s = torch.sigmoid(t)\ns.mean().backward()\nmine = s * (1 - s)", "wrong-factor"),
        (_T + "s = 1 / (1 + t.exp())\ns.sum().backward()\nmine = s * (1 - s)", "reversed"),
    ],
    "agree": [
        ("True", "answered-by-heart"),
        ("torch.allclose(t.grad, t.grad)", "compared-with-itself"),
        ("t.grad - mine", "number-for-verdict"),
        ("(t.grad - mine).sum() == 0", "sums-compared"),
        ("abs(float((t.grad - mine).sum())) < 1e-9", "sums-compared"),
        ("d = t.grad - mine\ntotal = d.sum()\nround(total.item(), 6) == 0", "sums-compared"),
        ("(t.grad.sum() - mine.sum()).abs() < 1e-9", "sums-compared"),
        ("t.grad is mine", "identity-compared"),
        ("torch.isclose(t.grad, mine)", "many-truths"),
        ("ok = torch.allclose(t.grad, mine)", "nothing-shown"),
        ("torch.allclose(t.grad.sum(), mine.sum())", "sums-compared"),
    ],
    "plot-sigmoid": [
        ("plt.plot(t.grad)", "drawn-against-places"),
        ("plt.plot(t.detach, t.grad)", "not-called"),
        ("plt.plot(t.detach(), t.detach())", "wrong-series"),
        ("plt.plot(t.detach(), -t.grad)", "upside-down"),
        ("plt.plot(t.detach(), t.grad[::2])", "lengths-differ"),
        ("plt.plot(t.detach(), s)", "tracked-in-plot"),
        ("plt.plot()", "nothing-drawn"),
        ("plt.scatter(t.grad, t.detach())", "axes-swapped"),
    ],
}

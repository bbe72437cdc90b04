"""Right and wrong forms of answers in the lesson about two roads to one leaf."""

from __future__ import annotations

_X = "x = torch.tensor(3.0, requires_grad=True)\n"
_W = "w = torch.tensor(2.0, requires_grad=True)\ndata = torch.arange(1.0, 6.0)\n"

RIGHT: dict[str, list[str]] = {
    "one-road": [
        _X
        + (
            "@torch.no_grad()\ndef square(v):\n    return v * v\nu = square(x)\nf = u * x\nf.backward()"
        ),
        "x = torch.full((), 3.0, requires_grad=True)\nu = torch.pow(x.detach(), 2)\n"
        "(f := u * x).backward()",
        "x = torch.nn.Parameter(torch.tensor(3.0))\nu = x.detach().square()\nf = x * u\n"
        "f.backward()\nx.grad",
        _X + ("with torch.no_grad():\n    u = x.pow(2)\nf = u * x\nf.backward(retain_graph=True)"),
        _X + "u = x.detach() * x.detach()\nf = u * x\nf.backward(torch.tensor(1.0))",
        _X + "u = torch.square(x).clone().detach()\nf = u * x\nf.backward()",
    ],
    "both-roads": [
        "x.grad = None\nu = x**2\nf = u * x\nf.backward()\nprint('grad', x.grad)",
        "del x.grad\n(x * x**2).backward()\nx.grad",
        "x.grad = None\ng = torch.mul(x, torch.square(x))\ng.backward()\nf'{x.grad}'",
        "with torch.no_grad():\n    x.grad.zero_()\n(x.mul(x).mul(x)).backward()\nx.grad",
        "x.grad = None\nu = x * x\nu.retain_grad()\n(u * x).backward()\nprint(x.grad, u.grad)",
        "x.grad = None\nprint(x.grad)\n(x * x**2).backward()\nprint(x.grad)",
        "x.grad = torch.zeros_like(x)\n(x * x * x).sum().backward()\nx.grad.clone()",
        "x.grad = None\nu = x**2\nf = x * u\nf.backward()\ng = x.grad\ng",
    ],
    "shared": [
        _W + "((w * data).mean() * 5).backward()",
        _W + "torch.stack([w * d for d in data]).sum().backward()",
        _W + "y = w * data\ny.backward(gradient=torch.ones_like(y))",
        _W + "(data @ (w * torch.ones(5))).backward()",
        _W + "out = torch.mul(w, data)\nloss = out.sum(dim=0)\nloss.backward()",
        "data = torch.arange(1, 6).float()\nw = torch.tensor(2.0, requires_grad=True)\n"
        "sum((w * data)).backward()",
    ],
    "plot-roads": [
        "fig, ax = plt.subplots()\nax.scatter(data, data.cumsum(0))",
        "plt.scatter(x=data, y=torch.cumsum(data, 0))\nplt.show()",
        "plt.plot(data, [data[:i + 1].sum() for i in range(5)])",
        "plt.plot(data, torch.tril(torch.ones(5, 5)) @ data)",
        "plt.plot(data, data * (data + 1) / 2)",
        "plt.title('arrived')\nplt.plot(data.clone(), data.cumsum(0).clone())\nplt.grid(True)",
    ],
}

WRONG: dict[str, list[tuple[str, str]]] = {
    "one-road": [
        (_X + "u = x.detach()\nf = u * x\nf.backward()", "wrong-factor"),
        (_X + "u = (x * x).detach\nf = u * x\nf.backward()", "raised"),
        (_X + "u = x * x\nu.detach()\nf = u * x\nf.backward()", "detach-discarded"),
        (_X + "u = (x * x).clone()\nf = u * x\nf.backward()", "still-tracked"),
        (_X + "u = (x * x).detach()\nf = u + x\nf.backward()", "wrong-value"),
        (_X + "u = (x * x).detach()\nf = (u * x).detach()\nf.backward()", "detached"),
        ("x = torch.tensor(3.0)\nu = (x * x).detach()\nf = u * x\nf.backward()", "no-history"),
        (_X + "u = (x * x).detach()\nf = u * x\nx.backward()", "backward-from-the-leaf"),
    ],
    "both-roads": [
        ("x.grad = None\n(x * x**2).backward\nx.grad", "not-called"),
        ("(x * x**2).backward()\nx.grad = None\nx.grad", "grad-cleared"),
        ("x.grad.zero_\n(x * x**2).backward()\nx.grad", "wrong-value"),
        ("x.grad = 0\n(x * x**2).backward()\nx.grad", "raised"),
        ("x.grad = None\n(x * u).backward()\nx.grad", "wrong-factor"),
        ("x.grad = None\nprint(27.0)", "no-backward"),
        ("x.grad = None\ntorch.autograd.grad(x * x**2, x)[0]", "grad-returned"),
        ("x.grad = None\nx.grad", "no-backward"),
    ],
    "shared": [
        (_W + "(w * data).sum()", "no-backward"),
        (_W + "(w * data).sum().backward", "not-called"),
        (_W + "(w + data).sum().backward()", "wrong-factor"),
        (_W + "(w.detach() * data).sum().backward()", "detached"),
        (_W + "with torch.no_grad():\n    l = (w * data).sum()\nl.backward()", "under-no-grad"),
        (
            "w = torch.tensor(2.0)\ndata = torch.arange(1.0, 6.0)\n(w * data).sum().backward()",
            "no-history",
        ),
        (
            "w = torch.tensor(2, requires_grad=True)\ndata = torch.arange(1.0, 6.0)\n"
            "(w * data).sum().backward()",
            "integers-tracked",
        ),
        (
            "w = torch.tensor([2.0], requires_grad=True)\ndata = torch.arange(1.0, 6.0)\n"
            "(w * data).sum().backward()",
            "extra-dimension",
        ),
    ],
    "plot-roads": [
        ("plt.plot(torch.cumsum(data, 0))", "drawn-against-places"),
        ("plt.plot(data, data.sum())", "lengths-differ"),
        ("plt.plot(data, torch.cumsum(data, 0) * w)", "tracked-in-plot"),
        ("plt.plot(data, torch.cumprod(data, 0))", "wrong-series"),
        ("plt.plot(data, torch.cumsum(data))", "raised"),
        ("plt.plot(data, data.cumsum)", "not-called"),
        ("plt.plot(data, w.grad)", "one-number-drawn"),
        ("plt.plot()", "nothing-drawn"),
    ],
}

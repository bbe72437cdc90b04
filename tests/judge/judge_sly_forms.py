"""Forms that look wrong and are right, and forms that look right and slip through: both were met."""

from __future__ import annotations

RIGHT: dict[str, list[str]] = {
    "make-y": [
        "y = x.abs() ** 2\nw = x * x.detach()",
        "y = x.abs() ** 2\nprint((x * x.detach()).sum())",
        "y = torch.tensor(1.0) * x * x",
    ],
    "grad-before": [
        "if x.grad is None:\n    print('None')",
        "g = x.grad\nif g is None:\n    print('None')\nelse:\n    print(g)",
        "isinstance(x.grad, type(None))",
    ],
    "show-grad": ["for i in range(len(x.grad)):\n    print(x.grad[i].item())"],
    "backward": [
        "x.grad = None\nl.backward()",
        "x.grad = torch.zeros(21)\nl.backward()",
        "l.backward(retain_graph=True)\nx.grad = None\nl.backward()",
    ],
    "x-grad-derived": [
        "import json\nx_grad_derived = 2 * x.detach()\nprint(json.dumps(x_grad_derived.tolist()))",
        "import math\nx_grad_derived = math.sqrt(4) * x * torch.ones_like(x.grad)",
    ],
    "compare": [
        "if torch.allclose(x.grad, x_grad_derived):\n    print(True)\nelse:\n    print(False)",
        "if not torch.equal(x.grad, x_grad_derived):\n    print('same: False')\n"
        "else:\n    print('same: True')",
        "for a, b in zip(x.grad, x_grad_derived):\n    if a != b:\n        print(False)\n"
        "        break\nelse:\n    print(True)",
        "try:\n    assert torch.equal(x.grad, x_grad_derived)\n    print(True)\n"
        "except AssertionError:\n    print(False)",
        "try:\n    assert torch.equal(x.grad, x_grad_derived)\nexcept AssertionError:\n"
        "    raise ValueError('they differ')",
        "match torch.equal(x.grad, x_grad_derived):\n    case True:\n        print(True)\n"
        "    case False:\n        print(False)",
        "d = x.grad - x_grad_derived\n((d < 1e-6) & (d > -1e-6)).all()",
        "all(-1e-6 < a - b < 1e-6 for a, b in zip(x.grad, x_grad_derived))",
        "def close(err, tol):\n    return err < tol\n"
        "close((x.grad - x_grad_derived).abs().max().item(), 1e-6)",
        "torch.equal(x.grad.sign(), x_grad_derived.sign())"
        " and torch.equal(x.grad.abs(), x_grad_derived.abs())",
        "d = (x.grad - x_grad_derived).abs()\nd.sum().abs() < 1e-6",
        "far = (x.grad - x_grad_derived) ** 2\nround(far.mean().item(), 6) == 0",
        "saved = x.grad\nx.grad = None\n(x**2).sum().backward()\nx.grad = saved\n"
        "torch.allclose(x.grad, x_grad_derived)",
        "v = x.detach().requires_grad_()\nv.grad = x_grad_derived.clone()\ntorch.equal(x.grad, v.grad)",
    ],
}

WRONG: dict[str, list[tuple[str, str]]] = {
    "make-y": [
        ("d = x.detach()\ny = d * x", "detached"),
        ("with torch.no_grad():\n    d = x.clone()\ny = x.mul(d)", "detached"),
        ("y = torch.mul(x, x.detach())", "detached"),
        ("y = torch.stack([v * v.item() for v in x])", "detached"),
        ("def square(v):\n    return v * v.detach()\ny = square(x)", "detached"),
    ],
    "grad-before": [
        ("if x is not None:\n    print('None')", "answered-by-heart"),
        ("x.detach().grad", "not-read"),
    ],
    "show-grad": [
        ("_ = x.grad\nprint(list(range(-10, 11)))", "answered-by-heart"),
        ("x.grad\nsorted(float(i) for i in [3])", "only-last-shown"),
    ],
    "retain-grad": [
        ("def keep():\n    y.retain_grad()", "not-run"),
        ("y.retain_grad() if False else None", "not-run"),
    ],
    "backward": [
        (
            "try:\n    x.backward()\nexcept RuntimeError:\n    x.grad = 2 * x.detach()",
            "written-by-hand",
        ),
        ("x.grad = torch.autograd.grad(l, x)[0]", "grad-returned"),
        ("found, = torch.autograd.grad(l, x)\nx.grad = found", "grad-returned"),
        (
            "q = torch.ones(1, requires_grad=True)\nq.backward()\nx.grad = 2 * x.detach()",
            "written-by-hand",
        ),
    ],
    "x-grad-derived": [
        (
            "import json\nx_grad_derived = torch.tensor(json.loads(json.dumps(x.grad.tolist())))",
            "read-from-autograd",
        ),
        ("g = torch.autograd.grad\nx_grad_derived = g((x * x).sum(), x)[0]", "read-from-autograd"),
        (
            "from torch.autograd import grad as slope\nx_grad_derived, = slope((x * x).sum(), x)",
            "read-from-autograd",
        ),
    ],
    "compare": [
        ("if torch.allclose(x.grad, x_grad_derived):\n    print(True)", "one-branch-only"),
        ("if torch.equal(x.grad, 3*x):\n    print(True)\nelse:\n    print(False)", "verdict-false"),
        (
            "if torch.equal(x.grad, x.grad):\n    print(True)\nelse:\n    print(False)",
            "compared-with-itself",
        ),
        (
            "if torch.equal(x.grad, x_grad_derived):\n    print(True)\nelse:\n    print(True)",
            "answered-by-heart",
        ),
        (
            "try:\n    assert torch.equal(x.grad, x_grad_derived)\nexcept AssertionError:\n    pass",
            "assert-swallowed",
        ),
        (
            "try:\n    assert torch.equal(x.grad, x_grad_derived)\nexcept:\n    pass\nprint(True)",
            "answered-by-heart",
        ),
        ("torch.allclose(x.grad, x_grad_derived) or True", "verdict-does-not-depend"),
        ("torch.equal(x.grad[1:], x_grad_derived[1:])", "verdict-does-not-depend"),
        ("x.grad[-1] == x_grad_derived[-1]", "verdict-does-not-depend"),
        ("set(x.grad.tolist()) == set(x_grad_derived.tolist())", "order-lost"),
        ("sorted(x.grad.tolist()) == sorted(x_grad_derived.tolist())", "order-lost"),
        ("torch.allclose(x.grad.sign(), x_grad_derived.sign())", "signs-compared"),
        ("(x.grad <= x_grad_derived).all()", "one-sided"),
        ("(x.grad - x_grad_derived < 1e-6).all()", "one-sided"),
        ("d = x.grad - x_grad_derived\nd.max().item() < 1e-6", "one-sided"),
    ],
    "plot-z": [
        ("try:\n    plt.plot(x, z)\nexcept RuntimeError:\n    pass", "error-swallowed"),
        ("def draw():\n    plt.plot(x.detach(), z.detach())", "not-run"),
        ("plt.plot(range(21), z.detach())", "drawn-against-places"),
    ],
}

MESSAGES: list[tuple[str, str, str]] = [
    ("create-x", "x = torch.linspace(-5, 5, 21).requires_grad", "`x` is False"),
    ("create-x", "x = lambda: torch.linspace(-5, 5, 21)", "`x` is a function"),
    ("create-x", "x = torch.linspace(-5.0001, 5, 21, requires_grad=True)", "run from −5.0001 to 5;"),
    ("make-l", "l = z.sum() + float('nan')", "`l` is nan"),
    ("make-y", "y = x.square", "`x.square` is the method itself"),
    ("make-z", "z = torch.add", "`torch.add` is the function itself"),
    ("retain-grad", "for t in (x, z, l):\n    t.retain_grad()", "`y` is not among"),
    ("backward", "try:\n    x.backward()\nexcept RuntimeError:\n    pass", "You called `backward`"),
    ("plot-z", "plt.plot(range(21), z.detach())", "it has the places of the values"),
    ("plot-grad", "plt.plot(x.detach(), l.grad)", "`l.grad` holds nothing to draw"),
]
"""Step, answer, and what its message has to say, since that is what the learner did."""

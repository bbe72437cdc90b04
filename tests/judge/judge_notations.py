"""Derivatives as learners type them: a formula, and many ways to write what is right."""

from __future__ import annotations

from typing import NamedTuple


class Typed(NamedTuple):
    """A formula, and answers to it that are all right."""

    of: str
    wrt: str
    domain: list[list[float]] | None
    symbols: list[str]
    answers: str  # one a line


POSITIVE = [[0.0, 5.0]]
INSIDE = [[-0.9, 0.9]]

TYPED = [
    Typed(
        "x^2",
        "x",
        None,
        [],
        r"""
2x
2*x
2·x
2×x
2 x
x*2
x·2
2x.
2x;
2 x .
y' = 2x
y'=2x
dy/dx = 2x
dy/dx=2x
d/dx = 2x
f'(x) = 2x
f′(x)=2x
\frac{dy}{dx} = 2x
$2x$
$$2x$$
\(2x\)
\[2x\]
= 2x
=2x
2 x
2 x
2 x
2⋅x
2∙x
2•x
2∗x
２ｘ
+2x
(2x)
[2x]
{2x}
2*(x)
2(x)
(2)(x)
x+x
x + x
2x^1
2x¹
2 * x**1
2x**1
x 2
2.0x
2.x
2·𝑥
𝟐x
2𝑥
-(-2x)
--2x
4x/2
4/2x
\frac{4}{2}x
½·4x
2x+0
2x + 0*5
1*2*x
2 \cdot x
2 \times x
2\,x
2\;x
2\ x
2{x}
{2}{x}
x*2.0
d/dx x^2 = 2x
\dfrac{4x}{2}
2\cdot{x}
`2x`
f'=2x
f' = 2x
D x^2 = 2x
df/dx = 2x
∂f/∂x = 2x
∂/∂x = 2x
x.grad = 2x
2*x;
2.*x
2x·1
x² · 2/x
2x²/x
2x^2/x
2x^{2}/x
2x^2 x^-1
2 x^(2-1)
2x^(2-1)
2*x^(2 - 1)
2x^{2-1}""",
    ),
    Typed(
        "1/x",
        "x",
        None,
        [],
        r"""
-1/x^2
-x^-2
-x^{-2}
-x^(-2)
-x⁻²
−1/x²
-1/(x^2)
-(1/x^2)
-(1/x)^2
-1/x/x
-1/(x*x)
-1/x·1/x
-\frac{1}{x^2}
\frac{-1}{x^2}
-\frac1{x^2}
-\frac{1}{x}\cdot\frac{1}{x}
-1/x**2
-1÷x²
-1 / x²
-1x^-2
-1*x^-2
-1·x⁻²
–1/x²
—1/x²
- 1/x^2
-1/|x|^2
−x^−2
-x^–2
-pow(x,-2)
-reciprocal(x^2)""",
    ),
    Typed(
        "sqrt(x)",
        "x",
        POSITIVE,
        [],
        r"""
1/(2sqrt(x))
1/(2 sqrt x)
1/(2√x)
\frac{1}{2\sqrt{x}}
\frac{1}{2\sqrt x}
\frac12 x^{-1/2}
1/2 x^(-1/2)
0.5x^-0.5
0.5 x^(-0.5)
.5x^-.5
½x^(-½)
½x^-½
½x^{-½}
1/2*x^-(1/2)
(1/2)x^(-1/2)
1/(2x^(1/2))
1/(2x^{1/2})
1/(2*x^0.5)
\frac{1}{2} x^{-\frac{1}{2}}
\frac{1}{2}x^{-\frac12}
\tfrac12 x^{-\tfrac12}
1 / (2 * sqrt(x))
1/(2·√(x))
1/(2*x**0.5)
0.5/sqrt(x)
0.5/√x
sqrt(x)/(2x)
√x/(2x)
\frac{\sqrt{x}}{2x}
1/(sqrt(x)+sqrt(x))
1/(2 x^½)
1/sqrt(4x)
1/√(4x)
rsqrt(x)/2
x^(-1/2)/2
2^-1 x^(-1/2)
(2√x)^-1
(2 sqrt(x))^{-1}
1/2/sqrt(x)
1/2 / √x
1/2 · 1/√x
1/2*1/sqrt(x)
torch.rsqrt(x)/2
1/(2*torch.sqrt(x))
1/(2*np.sqrt(x))
1/(2*math.sqrt(x))
1/(2*x.sqrt())""",
    ),
    Typed(
        "cos(x)",
        "x",
        None,
        [],
        r"""
-sin x
-sin(x)
-sinx
- sin x
−sin x
-1 sin x
-1*sin(x)
-\sin x
-\sin{x}
-\sin(x)
-\sin\left(x\right)
-Sin(x)
-SIN(x)
-Sin x
sin(-x)
0 - sin x
-sin{x}
-sin[x]
-1·sin(x)
(-1)sin x
cos'(x) = -sin x
-torch.sin(x)
-np.sin(x)
-math.sin(x)
-x.sin()
-(sin x)
-sin x.
cos(x+π/2)
cos(x + pi/2)
cos(x+\pi/2)
cos(x+\frac{\pi}{2})
sin(x+π)
-sin 𝑥""",
    ),
    Typed(
        "exp(-x^2)",
        "x",
        None,
        [],
        r"""
-2x e^(-x^2)
-2x e^{-x^2}
e^{-x^2}(-2x)
e^{-x^2} (-2x)
e^{-x^2}·(-2x)
e^{-x^2}*-2x
e^{-x²}·(−2x)
-2xe^{-x^2}
-2x·exp(-x²)
-2x exp(-x^2)
-2xexp(-x^2)
exp(-x^2)(-2x)
exp(-x^2)*(-2*x)
exp(-x^2)*-2*x
-2x e^-x^2
-2xe^-x^2
-2xe^(-x²)
-2x/e^(x^2)
-2x/e^{x^2}
-2x/exp(x^2)
-2x/e^x^2
\exp(-x^2)(-2x)
-2x\exp\left(-x^2\right)
-2x \mathrm{e}^{-x^2}
-2x\, e^{-x^2}
-2x e ^ { - x ^ 2 }
-2*x*e**(-x**2)
-2*x*exp(-x**2)
-2*x*torch.exp(-x**2)
-2*x*np.exp(-x**2)
-2x (e^-x^2)
-2x(1/e^(x^2))
-2x ℯ^(-x^2)
-2x ⅇ^(-x²)
-2x exp(−x²)
exp(-x^2)·(-2x)""",
    ),
    Typed(
        "exp(-x^2/2)",
        "x",
        None,
        [],
        r"""
-x exp(-x^2/2)
-x e^{-x^2/2}
-x e^(-x^2/2)
-xe^{-\frac{x^2}{2}}
-x e^{-½x²}
-x exp(-½x²)
-x exp(-x²/2)
-x e^(-x²/2)
-x exp(-0.5x^2)
-x/exp(x^2/2)
-x/e^(x²/2)
-x sqrt(exp(-x^2))
-x exp(-(x^2)/2)
-xexp(-x^2/2)""",
    ),
    Typed(
        "sin(x)^2",
        "x",
        None,
        [],
        r"""
2 sin x cos x
2sinxcosx
2sin(x)cos(x)
2 sin(x)·cos(x)
2 \sin x \cos x
sin 2x
sin(2x)
sin2x
\sin 2x
\sin(2x)
\sin{2x}
2cosxsinx
2 cos x sin x
sin x cos x + cos x sin x
2sin x·cos x
2*sin(x)*cos(x)
sin(x)cos(x)*2
2 sin(x) cos(x)
sin(2*x)
sin 2 x
sin(x+x)
2sin(x)*cosx
2(sin x)(cos x)
2 sinx · cosx""",
    ),
    Typed(
        "sin(x)^3",
        "x",
        None,
        [],
        r"""
3 sin^2 x cos x
3sin^2(x)cos(x)
3 sin²x cos x
3 sin²(x) cos(x)
3 \sin^2 x \cos x
3 \sin^{2}x\cos x
3(sin x)^2 cos x
3 sin(x)^2 cos(x)
3 sin(x)² cos(x)
3sin^2xcosx
3 sin² x cos x
3 * sin(x)**2 * cos(x)
3sin²xcosx
3 cos x sin^2 x
3cosxsin^2x
3 sin^2 (x) cos x
3 sin x sin x cos x""",
    ),
    Typed(
        "tan(x)",
        "x",
        None,
        [],
        r"""
sec^2 x
sec²x
sec²(x)
sec(x)^2
1/cos^2 x
1/cos²x
1/cos^2(x)
1/cos(x)^2
1/(cos x)^2
1+tan^2 x
1 + tan²x
1+tan(x)^2
\sec^2 x
\frac{1}{\cos^2 x}
\sec^{2}(x)
(sec x)^2
sec² x
1/(cos x cos x)
tan²x + 1
sec x sec x""",
    ),
    Typed(
        "ln(abs(x))",
        "x",
        None,
        [],
        r"""
1/x
x^-1
x⁻¹
x^{-1}
\frac{1}{x}
\frac1x
1÷x
x/|x|^2
x/x²
x**-1
x^(-1)
1/(x)
reciprocal(x)""",
    ),
    Typed(
        "x ln(x)",
        "x",
        POSITIVE,
        [],
        r"""
ln x + 1
ln(x)+1
1+ln x
log x + 1
\ln x + 1
\log x + 1
ln|x| + 1
1 + ln|x|
ln(ex)
ln(e x)
lnx+1
1+lnx
ln{x}+1
x·1/x + ln x
x*1/x+ln(x)
ln x + x/x
ln x + x * 1/x
ln(x) + x(1/x)
1·ln x + x·1/x
log_e x + 1
\log_e(x)+1
np.log(x)+1
torch.log(x)+1
math.log(x) + 1
Ln x+1
LN(x)+1
1 + log(x)
log(x)+log(e)""",
    ),
    Typed(
        "2^x",
        "x",
        None,
        [],
        r"""
2^x ln 2
2^x ln(2)
ln(2) 2^x
ln 2 · 2^x
ln2·2^x
ln(2)*2^x
2^x·ln2
2^xln2
2^{x}\ln 2
2^x \ln(2)
2ˣ ln 2
2ˣ·ln 2
2**x*ln(2)
2**x * log(2)
\log(2) 2^x
log 2 · 2^x
exp(x ln 2) ln 2
e^{x ln 2} ln 2
(ln 2) 2^x
ln(2)·2ˣ""",
    ),
    Typed(
        "log10(x)",
        "x",
        POSITIVE,
        [],
        r"""
1/(x ln 10)
1/(x ln(10))
1/(ln(10)x)
1/(ln 10 · x)
1/(x*ln 10)
\frac{1}{x \ln 10}
\frac{1}{\ln(10) x}
1/x/ln 10
1/x · 1/ln 10
(1/x)(1/ln 10)
log10(e)/x
\log_{10}(e)/x
1/(x log 10)
1/(x*log(10))
1/(x·ln10)""",
    ),
    Typed(
        "log_2(x)",
        "x",
        POSITIVE,
        [],
        r"""
1/(x ln 2)
1/(x ln2)
1/(x log 2)
log2(e)/x
log_2(e)/x
1/(ln(2)*x)""",
    ),
    Typed(
        "arctan(x)",
        "x",
        None,
        [],
        r"""
1/(1+x^2)
1/(1+x²)
1/(x^2+1)
(1+x^2)^-1
(1+x²)⁻¹
\frac{1}{1+x^2}
1/(1 + x^2)
(1+x^2)^{-1}
1/(1+x*x)
1/(1+xx)
\frac{1}{1 + x^{2}}
1 / (1 + x**2)
cos^2(arctan x)
cos(arctan(x))^2
cos²(arctan x)""",
    ),
    Typed(
        "arcsin(x)",
        "x",
        INSIDE,
        [],
        r"""
1/sqrt(1-x^2)
1/√(1-x²)
1/√(1−x²)
\frac{1}{\sqrt{1-x^2}}
(1-x^2)^(-1/2)
(1-x^2)^{-1/2}
(1-x²)^-½
(1-x^2)^-0.5
1/sqrt((1-x)(1+x))
1/cos(arcsin x)
1/cos(asin(x))
1/cos(arcsin(x))
rsqrt(1-x^2)
\frac1{\sqrt{1-x^2}}""",
    ),
    Typed(
        "x^3",
        "x",
        None,
        [],
        r"""
3x^2
3x²
3 x^2
3·x²
3x**2
3*x^2
3xx
3 x x
3x*x
3x·x
3\cdot x^{2}
3x^{2}
3 x ^ 2
3x^2.
3(x)^2
3(x^2)
(3)x^2
3x^2 + 0
6x^2/2
3x^(2)
3pow(x,2)
3*torch.pow(x, 2)
3*x.pow(2)
3*square(x)
3x^ 2
3x ^2
3x^+2
3x^2.0
3(x)²
3𝑥²
3x²·1
y’ = 3x²
3 · x ²
x² + x² + x²
x^2*3
x²3""",
    ),
    Typed(
        "x^2/2",
        "x",
        None,
        [],
        r"""
x
1x
2x/2
(2x)/2
\frac{2x}{2}
1/2*2x
½·2x
½(2x)
1/2 · 2x
0.5*2x
2x*0.5
x.
x/1""",
    ),
    Typed(
        "(1+x)/(1-x)",
        "x",
        INSIDE,
        [],
        r"""
2/(1-x)^2
2/(1-x)²
\frac{2}{(1-x)^2}
((1-x)+(1+x))/(1-x)^2
[(1-x)+(1+x)]/(1-x)^2
{(1-x)·1-(1+x)·(-1)}/(1-x)^2
((1)(1-x)-(1+x)(-1))/(1-x)^2
(1(1-x) - (1+x)*-1)/(1-x)^2
2(1-x)^-2
2/(x-1)^2
2/((1-x)(1-x))
1/(1-x) + (1+x)/(1-x)^2
\frac{1\cdot(1-x)-(1+x)\cdot(-1)}{(1-x)^2}
\frac{(1-x)-(1+x)(-1)}{\left(1-x\right)^{2}}""",
    ),
    Typed(
        "1/(1+exp(-x))",
        "x",
        None,
        [],
        r"""
sigmoid(x)(1-sigmoid(x))
σ(x)(1-σ(x))
σ(x)·(1−σ(x))
\sigma(x)(1-\sigma(x))
e^-x/(1+e^-x)^2
e^{-x}/(1+e^{-x})^2
exp(-x)/(1+exp(-x))^2
e^x/(1+e^x)^2
σ(x) - σ(x)^2
σ(x) − σ²(x)
\sigma(x) - \sigma^2(x)
sigmoid(x) - sigmoid(x)^2
torch.sigmoid(x)*(1-torch.sigmoid(x))
expit(x)(1-expit(x))
1/(1+e^-x) · (1 - 1/(1+e^-x))
e⁻ˣ/(1+e⁻ˣ)²
sigma(x)(1-sigma(x))""",
    ),
    Typed(
        "tanh(x)",
        "x",
        None,
        [],
        r"""
1-tanh^2 x
1 - tanh²x
1-tanh(x)^2
sech^2 x
sech²x
1/cosh^2 x
1/cosh²(x)
\frac{1}{\cosh^2 x}
1-\tanh^2 x
1 - tanh(x)**2
\operatorname{sech}^2 x
4/(e^x+e^-x)^2
4/(eˣ+e⁻ˣ)²
(1-tanh x)(1+tanh x)
1 - torch.tanh(x)**2
1-(tanh x)^2""",
    ),
    Typed(
        "abs(x)",
        "x",
        None,
        [],
        r"""
sign(x)
sgn(x)
sgn x
x/|x|
|x|/x
x/abs(x)
\frac{x}{|x|}
\frac{|x|}{x}
\operatorname{sgn}(x)
x/sqrt(x^2)
\frac{x}{\left|x\right|}
\frac{x}{\lvert x\rvert}
torch.sign(x)
np.sign(x)
signum(x)""",
    ),
    Typed(
        "a x^2 + b x + c",
        "x",
        None,
        ["a", "b", "c", "x"],
        r"""
2ax+b
2a x + b
2·a·x + b
b + 2ax
2xa + b
2 a x+b
2*a*x + b
2ax + b + 0""",
    ),
    Typed(
        "exp(k t)",
        "t",
        None,
        ["k", "t"],
        r"""
k e^{kt}
ke^(kt)
k exp(kt)
ke^{kt}
k·e^(k t)
e^{kt}k
k exp(k*t)
kexp(kt)""",
    ),
    Typed(
        "sin(theta)",
        "theta",
        None,
        ["theta"],
        r"""
cos(theta)
cos θ
cosθ
cos(θ)
\cos\theta
\cos \theta
\cos{\theta}
cos theta
costheta""",
    ),
    Typed(
        "sum_i x_i^2",
        "x_i",
        None,
        [],
        r"""
2x_i
2x
2·x_i
2·xᵢ
2xᵢ
2 x_{i}
2x_{i}
2*x_i
2x[i]
2*x[i]
x_i+x_i
2x_i.
∂l/∂x_i = 2x_i
\frac{\partial l}{\partial x_i} = 2x_i
dl/dx_i = 2x_i
2 x_i
2{x_i}
2(x_i)
2\,x_i
2 \cdot x_i
\partial l/\partial x_i = 2x_i
∇l = 2x
x.grad = 2x""",
    ),
    Typed(
        "sum_j w_j x_j",
        "w_i",
        None,
        ["w_i", "x_i"],
        r"""
x_i
xᵢ
x
x_{i}
1·x_i
x[i]""",
    ),
    Typed(
        "x^x",
        "x",
        POSITIVE,
        [],
        r"""
x^x (ln x + 1)
x^x(1+ln x)
xˣ(ln x + 1)
x^x·(ln(x)+1)
x^x ln x + x^x
e^{x ln x}(ln x+1)
x**x*(log(x)+1)""",
    ),
    Typed(
        "1/(2x)",
        "x",
        None,
        [],
        r"""
-1/(2x^2)
-1/(2x²)
-1/2 x^-2
-\frac{1}{2x^2}
-½x^-2
-0.5/x^2
-(2x)^-2·2
-2/(2x)^2
-½ x⁻²
-1/2·1/x²""",
    ),
    Typed(
        "x^{1/3}",
        "x",
        POSITIVE,
        [],
        r"""
1/3 x^{-2/3}
1/3 x^(-2/3)
(1/3)x^(-2/3)
\frac13 x^{-2/3}
\frac{1}{3}x^{-\frac{2}{3}}
⅓x^(-⅔)
⅓ x^{-2/3}
1/(3x^(2/3))
1/(3 cbrt(x)^2)
1/(3 ∛(x²))
1/(3 (∛x)²)
\frac{1}{3\sqrt[3]{x^2}}
1/(3\sqrt[3]{x}^2)
x^(1/3)/(3x)""",
    ),
    Typed(
        "x e^x",
        "x",
        None,
        [],
        r"""
e^x + xe^x
e^x+x e^x
eˣ + x eˣ
e^x(1+x)
(1+x)e^x
(x+1)e^x
e^x x + e^x
\mathrm{e}^x(1+x)
exp(x)(1+x)
exp(x)+x exp(x)
e^{x}\left(1+x\right)
e^x*(x+1)
e^x·(x+1)
xe^x+e^x
e**x*(1+x)
\exp(x)\,(1+x)
(1+x)·eˣ
eˣ(x + 1)
exp x + x exp x
e^x[1+x]
e^x{1+x}""",
    ),
    Typed(
        "sin(x)/x",
        "x",
        None,
        [],
        r"""
(x cos x - sin x)/x^2
cos x/x - sin x/x^2
cosx/x-sinx/x^2
\frac{x\cos x-\sin x}{x^2}
\frac{\cos x}{x}-\frac{\sin x}{x^2}
(cos(x)x-sin(x))/x²
x^-1 cos x - x^-2 sin x
cos x · 1/x − sin x · 1/x²
(cos x · x − sin x · 1)/x²
cos(x)/x - sin(x)/(x*x)
cos x / x - sin x / x / x""",
    ),
    Typed(
        "cos(x)^2",
        "x",
        None,
        [],
        r"""
-2 cos x sin x
-2cosxsinx
-sin2x
-sin(2x)
-2 sin(x)cos(x)
-2sinx cosx
2 cos x · (-sin x)
2cos(x)(-sin(x))
2 cos(x) * -sin(x)
2cos x(-sin x)
−2·cos(x)·sin(x)
-2\cos x\sin x
-2 \cos(x) \sin(x)
-2 cosx·sinx
2*cos(x)*(-sin(x))""",
    ),
    Typed(
        "ln(x^2+1)",
        "x",
        None,
        [],
        r"""
2x/(x^2+1)
2x/(x²+1)
\frac{2x}{x^2+1}
2x·1/(x²+1)
2x*(x^2+1)^-1
2x(x^2+1)^{-1}
(2x)/(x^2+1)
1/(x^2+1)·2x
1/(x^2+1) * 2x
\frac{1}{x^2+1}\cdot 2x
2 x / ( x ^ 2 + 1 )
2x (1+x²)⁻¹
2/(x+1/x)""",
    ),
    Typed(
        "sqrt(1+x^2)",
        "x",
        None,
        [],
        r"""
x/sqrt(1+x^2)
x/√(1+x²)
\frac{x}{\sqrt{1+x^2}}
x(1+x^2)^(-1/2)
x(1+x²)^-½
2x/(2√(1+x²))
1/2(1+x^2)^(-1/2)*2x
½(1+x²)^{-½}·2x
1/2 (1+x^2)^{-1/2} 2x
x (1+x^2)^-0.5
\frac{1}{2}(1+x^2)^{-1/2}\cdot 2x
0.5(1+x^2)^(-0.5)(2x)
x/(1+x^2)^(1/2)
x·(√(1+x²))^-1""",
    ),
    Typed(
        "sin(2x)cos(3x)",
        "x",
        None,
        [],
        r"""
2cos2xcos3x-3sin2xsin3x
2 cos 2x cos 3x - 3 sin 2x sin 3x
2cos(2x)cos(3x)-3sin(2x)sin(3x)
2\cos 2x\cos 3x-3\sin 2x\sin 3x""",
    ),
    Typed(
        "x^a",
        "x",
        POSITIVE,
        ["a", "x"],
        r"""
a x^(a-1)
ax^{a-1}
a·x^(a−1)
a x^a/x
a x^a x^-1
axᵃ/x
ax^a / x""",
    ),
    Typed(
        "A sin(ω t + φ)",
        "t",
        None,
        ["A", "ω", "t", "φ"],
        r"""
Aω cos(ωt+φ)
A ω cos(ω t + φ)
A*omega*cos(omega*t+phi)
A\omega\cos(\omega t+\varphi)
A \omega \cos(\omega t + \phi)
Aωcos(ωt+φ)
ωA cos(ωt + φ)""",
    ),
    Typed(
        "1/2 m v^2",
        "v",
        None,
        ["m", "v"],
        r"""
m v
mv
m·v
vm
2mv/2
\frac{1}{2}m 2v""",
    ),
    Typed(
        "x_1^2 + x_1 x_2",
        "x_1",
        None,
        ["x_1", "x_2"],
        r"""
2x_1 + x_2
2x₁+x₂
2 x_1 + x_2
2x_{1}+x_{2}
x_2+2x_1""",
    ),
    Typed(
        "y_hat^2",
        "y_hat",
        None,
        ["y_hat"],
        r"""
2y_hat
2ŷ
2\hat{y}
2 \hat y
2*y_hat""",
    ),
    Typed(
        "mean(x_i^2)",
        "x_i",
        None,
        ["x_i"],
        r"""
2x_i/n
2/n x_i
\frac{2}{n}x_i
2x_i / n
(2/n) x_i
2/n*x_i
2xᵢ/n
\frac{2x_i}{n}
1/n 2x_i
2x/n
\frac{1}{n}\cdot 2x_i""",
    ),
    Typed(
        "1/2 sum_i (y_i - w x_i)^2",
        "w",
        None,
        ["w", "x_i", "y_i"],
        r"""
-sum_i x_i (y_i - w x_i)
-\sum_i x_i(y_i-wx_i)
-∑ᵢ xᵢ(yᵢ − w xᵢ)
sum_i (w x_i - y_i) x_i
\sum_{i=1}^n (wx_i-y_i)x_i
Σ_i (w x_i − y_i) x_i
-sum(x_i(y_i - w x_i))
sum_j (w x_j - y_j) x_j
-Σ (y_i - w x_i) x_i
w sum_i x_i^2 - sum_i x_i y_i
\sum_i (w x_i^2 - x_i y_i)
-sum_i[x_i(y_i-w x_i)]
torch.sum((w*x - y)*x)
((w*x-y)*x).sum()""",
    ),
    Typed(
        "relu(x)",
        "x",
        None,
        [],
        r"""
(1+sign(x))/2
heaviside(x)
relu(x)/x
(x+|x|)/(2x)
1/2 + sign(x)/2""",
    ),
    Typed(
        "y_hat^2 x",
        "y_hat",
        None,
        ["y_hat", "x"],
        r"""
2ŷx
2ŷ x
2xŷ
2x·ŷ
(2ŷ)x
2\hat{y}x
ŷx + xŷ
2ŷ²x/ŷ""",
    ),
]

"""Exponential, logarithm, power and normal quantile that give the same bits on every processor.

The mathematics libraries of systems and processors differ in the last bit, and a cutover day must not.
So only + - x /, comparison, floor, square root and the exact splitting of a number into mantissa and power of
two are used. Errors are below 1e-15 relative for `exp` and `log`. Coefficients: fdlibm (exp, log), Wichura's
AS 241 (normal quantile).
"""

from __future__ import annotations

import math

from sim.kernel import kernel

_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_PER_LN2 = 1.44269504088896338700e00
_SQRT_HALF = 0.7071067811865476
_EXP = (
    4.13813679705723846039e-08,
    -1.65339022054652515390e-06,
    6.61375632143793436117e-05,
    -2.77777777770155933842e-03,
    1.66666666666666019037e-01,
)
_LOG = (
    1.479819860511658591e-01,
    1.531383769920937332e-01,
    1.818357216161805012e-01,
    2.222219843214978396e-01,
    2.857142874366239149e-01,
    3.999999999940941908e-01,
    6.666666666666735130e-01,
)
_CENTRE_OVER = (
    2.5090809287301226727e3,
    3.3430575583588128105e4,
    6.7265770927008700853e4,
    4.5921953931549871457e4,
    1.3731693765509461125e4,
    1.9715909503065514427e3,
    1.3314166789178437745e2,
    3.3871328727963666080e0,
)
_CENTRE_UNDER = (
    5.2264952788528545610e3,
    2.8729085735721942674e4,
    3.9307895800092710610e4,
    2.1213794301586595867e4,
    5.3941960214247511077e3,
    6.8718700749205790830e2,
    4.2313330701600911252e1,
    1.0,
)
_SIDE_OVER = (
    7.7454501427834140764e-4,
    2.27238449892691845833e-2,
    2.4178072517745061177e-1,
    1.27045825245236838258e0,
    3.64784832476320460504e0,
    5.7694972214606914055e0,
    4.6303378461565452959e0,
    1.42343711074968357734e0,
)
_SIDE_UNDER = (
    1.05075007164441684324e-9,
    5.475938084995344946e-4,
    1.51986665636164571966e-2,
    1.4810397642748007459e-1,
    6.8976733498510000455e-1,
    1.6763848301838038494e0,
    2.05319162663775882187e0,
    1.0,
)
_TAIL_OVER = (
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    1.2426609473880784386e-3,
    2.65321895265761230930e-2,
    2.9656057182850489123e-1,
    1.7848265399172913358e0,
    5.4637849111641143699e0,
    6.6579046435011037772e0,
)
_TAIL_UNDER = (
    2.04426310338993978564e-15,
    1.4215117583164458887e-7,
    1.8463183175100546818e-5,
    7.868691311456132591e-4,
    1.48753612908506148525e-2,
    1.3692988092273580531e-1,
    5.9983220655588793769e-1,
    1.0,
)


@kernel
def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    """Value at x of a polynomial, highest power first."""
    total = 0.0
    for coefficient in coefficients:
        total = total * x + coefficient
    return total


@kernel
def exp(x: float) -> float:
    """Exponential of x; 0 below the smallest number, infinite above the largest."""
    if x != x:
        return x
    if x > 709.782712893384:
        return math.inf
    if x < -745.1332191019412:
        return 0.0
    twos = math.floor(x * _PER_LN2 + 0.5)
    high = x - twos * _LN2_HIGH
    low = twos * _LN2_LOW
    rest = high - low
    square = rest * rest
    c = rest - square * _polynomial(_EXP, square)
    return math.ldexp(1.0 - ((low - (rest * c) / (2.0 - c)) - high), int(twos))


@kernel
def log(x: float) -> float:
    """Natural logarithm of x; minus infinity at 0, not a number below."""
    if x != x or x < 0.0:
        return math.nan
    if x == 0.0 or x == math.inf:
        return x if x > 0.0 else -math.inf
    mantissa, twos = math.frexp(x)
    if mantissa < _SQRT_HALF:
        mantissa, twos = mantissa * 2.0, twos - 1
    f = mantissa - 1.0
    s = f / (2.0 + f)
    square = s * s
    half = 0.5 * f * f
    rest = square * _polynomial(_LOG, square)
    return twos * _LN2_HIGH - ((half - (s * (half + rest) + twos * _LN2_LOW)) - f)


@kernel
def power(x: float, y: float) -> float:
    """Power x ** y for x > 0 (relative error about |y log x| times 1e-16); 0 for x = 0 and y > 0."""
    if y == 0.0 or x == 1.0:
        return 1.0
    return exp(y * log(x))


@kernel
def normal_quantile(u: float) -> float:
    """Value below which a standard normal variable lies with probability u (0 < u < 1)."""
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        return _polynomial(_CENTRE_OVER, r) * q / _polynomial(_CENTRE_UNDER, r)
    r = math.sqrt(-log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        x = _polynomial(_SIDE_OVER, r - 1.6) / _polynomial(_SIDE_UNDER, r - 1.6)
    else:
        x = _polynomial(_TAIL_OVER, r - 5.0) / _polynomial(_TAIL_UNDER, r - 5.0)
    return -x if q < 0.0 else x


@kernel
def round_yen(x: float) -> int:
    """Whole yen nearest to x; half a yen goes up."""
    return math.floor(x + 0.5)

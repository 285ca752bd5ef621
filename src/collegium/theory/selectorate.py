"""The selectorate: how many must be kept content, out of how many (Bueno de Mesquita and others 2003).

With Smith, Siverson and Morrow. An incumbent with resources R rules by a coalition of W
out of S who have a say. A challenger would spend all of R on his own coalition, in which each of the S has a place
with chance W / S; members of the incumbent's keep theirs. The closed forms are derived here from this condition of
incumbency, with the future counting d per period.

    private goods, linear      x = (1 - d) (R / W) / (1 - d W / S), spending M = W x, the leader keeps R - M
    private goods, square root M = R ((1 - d) / (1 - d W / S))^2
    private x and public g     u = sqrt x + sqrt g, budget W x + p g: public share of spending W / (p + W), M = R m^2,
                               m = k / (k / (1 - d) - d / (1 - d) ((W / S) k + (1 - W / S) h)),
                               k = sqrt((p + W) / (p W)), h = sqrt(W / (p (p + W)))
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt

from collegium.theory.checks import real, refuse
from collegium.theory.exact import Real


def private_goods(resources: Real, coalition: Real, selectorate: Real, patience: Real) -> tuple[Real, Real, Real]:
    """(x a member, M spent, R - M kept) with linear utility (derived from a condition of Bueno de Mesquita and others 2003).

    ``resources``: R >= 0; 0 < ``coalition`` <= ``selectorate``; 0 <= ``patience`` < 1. Exact with fractions. Raises
    :class:`~collegium.errors.ArgumentError` outside these ranges.

    >>> private_goods(100, 5, 5, 0.5)
    (20.0, 100.0, 0.0)
    """
    resources, coalition, selectorate, patience = ranges(resources, coalition, selectorate, patience)
    each = (1 - patience) * resources / coalition / (1 - patience * coalition / selectorate)
    return each, each * coalition, resources - each * coalition


def private_goods_root(resources: Real, coalition: Real, selectorate: Real, patience: Real) -> Real:
    """M spent if utility is the square root of the good (derived as :func:`private_goods`, after Bueno de Mesquita and others 2003).

    Arguments as there. Raises :class:`~collegium.errors.ArgumentError` as that does.

    >>> from fractions import Fraction
    >>> print(private_goods_root(Fraction(100), Fraction(5), Fraction(10), Fraction(1, 2)))
    400/9
    """
    resources, coalition, selectorate, patience = ranges(resources, coalition, selectorate, patience)
    share = (1 - patience) / (1 - patience * coalition / selectorate)
    return resources * share * share


@dataclass(frozen=True, slots=True)
class Mix:
    """Where the resources go.

    ``spent``, ``kept`` of them; ``private``: x a member; ``public``: g; ``public_share`` of spending; ``inside``,
    ``outside``: utility per period of a member of the coalition and of anybody else.
    """

    spent: float
    kept: float
    private: float
    public: float
    public_share: float
    inside: float
    outside: float


def mixed_goods(resources: float, coalition: float, selectorate: float, patience: float, price: float) -> Mix:
    """Private and public goods together (derived as :func:`private_goods`, after Bueno de Mesquita and others 2003).

    ``price``: p > 0 of a unit of the public good; else as there. Raises :class:`~collegium.errors.ArgumentError` outside these ranges.

    >>> mix = mixed_goods(100, 5, 50, 0.5, price=10)
    >>> round(mix.spent, 4), round(mix.public_share, 4)
    (39.0625, 0.3333)
    """
    resources, size, selectorate, d = map(float, ranges(resources, coalition, selectorate, patience))
    price, loyalty = float(real("price", price, 0, strict=True)), size / selectorate
    k, h = sqrt((price + size) / (price * size)), sqrt(size / (price * (price + size)))
    spent = resources * (k / (k / (1 - d) - d / (1 - d) * (loyalty * k + (1 - loyalty) * h))) ** 2
    private, public = spent * price / (size * (price + size)), spent * size / (price * (price + size))
    return Mix(spent, resources - spent, private, public, size / (price + size), sqrt(private) + sqrt(public), sqrt(public))


def loyalty_norm(coalition_index: float, selectorate_index: float) -> float:
    """Measured W relative to measured S, W / (ln(10 (S + 1)) / 3), as in the data of Bueno de Mesquita and others 2003.

    ``coalition_index``, ``selectorate_index``: both in [0, 1]. Raises :class:`~collegium.errors.ArgumentError` outside that range.

    >>> round(loyalty_norm(0.25, 1), 6)
    0.250356
    """
    coalition_index, selectorate_index = real("coalition_index", coalition_index, 0, 1), real("selectorate_index", selectorate_index, 0, 1)
    return float(coalition_index) / (log(10 * (selectorate_index + 1)) / 3)


def ranges(resources: Real, coalition: Real, selectorate: Real, patience: Real) -> tuple[Real, Real, Real, Real]:
    """R, W, S and d, checked."""
    resources, selectorate = real("resources", resources, 0), real("selectorate", selectorate, 0, strict=True)
    coalition, patience = real("coalition", coalition), real("patience", patience)
    if not 0 < coalition <= selectorate:
        refuse("coalition", coalition, "out of range", f"give a size above 0, at most the selectorate's {selectorate}")
    if not 0 <= patience < 1:
        refuse("patience", patience, "out of range", "give a number from 0 to below 1")
    return resources, coalition, selectorate, patience

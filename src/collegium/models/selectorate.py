"""The selectorate: how many must be kept content, out of how many (Bueno de Mesquita and others 2003).

With Smith, Siverson and Morrow. An incumbent with resources R rules by a coalition of W
out of S who have a say. A challenger would spend all of R on a new coalition, in which each of the S has a place
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

from collegium.models.checks import real, refuse
from collegium.models.exact import Real


def private_goods(resources: Real, coalition: Real, selectorate: Real, patience: Real) -> tuple[Real, Real, Real]:
    """What a ruler must pay the winning coalition if utility is linear.

    Parameters
    ----------
    resources : number
        What the ruler has, R, 0 or more, in any unit.
    coalition : number
        Size of the winning coalition, W, above 0 and at most the selectorate.
    selectorate : number
        Size of the selectorate, S, above 0.
    patience : number
        What the future counts per period, at least 0 and below 1.

    Returns
    -------
    tuple of three numbers
        Paid to each member, spent in all, and kept by the ruler. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Derived from the condition of incumbency in Bueno de Mesquita and others 2003.

    Examples
    --------
    >>> private_goods(100, 5, 5, 0.5)
    (20.0, 100.0, 0.0)
    """
    resources, coalition, selectorate, patience = ranges(resources, coalition, selectorate, patience)
    each = (1 - patience) * resources / coalition / (1 - patience * coalition / selectorate)
    return each, each * coalition, resources - each * coalition


def private_goods_root(resources: Real, coalition: Real, selectorate: Real, patience: Real) -> Real:
    """What a ruler must spend on the winning coalition if utility is the square root of the good.

    Parameters
    ----------
    resources, coalition, selectorate, patience : as in :func:`private_goods`

    Returns
    -------
    number
        Spent in all. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Derived from the condition of incumbency in Bueno de Mesquita and others 2003.

    Examples
    --------
    >>> from fractions import Fraction
    >>> print(private_goods_root(Fraction(100), Fraction(5), Fraction(10), Fraction(1, 2)))
    400/9
    """
    resources, coalition, selectorate, patience = ranges(resources, coalition, selectorate, patience)
    share = (1 - patience) / (1 - patience * coalition / selectorate)
    return resources * share * share


@dataclass(frozen=True, slots=True)
class Mix:
    """How a ruler divides the resources.

    Attributes
    ----------
    spent, kept : float
        Spent on goods, and kept.
    private : float
        Private goods for each member of the winning coalition.
    public : float
        Units of the public good.
    public_share : float
        Share of spending that goes to the public good.
    inside, outside : float
        Utility per period of a member of the coalition, and of anybody else.
    """

    spent: float
    kept: float
    private: float
    public: float
    public_share: float
    inside: float
    outside: float


def mixed_goods(resources: float, coalition: float, selectorate: float, patience: float, price: float) -> Mix:
    """How a ruler mixes private and public goods.

    Parameters
    ----------
    resources, coalition, selectorate, patience : as in :func:`private_goods`
    price : number
        Price of a unit of the public good, above 0.

    Returns
    -------
    Mix
        Spending, goods and utilities.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Derived from the condition of incumbency in Bueno de Mesquita and others 2003.

    Examples
    --------
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
    """Measured size of the winning coalition relative to that of the selectorate: W / (ln(10 (S + 1)) / 3).

    Parameters
    ----------
    coalition_index, selectorate_index : number
        The indices W and S of the published data, in [0, 1].

    Returns
    -------
    float
        The loyalty norm.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Bueno de Mesquita and others 2003.

    Examples
    --------
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

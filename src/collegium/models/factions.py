"""What chance alone would do to factions: exact nulls for simulations and records.

Studies of factions in ruling parties report balancing at paired posts and premia in promotion (Francois, Trebbi and
Xiao 2023; Shih and Lee). Their estimates are not repeated here. These are the distributions against which such
findings are to be held: 2P posts in P pairs, filled at random by a members of one faction, b of another and o
others.

    E[pairs with both factions] = P a b / C(2P, 2)        E[pairs within a faction] = P (C(a, 2) + C(b, 2)) / C(2P, 2)
    two factions only: P(x mixed) = P! / (x! y! z!) 2^x / C(2P, a), y = (a - x) / 2, z = P - x - y
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb, factorial, log
from typing import Any

from collegium.models.checks import reals, refuse, whole
from collegium.models.exact import Amount


def expected_pairs(first: int, second: int, others: int) -> tuple[Fraction, Fraction]:
    """Expected numbers of mixed and of pure pairs of posts if posts are filled at random.

    Parameters
    ----------
    first, second : int
        Members of two factions, 0 or more.
    others : int
        Members of neither, 0 or more. All together must fill an even number of posts, 2 or more.

    Attributes
    ----------
    null to compare with findings of factional balance, such as those of Francois, Trebbi and Xiao 2023.

    Returns
    -------
    tuple of two Fractions
        Expected pairs with both factions, and expected pairs within one faction.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Exact null of ours; the question is that of Francois, Trebbi and Xiao 2023.

    Examples
    --------
    >>> print(*expected_pairs(4, 4, 4))
    16/11 12/11
    """
    first, second = whole("first", first, 0), whole("second", second, 0)
    posts = first + second + whole("others", others, 0)
    if posts % 2 or not posts:
        refuse("first + second + others", posts, "no pairs of posts", "give numbers that add up to an even number, 2 or more")
    each = Fraction(posts // 2, comb(posts, 2))
    return each * first * second, each * (comb(first, 2) + comb(second, 2))


def mixed_pairs(first: int, pairs: int) -> dict[int, Fraction]:
    """Distribution of mixed pairs if posts are filled at random and there are two factions only.

    Parameters
    ----------
    first : int
        Posts of the first faction, 0 to twice ``pairs``.
    pairs : int
        Pairs of posts, 1 to 1,000.

    Returns
    -------
    dict of int to Fraction
        Chance by number of mixed pairs.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Exact null of ours; the question is that of Francois, Trebbi and Xiao 2023.

    Examples
    --------
    >>> {k: str(chance) for k, chance in mixed_pairs(6, 6).items()}
    {0: '5/231', 2: '30/77', 4: '40/77', 6: '16/231'}
    """
    pairs = whole("pairs", pairs, 1, 1000)
    first = whole("first", first, 0, 2 * pairs, "give at most two a pair")
    chances = {}
    for mixed in range(first % 2, min(first, 2 * pairs - first) + 1, 2):
        pure = (first - mixed) // 2
        ways = factorial(pairs) // (factorial(mixed) * factorial(pure) * factorial(pairs - mixed - pure)) * 2**mixed
        chances[mixed] = Fraction(ways, comb(2 * pairs, first))
    return chances


def seats_by_chance(seats: int, faction: int, electorate: int) -> list[Fraction]:
    """Distribution of a faction's seats if members are drawn at random (hypergeometric).

    Parameters
    ----------
    seats : int
        Seats to fill, at most the electorate and at most 1,000.
    faction : int
        Members of the faction among the electorate.
    electorate : int
        All who may be chosen, 1 to 100,000.

    Returns
    -------
    list of Fraction
        Chance of 0, 1, ... ``seats`` seats.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Fisher 1935.

    Examples
    --------
    >>> [str(chance) for chance in seats_by_chance(2, 2, 4)]
    ['1/6', '2/3', '1/6']
    """
    electorate = whole("electorate", electorate, 1, 100_000)
    faction = whole("faction", faction, 0, electorate, "give at most the electorate")
    seats = whole("seats", seats, 0, min(electorate, 1000), "give at most the electorate, and at most 1,000")
    total = comb(electorate, seats)
    return [Fraction(comb(faction, k) * comb(electorate - faction, seats - k), total) for k in range(seats + 1)]


def promotion_premium(promoted: int, faction: int, promoted_others: int, others: int) -> float:
    """Log odds ratio of promotion: a faction against all others.

    Parameters
    ----------
    promoted : int
        Promoted members of the faction: at least 1, fewer than all.
    faction : int
        Members of the faction, 2 or more.
    promoted_others : int
        Promoted among the others: at least 1, fewer than all.
    others : int
        All others, 2 or more.

    Returns
    -------
    float
        The natural logarithm of the odds ratio; 0 means no premium.

    Raises
    ------
    ArgumentError
        If a cell of the table of two by two would be empty.

    References
    ----------
    As in Francois, Trebbi and Xiao 2023, who estimate a full model.

    Examples
    --------
    >>> round(promotion_premium(12, 40, 20, 160), 4)
    1.0986
    """
    faction, others = whole("faction", faction, 2), whole("others", others, 2)
    remedy = "give at least 1 and fewer than all {}: no cell of the table may be empty"
    promoted = whole("promoted", promoted, 1, faction - 1, remedy.format(faction))
    promoted_others = whole("promoted_others", promoted_others, 1, others - 1, remedy.format(others))
    return log(promoted * (others - promoted_others) / (promoted_others * (faction - promoted)))


def survival(hazards: Sequence[Amount]) -> list[Any]:
    """Chance of completing each term under given hazards.

    The sum of the chances is the expected number of completed terms.

    Parameters
    ----------
    hazards : sequence of numbers
        Chance of losing the post in each term, in [0, 1].

    Returns
    -------
    list of numbers
        Chance of completing the first term, the first two, and so on. Exact with fractions.

    Raises
    ------
    ArgumentError
        If a hazard is outside its range.

    References
    ----------
    As for ministers in Francois, Rainer and Trebbi 2014.

    Examples
    --------
    >>> survival([0.5, 0.5])
    [0.5, 0.25]
    """
    kept, chances = Fraction(1), []
    for hazard in reals("hazards", hazards, 0, 1):
        kept *= 1 - hazard
        chances.append(kept)
    return chances

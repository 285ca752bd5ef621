"""Dividing a pie by majority (Baron and Ferejohn 1989, American Political Science Review 83).

In every round someone is recognised and proposes; a rejected proposal costs a round, and the future counts d per
round. In the stationary equilibrium members sell their votes for what waiting is worth to them.

    closed rule, n equal members, Q votes     proposer keeps 1 - d (Q - 1) / n, each partner gets d / n
    unequal recognition, n = 3 (p, (1-p)/2, (1-p)/2), p >= 1/3 (own derivation)
                                              v_2 = p_2 / (1 - d p / 2), v_1 = p (1 - d v_2)
    open rule, n = 3                          two partners: y = 1 / (1 + 2 d)
                                              one: y = (4 - d^2) / (4 + 2 d - d^2), if d > sqrt(3) - 1

The open rule's equilibrium is not unique without further assumptions (Primo 2006; Britz and Gersbach): it is given
as the article's, rederived, and for three members only. With fractions in, all results are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from collegium.models.checks import real, refuse, whole
from collegium.models.exact import Real, fraction, in_kind


def closed_rule(members: int, votes: int, patience: Real) -> tuple[Real, Real]:
    """Shares of the proposer and of each partner among equal members who cannot amend (closed rule).

    Parameters
    ----------
    members : int
        Number of members, 1 or more.
    votes : int
        Yes votes needed, the proposer's included; at most one a member.
    patience : number
        What the future counts per round, in [0, 1].

    Returns
    -------
    tuple of two numbers
        The proposer's share and the share of each of ``votes`` - 1 partners. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Baron and Ferejohn 1989.

    Examples
    --------
    >>> closed_rule(members=5, votes=3, patience=1.0)
    (0.6, 0.2)
    """
    members = whole("members", members, 1)
    votes = whole("votes", votes, 1, members, "give at least 1 and at most one a member")
    price = real("patience", patience, 0, 1) / members
    return 1 - price * (votes - 1), price


def favoured_proposer(recognition: Real, patience: Real) -> tuple[Real, Real]:
    """What bargaining is worth to three members of whom one proposes more often.

    Parameters
    ----------
    recognition : number
        Chance that the favoured member proposes, at least 1 / (3 - patience). The two others propose equally often.
    patience : number
        What the future counts per round, in [0, 1].

    Returns
    -------
    tuple of two numbers
        Value before a proposer is chosen: of the favoured member, and of each of the others. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range. Below 1 / (3 - patience) the two others would not always buy each other.

    References
    ----------
    Derivation of ours, after Baron and Ferejohn 1989.

    Examples
    --------
    >>> from fractions import Fraction
    >>> print(*favoured_proposer(Fraction(3, 5), Fraction(1)))
    3/7 2/7
    """
    recognition, patience = real("recognition", recognition, 0, 1), real("patience", patience, 0, 1)
    p, d = fraction(recognition), fraction(patience)
    if p * (3 - d) < 1:  # the favoured member would be the cheapest partner, and so bought in place of the other
        why = "recognised too seldom for the two others always to buy each other"
        refuse("recognition", recognition, why, f"give a chance of 1 / (3 - patience) or more, here {float(1 / (3 - d)):.4g}")
    each = (1 - p) / 2 / (1 - d * p / 2)
    return in_kind(p * (1 - d * each), recognition, patience), in_kind(each, recognition, patience)


@dataclass(frozen=True, slots=True)
class OpenOffer(Generic[Real]):
    """A proposal under the open rule.

    Attributes
    ----------
    partners : int
        Members who are offered a share.
    proposer, partner : number
        Shares of the whole.
    value : number
        What it is worth to propose.
    """

    partners: int
    proposer: Real
    partner: Real
    value: Real


def open_rule(patience: Real) -> OpenOffer[Real]:
    """The proposal among three members who may amend it (open rule).

    This is not the only equilibrium (Primo 2006).

    Parameters
    ----------
    patience : number
        What the future counts per round, in [0, 1].

    Returns
    -------
    OpenOffer
        Number of partners, shares, and the value of proposing. Exact with fractions.

    Raises
    ------
    ArgumentError
        If the argument is outside its range.

    References
    ----------
    Baron and Ferejohn 1989.

    Examples
    --------
    >>> from fractions import Fraction
    >>> offer = open_rule(Fraction(1))
    >>> offer.partners, str(offer.proposer), str(offer.value)
    (1, '3/5', '2/5')
    """
    patience = real("patience", patience, 0, 1)
    if (patience + 1) ** 2 > 3:
        scale = 4 + 2 * patience - patience**2
        return OpenOffer(1, (4 - patience**2) / scale, 2 * patience / scale, 2 / scale)
    share = 1 / (1 + 2 * patience)
    return OpenOffer(2, share, (1 - share) / 2, share)

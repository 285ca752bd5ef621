"""Constitutions and clubs: where patient groups end (Acemoglu, Egorov and Sonin 2012, American Economic Review 102).

States are regimes, constitutions or ruling groups. In each some coalitions are winning and may move the group to
another state; they look ahead to where that move leads. Write y >_x x if some coalition that wins in x prefers y to x
throughout. Number the states so that no later state beats an earlier one. Then, in that order,

    M(x)   = { y earlier than x : phi(y) = y and y >_x x }
    phi(x) = x if M(x) is empty, else an element of M(x) that no other element beats in x

An elite may so refuse a better constitution because it leads on to a worse one. The theorem is carried over from
general knowledge of the paper. We computed the examples of its tests.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from collegium.models.checks import indices, listed, refuse, table


def resting_states(utilities: Sequence[Sequence[float]], winning: Sequence[Collection[Collection[int]]], order: Sequence[int]) -> list[int]:
    """The state in which each initial state ends.

    The example has absolutism, a constitution and democracy. The elite refuses the constitution that it likes best, because it leads on
    to democracy.

    Parameters
    ----------
    utilities : array_like, players x states
        ``utilities[i][x]`` is what player i gains in state x, in any unit.
    winning : sequence of collections of collections of int
        ``winning[x]`` has the coalitions, as indices of players, that can leave state x.
    order : sequence of int
        All states, counted from 0, such that no state is beaten by a later one.

    Returns
    -------
    list of int
        By initial state, the state in which it ends.

    Raises
    ------
    ArgumentError
        If a shape does not fit, or if a state is beaten by a later one in the order.

    References
    ----------
    Acemoglu, Egorov and Sonin 2012.

    Examples
    --------
    >>> resting_states([[2, 3, 1], [1, 2, 3]], [[{0}], [{1}], [{1}]], order=[2, 1, 0])
    [0, 2, 2]
    """
    utilities = table("utilities", utilities).tolist()
    count = len(utilities[0])
    if len(listed("winning", winning)) != count:
        refuse("winning", winning, f"{len(winning)} states where utilities have {count}", "give the winning coalitions of each state")
    for x, coalitions in enumerate(winning):
        for coalition in listed(f"winning[{x}]", coalitions):
            indices(f"winning[{x}]", coalition, len(utilities))
    order = indices("order", order, count)
    if len(order) < count:
        refuse("order", order, "a state is missing", "name every state once")
    resting = list(range(len(winning)))
    for place, x in enumerate(order):
        if any(beats(utilities, winning[x], y, x) for y in order[place + 1 :]):
            refuse("order", order, f"state {x} is beaten by a later one", "put what beats a state before it; in a cycle there is no order")
        better = [y for y in order[:place] if resting[y] == y and beats(utilities, winning[x], y, x)]
        resting[x] = next((y for y in better if not any(beats(utilities, winning[x], z, y) for z in better)), x)
    return resting


def beats(utilities: Sequence[Sequence[float]], coalitions: Collection[Collection[int]], y: int, x: int) -> bool:
    """Does some coalition prefer state y to state x throughout?"""
    return any(all(utilities[i][y] > utilities[i][x] for i in coalition) for coalition in coalitions)

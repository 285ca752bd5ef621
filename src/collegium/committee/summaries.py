"""Published models on a small table, as rows and sentences: what the commands power, coalition and balance print."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

from collegium import models
from collegium.arguments import ordered, real, refuse, takes, texts, whole
from collegium.committee.tables import MOST
from collegium.errors import ArgumentError, SettingError, place
from collegium.models.balance import symmetric
from collegium.models.checks import partition
from collegium.models.exact import fraction

TOLD = 5
"""At most so many ruling coalitions, and ties at odds, are named; all are counted."""
ROUNDING = 1e-6
"""A bound that exceeds a whole number by less is that number."""


@dataclass(frozen=True, slots=True)
class Summary:
    """``rows``: one a member. ``words``: sentences. ``facts``: the same about the whole, by name."""

    rows: list[dict[str, Any]]
    words: list[str]
    facts: dict[str, Any]


# arguments


def members(name: str, value: object) -> list[str]:
    """One name or more, each of another member."""
    found = texts(name, value, least=1)
    for one, times in Counter(found).items():
        if times > 1:
            refuse(name, value, f"{one!r} is there {times} times", "give each member a name of its own")
    return list(found)


def votes_of(name: str, value: object) -> list[int]:
    """Votes, one number a member."""
    return [vote(f"{name}[{n}]", one) for n, one in enumerate(ordered(name, value, "give a list of whole numbers"))]


def vote(name: str, value: Any) -> int:
    """A whole number of votes, also one written as a fraction or a float."""
    found = real(name, value, 0, MOST)
    if found != int(found):
        refuse(name, value, "not a whole number", f"give a whole number from 0 to {MOST}")
    return int(found)


def powers_of(name: str, value: object) -> list[Fraction]:
    """Powers, one number a member, read as they are written."""
    given = ordered(name, value, "give a list of numbers")
    return [fraction(real(f"{name}[{n}]", one, 0, MOST, strict=True)) for n, one in enumerate(given)]


def signs_of(name: str, value: Any) -> list[list[int]]:
    """The matrix of ties: 1 for friends, -1 for enemies, 0 for none."""
    found = symmetric(value, name=name)
    if not np.isin(found, (-1, 0, 1)).all():
        refuse(name, value, "holds other numbers than 1, 0 and -1", "give 1 for friends, -1 for enemies, 0 for no tie")
    return [[int(sign) for sign in row] for row in found]


def beside(names: Sequence[str], name: str, values: Sequence[Any]) -> None:
    """Refuse an argument that has not one entry for each member."""
    if len(values) != len(names):
        refuse(name, values, f"{len(values)} entries for {len(names)} names", "give one for each name, in the same order")


# power


@takes(names=members, votes=votes_of, quota=whole)
def power(names: Sequence[str], votes: Sequence[int | Fraction], quota: int, unions: Sequence[Sequence[int]] | None = None) -> Summary:
    """Indices of voting power.

    Parameters
    ----------
    names
        Of the members, each once.
    votes
        Whole numbers from 0 to 10**9, one for each member.
    quota
        How many votes decide.
    unions
        Members by place, counted from 0, that vote as one; each in exactly one union.

    Returns
    -------
    Summary
        Indices by member.

    Raises
    ------
    SettingError
        Where the quota cannot be reached; :class:`ArgumentError` for any other mistake.
    """
    beside(names, "votes", votes)
    weights, total = [int(vote) for vote in votes], int(sum(votes))
    unions = None if unions is None else partition("unions", unions, len(names))
    if not total:
        raise SettingError("votes: nobody has a vote (do: give one member or more a number above 0)")
    if not 1 <= quota <= total:
        raise SettingError(f"{place('quota')}: {quota} of {total} votes cannot be reached (do: choose a whole number from 1 to {total})")
    indices = {"banzhaf": models.banzhaf(quota, weights), "shapley_shubik": models.shapley_shubik(quota, weights)}
    further, left = further_indices(quota, weights, unions)
    rows = [
        {"member": name, "votes": weight, "share": weight / total}
        | {index: float(values[n]) for index, values in (indices | further).items()}
        for n, (name, weight) in enumerate(zip(names, weights, strict=True))
    ]
    effective = float(models.effective_number([row["banzhaf"] for row in rows]))
    sums = [name for name, weight in zip(names, weights, strict=True) if len(names) > 2 and 2 * weight == total]
    facts = {"quota": quota, "votes": total, "effective_number": effective, "left_out": left, "may_be_total": sums}
    return Summary(rows, power_words(rows, facts), facts)


def further_indices(quota: int, weights: list[int], unions: Sequence[Sequence[int]] | None) -> tuple[dict[str, Any], list[str]]:
    """Further indices, and the names of those for which the table is too large."""
    asked: dict[str, Callable[[], Any]] = {
        "deegan_packel": lambda: models.deegan_packel(quota, weights), "holler": lambda: models.holler(quota, weights),
    }  # fmt: skip
    if unions:
        asked["owen"] = lambda: models.owen(quota, weights, unions)
        asked["banzhaf_owen"] = lambda: models.banzhaf_owen(quota, weights, unions)
    found, left = {}, []
    for name, index in asked.items():
        try:
            found[name] = index()
        except ArgumentError:
            left.append(name)
    return found, left


def power_words(rows: list[dict[str, Any]], facts: dict[str, Any]) -> list[str]:
    """What is worth pointing out: a row that may be a total, dummies, a dictator, a quota below a majority, what was left out."""
    words = [f"{facts['quota']} of {facts['votes']} votes decide. "
             f"By the Banzhaf index, power is as concentrated as among {facts['effective_number']:.2f} equal members."]  # fmt: skip
    words += [
        f"Warning: {name} has as many votes as all the others together. If this row is their total, delete it: it counts as a member."
        for name in facts["may_be_total"]
    ]
    idle = [row["member"] for row in rows if row["banzhaf"] == 0]
    if len(idle) == len(rows) - 1:
        words.append("One member decides everything alone.")
    elif idle:
        words.append(f"Never decisive, whatever the others do: {', '.join(idle)}.")
    if 2 * facts["quota"] <= facts["votes"]:
        words.append("The quota is not a majority: two coalitions without a common member can both win.")
    if facts["left_out"]:
        words.append(f"Left out because the table is too large: {', '.join(facts['left_out']).replace('_', ' ')}.")
    return words


# coalition


@takes(names=members, powers=powers_of, alpha=real)
def coalition(names: Sequence[str], powers: Sequence[Fraction], alpha: Fraction) -> Summary:
    """The ultimate ruling coalition.

    Parameters
    ----------
    names
        Of the members, each once, at most 20.
    powers
        Numbers above 0, up to 10**9, one for each member.
    alpha
        The share of power that a coalition must exceed to win, in [1/2, 1).

    Returns
    -------
    Summary
        Who rules, by member.

    Raises
    ------
    ArgumentError
        For a mistake in an argument.
    """
    beside(names, "powers", powers)
    found = [sorted(one) for one in models.ultimate_ruling_coalition(powers, alpha)]
    stands = models.is_self_enforcing(powers, range(len(powers)), alpha)
    total = sum(powers)
    rows = [
        {"member": name, "power": number(powers[n]), "share": float(powers[n] / total), "rules": ruling(n, found)}
        for n, name in enumerate(names)
    ]
    facts = {"alpha": float(alpha), "self_enforcing": stands, "coalitions": [[names[n] for n in one] for one in found]}
    return Summary(rows, coalition_words(names, powers, found, stands), facts)


def ruling(member: int, found: list[list[int]]) -> str:
    """Is the member in? Yes, no, or in how many of several."""
    times = sum(member in one for one in found)
    if times in (0, len(found)):
        return "yes" if times else "no"
    return f"in {times} of {len(found)}"


def coalition_words(names: Sequence[str], powers: Sequence[Fraction], found: list[list[int]], stands: bool) -> list[str]:
    if stands:
        return ["Nobody is thrown out: any smaller group that could win would itself fall apart."]
    total = number(sum(powers, Fraction(0)))
    words = [
        f"Ruling coalition: {', '.join(names[n] for n in one)} (power {number(sum((powers[n] for n in one), Fraction(0)))} of {total})."
        for one in found[:TOLD]
    ]
    if len(found) > 1:
        more = f" {len(found) - TOLD} more are not listed." if len(found) > TOLD else ""
        words.append(f"{len(found)} coalitions are equally cheap. The model does not say which of them rules.{more}")
    strongest = max(range(len(names)), key=lambda n: powers[n])
    if not any(strongest in one for one in found):
        words.append(f"The strongest, {names[strongest]}, is thrown out.")
    return words


def number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


# balance


@takes(names=members, signs=signs_of)
def balance(names: Sequence[str], signs: Sequence[Sequence[int]]) -> Summary:
    """The frustration index and the two camps.

    Parameters
    ----------
    names
        Of the members, each once.
    signs
        The symmetric matrix of ties: 1 for friends, -1 for enemies, 0 for none.

    Returns
    -------
    Summary
        The camp of each member.

    Raises
    ------
    ArgumentError
        For a mistake in an argument.
    """
    beside(names, "signs", signs)
    result = models.frustration(signs)
    camp = result.partition
    pairs = list(combinations(range(len(names)), 2))
    odd = [pair for pair in pairs if signs[pair[0]][pair[1]] == (-1 if camp[pair[0]] == camp[pair[1]] else 1)]
    at_odds = Counter(member for pair in odd for member in pair)
    rows: list[dict[str, Any]] = [
        {"member": name, "camp": camp[n] + 1, "friends": signs[n].count(1), "enemies": signs[n].count(-1),
         "at_odds": at_odds[n]}
        for n, name in enumerate(names)
    ]  # fmt: skip
    triads = models.triangles(signs)
    facts = {
        "frustration": int(result.value), "optimal": bool(result.optimal), "bound": math.ceil(result.bound - ROUNDING),
        "ties": sum(signs[i][j] != 0 for i, j in pairs),
        "camps": [[row["member"] for row in rows if row["camp"] == one] for one in sorted({row["camp"] for row in rows})],
        "at_odds": [[names[i], names[j]] for i, j in odd],
        "signs": [[names[i], names[j], signs[i][j]] for i, j in pairs if signs[i][j]],
        "triads": {"balanced": triads[3] + triads[1], "unbalanced": triads[2] + triads[0]},
    }  # fmt: skip
    return Summary(rows, balance_words(facts), facts)


def balance_words(facts: dict[str, Any]) -> list[str]:
    value, ties, triads = facts["frustration"], facts["ties"], facts["triads"]
    words = [" against ".join(", ".join(camp) for camp in facts["camps"]) + "."]
    if value:
        words.append(f"{value} of {ties} ties {'is' if value == 1 else 'are'} at odds with these camps (friends across, enemies within).")
        more = f" and {value - TOLD} more" if value > TOLD else ""
        words.append("At odds: " + ", ".join("-".join(pair) for pair in facts["at_odds"][:TOLD]) + f"{more}.")
    else:
        words.append("The network is balanced: no tie is at odds.")
    if total := sum(triads.values()):
        words.append(f"Triangles: {triads['balanced']} of {total} balanced.")
    if not facts["optimal"]:
        least = f"The least possible number lies between {facts['bound']} and {value}"
        words.append(f"{least}: the network is too large, or too mixed, to find it for certain.")
    return words

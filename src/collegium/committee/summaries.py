"""Published models on a small table, as rows and sentences: what the commands power, coalition and balance print."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from collegium import models
from collegium.errors import ArgumentError, SettingError, place

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


# power


def power(names: Sequence[str], votes: Sequence[Fraction], quota: int, unions: list[list[int]] | None = None) -> Summary:
    """Indices of voting power. Raises :class:`SettingError` where the quota cannot be reached."""
    weights, total = [int(vote) for vote in votes], int(sum(votes))
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


def further_indices(quota: int, weights: list[int], unions: list[list[int]] | None) -> tuple[dict[str, Any], list[str]]:
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


def coalition(names: Sequence[str], powers: Sequence[Fraction], alpha: Fraction) -> Summary:
    """The ultimate ruling coalition."""
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


def balance(names: Sequence[str], signs: Sequence[Sequence[int]]) -> Summary:
    """The frustration index and the two camps."""
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

"""The permutation test of traits: does the same person lead when the traits no longer tell people apart?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from collegium.analysis import intervals
from collegium.analysis.columns import Recorded, codes, numbers, source
from collegium.analysis.intervals import Estimate
from collegium.arguments import takes

ARMS = ("real", "equal", "shuffled")
"""Traits as coded; the same for everyone; dealt out among the leaders at random in every history."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm. ``strongest[person]`` is the share of histories in which the person ends as the strongest; ``leader`` does so most often.
    ``share`` is the mean share of power at the end of the *real* arm's leader, and ``difference`` is the real arm's mean minus this one's
    (None in the real arm)."""

    name: str
    n: int
    strongest: dict[str, Estimate]
    leader: str
    share: Estimate
    difference: Estimate | None


@takes(results=source)
def permutation(results: Recorded) -> list[Arm]:
    """The arms that were run, real first; empty unless at least one permuted arm is there."""
    sources = {"real": results} | {name: results.arms[name] for name in ARMS[1:] if name in results.arms}
    if len(sources) == 1:
        return []
    people = [person.id for person in results.scenario.people]
    found: list[Arm] = []
    for name, run in sources.items():
        strongest = _strongest(run, people)
        leader = max(people, key=lambda person: strongest[person].value)
        watched = found[0].leader if found else leader
        share = intervals.mean(numbers(run.histories([f"share:{watched}"])[f"share:{watched}"]))
        gap = intervals.difference(found[0].share, share) if found else None
        found.append(Arm(name, strongest[leader].n, strongest, leader, share, gap))
    return found


def _strongest(source: Recorded, people: list[str]) -> dict[str, Estimate]:
    names = list(people)
    who = codes(source.histories(["strongest"])["strongest"], names)
    counts = np.bincount(who[who >= 0], minlength=len(names))
    return {person: intervals.proportion(int(counts[place]), len(who)) for place, person in enumerate(people)}

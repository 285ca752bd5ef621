"""One pass over traced histories, for the sections on votes, choices, rivals and rates: what each of them needs, and no more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

import collegium
from collegium.explain.replay import Replay
from collegium.scenario import at
from collegium.scenario import kinds as K

from . import store
from .case import END, NAME, START, flagship
from .values import Size

SANCTIONS = frozenset(row.name for row in K.MOTION_KINDS if row.rung > 0)
STAGES = ("goals", "minds", "options")
"""Choices of a move, in their order: a goal, a person to turn to, a move."""
OWN = ("own stake", "stake")
DEPENDENCE = ("whip", "patrons' and caucus lines", "dependence", "sides", "side", "patron", "following")
"""Names under which the vote has what a member may gain or lose, and what a member owes to others; an engine has some of them."""
RULED_OUT = -1e6
"""An option whose utility is below this was not open."""
CONTESTED_GOALS = ("survive", "advance", "retaliate")
"""Goals that turn a leader against somebody: the person of greatest utility is the main rival."""


def traces(size: Size, folder: Any = None) -> list[dict[str, Any]]:
    """One dictionary a history, simulated once."""
    return list(store.once("traces", size, NAME, lambda: made(size), folder))


def made(size: Size) -> list[dict[str, Any]]:
    results = collegium.run(NAME, start=START, end=END, histories=size.traced, seed=1, record=("outcomes",))
    case = flagship()
    first = date.fromisoformat(START)
    leaders = {seat.person for seat in at(case, first).seats if (seat.body, seat.rank) == (case.top_body, "full")}
    names = {person.name: person.id for person in case.people}
    found = []
    for k in results.numbers:
        replay = Replay.of(results, k)
        short = {replay.teller.name(person): person for person in replay.model.people} | names
        found.append(history(replay.entries(), short, leaders))
    return found


def history(entries: Iterable[Mapping[str, Any]], ids: Mapping[str, str], leaders: set[str]) -> dict[str, Any]:
    """What the sections need of one history."""
    votes, choices, moves, rivals = [], {stage: [0.0, 0.0, 0] for stage in STAGES}, Counter[str](), dict[str, list[tuple[str, int]]]()
    for entry in entries:
        if entry["type"] == "vote" and sanction(entry["kind"]):
            votes.append(spread(entry))
        elif entry["type"] == "move":
            for stage in STAGES:
                add(choices[stage], entry.get(stage, ()))
            if entry["move"]:
                moves[entry["move"]] += 1
            actor, rival = ids.get(entry["actor"], entry["actor"]), main_rival(entry)
            if rival and actor in leaders:
                rivals.setdefault(actor, []).append((ids.get(rival, rival), entry["date"].toordinal()))
    return {"votes": [vote for vote in votes if vote], "choices": choices, "moves": dict(moves), "rivals": rivals}


def sanction(kind: str) -> bool:
    """Whether the kind of a vote is a sanction, asked for the first time or once more."""
    return kind in SANCTIONS or kind.removeprefix("insist_") in SANCTIONS or kind.removeprefix("renew_") in SANCTIONS


def spread(entry: Mapping[str, Any]) -> dict[str, Any] | None:
    """How the undecided named members of a vote differ, term by term; None with fewer than two of them."""
    undecided = [vote for vote in entry["votes"] if vote["terms"] and ":" not in vote["vote"]]
    if len(undecided) < 2:
        return None
    odds = np.array([logit(vote["chance"]) for vote in undecided])
    names = list(undecided[0]["terms"])
    terms = np.array([[vote["terms"][name] for name in names] for vote in undecided])
    alike = terms.std(axis=0) < 1e-9  # a term that is the same for all differs by rounding at most
    centred = odds - odds.mean()
    own, owed = (terms[:, [name in group for name in names]].sum(axis=1) for group in (OWN, DEPENDENCE))
    with_total = np.where(alike, 0.0, ((terms - terms.mean(axis=0)) * centred[:, None]).mean(axis=0))
    chances = [vote["chance"] for vote in undecided]
    return {
        "sd": float(odds.std()), "var": float(odds.var()), "mean": float(odds.mean()), "range": max(chances) - min(chances),
        "passed": bool(entry["passed"]), "n": len(undecided), "names": names,
        "sd_own": float(own.std()), "sd_owed": float(owed.std()), "sd_both": float((own + owed).std()),
        "sds": np.where(alike, 0.0, terms.std(axis=0)).tolist(), "means": terms.mean(axis=0).tolist(), "cov": with_total.tolist(),
    }  # fmt: skip


def logit(chance: float) -> float:
    clipped = min(max(chance, 1e-12), 1 - 1e-12)
    return math.log(clipped / (1 - clipped))


def add(total: list[float], options: Iterable[Mapping[str, Any]]) -> None:
    """Count a choice: whether the best option was taken, and the chance of that by lot. One open option is no choice."""
    open_ones = [one for one in options if one["value"] > RULED_OUT]
    if len(open_ones) < 2 or not any(one["chosen"] for one in open_ones):
        return
    best = max(one["value"] for one in open_ones)
    ties = sum(one["value"] == best for one in open_ones)
    if ties == len(open_ones):
        return  # all are alike: nothing to choose
    total[0] += any(one["chosen"] and one["value"] == best for one in open_ones)
    total[1] += ties / len(open_ones)
    total[2] += 1


def main_rival(entry: Mapping[str, Any]) -> str | None:
    """Whom the actor most wants lowered: the target of a campaign if the entry has one, else the person of greatest utility among
    those who come to mind for a goal that turns against somebody. None where nobody is above the others."""
    if entry.get("campaign"):
        return str(entry["campaign"])
    if entry["goal"] not in CONTESTED_GOALS or not entry.get("minds"):
        return None
    ranked = sorted(entry["minds"], key=lambda one: -one["value"])
    if ranked[0]["value"] <= 0 or (len(ranked) > 1 and ranked[1]["value"] == ranked[0]["value"]):
        return None
    return str(ranked[0]["name"])

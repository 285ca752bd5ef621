"""Section 2: how much the voters of one vote differ, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .traces import DEPENDENCE, OWN, traces
from .values import Row, Size, Value, Values, beside, median, pooled, resampled, weighted_median

TITLE = "Do voters differ?"
WITHIN = 0.2
FIXED = [
    Row("sd", "median standard deviation of the log-odds of undecided members", "log-odds", ">= 1"),
    Row("both", "own stake and dependence together: median standard deviation, relative to that of all terms", "share", ">= 0.5"),
    Row("own", "own stake alone, likewise"),
    Row("owed", "dependence alone, likewise"),
    Row("part:both", "own stake and dependence together: part of the variance, all votes pooled"),
    Row("common", "size of what is common to all: mean absolute log-odds", "log-odds"),
    Row("within", "votes in which all undecided members are within 20 points", "share"),
    Row("carried", "sanctions carried, of the traced votes", "share"),
    Row("votes", "traced sanction votes a history with two undecided members or more", "number"),
]


def measure(size: Size) -> Values:
    return figures([one["votes"] for one in traces(size)])


def figures(histories: list[list[dict[str, Any]]]) -> Values:
    """The figures of some histories, each the list of its votes."""

    def part(names: tuple[str, ...]) -> Value:
        top = [sum(c for vote in h for name, c in zip(vote["names"], vote["cov"], strict=True) if name in names) for h in histories]
        return pooled(top, [sum(vote["var"] for vote in h) for h in histories], bound=False)

    counts = [len(h) for h in histories]
    found = {
        "sd": median([[vote["sd"] for vote in h] for h in histories]),
        **{name: relative(histories, f"sd_{name}") for name in ("both", "own", "owed")}, "part:both": part((*OWN, *DEPENDENCE)),
        "common": pooled([sum(abs(vote["mean"]) for vote in h) for h in histories], counts),
        "within": pooled([sum(vote["range"] <= WITHIN for vote in h) for h in histories], counts),
        "carried": pooled([sum(vote["passed"] for vote in h) for h in histories], counts),
        "votes": pooled(counts, np.ones(len(counts))),
    }  # fmt: skip
    for name in dict.fromkeys(name for h in histories for vote in h for name in vote["names"]):
        found[f"sd:{name}"] = pooled([total(h, name, "sds") for h in histories], counts, bound=False)
        found[f"mean:{name}"] = pooled([total(h, name, "means") for h in histories], counts, bound=False)
        found[f"part:{name}"] = part((name,))
    return found


def relative(histories: list[list[dict[str, Any]]], name: str) -> Value:
    """The median of a standard deviation, relative to the median of that of all terms."""
    votes = [(vote[name], vote["sd"], n) for n, h in enumerate(histories) for vote in h]
    x, whole, whose = (np.array(column) for column in zip(*votes, strict=True)) if votes else (np.zeros(0),) * 3

    def statistic(times: np.ndarray) -> float:
        weight = times[whose.astype(int)]
        below = weighted_median(whole, weight)
        return weighted_median(x, weight) / below if below > 0 else float("nan")

    return resampled(len(histories), statistic)


def total(votes: list[dict[str, Any]], name: str, what: str) -> float:
    """Sum over votes of the absolute size of a term."""
    return sum(abs(x) for vote in votes for term, x in zip(vote["names"], vote[what], strict=True) if term == name)


def show(now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    names = dict.fromkeys(key.removeprefix("sd:") for found in (now, before) for key in found if key.startswith("sd:"))
    words = {name: name.replace("luck", "shock") for name in names}
    terms = [
        row
        for name in names
        for row in (
            Row(f"sd:{name}", f"{words[name]}: standard deviation between members", "log-odds"),
            Row(f"mean:{name}", f"{words[name]}: size of what is common to all", "log-odds"),
            Row(f"part:{name}", f"{words[name]}: part of the variance between members"),
        )
    ]
    return "\n\n".join([
        "Sanction votes of traced histories. *Undecided* members are named members who are neither the mover nor the target. A term's part "
        "of the variance is its covariance with the sum of all terms. *Dependence* is what a member owes to patrons and superiors.",
        beside(FIXED, now, before),
        "Term by term, mean over votes:",
        beside(terms, now, before),
    ])  # fmt: skip

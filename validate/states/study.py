"""What the definition of rule reads off a state: at the first reading with wide searches, and after three readings with nobody acting."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

import collegium
from collegium import Results
from collegium.analysis.columns import codes, numbers
from collegium.analysis.intervals import proportion, quantile
from collegium.scenario import find
from collegium.scenario.model import Scenario
from collegium.scenario.parameters import DEFAULTS
from discrimination import store
from discrimination.values import Size, Value, Values, of

HERE = Path(__file__).parent
KEPT = HERE / "figures.json"
CASES = HERE.parents[1] / "tests" / "cases" / "states"
RULER = "stalin"
FLAGSHIP, LAST_DAYS = "bolsheviks", (date(1927, 12, 20), date(1927, 12, 26))
"""The shipped scenario after the Fifteenth Congress: the same question, asked of a coding that was not made for this page."""
READINGS = ("vulnerability", "initiative", "bypass")
WIDE = ("set vulnerable = 0.5", "set bypassed = 0.5", "set dominant = 1")
"""A search for a reading ends once the case is decided. With these thresholds it goes on to the end, but for initiative below one half."""
BORNE, ENOUGH, BYPASSED = (float(DEFAULTS[name].prior) for name in ("vulnerable", "dominant", "bypassed"))


@dataclass(frozen=True)
class Variant:
    """A state, and what is changed in it."""

    state: str
    words: str
    sentences: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.state}/{'; '.join(self.sentences) or 'as coded'}"


def variants() -> list[Variant]:
    """Those of variants.csv."""
    with (HERE / "variants.csv").open(encoding="utf-8") as file:
        return [Variant(row["state"], row["variant"], tuple(filter(None, row["sentences"].split("; ")))) for row in csv.DictReader(file)]


@cache
def state(name: str) -> Scenario:
    return collegium.load(find(CASES / name))


def measure(size: Size, chosen: Iterable[Variant] | None = None) -> Values:
    """The readings of each variant, and of the flagship's last days. What an interrupted run has measured is not measured again."""
    found: Values = {}
    for one in variants() if chosen is None else chosen:
        found |= store.part("states", f"{one.key} {code(one.state)}", size, lambda one=one: read_off(one, size))
    if chosen is None:
        found |= store.part("states", FLAGSHIP, size, lambda: first_reading(FLAGSHIP, collegium.load(FLAGSHIP), (), *LAST_DAYS, size))
    return found


def code(name: str) -> str:
    """The files of a state, so that a change of them is measured."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((CASES / name).iterdir()))


def read_off(one: Variant, size: Size) -> Values:
    case = state(one.state)
    first = first_reading(one.key, case, one.sentences, case.start, case.start + timedelta(days=case.step - 1), size)
    results = collegium.run(case, histories=size.limits, seed=1, interventions=one.sentences, record=("outcomes", "series"))
    return first | third_reading(one.key, results)


def third_reading(key: str, results: Results) -> Values:
    """Who rules at the last reading, when one-man rule is possible: by the thresholds as given, strict and loose."""
    rule = results.series("rule", ["history", "date", "rule", "ruler", "ruler_strict", "ruler_loose"])
    days = rule["date"].to_pylist()
    last = np.array([day == max(days) for day in days])
    kinds = ["one_man", "bloc", "contested", "locked", "void"]
    which, found = codes(rule["rule"], kinds)[last], Values()
    for place, kind in enumerate(kinds):
        found[f"{key}/rule:{kind}"] = of(proportion(int((which == place).sum()), len(which)))
    for name in ("ruler", "ruler_strict", "ruler_loose"):
        by = codes(rule[name], [RULER])[last] == 0
        if name == "ruler":
            by &= which == 0
        found[f"{key}/{name}"] = of(proportion(int(by.sum()), len(by)))
    return found


def first_reading(key: str, case: Scenario, do: tuple[str, ...], start: date, end: date, size: Size) -> Values:
    """Vulnerability, initiative and bypass of the ruler at the first reading; who could bring the ruler down, and the gap: the median
    member whom the ruler could bring down, less the most that others could do to the ruler. Draws in which somebody else has the greatest
    share of power have no reading of the ruler."""
    results = collegium.run(
        case, start=start, end=end, histories=size.limits, seed=1, interventions=(*do, *WIDE), record=("outcomes", "series")
    )
    rule = results.series("rule", ["history", "date", "strongest", *READINGS])
    days = rule["date"].to_pylist()
    mine = (codes(rule["strongest"], [RULER]) == 0) & np.array([day == min(days) for day in days])
    n, found = int(sum(day == min(days) for day in days)), Values()
    v, u, b = (numbers(rule[name])[mine] for name in READINGS)
    tests = {"v": v <= BORNE, "u": u >= ENOUGH, "b": b <= BYPASSED}
    tests["all"] = tests["v"] & tests["u"] & tests["b"]
    for name, hit in tests.items():
        found[f"{key}/{name}"] = of(proportion(int(hit.sum()), len(hit))) if len(hit) else Value(float("nan"))
    for name, x in (("v", v), ("u", u), ("b", b), ("gap", u - v)):
        found[f"{key}/median:{name}"] = of(quantile(x[~np.isnan(x)], 0.5)) if np.any(~np.isnan(x)) else Value(float("nan"))
    found[f"{key}/strongest"] = of(proportion(int(mine.sum()), n))
    return found | threats(key, results)


def threats(key: str, results: Results) -> Values:
    """The mean chance with which each member could bring the ruler down, and the ruler each member, from the grid of the last day."""
    grid = results.series("grid", ["date", "mover", "target", "capable"])
    movers, targets = grid["mover"].to_pylist(), grid["target"].to_pylist()
    chance, found = numbers(grid["capable"]), Values()
    for side, here, there in (("by", targets, movers), ("of", movers, targets)):
        for person in dict.fromkeys(other for one, other in zip(here, there, strict=True) if one == RULER):
            pair = np.array([one == RULER and other == person for one, other in zip(here, there, strict=True)]) & ~np.isnan(chance)
            if pair.any():
                found[f"{key}/{side}:{person}"] = Value(float(chance[pair].mean()), n=int(pair.sum()))
    return found

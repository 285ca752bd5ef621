"""What each clause does: the same histories with it and without it, and how often somebody comes to rule alone at all."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import collegium
from collegium import Results
from collegium.analysis.columns import codes
from collegium.analysis.intervals import proportion
from collegium.experiments.measures import measure as read
from collegium.experiments.whatif import compare, placebo
from collegium.scenario import at
from collegium.scenario.model import Scenario
from discrimination import store
from discrimination.case import prolonged
from discrimination.values import Size, Value, Values, of

HERE = Path(__file__).parent
KEPT = HERE / "figures.json"
NAME, FOUNDER, LAST = "council", "anna", "2015-12-31"
"""The case, who founded it, and the last day: with four years, as shipped, there is less to prevent."""
PER_DRAW = 3
OUTCOMES = {
    "ever one_man": ("one-man rule at some time", "share"),
    "rule one_man": ("one-man rule at the end", "share"),
    "ever bloc": ("bloc rule at some time", "share"),
    "losses": ("seats lost by decision", "number"),
    "strongest_share": ("share of power of the strongest", "share"),
    "sanctions_carried": ("sanctions carried", "number"),
}
"""Measure -> words and unit."""
AUTHORITY = ("as drawn", "0", "0.3", "0.6", "1")
PLACEBO = "placebo"


@dataclass(frozen=True)
class Clause:
    """A clause that a designer may change, and the sentences that change it."""

    group: str
    words: str
    sentences: tuple[str, ...]

    @property
    def key(self) -> str:
        return "; ".join(self.sentences)


def clauses() -> list[Clause]:
    """Those of clauses.csv. Sentences are separated by a semicolon and a blank: a list in a sentence has no blanks."""
    with (HERE / "clauses.csv").open(encoding="utf-8") as file:
        return [Clause(row["group"], row["clause"], tuple(row["sentences"].split("; "))) for row in csv.DictReader(file)]


@cache
def council() -> Scenario:
    """The shipped scenario with a later last day."""
    return prolonged(collegium.load(NAME), LAST)


def idle() -> Clause:
    """A change that should do nothing of substance."""
    return Clause(PLACEBO, "A change without substance", (placebo(at(council(), council().start)),))


def measure_clauses(size: Size, chosen: Sequence[Clause] | None = None) -> Values:
    """The effect of each clause. What an interrupted run has measured is not measured again."""
    study, found = Study(size), Values()
    for clause in [idle(), *clauses()] if chosen is None else chosen:
        found |= store.part("clauses", f"{clause.key}: {list(OUTCOMES)} {LAST}", size, lambda clause=clause: study.effects(clause))
    return found


class Study:
    """Arms beside one arm without a change, which is simulated when it is first needed."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.taken = tuple(read(text, council(), council().start, council().end) for text in OUTCOMES)

    @cached_property
    def base(self) -> Results:
        return self.arm(())

    def arm(self, sentences: Sequence[str]) -> Results:
        pairs = self.size.pairs // PER_DRAW * PER_DRAW
        return collegium.run(council(), histories=pairs, seed=1, per_draw=PER_DRAW, interventions=sentences, record=("outcomes",))

    def effects(self, clause: Clause) -> Values:
        """The level without any change, and the paired difference, of each outcome."""
        found: Values = {}
        for one in compare(self.base, self.arm(clause.sentences), self.taken, PER_DRAW):
            found |= {f"as it is/{one.text}": of(one.before), f"{clause.key}/{one.text}": of(one.difference)}
        return found


def measure_founder(size: Size) -> Values:
    """Who comes to rule alone and when, by the authority of the founder."""
    found: Values = {}
    for authority in AUTHORITY:
        do = () if authority == AUTHORITY[0] else (f"make authority of {FOUNDER} {authority}",)
        found |= store.part("founder", f"{authority} {LAST}", size, lambda do=do, authority=authority: founder(authority, do, size))
    return found


def founder(authority: str, do: Sequence[str], size: Size) -> Values:
    table = collegium.run(council(), histories=size.histories, seed=1, interventions=do, record=("outcomes",)).histories(
        ["one_man_by", "one_man_from"]
    )
    people = [person.id for person in council().people]
    by, begun = codes(table["one_man_by"], people), table["one_man_from"].to_pylist()
    first = [day is not None and day.year == council().start.year for day in begun]
    n = len(by)
    found = {f"{authority}/ever": of(proportion(int((by >= 0).sum()), n)), f"{authority}/first year": of(proportion(sum(first), n))}
    for place, person in enumerate(people):
        found[f"{authority}/by:{person}"] = of(proportion(int((by == place).sum()), n))
        found[f"{authority}/first:{person}"] = of(proportion(sum(one and who == place for one, who in zip(first, by, strict=True)), n))
    if authority == AUTHORITY[0]:
        for year in range(council().start.year, council().end.year + 1):
            found[f"until:{year}"] = of(proportion(sum(day is not None and day.year <= year for day in begun), n))
    return found


def moved(found: Mapping[str, Value], clause: Clause, outcome: str) -> bool:
    """Does the clause move the outcome? Its interval leaves out zero, and its estimate lies outside the interval of the placebo."""
    one, nothing = found.get(f"{clause.key}/{outcome}"), found.get(f"{idle().key}/{outcome}")
    if one is None or nothing is None or math.isnan(one.value):
        return False
    return not one.low <= 0 <= one.high and not nothing.low <= one.value <= nothing.high

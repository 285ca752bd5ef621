"""Section 6: every mechanism switched off, beside placebos. A new mechanism adds one line to switches.csv.

What moves nothing in the years of the scenario is tried again in a longer run with more pairs: some rules, such as those of force, need
a leadership that has grown old.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import collegium
from collegium import Results
from collegium.engine import moves
from collegium.errors import CollegiumError
from collegium.experiments.measures import measure as read
from collegium.experiments.whatif import compare, placebo
from collegium.scenario import at
from collegium.scenario.model import Scenario

from . import store
from .case import END, LONG, START, flagship, prolonged
from .values import DASH, Size, Value, Values, cell, of, table

TITLE = "Does each mechanism matter?"
PER_DRAW = 3
MORE = 3
"""Times as many pairs in the longer run."""
LATER = f"to {LONG}: "
"""Before the key of a figure of the longer run."""
OUTCOMES = {
    "losses": "seats lost", "sanctions_carried": "sanctions carried",
    "months stalin holds general_secretary": "months of the general secretary",
    "strongest stalin": "Stalin strongest", "strongest trotsky": "Trotsky strongest", "strongest zinoviev": "Zinoviev strongest",
    "count left_office": "offices left", "rule contested": "contested at the end", "ever one_man": "one-man rule at some time",
    "carried policy": "policies carried", "output": "output",
}  # fmt: skip
"""Measure -> words."""
SHARES = ("strongest stalin", "strongest trotsky", "strongest zinoviev", "rule contested", "ever one_man")
ABSENT = {
    "1": "dual power, rising, legal road",
    "24": "civil war, revolts, tolls",
    "28": "the passage to one-man rule, which is a definition",
}
"""Systems of the audit with nothing to switch off."""
PLACEBOS = 5
INERT = "**inert**"
REPLIES = ("stay_silent", "decline_caucus")
"""Moves that cannot be forbidden: the ways of doing nothing."""


@dataclass(frozen=True)
class Switch:
    """A mechanism and the sentences that take it away."""

    system: str
    name: str
    sentences: tuple[str, ...]

    @property
    def key(self) -> str:
        return "; ".join(self.sentences)


def switches() -> list[Switch]:
    """Those of switches.csv, then every move forbidden."""
    with (Path(__file__).parent / "switches.csv").open(encoding="utf-8") as file:
        typed = [Switch(row["system"], row["name"], tuple(map(str.strip, row["sentences"].split(";")))) for row in csv.DictReader(file)]
    have = {one.key for one in typed}
    every = [
        Switch("move", f"no {name.replace('_', ' ')}", (f"forbid anybody to {name}",)) for name in moves.NAMES if name != "stay_silent"
    ]
    return [*typed, *(one for one in every if one.key not in have)]


def placebos() -> list[str]:
    """Changes that should do nothing of substance: people without seat or post, of the least standing, lose it; a trifle of a crisis."""
    opening = at(flagship(), date.fromisoformat(START))
    busy = {seat.person for seat in opening.seats} | {tenure.person for tenure in opening.tenures}
    idle = [person for person in opening.people if person.id not in busy]
    ranked = sorted(idle, key=lambda one: (sum(one.standing.values) / len(one.standing.values), one.id))
    trifle = f"add event trifle crisis at {opening.start} with threat:0.01"
    return list(dict.fromkeys([placebo(opening), *(f"make standing of {one.id} 0" for one in ranked[: PLACEBOS - 2]), trifle]))


def measure(size: Size) -> Values:
    """The differences of all placebos and switches. What an interrupted run has measured is not measured again."""
    nothing = {f"placebo {number}": (sentence,) for number, sentence in enumerate(placebos()[: size.switches])}
    off = {switch.key: switch.sentences for switch in switches()[: size.switches]}
    found = Study(flagship(), END, size.pairs, "").all(nothing | off, size)
    still = {key: sentences for key, sentences in off.items() if f"{key}/gone" not in found and not moved(found, key)}
    return found | Study(prolonged(flagship(), LONG), LONG, MORE * size.pairs, LATER).all(nothing | still, size)


class Study:
    """Arms of one run beside an arm without a change, which is simulated when it is first needed. ``label`` begins every key."""

    def __init__(self, case: Scenario, end: str, pairs: int, label: str) -> None:
        self.case, self.end, self.pairs, self.label = case, end, pairs // PER_DRAW * PER_DRAW, label
        self.taken = tuple(read(text, case, date.fromisoformat(START), date.fromisoformat(end)) for text in OUTCOMES)

    def all(self, changes: Mapping[str, Sequence[str]], size: Size) -> Values:
        found: Values = {}
        for key, do in changes.items():
            name = f"{self.label}{key}: {'; '.join(do)}"
            found |= store.part("switches", name, size, lambda key=key, do=do: self.effects(f"{self.label}{key}", do))
        return found

    @cached_property
    def base(self) -> Results:
        return self.arm(())

    def effects(self, key: str, sentences: Sequence[str]) -> Values:
        """The paired difference of each outcome; a switch that this engine does not know is marked as gone."""
        try:
            changed = self.arm(sentences)
        except CollegiumError:
            return {f"{key}/gone": Value(1.0)}
        return {f"{key}/{one.text}": of(one.difference) for one in compare(self.base, changed, self.taken, PER_DRAW)}

    def arm(self, sentences: Sequence[str]) -> Results:
        return collegium.run(
            self.case, start=START, end=self.end, histories=self.pairs, seed=1, per_draw=PER_DRAW, interventions=sentences,
            record=("outcomes", "events"),
        )  # fmt: skip


def floor(found: Mapping[str, Value], outcome: str, label: str = "") -> tuple[float, float]:
    """The range of the placebos: from the lowest to the highest end of their intervals."""
    known = [value for key, value in found.items() if key.startswith(f"{label}placebo ") and key.endswith(f"/{outcome}")]
    return (min(one.low for one in known), max(one.high for one in known)) if known else (math.nan, math.nan)


def moved(found: Mapping[str, Value], key: str, label: str = "") -> list[str]:
    """The outcomes that a switch moves: its interval leaves out zero, and its estimate is outside the range of the placebos."""
    hit = []
    for outcome in OUTCOMES:
        one, (low, high) = found.get(f"{label}{key}/{outcome}"), floor(found, outcome, label)
        if one and not math.isnan(one.value) and not one.low <= 0 <= one.high and not low <= one.value <= high:
            hit.append(outcome)
    return hit


def verdict(found: Mapping[str, Value], switch: Switch) -> str:
    if f"{switch.key}/gone" in found:
        return "not in this engine"
    if f"{switch.key}/losses" not in found:
        return DASH
    return in_words(found, switch, "") or in_words(found, switch, LATER) or INERT


def in_words(found: Mapping[str, Value], switch: Switch, label: str) -> str:
    """The outcomes that a switch moves, with their sizes; empty if it moves none."""
    words = [f"{OUTCOMES[name]} {cell(found[f'{label}{switch.key}/{name}'], unit(name))}" for name in moved(found, switch.key, label)]
    return label + "; ".join(words) if words else ""


def unit(outcome: str) -> str:
    return "share" if outcome in SHARES else "number"


def counted(found: Mapping[str, Value], rows: Sequence[Switch]) -> str:
    words = [verdict(found, one) for one in rows]
    measured = [word for word in words if word not in (DASH, "not in this engine")]
    return f"{sum(word == INERT for word in measured)} of {len(measured)}"


def show(now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    rows = switches()
    typed, every = [one for one in rows if one.system != "move"], [one for one in rows if one.system == "move"]
    ranges = [
        [
            words,
            *(
                f"{cell(Value(floor(found, name)[0]), unit(name))} to {cell(Value(floor(found, name)[1]), unit(name))}"
                for found in (before, now)
            ),
        ]
        for name, words in OUTCOMES.items()
    ]
    n = next((value.n for value in now.values() if value.n), 0)
    lines = [[one.system, one.name, f"`{one.key}`", verdict(before, one), verdict(now, one)] for one in rows]
    full = [
        [one.system, one.name, *(cell(now.get(f"{one.key}/{name}"), unit(name)) for name in OUTCOMES)]
        for one in rows
        if f"{one.key}/losses" in now
    ]
    absent = "; ".join(f"{number} ({what})" for number, what in ABSENT.items())
    return "\n\n".join([
        f"{n:,} pairs of histories with common random numbers, {PER_DRAW} pairs per draw of the parameters. A switch *moves* an outcome if "
        "its 95% interval leaves out zero and its estimate is outside the range of the placebos. What moves nothing is tried again in a "
        f"run to {LONG} with {MORE} times as many pairs and placebos of its own. What moves nothing there either is *inert*. "
        "The earlier engine was tried in the shorter run only. "
        f"With {len(OUTCOMES)} outcomes a few switches move one by chance. Numbers are those of the audited systems. There is "
        f"nothing to switch off in {absent}.",
        f"Inert: {counted(before, typed)} mechanisms before, {counted(now, typed)} now; {counted(before, every)} moves before, "
        f"{counted(now, every)} now.",
        "Range of the placebos, from the lowest to the highest end of their intervals:",
        table(["outcome", "before", "now"], ranges),
        table(["system", "switched off", "sentences", "moves before", "moves now"], lines),
        "### All differences, now",
        table(["system", "switched off", *OUTCOMES.values()], full),
    ])  # fmt: skip

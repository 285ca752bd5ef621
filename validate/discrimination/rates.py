"""Section 5: how often each kind of act happens in a history, beside documented rates."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import collegium
from collegium.analysis.columns import codes, numbers, span
from collegium.errors import CollegiumError
from collegium.fitting.process import given
from collegium.results import columns as C

from .case import END, NAME, START, flagship
from .traces import traces
from .values import DASH, Floats, Size, Value, Values, cell, number, pooled, table

TITLE = "How often does each kind of act happen?"
FACTOR = 3.0
"""A rate more than this factor from the documented one is marked."""
COLUMNS = (
    "sanctions", "sanctions_carried", "expelled", "resignations", "resignations_accepted", "appeals", "capitulations", "platforms",
    "caucuses", "documents", "disclosed", "suppressed", "arrests", "exiles", "enlargements", "congresses",
)  # fmt: skip
COLUMN_WORDS = {
    "column:sanctions": "sanctions put to a vote", "column:expelled": "people expelled", "column:resignations": "resignations tendered",
    "column:documents": "documents written", "column:disclosed": "documents read out", "column:suppressed": "documents locked away",
    "column:arrests": "people arrested", "column:exiles": "people exiled", "column:enlargements": "bodies enlarged",
    "column:congresses": "congresses held",
    "row:joined": "two leaders join their oppositions", "row:underground": "a leader goes underground",
}  # fmt: skip
DERIVED = {
    "losses_top": ("full seats in the top body lost by decision or non-election", "number"),
    "purges": ("the same per member-year", "share"),
    "committee_removed": ("seats in the electing body taken by motion", "number"),
    "committee_unelected": ("seats in the electing body lost by non-election", "number"),
    "sanctions_fail": ("sanctions put to a vote that fail", "share"),
    "unanimous": ("carried motions without a vote against", "share"),
    "losing_share": ("losing side, part of the votes cast in the electing body and above", "share"),
    "offices_left": ("offices left per office-year", "number"),
    "offices_taken": ("people who lose an office by decision", "number"),
    "resignations_accepted": ("resignations accepted, of those tendered", "share"),
    "appeals_won": ("appeals won", "share"),
}


@dataclass(frozen=True)
class Documented:
    """A rate from a source; ``trials``: of how many, where it is a share or nothing was seen."""

    rate: float
    trials: int
    source: str

    def judged(self, simulated: float) -> tuple[str, bool]:
        """The factor between the two, and whether it is beyond three. Where the source has none, the simulated rate is judged by what
        so many trials leave open at 95%."""
        if math.isnan(simulated):
            return DASH, False
        if self.rate == 0:
            share = self.trials > 1
            limit = 1 - 0.05 ** (1 / self.trials) if share else -math.log(0.05)
            return f"none seen: up to {number(limit, 'share' if share else 'number')}", simulated > limit
        factor = simulated / self.rate
        return number(factor, "number"), not 1 / FACTOR <= factor <= FACTOR


RECORDED = ("caucuses", "resignations", "resignations_accepted", "appeals", "platforms", "capitulations")
"""Columns whose rates are counted in the typed rows of the record, as the fit counts them (:mod:`collegium.fitting.process`)."""
SHARES = {"resignations_accepted": "resignations", "appeals_won": "appeals"}
"""Share of acts that succeed -> the acts."""


def recorded() -> dict[str, Documented]:
    """The rates that the record itself gives."""
    case = flagship()
    found, source = given(case, case.start, case.end), "typed rows of record.csv"
    acts = {f"column:{name}": Documented(float(found[name]), 0 if found[name] else 1, source) for name in RECORDED}
    return acts | {name: Documented(found[name] / found[of], found[of], source) for name, of in SHARES.items()}


def documented() -> dict[str, Documented]:
    """Every documented rate, by key."""
    with (Path(__file__).parent / "documented.csv").open(encoding="utf-8") as file:
        typed = {row["key"]: Documented(float(row["rate"]), int(row["trials"] or 0), row["source"]) for row in csv.DictReader(file)}
    return typed | recorded()


def measure(size: Size) -> Values:
    results = collegium.run(NAME, start=START, end=END, histories=size.histories, seed=1, record=("outcomes", "events"))
    found: Values = {}
    for name in COLUMNS:
        if not np.isnan(counts := column(results, name)).any():
            found[f"column:{name}"] = a_history(counts)
    return found | events(results) | moves([one["moves"] for one in traces(size)])


def column(results, name: str) -> Floats:  # type: ignore[no-untyped-def]
    """A column of the table of histories; NaN throughout in an engine that has none of this name."""
    try:
        return numbers(results.histories([name])[name])
    except (KeyError, CollegiumError):
        return np.full(len(results), math.nan)


def a_history(counts: Floats) -> Value:
    return pooled(counts, np.ones(len(counts)))


def moves(histories: list[Mapping[str, int]]) -> Values:
    """Moves made a history, of traced histories."""
    names = dict.fromkeys(name for h in histories for name in h)
    return {f"move:{name}": a_history(np.array([h.get(name, 0) for h in histories], float)) for name in names}


def events(results) -> Values:  # type: ignore[no-untyped-def]
    """Rates from the table of events: motions by kind heard and carried, rows of the log, and what is derived from both."""
    first, last = results.provenance["histories"]
    size, kinds = last - first + 1, list(C.KINDS)
    case = flagship()
    electing = next(body.elected_by for body in case.bodies if body.id == case.top_body)
    congress = next(body.elected_by for body in case.bodies if body.id == electing)
    wide = [electing, congress]
    all_, carried = np.zeros((len(kinds), size)), np.zeros((len(kinds), size))
    removed, unelected, losing, cast = (np.zeros(size) for _ in range(4))
    bodies: list[str] = list(wide)
    for batch in results.batches("events", ["history", "kind", "body", "subject", "yes", "no", "passed"]):
        h = np.asarray(batch["history"]) - first
        kind = codes(batch["kind"], kinds)
        passed = np.nan_to_num(numbers(batch["passed"])) > 0
        body, subject = codes(batch["body"], bodies), codes(batch["subject"], names := [electing])
        assert names[0] == electing
        np.add.at(all_, (kind, h), 1)
        np.add.at(carried, (kind[passed], h[passed]), 1)
        yes, no = numbers(batch["yes"]), numbers(batch["no"])
        voted = (kind < C.VOTED) & (body >= 0) & (body < len(wide)) & (yes + no > 0)
        np.add.at(losing, h[voted], np.minimum(yes, no)[voted] / (yes + no)[voted])
        np.add.at(cast, h[voted], 1)
        removing = np.isin(kind, [n for n, name in enumerate(kinds[: C.VOTED]) if name.endswith("remove") and "reverse" not in name])
        np.add.at(removed, h[removing & passed & (subject == 0)], 1)
        np.add.at(unelected, h[(kind == kinds.index("not_elected")) & (subject == 0)], 1)
    found: Values = {}
    for n, name in enumerate(kinds):
        if all_[n].any():
            if n < C.VOTED:
                found |= {f"heard:{name}": a_history(all_[n]), f"carried:{name}": a_history(carried[n])}
            else:
                found[f"row:{name}"] = a_history(all_[n])
    left = all_[kinds.index("left_office")] if "left_office" in kinds else np.full(size, math.nan)
    start, end = span(results)
    years = (end - start).days / 365.25
    lost = results.histories([f"lost_office:{person.id}" for person in case.people])
    taken = sum(np.asarray(lost[name].is_valid().to_numpy(), float) for name in lost.column_names)
    return found | {
        "losses_top": a_history(column(results, "losses")), "purges": pooled(column(results, "losses"), column(results, "member_years")),
        "committee_removed": a_history(removed), "committee_unelected": a_history(unelected),
        "sanctions_fail": pooled(column(results, "sanctions") - column(results, "sanctions_carried"), column(results, "sanctions")),
        "unanimous": pooled(column(results, "unanimous"), column(results, "carried")), "losing_share": pooled(losing, cast),
        "offices_left": pooled(left, np.full(size, len(case.offices) * years)), "offices_taken": a_history(taken),
        "resignations_accepted": pooled(column(results, "resignations_accepted"), column(results, "resignations")),
        "appeals_won": pooled(column(results, "appeals_won"), column(results, "appeals")),
    }  # fmt: skip


def label(key: str) -> tuple[str, str]:
    """The words and the unit of a figure."""
    if key in DERIVED:
        return DERIVED[key]
    kind, _, name = key.partition(":")
    if key in COLUMN_WORDS:
        return COLUMN_WORDS[key], "number"
    word = {"column": "", "heard": "motions heard: ", "carried": "motions carried: ", "row": "log: ", "move": "moves made: "}[kind]
    return f"{word}{name.replace('_', ' ')}", "number"


def show(now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    known = documented()
    keys = dict.fromkeys([*known, *now, *before])
    compared, others, beyond = [], [], {"before": 0, "now": 0}
    for key in keys:
        words, unit = label(key)
        cells = [words, *(cell(found.get(key), unit) for found in (before, now))]
        if key not in known:
            others.append(cells)
            continue
        factors = []
        for when, found in (("before", before), ("now", now)):
            text, far = known[key].judged(found[key].value) if key in found else (DASH, False)
            beyond[when] += far
            factors.append(f"**{text}**" if far else text)
        rate = number(known[key].rate, unit)
        compared.append([words, rate, *(x for pair in zip(cells[1:], factors, strict=True) for x in pair), known[key].source])
    return "\n\n".join([
        f"Per history of the flagship, {START} to {END}, unless a row says otherwise. The factor is the simulated rate divided by the "
        "documented one. It is in bold type if it is beyond three in either direction. Where the source knows of no such act, the table "
        "gives the rate that this leaves open (95%). One course of events is one draw: a factor within three is no proof, and a small "
        "count says little.",
        f"Beyond a factor of three: {beyond['before']} of {len(known)} before, {beyond['now']} now.",
        table(["act", "documented", "before", "factor before", "now", "factor now", "source"], compared),
        "Acts without a documented rate. Motions that come back have the words renew, reverse or insist before their kind.",
        table(["act", "before", "now"], others),
    ])  # fmt: skip

"""A results folder made up from dice, in the layout of docs/results.md, and a stand-in that reads it.

Nothing here knows the model. The numbers are plausible in shape only; they exist so that analysis,
figures and report can be tested without running anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from collegium.scenario.model import UNALIGNED, Scenario
from helpers.dice_scenario import CERTAIN, CONSTITUENCIES, END, OTHERS, PEOPLE, START, TOP, scenario

__all__ = ["CERTAIN", "CONSTITUENCIES", "END", "OTHERS", "PEOPLE", "START", "TOP", "StandIn", "scenario", "write"]

RUNGS = ("lost_top", "lost_committee", "lost_office", "sent_away", "expelled", "died")
GRID_DATES = (date(1923, 4, 30), date(1927, 10, 31))


def _firsts(start: date, end: date, every: int) -> list[date]:
    found, month = [start], start.year * 12 + start.month
    while date(month // 12, month % 12 + 1, 1) < end:
        if month % every == 0:
            found.append(date(month // 12, month % 12 + 1, 1))
        month += 1
    return found


def _days(moments: Sequence[date]) -> np.ndarray:
    return np.array([(day - date(1970, 1, 1)).days for day in moments], np.int32)


def _dates(values: np.ndarray, missing: np.ndarray | None = None) -> pa.Array:
    return pa.array(values.astype(np.int32), pa.int32(), mask=missing).cast(pa.date32())


def _words(positions: np.ndarray, words: Sequence[str]) -> pa.Array:
    """Dictionary column with only the words in use, so that shards differ in their dictionaries."""
    used = np.unique(positions[positions >= 0])
    local = np.searchsorted(used, positions)
    index = pa.array(local.astype(np.int32), mask=positions < 0)
    return pa.DictionaryArray.from_arrays(index, pa.array([words[place] for place in used], pa.string()))


def _losses(dice: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    """Day of every loss by rung, (n, people); beyond the end where it never came."""
    first, last = _days([START, END])
    drama = np.array([0.1, 0.6, 0.45, 0.4, 0.15, 0.2, 0.2, 0.3, 0.1, 0.1, 0.1, 0.05])
    top = first + dice.exponential((last - first) / drama, (n, len(PEOPLE)))
    office = np.minimum(top, first + dice.exponential((last - first) / (drama + 0.2), top.shape))
    committee = top + dice.exponential(400, top.shape)
    out = {"lost_top": top, "lost_office": office, "lost_committee": committee}
    out["expelled"] = committee + dice.exponential(200, top.shape)
    out["sent_away"] = top + dice.exponential(1500, top.shape)
    frail = np.where(np.isin(PEOPLE, ("lenin", "dzerzhinsky")), 1.2, 0.08)
    out["died"] = first + dice.exponential((last - first) / frail, top.shape)
    return {rung: np.where(day <= np.minimum(last, out["died"]), day, last + 1) for rung, day in out.items()}


def _shares(dice: np.random.Generator, n: int, favour: float, seat_end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Monthly shares (n, months, people) that sum to one over those seated, and who is seated."""
    moments = _days(_firsts(START, END, 1))
    seated = moments[None, :, None] < seat_end[:, None, :]
    seated[:, :, len(TOP) + 3 :] = False
    drift = np.zeros(len(PEOPLE))
    drift[PEOPLE.index("stalin")] = favour
    walk = np.cumsum(dice.normal(drift, 0.12, (n, len(moments), len(PEOPLE))), axis=1)
    start = np.array([1.2, 0.8, 0.5, 0.4, 0.4, 0.2, 0.1, -0.9, -1.0, -1.0, -9, -9])
    weight = np.exp(start + walk) * seated
    return weight / np.maximum(weight.sum(axis=2, keepdims=True), 1e-9), seated


def _shard(dice: np.random.Generator, first: int, n: int, favour: float) -> dict[str, pa.Table]:
    last = int(_days([END])[0])
    losses = _losses(dice, n)
    shares, seated = _shares(dice, n, favour, np.minimum(losses["lost_top"], losses["died"]))
    ids = np.arange(first, first + n, dtype=np.int32)
    final = shares[:, -1]
    quarters = _firsts(START, END, 3)
    at = np.searchsorted(_days(_firsts(START, END, 1)), _days(quarters))
    leading = shares[:, at]
    strongest = leading.argmax(axis=2)
    top_share = leading.max(axis=2)
    kinds = ("one_man", "contested", "locked")
    kind = np.where(top_share > 0.55, 0, np.where(dice.random(top_share.shape) < 0.6, 1, 2))
    ruler = np.where(kind == 0, strongest, -1)
    alone = kind == 0
    from_quarter = alone.argmax(axis=1)
    ever = alone.any(axis=1)
    counts = {name: dice.poisson(mean, n) for name, mean in (
        ("motions", 220), ("sanctions", 6), ("appeals", 3), ("resignations", 2), ("documents", 3), ("caucuses", 2),
        ("congresses", 4), ("enlargements", 1))}  # fmt: skip
    counts["carried"] = dice.binomial(counts["motions"], 0.7)
    counts["unanimous"] = dice.binomial(counts["carried"], 0.5)
    for whole, part, odds in (("sanctions", "sanctions_carried", 0.3), ("appeals", "appeals_won", 0.2),
                              ("resignations", "resignations_accepted", 0.4),
                              ("documents", "disclosed", 0.3)):  # fmt: skip
        counts[part] = dice.binomial(counts[whole], odds)
    counts["suppressed"] = dice.binomial(counts["documents"] - counts["disclosed"], 0.5)
    counts["losses"] = (losses["lost_top"][:, : len(TOP)] <= last).sum(axis=1)
    counts["deaths"] = (losses["died"][:, : len(TOP)] <= last).sum(axis=1)
    counts |= {name: dice.poisson(0.5, n) for name in ("arrests", "exiles", "platforms", "capitulations")}
    counts["expelled"] = (losses["expelled"] <= last).sum(axis=1)
    for name, value in (("one_man", 0), ("contested", 1), ("locked", 2), ("bloc", 9), ("void", 9), ("sole_survivor", 9)):
        counts[f"quarters_{name}"] = (kind == value).sum(axis=1)
    histories = {
        "history": pa.array(ids),
        "strongest": _words(final.argmax(axis=1), PEOPLE),
        "strongest_share": final.max(axis=1).astype(np.float32),
        "effective_leaders": (1 / np.maximum(np.square(final).sum(axis=1), 0.05)).astype(np.float32),
        "rule": _words(kind[:, -1], kinds),
        "ruler": _words(ruler[:, -1], PEOPLE),
        "one_man_from": _dates(_days(quarters)[from_quarter], ~ever),
        "one_man_strict_from": _dates(_days(quarters)[from_quarter], ~ever | (dice.random(n) < 0.5)),
        "one_man_loose_from": _dates(_days(quarters)[from_quarter], ~ever),
        "bloc_from": _dates(_days(quarters)[from_quarter], dice.random(n) < 0.95),
        "one_man_by": _words(np.where(ever, strongest[np.arange(n), from_quarter], -1), PEOPLE),
        "member_years": (seated[:, :, : len(TOP)].sum(axis=(1, 2)) / 12).astype(np.float32),
        "first_loss": _dates(losses["lost_top"].min(axis=1), losses["lost_top"].min(axis=1) > last),
        "output": dice.normal(1.3, 0.1, n).astype(np.float32),
        "theta:bias": dice.normal(0, 0.7, n),
        **{f"theta:{name}": np.full(n, limit) for name, limit in (("dominant", 0.5), ("vulnerable", 0.05), ("bypassed", 0.2))},
    } | {name: value.astype(np.int32) for name, value in counts.items()}
    for place, person in enumerate(PEOPLE):
        histories[f"share:{person}"] = final[:, place].astype(np.float32)
        for rung in RUNGS:
            histories[f"{rung}:{person}"] = _dates(losses[rung][:, place], losses[rung][:, place] > last)
    h, month, who = np.nonzero(seated)
    series = {
        "history": ids[h], "date": _dates(_days(_firsts(START, END, 1))[month]), "person": _words(who, PEOPLE),
        "share": shares[h, month, who].astype(np.float32),
        "seat": np.where(who < len(TOP), 2, 1).astype(np.int8),
    }  # fmt: skip
    rows = n * len(quarters)
    unit = dice.random(rows).astype(np.float32)
    rule = {
        "history": np.repeat(ids, len(quarters)), "date": _dates(np.tile(_days(quarters), n)),
        "rule": _words(kind.ravel(), kinds), "ruler": _words(ruler.ravel(), PEOPLE),
        "ruler_strict": _words(np.where(dice.random(ruler.size) < 0.5, ruler.ravel(), -1), PEOPLE),
        "ruler_loose": _words(np.where(top_share.ravel() > 0.5, strongest.ravel(), -1), PEOPLE), "contest": unit,
        "strongest": _words(strongest.ravel(), PEOPLE), "vulnerability": unit, "initiative": unit, "bypass": unit,
    }  # fmt: skip
    return {
        "histories": pa.table(histories), "series/shares": pa.table(series), "series/rule": pa.table(rule),
        "series/grid": _grid(dice, ids, losses["lost_top"]), "events": _events(dice, ids),
        "series/ties": _ties(dice, ids, losses["lost_top"]), "series/allegiances": _allegiances(dice, ids),
    }  # fmt: skip


def _grid(dice: np.random.Generator, ids: np.ndarray, lost: np.ndarray) -> pa.Table:
    parts = []
    for day in _days(GRID_DATES):
        here = lost[:, : len(TOP)] > day
        h, mover, target = np.nonzero(here[:, :, None] & here[:, None, :] & ~np.eye(len(TOP), dtype=bool))
        chance = dice.beta(0.4, 6 + 3 * (target == TOP.index("stalin")) - 4 * (target == TOP.index("trotsky")))
        parts.append((ids[h], np.full(len(h), day), mover, target, chance))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    order = np.argsort(columns[0], kind="stable")
    history, day, mover, target, chance = (column[order] for column in columns)
    by_votes = dice.beta(0.5, 1, len(history))
    earlier = day < day.max()
    return pa.table({
        "history": history, "date": _dates(day), "mover": _words(mover, PEOPLE), "target": _words(target, PEOPLE),
        "chance": chance.astype(np.float32), "capable": pa.array((by_votes * dice.random(len(history))).astype(np.float32), mask=earlier),
        "by_votes": pa.array(by_votes.astype(np.float32), mask=earlier),
    })  # fmt: skip


def _ties(dice: np.random.Generator, ids: np.ndarray, lost: np.ndarray) -> pa.Table:
    """Trotsky against the rest, and the weaker the later."""
    parts = []
    for place, day in enumerate(_days(_firsts(START, END, 12))):
        here = lost[:, : len(TOP)] > day
        h, who, whom = np.nonzero(here[:, :, None] & here[:, None, :] & ~np.eye(len(TOP), dtype=bool))
        foe = (who == TOP.index("trotsky")) | (whom == TOP.index("trotsky"))
        parts.append((ids[h], np.full(len(h), day), who, whom, dice.normal(np.where(foe, -0.5, 0.4), 0.2) / (1 + place)))
    history, day, who, whom, tie = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((day, whom, who, history))
    return pa.table({"history": history[order], "date": _dates(day[order]), "from": _words(who[order], PEOPLE),
                     "to": _words(whom[order], PEOPLE), "tie": tie[order].clip(-1, 1).round(2).astype(np.float32)})  # fmt: skip


def _allegiances(dice: np.random.Generator, ids: np.ndarray) -> pa.Table:
    """Three people and the unaligned share each of two constituencies."""
    names = (*PEOPLE, UNALIGNED)
    who = np.array([PEOPLE.index("tomsky"), PEOPLE.index("trotsky"), PEOPLE.index("stalin"), len(PEOPLE)])
    moments = _days(_firsts(START, END, 3))
    shares = dice.dirichlet([4, 2, 1, 3], (len(ids), len(CONSTITUENCIES), len(moments))).transpose(0, 1, 3, 2).round(2)
    h, place, person, moment = np.nonzero(shares >= 0.02)
    return pa.table({"history": ids[h], "date": _dates(moments[moment]), "constituency": _words(place, CONSTITUENCIES),
                     "person": _words(who[person], names), "share": shares[h, place, person, moment].astype(np.float32)})  # fmt: skip


def _events(dice: np.random.Generator, ids: np.ndarray) -> pa.Table:
    kinds = ("policy", "remove", "appoint", "caucus_formed")
    n = len(ids) * 4
    first, last = _days([START, END])
    return pa.table({
        "history": np.repeat(ids, 4), "date": _dates(np.sort(dice.integers(first, last, (len(ids), 4))).ravel()),
        "kind": _words(dice.integers(0, 4, n), kinds), "actor": _words(dice.integers(0, 7, n), PEOPLE),
        "target": _words(dice.integers(-1, 7, n), PEOPLE), "body": _words(np.zeros(n, int), ["politburo"]),
        "subject": _words(np.full(n, -1), []), "yes": dice.integers(0, 8, n).astype(np.int16),
        "no": dice.integers(0, 8, n).astype(np.int16), "passed": dice.random(n) < 0.5,
        "value": dice.random(n).astype(np.float32),
    })  # fmt: skip


def write(folder: Path, n: int = 300, seed: int = 1, arms: Sequence[str] = ("equal", "shuffled"), favour: float = 0.02) -> Path:
    """Write a folder of ``n`` histories in two shards (and its arms), and return it."""
    dice = np.random.default_rng(seed)
    for first, size in ((0, n // 2), (n // 2, n - n // 2)):
        for name, table in _shard(dice, first, size, favour).items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            pq.write_table(table, folder / name / f"{first:08d}-{first + size - 1:08d}.parquet")
    provenance = {
        "versions": {"collegium": "0.0.0", "python": "3.11.0", "numba": "0.60.0"}, "engine": "0123456789abcdef",
        "scenario": "fedcba9876543210", "seed": seed, "histories": [0, n - 1], "from": START.isoformat(),
        "to": END.isoformat(), "settings": {"step": 7}, "priors": {"bias": "normal(0, 0.7)", "turnover": "beta(1, 5)"},
        "command": f"collegium run dice -n {n} --seed {seed}",
    }  # fmt: skip
    (folder / "provenance.json").write_text(json.dumps(provenance), encoding="utf-8")
    for place, arm in enumerate(arms):
        write(folder / "arms" / arm, n, seed + 1 + place, arms=(), favour=0.01 - 0.01 * place)
    return folder


@dataclass(frozen=True)
class StandInHistory:
    k: int

    def timeline(self) -> list[dict[str, Any]]:
        return [
            {
                "date": START + timedelta(days=100 * self.k % 900),
                "kind": "remove",
                "text": "Zinoviev moves <against> Trotsky; lost 3 to 4.",
            },
            {"date": date(1926, 2, 1), "kind": "policy", "text": "The Politburo sets the tax."},
        ]


@dataclass
class StandIn:
    """The methods of ``Results`` that the analysis uses, over a folder or over tables given by hand."""

    dir: Path
    given: dict[str, pa.Table] = field(default_factory=dict)
    case: Scenario = field(default_factory=scenario)
    chunk: int = 65536

    @cached_property
    def provenance(self) -> dict[str, Any]:
        path = self.dir / "provenance.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    @property
    def scenario(self) -> Scenario:
        return self.case

    @cached_property
    def arms(self) -> Mapping[str, StandIn]:
        return {path.name: StandIn(path) for path in sorted((self.dir / "arms").glob("*"))}

    def histories(self, columns: Sequence[str] | None = None) -> pa.Table:
        return pa.concat_tables([self._read(shard, columns) for shard in self._shards("histories")])

    def series(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        return pa.concat_tables([self._read(shard, columns) for shard in self._shards(name)])

    def batches(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        for shard in self._shards(table):
            yield from self._read(shard, columns).to_batches(max_chunksize=self.chunk)

    def history(self, k: int) -> StandInHistory:
        return StandInHistory(k)

    def _shards(self, table: str) -> list[Path | pa.Table]:
        if table in self.given:
            return [self.given[table]]
        place = table if table in ("histories", "events") else f"series/{table}"
        return sorted((self.dir / place).glob("*.parquet"))

    @staticmethod
    def _read(shard: Path | pa.Table, columns: Sequence[str] | None) -> pa.Table:
        names = None if columns is None else list(columns)
        if isinstance(shard, pa.Table):
            return shard if names is None else shard.select(names)
        return pq.read_table(shard, columns=names)

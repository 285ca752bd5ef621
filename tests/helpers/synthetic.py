"""Results made of dice: the numbers are thrown, the folder is written and read as that of a real run.

The dice take the place of the engine only: they fill the same records, and :class:`collegium.results.columns.Columns` makes the tables
out of them. So analysis, figures and report are tested against known numbers in the real layout, without compiling anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from collegium.engine import layout as L
from collegium.engine.compile import compile_scenario
from collegium.files.outputs import opened
from collegium.results.columns import COUNTS, DATED, READINGS, RULES, TOLLS, Columns, Piece
from collegium.results.folder import Folder
from collegium.results.provenance import RECORD
from collegium.results.store import stored
from collegium.scenario import at
from collegium.scenario import kinds as K
from collegium.scenario.hash import files_hash
from collegium.scenario.model import Scenario
from collegium.scenario.write import to_files
from helpers.dice_scenario import CERTAIN, CONSTITUENCIES, END, OTHERS, PEOPLE, START, TOP, scenario

__all__ = ["CERTAIN", "CONSTITUENCIES", "END", "OTHERS", "PEOPLE", "RUNGS", "START", "TOP", "Given", "scenario", "write"]

RUNGS = ("lost_top", "lost_committee", "lost_office", "sent_away", "expelled", "died")
KIND_ODDS = {"one_man": 0.55, "contested": 0.6}
"""One-man rule above this greatest share of power; else contested rule with this chance, else a locked collective."""

Array = np.ndarray[Any, Any]


@cache
def columns() -> Columns:
    """The columns of results of the small scenario."""
    return Columns(compile_scenario(at(scenario(), START)), ("series", "events"))


def places(who: Array) -> Array:
    """Positions in :data:`PEOPLE` as positions in the model's list of people; -1 stays."""
    table = np.array([*(columns().model.people.index(person) for person in PEOPLE), -1])
    return table[who]


def by_place(values: Array) -> Array:
    """Columns in the order of :data:`PEOPLE` as columns in the order of the model's people."""
    return values[:, np.argsort(places(np.arange(len(PEOPLE))))]


def recorded(steps: Array) -> Array:
    """Steps as the engine records them."""
    return np.where(steps == L.FOREVER, L.NEVER, steps)


def _losses(dice: np.random.Generator, n: int) -> dict[str, Array]:
    """Step of every loss by rung, (n, people); FOREVER where it does not happen."""
    first, last = int(columns().months[0]), int(columns().months[-1])
    length = last - first
    drama = np.array([0.1, 0.6, 0.45, 0.4, 0.15, 0.2, 0.2, 0.3, 0.1, 0.1, 0.1, 0.05])
    top = first + dice.exponential(length / drama, (n, len(PEOPLE)))
    committee = top + dice.exponential(60, top.shape)
    frail = np.where(np.isin(PEOPLE, ("lenin", "dzerzhinsky")), 1.2, 0.08)
    found = {
        "lost_top": top, "lost_committee": committee,
        "lost_office": np.minimum(top, first + dice.exponential(length / (drama + 0.2), top.shape)),
        "sent_away": top + dice.exponential(220, top.shape), "expelled": committee + dice.exponential(30, top.shape),
        "died": first + dice.exponential(length / frail, top.shape),
    }  # fmt: skip
    return {rung: np.where(step <= np.minimum(last, found["died"]), step, L.FOREVER).astype(np.int64) for rung, step in found.items()}


def _shares(dice: np.random.Generator, n: int, favour: float, seat_end: Array) -> tuple[Array, Array]:
    """Monthly shares (n, months, people) that sum to one over those seated, and who is seated."""
    seated = columns().months[None, :, None] < seat_end[:, None, :]
    seated[:, :, len(TOP) + 3 :] = False
    drift = np.zeros(len(PEOPLE))
    drift[PEOPLE.index("stalin")] = favour
    walk = np.cumsum(dice.normal(drift, 0.12, seated.shape), axis=1)
    start = np.array([1.2, 0.8, 0.5, 0.4, 0.4, 0.2, 0.1, -0.9, -1.0, -1.0, -9, -9])
    weight = np.exp(start + walk) * seated
    return weight / np.maximum(weight.sum(axis=2, keepdims=True), 1e-9), seated


def _counts(dice: np.random.Generator, n: int) -> dict[str, Array]:
    means = {"motions": 220, "sanctions": 6, "appeals": 3, "resignations": 2, "documents": 3, "caucuses": 2, "congresses": 4,
             "enlargements": 1, "arrests": 0.5, "exiles": 0.5, "platforms": 0.5, "capitulations": 0.5}  # fmt: skip
    found = {name: dice.poisson(mean, n) for name, mean in means.items()}
    for whole, part, odds in (
        ("motions", "carried", 0.7), ("carried", "unanimous", 0.5), ("sanctions", "sanctions_carried", 0.3),
        ("appeals", "appeals_won", 0.2), ("resignations", "resignations_accepted", 0.4), ("documents", "disclosed", 0.3),
    ):  # fmt: skip
        found[part] = dice.binomial(found[whole], odds)
    return found | {"suppressed": dice.binomial(found["documents"] - found["disclosed"], 0.5), "output": dice.normal(1.3, 0.1, n)}


def _piece(dice: np.random.Generator, first: int, n: int, favour: float) -> Piece:
    """What the engine would leave behind of so many histories."""
    c = columns()
    ids = np.arange(first, first + n, dtype=np.int32)
    losses = _losses(dice, n)
    shares, seated = _shares(dice, n, favour, np.minimum(losses["lost_top"], losses["died"]))
    leading = shares[:, np.searchsorted(c.months, c.quarters).clip(max=len(c.months) - 1)]
    strongest, greatest = leading.argmax(axis=2), leading.max(axis=2)
    others = np.where(dice.random(greatest.shape) < KIND_ODDS["contested"], RULES.index("contested"), RULES.index("locked"))
    rule = np.where(greatest > KIND_ODDS["one_man"], RULES.index("one_man"), others)
    ruler = np.where(rule == RULES.index("one_man"), places(strongest), -1)
    rulers = {
        "ruler": ruler, "ruler_strict": np.where(dice.random(ruler.shape) < 0.5, ruler, -1),
        "ruler_loose": np.where(greatest > 0.5, places(strongest), -1),
    }  # fmt: skip
    last = int(c.months[-1])
    counts = _counts(dice, n) | {
        "losses": (losses["lost_top"][:, : len(TOP)] <= last).sum(axis=1), "deaths": (losses["died"][:, : len(TOP)] <= last).sum(axis=1),
        "expelled": (losses["expelled"] <= last).sum(axis=1),
        **dict.fromkeys(("revolts", "put_down", "hunts"), np.zeros(n)),  # the case has no populations
    }  # fmt: skip
    forever = np.full((n, len(PEOPLE)), L.FOREVER)
    histories = {
        "history": ids, "share": by_place(shares[:, -1]), "rule": rule, **rulers,
        "member_years": (seated[:, :, : len(TOP)].sum(axis=(1, 2)) / 12).astype(np.float32),
        "first_loss": recorded(losses["lost_top"].min(axis=1)),
        **{f"first:{name}": recorded(by_place(losses.get(name, forever))) for name in DATED},
        **{name: counts[name].astype(kind) for name, kind in COUNTS.items()},
        **dict.fromkeys(TOLLS, np.zeros(n, np.float32)),
    }  # fmt: skip
    h, month, who = np.nonzero(seated)
    size = n * len(c.quarters)
    return {
        "histories": histories,
        "shares": {"history": ids[h], "date": c.months[month], "person": places(who), "share": shares[h, month, who].astype(np.float32),
                   "seat": np.where(who < len(TOP), 2, 1).astype(np.int8)},
        "rule": {"history": np.repeat(ids, len(c.quarters)), "date": np.tile(c.quarters, n), "rule": rule.ravel(),
                 **{name: values.ravel() for name, values in rulers.items()}, "strongest": places(strongest.ravel()),
                 **dict.fromkeys(READINGS, dice.random(size).astype(np.float32))},
        "grid": _grid(dice, ids, losses["lost_top"]), "ties": _ties(dice, ids, losses["lost_top"]), "allegiances": _allegiances(dice, ids),
        "events": _events(dice, ids),
    }  # fmt: skip


def _pairs(ids: Array, steps: Array, lost: Array) -> tuple[Array, ...]:
    """(history, date, one, other) of every two full members on every date, by history."""
    here = lost[:, None, : len(TOP)] > steps[None, :, None]
    both = here[:, :, :, None] & here[:, :, None, :] & ~np.eye(len(TOP), dtype=bool)
    h, when, one, other = np.nonzero(both)
    return ids[h], when, one, other


def _grid(dice: np.random.Generator, ids: Array, lost: Array) -> dict[str, Array]:
    steps = np.array(columns().grids)
    history, when, mover, target = _pairs(ids, steps, lost)
    chance = dice.beta(0.4, 6 + 3 * (target == TOP.index("stalin")) - 4 * (target == TOP.index("trotsky")))
    by_votes = np.where(when == len(steps) - 1, dice.beta(0.5, 1, len(when)), -1.0)
    return {
        "history": history, "date": steps[when], "mover": places(mover), "target": places(target), "chance": chance.astype(np.float32),
        "capable": np.where(by_votes < 0, -1.0, by_votes * dice.random(len(when))).astype(np.float32),
        "by_votes": by_votes.astype(np.float32),
    }  # fmt: skip


def _ties(dice: np.random.Generator, ids: Array, lost: Array) -> dict[str, Array]:
    """Trotsky against the rest, and the weaker the later."""
    steps = np.asarray(columns().years)
    history, when, who, whom = _pairs(ids, steps, lost)
    foe = (who == TOP.index("trotsky")) | (whom == TOP.index("trotsky"))
    tie = (dice.normal(np.where(foe, -0.5, 0.4), 0.2) / (1 + when)).clip(-1, 1).round(2).astype(np.float32)
    order = np.lexsort((when, whom, who, history))
    rows = {"history": history, "date": steps[when], "from": places(who), "to": places(whom), "tie": tie}
    return {name: values[order] for name, values in rows.items()}


def _allegiances(dice: np.random.Generator, ids: Array) -> dict[str, Array]:
    """Three people and the unaligned share each of two constituencies."""
    who = np.array([*places(np.array([PEOPLE.index(person) for person in ("tomsky", "trotsky", "stalin")])), len(PEOPLE)])
    shares = dice.dirichlet([4, 2, 1, 3], (len(ids), len(CONSTITUENCIES), len(columns().quarters))).transpose(0, 1, 3, 2).round(2)
    h, place, person, when = np.nonzero(shares >= 0.02)
    return {"history": ids[h], "date": columns().quarters[when], "constituency": place, "person": who[person],
            "share": shares[h, place, person, when].astype(np.float32)}  # fmt: skip


def _events(dice: np.random.Generator, ids: Array) -> dict[str, Array]:
    """Four events a history: votes on removals and appointments, and caucuses."""
    n = len(ids) * 4
    formed = K.L_CAUCUS
    kind = np.array([K.REMOVE, K.APPOINT, formed])[dice.integers(0, 3, n)]
    actor = dice.integers(0, len(TOP), n)
    first, last = int(columns().months[0]), int(columns().months[-1])
    return {
        "history": np.repeat(ids, 4), "week": np.sort(dice.integers(first, last, (len(ids), 4))).ravel(), "kind": kind,
        "actor": places(actor), "target": places((actor + dice.integers(1, len(TOP), n)) % len(TOP)), "body": np.zeros(n, np.int64),
        "subject": np.where(kind == formed, -1, 0),
        "yes": dice.integers(0, 8, n).astype(np.int16), "no": dice.integers(0, 8, n).astype(np.int16),
        "flag": dice.integers(0, 2, n), "value": dice.random(n),
    }  # fmt: skip


def write(
    folder: Path, n: int = 300, seed: int = 1, arms: Sequence[str] = ("equal", "shuffled"), favour: float = 0.02, throw: int = 0
) -> Path:
    """Write a folder of ``n`` histories in two shards (and its arms), and return it; ``throw`` counts further dice of one seed."""
    dice = np.random.default_rng(seed + throw)
    files = to_files(scenario())
    noted = {
        "name": "dice", "versions": {"collegium": "0.0.0", "python": "3.11.0", "numba": "0.60.0"}, "engine": "0123456789abcdef",
        "scenario": files_hash(files), "seed": seed, "histories": [0, n - 1], "from": START.isoformat(), "to": END.isoformat(),
        "settings": {"step": 7, "record": list(RECORD), "traits": "real", "variant": "full", "per_draw": 1}, "changes": {},
        "interventions": [], "priors": {"status_quo": "half_normal(1)", "turnover": "beta(1, 5)"},
        "command": f"collegium run dice --histories {n} --seed {seed}",
    }  # fmt: skip
    with stored(folder, noted, files, overwrite=True, resume=False, shard=n // 2) as store:
        for first, size in ((0, n // 2), (n // 2, n - n // 2)):
            theta = {name: np.full(size, prior.args[0]) for name, prior in scenario().parameters.items() if name in L.PARAMETERS}
            store.put(first, first + size - 1, columns().tables(theta, [_piece(dice, first, size, favour)]))
        store.finish()
    with opened(folder, "run", again=True) as outputs:
        own = [outputs.add_folder(f"arms/{arm}") for arm in arms]
    for place, arm in enumerate(own):
        write(arm, n, seed, arms=(), favour=0.01 - 0.01 * place, throw=1 + place)
    return folder


@dataclass(frozen=True)
class Given:
    """Tables typed by hand in place of results: what the analysis reads, ``chunk`` rows at a time. It reads no file."""

    tables: Mapping[str, pa.Table]
    scenario: Scenario = field(default_factory=scenario)
    chunk: int = 65536
    provenance: Mapping[str, Any] = field(default_factory=dict)
    arms: Mapping[str, Folder] = field(default_factory=dict)
    dir: Path = Path("nowhere")

    def histories(self, names: Sequence[str] | None = None) -> pa.Table:
        return self.table("histories", names)

    def table(self, table: str, names: Sequence[str] | None = None) -> pa.Table:
        return self.tables[table] if names is None else self.tables[table].select(list(names))

    def batches(self, table: str, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        yield from self.table(table, names).to_batches(max_chunksize=self.chunk)


def renamed(results: Folder, **noted: Any) -> Folder:
    """The same results with another provenance, read again."""
    again = Folder(results.dir)
    again.__dict__["provenance"] = results.provenance | noted
    return again


def paired(results: Folder) -> Folder:
    """The second arm of a pair: other dice under the first one's numbers."""
    return renamed(results.arms["equal"], **results.provenance)


def recast(results: Folder, case: Scenario) -> Folder:
    """The same results with another scenario."""
    again = Folder(results.dir)
    again.__dict__["scenario"] = case
    return again

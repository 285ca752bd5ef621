"""What is measured: every figure of the page, by section. What an interrupted run has measured is not measured again."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from collegium.engine.cache import engine_hash
from collegium.scenario.hash import scenario_hash
from discrimination.store import opened, packed
from discrimination.values import Value, Values

from . import bank, baselines, court, data, regimes
from .data import Floats
from .scores import EDGE, MEASURES, blocked

HERE = Path(__file__).parent
KEPT = HERE / "figures.json"
RUNS = HERE.parents[1] / "runs" / "committees"
HISTORIES, BLOCK, BINS = 1500, 100, 5
"""Histories of each form of the council; cases of a block; bins of the table of calibration."""
LOGIT_ELSEWHERE = 0.786
"""The share that a plain online logit predicts in the longer series of cases, which is required of the rule. No file of the data has it."""
RULES = {"strict": court.STRICT, "full": court.TERMS}
SAYING = ("logit", *RULES)
"""Forecasts of the court that are chances, not only sides."""
RIVALS = ("majority", "nearest", "weighted", *SAYING)
BANKERS = ("base rate", "recent rate", "logit", "rule")
PAST_RATES = {"majority": "majority_of_others", "nearest": "nearest_colleagues", "weighted": "past_agreement_weighted"}
"""A baseline -> its key among the base rates that were computed elsewhere."""


def measure_court(where: Path) -> Values:
    """Each forecast of the court on the scored cases, and what each term does."""
    votes = data.court(where)
    made = court.terms(votes)
    nearest, weighted = baselines.agreement(votes)
    odds = {"majority": baselines.majority(votes), "nearest": nearest, "weighted": weighted, "logit": baselines.logit(votes)}
    found: Values = {}
    for name, terms in RULES.items():
        odds[name], weights = court.predicted(votes, terms, made)
        found |= {f"{name}/weight {term}": Value(float(x)) for term, x in zip((*terms, "constant"), weights, strict=True)}
    for name in RIVALS:
        found |= {f"{name}/{key}": value for key, value in scored(odds[name], votes, name in SAYING).items()}
        found[f"{name}/accuracy, all"] = accuracy(odds[name], votes, court.FIRST)
    for name in RULES:
        found |= {f"{name} - logit/{key}": value for key, value in paired(odds[name], odds["logit"], votes).items()}
    for term in court.TERMS:
        without, _ = court.predicted(votes, tuple(one for one in court.TERMS if one != term), made)
        found |= {f"without {term}/{key}": value for key, value in paired(without, odds["full"], votes).items()}
    return found | by_block(odds, votes) | calibration(odds["full"], votes) | published(where)


def chosen(odds: Floats, votes: Floats, first: int) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Log-odds, votes and blocks of the votes from a case on for which there is a forecast."""
    ok = ~np.isnan(odds) & (votes != 0)
    ok[:first] = False
    return odds[ok], votes[ok], np.nonzero(ok)[0] // BLOCK


def scored(odds: Floats, votes: Floats, chances: bool) -> Values:
    x, y, blocks = chosen(odds, votes, court.SCORED)
    return {name: blocked(measure(x, y), blocks) for name, measure in MEASURES.items() if chances or name == "accuracy"}


def accuracy(odds: Floats, votes: Floats, first: int) -> Value:
    x, y, blocks = chosen(odds, votes, first)
    return blocked(MEASURES["accuracy"](x, y), blocks)


def paired(odds: Floats, other: Floats, votes: Floats) -> Values:
    """The scores of one forecast less those of another, on the same votes."""
    x, y, blocks = chosen(odds, votes, court.SCORED)
    z, _, _ = chosen(other, votes, court.SCORED)
    return {name: blocked(measure(x, y) - measure(z, y), blocks) for name, measure in MEASURES.items()}


def by_block(odds: dict[str, Floats], votes: Floats) -> Values:
    found: Values = {}
    for name in SAYING:
        x, y, blocks = chosen(odds[name], votes, court.SCORED)
        hit = MEASURES["accuracy"](x, y)
        for block in np.unique(blocks):
            found[f"block {block * BLOCK}/{name}"] = Value(float(hit[blocks == block].mean()), n=int((blocks == block).sum()))
    return found


def calibration(odds: Floats, votes: Floats) -> Values:
    """By bins of the forecast: its mean, and the share of yes votes."""
    x, y, blocks = chosen(odds, votes, court.SCORED)
    chance = 1 / (1 + np.exp(-x))
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    found: Values = {}
    for one in range(BINS):
        here = place == one
        if here.any():
            found[f"bin {one}/said"] = Value(float(chance[here].mean()), n=int(here.sum()))
            found[f"bin {one}/came"] = blocked((y[here] > 0).astype(float), blocks[here])
    return found


def published(where: Path) -> Values:
    """The baselines that were computed elsewhere, over more cases."""
    told = data.rates(where)["G_committees"]["scotus_nonunanimous_one_step_ahead_accuracy"]
    return {f"{name}/elsewhere": Value(told[key]["rate"], *told[key]["ci95"], told[key]["n"]) for name, key in PAST_RATES.items()}


def measure_bank(where: Path) -> Values:
    """Each forecast of dissents at the meetings that are scored."""
    meetings = data.bank(where)
    chance, told = bank.rule(meetings)
    said = {"base rate": bank.base_rate(meetings), "recent rate": bank.recent_rate(meetings), "logit": bank.logit(meetings), "rule": chance}
    late = np.array([one.day.year >= bank.SCORED for one in meetings])
    years = np.array([one.day.year for one in meetings])[late]
    side = np.where([one.dissents > 0 for one in meetings], 1.0, -1.0)[late]
    odds = {name: np.log(np.clip(p, EDGE, 1 - EDGE) / (1 - np.clip(p, EDGE, 1 - EDGE)))[late] for name, p in said.items()}
    found: Values = {"some": blocked((side > 0).astype(float), years), "number/rule": blocked(-told[late], years)}
    for key, measure in MEASURES.items():
        of = {name: measure(x, side) for name, x in odds.items()}
        found |= {f"{name}/{key}": blocked(of[name], years) for name in BANKERS}
        found |= {f"rule - {name}/{key}": blocked(of["rule"] - of[name], years) for name in BANKERS if name != "rule"}
    chairs = np.array([one.chair for one in meetings])[late]
    for chair in dict.fromkeys(chairs):
        here = chairs == chair
        found[f"chair {chair}/some"] = Value(float((side[here] > 0).mean()), n=int(here.sum()))
        for name in BANKERS:
            found[f"chair {chair}/{name}"] = Value(float(MEASURES["log loss"](odds[name], side)[here].mean()), n=int(here.sum()))
    return found


def measure_world(where: Path) -> Values:
    """Rates and contrasts of the leaders of many countries."""
    told = data.rates(where)["B2_rise_of_personalism_from_collective_start"]
    found = regimes.contrasted(regimes.years_of(where), regimes.CONTRASTS) | regimes.lost(regimes.spells_of(where))
    for ours, theirs in (("all", "all"), ("first leader", "first_leader"), ("successor", "successor"), ("support party", "support_party"),
                         ("no support party", "no_support_party")):  # fmt: skip
        one = told[theirs]["A"]
        found[f"{ours}/elsewhere"] = Value(one["rate"], *one["ci95"], one["n"])
    return found


def measure_model(histories: int) -> Values:
    """The same contrasts in the model. Each form of the council is kept as soon as it is simulated."""
    lines = {
        arm: once(f"{engine_hash()} {scenario_hash(case)} {arm} {histories}", lambda case=case: regimes.simulated(case, histories))
        for arm, case in regimes.arms().items()
    }
    return regimes.of_model(lines)


# what is kept


def once(name: str, make: Callable[[], Any]) -> Any:
    """What ``make`` gives, as JSON; after an interruption it is read again, unless this study has changed."""
    found = blake2b(name.encode(), digest_size=6)
    for path in sorted(HERE.glob("*.py")):
        if path.name not in ("page.py", "picture.py"):
            found.update(path.read_bytes())
    path = RUNS / f"{found.hexdigest()}.json"
    if not path.exists():
        made = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".part").write_text(json.dumps(made), encoding="utf-8")
        path.with_suffix(".part").rename(path)
    return json.loads(path.read_text(encoding="utf-8"))


Kept = dict[str, tuple[dict[str, Any], Values]]
"""Section -> what its figures rest on, and the figures."""


def measured(where: Path, sections: list[str], histories: int) -> Kept:
    """Measure sections; the others stay as they were kept."""
    files = {"court": [data.COURT, data.RATES], "bank": [data.BANK], "world": [data.REGIMES, data.LEADERS, data.RATES]}
    makers = {"court": measure_court, "bank": measure_bank, "world": measure_world}
    kept = load()
    for name in sections:
        if name == "model":
            kept[name] = {"engine": engine_hash(), "histories": histories}, measure_model(histories)
        else:
            mark = data.digest(where, files[name])
            values = opened(once(f"{name} {mark}", lambda name=name: packed(makers[name](where))))
            kept[name] = {"data": mark}, values
    return kept


def load() -> Kept:
    if not KEPT.exists():
        return {}
    told = json.loads(KEPT.read_text(encoding="utf-8"))
    return {name: (one["about"], opened(one["figures"])) for name, one in told.items()}


def write(kept: Kept) -> None:
    """One figure on a line, so that a difference can be read."""
    parts = []
    for name, (about, values) in kept.items():
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(numbers)}" for key, numbers in packed(values).items())
        parts.append(f'{json.dumps(name)}: {{"about": {json.dumps(about)}, "figures": {{\n{lines}\n}}}}')
    KEPT.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")

"""Section 1: the coded flagship against the same case with persons blanked, and against chance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

import collegium
from collegium.analysis import outcomes
from collegium.analysis.columns import codes, known
from collegium.analysis.intervals import proportion
from collegium.experiments.positions import periods
from collegium.scoring import rules
from collegium.scoring.blank import PARTS, blanked

from . import score, store
from .case import END, START, flagship
from .values import DASH, Size, Value, Values, cell, of, resampled, table

MONTHS = 6
"""Length of a period, of which losses are foretold."""
TITLE = "Does it matter who the people are?"
WHOLE = ("coded", "blank", "chance")
WATCHED = ("trotsky", "zinoviev", "kamenev", "stalin", "bukharin", "rykov", "tomsky", "lenin")
FIGURES = {
    "no_loss": ("nobody loses a full seat by decision or non-election", "share"),
    "losses": ("full seats lost a history", "number"),
    "rule:contested": ("contested at the end", "share"),
    "rule:locked": ("locked at the end", "share"),
    "one_man": ("one-man rule at some time", "share"),
    "bloc": ("bloc rule at some time", "share"),
    "motions": ("motions heard a history", "number"),
    "carried": ("motions carried", "share"),
    "sanctions": ("sanctions put to a vote a history", "number"),
    "sanctions_carried": ("sanctions carried", "share"),
}
SCORES = {"brier": score.brier, "log": score.log_loss, "auc": rules.auc}


def measure(size: Size) -> Values:
    case = flagship()
    found: Values = {}
    arms = {"coded": case, "blank": blanked(case), "chance": case} | {part: blanked(case, (part,)) for part in PARTS}
    ends: dict[str, np.ndarray] = {}
    forecasts: dict[str, score.Forecast] = {}
    names: list[str] = []
    for arm, scenario in arms.items():
        variant = "chance" if arm == "chance" else "full"
        results = collegium.run(
            scenario, start=START, end=END, histories=size.histories, seed=1, variant=variant,
            record=("outcomes", "series") if arm in WHOLE else ("outcomes",),
        )  # fmt: skip
        rows = {row.name: row for row in outcomes(results)}
        found |= {f"{arm}/{name}": of(rows[name]) for name in FIGURES if name in rows}
        ends[arm] = codes(results.histories(["strongest"])["strongest"], names)
        found |= losers(arm, results)
        if arm in WHOLE:
            forecasts[arm] = score.seats(results, case)
            found |= scores(f"{arm}/seats", forecasts[arm], None)
    for arm, who in ends.items():
        for person in WATCHED:
            hits = int(np.count_nonzero(who == names.index(person))) if person in names else 0
            found[f"{arm}/strongest:{person}"] = of(proportion(hits, len(who)))
        if arm != "coded":
            found[f"{arm}/apart"] = apart(ends["coded"], who, len(names))
    return found | better("seats", forecasts) | store.part("coded", "ahead", size, lambda: ahead(size))


def losers(arm: str, results) -> Values:  # type: ignore[no-untyped-def]
    """How often each of the watched loses a full or candidate seat, or an office, by decision."""
    columns = [f"{rung}:{person}" for person in WATCHED for rung in ("lost_top", "lost_office")]
    lost = results.histories(columns)
    return {f"{arm}/{name}": of(proportion(int(known(lost[name]).sum()), len(lost))) for name in columns}


def apart(first: np.ndarray, second: np.ndarray, people: int) -> Value:
    """Half the sum of absolute differences between two distributions of who is strongest: 0 the same, 1 no overlap."""
    n = min(len(first), len(second))
    both = np.stack([first[:n], second[:n]])

    def distance(times: np.ndarray) -> float:
        shares = [np.bincount(who[who >= 0], times[who >= 0], people) / times.sum() for who in both]
        return float(np.abs(shares[0] - shares[1]).sum() / 2)

    return resampled(n, distance, centred=True)


def scores(key: str, forecast: score.Forecast, groups: np.ndarray | None) -> Values:
    """The scores of a forecast, and its skill over the base rate."""
    base = score.base_rate(forecast.truth, groups)
    found = {f"{key}/{name}": forecast.scored(rule) for name, rule in SCORES.items()}
    for name in ("brier", "log"):
        against, rule = SCORES[name](base, forecast.truth), SCORES[name]
        found[f"{key}/skill_{name}"] = forecast.scored(lambda p, y, rule=rule, against=against: 1 - rule(p, y) / against)
        found[f"base/{key.split('/')[1]}/{name}"] = Value(against, n=len(forecast.truth))
    found[f"base/{key.split('/')[1]}/cells"] = Value(float(forecast.truth.sum()), n=len(forecast.truth))
    return found


def ahead(size: Size) -> Values:
    """Losses within the next half-year, from the formal facts of its first day."""
    case = flagship()
    spans = periods(date.fromisoformat(START), date.fromisoformat(END), MONTHS)[: size.periods]
    found: Values = {}
    forecasts: dict[str, score.Forecast] = {}
    for arm in WHOLE:
        scenario = blanked(case) if arm == "blank" else case
        parts, truths, rungs = [], [], []
        for start, end in spans:
            results = collegium.run(
                scenario, start=start, end=end, histories=size.ahead, seed=1, record=("outcomes",),
                variant="chance" if arm == "chance" else "full",
            )  # fmt: skip
            hits, truth, rung = score.period(results, case, start, end)
            parts.append(hits)
            truths.append(truth)
            rungs.append(rung)
        forecasts[arm] = score.Forecast(tuple(parts), np.concatenate(truths))
        found |= scores(f"{arm}/ahead", forecasts[arm], np.concatenate(rungs))
    return found | better("ahead", forecasts)


def better(key: str, forecasts: Mapping[str, score.Forecast]) -> Values:
    """Skill of the coded case over the blank one and over chance."""
    return {
        f"over/{key}/{arm}_{name}": score.over(forecasts["coded"], forecasts[arm], SCORES[name])
        for arm in WHOLE[1:]
        for name in ("brier", "log")
    }


def show(now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    """The section of the page."""
    arms = {"coded": "coded", "blank": "blanked", "chance": "chance"}
    head = ["figure", *(f"{name}, {when}" for name in arms.values() for when in ("before", "now"))]
    rows = [
        *FIGURES.items(),
        *((f"strongest:{one}", (f"{one.capitalize()} is the strongest at the end", "share")) for one in WATCHED[:6]),
        *((f"lost_top:{one}", (f"{one.capitalize()} loses a seat in the top body", "share")) for one in WATCHED[:6]),
        *((f"lost_office:{one}", (f"{one.capitalize()} loses an office", "share")) for one in WATCHED[:6]),
    ]
    whole = [[label, *(cell(found.get(f"{arm}/{key}"), unit) for arm in arms for found in (before, now))] for key, (label, unit) in rows]
    few = ("no_loss", "losses", "rule:contested", "sanctions_carried")
    alone = [
        [part, *(cell(found.get(f"{part}/{key}"), FIGURES[key][1]) for key in few for found in (before, now)),
         *(cell(found.get(f"{part}/apart"), "number") for found in (before, now))]
        for part in (*PARTS, "blank", "chance")
    ]  # fmt: skip
    short = [f"{FIGURES[key][0]}, {when}" for key in few for when in ("before", "now")]
    return "\n\n".join([
        f"The flagship from {START} to {END}. *Blanked* means that the standing, traits, ties, positions and acts of all persons are as if "
        "nobody had coded them. Seats, offices, followings, illnesses and the authority of the founder stay. *Chance* is the variant in "
        "which votes and choices are random. If the input matters, the columns differ.",
        table(head, whole),
        "Each part blanked alone. *Apart* compares who is the strongest at the end with the coded case: half the sum of the absolute "
        "differences of the shares (0 is the same, 1 means no overlap).",
        table(["blanked", *short, "apart, before", "apart, now"], alone),
        "### Skill on the record",
        skill(now, before),
    ])  # fmt: skip


def skill(now: Mapping[str, Value], before: Mapping[str, Value]) -> str:
    """Scores of the three arms beside the base rate."""
    what = {
        "seats": "full members of the first day who still have a full seat, by quarter, free run",
        "ahead": "losses within half a year, from the facts of its first day",
    }
    lines = []
    for key, label in what.items():
        cells = now.get(f"base/{key}/cells") or before.get(f"base/{key}/cells")
        size = f"{cells.value:.0f} of {cells.n:,} cells" if cells else ""
        for arm in WHOLE:
            shown = [
                cell(found.get(f"{arm}/{key}/{name}"), "number")
                for name in ("brier", "skill_brier", "log", "skill_log", "auc")
                for found in (before, now)
            ]
            lines.append([f"{label} ({size})", arm, *shown])
        for arm in WHOLE[1:]:
            skills = [[cell(found.get(f"over/{key}/{arm}_{name}"), "number") for found in (before, now)] for name in ("brier", "log")]
            lines.append([label, f"coded over {arm}", DASH, DASH, *skills[0], DASH, DASH, *skills[1], DASH, DASH])
        base = [now.get(f"base/{key}/{name}") for name in ("brier", "log")]
        lines.append(
            [label, "base rate", *([cell(base[0], "number")] * 2), "0", "0", *([cell(base[1], "number")] * 2), "0", "0", "0.5", "0.5"]
        )
    head = [
        "what",
        "forecast",
        *(f"{name}, {when}" for name in ("Brier", "skill", "log loss", "skill", "AUC") for when in ("before", "now")),
    ]
    return (
        f"A forecast is a share of histories, never less than {score.CERTAIN:.1%} or more than {1 - score.CERTAIN:.1%}. The record of the "
        "scenario only scores it. The base rate is the record's own mean: it knows "
        "how many losses there were and nothing else. Skill is one minus the score divided by that of the base rate, so 0 is no better "
        "and 1 is perfect. One period ahead the risk set is everybody with a seat in the top body, in the body that elects it, or an "
        "office. The intervals are Monte Carlo intervals: they say nothing about how few losses the record has.\n\n" + table(head, lines)
    )

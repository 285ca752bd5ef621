"""Who steps up to one-man rule: leaders of many countries, and the same contrasts in a generic council of the model."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import collegium
from collegium import Results
from collegium.scenario import from_files
from collegium.scenario.model import Scenario
from collegium.scoring.blank import rewritten
from discrimination.case import prolonged
from discrimination.values import Value, Values

from .data import LEADERS, REGIMES, Floats, rows

NAME, FOUNDER, LAST = "council", "anna", "2008-12-31"
"""The case, who founded it, and the last day."""
ITEMS = (
    "sectyapp_pers",
    "paramil_pers",
    "partyexcom_pers",
    "partyrbrstmp",
    "officepers",
    "militparty_newparty",
    "milmerit_pers",
    "milnotrial",
)
HALVED = "milmerit_pers"
"""The eight items of personalism; this one runs from 0 to 2, the others from 0 to 1."""
START, STEP, HIGH = 0.25, 1 / len(ITEMS), 0.5
"""A start is collective up to this index; a step is one item; from here on a regime is personal."""
MEASURES = {"step": "step up", "personal": "personal rule", "drift": "mean change of the index"}
EARLY, RESAMPLES, TINY = 1.0, 1000, 1e-9
"""Years of a leader that count as early; resamples of a bootstrap; slack of comparisons of sums of eighths."""
Parts = dict[str, tuple[Floats, NDArray[np.int64]]]
"""Population -> leader-years (or spells) x measure, and the cluster of each."""


def years_of(where: Path) -> Parts:
    """Leader-years of the data with a collective start whose leader is there a year later: step up, personal rule, change of the index."""
    index, said = {}, {}
    for row in rows(where, REGIMES):
        key = (row["gwf_casename"], row["gwf_leaderid"], int(row["year"]))
        index[key] = sum(float(row[item]) / (2 if item == HALVED else 1) for item in ITEMS) / len(ITEMS)
        said[key] = row
    found: dict[str, list[list[float]]] = {}
    for (case, leader, year), now in index.items():
        then = index.get((case, leader, year + 1))
        if then is None or now > START + TINY:
            continue
        row = said[case, leader, year]
        line = [then - now >= STEP - TINY, then >= HIGH - TINY, then - now, float(row["cowcode"])]
        first, party = float(row["gwf_firstldr"]) == 1, float(row["supportparty"]) == 1
        for name in ("all", "first leader" if first else "successor", "support party" if party else "no support party"):
            found.setdefault(name, []).append([float(x) for x in line])
    return {name: (np.array(lines)[:, :3], np.array(lines)[:, 3].astype(np.int64)) for name, lines in found.items()}


def spells_of(where: Path) -> Parts:
    """Leaders of the data: coups and years at risk in the first year, and later."""
    seen, lines = set(), []
    for row in rows(where, LEADERS):
        key = (row["leadid"], row["startdate"], row["enddate"])
        if key not in seen:
            seen.add(key)
            tenure = float((np.datetime64(row["enddate"]) - np.datetime64(row["startdate"])).astype(int)) / 365.25
            coup = float(row["exit"] == "coup")
            early = tenure <= EARLY
            lines.append((coup * early, min(tenure, EARLY), coup * (not early), max(tenure - EARLY, 0), float(row["GWn"])))
    x = np.array(lines)
    return {"first year": (x[:, :2], x[:, 4].astype(np.int64)), "later": (x[:, 2:4], x[:, 4].astype(np.int64))}


# the model


def arms() -> dict[tuple[str, str], Scenario]:
    """The council in six forms: founder or not, and a party that elects and appoints, one that elects only, or none."""
    shipped = prolonged(collegium.load(NAME), LAST)
    return {(first, party): founded(partied(shipped, party), first) for first in ("first leader", "successor") for party in PARTIES}


PARTIES = ("support party", "party without appointments", "no support party")


def founded(case: Scenario, kind: str) -> Scenario:
    """A successor has no authority as a founder; all else is alike."""
    if kind == "first leader":
        return case
    people = rewritten(case.files["people.csv"], lambda row: row | ({"authority": "0"} if row["id"] == FOUNDER else {}))
    return from_files(case.name, {**case.files, "people.csv": people})


def partied(case: Scenario, kind: str) -> Scenario:
    """Without appointments the secretary fills no post. Without a party the council, not an assembly, removes members."""
    head = case.files["scenario.yaml"]
    if kind == "support party":
        return case
    head = cut(head, "    appoints: {clerks: 0.5, guilds: 0.1}", "\n", "")
    if kind == "party without appointments":
        return from_files(case.name, {**case.files, "scenario.yaml": head})
    head = cut(head, "    elected_by: assembly", "\n", "")
    head = cut(head, "    appeal_to: assembly", "\n", "")
    head = cut(head, "  assembly:\n", "\n\n", "\n")
    head = cut(
        head,
        "    decides: [policy, appoint, strip,",
        "\n",
        "    decides: [policy, appoint, strip, remove, expel, send_away, resignation, recall, inquire, isolate]\n",
    )
    files = {**case.files, "scenario.yaml": head}
    files["documents.csv"] = rewritten(files["documents.csv"], lambda row: None if row["to"] == "assembly" else row)
    files["blocs.csv"] = rewritten(files["blocs.csv"], lambda row: None)
    return from_files(case.name, files)


def cut(text: str, first: str, last: str, put: str) -> str:
    """The text with ``put`` in place of all from ``first`` to the end of the next ``last``."""
    assert text.count(first) == 1, f"the scenario is not typed as expected: {first!r}"
    begin = text.index(first)
    end = text.index(last, begin + len(first.rstrip("\n"))) + len(last)
    return text[:begin] + put + text[end:]


def leader_years(results: Results) -> dict[str, list[list[float]]]:
    """Of each history, the leader-years with a collective start, and the years of each leader at risk.

    The leader of a year is the strongest on the first reading of the year. A start is collective unless somebody rules alone. A step up is
    a rise of the leader's share of power by an eighth within a year, if the same person leads then. Personal rule is one-man rule by the
    leader. A leader is lost who has no full seat in the council a year later, and has not died.
    """
    share, seat, ruler, died, begun = read(results)
    found: dict[str, list[list[float]]] = {"years": [], "first year": [], "later": []}
    for history in range(share.shape[0]):
        led = -1
        for year in range(share.shape[1] - 1):
            now = int(share[history, year].argmax())
            tenure, led = ("first year" if now != led else "later"), now
            lost = seat[history, year + 1, now] < 2
            if not (lost and died[history, now] <= begun[year + 1]):
                found[tenure].append([float(lost), 1.0, history])
            same = not lost and int(share[history, year + 1].argmax()) == now
            if same and ruler[history, year] < 0:
                rise = float(share[history, year + 1, now] - share[history, year, now])
                found["years"].append([float(rise >= STEP), float(ruler[history, year + 1] == now), rise, history])
    return found


Days = NDArray[np.datetime64]


def read(results: Results) -> tuple[Floats, Floats, NDArray[np.int64], Days, Days]:
    """Shares and seats of each January (history x year x person), who rules alone then (-1: nobody), the day of death (history x person,
    or no day), and the day of each reading."""
    people = [person.id for person in results.scenario.people]
    first, n = results.numbers[0], len(results.numbers)
    table = results.series("shares")
    months, month = np.unique(np.array(table["date"].to_pylist(), "datetime64[D]"), return_inverse=True)
    size = (n, len(months), len(people))
    at = (np.array(table["history"].to_pylist()) - first, month, np.array([people.index(one) for one in table["person"].to_pylist()]))
    share, seat = np.zeros(size), np.zeros(size)
    share[at], seat[at] = table["share"].to_numpy(), np.array(table["seat"].to_pylist(), float)
    told = results.series("rule")
    whole = [people.index(who) if kind == "one_man" and who else -1
             for kind, who in zip(told["rule"].to_pylist(), told["ruler"].to_pylist(), strict=True)]  # fmt: skip
    ruler = np.array(whole, np.int64).reshape(n, -1)[:, ::4]
    outcomes = results.histories([f"died:{one}" for one in people])
    died = np.array([np.array(outcomes[f"died:{one}"].to_pylist(), "datetime64[D]") for one in people]).T
    return share[:, ::12], seat[:, ::12], ruler, died, months[::12]


def simulated(case: Scenario, histories: int) -> dict[str, list[list[float]]]:
    return leader_years(collegium.run(case, histories=histories, seed=1, record=("outcomes", "series")))


# rates, contrasts and their intervals


def rated(lines: Floats, clusters: NDArray[np.int64], column: int) -> Value:
    """A mean over leader-years, with a bootstrap of whole clusters. If nothing happened, the interval ends at the exact Poisson bound."""
    if not lines[:, column].any():
        return Value(0.0, 0.0, -math.log(0.025) / len(lines), len(lines))
    return resampled([(lines[:, column], np.ones(len(lines)), clusters)], lambda top, bottom: top[0] / bottom[0], len(lines))


def compared(one: tuple[Floats, Floats, NDArray[np.int64]], other: tuple[Floats, Floats, NDArray[np.int64]]) -> tuple[Value, Value]:
    """The difference and the ratio of two rates (top, bottom, cluster); a cluster that is in both is drawn for both. There is no ratio if
    nothing happened in one of them."""
    n = len(one[0]) + len(other[0])
    less = resampled([one, other], lambda top, bottom: top[0] / bottom[0] - top[1] / bottom[1], n)
    if not (one[0].any() and other[0].any()):
        return less, Value(math.nan, n=n)
    return less, resampled([one, other], lambda top, bottom: (top[0] / bottom[0]) / (top[1] / bottom[1]), n)


def resampled(parts: Sequence[tuple[Floats, Floats, NDArray[np.int64]]], statistic: Callable[[Floats, Floats], Floats], n: int) -> Value:
    """A statistic of sums over clusters, with the 95% interval of a bootstrap of clusters."""
    names, whose = np.unique(np.concatenate([part[2] for part in parts]), return_inverse=True)
    edges = np.cumsum([0, *(len(part[2]) for part in parts)])
    sums = [[np.bincount(whose[a:b], x, len(names)) for x in part[:2]] for part, a, b in zip(parts, edges, edges[1:], strict=False)]
    dice = np.random.default_rng(1)
    times = np.vstack([np.ones(len(names)), dice.multinomial(len(names), np.full(len(names), 1 / len(names)), RESAMPLES)])
    top, bottom = (np.array([times @ part[i] for part in sums]) for i in (0, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = statistic(top, bottom)
    kept = found[1:][np.isfinite(found[1:])] if np.isfinite(found[0]) else np.zeros(0)
    low, high = np.quantile(kept, (0.025, 0.975)) if len(kept) else (np.nan, np.nan)
    return Value(float(found[0]) if np.isfinite(found[0]) else float("nan"), float(low), float(high), n)


CONTRASTS = (("first leader", "successor"), ("no support party", "support party"))


def contrasted(parts: Parts, pairs: Sequence[tuple[str, str]]) -> Values:
    """Rates of each population, and differences and ratios of each pair, for each measure."""
    found: Values = {}
    for column, measure in enumerate(MEASURES):
        for name, (lines, clusters) in parts.items():
            found[f"{name}/{measure}"] = rated(lines, clusters, column)
        for first, second in pairs:
            (x, a), (y, b) = parts[first], parts[second]
            less, times = compared((x[:, column], np.ones(len(x)), a), (y[:, column], np.ones(len(y)), b))
            found |= {f"{first} - {second}/{measure}": less, f"{first} / {second}/{measure}": times}
    return found


def lost(parts: Parts) -> Values:
    """Losses of leaders per year at risk, early and late."""
    found: Values = {}
    for name in ("first year", "later"):
        x, who = parts[name]
        found[f"{name}/lost"] = resampled([(x[:, 0], x[:, 1], who)], lambda top, bottom: top[0] / bottom[0], len(x))
    (x, a), (y, b) = parts["first year"], parts["later"]
    less, times = compared((x[:, 0], x[:, 1], a), (y[:, 0], y[:, 1], b))
    return found | {"first year - later/lost": less, "first year / later/lost": times}


def of_model(histories: dict[tuple[str, str], dict[str, list[list[float]]]]) -> Values:
    """The same figures from simulated leader-years. The same number of history in two arms shares its draws, and is one cluster."""

    def pool(kind: str, keep: Callable[[tuple[str, str]], bool], width: int) -> tuple[Floats, NDArray[np.int64]]:
        lines = np.array([line for arm, found in histories.items() if keep(arm) for line in found[kind]], float).reshape(-1, width + 1)
        return lines[:, :width], lines[:, width].astype(np.int64)

    parts = {"all": pool("years", lambda arm: True, 3)}
    parts |= {name: pool("years", lambda arm, name=name: name in arm, 3) for name in ("first leader", "successor", *PARTIES)}
    pairs = (*CONTRASTS, (PARTIES[1], PARTIES[0]))
    ends = {kind: pool(kind, lambda arm: True, 2) for kind in ("first year", "later")}
    return contrasted(parts, pairs) | lost(ends)

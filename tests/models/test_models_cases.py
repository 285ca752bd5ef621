"""Every numeric case of the collection, by its id. A case with fractions is met exactly."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from collegium.models import (
    agenda,
    balance,
    balance_dynamics,
    ballots,
    bargaining,
    cascades,
    coalitions,
    expected_utility,
    factions,
    fragmentation,
    influence,
    personalism,
    power_sharing,
    resignation,
    selectorate,
    setter,
    thresholds,
    turnover,
    urn,
    voting_power,
)  # fmt: skip
from helpers import published_data

Case = dict[str, Any]

UNCOVERED: set[str] = set()
"""Ids of cases whose model is not in the theory room."""


def read() -> list[Case]:
    here = published_data.folder()
    file = here / "theory" / "cases.json" if here else None
    return json.loads(file.read_text(encoding="utf-8")) if file and file.exists() else []


CASES = read()


def exact(x: Any) -> Any:
    """Fractions for the strings and whole numbers of a case, in any nesting; other numbers as they are."""
    if isinstance(x, list):
        return [exact(y) for y in x]
    if isinstance(x, dict):
        return {key: exact(y) for key, y in x.items()}
    return Fraction(x) if isinstance(x, str | int) and not isinstance(x, bool) else x


def numbers(case: Case) -> dict[str, Any]:
    return dict(exact(case["input"]))


def urc(case: Case) -> Any:
    powers, alpha = case["input"]["powers"], Fraction(case["input"]["alpha"])
    return {"urc_indices": list(map(sorted, coalitions.ultimate_ruling_coalition(powers, alpha)))}


def urc_sizes(case: Case) -> Any:
    return coalitions.stable_sizes(Fraction(case["input"]["alpha"]), len(case["expected"]))


def deterrence(case: Case) -> Any:
    x = numbers(case)
    threat = power_sharing.Threat(x["b"], x["mu"], x["rho"], x["p1"], x["p0"])
    return {"beta_star": threat.needed_resolve, "rho_min": threat.needed_success}


def ladder(case: Case) -> Any:
    x = numbers(case)
    tenure = power_sharing.ladder(x["b0"], x["mu"], x["rho0"], x["lam"], x["d"], int(x["K"]))
    return {
        "p_removed": tenure.removed, "p_established": tenure.established, "hazards": list(tenure.hazards),
        "exp_contested_periods": tenure.contested_periods, "k_star": len(tenure.hazards),
    }  # fmt: skip


def global_game(case: Case) -> Any:
    return power_sharing.coordination(case["input"]["t"], case["input"]["sigma"])


def setter_model(case: Case) -> Any:
    x = numbers(case)
    return setter.setter_outcome(x["ideals"], int(x["need"]), x["q"], x["s"])


def bf_closed(case: Case) -> Any:
    x = case["input"]
    return bargaining.closed_rule(x["n"], x["quota"], Fraction(x["delta"]))


def bf_open3(case: Case) -> Any:
    offer = bargaining.open_rule(Fraction(case["input"]["delta"]))
    return {"m": offer.partners, "value": [offer.proposer, offer.partner, offer.value]}


def bf_asym3(case: Case) -> Any:
    x = numbers(case)
    return bargaining.favoured_proposer(x["p1"], x["delta"])


def amendment(case: Case) -> Any:
    preferences = [[ord(c) for c in voter] for voter in case["input"]["prefs"]]
    order = [ord(c) for c in case["input"]["order"]]
    return {
        "sincere": chr(agenda.sincere_winner(preferences, order)),
        "sophisticated": chr(agenda.sophisticated_winner(preferences, order)),
    }


def emission(case: Case) -> Any:
    with published_data.path("theory", case["input"]["data"]).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    capability, position, salience = ([float(row[name]) for row in rows] for name in ("capability", "position", "salience"))
    rounds = expected_utility.replicate(position, capability, salience, case["input"]["rounds"])
    return [{"positions": list(r.positions), "median": r.median, "mean": r.mean} for r in rounds[1:]]


def power(case: Case) -> Any:
    quota, weights = case["input"]["quota"], case["input"]["weights"]
    indices = {
        "banzhaf": voting_power.banzhaf, "shapley": voting_power.shapley_shubik, "deegan_packel": voting_power.deegan_packel,
        "holler": voting_power.holler,
    }  # fmt: skip
    found: dict[str, Any] = {"swings": voting_power.swings(quota, weights)}
    for name in case["expected"].keys() - found.keys():
        found[name] = indices[name](quota, weights, exact=True).tolist()
        assert indices[name](quota, weights).tolist() == floats(found[name])
    return {name: found[name] for name in case["expected"]}


def unions(case: Case) -> Any:
    x = case["input"]
    game = x["quota"], x["weights"], x["partition"]
    return {
        "owen": voting_power.owen(*game, exact=True).tolist(), "banzhaf_owen": voting_power.banzhaf_owen(*game, exact=True).tolist(),
        "symmetric": voting_power.symmetric_banzhaf(*game, exact=True).tolist(),
    }  # fmt: skip


def incompatible(case: Case) -> Any:
    x = case["input"]
    game = x["quota"], x["weights"]
    return {
        "swings": voting_power.swings(*game, incompatible=x["pairs"]),
        "shapley": voting_power.shapley_shubik(*game, incompatible=x["pairs"], exact=True).tolist(),
        "holler": voting_power.holler(*game, incompatible=x["pairs"], exact=True).tolist(),
    }  # fmt: skip


def enp(case: Case) -> Any:
    return fragmentation.effective_number(numbers(case)["shares"])


def tribes(case: Case) -> np.ndarray[Any, Any]:
    with published_data.path("theory", case["input"]["data"]).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = list(dict.fromkeys(name for row in rows for name in (row["a"], row["b"])))
    ties = np.zeros((len(names), len(names)))
    for row in rows:
        i, j = names.index(row["a"]), names.index(row["b"])
        ties[i, j] = ties[j, i] = float(row["sign"])
    return ties


def frustration(case: Case) -> Any:
    if "data" in case["input"]:
        ties = tribes(case)
        counts = balance.triangles(ties)
        return {
            "frustration": balance.frustration(ties).value, "cluster_index": balance.clusters(ties).cost,
            "triangles_by_positive_edges": {str(k): counts[k] for k in range(4)},
        }  # fmt: skip
    n = case["input"]["all_negative_complete"]
    return balance.frustration(np.eye(n) - 1).value


def jammed(case: Case) -> Any:
    camps = np.repeat(range(3), case["input"]["cliques"])
    ties = np.where(camps[:, np.newaxis] == camps, 1.0, -1.0) - np.eye(len(camps))
    return {"jammed": balance_dynamics.jammed(ties), "min_margin": balance_dynamics.least_margin(ties), "energy": balance.energy(ties)}


def marvel(case: Case) -> Any:
    ties = case["input"]["X0"]
    end = balance_dynamics.blow_up_time(ties)
    return {"t_star": end, "X_half": balance_dynamics.ties_at(ties, end / 2).tolist(), "camps": balance_dynamics.final_camps(ties)}


def personal(case: Case) -> Any:
    answers = [int(c) for c in case["input"]["pattern"]]
    assert case["input"]["order"] == list(personalism.ITEMS)
    return {"eap": personalism.score(answers), "index": personalism.personalism_index(answers)}


def selectorate_linear(case: Case) -> Any:
    x = numbers(case)
    return selectorate.private_goods(x["R"], x["W"], x["S"], x["delta"])


def selectorate_mixed(case: Case) -> Any:
    x = case["input"]
    mix = selectorate.mixed_goods(x["R"], x["W"], x["S"], x["delta"], x["p"])
    return {
        "M": mix.spent, "x": mix.private, "g": mix.public, "kept": mix.kept, "public_share": mix.public_share,
        "v_in": mix.inside, "v_out": mix.outside,
    }  # fmt: skip


def by_start(chances: list[Fraction], expected: dict[str, str]) -> dict[str, Fraction]:
    return {k: chances[int(k)] for k in expected}


def turnover_chain(case: Case) -> Any:
    size, filling = case["input"]["N"], turnover.appointed(Fraction(case["input"]["a"]))
    return {
        "p_full": by_start(turnover.control_chances(size, filling), case["expected"]["p_full"]),
        "steps": by_start(turnover.steps_to_absorption(size, filling), case["expected"]["steps"]),
    }


def turnover_majority(case: Case) -> Any:
    chances = turnover.control_chances(case["input"]["N"], turnover.delegated(case["input"]["m"]))
    return by_start(chances, case["expected"])


def polya(case: Case) -> Any:
    x = case["input"]
    return urn.additions(x["r"], x["b"], x["n"], x["c"])


def threshold(case: Case) -> Any:
    return thresholds.open_opponents(case["input"]["thresholds"])


def bhw(case: Case) -> Any:
    right, none, wrong = cascades.cascade_chances(Fraction(case["input"]["p"]), case["input"]["n"])
    return [right, none, wrong]


def resign(case: Case) -> Any:
    x = numbers(case)
    found = resignation.tender(x["s"], x["b"], x["c"], x["g"], x["L"])
    values = {
        "m": found.weak_tenders, "r": found.accepted, "posterior": found.belief, "valueW": found.value_weak,
        "valueS": found.value_strong, "p_tender": found.tendered, "p_removed": found.removed,
    }  # fmt: skip
    return {name: values[name] for name in case["expected"]}


def open_ballot(case: Case) -> Any:
    x = numbers(case)
    return ballots.open_removal(int(x["n"]), int(x["q"]), x["p"], x["bold"], int(x["t"]))


def degroot(case: Case) -> Any:
    weights = np.array(numbers(case)["W"], dtype=float)
    everyone = [influence.degroot(weights, column) for column in np.eye(len(weights))]
    assert pytest.approx(np.tile(influence.social_power(weights), (len(weights), 1))) == np.array(everyone).T
    return floats(influence.social_power(weights))


def friedkin_johnsen(case: Case) -> Any:
    x = case["input"]
    weights = (1 - np.eye(3)) / 2 if x["W"] == "complete triad" else np.array(x["W"])
    openness = 1 - np.diag(weights) if x["lam"] == "1-w_ii" else np.array(exact(x["lam"]), dtype=float)
    found = influence.friedkin_johnsen(weights, openness, x["x0"]).tolist()
    return {"x": floats(found)} if isinstance(case["expected"], dict) else found


def degroot_friedkin(case: Case) -> Any:
    return floats(influence.self_confidence(np.array(numbers(case)["c"], dtype=float)))


def cross_pairs(case: Case) -> Any:
    x = case["input"]
    return factions.expected_pairs(x["a"], x["b"], x["o"])


def cross_dist(case: Case) -> Any:
    return {str(k): v for k, v in factions.mixed_pairs(case["input"]["a"], case["input"]["P"]).items()}


def floats(numbers: Any) -> list[Any]:
    """Results of floating-point linear algebra, to be compared with fractions to within rounding."""
    return [pytest.approx(float(x), rel=1e-11, abs=1e-11) for x in numbers]


MODELS: dict[str, Callable[[Case], Any]] = {
    "urc": urc, "urc_sizes": urc_sizes, "deterrence": deterrence, "ladder": ladder, "global_game": global_game,
    "setter": setter_model, "bf_closed": bf_closed, "bf_open3": bf_open3, "bf_asym3": bf_asym3, "agenda": amendment,
    "bdm_variant_S": emission, "power": power, "unions": unions, "incompatible": incompatible, "enp": enp,
    "frustration": frustration, "jammed": jammed, "marvel": marvel, "personalism": personal,
    "selectorate_linear": selectorate_linear, "selectorate_mixed": selectorate_mixed, "turnover": turnover_chain,
    "turnover_majority": turnover_majority, "polya": polya, "threshold": threshold, "bhw": bhw, "resignation": resign,
    "open_ballot": open_ballot, "degroot": degroot, "friedkin_johnsen": friedkin_johnsen,
    "degroot_friedkin": degroot_friedkin, "cross_pairs": cross_pairs, "cross_dist": cross_dist,
}  # fmt: skip


def agrees(found: Any, expected: Any, tol: float) -> bool:
    """Is ``found`` the expected value: within ``tol`` for numbers, exactly if it is 0, in any nesting?"""
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(agrees(found[k], v, tol) for k, v in expected.items())
    if isinstance(expected, list):
        return len(found) == len(expected) and all(agrees(x, y, tol) for x, y in zip(found, expected, strict=True))
    if isinstance(found, str | bool):
        return bool(found == expected)
    return bool(found == Fraction(expected)) if tol == 0 else abs(found - expected) <= tol


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] not in UNCOVERED], ids=lambda case: case["id"])
def test_case(case: Case) -> None:
    found = MODELS[case["model"]](case)
    assert agrees(found, case["expected"], case["tol"]), f"found {found}"


def test_every_case_is_run_or_listed() -> None:
    published_data.path("theory", "cases.json")
    assert len(CASES) == 144
    assert {case["id"] for case in CASES if case["model"] not in MODELS} == UNCOVERED


def test_the_comparison_can_fail() -> None:
    assert agrees({"x": [Fraction(1, 3)]}, {"x": ["1/3"]}, 0)
    assert not agrees({"x": [1 / 3]}, {"x": ["1/3"]}, 0)
    assert not agrees({"x": [1.1]}, {"x": [1.0]}, 0.01)
    assert not agrees([1, 2], [1], 0)
    assert not agrees({"x": 1}, {"x": 1, "y": 1}, 0)
    assert not agrees("b", "c", 0)

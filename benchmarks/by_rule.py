"""How the time of a step is divided among the rules: each rule is called and timed by itself, in order, over whole histories."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numba
import numpy as np

import collegium
from collegium.engine import layout as L
from collegium.engine.history import play_histories
from collegium.engine.kernel import kernel
from collegium.engine.rules import ORDER
from collegium.ensemble.player import draw, model_of


@kernel
def nothing(sc, th, st, wk, io):
    """What a call costs."""


def timed(rule: Any) -> Callable[..., None]:
    """A rule as a function that can be called from outside."""

    @numba.njit
    def call(scs, ths, sts, wks, ios):
        rule(scs[0], ths[0], sts[0], wks[0], ios[0])

    return call


def shares(scenario: str, count: int) -> tuple[dict[str, float], float]:
    """(rule -> its share of the time of a step, microseconds a step), over ``count`` histories."""
    case = collegium.load(scenario)
    model = model_of(case, case.start, case.end)
    luck, sts = draw(model, 1, 0, count), np.zeros(1, model.template.dtype)
    wks, ios = np.zeros(1, L.work_type(model.capacity)), np.zeros(1, L.output_type(model.capacity))
    calls = {rule.py_func.__name__: timed(rule) for rule in (nothing, *ORDER)}
    spent = dict.fromkeys(calls, 0)
    steps, first = 0, int(model.sc[0]["first"])
    places = model.cells()
    for n in range(count):
        theta, values = luck.theta[n : n + 1], luck.values[n : n + 1]
        # Opened, and paused before the first step.
        play_histories(model.sc, theta, sts, wks, ios, model.template, places, values, 1, n, first)
        for _ in range(int(model.sc[0]["weeks"])):
            ios["n_log"] = 0
            for name, call in calls.items():
                begun = time.perf_counter_ns()
                call(model.sc, theta, sts, wks, ios)
                spent[name] += time.perf_counter_ns() - begun if n else 0
            sts["week"] += 1
        steps += int(model.sc[0]["weeks"]) if n else 0
    own = {name: max(0, took - spent["nothing"]) for name, took in spent.items() if name != "nothing"}
    whole = sum(own.values())
    return {name: took / whole for name, took in own.items()}, whole / steps / 1000

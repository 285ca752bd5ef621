"""What the studies of the fit share: every case with a record, and what was counted in its histories, kept in ``runs/fits``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np

import collegium
from collegium.engine.cache import engine_hash
from collegium.fitting.process import Floats
from collegium.fitting.runs import Part, Plan, counted, part
from collegium.scenario import shipped
from collegium.scenario.hash import scenario_hash

KEPT = Path(__file__).parent.parent / "runs" / "fits"


def cases(only: list[str] | None = None) -> list[collegium.Scenario]:
    """The shipped cases with a record, all or some."""
    found = [collegium.load(name) for name in shipped() if not only or name in only]
    return [case for case in found if case.record]


def counts(one: Part, plan: Plan) -> Floats:
    """What was counted in the histories of a case: from the file, or simulated now."""
    words = (one.case.name, one.until, engine_hash(), scenario_hash(one.case), plan.histories, plan.seed, len(one.seen))
    file = KEPT / ("-".join(map(str, words)) + ".npy")
    if not file.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        found = counted(one, plan, None)
        np.save(file.with_suffix(".part.npy"), found)
        file.with_suffix(".part.npy").rename(file)
        print(f"{one.case.name} until {one.until}: {plan.histories:,} histories counted", flush=True)
    loaded: Floats = np.load(file)
    return loaded


def parts(some: list[collegium.Scenario], until: date | None = None) -> list[Part]:
    """The cases with what their records give."""
    return [part(case, until) for case in some]

"""What states made of dice have around the group: statutes, populations and theatres of war."""

from __future__ import annotations

from typing import Any

import numpy as np

from collegium.engine import layout as L
from helpers.oracle import draws as d
from helpers.oracle import statutes as os
from helpers.oracle import world as ow

STATUTES, THEATRES = 6, 3


def surround(case: Any, rng: np.random.Generator) -> None:
    """All of it, in the case's scenario and state. Whatever there can be exists: see ``abolish``."""
    legislate(case, rng)
    settle(case, rng)
    wage_war(case, rng)


def legislate(case: Any, rng: np.random.Generator) -> None:
    """Statutes of all clauses, some of them in force."""
    r, t = case.sc[0], case.st[0]
    r["n_statutes"] = STATUTES
    r["statute_key"][:STATUTES] = [d.key(f"statute {n}") for n in range(STATUTES)]
    r["statute_from"][:STATUTES] = t["week"] + rng.choice([-9, 0, 5], STATUTES, p=[0.7, 0.2, 0.1])
    t["in_force"][:STATUTES] = rng.random(STATUTES) < 0.4
    r["clause_first"][: STATUTES + 1] = np.concatenate([[0], np.cumsum(rng.integers(1, 4, STATUTES))])
    for n in range(int(r["clause_first"][STATUTES])):
        _clause(case, n, rng)


def abolish(case: Any, rng: np.random.Generator) -> None:
    """Now and then a body or an office does not exist, the last thing to be said of a state."""
    t = case.st[0]
    for b in np.flatnonzero(rng.random(case.nb) < 0.06):
        if b != t["top"]:
            t["exists"][b], t["seat"][b], t["bloc"][b] = 0, ow.NO_SEAT, 0
            t["next_meeting"][b], t["meets"][b] = L.FOREVER, 0
    for o in np.flatnonzero(rng.random(case.no) < 0.1):
        t["created"][o], t["holder"][o] = 0, ow.NOBODY


def _clause(case: Any, n: int, rng: np.random.Generator) -> None:
    r, t = case.sc[0], case.st[0]
    kind = int(rng.choice(7, p=[0.08, 0.16, 0.08, 0.16, 0.26, 0.16, 0.1]))
    of_office = kind in (*os.OF_OFFICES, os.RIGHT)
    r["clause_kind"][n], r["clause_of"][n] = kind, rng.integers(0, case.no if of_office else case.nb)
    r["clause_to"][n] = rng.integers(0, case.nc) if kind == os.RIGHT else rng.integers(ow.ROTATION, case.no) if kind == os.AGENDA else -1
    r["clause_value"][n] = rng.choice([0.0, rng.random()]) if kind == os.RIGHT else 0.0
    ranges = {os.RIGHT: rng.choice([0.0, rng.random()]), os.AGENDA: rng.integers(ow.ROTATION, case.no), os.LEAD: rng.integers(0, case.nb)}
    t["replaced"][n] = ranges.get(kind, 0.0)


def settle(case: Any, rng: np.random.Generator) -> None:
    """Populations beside constituencies that are none, some of them in revolt."""
    r, t, nc, nk = case.sc[0], case.st[0], case.nc, case.nk
    t["population"][:nc] = rng.uniform(0.1, 40, nc) * (rng.random(nc) < 0.8)
    t["arms"][:nc] = rng.uniform(0, 1, nc) * (rng.random(nc) < 0.8)
    r["core"][:nc] = rng.random(nc) * (rng.random(nc) < 0.7)
    people = t["population"][:nc] > 0
    t["hardship"][:nc], t["fear"][:nc] = rng.random(nc) * people, rng.random(nc) ** 2 * people
    t["risen"][:nc] = np.where(people & (rng.random(nc) < 0.4), t["week"] - rng.integers(1, 9, nc), L.NEVER)
    r["takes"][:nk] = rng.integers(-1, nc, nk)
    r["army"], r["terror"] = rng.integers(-1, nk, 2)
    r["force"][: case.no] = rng.choice([0.0, 0.4, 0.8], case.no)
    for name in ("famine_mortality", "revolt_mortality", "repression", "purge", "war_mortality", "revolt_cost"):
        case.th[0][name] = rng.choice([0.02, 0.3, 3.0])
    for name in ("hunts", "revolt", "alarm"):
        case.th[0][name] = rng.choice([1.0, 20.0])
    case.th[0]["patience"] = rng.choice([0.05, 0.2, 0.5])


def wage_war(case: Any, rng: np.random.Generator) -> None:
    """Theatres that are still to open, open, won, lost and closed, and some without an enemy."""
    r, t, n = case.sc[0], case.st[0], int(rng.integers(0, THEATRES + 1))
    r["n_theatres"] = n
    r["theatre_key"][:n], r["exposes"][:n] = [d.key(f"theatre {k}") for k in range(n)], rng.integers(-1, case.nc, n)
    t["front"][:n] = rng.choice([ow.YET, ow.OPEN, ow.WON, ow.LOST, ow.CLOSED], n, p=[0.3, 0.4, 0.1, 0.1, 0.1])
    for name in ("opens", "closes"):
        low = t["week"] + rng.choice([-3, 0, 4], n)
        r[f"{name}_low"][:n], r[f"{name}_high"][:n] = low, low + rng.integers(0, 6, n)
        t[name][:n] = t["week"] + rng.choice([-1, 0, 1, 9], n, p=[0.2, 0.2, 0.2, 0.4])
    t["control"][:n], t["regular"][:n] = rng.uniform(-1, 1, n), rng.random(n)
    t["enemy"][:n] = rng.choice([0.0, 1e-3, 0.5, 2.0], n, p=[0.1, 0.1, 0.4, 0.4])
    t["skill"] = rng.random()
    case.th[0]["war_pace"], case.th[0]["war_luck"] = rng.choice([1.0, 20.0]), rng.choice([0.0, 0.5, 4.0])

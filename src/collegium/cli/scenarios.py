"""Scenarios: which there are, what is in one, what is wrong with one, and the beginning of one's own."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import Any

from collegium.cli.message import WRONG, put
from collegium.errors import SettingError, listed


def list_(a: argparse.Namespace) -> int:
    from collegium import load
    from collegium.cli.output import columns, put_json
    from collegium.scenario import shipped

    rows = [{"name": name, **heading(load(name))} for name in shipped()]
    put_json(rows) if a.json else columns(rows)
    return 0


def heading(scenario: Any) -> dict[str, str]:
    return {"from": str(scenario.first), "to": str(scenario.end), "title": scenario.title}


def show(a: argparse.Namespace) -> int:
    from collegium import load
    from collegium.cli.contents import STANDING, contents, order, standing
    from collegium.cli.output import columns, put_json

    wanted = [name for name in STANDING if getattr(a, name)]
    if a.order and (wanted or a.day):
        raise SettingError("--order: the order of the rules is the same on every day (do: ask for it alone)")
    scenario = load(a.scenario)
    if a.order:
        put_json(order()) if a.json else columns(order())
    elif wanted:
        standing(scenario, a.day, wanted, a.json)
    else:
        contents(scenario, a.json, a.day)
    return 0


def check(a: argparse.Namespace) -> int:
    from dataclasses import asdict

    from collegium.cli.output import put_json
    from collegium.scenario import check as mistakes_in
    from collegium.scenario import find

    folder = find(a.path)
    mistakes = mistakes_in(folder)
    if a.json:
        put_json([asdict(mistake) for mistake in mistakes])
    else:
        put(f"Scenario: {folder}")
        if mistakes:
            put(listed(mistakes))
        put(f"{len(mistakes):,} mistake{'' if len(mistakes) == 1 else 's'}." if mistakes else "No mistakes.")
    return WRONG if mistakes else 0


def new(a: argparse.Namespace) -> int:
    from collegium.scenario import new as begin

    path: Path = begin(a.path)
    checking, running = shlex.join(["collegium", "check", str(path)]), shlex.join(["collegium", "run", str(path), "--histories", "200"])
    put(f"{path} is ready: {path / 'scenario.yaml'} says in which order to make it your own. Try\n  {checking}\n  {running}")
    return 0

"""The council with what it lacks: populations, a war, and statutes it may adopt. Each test adds only what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from collegium.engine.compile import Model, compile_scenario
from collegium.scenario import at, edit, find, from_files
from collegium.scenario.model import Scenario

PEOPLES = """id,name,weight,population,arms,core
clerks,The clerks,0.3,,,
guilds,The guilds of the province,0.3,,,
peasants,The peasants,0.1,30,0.5,0.2
garrison,The garrison of the port,0.1,0.02,0.6,1
"""
WANTS = """peasants,grain,-0.8,0.9
garrison,grain,-1,1
anna,grain,0.7,0.6
boris,grain,0.5,0.5
clara,grain,0.6,0.5
david,grain,0.6,0.5
elena,grain,0.3,0.5
"""
ISSUES = """issues:
  grain: {name: Grain, low: tax in kind, high: requisition, status_quo: 0.8, takes: peasants}
  army: {name: Army, low: partisans, high: specialists, status_quo: 0, army: yes}
"""
FRONT = "south,The war in the south,2001-02-01,,0.6,1,0,peasants\n"
BODY = """bodies:
  cabinet: {name: Cabinet, seats: 3, weight: 0.2, decides: [policy, strip, adopt, repeal], elected_by: council, agenda: auditor}
"""
OFFICE = """offices:
  auditor: {name: Auditor, weight: 0.2, filled_by: council}
"""
STATUTES = """audit,Law of audit,2001-03-01,,found auditor; give right over clerks to auditor 0.4
small,Law of the cabinet,,,found cabinet; let cabinet lead
turns,Rule of turns,,,let rotation keep the agenda of council
"""


@cache
def council() -> dict[str, str]:
    """The files of the shipped council."""
    return {file.name: file.read_text("utf-8") for file in find("council").iterdir() if file.suffix in (".csv", ".yaml")}


def island(*, theatres: str = "", statutes: str = "", changes: Mapping[str, str] | None = None) -> Scenario:
    """The council with peasants and a garrison, with these theatres and statutes, and with changes as of ``--set``."""
    files = dict(council())
    head = (
        files["scenario.yaml"]
        .replace("issues:\n", ISSUES, 1)
        .replace("chairman: {name: Chairman,", "chairman: {force: 0.8, name: Chairman,")
    )
    if statutes:
        head = (
            head.replace("bodies:\n", BODY, 1)
            .replace("offices:\n", OFFICE, 1)
            .replace("inquire, isolate]", "inquire, isolate, adopt, repeal]")
        )
        files["statutes.csv"] = "id,name,from,adopted,clauses\n" + statutes
    if theatres:
        files["theatres.csv"] = "id,name,from,to,enemy,regular,control,exposes\n" + theatres
    header, *rest = (line for line in files["positions.csv"].splitlines() if not line.startswith("#"))
    wants = [dict(zip(("person", "issue", "value", "salience"), line.split(","), strict=True)) for line in WANTS.splitlines()]
    rows = [",".join(want.get(column, "") for column in header.split(",")) for want in wants]
    files |= {"scenario.yaml": head, "constituencies.csv": PEOPLES, "positions.csv": "\n".join([header, *rest, *rows]) + "\n"}
    return edit(from_files("island", files), dict(changes or {}))


def model(scenario: Scenario) -> Model:
    """A scenario on its first day, ready to run."""
    return compile_scenario(at(scenario, scenario.start))

"""Interventions that change the scenario before the run: each a form, and the changes (as of ``--set``) that it means."""

from __future__ import annotations

from collections.abc import Callable

from collegium.interventions.grammar import Form, Words
from collegium.language import say
from collegium.scenario.findings import Wrong, suggest, unknown
from collegium.scenario.model import Scenario

Changes = dict[str, str]
EITHER = "event or document"


def setting(words: Words, scenario: Scenario) -> Changes:
    name, equals, value = words["setting"].partition("=")
    if not equals or not name.strip():
        raise Wrong(say("nothing is set"), say("write set NAME = VALUE, such as set body.council.threshold = 0.6"))
    return {name.strip(): value.strip()}


def give_right(words: Words, scenario: Scenario) -> Changes:
    return {f"office.{words['office']}.appoints.{words['constituency']}": words["share"]}


def take_right(words: Words, scenario: Scenario) -> Changes:
    if words["constituency"] == "everything":
        return {f"office.{words['office']}.appoints": "none"}
    return {f"office.{words['office']}.appoints.{words['constituency']}": "0"}


def drop(words: Words, scenario: Scenario) -> Changes:
    """An event takes with it what waits for it."""
    kinds = {e.id: "event" for e in scenario.events} | {d.id: "document" for d in scenario.documents}
    waiting = {e.id: e.after for e in scenario.events} | {d.id: d.condition.removeprefix("after:") for d in scenario.documents}
    if words["id"] not in kinds:
        raise Wrong(unknown(EITHER, words["id"]), suggest(words["id"], kinds))
    gone = [words["id"]]
    for name in gone:
        gone += [other for other, event in waiting.items() if event == name and other not in gone]
    return {f"{kinds[name]}.{name}": "none" for name in gone}


def move(words: Words, scenario: Scenario) -> Changes:
    return {f"event.{words['event']}.when": words["when"]}


def add(words: Words, scenario: Scenario) -> Changes:
    name = f"event.{words['id']}"
    if words["id"] in {event.id for event in scenario.events}:
        raise Wrong(say("there is an event '{id}' already", id=words["id"]), say("choose another id"))
    columns = {"kind": words["kind"], "on": words["person"], "when": words["when"], "effect": words["effect"]}
    return {name: "new"} | {f"{name}.{column}": value for column, value in columns.items() if value}


EDITS: dict[Form, Callable[[Words, Scenario], Changes]] = {
    Form("set SETTING"): setting,
    Form("give right over CONSTITUENCY to OFFICE SHARE"): give_right,
    Form("take right over CONSTITUENCY from OFFICE", {"CONSTITUENCY": ("everything",)}): take_right,
    Form("drop ID"): drop,
    Form("move EVENT to WHEN"): move,
    Form("add event ID KIND [on PERSON] at WHEN [with EFFECT]"): add,
}

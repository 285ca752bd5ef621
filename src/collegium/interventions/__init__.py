"""What an experiment changes: sentences in, a changed scenario and orders for the engine out (spec/experiments.md, section 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from collegium.engine.compile import Intervention
from collegium.engine.layout import V as MOST
from collegium.errors import ScenarioError, place
from collegium.interventions.before import EDITS
from collegium.interventions.during import LAID, Case
from collegium.interventions.grammar import read
from collegium.scenario import edit
from collegium.scenario.findings import Findings, Wrong
from collegium.scenario.model import Scenario

FORMS = (*EDITS, *LAID)
"""Every form of an intervention."""


@dataclass(frozen=True)
class Plan:
    """Interventions ready to be played: the scenario with all changes made, and what is laid down while it is played."""

    sentences: tuple[str, ...]
    scenario: Scenario
    laid: tuple[Intervention, ...]


def plan(scenario: Scenario, sentences: Sequence[str], start: date, end: date) -> Plan:
    """The interventions of a run from ``start`` to ``end``.

    Raises :class:`ScenarioError` with every mistake, ``interventions`` (on the command line ``--do``) standing for the file.
    """
    found, changes = Findings(), dict[str, str]()
    tidy = tuple(" ".join(sentence.split()) for sentence in sentences)
    for sentence in tidy:
        try:
            form, words = read(sentence, FORMS)
            if form in EDITS:
                changes |= EDITS[form](words, scenario)
        except Wrong as wrong:
            found.note(place("interventions"), 0, sentence, wrong.message, wrong.remedy)
    changed = scenario
    try:
        changed = edit(scenario, changes)
    except ScenarioError as error:
        found.mistakes += [replace(mistake, file=place("interventions")) for mistake in error.mistakes]
    laid = lay_down(changed, tidy, start, end, found)
    if len(found):
        raise ScenarioError(found.ordered())
    return Plan(tidy, changed, laid)


def laid_down(scenario: Scenario, sentences: Sequence[str], start: date, end: date) -> tuple[Intervention, ...]:
    """What the sentences lay down while a scenario is played in which their changes have been made already.

    Raises :class:`ScenarioError`.
    """
    found = Findings()
    laid = lay_down(scenario, sentences, start, end, found)
    if len(found):
        raise ScenarioError(found.ordered())
    return laid


def lay_down(scenario: Scenario, sentences: Sequence[str], start: date, end: date, found: Findings) -> tuple[Intervention, ...]:
    case, laid = Case(scenario, start, end), list[Intervention]()
    for number, sentence in enumerate(sentences):
        try:
            form, words = read(sentence, FORMS)
            if form in LAID:
                laid += [replace(one, sentence=number) for one in LAID[form](words, case)]
        except Wrong as wrong:
            found.note(place("interventions"), 0, sentence, wrong.message, wrong.remedy)
    if len(laid) > MOST:
        found.note(
            place("interventions"), 0, "", f"{len(laid)} interventions are too many to be laid down in one run", f"give {MOST} at most"
        )
    return tuple(laid)

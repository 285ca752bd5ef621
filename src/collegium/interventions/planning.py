"""From sentences to a plan: changes of the scenario before the run, and interventions during the run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from collegium.engine.compile import Intervention
from collegium.engine.layout import V as MOST
from collegium.errors import ScenarioError, place
from collegium.interventions import during
from collegium.interventions.before import EDITS
from collegium.interventions.during import DURING, Run
from collegium.interventions.grammar import Grammar, Sentence
from collegium.language import current, say
from collegium.scenario import at, edit
from collegium.scenario.findings import Findings, Wrong
from collegium.scenario.model import Scenario
from collegium.scenario.write import to_files

FORMS = (*EDITS, *DURING)
"""Every form of an intervention."""


@dataclass(frozen=True)
class Edited:
    """A scenario with all changes made. What several runs of it need is worked out once."""

    scenario: Scenario
    start: date
    end: date

    @cached_property
    def snapshot(self) -> Scenario:
        """The scenario as of the first day. Raises :class:`ScenarioError`."""
        return at(self.scenario, self.start)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The complete form, by file."""
        return to_files(self.scenario)

    @cached_property
    def grammar(self) -> Grammar:
        """The reader of interventions in this scenario."""
        return Grammar("intervention", FORMS, during.slots(self.scenario, self.start, self.end), "drop EVENT")

    @cached_property
    def run(self) -> Run:
        return Run(self.start, self.end, self.scenario.step, during.fields(self.grammar.slots))


@dataclass(frozen=True)
class Plan:
    """Interventions ready for a run.

    Parameters
    ----------
    sentences
        The interventions as typed, without needless blanks.
    edited
        The scenario with all their changes made.
    during
        The interventions during the run.
    """

    sentences: tuple[str, ...]
    edited: Edited
    during: tuple[Intervention, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario with all changes made."""
        return self.edited.scenario


class Planner:
    """Makes the plans of several runs of one scenario, such as the arms of an experiment: it parses every sentence once and
    makes the same changes once.

    Parameters
    ----------
    scenario
        The scenario before any intervention.
    start, end
        First and last day of the runs.
    """

    def __init__(self, scenario: Scenario, start: date, end: date) -> None:
        self.base = Edited(scenario, start, end)
        self._parsed: dict[tuple[str, str], Sentence] = {}
        self._edited: dict[tuple[tuple[str, str], ...], Edited] = {(): self.base}

    def plan(self, sentences: Sequence[str], *, held: int = 0) -> Plan:
        """The plan of one run.

        Parameters
        ----------
        sentences
            Interventions in the order in which they take effect.
        held
            Of so many of them, the first, the scenario holds the changes already, as the scenario of some results does.

        Raises
        ------
        ScenarioError
            With every mistake; ``interventions`` (on the command line ``--do``) takes the place of the file.
        """
        found, read = Findings(), [self.parse(sentence) for sentence in sentences]
        after = self._changed(read[held:], found)
        ordered = []
        for number, sentence in enumerate(read):
            if sentence.form not in EDITS:
                ordered += [replace(one, sentence=number) for one in imposed(sentence, self.base, after, found)]
        if len(ordered) > MOST:
            found.note(
                place("interventions"),
                0,
                "",
                say("{ordered} interventions are too many for one run", ordered=len(ordered)),
                say("give {most} at most", most=MOST),
            )
        if len(found):
            raise ScenarioError(found.ordered())
        return Plan(tuple(sentence.text for sentence in read), after, tuple(ordered))

    def parse(self, sentence: str) -> Sentence:
        """The sentence as read, each text only once."""
        text = " ".join(sentence.split())
        key = current(), text  # what is wrong with it is told in the language that is spoken
        if key not in self._parsed:
            self._parsed[key] = self.base.grammar.read(text)
        return self._parsed[key]

    def _changed(self, read: Sequence[Sentence], found: Findings) -> Edited:
        changes = dict[str, str]()
        for sentence in read:
            if sentence.form in EDITS:
                try:
                    report(sentence.text, sentence.wrong, found)
                    changes |= EDITS[sentence.form](sentence.words, self.base.scenario) if not sentence.wrong else {}
                except Wrong as wrong:
                    report(sentence.text, [wrong], found)
        key = tuple(changes.items())
        try:
            if key not in self._edited:
                scenario = edit(self.base.scenario, changes)
                same = scenario is self.base.scenario
                self._edited[key] = self.base if same else Edited(scenario, self.base.start, self.base.end)
        except ScenarioError as error:
            found.mistakes += [replace(mistake, file=place("interventions")) for mistake in error.mistakes]
        return self._edited.get(key, self.base)


def imposed(sentence: Sentence, before: Edited, after: Edited, found: Findings) -> list[Intervention]:
    """What a sentence imposes during the run. Its ids are those of the scenario after all changes: one may have added what it speaks of."""
    wrong: Sequence[Wrong] = sentence.wrong
    if after is not before and sentence.form.text:
        wrong = [*after.grammar.mistakes(sentence.form, sentence.words), *sentence.astray]
    report(sentence.text, wrong, found)
    try:
        return DURING[sentence.form](sentence.words, after.run) if not wrong else []
    except Wrong as error:
        report(sentence.text, [error], found)
        return []


def report(sentence: str, wrong: Sequence[Wrong], found: Findings) -> None:
    for one in wrong:
        found.note(place("interventions"), 0, sentence, one.message, one.remedy)


def plan(scenario: Scenario, sentences: Sequence[str], start: date, end: date, *, edited: bool = False) -> Plan:
    """The interventions of one run.

    Parameters
    ----------
    scenario
        The scenario before any intervention.
    sentences
        Interventions in the order in which they take effect (spec/experiments.md, section 1).
    start, end
        First and last day of the run.
    edited
        Whether the scenario holds the changes already, as the scenario of some results does.

    Returns
    -------
    Plan
        The changed scenario, and the interventions during the run.

    Raises
    ------
    ScenarioError
        With every mistake; ``interventions`` (on the command line ``--do``) takes the place of the file.
    """
    return Planner(scenario, start, end).plan(sentences, held=len(sentences) if edited else 0)

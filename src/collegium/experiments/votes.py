"""Recorded votes whose motion a run can put (spec/experiments.md, section 6).

>>> for one in votes(scenario):      # doctest: +SKIP
...     print(one.row.id, one.motion.text, sorted(one.yes), sorted(one.no))
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from collegium.engine import moves
from collegium.errors import SettingError
from collegium.experiments.targets import coded
from collegium.interventions.during import ANSWERS, UNAIMED, listed, number
from collegium.interventions.grammar import Form, Grammar
from collegium.interventions.slots import ids
from collegium.scenario.findings import Wrong, shown, suggest
from collegium.scenario.kinds import MOTION_KINDS
from collegium.scenario.model import Body, Record, Scenario

POLICY = "policy"
MOVES = {MOTION_KINDS[move.MOTION].name: name for name, move in zip(moves.NAMES, moves.MOVES, strict=True) if hasattr(move, "MOTION")}
"""Kind of motion -> the move that submits it."""
FREE = [name for name, menu in zip(moves.NAMES, moves.MENUS, strict=True) if menu & ~ANSWERS]
"""Moves that do not only answer something."""
ABOUT_NOBODY = {row.name for row in MOTION_KINDS if row.sense == 0}
"""Kinds of motion without a target."""
AIMED = tuple(kind for kind, name in MOVES.items() if kind not in ABOUT_NOBODY and name in FREE and name not in UNAIMED)
"""Kinds of motion that can be put against (or for) somebody."""
EVASIONS = ("resign_seat", "tender_resignation")
"""Moves by which a target makes a motion pointless."""
FORMS = (Form("policy of ISSUE = VALUE by PEOPLE"), Form("MOTION against PERSON by PEOPLE"))


@dataclass(frozen=True)
class Motion:
    """The motion of a recorded vote.

    Parameters
    ----------
    text
        As the record says it.
    kind
        Its kind.
    movers
        Who put it; where the record does not say who of several, all of these.
    about
        The issue, or the person against (or for) whom it is.
    value
        The policy that is asked for, -1..1; 0 if it is on a person.
    body
        The body that voted.
    """

    text: str
    kind: str
    movers: tuple[str, ...]
    about: str
    value: float
    body: str

    @property
    def target(self) -> str:
        """The person whom it concerns, '' if it is on policy."""
        return "" if self.kind == POLICY else self.about

    def sentences(self, scenario: Scenario, mover: str, day: date) -> list[str]:
        """Interventions by which ``mover`` puts it from ``day`` on, and which see to it that it is new and is heard.

        Nobody else moves one of its kind, nobody holds it back, its target does not give up first, and its mover does not make peace with
        the target. The body may decide it, whatever its statute says. The mover of a policy asks for just this policy.
        """
        body, move = body_of(scenario, self.body), MOVES[self.kind]
        found = [f"forbid anybody to {move}", "forbid anybody to hold_back"]
        if self.kind not in body.decides:
            found.append(f"set body.{body.id}.decides = {';'.join(sorted({*body.decides, self.kind}))}")
        if self.kind == POLICY:
            found.append("set compromise = 1")
            found.append(f"make position of {mover} on {self.about} {self.value} on {day}")
        else:
            found += [f"forbid {self.about} to {evasion}" for evasion in EVASIONS]
            found.append(f"forbid {mover} to reconcile towards {self.about}")
        aim = "on" if self.kind == POLICY else "against"
        return [*found, f"force {mover} to {move} {aim} {self.about} on {day}"]


@dataclass(frozen=True)
class Vote:
    """A recorded vote whose motion can be put, read by :func:`votes`.

    Parameters
    ----------
    row
        Its row of the record.
    day
        The day of the vote; of a range, the first.
    motion
        What was asked.
    yes, no
        Who voted how.
    """

    row: Record
    day: date
    motion: Motion
    yes: frozenset[str]
    no: frozenset[str]

    def unasked(self, opening: Scenario) -> Mapping[str, str]:
        """Whose vote the model does not foretell, and why, given the facts of the first day of a run."""
        body = self.motion.body
        voters = {seat.person for seat in opening.seats if (seat.body, seat.rank) == (body, "full")}
        given = {self.motion.target: "the target of a motion is certain to vote against it (or for it, if it is a favour)"}
        if len(self.motion.movers) == 1:
            given[self.motion.movers[0]] = "the mover of a motion is certain to vote for it"
        return {
            person: given.get(person) or f"no full seat in {body}, so no vote"
            for person in sorted(self.yes | self.no) if person in given or person not in voters
        }  # fmt: skip

    def foretold(self, opening: Scenario) -> list[str]:
        """Those whose vote the model foretells."""
        return sorted((self.yes | self.no) - set(self.unasked(opening)))

    def run(self, scenario: Scenario, start: date) -> tuple[date, date]:
        """The day from which the motion is put, in a run that begins with ``start``, and the last day of the run: the body then has met."""
        step, body = scenario.step, body_of(scenario, self.motion.body)
        steps = body.cadence + max(body.delay.values) + body.deadline + 2
        return max(start, self.day - timedelta(days=step)), min(self.day + timedelta(days=step * int(steps)), scenario.end)


def body_of(scenario: Scenario, name: str) -> Body:
    return next(body for body in scenario.bodies if body.id == name)


def votes(scenario: Scenario) -> list[Vote]:
    """The votes of a scenario's record whose motion can be put, in the order of the record.

    Parameters
    ----------
    scenario
        A scenario with a record.

    Returns
    -------
    list of Vote
        Each with its motion and sides.

    Raises
    ------
    SettingError
        With every motion that cannot be read, and every row whose sides are missing or name somebody who is not in the scenario.
    """
    return coded(scenario, "vote", vote)


def vote(row: Record, scenario: Scenario) -> Vote:
    """Read one vote. Raises :class:`SettingError`."""
    assert row.span.start is not None
    day, (yes, no) = row.span.start.earliest, cast(row.value)
    people = {person.id for person in scenario.people}
    slots = {
        **ids(scenario, scenario.first, scenario.end), "MOTION": AIMED, "VALUE": partial(number, low=-1.0, high=1.0),
        "PEOPLE": partial(movers, people=people),
    }  # fmt: skip
    read = Grammar("motion", FORMS, slots, "remove against PERSON by PERSON").read(row.measure)
    wrong = [*read.wrong, *amiss(yes, no, people)]
    if not scenario.first <= day < scenario.end:
        wrong.append(Wrong("the vote lies outside the span", "leave it out, with a reason"))
    if wrong:
        mistakes = "; ".join(f"{shown(each.message)} (do: {each.remedy})" for each in wrong)
        raise SettingError(f"motion '{shown(row.measure)}': {mistakes}")
    kind, about = read.words.get("motion") or POLICY, read.words.get("person") or read.words["issue"]
    made = Motion(read.text, kind, movers(read.words["people"], people), about, float(read.words.get("value") or 0), row.body)
    return Vote(row, day, made, yes, no)


def movers(text: str, people: Collection[str]) -> tuple[str, ...]:
    """Those who may have put a motion, joined by commas. Raises :class:`Wrong`."""
    found = tuple(dict.fromkeys(listed(text)))
    for one in found:
        if one not in people:
            raise Wrong(f"there is no person '{one}'", suggest(one, people))
    return found


def amiss(yes: frozenset[str], no: frozenset[str], people: Collection[str]) -> list[Wrong]:
    """What is wrong with the sides of a vote."""
    found = []
    if not yes | no:
        found.append(Wrong("'value' does not say who voted how", "write 'yes:ID,ID no:ID' there, or leave the vote out with a reason"))
    if yes & no:
        found.append(Wrong(f"{', '.join(sorted(yes & no))} cannot have voted both ways", "name everybody once"))
    for stranger in sorted((yes | no) - set(people)):
        found.append(Wrong(f"there is no person '{stranger}'", suggest(stranger, people)))
    return found


def cast(value: str) -> tuple[frozenset[str], frozenset[str]]:
    """Who voted for and against, by the wording of the record: ``yes:a,b no:c``."""
    parts = dict(part.split(":", 1) for part in value.split() if part.startswith(("yes:", "no:")))
    yes, no = (frozenset(filter(None, parts.get(side, "").strip(";").split(","))) for side in ("yes", "no"))
    return yes, no

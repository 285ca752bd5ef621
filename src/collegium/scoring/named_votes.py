"""How named people voted: statements, the chances that the model gives, and forecasts by simple rules.

The motion of the record is put before its body in every history, with the facts of the first day of the period. A member's chance of a
yes is the mean of what their log-odds say, over the histories in which the body voted on it. The votes of the mover and of the target are
not foretold, because the rules fix them. Where the record does not say who of several put it, each does in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np

from collegium.ensemble.traces import logistic
from collegium.experiments.positions import put
from collegium.experiments.votes import Vote, cast, votes
from collegium.results.sentences import short_names
from collegium.scenario import at
from collegium.scenario import kinds as K
from collegium.scenario.model import MOTIONS, Scenario
from collegium.scoring.plan import Plan
from collegium.scoring.rules import Floats
from collegium.scoring.statements import Statement

BLOCK = "named_votes"
UNHEARD = 0.5
"""The chance of a yes where no history has the vote; in any other case it is never exactly this."""


def named(case: Scenario, spans: Sequence[tuple[date, date]]) -> list[Statement]:
    """One statement for each person and vote: that the person votes yes."""
    names, found = short_names(case), []
    for one in votes(case):
        period = next((n for n, (start, end) in enumerate(spans) if start <= one.day < end), None)
        if period is not None:
            start = spans[period][0]
            end = one.run(case, start)[1]
            found += [
                Statement(f"{one.row.id}:{person}", f"{names[person]} votes for it: {one.row.what}", BLOCK, period, start, end,
                          person in one.yes, one.row.source.certainty, person, sentence=one.motion.text, vote=one)
                for person in one.foretold(at(case, start))
            ]  # fmt: skip
    return found


def chances(case: Scenario, variant: str, vote: Vote, people: Sequence[str], start: date, plan: Plan) -> Floats:
    """The chance of a yes of each person, in the vote of a run that begins with ``start``.

    Returns
    -------
    numpy.ndarray
        Shape (people,): the mean over histories, drawn to one half by the weight of one history, so that no chance is 0 or 1. Where
        several may have put the motion, the mean of what happens if each does, the person's own motions left out.
    """
    by = {mover: put(case, variant, vote, mover, start, plan) for mover in vote.motion.movers}
    return np.array([np.mean([shrunk(told, person) for mover, told in by.items() if mover != person]) for person in people])


def shrunk(told: Sequence[Mapping[str, float]], person: str) -> float:
    """The mean of the chances of a yes in the histories that have one."""
    known = [logistic(odds[person]) for odds in told if person in odds]
    return (sum(known) + UNHEARD) / (len(known) + 1.0)


# forecasts by rules


def history(case: Scenario, before: date) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Sides of the recorded votes that were over before a day, the latest last."""
    dated = [(row.span.start.latest, *cast(row.value)) for row in case.record if row.type == "vote" and row.span.start]
    return [(yes, no) for day, yes, no in sorted(dated, key=lambda one: one[0]) if day < before and yes | no]


def majority(case: Scenario, asked: Sequence[Statement]) -> Floats:
    """Everybody sides with the majority of the others in the same vote, as often as in the votes before."""
    found = np.empty(len(asked))
    for k, one in enumerate(asked):
        assert one.vote is not None
        past = [side for yes, no in history(case, one.start) if (side := with_most(yes, no, one.person)) is not None]
        likely = (sum(past) + 1.0) / (len(past) + 2.0)
        yes, no = len(one.vote.yes - {one.person}), len(one.vote.no - {one.person})
        found[k] = 0.5 if yes == no else likely if yes > no else 1.0 - likely
    return found


def with_most(yes: frozenset[str], no: frozenset[str], person: str) -> bool | None:
    """Whether somebody voted as most of the others did; None if they did not vote or the others were even."""
    others = len(yes - {person}), len(no - {person})
    return None if person not in yes | no or others[0] == others[1] else (person in yes) == (others[0] > others[1])


def alignment(case: Scenario, asked: Sequence[Statement]) -> Floats:
    """Everybody is on the side of those who may have put the motion if they were in the last vote in which both took part, else against
    the target's. Twice as likely as not, or an even chance if there was no such vote."""
    found = np.empty(len(asked))
    for k, one in enumerate(asked):
        assert one.vote is not None
        motion, past = one.vote.motion, history(case, one.start)
        known = [side for mover in motion.movers if mover != one.person and (side := together(past, one.person, mover)) is not None]
        if not known and motion.target and (side := together(past, one.person, motion.target)) is not None:
            known = [side == (K.MOTION_KINDS[MOTIONS.index(motion.kind)].sense > 0)]
        found[k] = float(np.mean([2.0 / 3.0 if side else 1.0 / 3.0 for side in known])) if known else 0.5
    return found


def together(past: Sequence[tuple[frozenset[str], frozenset[str]]], one: str, other: str) -> bool | None:
    """Whether two were on the same side in the last vote in which both took part; None if there was none."""
    return next(((one in yes) == (other in yes) for yes, no in reversed(past) if {one, other} <= yes | no), None)


BASELINES: dict[str, tuple[Callable[[Scenario, Sequence[Statement]], Floats], str]] = {
    "majority": (majority, "everybody votes with the majority of the others in the same vote, as often as in the votes before"),
    "alignment": (alignment, "everybody sides with the mover, or against the target, as in the last vote"),
}
"""Name -> forecast of named votes, meaning."""

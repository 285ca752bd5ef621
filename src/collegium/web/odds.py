"""The odds of two futures of one past: how often each outcome follows, with intervals, as the futures come in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from collegium.analysis import mean, wilson
from collegium.analysis.columns import known, listed
from collegium.explorer import Futures
from collegium.language import current, numeral
from collegium.report.words import interval, number, points
from collegium.web import messages

Told = Callable[[pa.Table], NDArray[np.bool_]]


@dataclass
class Bar:
    """One outcome in both futures: shares in percent with their 95% intervals, and the paired difference in points."""

    label: str
    rows: list[tuple[float, float, float, str]]
    gap: str


@dataclass
class Odds:
    """The questions, and the counts so far.

    Parameters
    ----------
    asked
        Label of an outcome -> whether it holds, by history.
    """

    asked: dict[str, Told]
    found: tuple[dict[str, list[NDArray[np.bool_]]], ...] = field(default_factory=lambda: ({}, {}))

    def add(self, arm: int, futures: Futures) -> None:
        """Count some futures of an arm."""
        table = futures.histories()
        for label, holds in self.asked.items():
            self.found[arm].setdefault(label, []).append(holds(table))

    def n(self) -> int:
        """So many futures of each arm are counted."""
        return min((sum(map(len, next(iter(arm.values()), []))) for arm in self.found), default=0)

    def bars(self) -> list[Bar]:
        """The outcomes so far."""
        n = self.n()
        return [self.bar(label, [np.concatenate(arm[label])[:n] for arm in self.found]) for label in self.asked] if n else []

    @staticmethod
    def bar(label: str, arms: Sequence[NDArray[np.bool_]]) -> Bar:
        rows = []
        for hits in arms:
            low, high = (float(bound) for bound in wilson(int(hits.sum()), len(hits)))
            share = float(hits.mean())
            rows.append(
                (
                    100 * share,
                    100 * low,
                    100 * high,
                    messages.local(f"{number(share, 'share')} ({interval(low, high, 'share')})", current()),
                )
            )
        change = mean(arms[1].astype(float) - arms[0].astype(float))
        same = bool((arms[0] == arms[1]).all())
        gap = "0" if same else numeral(f"{points(change.value)} ({points(change.low)} … {points(change.high)})")
        return Bar(label, rows, gap)


def questions(person: str, name: str, leader: str, leads: str, top: str, say: Callable[[str], str]) -> dict[str, Told]:
    """What the odds of a fork are about: the person who chooses, whoever is the strongest as it was, and the body."""
    asked: dict[str, Told] = {
        say("{who} is the strongest at the end").format(who=name): strongest(person),
        say("{who} loses a seat in the {body}").format(who=name, body=top): dated(f"lost_top:{person}"),
        say("{who} is expelled, sent away, arrested or exiled").format(who=name): harmed(person),
    }
    if leader != person:
        asked[say("{who} is the strongest at the end").format(who=leads)] = strongest(leader)
    asked[say("One person comes to rule alone")] = dated("one_man_from")
    asked[say("Nobody loses a full seat in the {body}").format(body=top)] = lambda table: ~dated("first_loss")(table)
    return asked


def strongest(person: str) -> Told:
    """Whether this person is the strongest at the end."""
    return lambda table: np.array([who == person for who in listed(table["strongest"])], np.bool_)


def dated(column: str) -> Told:
    """Whether something happened at all."""
    return lambda table: known(table[column]) if column in table.column_names else np.zeros(table.num_rows, np.bool_)


def harmed(person: str) -> Told:
    """Whether this person was expelled, sent away, arrested or exiled."""
    return lambda table: np.any([dated(f"{rung}:{person}")(table) for rung in ("expelled", "sent_away", "arrested", "exiled")], axis=0)

"""Traced histories: the rows of the trace, and the votes in it with every member's log-odds.

The engine writes what led to a vote before its result, in the order in which things were done.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from collegium.engine.compile import Model
from collegium.ensemble.player import Draw, Player
from collegium.scenario import kinds as K
from collegium.scenario.model import MOTIONS

Found = TypeVar("Found")
RESULTS = (*range(len(MOTIONS)), K.L_NOT_ELECTED)
"""Kinds of rows that are the result of a vote."""
VOTES = frozenset((*RESULTS, K.T_VOTE, K.T_BLOC))
"""Kinds of rows that belong to votes."""


@dataclass(frozen=True)
class Row:
    """One row of the trace. Of a vote ``value`` is the sum of ``terms`` in log-odds."""

    week: int
    kind: int
    actor: int
    target: int
    body: int
    subject: int
    yes: int
    no: int
    flag: int
    value: float
    terms: Any


PLAIN = tuple(part.name for part in fields(Row) if part.name != "terms")
"""What each row of the trace has beside its terms."""
KIND = PLAIN.index("kind")
"""The place of the kind among them."""


def rows_of(io: Any, kinds: Container[int] | None = None) -> list[Row]:
    """The rows of an output record, or those of some kinds."""
    n = int(io["n_log"])
    if not n:
        return []
    columns = [io[f"log_{name}"][:n].tolist() for name in PLAIN]
    terms = io["log_terms"][:n].copy()
    rows = zip(*columns, terms, strict=True)
    return [Row(*cells) for cells in rows if kinds is None or cells[KIND] in kinds]


def decided(row: Row) -> bool:
    """Whether the row is the result of a vote."""
    return row.kind in RESULTS


def alike(one: Row, other: Row) -> bool:
    """Whether two rows belong to votes in one body about the same."""
    return (one.body, one.subject, one.target) == (other.body, other.subject, other.target)


def begins(ballot: Sequence[Row], row: Row) -> bool:
    """Whether ``row`` opens another vote: members come in order, then constituencies in order."""
    last = ballot[-1]
    return not alike(last, row) or (row.kind, row.actor) <= (last.kind, last.actor)


def gather(ballots: list[list[Row]], row: Row) -> None:
    """Put a row of a member or bloc with those of the same vote, or begin another vote with it."""
    if not ballots or begins(ballots[-1], row):
        ballots.append([])
    ballots[-1].append(row)


def votes_in(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Every vote among rows of the kinds :data:`VOTES`: its result, and the votes of members and blocs."""
    ballots: list[list[Row]] = []
    for row in rows:
        if decided(row):
            yield row, ballots[-1] if ballots and alike(ballots[-1][-1], row) else []
            ballots = []
        else:
            gather(ballots, row)


def traced(
    model: Model, seed: int, drawn: Draw, count: int, threads: int, read: Callable[[Iterator[tuple[Row, list[Row]]]], Found]
) -> list[Found]:  # fmt: skip
    """Simulate histories with their trace, and read the votes of each.

    Parameters
    ----------
    model
        The arrays of the scenario with the interventions of a run.
    seed
        Of the run.
    drawn
        The draw of the histories, which are numbered from 0.
    count
        How many.
    threads
        At most so many at a time. Changes nothing.
    read
        Gets the votes of a history in their order, and returns what is kept of them.

    Returns
    -------
    list
        What ``read`` has returned, in order of the histories.
    """
    player = Player(model, seed, tracing=True)
    player.prepare()

    def history(k: int) -> Found:
        with player.buffers() as buffers:
            ios = buffers.ios[:1]
            pieces = player.alone(buffers, drawn, k, k, ios)
            return read(vote for _ in pieces for vote in votes_in(rows_of(ios[0], VOTES)))

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(history, range(count)))


def logistic(x: float) -> float:
    """The chance that belongs to log-odds."""
    return 1.0 / (1.0 + math.exp(-max(-700.0, min(700.0, x))))

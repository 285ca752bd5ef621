"""From result tables to one number a history, in order of history number.

Of a table that grows with histories times months the module reads only the columns asked for, batch by batch, and keeps only
the few rows that the measure needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from collegium.analysis.columns import NEVER, Recorded, codes, days, numbers

Values: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = dict[str, NDArray[Any]]
MONTH = 365.25 / 12
"""Days of a month."""
EVER = -int(NEVER)
"""Before all days, which are counted from 1970."""
LINES = ("policy", "insist_policy", "renew_policy")
"""Kinds of motion that set a policy if carried."""


def _shares(true: NDArray[np.bool_]) -> Values:
    """1 where it is so."""
    return true.astype(np.float64)


# the table of histories


def column(results: Recorded, name: str) -> Values:
    """A column of numbers as stored; NaN for null."""
    return numbers(results.histories([name])[name])


def none_of(results: Recorded, name: str) -> Values:
    """1 where a count is zero."""
    return _shares(column(results, name) == 0)


def is_word(results: Recorded, name: str, word: str) -> Values:
    return _shares(codes(results.histories([name])[name], [word]) == 0)


def befell(results: Recorded, name: str, before: int = NEVER) -> Values:
    """1 where the day of this column lies before a day (or lies anywhere)."""
    return _shares(days(results.histories([name])[name]) < before)


def months_until(results: Recorded, name: str, begin: int, stop: int) -> Values:
    """Months from ``begin`` to the day of this column, or to ``stop`` if there is none."""
    day = np.minimum(days(results.histories([name])[name]), stop)
    return (day.astype(np.float64) - begin) / MONTH


# tables of series


def rows(
    results: Recorded,
    table: str,
    where: Mapping[str, Sequence[str]],
    begin: int,
    stop: int,
    wanted: Sequence[str],
    names: Sequence[str] = (),
) -> Rows:
    """The rows dated from ``begin`` to before ``stop`` in which each column of ``where`` holds one of its words: the columns wanted,
    and ``place``, the position of the history. A column of words becomes positions in ``names``, from ``len(names)`` on for others."""
    known = list(names)
    found: dict[str, list[NDArray[Any]]] = {name: [] for name in ("history", *wanted)}
    for batch in results.batches(table, list(dict.fromkeys(("history", "date", *where, *wanted)))):
        day = days(batch["date"])
        kept = (day >= begin) & (day < stop)
        for name, words in where.items():
            code = codes(batch[name], list(words))
            kept &= (code >= 0) & (code < len(words))
        few = batch.filter(pa.array(kept))
        for name, parts in found.items():
            parts.append(_plain(few[name], known))
    whole = {name: np.concatenate(parts) if parts else np.empty(0) for name, parts in found.items()}
    whole["place"] = np.searchsorted(order(results), whole["history"])
    return whole


def _plain(values: pa.Array, names: list[str]) -> NDArray[Any]:
    if pa.types.is_dictionary(values.type):
        return codes(values, names)
    return days(values) if pa.types.is_date(values.type) else numbers(values)


def order(results: Recorded) -> Values:
    """The numbers of the histories."""
    return column(results, "history")


def reading(results: Recorded, table: str, where: Mapping[str, Sequence[str]], day: int, value: str, missing: float = np.nan) -> Values:
    """``value`` of the one row a history that the table has on ``day``; ``missing`` where it has none."""
    found = rows(results, table, where, day, day + 1, [value])
    values = np.full(len(order(results)), missing)
    values[found["place"]] = found[value]
    return values


def has_row(results: Recorded, table: str, where: Mapping[str, Sequence[str]], day: int) -> Values:
    """1 where the table has such a row on ``day``."""
    found = rows(results, table, where, day, day + 1, [])
    return _shares(np.bincount(found["place"], minlength=len(order(results))) > 0)


def full_seat(results: Recorded, person: str, day: int) -> Values:
    return _shares(reading(results, "shares", {"person": [person]}, day, "seat", 0.0) == 2)


# events


def count(results: Recorded, where: Mapping[str, Sequence[str]], begin: int, stop: int, carried: bool, any_: bool) -> Values:
    """How many events (motions that were ``carried``) there are; with ``any_`` 1 where there is one."""
    found = rows(results, "events", where, begin, stop, ["passed"] if carried else [])
    place = found["place"][found["passed"] == 1] if carried else found["place"]
    counted = np.bincount(place, minlength=len(order(results)))
    return _shares(counted > 0) if any_ else counted.astype(np.float64)


def last_line(results: Recorded, issue: str, stop: int, drawn: float) -> Values:
    """The policy carried last before ``stop``; ``drawn`` where there was none."""
    found = rows(results, "events", {"kind": LINES, "subject": [issue]}, EVER, stop, ["passed", "value"])
    carried = found["passed"] == 1
    return _last(found["place"][carried], found["value"][carried], np.full(len(order(results)), drawn))


def _last(place: NDArray[np.int64], values: Values, before: Values) -> Values:
    """The last value of each history, whose rows are neighbours; ``before`` where it has none."""
    found = before.copy()
    last = np.flatnonzero(np.diff(place, append=-1))
    found[place[last]] = values[last]
    return found


def _turns(results: Recorded, person: str, office: str, stop: int) -> tuple[NDArray[np.int64], NDArray[np.int32], Values]:
    """When the person came to hold the office (1) or to hold it no more (0): place, day and which. Whoever takes it ends the tenure of
    the one before; that somebody else has left it says nothing."""
    where = {"kind": ["took_office", "left_office"], "subject": [office]}
    found = rows(results, "events", where, EVER, stop, ["date", "kind", "target"], ["took_office", person])
    took, own = found["kind"] == 0, found["target"] == 1
    bears = took | own
    return found["place"][bears], found["date"][bears], (took & own)[bears].astype(np.float64)


def holds(results: Recorded, person: str, office: str, stop: int, at_start: bool) -> Values:
    """1 where the person holds the office after all that came before ``stop``."""
    place, _, held = _turns(results, person, office, stop)
    return _last(place, held, np.full(len(order(results)), float(at_start)))


def months_held(results: Recorded, person: str, office: str, begin: int, stop: int, at_start: bool) -> Values:
    """Months from ``begin`` to ``stop`` for which the person holds the office: the rest of the run for each turn towards it, less the
    rest of the run for each turn away."""
    place, day, held = _turns(results, person, office, stop)
    first = np.diff(place, prepend=-1) != 0
    before = np.where(first, float(at_start), np.roll(held, 1))
    total = np.bincount(place, weights=(held - before) * (stop - day), minlength=len(order(results)))
    return (total.astype(np.float64) + float(at_start) * (stop - begin)) / MONTH

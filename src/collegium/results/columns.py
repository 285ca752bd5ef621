"""From the records that the engine leaves behind to the columns of ``docs/results.md``.

Two stages, because the first runs beside the engine in every thread and the second once a shard. :meth:`Columns.take` copies
the numbers of a few histories out of the engine's buffers into plain arrays. :meth:`Columns.tables` makes Arrow tables of
many such pieces. Dictionaries are whole in every shard, so equal rows are equal bytes however they were cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from collegium.engine import layout as L
from collegium.engine.compile import Model
from collegium.errors import RunError
from collegium.models.fragmentation import concentration
from collegium.scenario import calendar
from collegium.scenario import kinds as K
from collegium.scenario.kinds import MOTIONS, RULES
from collegium.scenario.model import UNALIGNED

Array: TypeAlias = NDArray[Any]
Log: TypeAlias = dict[str, Array]
"""Column of the engine's log -> its rows in one history."""
Piece: TypeAlias = dict[str, dict[str, Array]]
"""Table -> column -> values, for a few histories running."""

EPOCH = date(1970, 1, 1).toordinal()
LOG_FIELDS = tuple(name.removeprefix("log_") for name, *_ in L.log() if name != "log_terms")
LONG = ("motions", "carried", "unanimous", "sanctions", "sanctions_carried", "appeals", "appeals_won")
"""Counts that may be too many for two bytes."""
COUNTS = {name: "i4" if name in LONG else "i2" for name in L.COUNTS} | {"output": "f4"}
"""Outcomes copied without a change, and the width of their column."""
TOLLS = {"died_of_hunger": L.FAMINE_TOLL, "died_of_war": L.WAR_TOLL, "died_in_revolts": L.REVOLT_TOLL, "died_of_terror": L.TERROR_TOLL}
"""Column of deaths among populations, in thousands -> its place in the engine's record."""
THOUSANDS = 1000.0
"""In a million, in which the engine counts people."""
DATED = {
    "lost_top": "lost_top", "lost_committee": "lost_committee", "lost_office": "lost_office", "sent_away": "sent_away",
    "expelled": "expelled_at", "arrested": "arrested_at", "exiled": "exiled_at", "died": "died",
}  # fmt: skip
"""Column of the histories -> field of the engine's record: the first step at which it befell each person."""
CAPABLE = ("capable", "by_votes")
"""Further chances of the last grid: of those who ignore comradeship and find sponsors; the same with the agenda certain."""
RULERS = ("ruler", "ruler_strict", "ruler_loose")
"""Who rules alone by the thresholds as given, by stricter and by looser ones."""
LEAST = 0.02
"""The least allegiance that has a row of its own."""
FINE, COARSE = 4, 2
"""Digits kept of monthly shares of power; of ties and allegiances. No finer number means anything, and files are a third the size."""
READINGS = ("contest", "vulnerability", "initiative", "bypass")
RULED = (
    "rule", "ruler", *(f"{kind}_{what}" for kind in ("one_man", "bloc", "one_man_strict", "one_man_loose") for what in ("from", "by")),
    *(f"quarters_{kind}" for kind in RULES),
)  # fmt: skip
"""Columns of the histories that come from readings of who rules; absent where nobody asked for them."""

KINDS = (
    *(f"{mark.name}_{motion}" if mark.name else motion for mark in K.MARKS for motion in MOTIONS),
    *(row.name for row in K.ROW_KINDS),
)  # fmt: skip
"""Kinds of event, motions first; one that comes back carries the kind of what it is about."""
VOTED = len(K.MARKS) * len(MOTIONS)
"""So many of them are motions put to the vote."""
ABOUT = (*(row.about for row in K.MOTION_KINDS[: len(MOTIONS)] * len(K.MARKS)), *(row.about for row in K.ROW_KINDS))
"""What the subject of each kind of event is a number of."""


def log_of(io: Any) -> Log:
    """The rows of one history's log, copied."""
    n = int(io["n_log"])
    return {field: io[f"log_{field}"][:n].copy() for field in LOG_FIELDS}


def words(index: Array, names: Sequence[str]) -> pa.Array:
    """Dictionary column of ``names[index]``, null where ``index`` is negative."""
    missing = index < 0
    places = pa.array(np.where(missing, 0, index).astype(np.int16), mask=missing)
    return pa.DictionaryArray.from_arrays(places, pa.array(list(names), pa.string()))


def named(index: int, names: Sequence[str]) -> str | None:
    """One cell of :func:`words`."""
    return names[index] if index >= 0 else None


def numbers(values: Array, missing: Array | None = None) -> pa.Array:
    return pa.array(values, mask=missing)


class Columns:
    """The columns of one model's results. ``wanted`` holds what is recorded besides outcomes: ``series``, ``events``."""

    def __init__(self, model: Model, wanted: Sequence[str]) -> None:
        self.model, self.wanted = model, wanted
        sc = model.sc[0]
        self.people = len(model.people)
        self.months = np.asarray(sc["months"])[: int(sc["n_months"])]
        self.quarters = np.asarray(sc["quarters"])[: int(sc["n_quarters"])]
        self.years = np.asarray(sc["years"])[: int(sc["n_years"])]
        self.grids = sorted({int(step) for step in sc["grids"]})
        self.first, self.per_year = int(sc["first"]), float(sc["per_year"])
        self.subjects, self.offset = self._subjects()

    def _subjects(self) -> tuple[list[str], NDArray[np.int64]]:
        """All names that a subject can have, and by kind of event where its own begin (-1: no subject)."""
        m = self.model
        ids = {
            K.ABOUT_MOTION: MOTIONS, K.ABOUT_OFFICE: m.offices, K.ABOUT_BODY: m.bodies, K.ABOUT_DOCUMENT: m.documents,
            K.ABOUT_EVENT: m.events, K.ABOUT_ISSUE: m.issues, K.ABOUT_STATUTE: m.statutes,
            K.ABOUT_PEOPLE: m.constituencies, K.ABOUT_THEATRE: m.theatres,
        }  # fmt: skip
        names: list[str] = []
        begins = {K.ABOUT_NOTHING: -1}
        for about, found in ids.items():
            begins[about] = len(names)
            names += found
        return names, np.array([begins[about] for about in ABOUT], np.int64)

    def day(self, steps: Array) -> NDArray[np.int32]:
        """Days since 1970 of the first day of each step, not before the start."""
        start, length = self.model.scenario.start.toordinal(), self.model.scenario.step
        days = (np.asarray(steps, np.int64) - self.first + start // length) * length
        found: NDArray[np.int32] = (np.maximum(days, start) - EPOCH).astype(np.int32)
        return found

    def first_day(self, step: int) -> date:
        """The first day of one step, not before the start."""
        start, length = self.model.scenario.start.toordinal(), self.model.scenario.step
        return calendar.from_ordinal(max((step - self.first + start // length) * length, start))

    def dates(self, steps: Array) -> pa.Array:
        """Date column; null where a step is NEVER."""
        missing = steps == L.NEVER
        return pa.array(self.day(np.where(missing, 0, steps)), pa.int32(), mask=missing).cast(pa.date32())

    # first stage

    def take(self, first: int, ios: Any, logs: Sequence[Log]) -> Piece:
        """The numbers of histories ``first``, ``first + 1``, ... out of the engine's records."""
        piece = {"histories": self._outcomes(first, ios)}
        if "series" in self.wanted:
            piece |= {"shares": self._shares(first, ios), "rule": self._rule(first, ios), "grid": self._grid(first, ios)}
            piece |= {"ties": self._ties(first, ios), "allegiances": self._allegiances(first, ios)}
        if "events" in self.wanted:
            piece["events"] = self._events(first, logs)
        return piece

    def _outcomes(self, first: int, ios: Any) -> dict[str, Array]:
        with np.errstate(over="ignore"):  # what is too large becomes infinite, and histories_table says so
            out = {name: ios[name].astype(kind) for name, kind in COUNTS.items()}
        out |= {name: (THOUSANDS * ios["toll"][:, place]).astype(np.float32) for name, place in TOLLS.items()}
        out["history"] = np.arange(first, first + len(ios), dtype=np.int32)
        out["member_years"] = (ios["member_steps"] / self.per_year).astype(np.float32)
        out["share"] = ios["final"][:, : self.people]
        for name, field in DATED.items():
            out[f"first:{name}"] = ios[field][:, : self.people]
        out["first_loss"] = ios["first_loss"]
        for name in ("rule", *RULERS):
            out[name] = ios[name][:, : len(self.quarters)]
        return {name: values.copy() for name, values in out.items()}

    def _shares(self, first: int, ios: Any) -> dict[str, Array]:
        seats = ios["seats"][:, : len(self.months), : self.people]
        n, month, who = np.nonzero(seats)
        return {
            "history": (first + n).astype(np.int32), "date": self.months[month], "person": who,
            "share": ios["shares"][n, month, who].round(FINE), "seat": seats[n, month, who],
        }  # fmt: skip

    def _rule(self, first: int, ios: Any) -> dict[str, Array]:
        size = len(self.quarters)
        # flatten, not ravel: the pieces outlive the buffers.
        flat = {name: ios[name][:, :size].flatten() for name in ("rule", *RULERS, "strongest", *READINGS)}
        history = np.repeat(np.arange(first, first + len(ios), dtype=np.int32), size)
        return flat | {"history": history, "date": np.tile(self.quarters, len(ios))}

    def _grid(self, first: int, ios: Any) -> dict[str, Array]:
        chances = ios["grid"][:, : len(self.grids), : self.people, : self.people]
        n, when, mover, target = np.nonzero(chances >= 0.0)
        apart = mover != target
        n, when, mover, target = n[apart], when[apart], mover[apart], target[apart]
        return {
            "history": (first + n).astype(np.int32), "date": np.array(self.grids)[when], "mover": mover, "target": target,
            "chance": chances[n, when, mover, target],
            **{name: np.where(when == len(self.grids) - 1, ios[name][n, mover, target], -1.0).astype(np.float32) for name in CAPABLE},
        }  # fmt: skip

    def _ties(self, first: int, ios: Any) -> dict[str, Array]:
        # The rows of one pair stand together: they differ little, which keeps the file small.
        ties = ios["ties"][:, : len(self.years), : self.people, : self.people].transpose(0, 2, 3, 1)
        n, who, whom, when = (place.astype(np.int16) for place in np.nonzero(~np.isnan(ties)))
        return {
            "history": first + n.astype(np.int32), "date": self.years[when], "from": who, "to": whom,
            "tie": ties[n, who, whom, when].round(COARSE),
        }  # fmt: skip

    def _allegiances(self, first: int, ios: Any) -> dict[str, Array]:
        whole = ios["allegiances"][:, : len(self.quarters), : len(self.model.constituencies)]
        # The unaligned come last, after everybody.
        shares = np.concatenate([whole[..., : self.people], whole[..., -1:]], axis=-1).transpose(0, 2, 3, 1)
        n, where, who, when = (place.astype(np.int16) for place in np.nonzero(shares >= LEAST))
        return {
            "history": first + n.astype(np.int32), "date": self.quarters[when], "constituency": where,
            "person": who, "share": shares[n, where, who, when].round(COARSE),
        }  # fmt: skip

    def _events(self, first: int, logs: Sequence[Log]) -> dict[str, Array]:
        sizes = [len(log["week"]) for log in logs]
        out = {field: np.concatenate([log[field] for log in logs]) for field in LOG_FIELDS}
        return out | {"history": np.repeat(np.arange(first, first + len(logs), dtype=np.int32), sizes)}

    # second stage

    def tables(self, theta: Any, pieces: Sequence[Piece]) -> dict[str, pa.Table]:
        """Arrow tables of the pieces, in the order given; ``theta`` holds the drawn parameters of the same histories."""
        joined = {
            table: {name: np.concatenate([piece[table][name] for piece in pieces]) for name in pieces[0][table]} for table in pieces[0]
        }
        make = {
            "shares": self.shares_table, "rule": self.rule_table, "grid": self.grid_table, "ties": self.ties_table,
            "allegiances": self.allegiances_table, "events": self.events_table,
        }  # fmt: skip
        found = {"histories": self.histories_table(theta, joined.pop("histories"))}
        return found | {table: make[table](columns) for table, columns in joined.items()}

    def histories_table(self, theta: Any, raw: Mapping[str, Array]) -> pa.Table:
        people, share = self.model.people, raw["share"]
        squares = concentration(share.T)
        if not (np.isfinite(squares).all() and np.isfinite(raw["output"]).all()):
            lost = int(raw["history"][~(np.isfinite(squares) & np.isfinite(raw["output"]))][0])
            raise RunError(f"history {lost} ran into numbers too large to calculate with: look at the parameters that were set")
        columns: dict[str, pa.Array] = {
            "history": numbers(raw["history"]),
            "strongest": words(np.where(squares > 0.0, share.argmax(axis=1), -1), people),
            "strongest_share": numbers(share.max(axis=1).astype(np.float32)),
            "effective_leaders": numbers((1.0 / np.maximum(squares, 1e-9)).astype(np.float32), squares == 0.0),
        }
        if len(self.quarters):
            columns |= self._ruled(raw)
        columns["member_years"] = numbers(raw["member_years"])
        columns["first_loss"] = self.dates(raw["first_loss"])
        columns |= {name: numbers(raw[name]) for name in (*COUNTS, *TOLLS)}
        place = {person: n for n, person in enumerate(people)}
        for person in sorted(people):
            columns[f"share:{person}"] = numbers(share[:, place[person]].astype(np.float32))
            for name in DATED:
                columns[f"{name}:{person}"] = self.dates(raw[f"first:{name}"][:, place[person]])
        columns |= {f"theta:{name}": numbers(np.ascontiguousarray(theta[name])) for name in L.PARAMETERS}
        return pa.table(columns)

    def _ruled(self, raw: Mapping[str, Array]) -> dict[str, pa.Array]:
        """Who rules at the end, when somebody ruled for the first time, and for how many quarters."""
        people, rule, ruler = self.model.people, raw["rule"], raw["ruler"]
        rows, last = np.arange(len(rule)), rule.shape[1] - 1
        columns = {"rule": words(rule[:, last], RULES), "ruler": words(ruler[:, last], people)}
        survived = rule == K.SOLE_SURVIVOR
        firsts = {
            "one_man": (rule == K.ONE_MAN, ruler), "bloc": (rule == K.BLOC, ruler),
            **{f"one_man_{way}": ((raw[f"ruler_{way}"] >= 0) & ~survived, raw[f"ruler_{way}"]) for way in ("strict", "loose")},
        }  # fmt: skip
        for name, (held, by) in firsts.items():
            ever, quarter = held.any(axis=1), held.argmax(axis=1)
            columns[f"{name}_from"] = self.dates(np.where(ever, self.quarters[quarter], L.NEVER))
            columns[f"{name}_by"] = words(np.where(ever, by[rows, quarter], -1), people)
        for number, kind in enumerate(RULES):
            columns[f"quarters_{kind}"] = numbers((rule == number).sum(axis=1).astype(np.int16))
        return columns

    def shares_table(self, raw: Mapping[str, Array]) -> pa.Table:
        return pa.table({
            "history": raw["history"], "date": self.dates(raw["date"]), "person": words(raw["person"], self.model.people),
            "share": raw["share"], "seat": raw["seat"],
        })  # fmt: skip

    def rule_table(self, raw: Mapping[str, Array]) -> pa.Table:
        people = self.model.people
        columns = {
            "history": numbers(raw["history"]), "date": self.dates(raw["date"]), "rule": words(raw["rule"], RULES),
            **{name: words(raw[name], people) for name in RULERS}, "strongest": words(raw["strongest"], people),
        }  # fmt: skip
        return pa.table(columns | {name: numbers(raw[name].astype(np.float32), raw[name] < 0.0) for name in READINGS})

    def grid_table(self, raw: Mapping[str, Array]) -> pa.Table:
        people = self.model.people
        return pa.table({
            "history": raw["history"], "date": self.dates(raw["date"]), "mover": words(raw["mover"], people),
            "target": words(raw["target"], people), "chance": raw["chance"],
            **{name: numbers(raw[name], raw[name] < 0.0) for name in CAPABLE},
        })  # fmt: skip

    def ties_table(self, raw: Mapping[str, Array]) -> pa.Table:
        people = self.model.people
        return pa.table({
            "history": raw["history"], "date": self.dates(raw["date"]), "from": words(raw["from"], people),
            "to": words(raw["to"], people), "tie": raw["tie"],
        })  # fmt: skip

    def allegiances_table(self, raw: Mapping[str, Array]) -> pa.Table:
        model = self.model
        return pa.table({
            "history": raw["history"], "date": self.dates(raw["date"]), "constituency": words(raw["constituency"], model.constituencies),
            "person": words(raw["person"], (*model.people, UNALIGNED)), "share": raw["share"],
        })  # fmt: skip

    def events_table(self, raw: Mapping[str, Array]) -> pa.Table:
        kind = self.kind(raw["kind"], raw["flag"])
        voted = kind < VOTED
        begin = self.offset[kind]
        subject = np.where((begin >= 0) & (raw["subject"] >= 0), begin + raw["subject"], -1)
        value = np.where(raw["value"] >= L.FOREVER, np.inf, raw["value"]).astype(np.float32)
        return pa.table({
            "history": raw["history"], "date": self.dates(raw["week"]), "kind": words(kind, KINDS),
            "actor": words(raw["actor"], self.model.people), "target": words(raw["target"], self.model.people),
            "body": words(raw["body"], self.model.bodies), "subject": words(subject, self.subjects),
            "yes": raw["yes"], "no": raw["no"], "passed": numbers((raw["flag"] & 1).astype(np.bool_), ~voted), "value": value,
        })  # fmt: skip

    def event(self, history: int, row: Any) -> dict[str, Any]:
        """One row of the table of events as plain Python values: a table of a single row takes a hundred times as long."""
        motion = row.kind < len(MOTIONS)
        kind = row.kind + (row.flag >> 1) * len(MOTIONS) if motion else row.kind - len(K.MOTION_KINDS) + VOTED
        begin, people = int(self.offset[kind]), self.model.people
        return {
            "history": history, "date": None if row.week == L.NEVER else self.first_day(row.week), "kind": KINDS[kind],
            "actor": named(row.actor, people), "target": named(row.target, people), "body": named(row.body, self.model.bodies),
            "subject": named(begin + row.subject if begin >= 0 and row.subject >= 0 else -1, self.subjects),
            "yes": row.yes, "no": row.no, "passed": bool(row.flag & 1) if kind < VOTED else None,
            "value": float(np.float32(np.inf if row.value >= L.FOREVER else row.value)),
        }  # fmt: skip

    @staticmethod
    def kind(kind: Array, flag: Array) -> NDArray[np.int64]:
        """Position in :data:`KINDS` of a log row; the flag of a motion is 1 if carried plus 2 times the kind of appeal."""
        appeal = (np.asarray(flag, np.int64) >> 1) * len(MOTIONS)
        found: NDArray[np.int64] = np.where(kind < len(MOTIONS), kind + appeal, kind - len(K.MOTION_KINDS) + VOTED).astype(np.int64)
        return found

"""From a scenario as of its first day to the arrays that the engine works on.

Reads only what :func:`collegium.scenario.at` left: rows valid on that day and no end date after it. Each kind of entity has the
order of the keys of its ids, so that row order cannot matter. Uncertain cells are listed here; the ensemble draws them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from collegium.engine import addresses as H
from collegium.engine import layout as L
from collegium.engine.draws import key_of
from collegium.scenario import calendar, cells
from collegium.scenario.kinds import (
    ABOLISH_BODY,
    AGENDA,
    ELECT,
    EVENTS,
    FOUND_BODY,
    FOUND_OFFICE,
    INTERVENTIONS,
    LEAD,
    MOTIONS,
)  # fmt: skip
from collegium.scenario.model import AWAY, ROTATION, Cell, Document, Event, Scenario
from collegium.scenario.snapshot import order_of_adoption

EARLY = 2**22
"""Added to the numbers of steps where a run begins before the year 1, so that none is negative."""

Record = Any
"""An array of one structured record."""


@dataclass(frozen=True)
class Uncertain:
    """A cell of the scenario that is drawn in every history."""

    label: str
    field: int
    i: int
    j: int
    cell: Cell


@dataclass(frozen=True)
class Intervention:
    """What an experiment changes while a history runs, in force from ``start`` (included) to ``end`` (excluded).

    ``kind`` is one of :data:`collegium.scenario.kinds.INTERVENTIONS`; ``who``, ``other`` and ``where`` are ids or '' (anybody,
    anywhere), ``what`` and ``value`` what the kind asks for (docs/odd.md, section 9.4); ``sentence`` is the number of the sentence in
    which it was typed."""

    kind: str
    start: date
    end: date
    who: str = ""
    other: str = ""
    where: str = ""
    what: int = L.NOBODY
    value: float = 0.0
    sentence: int = 0


@dataclass(frozen=True)
class Model:
    """A scenario ready to run: constant record, template of the state, cells to draw, and the ids behind the indices."""

    scenario: Scenario
    sc: Record
    template: Record
    uncertain: tuple[Uncertain, ...]
    people: tuple[str, ...]
    bodies: tuple[str, ...]
    offices: tuple[str, ...]
    constituencies: tuple[str, ...]
    issues: tuple[str, ...]
    documents: tuple[str, ...]
    events: tuple[str, ...]
    statutes: tuple[str, ...]
    theatres: tuple[str, ...]

    @property
    def capacity(self) -> int:
        """Capacity class of the people axis: 64 or 128."""
        return int(self.template["standing"].shape[1])

    def cells(self) -> np.ndarray:
        """int64[n, 3]: destination and indices of every uncertain cell."""
        rows = [(u.field, u.i, u.j) for u in self.uncertain]
        return np.array(rows, np.int64).reshape(len(rows), 3)


def _order(things: Iterable[Any]) -> list[Any]:
    return sorted(things, key=lambda x: key_of(x.id))


def _months(start: date, end: date, every: int) -> list[date]:
    """The start, and the first day of every ``every``-th month of the calendar after it."""
    days, year, month = [start], start.year, start.month
    while True:
        month += 1
        if month > 12:
            year, month = year + 1, 1
        day = calendar.make(year, month, 1)
        if day > end:
            return days
        if (month - 1) % every == 0:
            days.append(day)


class _Builder:
    def __init__(self, s: Scenario, interventions: Sequence[Intervention]) -> None:
        self.s, self.interventions = s, interventions
        self.people, self.bodies, self.offices = _order(s.people), _order(s.bodies), _order(s.offices)
        self.cons, self.issues = _order(s.constituencies), _order(s.issues)
        self.docs, self.events = _order(s.documents), _order(e for e in s.events if not self.over(e))
        self.p, self.b, self.o, self.c, self.k, self.d, self.e = (
            {x.id: n for n, x in enumerate(xs)}
            for xs in (self.people, self.bodies, self.offices, self.cons, self.issues, self.docs, self.events)
        )
        self.statutes = _order(s.statutes)
        self.adopted = sorted((x for x in self.statutes if x.adopted), key=order_of_adoption)
        self.theatres = _order(x for x in s.theatres if not (x.closes and x.closes.latest < s.start))
        capacity = next(n for n in L.PEOPLE if len(self.people) <= n)
        self.sc = np.zeros(1, L.scenario_type(capacity))
        self.st = np.zeros(1, L.state_type(capacity))
        self.uncertain: list[Uncertain] = []

    def over(self, e: Event) -> bool:
        """Did this death lie before the start?"""
        return e.kind == "death" and not e.rate and e.when is not None and e.when.latest < self.s.start

    def step(self, day: date) -> int:
        return day.toordinal() // self.s.step + (EARLY if self.s.start.year < 1 else 0)

    def put(self, label: str, field: int, i: int, j: int, cell: Cell) -> None:
        self.uncertain.append(Uncertain(label, field, i, j, cell))

    def build(self) -> Model:
        self.span()
        self.fill_bodies()
        self.fill_offices()
        self.fill_people()
        self.fill_institutions()
        self.fill_views()
        self.fill_documents()
        self.fill_statutes()
        self.fill_populations()
        self.fill_theatres()
        self.fill_events()
        self.fill_interventions()
        things = (
            self.people, self.bodies, self.offices, self.cons, self.issues, self.docs, self.events, self.statutes, self.theatres
        )  # fmt: skip
        names = (tuple(x.id for x in xs) for xs in things)
        return Model(self.s, self.sc, self.st, tuple(self.uncertain), *names)

    def span(self) -> None:
        s, r = self.s, self.sc[0]
        for field, xs, keys in (
            ("n_people", self.people, "person_key"),
            ("n_bodies", self.bodies, "body_key"),
            ("n_offices", self.offices, "office_key"),
            ("n_cons", self.cons, "cons_key"),
            ("n_issues", self.issues, "issue_key"),
            ("n_docs", self.docs, "doc_key"),
            ("n_events", self.events, "event_key"),
        ):
            r[field] = len(xs)
            r[keys][: len(xs)] = [key_of(x.id) for x in xs]
        t = self.st[0]
        led = [clause.to for x in self.adopted for clause in x.clauses if clause.kind == LEAD]
        t["top"] = self.b[led[0] if led else s.top_body]
        r["first"], r["per_year"] = self.step(s.start), 365.25 / s.step
        r["weeks"] = self.step(s.end) - self.step(s.start) + 1
        for field, every, count in (("months", 1, "n_months"), ("quarters", 3, "n_quarters")):
            steps = sorted({self.step(d) for d in _months(s.start, s.end, every)})[: r[field].shape[0]]
            r[field][: len(steps)], r[count] = steps, len(steps)
        years = sorted({self.step(d) for d in [*_months(s.start, s.end, 12), s.end]})
        r["years"][: len(years)], r["n_years"] = years, len(years)
        year = min(s.end, s.start + timedelta(days=365))
        r["grids"][:] = [self.step(year), self.step(s.end)]

    def fill_bodies(self) -> None:
        r, t = self.sc[0], self.st[0]
        t["agenda"][:] = L.NOBODY
        for field in ("chair", "elector", "appeal"):
            r[field][:] = L.NOBODY
        for n, body in enumerate(self.bodies):
            self.put(f"weight:{body.id}", H.SEAT_WEIGHT, n, 0, body.weight)
            r["cadence"][n], r["quorum"][n] = body.cadence, body.quorum
            r["delay_low"][n], r["delay_high"][n] = min(body.delay.values), max(body.delay.values)
            r["chair_breaks"][n], r["secret"][n] = body.tie == "chair", body.ballot == "secret"
            r["absentee"][n], r["deadline"][n], r["capacity"][n], r["term"][n] = body.absentee, body.deadline, body.capacity, body.term
            r["extraordinary"][n], r["suspensive"][n] = body.extraordinary, body.suspensive
            r["met"][n] = self.step(body.met) if body.met else L.NEVER
            t["agenda"][n], t["exists"][n] = self.keeper(body.agenda), True
            r["chair"][n] = self.o.get(body.chair, L.NOBODY)
            r["elector"][n], r["appeal"][n] = self.b.get(body.elected_by, L.NOBODY), self.b.get(body.appeal_to, L.NOBODY)
            for m, kind in enumerate(MOTIONS):
                r["decides"][n, m] = kind in body.decides
                r["threshold"][n, m] = body.thresholds[kind]
            r["threshold"][n, ELECT] = 0.5
            t["statute"][n] = body.seats
        elector = r["elector"][t["top"]]
        t["electorate"] = L.NOBODY if elector == t["top"] else elector

    def fill_offices(self) -> None:
        r, t = self.sc[0], self.st[0]
        for field in ("region", "district", "boss", "agency"):
            r[field][:] = L.NOBODY
        t["holder"][:], t["vacant"][:] = L.NOBODY, r["first"]
        for n, office in enumerate(self.offices):
            t["created"][n] = True
            self.put(f"weight:{office.id}", H.OFFICE_WEIGHT, n, 0, office.weight)
            r["force"][n], r["press"][n], r["security"][n] = office.force, office.press, office.security
            r["tenure"][n] = office.term
            r["filled_by"][n], r["region"][n] = self.b[office.filled_by], self.c.get(office.region, L.NOBODY)
            r["district"][n] = self.c.get(office.district, L.NOBODY)
            for c, share in office.appoints.items():
                t["appoints"][n, self.c[c]] = share
            for other in office.fills:
                r["fills"][n, self.o[other]] = 1
        for n, cons in enumerate(self.cons):
            self.put(f"weight:{cons.id}", H.CONS_WEIGHT, n, 0, cons.weight)
            r["boss"][n] = self.o.get(cons.boss_office, L.NOBODY)
        for tenure in self.s.tenures:
            t["holder"][self.o[tenure.office]] = self.p[tenure.person]

    def fill_people(self) -> None:
        t = self.st[0]
        t["alive"][: len(self.people)] = 1
        t["member"][: len(self.people)] = 1
        t["alive"][[self.p[e.on] for e in self.s.events if self.over(e)]] = 0
        fields = {"ambition": H.AMBITION, "caution": H.CAUTION, "apparatus": H.APPARATUS, "public": H.PUBLIC}
        for n, person in enumerate(self.people):
            t["away"][n] = person.place == AWAY
            for trait, field in fields.items():
                cell = person.traits[trait]
                assert cell is not None, "compile() takes a scenario from at(), where the code book has filled the traits"
                self.put(f"{trait}:{person.id}", field, n, 0, cell)
            self.put(f"standing:{person.id}", H.STANDING, n, 0, person.standing)
            self.put(f"authority:{person.id}", H.AUTHORITY, n, 0, person.authority)
            self.put(f"mortality:{person.id}", H.MORTALITY, n, 0, person.mortality)
        for tie in self.s.ties:
            assert tie.strength is not None, "compile() takes a scenario from at(), where the code book has filled the ties"
            patron = tie.kind == "patron"
            label = f"{'client' if patron else 'tie'}:{tie.a}:{tie.b}"
            self.put(label, H.CLIENT if patron else H.TIE, self.p[tie.a], self.p[tie.b], tie.strength)

    def fill_institutions(self) -> None:
        t = self.st[0]
        for seat in self.s.seats:
            t["seat"][self.b[seat.body], self.p[seat.person]] = L.FULL if seat.rank == "full" else L.CANDIDATE
        for bloc in self.s.blocs:
            t["bloc"][self.b[bloc.body], self.c[bloc.constituency]] += bloc.seats
        for a in self.s.allegiances:
            self.put(f"allegiance:{a.constituency}:{a.person}", H.ALLEGIANCE, self.c[a.constituency], self.p[a.person], a.share)

    def fill_views(self) -> None:
        r = self.sc[0]
        if self.s.output.first != cells.point(1.0):
            self.put("output", H.RUIN, 0, 0, self.s.output.first)
        for n, issue in enumerate(self.issues):
            self.put(f"status_quo:{issue.id}", H.STATUS_QUO, n, 0, issue.status_quo.first)
            r["agency"][n] = self.o.get(issue.agency, L.NOBODY)
        for x in self.s.positions:
            i, k = self.p[x.person], self.k[x.issue]
            self.put(f"position:{x.person}:{x.issue}", H.POSITION, i, k, x.value)
            self.put(f"salience:{x.person}:{x.issue}", H.SALIENCE, i, k, x.salience)
        for m in self.s.moods:
            c, k = self.c[m.constituency], self.k[m.issue]
            self.put(f"mood:{m.constituency}:{m.issue}", H.MOOD, c, k, m.value)
            self.put(f"mood_salience:{m.constituency}:{m.issue}", H.MOOD_SALIENCE, c, k, m.salience)

    def fill_documents(self) -> None:
        r = self.sc[0]
        for n, d in enumerate(self.docs):
            r["author"][n] = self.p[d.author]
            r["addressee"][n], r["about"][n] = self.p.get(d.to, L.NOBODY), self.p.get(d.about, L.NOBODY)
            r["earliest"][n], r["condition"][n] = self.step(d.earliest.earliest), self.condition(d)

    def condition(self, d: Document) -> int:
        if d.condition.startswith("after:"):
            return L.AFTER + self.e[d.condition.split(":", 1)[1]]
        return L.ILL if d.condition == "ill" else L.ALWAYS

    def keeper(self, office: str) -> int:
        """The number of an office that keeps an agenda."""
        return L.ROTATION if office == ROTATION else self.o.get(office, L.NOBODY)

    def fill_statutes(self) -> None:
        """What a statute founds does not exist before the statute is in force."""
        r, t, n = self.sc[0], self.st[0], 0
        r["n_statutes"] = len(self.statutes)
        r["statute_key"][: len(self.statutes)] = [key_of(x.id) for x in self.statutes]
        for s, statute in enumerate(self.statutes):
            r["statute_from"][s] = self.step(statute.earliest) if statute.earliest else r["first"]
            r["adopted"][s] = self.adopted.index(statute) + 1 if statute.adopted else 0
            for clause in statute.clauses:
                r["clause_kind"][n], r["clause_value"][n] = clause.kind, clause.value
                r["clause_of"][n] = (self.b if clause.kind in (FOUND_BODY, ABOLISH_BODY, AGENDA, LEAD) else self.o)[clause.of]
                r["clause_to"][n] = self.keeper(clause.to) if clause.kind == AGENDA else self.c.get(clause.to, L.NOBODY)
                if clause.kind in (FOUND_BODY, FOUND_OFFICE):
                    t["exists" if clause.kind == FOUND_BODY else "created"][r["clause_of"][n]] = False
                n += 1
            r["clause_first"][s + 1] = n

    def fill_populations(self) -> None:
        r = self.sc[0]
        for n, cons in enumerate(self.cons):
            r["core"][n] = cons.core
            if max(cons.population.values) > 0:
                self.put(f"population:{cons.id}", H.POPULATION, n, 0, cons.population)
                self.put(f"arms:{cons.id}", H.ARMS, n, 0, cons.arms)
        r["takes"][:], r["army"], r["terror"] = L.NOBODY, L.NOBODY, L.NOBODY
        for n, issue in enumerate(self.issues):
            r["takes"][n] = self.c.get(issue.takes, L.NOBODY)
            for name in ("army", "terror"):
                if getattr(issue, name):
                    r[name] = n

    def fill_theatres(self) -> None:
        r = self.sc[0]
        r["n_theatres"] = len(self.theatres)
        r["exposes"][:], r["closes_low"][:], r["closes_high"][:] = L.NOBODY, L.FOREVER, L.FOREVER
        for n, x in enumerate(self.theatres):
            r["theatre_key"][n], r["exposes"][n] = key_of(x.id), self.c.get(x.exposes, L.NOBODY)
            for name, when in (("opens", x.opens), ("closes", x.closes)):
                if when:
                    r[f"{name}_low"][n] = max(r["first"], self.step(when.earliest))
                    r[f"{name}_high"][n] = max(r["first"], self.step(when.latest))
            for label, field, cell in (("enemy", H.ENEMY, x.enemy), ("regular", H.REGULAR, x.regular), ("control", H.CONTROL, x.control)):
                self.put(f"{label}:{x.id}", field, n, 0, cell)

    def fill_events(self) -> None:
        r, t = self.sc[0], self.st[0]
        r["event_after"][:] = L.NOBODY
        t["event_week"][:] = L.NEVER
        for n, e in enumerate(self.events):
            r["event_kind"][n], r["event_on"][n] = EVENTS.index(e.kind), self.p.get(e.on, L.NOBODY)
            r["event_rate"][n] = e.rate
            r["event_low"][n] = self.step(e.when.earliest) if e.when else r["first"]
            r["event_high"][n] = self.step(e.when.latest) if e.when else r["first"]
            if e.after:
                r["event_after"][n] = self.e[e.after]
                assert e.delay is not None
                self.put(f"delay:{e.id}", H.AFTER_DELAY, n, 0, e.delay)
            self.effects(n, e)

    def effects(self, n: int, e: Event) -> None:
        fields = {"weeks": H.ILL_WEEKS, "output": H.OUTPUT, "threat": H.THREAT}
        for name, cell in e.effect.items():
            if name in fields:
                self.put(f"{name}:{e.id}", fields[name], n, 0, cell)
            else:
                self.put(f"push:{e.id}:{name}", H.PUSH, n, self.k[name], cell)

    def fill_interventions(self) -> None:
        r = self.sc[0]
        r["n_interventions"] = len(self.interventions)
        index = {"": L.NOBODY, **self.b, **self.o, **self.c, **self.k, **self.d, **self.p}
        last = r["first"] + r["weeks"]
        for n, x in enumerate(self.interventions):
            r["v_kind"][n] = INTERVENTIONS.index(x.kind)
            r["v_from"][n] = max(r["first"], self.step(x.start))
            r["v_until"][n] = last if x.end > self.s.end else self.step(x.end)
            r["v_who"][n], r["v_other"][n], r["v_where"][n] = index[x.who], index[x.other], index[x.where]
            r["v_what"][n], r["v_value"][n], r["v_sentence"][n] = x.what, x.value, x.sentence


def compile_scenario(snapshot: Scenario, interventions: Sequence[Intervention] = ()) -> Model:
    """Arrays of a scenario taken by :func:`collegium.scenario.at`, with the interventions of an experiment."""
    return _Builder(snapshot, interventions).build()

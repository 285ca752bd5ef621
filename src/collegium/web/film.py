"""One history as a film: what the browser needs to show any step of it, in few bytes.

The history is simulated again with its trace, as :mod:`collegium.explain` does. After each step it keeps what has changed
in the state. People, bodies, offices and constituencies are numbers: their places in the lists of :func:`collegium.web.case.case`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from collegium.analysis.columns import span
from collegium.engine import layout as L
from collegium.engine.cache import engine_hash
from collegium.ensemble.runner import scenario_hash
from collegium.ensemble.traces import Row
from collegium.explain.replay import Replay
from collegium.explorer import Case
from collegium.figures.style import cast
from collegium.results.columns import THOUSANDS, TOLLS
from collegium.results.folder import Folder
from collegium.scenario.kinds import TERM_KINDS

Film: TypeAlias = dict[str, Any]
Entry: TypeAlias = dict[str, Any]

SILENT = "stay silent"
EVERY = 13
"""Steps from one record of ties and followings to the next."""
LEAST = 0.02
"""The least part of a constituency that is shown."""
SHOWN = 6
"""At most so many goals, people and moves that somebody weighed are kept."""
WELL, ILL, AWAY, HIDDEN, ARRESTED, EXILED, OUTSIDE, DEAD = range(8)
"""How a person fares; the worst that is true counts."""
TICKS = {
    "not_elected": "loss", "resigned_seat": "loss", "arrested": "loss", "exiled": "loss", "death": "death", "written": "document",
    "disclose": "document", "suppress": "document",
}  # fmt: skip
"""Kind of event -> its mark on the scrubber."""
SANCTIONS = ("strip", "remove", "expel", "send_away", "isolate")


def replayable(results: Folder) -> bool:
    """Whether this engine is the one that wrote the results, so that a history can be simulated again."""
    noted = results.provenance
    return bool(noted.get("engine") == engine_hash() and noted.get("scenario") == scenario_hash(results.scenario))


def film(results: Folder, k: int, brief: bool = False) -> Film:
    """The film of a history.

    Parameters
    ----------
    results
        A run with events.
    k
        Number of the history.
    brief
        Leave out what people weighed before their moves.

    Returns
    -------
    dict
        Lists of numbers and texts, ready for JSON.

    Raises
    ------
    NoHistoryError
        If there is no such history.
    DataError
        If the run lacks events, and another engine wrote it.
    """
    return Camera(results).film(k, brief)


class Camera:
    """Films histories of one run: what they share is made ready once.

    Parameters
    ----------
    results
        A run with events.
    """

    def __init__(self, results: Folder) -> None:
        self.results = results
        self.case = Case.of(results) if replayable(results) else None

    def film(self, k: int, brief: bool = False) -> Film:
        """The film of a history; :func:`film` says what is raised."""
        self.results.history(k)
        return told(self.results, k) if self.case is None else Filmed(self.case, k).film(brief)


def told(results: Folder, k: int) -> Film:
    """What the run has recorded, for results of another engine: sentences by day, without seats, chips and reasons."""
    places = {person: n for n, person in enumerate(cast(results.scenario))}
    start, end = span(results)
    step = results.scenario.step
    rows, raw = results.history(k).timeline(), results.history(k).events()
    entries = [
        {"w": (row["date"] - start).days // step, "t": row["text"], "m": mark(row["kind"], event["passed"]),
         "p": [places[one] for one in (event["actor"], event["target"]) if one in places]}
        for row, event in zip(rows, raw, strict=True)
    ]  # fmt: skip
    return {"k": k, "n": (end - start).days // step + 1, "events": entries, "whole": False}


def mark(kind: str, passed: bool | None) -> str:
    """The mark of an event on the scrubber; '' if it has none."""
    motion = kind.split("_", 1)[-1] if kind.startswith(("reverse_", "renew_", "insist_")) else kind
    if motion in SANCTIONS and passed and not kind.startswith("reverse_"):
        return "loss"
    return TICKS.get(motion, "vote" if passed is not None else "")


class Filmed(Replay):
    """A history of a case, simulated and looked at after each step."""

    def __init__(self, case: Case, k: int) -> None:
        super().__init__(case.scenario, case.model, case.drawn(k), case.seed, k, case.sentences)
        order, scenario = cast(case.scenario), case.scenario
        self.at = [self.model.people.index(person) for person in order]
        self.place = {person: n for n, person in enumerate(order)}
        self.bench = {one.id: n for n, one in enumerate(scenario.constituencies)}
        self.bodies = [self.model.bodies.index(body.id) for body in scenario.bodies]
        self.offices = [self.model.offices.index(office.id) for office in scenario.offices]
        self.cons = [self.model.constituencies.index(one) for one in self.bench]
        self.populations = [self.cons[n] for n, one in enumerate(scenario.constituencies) if one.peopled]
        self.fronts = {n: self.model.theatres.index(one.id) for n, one in enumerate(scenario.theatres) if one.id in self.model.theatres}
        self.n = 0
        self.found: Film = {name: [] for name in ("seats", "posts", "fares", "sizes", "keepers", "blocs", "ties", "following", "realm")}
        self.before: dict[str, Any] = {}
        self.shares: list[Any] = []

    def film(self, brief: bool) -> Film:
        """Simulate it and gather everything."""
        self.scale = 10 if brief else 1
        events = [self.entry(one, brief) for one in self.entries() if self.worth(one)]
        seated = sorted({who for _, body, who, rank in self.found["seats"] if rank and body == self.top})
        shares = np.array(self.shares)[:, seated]
        return {
            "k": self.number, "n": self.n, "whole": True, "brief": brief, "events": events, "cast": seated, "fronts": [*self.fronts],
            "shares": np.rint(1000 * shares).astype(int).T.tolist(), **self.found,
        }  # fmt: skip

    @property
    def top(self) -> int:
        """Place of the top body."""
        return [body.id for body in self.model.scenario.bodies].index(self.model.scenario.top_body)

    def step(self, rows: Sequence[Row]) -> Iterator[Entry]:
        """The entries of a step, with its number; then the state."""
        for one in super().step(rows):
            yield one | {"w": self.n}
        self.look()
        self.n += 1

    def move_entry(self, row: Row, *rest: Any) -> Entry:
        """A move, and who makes it."""
        return super().move_entry(row, *rest) | {"who": self.person(row.actor)}

    def worth(self, one: Entry) -> bool:
        """Whether an entry is shown: silence is not."""
        return one["type"] != "move" or one["move"] not in (None, SILENT)

    def entry(self, one: Entry, brief: bool) -> Entry:
        """An entry as the page takes it."""
        people = [self.place[who] for who in one["people"] if who in self.place]
        if one["type"] == "move":
            made = {
                "w": one["w"], "k": "move", "a": self.place[one["who"]], "p": people, "g": one["goal"], "o": one["about"],
                "d": one["move"], "asb": one["as_before"],
            }  # fmt: skip
            return made if brief else made | {"gs": weighed(one["goals"]), "ms": weighed(one["minds"]), "os": weighed(one["options"])}
        told = {"w": one["w"], "k": one["kind"], "t": one["text"], "p": people, "m": mark(one["kind"], one.get("passed"))}
        if one["type"] == "vote":
            told |= {"y": one["yes"], "n": one["no"], "ok": one["passed"], "v": [self.chip(vote) for vote in one["votes"]]}
        return told

    def chip(self, vote: Mapping[str, Any]) -> list[Any]:
        """One vote: who (a constituency by -1 less its place), how, the chance of a yes, and its terms in hundredths (brief: in tenths)."""
        who = vote["id"]
        place = self.place[who] if who in self.place else -1 - self.bench[who]
        terms = [self.scale * round(100 * vote["terms"][term.name] / self.scale) for term in TERM_KINDS] if vote["terms"] else []
        return [place, vote["vote"], round(1000 * vote["chance"]), terms]

    # the state

    def look(self) -> None:
        """Keep what differs from the step before."""
        st, known = self.state, self.found
        self.fared = self.fares()
        seats = st["seat"][np.ix_(self.bodies, self.at)]
        self.changed("seats", seats, known["seats"])
        self.changed("posts", self.holders(st["holder"][self.offices]), known["posts"])
        self.changed("keepers", np.array([self.keeper(body) for body in self.bodies]), known["keepers"])
        self.changed("fares", self.fared[self.at], known["fares"])
        self.changed("sizes", st["statute"][self.bodies], known["sizes"])
        self.changed("blocs", st["bloc"][np.ix_(self.bodies, self.cons)], known["blocs"])
        self.shares.append(st["share"][self.at].copy())
        due = self.n % EVERY == 0 or self.n == int(self.model.sc[0]["weeks"]) - 1
        if due:
            members = np.flatnonzero(seats[self.top])
            ties = st["tie"][np.ix_([self.at[n] for n in members], [self.at[n] for n in members])]
            known["ties"].append([self.n, members.tolist(), np.rint(100 * ties).astype(int).tolist()])
            known["following"].append([self.n, [self.followers(con) for con in self.cons]])
        if self.populations or self.fronts:
            self.realm(known["realm"], due)

    def realm(self, known: list[Any], due: bool) -> None:
        """Keep the state of populations and fronts if that is due, or if a revolt or a front begins or ends.

        Of a population: hardship and fear in hundredths, and whether it is in revolt. Of a front: its state, and the ground held from -100
        to 100. At last the dead so far by cause, in thousands.
        """
        st = self.state
        risen = (st["risen"][self.populations] != L.NEVER).astype(int)
        fronts = list(self.fronts.values())
        state = st["front"][fronts].astype(int)
        now = (*risen.tolist(), *state.tolist())
        if not due and now == self.before.get("realm"):
            return
        self.before["realm"] = now
        hardship, fear = (np.rint(100 * st[field][self.populations]).astype(int) for field in ("hardship", "fear"))
        ground = np.rint(100 * st["control"][fronts]).astype(int)
        dead = [round(THOUSANDS * float(self.outcomes["toll"][place])) for place in TOLLS.values()]
        known.append([self.n, np.stack([hardship, fear, risen], 1).tolist(), np.stack([state, ground], 1).tolist(), dead])

    def changed(self, name: str, now: Any, rows: list[list[int]]) -> None:
        """Append (step, places ..., value) of each cell that has changed; at first of each that is not 0."""
        last = self.before.get(name)
        if last is not None and np.array_equal(now, last):
            return
        places = np.argwhere(now != (0 if last is None else last)) if name != "posts" or last is not None else np.argwhere(now >= 0)
        rows += [[self.n, *map(int, place), int(now[tuple(place)])] for place in places]
        self.before[name] = now.copy()

    def holders(self, holder: Any) -> Any:
        """The holders of offices by their places, -1 for nobody."""
        return np.array([self.place[self.person(n)] if n >= 0 else -1 for n in holder.tolist()])

    def keeper(self, body: int) -> int:
        """Who keeps the agenda of a body, by place + 1; 0 for nobody. Where the members take turns it is whoever is next."""
        office = int(self.state["agenda"][body])
        if office != L.ROTATION:
            holder = int(self.state["holder"][office]) if office >= 0 else L.NOBODY
            return self.place[self.person(holder)] + 1 if holder >= 0 else 0
        able = [n for n in np.flatnonzero(self.state["seat"][body] == L.FULL).tolist() if self.fared[n] in (WELL, AWAY, HIDDEN)]
        return self.place[self.person(able[int(self.state["sittings"][body]) % len(able)])] + 1 if able else 0

    def fares(self) -> Any:
        """How everybody fares, by number in the model."""
        st = self.state
        confined = st["confined"]
        found = np.where(st["away"] != 0, AWAY, WELL)
        found[st["incapable"] > st["week"]] = ILL
        found[st["hidden"] != 0] = HIDDEN
        found[st["member"] == 0] = OUTSIDE
        found[confined != 0] = ARRESTED
        found[confined == L.EXILED] = EXILED
        found[st["alive"] == 0] = DEAD
        return found

    def followers(self, con: int) -> list[list[int]]:
        """(place, part in hundredths) of all who have a part of a constituency, the largest first; -1 for those who follow nobody."""
        shares = self.state["allegiance"][con]
        parts = [(int(np.rint(100 * shares[n])), place) for place, n in enumerate(self.at) if shares[n] >= LEAST]
        free = int(np.rint(100 * shares[-1]))
        return [[place, part] for part, place in sorted(parts, reverse=True)] + ([[-1, free]] if free else [])


def weighed(options: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """The likeliest options: name, value and shock (hundredths), chosen, chance of carrying (hundredths, -1: none), worth the trouble."""
    ranked = sorted(options, key=lambda one: (not one.get("worth_it", True), -(one["value"] + one["luck"])))[:SHOWN]
    return [
        [one["name"], round(100 * one["value"]), round(100 * one["luck"]), int(one["chosen"]),
         -1 if one.get("odds") is None else round(100 * one["odds"]), int(one.get("worth_it", True))]
        for one in ranked
    ]  # fmt: skip

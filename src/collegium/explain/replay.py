"""One history, move by move: who did what, which options they weighed, what decided each vote.

The history is run again from its folder alone, with the engine's trace on; rows of the trace become entries (plain dictionaries,
one a move, a vote or an event), and :mod:`collegium.explain.text` makes text of them.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np

from collegium.analysis.columns import source
from collegium.arguments import optional, takes, whole
from collegium.arguments import text as a_text
from collegium.engine import goals, moves
from collegium.engine.cache import engine_hash
from collegium.engine.compile import Model
from collegium.engine.vote import CERTAIN
from collegium.ensemble.player import Draw, Player, draw, model_of
from collegium.ensemble.runner import scenario_hash
from collegium.ensemble.traces import Row, decided, gather, logistic, rows_of
from collegium.errors import DataError, RunError, argument
from collegium.explain.hidden import HOLD, Extra, Watch
from collegium.explain.people import person_of
from collegium.explain.text import text
from collegium.interventions import plan
from collegium.language import say
from collegium.results.columns import Columns
from collegium.results.folder import Folder
from collegium.results.recall import Recall
from collegium.results.sentences import Teller, motion_of, spaced
from collegium.scenario import calendar, days
from collegium.scenario import kinds as K
from collegium.scenario.days import Day
from collegium.scenario.model import MOTIONS, Scenario

__all__ = ["account", "text"]

Entry: TypeAlias = dict[str, Any]

SURVEYS = (K.T_AIM, K.T_OPEN, K.T_COUNT)
"""Kinds of rows about everything that somebody could do, whatever the aim; :mod:`collegium.explorer` reads them."""
SILENCE = moves.NAMES.index("stay_silent")


@takes(results=source, k=whole, person=optional(a_text))
def account(results: Folder, k: int, start: Day | None = None, end: Day | None = None, person: str | None = None) -> list[Entry]:
    """Every move, vote and event of history ``k`` from ``start`` to ``end`` (both included), or those that concern ``person`` (an id or
    a name). The first entry says which history it is.

    Raises :class:`RunError` if another version of the engine has written the folder, :class:`ScenarioError` if there is no such person,
    :class:`DataError` if there is no such history or its result differs from the recorded one.
    """
    first, last = days.given(start=calendar.FIRST if start is None else start, end=calendar.LAST if end is None else end)
    who = None if person is None else person_of(results.scenario, person)
    replay = replayed(results, k)
    entries = list(replay.entries())
    replay.check(results)
    return [replay.head(calendar.from_iso(results.provenance["from"]), who), *within(entries, first, last, who)]


def replayed(results: Folder, k: int) -> Replay:
    """History ``k``, ready to be simulated again.

    Raises :class:`RunError` if another version of the engine has written the folder, :class:`DataError` if there is no such history or it
    is of another scenario.
    """
    results.history(k)
    noted = results.provenance
    if noted.get("engine") != engine_hash():
        told = noted.get("versions", {}).get("collegium")
        raise RunError(
            say(
                "engine {engine} wrote {dir}. This is engine {engine_hash}, which simulates other histories (do one of these: "
                "read what the run recorded with {brief}; run it again with this engine: {again}; or install collegium {told} "
                "and the library versions in provenance.json)",
                engine=noted.get("engine"),
                dir=results.dir,
                engine_hash=engine_hash(),
                brief=argument("brief", True),
                again=again(results),
                told=told,
            )
        )
    if noted.get("scenario") != scenario_hash(results.scenario):
        raise DataError(
            say(
                "{value} is not the scenario that was run: run again with {overwrite}",
                value=results.dir / "scenario",
                overwrite=argument("overwrite", True),
            )
        )
    return Replay.of(results, k)


def within(entries: Iterable[Entry], first: date, last: date, who: str | None) -> list[Entry]:
    """The entries from ``first`` to ``last``, or those among them that concern ``who``."""
    return [about(entry, who) for entry in entries if first <= entry["date"] <= last and (who is None or who in entry["people"])]


def again(results: Folder) -> str:
    """The command that writes the folder again."""
    return f"{results.provenance.get('command', 'collegium run')} --out {shlex.quote(str(results.dir))} --overwrite"


def about(entry: Entry, who: str | None) -> Entry:
    """Of a vote that does not depend on ``who``, only their own line."""
    if who is None or entry["type"] != "vote" or who in entry["principals"]:
        return entry
    return entry | {"votes": [vote for vote in entry["votes"] if vote["id"] == who]}


class Replay:
    """A history simulated with its trace, whose rows become entries.

    Parameters
    ----------
    scenario
        The scenario with all changes made, whose names are used.
    model
        Its arrays.
    drawn
        The draw of the one history.
    seed, number
        Seed, and number of the history.
    sentences
        The interventions as typed.
    """

    def __init__(self, scenario: Scenario, model: Model, drawn: Draw, seed: int, number: int, sentences: Sequence[str] = ()) -> None:
        self.scenario, self.model, self.drawn, self.seed, self.number = scenario, model, drawn, seed, number
        self.player = Player(model, seed, tracing=True)
        self.teller, self.columns = Teller(scenario, sentences), Columns(model, ("events",))
        self.precision = float(drawn.theta["precision"][0])
        self.trouble = self.precision * float(drawn.theta["effort"][0])
        self.recall, self.extra = Recall(scenario, model.scenario.start), dict[int, Extra]()
        self.state: Any = None
        """The state after the step whose rows are read: a record, or its fields by name."""
        self.outcomes: Any = None
        """What the history has left behind so far, such as its dead."""
        self.final: Any = None

    @classmethod
    def of(cls, results: Folder, k: int) -> Replay:
        """History ``k`` of some results, run again from the folder alone."""
        noted = results.provenance
        start, end = (calendar.from_iso(noted[key]) for key in ("from", "to"))
        imposed = plan(results.scenario, noted["interventions"], start, end, edited=True).during
        model = model_of(results.scenario, start, end, imposed)
        settings = noted["settings"]
        drawn = draw(model, noted["seed"], k, 1, settings["traits"], settings["per_draw"])
        return cls(results.scenario, model, drawn, noted["seed"], k, noted["interventions"])

    def head(self, start: date, who: str | None = None) -> Entry:
        """The entry that says which history it is, and whom the entries after it concern."""
        return {
            "type": "history", "history": self.number, "title": self.scenario.title, "seed": self.seed, "precision": self.precision,
            "date": start, "person": self.teller.name(who) if who else None,
        }  # fmt: skip

    def check(self, results: Folder) -> None:
        """Raises :class:`DataError` if the history differs from the recorded one; only after the last of :meth:`steps`."""
        recorded = results.history(self.number).outcome()["strongest_share"]
        now = float(np.float32(self.final["final"][: len(self.model.people)].max()))
        if recorded != now:
            raise DataError(
                say(
                    "history {number} differs from the recorded one ({now} for {recorded}): the folder has changed, or the machine differs",
                    number=self.number,
                    now=format(now, ".6f"),
                    recorded=format(recorded, ".6f"),
                )
            )

    def steps(self) -> Iterator[list[Row]]:
        """Simulate it: the rows of each step, with ``state`` as it is after the step, and in ``extra`` what only the state shows of each,
        by the row's place in memory. In the end ``final`` is what it leaves behind."""
        with self.player.buffers() as buffers:
            ios, self.state = buffers.ios[:1], buffers.state[0]
            self.outcomes = ios[0]
            watch = Watch(self.model, self.state, self.fields)
            for _ in self.player.alone(buffers, self.drawn, 0, self.number, ios, every=1):
                rows = rows_of(ios[0])
                self.extra.update((id(row), extra) for row, extra in zip(rows, watch.step(rows), strict=True))
                yield rows
            self.final = ios[0].copy()

    def entries(self) -> Iterator[Entry]:
        """Simulate it: its entries in the order in which things were done."""
        for rows in self.steps():
            yield from self.step(rows)

    def events(self) -> Iterator[Entry]:
        """The rows of the table of events with what only the trace has, and rows of kind ``held_back``, which the table does not have."""
        for rows in self.steps():
            for row in rows:
                if row.kind < K.L_MOVE and row.kind != K.ELECT:
                    yield self.recalled(row)
                elif row.kind == K.L_MOVE and row.subject == HOLD:
                    yield self.kept_off(row)

    def kept_off(self, row: Row) -> Entry:
        """An item that a keeper leaves off the agenda."""
        motion: Entry = self.extra[id(row)]["motion"]
        return motion | {"kind": "held_back", "date": self.day(row), "actor": self.person(row.actor), "passed": None, "motion": motion}

    def step(self, rows: Sequence[Row]) -> Iterator[Entry]:
        """The entries of one step. Rows come in the order in which things were done; its causes come first."""
        goal_rows: list[Row] = []
        minds: list[Row] = []
        options: list[Row] = []
        ballots: list[list[Row]] = []
        for row in rows:
            if row.kind == K.T_GOAL:
                if goal_rows and (goal_rows[-1].actor != row.actor or goal_rows[-1].subject >= row.subject):
                    yield from self.idle(goal_rows)
                    goal_rows, minds, options = [], [], []
                goal_rows.append(row)
            elif row.kind in SURVEYS:
                continue
            elif row.kind == K.T_PERSON:
                minds.append(row)
            elif row.kind == K.T_OPTION:
                if options and (options[-1].actor, options[-1].flag) != (row.actor, row.flag):
                    options = []  # of somebody to whom no move was open
                options.append(row)
            elif row.kind == K.L_MOVE:
                if goal_rows and (row.flag >= goals.INVITATION or goal_rows[0].actor != row.actor):
                    yield from self.idle(goal_rows)
                    goal_rows, minds = [], []
                yield self.move(row, goal_rows, minds, options)
                goal_rows, minds, options = [], [], []
            elif row.kind in (K.T_VOTE, K.T_BLOC):
                gather(ballots, row)
            else:
                yield from self.confirmed(ballots[:-1] if decided(row) else ballots)
                yield self.vote(row, ballots[-1] if ballots else []) if decided(row) else self.event(row)
                ballots = []
        yield from self.idle(goal_rows)
        yield from self.confirmed(ballots)

    def day(self, row: Row) -> date:
        return self.columns.first_day(row.week)

    def person(self, n: int) -> str:
        return self.model.people[n]

    def name(self, n: int) -> str:
        return self.teller.name(self.person(n))

    # moves

    def idle(self, rows: Sequence[Row]) -> Iterator[Entry]:
        """A leader who weighed goals and then did nothing that counts as a move."""
        if rows:
            yield self.move_entry(rows[0], rows, [], [], None)

    def move(self, row: Row, goal_rows: Sequence[Row], minds: Sequence[Row], options: Sequence[Row]) -> Entry:
        own = goal_rows if goal_rows and goal_rows[0].actor == row.actor and row.flag < goals.INVITATION else []
        return self.move_entry(row, own, minds if own else [], options, row)

    def move_entry(self, row: Row, goal_rows: Sequence[Row], minds: Sequence[Row], options: Sequence[Row], made: Row | None) -> Entry:
        best = max(goal_rows, key=lambda r: r.value + float(r.terms[0])).subject if goal_rows else row.flag
        about = self.aim(made.flag, made.target) if made else ""
        people = {self.person(row.actor), *(self.person(m.target) for m in minds)}
        if made and made.flag not in (goals.SHAPE, goals.INVITATION, goals.KEEPER, goals.APPEAL, goals.ORDER, goals.RISEN):
            people.add(self.person(made.target))
        return {
            "type": "move", "date": self.day(row), "people": sorted(people), "actor": self.name(row.actor),
            "goal": goals.GOAL_NAMES[made.flag if made else best], "about": about,
            "move": spaced(moves.NAMES[made.subject]) if made else None,
            "goals": [weighed(goals.GOAL_NAMES[r.subject], r, r.subject == best) for r in goal_rows],
            "minds": [weighed(self.name(r.target), r, made is not None and r.target == made.target) for r in minds],
            "options": [self.option(r, made is not None and r.subject == made.subject) for r in options],
            "as_before": made is not None and made.flag < goals.INVITATION and not goal_rows,
        }  # fmt: skip

    def option(self, row: Row, chosen: bool) -> dict[str, Any]:
        """One of the moves weighed, with the chance that the chooser gave the motion (None where they expected no vote), and whether it
        was worth the trouble: if not, no shock makes anybody choose it where silence is open."""
        estimate = float(row.terms[1])
        may_rest = moves.MENUS[SILENCE] >> row.flag & 1 and row.subject != SILENCE
        found = weighed(spaced(moves.NAMES[row.subject]), row, chosen)
        return found | {"odds": estimate if estimate >= 0.0 else None, "worth_it": not may_rest or row.value > self.trouble}

    def aim(self, goal: int, target: int) -> str:
        """The target of a move; which index it is depends on the goal or occasion."""
        if goal == goals.SHAPE:
            return self.teller.name(self.model.issues[target])
        if goal == goals.RISEN:
            return self.teller.name(self.model.constituencies[target])
        if goal == goals.INVITATION:
            whom = int(self.state["g_target"][target])
            return say("a caucus against {whom}", whom=self.name(whom)) if whom >= 0 else say("a caucus")
        if goal in (goals.KEEPER, goals.APPEAL, goals.ORDER):
            return self.item(target)
        return self.name(target)

    def item(self, q: int) -> str:
        """An item of the agenda, as it is after the step."""
        kind, mover, whom, body, arg = (int(self.state[f"q_{part}"][q]) for part in ("kind", "mover", "target", "body", "arg"))
        how = K.MARKS[int(self.state["q_appeal"][q])].name
        motion = self.fields(kind, mover, whom, body, arg, float(self.state["q_value"][q]), how)
        found = motion_of(motion["kind"])
        asked = self.teller.asked(motion, *found) if found else ""
        parts = {"asks": asked, "body": self.teller.name(self.model.bodies[body])}
        if mover >= 0:
            return say("the item {asks}, moved by {who}, in the {body}", who=self.name(mover), **parts)
        return say("the item {asks}, in the {body}", **parts)

    def item_kind(self, q: int) -> str:
        """The kind of motion of an item of the agenda."""
        return MOTIONS[int(self.state["q_kind"][q])]

    def fields(self, kind: int, actor: int, target: int, body: int, arg: int, value: float, how: str = "") -> dict[str, Any]:
        """A motion as a row of the table of events."""
        mark = [one.name for one in K.MARKS].index(how)
        row = Row(int(self.model.sc[0]["first"]), kind, actor, target, body, arg, 0, 0, 2 * mark, value, None)
        return self.told(row)

    # votes and events

    def told(self, row: Row) -> dict[str, Any]:
        """The row as in the table of events."""
        return self.columns.event(self.number, row)

    def recalled(self, row: Row) -> dict[str, Any]:
        """A row as in the table of events, with what earlier rows and the trace add."""
        return self.recall.told(self.told(row) | self.extra[id(row)])

    def event(self, row: Row) -> Entry:
        told = self.recalled(row)
        people = [told[part] for part in ("actor", "target") if told[part]]
        return {"type": "event", "date": self.day(row), "people": people, "kind": told["kind"], "text": self.teller.sentence(told)}

    def vote(self, row: Row, ballots: Sequence[Row]) -> Entry:
        told = self.recalled(row)
        principals = [told[part] for part in ("actor", "target") if told[part]]
        votes = [self.ballot(ballot) for ballot in ballots]
        return {
            "type": "vote", "date": self.day(row), "people": sorted({*principals, *(vote["id"] for vote in votes)}),
            "principals": principals, "kind": told["kind"], "text": self.teller.sentence(told), "yes": row.yes, "no": row.no,
            "passed": bool(told["passed"]), "votes": votes,
        }  # fmt: skip

    def ballot(self, row: Row) -> dict[str, Any]:
        """One member's vote, or that of a constituency's unnamed seats, with its terms in log-odds."""
        bloc = row.kind == K.T_BLOC
        who = self.model.constituencies[row.actor] if bloc else self.person(row.actor)
        cast = f"{row.yes}:{row.no}" if bloc else "yes" if row.yes else "no" if row.no else "absent" if row.flag else "-"
        terms = {} if abs(row.value) >= CERTAIN else {term.name: float(x) for term, x in zip(K.TERM_KINDS, row.terms, strict=True)}
        return {"id": who, "name": self.teller.name(who), "vote": cast, "chance": logistic(row.value), "terms": terms}

    def confirmed(self, ballots: Sequence[Sequence[Row]]) -> Iterator[Entry]:
        """Routine elections in which the incumbent stayed leave only the votes: one entry for all to one body."""
        groups: dict[tuple[int, int], list[Sequence[Row]]] = {}
        for ballot in ballots:
            groups.setdefault((ballot[0].body, ballot[0].subject), []).append(ballot)
        for (body, seat), found in groups.items():
            tallies = [f"{self.name(ballot[0].target)} {sum(r.yes for r in ballot)}:{sum(r.no for r in ballot)}" for ballot in found]
            yield {
                "type": "event", "date": self.day(found[0][0]), "people": sorted(self.person(ballot[0].target) for ballot in found),
                "kind": "confirmed",
                "text": say(
                    "The {body} re-elects to the {seat} {tallies}.", body=self.teller.name(self.model.bodies[body]),
                    seat=self.teller.name(self.model.bodies[seat]), tallies=", ".join(tallies),
                ),
            }  # fmt: skip


def weighed(name: str, row: Row, chosen: bool) -> dict[str, Any]:
    """An option with its value (worth times precision) and its random shock; the greatest sum was chosen."""
    return {"name": name, "value": row.value, "luck": float(row.terms[0]), "chosen": chosen}

"""What somebody could do at each point where the model had them choose: act, answer, vote.

A turn of a leader is read whatever the leader aimed at: every move against everybody who came to mind, with the chance that the model
gave to goal, target and move together. All of it rests on :meth:`collegium.explorer.Case.history` with ``person``, which has it traced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from math import exp
from typing import Any

from collegium.arguments import FROM_ZERO, instance, takes
from collegium.arguments import text as a_text
from collegium.engine import goals, moves
from collegium.engine.choice import AIM_GOAL, AIM_HELD, AIM_TAKEN, OF_PEOPLE, SILENCE
from collegium.engine.geometry import NO_VALUE
from collegium.engine.layout import NOBODY
from collegium.engine.moves.form_caucus import EVERYBODY, STRIDE
from collegium.engine.vote import CERTAIN
from collegium.ensemble.traces import Row, decided, logistic
from collegium.explain.replay import Replay
from collegium.explorer.history import Step, Told
from collegium.explorer.memory import Case
from collegium.explorer.words import ABOUT, BY_BODY, OCCASIONS, PHRASES, TURN, VOTE
from collegium.interventions.during import UNAIMED
from collegium.language import say
from collegium.results.grammar import series
from collegium.results.sentences import APPEALS
from collegium.scenario import days
from collegium.scenario import kinds as K
from collegium.scenario.days import Day
from collegium.scenario.model import MOTIONS

ACT, ANSWER, BALLOT = "act", "answer", "vote"
SHAPE_BIT = 1 << goals.SHAPE
MAKES = {name: move.MOTION for name, move in zip(moves.NAMES, moves.MOVES, strict=True) if hasattr(move, "MOTION")}
"""Move that makes a motion -> the kind of it."""
BODY_IS_ARGUMENT = (K.POLICY, K.EXPEL, K.SEND_AWAY, K.RECALL, K.INQUIRE, K.ISOLATE, K.ADOPT, K.REPEAL)
"""Kinds of motion whose move has the body as its argument; that of the others is the subject of the motion."""


@dataclass(frozen=True)
class Option:
    """Something that somebody could do.

    Parameters
    ----------
    move
        A move of docs/moves.md; of a vote ``yes`` or ``no``.
    target
        Id of the person or issue; '' if there is none.
    text
        The same in plain words.
    price
        What it costs, in plain words; '' for a vote.
    worth
        Expected utility of the move, about -1 to 1, where silence is 0; None for a vote.
    chance
        The chance that the model gave it, 0 to 1.
    headcount
        The chance of passing that the person sees, where it makes a motion or votes on one; None otherwise.
    aims
        The goals that it serves, in words.
    sentence
        The intervention that lays it down.
    """

    move: str
    target: str
    text: str
    price: str
    worth: float | None
    chance: float
    headcount: float | None
    aims: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Choice:
    """A point at which somebody had to choose.

    Parameters
    ----------
    day
        First day of the step.
    person
        Id of who chose.
    kind
        ``act``, ``answer`` or ``vote``.
    occasion
        What it was about, in a sentence.
    options
        What was open, the likeliest first.
    made
        Place of the option that was taken.
    forced
        Whether nothing was left to choose: one option only, or a vote that was certain (on one's own motion, say).
    terms
        Of a vote: what counted for the person, in log-odds of a yes, by name.
    """

    day: date
    person: str
    kind: str
    occasion: str
    options: tuple[Option, ...]
    made: int
    forced: bool = False
    terms: Mapping[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self) | {"day": self.day.isoformat(), "terms": dict(self.terms)}


@takes(case=instance(Case), k=FROM_ZERO, person=a_text)
def choices(case: Case, k: int, person: str, start: Day | None = None, end: Day | None = None) -> list[Choice]:
    """Every point at which somebody acted, answered or voted in a history.

    Parameters
    ----------
    case
        The case.
    k
        Number of the history.
    person
        An id or a name.
    start, end
        First and last day, both included (default: the whole history).

    Returns
    -------
    list of Choice
        In the order in which they came. Routine elections are left out: there a body votes on everybody by a list.

    Raises
    ------
    ScenarioError
        If there is no such person, or a day is no day.
    """
    first, last = days.given(start=case.start if start is None else start, end=case.end if end is None else end)
    told = case.history(k, person)
    return [choice for step in told.steps for choice in choices_in(told, step) if first <= choice.day <= last]


@takes(case=instance(Case), k=FROM_ZERO, person=a_text)
def options(case: Case, k: int, day: Day, person: str) -> list[Choice]:
    """What somebody could do in the step that holds a day.

    Parameters
    ----------
    case, k, person
        As of :func:`choices`.
    day
        A day of the run.

    Returns
    -------
    list of Choice
        None if the person neither acted nor was asked nor voted.

    Raises
    ------
    ScenarioError
        If there is no such person, or the day lies outside the run.
    """
    told = case.history(k, person)
    return choices_in(told, told.steps[told.place(day)])


def choices_in(told: Told, step: Step) -> list[Choice]:
    """The choices of the person of whom the history is traced in one step."""
    assert told.person is not None, "a history of which nobody's choices are traced"
    return list(Reading(told._replay, told.person, step).choices())


@dataclass
class Turn:
    """The rows about one turn: the aim in hand, the values of goals and targets, the moves; those weighed in the end, and the one made."""

    aim: Row
    goals: list[Row] = field(default_factory=list)
    targets: list[Row] = field(default_factory=list)
    moves: list[Row] = field(default_factory=list)
    weighed: list[Row] = field(default_factory=list)
    made: Row | None = None

    def add(self, row: Row) -> None:
        """Put a row where it belongs."""
        (self.moves if row.kind == K.T_OPEN else self.goals if row.flag == AIM_GOAL else self.targets).append(row)

    def aims(self) -> dict[tuple[int, int], float]:
        """Goal and target -> the chance that the turn serves it; the target of doing nothing is nobody."""
        if self.aim.flag == AIM_HELD:
            none = self.aim.subject == goals.NOTHING or self.aim.target == NOBODY
            return {(goals.NOTHING, NOBODY) if none else (self.aim.subject, self.aim.target): 1.0}
        found: dict[tuple[int, int], float] = {}
        for goal, chance in shares({row.subject: row.value for row in self.goals if row.value > NO_VALUE}).items():
            if goal == goals.NOTHING:
                found[goal, NOBODY] = chance
            else:
                values = {row.target: row.value for row in self.targets if row.subject == goal and row.value > 0.0}
                found |= {(goal, j): chance * share for j, share in shares(values).items()}
        return found


def of_turn(row: Row) -> bool:
    """Whether a row of the same person that follows a turn belongs to it. An answer follows at once if the turn left nothing to weigh."""
    return row.kind == K.L_INTERVENED or (row.kind in (K.T_OPTION, K.L_MOVE) and row.flag < goals.INVITATION)


def shares(values: Mapping[Any, float]) -> dict[Any, float]:
    """The chances of a logit choice among options with these values."""
    if not values:
        return {}
    most = max(values.values())
    weights = {name: exp(value - most) for name, value in values.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}


class Reading:
    """Reads the choices of one person out of the rows of a step."""

    def __init__(self, replay: Replay, person: str, step: Step) -> None:
        self.step, self.replay = step, replay
        self.model, self.teller = replay.model, replay.teller
        self.person, self.me = person, replay.model.people.index(person)
        self.name = self.teller.name(self.person)
        self.precision, self.trouble = self.replay.precision, self.replay.trouble
        self.replay.state = step.scene.fields

    def choices(self) -> Iterator[Choice]:
        """The choices, in their order."""
        return (choice for _, choice in self.placed())

    def placed(self) -> Iterator[tuple[int, Choice]]:
        """The choices, each after the number of the row with which it is over: by it the choices of several people can be ordered."""
        turn: Turn | None = None
        answers: list[Row] = []
        count: Row | None = None
        ballot: Row | None = None
        for n, row in enumerate(self.step.rows):
            mine = row.actor == self.me
            if mine and row.kind == K.T_AIM and row.flag in (AIM_HELD, AIM_TAKEN):
                turn = Turn(row)
            elif mine and turn and row.kind in (K.T_AIM, K.T_OPEN):
                turn.add(row)
            elif turn and not (mine and of_turn(row)):
                yield n, self.turn(turn)
                turn = None
            if mine and row.kind == K.T_OPTION and turn:
                turn.weighed.append(row)
            elif mine and row.kind == K.T_OPTION:
                if answers and (answers[-1].flag, answers[-1].target) != (row.flag, row.target):
                    answers = []
                answers.append(row)
            elif mine and row.kind == K.L_MOVE and turn:
                turn.made = row
                yield n, self.turn(turn)
                turn = None
            elif mine and row.kind == K.L_MOVE and row.flag >= goals.INVITATION:
                yield n, self.answer(answers, row)
                answers = []
            elif mine and row.kind == K.T_COUNT:
                count, ballot = row, None
            elif mine and row.kind == K.T_VOTE and count:
                ballot = row
            elif decided(row) and row.kind < K.ELECT:
                if count and ballot and (ballot.yes or ballot.no):
                    yield n, self.vote(count, ballot, row)
                count = ballot = None
        if turn:
            yield len(self.step.rows), self.turn(turn)

    # turns

    def turn(self, turn: Turn) -> Choice:
        chances = self.spread(turn)
        found: dict[tuple[str, str], Option] = {}
        silent = chances.pop((SILENCE, NOBODY), 0.0)
        for row in sorted((row for row in turn.moves if row.subject != SILENCE), key=lambda row: -row.value):
            option = self.option(row, chances.get((row.subject, row.target, row.flag & SHAPE_BIT > 0), 0.0))
            key = (option.move, "" if option.move in UNAIMED else option.target)
            if key in found:
                best = found[key]
                found[key] = Option(**(vars(best) | {"chance": best.chance + option.chance}))
            else:
                found[key] = option
        rest = self.silence(silent)
        taken = rest
        if turn.made and turn.made.subject != SILENCE:
            key = self.key_of(turn.made)
            if key not in found:  # an intervention made it, against somebody who did not come to mind
                (row,) = [row for row in turn.weighed if row.subject == turn.made.subject]
                found[key] = self.option(replace(row, kind=K.T_OPEN, flag=1 << row.flag), 0.0)
            taken = found[key]
        return self.ordered(ACT, say(TURN, name=self.name), [rest, *found.values()], taken)

    def key_of(self, row: Row) -> tuple[str, str]:
        move = moves.NAMES[row.subject]
        return move, "" if move in UNAIMED else self.identifier(row)

    def spread(self, turn: Turn) -> dict[Any, float]:
        """Chance by move, target and whether that is an issue; of silence all together."""
        found: dict[Any, float] = {}
        for (goal, j), chance in turn.aims().items():
            about = goal == goals.SHAPE
            rows = [row for row in turn.moves if row.target == j and row.flag >> goal & 1] if goal != goals.NOTHING else []
            worthy = {row.subject: row.value for row in rows if row.value > self.trouble or row.subject == SILENCE}
            for move, share in (shares(worthy) or {SILENCE: 1.0}).items():
                key = (SILENCE, NOBODY) if move == SILENCE else (move, j, about)
                found[key] = found.get(key, 0.0) + chance * share
        return found

    def silence(self, chance: float, worth: float = 0.0) -> Option:
        phrase = PHRASES[moves.NAMES[SILENCE]]
        return Option(
            moves.NAMES[SILENCE], "", say(phrase.says), say(phrase.price), worth, chance, None, (), self.lay("stay_silent", "", False)
        )

    def option(self, row: Row, chance: float) -> Option:
        """An option of a turn."""
        move, target = moves.NAMES[row.subject], self.identifier(row)
        aims = tuple(goals.GOAL_NAMES[g] for g in range(goals.NOTHING) if row.flag >> g & 1)
        estimate = float(row.terms[1])
        return Option(
            move, target, self.says(move, self.teller.name(target), target, int(row.terms[2])), say(PHRASES[move].price),
            row.value / self.precision, chance, estimate if estimate >= 0.0 else None, aims,
            self.lay(move, target, row.flag & OF_PEOPLE == 0),
        )  # fmt: skip

    def identifier(self, row: Row) -> str:
        """The id of the target of a turn: an issue if the row serves that goal alone."""
        about = row.flag & OF_PEOPLE == 0 if row.kind == K.T_OPEN else row.flag == goals.SHAPE
        return (self.model.issues if about else self.model.people)[row.target]

    def lay(self, move: str, target: str, about: bool) -> str:
        """The sentence that lays a choice down."""
        aimed = f" {'on' if about else 'against'} {target}" if target else ""
        return f"let {self.person} choose {move}{aimed} on {self.step.day.isoformat()}"

    def says(self, move: str, target: str, identifier: str, argument: int) -> str:
        """A move in plain words."""
        parts = {"target": target, "subject": "", "motion": ""}
        kind = MAKES.get(move)
        if kind is not None:
            subject, body = self.subject(kind, argument)
            told = self.replay.fields(kind, self.me, self.index(identifier), max(0, body), subject, 0.0)
            parts |= {"subject": self.teller.name(told["subject"]) if subject >= 0 else "", "target": target}
            if move in BY_BODY:
                parts["subject"] = self.teller.name(self.model.bodies[body])
            elif "{motion}" in PHRASES[move].says:
                asks = self.teller.asked(told, MOTIONS[kind], "")
                where = self.teller.name(self.model.bodies[body])
                parts["motion"] = say("{asks}, in the {body}", asks=asks, body=where) if body >= 0 else asks
        elif move == "form_caucus":
            partners = [] if argument == EVERYBODY else [argument // STRIDE, argument % STRIDE]
            parts["subject"] = series([self.replay.name(n) for n in partners]) or say("all the others")
        elif move == "write_document":
            parts["subject"] = say("the {paper}", paper=self.teller.papers[self.model.documents[argument]])
        return say(PHRASES[move].says, **parts)

    def index(self, identifier: str) -> int:
        return self.model.people.index(identifier) if identifier in self.model.people else NOBODY

    def subject(self, kind: int, argument: int) -> tuple[int, int]:
        """The subject of a motion, and the body in which it is moved, as far as the move's argument says so."""
        if kind in BODY_IS_ARGUMENT:
            return NOBODY, argument
        return (argument if ABOUT[kind] else NOBODY), NOBODY

    # answers

    def answer(self, rows: Sequence[Row], made: Row) -> Choice:
        goal, target = made.flag, self.replay.aim(made.flag, made.target)
        whom = self.meant(goal, made.target)
        rests = any(row.subject == SILENCE for row in rows)
        worthy = {row.subject: row.value for row in rows if not rests or row.value > self.trouble or row.subject == SILENCE}
        chances = shares(worthy)
        found = {}
        for row in rows:
            move, estimate = moves.NAMES[row.subject], float(row.terms[1])
            if row.subject == SILENCE:
                found[row.subject] = self.silence(chances.get(SILENCE, 0.0), row.value / self.precision)
                continue
            found[row.subject] = Option(
                move, whom, self.says(move, target, whom, int(row.terms[2])), say(PHRASES[move].price), row.value / self.precision,
                chances.get(row.subject, 0.0), estimate if estimate >= 0.0 else None, (goals.GOAL_NAMES[goal],),
                self.lay(move, whom if whom != self.person else "", False),  # no sentence aims at its own subject
            )  # fmt: skip
        text = say(OCCASIONS[goal], name=self.name, target=target)
        return self.ordered(ANSWER, text, list(found.values()), found[made.subject], len(found) < 2)

    def meant(self, goal: int, j: int) -> str:
        """The id of the person whom an answer concerns, '' for nobody."""
        scene = self.step.scene
        if goal == goals.RISEN:
            return ""
        if goal == goals.INVITATION:
            whom = int(scene["g_target"][j])
        elif goal == goals.KEEPER:
            whom = int(scene["q_mover"][j])
        else:
            whom = j if goal == goals.ACCUSED else int(scene["q_target"][j])
        return self.model.people[whom] if whom >= 0 else ""

    # votes

    def vote(self, count: Row, ballot: Row, result: Row) -> Choice:
        told = self.replay.told(result)
        kind, mark = MOTIONS[result.kind], K.MARKS[result.flag >> 1].name
        asks, who = self.teller.asked(told, kind, mark if mark in APPEALS else ""), self.teller.name(told["actor"])
        motion = say("{who} moves {asks}", who=who, asks=asks) if told["actor"] else say("moved is {asks}", asks=asks)
        chance, certain = logistic(ballot.value), abs(ballot.value) >= CERTAIN
        about = (f" against {told['target']}" if told["target"] else "") + f" in {told['body']}"
        found = [
            Option(
                word, told["target"] or "", text, "", None, odds, count.value, (),
                f"let {self.person} vote {word} on {kind}{about} on {self.step.day.isoformat()}",
            )
            for word, text, odds in (("yes", say("vote yes"), chance), ("no", say("vote no"), 1.0 - chance))
        ]  # fmt: skip
        terms = {} if certain else {term.name: float(x) for term, x in zip(K.TERM_KINDS, ballot.terms, strict=True) if x}
        text = say(VOTE, body=self.teller.name(told["body"]), motion=motion)
        return self.ordered(BALLOT, text, found, found[0 if ballot.yes else 1], certain, terms)

    def ordered(
        self, kind: str, text: str, found: list[Option], made: Option, forced: bool = False, terms: Mapping[str, float] | None = None
    ) -> Choice:
        """The choice with its options, the likeliest first."""
        ranked = sorted(found, key=lambda option: (-option.chance, -(option.worth or 0.0), option.sentence))
        place = next(n for n, option in enumerate(ranked) if option is made)
        return Choice(self.step.day, self.person, kind, text, tuple(ranked), place, forced or len(found) < 2, terms or {})

"""The kinds of things that have numbers: one row each, with all facts about the kind.

A name below is the number of its kind, and a kind's number is its place in its table. So rows keep their order, and a new kind goes to
the end of its table: numbers key random draws. Whatever else must know the kinds (the scenario's ``decides``, the engine's lookups, the
columns and sentences of the results) is made from these rows.

The tables belong to this room because the scenario format lists the kinds of motion and of event, and no room lies lower that the
scenario, the engine and the results can all read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Kind = TypeVar("Kind")


class Table(Generic[Kind]):
    """Kinds in the order in which they are declared. ``first`` is the number of the first."""

    def __init__(self, first: int = 0) -> None:
        self.first = first
        self.rows: list[Kind] = []

    def add(self, row: Kind) -> int:
        """Append a kind and return its number."""
        self.rows.append(row)
        return self.first + len(self.rows) - 1


# What the subject of a motion or of a log row is a number of.
(
    ABOUT_NOTHING,
    ABOUT_ISSUE,
    ABOUT_OFFICE,
    ABOUT_BODY,
    ABOUT_DOCUMENT,
    ABOUT_EVENT,
    ABOUT_MOTION,
    ABOUT_STATUTE,
    ABOUT_PEOPLE,
    ABOUT_THEATRE,
) = range(10)

# What power a motion puts at stake: none, an office, a seat, all central offices, everything, what a statute gives and takes.
STAKE_NOTHING, STAKE_OFFICE, STAKE_SEAT, STAKE_CENTRAL_OFFICES, STAKE_EVERYTHING, STAKE_STATUTE = range(6)


# motions


@dataclass(frozen=True, slots=True)
class MotionKind:
    """A kind of motion.

    ``asks`` completes "moves ...", and ``purpose`` "a motion ..." where the subject is not recorded. ``sense`` is 1 if the motion
    favours its target, -1 if it hurts them, 0 if it has none. ``rung`` is the rung of the ladder of exclusion (1 office, 2 distance,
    3 seat, 4 membership; 0 for no sanction). ``appeal`` says whether a wider body may be asked to decide it again.
    """

    name: str
    asks: str
    purpose: str = ""
    about: int = ABOUT_NOTHING
    sense: int = 0
    rung: int = 0
    stake: int = STAKE_NOTHING
    appeal: bool = True


_motions: Table[MotionKind] = Table()


def motion(
    name: str,
    asks: str,
    purpose: str = "",
    *,
    about: int = ABOUT_NOTHING,
    sense: int = 0,
    rung: int = 0,
    stake: int = STAKE_NOTHING,
    appeal: bool = True,
) -> int:
    """Declare a kind of motion. The move that makes it has its number in ``MOTION`` and says what ``carried`` and ``undone`` do."""
    return _motions.add(MotionKind(name, asks, purpose, about, sense, rung, stake, appeal))


# fmt: off
POLICY = motion("policy", "that {subject} be set at {value}", "on a line of policy", about=ABOUT_ISSUE)
APPOINT = motion("appoint", "that {target} be made {subject}", "to give {target} an office",
                 about=ABOUT_OFFICE, sense=1, stake=STAKE_OFFICE, appeal=False)
STRIP = motion("strip", "that {target} be relieved as {subject}", "to relieve {target} of an office",
               about=ABOUT_OFFICE, sense=-1, rung=1, stake=STAKE_OFFICE)
REMOVE = motion("remove", "that {target} lose the seat in the {subject}", "to take a seat from {target}",
                about=ABOUT_BODY, sense=-1, rung=3, stake=STAKE_SEAT)
EXPEL = motion("expel", "that {target} be expelled", "to expel {target}", sense=-1, rung=4, stake=STAKE_EVERYTHING)
SEND_AWAY = motion("send_away", "that {target} be posted far from the centre", "to post {target} far from the centre",
                   sense=-1, rung=2, stake=STAKE_CENTRAL_OFFICES)
PACK = motion("pack", "that the {subject} be enlarged", "to enlarge a body", about=ABOUT_BODY, appeal=False)
RESIGNATION = motion("resignation", "{target}'s resignation as {subject}", "to let {target} go",
                     about=ABOUT_OFFICE, sense=-1, stake=STAKE_OFFICE, appeal=False)
DISCLOSE = motion("disclose", "that {subject} be read out, to {target}'s cost", "to have a document about {target} read out",
                  about=ABOUT_DOCUMENT, sense=-1)
SUPPRESS = motion("suppress", "that {subject} be locked away", "to have a document about {target} locked away",
                  about=ABOUT_DOCUMENT, sense=1)
RECALL = motion("recall", "that {target} be called back to the centre", "to call {target} back", sense=1)
INQUIRE = motion("inquire", "that {target}'s conduct be looked into", "to have {target}'s conduct looked into", sense=-1)
POSTPONE = motion("postpone", "that the {subject} be put off", "to put a congress off", about=ABOUT_BODY, appeal=False)
ISOLATE = motion("isolate", "that {target} be spared all business", "to spare {target} all business", sense=-1)
ADOPT = motion("adopt", "that the {subject} be adopted", "to adopt a statute", about=ABOUT_STATUTE, stake=STAKE_STATUTE)
REPEAL = motion("repeal", "that the {subject} be repealed", "to repeal a statute", about=ABOUT_STATUTE, stake=STAKE_STATUTE)
# fmt: on
MOTIONS = tuple(row.name for row in _motions.rows)
"""Names of the kinds of motion that somebody moves: what ``decides`` of a body may list."""
ELECT = motion("elect", "that {target} be re-elected to the {subject}", about=ABOUT_BODY, sense=1, stake=STAKE_SEAT)
"""The routine re-election of one incumbent, which nobody moves."""
MOTION_KINDS = tuple(_motions.rows)

RUNG = tuple(row.rung for row in MOTION_KINDS)
"""Rung of the ladder of exclusion by kind of motion."""
ARREST, EXILE = 5, 6
"""The rungs above: what security does without a vote."""


# marks: how a motion comes back


@dataclass(frozen=True, slots=True)
class Mark:
    """How a motion comes back: the word for it, and what it then asks, given what it asked at first."""

    name: str
    asks: str


_marks: Table[Mark] = Table()
FRESH = _marks.add(Mark("", "{}"))  # asked for the first time
REVERSE = _marks.add(Mark("reverse", "against the decision {}"))  # to undo what was carried
RENEW = _marks.add(Mark("renew", "once more {}"))  # to carry in a wider body what was refused
INSIST = _marks.add(Mark("insist", "{}"))  # to carry in the same body what was refused
MARKS = tuple(_marks.rows)


# what a clause of a statute does

_clauses: Table[str] = Table()
FOUND_BODY = _clauses.add("found a body")
FOUND_OFFICE = _clauses.add("found an office")
ABOLISH_BODY = _clauses.add("abolish a body")
ABOLISH_OFFICE = _clauses.add("abolish an office")
RIGHT = _clauses.add("give a right")
AGENDA = _clauses.add("give an agenda")
LEAD = _clauses.add("make a body lead")


# events from outside

_events: Table[str] = Table()
ILLNESS = _events.add("illness")
DEATH = _events.add("death")
HARVEST = _events.add("harvest")
CRISIS = _events.add("crisis")
EVENTS = tuple(_events.rows)
"""Names of the kinds of event that none of the members decides."""


# rows of the log


@dataclass(frozen=True, slots=True)
class RowKind:
    """A kind of log row other than a motion decided: its name, its sentence, and what its subject is.

    A row without a sentence here gets one from a method of :class:`collegium.results.sentences.Teller`.
    """

    name: str
    says: str
    about: int = ABOUT_NOTHING


_rows: Table[RowKind] = Table(first=len(MOTION_KINDS))  # below: a motion of that kind was decided


def row(name: str, says: str = "", *, about: int = ABOUT_NOTHING) -> int:
    """Declare a kind of log row."""
    return _rows.add(RowKind(name, says, about))


L_LAPSED = row("lapsed", about=ABOUT_MOTION)
L_ELECTED = row("elected", about=ABOUT_BODY)
L_NOT_ELECTED = row("not_elected", about=ABOUT_BODY)
L_CAUCUS = row("caucus_formed")
L_DISSOLVED = row("caucus_dissolved")
L_WRITTEN = row("written", about=ABOUT_DOCUMENT)
L_ILLNESS = row("illness", about=ABOUT_EVENT)
L_RECOVERY = row("recovery")
L_DEATH = row("death", "{target} dies")
L_HARVEST = row("harvest", about=ABOUT_EVENT)
L_CRISIS = row("crisis", about=ABOUT_EVENT)
L_CONGRESS = row("congress")
L_DENOUNCED = row("denounced", "{actor} denounces {target} in public")
L_OFFICE = row("took_office", about=ABOUT_OFFICE)
L_RECONCILED = row("reconciled", "{actor} makes peace with {target}")
L_PLATFORM = row("platform", about=ABOUT_ISSUE)
L_REFUSED = row("refused_order", about=ABOUT_MOTION)
L_CASE = row("case_built", "{actor} has a case built against {target}")
L_ARREST = row("arrested", "{target} is arrested, by order of {actor}")
L_EXILE = row("exiled", "{target} is exiled, by order of {actor}")
L_UNDERGROUND = row("underground", "{actor} goes underground")
L_CAPITULATED = row("capitulated")
L_JOINED = row("joined", "{actor} and {target} join their oppositions")
L_LEFT = row("left_office", "{target} is no longer {subject}", about=ABOUT_OFFICE)
L_RESIGNED = row("resigned_seat", about=ABOUT_BODY)
L_INTERVENED = row("intervened", "Set from outside: {intervention}")
L_IN_FORCE = row("in_force", "the {subject} is in force", about=ABOUT_STATUTE)
L_REPEALED = row("repealed", "the {subject} is in force no longer", about=ABOUT_STATUTE)
L_REVOLT = row("revolt", "{subject} rise in revolt", about=ABOUT_PEOPLE)
L_CALM = row("calm", "{subject} go home", about=ABOUT_PEOPLE)
L_PUT_DOWN = row("put_down", about=ABOUT_PEOPLE)
L_HUNT = row("hunt", "security hunts for enemies among {subject}", about=ABOUT_PEOPLE)
L_FRONT = row("front_opened", "fighting begins: {subject}", about=ABOUT_THEATRE)
L_FRONT_WON = row("front_won", "the fighting is won: {subject}", about=ABOUT_THEATRE)
L_FRONT_LOST = row("front_lost", "the front collapses: {subject}", about=ABOUT_THEATRE)
L_FRONT_CLOSED = row("front_closed", "the fighting ends: {subject}", about=ABOUT_THEATRE)
ROW_KINDS = tuple(_rows.rows)

L_MOVE = row("move")
"""From here on: rows that only a traced history has. They never reach the results."""
T_GOAL = row("goal")
T_PERSON = row("person")
T_OPTION = row("option")
T_VOTE = row("vote")
T_BLOC = row("bloc")
T_AIM = row("aim")
T_OPEN = row("open_to")
T_COUNT = row("headcount")


# terms of the vote


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the vote, and the head of its column where votes are explained."""

    name: str
    head: str


_terms: Table[Term] = Table()
T_CUSTOM = _terms.add(Term("what is customary", "custom"))
T_POLICY = _terms.add(Term("policy", "policy"))
T_TIE = _terms.add(Term("ties", "ties"))
T_STAKE = _terms.add(Term("own stake", "stake"))
T_WHIP = _terms.add(Term("patrons' and caucus lines", "lines"))
T_DEFERENCE = _terms.add(Term("deference", "defer."))
T_COMRADESHIP = _terms.add(Term("comradeship", "comr."))
T_DISCIPLINE = _terms.add(Term("discipline", "discip."))
T_DOCUMENT = _terms.add(Term("documents", "docum."))
T_CONFORMITY = _terms.add(Term("conformity", "conf."))
T_SHOCK = _terms.add(Term("shared luck", "shock"))
T_DEPENDENCE = _terms.add(Term("dependence", "depend."))
T_LINE = _terms.add(Term("line of the top body", "top"))
TERM_KINDS = tuple(_terms.rows)


# kinds of rule, in the order in which a reading tries them

_rules: Table[str] = Table()
VOID = _rules.add("void")
SOLE_SURVIVOR = _rules.add("sole_survivor")
ONE_MAN = _rules.add("one_man")
BLOC = _rules.add("bloc")
CONTESTED = _rules.add("contested")
LOCKED = _rules.add("locked")
RULES = tuple(_rules.rows)


# interventions (docs/odd.md, section 9.4)

_interventions: Table[str] = Table()
V_SEAT = _interventions.add("seat")
V_OFFICE = _interventions.add("office")
V_BAR_SEAT = _interventions.add("bar_seat")
V_BAR_OFFICE = _interventions.add("bar_office")
V_WELL = _interventions.add("well")
V_ABSENT = _interventions.add("absent")
V_DEATH = _interventions.add("death")
V_SWAP = _interventions.add("swap")
V_PLACE = _interventions.add("place")
V_FORCE = _interventions.add("force")
V_FORBID = _interventions.add("forbid")
V_DECIDE = _interventions.add("decide")
V_WAIT = _interventions.add("wait")
V_BIND = _interventions.add("bind")
V_READ = _interventions.add("read")
V_MANNER = _interventions.add("manner")
V_LOCK = _interventions.add("lock")
V_CAUCUS = _interventions.add("caucus")
V_WRITE = _interventions.add("write")
V_RESEED = _interventions.add("reseed")
V_CHOOSE = _interventions.add("choose")
V_CAST = _interventions.add("cast")
V_SURVEY = _interventions.add("survey")  # no sentence asks for it: with the trace on, it has everything surveyed that a person could do
INTERVENTIONS = tuple(_interventions.rows)
"""Names of the kinds of intervention."""

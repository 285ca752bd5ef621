"""Interventions that take effect during a history: each a form, and what the engine gets."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from collegium.engine import addresses, goals, moves
from collegium.engine import layout as L
from collegium.engine.compile import Intervention
from collegium.interventions.grammar import Form, Grammar, Sentence, Slots, Words
from collegium.interventions.slots import ids
from collegium.language import marked, say
from collegium.scenario import calendar
from collegium.scenario.findings import Wrong, suggest, unknown, write_this
from collegium.scenario.model import MOTIONS, Scenario

MANNERS = {"": 1.0, "in plenary": 1.0, "by delegations": 0.5}
"""How a document is read out -> how fully everybody learns of it."""
YES = {"yes": 1.0, "no": 0.0}
"""A vote -> its number in the engine."""
SILENT = ("stay_silent", "decline_caucus")
"""Moves that nobody is ever kept from."""
SEEDS = 10**9
"""The greatest seed of ``reseed``."""
ANSWERS = goals.menu(goals.INVITATION, goals.KEEPER, goals.APPEAL, goals.ORDER, goals.RISEN)
"""Occasions on which a move answers something other than a person."""
SILENCE = SILENT[0]
UNAIMED = ("tender_resignation", "pack_body", "postpone_congress", "suppress_document", "go_underground", "appoint")
"""Moves that can be forced without saying against whom."""


@dataclass(frozen=True)
class Run:
    """The run that a sentence speaks of, from ``start`` to ``end`` in steps of ``step`` days; ``fields`` reads what ``make`` can set."""

    start: date
    end: date
    step: int
    fields: Grammar

    def begin(self, words: Words) -> date:
        text = words.get("on") or words.get("from")
        return calendar.from_iso(text) if text else self.start

    def close(self, words: Words) -> date:
        """The first day on which it no longer holds: after the run, if nothing is said."""
        if not words.get("until"):
            return self.end + timedelta(days=1)
        found = calendar.from_iso(words["until"])
        if found <= self.begin(words):
            raise Wrong(say("it would end on {found}, before it begins", found=found), say("choose a later day after 'until'"))
        return found

    def moment(self, words: Words) -> tuple[date, date]:
        """The one step in which it happens."""
        begin = self.begin(words)
        return begin, begin + timedelta(days=self.step)

    def time(self, words: Words) -> tuple[date, date]:
        return self.begin(words), self.close(words)


def number(text: str, low: float, high: float) -> float:
    try:
        found = float(text)
    except ValueError:
        raise Wrong(
            say("'{text}' is not a number", text=text),
            say("write a number from {low} to {high}", low=format(low, "g"), high=format(high, "g")),
        ) from None
    if not low <= found <= high:
        raise Wrong(
            say("{text} is out of range", text=text),
            say("write a number from {low} to {high}", low=format(low, "g"), high=format(high, "g")),
        )
    return found


# people


def healthy(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("well", *run.time(w), who=w["person"])]


def absent(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("absent", *run.time(w), who=w["person"])]


def dies(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("death", *run.moment(w), who=w["person"])]


def swap(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("swap", run.start, run.end, who=w["person"], other=w["person2"])]


FIELDS: dict[Form, tuple[int, float, float, str, str]] = {
    Form("ambition of PERSON"): (addresses.AMBITION, 0.0, 4.0, "person", ""),
    Form("caution of PERSON"): (addresses.CAUTION, 0.0, 4.0, "person", ""),
    Form("apparatus of PERSON"): (addresses.APPARATUS, 0.0, 4.0, "person", ""),
    Form("public of PERSON"): (addresses.PUBLIC, 0.0, 4.0, "person", ""),
    Form("standing of PERSON"): (addresses.STANDING, 0.0, 1.0, "person", ""),
    Form("authority of PERSON"): (addresses.AUTHORITY, 0.0, 1.0, "person", ""),
    Form("tie of PERSON to PERSON"): (addresses.TIE, -1.0, 1.0, "person", "person2"),
    Form("clientage of PERSON to PERSON"): (addresses.CLIENT, 0.0, 1.0, "person", "person2"),
    Form("allegiance of CONSTITUENCY to PERSON"): (addresses.ALLEGIANCE, 0.0, 1.0, "constituency", "person"),
    Form("position of PERSON on ISSUE"): (addresses.POSITION, -1.0, 1.0, "person", "issue"),
    Form("salience of PERSON on ISSUE"): (addresses.SALIENCE, 0.0, 1.0, "person", "issue"),
    Form("mood of CONSTITUENCY on ISSUE"): (addresses.MOOD, -1.0, 1.0, "constituency", "issue"),
    Form("policy of ISSUE"): (addresses.STATUS_QUO, -1.0, 1.0, "issue", ""),
    Form("weight of BODY"): (addresses.SEAT_WEIGHT, 0.0, 10.0, "body", ""),
    Form("weight of OFFICE"): (addresses.OFFICE_WEIGHT, 0.0, 10.0, "office", ""),
    Form("weight of CONSTITUENCY"): (addresses.CONS_WEIGHT, 0.0, 10.0, "constituency", ""),
}  # fmt: skip
"""What can be set -> its place in the state, its range, and the slots that say whose it is."""


HOLDERS = "body, office or constituency"
"""What has a weight."""


def fields(slots: Slots) -> Grammar:
    """The reader of what ``make`` can set."""
    return Grammar("field", tuple(FIELDS), slots, "standing of PERSON")


def field(text: str, known: Grammar) -> Sentence:
    """What is set, as read. Raises :class:`Wrong`."""
    found = known.read(text)
    if not found.form.text:
        raise Wrong(say("'{text}' is nothing that can be set", text=text), write_this(", ".join(form.text for form in FIELDS)))
    if found.wrong and text.startswith("weight of "):
        holders = [known.first(form.opening[-1]) for form in FIELDS if form.text.startswith("weight of ")]
        name = text.removeprefix("weight of ")
        raise Wrong(unknown(HOLDERS, name), suggest(name, {one for some in holders for one in some}))
    if found.wrong:
        raise found.wrong[0]
    return found


def make(w: Words, run: Run) -> list[Intervention]:
    found = field(w["field"], run.fields)
    place, low, high, where, other = FIELDS[found.form]
    whose = found.words[where], found.words[other] if other else ""
    value = number(w["value"], low, high)
    return [Intervention("place", *run.moment(w), where=whose[0], other=whose[1], what=place, value=value)]


# seats and offices


def give_office(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("office", *run.moment(w), who=w["person"], where=w["office"])]


def keep_office(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("office", *run.time(w), who=w["person"], where=w["office"])]


def take_office(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("bar_office", *run.time(w), who=w["person"], where=w["office"])]


def give_seat(w: Words, run: Run) -> list[Intervention]:
    rank = L.CANDIDATE if w["as_candidate"] else L.FULL
    return [Intervention("seat", *run.moment(w), who=w["person"], where=w["body"], what=rank)]


def keep_seat(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("seat", *run.time(w), who=w["person"], where=w["body"], what=L.FULL)]


def take_seat(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("bar_seat", *run.time(w), who=w["person"], where=w["body"])]


# moves and votes


def force(w: Words, run: Run) -> list[Intervention]:
    name, who = w["move"], w["person"]
    move = moves.NAMES.index(name)
    menu = moves.MENUS[move]
    if name in SILENT or not menu & ~ANSWERS:
        raise Wrong(
            say("nobody can be forced to {name}, which only answers something", name=name),
            say("forbid it to others, or carry or defeat the motion"),
        )
    about = menu == goals.menu(goals.SHAPE)
    if about and not w["issue"]:
        raise Wrong(say("{name} is about an issue", name=name), write_this(f"force {who} to {name} on ISSUE"))
    if not about and (w["issue"] or not (w["person2"] or name in UNAIMED)):
        raise Wrong(say("{name} is aimed at a person", name=name), write_this(f"force {who} to {name} against PERSON"))
    return [Intervention("force", *run.time(w), who=who, other=w["issue"] if about else w["person2"] or who, what=move)]


AIMED = {
    "nobody": marked("{move} is aimed at nobody"), "issue": marked("{move} is aimed at an issue"),
    "another": marked("{move} is aimed at another person"),
}  # fmt: skip
"""At whom a move is aimed -> what to say if a sentence aims it otherwise."""


def choose(w: Words, run: Run) -> list[Intervention]:
    name, who, whom = w["move"], w["person"], w["person2"]
    move = moves.NAMES.index(name)
    about = moves.MENUS[move] == goals.menu(goals.SHAPE)
    if about and not w["issue"]:
        raise Wrong(say("{name} is about an issue", name=name), write_this(f"let {who} choose {name} on ISSUE"))
    if whom == who or (not about and w["issue"]) or (about and whom) or (name == SILENCE and whom):
        target = f"let {who} choose {name}" + ("" if name == SILENCE else " on ISSUE" if about else " against PERSON")
        fault = AIMED["nobody" if name == SILENCE else "issue" if about else "another"]
        raise Wrong(say(fault, move=name), write_this(target))
    return [Intervention("choose", *run.moment(w), who=who, other=w["issue"] or whom, what=move)]


def mask(text: str) -> int:
    """A bit for every move that is meant."""
    if text == "act":
        return sum(1 << n for n, name in enumerate(moves.NAMES) if name not in SILENT)
    if text in SILENT:
        raise Wrong(say("nobody can be kept from {text}", text=text), say("forbid another move, or 'act'"))
    return 1 << moves.NAMES.index(text)


def anybody(text: str) -> str:
    return "" if text == "anybody" else text


def forbid(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("forbid", *run.time(w), who=anybody(w["person"]), other=anybody(w["person2"]), what=mask(w["move"]))]


def motions(kind: str, w: Words, time: tuple[date, date], value: float = 0.0, who: str = "") -> list[Intervention]:
    """An intervention about motions of a kind, against somebody, in a body."""
    what = L.NOBODY if w["motion"] == "any" else MOTIONS.index(w["motion"])
    return [Intervention(kind, *time, who=who, other=w["target"], where=w["body"], what=what, value=value)]


def carry(w: Words, run: Run) -> list[Intervention]:
    return motions("decide", w, run.time(w), 1.0)


def defeat(w: Words, run: Run) -> list[Intervention]:
    return motions("decide", w, run.time(w), 0.0)


def hold(w: Words, run: Run) -> list[Intervention]:
    return motions("wait", w, run.time(w))


def bind(w: Words, run: Run) -> list[Intervention]:
    return motions("bind", w, run.time(w), YES[w["answer"]], w["person"])


def cast(w: Words, run: Run) -> list[Intervention]:
    return motions("cast", w, run.moment(w), YES[w["answer"]], w["person"])


def caucus(w: Words, run: Run) -> list[Intervention]:
    people = listed(w["people"])
    if len(set(people)) < 2 or w["person"] in people:
        raise Wrong(
            say("a caucus has two members or more, and its target is none of them"),
            write_this("found caucus of ONE, ANOTHER against THIRD"),
        )
    return [Intervention("caucus", *run.moment(w), who=who, other=w["person"]) for who in dict.fromkeys(people)]


def listed(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


# random draws


def reseed(w: Words, run: Run) -> list[Intervention]:
    if not (w["n"].isascii() and w["n"].isdigit() and int(w["n"]) <= SEEDS):
        raise Wrong(say("'{n}' is no seed", n=w["n"]), say("write a whole number from 0 to {seeds}", seeds=SEEDS))
    return [Intervention("reseed", *run.moment(w), what=int(w["n"]))]


# documents


def write(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("write", *run.moment(w), where=w["document"], other=w["person"])]


def disclose(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("read", *run.time(w), where=w["document"], value=MANNERS[w["manner"]])]


def manner(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("manner", *run.time(w), where=w["document"], value=MANNERS[w["manner"]])]


def suppress(w: Words, run: Run) -> list[Intervention]:
    return [Intervention("lock", *run.time(w), where=w["document"])]


ON, FROM, UNTIL = "[on DAY]", "[from DAY]", "[until DAY]"
MOTION = f"MOTION [against TARGET] [in BODY] {FROM} {UNTIL}"
ANYBODY = {"PERSON": ("anybody",), "MOVE": ("act",)}
DURING: dict[Form, Callable[[Words, Run], list[Intervention]]] = {
    Form(f"keep PERSON healthy {FROM} {UNTIL}"): healthy,
    Form(f"keep PERSON absent {FROM} {UNTIL}"): absent,
    Form(f"let PERSON die {ON}"): dies,
    Form("swap traits of PERSON and PERSON"): swap,
    Form(f"make FIELD VALUE {ON}"): make,
    Form(f"give office OFFICE to PERSON {ON}"): give_office,
    Form(f"take office OFFICE from PERSON {ON} {UNTIL}"): take_office,
    Form(f"give seat BODY to PERSON [as candidate] {ON}"): give_seat,
    Form(f"take seat BODY from PERSON {ON} {UNTIL}"): take_seat,
    Form(f"keep PERSON in office OFFICE {FROM} {UNTIL}"): keep_office,
    Form(f"keep PERSON in seat BODY {FROM} {UNTIL}"): keep_seat,
    Form(f"force PERSON to MOVE [against|towards PERSON] [on ISSUE] {ON} {UNTIL}"): force,
    Form(f"forbid PERSON to MOVE [against|towards PERSON] {FROM} {UNTIL}", ANYBODY): forbid,
    Form("delay PERSON to MOVE [against|towards PERSON] until DAY", ANYBODY): forbid,
    Form(f"carry {MOTION}"): carry,
    Form(f"defeat {MOTION}"): defeat,
    Form(f"hold {MOTION}"): hold,
    Form(f"bind PERSON to ANSWER on {MOTION}"): bind,
    Form("let PERSON choose MOVE [against|towards PERSON] [on ISSUE] [on DAY]"): choose,
    Form("let PERSON vote ANSWER on MOTION [against TARGET] [in BODY] [on DAY]"): cast,
    Form(f"found caucus of PEOPLE against PERSON {ON}"): caucus,
    Form(f"write DOCUMENT against PERSON {ON}"): write,
    Form(f"disclose DOCUMENT [MANNER] {ON}"): disclose,
    Form("read DOCUMENT MANNER"): manner,
    Form(f"suppress DOCUMENT {FROM} {UNTIL}"): suppress,
    Form("reseed from DAY with N"): reseed,
}


def slots(scenario: Scenario, start: date, end: date) -> Slots:
    """What may fill the slots of an intervention."""
    found = ids(scenario, start, end)
    found |= {"MOVE": moves.NAMES, "MOTION": (*MOTIONS, "any"), "ANSWER": ("yes", "no"), "MANNER": [name for name in MANNERS if name]}
    found["FIELD"] = partial(field, known=fields(found))
    found["PEOPLE"] = partial(people, known=[person.id for person in scenario.people])
    return found


def people(text: str, known: Collection[str]) -> None:
    """Raises :class:`Wrong` for the first who is nobody."""
    for name in listed(text):
        if name not in known:
            raise Wrong(unknown("person", name), suggest(name, known))

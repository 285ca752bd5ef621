"""Interventions that are laid down while a history is played: each a form, and what the engine is told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from collegium.engine import addresses, goals, moves
from collegium.engine import layout as L
from collegium.engine.compile import Intervention
from collegium.errors import argument
from collegium.interventions.grammar import Form
from collegium.scenario.findings import Wrong, suggest
from collegium.scenario.model import MOTIONS, Scenario

Words = Mapping[str, str]
MANNERS = {"": 1.0, "in plenary": 1.0, "by delegations": 0.5}
"""How a document is read out -> how fully everybody learns of it."""
SILENT = ("stay_silent", "decline_caucus")
"""Moves that nobody is ever kept from."""
ANSWERS = goals.menu(goals.INVITATION, goals.KEEPER, goals.APPEAL, goals.ORDER)
"""Occasions on which a move answers something other than a person."""
UNAIMED = ("tender_resignation", "pack_body", "postpone_congress", "suppress_document", "go_underground", "appoint")
"""Moves that can be forced without saying against whom."""


@dataclass(frozen=True)
class Case:
    """What sentences are read against: the scenario, and the days of the run."""

    scenario: Scenario
    start: date
    end: date

    def one(self, text: str, things: Collection[str], what: str) -> str:
        if text not in things:
            raise Wrong(f"there is no {what} '{text}'", suggest(text, things))
        return text

    def person(self, text: str) -> str:
        return self.one(text, [p.id for p in self.scenario.people], "person")

    def anybody(self, text: str) -> str:
        return "" if text in ("", "anybody") else self.person(text)

    def body(self, text: str) -> str:
        return self.one(text, [b.id for b in self.scenario.bodies], "body")

    def office(self, text: str) -> str:
        return self.one(text, [o.id for o in self.scenario.offices], "office")

    def constituency(self, text: str) -> str:
        return self.one(text, [c.id for c in self.scenario.constituencies], "constituency")

    def document(self, text: str) -> str:
        return self.one(text, [d.id for d in self.scenario.documents], "document")

    def issue(self, text: str) -> str:
        return self.one(text, [i.id for i in self.scenario.issues], "issue")

    def move(self, text: str) -> int:
        return moves.NAMES.index(self.one(text, moves.NAMES, "move"))

    def day(self, text: str) -> date:
        try:
            found = date.fromisoformat(text)
        except ValueError:
            raise Wrong(f"'{text}' is not a day", "write it as 1922-04-03") from None
        if not self.start <= found <= self.end:
            message = f"{found} does not lie in the run, {self.start} to {self.end}"
            raise Wrong(message, f"choose a day of the run, or other days with {argument('start')} and {argument('end')}")
        return found

    def begin(self, words: Words) -> date:
        text = words.get("day_on") or words.get("day_from") or ""
        return self.day(text) if text else self.start

    def close(self, words: Words) -> date:
        """The first day on which it no longer holds: after the run, if nothing is said."""
        if not words.get("day_until"):
            return self.end + timedelta(days=1)
        found = self.day(words["day_until"])
        if found <= self.begin(words):
            raise Wrong(f"it would end on {found}, before it begins", "choose a later day behind 'until'")
        return found

    def moment(self, words: Words) -> tuple[date, date]:
        """The one step in which it happens."""
        begin = self.begin(words)
        return begin, begin + timedelta(days=self.scenario.step)

    def time(self, words: Words) -> tuple[date, date]:
        return self.begin(words), self.close(words)


def number(text: str, low: float, high: float) -> float:
    try:
        found = float(text)
    except ValueError:
        raise Wrong(f"'{text}' is not a number", f"write a number from {low:g} to {high:g}") from None
    if not low <= found <= high:
        raise Wrong(f"{text} is out of range", f"write a number from {low:g} to {high:g}")
    return found


# people


def healthy(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("well", *c.time(w), who=c.person(w["person"]))]


def absent(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("absent", *c.time(w), who=c.person(w["person"]))]


def dies(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("death", *c.moment(w), who=c.person(w["person"]))]


def swap(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("swap", c.start, c.end, who=c.person(w["person"]), other=c.person(w["person2"]))]


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


def make(w: Words, c: Case) -> list[Intervention]:
    wrong = Wrong(f"'{w['field']}' is nothing that can be set", "write " + ", ".join(form.text for form in FIELDS))
    for form, (place, low, high, where, other) in FIELDS.items():
        found = form.read(w["field"])
        if found is not None:
            try:
                ids = [getattr(c, slot.rstrip("2"))(found[slot]) for slot in (where, other) if slot]
            except Wrong as error:
                wrong = error
                continue  # the weight may be that of a body, an office or a constituency
            value = number(w["value"], low, high)
            return [Intervention("place", *c.moment(w), where=ids[0], other=ids[1] if other else "", what=place, value=value)]
    raise wrong


# seats and offices


def give_office(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("office", *c.moment(w), who=c.person(w["person"]), where=c.office(w["office"]))]


def keep_office(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("office", *c.time(w), who=c.person(w["person"]), where=c.office(w["office"]))]


def take_office(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("bar_office", *c.time(w), who=c.person(w["person"]), where=c.office(w["office"]))]


def give_seat(w: Words, c: Case) -> list[Intervention]:
    rank = L.CANDIDATE if w["as_candidate"] else L.FULL
    return [Intervention("seat", *c.moment(w), who=c.person(w["person"]), where=c.body(w["body"]), what=rank)]


def keep_seat(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("seat", *c.time(w), who=c.person(w["person"]), where=c.body(w["body"]), what=L.FULL)]


def take_seat(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("bar_seat", *c.time(w), who=c.person(w["person"]), where=c.body(w["body"]))]


# moves and votes


def force(w: Words, c: Case) -> list[Intervention]:
    move, who = c.move(w["move"]), c.person(w["person"])
    name, menu = moves.NAMES[move], moves.MENUS[move]
    if name in SILENT or not menu & ~ANSWERS:
        raise Wrong(f"nobody can be forced to {name}, which only answers something", "forbid it to others, or carry or defeat the motion")
    if menu == goals.menu(goals.SHAPE):
        if not w["issue"]:
            raise Wrong(f"{name} is about an issue", f"write force {who} to {name} on ISSUE")
        other = c.issue(w["issue"])
    elif w["issue"] or not (w["person2"] or name in UNAIMED):
        raise Wrong(f"{name} is aimed at a person", f"write force {who} to {name} against PERSON")
    else:
        other = c.person(w["person2"] or who)
    return [Intervention("force", *c.time(w), who=who, other=other, what=move)]


def mask(text: str, c: Case) -> int:
    """A bit for every move that is meant."""
    if text == "act":
        return sum(1 << n for n, name in enumerate(moves.NAMES) if name not in SILENT)
    if text in SILENT:
        raise Wrong(f"nobody can be kept from {text}", "forbid another move, or 'act'")
    return 1 << c.move(text)


def forbid(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("forbid", *c.time(w), who=c.anybody(w["person"]), other=c.anybody(w["person2"]), what=mask(w["move"], c))]


def motions(kind: str, w: Words, c: Case, value: float = 0.0, who: str = "") -> list[Intervention]:
    """An intervention about motions of a kind, against somebody, in a body."""
    what = L.NOBODY if w["kind"] == "any" else MOTIONS.index(c.one(w["kind"], (*MOTIONS, "any"), "kind of motion"))
    where = c.body(w["body"]) if w["body"] else ""
    target = c.person(w["target"]) if w["target"] else ""
    return [Intervention(kind, *c.time(w), who=who, other=target, where=where, what=what, value=value)]


def carry(w: Words, c: Case) -> list[Intervention]:
    return motions("decide", w, c, 1.0)


def defeat(w: Words, c: Case) -> list[Intervention]:
    return motions("decide", w, c, 0.0)


def hold(w: Words, c: Case) -> list[Intervention]:
    return motions("wait", w, c)


def bind(w: Words, c: Case) -> list[Intervention]:
    return motions("bind", w, c, 1.0 if w["answer"] == "yes" else 0.0, c.person(w["person"]))


def caucus(w: Words, c: Case) -> list[Intervention]:
    people = [c.person(name.strip()) for name in w["people"].split(",")]
    target = c.person(w["person"])
    if len(set(people)) < 2 or target in people:
        raise Wrong("a caucus has two members or more, and its target is none of them", "write found caucus of ONE, ANOTHER against THIRD")
    return [Intervention("caucus", *c.moment(w), who=who, other=target) for who in dict.fromkeys(people)]


# documents


def write(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("write", *c.moment(w), where=c.document(w["document"]), other=c.person(w["person"]))]


def disclose(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("read", *c.time(w), where=c.document(w["document"]), value=MANNERS[w["manner"]])]


def manner(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("manner", *c.time(w), where=c.document(w["document"]), value=MANNERS[w["manner"]])]


def suppress(w: Words, c: Case) -> list[Intervention]:
    return [Intervention("lock", *c.time(w), where=c.document(w["document"]))]


ON, FROM, UNTIL = "[on DAY]", "[from DAY]", "[until DAY]"
MOTION = f"KIND [against TARGET] [in BODY] {FROM} {UNTIL}"
LAID: dict[Form, Callable[[Words, Case], list[Intervention]]] = {
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
    Form(f"forbid PERSON to MOVE [against|towards PERSON] {FROM} {UNTIL}"): forbid,
    Form("delay PERSON to MOVE [against|towards PERSON] until DAY"): forbid,
    Form(f"carry {MOTION}"): carry,
    Form(f"defeat {MOTION}"): defeat,
    Form(f"hold {MOTION}"): hold,
    Form(f"bind PERSON to ANSWER on {MOTION}"): bind,
    Form(f"found caucus of PEOPLE against PERSON {ON}"): caucus,
    Form(f"write DOCUMENT against PERSON {ON}"): write,
    Form(f"disclose DOCUMENT [MANNER] {ON}"): disclose,
    Form("read DOCUMENT MANNER"): manner,
    Form(f"suppress DOCUMENT {FROM} {UNTIL}"): suppress,
}

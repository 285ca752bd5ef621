"""Turns one row of each table into its typed object; checks that need several rows are in ``checks.py``."""

from __future__ import annotations

from datetime import date
from math import inf

from collegium.scenario import cells, dates
from collegium.scenario.cells import Scale
from collegium.scenario.fields import Fields, reference
from collegium.scenario.findings import Wrong, suggest
from collegium.scenario.model import (
    ACTS,
    EVENTS,
    RECORDS,
    TIES,
    TRAITS,
    Act,
    Allegiance,
    Bloc,
    Cell,
    Claim,
    Constituency,
    Document,
    Event,
    Mood,
    Person,
    Position,
    Record,
    Seat,
    Tenure,
    Tie,
    When,
)
from collegium.scenario.names import Names

BETWEEN = ("service", "support", "hostile")
"""Kinds of act that lie between two people; the others are of one."""
SIGNS = ("up", "down", "none")
"""Which way a claim says that its measure moves."""
Timing = tuple[When | None, float, str, Cell | None]
"""Date, rate a year, the event waited for, steps of delay."""


def person(row: Fields, names: Names) -> Person:
    return Person(
        id=row.text("id"),
        name=row.text("name", row.text("id")),
        standing=row.cell("standing", cells.STANDING),
        traits={trait: row.derived(trait, cells.TRAIT) for trait in TRAITS},
        mortality=row.cell("health", cells.HEALTH),
        authority=row.cell("authority", cells.AUTHORITY),
        place=row.ref("place", names.constituencies | {"centre"}, "place (centre or a constituency)") or "centre",
        acts=dict.fromkeys(TRAITS, 0),
        source=row.source(names.sources),
    )


def seat(row: Fields, names: Names) -> Seat:
    body, who = row.ref("body", names.bodies, "body"), row.ref("person", names.people, "person")
    return Seat(body, who, row.choice("rank", ("full", "candidate"), "full"), row.span(), row.source(names.sources))


def bloc(row: Fields, names: Names) -> Bloc:
    body, group = row.ref("body", names.bodies, "body"), row.ref("constituency", names.constituencies, "constituency")
    return Bloc(body, group, row.integer("seats", 1, 1, 100_000), row.span(), row.source(names.sources))


def tenure(row: Fields, names: Names) -> Tenure:
    post, who = row.ref("office", names.offices, "office"), row.ref("person", names.people, "person")
    return Tenure(post, who, row.span(), row.source(names.sources))


def constituency(row: Fields, names: Names) -> Constituency:
    return Constituency(
        id=row.text("id"),
        name=row.text("name", row.text("id")),
        weight=row.cell("weight", cells.FOLLOWING_WEIGHT),
        boss_office=row.ref("boss_office", names.offices, "office"),
        source=row.source(names.sources),
    )


def allegiance(row: Fields, names: Names) -> Allegiance:
    group, who = (row.ref("constituency", names.constituencies, "constituency"), row.ref("person", names.people, "person"))
    return Allegiance(group, who, row.cell("share", cells.SHARE), row.when("at"), row.source(names.sources))


def position(row: Fields, names: Names) -> Position | Mood:
    """A row about a constituency is its mood."""
    who = row.ref("person", names.people | names.constituencies, "person or constituency")
    issue = row.ref("issue", names.issues, "issue")
    value, salience = row.cell("value", cells.VALUE), row.cell("salience", cells.SALIENCE)
    kind = Mood if who in names.constituencies else Position
    return kind(who, issue, value, salience, row.when("at"), row.source(names.sources))


def ties(row: Fields, names: Names) -> list[Tie]:
    """One tie, or two if it is mutual."""
    a, b = row.ref("a", names.people, "person"), row.ref("b", names.people, "person")
    kind, span, source = row.choice("kind", TIES, "comrade"), row.span(), row.source(names.sources)
    patron, mutual = kind == "patron", row.flag("mutual")
    strength = row.cell("strength", cells.CLIENTAGE) if patron else row.derived("strength", cells.STRENGTH)
    if a and a == b:
        row.wrong("b", f"'{a}' has a tie to himself", "name two people")
    if patron and mutual:
        row.wrong("mutual", "two people cannot be each other's patron", "write 'no'")
    there = Tie(a, b, kind, strength, span, source)
    return [there, Tie(b, a, kind, strength, span, source)] if mutual else [there]


def act(row: Fields, names: Names) -> Act:
    kind = row.choice("kind", ACTS, "public")
    who, other = row.ref("person", names.people, "person"), row.ref("other", names.people, "person")
    span = row.span()
    if kind in BETWEEN and row.blank("other"):
        row.wrong("other", f"an act of the kind '{kind}' needs a second person", "fill 'other'")
    if kind not in BETWEEN and other:
        row.wrong("other", f"an act of the kind '{kind}' is of one person", "leave 'other' blank")
    if who and who == other:
        row.wrong("other", f"'{who}' acts towards himself", "name two people")
    return Act(row.text("id"), kind, who, other, span, row.text("what"), row.source(names.sources))


def document(row: Fields, names: Names, start: date) -> Document:
    return Document(
        id=row.text("id"),
        author=row.ref("author", names.people, "person"),
        to=row.ref("to", names.people | names.bodies | names.constituencies, "person, body or constituency"),
        about=row.ref("about", names.people, "person"),
        earliest=row.when("earliest") or When(start, start),
        condition=row.read("condition", lambda text: condition(text, names), "always"),
        source=row.source(names.sources),
    )


def condition(text: str, names: Names) -> str:
    if text.startswith("after:"):
        return "after:" + awaited(text.removeprefix("after:").strip(), names)
    if text not in ("always", "ill"):
        raise Wrong(f"'{text}' is no condition", "write always, ill or after:EVENT")
    return text


def awaited(name: str, names: Names) -> str:
    """The event that is waited for, which must be one."""
    if name == "none":
        raise Wrong("there is no event 'none'", suggest(name, names.events))
    return reference(name, names.events, "event")


# events


def event(row: Fields, names: Names) -> Event:
    kind = row.choice("kind", EVENTS, "harvest")
    never: Timing = (None, 0.0, "", None)
    when, rate, after, delay = row.read("when", lambda text: timing(text, names), never)
    nothing: dict[str, Cell] = {}
    effect = row.read("effect", lambda text: effects(text, names), nothing)
    check_event(row, kind, effect, names)
    on = row.ref("on", names.people, "person")
    return Event(row.text("id"), kind, on, when, rate, after, delay, effect, row.source(names.sources))


def timing(text: str, names: Names) -> Timing:
    """The four fields of :class:`Event` that say when it happens."""
    head, _, rest = text.partition(":")
    if head == "rate":
        rate, _, start = rest.partition(" from ")
        return (dates.parse(start.strip()) if start else None), cells.number(rate.strip(), 0, 1000), "", None
    if head == "after":
        name, _, delay = rest.partition(":")
        return None, 0.0, awaited(name.strip(), names), cells.parse(delay, cells.STEPS_LATER)
    return dates.parse(text), 0.0, "", None


def effects(text: str, names: Names) -> dict[str, Cell]:
    """``weeks:8..30``, ``output:-0.3``, ``threat:0.5`` and pushes of moods, joined by ``;``."""
    scales: dict[str, Scale] = {"weeks": cells.WEEKS, "output": cells.OUTPUT, "threat": cells.THREAT}
    scales |= dict.fromkeys(sorted(names.issues), cells.VALUE)
    found: dict[str, Cell] = {}
    for part in text.split(";"):
        name, separator, value = (piece.strip() for piece in part.partition(":"))
        if not separator:
            raise Wrong(f"'{part.strip()}' is no effect", "write NAME:VALUE, such as output:-0.3")
        if name not in scales:
            raise Wrong(f"there is no effect or issue '{name}'", suggest(name, scales))
        if name in found:
            raise Wrong(f"the effect '{name}' is given twice", "give it once")
        forever = name == "weeks" and value == "forever"
        found[name] = cells.point(inf) if forever else cells.parse(value, scales[name])
    return dict(sorted(found.items()))


def check_event(row: Fields, kind: str, effect: dict[str, Cell], names: Names) -> None:
    """Every kind needs its own effect and person, and bears no foreign ones."""
    personal, typed = kind in ("illness", "death"), row.raw("effect")
    needed = {"illness": {"weeks"}, "death": set(), "harvest": {"output"}}.get(kind)
    allowed = {"illness": {"weeks"}, "death": set()}.get(kind, {"output", "threat"} | names.issues)
    if personal and row.blank("on"):
        row.wrong("on", f"the kind '{kind}' needs a person", "name whom it befalls")
    if not personal and not row.blank("on"):
        row.wrong("on", f"the kind '{kind}' befalls everybody", "leave 'on' blank")
    if typed and not effect:
        return  # the effect could not be read, which has been noted
    missing = (needed - set(effect)) if needed is not None else ({"threat"} if not effect else set())
    for name in sorted(missing):
        row.wrong("effect", f"the kind '{kind}' needs the effect '{name}'", f"write {name}:VALUE")
    for name in sorted(set(effect) - allowed):
        row.wrong("effect", f"the kind '{kind}' cannot have the effect '{name}'", "leave it out, or make it a second event")


# record and claims


def record(row: Fields, names: Names) -> Record:
    kind = row.choice("type", RECORDS, "target")
    row.refs("who", names.people | names.constituencies, "person or constituency")
    if kind in ("office", "office_lost"):
        row.ref("what", names.offices, "office")
    if kind in ("seat", "seat_lost") and row.blank("body"):
        row.wrong("body", f"a record of the type '{kind}' needs a body", "fill 'body'")
    body = row.ref("body", names.bodies, "body")
    return Record(row.text("id"), kind, row.text("who"), row.text("what"), body, row.span(), row.text("value"), row.source(names.sources))


def claim(row: Fields, names: Names) -> Claim:
    found = Claim(
        id=row.text("id"),
        claim=row.text("claim"),
        experiment=row.text("experiment"),
        given=row.text("given"),
        measure=row.text("measure"),
        sign=row.choice("sign", SIGNS, ""),
        start=row.read("from", dates.day, None),
        end=row.read("to", dates.day, None),
        source=row.source(names.sources),
    )
    for column in ("measure", "sign"):
        if found.experiment and not row.raw(column):
            row.wrong(column, f"an experiment needs a {column}", f"fill '{column}', or leave 'experiment' blank to set the claim aside")
    if found.start and found.end and found.start >= found.end:
        row.wrong("to", "the runs end before they begin", "put a day after 'from'")
    return found

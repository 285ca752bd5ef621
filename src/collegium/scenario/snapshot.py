"""What may reach the engine at a day D: the firewall against hindsight (``spec/format.md``, section 5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any, TypeVar

from collegium.arguments import takes
from collegium.errors import Mistake, ScenarioError, place
from collegium.scenario import calendar, cells, codebook, days, events, spans
from collegium.scenario.format import SECTIONS, TABLES
from collegium.scenario.kinds import LEAD
from collegium.scenario.model import TRAITS, Act, Cell, Dated, Mood, Person, Position, Scenario, Source, Span, Statute, Tie
from collegium.scenario.readers import held

T = TypeVar("T")

VIEW = cells.parse("-1..1", cells.VALUE), cells.parse("0..0.3", cells.SALIENCE)
"""Value and salience of an issue for a person of whom nothing is known."""
MOOD = cells.parse("-0.5..0.5", cells.VALUE), cells.parse("0.2..0.5", cells.SALIENCE)
"""Value and salience of an issue for a constituency of which nothing is known."""
UNKNOWN = Source("", "low")


def outside(scenario: Scenario, day: date, argument: str) -> list[Mistake]:
    """The mistake of a day, given for this argument, on which the scenario does not open; none if it does."""
    if scenario.first <= day < scenario.end:
        return []
    remedy = f"choose a day from {scenario.first} to {scenario.end}, the last excluded"
    return [Mistake(place(argument), 0, "", f"{day} lies outside the span of the scenario", remedy)]


@takes(scenario=held)
def at(scenario: Scenario, day: days.Day) -> Scenario:
    """Cut a scenario off at a day: what was known on it, ready for the engine.

    Parameters
    ----------
    scenario
        A complete scenario.
    day
        A day of its span, the last excluded, such as ``"1922-04-03"``, a :class:`datetime.date`, or a date of numpy or pandas.

    Returns
    -------
    Scenario
        It starts on the day. Rows that hold on the day are kept, without their dates; of positions, moods and allegiances the
        latest up to the day. Events and documents that still lie ahead stay whole. Acts, record, claims and files are gone.

    Raises
    ------
    ScenarioError
        If ``day`` is no day, or lies outside the span.

    Notes
    -----
    Traits and ties that were blank come from acts. Every person and every constituency gets a view of every issue, and every two members
    of the top body get a tie each way. The dead have lost seats, offices and following. A body that holds more full seats than its
    statute has that many. Source: ``spec/format.md``, section 5.
    """
    (day,) = days.given(day=day)
    if mistakes := outside(scenario, day, "day"):
        raise ScenarioError(mistakes)
    dead = events.dead(scenario, day)
    known = known_on(scenario, day)
    seats = tuple(seat for seat in known.seats if seat.person not in dead)
    top, statutes = in_force(scenario, day)
    members = sorted({seat.person for seat in seats if seat.body == top})
    ahead, documents = events.ahead(scenario, day)
    taken = Counter(seat.body for seat in seats if seat.rank == "full")
    for bloc in known.blocs:
        taken[bloc.body] += bloc.seats
    return replace(
        known,
        first=day,
        start=day,
        output=Dated(scenario.output.on(day)),
        issues=tuple(replace(issue, status_quo=Dated(issue.status_quo.on(day))) for issue in scenario.issues),
        bodies=tuple(
            replace(body, seats=max(body.seats, taken[body.id]), met=last_met(scenario, body.id, day) or body.met) for body in known.bodies
        ),
        people=tuple(described(person, scenario, day) for person in known.people),
        seats=seats,
        tenures=tuple(tenure for tenure in known.tenures if tenure.person not in dead),
        allegiances=tuple(item for item in known.allegiances if item.person not in dead),
        positions=every_view(known.positions, scenario),
        moods=every_mood(known.moods, scenario),
        ties=every_tie(known.ties, members, scenario, day),
        events=ahead,
        documents=documents,
        top_body=top,
        statutes=statutes,
        files={},
    )


def order_of_adoption(statute: Statute) -> tuple[date, str]:
    """Statutes of one day come in the order of their ids, those never adopted last."""
    return statute.adopted or calendar.LAST, statute.id


def in_force(scenario: Scenario, day: date) -> tuple[str, tuple[Statute, ...]]:
    """The top body on the day, and the statutes: later days of adoption are gone, and every clause that made a body the top
    body names the one that led before."""
    top, found = scenario.top_body, {}
    for one in sorted(scenario.statutes, key=order_of_adoption):
        adopted = one.adopted if one.adopted and one.adopted <= day else None
        clauses = []
        for clause in one.clauses:
            clauses.append(replace(clause, to=top) if clause.kind == LEAD and adopted else clause)
            top = clause.of if clause.kind == LEAD and adopted else top
        found[one.id] = replace(one, adopted=adopted, clauses=tuple(clauses))
    return top, tuple(found[one.id] for one in scenario.statutes)


def last_met(scenario: Scenario, body: str, day: date) -> date | None:
    """The last day on or before ``day`` on which a body is known to have met; None if there is none."""
    return max((one.on.latest for one in scenario.meetings if one.body == body and one.on and one.on.latest <= day), default=None)


def known_on(scenario: Scenario, day: date) -> Scenario:
    """The scenario without what is known only after the day.

    The types of a row's fields decide, so that nobody can forget a table. A row with a :class:`Span` holds from one day to another; a
    dated row replaces earlier ones about the same.
    """
    found: dict[str, Any] = {}
    for shape in (*SECTIONS.values(), *TABLES.values()):
        for one in shape.types:
            rows = (row for row in shape.items(scenario) if isinstance(row, one))
            if shape.reach == "never":
                found[shape.holder(one)] = ()
            elif shape.reach == "dated" and shape.times[one]:
                found[shape.holder(one)] = cut_off(rows, shape.times[one], shape.key, day)
    return replace(scenario, **found)


def cut_off(rows: Iterable[T], times: Mapping[str, type], key: Callable[[T], Hashable], day: date) -> tuple[T, ...]:
    """The rows that hold on the day, as if they had always held and always would; of dated ones about the same the latest."""
    bare: dict[str, Any] = {name: Span() if kind is Span else None for name, kind in times.items()}
    dates = [name for name, kind in times.items() if kind is not Span]
    holding = [row for row in rows if all(spans.known(getattr(row, name), day) for name in times)]
    if not dates:
        return tuple(replace(row, **bare) for row in holding)  # type: ignore[type-var]
    holding.sort(key=lambda row: [spans.begun(getattr(row, name)) for name in dates])
    latest = {key(row): replace(row, **bare) for row in holding}  # type: ignore[type-var]
    return tuple(sorted(latest.values(), key=repr))


def described(person: Person, scenario: Scenario, day: date) -> Person:
    """The person with every trait filled, and the number of acts behind those that were blank."""
    blank = [trait for trait in TRAITS if person.traits[trait] is None]
    counts = {trait: codebook.count(scenario.acts, person.id, trait, day) if trait in blank else 0 for trait in TRAITS}
    traits: dict[str, Cell | None] = {
        trait: person.traits[trait] or codebook.trait(counts[trait], scenario.agreement.get(trait)) for trait in TRAITS
    }
    return replace(person, traits=traits, acts=counts)


def every_view(known: Iterable[Position], scenario: Scenario) -> tuple[Position, ...]:
    views = {(view.person, view.issue): view for view in known}
    for person in scenario.people:
        for issue in scenario.issues:
            views.setdefault((person.id, issue.id), Position(person.id, issue.id, *VIEW, None, UNKNOWN))
    return tuple(views[key] for key in sorted(views))


def every_mood(known: Iterable[Mood], scenario: Scenario) -> tuple[Mood, ...]:
    moods = {(mood.constituency, mood.issue): mood for mood in known}
    for group in scenario.constituencies:
        for issue in scenario.issues:
            moods.setdefault((group.id, issue.id), Mood(group.id, issue.id, *MOOD, None, UNKNOWN))
    return tuple(moods[key] for key in sorted(moods))


def every_tie(known: Iterable[Tie], members: list[str], scenario: Scenario, day: date) -> tuple[Tie, ...]:
    """The given ties with their strengths; further one each way between members, and between those who have acted."""
    acts = [act for act in scenario.acts if spans.first(act.span.start) <= day]
    known = tuple(known)
    patrons = [tie for tie in known if tie.kind == "patron"]
    ties = {(tie.a, tie.b): tie for tie in known if tie.kind != "patron"}
    acted = {pair for act in acts if act.other for pair in directions(act)}
    between: dict[frozenset[str], list[Act]] = defaultdict(list)
    for act in acts:
        between[frozenset((act.person, act.other))].append(act)
    for pair in (*permutations(members, 2), *acted):
        ties.setdefault(pair, Tie(*pair, "comrade", None, Span(), UNKNOWN))
    agreement = scenario.agreement.get("tie")

    def strength(pair: tuple[str, str], kind: str) -> Cell:
        return codebook.tie_between(between[frozenset(pair)], *pair, kind, day, agreement)

    filled = (replace(tie, strength=tie.strength or strength(pair, tie.kind)) for pair, tie in ties.items())
    return tuple(sorted((*filled, *patrons), key=lambda tie: (tie.a, tie.b, tie.kind == "patron")))


def directions(act: Act) -> Iterable[tuple[str, str]]:
    """The ties on which an act bears: both ways if they served together, else the doer's."""
    yield act.person, act.other
    if act.kind == "service":
        yield act.other, act.person

"""A small scenario typed by hand: twelve people of the flagship, its top body and the losses of 1924-1927."""

from __future__ import annotations

from datetime import date

from collegium.scenario.model import Body, Cell, Constituency, Office, Person, Prior, Record, Scenario, Seat, Source, Span, Tenure, When

START, END = date(1922, 4, 3), date(1927, 12, 31)
TOP = ("lenin", "trotsky", "zinoviev", "kamenev", "stalin", "rykov", "tomsky")
OTHERS = ("bukharin", "kalinin", "molotov", "dzerzhinsky", "voroshilov")
PEOPLE = TOP + OTHERS
CONSTITUENCIES = ("unions", "army")
CERTAIN = Source("dice", "high")


def point(value: float) -> Cell:
    return Cell("point", (value,))


def _person(place: int, name: str) -> Person:
    traits: dict[str, Cell | None] = {
        "ambition": Cell("triangular", (1.0, 2.0, 3.0)),
        "caution": Cell("uniform", (0.0, 4.0)),
        "apparatus": point(place % 5),
        "public": None,
    }
    acts = {"ambition": 3 + place, "caution": place % 3, "apparatus": 0, "public": 1}
    standing = Cell("uniform", (0.4, 0.8))
    return Person(name, f"Person {name.title()}", standing, traits, point(0.02), point(0), "centre", CERTAIN, acts)


def _body(name: str, label: str, seats: int, elected_by: str) -> Body:
    return Body(name, label, seats, 0.1, 1, point(0), 0.5, {}, "status_quo", "open", True, "", "", 1, 8,
                frozenset({"policy", "remove"}), elected_by, "", 0)  # fmt: skip


def _record() -> tuple[Record, ...]:
    rows = [
        ("lenin", "died", "", "", "1924-01-21"),
        ("trotsky", "office_lost", "war_commissar", "", "1925-01-26"),
        ("trotsky", "seat_lost", "", "politburo", "1926-10-23"),
        ("trotsky;zinoviev", "seat_lost", "", "committee", "1927-10-23"),
        ("trotsky;zinoviev", "expelled", "", "", "1927-11-14"),
        ("zinoviev", "seat_lost", "", "politburo", "1926-07-23"),
        ("kamenev", "seat_lost", "", "politburo", "1926-10-23"),
        ("dzerzhinsky", "died", "", "", "1926-07-20"),
    ]
    found = []
    for place, (who, kind, what, body, day) in enumerate(rows):
        when = When(date.fromisoformat(day), date.fromisoformat(day))
        found.append(Record(f"r{place}", kind, who, what, body, Span(when), "", CERTAIN))
    return tuple(found)


def scenario() -> Scenario:
    """Twelve people, three bodies, two offices, the real losses of 1924-1927."""
    opening = Span()
    seats = [Seat("politburo", name, "full", opening, CERTAIN) for name in TOP]
    seats += [Seat("politburo", name, "candidate", opening, CERTAIN) for name in OTHERS[:3]]
    seats += [Seat("committee", name, "full", opening, CERTAIN) for name in PEOPLE]
    offices = tuple(
        Office(name, label, 0.05, "politburo", {}, (), 0, 0, 0, "", 0)
        for name, label in (("general_secretary", "General Secretary"), ("war_commissar", "War Commissar"))
    )
    return Scenario(
        name="dice", title="A leadership made of dice, 1922-1927", summary="Twelve people and no politics.",
        start=START, end=END, step=7, top_body="politburo", issues=(),
        bodies=(_body("politburo", "Politburo", 7, "committee"),
                _body("committee", "Central Committee", 27, "congress"),
                _body("congress", "Congress", 500, "")),
        offices=offices, people=tuple(_person(place, name) for place, name in enumerate(PEOPLE)), seats=tuple(seats),
        blocs=(), tenures=(Tenure("general_secretary", "stalin", opening, CERTAIN),
                           Tenure("war_commissar", "trotsky", opening, CERTAIN)),
        constituencies=tuple(Constituency(name, f"The {name}", point(1 + place), "", CERTAIN) for place, name in enumerate(CONSTITUENCIES)),
        allegiances=(), moods=(), ties=(), acts=(), positions=(), documents=(), events=(),
        record=_record(), claims=(), parameters={
            "bias": Prior("normal", (0, 0.7)), "turnover": Prior("beta", (1, 5)), "horizon": Prior("point", (0.5,)),
            "vulnerable": Prior("point", (0.05,)), "dominant": Prior("point", (0.5,)), "bypassed": Prior("point", (0.2,)),
            "lost": Prior("point", (0.1,)), "readings": Prior("point", (3,)),
        },
        agreement={}, sources={"dice": "Thrown for the tests."}, files={},
    )  # fmt: skip

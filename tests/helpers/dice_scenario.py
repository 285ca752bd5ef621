"""A small scenario typed by hand: twelve people of the flagship, its top body and losses of 1924-1927, one of them with a fuzzy date."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import count

from collegium.scenario import from_files
from collegium.scenario.model import Cell, Scenario, Source

START, END = date(1922, 4, 3), date(1927, 12, 31)
TOP = ("lenin", "trotsky", "zinoviev", "kamenev", "stalin", "rykov", "tomsky")
OTHERS = ("bukharin", "kalinin", "molotov", "dzerzhinsky", "voroshilov")
PEOPLE = TOP + OTHERS
CONSTITUENCIES = ("unions", "army")
CERTAIN = Source("dice", "high")

HEAD = """
title: A leadership made of dice, 1922-1927
summary: Twelve people & no <politics>.
span: {from: 1922-04-03, to: 1927-12-31}
step: 7
top_body: politburo
bodies:
  politburo: {name: Politburo, seats: 7, weight: 0.1, decides: [policy, remove], elected_by: committee}
  committee: {name: Central Committee, seats: 27, weight: 0.1, cadence: 8, decides: [policy, remove], elected_by: congress}
  congress: {name: Congress, seats: 500, weight: 0, cadence: 52, decides: [policy, remove]}
offices:
  general_secretary: {name: General Secretary, weight: 0.05, filled_by: politburo}
  war_commissar: {name: War Commissar, weight: 0.05, filled_by: politburo}
parameters: {status_quo: "half_normal(1)", turnover: "beta(1, 5)"}
"""

RECORD = """
lost_lenin,died,lenin,,,1924-01-21
lost_war,office_lost,trotsky,war_commissar,,1925-01-26
lost_top_trotsky,seat_lost,trotsky,,politburo,1926-10-23
lost_both,seat_lost,trotsky;zinoviev,,committee,1927-10-23
expelled_both,expelled,trotsky;zinoviev,,,1927-11-14
lost_top_zinoviev,seat_lost,zinoviev,,politburo,1926-07-23
lost_top_kamenev,seat_lost,kamenev,,politburo,1926-10-23
lost_dzerzhinsky,died,dzerzhinsky,,,1926-07-20
away_kamenev,sent_away,kamenev,envoy in Rome,,~1926-12
"""


def point(value: float) -> Cell:
    return Cell("point", (value,))


@cache
def scenario() -> Scenario:
    """Twelve people, three bodies, two offices, losses on record."""
    people = [f"{name},Person {name.title()},0.4..0.8,1..2..3,0..4,{n % 5},,0.02" for n, name in enumerate(PEOPLE)]
    seats = [f"politburo,{name},full" for name in TOP] + [f"politburo,{name},candidate" for name in OTHERS[:3]]
    seats += [f"committee,{name},full" for name in PEOPLE]
    files = {
        "people.csv": ["id,name,standing,ambition,caution,apparatus,public,health", *people],
        "seats.csv": ["body,person,rank", *seats],
        "blocs.csv": ["body,constituency,seats", *(f"congress,{name},250" for name in CONSTITUENCIES)],
        "offices.csv": ["office,person", "general_secretary,stalin", "war_commissar,trotsky"],
        "constituencies.csv": ["id,name,weight", *(f"{name},The {name},{1 + n}" for n, name in enumerate(CONSTITUENCIES))],
        "ties.csv": ["a,b,kind", "stalin,trotsky,enemy", "trotsky,stalin,enemy", "zinoviev,kamenev,ally"],
        "acts.csv": ["id,kind,person,other,from", "quarrel,hostile,stalin,trotsky,1919-05", "speech,public,trotsky,,1917-11"],
        "record.csv": ["id,type,who,what,body,from", *RECORD.strip().splitlines()],
        "sources.csv": ["id,citation", "dice,Thrown for the tests."],
    }
    texts = {file: "\n".join(lines if file == "sources.csv" else map(sourced, lines, count())) + "\n" for file, lines in files.items()}
    return from_files("dice", {"scenario.yaml": HEAD} | texts)


def sourced(line: str, number: int) -> str:
    """A line of a table with its source; the first is the header."""
    return f"{line},{'dice,high' if number else 'source,certainty'}"

"""The flagship from 1919 on: a start on 3 April 1922 gets the rules and places that were coded for that day."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from collegium.scenario import at, edit, find, load
from collegium.scenario.amended import amended
from collegium.scenario.format import TABLES
from collegium.scenario.kinds import RIGHT
from collegium.scenario.model import Scenario

CASE = load(find("bolsheviks"))
FIRST, LATER = "1919-03-25", "1922-04-03"

RIGHTS = {
    "deputy_premier_1": {"economic_agencies": 0.1}, "deputy_premier_2": {"economic_agencies": 0.05},
    "deputy_premier_3": {"economic_agencies": 0.05}, "finance_commissar": {"economic_agencies": 0.1},
    "foreign_trade_commissar": {"economic_agencies": 0.1},
    "general_secretary": {
        "apparatus": 0.6, "economic_agencies": 0.1, "leningrad": 0.1, "moscow": 0.15, "provinces": 0.5, "red_army": 0.15,
        "transcaucasia": 0.2, "ukraine": 0.2, "unions": 0.15, "urals_siberia": 0.4,
    },
    "leningrad_boss": {"leningrad": 0.5}, "leningrad_secretary": {"leningrad": 0.3}, "moscow_boss": {"moscow": 0.3},
    "moscow_secretary": {"moscow": 0.4}, "siberia_boss": {"urals_siberia": 0.3}, "sovnarkom_chair": {"economic_agencies": 0.2},
    "sto_chair": {"economic_agencies": 0.05}, "trade_union_chair": {"unions": 0.6}, "transcaucasia_boss": {"transcaucasia": 0.5},
    "ukraine_boss": {"ukraine": 0.5}, "vsnkh_chair": {"economic_agencies": 0.2}, "war_commissar": {"red_army": 0.5},
}  # fmt: skip
AGENDAS = {
    "central_committee": "general_secretary", "congress": "", "control_commission": "", "military_council": "war_commissar",
    "orgburo": "general_secretary", "politburo": "general_secretary", "secretariat": "general_secretary", "sovnarkom": "sovnarkom_chair",
}  # fmt: skip
SIZES = {
    "central_committee": 27, "congress": 522, "control_commission": 5, "military_council": 7, "orgburo": 7, "politburo": 7,
    "secretariat": 3, "sovnarkom": 18,
}  # fmt: skip
HOLDERS = {
    "comintern_chair": "zinoviev", "control_commission_chair": "solts", "deputy_premier_1": "rykov", "deputy_premier_2": "tsyurupa",
    "finance_commissar": "krestinsky", "foreign_trade_commissar": "krasin", "general_secretary": "stalin", "gpu_chair": "dzerzhinsky",
    "inspection_commissar": "stalin", "leningrad_boss": "zinoviev", "leningrad_secretary": "zalutsky", "moscow_boss": "kamenev",
    "moscow_secretary": "zelensky", "nationalities_commissar": "stalin", "pravda_editor": "bukharin", "siberia_boss": "yaroslavsky",
    "sovnarkom_chair": "lenin", "sto_chair": "lenin", "trade_union_chair": "tomsky", "transcaucasia_boss": "ordzhonikidze",
    "tsik_chair": "kalinin", "ukraine_boss": "manuilsky", "vsnkh_chair": "bogdanov", "war_commissar": "trotsky",
}  # fmt: skip
VACANT = {"deputy_premier_3"}
MEMBERS = {
    ("central_committee", "full"): "andreyev bukharin chubar dzerzhinsky frunze kalinin kamenev kuibyshev lenin molotov ordzhonikidze "
    "petrovsky radek rakovsky rudzutak rykov sokolnikov stalin tomsky trotsky voroshilov yaroslavsky zelensky zinoviev",
    ("central_committee", "candidate"): "kirov manuilsky mikoyan pyatakov smilga",
    ("control_commission", "full"): "solts",
    ("military_council", "full"): "trotsky",
    ("orgburo", "full"): "andreyev dzerzhinsky kuibyshev molotov rykov stalin tomsky",
    ("orgburo", "candidate"): "kalinin rudzutak zelensky",
    ("politburo", "full"): "kamenev lenin rykov stalin tomsky trotsky zinoviev",
    ("politburo", "candidate"): "bukharin kalinin molotov",
    ("secretariat", "full"): "kuibyshev molotov stalin",
    ("sovnarkom", "full"): "bogdanov dzerzhinsky krasin krestinsky lenin rykov stalin trotsky tsyurupa",
}
BLOCS = {
    "central_committee": {"economic_agencies": 1, "moscow": 1, "provinces": 1},
    "congress": {"leningrad": 40, "moscow": 60, "provinces": 192, "red_army": 50, "transcaucasia": 35, "ukraine": 60, "urals_siberia": 85},
    "control_commission": {"apparatus": 2, "provinces": 2},
    "military_council": {"red_army": 6},
    "sovnarkom": {"economic_agencies": 9},
}
EARLY = {
    1919: ("1919-03-25", "stasova", "kamenev krestinsky lenin stalin trotsky", 5, 19),
    1920: ("1920-04-05", "krestinsky", "kamenev krestinsky lenin stalin trotsky", 5, 19),
    1921: ("1921-03-16", "molotov", "kamenev lenin stalin trotsky zinoviev", 5, 25),
}
"""Day, responsible secretary, full members of the Politburo, full seats of the Politburo and of the Central Committee."""

ROWS = {
    "seats": 104, "blocs": 26, "offices": 35, "acts": 921, "record": 232, "people": 58,
    "constituencies": 17, "theatres": 7, "statutes": 8, "issues": 11,
}  # fmt: skip
"""Rows that begin before 3 April 1922, and the whole of the tables without days."""


class Rules:
    """The rules as amended by the statutes in force."""

    def __init__(self, case: Scenario) -> None:
        found = amended(case)
        self.bodies, self.offices = {body.id for body in found.bodies}, {office.id for office in found.offices}
        self.agendas = {body.id: body.agenda for body in found.bodies}
        self.rights = {(office.id, where): share for office in found.offices for where, share in office.appoints.items()}

    def appoint(self) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for (office, where), share in self.rights.items():
            found.setdefault(office, {})[where] = share
        return found


def members(case: Scenario) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], list[str]] = {}
    for seat in sorted(case.seats, key=lambda seat: seat.person):
        found.setdefault((seat.body, seat.rank), []).append(seat.person)
    return {key: " ".join(people) for key, people in found.items()}


# a start on 3 April 1922


def test_the_rules_of_april_1922_are_as_before() -> None:
    rules = Rules(at(CASE, LATER))
    assert rules.appoint() == RIGHTS
    assert rules.agendas == AGENDAS
    assert rules.bodies == set(SIZES) and rules.offices == set(HOLDERS) | VACANT


def test_a_run_that_names_no_day_begins_in_april_1922() -> None:
    assert (str(CASE.first), str(CASE.start)) == (FIRST, LATER)


def test_a_right_that_is_taken_stays_taken() -> None:
    """The statute that gave it was adopted on this very day, and would give it back."""
    taken = edit(CASE, {"office.general_secretary.appoints": "none", "body.politburo.agenda": "rotation"})
    rules = Rules(at(taken, LATER))
    assert "general_secretary" in rules.offices and "general_secretary" not in rules.appoint()
    assert rules.agendas["politburo"] == "rotation" and rules.agendas["orgburo"] == "general_secretary"
    clauses = [clause for one in taken.statutes for clause in one.clauses if clause.kind == RIGHT]
    assert clauses and all(clause.of != "general_secretary" for clause in clauses)


@pytest.mark.parametrize(("day", "low"), [(FIRST, -1), ("1921-03-14", -1), ("1921-03-15", 0.3), (LATER, 0.3)])
def test_the_line_is_that_of_the_day(day: str, low: float) -> None:
    found = {issue.id: issue.status_quo for issue in at(CASE, day).issues}
    assert min(found["nep"].first.values) == low and not found["nep"].later


def test_the_places_of_april_1922_are_as_before() -> None:
    case = at(CASE, LATER)
    assert {body.id: body.seats for body in case.bodies} == SIZES
    assert {tenure.office: tenure.person for tenure in case.tenures} == HOLDERS
    assert members(case) == MEMBERS
    found: dict[str, dict[str, int]] = {}
    for bloc in case.blocs:
        found.setdefault(bloc.body, {})[bloc.constituency] = bloc.seats
    assert found == BLOCS


def test_the_statute_of_the_general_secretary_is_in_force_from_his_first_day() -> None:
    assert Rules(at(CASE, "1922-04-02")).agendas["politburo"] == "responsible_secretary"
    assert Rules(at(CASE, "1922-04-02")).appoint().get("general_secretary") is None


# starts from March 1919 on


@pytest.mark.parametrize("year", EARLY)
def test_who_led_before_april_1922(year: int) -> None:
    day, secretary, politburo, seats, committee = EARLY[year]
    case = at(CASE, day)
    assert members(case)["politburo", "full"] == politburo
    sizes = {body.id: body.seats for body in case.bodies}
    assert (sizes["politburo"], sizes["central_committee"]) == (seats, committee)
    blocs = sum(bloc.seats for bloc in case.blocs if bloc.body == "central_committee")
    assert len(members(case)["central_committee", "full"].split()) + blocs == committee
    assert {tenure.person for tenure in case.tenures if tenure.office == "responsible_secretary"} == {secretary}
    assert Rules(case).agendas["politburo"] == "responsible_secretary" and "general_secretary" not in Rules(case).offices


def test_the_control_commission_is_founded_in_1920() -> None:
    before, after = Rules(at(CASE, "1920-09-24")), Rules(at(CASE, "1920-09-25"))
    assert "control_commission" not in before.bodies and "control_commission" in after.bodies


@pytest.mark.parametrize("day", [FIRST, "1919-09-30", "1920-04-05", "1920-09-25", "1921-03-16", "1921-08-09", "1922-04-02", LATER])
def test_no_office_fills_more_posts_than_there_are(day: str) -> None:
    total: Counter[str] = Counter()
    for rights in Rules(at(CASE, day)).appoint().values():
        total.update(rights)
    assert max(total.values()) <= 1 + 1e-9


@pytest.mark.parametrize("day", [FIRST, "1921-03-16", LATER])
def test_a_population_has_a_mood_about_every_issue(day: str) -> None:
    """An unknown mood would make it rise over a question that never touched it."""
    case = at(CASE, day)
    populations = {group.id for group in case.constituencies if group.peopled}
    typed = {(mood.constituency, mood.issue) for mood in case.moods if mood.source.id}
    assert {(group, issue.id) for group in populations for issue in case.issues} <= typed


def test_every_row_of_these_tables_has_a_source_and_a_certainty() -> None:
    for name in TABLES:
        if name in CASE.files and name not in ("sources.csv", "record.csv"):
            for row in csv.DictReader(line for line in CASE.files[name].splitlines() if not line.startswith("# ")):
                assert row["source"] and row["certainty"], f"{name}: {row}"


# rows


def begun(rows: Iterable[Any]) -> int:
    """Rows whose first day lies before 3 April 1922."""
    return sum(str(row.span.start.earliest) < LATER for row in rows if row.span.start)


def test_how_many_rows_there_are() -> None:
    """A change here is a change of the coding."""
    assert {
        "seats": begun(CASE.seats), "blocs": begun(CASE.blocs), "offices": begun(CASE.tenures), "acts": begun(CASE.acts),
        "record": begun(CASE.record), "people": len(CASE.people), "constituencies": len(CASE.constituencies),
        "theatres": len(CASE.theatres), "statutes": len(CASE.statutes), "issues": len(CASE.issues),
    } == ROWS  # fmt: skip

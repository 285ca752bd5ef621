"""What may reach the engine: the firewall at the level of typed objects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.engine.compile import compile_scenario
from collegium.errors import ScenarioError
from collegium.scenario import at, find, load, shipped
from collegium.scenario.cells import point
from collegium.scenario.model import AWAY, Cell, Event, Scenario, Span, When
from helpers.cases import base_files, changed, typed

SHIPPED = {name: load(find(name)) for name in shipped()}
SPANNED = ("seats", "blocs", "tenures", "ties", "acts")
DATED = ("positions", "moods", "allegiances")


def forget(scenario: Scenario, day: date) -> Scenario:
    """The scenario as somebody would type it who knows nothing later than the day."""

    def row(item: Any) -> Any:
        end = item.span.end
        return item if end is None or end.earliest <= day else replace(item, span=Span(item.span.start, None))

    def known(when: When | None) -> bool:
        return when is None or when.earliest <= day

    changes: dict[str, Any] = {name: tuple(row(item) for item in getattr(scenario, name) if known(item.span.start)) for name in SPANNED}
    changes |= {name: tuple(item for item in getattr(scenario, name) if known(item.at)) for name in DATED}
    return replace(scenario, **changes, record=(), claims=(), files={})


def days(scenario: Scenario) -> Iterable[date]:
    length = (scenario.end - scenario.start).days
    return (scenario.start + timedelta(days=length * i // 7) for i in range(7))


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_later_reaches_the_engine(name: str) -> None:
    scenario = SHIPPED[name]
    for day in days(scenario):
        assert at(forget(scenario, day), day) == at(scenario, day)


@given(st.integers(0, 364))
@settings(max_examples=60, deadline=None)
def test_nothing_later_reaches_the_engine_on_any_day(passed: int) -> None:
    scenario = typed()
    day = scenario.start + timedelta(days=passed)
    assert at(forget(scenario, day), day) == at(scenario, day)


def test_the_firewall_test_can_fail() -> None:
    scenario = typed()
    assert at(forget(scenario, date(1900, 1, 2)), date(1900, 7, 1)) != at(scenario, date(1900, 7, 1))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_snapshot_is_complete_and_bare_of_dates(name: str) -> None:
    scenario = SHIPPED[name]
    for day in days(scenario):
        found = at(scenario, day)
        assert found.start == day
        assert (found.acts, found.record, found.claims, found.files) == ((), (), (), {})
        assert all(cell is not None for person in found.people for cell in person.traits.values())
        assert all(tie.strength is not None for tie in found.ties)
        rows: list[Any] = [*found.seats, *found.blocs, *found.tenures, *found.ties]
        assert {row.span for row in rows} == {Span()}
        views: list[Any] = [*found.positions, *found.moods, *found.allegiances]
        assert {row.at for row in views} <= {None}
        assert len(found.positions) == len(found.people) * len(found.issues)
        assert len(found.moods) == len(found.constituencies) * len(found.issues)
        members = {seat.person for seat in found.seats if seat.body == found.top_body}
        pairs = [(tie.a, tie.b) for tie in found.ties if tie.kind != "patron"]
        assert len(pairs) == len(set(pairs))
        assert set(permutations(members, 2)) <= set(pairs)


def test_a_snapshot_of_a_snapshot_is_the_same() -> None:
    found = at(typed(), date(1900, 1, 1))
    again = at(found, date(1900, 1, 1))
    assert replace(again, people=found.people) == found
    assert [person.traits for person in again.people] == [person.traits for person in found.people]


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(1901, 1, 1)])
def test_a_day_outside_the_span_is_refused(day: date) -> None:
    with pytest.raises(ScenarioError, match="outside the span"):
        at(typed(), day)


def test_rows_hold_from_their_first_day_and_not_on_their_last() -> None:
    scenario = typed()
    assert [tenure.person for tenure in at(scenario, date(1900, 2, 28)).tenures] == ["ann"]
    assert [tenure.person for tenure in at(scenario, date(1900, 3, 1)).tenures] == ["ben"]


def test_the_latest_view_counts() -> None:
    def share(day: date) -> Cell:
        return next(item.share for item in at(typed(), day).allegiances if item.person == "ben")

    assert share(date(1900, 5, 31)) == point(0.2)
    assert share(date(1900, 6, 1)) == point(0.4)


def test_traits_and_ties_come_from_acts() -> None:
    scenario = changed("acts.csv", "speech,", "b1,bid,cid,,1897,\nb2,bid,cid,,1898,\nb3,bid,cid,,1900-05,\nspeech,")
    before, after = at(scenario, date(1900, 4, 30)), at(scenario, date(1900, 5, 1))
    cid = {day: next(person for person in found.people if person.id == "cid") for day, found in ((0, before), (1, after))}
    assert cid[0].traits["ambition"] == Cell("uniform", (0.0, 4.0))
    assert cid[1].traits["ambition"] != cid[0].traits["ambition"]
    assert (cid[0].acts["ambition"], cid[1].acts["ambition"]) == (2, 3)
    ties = {(tie.a, tie.b): tie.strength for tie in before.ties}
    assert ties["ann", "ben"] == point(0.4)
    strength = ties["ben", "ann"]
    assert strength is not None
    assert strength.values[1] > 0
    assert ties["ann", "cid"] == Cell("triangular", (-0.3, 0.0, 0.3))


def test_only_what_two_codings_disagree_on_is_widened() -> None:
    """A trait and a tie from acts; the typed tie and the trait whose codings agree stay as they were."""
    acts = "id,kind,person,other,from,to\n" + "".join(f"{kind}{n},{kind},cid,,189{n},\n" for kind in ("bid", "public") for n in range(4))
    scenario = typed(acts=acts + "speech,support,ben,ann,1899-05,\n")
    once = at(scenario, scenario.start)
    twice = at(replace(scenario, agreement={"ambition": 0.5, "public": 0.7, "tie": 0.5}), scenario.start)

    def drawn(found: Scenario) -> tuple[list[Cell | None], list[Cell | None]]:
        ties = {(tie.a, tie.b): tie.strength for tie in found.ties}
        cid = next(person for person in found.people if person.id == "cid").traits
        return [cid["ambition"], ties["ben", "ann"]], [cid["public"], cid["caution"], ties["ann", "ben"]]

    def spread(cell: Cell | None) -> float:
        assert cell is not None
        return cell.values[1] - cell.values[0]

    (derived, kept), (wider, same) = drawn(once), drawn(twice)
    assert [spread(cell) for cell in wider] == pytest.approx([2 * spread(cell) for cell in derived])
    assert same == kept


def test_who_is_placed_away_starts_away() -> None:
    """A constituency is no exile: its people come to the meetings."""
    found = at(typed(people="id,place\nann,away\nben,\ncid,guilds\n"), date(1900, 1, 1))
    model = compile_scenario(found)
    away = dict(zip(model.people, model.template["away"][0].tolist(), strict=False))
    assert away == {"ann": 1, "ben": 0, "cid": 0}


@pytest.mark.parametrize("name", SHIPPED)
def test_whoever_starts_away_in_a_shipped_scenario_was_typed_so(name: str) -> None:
    scenario = SHIPPED[name]
    model = compile_scenario(at(scenario, scenario.start))
    away = {person for person, found in zip(model.people, model.template["away"][0], strict=False) if found}
    assert away == {person.id for person in scenario.people if person.place == AWAY}


def test_a_body_above_its_statute_keeps_its_members() -> None:
    scenario = typed(people=base_files()["people.csv"] + "dan,,,,\n", seats=base_files()["seats.csv"] + "council,dan,full,1900-06,\n")
    size = {
        day: next(body.seats for body in at(scenario, day).bodies if body.id == "council") for day in (scenario.start, date(1900, 6, 1))
    }
    assert list(size.values()) == [3, 4]


# events


def events(rows: str, day: date, documents: str = "") -> tuple[Scenario, dict[str, Event]]:
    papers = documents or "id,author,condition\n"
    found = at(typed(events="id,kind,on,when,effect\n" + rows, documents=papers), day)
    return found, {event.id: event for event in found.events}


def test_the_dead_are_gone() -> None:
    found, ahead = events("end,death,ann,1900-02-01,\nfever,illness,ann,1900-06,weeks:4\n", date(1900, 2, 2))
    assert "ann" not in {seat.person for seat in found.seats}
    assert "ann" not in {tenure.person for tenure in found.tenures}
    assert "ann" not in {item.person for item in found.allegiances}
    assert set(ahead) == {"end"}
    assert ahead["end"].when == When(date(1900, 2, 1), date(1900, 2, 1))


def test_a_death_still_to_come_changes_nothing() -> None:
    found, ahead = events("end,death,ann,1900-02-01,\n", date(1900, 2, 1))
    assert "ann" in {seat.person for seat in found.seats}
    assert ahead["end"].when == When(date(1900, 2, 1), date(1900, 2, 1))


def test_an_illness_goes_on_with_what_is_left_of_it() -> None:
    rows = "fever,illness,ann,1900-02-01,weeks:4..8\nlong,illness,ben,1900-02-01,weeks:forever\n"
    _, ahead = events(rows, date(1900, 3, 15))
    assert ahead["fever"].effect["weeks"] == Cell("uniform", (0.0, 2.0))
    assert ahead["fever"].when == When(date(1900, 3, 15), date(1900, 3, 15))
    assert ahead["long"].effect["weeks"] == point(inf)
    assert set(events(rows, date(1900, 4, 1))[1]) == {"long"}


def test_what_is_over_is_dropped_and_what_has_begun_is_cut() -> None:
    rows = "bad,harvest,,1900-02,output:-0.3\nscare,crisis,,1900-02..1900-05,threat:0.4\n"
    rows += "luck,harvest,,rate:0.2,output:0.1\n"
    _, ahead = events(rows, date(1900, 3, 10))
    assert set(ahead) == {"scare", "luck"}
    assert ahead["scare"].when == When(date(1900, 3, 10), date(1900, 5, 31))


def test_what_waits_for_something_past_gets_its_dates() -> None:
    rows = "bad,harvest,,1900-02-01,output:-0.3\nscare,crisis,,after:bad:4..26,threat:0.4\n"
    rows += "later,crisis,,after:scare:0,threat:0.1\n"
    _, ahead = events(rows, date(1900, 2, 1))
    assert (ahead["scare"].after, ahead["scare"].when) == ("bad", None)
    _, ahead = events(rows, date(1900, 2, 2))
    assert (ahead["scare"].after, ahead["scare"].delay) == ("", None)
    assert ahead["scare"].when == When(date(1900, 3, 1), date(1900, 8, 2))
    assert (ahead["later"].after, ahead["later"].when) == ("scare", None)
    assert events(rows, date(1900, 12, 1))[1] == {}


def test_what_waits_in_vain_is_dropped() -> None:
    rows = "end,death,ann,1900-02-01,\nfever,illness,ann,1900-06,weeks:4\nscare,crisis,,after:fever:4,threat:0.4\n"
    papers = "id,author,condition\nletter,ben,after:fever\n"
    found, ahead = events(rows, date(1900, 3, 1), papers)
    assert set(ahead) == {"end"}
    assert found.documents == ()


def test_a_document_whose_condition_is_met_is_free() -> None:
    rows = "fever,illness,ann,1900-02-01,weeks:4\n"
    papers = "id,author,condition\none,ann,ill\ntwo,ben,after:fever\nthree,ben,ill\n"
    conditions = [
        {document.id: document.condition for document in events(rows, day, papers)[0].documents}
        for day in (date(1900, 2, 1), date(1900, 2, 2))
    ]
    assert conditions == [{"one": "ill", "two": "after:fever", "three": "ill"}, {"one": "always", "two": "always", "three": "ill"}]

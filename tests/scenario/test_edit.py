"""Changes by name: what they do, what they refuse, and that no change is no change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.errors import ScenarioError
from collegium.scenario import edit, find, from_files, load, shipped
from collegium.scenario.cells import STATUS_QUO, TRAIT, parse, point, write_prior
from collegium.scenario.model import Body, Dated, Office, Prior, Scenario
from collegium.scenario.parameters import DEFAULTS
from collegium.scenario.special import CODES
from helpers.cases import bare, typed


def body(scenario: Scenario, name: str) -> Body:
    return next(body for body in scenario.bodies if body.id == name)


def office(scenario: Scenario, name: str) -> Office:
    return next(office for office in scenario.offices if office.id == name)


@pytest.mark.parametrize("name", shipped())
def test_no_change_gives_the_same_scenario(name: str) -> None:
    scenario = load(find(name))
    assert edit(scenario, {}) is scenario
    same = {parameter: write_prior(prior) for parameter, prior in scenario.parameters.items()}
    assert edit(scenario, same) is scenario


def test_every_kind_of_change() -> None:
    scenario = typed()
    changes = {
        "shock": "0",
        "scenario.step": "14",
        "body.council.threshold": "0.6",
        "body.council.absentee": "true",
        "body.council.thresholds.expel": "0.7",
        "body.council.decides": "policy;expel",
        "office.treasurer.appoints": "none",
        "office.clerk.appoints.guilds": "0.9",
        "issue.taxes.status_quo": "0.1..0.3",
        "person.ann.ambition": "high",
        "constituency.guilds.weight": "0.5",
        "agreement.tie": "0.4",
        "event.drought.when": "rate:0.5",
        "document.letter": "none",
    }
    changed = edit(scenario, changes)
    council = body(changed, "council")
    assert changed.parameters["shock"] == Prior("point", (0.0,))
    assert changed.step == 14
    assert (council.thresholds["policy"], council.thresholds["expel"]) == (0.6, 0.7)
    assert council.absentee
    assert council.decides == {"policy", "expel"}
    assert office(changed, "treasurer").appoints == {}
    assert office(changed, "clerk").appoints == {"guilds": 0.9}
    assert changed.issues[0].status_quo == Dated(parse("0.1..0.3", STATUS_QUO))
    assert changed.people[0].traits["ambition"] == parse("high", TRAIT)
    assert changed.constituencies[0].weight == point(0.5)
    assert changed.agreement == {"tie": 0.4}
    assert {event.id: event.rate for event in changed.events}["drought"] == 0.5
    assert changed.documents == ()
    assert bare(from_files("base", changed.files)) == bare(changed)


def test_the_old_scenario_stays_as_it_was() -> None:
    scenario = typed()
    edit(scenario, {"shock": "0", "office.clerk.appoints": "none"})
    assert scenario == typed()


ROOMY = sorted(name for name, found in DEFAULTS.items() if found.least <= 0.2 and found.most >= 0.8 and name not in CODES)
"""Parameters that may be anything from a fifth to four fifths."""


@given(st.dictionaries(st.sampled_from(ROOMY), st.integers(1, 4).map(lambda n: str(n / 5)), max_size=4))
@settings(max_examples=30, deadline=None)
def test_changes_can_be_made_together_or_one_by_one(changes: dict[str, str]) -> None:
    together = edit(typed(), changes)
    single = typed()
    for name, value in changes.items():
        single = edit(single, {name: value})
    assert bare(single) == bare(together)
    assert all(together.parameters[name] == Prior("point", point(float(value)).values) for name, value in changes.items())


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("shok", "0", "there is no parameter 'shok' (do: write 'shock')"),
        ("shock", "much", "'much' is not a prior"),
        ("shock", "-1", "reaches outside 0 and above"),
        ("body.counsil.quorum", "0.5", "there is no body 'counsil' (do: write 'council')"),
        ("body.council.qorum", "0.5", "there is no key 'qorum' (do: write 'quorum')"),
        ("body.council.quorum", "5", "changes: body.council.quorum: 5 lies outside 0..1"),
        ("body.council.quorum.all", "0.5", "'quorum' has no parts"),
        ("body.assembly.elected_by", "council", "these bodies form a circle"),
        ("body.council.thresholds.expell", "0.7", "there is no kind of motion 'expell'"),
        ("office.clerk.appoints.guilds", "0.6", "the offices together fill 1.1"),
        ("person.ann.ambtion", "1", "there is no column 'ambtion' (do: write 'ambition')"),
        ("person.ann.ambition", "5", "changes: person.ann.ambition: 5 lies outside 0..4"),
        ("person.ann", "none", "person 'ann' as a whole cannot be set"),
        ("event.fever", "none", "documents.csv condition: there is no event 'fever'"),
        ("event.fever", "off", "event 'fever' as a whole cannot be set to 'off'"),
        ("shock", "-1", "changes: shock: '-1' reaches outside"),
        ("theory", "2.5", "changes: theory: '2.5' is not one whole number"),
        ("theory", "uniform(0, 5)", "changes: theory: 'uniform(0, 5)' is not one whole number"),
        ("agreement.ties", "0.4", "there is no key 'ties' (do: write 'tie')"),
        ("agreement.tie", "1.4", "changes: agreement.tie: 1.4 lies outside -1..1"),
        ("agreement", "0.4", "'agreement' names nothing that can be set"),
        ("scenario", "1", "'scenario' names nothing that can be set"),
        ("tie.ann.ben", "1", "'tie.ann.ben' names nothing that can be set"),
        ("scenario.span", "1900", "there is no key 'span'"),
    ],
)
def test_what_cannot_be_set(name: str, value: str, message: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        edit(typed(), {name: value})
    (mistake,) = raised.value.mistakes
    assert str(mistake).startswith("changes: ")
    assert message in str(mistake)


def test_all_mistakes_come_at_once() -> None:
    with pytest.raises(ScenarioError) as raised:
        edit(typed(), {"shok": "0", "body.council.quorum": "5", "person.ann.ambition": "x", "event.fewer": "none"})
    assert len(raised.value.mistakes) == 4

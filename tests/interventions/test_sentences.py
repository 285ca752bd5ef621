"""Interventions as sentences: every form is read, every mistake is told with a remedy, all at once."""

from __future__ import annotations

from datetime import date

import pytest

from collegium import load
from collegium.engine import moves
from collegium.errors import ScenarioError
from collegium.interventions import FORMS, Plan, plan
from collegium.interventions.grammar import Form, Grammar
from collegium.interventions.planning import Planner
from collegium.scenario.model import Scenario

COUNCIL = load("council")
READ = {
    "set": ["set body.council.agenda = rotation", "set shock=0"],
    "give": ["give right over guilds to treasurer 0.2", "give office secretary to elena on 2001-03-01", "give office secretary to elena",
             "give seat council to felix as candidate on 2001-03-01", "give seat council to felix"],
    "take": ["take right over clerks from secretary", "take right over everything from secretary",
             "take office secretary from boris on 2001-03-01 until 2002-01-01", "take seat council from anna until 2002-01-01"],
    "drop": ["drop fever", "drop letter"],
    "move": ["move fever to 2003-02..2003-04", "move drought to rate:0.5"],
    "add": ["add event comet crisis at 2001-05-01 with threat:0.4;taxes:0.1", "add event gout illness on boris at 2001-05-01 with weeks:4"],
    "keep": ["keep anna healthy", "keep anna healthy from 2001-03-01 until 2002-01-01", "keep anna absent until 2001-06-01",
             "keep boris in office secretary", "keep boris in seat council from 2001-03-01"],
    "let": ["let anna die", "let anna die on 2002-01-01", "let anna choose denounce against boris on 2001-03-01",
            "let anna choose stay_silent on 2001-03-01", "let anna choose propose_policy on taxes on 2001-03-01",
            "let boris choose hold_back on 2001-03-01", "let anna vote no on strip against boris in council on 2001-03-01",
            "let anna vote yes on any"],
    "swap": ["swap traits of anna and boris"],
    "make": ["make ambition of anna 4", "make tie of anna to boris -0.5 on 2002-01-01", "make allegiance of guilds to anna 0.5",
             "make position of anna on taxes 1", "make mood of guilds on taxes 0", "make policy of taxes 0.2", "make weight of council 2",
             "make weight of secretary 1", "make weight of guilds 1", "make standing of anna 0.5", "make clientage of anna to boris 1",
             "make salience of anna on taxes 1"],
    "force": ["force anna to denounce against boris on 2001-03-01 until 2001-09-01", "force anna to court towards boris",
              "force anna to propose_policy on taxes on 2001-03-01", "force boris to tender_resignation"],
    "forbid": ["forbid anna to act", "forbid anybody to denounce against boris from 2001-03-01 until 2002-01-01"],
    "delay": ["delay anybody to strip_office against boris until 2002-01-01"],
    "carry": ["carry any", "carry strip against boris in council from 2001-03-01 until 2002-01-01"],
    "defeat": ["defeat expel against anna"],
    "hold": ["hold any in council until 2002-01-01"],
    "bind": ["bind anna to yes on strip against boris in council", "bind anna to no on any"],
    "found": ["found caucus of boris, clara, david against anna on 2001-03-01"],
    "write": ["write letter against boris on 2001-03-01"],
    "disclose": ["disclose letter", "disclose letter by delegations on 2001-03-01"],
    "read": ["read letter in plenary"],
    "suppress": ["suppress letter until 2002-01-01"],
    "reseed": ["reseed from 2002-01-01 with 7", "reseed from 2002-01-01 with 1000000000"],
}  # fmt: skip
"""Verb -> sentences that can be read."""


def planned(*sentences: str, case: Scenario = COUNCIL) -> Plan:
    return plan(case, sentences, case.start, case.end)


def test_every_form_has_an_example_that_is_read() -> None:
    seen = set()
    for verb, sentences in READ.items():
        for sentence in sentences:
            form = Planner(COUNCIL, COUNCIL.start, COUNCIL.end).parse(sentence).form
            assert form.text.split()[0] == verb
            seen.add(form)
            planned(sentence)
    assert seen == set(FORMS)


def test_together_they_make_one_plan() -> None:
    made = plan(COUNCIL, ["drop fever", "make ambition of anna 4", "found caucus of boris, clara against anna"], COUNCIL.start, COUNCIL.end)
    assert "fever" not in {event.id for event in made.scenario.events}
    assert [one.kind for one in made.during] == ["place", "caucus", "caucus"]
    assert [one.sentence for one in made.during] == [1, 2, 2]


def test_blanks_do_not_matter() -> None:
    assert plan(COUNCIL, ["  keep   anna healthy "], COUNCIL.start, COUNCIL.end).sentences == ("keep anna healthy",)


WRONG = {
    "kep anna healthy": "no intervention begins with 'kep' (do: write 'keep')",
    "keep anna": "something is missing after 'keep anna' (do: write 'keep PERSON healthy [from DAY] [until DAY]' or 'keep PERSON absent",
    "keep anna heathy": "'heathy' cannot follow 'keep anna' (do: write 'healthy')",
    "take right from secretary": "'from' cannot follow 'take right' (do: write 'take right over CONSTITUENCY from OFFICE')",
    "keep anna healthy untill 2002-01-01": "'untill' does not belong here (do: write 'keep PERSON healthy [from DAY] [until DAY]')",
    "keep anna healthy until": "nothing follows 'until' (do: write 'until DAY')",
    "": "it is blank (do: write an intervention such as 'drop EVENT')",
    "keep ann healthy": "there is no person 'ann' (do: write 'anna')",
    "keep anna healthy until 1999-01-01": "1999-01-01 lies outside the run (do: choose a day from 2001-01-01 to 2004-12-31, or other days",
    "keep anna healthy from 2002-01-01 until 2001-06-01": "no day lies between 'from' and 'until' (do: let 'until' be the later day)",
    "keep anna healthy until 2001-01-01": "it would end on 2001-01-01, before it begins (do: choose a later day after 'until')",
    "let anna die on 2001-02-30": "'2001-02-30' is not a day (do: write year-month-day, such as 1923-10-08)",
    "give office secretry to anna": "there is no office 'secretry' (do: write 'secretary')",
    "give seat counsel to anna": "there is no body 'counsel' (do: write 'council')",
    "make hat of anna 2": "'hat of anna' is nothing that can be set",
    "make ambition of anna 5": "5 is out of range (do: write a number from 0 to 4)",
    "make ambition of anna much": "'much' is not a number",
    "make weight of nothing 2": "there is no body, office or constituency 'nothing'",
    "force anna to appeal": "nobody can be forced to appeal, which only answers something",
    "force anna to put_down against boris": "nobody can be forced to put_down, which only answers something",
    "force anna to stay_silent": "nobody can be forced to stay_silent",
    "force anna to denounce": "denounce is aimed at a person (do: write force anna to denounce against PERSON)",
    "force anna to propose_policy": "propose_policy is about an issue",
    "force anna to denounce against boris on taxes": "denounce is aimed at a person",
    "let anna choose denounce against anna": "denounce is aimed at another person (do: write let anna choose denounce against PERSON)",
    "let anna choose denounce on taxes": "denounce is aimed at another person",
    "let anna choose propose_policy": "propose_policy is about an issue (do: write let anna choose propose_policy on ISSUE)",
    "let anna choose propose_policy against boris on taxes": "propose_policy is aimed at an issue",
    "let anna choose stay_silent against boris": "stay_silent is aimed at nobody (do: write let anna choose stay_silent)",
    "let anna choose stay_silent on taxes": "stay_silent is aimed at nobody",
    "let anna vote maybe on strip": "there is no answer 'maybe' (do: use one of no, yes)",
    "reseed from 2002-01-01 with luck": "'luck' is no seed (do: write a whole number from 0 to 1000000000)",
    "reseed from 2002-01-01 with -1": "'-1' is no seed",
    "reseed from 2002-01-01 with 1000000001": "'1000000001' is no seed",
    "reseed from 1999-01-01 with 1": "1999-01-01 lies outside the run",
    "reseed from 2002-01-01": "something is missing after 'reseed from 2002-01-01'",
    "forbid anna to sing": "there is no move 'sing'",
    "forbid anna to stay_silent": "nobody can be kept from stay_silent",
    "carry banish": "there is no kind of motion 'banish'",
    "bind anna to maybe on strip": "there is no answer 'maybe' (do: use one of no, yes)",
    "found caucus of boris against anna": "a caucus has two members or more",
    "found caucus of boris, anna against anna": "a caucus has two members or more",
    "read lettre in plenary": "there is no document 'lettre' (do: write 'letter')",
    "drop flood": "there is no event or document 'flood'",
    "move flood to 2002": "there is no event 'flood'",
    "set shock": "nothing is set",
    "set shok = 1": "there is no parameter 'shok' (do: write 'shock')",
    "give right over guild to secretary 0.5": "there is no constituency 'guild'",
    "give right over guilds to secretary 2": "2 lies outside 0..1",
    "add event fever crisis at 2002 with threat:0.1": "there is an event 'fever' already",
    "add event comet crisis at 2002": "needs the effect 'threat'",
}


@pytest.mark.parametrize("sentence", WRONG)
def test_a_mistake_is_told_with_what_to_do(sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        planned(sentence)
    told = str(caught.value)
    assert told.startswith("interventions: ")
    assert WRONG[sentence] in told
    assert "(do: " in told


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        planned(*WRONG)
    assert len(caught.value.mistakes) >= len(WRONG)


def test_what_follows_a_dropped_event_goes_with_it() -> None:
    made = plan(COUNCIL, ["drop drought"], COUNCIL.start, COUNCIL.end)
    assert [event.id for event in made.scenario.events] == ["fever"]


def test_there_is_room_for_so_many_only() -> None:
    with pytest.raises(ScenarioError, match="too many for one run"):
        planned(*["make ambition of anna 4"] * 1025)


PUSH, CHOOSE = Form("push PERSON off [the cliff] [against|towards PERSON] [on DAY]"), Form("NAME a|b [on DAY]", {"NAME": ("c",)})
GRAMMAR = Grammar("deed", [PUSH, CHOOSE], {"PERSON": ("ann", "bob"), "NAME": ("ann",)}, "push ann")


def test_a_form_reads_what_it_says_in_any_order_of_its_clauses() -> None:
    filled = {"person": "ann", "the_cliff": "cliff", "person2": "bob", "on": "1900-01-01"}
    for text in ("push ann off the cliff towards bob on 1900-01-01", "push ann off on 1900-01-01 against bob the cliff"):
        found = GRAMMAR.read(text)
        assert (found.words, found.wrong) == (filled, ())
    assert GRAMMAR.read("push ann off").words == dict.fromkeys(filled, "") | {"person": "ann"}
    assert [GRAMMAR.read(text).words["word"] for text in ("ann a", "c b on 1900-01-01")] == ["a", "b"]


@pytest.mark.parametrize(("text", "mistakes"), [
    ("push ann", ["something is missing after 'push ann'"]),
    ("push ann on", ["'on' cannot follow 'push ann'"]),
    ("push", ["something is missing after 'push'"]),
    ("", ["it is blank"]),
    ("pull ann", ["no deed begins with 'pull'"]),
    ("ann c", ["'c' cannot follow 'ann'"]),
    ("push dora off on 1900-01-01 on 1900-01-02", ["there is no person 'dora'", "'on' is given twice"]),
    ("push ann off towards", ["nothing follows 'towards'"]),
    ("push ann off on 1900-01-01 gladly", ["'gladly' does not belong here"]),
])  # fmt: skip
def test_what_cannot_be_read_says_where(text: str, mistakes: list[str]) -> None:
    assert [wrong.message for wrong in GRAMMAR.read(text).wrong] == mistakes


def test_a_long_sentence_takes_no_longer_than_its_words() -> None:
    words = "anna " * 5000
    for sentence in (f"found caucus of {words} against boris", f"make {words}", f"keep anna healthy {words}", f"set {words}", words):
        with pytest.raises(ScenarioError):
            planned(sentence)


def test_a_document_that_is_dropped_cannot_be_disclosed_and_one_that_is_added_can() -> None:
    with pytest.raises(ScenarioError, match="there is no document 'letter'"):
        planned("drop letter", "disclose letter")
    columns = {"author": "anna", "to": "council", "about": "boris"}
    added = ["set document.memoir = new", *(f"set document.memoir.{name} = {value}" for name, value in columns.items())]
    assert planned(*added, "disclose memoir").during[0].where == "memoir"
    with pytest.raises(ScenarioError, match="there is no document 'memoir'"):
        planned("disclose memoir")


def test_every_move_can_be_forbidden_but_silence() -> None:
    names = [name for name in moves.NAMES if name not in ("stay_silent", "decline_caucus")]
    made = plan(COUNCIL, [f"forbid anybody to {name}" for name in names], COUNCIL.start, COUNCIL.end)
    everything = plan(COUNCIL, ["forbid anybody to act"], COUNCIL.start, COUNCIL.end)
    assert sum(one.what for one in made.during) == everything.during[0].what


def test_days_are_those_of_the_run() -> None:
    with pytest.raises(ScenarioError, match="choose a day from 2003-01-01 to 2004-12-31"):
        plan(COUNCIL, ["let anna die on 2002-01-01"], date(2003, 1, 1), COUNCIL.end)

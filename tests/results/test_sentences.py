"""Each kind of event in words: cause and matter are named, nothing of a table shows through."""

from __future__ import annotations

import math
from typing import Any

import pytest

from collegium.results.columns import KINDS
from collegium.results.grammar import plural, series, vowel
from collegium.results.recall import Recall
from collegium.results.sentences import Teller, signed
from collegium.scenario import find, load, shipped

CASE = load(find("bolsheviks"))
TELLER = Teller(CASE, ["let Frunze die"])
DERG = Teller(load(find("derg")))


def row(kind: str, actor: str | None = None, target: str | None = None, **parts: Any) -> dict[str, Any]:
    """A row of the table of events."""
    blank = {"body": None, "subject": None, "yes": 0, "no": 0, "passed": None, "value": 0.0}
    return {"kind": kind, "actor": actor, "target": target, **blank, **parts}


def voted(kind: str, actor: str | None, target: str | None = None, body: str = "politburo", **parts: Any) -> dict[str, Any]:
    """A motion that is carried, 5 to 2."""
    return row(kind, actor, target, body=body, yes=5, no=2, **{"passed": True} | parts)


EXPEL = row("expel", "bukharin", "trotsky", body="central_committee")

SAID = [
    # motions
    (voted("expel", "stalin", "trotsky"), "Stalin moves that Trotsky be expelled; carried in the Politburo, 5 to 2."),
    (voted("expel", "stalin", "trotsky", passed=False), "Stalin moves that Trotsky be expelled; lost in the Politburo, 5 to 2."),
    (voted("insist_expel", "stalin", "trotsky"), "Stalin insists that Trotsky be expelled; carried in the Politburo, 5 to 2."),
    (voted("expel", None, "trotsky"), "It is moved that Trotsky be expelled; carried in the Politburo, 5 to 2."),
    (
        voted("renew_expel", "stalin", "trotsky", body="central_committee"),
        "Stalin turns to the Central Committee and moves once more that Trotsky be expelled; carried, 5 to 2.",
    ),
    (
        voted("reverse_strip", "trotsky", "trotsky", body="congress", subject="war_commissar", passed=False),
        "Trotsky appeals to the Party Congress against being relieved as People's Commissar of War; lost, 5 to 2.",
    ),
    (
        voted("reverse_remove", "trotsky", "trotsky", body="congress", subject="politburo"),
        "Trotsky appeals to the Party Congress against losing the seat in the Politburo; carried, 5 to 2.",
    ),
    (
        voted("reverse_inquire", "trotsky", "trotsky", body="congress"),
        "Trotsky appeals to the Party Congress against the inquiry into their own conduct; carried, 5 to 2.",
    ),
    (
        voted("reverse_expel", "radek", "trotsky", body="congress"),
        "Radek appeals to the Party Congress against the decision that Trotsky be expelled; carried, 5 to 2.",
    ),
    (voted("recall", "radek", "radek"), "Radek moves to be called back to the centre; carried in the Politburo, 5 to 2."),
    (
        voted("resignation", None, "rykov", subject="pravda_editor", passed=False),
        "Rykov offers to resign as Editor of Pravda; refused in the Politburo, 5 to 2.",
    ),
    (
        voted("pack", "lenin", subject="central_committee", ill=True),
        "A motion of Lenin, who is ill, is read: that the Central Committee be enlarged; carried in the Politburo, 5 to 2.",
    ),
    (
        voted("disclose", "stalin", "trotsky", subject="memorandum_stalin"),
        "Stalin moves that Stalin's own memorandum be read out, to Trotsky's cost; carried in the Politburo, 5 to 2.",
    ),
    (
        voted("suppress", "stalin", "trotsky", subject="memorandum_ukraine"),
        "Stalin moves that Rakovsky's memorandum on Ukraine be locked away; carried in the Politburo, 5 to 2.",
    ),
    # what lapses
    (
        row("held_back", "stalin", "trotsky", body="central_committee", motion=EXPEL),
        "Stalin keeps off the agenda of the Central Committee Bukharin's motion that Trotsky be expelled.",
    ),
    (
        row("lapsed", "bukharin", "trotsky", body="central_committee", subject="expel", motion=EXPEL, keeper="stalin"),
        "Kept off the agenda of the Central Committee by Stalin, Bukharin's motion that Trotsky be expelled lapses.",
    ),
    (
        row("lapsed", "bukharin", "trotsky", body="central_committee", subject="expel", motion=EXPEL),
        "Bukharin's motion that Trotsky be expelled never comes to a vote in the Central Committee and lapses.",
    ),
    (
        row("lapsed", "bukharin", "trotsky", body="central_committee", subject="expel"),
        "Bukharin's motion to expel Trotsky never comes to a vote in the Central Committee and lapses.",
    ),
    (
        row(
            "lapsed", "rykov", "radek", body="politburo", subject="appoint", holder="kamenev",
            motion=row("appoint", "rykov", "radek", subject="pravda_editor"),
        ),
        "Rykov's motion that Radek be made Editor of Pravda lapses, since Kamenev has the post.",
    ),
    (
        row("resigned_seat", "trotsky", subject="politburo", movers=["lenin"]),
        "Lenin moves that Trotsky lose the seat in the Politburo. Trotsky gives it up before the vote.",
    ),
    (row("resigned_seat", "trotsky", subject="politburo"), "Trotsky gives up the seat in the Politburo."),
    (
        row("refused_order", "trotsky", "stalin", body="politburo", subject="expel", motion=EXPEL),
        "Trotsky refuses to carry out the decision of the Politburo that Trotsky be expelled.",
    ),
    (
        row("refused_order", "trotsky", "stalin", body="politburo", subject="expel"),
        "Trotsky refuses to carry out a decision of the Politburo to expel somebody.",
    ),
    (row("capitulated", "trotsky", "stalin"), "Trotsky capitulates to Stalin."),
    (
        row("capitulated", "bukharin", "trotsky", withdrawn=[EXPEL]),
        "Bukharin capitulates to Trotsky and takes back the motion that Trotsky be expelled.",
    ),
    # seats and posts
    (
        row("took_office", "stalin", "kirov", subject="siberia_boss"),
        "Kirov becomes Secretary of the Siberian bureau, chosen by the Orgburo from Stalin's list.",
    ),
    (
        row("took_office", "kirov", "kirov", subject="siberia_boss"),
        "Kirov becomes Secretary of the Siberian bureau, chosen by the Orgburo.",
    ),
    (row("took_office", None, "kirov", subject="siberia_boss"), "Kirov becomes Secretary of the Siberian bureau, chosen by the Orgburo."),
    (row("took_office", "stalin", "kirov", subject="siberia_boss", moved=True), "Kirov takes office as Secretary of the Siberian bureau."),
    (row("left_office", None, "kirov", subject="siberia_boss"), "Kirov is no longer Secretary of the Siberian bureau."),
    (
        row("not_elected", None, "radek", body="congress", subject="central_committee", yes=3, no=519, listed=False),
        "Radek is left off the list for the Central Committee.",
    ),
    (
        row("not_elected", None, "radek", body="congress", subject="central_committee", yes=3, no=519),
        "The Party Congress does not re-elect Radek to the Central Committee, 3 to 519.",
    ),
    (
        row("elected", None, "radek", body="congress", subject="central_committee"),
        "The Party Congress elects Radek to the Central Committee.",
    ),
    (row("congress", body="congress"), "The Party Congress meets."),
    # sides and papers
    (row("caucus_formed", "stalin", "trotsky"), "Stalin forms a caucus against Trotsky."),
    (
        row("caucus_formed", "stalin", "trotsky", members=["stalin", "kamenev", "zinoviev"]),
        "Stalin, Kamenev and Zinoviev form a caucus against Trotsky.",
    ),
    (row("caucus_formed", "stalin", "trotsky", members=["stalin"]), "Stalin looks for allies against Trotsky and finds none."),
    (row("caucus_dissolved", None, "trotsky"), "The caucus against Trotsky falls apart."),
    (row("caucus_dissolved", None, "trotsky", members=["stalin", "rykov"]), "The caucus of Stalin and Rykov against Trotsky falls apart."),
    (row("caucus_dissolved", None, "trotsky", members=["stalin"]), "Stalin gives up the search for allies against Trotsky."),
    (
        row("written", "rakovsky", "stalin", subject="memorandum_ukraine", value=-0.2),
        "Rakovsky writes a memorandum on Ukraine against Stalin.",
    ),
    (row("written", "krupskaya", "stalin", subject="krupskaya_appeal"), "Krupskaya writes an appeal about Stalin."),
    (
        row("platform", "trotsky", subject="planning", value=0.7, before=-0.3),
        "Trotsky takes a platform to the rank and file: that Powers of the planning commission shift far towards “binding plans”, to "
        "+0.70.",
    ),
    # what nobody decides
    (row("illness", None, "lenin", subject="lenin_first_stroke", value=18.0), "Lenin suffers a first stroke."),
    (
        row("illness", None, "lenin", subject="lenin_third_stroke", value=math.inf),
        "Lenin suffers a third stroke and is disabled for good.",
    ),
    (row("illness", None, "rykov", value=18.0), "Rykov falls ill."),
    (row("illness", None, "rykov", value=18.0, again=True), "Rykov falls ill again."),
    (row("illness", None, "rykov", value=math.inf, again=True), "Rykov falls ill again, for good."),
    (row("recovery", None, "lenin"), "Lenin is able to work again."),
    (row("harvest", subject="harvest_1922", value=0.2), "The harvest of 1922 is good."),
    (row("harvest", subject="harvest_1924", value=-0.1), "The harvest of 1924 is poor."),
    (row("harvest", subject="harvest_1926", value=0.01), "The harvest of 1926 is middling."),
    (row("harvest", subject="locust_swarm", value=-0.12), "Locust swarm: output falls by 12%."),
    (row("crisis", subject="ruhr_occupied"), "France and Belgium occupy the Ruhr."),
    (row("crisis", subject="border_incident"), "Crisis: border incident."),
    (row("intervened", value=0.0), "Set from outside: let Frunze die."),
]  # fmt: skip


@pytest.mark.parametrize(("happened", "said"), SAID, ids=lambda value: value["kind"] if isinstance(value, dict) else "")
def test_what_is_said(happened: dict[str, Any], said: str) -> None:
    assert TELLER.sentence(happened) == said


def test_every_kind_of_event_has_a_sentence_without_an_id() -> None:
    """Also of a case whose events and papers have no labels."""
    subjects = {
        "written": "letter", "platform": "taxes", "took_office": "editor", "left_office": "editor", "lapsed": "expel",
        "refused_order": "expel", "harvest": "long_drought", "crisis": "street_riots", "illness": "bad_fever", "disclose": "letter",
        "suppress": "letter",
        "policy": "taxes", "appoint": "editor", "strip": "editor", "resignation": "editor",
    }  # fmt: skip
    teller = Teller(load(find("council")), ["let anna die"])
    for kind in KINDS:
        about = subjects.get(kind, subjects.get(kind.partition("_")[2], "council"))
        said = teller.sentence(voted(kind, "anna", "boris", body="council", subject=about))
        assert said[0].isupper() and said.endswith(".") and not {"_", "{", "None", "nobody"} & {*said, *said.strip(".").split()}, said


@pytest.mark.parametrize(
    ("before", "value", "said"),
    [
        (None, 0.2, "be set at +0.20, on the side of “fast growth of heavy industry”"),
        (None, -0.004, "be set at 0.00, between the two ends"),
        (-0.5, -0.46, "stay where it is, at −0.46"),
        (-0.5, -0.3, "shift a little towards “fast growth of heavy industry”, to −0.30"),
        (-0.5, 0.16, "shift towards “fast growth of heavy industry”, to +0.16"),
        (-0.5, 0.5, "shift far towards “fast growth of heavy industry”, to +0.50"),
        (0.5, 0.2, "shift towards “light industry and recovery first”, to +0.20"),
    ],
)
def test_a_line_is_told_by_the_direction_of_its_change(before: float | None, value: float, said: str) -> None:
    told = TELLER.sentence(voted("policy", "rykov", subject="industry_tempo", value=value, before=before))
    assert told == f"Rykov moves that Tempo of industry {said}; carried in the Politburo, 5 to 2."


def test_a_body_with_a_plural_name_meets_in_the_plural() -> None:
    assert DERG.sentence(row("congress", body="ranks")) == "The Soldiers and policemen meet."
    names = {body.name: plural(body.name) for name in shipped() for body in load(find(name)).bodies}
    many = {
        "Soldiers and policemen", "Units of the armed forces", "Officers of the garrisons", "Generals and admirals", "Boards of officers",
        "Free Officers", "Gatherings of officers", "Primary and electoral assemblies", "People", "Triumvirs",
    }  # fmt: skip
    assert {name for name in names if names[name]} == many


def test_small_parts_of_speech() -> None:
    assert [series(list(names)) for names in ("", "A", "AB", "ABC")] == ["", "A", "A and B", "A, B and C"]
    assert [vowel("appeal"), vowel("Untitled"), vowel("letter")] == [True, True, False]
    assert [signed(value) for value in (-0.004, 0.004, -0.006, 0.6)] == ["0.00", "0.00", "−0.01", "+0.60"]


# what earlier rows add


def recalled(*rows: dict[str, Any]) -> dict[str, Any]:
    """The last row with what the others add to it."""
    memory = Recall(CASE, CASE.start)
    return [memory.told(one) for one in rows][-1]


def test_the_line_before_is_what_was_carried_last() -> None:
    policy = {"actor": "rykov", "subject": "industry_tempo"}
    first, lost = voted("policy", **policy, value=0.3), voted("policy", **policy, value=-0.9, passed=False)
    assert recalled(first, lost, voted("policy", **policy, value=0.1))["before"] == 0.3
    assert recalled(first)["before"] == pytest.approx(-0.5), "the middle of the range that the scenario gives"
    assert recalled(voted("policy", **policy, value=-0.4))["before"] is None, "within the range nobody knows from where it moves"
    assert recalled(voted("policy", **policy, value=-0.4, before=-0.6))["before"] == -0.6, "a replay knows"
    undone = voted("reverse_policy", **policy, value=0.3)
    assert recalled(first, undone, voted("policy", **policy, value=-0.4))["before"] is None


def test_whoever_is_ill_is_so_until_they_recover() -> None:
    ill, well, motion = row("illness", None, "lenin"), row("recovery", None, "lenin"), voted("expel", "lenin", "trotsky")
    assert not recalled(ill)["again"] and recalled(ill, well, ill)["again"]
    assert recalled(ill, motion)["ill"] and not recalled(ill, well, motion)["ill"]


def test_posts_that_a_vote_gives_or_takes() -> None:
    post: dict[str, Any] = {"target": "kirov", "subject": "siberia_boss"}
    took, left = row("took_office", "stalin", **post), row("left_office", **post)
    assert not recalled(took)["moved"] and recalled(voted("appoint", "stalin", **post), took)["moved"]
    assert not recalled(voted("appoint", "stalin", **post, passed=False), took)["moved"]
    assert not recalled(left)["decided"] and recalled(voted("insist_strip", "stalin", **post), left)["decided"]
    assert recalled(voted("expel", "stalin", "kirov"), left)["decided"]

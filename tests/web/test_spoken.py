"""No sentence of a story reaches a page of another language in English: every kind of event, motion, move and rule, by tables."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from collegium import language
from collegium.explain.chronicle import chronicle
from collegium.explain.hidden import SEEN
from collegium.explain.story import MEANINGS, verdict
from collegium.explorer import clauses
from collegium.explorer.words import OCCASIONS, PHRASES, TURN, VOTE
from collegium.figures.style import listed
from collegium.report.words import RECORDED
from collegium.results.columns import KINDS
from collegium.results.sentences import Teller, motion_of
from collegium.scenario import find, load, shipped
from collegium.scenario import kinds as K
from collegium.web.case import PLAIN
from collegium.web.messages import catalogue, spoken
from helpers.dots import Author, Dots
from helpers.loaded import script

UPDATE = script(Path(__file__).parents[2] / "docs" / "translate" / "update.py")
CASE = load(find("bolsheviks"))
AUTHOR = Author(CASE)
DAY = date(1924, 1, 20)
BLANK = {"body": "politburo", "subject": None, "yes": 5, "no": 2, "passed": None, "value": 0.0, "date": DAY}
SUBJECTS = {
    K.ABOUT_ISSUE: "nep", K.ABOUT_OFFICE: "war_commissar", K.ABOUT_BODY: "central_committee", K.ABOUT_DOCUMENT: "memorandum_stalin",
    K.ABOUT_EVENT: "harvest_1922", K.ABOUT_MOTION: "expel", K.ABOUT_NOTHING: None,
    **dict.fromkeys((K.ABOUT_STATUTE, K.ABOUT_PEOPLE, K.ABOUT_THEATRE), "leningrad"),
}  # fmt: skip
ABOUT = {row.name: row.about for row in (*K.MOTION_KINDS, *K.ROW_KINDS)}
MOTION = {**BLANK, "kind": "expel", "actor": "bukharin", "target": "trotsky"}
UNMOVED = {**MOTION, "kind": "reverse_policy", "actor": None, "subject": "nep", "value": 0.5}
MORE: dict[str, list[dict[str, Any]]] = {
    "lapsed": [
        {}, {"actor": None}, {"motion": MOTION}, {"motion": UNMOVED},
        *({key: "stalin", "motion": one} for key in ("keeper", "holder") for one in (MOTION, UNMOVED)),
    ],
    "held_back": [{"motion": MOTION}, {"motion": UNMOVED}],
    "resigned_seat": [{"movers": ["stalin"]}, {"movers": ["stalin", "rykov"]}, {}],
    "capitulated": [{}, {"withdrawn": [MOTION]}, {"withdrawn": [MOTION, UNMOVED]}],
    "refused_order": [{"subject": "expel"}, {"motion": MOTION}],
    "caucus_formed": [{}, {"members": ["stalin"]}, {"members": ["stalin", "rykov", "tomsky"]}],
    "caucus_dissolved": [{}, {"members": ["stalin"]}, {"members": ["stalin", "rykov"]}],
    "took_office": [{"moved": True}, {"actor": None}, {"actor": "stalin"}],
    "not_elected": [{}, {"listed": False}],
    "illness": [
        *({"value": value, "again": again} for value in (1.0, math.inf) for again in (False, True)),
        {"subject": "stroke_1", "value": math.inf},
    ],
    "harvest": [{"value": value, "subject": subject} for value in (-0.5, 0.0, 0.5) for subject in ("harvest_1922", "x")],
    "crisis": [{"subject": "x"}],
    "written": [{"value": value} for value in (-1.0, 1.0)],
    "platform": [{"subject": "nep", "value": 0.5}],
    "policy": [{"before": before, "value": value} for before in (None, -0.5) for value in (0.0, -0.49, -0.4, 0.1, 0.9)],
}  # fmt: skip
"""Kind -> what the trace and earlier rows add to a row, each in its own way."""


@pytest.fixture
def dots() -> Iterator[Dots]:
    """The language of dots is spoken."""
    ids = [message.id for message in UPDATE.collected() if message.id]
    made = Dots([one for id in ids for one in (id if isinstance(id, tuple) else (id,))])
    with language.spoken(made):
        yield made


def rows() -> Iterator[dict[str, Any]]:
    """Rows of every kind, on oneself and on others, carried and lost, with and without a mover."""
    for kind in (*KINDS, "held_back"):
        motion = motion_of(kind)
        name = motion[0] if motion else kind
        base = {**BLANK, "kind": kind, "actor": "stalin", "target": "trotsky", "subject": SUBJECTS[ABOUT.get(name, K.ABOUT_NOTHING)]}
        for more in MORE.get(name, [{}]):
            yield base | more
        if motion:
            for more in ({"target": "stalin"}, {"actor": None}, {"ill": True}):
                yield from (base | more | {"passed": passed} for passed in (True, False))


def test_the_table_knows_every_kind_that_the_trace_adds_to() -> None:
    names = {row.name for n, row in enumerate(K.ROW_KINDS) if n + len(K.MOTION_KINDS) in SEEN} | {"not_elected", "held_back"}
    assert names - {"move"} <= set(MORE)


def test_every_kind_of_event_is_said_in_the_language(dots: Dots) -> None:
    teller = Teller(CASE, [""])
    for row in rows():
        assert AUTHOR.english(teller.sentence(row)) == [], row
        for entry in chronicle([row], teller):
            assert AUTHOR.english(entry["text"]) == [], row
    assert len(dots.asked) > 100


def test_what_belongs_together_is_said_in_the_language(dots: Dots) -> None:
    teller, base = Teller(CASE), {**BLANK, "actor": "stalin", "target": "trotsky"}
    left = [{**base, "kind": "left_office", "subject": post} for post in ("war_commissar", "sto_chair")]
    took = {**base, "kind": "took_office", "target": "kirov", "subject": "war_commissar"}
    elections = [{**base, "kind": kind, "body": "congress", "subject": seat, **more} for kind in ("elected", "not_elected")
                 for seat in ("central_committee", "control_commission") for more in ({}, {"listed": False})]  # fmt: skip
    caucus = [{**base, "kind": "caucus_formed"}, {**base, "kind": "joined", "target": "rykov"}]
    death, arrest = ({**base, "kind": kind} for kind in ("death", "arrested"))
    days = [
        left, left[:1], [took], [took, left[0]], [{**took, "actor": None}], [{**took, "moved": True}, left[0]], [death, *left],
        [death, left[0]], [arrest, *left], elections, elections[:1], elections[4:5] * 2, elections[5:6] * 2, [elections[0], elections[5]],
        caucus,
    ]  # fmt: skip
    for rows in days:
        for entry in chronicle(rows, teller):
            assert AUTHOR.english(entry["text"]) == [], rows
    for rule in ("one_man", "bloc", "contested", "locked", "sole_survivor", "void"):
        assert AUTHOR.english(verdict({"rule": rule, "ruler": "stalin"}, teller)) == []
    assert set(MEANINGS) <= {"one_man", "bloc", "contested", "locked"}


@pytest.mark.parametrize("name", shipped())
def test_every_rule_of_every_case_is_said_in_the_language(name: str, dots: Dots) -> None:
    case = load(find(name))
    author = Author(case)
    for clause in clauses(case):
        for text in (clause.sentence, clause.says, *(other.sentence for other in clause.alternatives)):
            assert author.english(text) == [], clause.name


def test_every_phrase_of_a_table_is_in_the_catalogue(dots: Dots) -> None:
    phrases = [text for phrase in PHRASES.values() for text in phrase]
    for text in (*phrases, *OCCASIONS.values(), TURN, VOTE, *RECORDED.values(), *PLAIN.values(), *MEANINGS.values()):
        assert language.say(text).strip("·{}") != text
    assert AUTHOR.english(listed(["Stalin", "Rykov"])) == []


def test_sentences_are_german_where_german_is_spoken() -> None:
    teller = Teller(CASE)
    row = {**MOTION, "passed": True, "yes": 5, "no": 2}
    assert teller.sentence(row) == "Bukharin moves that Trotsky be expelled; carried in the Politburo, 5 to 2."
    with spoken("de"):
        assert teller.sentence(row) == "Bukharin beantragt, dass Trotsky ausgeschlossen wird; angenommen mit 5 zu 2 (Politburo)."
        assert language.current() == "de" and language.numeral("2,000 of 71.8%, −0.5") == "2.000 of 71,8\u00a0%, −0,5"
    assert language.current() == "en" and language.numeral("2,000") == "2,000"


def test_a_text_without_words_has_no_translation() -> None:
    """The empty text is the head of a catalogue."""
    assert catalogue("de").gettext("") != ""
    with spoken("de"):
        assert language.say("") == ""

"""Whole histories of the furnished world, in which the unexpected is laid down: same state, decisions, moves and log after every step.

Sentences of every form are dealt out evenly; in every other history nothing holds people back. No history has two sentences of one form
that lock a document away.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from collegium.scenario.kinds import INTERVENTIONS
from helpers.examples import times
from helpers.oracle import world as ow
from helpers.oracle.beside import together
from helpers.oracle.choice import MOVES
from helpers.oracle.draws import key
from helpers.oracle.engine import TOLD
from helpers.oracle.laid import laid
from helpers.oracle.scenario import FILES, LAWLESS, PAPERS, REALM, furnished, typed
from helpers.oracle.sentences import FORMS, sentences

HISTORIES, HAND = 48, 13
END, STEPS = date(1900, 12, 31), 52
RESTLESS = {"turnover": 0.95, "continuity": 0.3, "slate": 0.8, "patience": 0.15, "revolt": 8, "repression": 0.1, "hunts": 6,
            "war_luck": 1.2}  # fmt: skip
"""Posts change hands, names are left off lists, and populations rise, more often than they do in the small world."""
TYPED = set(INTERVENTIONS) - {"survey"}
"""Kinds that a sentence can lay down."""
SILENT = {"well", "absent", "death", "swap", "place", "forbid", "decide", "wait", "bind", "cast", "manner", "lock", "reseed"}
"""Kinds that leave no row of their own in the log."""


def deal(n: int) -> list[str]:
    """The forms of history n: a deck of all is dealt out, and shuffled anew when it is at its end."""
    hands = len(FORMS) // HAND
    deck = np.random.default_rng(n // hands).permutation(len(FORMS))
    return [FORMS[place] for place in deck[n % hands :: hands]]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    return [typed(tmp_path_factory.mktemp("furnished"), files=FILES | PAPERS | REALM, **(RESTLESS | extra)) for extra in ({}, LAWLESS)]


@pytest.fixture(scope="module")
def histories(worlds: list[Any]) -> list[ow.World]:
    """Compared with the engine after every step."""
    found = []
    for n in range(times(HISTORIES)):
        whole = worlds[n % 2]
        text = sentences(n, deal(n), whole.start, (END - whole.start).days)
        model, interventions = furnished(whole, text, END)
        world, _ = together(model, 5, n, STEPS, tracing=n // 2 % 2, lain=laid(model, interventions), headlong=n % 2 == 1)
        found.append(world)
    return found


def test_every_kind_is_laid_down(histories: list[ow.World]) -> None:
    assert {x.kind for world in histories for x in world.laid} == TYPED


def test_whatever_can_be_told_of_them_is_told(histories: list[ow.World]) -> None:
    told = set()
    for world in histories:
        sentence = {number for _, kind, number, _ in world.told if kind == "intervened"}
        told |= {x.kind for x in world.laid if x.sentence in sentence}
    assert told == TYPED - SILENT


def test_everything_is_told(histories: list[ow.World]) -> None:
    assert {kind for world in histories for _, kind, _, _ in world.told} == set(TOLD.values())


def test_every_move_is_made(histories: list[ow.World]) -> None:
    """In the furnished world all moves of the model can come up."""
    seen = {move for world in histories for _, _, _, move, _ in world.moves}
    assert seen == set(MOVES), [MOVES[n][0].__name__ for n in MOVES if n not in seen]


def test_every_motion_is_decided(histories: list[ow.World]) -> None:
    """Also appeals of either kind."""
    assert {row[1] for world in histories for row in world.decisions} == set(range(ow.ELECT))
    assert {row[-1] >> 1 for world in histories for row in world.decisions} == {0, ow.REVERSE, ow.RENEW, ow.INSIST}


def test_posts_come_up_and_names_are_left_off(histories: list[ow.World]) -> None:
    """In the small world hardly anybody is there to take a post: ``test_oracle_rules`` has those that change hands."""
    met = {turn for world in histories for turn in world.met}
    assert met >= {"kept by right", "kept by the body", "nobody to be found", "left off by the keeper of the electorate"}, met


def test_terms_end(histories: list[ow.World]) -> None:
    """Every limited office has sent somebody, and somebody who was sent has come back to it."""
    limited = {o for world in histories for o in world.offices() if world.retired[o] != ow.NOBODY}
    assert limited == {o for o in histories[0].offices() if histories[0].sc.tenure[o]}
    assert any(world.retired[o] != ow.NOBODY and world.holder[o] == world.retired[o] for world in histories for o in world.offices())


def alone(folder: Path, *text: str, steps: int = 30) -> ow.World:
    """Half a year with nothing but these."""
    model, interventions = furnished(typed(folder, files=FILES | PAPERS), text, END)
    return together(model, 5, 0, steps, lain=laid(model, interventions))[0]


def test_elections_are_never_meant(tmp_path: Path) -> None:
    """Whoever is bound on any motion still votes as he likes on who is to stay."""
    world = alone(tmp_path, "set continuity = 0", *(f"bind {person} to yes on any" for person in "ann ben cid dan eve".split()))
    assert world.last_elected[world.top] > world.sc.first


def test_a_death_is_put_off(tmp_path: Path) -> None:
    """Who is kept healthy outlives his duel until that ends, and not longer."""
    world = alone(tmp_path, "move duel to 1900-02..1900-03", "keep cid healthy until 1900-05-07")
    assert world.event_week[world.sc.event_kind.index(1)] == world.sc.first + 18


def test_absences_within_absences(tmp_path: Path) -> None:
    """The shorter ends nothing."""
    world = alone(tmp_path, "keep ben absent until 1900-06-04", "keep ben absent from 1900-02-05 until 1900-03-05", steps=12)
    ben = world.sc.person_key.index(key("ben"))
    assert not world.active(ben) and world.ill_since[ben] == world.sc.first


DISCLOSED = ("make tie of cid to ben -0.5", "write memo against ben", "force cid to disclose_document against ben", "carry disclose")
"""A document is read out in the second step, in plenary."""


@pytest.mark.parametrize(("manner", "force"), [("by delegations", 0.5), ("in plenary", 1.0)])
def test_a_manner_laid_down(tmp_path: Path, manner: str, force: float) -> None:
    world = alone(tmp_path, f"read memo {manner}", *DISCLOSED)
    (paper,) = (p for p, out in enumerate(world.read_out) if out)
    assert min(world.knows[paper][i] for i in world.persons()) == force


def test_caucuses_of_one_step(tmp_path: Path) -> None:
    """Whoever is called against the same man in the same step is in one caucus, in whatever sentence; against another in another."""
    calls = ("ann, ben against dan", "cid, ann against dan", "ben, cid against ann")
    world = alone(tmp_path, *(f"found caucus of {people} on 1900-01-15" for people in calls), steps=3)
    assert sorted(row.count(ow.MEMBER) for on, row in zip(world.g_on, world.g_member, strict=True) if on) == [2, 3]


def test_one_lock_after_another(tmp_path: Path) -> None:
    """What a second lock keeps away when the first ends is free when the second ends."""
    world = alone(tmp_path, "suppress memo from 1900-02-05 until 1900-05-07", "suppress memo from 1900-03-05 until 1900-06-04")
    assert not any(world.locked)


def test_one_lock_after_another_typed_the_other_way_round(tmp_path: Path) -> None:
    alone(tmp_path, "suppress memo from 1900-03-05 until 1900-06-04", "suppress memo from 1900-02-05 until 1900-05-07")


def test_of_two_orders_to_one_man_the_last_counts(tmp_path: Path) -> None:
    alone(tmp_path, "bind ann to yes on any", "bind ann to no on any")


def test_of_two_manners_the_last_counts(tmp_path: Path) -> None:
    alone(tmp_path, "read memo in plenary", "read memo by delegations", *DISCLOSED)

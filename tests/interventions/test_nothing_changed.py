"""What changes nothing changes nothing: an intervention of every form that finds its work done leaves all histories as they are."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

import collegium
from collegium import Results
from collegium.ensemble.player import draw, model_of
from collegium.interventions import FORMS, Planner
from collegium.scenario import find, from_files, load

END = date(2002, 6, 30)
HISTORIES = 20
DEAD = "let david die; let elena die"
IDLE = {
    "set shock = half_normal(0.7)": "", "set body.council.ballot = open": "", "set office.secretary.term = 0": "",
    "give right over clerks to secretary 0.5": "",
    "take right over guilds from treasurer": "", "take right over everything from treasurer": "",
    "drop letter": "keep anna healthy", "move fever to 2002": "",
    "add event calm crisis at 2002-06-30 with threat:0": "",
    "keep boris healthy until 2001-01-08": "", "keep elena absent": DEAD, "let elena die on 2001-03-05": DEAD,
    "swap traits of boris and boris": "", "make ambition of boris 3": "make ambition of boris 3",
    "make allegiance of guilds to elena 0": DEAD, "make policy of taxes 0": "",
    "give office secretary to boris": "", "take office secretary from felix until 2001-01-08": "",
    "give seat council to anna": "", "take seat assembly from anna": "", "keep david in office treasurer until 2001-01-08": "",
    "keep david in seat council until 2001-01-08": "", "give office editor to david on 2001-03-05": DEAD,
    "force felix to capitulate against anna until 2001-01-08": "", "force elena to denounce against anna": DEAD,
    "forbid anybody to arrest": "", "forbid elena to act": DEAD, "delay anybody to disclose_document until 2002-01-01": "",
    "carry postpone": "", "defeat disclose": "", "hold postpone": "", "bind elena to no on any": DEAD,
    "let elena choose denounce against anna on 2001-03-05": DEAD, "let elena vote no on any on 2001-03-05": DEAD,
    "found caucus of david, elena against anna on 2001-03-05": DEAD,
    "write letter against boris on 2001-03-05": "write letter against boris", "disclose letter": "keep anna healthy",
    "read letter by delegations": "keep anna healthy", "suppress letter": "keep anna healthy",
}  # fmt: skip
"""Intervention -> what must be given (joined by ;) so that it has nothing to do."""
LUCK = next(form for form in FORMS if form.opening[0].word == "reseed")
"""The one form that never finds its work done."""


@cache
def played(*sentences: str) -> Results:
    return collegium.run("council", histories=HISTORIES, end=END, interventions=list(sentences), record=("outcomes", "series"))


def apart(given: list[str], do: str) -> list[str]:
    """The columns in which histories with the intervention differ from those without."""
    before, after = played(*given), played(*given, do)
    one, other = before.histories(), after.histories()
    found = [name for name in one.column_names if not one[name].equals(other[name])]
    return found + [table for table in ("shares", "rule", "ties", "allegiances") if not before.series(table).equals(after.series(table))]


def test_there_is_one_of_every_form() -> None:
    council = load(find("council"))
    assert {Planner(council, council.start, END).parse(sentence).form for sentence in IDLE} == set(FORMS) - {LUCK}


@pytest.mark.parametrize("do", IDLE)
def test_it_changes_nothing(do: str) -> None:
    assert apart([part.strip() for part in IDLE[do].split(";") if part], do) == []


@pytest.mark.parametrize(
    "do", ["take office secretary from boris", "forbid anybody to denounce", "let anna die", "reseed from 2001-06-04 with 1"]
)
def test_the_comparison_sees_what_does_change(do: str) -> None:
    assert "strongest_share" in apart([], do)


def test_a_bystander_changes_nobodys_draws() -> None:
    """One more person, of whatever name: all parameters and cells of the others are drawn as before, and so are their deaths."""
    case = load(find("council"))
    more = dict(case.files)
    more["people.csv"] += "".join(f"aaa{n},Stranger {n},0,none,high,none,none,low,,centre\n" for n in range(3))
    crowd = from_files("crowd", more)
    few, many = (model_of(one, one.start, END) for one in (case, crowd))
    first, second = (draw(model, 5, 0, HISTORIES) for model in (few, many))
    assert first.theta.tobytes() == second.theta.tobytes()
    places = {cell.label: n for n, cell in enumerate(many.uncertain)}
    assert len(places) > len(few.uncertain)
    for n, cell in enumerate(few.uncertain):
        assert np.array_equal(first.values[:, n], second.values[:, places[cell.label]]), cell.label


def test_histories_that_share_a_draw_differ_by_luck_alone() -> None:
    shared = collegium.run("council", histories=HISTORIES, end=END, per_draw=5, record=("outcomes",)).histories()
    drawn = np.array(shared["theta:status_quo"])
    assert all(len(set(drawn[n : n + 5])) == 1 for n in range(0, HISTORIES, 5)) and len(set(drawn)) == HISTORIES // 5
    assert len(set(np.array(shared["strongest_share"])[:5])) == 5

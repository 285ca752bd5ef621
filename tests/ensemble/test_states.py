"""The study of states behind docs/states.md: the coded states, the readings of one of them, and the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from collegium.interventions import plan
from collegium.scenario import check
from collegium.scenario.model import TRAITS
from discrimination import store
from discrimination.values import Size
from states import page as pages
from states import study

HANDFUL = Size(limits=8)
NAMES = sorted(folder.name for folder in study.CASES.iterdir() if folder.is_dir())


@pytest.mark.parametrize("name", NAMES)
def test_the_states_rest_on_positions_alone(name: str) -> None:
    assert not check(study.CASES / name)
    case = study.state(name)
    assert not case.issues and not case.events and not case.documents and not case.acts
    assert all(person.traits[trait].values == (2.0,) for person in case.people for trait in TRAITS)
    assert {person.id for person in case.people} >= {study.RULER} and name in pages.HISTORY


def test_every_variant_can_be_typed() -> None:
    assert [one.words for one in study.variants() if not one.sentences] == ["As coded"] * len(NAMES)
    for one in study.variants():
        case = study.state(one.state)
        assert plan(case, (*one.sentences, *study.WIDE), case.start, case.end).sentences == (*one.sentences, *study.WIDE)
    assert len({one.key for one in study.variants()}) == len(study.variants())


def test_the_definition_reacts_to_the_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all owe their posts to one member, that member is safer than where three allies owe nothing."""
    monkeypatch.setattr(store, "RUNS", tmp_path / "runs")
    first, last = (next(one for one in study.variants() if one.state == name) for name in ("end_1927", "summer_1937"))
    found = study.measure(HANDFUL, [first, last])
    assert found[f"{last.key}/v"].value > found[f"{first.key}/v"].value
    assert found[f"{last.key}/strongest"].value == 1.0 and found[f"{last.key}/v"].n == 8
    for key in (first.key, last.key):
        shares = [found[f"{key}/{name}"].value for name in ("v", "u", "b", "all")]
        assert all(0 <= share <= 1 for share in shares) and shares[3] <= min(shares[:3])
    book = store.Book(tmp_path / "figures.json")
    book.put("x", pages.SECTION, found, {"limits": 8})
    assert all(study.state(name).title in pages.page(book, "x") for name in NAMES)


def test_nobody_typed_a_figure_of_the_page() -> None:
    book = store.Book(study.KEPT)
    text = (Path(__file__).parents[2] / "docs" / "states.md").read_text(encoding="utf-8")
    assert text == pages.page(book, book.latest), "run python validate/states.py --page"

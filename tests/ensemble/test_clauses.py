"""The study of clauses behind docs/clauses.md: its rows, its arithmetic, its page, and a handful of pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from clauses import page as pages
from clauses import study
from collegium.interventions import plan
from discrimination import store
from discrimination.values import Size, Value

HANDFUL = Size(histories=4, pairs=3)


def test_every_clause_can_be_typed_and_changes_the_plan() -> None:
    case, seen = study.council(), set()
    for clause in study.clauses():
        made = plan(case, clause.sentences, case.start, case.end)
        assert made.sentences == clause.sentences and clause.key not in seen
        seen.add(clause.key)
        assert made.scenario != case or made.during, clause.words


def test_a_clause_moves_an_outcome_only_beyond_zero_and_the_placebo() -> None:
    clause, nothing = study.clauses()[0], study.idle().key
    found = {f"{nothing}/{name}": Value(0.0, -1.0, 1.0, 9) for name in study.OUTCOMES}
    first, second, third = list(study.OUTCOMES)[:3]
    found |= {f"{clause.key}/{first}": Value(-2.0, -2.5, -1.5, 9), f"{clause.key}/{second}": Value(0.8, 0.5, 1.1, 9)}
    found |= {f"{clause.key}/{third}": Value(2.0, -0.1, 4.1, 9)}
    assert [name for name in study.OUTCOMES if study.moved(found, clause, name)] == [first]
    assert pages.movers(found, first, -1) == [clause] and not pages.movers(found, first, 1)


def test_a_handful_is_measured_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(study, "AUTHORITY", study.AUTHORITY[:2])
    monkeypatch.setattr(pages, "AUTHORITY", study.AUTHORITY[:2])
    few = [study.idle(), *study.clauses()[:1]]
    found = study.measure_clauses(HANDFUL, few)
    assert found[f"{few[1].key}/losses"].n == 3 and found["as it is/losses"].value >= 0
    book = store.Book(tmp_path / "figures.json")
    for name, values in (("founder", study.measure_founder(HANDFUL)), ("clauses", found)):
        book.put("x", name, values, {"scenario": "x", "histories": 4, "pairs": 3})
    text = pages.page(book, "x")
    assert all(f"`{sentence}`" in text for clause in study.clauses() for sentence in clause.sentences)


def test_nobody_typed_a_figure_of_the_page() -> None:
    book = store.Book(study.KEPT)
    text = (Path(__file__).parents[2] / "docs" / "clauses.md").read_text(encoding="utf-8")
    assert text == pages.page(book, book.latest), "run python validate/clauses.py --page"

"""What the page rests on: rows of the scenario that it cites, people, assumptions, and how acts were coded."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from collegium import analysis
from collegium.report import assumptions, people
from collegium.report.citations import FILES, Citations
from collegium.results.folder import Folder
from collegium.scenario import find, load
from collegium.scenario.model import Cell, Prior, Span, When
from helpers import synthetic
from helpers.parsed import Page


def test_a_fuzzy_date_is_printed_as_fuzzy(text: str) -> None:
    assert re.search(r"Kamenev was sent away \(envoy in Rome\).*?<td class=\"date\">about December 1926</td>", text, re.S)
    assert "31 January 1927" not in text


def test_every_loss_on_record_is_listed(results: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person may lose several offices; each is a row of the record and of the page."""
    lost = next(row for row in results.scenario.record if row.id == "lost_war")
    again = replace(lost, id="lost_second", what="general_secretary", span=Span(When(date(1926, 2, 1), date(1926, 2, 1))))
    case = replace(results.scenario, record=(*results.scenario.record, again))
    found = [
        loss for loss in analysis.by_real_date(synthetic.recast(results, case)) if (loss.person, loss.rung) == ("trotsky", "lost_office")
    ]
    assert [(loss.what, loss.day.isoformat()) for loss in found] == [("War Commissar", "1925-01-26"), ("General Secretary", "1926-02-01")]
    assert found[0].share <= found[1].share, "a history counts from the first office that it takes away"


def test_facts_cite_the_row_that_they_come_from(results: Folder, text: str, page: Page) -> None:
    """Every citation leads to a row on the page, and that row is the one of the copy of the scenario in the folder."""
    cited = set(re.findall(r'<a class="src" href="#([\w-]+)">([\w.]+):(\d+)</a>', text))
    assert {file for _, file, _ in cited} >= {"record.csv", "seats.csv", "offices.csv"}
    assert {anchor for anchor, _, _ in cited} <= set(page.ids)
    known = Citations(results.scenario)
    lines = {file: (results.dir / "scenario" / file).read_text(encoding="utf-8").splitlines() for file in FILES}
    for field in FILES.values():
        for fact in getattr(results.scenario, field):
            row = known.cite(fact)
            cells = lines[row.file][row.line - 1].split(",")
            marks = (getattr(fact, name, None) for name in ("id", "body", "person", "office", "a", "b"))
            assert all(mark in cells for mark in marks if mark), row.place
    assert re.search(r'<tr id="record-\d+"><th scope="row">\d+</th><td>Lenin dies</td><td>from 21 January 1924</td>', text)
    assert text.count('<a href="#source-dice">dice</a>') == len(re.findall(r'<tr id="[a-z]+-\d+">', text))
    assert '<li id="source-dice"><code>dice</code>: Thrown for the tests.</li>' in text
    assert '<a href="#tie-stalin-trotsky">Stalin and Trotsky</a>' in text and "Stalin and Trotsky: tie" in text


def test_agreement_is_said_wherever_coding_is(text: str) -> None:
    for section in ("ties", "permutation", "who", "assumed"):
        body = text[text.index(f'<section id="{section}"') :]
        assert "Coding of acts: made once" in body[: body.index("</section>")], section


def test_priors_as_typed() -> None:
    assert assumptions.prior_text(Prior("half_normal", (0.7,), (0.0, 1.8))) == "half_normal(0.7) in 0..1.8"
    assert assumptions.prior_text(Prior("point", (4,))) == "4"


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        ({}, "made once: no second coding"),
        (
            {"public": 0.72, "tie": -0.58},
            "made twice; agreement (weighted kappa: 1 is full agreement, 0 is chance) of public 0.72, tie −0.58 (range doubled); "
            "coded once: ambition, caution, apparatus",
        ),
        (
            dict.fromkeys(("ambition", "caution", "apparatus", "public"), 0.7) | {"tie": 0.75},
            "made twice; agreement (weighted kappa: 1 is full agreement, 0 is chance) of ambition 0.70",
        ),
    ],
)
def test_the_page_says_how_often_acts_were_coded(agreement: dict[str, float], said: str) -> None:
    scenario = replace(load(find("council")), agreement=agreement)
    assert assumptions.coding(scenario).startswith(said)
    assert ("coded once" in assumptions.coding(scenario)) == (len(agreement) in range(1, 5))
    assert assumptions.coding(replace(scenario, acts=())) == "no acts are listed"


def test_thresholds_of_rule_are_the_scenarios(results: Folder, text: str) -> None:
    assert assumptions.limits(results) == {"vulnerable": "5%", "dominant": "50%", "bypassed": "20%", "lost": "10%", "readings": "3"}
    assert "within 26 weeks" in text
    assert "At 3 quarterly readings in a row" in text


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (None, (0, None, 4)),
        (Cell("point", (2,)), (2, 2, 2)),
        (Cell("uniform", (1, 3)), (1, None, 3)),
        (Cell("triangular", (1, 2, 4)), (1, 2, 4)),
    ],
)
def test_range_of_a_trait(cell: Cell | None, found: tuple[float, float | None, float]) -> None:
    assert people.bounds(cell) == found


def test_who_is_who_starts_with_the_top_body(results: Folder) -> None:
    cites = Citations(results.scenario)
    who = {person.name: person for person in people.who_is_who(results, cites)}
    assert set(list(who)[:7]) == {f"Person {name.title()}" for name in synthetic.TOP}
    trotsky, lenin = who["Person Trotsky"], who["Person Lenin"]
    assert [post for post, _ in trotsky.posts] == ["Politburo", "Central Committee", "War Commissar"]
    assert all(row and "Trotsky: " in row.text for _, row in trotsky.posts)
    assert (lenin.traits[3].basis, lenin.traits[3].link) == ("no acts", "")
    assert lenin.traits[0].basis == "set by hand" and lenin.traits[0].link[1:] in cites.rows
    assert trotsky.traits[3].basis == "1 act" and trotsky.traits[3].link == "#trait-trotsky-public"
    assert [row.text for row in cites.groups["trait-trotsky-public"].rows] == ["Trotsky: public: "]

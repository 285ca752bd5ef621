"""Figures and report of what real small runs wrote: every figure in both widths, and the page, of two shipped cases."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import collegium
from collegium.figures import style
from collegium.report.cells import Table
from collegium.report.pictures import Picture
from collegium.results.sentences import short_names
from helpers.drawn import Drawn, drawn
from helpers.parsed import read

CASES = ("bolsheviks", "council")
FIGURES = ["rule", "shares", "followings", "ties", "losses", "grid", "protection", "timeline", "permutation"]


@pytest.fixture(scope="session", params=CASES)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> collegium.Results:
    """Forty histories with both permuted arms; of the flagship only up to the end of 1924."""
    end = date(1924, 12, 31) if request.param == "bolsheviks" else None
    found = collegium.run(request.param, histories=40, end=end, seed=1, out=tmp_path_factory.mktemp("real") / request.param)
    collegium.permutation(found, histories=40)
    return found


@pytest.fixture(scope="session")
def made(run: collegium.Results, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return drawn(run.report, tmp_path_factory.mktemp("page") / "report.html")


@pytest.fixture(scope="session")
def pictures(made: Drawn) -> dict[str, Picture]:
    return made.pictures


@pytest.fixture(scope="session")
def text(made: Drawn) -> str:
    return made.text


def test_every_figure_is_drawn_with_words_and_numbers(pictures: dict[str, Picture]) -> None:
    assert list(pictures) == FIGURES
    for name, picture in pictures.items():
        empty = "Neither this history nor the record has a loss" in picture.wide
        assert empty or str(picture.wide).count("<path") + str(picture.wide).count("<text") > 5, name
        assert "aria-label" in picture.narrow, name
        assert picture.title and picture.see and "40 simulated histories, seed 1" in picture.source, name
        assert all(isinstance(table, Table) and all(len(row) == len(table.head) for row in table.rows) for table in picture.tables), name
        assert "undefined" not in str(picture.wide) and "NaN" not in str(picture.wide), name


def test_the_page_is_whole(text: str) -> None:
    page = read(text)
    assert page.open == [] and len(set(page.ids)) == len(page.ids)
    assert text.count("<figure id=") == len(FIGURES)
    links = [a["href"] for tag, a in page.found if tag == "a" and "download" not in a]
    assert all(link and link[1:] in {"", *page.ids} for link in links), "a link that leads nowhere"
    body = re.sub(r"<(?:style|svg|pre)\b.*?</(?:style|svg|pre)>|<[^>]*>", " ", text, flags=re.S)
    assert not re.search(r"\bnan\b|\bNone\b(?! of the above)|\{\{", body)


def test_everybody_of_the_top_body_is_in_the_shares(run: collegium.Results, pictures: dict[str, Picture]) -> None:
    names = short_names(run.scenario)
    first = style.seated(run.scenario, run.scenario.start)
    assert len(first) >= 5
    assert all(f">{names[person]}<" in pictures["shares"].wide for person in first)


def test_lines_cited_are_those_of_the_copy_in_the_folder(run: collegium.Results, text: str) -> None:
    """Each row that the page lists names its sources as the line of the table does."""
    rows = re.findall(r'<tr id="([a-z]+)-(\d+)"><th scope="row">\d+</th><td>.*?</td><td>.*?</td><td>(.*?)</td><td>(\w+)</td></tr>', text)
    assert len(rows) > 10
    for file, line, sources, certainty in rows:
        found = (Path(run.dir) / "scenario" / f"{file}.csv").read_text(encoding="utf-8").splitlines()[int(line) - 1]
        named = ";".join(re.sub(r"<[^>]+>", "", source) for source in sources.split(", "))
        assert found.endswith(f"{named},{certainty}"), (file, line)

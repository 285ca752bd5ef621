"""The page that stands alone: one file, no address, the numbers of the analysis."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from collegium import analysis
from collegium.report.words import number
from collegium.results.folder import Folder
from collegium.web.share import LARGEST, order, share


@pytest.fixture(scope="module")
def page(results: Folder, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = share(results, tmp_path_factory.mktemp("shared") / "page.html")
    assert path.stat().st_size <= LARGEST
    return path.read_text("utf-8")


def test_it_loads_nothing(page: str) -> None:
    assert not re.search(r'<(?:script|img|iframe|link)[^>]+(?:src|href)="(?!data:)[^"#]', page)
    assert "default-src 'none'" in page
    assert not re.search(r"url\((?!data:)", page)


def test_its_policy_names_each_script(page: str) -> None:
    policy = re.search(r"script-src ([^;]*);", page)
    assert policy
    scripts = re.findall(r"<script(?: type=\"module\")?>(.*?)</script>", page, re.DOTALL)
    hashes = ["'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'" for text in scripts]
    assert policy[1].split() == hashes


def test_the_odds_are_those_of_the_analysis(page: str, results: Folder) -> None:
    rows = {row.name: row for row in analysis.outcomes(results)}
    leader = next(row for row in rows.values() if row.name.startswith("strongest:"))
    odds = re.search(r'<p class="odds">(.*?)</p>', page, re.DOTALL)
    assert odds
    for value in (leader.estimate, 1 - rows["no_loss"].estimate, rows["one_man"].estimate):
        assert number(value, "share") in odds[1]


def test_a_film_comes_out_as_it_went_in(page: str, results: Folder) -> None:
    k = analysis.typical(results)
    packed = re.search(rf'id="part-film-{k}">([^<]*)<', page)
    assert packed
    film = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    assert film["k"] == k
    assert [event["t"] for event in film["events"]] == [entry["text"] for entry in results.history(k).timeline()]


def test_a_typical_history_comes_first_and_every_ending_is_there(results: Folder) -> None:
    found = order(results)
    assert found[0] == analysis.typical(results)
    assert len(found) == len(set(found)) >= 100
    kinds = dict(zip(range(100), results[:100].histories(["rule"])["rule"].to_pylist(), strict=True))
    assert {kinds[k] for k in found[1 : 1 + len(set(kinds.values()))] if k in kinds} == set(kinds.values())


def test_the_same_run_gives_the_same_bytes(results: Folder, tmp_path: Path) -> None:
    first, second = (share(results, tmp_path / name).read_bytes() for name in ("a.html", "b.html"))
    assert first == second

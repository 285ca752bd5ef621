"""The figures of the page: described, with their numbers as tables, and saved without a network."""

from __future__ import annotations

import base64
import csv
import re
from html import unescape
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from collegium import analysis
from collegium.figures import style
from collegium.report import numbers
from collegium.results.folder import Folder
from helpers.parsed import Page


def test_every_figure_is_described(page: Page, text: str) -> None:
    count = sum(tag == "figure" for tag, _ in page.found)
    assert count == 9
    assert text.count("<figcaption id=") == count
    drawings = [attributes for tag, attributes in page.found if tag == "svg" and "aria-hidden" not in attributes]
    assert len(drawings) == 2 * count
    assert all(drawing["role"] == "img" and drawing["aria-label"] for drawing in drawings)
    assert {drawing["aria-describedby"] for drawing in drawings} <= set(page.ids), "described by words that are not there"
    assert len(re.findall(r'<p class="reading">Reading: [^<]+\.</p>', text)) == count
    tables = sum(tag == "table" for tag, _ in page.found)
    assert sum(tag == "caption" for tag, _ in page.found) == tables
    assert 'class="skip"' in text


def test_every_figure_has_its_numbers_as_a_table(text: str) -> None:
    for figure in re.findall(r"<figure.*?</figure>", text, re.S):
        details = re.search(r"<details>\s*<summary>[^<]+</summary>(.*?)</details>", figure, re.S)
        assert details is not None
        head, rows = details[1].count('<th scope="col">'), details[1].count("<tr>")
        assert head >= 3 and rows >= 3 and "<caption>" in details[1]


def test_tables_hold_the_numbers_of_the_pictures(results: Folder) -> None:
    bands, networks = analysis.following_bands(results), analysis.tie_means(results)[-1:]
    camps = [analysis.camps(results, networks[0])]
    curves, means, counts = analysis.loss_curves(results), analysis.grid_means(results), analysis.rule_by_quarter(results)
    followed, ties, rule, lost, grid = (found[0] for found in (
        numbers.followings(results, bands), numbers.ties(results, networks, camps, lambda *_: ""), numbers.rule(counts),
        numbers.losses(results, curves),
        numbers.grid(results, means)))  # fmt: skip
    shares = numbers.shares(results, analysis.share_bands(results))
    for table in (followed, ties, rule, lost, grid, *numbers.timeline(results, 3), *shares):
        assert table.rows and {len(row) for row in table.rows} == {len(table.head)}, table.caption
    tomsky = next(row for row in followed.rows if row[:2] == ["The unions", "Tomsky"])
    assert tomsky[3].startswith(f"{bands.median('unions', 'tomsky')[-1]:.0%} (")
    pair = next(row for row in ties.rows if row[0] == "Lenin and Trotsky")
    place = networks[0].people.index("lenin"), networks[0].people.index("trotsky")
    assert pair[1].startswith(f"{networks[0].mean[place]:+.2f}".replace("-", "−"))
    assert pair[2] == style.percent(float(networks[0].hostile[place]))
    assert [row[0][-4:] for row in rule.rows] == ["1922", *(str(year) for year in range(1923, 1928)), "1927"]
    trotsky = next(row for row in lost.rows if row[0] == "Trotsky")
    assert trotsky[2] == style.percent(float(curves.share[curves.people.index("trotsky"), curves.rungs.index("lost_top"), -1]))
    assert grid.rows[0][1] == "–", "nobody removes himself"
    real = {(row[0], row[1]): row[3] for row in numbers.timeline(results, 3)[0].rows}
    assert real["Trotsky", "a seat in the top body"] == "23 October 1926"
    assert real["Kamenev", "sent away from the centre"] == "about December 1926"


def test_figures_and_numbers_can_be_saved_without_a_network(text: str) -> None:
    saved = dict(re.findall(r'<a download="([^"]+)" href="(data:[^"]+)"', text))
    figures = re.findall(r'<figure id="figure-([^"]+)"', text)
    assert sorted(saved) == sorted(f"{name}.{ending}" for name in figures for ending in ("csv", "svg"))
    for name in figures:
        kind, _, coded = saved[f"{name}.svg"].partition(";base64,")
        root = ElementTree.fromstring(base64.b64decode(coded))
        assert kind == "data:image/svg+xml" and root.tag.endswith("svg")
        kind, _, coded = unescape(saved[f"{name}.csv"]).partition(",")
        rows = list(csv.DictReader(unquote(coded).splitlines()))
        assert kind == "data:text/csv;charset=utf-8" and rows and "−" not in unquote(coded), name
    assert all(0 <= float(row["share"]) <= 1 for row in _rows(saved["rule.csv"]))


def _rows(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(unquote(unescape(address).partition(",")[2]).splitlines()))


def test_numbers_to_be_saved_are_those_of_the_analysis(results: Folder, text: str) -> None:
    saved = dict(re.findall(r'<a download="([^"]+)" href="(data:[^"]+)"', text))
    counts = analysis.rule_by_quarter(results)
    found = [float(row["share"]) for row in _rows(saved["rule.csv"]) if row["rule"] == "One-man rule"]
    assert found == pytest.approx(counts.kind("one_man")[0].tolist(), abs=1e-5)
    network = analysis.tie_means(results)[0]
    place = network.people.index("stalin"), network.people.index("trotsky")
    mean = next(float(row["Mean tie, 95% interval"]) for row in _rows(saved["ties.csv"]) if row["Pair"] == "Stalin and Trotsky")
    assert mean == pytest.approx(network.mean[place], abs=1e-5) and mean < 0

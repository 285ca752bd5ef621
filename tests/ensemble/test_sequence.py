"""Results as a sequence of histories, and as a notebook shows them."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import collegium
from collegium import Results
from collegium.analysis import Estimate, Outcome, share_bands
from collegium.errors import DataError, NoHistoryError, SettingError
from collegium.facade import History
from collegium.results.shards import PLACES

FIRST, COUNT = 3, 12


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    out = tmp_path_factory.mktemp("sequence") / "council"
    return collegium.run("council", histories=COUNT, first=FIRST, shard=5, end="2002-01-01", out=out)


def test_results_are_a_sequence_of_histories(results: Results) -> None:
    assert len(results) == COUNT
    assert isinstance(results[0], History)
    assert [results[0].k, results[7].k, results[-1].k] == [FIRST, FIRST + 7, FIRST + COUNT - 1]
    assert [history.k for history in results] == list(results.numbers) == [history.k for history in reversed(results)][::-1]
    assert results[7] == results.history(FIRST + 7)
    assert [history.outcome() for history in results] == results.histories().to_pylist()
    assert [row for history in results for row in history.events()] == results.events().to_pylist()


@pytest.mark.parametrize("place", [COUNT, -COUNT - 1, 10**9])
def test_a_place_outside_is_refused(results: Results, place: int) -> None:
    with pytest.raises(NoHistoryError, match=f"no history at place {place}: choose one from 0 to {COUNT - 1}"):
        results[place]
    with pytest.raises(IndexError):
        results[place]


def test_only_whole_numbers_are_places(results: Results) -> None:
    for place in ("3", 1.5, None):
        with pytest.raises(SettingError, match="give a whole number, or a slice"):
            results[place]  # type: ignore[call-overload]


@pytest.mark.parametrize(("low", "high"), [(0, 12), (0, 1), (4, 6), (1, 11), (5, 10), (11, 12)])
def test_a_slice_holds_the_rows_of_its_histories(results: Results, low: int, high: int) -> None:
    part = results[low:high]
    assert type(part) is Results
    assert part.numbers == results.numbers[low:high]
    assert [history.k for history in part] == list(part.numbers)
    for table in PLACES:
        whole = results.table(table).to_pylist()
        assert part.table(table).to_pylist() == [row for row in whole if row["history"] in part.numbers]
        assert sum(batch.num_rows for batch in part.batches(table, ["history"])) == part.table(table).num_rows
    assert part.series("shares", ["share"]).column_names == ["share"]
    assert len(part.outcomes()) and part.outcomes()[0].n == high - low
    assert share_bands(part).n == high - low


def test_a_slice_of_a_slice_counts_from_its_own_first(results: Results) -> None:
    part = results[2:9][3:]
    assert part.numbers == range(FIRST + 5, FIRST + 9)
    assert part[0] == part.history(FIRST + 5)
    assert part[0].outcome() == results[5].outcome()
    with pytest.raises(NoHistoryError, match=f"no history {FIRST}: choose a number from {FIRST + 5}"):
        part.history(FIRST)
    assert repr(part) == f"Results({str(results.dir)!r})[{FIRST + 5}:{FIRST + 9}]"
    assert part.provenance["histories"] == [FIRST + 5, FIRST + 8]
    assert results.provenance["histories"] == [FIRST, FIRST + COUNT - 1], "the whole is left as it was"


def test_slices_that_cannot_be_are_refused(results: Results) -> None:
    with pytest.raises(DataError, match="leave out the step 2"):
        results[::2]
    with pytest.raises(NoHistoryError, match="no history in"):
        results[20:30]


def test_a_slice_reads_only_its_own_shards(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = collegium.results.shards.pq.ParquetFile

    def noted(path: Path) -> Any:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(collegium.results.shards.pq, "ParquetFile", noted)
    part = results[6:9]
    assert read == []
    part.series("shares")
    assert read == ["00000008-00000012.parquet"]
    read.clear()
    results.labelled("shares", histories=slice(0, 5))
    assert read == ["00000003-00000007.parquet"]
    read.clear()
    for history in results:
        history.outcome()
    assert len(read) == 3, "a shard is read again for every history"


def test_a_slice_keeps_a_temporary_folder_alive() -> None:
    part = collegium.run("council", histories=2, end="2001-03-01", record=())[1:]
    assert part.histories().num_rows == 1
    assert part[0].outcome()["history"] == 1


def test_the_report_of_a_slice_needs_a_name(results: Results, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="name a file with path="):
        results[2:5].report()
    page = results[2:5].report(tmp_path / "part.html")
    assert "3 histories" in page.read_text(encoding="utf-8")


class Reader(HTMLParser):
    """Tags that are open, and all text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += f" {data}"


def shown(thing: Any) -> Reader:
    found = Reader(thing._repr_html_())
    assert found.open == [], "a tag is left open"
    return found


def test_a_notebook_shows_results_and_histories(results: Results) -> None:
    page = shown(results)
    for said in ("A council of five", "12 (number 3 to 14)", "2001-01-01 to 2002-01-01", "allegiances, events, grid"):
        assert said in page.text
    history = results[0]
    page = shown(history)
    assert f"History {FIRST}: A council of five" in page.text
    assert page.tags.count("li") == len(history.events())
    assert history.timeline()[0]["text"] in page.text
    assert shown(results[2:5]).text.count("3 (number 5 to 7)") == 1


def test_a_notebook_shows_estimates_and_the_table_of_outcomes(results: Results) -> None:
    rows = results.outcomes()
    page = shown(rows)
    assert page.tags.count("tr") == 1 + len(rows) + len({row.group for row in rows})
    assert all(row.label in page.text for row in rows)
    assert rows[0].label in shown(rows[0]).text
    assert "0.25 0.20 to 0.30" in " ".join(shown(Estimate(0.25, 0.2, 0.3, 0.025, 40)).text.split())
    assert repr(results[0]).startswith("Results(") and "\n" not in repr(results)


def test_whatever_is_shown_is_escaped(results: Results) -> None:
    nasty = "<script>alert('x')</script> & co"
    row = Outcome(nasty, nasty, nasty, 0.5, 0.4, 0.6, 0.1, 10, nasty, nasty, nasty)
    assert "script" not in shown(row).tags and nasty in shown(row).text
    part = results[0:2]
    part.__dict__["provenance"] = part.provenance | {"changes": {nasty: nasty}, "interventions": [nasty]}
    assert "script" not in shown(part).tags and nasty in shown(part).text


def test_arrays_are_printed_by_their_shape(results: Results) -> None:
    bands = share_bands(results)
    assert f"quantiles=<{' × '.join(map(str, bands.quantiles.shape))} float64>" in repr(bands)
    assert f"... {len(bands.dates)} in all ..." in repr(bands)
    assert len(repr(bands)) < 500


def test_the_package_shows_its_sub_packages() -> None:
    """What completion offers can be had, without an import of its own."""
    code = "import collegium; names = dir(collegium); [getattr(collegium, name) for name in names]; print(*names)"
    names = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    rooms = {"analysis", "committee", "errors", "experiments", "explain", "figures", "models", "report", "results", "scenario"}
    assert rooms | {"run", "whatif", "load", "Results"} <= set(names)

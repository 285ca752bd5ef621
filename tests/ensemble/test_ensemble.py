"""Running many histories: the same rows however they are cut, nothing lost in a crash, nothing overwritten unasked."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

import collegium
from collegium import Results
from collegium.engine import layout as L
from collegium.ensemble import runner
from collegium.ensemble.player import Player, draw, joined, model_of
from collegium.errors import DataError, RunError
from collegium.results.shards import PLACES
from collegium.results.store import Store
from collegium.scenario.model import TRAITS

END = collegium.load("council").start.replace(year=2002)
N = 30


def run(out: Path, **settings: object) -> Results:
    chosen = {"histories": N, "end": END, "threads": 2, "shard": 20, "out": out} | settings
    return collegium.run("council", **chosen)  # type: ignore[arg-type]


def same(first: Results, second: Results) -> bool:
    return all(first.table(name).equals(second.table(name)) for name in PLACES)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return run(tmp_path_factory.mktemp("ensemble") / "base")


@pytest.mark.parametrize(("threads", "shard"), [(1, 20), (3, 7), (2, 1), (1, 5000)])
def test_rows_do_not_depend_on_threads_or_shards(base: Results, tmp_path: Path, threads: int, shard: int) -> None:
    assert same(base, run(tmp_path / "other", threads=threads, shard=shard))


def test_the_first_loss_is_one_of_a_full_seat(tmp_path: Path) -> None:
    """Candidates' losses have dates of their own, but are no loss of a full seat."""
    rows = run(tmp_path / "long", histories=200, end=None).histories().to_pylist()
    fell = [row for row in rows if row["losses"]]
    assert fell and all(row["first_loss"] is None for row in rows if not row["losses"])
    for row in fell:
        days = [row[name] for name in row if name.startswith("lost_top:") and row[name]]
        assert row["first_loss"] in days or row["losses"] > len(days)


def test_another_seed_gives_other_rows(base: Results, tmp_path: Path) -> None:
    other = run(tmp_path / "other", seed=2)
    assert not same(base, other)
    assert not base.histories(["theta:status_quo"]).equals(other.histories(["theta:status_quo"]))


def test_a_later_part_of_the_same_run(base: Results, tmp_path: Path) -> None:
    part = run(tmp_path / "part", first=11, histories=9)
    assert part.histories().equals(base.histories().slice(11, 9))


def test_what_is_recorded_changes_no_outcome(base: Results, tmp_path: Path) -> None:
    bare = run(tmp_path / "bare", record=("outcomes",))
    assert bare.histories().equals(base.histories())
    with pytest.raises(DataError, match="and series in record"):
        bare.series("shares")


def test_every_table_keeps_to_its_contract(base: Results) -> None:
    table = base.histories()
    assert table["history"].to_pylist() == list(range(N))
    people = [person.id for person in base.scenario.people]
    shares = np.array([table[f"share:{person}"].to_numpy() for person in people])
    assert shares.sum(axis=0) == pytest.approx(np.ones(N), abs=1e-5)
    quarters = sum(table[name].to_numpy() for name in table.column_names if name.startswith("quarters_"))
    assert set(quarters) == {base.series("rule").num_rows // N}
    grid = base.series("grid").to_pylist()
    assert all(row["mover"] != row["target"] and 0.0 <= row["chance"] <= 1.0 for row in grid)
    assert base.events().num_rows > 0
    keeps_ties_and_allegiances(base)
    assert not list(base.dir.rglob("*.part"))


def keeps_ties_and_allegiances(base: Results) -> None:
    """Ties of those seated on the day, at the start, the turns of the year and the end; allegiances that sum to one at most."""
    seated = {(row["history"], row["date"]): set() for row in base.series("shares").to_pylist()}
    for row in base.series("shares").to_pylist():
        seated[row["history"], row["date"]].add(row["person"])
    ties = base.series("ties").to_pylist()
    days = sorted({row["date"] for row in ties})
    # The end, of which the grid has a reading, lies in the first step of the year.
    assert days == [base.scenario.start, max(base.series("grid")["date"].to_pylist())]
    for row in ties:
        assert row["from"] != row["to"] and -1.0 <= row["tie"] <= 1.0
        assert {row["from"], row["to"]} <= seated[row["history"], row["date"]]
    whole: dict[tuple[object, ...], float] = {}
    people = {"unaligned", *(person.id for person in base.scenario.people)}
    for row in base.series("allegiances").to_pylist():
        key = row["history"], row["date"], row["constituency"]
        whole[key] = whole.get(key, 0.0) + row["share"]
        assert row["person"] in people
    quarters = base.series("rule").num_rows
    assert len(whole) == quarters * len(base.scenario.constituencies)
    assert min(whole.values()) > 0.8 and max(whole.values()) < 1.05


def test_a_log_that_fills_up_is_joined_again(base: Results) -> None:
    """Cutting a history into steps, as a full log does, gives the log of the whole."""
    model = model_of(base.scenario, base.scenario.start, END)
    luck, player = draw(model, 1, 4, 1), Player(model, 1)
    with player.buffers() as buffers:
        whole = joined(player.alone(buffers, luck, 0, 4, buffers.ios[:1]))
        outcome = buffers.ios[0]["final"].copy()
        steps = joined(player.alone(buffers, luck, 0, 4, buffers.ios[:1], every=1))
    assert np.array_equal(outcome, buffers.ios[0]["final"])
    assert all(np.array_equal(whole[field], steps[field]) for field in whole)


def test_luck_of_a_history_does_not_depend_on_its_neighbours() -> None:
    scenario = collegium.load("bolsheviks")
    model = model_of(scenario, scenario.start, scenario.end)
    many = draw(model, 5, 0, 50, "shuffled")
    for k in (0, 17, 49):
        one = draw(model, 5, k, 1, "shuffled")
        assert np.array_equal(one.values[0], many.values[k])
        assert one.theta[0] == many.theta[k]


def test_equal_and_shuffled_traits() -> None:
    scenario = collegium.load("council")
    model = model_of(scenario, scenario.start, scenario.end)
    column = {cell.label: n for n, cell in enumerate(model.uncertain)}
    real, equal, shuffled = (draw(model, 1, 0, 200, traits).values for traits in runner.TRAIT_ARMS)
    seated = [model.people[n] for n in np.flatnonzero(model.template[0]["seat"][int(model.template[0]["top"])])]
    vectors = np.array([[column[f"{trait}:{person}"] for trait in TRAITS] for person in seated])
    assert (equal[:, vectors] == 2.0).all()
    moved = False
    for before, after in zip(real[:, vectors], shuffled[:, vectors], strict=True):
        assert sorted(map(tuple, before)) == sorted(map(tuple, after))
        moved = moved or not np.array_equal(before, after)
    assert moved
    others = [n for label, n in column.items() if label.split(":")[0] not in TRAITS]
    assert np.array_equal(real[:, others], shuffled[:, others])


def test_an_existing_folder_is_refused(base: Results, tmp_path: Path) -> None:
    before = base.histories()
    with pytest.raises(RunError, match="overwrite=True"):
        run(base.dir)
    assert Results(base.dir).histories().equals(before)
    (tmp_path / "letter.txt").write_text("dear comrade", encoding="utf-8")
    with pytest.raises(RunError, match="holds no results"):
        run(tmp_path, overwrite=True)
    assert (tmp_path / "letter.txt").exists()


def test_overwriting_leaves_nothing_of_the_old_run(tmp_path: Path) -> None:
    run(tmp_path / "a")
    again = run(tmp_path / "a", histories=5, record=("events",), overwrite=True)
    assert again.provenance["command"].endswith("--record outcomes,events")
    assert again.histories().num_rows == 5
    assert (again.dir / "events").exists()
    assert not (again.dir / "series").exists()


def test_an_interrupted_run_goes_on(base: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash in the middle of the second shard keeps the first and no scraps; resuming gives the rows of an unbroken run."""
    put, calls = Store.put, []

    def crash(self: Store, first: int, last: int, tables: dict[str, pa.Table]) -> None:
        calls.append(first)
        if first == 10:
            put(self, first, last, {"events": tables["events"]})
            raise KeyboardInterrupt
        put(self, first, last, tables)

    monkeypatch.setattr(Store, "put", crash)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "a", shard=10)
    with pytest.raises(DataError, match="resume=True"):
        Results(tmp_path / "a")
    monkeypatch.setattr(Store, "put", put)
    with pytest.raises(RunError, match="seed"):
        run(tmp_path / "a", shard=10, seed=3, resume=True)
    again = run(tmp_path / "a", shard=7, resume=True)
    assert calls == [0, 10]
    assert same(base, again)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"histories": 0}, "histories = 0: out"), ({"threads": 0}, "threads = 0: out"), ({"seed": 2**64}, "seed = 1844"),
        ({"shard": 0}, "shard = 0: out of range"), ({"record": ("votes",)}, "= 'votes': unknown"),
        ({"traits": "no"}, "traits = 'no': unknown"),
    ],
)  # fmt: skip
def test_settings_out_of_range(tmp_path: Path, settings: dict[str, object], message: str) -> None:
    with pytest.raises(RunError, match=message):
        run(tmp_path / "a", **settings)
    assert not (tmp_path / "a").exists()


def test_dates_and_changes_out_of_range(tmp_path: Path) -> None:
    for wrong in ({"start": END.replace(year=1990)}, {"end": END.replace(year=1999)}, {"changes": {"shok": "1"}}):
        with pytest.raises(collegium.ScenarioError):
            run(tmp_path / "a", **wrong)


def test_provenance_makes_the_run_again(base: Results, tmp_path: Path) -> None:
    noted = json.loads((base.dir / "provenance.json").read_text(encoding="utf-8"))
    assert noted["complete"] is True
    assert noted["histories"] == [0, N - 1]
    assert noted["command"].startswith("collegium run council --from 2001-01-01 --to 2002-01-01 --histories 30 --seed 1")
    again = run(tmp_path / "again", changes={})
    assert same(Results(base.dir), again)
    # The scenario in the folder is the one that was run: running it gives the same rows.
    assert same(base, collegium.run(base.dir / "scenario", histories=N, end=END, out=tmp_path / "from_folder"))


def test_without_a_folder_results_live_as_long_as_their_object() -> None:
    results = collegium.run("council", histories=3, end=END)
    folder = results.dir
    assert results.histories().num_rows == 3
    del results
    assert not folder.exists()


def test_the_records_have_room() -> None:
    assert L.MONTHS >= 16 * 12
    assert L.QUARTERS >= 16 * 4

"""Damaged and hostile folders of results: one message that says what to do, no traceback, no waiting, no wrong number."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.errors import CollegiumError, DataError, SettingError
from collegium.files.outputs import PROVENANCE, opened
from collegium.results.folder import Folder
from collegium.results.provenance import KEYS, problems
from collegium.results.shards import PLACES, file_name, native
from collegium.results.store import Store, finished, stored
from collegium.scenario.write import to_files
from helpers import synthetic
from helpers.folders import contents, renote

N = 40
FIRST, SECOND = (file_name("histories", first, first + N // 2 - 1) for first in (0, N // 2))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return synthetic.write(tmp_path_factory.mktemp("made") / "a", N)


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "a"))


@pytest.fixture(scope="module")
def noted(made: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((made / PROVENANCE).read_text(encoding="utf-8"))
    return found


def test_what_arrow_reads_does_not_belong_to_python() -> None:
    """Arrow's threads may let go of it while the interpreter ends; if it were Python's, one command in six would have aborted then."""
    data = bytes(range(256)) * 100
    before = sys.getrefcount(data)
    reader = native(data)
    assert sys.getrefcount(data) == before
    assert reader.read() == data


def read_all(folder: Path) -> None:
    results = Folder(folder)
    for arm in (results, *results.arms.values()):
        assert arm.scenario.people
        assert all(arm.table(table).num_rows for table in PLACES)
    assert len(results.history(3).timeline()) == 4


def test_what_is_not_damaged_is_read(folder: Path) -> None:
    (folder / "histories" / "00000040-00000059.parquet").write_text("mine")
    (folder / "mine").symlink_to("/dev/zero")
    read_all(folder)


# provenance

WRONG: list[dict[str, Any]] = [
    {"histories": value}
    for value in ([0, 10**30], [0], [0, 1, 2], [5, 3], [-1, 3], [True, 3], [0.0, 3.0], ["0", "3"], {"0": 3}, None, 3, [[0], [3]])
] + [
    {"seed": -1}, {"seed": 2**64}, {"seed": True}, {"seed": 1.0}, {"seed": "1"}, {"engine": ""}, {"engine": 1}, {"scenario": "g" * 16},
    {"scenario": None}, {"from": "yesterday"}, {"from": 1922}, {"to": "1922-13-01"}, {"from": "2030-01-01"}, {"to": "19220403"},
    {"settings": []}, {"settings": {}}, {"settings": {"step": 7}}, {"name": []}, {"versions": {"python": 3}}, {"versions": "3"},
    {"changes": []}, {"changes": {"a": 1}}, {"interventions": "drop x"}, {"interventions": [1]}, {"priors": {"status_quo": None}},
    {"command": None}, {"complete": "yes"}, {"complete": 1}, {"complete": None},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: json.dumps(wrong)[:40])
def test_a_value_that_cannot_be_is_named(folder: Path, wrong: dict[str, Any]) -> None:
    renote(folder, **wrong)
    with pytest.raises(DataError, match=r"provenance.json is damaged \(.+\): run again with overwrite=True"):
        Folder(folder)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_is_missing_is_named(noted: dict[str, Any], key: str) -> None:
    assert problems({name: value for name, value in noted.items() if name != key}) == f"it lacks {key}"


@pytest.mark.parametrize("wrong", [{"step": 0}, {"record": "outcomes"}, {"record": []}, {"record": ["outcomes", 1]}, {"record": ["votes"]},
                                   {"per_draw": 0}, {"per_draw": True}, {"traits": 1}, {"variant": None}])  # fmt: skip
def test_a_setting_that_cannot_be_is_named(noted: dict[str, Any], wrong: dict[str, Any]) -> None:
    assert problems(noted) == ""
    [key] = wrong
    assert problems(noted | {"settings": noted["settings"] | wrong}) == f"{key} cannot have this value"


@pytest.mark.parametrize("text", ["", "{", "[]", "1", "null", '"x"', "[" * 200_000, '{"a":' * 100_000, "\udcff\udcfe", "9" * 5000, "NaN"],
                         ids=lambda text: text[:8].encode("ascii", "replace").decode())  # fmt: skip
def test_what_is_no_json_object_is_named(folder: Path, text: str) -> None:
    renote(folder, text)
    with pytest.raises(DataError, match=r"provenance.json is damaged"):
        Folder(folder)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(key=st.sampled_from(sorted(KEYS)), value=VALUES)
def test_no_value_ends_in_an_error_of_python(noted: dict[str, Any], key: str, value: Any) -> None:
    assert isinstance(problems(noted | {key: value}), str)
    assert isinstance(problems(value), str)


def test_a_provenance_that_the_run_did_not_write_is_refused(folder: Path, noted: dict[str, Any]) -> None:
    (folder / PROVENANCE).write_text(json.dumps(noted | {"seed": 2}), encoding="utf-8")
    with pytest.raises(DataError, match="is not what the run wrote"):
        Folder(folder)


def test_an_old_folder_says_what_to_do(folder: Path) -> None:
    (folder / "manifest.jsonl").unlink()
    with pytest.raises(DataError, match=r"has no manifest.jsonl: an earlier version wrote it.*run again into another folder"):
        Folder(folder)


# shards


def swapped(folder: Path) -> None:
    first, second = ((folder / name).read_bytes() for name in (FIRST, SECOND))
    (folder / FIRST).write_bytes(second)
    (folder / SECOND).write_bytes(first)


def flipped(folder: Path) -> None:
    data = bytearray((folder / SECOND).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / SECOND).write_bytes(data)


def piped(folder: Path) -> None:
    (folder / SECOND).unlink()
    os.mkfifo(folder / SECOND)


def linked(folder: Path) -> None:
    os.rename(folder / "events", folder / "moved")
    (folder / "events").symlink_to(folder / "moved")


def piped_provenance(folder: Path) -> None:
    (folder / PROVENANCE).unlink()
    os.mkfifo(folder / PROVENANCE)


def piped_table(folder: Path) -> None:
    (folder / "scenario" / "people.csv").unlink()
    os.mkfifo(folder / "scenario" / "people.csv")


def unnamed(folder: Path) -> None:
    lines = (folder / "manifest.jsonl").read_text().splitlines(keepends=True)
    (folder / "manifest.jsonl").write_text("".join(line for line in lines if SECOND not in line))


def doubled(folder: Path) -> None:
    with opened(folder, "run", again=True) as outputs:
        outputs.put({file_name("histories", N // 2, N // 2): (folder / SECOND).read_bytes()}, {file_name("histories", N // 2, N // 2): 1})


def other_arm(folder: Path) -> None:
    renote(folder / "arms" / "equal", seed=2)


def half_an_arm(folder: Path) -> None:
    (folder / "arms" / "equal" / PROVENANCE).unlink()


def linked_arm(folder: Path) -> None:
    os.rename(folder / "arms" / "equal", folder / "moved")
    (folder / "arms" / "equal").symlink_to(folder / "moved")


DAMAGE: list[Callable[[Path], Any]] = [
    lambda folder: (folder / SECOND).unlink(), lambda folder: (folder / SECOND).write_bytes(b""), swapped, flipped, piped, linked,
    piped_provenance, piped_table, unnamed, doubled, other_arm, half_an_arm, linked_arm, lambda folder: shutil.rmtree(folder / "series"),
    lambda folder: shutil.rmtree(folder / "scenario"), lambda folder: (folder / PROVENANCE).unlink(),
    lambda folder: renote(folder, complete=False), lambda folder: renote(folder, histories=[0, N]),
    lambda folder: renote(folder, histories=[0, N - 2]), lambda folder: renote(folder, histories=[1, N - 1]),
    lambda folder: renote(folder, scenario="0" * 16),
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_noticed(folder: Path, damage: Callable[[Path], Any]) -> None:
    damage(folder)
    with pytest.raises(DataError, match=r"overwrite=True|resume=True"):
        read_all(folder)


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_changed_byte_is_noticed_wherever_it_is(made: Path, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path(shutil.copytree(made, tmp_path_factory.mktemp("changed") / "a"))
    names = [name for name in contents(folder) if not name.endswith(("manifest.lock", "manifest.jsonl", "report.html"))]
    path = folder / data.draw(st.sampled_from(names))
    whole = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(whole)
    with pytest.raises(CollegiumError):
        read_all(folder)


# going on


def resumed(folder: Path, noted: dict[str, Any], **ways: bool) -> list[tuple[int, int]]:
    """The ranges that are simulated again."""
    files = to_files(synthetic.scenario())
    with stored(folder, noted, files, overwrite=False, resume=True, shard=N // 2) as store:
        return store.missing(0, N - 1)


def test_shards_that_are_not_whole_are_simulated_again(folder: Path, noted: dict[str, Any]) -> None:
    assert resumed(folder, noted) == []
    flipped(folder)
    assert resumed(folder, noted) == [(N // 2, N - 1)]
    assert not (folder / file_name("events", N // 2, N - 1)).exists(), "the whole shard is gone"
    assert finished(folder) == N // 2
    (folder / file_name("ties", 0, N // 2 - 1)).write_bytes(b"")
    assert resumed(folder, noted) == [(0, N - 1)]


def test_a_folder_that_lost_its_provenance_begins_again(folder: Path, noted: dict[str, Any]) -> None:
    (folder / PROVENANCE).unlink()
    (folder / "mine.txt").write_text("mine")
    assert resumed(folder, noted) == [(0, N - 1)]
    assert not (folder / FIRST).exists() and (folder / "mine.txt").exists()


def test_what_is_in_the_way_of_a_shard_is_refused_first(folder: Path, noted: dict[str, Any]) -> None:
    before = contents(folder)
    foreign = folder / file_name("histories", 0, N - 1)
    foreign.write_text("mine")
    with pytest.raises(SettingError, match="what this program did not write"), stored(
        folder, noted, to_files(synthetic.scenario()), overwrite=True, resume=False, shard=N
    ):  # fmt: skip
        pass
    foreign.unlink()
    assert contents(folder) == before


def test_another_run_is_not_taken_up(folder: Path, noted: dict[str, Any]) -> None:
    before = contents(folder)
    with pytest.raises(SettingError, match="differs in seed"):
        resumed(folder, noted | {"seed": 7})
    assert contents(folder) == before


def test_overwriting_says_first_that_the_run_is_unfinished(folder: Path, noted: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "note", stop)
    with pytest.raises(KeyboardInterrupt), stored(
        folder, noted, to_files(synthetic.scenario()), overwrite=True, resume=False, shard=N
    ):  # fmt: skip
        pass
    with pytest.raises(DataError, match="holds only part of a run"):
        Folder(folder)

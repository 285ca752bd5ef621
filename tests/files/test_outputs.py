"""A folder of results: only what its manifest names is replaced or deleted, whatever happens and whoever has put something there."""

from __future__ import annotations

import builtins
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collegium.errors import DataError, SettingError
from collegium.files import writing
from collegium.files.manifest import LOCK, MANIFEST, read
from collegium.files.outputs import PROVENANCE, deliver, opened
from helpers.folders import contents

FILES = {PROVENANCE: b"whole", "series/shares/0.parquet": b"shares", "report.html": b"page"}


def fill(folder: Path, files: dict[str, bytes] = FILES) -> None:
    with opened(folder, "run", again=True) as outputs:
        outputs.put(files)
        with opened(outputs.add_folder("arms/equal"), "run", again=True) as arm:
            arm.put({PROVENANCE: b"arm"})


def clear(folder: Path) -> None:
    with opened(folder, "run", again=True) as outputs:
        outputs.clear()


def test_the_manifest_names_what_is_there(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    head, *lines = map(json.loads, (tmp_path / "a" / MANIFEST).read_text().splitlines())
    assert head == {"format": 1, "holds": "run"}
    assert [line["name"] for line in lines] == sorted([*FILES, "arms/equal/"])
    assert {line["name"]: line["size"] for line in lines if "size" in line} == {name: len(data) for name, data in FILES.items()}
    assert oct((tmp_path / "a" / PROVENANCE).stat().st_mode) == oct((tmp_path / "a" / MANIFEST).stat().st_mode)


def test_foreign_files_survive(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    foreign = ("mine.txt", "series/shares/mine.txt", "series/shares/0.parquet.part", "arms/mine/provenance.json", "arms/equal/mine", ".x")
    for name in foreign:
        (tmp_path / "a" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "a" / name).write_text("mine")
    clear(tmp_path / "a")
    left = contents(tmp_path / "a")
    assert set(left) - {MANIFEST, LOCK, f"arms/equal/{MANIFEST}", f"arms/equal/{LOCK}"} == set(foreign)
    fill(tmp_path / "a")
    assert all((tmp_path / "a" / name).read_text() == "mine" for name in foreign)
    assert all((tmp_path / "a" / name).read_bytes() == data for name, data in FILES.items())


@pytest.mark.parametrize("name", ["report.html", "series", "series/shares", "series/shares/0.parquet", "arms/equal"])
@pytest.mark.parametrize("what", ["file", "link", "pipe"])
def test_what_is_in_the_way_is_refused_before_anything_changes(tmp_path: Path, name: str, what: str) -> None:
    folder, far = tmp_path / "a", tmp_path / "far"
    with opened(folder, "run", again=False) as outputs:
        outputs.put({PROVENANCE: b"old"})
    far.mkdir()
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    {"file": lambda: place.write_text("mine"), "link": lambda: place.symlink_to(far), "pipe": lambda: os.mkfifo(place)}[what]()
    before = contents(folder)
    with opened(folder, "run", again=True) as outputs, pytest.raises(SettingError, match="what this program did not write"):
        outputs.expect([*FILES, "arms/equal/"])
    assert contents(folder) == before
    assert not list(far.iterdir())
    clear(folder)
    assert os.path.lexists(place), "what somebody else has put there is not deleted either"


def test_a_link_in_place_of_a_folder_of_ours_is_not_followed(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    os.rename(tmp_path / "a" / "series", tmp_path / "series")
    (tmp_path / "a" / "series").symlink_to(tmp_path / "series")
    clear(tmp_path / "a")
    assert (tmp_path / "series" / "shares" / "0.parquet").read_bytes() == b"shares"


@pytest.mark.parametrize("files", [{"letter.txt": "dear"}, {PROVENANCE: "{}"}, {"arms/x": "y"}, {MANIFEST: "", "a": "b"}])
def test_a_folder_without_a_manifest_is_left_alone(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    before = contents(tmp_path)
    for holds in ("run", "whatif", "claims"):
        with pytest.raises(SettingError, match="holds no results and is left alone"), opened(tmp_path, holds, again=True):
            pass
    assert contents(tmp_path) == before


def test_a_folder_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    with pytest.raises(SettingError, match="holds a run: name another folder"), opened(tmp_path / "a", "whatif", again=True):
        pass
    with pytest.raises(SettingError, match="overwrite=True"), opened(tmp_path / "a", "run", again=False):
        pass


@pytest.mark.parametrize(
    "line",
    ['{"name": "../mine", "size": 1, "blake2b": "%s"}', '{"name": "/mine", "size": 1, "blake2b": "%s"}', '{"name": "a/../../mine/"}',
     '{"name": "a", "size": true, "blake2b": "%s"}', '{"name": "a", "size": -1, "blake2b": "%s"}', '{"name": "a", "size": 1}', "[]", "x",
     '{"name": "manifest.jsonl", "size": 1, "blake2b": "%s"}', '{"name": 1}', "[" * 100_000, '{"name": "a", "size": 1e400}', "\x00"],
    ids=lambda line: line[:30],
)  # fmt: skip
def test_a_damaged_manifest_is_named_and_nothing_is_deleted(tmp_path: Path, line: str) -> None:
    (tmp_path / "mine").write_text("mine")
    fill(tmp_path / "a")
    with (tmp_path / "a" / MANIFEST).open("a") as out:
        out.write(line.replace("%s", "0" * 32) + "\n")
    before = contents(tmp_path)
    with pytest.raises(DataError, match=r"manifest.jsonl is damaged \(line 6\): name another folder"):
        clear(tmp_path / "a")
    assert contents(tmp_path) == before


def test_a_last_line_that_was_cut_off_is_ignored(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    whole = contents(tmp_path / "a")
    with (tmp_path / "a" / MANIFEST).open("a") as out:
        out.write('{"name": "x", "si')
    found = read(tmp_path / "a")
    assert found and "x" not in found.entries
    fill(tmp_path / "a")
    assert contents(tmp_path / "a") == whole


def test_two_processes_do_not_write_in_one_folder(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from collegium.files.outputs import opened\n"
        "with opened(pathlib.Path(sys.argv[1]), 'run', again=True) as outputs: outputs.put({'x': b'1'})"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "a")]
    with opened(tmp_path / "a", "run", again=False):
        second = subprocess.run(words, capture_output=True, text=True, check=False)
        assert second.returncode and "is in use by another process" in second.stderr
        with pytest.raises(SettingError, match="is in use by another process"), opened(tmp_path / "a", "run", again=True):
            pass
    assert subprocess.run(words, check=False).returncode == 0


def test_a_page_is_delivered_by_the_rule_of_its_folder(tmp_path: Path) -> None:
    fill(tmp_path / "a")
    deliver(tmp_path / "a" / "report.html", "new")
    assert read(tmp_path / "a").entries["report.html"].size == 3  # type: ignore[union-attr]
    (tmp_path / "a" / "effects.csv").write_text("mine")
    with pytest.raises(SettingError, match="did not write"):
        deliver(tmp_path / "a" / "effects.csv", "new")
    deliver(tmp_path / "report.html", "one")
    deliver(tmp_path / "report.html", "elsewhere")
    assert (tmp_path / "report.html").read_text() == "elsewhere"


def test_files_are_synced_before_they_take_their_names_and_folders_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, folders = set[str](), set[str]()

    def sync(path: Path) -> None:
        assert not (tmp_path / "a" / "y").exists()
        files.add(path.name.split(".")[0])

    def sync_folder(path: Path) -> None:
        if (tmp_path / "a" / "y").exists():
            folders.add(path.relative_to(tmp_path).as_posix())

    monkeypatch.setattr(writing, "sync", sync)
    monkeypatch.setattr(writing, "sync_folder", sync_folder)
    with opened(tmp_path, "run", again=False) as outputs:
        outputs.put({"a/b/x": b"1", "a/y": b"2"})
        assert files == {"x", "y"}
        assert folders == {".", "a", "a/b"}


def test_what_is_forgotten_is_gone_for_good_before_the_manifest_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a crash could bring a file back that no line names, which would then look like somebody else's."""
    synced: list[str] = []
    with opened(tmp_path, "run", again=False) as outputs:
        outputs.put({"a/b/x": b"1", "a/y": b"2"})
        monkeypatch.setattr(writing, "sync_folder", lambda path: synced.append(path.relative_to(tmp_path).as_posix()))
        monkeypatch.setattr(outputs, "rewrite", lambda: synced.append("manifest"))
        outputs.forget(["a/b/x"])
    assert not (tmp_path / "a" / "b").exists() and (tmp_path / "a" / "y").exists()
    assert synced[: synced.index("manifest")] == ["a/b", "a", "a", "."]


# killed at the n-th file operation

OPERATIONS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir", "rename")


class Killed(BaseException):
    """The process ends here: nothing that would run afterwards may touch a file."""


@contextlib.contextmanager
def killed_at(n: int) -> Iterator[Callable[[], int]]:
    """Raise at the n-th file operation and at each one after it, as if the process were gone."""
    done = 0
    own = {name: getattr(os, name) for name in OPERATIONS}
    real_open = builtins.open

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*args: Any, **kwargs: Any) -> Any:
            nonlocal done
            if done >= n:
                raise Killed
            done += 1
            return call(*args, **kwargs)

        return operation

    with pytest.MonkeyPatch.context() as patch:
        for name, call in own.items():
            patch.setattr(os, name, counted(call))
        patch.setattr(writing.os, "fdopen", counted(os.fdopen))
        patch.setattr(builtins, "open", counted(real_open))
        yield lambda: done


def overwrite(folder: Path) -> None:
    with opened(folder, "run", again=True) as outputs:
        outputs.clear()
        outputs.put({PROVENANCE: b"half"})
        outputs.put({"series/shares/0.parquet": b"other shares"})
        with opened(outputs.add_folder("arms/equal"), "run", again=True) as arm:
            arm.clear()
            arm.put({PROVENANCE: b"other arm"})
        outputs.put({PROVENANCE: b"whole again"})


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many file operations an overwriting has."""
    folder = tmp_path_factory.mktemp("counted") / "a"
    fill(folder)
    with killed_at(10**9) as done:
        overwrite(folder)
        return done()


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_wherever_overwriting_is_killed_it_can_be_repeated(
    data: st.DataObject, operations: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert operations > 40
    n = data.draw(st.integers(0, operations))
    tmp_path = tmp_path_factory.mktemp("killed")
    fill(tmp_path / "a")
    fill(tmp_path / "b")
    overwrite(tmp_path / "b")
    (tmp_path / "a" / "series" / "mine.txt").write_text("mine")
    with killed_at(n), contextlib.suppress(Killed):
        overwrite(tmp_path / "a")
    there = contents(tmp_path / "a")
    if there.get(PROVENANCE) == b"whole":
        assert all(there.get(name) == data for name, data in FILES.items()), "what says that it is whole goes first"
    if there.get(PROVENANCE) == b"whole again":
        assert there["series/shares/0.parquet"] == b"other shares" and there[f"arms/equal/{PROVENANCE}"] == b"other arm"
    assert there["series/mine.txt"] == b"mine"
    overwrite(tmp_path / "a")
    after = contents(tmp_path / "a")
    assert after.pop("series/mine.txt") == b"mine"
    assert after == contents(tmp_path / "b")


def test_a_part_of_a_manifest_that_is_somebody_elses_is_in_the_way(tmp_path: Path) -> None:
    """Its name is ours, so its content must tell whose it is: the beginning of a manifest is what a crash leaves."""
    left = (b"", bytes(7), b'{"form', b'{"format": 1, "holds": "run"}\n{"name"')
    for number, (content, ours) in enumerate([(b"my notes\n", False), *((part, True) for part in left)]):
        folder = tmp_path / str(number)
        with opened(folder, "run", again=False) as outputs:
            outputs.put({"a.csv": b"1"})
        (folder / "manifest.jsonl.part").write_bytes(content)
        if ours:
            with opened(folder, "run", again=True) as outputs:
                outputs.put({"a.csv": b"2"})
            assert not (folder / "manifest.jsonl.part").exists()
        else:
            with pytest.raises(SettingError, match="is not of this program"), opened(folder, "run", again=True):
                pass
            assert (folder / "manifest.jsonl.part").read_bytes() == content

"""The cache of compiled code: what is kept, what is loaded, and what happens where it cannot be kept."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import numba
import pytest

from collegium.engine import cache

Damage = Callable[[Path], object]


def one_more(x):
    return x + 1


def one_less(x):
    return x - 1


def misses(function: Callable[..., Any] = one_more, x: float = 1.0) -> int:
    """How often a process that begins now compiles the function."""
    made = cache.kept(nogil=True)(function)
    assert made(x) == function(x)
    return sum(made.stats.cache_misses.values())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own; it does not exist yet."""
    monkeypatch.setenv("COLLEGIUM_CACHE", str(tmp_path / "cache"))
    cache.tell.cache_clear()
    return tmp_path / "cache" / cache.engine_hash()


def only(place: Path) -> Path:
    [file] = place.iterdir()
    return file


def test_code_is_kept_and_read(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [misses(), misses()] == [1, 0]
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert stat.S_IMODE(only(place).stat().st_mode) == 0o600
    assert [misses(x=1), misses(one_less), misses()] == [1, 1, 0]  # other types and functions have files of their own
    assert len(list(place.iterdir())) == 3
    assert capsys.readouterr().err == ""


def test_the_compilers_own_cache_is_never_used(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads and writes beside the sources, and compares only the file of the top function."""

    def used(*_: object) -> NoReturn:
        raise AssertionError

    monkeypatch.setattr(numba.core.caching.IndexDataCacheFile, "__init__", used)
    assert [misses(), misses()] == [1, 0]
    sources = Path(cache.__file__).parents[1].rglob("*.py")
    assert [path.name for path in sources if "cache=True" in path.read_text(encoding="utf-8")] == []


def flip(place: int) -> Damage:
    def damage(file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[place if place >= 0 else len(content) // 2] ^= 1
        file.write_bytes(content)

    return damage


def other_code(file: Path) -> None:
    """The file of another function under this name."""
    misses(one_less)
    [other] = [path for path in file.parent.iterdir() if path != file]
    other.replace(file)


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:40]),
        lambda file: file.write_bytes(file.read_bytes()[:-1]),
        lambda file: file.write_bytes(file.read_bytes() + b"0"),
        flip(0), flip(32), flip(40), flip(-1), other_code,
    ],
)  # fmt: skip
def test_damaged_code_is_compiled_again(place: Path, damage: Damage, capsys: pytest.CaptureFixture[str]) -> None:
    misses()
    file = only(place)
    damage(file)
    assert [misses(), misses()] == [1, 0]
    assert capsys.readouterr().err == f"collegium: the compiled code in {file} is damaged: the engine compiles again\n"


def test_what_is_no_file_is_not_read(place: Path) -> None:
    """Reading a pipe would wait for ever."""
    misses()
    file = only(place)
    file.unlink()
    os.mkfifo(file)
    assert [misses(), misses()] == [1, 0]


# where it cannot be kept


@pytest.mark.parametrize("named", ["/dev/null/below", "/proc/nowhere", "{}/file"])
def test_a_folder_that_cannot_be_made(tmp_path: Path, named: str, place: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("COLLEGIUM_CACHE", named.format(tmp_path))
    assert [misses(), misses()] == [1, 1]
    [line] = capfd.readouterr().err.splitlines()
    assert line.startswith(f"collegium: the compiled engine cannot be kept in {named.format(tmp_path)}/{cache.engine_hash()} (")
    assert line.endswith("so every command compiles it again (do: set COLLEGIUM_CACHE to a folder of your own)")


def test_a_full_disk(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert misses() == 1
    assert list(place.iterdir()) == []
    assert "(no space left on device)" in capsys.readouterr().err


@pytest.mark.parametrize("home", ["relative", None])
def test_no_home(home: str | None, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """HOME is no folder, or unset while the table of users does not know the user."""
    monkeypatch.delenv("COLLEGIUM_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)
    if home is None:
        monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    else:
        monkeypatch.setenv("HOME", home)
    assert cache.folder() is None
    assert [misses(), misses()] == [1, 1]
    assert capsys.readouterr().err.count("there is no home folder") == 1


# who else can have written it


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o722])
def test_a_folder_that_others_can_write_is_not_used(place: Path, mode: int, capsys: pytest.CaptureFixture[str]) -> None:
    misses()
    place.chmod(mode)
    kept = only(place).read_bytes()
    assert misses() == 1
    assert only(place).read_bytes() == kept
    assert f"{place} is not used, because others may write to it" in capsys.readouterr().err


def test_a_file_that_others_can_write_is_replaced(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    misses()
    only(place).chmod(0o660)
    assert [misses(), misses()] == [1, 0]
    assert "others may write to it" in capsys.readouterr().err


@pytest.mark.parametrize("whose", ["folder", "file"])
def test_what_somebody_else_owns_is_not_loaded(place: Path, whose: str, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> None:
    misses()
    path = place if whose == "folder" else only(place)
    number, judge = path.stat().st_ino, cache.foreign
    monkeypatch.setattr(cache, "foreign", lambda status: judge(Status(status.st_mode, 4321) if status.st_ino == number else status))
    assert misses() == 1
    assert f"{path} is not used, because somebody else owns it" in capfd.readouterr().err


class Status:
    """What the system says of a file: its mode and its owner."""

    def __init__(self, mode: int, owner: int) -> None:
        self.st_mode, self.st_uid = mode, owner


def test_the_administrator_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's cache may be written once, by root, for every user."""
    monkeypatch.setattr(os, "getuid", lambda: 1234)
    judged = {owner: cache.foreign(Status(0o100644, owner)) for owner in (0, 1234, 1235)}
    assert judged == {0: "", 1234: "", 1235: "somebody else owns it"}


# what decides the code


def test_the_name_holds_all_that_decides_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    class Generator:
        def __init__(self, *processor: str) -> None:
            self.magic_tuple = lambda: processor

    def name(signature: str = "int64", *processor: str) -> str:
        return cache.Kept(one_more).file(signature, Generator(*(processor or ("x86", "skylake", "+avx"))))

    names = [name(), name("float64"), name("int64", "arm", "n1", ""), name("int64", "x86", "skylake", "-avx")]
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-399")
    names.append(name())
    monkeypatch.setattr(cache, "engine_hash", lambda: "0")
    names.append(name())
    for setting in cache.SETTINGS:
        assert hasattr(numba.config, setting)
        monkeypatch.setattr(numba.config, setting, "other")
        names.append(name())
    assert len(set(names)) == len(names)


def test_files_apart_decide_no_code() -> None:
    """They are no part of the engine hash, so they may define no rule."""
    for name in cache.APART:
        assert "kernel" not in (Path(cache.__file__).parent / name).read_text(encoding="utf-8")


BOTH = """
import numpy as np
from collegium.engine.prior import uniforms
out = np.zeros((1, 1))
uniforms(np.uint64(7), np.uint64(3), np.uint64(1), np.ones(1, np.uint64), out)
print(out[0, 0])
"""


def test_two_processes_compile_at_once(place: Path) -> None:
    pair = [subprocess.Popen([sys.executable, "-c", BOTH], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [one.communicate(timeout=300) for one in pair]
    assert [one.returncode for one in pair] == [0, 0]
    assert told[0] == told[1]
    assert told[0][1] == ""
    assert only(place).name.startswith("uniforms-")


def test_what_a_killed_process_left_is_swept_when_it_is_old(place: Path) -> None:
    place.mkdir(parents=True)
    for name, age in (("f-0.code.77", 2 * cache.WRITTEN), ("f-0.code.78", 0), ("f-1.code", 2 * cache.WRITTEN)):
        (place / name).write_bytes(b"")
        os.utime(place / name, (time.time() - age,) * 2)
    cache.write(place / "f-0.code", b"code")
    assert sorted(path.name for path in place.iterdir()) == ["f-0.code", "f-0.code.78", "f-1.code"]

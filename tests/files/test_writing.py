"""A file appears whole or not at all, and nothing but a file is replaced."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from collegium.errors import DataError, SettingError
from collegium.files import writing
from collegium.files.kinds import content, kind
from collegium.files.temporary import Temporary
from collegium.files.writing import made, write, written


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "old\r\n")
    os.chmod(tmp_path / "a.csv", 0o640)
    write(tmp_path / "a.csv", b"new\n")
    assert (tmp_path / "a.csv").read_bytes() == b"new\n"
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640, "it keeps its permissions"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    write(tmp_path / "a.csv", "old")
    monkeypatch.setattr(writing.os, broken, full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "a.csv", "new")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "old"}


def test_a_block_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "old")

    def interrupt() -> None:
        with written(tmp_path / "a.csv") as part:
            part.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "old"}


def test_a_link_is_followed_to_the_file_that_it_means(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "a.csv").symlink_to(tmp_path / "far" / "b.csv")
    write(tmp_path / "a.csv", "new")
    assert (tmp_path / "a.csv").is_symlink()
    assert (tmp_path / "far" / "b.csv").read_text() == "new"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for place, told in (("pipe", "is a named pipe"), ("folder", "is a folder"), ("loop", "is a link")):
        with pytest.raises(SettingError, match=f"{told}: name a file"):
            write(tmp_path / place, "new")
    with pytest.raises(SettingError, match="is a device"):
        write("/dev/null", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "loop", "pipe"]


def test_reading_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert content(tmp_path / "a", 5) == b"12345"
    for place, told in (("pipe", "is a named pipe"), ("link", "is a link"), ("b", "is missing"), ("a", "is larger than 4")):
        with pytest.raises(DataError, match=told):
            content(tmp_path / place, 4)
    with pytest.raises(DataError, match="is a device"):
        content(Path("/dev/zero"), 4)


def test_a_new_folder_appears_whole(tmp_path: Path) -> None:
    def half() -> None:
        with made(tmp_path / "a" / "b") as part:
            (part / "x").write_text("x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert not list((tmp_path / "a").iterdir())
    with made(tmp_path / "a" / "b") as part:
        (part / "x").write_text("x")
        assert kind(tmp_path / "a" / "b") == "missing"
    assert (tmp_path / "a" / "b" / "x").read_text() == "x"


def test_a_forked_child_leaves_the_folder_of_its_parent() -> None:
    temporary = Temporary()
    if child := os.fork():
        os.waitpid(child, 0)
    else:
        temporary.remove()
        os._exit(0)
    assert temporary.folder.is_dir()
    temporary.remove()
    assert not temporary.folder.exists()

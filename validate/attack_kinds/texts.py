"""Texts that act: escape sequences for a terminal and formulas for a spreadsheet, from scenarios, tables and the command line."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

from attack_kinds.stage import Kind, Problem, fork, give, wrong
from attack_kinds.writers import SHORT, read_all, ready, with_claims

TERMINAL = (
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x9b2J",
    "\x1b[2J\x1b[H",
    "\x08\x08\x08",
    "\u202eevil",
    "\x1b]8;;http://x\x1b\\link",
    "a\x7fb",
    "\x0e",
)
SHEET = ("=1+1", "+1+cmd|'/C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1+1", "|=1", " =1", "＝1+1", "-")
SPOILT = ("name", "citation", "summary", "text", "claim", "note", "title")
"""Columns of a scenario that hold words for people."""
BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
PLAY = ("--histories", "4", *SHORT, "--no-report", "--out", "out")
CASES: dict[str, tuple[tuple[str, ...], ...]] = {
    "scenario": (
        ("check", "mine"), ("show", "mine"), ("show", "mine", "--people", "--ties", "--followings"), ("show", "mine", "--json"),
        ("run", "mine", *PLAY), ("explain", "out", "--history", "1", "--brief"), ("explain", "out", "--history", "1"),
        ("explain", "out", "--history", "1", "--json"), ("compare", "out", "out"), ("export", "out", "--to", "csv", "--out", "made"),
        ("export", "out", "--to", "xlsx", "--out", "made.xlsx"), ("claims", "mine", "--list"),
    ),
    "table": (
        ("power", "t.csv", "--quota", "4", "--save", "saved.csv"), ("coalition", "t.csv", "--save", "saved.csv"),
        ("balance", "t.csv", "--save", "saved.csv"), ("power", "t.csv", "--quota", "4", "--json"),
    ),
    "typed": (
        ("check", "{}"), ("{}",), ("run", "{}"), ("run", "council", "--set", "{}=1"), ("run", "council", "--set", "shock={}"),
        ("new", "{}/{}"),
        ("run", "council", "--do", "{}"), ("explain", "few", "--brief", "--person", "{}"), ("report", "{}"),
        ("power", "{}", "--quota", "2"),
        ("whatif", "council", "--do", "drop {}", "--measure", "{}"), ("compare", "few", "{}"), ("run", "council", "--from", "{}"),
        ("claims", "mine", "--only", "{}"), ("export", "few", "--to", "{}", "--out", "x"), ("run", "council", "--variant", "{}"),
        ("power", "t.csv", "--quota", "4", "--save", "{}.csv"),
    ),
}  # fmt: skip


def hostile(dice: Random) -> str:
    return dice.choice((*TERMINAL, *SHEET)) + dice.choice(("", "x", " y"))


def scenario(dice: Random, folder: Path) -> str:
    """Some cells of a scenario of one's own, and its title, hold a hostile text."""
    with_claims(folder)
    text, head = hostile(dice), folder / "mine" / "scenario.yaml"
    quoted = '"' + "".join(f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}" for c in text) + '"'
    key = dice.choice(("title:", "name:", "summary:"))

    def spoilt(line: str) -> str:
        return f"{line[: line.index(key)]}{key} {quoted}" if line.strip().startswith(key) and dice.random() < 0.7 else line

    head.write_text("\n".join(map(spoilt, head.read_text(encoding="utf-8").splitlines())) + "\n", encoding="utf-8")
    for path in (folder / "mine").glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        for row in rows[1:]:
            for n, name in enumerate(rows[0]):
                if name in SPOILT and len(row) > n and dice.random() < 0.3:
                    row[n] = text + row[n][:2]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8")
    return repr(text)


def table(dice: Random, folder: Path) -> str:
    text = hostile(dice)
    out, kind = io.StringIO(), dice.choice(("member,votes", "member,power", "a,b,tie", text))
    rows = {"a,b,tie": [[text, "B", "+"], ["B", "C", "-"], ["C", text, "-"]]}.get(kind, [[text, "3"], ["B", "2"], ["C" + text, "2"]])
    out.write(kind + "\n")
    csv.writer(out, lineterminator="\n").writerows(rows)
    (folder / "t.csv").write_text(out.getvalue(), encoding="utf-8")
    return f"{kind!r} of {text!r}"


def typed(dice: Random, folder: Path) -> str:
    with_claims(folder)
    table(dice, folder)
    import shutil

    shutil.copytree(ready("few"), folder / "few")
    return ""


MAKERS: dict[str, Callable[[Random, Path], str]] = {"scenario": scenario, "table": table, "typed": typed}


def attack(number: int, dice: Random, folder: Path) -> tuple[str, list[Problem]]:
    kind = list(CASES)[number % len(CASES)]
    label = MAKERS[kind](dice, folder)
    problems: list[Problem] = []
    words = CASES[kind] if kind != "typed" else (dice.choice(CASES[kind]),)
    text = hostile(dice)
    for argv in words:
        if argv[0] in ("explain", "compare", "export") and not (folder / "out").is_dir() and kind == "scenario":
            continue
        given = [word.replace("{}", text) for word in argv]
        ended = give(given, folder)
        problems += wrong(ended, name=" ".join(argv[:2])) + acting(ended.text, " ".join(argv))
    if (folder / "out").is_dir() and kind == "scenario":
        problems += wrong(fork(read_all("out"), folder), (0, 1), "read")
    for path in folder.rglob("*.csv"):
        if path.parent.name == "made" or path.name == "saved.csv":
            problems += formulas(path)
    if (folder / "made.xlsx").is_file():
        problems += in_workbook(folder / "made.xlsx")
    return f"{kind}: {label or (' '.join(argv), text)}", problems


def acting(printed: str, where: str) -> list[Problem]:
    """Signs that steer a terminal."""
    found = {c for c in printed if (unicodedata.category(c) == "Cc" and c not in "\n\t") or c in BIDI}
    return [Problem("lie", f"{where} prints {', '.join(sorted(repr(c) for c in found))}")] if found else []


def formulas(path: Path) -> list[Problem]:
    """Cells that a spreadsheet would work out, and signs that steer a terminal."""
    with path.open(encoding="utf-8", newline="") as read:
        cells = [cell for row in csv.reader(read) for cell in row]
    for cell in cells:
        if cell[:1] in set("=+-@\t\r") and cell != "-" and not number(cell):
            return [Problem("lie", f"{path.name} holds the formula {cell[:30]!r}")]
        if "\x1b" in cell or "\x9b" in cell:
            return [Problem("lie", f"{path.name} holds an escape sequence: {cell[:30]!r}")]
    return []


def number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def in_workbook(path: Path) -> list[Problem]:
    from openpyxl import load_workbook

    for sheet in load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    return [Problem("lie", f"{path.name} holds the formula {str(cell.value)[:30]!r}")]
    return []


def prepare() -> None:
    ready("few"), ready("mine")


KIND = Kind("texts that act: escape sequences and formulas", 300, attack, prepare)

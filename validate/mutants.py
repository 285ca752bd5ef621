"""Scenarios gone wrong: a shipped one with one to five things done to it that people, spreadsheets and disks do, or a spiteful reader.

Every mutant has a number, and its number is all its luck: :func:`mutant` makes the same one again on any machine.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from collegium.scenario import find, shipped
from collegium.scenario.library import MODEL

Files = dict[str, bytes]
Action = Callable[[Random, Files], str]
"""Does something to one of the files in place, and says what; '' if there was nothing to do it to."""
HEAD = "scenario.yaml"

NUMBERS = [
    "0", "-0", "1", "-1", "0.5", "2", "4", "0.5..", "..", "0..1", "0.9..0.1", "0..1..2..3", "-1..1", "0.1..0.2..0.3", "1e308", "1e309",
    "-1e308", "1e-320", "1e-5", "9" * 40, "9" * 5000, "nan", "inf", "0x10", "1_000", "٣", "½", "0.2:0.7|0.5:0.3", "0.5:1", "0:0|1:1",
    "0.3:-1|0.2:2", "|", ":", "3,5", "50%", "0.2-0.5", "1 000", "−0.5", "normal(0, 1)", "normal(0, 1e308)", "half_normal(1e308)",
    "half_normal(1e-308)", "beta(1e-300, 1e-300)", "beta(1e300, 2)", "uniform(0, 1) in 2..3", "uniform(-1e308, 1e308)",
    "lognormal(1, 1e10)", "lognormal(1e308, 1)", "normal(0, 1) in 40..50", "triangular(0, 0, 0)", "triangular(0, 0, 1)", "normal(" * 50,
    "beta(2, 5)",
]  # fmt: skip
DATES = [
    "1922-13-01", "1922-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "9999", "0001", "~0001", "~9999", "~9999-12-31", "~0001-01-01",
    "1922-04-03T00:00", "1922-04-03 00:00:00", "03.04.1922", "4/3/22", "5-Mar", "03. Mai", "Apr-22", "44654", "1922-04..", "..1922",
    "1925..1922", "0001..9999", "1922-04-03..~1923", "1922-4-3", "-1922-04-03", "~", "~~1922", "10000-01-01", "٢٠٢٢-٠٤-٠٣", "1922-W14",
    "1796", "2002", "1924-01", "~2003-05",
]  # fmt: skip
WORDS = [
    "", " ", "?", "??", "none", "centre", "yes", "no", "null", "~", "high", "very_high??", "?high", "full", "candidate", "patron",
    "forever", "after:", "after:x:1", "after:fever", "rate:", "rate:1e300", "rate:0.05 from", "rate:0.05 from 1922", "weeks:forever",
    "weeks:1e400", "weeks:0", "output:-0.3;output:1", "threat:0.5;taxes:1", "always", "ill", "-", "--", ";", ";;", "a;a", ",", "\t", '"',
    '""', "'", "*", "&", "#", "=1+1", "+4", "@SUM(A1)", "#N/A", "#REF!", "a\nb", "a\r\nb", "{}", "[]", "{a: b}", "[a, b]",
    "<script>alert(1)</script>", "%s%n", "{0}", "\\N", "../..", "C:\\", "\u202eanna", "ann\u0301a", "\u200b", "\ufeff", "\u00a0", "аnna",
    "ﬁ", "𝔞", "\x00", "\x1b[31m", "\x85", "\u2028", "\ud800", "x" * 1_000, "x" * 150_000, "word " * 2_000, "\u0301" * 500, ";" * 3_000,
    "a;" * 2_000, ":" * 1_000, "0.." * 1_000, "|" * 1_000,
]  # fmt: skip
YAML = [
    "[a, b]", "{a: b}", "{a: {b: {c: {d: e}}}}", "[" * 30, "[" * 3_000, "{" * 200, "[[[[a]]]]", "null", "'", '"', "|", ">", "|\n    text",
    "&a b", "&" + "a" * 5_000 + " b", "*a", "*" + "a" * 5_000, "!!python/object:os.system x", "!t x", "!", "!!int 3", "? a", "- x", "<<",
    "%YAML 9.9", "`a", "@a", "a: b: c", "a #b", "{a: b, a: c}", "[policy, policy]", "[none]", "true", "1:30", "017", "2001-01-01",
    "{from: 1900-01-01, to: 9999-12-31}", "{from: 0001-01-01, to: 0002-01-01}", "{from: 9998-01-01, to: 9999-12-31}",
    "{from: 2001-01-01}", "{to: 2001-01-01, from: 2001-01-01}",
]  # fmt: skip
LINES = [
    "---", "...", "--- \n...", "%TAG ! x", "? key", ": value", "- item", "<<: {a: b}", "<<: *a", "a: " * 20, "title: again", "bodies: {}",
    "bodies:", "offices: none", "issues: []", "parameters: {shock: 0, turnover: ?}", "span: {}", "\ttab: x", "# \u2028", "# é", "#\u202e",
    "x: &a [*a, *a]", "{", "}", "]", '"', "step: 1", "step: 366", "step: 0", "top_body: none", "[]: a", "{a: b}: c", "? [a]\n: b",
    "key with no colon",
]  # fmt: skip
NUMBER = re.compile(r"-?\d+\.?\d*")
DAY = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True)
class Mutant:
    """The files, and what was done to which scenario."""

    number: int
    scenario: str
    files: Files
    recipe: tuple[str, ...]


def mutant(number: int) -> Mutant:
    """The mutant of this number."""
    dice = Random(f"collegium mutant {number}")
    name = dice.choice([*shipped(), MODEL])  # the small one twice: whatever is done to it is near everything else
    files, recipe = dict(original(name)), []
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4, 5))):
        actions, weights = zip(*ACTIONS.items(), strict=True)
        recipe.append(dice.choices(actions, weights)[0](dice, files))
    return Mutant(number, name, files, tuple(done for done in recipe if done))


@cache
def original(name: str) -> Files:
    return {path.name: path.read_bytes() for path in sorted(find(name).iterdir())}


# tables


def table(dice: Random, files: Files) -> tuple[str, list[list[str]]]:
    """The name and rows of some table; no rows where it can no longer be read."""
    name = dice.choice([name for name in files if name.endswith(".csv")] or [HEAD])
    try:
        return name, list(csv.reader(io.StringIO(files.get(name, b"").decode("utf-8"), newline="")))
    except (csv.Error, UnicodeDecodeError):
        return name, []


def put(files: Files, name: str, rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    files[name] = text.getvalue().encode("utf-8", "surrogatepass")


def near(dice: Random, text: str) -> str:
    """The text with one number or date in it moved a little: often still a sound one."""
    found = [*DAY.finditer(text)] or [*NUMBER.finditer(text)]
    if not found:
        return dice.choice(("", "?", text.upper(), text + " ", text[::-1], f"{text};{text}"))
    spot = dice.choice(found)
    head, typed, tail = text[: spot.start()], spot[0], text[spot.end() :]
    if DAY.fullmatch(typed):
        moved = dice.choice((typed[:4], typed[:7], f"~{typed}", f"{int(typed[:4]) + dice.randint(-5, 5):04d}{typed[4:]}"))
    else:
        moved = dice.choice((f"{float(typed) * dice.uniform(-0.5, 2):.3g}", f"{typed}0", f"-{typed}", f"{typed}..{typed}", "0"))
    return head + moved + tail


def change_cell(dice: Random, files: Files) -> str:
    name, rows = table(dice, files)
    if not rows or not any(rows):
        return ""
    row = dice.choice([row for row in rows if row])
    column = dice.randrange(len(row))
    others = dice.choice([row for row in rows if row])
    row[column] = value = dice.choice((
        near(dice, row[column]), near(dice, row[column]), dice.choice(others), others[min(column, len(others) - 1)],
        dice.choice(NUMBERS), dice.choice(DATES), dice.choice(WORDS), row[column] + dice.choice(WORDS),
    ))  # fmt: skip
    put(files, name, rows)
    return f"{name}: a cell becomes {value[:60]!r}"


def change_rows(dice: Random, files: Files) -> str:
    name, rows = table(dice, files)
    if len(rows) < 2:
        return ""
    one, two, what = dice.randrange(len(rows)), dice.randrange(1, len(rows)), dice.randrange(8)
    if what == 0:
        rows.insert(one, rows[two])
    elif what == 1:
        del rows[two]
    elif what == 2:
        rows[one], rows[two] = rows[two], rows[one]
    elif what == 3:
        del rows[min(one, two) :]
    elif what == 4:
        rows[two] = dice.choice((rows[two][:-1], [*rows[two], dice.choice(WORDS)], [], [""] * len(rows[two])))
    elif what == 5:
        rows *= dice.choice((2, 2, 20))
    elif what == 6:
        dice.shuffle(rows)
    else:
        other, others = table(dice, files)
        put(files, other, [*others, rows.pop(two)])
    put(files, name, rows)
    return f"{name}: rows, way {what}, at {one} and {two}"


def change_columns(dice: Random, files: Files) -> str:
    name, rows = table(dice, files)
    if not rows or not rows[0]:
        return ""
    width, what = len(rows[0]), dice.randrange(6)
    one, two = dice.randrange(width), dice.randrange(width)
    if what == 0:
        rows[0][one] = dice.choice((*WORDS, rows[0][one].upper(), rows[0][one] + " ", rows[0][two], "source", "certainty"))
    elif what == 1:
        rows = [row[:one] + row[one + 1 :] for row in rows]
    elif what == 2:
        rows = [row[: one + 1] + row[one:] for row in rows]
    elif what == 3:
        rows[0][one], rows[0][two] = rows[0][two], rows[0][one]
    elif what == 4:
        value = dice.choice((*WORDS, *NUMBERS, *DATES))
        rows = [rows[0], *([*row[:one], value, *row[one + 1 :]] for row in rows[1:])]
    else:
        rows = [*rows[1:], rows[0]]
    put(files, name, rows)
    return f"{name}: columns, way {what}, at {one} and {two}"


# the heading


def change_heading(dice: Random, files: Files) -> str:
    lines = files.get(HEAD, b"").decode("utf-8", "replace").split("\n")
    one, two, what = dice.randrange(len(lines)), dice.randrange(len(lines)), dice.randrange(10)
    line = lines[one]
    blanks, typed = line[: len(line) - len(line.lstrip())], line.lstrip()
    key, colon, value = typed.partition(": ")
    if what == 0:
        del lines[one]
    elif what == 1:
        lines.insert(two, line)
    elif what == 2:
        lines[one], lines[two] = lines[two], lines[one]
    elif what == 3:
        lines[one] = dice.choice(("", " ", "  ", "   ", "      ", "\t", "- ")) + typed
    elif what == 4:
        lines[one] = blanks + dice.choice((*WORDS, key.upper(), lines[two].strip().partition(":")[0])) + (colon or ":") + value
    elif what == 5:
        lines[one] = f"{blanks}{key}: " + dice.choice((*YAML, *NUMBERS, *DATES, *WORDS))
    elif what == 6:
        lines.insert(one, blanks + dice.choice(LINES))
    elif what == 7:
        lines[one : one + dice.randint(1, 30)] = []
    elif what == 8:
        words = re.split(r"(\W+)", line)
        words[dice.randrange(len(words))] = dice.choice((*re.split(r"\W+", lines[two]), dice.choice(NUMBERS), dice.choice(WORDS)))
        lines[one] = "".join(words)
    else:
        lines[one] = near(dice, line)
    files[HEAD] = "\n".join(lines).encode("utf-8", "surrogatepass")
    return f"{HEAD}: way {what}, lines {one + 1} and {two + 1}: {lines[min(one, len(lines) - 1)][:60]!r}" if lines else HEAD


# bytes and files


def change_bytes(dice: Random, files: Files) -> str:
    name = dice.choice([*files] or [HEAD])
    data = files.get(name, b"")
    one, two = sorted((dice.randint(0, len(data)), dice.randint(0, len(data))))
    what = dice.randrange(6)
    if what == 0 and data:
        one = min(one, len(data) - 1)
        data = data[:one] + bytes([data[one] ^ 1 << dice.randrange(8)]) + data[one + 1 :]
    elif what == 1:
        data = data[:one] + dice.randbytes(dice.randint(1, 4)) + data[one:]
    elif what == 2:
        data = data[:one] + data[two:]
    elif what == 3:
        data = data[:one]
    elif what == 4:
        data = data[:two] + data[one:two] + data[two:]
    else:
        data = data[:one] + dice.choice(b",;:\"'\n\r\t{}[]#&*!|>%@`-?\x00\xff").to_bytes(1, "big") + data[one:]
    files[name] = data
    return f"{name}: bytes, way {what}, at {one} and {two}"


def encode_otherwise(dice: Random, files: Files) -> str:
    name = dice.choice([*files] or [HEAD])
    text, what = files.get(name, b"").decode("utf-8", "replace"), dice.randrange(7)
    if what < 4:
        files[name] = text.encode(("utf-16", "utf-32", "cp1251", "latin-1")[what], "replace")
    elif what == 4:
        files[name] = b"\xef\xbb\xbf" * dice.randint(1, 2) + text.encode()
    elif what == 5:
        files[name] = text.replace("\n", dice.choice(("\r", "\r\n", "\n\n", "\u2028", "\x0b"))).encode()
    else:
        files[name] = text.replace(",", dice.choice((";", "\t", " , ", "|"))).encode()
    return f"{name}: encoded, way {what}"


def change_files(dice: Random, files: Files) -> str:
    name, other = dice.choice([*files] or [HEAD]), dice.choice([*files] or [HEAD])
    data, what = files.get(name, b""), dice.randrange(6)
    if what == 0:
        files.pop(name, None)
    elif what == 1:
        files[name] = b""
    elif what == 2:
        files[name], files[other] = files.get(other, b""), data
    elif what == 3:
        files[other] = files.get(other, b"") + data
    elif what == 4:
        files[other] = original(dice.choice(shipped())).get(other, b"")
    else:
        stem = name.partition(".")[0]
        files[dice.choice((f"{stem}.xlsx", f"{stem}.CSV", name.upper(), f"{stem}.csv.csv", "notes.csv", "a.yml", ".csv", "é.csv"))] = data
    return f"{name}, {other}: files, way {what}"


ACTIONS: dict[Action, int] = {
    change_cell: 40, change_rows: 12, change_columns: 10, change_heading: 24, change_bytes: 10, encode_otherwise: 3, change_files: 6,
}  # fmt: skip
"""What is done, and how often of a hundred times or so."""

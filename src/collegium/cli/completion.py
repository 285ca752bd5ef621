"""Scripts that let a shell complete commands, options and the names of shipped scenarios, written from the parser.

The known libraries for this do not serve fish without running Python at every keystroke, so the scripts are written here.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

SHELLS = ("bash", "zsh", "fish")
FOLDERS = ("DIR", "A", "B")
FILES = ("FILE", "TABLE", "PICTURE", "PLACE", "PATH")
"""Names of arguments in the help whose values are files."""


@dataclass(frozen=True)
class Slot:
    """An argument: its ``options`` (none for a positional one), its help, and what the shell offers for its value.

    ``takes`` is ``words`` (only those in ``words``), ``folders``, ``files``, ``nothing`` (free text) or '' (it takes no value).
    """

    options: tuple[str, ...]
    help: str
    takes: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Command:
    name: str
    help: str
    slots: tuple[Slot, ...]

    @property
    def options(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.options]

    @property
    def place(self) -> Slot:
        """The positional argument."""
        return next((slot for slot in self.slots if not slot.options), Slot((), "", "nothing"))


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """The completion script of a shell: ``bash``, ``zsh`` or ``fish``."""
    return "\n".join(WRITERS[shell](commands(parser))) + "\n"


def commands(parser: argparse.ArgumentParser) -> list[Command]:
    (group,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    about = {action.dest: str(action.help) for action in group._choices_actions}
    return [
        Command(name, about[name], tuple(slot(action) for action in one._actions if action.help is not argparse.SUPPRESS))
        for name, one in group.choices.items()
    ]


def slot(action: argparse.Action) -> Slot:
    from collegium.scenario import shipped

    kind = str(action.metavar or action.dest)
    options, about = tuple(action.option_strings), str(action.help).replace("%%", "%")
    if action.nargs == 0:
        return Slot(options, about, "")
    if action.choices:
        return Slot(options, about, "words", tuple(map(str, action.choices)))
    if kind == "SCENARIO":
        return Slot(options, about, "folders", tuple(shipped()))
    return Slot(options, about, "folders" if kind in FOLDERS else "files" if kind in FILES else "nothing")


def bash(found: list[Command]) -> Iterator[str]:
    def offer(one: Slot) -> str:
        how = {"folders": " -d", "files": " -f"}.get(one.takes, "")
        return f'COMPREPLY=($(compgen -W {shlex.quote(" ".join(one.words))}{how} -- "$word"))'

    yield from (
        "# Completion of collegium for bash. Load it with: source <(collegium completion bash)",
        "_collegium() {",
        "    local IFS=$' \\t\\n' word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i",
        "    for ((i = 1; i < COMP_CWORD; i++)); do",
        "        case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac",
        "    done",
        "    COMPREPLY=()",
        '    case "$command $before" in',
    )
    for one in found:
        for each in one.options:
            if each.takes:
                yield f"        {'|'.join(shlex.quote(f'{one.name} {option}') for option in each.options)}) {offer(each)}; return ;;"
    yield "    esac"
    yield "    case $command in"
    yield f"        '') COMPREPLY=($(compgen -W {shlex.quote(' '.join(one.name for one in found))} -- \"$word\")) ;;"
    for one in found:
        options = Slot((), "", "words", tuple(option for each in one.options for option in each.options))
        yield f"        {one.name}) if [[ $word == -* ]]; then {offer(options)}; else {offer(one.place)}; fi ;;"
    yield from ("    esac", "}", "complete -o filenames -F _collegium collegium")


def zsh(found: list[Command]) -> Iterator[str]:
    def plain(text: str) -> str:
        return "".join(f"\\{sign}" if sign in "[]:\\" else sign for sign in text)

    def offer(one: Slot) -> str:
        words = f"({' '.join(one.words)})"
        if one.takes == "folders":
            return f'_alternative "scenarios\\:scenario\\:{words}" "folders\\:folder\\:_files -/"' if one.words else "_files -/"
        return words if one.takes == "words" else "_files" if one.takes == "files" else " "

    def spec(one: Slot) -> str:
        value = f":value:{offer(one)}" if one.takes else ""
        if not one.options:
            return shlex.quote(f"*:argument:{offer(one)}")
        return " ".join(shlex.quote(f"*{option}[{plain(one.help)}]{value}") for option in one.options)

    yield from (
        "#compdef collegium",
        "# Completion of collegium for zsh. Load it with: source <(collegium completion zsh)",
        "_collegium() {",
        "    local -a commands",
        "    commands=(",
        *(f"        {shlex.quote(f'{one.name}:{plain(one.help)}')}" for one in found),
        "    )",
        "    if (( CURRENT == 2 )); then _describe command commands; return; fi",
        "    local command=$words[2]",
        "    shift words; (( CURRENT-- ))",
        "    case $command in",
    )
    for one in found:
        yield f"        {one.name}) _arguments {' '.join(map(spec, [*one.options, one.place]))} ;;"
    yield from ("    esac", "}", 'if [[ $funcstack[1] == _collegium ]]; then _collegium "$@"; else compdef _collegium collegium; fi')


def fish(found: list[Command]) -> Iterator[str]:
    def quoted(text: str) -> str:
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def offer(one: Slot) -> str:
        paths = {"folders": "(__fish_complete_directories)", "files": "(__fish_complete_path)"}.get(one.takes, "")
        words = " ".join([*one.words, *([paths] if paths else [])])
        return f" -a {quoted(words)}" if words else ""

    yield "# Completion of collegium for fish. Load it with: collegium completion fish | source"
    yield "complete -c collegium -f"
    for one in found:
        yield f"complete -c collegium -n __fish_use_subcommand -a {one.name} -d {quoted(one.help)}"
    for one in found:
        seen = f"complete -c collegium -n '__fish_seen_subcommand_from {one.name}'"
        if offer(one.place):
            yield seen + offer(one.place)
        for each in one.options:
            names = " ".join(f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}" for option in each.options)
            value = f" -x{offer(each)}" if each.takes else ""
            yield f"{seen} {names}{value} -d {quoted(each.help)}"


WRITERS = {"bash": bash, "zsh": zsh, "fish": fish}

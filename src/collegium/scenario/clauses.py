"""The clauses of a statute: sentences that found and abolish bodies and offices, give rights, and hand over agendas and the lead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from collegium.language import say
from collegium.scenario import cells
from collegium.scenario.columns import Column
from collegium.scenario.fields import reference
from collegium.scenario.findings import Wrong
from collegium.scenario.ids import BODIES, CONSTITUENCIES, OFFICES, Kind, Known
from collegium.scenario.kinds import ABOLISH_BODY, ABOLISH_OFFICE, AGENDA, FOUND_BODY, FOUND_OFFICE, LEAD, RIGHT
from collegium.scenario.model import ROTATION, Provision

NOBODY_KEEPS = "nobody"
"""The word for an agenda without a keeper."""


def named(text: str, known: Known, *kinds: Kind, also: tuple[str, ...] = ()) -> str:
    """The id of one of these kinds, or one of the words ``also``. Raises :class:`Wrong`."""
    ids = frozenset(also).union(*(known[kind] for kind in kinds))
    return reference(text, ids, " or ".join(kind.one for kind in kinds))


def founded(found: re.Match[str], known: Known) -> Provision:
    what = named(found["what"], known, BODIES, OFFICES)
    return Provision(FOUND_BODY if what in known[BODIES] else FOUND_OFFICE, what)


def abolished(found: re.Match[str], known: Known) -> Provision:
    what = named(found["what"], known, BODIES, OFFICES)
    return Provision(ABOLISH_BODY if what in known[BODIES] else ABOLISH_OFFICE, what)


def given(found: re.Match[str], known: Known) -> Provision:
    share = cells.number(found["share"], 0, 1)
    return Provision(RIGHT, named(found["office"], known, OFFICES), named(found["constituency"], known, CONSTITUENCIES), share)


def taken(found: re.Match[str], known: Known) -> Provision:
    return Provision(RIGHT, named(found["office"], known, OFFICES), named(found["constituency"], known, CONSTITUENCIES))


def kept(found: re.Match[str], known: Known) -> Provision:
    keeper = named(found["keeper"], known, OFFICES, also=(NOBODY_KEEPS, ROTATION))
    return Provision(AGENDA, named(found["body"], known, BODIES), "" if keeper == NOBODY_KEEPS else keeper)


def led(found: re.Match[str], known: Known) -> Provision:
    return Provision(LEAD, named(found["body"], known, BODIES))


FORMS: dict[str, Callable[[re.Match[str], Known], Provision]] = {
    "found {what}": founded,
    "abolish {what}": abolished,
    "give right over {constituency} to {office} {share}": given,
    "take right over {constituency} from {office}": taken,
    "let {keeper} keep the agenda of {body}": kept,
    "let {body} lead": led,
}
"""The forms of a clause, and what each means."""
EXAMPLES = "; ".join(re.sub(r"\{(\w+)\}", lambda slot: slot[1].upper(), form) for form in FORMS)


def pattern(form: str) -> str:
    """The regular expression of a form: a slot is one word."""
    return re.sub(r"\{(\w+)\}", r"(?P<\1>\\S+)", form)


def clause(text: str, known: Known) -> Provision:
    """One clause. Raises :class:`Wrong`."""
    words = " ".join(text.split())
    for form, meaning in FORMS.items():
        if found := re.fullmatch(pattern(form), words):
            return meaning(found, known)
    raise Wrong(say("'{words}' is no clause of a statute", words=words), say("write one of: {examples}", examples=EXAMPLES))


def sentence(one: Provision) -> str:
    """A clause as it is typed."""
    if one.kind == RIGHT:
        return f"give right over {one.to} to {one.of} {cells.show(one.value)}" if one.value else f"take right over {one.to} from {one.of}"
    if one.kind == AGENDA:
        return f"let {one.to or NOBODY_KEEPS} keep the agenda of {one.of}"
    if one.kind == LEAD:
        return f"let {one.of} lead"
    return f"{'found' if one.kind in (FOUND_BODY, FOUND_OFFICE) else 'abolish'} {one.of}"


class Clauses(Column):
    """The clauses of a statute, joined by ``;``."""

    default = ()

    def parse(self, text: str, known: Known) -> tuple[Provision, ...]:
        return tuple(clause(part, known) for part in text.split(";"))

    def write(self, item: Any, field: str) -> dict[str, Any]:
        return {field: "; ".join(sentence(one) for one in item.clauses)}

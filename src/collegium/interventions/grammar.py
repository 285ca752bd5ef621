"""How a sentence is read, whether it is an intervention (``keep anna absent until 2002-06-03``) or a measure (``count strip by boris``).

Forms look as in spec/experiments.md: a word in capitals is a slot, ``|`` separates choices, square brackets hold an optional clause.
Clauses at the end of a form may come in any order. If several readings of a sentence are possible, the one with the fewest mistakes counts,
and the user gets all its mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from collegium.language import marked, say
from collegium.scenario import calendar
from collegium.scenario.findings import Wrong, nearest, suggest, unknown

Slots: TypeAlias = dict[str, Collection[str] | Callable[[str], object]]
"""Slot -> the words that may fill it, or a function that raises :class:`Wrong` for what may not. Any word may fill a slot without entry."""
Words: TypeAlias = Mapping[str, str]
"""What fills the slots of a sentence, '' where a clause is left out."""

REST = 10**6
WIDTH = {"MANNER": 2, "FIELD": 5, "PEOPLE": 130, "SETTING": REST, "EFFECT": REST}
"""Slots that may hold more than one word, and how many at most; those of :data:`REST` take all words that are left."""
NOUNS = {
    "MOTION": marked("kind of motion"), "TARGET": marked("person"), "NAME": marked("column"), "ROW": marked("row of the record"),
}  # fmt: skip
"""What messages call the content of a slot, where that is not its name."""
SUCH_AS = {
    "intervention": marked("write an intervention such as '{example}'"), "measure": marked("write a measure such as '{example}'"),
    "field": marked("write a field such as '{example}'"), "motion": marked("write a motion such as '{example}'"),
}  # fmt: skip
"""What a sentence is -> what to do where there is none."""


@dataclass(frozen=True)
class Part:
    """One word of a form; ``name`` says under which name its content is found, '' for a word that is always the same."""

    word: str
    name: str = ""

    @property
    def choices(self) -> list[str]:
        return self.word.split("|")

    @property
    def slot(self) -> bool:
        return self.word.isupper()

    def sizes(self, room: int) -> range:
        """How many of the words that are left it may take."""
        most = WIDTH.get(self.word, 1)
        return range(room if most == REST and room else 1, min(most, room) + 1)

    def takes(self, text: str) -> bool:
        """Whether the text fits here. For slots and choices any text does; :meth:`Grammar.mistakes` checks it."""
        return text in self.choices or self.slot or bool(self.name and len(self.choices) > 1)


Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True)
class Form:
    """A form of sentences.

    Parameters
    ----------
    text
        As spec/experiments.md shows it, such as ``take office OFFICE from PERSON [on DAY] [until DAY]``.
    also
        Slot -> words that may fill it in this form besides those that may in every form.

    Notes
    -----
    The name of a slot is the slot in small letters, with a 2 for the second of its kind. The name of a day is the word before it, that of
    a choice ``word``, that of a clause without a slot its own words.
    """

    text: str
    also: Mapping[str, Collection[str]] = field(default_factory=dict, compare=False)

    @cached_property
    def pieces(self) -> list[tuple[Parts, bool]]:
        """The words and clauses of the form, each with whether it may be left out."""
        seen: list[str] = []
        return [parts_of(piece, seen) for piece in re.findall(r"\[[^\]]*\]|\S+", self.text)]

    @cached_property
    def head(self) -> list[tuple[Parts, bool]]:
        """What comes in this order: all up to the last word that must not be left out."""
        return self.pieces[: max((n for n, (_, optional) in enumerate(self.pieces, 1) if not optional), default=0)]

    @cached_property
    def opening(self) -> list[Part]:
        """The words of the head that must not be left out."""
        return [part for parts, optional in self.head for part in parts if not optional]

    @cached_property
    def clauses(self) -> list[Parts]:
        """What may follow the head, in any order."""
        return [parts for parts, _ in self.pieces[len(self.head) :]]

    @cached_property
    def anchors(self) -> int:
        """How many words of the head are always the same: by these a form is recognised."""
        return sum(not part.name for part in self.opening)

    @cached_property
    def blank(self) -> dict[str, str]:
        """The names of all slots, nothing in them."""
        return {part.name: "" for parts, _ in self.pieces for part in parts if part.name}

    def slot(self, name: str) -> Part:
        """The slot or choice of this name."""
        return next(part for parts, _ in self.pieces for part in parts if part.name == name)


@dataclass(frozen=True)
class Sentence:
    """A sentence as read: its form (one without text if it has none), what fills the slots, what is wrong with that (``unknown``), and
    words that belong nowhere (``astray``)."""

    text: str
    form: Form
    words: Words
    unknown: tuple[Wrong, ...] = ()
    astray: tuple[Wrong, ...] = ()

    @property
    def wrong(self) -> tuple[Wrong, ...]:
        """Every mistake."""
        return self.unknown + self.astray


@dataclass(frozen=True)
class Grammar:
    """The one reader of sentences.

    Parameters
    ----------
    what
        What a sentence is: ``intervention`` or ``measure``.
    forms
        The forms that it may have.
    slots
        What may fill them.
    example
        A sentence to show where there is none.
    """

    what: str
    forms: Sequence[Form]
    slots: Slots
    example: str

    def read(self, text: str) -> Sentence:
        """The sentence, with every mistake in it."""
        words = text.split()
        found = [
            Sentence(text, form, filled, tuple(self.mistakes(form, filled)), tuple(astray))
            for form in self.forms
            for filled, astray in self.readings(form, words)
        ]
        if not found:
            return Sentence(text, Form(""), {}, (), (self.unreadable(words),))
        return min(found, key=lambda one: (len(one.wrong), misplaced(one.form, one.words), -one.form.anchors))

    def readings(self, form: Form, words: Sequence[str]) -> Iterator[tuple[dict[str, str], list[Wrong]]]:
        """Every way in which the words may have this form: what fills its slots, and what is wrong with the clauses."""
        telling = [] if form.anchors else [part for part in form.opening if not part.slot or part.word == "NAME"]
        for filled, left in begin(form.head, words):
            if not any(self.amiss(form, part, filled[part.name]) for part in telling):
                for more, wrong in self.clauses(form, left, []):
                    yield form.blank | filled | more, wrong

    def clauses(self, form: Form, words: Sequence[str], used: Sequence[Parts]) -> Iterator[tuple[dict[str, str], list[Wrong]]]:
        """Every way in which the words may be clauses of the form."""
        if not words:
            yield {}, []
            return
        usable = [parts for parts in form.clauses if parts[0].takes(words[0])]
        if not usable:
            yield (
                {},
                [Wrong(say("'{word}' does not belong here", word=words[0]), written(form.text) if form.clauses else say("leave it out"))],
            )
        for parts in usable:
            short = True
            for filled, left in fill(parts, words):
                short = False
                if parts in used:
                    yield {}, [Wrong(say("'{words}' is given twice", words=words[0]), say("leave one of them out"))]
                    continue
                for more, wrong in self.clauses(form, left, [*used, parts]):
                    yield filled | more, wrong
            if short:
                usage = " ".join([words[0], *(part.word for part in parts[1:])])
                yield {}, [Wrong(say("nothing follows '{words}'", words=words[0]), written(usage))]

    def mistakes(self, form: Form, words: Words) -> list[Wrong]:
        """What is wrong with what fills the slots."""
        found = [self.amiss(form, form.slot(name), text) for name, text in words.items() if text]
        begins, until = next((name for name in ("from", "on") if words.get(name)), ""), words.get("until")
        if begins and until and not any(found) and calendar.from_iso(until) <= calendar.from_iso(words[begins]):
            found.append(Wrong(say("no day lies between '{begins}' and 'until'", begins=begins), say("let 'until' be the later day")))
        return [wrong for wrong in found if wrong]

    def amiss(self, form: Form, part: Part, text: str) -> Wrong | None:
        """What is wrong with the content of one slot."""
        known = self.slots.get(part.word, ()) if part.slot else part.choices
        also = form.also.get(part.word, ())
        if text in also or (part.slot and part.word not in self.slots):
            return None
        try:
            if callable(known):
                known(text)
            elif text not in known:
                noun = NOUNS.get(part.word, part.word.lower())
                fault = unknown(noun, text) if part.slot else say("there is no word '{name}' here", name=text)
                raise Wrong(fault, suggest(text, {*known, *also}))
        except Wrong as wrong:
            return wrong
        return None

    def unreadable(self, words: Sequence[str]) -> Wrong:
        """What to say of words that have no form: where they leave the forms that begin like them, and how these go on."""
        if not words:
            return Wrong(say("it is blank"), say(SUCH_AS.get(self.what, "write one such as '{example}'"), example=self.example))
        reached = {form.text: self.reach(form, words) for form in self.forms}
        last = max(reached.values())
        if not last:
            known = {word for form in self.forms for word in self.first(form.opening[0])}
            return Wrong(say("no {what} begins with '{word}'", what=say(self.what), word=words[0]), suggest(words[0], known))
        forms = [form for form in self.forms if reached[form.text] == last]
        said, usages = " ".join(words[:last]), alternatives([form.text for form in forms])
        if last >= len(words):
            return Wrong(say("something is missing after '{words}'", words=said), usages)
        near = nearest(words[last], {word for form in forms for part in form.opening[last : last + 1] for word in self.first(part)})
        return Wrong(say("'{word}' cannot follow '{words}'", word=words[last], words=said), written(near) if near else usages)

    def reach(self, form: Form, words: Sequence[str]) -> int:
        """How many of the words can be the beginning of the form."""
        for n, (part, word) in enumerate(zip(form.opening, words, strict=False)):
            if part.word in WIDTH:
                return len(words)
            if word not in part.choices and (not part.slot or (not n and word not in self.first(part))):
                return n
        return min(len(form.opening), len(words))

    def first(self, part: Part) -> Collection[str]:
        """The words that can take the place of a part, as far as they can be listed."""
        known = self.slots.get(part.word, ()) if part.slot else part.choices
        return () if callable(known) else known


def written(text: str) -> str:
    """What to do: write this."""
    return say("write '{text}'", text=text)


def alternatives(texts: Sequence[str]) -> str:
    """What to do: write one of these."""
    first, *others = texts
    said = say("write '{text}'", text=first)
    return "".join([said, *(say(" or '{text}'", text=one) for one in others)])


def parts_of(piece: str, seen: list[str]) -> tuple[Parts, bool]:
    """The words of one piece of a form, and whether it may be left out; ``seen`` holds the words before it."""
    clause = piece.startswith("[")
    words, parts = piece.strip("[]").split(), list[Part]()
    for word in words:
        seen.append(word)
        name = ""
        if word == "DAY":
            name = seen[-2].split("|")[0]
        elif word.isupper():
            name = word.lower() + "2" * (seen.count(word) > 1)
        elif "|" in word and not clause:
            name = "word"
        elif clause and word == words[-1]:
            name = "_".join(words)
        parts.append(Part(word, name))
    return tuple(parts), clause


def begin(head: Sequence[tuple[Parts, bool]], words: Sequence[str]) -> Iterator[tuple[dict[str, str], Sequence[str]]]:
    """Every way in which the words can begin with this head: what fills its slots, and the words left."""
    if not head:
        yield {}, words
        return
    (parts, optional), *rest = head
    if optional:
        yield from begin(rest, words)
    for filled, left in fill(parts, words):
        for more, tail in begin(rest, left):
            yield filled | more, tail


def fill(parts: Parts, words: Sequence[str]) -> Iterator[tuple[dict[str, str], Sequence[str]]]:
    """The same for words that all must be there."""
    if not parts:
        yield {}, words
        return
    part = parts[0]
    for size in part.sizes(len(words)):
        text = " ".join(words[:size])
        if part.takes(text):
            for more, left in fill(parts[1:], words[size:]):
                yield ({part.name: text} if part.name else {}) | more, left


def misplaced(form: Form, words: Words) -> int:
    """Days where an issue is due, and other words where a day is: what follows ``on`` may be either."""
    pairs = [(form.slot(name).word, text) for name, text in words.items() if text]
    return sum((slot == "DAY") != text.lstrip("-")[0].isdigit() for slot, text in pairs if slot in ("DAY", "ISSUE"))

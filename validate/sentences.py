"""Interventions and measures that nobody would type: forms of the grammar filled with known ids, or with nearly anything."""

from __future__ import annotations

import re
from functools import cache
from random import Random

from collegium.engine import moves
from collegium.experiments.forms import MEASURES
from collegium.experiments.vocabulary import COUNTED
from collegium.interventions import FORMS
from collegium.interventions.during import FIELDS
from collegium.results.columns import KINDS
from collegium.scenario import find, load
from collegium.scenario.model import MOTIONS
from mutants import DATES, NUMBERS, WORDS

DAYS = ("2001-01-01", "2001-02-14", "2001-06-30", "2001-07-01", "2000-12-31", "2001-02-30", "2001-2-3", "9999-12-31")
"""Some lie in a run of the first half of 2001."""
RIGHT = 0.9
"""So many of the words are of the kind that belongs where they stand."""


def intervention(dice: Random) -> str:
    return sentence(dice, dice.choice(FORMS).text)


def measured(dice: Random) -> str:
    texts = [sentence(dice, dice.choice([form.text for form in MEASURES])) for _ in range(dice.choice((1, 1, 1, 1, 2, 3)))]
    return " - ".join(texts)


def sentence(dice: Random, form: str) -> str:
    """A sentence of this form, sometimes with a clause left out, a word misplaced or one too many."""
    kept = re.sub(r"\[([^\]]*)\]", lambda found: found[1] if dice.random() < 0.4 else "", form)
    words = [filled(dice, word) for word in kept.split()]
    if dice.random() < 0.1:
        place = dice.randrange(len(words))
        words[place:place] = dice.choice(([], [], [dice.choice(WORDS)], [words[place]]))
        dice.choice((lambda: None, words.reverse, words.pop))()
    return dice.choice((" ",) * 9 + ("  ",)).join(words).replace("\0", "")  # no command line holds a NUL


def filled(dice: Random, word: str) -> str:
    """What stands for one word of a form: a choice of those that ``|`` separates, and for a slot an id or anything."""
    slot = dice.choice(word.split("|"))
    known = slots()
    if slot == "FIELD":
        return sentence(dice, dice.choice(list(FIELDS)).text)
    if slot not in known:
        return slot
    pick = dice.choice(known[slot] if dice.random() < RIGHT else known[dice.choice(list(known))])
    return dice.choice((*WORDS, *NUMBERS, *DATES)) if dice.random() > RIGHT else pick


@cache
def slots() -> dict[str, tuple[str, ...]]:
    """Slot -> what may stand in it."""
    case = load(find("council"))
    people = tuple(person.id for person in case.people)
    bodies, offices = tuple(case_body.id for case_body in case.bodies), tuple(office.id for office in case.offices)
    events, documents = tuple(event.id for event in case.events), tuple(document.id for document in case.documents)
    kinds = (*KINDS, "sanctions", "attacks", "remove+expel", "remove+")
    return {
        "PERSON": (*people, "anybody"), "TARGET": people, "PEOPLE": ("boris, clara", "boris,clara, david", "anna", "anna, anna"),
        "BODY": bodies, "OFFICE": offices, "CONSTITUENCY": (*(group.id for group in case.constituencies), "everything"),
        "ISSUE": tuple(issue.id for issue in case.issues), "DOCUMENT": documents, "EVENT": events, "ID": (*events, *documents, "flood"),
        "MOVE": (*moves.NAMES, "act"), "KIND": kinds, "MOTION": (*MOTIONS, "any", *kinds), "ANSWER": ("yes", "no", "perhaps"),
        "MANNER": ("in plenary", "by delegations", "aloud"), "DAY": DAYS, "WHEN": ("2002", "rate:0.5", "after:drought:4", "none"),
        "EFFECT": ("weeks:4", "output:-0.2;threat:0.3", "threat:2"), "SHARE": ("0", "0.4", "1", "1.5"),
        "VALUE": ("0", "1", "0.3", "-0.5", "9"),
        "SETTING": ("shock = 0", "body.council.agenda=rotation", "office.secretary.term = 26", "shock", "=", "body.council.seats=0"),
        "NAME": tuple(COUNTED), "SUBJECT": (*offices, *bodies, *documents, "policy"),
    }  # fmt: skip

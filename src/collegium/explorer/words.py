"""Moves in plain words: what each does, and its price (docs/moves.md has the same prices; a test compares them)."""

from __future__ import annotations

from typing import NamedTuple

from collegium.engine import goals
from collegium.language import marked
from collegium.scenario import kinds as K


class Phrase(NamedTuple):
    """What somebody does who makes the move, and what it costs.

    ``says`` may name ``{target}`` (person, issue or item), ``{subject}`` (subject of the motion, body, partners) and
    ``{motion}`` (what a motion asks).
    """

    says: str
    price: str


DISPLEASURE = "the target's displeasure"
SANCTION = "the target's displeasure; if it goes beyond the precedent, the norm of comradeship"
DELAY = "none; the keeper of the agenda may delay it"
MOTION = "move {motion}"
PHRASES = {
    "stay_silent": Phrase("stay silent", "none"),
    "propose_policy": Phrase("move another line on {target}, in the {subject}", DELAY),
    "hold_back": Phrase("hold back {target}", "the displeasure of the item's mover"),
    "appoint": Phrase("give a client the post of {subject}", "the displeasure of a holder who loses the post"),
    "court": Phrase("court {target}", "none"),
    "denounce": Phrase("denounce {target} in public", "the target's displeasure; the mover counts as an open opponent"),
    "form_caucus": Phrase(
        "form a caucus against {target} with {subject}", "the cost of keeping it together; the invited may refuse"
    ),
    "join_caucus": Phrase("join {target}", "the person is bound by the caucus's line"),
    "decline_caucus": Phrase("stay out of {target}", "none"),
    "leave_caucus": Phrase("leave the caucus with {target}", "cooler ties of those who stay"),
    "strip_office": Phrase(MOTION, SANCTION),
    "remove_from_body": Phrase(MOTION, SANCTION + " (more than for a post)"),
    "expel": Phrase(MOTION, SANCTION + " (most of all)"),
    "send_away": Phrase(MOTION, SANCTION),
    "pack_body": Phrase(MOTION, DELAY),
    "appeal": Phrase(
        "appeal to a wider body about {target}",
        "breach of unity: the mover counts as an open opponent; clients and friends outside the top body sign and count as opponents too",
    ),
    "tender_resignation": Phrase("tender the resignation as {subject}", "the post, if the body accepts"),
    "write_document": Phrase("write {subject}, about {target}", "none; cautious authors are slower"),
    "disclose_document": Phrase(MOTION, "the target's displeasure if the motion fails"),
    "suppress_document": Phrase("move that {subject} be locked away", DELAY),
    "insist": Phrase("insist on {target}", "half of the breach of unity of an appeal"),
    "reconcile": Phrase("make peace with {target}", "the mover forgives, and withdraws motions against the other person"),
    "recall": Phrase(MOTION, DELAY),
    "propose_inquiry": Phrase(MOTION, "the target's displeasure; if the inquiry finds nothing, the target gains standing"),
    "launch_platform": Phrase(
        "take a platform on {target} to the rank and file", "breach of unity: the mover and those who sign count as open opponents"
    ),
    "postpone_congress": Phrase(MOTION, DELAY),
    "isolate": Phrase(MOTION, "the leader's displeasure"),
    "refuse_order": Phrase(
        "refuse to carry out {target}", "breach of unity, the displeasure of the motion's mover, the risk of half of the post"
    ),
    "build_case": Phrase("have a case built against {target}", "the fear that it becomes known, for cautious movers"),
    "arrest": Phrase(
        "have {target} arrested", "the norm of comradeship, and the displeasure of the target's friends where the case is weak"
    ),
    "exile": Phrase("have {target} exiled", "the norm of comradeship"),
    "go_underground": Phrase("go underground", "half a breach of unity; charges and arrest become possible"),
    "capitulate": Phrase("capitulate before {target}", "half of the mover's following, some standing"),
    "join_oppositions": Phrase("join oppositions with {target}", "the cost of keeping it together"),
    "coup": Phrase(
        "turn armed men against {target}", "breach of unity, the norm of comradeship, and the risk: whoever fails is arrested"
    ),
    "resign_seat": Phrase("give up the seat in the top body", "the seat"),
    "adopt_statute": Phrase("move a statute that serves {target} less, in the {subject}", DELAY),
    "repeal_statute": Phrase(
        "move that a statute be repealed, to the cost of {target}, in the {subject}",
        DELAY + "; undoing meets the presumption against reversals",
    ),
    "put_down": Phrase("send the army against the revolt of {target}", "lives; the scruple to shoot; it may fail"),
}  # fmt: skip
"""Move -> its phrase."""

OCCASIONS = {
    goals.INVITATION: marked("{name} is asked to join {target}."),
    goals.KEEPER: marked("{name} keeps the agenda, and this has come in: {target}."),
    goals.ACCUSED: marked("{name} must answer a charge by {target}."),
    goals.APPEAL: marked("{name} has lost the decision on {target}."),
    goals.ORDER: marked("{name} must carry out {target}."),
    goals.RISEN: marked("{name} commands the army, and these are in revolt: {target}."),
}
"""Occasion of an answer -> the sentence that says so."""
TURN = marked("It is the turn of {name} to act.")
VOTE = marked("The {body} votes: {motion}.")
BY_BODY = ("propose_policy", "adopt_statute", "repeal_statute")
"""Moves whose argument is the body in which a motion is moved, and whose phrase names it."""
GRAVE = ("arrest", "exile", "coup", "build_case", "expel", "put_down")
"""Moves that cost people their freedom or their life; an explorer says so before it offers them."""
ABOUT = tuple(row.about for row in K.MOTION_KINDS)

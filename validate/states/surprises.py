"""What an historian would not expect. Each function gives its paragraph only while the figures say so, else nothing."""

from __future__ import annotations

from collections.abc import Mapping

from discrimination.values import Value, cell, number

from .study import state

STATES = ("end_1927", "end_1929", "summer_1937")
ARMED = "give office war_commissar to stalin"
UNCALLED = "set body.central_committee.cadence = 104"
UNSEATED = "take office general_secretary from stalin"
AGREED = "found caucus of bukharin, rykov, tomsky against stalin"


def share(found: Mapping[str, Value], key: str) -> str:
    return cell(found.get(key), "share")


def unseen(found: Mapping[str, Value]) -> str:
    """The obvious autocracy is not found as coded, and is once the ruler commands the army in person."""
    coded, armed = "summer_1937/as coded", f"summer_1937/{ARMED}"
    if not (f"{coded}/ruler" in found and f"{armed}/ruler" in found and found[f"{armed}/ruler"].low > found[f"{coded}/ruler"].high):
        return ""
    return (
        f"**The state of 1937 is one-man rule in {share(found, f'{coded}/ruler')} of the draws.** An historian would expect nearly all. "
        f"Stalin is safe in {share(found, f'{coded}/v')} and has the initiative in {share(found, f'{coded}/u')}; *no bypass* holds in "
        f"{share(found, f'{coded}/b')}. The reason is Voroshilov, who commands the army and sits in the Politburo. By the definition "
        "Voroshilov could arrest a colleague against Stalin's will: the median chance is "
        f"{number(found[f'{coded}/median:b'].value, 'number')}. In a vote the definition sets Stalin's side against the attacker. In the "
        "use of force it does not: it neither asks whether the commander is Stalin's client, nor lets Stalin's armed men defend the "
        "colleague. If Stalin holds that office as well, as from July 1941 on, the share of one-man rule is "
        f"{share(found, f'{armed}/ruler')}. So this result is a fault of the definition, and no finding about 1937."
    )


def order(found: Mapping[str, Value]) -> str:
    """The three states in order, with the office of war in the ruler's hands."""
    armed = [found.get(f"{name}/{ARMED}/ruler", Value(float("nan"))).value for name in STATES]
    if not armed[0] < armed[1] < armed[2]:
        return ""
    shares = ", ".join(f"{share(found, f'{name}/{ARMED}/ruler')} ({state(name).title.lower()})" for name in STATES)
    return (
        "**If Stalin holds the office of war, the three states have the order that an historian expects.** The definition finds one-man "
        f"rule in {shares}. The first share is high for a leader beside three allies who owe nothing. The reason is initiative, which "
        f"holds in {share(found, 'end_1927/as coded/u')} as coded: after five years of appointments the "
        "coded following decides most votes of the Central Committee."
    )


def army(found: Mapping[str, Value]) -> str:
    """Who is most dangerous in 1927."""
    first = dangers(found, "end_1927/as coded")[:1]
    if not first or first[0][0] != "voroshilov" or first[0][1] < 0.2:
        return ""
    return (
        f"**At the end of 1927 the greatest danger to Stalin is Voroshilov**, with a mean chance of {number(first[0][1], 'share')}. By "
        "general knowledge Voroshilov was a loyal ally. The definition counts what somebody could do, not what they want, and Voroshilov "
        "commands the army and is coded as less than a client in most draws."
    )


def uncalled(found: Mapping[str, Value]) -> str:
    """A reading is void where no body meets."""
    key = f"summer_1937/{UNCALLED}/rule:void"
    if key not in found or found[key].low < 0.5:
        return ""
    return (
        f"**A ruler who stops convening the Central Committee is not found.** Then {share(found, key)} of the readings are void, because "
        "no body could vote on a seat within half a year. Such a ruler is more absolute, not less."
    )


def office(found: Mapping[str, Value]) -> str:
    """What the secretariat itself counts for."""
    coded, without = "end_1929/as coded/v", f"end_1929/{UNSEATED}/v"
    if coded not in found or without not in found or not found[coded].low <= found[without].value <= found[coded].high:
        return ""
    return (
        f"**The secretariat itself hardly counts at once.** At the end of 1929 Stalin is safe in {share(found, without)} of the draws "
        f"without it, and in {share(found, coded)} with it. The clients and delegates that the office has brought protect, not the office. "
        "The definition looks half a year ahead, and the loss would show later."
    )


def agreement(found: Mapping[str, Value]) -> str:
    """What a caucus of three changes."""
    coded, agreed = "end_1927/as coded/v", f"end_1927/{AGREED}/v"
    if coded not in found or agreed not in found or not found[coded].low <= found[agreed].value <= found[coded].high:
        return ""
    return (
        f"**An agreement of the Right alone changes little at the end of 1927.** Stalin is safe in {share(found, agreed)} of the draws "
        f"with it, and in {share(found, coded)} without. The definition already gives every attacker two co-sponsors."
    )


def dangers(found: Mapping[str, Value], key: str) -> list[tuple[str, float]]:
    """Who could bring the ruler down, and the mean chance, the most dangerous first."""
    by = [(name.rpartition(":")[2], value.value) for name, value in found.items() if name.startswith(f"{key}/by:")]
    return sorted(by, key=lambda pair: -pair[1])


def surprises(found: Mapping[str, Value]) -> str:
    return "\n\n".join(filter(None, (one(found) for one in (unseen, order, army, uncalled, office, agreement))))

"""11 War: theatres open and close, and ground is won and lost (docs/odd.md, section 6.12).

Force goes where it is needed most. What it can do depends on whom it fights: against a regular army on the skill of specialists, against
bands on zeal; and the line on the army gives the one at the expense of the other.
"""

from __future__ import annotations

import math

from collegium.engine.calendar import kept
from collegium.engine.draws import WAR, normal
from collegium.engine.geometry import PAIR, TINY
from collegium.engine.kernel import kernel
from collegium.engine.layout import CLOSED, LOST, NOBODY, OPEN, WAR_TOLL, WON, YET
from collegium.engine.log import note
from collegium.engine.scales import clip
from collegium.engine.society import dead
from collegium.scenario.kinds import L_FRONT, L_FRONT_CLOSED, L_FRONT_LOST, L_FRONT_WON


@kernel
def begin_or_end(sc, st, io, t):
    """A theatre opens when its enemy comes, and closes when the enemy leaves."""
    if st.front[t] == YET and st.week >= st.opens[t]:
        st.front[t] = OPEN
        note(st, io, L_FRONT, NOBODY, NOBODY, NOBODY, t, st.control[t])
    if st.front[t] != CLOSED and st.week >= st.closes[t]:
        st.front[t] = CLOSED
        note(st, io, L_FRONT_CLOSED, NOBODY, NOBODY, NOBODY, t, st.control[t])


@kernel
def learn(sc, th, st):
    """The army follows the line on it: in time it has the specialists, or the partisans, that the line wants."""
    line = st.policy[sc.army] if sc.army != NOBODY else 0.0
    st.skill += (1.0 - kept(th.army_half_life, sc)) * ((1.0 + line) / PAIR - st.skill)


@kernel
def quality(th, st, regular):
    """What the army is worth against such an enemy, ``war_floor``..1: skill against regular troops, zeal against bands."""
    fit = regular * st.skill + (1.0 - regular) * (1.0 - st.skill)
    return th.war_floor + (1.0 - th.war_floor) * fit


@kernel
def need(st, t):
    """How much theatre t needs force: by the strength of the enemy, and more where ground has been lost."""
    return st.enemy[t] * math.exp(-st.control[t]) if st.front[t] == OPEN else 0.0


@kernel
def fight(sc, th, st, io, t, share):
    """A step of fighting in theatre t with this share of all force, which output supplies."""
    own = share * clip(st.output / st.trend, 0.0, 1.0) * quality(th, st, st.regular[t])
    drift = th.war_pace * math.log(max(own, TINY) / max(st.enemy[t], TINY)) / sc.per_year
    luck = th.war_luck * normal(st, WAR, sc.theatre_key[t], sc.theatre_key[t], 0) / math.sqrt(sc.per_year)
    st.control[t] = clip(st.control[t] + drift + luck, -1.0, 1.0)
    if abs(st.control[t]) == 1.0:
        st.front[t] = WON if st.control[t] > 0.0 else LOST
        note(st, io, L_FRONT_WON if st.control[t] > 0.0 else L_FRONT_LOST, NOBODY, NOBODY, NOBODY, t, st.control[t])


@kernel
def suffer(sc, th, st, io, t):
    """War kills where it is, and threatens the centre as far as ground is lost."""
    c = sc.exposes[t]
    if c != NOBODY:
        dead(io, WAR_TOLL, st.population[c] * min(1.0, th.war_mortality / sc.per_year) * (1.0 - st.control[t]) / PAIR)
    st.threat = max(st.threat, (1.0 - st.control[t]) / PAIR)


@kernel
def war(sc, th, st, wk, io):
    if sc.n_theatres == 0:
        return
    learn(sc, th, st)
    total = 0.0
    for t in range(sc.n_theatres):
        begin_or_end(sc, st, io, t)
        total += need(st, t)
    for t in range(sc.n_theatres):
        if st.front[t] == OPEN:
            suffer(sc, th, st, io, t)
            fight(sc, th, st, io, t, need(st, t) / max(total, TINY))

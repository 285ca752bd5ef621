"""Sharing power under the threat of rebellion (after Svolik 2009 and Boix and Svolik 2013).

These small models carry the ingredients of the articles: a leader who may grab power, allies who may rebel but see
badly, and two regimes, *contested* while the threat is credible and *established* once it is not. The formulas are
ours, not transcriptions. They do not claim to replicate a result of the articles.

    deterrence      the leader refrains iff the alarmed allies rebel with chance
                        beta >= beta* = mu / (p1 (b + mu + rho - 1) - p0 (b + rho - 1))
                    which they can promise iff rho >= rho_min = 1 - b + mu (1 - p1) / (p1 - p0)
    ladder          repeated grabs, each detected with chance d; in state k (grabs so far) the leader has b + k mu
                    and a rebellion succeeds with chance rho_k = max(0, rho - k lam): the hazard d rho_k falls
    coordination    a global game (Morris and Shin 1998): the ruler falls below theta* = 1 - cost / prize, and an
                    ally rebels at a signal below theta* + sigma Phi^-1(theta*)
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist
from typing import Any, Generic

from collegium.models.checks import real, refuse, whole
from collegium.models.exact import Real, fraction, in_kind, integers


@dataclass(frozen=True, slots=True)
class Threat(Generic[Real]):
    """A leader and allies who may rebel: deterrence when alarms are noisy.

    Parameters
    ----------
    share : number
        The leader's share of power, b, in [0, 1].
    grab : number
        What a grab would add to it, mu, in [0, 1].
    success : number
        Chance that a rebellion succeeds, rho, in [0, 1].
    alarm, false_alarm : number
        Chance of an alarm with and without a grab, p1 and p0, in [0, 1], with p1 > p0.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Svolik 2009 and Boix and Svolik 2013.

    Examples
    --------
    >>> threat = Threat(share=0.5, grab=0.1, success=0.6, alarm=1.0, false_alarm=0.0)
    >>> round(threat.needed_resolve, 6), threat.contested
    (0.5, True)
    """

    share: Real
    grab: Real
    success: Real
    alarm: Real
    false_alarm: Real

    def __post_init__(self) -> None:
        for name in ("share", "grab", "success", "alarm", "false_alarm"):
            object.__setattr__(self, name, real(name, getattr(self, name), 0, 1))
        if fraction(self.false_alarm) >= fraction(self.alarm):
            refuse("false_alarm", self.false_alarm, f"not below alarm = {self.alarm}", "give less: alarms must tell something")

    @property
    def needed_resolve(self) -> Real | None:
        """Chance ``beta*`` with which the alarmed allies must rebel to deter the leader; None if nothing would deter them."""
        resolve = self._resolve()
        return None if resolve is None else in_kind(resolve, *self._given())

    @property
    def needed_success(self) -> Real:
        """Chance of success rho_min from which the threat is credible."""
        share, grab, _, alarm, false_alarm = map(fraction, self._given())
        return in_kind(1 - share + grab * (1 - alarm) / (alarm - false_alarm), *self._given())

    @property
    def contested(self) -> bool:
        """Is the threat credible (``0 < beta* <= 1``)? The bounds are compared exactly."""
        resolve = self._resolve()
        return resolve is not None and 0 < resolve <= 1

    @property
    def coup_hazard(self) -> Real:
        """Chance per period that a leader who refrains falls all the same: ``p0 beta* rho`` while contested, else 0."""
        resolve = self._resolve() if self.contested else None
        return in_kind(fraction(self.false_alarm) * (resolve or 0) * fraction(self.success), *self._given())

    def _given(self) -> tuple[Real, ...]:
        return self.share, self.grab, self.success, self.alarm, self.false_alarm

    def _resolve(self) -> Fraction | None:
        """beta* exactly, for a threat may be just credible."""
        share, grab, success, alarm, false_alarm = map(fraction, self._given())
        gain = share + success - 1
        bite = alarm * (gain + grab) - false_alarm * gain
        return grab / bite if bite > 0 else None


@dataclass(frozen=True, slots=True)
class Tenure(Generic[Real]):
    """Where repeated grabs of power lead.

    Attributes
    ----------
    hazards : tuple of numbers
        Chance of removal per period in each contested state. Their number is the first state in which the threat is not credible.
    removed, established : number
        Chance that the leader is removed, and that the leader becomes secure.
    contested_periods : number
        Expected number of contested periods.
    """

    hazards: tuple[Real, ...]
    removed: Real
    established: Real
    contested_periods: Real


def ladder(share: Real, grab: Real, success: Real, loss: Real, detection: Real, most: int) -> Tenure[Real]:
    """A leader who grabs power in every period until removed or established.

    Parameters
    ----------
    share, grab, success : number
        Share of power, size of a grab and chance of a successful rebellion at the start: b, mu and rho in [0, 1].
    loss : number
        What each grab takes from the chance of success, in [0, 1].
    detection : number
        Chance that a grab is detected, in [0, 1].
    most : int
        Grabs after which the leader is established in any case, 1 to 10,000.

    Attributes
    ----------
    detected grab is answered by a rebellion if that is credible, ``b_k + mu + rho_k >= 1``. A rebellion that fails establishes the leader.

    Returns
    -------
    Tenure
        Hazards, chances of either end and expected contested periods. Exact with fractions.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Ours, after Svolik 2009.

    Examples
    --------
    >>> from fractions import Fraction as F
    >>> tenure = ladder(F(1, 2), F(1, 20), F(3, 5), F(1, 10), F(1, 2), most=10)
    >>> str(tenure.removed), [str(hazard) for hazard in tenure.hazards]
    ('79/160', ['3/10', '1/4', '1/5', '3/20'])
    """
    given = {"share": share, "grab": grab, "success": success, "loss": loss, "detection": detection}
    known: list[Any] = [real(name, value, 0, 1) for name, value in given.items()]
    unit, b, mu, rho, lam = integers([1, *known[:4]])
    hazards: list[Real] = []
    detection, zero = known[-1], in_kind(Fraction(0), *known)
    removed, periods, reach = zero, zero, zero + 1
    for k in range(whole("most", most, 1, 10_000)):
        exact = max(0, rho - lam * k)
        if b + (k + 1) * mu + exact < unit:
            break
        chance = in_kind(Fraction(exact, unit), zero)
        hazards.append(detection * chance)
        removed += reach * detection * chance
        periods += reach
        reach *= 1 - detection
    return Tenure(tuple(hazards), removed, 1 - removed, periods)


def coordination(cost: float, noise: float) -> tuple[float, float]:
    """Thresholds of a rebellion as a global game.

    Parameters
    ----------
    cost : number
        Cost of a rebellion as a share of its prize, in (0, 1).
    noise : number
        Standard deviation of the allies' signals, 0 or more, in units of the regime's strength.

    Returns
    -------
    tuple of two floats
        The strength below which the ruler falls, which is the share of rebels needed, and the signal below which an ally rebels.

    Raises
    ------
    ArgumentError
        If an argument is outside its range.

    References
    ----------
    Morris and Shin 1998; for rebellions, Boix and Svolik 2013.

    Examples
    --------
    >>> coordination(cost=0.5, noise=0.1)
    (0.5, 0.5)
    """
    strength = 1 - real("cost", cost, 0, 1, strict=True)
    noise = real("noise", noise, 0)
    return strength, strength + noise * NormalDist().inv_cdf(strength)

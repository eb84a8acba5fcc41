"""Effects: what each party says a change touches: assumptions, goals, commitments, and what it expects of the pools.

What a party expects is an assumption and stays one: the record holds what was typed, and whoever looks at it computes
the balance with and without it (`measures/expectations.py`). The last word of each party counts.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, get_args

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.changes import WHAT_LIMIT, known_assumptions, unsettled
from paripassu.alliance.changes.notices import Change, Effect, Expected, OnGoal, Way
from paripassu.alliance.commitments import taking_part
from paripassu.alliance.facts import ByPerson, Recorded, measurable, ruled, worded
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

MOST_TOUCHED = 20
"""Goals, commitments and expectations that one statement may name, of each."""

# --- facts ---


class EffectStated(ByPerson, frozen=True, kw_only=True, tag="change_effect_stated.v1"):
    """The party said what a change touches: assumptions, goals, commitments, and what it now expects of the pools."""

    change: int
    text: str
    assumptions: tuple[str, ...] = ()
    goals: tuple[OnGoal, ...] = ()
    commitments: tuple[int, ...] = ()
    expects: tuple[Expected, ...] = ()


Fact: TypeAlias = EffectStated

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: EffectStated) -> None:
    """Take one fact into the state of the changes."""
    change: Change = alliance.changes.change(fact.change)
    change.effects[recorded.party] = Effect(
        recorded.index, recorded.entered, fact.text, fact.assumptions, fact.goals, fact.commitments, fact.expects
    )
    alliance.changes.part_of[recorded.index] = change.index
    touched = dict.fromkeys((change.index, *(each.goal for each in fact.goals), *fact.commitments))
    alliance.links.add(recorded.index, "changes", tuple(touched), fact.assumptions)


# --- rules ---


def rule(alliance: "Alliance", _recorded: Recorded, fact: EffectStated) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    unsettled(alliance.changes.standing(fact.change))
    worded(fact.text, "what it touches", limit=WHAT_LIMIT)
    known_assumptions(alliance, fact.assumptions)
    if max(len(fact.goals), len(fact.commitments), len(fact.expects)) > MOST_TOUCHED:
        raise Refused("too_much_touched", "Name {most} of each at most: those it touches most.", most=MOST_TOUCHED)
    _each_once([each.goal for each in fact.goals])
    _each_once(fact.commitments)
    for on in fact.goals:
        alliance.goals.in_force(on.goal)
        measurable(on.expected, "the expected value")
    for index in fact.commitments:
        alliance.commitments.commitment(index)
    for expected in fact.expects:
        _sound_expectation(alliance, expected)


def _each_once(entries: Iterable[int]) -> None:
    entries = list(entries)
    if len(set(entries)) != len(entries):
        raise Refused("named_twice", "The same thing is named twice. Say it once.")


def _sound_expectation(alliance: "Alliance", expected: Expected) -> None:
    version = version_in_force(alliance)
    if expected.pool not in version.pools:
        raise Refused("pool_unknown", "The agreement in force has no pool “{pool}”.", pool=expected.pool)
    if expected.of not in version.partners:
        raise Refused("party_unknown", "“{party}” is no partner of the agreement in force.", party=expected.of)
    if expected.way not in get_args(Way):
        raise Refused("way_unknown", "Say whether it is given or received.")
    if not measurable(expected.change, "the expected change"):
        raise Refused("nothing_expected", "Say by how much it changes: more, or with a minus sign less.")


# --- acts ---


def state_effect(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    change: int,
    text: str,
    assumptions: Iterable[str] = (),
    goals: Iterable[OnGoal] = (),
    commitments: Iterable[int] = (),
    expects: Iterable[Expected] = (),
) -> EffectStated:
    """Say what a change touches. What one's party said before counts no more, and stays readable."""
    fact = EffectStated(
        by=by, change=change, text=text.strip(), assumptions=tuple(assumptions), goals=tuple(goals),
        commitments=tuple(commitments), expects=tuple(expects),
    )  # fmt: skip
    return ruled(alliance, now, fact, rule)

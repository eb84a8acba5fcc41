"""Renaming or reordering the parties renames every result and changes nothing else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.alliance import Alliance, audit
from paripassu.alliance.ledger import awaited
from tests import (
    aiming_moves,
    asking_moves,
    deciding_moves,
    listening_moves,
    mending_moves,
    observing_moves,
    parting_moves,
    promising_moves,
    quarrelling_moves,
    sharing_moves,
    stating_moves,
    valuing_moves,
)
from tests.cast import person
from tests.moves import Move, meetings, opened, play

NAMES = ("ada", "bo", "dee")
ANY_NAMES = st.permutations(["ada", "bo", "dee", "zoe", "a", "m1"]).map(lambda names: tuple(names[:3]))


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The value with every name replaced, wherever it stands; what has no order of its own is sorted."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {renamed(key, names): renamed(part, names) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(part, names) for part in value]
    return value


def picture(alliance: Alliance, now: datetime) -> dict[str, Any]:
    """What people see of an alliance: who may act, what is in force, in whose court, and where each posting stands."""
    at = alliance.agreement
    return {
        "seats": {seat.person: [seat.party, seat.role, seat.until] for seat in alliance.parties.seats.values()},
        "names": {party.id: party.name for party in alliance.parties.by_id.values()},
        "versions": [
            [version.index, version.terms.title, {one.party: one.person for one in version.signatures}]
            for version in at.versions
        ],
        "draft": at.draft and {
            "index": at.draft.index,
            "court": dict.fromkeys(at.draft.court, True),
            "accepted": at.draft.accepted,
            "signed": dict.fromkeys(at.draft.signed, True),
            "declined": at.draft.declined,
        },
        "postings": {
            str(posting.index): {
                "status": posting.status,
                "value": posting.value,
                "by": posting.party,
                "awaited": dict.fromkeys(awaited(alliance, posting), True),
                "confirmed": posting.confirmed,
                "disputed": posting.disputed,
            }
            for posting in alliance.ledger.postings.values()
        },
        "commitments": promising_moves.picture(alliance),
        "goals": aiming_moves.picture(alliance),
        "exchange": sharing_moves.picture(alliance),
        "redress": mending_moves.picture(alliance),
        "valuations": valuing_moves.picture(alliance, now),
        "decisions": deciding_moves.picture(alliance, now),
        "ending": parting_moves.picture(alliance),
        "observations": observing_moves.picture(alliance),
        "surveys": asking_moves.picture(alliance, now),
        "concerns": listening_moves.picture(alliance),
        "conflicts": quarrelling_moves.picture(alliance, now),
        "statements": stating_moves.picture(alliance, now),
        "thanks": [[recorded.party, recorded.fact.to] for recorded in alliance.ledger.appreciations],
        "rules": [
            [pool.id, msgspec.to_builtins(pool.rule)] for pool in (at.in_force.pools if at.in_force else ())
        ],
    }  # fmt: skip


def dictionary(old: tuple[str, ...], new: tuple[str, ...]) -> dict[str, str]:
    pairs = list(zip(old, new, strict=True))
    return {
        **dict(pairs),
        **{person(one): person(other) for one, other in pairs},
        **{f"The {one}": f"The {other}" for one, other in pairs},
    }


@settings(max_examples=60, deadline=None)
@given(names=ANY_NAMES, tried=meetings())
def test_other_names_give_the_same_alliance_under_those_names(names: tuple[str, ...], tried: list[Move]) -> None:
    one, other = opened(NAMES), opened(names)
    assert play(one, NAMES, tried) == play(other, names, tried)
    assert renamed(picture(one.alliance, one.now), dictionary(NAMES, names)) == picture(other.alliance, other.now)
    assert [finding.at for finding in audit(one.facts)[1]] == [finding.at for finding in audit(other.facts)[1]]


@settings(max_examples=30, deadline=None)
@given(founder=st.integers(0, 2), tried=meetings())
def test_who_opened_the_record_makes_no_difference_after(founder: int, tried: list[Move]) -> None:
    one, other = opened(NAMES), opened(NAMES, founder)
    assert play(one, NAMES, tried) == play(other, NAMES, tried)
    assert picture(one.alliance, one.now) == picture(other.alliance, other.now)

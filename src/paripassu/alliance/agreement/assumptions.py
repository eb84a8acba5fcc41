"""Assumptions: what the parties take as given when they sign, and the trigger that reopens the deal when it changes.

An assumption has an id that stays with it from version to version, as a clause has: what touches it is found later.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import msgspec

from paripassu.alliance.refusals import Finding

ASSUMPTION_ID = re.compile(r"a[1-9][0-9]{0,8}")
MOST_ASSUMPTIONS = 100


class Assumption(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something the parties take as given. `trigger`: what, if it happens, obliges them to reassess; may be empty."""

    text: str
    trigger: str = ""
    id: str = ""


def numbered(assumptions: Iterable[Assumption], before: Iterable[Assumption]) -> tuple[Assumption, ...]:
    """The assumptions with an id (`a1`, `a2`, …) for each without; those of assumptions `before` are not used anew."""
    assumptions = tuple(assumptions)
    known = (each.id for each in (*assumptions, *before))
    fresh = count(max((int(id_[1:]) for id_ in known if ASSUMPTION_ID.fullmatch(id_)), default=0) + 1)
    return tuple(each if each.id else msgspec.structs.replace(each, id=f"a{next(fresh)}") for each in assumptions)


def faults(assumptions: Sequence[Assumption]) -> Iterator[Finding]:
    """Everything that is wrong with the assumptions of a text, each with its place."""
    if len(assumptions) > MOST_ASSUMPTIONS:
        yield Finding("assumptions", f"There are {MOST_ASSUMPTIONS} assumptions at most: name those that matter.")
    for number, each in enumerate(assumptions):
        place = f"assumptions.{number}"
        if not each.text.strip():
            yield Finding(place, "An assumption without words: drop it, or write it.")
        if each.id and not ASSUMPTION_ID.fullmatch(each.id):
            yield Finding(place, f"“{each.id}” cannot be the id of an assumption.")
    ids = [each.id for each in assumptions if each.id]
    if len(set(ids)) != len(ids):
        yield Finding("assumptions", "Two assumptions have the same id.")

"""Principles: the behaviours the partners accept in common, as texts of the agreement, and a template to start from.

A principle and each of its behaviours have an id that stays with them from version to version, as a clause has: what
was observed of them, and what cites them, is found whatever they are called later.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import msgspec
from msgspec.structs import replace

from paripassu.alliance.refusals import Finding

PRINCIPLE_ID = re.compile(r"p[1-9][0-9]{0,8}")
BEHAVIOUR_ID = re.compile(r"b[1-9][0-9]{0,8}")
MOST_BEHAVIOURS = 20


class Behaviour(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something a stranger could see somebody do, or leave undone, that shows whether a principle is kept."""

    text: str
    id: str = ""


class Principle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A principle or norm of the agreement, with the behaviours by which it is seen to be kept.

    Ids are given when the text is tabled. What is empty is not written, so that a text signed before principles had
    ids and behaviours keeps its digest.
    """

    name: str
    text: str
    behaviours: tuple[Behaviour, ...] = ()
    id: str = ""


def numbered(principles: Iterable[Principle], before: Iterable[Principle]) -> tuple[Principle, ...]:
    """The principles with an id for each and for each behaviour.

    One without gets that of the principle of its name `before`, and a behaviour that of the same words. What is new
    gets an id that nothing before had.
    """
    principles, before = tuple(principles), tuple(before)
    fresh = _unused(PRINCIPLE_ID, (each.id for each in (*principles, *before)))
    fresh_b = _unused(BEHAVIOUR_ID, (one.id for each in (*principles, *before) for one in each.behaviours))
    taken = {each.id for each in principles} | {one.id for each in principles for one in each.behaviours}
    known = {each.id: each for each in before}
    named = {_folded(each.name): each for each in before if each.id not in taken}
    found = []
    for each in principles:
        old = known.get(each.id) if each.id else named.get(_folded(each.name))
        ids = {_folded(one.text): one.id for one in (old.behaviours if old else ()) if one.id not in taken}
        behaviours = tuple(
            one if one.id else replace(one, id=ids.pop(_folded(one.text), "") or f"b{next(fresh_b)}")
            for one in each.behaviours
        )
        found.append(replace(each, id=each.id or (old.id if old else "") or f"p{next(fresh)}", behaviours=behaviours))
    return tuple(found)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _unused(pattern: re.Pattern[str], ids: Iterable[str]) -> Iterator[int]:
    return count(max((int(id_[1:]) for id_ in ids if pattern.fullmatch(id_)), default=0) + 1)


def faults(principles: Sequence[Principle]) -> Iterator[Finding]:
    """Everything that is wrong with the principles of a text, each with its place."""
    for number, each in enumerate(principles):
        place = f"principles.{number}"
        if not each.name.strip() or not each.text.strip():
            yield Finding(place, "Each principle needs a name and a sentence.")
        if len(each.behaviours) > MOST_BEHAVIOURS:
            yield Finding(place, f"A principle has {MOST_BEHAVIOURS} behaviours at most: name those that tell most.")
        if not all(one.text.strip() for one in each.behaviours):
            yield Finding(place, "A behaviour without words: drop it, or write it.")
        ids = [(each.id, PRINCIPLE_ID), *((one.id, BEHAVIOUR_ID) for one in each.behaviours)]
        if any(id_ and not pattern.fullmatch(id_) for id_, pattern in ids):
            yield Finding(place, "This cannot be the id of a principle or a behaviour.")
    if _twice(each.name.strip().casefold() for each in principles):
        yield Finding("principles", "Two principles have the same name.")
    if _twice(filter(None, (each.id for each in principles))):
        yield Finding("principles", "Two principles have the same id.")
    if _twice(filter(None, (one.id for each in principles for one in each.behaviours))):
        yield Finding("principles", "Two behaviours have the same id.")


def _twice(names: Iterable[str]) -> bool:
    listed = list(names)
    return len(set(listed)) != len(listed)


# --- behaviours as lines ---


def reworded(before: Sequence[Behaviour], lines: Iterable[str]) -> tuple[Behaviour, ...]:
    """These lines as behaviours: one that stands there already keeps its id; a reworded one that of its place."""
    texts = [line.strip() for line in lines if line.strip()]
    ids = {one.text: one.id for one in before}
    kept = [ids.get(text) if text in ids else None for text in texts]
    left = [one for one in before if one.text not in texts]
    places = [place for place, id_ in enumerate(kept) if id_ is None]
    if len(left) == len(places):  # as many were taken out as came: each was put in other words
        for place, one in zip(places, left, strict=True):
            kept[place] = one.id
    return tuple(Behaviour(text, id_ or "") for text, id_ in zip(texts, kept, strict=True))


TEMPLATE = (
    Principle(
        "Reciprocity",
        "What we do for each other stays fair over time. A favour is remembered, not invoiced.",
        (
            Behaviour("Says when it has received more than it gave, before it is asked."),
            Behaviour("Returns a favour when it can, without sending a bill for its own."),
        ),
    ),
    Principle(
        "Autonomy",
        "None of us uses its power to force another. Each decides for itself, and may say no.",
        (
            Behaviour("Asks, and leaves time for an answer, before it changes what the other relies on."),
            Behaviour("Takes a no without threat or punishment."),
        ),
    ),
    Principle(
        "Honesty",
        "We tell the truth about facts and about what we intend, also when it is unwelcome.",
        (
            Behaviour("Tells bad news within two working days of knowing it."),
            Behaviour("Corrects what it said as soon as it proves wrong."),
        ),
    ),
    Principle(
        "Loyalty",
        "We weigh the interest of the others as we weigh our own, above all in their absence.",
        (
            Behaviour("Speaks of the others to third parties as it would in their presence."),
            Behaviour("Raises trouble with the other first, before it goes elsewhere."),
        ),
    ),
    Principle(
        "Equity",
        "What each of us gets stays in proportion to what it puts in. When it slips, we mend it.",
        (
            Behaviour("Looks at the balance at every check-in and says how it sees it."),
            Behaviour("Offers to mend a lean to its own side before the other has to ask."),
        ),
    ),
    Principle(
        "Integrity",
        "We treat like cases alike, and our deeds match our words.",
        (
            Behaviour("Does what it promised, or says in time that it cannot."),
            Behaviour("Decides the same way when the same case is its own."),
        ),
    ),
)
"""The six guiding principles of a formal relational contract, in our own words. [FrydlingerHartVitasek2019]

The behaviours are ours: each is something that another party can see done or left undone."""

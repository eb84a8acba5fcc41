"""Knowledge and resources given and received: each party's part, and what became of it. Counted, never weighed.

A share counts as given once somebody has accepted its terms. How much something was worth is not in these figures: what
was of use to the receiver is, in its own word. [Dyer and Singh 1998 on knowledge-sharing routines]
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from paripassu.alliance.exchange.exchanged import Exchanged, exchanged
from paripassu.measures.practised import reading
from paripassu.measures.proportions import part, shares
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

_Entries: TypeAlias = Callable[[Exchanged], list[int]]

PARTS: dict[str, tuple[_Entries, str]] = {
    "given_share": (lambda each: each.given, "given"),
    "received_share": (lambda each: each.received, "received"),
}
"""Each party's part of all that was given, or received."""

OF_ITS_OWN: dict[str, tuple[_Entries, _Entries, str]] = {
    "acknowledged_share": (lambda each: each.acknowledged, lambda each: each.received, "received"),
    "useful_share": (lambda each: each.useful, lambda each: each.given, "given"),
    "answered_share": (
        lambda each: each.answered,
        lambda each: sorted([*each.answered, *each.unanswered]),
        "asked for",
    ),
}
"""Which part of its own received, given or requested things a party has acknowledged, was of use with, or answered."""


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """What each partner gave and received as a part of all, and what became of it."""
    found = exchanged(alliance, now)
    of_all = [each for name, (entries, word) in PARTS.items() for each in _of_all(name, found, entries, word)]
    return of_all + [
        _of_own(name, party, some(each), all_(each), word)
        for name, (some, all_, word) in OF_ITS_OWN.items()
        for party, each in found.items()
    ]


def useful(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Of what each partner had given by a moment, the part of which a receiver said that it used it."""
    some, all_, word = OF_ITS_OWN["useful_share"]
    found = exchanged(alliance, now)
    return [_of_own("useful_share", party, some(each), all_(each), word) for party, each in found.items()]


def _of_all(name: str, found: dict[str, Exchanged], entries: _Entries, word: str) -> Iterator[Reading]:
    own = {party: entries(each) for party, each in found.items()}
    parts, total = shares({party: len(each) for party, each in own.items()}), sum(map(len, own.values()))
    for party, each in own.items():
        counted = f"{len(each)} of {total} {word}."
        why = counted if parts else f"Fewer than 3: {counted}"
        yield reading(name, party, parts[party] if parts else None, each, why=why)


def _of_own(name: str, party: str, some: list[int], all_: list[int], word: str) -> Reading:
    found = part(len(some), len(all_))
    counted = f"{len(some)} of {len(all_)} {word}."
    return reading(name, party, found, all_, why=counted if found else f"Fewer than 3: {counted}")

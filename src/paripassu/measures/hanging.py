"""Whether the questions of a scale hang together, and the people of a party: what the host found when it counted.

Nobody can find it again, because the single answers are gone. What is not on the record is not shown, with the reason.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.surveys.scales import Ends, Found
from paripassu.measures.asked import HANGING, reading
from paripassu.measures.counted import RELIABLE
from paripassu.measures.felt import Asked, asked, entries
from paripassu.measures.reading import Figure, Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TOO_FEW = f"Too few answers: below {RELIABLE}, or where the interval is wider than 0.4, it says nothing."
CLOSE = "People lie closer together than may be told."
UNTOLD = (
    "Nothing is told of it: fewer than 5 of a side answered all questions of a scale, or one of them shows no mean."
)
NOT_ALL = "It takes several sides of which it may be told how far their people lie apart."


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Reliability, agreement, and how much of the differences is one between parties, by side and scale.

    Of scales of several questions; of a single question there is nothing of the kind.
    """
    held = [each for each in asked(alliance, now) if len(each.scale.questions) > 1 and not each.scale.important]
    found = [one for each in held for one in _of(each)]
    untold = {each.wave.index: each.wave for each in held if not any(_cells(each))}
    found += [
        reading(measure, f"alliance/{index}", None, entries(wave), why=UNTOLD)
        for index, wave in sorted(untold.items())
        for measure in HANGING
        if not any(one.measure == measure and index in one.facts for one in found)
    ]
    return sorted(found, key=lambda one: HANGING.index(one.measure))


def _cells(each: Asked) -> Iterator[tuple[str, Found]]:
    """The cells in which something is told of a scale."""
    for cell in each.wave.closed.cells if each.wave.closed else ():
        if found := cell.found(each.scale.id):
            yield cell.party, found


def _of(each: Asked) -> Iterator[Reading]:
    rests = entries(each.wave)
    for party, found in _cells(each):
        about = f"{party or 'alliance'}/{each.scale.id}"
        yield _reliability("alpha", about, found, found.alpha, rests)
        yield _reliability("omega", about, found, found.omega, rests)
        if party:
            yield _figure("within_agreement", about, found, found.agreement, rests)
            yield _figure("within_agreement_skewed", about, found, found.skewed, rests)
        else:
            yield _parted("icc", about, found.between, rests)
            yield _parted("icc_means", about, found.dependable, rests)


def _reliability(measure: str, about: str, found: Found, ends: Ends | None, facts: tuple[int, ...]) -> Reading:
    if ends is None:
        return reading(measure, about, None, facts, why=CLOSE if found.spread is None else TOO_FEW)
    return reading(measure, about, ends.value, facts, low=ends.low, high=ends.high)


def _figure(measure: str, about: str, found: Found, value: Figure, facts: tuple[int, ...]) -> Reading:
    return reading(measure, about, value, facts, why="" if value is not None else CLOSE if not found.spread else UNTOLD)


def _parted(measure: str, about: str, value: Figure, facts: tuple[int, ...]) -> Reading:
    return reading(measure, about, value, facts, why="" if value is not None else NOT_ALL)

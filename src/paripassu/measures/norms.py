"""Norms as they are lived: how often each party was seen to keep the agreed principles, and whether both see it alike.

An observation counts as what its observer sees last; what was settled between the two was strained all the same. What
was taken back does not count. Nobody observes itself. [Heide and John 1992 on relational norms; Jeffreys's interval]
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.days import begun
from paripassu.alliance.principles.lives import Count, counts, lives
from paripassu.alliance.principles.observations import Observation
from paripassu.measures.practised import reading
from paripassu.measures.proportions import part
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

FEW = "Fewer than 3 observations:"


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Kept of what was observed: of each party, and under each principle; and how far both sides see alike."""
    partners = alliance.agreement.versions[-1].partners if alliance.agreement.versions else ()
    found = kept(alliance, now)
    for life in lives(alliance):
        for each in _of_all(partners, counts(alliance, by(life.observations, now))):
            found.append(_kept("kept_share_of_principle", f"{life.id}/{each.party}", each))
    return [*found, seen_alike(alliance, now)]


def kept(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Kept of what was observed of each partner up to a moment."""
    partners = alliance.agreement.versions[-1].partners if alliance.agreement.versions else ()
    found = counts(alliance, by(alliance.principles.by_index.values(), now))
    return [_kept("kept_share", each.party, each) for each in _of_all(partners, found)]


def by(observations: Iterable[Observation], now: datetime) -> list[Observation]:
    """The observations of what had happened by a moment."""
    return [each for each in observations if begun(each.fact.on, now)]


def _of_all(partners: tuple[str, ...], found: tuple[Count, ...]) -> list[Count]:
    """The counts of the partners of the agreement in force."""
    return [each for each in found if each.party in partners]


def _kept(name: str, about: str, count: Count) -> Reading:
    kept, strained = len(count.kept), len(count.strained)
    counted = f"{kept} kept, {strained} strained."
    found = part(kept, kept + strained)
    why = counted if found else f"{FEW} {counted}"
    return reading(name, about, found, (*count.kept, *count.strained), why=why)


def seen_alike(alliance: "Alliance", now: datetime) -> Reading:
    """Of the strains that the party observed has answered, the part that it saw as the observer did."""
    answered = [
        each
        for each in by(alliance.principles.by_index.values(), now)
        if each.answers and each.answers[0].said.at <= now and each.withdrawn is None and each.fact.stands == "strained"
    ]
    alike = sum(each.answers[0].seen == "same" for each in answered)
    found = part(alike, len(answered))
    counted = f"{alike} of {len(answered)} answered."
    facts = [entry for each in answered for entry in (each.index, each.answers[0].said.entry)]
    return reading("seen_alike", "alliance", found, facts, why=counted if found else f"{FEW} {counted}")

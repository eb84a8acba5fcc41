"""Who shall, may, shall not, or is entitled to do something: to whom, by when, under which condition.

A duty is found at its modal ("shall", "may not", "is entitled to"): the nearest mention of a party before it is its
subject when only an aside stands between. The parties are a set here: no rule asks which of them comes first.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from paripassu.reading.deeds import deed, event, undergone
from paripassu.reading.draft import Duty, PartyFound
from paripassu.reading.mentions import Mention, nearby
from paripassu.reading.modals import (
    BEFORE_CONDITION,
    CARRIED_ON,
    DEFINITION,
    GAP,
    HEADING,
    INVERTED,
    MODAL,
    NEED_NOT,
    NO_DUTY,
    NOT_LIABLE,
    NOTHING,
    OF_SOMEBODY,
    PASSIVE,
    PROMISES,
    PRONOUN,
    RELATIVE,
)
from paripassu.reading.slots import CREDITOR_WITHIN, EACH, OTHER, ROLE, condition, creditor, due, ruled, sum_of
from paripassu.reading.structure import Sentence, Structure

# How often a duty found in each way was right on the sentences labelled to train on: (right + 1) / (found + 2), as
# `python -m bench.duties` prints it.
SURE = {"beside": 0.97, "by": 0.95, "carried on": 0.85, "near": 0.82, "role": 0.82, "pronoun": 0.75, "behind": 0.5}
# "Ada, Bo and Cy": the last two are joined by a word, or the comma only ends an aside.
JOINED = re.compile(r"\s*(?:,?\s*(?P<and>and|or|nor|/)|,)\s*(?:the\s+)?")
LONGEST_LOOK_BACK = 280
LONGEST_TEXT = 1_500
MOST_DUTIES = 5_000


class Bound(NamedTuple):
    """Who is bound by a modal: parties' names, or all alike; and in which way that was found (a key of SURE)."""

    who: tuple[str, ...]
    mutual: bool
    negated: bool
    start: int
    way: str


def duties(bones: Structure, parties: tuple[PartyFound, ...], mentions: list[Mention]) -> tuple[Duty, ...]:
    """The duties of an agreement in the order of its text; `mentions` are those of its parties."""
    found: list[Duty] = []
    for sentence in bones.sentences:
        if sentence.start >= bones.signed_at or len(found) >= MOST_DUTIES:
            break
        found.extend(once(sentence_duties(bones, sentence, mentions, tuple(party.name for party in parties))))
    return tuple(found)


def once(found: Iterator[Duty]) -> list[Duty]:
    """Each party, kind and place once; a repeated one ("shall keep and shall return") fills gaps of the first."""
    kept: dict[tuple[str, str, int, int], Duty] = {}
    for duty in found:
        key = (duty.party, duty.kind, duty.place.start, duty.place.end)
        same = kept.get(key, duty)
        kept[key] = msgspec.structs.replace(
            same,
            to=same.to or duty.to,
            due=same.due or duty.due,
            condition=same.condition or duty.condition,
            action=same.action or duty.action,
            object=same.object or duty.object,
            trigger=same.trigger or duty.trigger,
            confidence=max(same.confidence, duty.confidence),
        )
    return list(kept.values())


def sentence_duties(
    bones: Structure, sentence: Sentence, mentions: list[Mention], everyone: tuple[str, ...]
) -> Iterator[Duty]:
    """The duties of one sentence; a modal without a subject of its own carries on the one before it."""
    if DEFINITION.match(bones.flat, sentence.start, sentence.end):
        return
    before: Bound | None = None
    end_before = sentence.start
    for modal in MODAL.finditer(bones.flat, sentence.start, sentence.end):
        bound = subject(bones.flat, sentence, modal, mentions, everyone, before, end_before)
        end_before = modal.end()
        if bound is None:
            continue
        before = bound
        if not binds(bones.flat, sentence, modal, bound):
            continue
        for name in (EACH,) if bound.mutual else bound.who:
            yield duty(bones, sentence, modal, mentions, everyone, bound, name)


def binds(flat: str, sentence: Sentence, modal: re.Match[str], bound: Bound) -> bool:
    """False for what only says how things are ("shall own"), and for what one need not do."""
    if NO_DUTY.match(flat, modal.end(), sentence.end) and modal.lastgroup != "entitlement":
        return False
    if bound.way == "behind" and NOT_LIABLE.match(flat, modal.end(), sentence.end):
        return False
    negated = modal.lastgroup == "prohibition" or bound.negated
    return not (negated and NEED_NOT.match(flat, modal.end(), sentence.end))


def subject(
    flat: str,
    sentence: Sentence,
    modal: re.Match[str],
    mentions: list[Mention],
    everyone: tuple[str, ...],
    before: Bound | None,
    end_before: int,
) -> Bound | None:
    """Who is bound by `modal`, or None when it is nobody among the parties."""
    near = nearby(mentions, max(sentence.start, end_before - 40, modal.start() - LONGEST_LOOK_BACK), modal.start())
    for back, mention in enumerate(reversed(near[-4:])):
        if is_subject(flat, mention, modal.start()):
            way = "beside" if modal.start() - mention.end <= 2 else "near"
            return bound_by(flat, near[: len(near) - back], everyone, way)
    if before and CARRIED_ON.search(flat, max(sentence.start, modal.start() - 30), modal.start()):
        return before._replace(way="carried on")
    return (
        meant(flat, modal, near, everyone)
        or behind(flat, sentence, modal, mentions, everyone)
        or agent(flat, sentence, modal, mentions, everyone)
    )


def meant(flat: str, modal: re.Match[str], near: list[Mention], everyone: tuple[str, ...]) -> Bound | None:
    """The party that "it" means: "if Ada changes the price, it shall …", "Ada agrees that, until then, it shall …"."""
    if not PRONOUN.search(flat, max(0, modal.start() - 14), modal.start()):
        return None
    for at, mention in enumerate(near):
        before = BEFORE_CONDITION.search(flat, max(0, mention.start - 40), mention.start)
        if before or PROMISES.match(flat, mention.end, modal.start()):
            return bound_by(flat, near[: at + 1], everyone, "pronoun")
    return None


def behind(
    flat: str, sentence: Sentence, modal: re.Match[str], mentions: list[Mention], everyone: tuple[str, ...]
) -> Bound | None:
    """The party after the modal in "at no time shall Ada …", which forbids."""
    near = nearby(mentions, modal.end(), modal.end() + 8)
    if not near or flat[modal.end() : near[0].start].strip() not in ("", "the"):
        return None
    if not INVERTED.search(flat, sentence.start, modal.start()):
        return None
    bound = bound_by(flat, near[:1], everyone, "behind")
    return bound._replace(negated=True) if bound else None


def is_subject(flat: str, mention: Mention, modal: int) -> bool:
    """True when nothing but an aside stands between the mention and the modal, and the mention opens no condition."""
    if flat[mention.end : mention.end + 2] in ("'s", "' "):
        return False
    if modal - mention.end > 1 and not GAP.fullmatch(flat, mention.end, modal):
        return False
    if OF_SOMEBODY.search(flat, max(0, mention.start - 16), mention.start):
        return False
    return not BEFORE_CONDITION.search(flat, max(0, mention.start - 40), mention.start)


def bound_by(flat: str, near: list[Mention], everyone: tuple[str, ...], way: str) -> Bound | None:
    """The subject that ends with the last mention of `near`: one party, several ("A and B"), or all."""
    last = near[-1]
    if last.who in (EACH, "none"):
        return Bound((), True, last.who == "none", last.start, way)
    if last.who in (OTHER, ROLE):
        return Bound((), True, False, last.start, "role")
    who = [last.who]
    start = last.start
    for mention in reversed(near[:-1]):
        joined = JOINED.fullmatch(flat, mention.end, start)
        if not joined or (len(who) == 1 and not joined["and"]):
            break
        who.append(mention.who)
        start = mention.start
    negated = bool(re.search(r"(?i)\bneither\s+(?:the\s+)?$", flat[max(0, start - 14) : start]))
    mutual = len(everyone) > 1 and set(who) >= set(everyone)
    return Bound(tuple(sorted(set(who) & set(everyone))), mutual, negated, start, way)


def agent(
    flat: str, sentence: Sentence, modal: re.Match[str], mentions: list[Mention], everyone: tuple[str, ...]
) -> Bound | None:
    """The party behind "by" in "shall be paid by …"."""
    if modal.lastgroup == "entitlement" or RELATIVE.search(flat, max(0, modal.start() - 8), modal.start()):
        return None
    for mention in nearby(mentions, modal.end(), min(sentence.end, modal.end() + 160))[:2]:
        if PASSIVE.fullmatch(flat, modal.end(), mention.start) and mention.who in (*everyone, EACH):
            mutual = mention.who == EACH
            negated = bool(NOTHING.search(flat, sentence.start, modal.start()))
            return Bound(() if mutual else (mention.who,), mutual, negated, modal.start(), "by")
    return None


def duty(
    bones: Structure,
    sentence: Sentence,
    modal: re.Match[str],
    mentions: list[Mention],
    everyone: tuple[str, ...],
    bound: Bound,
    name: str,
) -> Duty:
    """One duty with its slots."""
    start, end = clause_of(bones.flat, sentence, min(bound.start, modal.start()), modal.end())
    place = bones.place(start, end)
    kind = modal.lastgroup or "obligation"
    if bound.negated and kind in ("obligation", "permission", "entitlement"):
        kind = "prohibition"
    here = ruled(bones.flat, start, bound.start, modal.end(), end, sentence.end)
    action, done_to = deed(bones.flat, modal.end(), end, mentions)
    if bound.way == "by":
        done_to = undergone(bones.flat, start, modal.start())
    unless = condition(bones.flat, here)
    when = words_at(bones, due(bones.flat, here, unless))
    near = nearby(mentions, modal.end(), min(here.until, modal.end() + CREDITOR_WITHIN))
    return Duty(
        party=name,
        kind=kind,
        to=creditor(bones.flat, near, name, everyone),
        mutual=bound.mutual,
        text=bones.words(place),
        due=when,
        condition=words_at(bones, unless),
        confidence=SURE[bound.way],
        place=place,
        action=action,
        object=words_at(bones, done_to),
        trigger=event(when),
        amount=words_at(bones, sum_of(bones.flat, here, unless)),
    )


def clause_of(flat: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence between semicolons that holds the subject and the modal."""
    left = max(sentence.start, flat.rfind(";", sentence.start, start) + 1)
    right = flat.find(";", end, sentence.end)
    right = sentence.end if right < 0 else right
    heading = HEADING.match(flat, left, start + 1) if left == sentence.start else None
    left = heading.end() if heading else left
    return max(left, start - LONGEST_TEXT // 2), min(right, end + LONGEST_TEXT)


def words_at(bones: Structure, span: tuple[int, int] | None) -> str:
    """The words of a span, or "" when there is none."""
    return bones.words(bones.place(*span)) if span else ""

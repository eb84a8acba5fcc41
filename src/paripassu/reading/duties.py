"""Who shall, may, shall not, or is entitled to do something: to whom, by when, under which condition.

A duty is found at its modal ("shall", "may not", "is entitled to"): the nearest mention of a party before it is its
subject when only an aside stands between. The parties are a set here: no rule asks which of them comes first.
"""

import bisect
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paripassu.reading.draft import Duty, PartyFound
from paripassu.reading.parties import STRONG
from paripassu.reading.structure import Sentence, Structure

EACH = "each"
OTHER = "other"
MODAL = re.compile(
    r"(?P<entitlement>\b(?:(?i:shall|will)\s+(?:\w+\s+)?(?:be|have)|is|are|has|have|(?:shall\s+|will\s+)?(?:retains?|reserves?))\s+(?:also\s+|hereby\s+)?"
    r"(?:entitled\s+to|(?:the|a)\s+(?:[\w,-]+\s+){0,4}?(?:right|option)s?\b(?!\s+of\s+publicity)))"
    r"|(?P<prohibition>\b(?:shall|will|must|may|can|SHALL|WILL|MAY|MUST)\s+(?:not|NOT|never|at\s+no\s+time)\b|\bcannot\b|"
    r"\b(?:shall|will)\s+(?:have\s+no\s+right|refrain)\b|\b(?:agree|undertake|covenant)s?\s+(?:that\s+(?:it|they)\s+(?:shall|will)\s+not|not\s+to)\b|"
    r"\b(?:is|are)\s+(?:not\s+(?:permitted|allowed|authorized|entitled)|prohibited)\b|\b(?:has|have)\s+no\s+right\b)"
    r"|(?P<permission>\b(?:may|MAY)\b|\b(?:is|are)\s+(?:permitted|authorized|allowed|free)\s+to\b)"
    r"|(?P<obligation>\b(?:shall|SHALL|must|MUST|will|WILL)\b|\b(?:hereby\s+)?(?:agrees?|undertakes?|covenants?|commits?|promises?)\s+"
    r"(?:and\s+(?:agrees?|covenants?|undertakes?)\s+)?(?:to\b|that\s+(?:it|they)\s+(?:shall|will)\b)|"
    r"\b(?:is|are)\s+(?:solely\s+|fully\s+)?(?:obligated|obliged|required|responsible)\b)"
)
NO_DUTY = re.compile(
    r"\s*(?:be\s+)?(?:mean|deemed|construed|considered|interpreted|liable|null|void|governed|constitute|have\s+(?:no|any)\s+(?:obligation|liability)|"
    r"have\s+the\s+meaning|survive|be\s+binding|not\s+be\s+(?:liable|deemed|construed)|inure|control|prevail|commence|terminate\s+automatically)"
)
GAP = re.compile(
    r"\s*(?:\([^()]{0,120}\))?\s*(?:,[^;]{1,200},)?\s*(?:(?:and|or)\s+(?:its|their|his)\s+[\w ,]{3,60}?)?\s*"
    r"(?:(?:also|hereby|further|each|both|mutually|jointly|then|additionally|acknowledges?|agrees?|and|that|it|they|irrevocably|severally|"
    r"shall|will|has|have|understands?)\b[\s,]*){0,5}"
)
BEFORE_CONDITION = re.compile(
    r"(?i)\b(?:if|in\s+the\s+event(?:\s+that)?|unless|until|whether|when|where|should|case|that|which|once|as|than|to\s+the\s+extent(?:\s+that)?)\s+"
    r"(?:(?:and\s+when|either|for\s+any\s+reason|the)\s+)?$"
)
OF_SOMEBODY = re.compile(
    r"(?<!each\s)(?<!either\s)(?<!both\s)(?<!Each\s)(?<!Either\s)\b(?:of|for|by|from|between|with|to|on)\s+$"
)
CARRIED_ON = re.compile(r"(?:,|;|\band|\bor|\bbut|\))\s*(?:(?:also|further|then|in\s+addition|it|they)\s+)?$")
PASSIVE = re.compile(
    r"\s*(?:\w+ly\s+)?be\s+(?:\w+ly\s+)?\w+(?:ed|en|de|id|ne|nt|ght|wn)\b[^.;]{0,100}?\bby\s+(?:the\s+)?$"
)
GENERAL = (
    r"(?P<none>(?:[Nn]either|NEITHER|[Nn]o|NO)\s+(?:of\s+the\s+)?(?:[Pp]art(?:y|ies)|PART(?:Y|IES)))"
    r"|(?P<other>(?:(?:[Tt]he|[Ss]uch|[Aa]ny|each)\s+)?(?:[Oo]ther|OTHER|[Nn]on-\w+)\s+(?:[Pp]art(?:y|ies)|PART(?:Y|IES)))"
    r"|(?P<each>(?:[Ee]ach|EACH|[Ee]ither|EITHER|[Bb]oth|BOTH|[Aa]ny|[Aa]ll|[Ee]very)\s+(?:of\s+)?(?:the\s+)?(?:[Pp]art(?:y|ies)|PART(?:Y|IES))(?:\s+hereto)?"
    r"|[Tt]he\s+(?:[Pp]arties|PARTIES)(?:\s+hereto)?|(?<![\w-]\s)\bParties\b)"
)
DUE = re.compile(
    r"(?i)\b(?:(?:by|before|(?:no|not)\s+later\s+than|on\s+or\s+before|prior\s+to|until)\s+(?:January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\s+\d{1,2}(?:,?\s+\d{4})?|(?:within|no\s+(?:later|more)\s+than|not\s+(?:later|more)\s+than|at\s+least|on\s+or\s+before|prior\s+to|not\s+less\s+than|by\s+no\s+later\s+than)\s+"
    r"(?:[^.;,]{0,40}?)(?:days?|weeks?|months?|years?|hours?|quarter|end|date|(?:19|20)\d\d)\b[^.;,)]{0,90}|by\s+(?:the\s+end\s+of|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d)[^.;]{0,50}|"
    r"(?:each|every|per)\s+(?:calendar\s+)?(?:day|week|month|quarter|year)|(?:monthly|quarterly|annually|weekly|daily|promptly|immediately|forthwith)\b|"
    r"(?:thirty|sixty|ninety|\w+)\s+\(\d+\)\s+(?:business\s+)?(?:days|months|years)\s+(?:after|before|prior\s+to|following|of|from)[^.;,]{0,60}|as\s+soon\s+as\s+[^.;,]{3,40})"
)
CONDITION = re.compile(
    r"(?i)\b(?:if|unless|provided(?:,?\s+however)?,?\s+that|subject\s+to|in\s+the\s+event|upon\s+(?:the\s+)?(?:receipt|written|"
    r"request|expir|terminat|complet|execution|occurrence|notice|approval|delivery|any)|to\s+the\s+extent|except|so\s+long\s+as|"
    r"in\s+case)\b(?:[^.;]|\.(?=\w)){3,240}?(?=,\s|\.(?:\s|$)|[;)]|$)"
)
OWED = re.compile(
    r"\b(?:to|with|for|from|against|by|toward|towards|(?i:provid|pay|giv|grant|reimburs|indemnif|notif|assist|allow|permit|send|suppl|"
    r"deliver|inform|advis|compensat|serv|support|defend|requir|licens|hold|appoint|furnish|releas|tell|help|refund|credit|sell|"
    r"offer|engag)(?:e|es|y|ies|s|ing|ish)?)\s+(?:the\s+)?$"
)
LONGEST_LOOK_BACK = 280
LONGEST_TEXT = 1_500
MOST_DUTIES = 5_000


class Mention(NamedTuple):
    """A place where a party is named: `who` is its name, "each", "none" or "other"."""

    start: int
    end: int
    who: str


class Bound(NamedTuple):
    """Who is bound by a modal: parties' names, or all alike; and how sure."""

    who: tuple[str, ...]
    mutual: bool
    negated: bool
    start: int
    sure: float


def duties(bones: Structure, parties: tuple[PartyFound, ...]) -> tuple[Duty, ...]:
    """The duties of an agreement in the order of its text."""
    names = spoken_names(parties)
    mentions = list(mentioned(bones.flat, names))
    found: list[Duty] = []
    for sentence in bones.sentences:
        if sentence.start >= bones.signed_at or len(found) >= MOST_DUTIES:
            break
        found.extend(sentence_duties(bones, sentence, mentions, tuple(party.name for party in parties)))
    return tuple(found)


def spoken_names(parties: tuple[PartyFound, ...]) -> dict[str, str]:
    """Every way in which a party is named, with its name; a way that two parties share names neither.

    What the text itself gives as a name goes before what is only its beginning ("Ada Works" of "Ada Works, Inc.").
    """
    said = shared_out(
        (way, party.name)
        for party in parties
        for way in {party.name, *party.aliases, *(alias.upper() for alias in party.aliases)}
    )
    short = shared_out((STRONG.split(party.name, maxsplit=1)[0].strip(" ,"), party.name) for party in parties)
    return {way: name for way, name in {**short, **said}.items() if name and len(way) > 1}


def shared_out(ways: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each way with the one party that has it, or with "" when several have it."""
    given: dict[str, str] = {}
    for way, name in ways:
        key = " ".join(way.split())
        given[key] = name if given.get(key, name) == name else ""
    return given


def mentioned(flat: str, names: dict[str, str]) -> Iterator[Mention]:
    """All mentions of parties in the order of the text."""
    ways = sorted(names, key=lambda way: (-len(way), way))
    named = "|".join(re.escape(way).replace(r"\ ", r"\s+") for way in ways)
    pattern = re.compile(rf"(?<![\w\"])(?:{GENERAL}" + (rf"|(?P<named>{named})" if named else "") + r")(?![\w\"])")
    for match in pattern.finditer(flat):
        kind = match.lastgroup or "named"
        who = names[" ".join(match[0].split())] if kind == "named" else kind
        yield Mention(match.start(), match.end(), who)


def sentence_duties(
    bones: Structure, sentence: Sentence, mentions: list[Mention], everyone: tuple[str, ...]
) -> Iterator[Duty]:
    """The duties of one sentence; a modal without a subject of its own carries on the one before it."""
    before: Bound | None = None
    end_before = sentence.start
    for modal in MODAL.finditer(bones.flat, sentence.start, sentence.end):
        bound = subject(bones.flat, sentence, modal, mentions, everyone, before, end_before)
        end_before = modal.end()
        if bound is None or NO_DUTY.match(bones.flat, modal.end(), sentence.end):
            continue
        before = bound
        for name in (EACH,) if bound.mutual else bound.who:
            yield duty(bones, sentence, modal, mentions, everyone, bound, name)


def nearby(mentions: list[Mention], start: int, end: int) -> list[Mention]:
    """The mentions between two offsets."""
    first = bisect.bisect_left(mentions, (start,))
    return mentions[first : bisect.bisect_left(mentions, (end,))]


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
            return bound_by(flat, near[: len(near) - back], everyone, 0.9 if modal.start() - mention.end <= 2 else 0.75)
    if before and CARRIED_ON.search(flat, max(sentence.start, modal.start() - 30), modal.start()):
        return before._replace(sure=0.6)
    return agent(flat, sentence, modal, mentions, everyone)


def is_subject(flat: str, mention: Mention, modal: int) -> bool:
    """True when nothing but an aside stands between the mention and the modal, and the mention opens no condition."""
    if flat[mention.end : mention.end + 2] in ("'s", "' "):
        return False
    if not GAP.fullmatch(flat, mention.end, modal):
        return False
    if OF_SOMEBODY.search(flat, max(0, mention.start - 16), mention.start):
        return False
    return not BEFORE_CONDITION.search(flat, max(0, mention.start - 40), mention.start)


def bound_by(flat: str, near: list[Mention], everyone: tuple[str, ...], sure: float) -> Bound | None:
    """The subject that ends with the last mention of `near`: one party, several ("A and B"), or all."""
    last = near[-1]
    if last.who in (EACH, "none"):
        return Bound((), True, last.who == "none", last.start, sure)
    if last.who == OTHER:
        return Bound((), True, False, last.start, sure - 0.25)
    who = [last.who]
    start = last.start
    for mention in reversed(near[:-1]):
        if not re.fullmatch(r"\s*(?:,|,?\s*(?:and|or|nor))\s*(?:the\s+)?", flat[mention.end : start]):
            break
        who.append(mention.who)
        start = mention.start
    negated = bool(re.search(r"(?i)\bneither\s+(?:the\s+)?$", flat[max(0, start - 14) : start]))
    mutual = len(everyone) > 1 and set(who) >= set(everyone)
    return Bound(tuple(sorted(set(who) & set(everyone))), mutual, negated, start, sure)


def agent(
    flat: str, sentence: Sentence, modal: re.Match[str], mentions: list[Mention], everyone: tuple[str, ...]
) -> Bound | None:
    """The party behind "by" in "shall be paid by …"."""
    if modal.lastgroup not in ("obligation", "prohibition"):
        return None
    for mention in nearby(mentions, modal.end(), min(sentence.end, modal.end() + 160))[:2]:
        if PASSIVE.fullmatch(flat, modal.end(), mention.start) and mention.who in (*everyone, EACH):
            mutual = mention.who == EACH
            return Bound(() if mutual else (mention.who,), mutual, False, modal.start(), 0.55)
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
    to = creditor(bones.flat, nearby(mentions, modal.end(), min(end, modal.end() + 220)), name, everyone)
    return Duty(
        party=name,
        kind=kind,
        to=to,
        mutual=bound.mutual,
        text=bones.words(place),
        due=slot(bones, DUE, modal.end(), end),
        condition=slot(bones, CONDITION, start, end),
        confidence=round(bound.sure, 2),
        place=place,
    )


def clause_of(flat: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The part of the sentence between semicolons that holds the subject and the modal."""
    left = max(sentence.start, flat.rfind(";", sentence.start, start) + 1)
    right = flat.find(";", end, sentence.end)
    right = sentence.end if right < 0 else right
    return max(left, start - LONGEST_TEXT // 2), min(right, end + LONGEST_TEXT)


def creditor(flat: str, near: list[Mention], debtor: str, everyone: tuple[str, ...]) -> str:
    """To whom: the first other party that is named in the action; "other" when each owes it to the other."""
    for mention in near:
        owned = flat[mention.end : mention.end + 2] == "'s"
        if mention.who == OTHER and not owned:
            rest = [name for name in everyone if name != debtor]
            return rest[0] if len(rest) == 1 and debtor != EACH else OTHER
        if mention.who in everyone and mention.who != debtor and not owned and is_owed(flat, mention):
            return mention.who
    return ""


def is_owed(flat: str, mention: Mention) -> bool:
    """True when the words before the mention hand something over: "to", "with", "pay", "notify"."""
    return bool(OWED.search(flat, max(0, mention.start - 24), mention.start))


def slot(bones: Structure, pattern: re.Pattern[str], start: int, end: int) -> str:
    """The words of the first match, or ""."""
    match = pattern.search(bones.flat, start, end)
    return bones.words(bones.place(*match.span())) if match else ""

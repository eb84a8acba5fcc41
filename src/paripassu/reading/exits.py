"""Who may end the agreement without a cause, and with how much notice."""

import bisect
import re

from paripassu.reading.dates import SPAN, span
from paripassu.reading.draft import Exit
from paripassu.reading.mentions import Mention, nearby
from paripassu.reading.structure import Sentence, Structure

WHOLE = (
    r"(?:this|the|such)\s+(?:\w+\s+)?(?:agreement|contract|alliance|venture|cooperation|collaboration|relationship|jv)\b"
    r"|(?:its|their)\s+participation\b"
)
ENDS = re.compile(
    r"(?i)\b(?:may|shall\s+(?:also\s+)?(?:have|be\s+entitled)|has|have|is\s+entitled|are\s+entitled|can|will\s+have|reserves?)\b"
    rf"(?:(?!\b(?:shall|will|may)\b)[^.;]){{0,160}}?\b(?:terminat|cancel)(?:e|ion|ing)?\b(?:\s+[\w,]+){{0,4}}?\s+(?:{WHOLE})"
)
ENDED = re.compile(
    r"(?i)\b(?:this|the)\s+(?:agreement|contract)\s+(?:may|can)\s+(?:also\s+|otherwise\s+)?be\s+(?:\w+\s+)?(?:terminated|cancel+ed)\s+"
    r"(?:[^.;]{0,120}?)\bby\b|\bterminat(?:ion|ed)\s+by\b"
)
ENDING = re.compile(r"[Tt]erminat|TERMINAT|[Cc]ancel|CANCEL")
WITHOUT_CAUSE = re.compile(
    r"(?i)\bwithout\s+(?:any\s+)?(?:cause|reason|penalty)\b|\bfor\s+(?:its\s+|any\s+|their\s+)?convenience\b|\bfor\s+any\s+(?:or\s+no\s+)?reason\b"
    r"|\bfor\s+(?:any|no)\s+or\s+(?:no|any)\s+reason\b|\bwith\s+or\s+without\s+(?:cause|reason)\b|\bat\s+(?:its|their)\s+(?:sole\s+|absolute\s+)*(?:discretion|option)\b"
    r"|\bat\s+will\b"
)
FOR_NO_REASON = re.compile(
    r"(?i)\bwithout\s+(?:any\s+)?cause\b|\bfor\s+(?:its\s+|any\s+|their\s+)?convenience\b|\bfor\s+any\s+(?:or\s+no\s+)?reason\b"
    r"|\bwith\s+or\s+without\s+(?:cause|reason)\b"
)
IF_AHEAD = re.compile(r"(?i)\b(?:if|in\s+the\s+event|upon\s+(?:the|a|any)\s+(?:breach|default|occurrence)|should)\b")
AT_ANY_TIME = re.compile(r"(?i)\bat\s+any\s+time\b")
MUTUAL = re.compile(r"(?i)\bmutual(?:ly)?\b|\bboth\s+parties\s+agree|\bwith\s+cause\b")
# "(i) upon thirty days' notice, or (ii) if the other breaches": each is judged by itself.
PART_OF = re.compile(r";|\((?:[a-z]|[ivx]{1,4}|\d)\)")
BY_NOTICE = re.compile(r"(?i)\bnotice\b")
CAUSE = re.compile(
    r"(?i)\b(?:material(?:ly)?|breach\w*|default\w*|insolven\w+|bankrupt\w*|fails?|failure|if|after\s+\w+\s+has|in\s+the\s+event|"
    r"upon\s+(?:the\s+)?(?:occurrence|failure|change)|should\s+the|because|due\s+to|change\s+(?:of|in)\s+control|force\s+majeure|"
    r"for\s+(?:good\s+|just\s+)?cause|infring\w+|assign\w*|when|unless|not\s+(?:been\s+)?(?:cured|remedied)|violat\w+)\b"
)
EACH = ("each", "role", "other")


def exits(bones: Structure, mentions: list[Mention]) -> tuple[Exit, ...]:
    """The rights to end the agreement without a cause, each party (or "each") once, the first place that says so."""
    found: dict[str, Exit] = {}
    for sentence in speaking_of_ends(bones):
        for way in right_to_end(bones.flat, sentence):
            for who in holders(bones.flat, sentence, way, mentions):
                found.setdefault(who, one_exit(bones, sentence, way, who))
    return (found["each"],) if "each" in found else tuple(found.values())


def speaking_of_ends(bones: Structure) -> list[Sentence]:
    """The sentences ahead of the signatures that speak of ending something: only they are worth a slow look."""
    starts = [sentence.start for sentence in bones.sentences]
    hits = {bisect.bisect_right(starts, match.start()) - 1 for match in ENDING.finditer(bones.flat, 0, bones.signed_at)}
    return [bones.sentences[number] for number in sorted(hits) if number >= 0]


def right_to_end(flat: str, sentence: Sentence) -> list[re.Match[str]]:
    """The words of a sentence that give a right to end without a cause; at most one."""
    for pattern in (ENDS, ENDED):
        way = pattern.search(flat, sentence.start, sentence.end)
        if way and freely(flat, sentence, way):
            return [way]
    return []


def freely(flat: str, sentence: Sentence, way: re.Match[str]) -> bool:
    """True when no cause is asked for: it says so, or one of its parts asks for a notice only."""
    left = max(sentence.start, flat.rfind(";", sentence.start, way.start()) + 1)
    if MUTUAL.search(flat, way.start(), min(sentence.end, way.end() + 80)):
        return False
    # white space folded: what follows would be slow over the gaps of a typewritten page
    parts = PART_OF.split(" ".join(flat[way.end() : sentence.end].split()))
    ahead = " ".join(flat[left : way.end()].split()) + " "
    return any(free_part(ahead + parts[0] if number == 0 else part, ahead) for number, part in enumerate(parts))


def free_part(part: str, ahead: str) -> bool:
    """True for a part that lets a party go without a cause."""
    if FOR_NO_REASON.search(part):
        return True
    said = WITHOUT_CAUSE.search(part) or AT_ANY_TIME.search(part) or (BY_NOTICE.search(part) and SPAN.search(part))
    return bool(said) and not CAUSE.search(part) and not IF_AHEAD.search(ahead)


def holders(flat: str, sentence: Sentence, way: re.Match[str], mentions: list[Mention]) -> list[str]:
    """Who has the right: the last party named before it, or behind "by"; "each" for any of them, "" when not known."""
    if way.re is ENDED:
        near = nearby(mentions, way.end(), min(sentence.end, way.end() + 60))[:1]
    else:
        near = nearby(mentions, max(sentence.start, way.start() - 80), way.start())[-1:]
    who = ["each" if mention.who in EACH else mention.who for mention in near]
    return [name for name in who if name != "none"] or ([""] if not near else [])


def one_exit(bones: Structure, sentence: Sentence, way: re.Match[str], who: str) -> Exit:
    """One right with its notice: the span of time nearest behind the words."""
    length = SPAN.search(bones.flat, way.end(), sentence.end)
    notice = str(span(length)) if length and BY_NOTICE.search(bones.flat, way.end(), sentence.end) else ""
    sure = 0.8 if WITHOUT_CAUSE.search(bones.flat, sentence.start, sentence.end) else 0.6
    return Exit(who, notice, sure, bones.place(sentence.start, sentence.end))

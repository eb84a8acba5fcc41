"""What a committee, a board or another body of the alliance shall, may or shall not do.

A body is no party: what it is to do is nobody's duty, but it is what the parties have agreed to have done. It is found
by its name ("the Steering Committee", "the Parties' representatives"), or by the short name that the text gives it.
"""

import re
from collections.abc import Iterator

from paripassu.reading.draft import Charge
from paripassu.reading.modals import BEFORE_CONDITION, DEFINITION, MODAL, NO_DUTY, OF_SOMEBODY
from paripassu.reading.structure import Sentence, Structure

WORD = (
    r"(?:Sub-?)?(?:[Cc]ommittees?|Boards?(?:\s+of\s+(?:Directors|Managers|Trustees))?|Council|Secretariat|Panel|Task\s+Force|Working\s+Group"
    r"|(?:Project|Joint|Transition|Management|Development|Alliance|Working)\s+Teams?|(?:Alliance|Project|Program|Programme|Relationship|Account)\s+(?:Managers?|Coordinators?|Leaders?|Directors?)|Liaisons?)"
)
# A joint committee by its letters: JSC, JDC, JMC; a joint team: JPT.
LETTERS = r"J[A-Z]{1,2}[CT]s?\b"
NAME = rf"(?:[A-Z][\w&'-]*\s+){{0,4}}{WORD}|{LETTERS}|[Pp]arties'\s+(?:[\w-]+\s+)?[Rr]epresentatives"
SHORT = re.compile(
    rf"(?:\b(?:an?|the)\s+(?P<article>(?:(?!(?:an?|the)\s)[\w&'-]+\s+){{0,5}}{WORD})|(?P<name>{NAME}))"
    r"\s*\(\s*(?:the\s+|each,?\s+an?\s+)?$"
)
GAP = (
    r"(?:\s+members)?\s*(?:,[^,;.]{2,80},|\([^()]{0,60}\),?\s+which|,\s+which)?"
    r"\s*(?:also|each|jointly|then|further|\w+ly)?\s*$"
)
# A part of every name of a body: a sentence without it needs no slow look.
HINT = (
    "ommittee|oard|ouncil|ecretariat|anel|orce|orking|eam|anager|oordinator|eader|irector|iaison|"
    "epresentatives|J[A-Z]{1,2}[CT]"
)
# How a body is made up, and who leads it, is nothing that it has to do.
MADE_UP = re.compile(
    r"\s*(?:\w+ly\s+)*(?:(?:be\s+)?(?:composed|comprised?|constituted|consist|led|chaired|made\s+up|formed|established|co-chaired)\b"
    r"|have\s+(?:(?:an?|one|the|equal|sole|no|collectively|solely)\s+)*(?:\(\d\)\s+)?(?:vote|representation|advisory|chair\w*|members?)\b)"
)
OF_ITS = re.compile(r"\b(?:of|for|by|from|with|to|on)\s+(?:the|each|any|such|every)\s+$")
LONGEST_LOOK_BACK = 150
LEADING = re.compile(r"^(?:The|Each|Any|Such|All|If|In|No|Neither|When|A|An)\s+")
MOST = 1_000


def charges(bones: Structure) -> tuple[Charge, ...]:
    """What bodies are to do, in the order of the text."""
    short = short_names(bones)
    names = "|".join(re.escape(name) for name in sorted(short, key=len, reverse=True))
    subject = re.compile(rf"(?<![\w'])(?:the\s+)?(?P<body>{NAME}{'|' + names if names else ''}){GAP}")
    hint = re.compile(f"{HINT}{'|' + names if names else ''}")
    found: list[Charge] = []
    for sentence in bones.sentences:
        if sentence.start >= bones.signed_at or len(found) >= MOST:
            break
        named = hint.search(bones.flat, sentence.start, sentence.end)
        if named and not DEFINITION.match(bones.flat, sentence.start, sentence.end):
            found.extend(of_sentence(bones, sentence, subject, short))
    return tuple(dict.fromkeys(found))


def short_names(bones: Structure) -> dict[str, str]:
    """The short names that the text gives to bodies, each with the long one."""
    found = {}
    for definition in bones.definitions:
        ahead = SHORT.search(bones.flat, max(0, definition.start - 120), definition.start - 1)
        if ahead:
            found[definition.term.strip(" ,.")] = shown(ahead["article"] or ahead["name"])
    return found


def of_sentence(
    bones: Structure, sentence: Sentence, subject: re.Pattern[str], short: dict[str, str]
) -> Iterator[Charge]:
    """What bodies are to do by one sentence."""
    for modal in MODAL.finditer(bones.flat, sentence.start, sentence.end):
        before = subject.search(bones.flat, max(sentence.start, modal.start() - LONGEST_LOOK_BACK), modal.start())
        if before is None:
            continue
        if is_no_charge(bones.flat, sentence, before.start(), modal):
            continue
        place = bones.place(sentence.start, sentence.end)
        name = shown(before["body"])
        yield Charge(short.get(name, name), modal.lastgroup or "obligation", bones.words(place), place)


def is_no_charge(flat: str, sentence: Sentence, subject: int, modal: re.Match[str]) -> bool:
    """True when the body is only named beside the subject, and for what says how things are."""
    ahead = max(0, subject - 16)
    if OF_SOMEBODY.search(flat, ahead, subject) or OF_ITS.search(flat, ahead, subject):
        return True
    if BEFORE_CONDITION.search(flat, max(sentence.start, subject - 40), subject):
        return True
    if MADE_UP.match(flat, modal.end(), sentence.end):
        return True
    return modal.lastgroup != "entitlement" and bool(NO_DUTY.match(flat, modal.end(), sentence.end))


def shown(name: str) -> str:
    """A name without the word that begins its sentence."""
    return LEADING.sub("", " ".join(name.split()))

"""The slots of a duty: to whom, when, on which condition, how much; read from the words around a modal.

There is no grammar in it. What comes in time is a due ("within 30 days after delivery", "upon expiration"); what may
never come is a condition ("if", "at the request of Ada", "without her consent"). What is not clear is left empty.
"""

import re
from typing import NamedTuple

from paripassu.reading.amounts import amount
from paripassu.reading.mentions import Mention

EACH = "each"
OTHER = "other"
ROLE = "role"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
SPAN_END = (
    r"(?=,\s|[;)]|\((?![^()]{1,24}\))|\.(?:\s|$)|$|\s+(?:if|unless|provided|except|subject\s+to|without|which|whereupon|shall|will|may|for\s+the\s+purpose"
    r"|in\s+the\s+event|to\s+the\s+extent|in\s+accordance|pursuant)\b)"
)
WORDS = r"(?:[^,;.()]|\.(?=\w)|\([^()]{1,24}\))"
COUNTED = (
    r"(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty-five|sixty|ninety"
    r"|(?:one\s+)?hundred(?:\s+(?:and\s+)?(?:twenty|eighty))?)"
)
COURT = r"(?:a|any|the)\s+(?:court|tribunal|arbitrat)\w*"
UNSURE = rf"(?!\s+(?:\w+\W+){{0,6}}?(?:request|consent|approval|breach|default|failure|demand|{COURT})\b)"
DUE = re.compile(
    r"(?i)\b(?:"
    rf"(?:by|before|(?:no|not)\s+later\s+than|on\s+or\s+before|prior\s+to|until)\s+{MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?"
    rf"|(?:within|no\s+(?:later|more)\s+than|not\s+(?:later|more)\s+than|not\s+less\s+than|by\s+no\s+later\s+than|(?:by|at|on)\s+the\s+end\s+of)\b{WORDS}{{1,140}}?{SPAN_END}"
    rf"|at\s+least\s+{WORDS}{{0,40}}?(?:days?|weeks?|months?|years?|hours?)\b{WORDS}{{0,90}}?{SPAN_END}"
    rf"|by\s+{MONTH}\s+\d{WORDS}{{0,50}}?{SPAN_END}"
    rf"|for\s+(?:a|the|an\s+additional)\s+(?:full\s+)?(?:term|periods?|duration)\b{WORDS}{{0,140}}?{SPAN_END}"
    rf"|(?:upon\s+(?:at\s+least\s+|not\s+less\s+than\s+)?)?{COUNTED}\s+(?:\(\d+\)\s+)?(?:calendar\s+|business\s+)?(?:days?|weeks?|months?|years?)'?\s+(?:prior\s+)?(?:written\s+)?(?:notice\b|(?:after|before|prior\s+to|following|of|from)\b{WORDS}{{1,90}}?{SPAN_END})"
    rf"|(?:(?:immediately\s+)?(?:during|throughout|following|until|effective\s+upon|concurrent(?:ly)?\s+with|after|prior\s+to)\b{UNSURE}"
    rf"|at\s+(?:either\s+)?(?:the\s+)?(?:beginning|end|expiration|start|close|same\s+time)\b|through\s+the\s+(?:date|end|term)\b|at\s+each\b"
    rf"|(?:immediately\s+|promptly\s+)?upon\s+(?:the\s+)?(?:\w+\s+)?(?:expir|terminat|complet|execution|identif|delivery|signing|closing|commence|launch)\w*"
    rf"|before\b(?!\s+(?:a|any|the)\s+(?:court|tribunal)){UNSURE})\s*{WORDS}{{0,140}}?{SPAN_END}"
    rf"|as\s+soon\s+as\s+{WORDS}{{3,90}}?{SPAN_END}"
    r"|(?:each|every|per)\s+(?:calendar\s+)?(?:day|week|month|quarter|year)\b"
    r"|(?:monthly|quarterly|annually|weekly|daily|promptly|forthwith|without\s+(?:undue\s+)?delay|on\s+a\s+timely\s+basis|immediately(?!\s+(?:vested|effective|available|preceding)))\b"
    r")"
)
REQUEST = r"(?:reasonable\s+|written\s+|prior\s+)*requests?\b(?:\s+of\s+(?:the\s+)?(?:[\w-]+)(?:\s+[Pp]arty)?)?"
CONDITION = re.compile(
    r"(?i)\b(?:"
    r"(?:only\s+)?(?:if|unless|provided(?:,?\s+however)?,?\s+that|subject\s+to|in\s+the\s+event|in\s+case|to\s+the\s+extent|except|so\s+long\s+as|as\s+long\s+as"
    r"|should\s+(?:it|any|the|such|either|[A-Z]\w+)|when(?:ever)?|as\s+(?:is\s+|may\s+be\s+)?(?:needed|required|necessary|appropriate)"
    r"|where\s+(?:applicable|permitted|required|possible|necessary)|upon\s+(?:the\s+|any\s+)?(?:receipt|occurrence|breach|approval|default|failure|consent))\b"
    r"(?:[^.;]|\.(?=\w)){0,260}?(?=,\s|\.(?:\s|$)|[;]|$)"
    rf"|(?:at|upon|on)\s+(?:the\s+)?(?:\w+(?:\s+\w+){{0,3}}'s?\s+)?{REQUEST}"
    r"|without\s+(?:[\w']+\s+){0,6}?(?:consent|approval|permission|agreement)\b(?:\s+of\s+(?:[^\s,;.]|\.(?=\w))+(?:\s+(?:other\s+)?[Pp]arty)?)?"
    r"|with\s+cause\b)"
)
OWED = re.compile(
    r"\b(?:(?<!belonging\s)(?<!relating\s)(?<!respect\s)(?<!pursuant\s)(?<!referred\s)to|with|for|from|against|toward|towards|(?i:provid|pay|giv|grant|reimburs|indemnif|notif|assist|allow|permit|send|suppl|"
    r"deliver|inform|advis|compensat|serv|support|defend|requir|licens|appoint|furnish|releas|tell|help|refund|credit|sell|harmless|keep|request|"
    r"offer|engag|consult)(?:e|es|y|ies|s|ing|ish)?)\s+(?:the\s+)?$"
)
# Where what a modal rules over ends: at the next modal that has words of its own before it, or at an aside.
RULED = re.compile(
    r",\s+(?:provided|which|who|whose|whereupon|it\s+being)\b|[;,]?\s+(?:and|but|or|nor)\s+(?:(?!to\b)[\w'.&-]+\s+){0,7}?(?:shall|will|may|must)\b|;"
)
AFTER_ALL = re.compile(r";\s*(?=provided\b)")
PERIOD = re.compile(r"(?i)^(?:for|during)\b")
CREDITOR_WITHIN = 220


class Ruled(NamedTuple):
    """What a modal rules over: the clause from `start` to `end`, its subject from `subject`, the words behind the modal
    from `at` to `until`, and `over`, where a proviso behind a semicolon ends."""

    start: int
    subject: int
    at: int
    until: int
    end: int
    over: int


def ruled(flat: str, start: int, subject: int, at: int, end: int, sentence_end: int) -> Ruled:
    """What the modal that ends at `at` rules over in the clause from `start` to `end`."""
    stop = RULED.search(flat, at + 1, end)
    proviso = AFTER_ALL.match(flat, end, sentence_end)
    following = flat.find(";", end + 1, sentence_end) if proviso else end
    over = following if following >= 0 else sentence_end
    return Ruled(start, max(start, subject), at, stop.start() if stop else end, end, over)


def condition(flat: str, here: Ruled) -> tuple[int, int] | None:
    """The span of the first condition: ahead of the subject, behind the modal, further on, or in a proviso."""
    for start, end in ((here.start, here.subject), (here.at, here.until), (here.until, here.over)):
        match = CONDITION.search(flat, start, end)
        if match:
            return match.span()
    return None


def due(flat: str, here: Ruled, unless: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span of the first time that is no part of the condition: behind the modal, else ahead of the subject."""
    for start, end in ((here.at, here.until), (here.start, here.subject)):
        for match in DUE.finditer(flat, start, end):
            if unless is None or match.end() <= unless[0] or match.start() >= unless[1]:
                return match.span()
    return None


def sum_of(flat: str, here: Ruled, unless: tuple[int, int] | None) -> tuple[int, int] | None:
    """The span of the first amount behind the modal that is no part of the condition."""
    at = here.at
    while found := amount(flat, at, here.end):
        if unless is None or found[1] <= unless[0] or found[0] >= unless[1]:
            return found
        at = found[1]
    return None


def creditor(flat: str, near: list[Mention], debtor: str, everyone: tuple[str, ...]) -> str:
    """To whom: the first other party to whom the words hand something; "other" when each owes it to the other."""
    for mention in near:
        if flat[mention.end : mention.end + 2] == "'s" or not is_owed(flat, mention):
            continue
        if mention.who == OTHER:
            rest = [name for name in everyone if name != debtor]
            return rest[0] if len(rest) == 1 and debtor != EACH else OTHER
        if mention.who == ROLE and debtor == EACH:
            return OTHER
        if mention.who in everyone and mention.who != debtor:
            return mention.who
    return ""


def is_owed(flat: str, mention: Mention) -> bool:
    """True when the words before the mention hand something over: "to", "with", "pay", "notify"."""
    return bool(OWED.search(flat, max(0, mention.start - 24), mention.start))

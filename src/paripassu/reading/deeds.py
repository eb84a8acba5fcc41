"""What somebody shall, may or shall not do: the action, what it is done to, and what sets it off.

All of it is read from the words around a modal ("shall", "may"), without a grammar; what is not clear is left empty.
"""

import re

from paripassu.reading.mentions import Mention, nearby

ASIDE = r",(?:[^,;.]|\.(?=\d)|,(?=\s\w+,)){2,160},\s*"
BEFORE_VERB = re.compile(
    r"(?i)\s*(?:(?:also|not|never|then|only|further|thereafter|however|jointly|each|mutually|hereby|in\s+good\s+faith|at\s+(?:its|their)\s+(?:own\s+|sole\s+)?"
    r"(?:cost(?:\s+and\s+expense)?|expense|option|discretion)|as\s+soon\s+as\s+\w+|from\s+time\s+to\s+time|in\s+no\s+event|\w+ly)\b[\s,:]*"
    rf"|{ASIDE}|\(\w{{1,4}}\)\s*|[a-z]\.\s+(?=[A-Z])|:\s*|to\s+the\s+extent\s[^,;.]{{3,60}}?(?=\b(?:endeavou?r|use|provide)\b)){{0,5}}"
    r"(?:(?:be\s+)?(?:\w+ly\s+)?(?:entitled|permitted|required|obligated|obliged|authori[sz]ed|allowed|free|able|responsible)\s+(?:to|for(?=\s+\w+ing\b))\s+"
    r"|be\s+restricted\s+from\s+|from\s+(?=\w+ing\b)"
    r"|(?:have|has)\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+){0,3}?(?:right|option|opportunity)s?(?:,\s+\w+)?(?:\s+(?:and|or)\s+\w+)?\s+(?:to|of)\s+"
    r"|(?:use|make|exert|try)\s+(?:(?!to\b)\w+\s+){0,5}?(?:efforts?|endeavou?rs|best)(?:,[^;.]{0,60}?)?\s+to\s+|(?:endeavou?r|attempt)\s+to\s+"
    r"|(?:,\s+(?!to\b)\w+)?(?:\s*\b(?:and|or)\s+\w+)?\s*\bto\s+(?!the\b|any\b|an?\b)|of\s+(?=\w+ing\b)|to\s+){0,2}(?:\(\w{1,4}\)\s*|\w+ly\s+)?",
)
VERB = re.compile(
    r"(?P<be>be\s+(?:\w+ly\s+)?)?(?P<verb>(?!(?:the|a|an|its|their|any|all|such)\b)[A-Za-z][a-z-]+(?:\s+(?:up|out|back|over|off|down)\b)?)"
    r"(?:(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|/)(?:\w+ly\s+)?(?:to\s+)?(?P<second>(?!(?:the|a|an|its|their|any|all|such|to|in|by|for|of)\b)[a-z]{3,}))?(?=[\s,.;])"
)
STOP = (
    r"(?:within|upon|if|unless|provided|subject\s+to|no\s+later|not\s+later|on\s+or\s+before|prior\s+to|at\s+(?:least|any\s+time|its|their|the\s+(?:end|time|request))"
    r"|from\s+(?:time|each|and)|pursuant|except|as\s+(?:set|provided|soon|may|described|required|needed)|during|throughout|until|after|before|in\s+(?:the\s+event|accordance|connection|order|good\s+faith|writing)"
    r"|promptly|immediately|following|by\s+(?:the\s+end|no\s+later|giving|means|use|January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|which|who|that|whether|so\s+that|to\s+the\s+extent|for\s+(?:a\s+period|the\s+purpose)|with\s+(?:respect|cause|regard)|without|necessary\s+to|including|and\s+(?:shall|will|may|to)|in\s+(?:which|consultation)|on\s+a|with\s+(?=[A-Z])|at\s+the\s+same|through)\b"
)
OBJECT = re.compile(
    r"\s*(?:(?:together\s+)?(?:to|with|for|in|on|by|of|from|into|against|under|at|upon|as)\b)?\s*(?:\w+ly\s+)?"
    rf"(?P<object>(?!\b(?:during|the\s+extent|good\s+faith|and|or|so)\b)(?:[^,;.()]|\.(?=\w)|,(?=\d{3})|\(\d+\)|\([^()]{{1,30}}\)|,(?=\s(?:(?!(?:and|or|which|who|but|by|to|in|on|at|as|if|for|with)\b)[\w/-]+)(?:\s[\w/-]+){{0,2}}(?:,|\s(?:and|or)\b))|,(?=\s(?:and|or)\s\w+(?:\s\w+){{0,2}}\s(?:of|by|and)\b)){{2,180}}?)"
    rf"(?=\s*(?:[,;()]|\.(?:\s|$)|$|\b{STOP}))"
)
HANDED = re.compile(r"\s*(?:(?:to|with|for)\s+)?(?:the\s+)?$")
THING = re.compile(
    r"\s+(?:with\s+)?(?=(?:the|an?|any|all|such|its|their|each|every|no|[$€£*\d]|prompt|written|immediate|reasonable|full|access)\b|[$€£*])"
)
SUBJECT = re.compile(
    r"(?:.*?[^,]\b(?:that|agree)\s+|(?:(?:except|if|upon|in|at|for|subject|unless|notwithstanding|during|after|following|to\s+the\s+extent)\b[^;]*?),\s+)?"
    r"(?P<subject>[A-Z]?[^,;()]{3,160}?)(?=\s*(?:$|,|\(|\b(?:which|that|who|including)\b))",
    re.IGNORECASE,
)
# "12) Assignment This Agreement shall": a heading that the sentence does not belong to.
HEADED = re.compile(
    r"(?:\d[\d.)]*\s+)?(?:[A-Z][\w'-]*\s+(?:of\s+|and\s+)?){1,5}(?=(?:This|The|All|Any|Each|No|Such|If|In)\s)"
)
EVENT = re.compile(
    r"(?i)\b(?:after|following|before|prior\s+to|until|upon|as\s+soon\s+as|concurrent(?:ly)?\s+with(?:\s+or\s+before)?"
    r"|(?:days?|weeks?|months?|years?|anniversary)\)?\s+(?:from|of)|from)\s+"
    r"(?P<event>(?!\d|(?:at\s+least|not\s+less|the\s+(?:first|second|third|fourth|fifth)\s+anniversary)\b"
    r"|(?:\w+\s+(?:\(\d+\)\s+)?){0,4}(?:notice|practicable|possible)\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[^,;()]{3,110})"
)
ARTICLES = frozenset(["the", "a", "an", "its", "their", "any", "all", "such", "each", "this", "that", "no", "other"])
LINKING = frozenset(["for", "to", "in", "on", "of", "by", "with", "from", "at", "as", "without", "during", "upon"]) | {
    *("either", "if", "not", "only", "subject", "except", "which", "provided", "available", "responsible")
}


def deed(flat: str, start: int, end: int, mentions: list[Mention] | None = None) -> tuple[str, tuple[int, int] | None]:
    """The verb behind a modal that ends at `start`, two when they are joined, and the span of what it is done to.

    "shall promptly pay and deliver the fee to Ada" gives "pay, deliver" and the span of "the fee to Ada". A party that
    stands between the verb and its object ("shall pay Ada the fee") is left out of the object.
    """
    lead = BEFORE_VERB.match(flat, start, end)
    at = lead.end() if lead else start
    while flat[at : at + 1] == " ":
        at += 1
    verb = VERB.match(flat, at, end)
    if not verb or verb["verb"].lower() in ARTICLES | LINKING:
        return "", None
    first = ("be " if verb["be"] else "") + " ".join(verb["verb"].split())
    words = ", ".join(filter(None, (first, verb["second"])))
    done_to = OBJECT.match(flat, behind_party(flat, verb.end(), end, mentions or []), end)
    return words, done_to.span("object") if done_to else None


def behind_party(flat: str, start: int, end: int, mentions: list[Mention]) -> int:
    """Where the object may begin: behind a party that the action is done for, when a thing follows it."""
    for mention in nearby(mentions, start, min(end, start + 14))[:1]:
        thing = THING.match(flat, mention.end, end)
        if thing and HANDED.fullmatch(flat, start, mention.start):
            return thing.end()
    return start


def undergone(flat: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of what a passive is done to: the words from `start` up to the modal, without an adverbial ahead."""
    headed = HEADED.match(flat, start, end)
    match = SUBJECT.match(flat, headed.end() if headed else start, end)
    return match.span("subject") if match else None


def event(words: str) -> str:
    """What sets the time going in a due: "receipt of the invoice" in "within 30 days after receipt of the invoice"."""
    match = EVENT.search(words)
    return " ".join(match["event"].split()) if match else ""

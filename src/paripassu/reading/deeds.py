"""What somebody shall, may or shall not do: the action, its object, and what sets it off.

All of it is read from the words around a modal ("shall", "may"), without a grammar; what is not clear is left empty.
"""

import re

BEFORE_VERB = re.compile(
    r"(?i)\s*(?:(?:also|not|never|then|only|further|thereafter|jointly|each|mutually|hereby|in\s+good\s+faith|at\s+(?:its|their)\s+(?:own\s+|sole\s+)?"
    r"(?:cost(?:\s+and\s+expense)?|expense|option|discretion)|as\s+soon\s+as\s+\w+|from\s+time\s+to\s+time|in\s+no\s+event|\w+ly)\b[\s,]*"
    r"|,[^,;.]{2,120},\s*){0,4}"
    r"(?:(?:be\s+)?(?:\w+ly\s+)?(?:entitled|permitted|required|obligated|obliged|authori[sz]ed|allowed|free|able|responsible)\s+(?:to|for)\s+"
    r"|(?:have|has)\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+){0,3}?(?:right|option|opportunity)s?\s+(?:to|of)\s+"
    r"|(?:use|make|exert)\s+(?:its\s+|their\s+|all\s+)?(?:\w+\s+){0,3}?(?:efforts|endeavou?rs)\s+to\s+|to\s+){0,2}"
)
VERB = re.compile(
    r"(?P<verb>(?:be\s+)?(?!(?:the|a|an|its|their|any|all|such)\b)[a-z][a-z-]+(?:\s+(?:up|out|back|over|off|down))?)"
    r"(?:(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|/)(?:\w+ly\s+)?(?:to\s+)?(?P<second>(?!(?:the|a|an|its|their|any|all|such|to|in|by|for|of)\b)[a-z]{3,}))?(?=[\s,.;])"
)
OBJECT = re.compile(
    r"\s*(?:(?:together\s+)?(?:to|with|for|in|on|by|of|from|into|that|against|under|at|upon)\b)?\s*"
    r"(?P<object>(?:[^,;.()]|\(\d+\)){2,160}?)(?=\s*(?:[,;()]|\.(?:\s|$)|$|\b(?:within|upon|if|unless|provided|subject\s+to|no\s+later|not\s+later|on\s+or\s+before|prior\s+to"
    r"|at\s+least|in\s+accordance|pursuant|except|as\s+(?:set|provided|soon|may|described)|during|until|after|before|in\s+the\s+event|promptly|immediately"
    r"|by\s+(?:the\s+end|no\s+later|January|February|March|April|May|June|July|August|September|October|November|December)|which|who|whether|to\s+the\s+extent)\b))"
)
EVENT = re.compile(
    r"(?i)\b(?:after|following|from|of|upon|on|before|prior\s+to|as\s+soon\s+as|until)\s+(?:the\s+)?(?P<event>(?!(?:the\s+)?\d|(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December)\b|each\b|(?:calendar\s+)?(?:day|week|month|quarter|year)s?\b)[^,;.()]{3,90})"
)
ARTICLES = frozenset(["the", "a", "an", "its", "their", "any", "all", "such", "each", "this", "that", "no", "other"])
LINKING = frozenset(
    ["for", "to", "in", "on", "of", "by", "with", "from", "at", "without", "either", "if", "not", "only"]
)


def deed(flat: str, start: int, end: int) -> tuple[str, tuple[int, int] | None]:
    """The verb behind a modal that ends at `start`, two when they are joined, and the span of what it is done to.

    "shall promptly pay and deliver the fee to Ada" gives "pay, deliver" and the span of "the fee to Ada".
    """
    lead = BEFORE_VERB.match(flat, start, end)
    at = lead.end() if lead else start
    while flat[at : at + 1] == " ":
        at += 1
    verb = VERB.match(flat, at, end)
    if not verb or verb["verb"] in ARTICLES | LINKING:
        return "", None
    words = ", ".join(filter(None, (" ".join(verb["verb"].split()), verb["second"])))
    done_to = OBJECT.match(flat, verb.end(), end)
    return words, done_to.span("object") if done_to else None


def event(words: str) -> str:
    """What sets the time going in a due: "receipt of the invoice" in "within 30 days after receipt of the invoice"."""
    match = EVENT.search(words)
    return " ".join(match["event"].split()) if match else ""

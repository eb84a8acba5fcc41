"""From which day a term runs: one that is stated, one that is defined elsewhere, or that of an event, not known."""

import re

from paripassu.reading.dates import DATE, iso
from paripassu.reading.draft import Found

OWN_DAY = (
    r"(?:date\s+of\s+(?:the\s+)?)?(?:effective|commencement|execution|signing|agreement)\s+date|date\s+(?:hereof|of\s+(?:this\s+agreement|(?:its\s+)?"
    r"(?:signing|signature|execution))|first|above)|execution\s+(?:hereof|of\s+this\s+agreement)|signing\b|first\s+date\b"
)
FROM_DATE = re.compile(
    r"(?i)[^.;]{0,60}?\b(?:from|after|following|of|on|upon|commenc\w+|begin\w*|starting)\s+(?:(?:on|upon|as\s+of|from|with|and\s+after)\s+){0,2}(?:the\s+)?"
    rf"(?:(?P<own>{OWN_DAY})|(?P<event>(?:first|date\s+of\s+(?:the\s+)?(?:first\s+)?)?\s*(?-i:[A-Z])[\w'-]*(?:\s+(?:of\s+(?:the\s+)?)?(?-i:[A-Z])[\w'-]*){{0,6}}))"
)
FROM_EVENT = re.compile(
    r"(?i)[^.;,]{0,40}?\b(?:from|after|following|commencing|beginning|starting)\s+(?:(?:on|upon|as\s+of|from|with|when)\s+)?(?P<event>[^.,;()]{3,90})"
)
BEGINS_AT = re.compile(
    r"(?i)\b(?:commenc\w+|begin(?:s|ning)?|start(?:s|ing)?|effective|takes?\s+effect|(?:in|into)\s+(?:force|effect))\s+(?:(?:up)?on|from|as\s+of|with|when|at)\s+(?P<event>[^.,;()]{3,90}?)(?=\s+and\b(?!\s+year)|\s+(?:shall|will)\b|[.,;(]|$)"
)
HAPPENS = re.compile(
    r"(?i)\blaunch|\bopen(?:s|ed|ing)?\b|\bdeliver|\bsales?\b|\bapprov|\bclosing\b|\bcomplet|\bship(?:s|ped|ment)\b|\binstall|\baccept|\bupload|\bavailab|\boperation(?:al|s)?\b"
    r"|\bproduction\b|\breceipt\b|\bregistration\b|\bpublication\b|\brelease\b|\bincorporation\b|\bformation\b|\bgo(?:es)?[\s-]+live\b|\bmerger\b|\bfunding\b|\boccurrence\b|\btransfer\b"
)
OF_OURS = re.compile(
    r"(?i)\beffective\b|\bexecut|\bsign(?!ificant)|\bhereof\b|\btoday\b|\bits\s+(?:date|commencement|start)|\bbelow\b|\b(?:first|signature)\s+page\b|\bset\s+forth\b|\bthis\s+(?:agreement|contract)\b|\babove\b|\b(?:such|that|its|said)\s+date\b|^which\b|\bexpir|\bterminat|\bterm\b|\bnotice\b"
)
FROM_SIGNING = re.compile(
    r"(?i)^(?:the\s+)?(?:(?:last\s+|latest\s+)?(?:date|day)\s+(?:and\s+year\s+)?)?(?:hereof|(?:of\s+|on\s+which\s+|when\s+)?(?:(?:its|this|the|it|both|last|full|agreement|contract|parties'?)\s+){0,3}"
    r"(?:is\s+|has\s+been\s+|was\s+)?(?:sign|execut)|of\s+this\s+(?:agreement|contract)|first\s+(?:above|written|set|stated)|its\s+date|set\s+forth\s+above)"
)
AN_EVENT = re.compile(r"(?i)^(?:the\s+)?(?:date|day|month|time|end|moment|first|last)\b")
# An effective date that hangs on something to come: "the date on which the last approval is obtained".
HANGS = re.compile(
    r"(?i)\beffective\s+date\"?\s+(?:(?:shall\s+)?means?|is|shall\s+be)\s+(?:the\s+)?(?P<said>[^.;()\"]{3,160})"
    r"|\beffective\s+(?:as\s+of|on|upon)\s+(?:the\s+)?(?P<until>[^.;()\"]{3,120})\(\s*(?:the\s+)?\"effective\s+date\""
)
DAY_NAME = re.compile(
    r"(?:[A-Z][\w'-]*\s+(?:of\s+(?:the\s+)?)?){0,4}(?:Date|Day|Launch|Closing|Opening|Commencement|Start)\b"
)
DONE = re.compile(
    r"(?i)\b(?P<thing>[a-z-]+)\s+(?:is|was|are|has\s+been|shall\s+be|will\s+be)\s+(?:\w+ly\s+)?(?P<done>[a-z]+ed)\b"
)
WHEN_NAMED = 110


def day_called(flat: str, name: str) -> str:
    """The day that a name such as "Launch Date" is given somewhere in the text, in ISO form, or ""."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    told = re.compile(
        rf"(?i)[\s,]*\((?:[^()]{{0,40}}\s)?\W?{words}\W{{0,2}}\s*\)"
        rf"|[\s,]*(?:hereinafter|herein)\s+[^.;]{{0,30}}?\W{words}\b"
    )
    says = re.compile(
        rf"(?i)\W{words}\W{{0,2}}\s*(?:of\s+[^.;]{{0,50}}?)?(?:(?:shall\s+)?means?|is|shall\s+be|will\s+be|:|\|)\s*(?:[^.;\"]{{0,40}}?\b(?:on|of|is)\s+|the\s+|on\s+)?(?:or\s+(?:about|before)\s+)?$"
    )
    for match in DATE.finditer(flat):
        ahead = flat[max(0, match.start() - WHEN_NAMED) : match.start()]
        if told.match(flat, match.end(), match.end() + WHEN_NAMED) or says.search(" " + ahead):
            return iso(match)
    return ""


def event_from(flat: str, span: tuple[int, int], told: tuple[int, int]) -> tuple[str, str]:
    """The event that sets a term going, and its day when the text gives one; ("", "") when it runs from no event.

    `span` is that of the sentence, `told` that of the length of the term.
    """
    start, end = span
    behind = FROM_EVENT.match(flat, told[1], min(end, told[1] + 160))
    match = behind or last_beginning(flat, start, told[0])
    if not match or DATE.search(match["event"]) or OF_OURS.search(match["event"]):
        return "", ""
    named = DAY_NAME.search(match["event"])
    if named and "Effective" not in named[0] and "Commencement" not in named[0]:
        words = " ".join(named[0].split())
        return words, day_called(flat, words)
    event = re.sub(r"(?i)^the\s+", "", " ".join(match["event"].split()))
    return (
        (event, day_of_event(flat, event)) if HAPPENS.search(event) or (behind and AN_EVENT.match(event)) else ("", "")
    )


def day_of_event(flat: str, event: str) -> str:
    """The day on which the text says that something is done, for "date on which the channel is uploaded"; or ""."""
    done = DONE.search(event)
    if not done:
        return ""
    said = re.compile(
        rf"(?i)\b{done['thing']}\b[^.;]{{0,60}}\b{done['done']}\s+(?:on|by|as\s+of)\s+(?:or\s+about\s+)?$"
    )
    dates = (
        match for match in DATE.finditer(flat) if said.search(flat, max(0, match.start() - WHEN_NAMED), match.start())
    )
    return next((iso(match) for match in dates), "")


def signing_from(flat: str, span: tuple[int, int], told: tuple[int, int]) -> str:
    """The words by which a term runs from the signing or the date of the agreement; "" when it says no such thing."""
    start, end = span
    match = FROM_EVENT.match(flat, told[1], min(end, told[1] + 160)) or last_beginning(flat, start, told[0])
    said = match["event"] if match else ""
    return said if FROM_SIGNING.search(said) and "effective" not in said.lower() else ""


def last_beginning(flat: str, start: int, end: int) -> re.Match[str] | None:
    """The words nearest ahead of the length that tell when the term begins."""
    every = list(BEGINS_AT.finditer(flat, start, end))
    return every[-1] if every else None


def hangs(flat: str) -> bool:
    """True when the effective date is defined by something that happens, and not by a day or by the signing."""
    for match in HANGS.finditer(flat):
        said = match["said"] or match["until"]
        if DATE.search(said) or re.search(r"(?i)sign|execut|hereof|above|this\s+agreement", said):
            return False
        return HAPPENS.search(said) is not None or "on which" in said
    return False


def known_day(own: str, agreed: Found | None, effective: Found | None) -> str:
    """The day that is meant by "the Effective Date", or by "the date hereof" and the like; "" when none is stated."""
    ways = (agreed, effective) if SIGNED.search(own) else (effective, agreed)
    known = [one.value for one in ways if one]
    return next((value for value in known if len(value) == FULL), known[0] if known else "")


SIGNED = re.compile(r"(?i)hereof|its\s+date|execution|sign|agreement|first|above")
FULL = len("2014-03-03")

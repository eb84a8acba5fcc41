"""The list of parties: the names after "between", and the short names in brackets behind them.

No name is treated as the first one: every rule looks at one name and the words around it.
"""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from paripassu.reading.marked import marked
from paripassu.reading.places import PLACE
from paripassu.reading.structure import OPENED, Structure

SUFFIX = (
    r"(?:Sp\.?\s*[zZ]\.?\s*[oO]\.?\s*[oO]|SP\.?\s*Z\.?\s*O\.?\s*O|s\.\s?r\.\s?o|d\.\s?o\.\s?o|a\.\s?s|A\.\s?[ŞS]|ehf|P\.?L\.?L\.?C|P\.\s?C|L\.\s?C|PBC|JSC|PJSC|OJSC"
    r"|S\.A\.[UCB]|SARL|S\.?[àÀ]\.?\s?r\.?l|SAL|WLL|Ltda|LTDA|S\.\s?L|SNC|Kft|UAB|OÜ|AB\s\(publ\)|Pte|PTE|Co-?operative|COOPERATIVE|(?i:sociedad\s+an[oó]nima)|"
    r"(?:GmbH|GMBH|AG|SE)\s*&\s*(?:Co|CO)\.?\s*(?:KGaA|KG|OHG)|S\.?\s?A\.?\s+(?i:de)\s+C\.?\s?V|Sdn\.?\s+Bhd|SDN\.?\s+BHD|Berhad|BERHAD|W\.\s?L\.\s?L|Tbk|e\.\s?V|Kabushiki\s+Kaisha|S\.P\.A|S\.R\.L|G\.\s?P|Inc|INC|inc|Incorporated|INCORPORATED|Corp|CORP|Corporation|CORPORATION|Company|COMPANY|Co|CO|LLC|L\.\s?L\.\s?C|"
    r"Ltd|LTD|Limited|LIMITED|LP|L\.\s?P|LLP|L\.\s?L\.\s?P|PLC|plc|Plc|GmbH|GMBH|AG|S\.\s?A|SA|SAS|S\.A\.S|N\.\s?V|NV|B\.\s?V|BV|AB|"
    r"A/S|ApS|AS|ASA|Oy|OYJ|K\.\s?K|KK|Pty|PTY|SE|S\.p\.A|S\.r\.l|SRL|KG|KGaA|Trust|TRUST|University|UNIVERSITY|Foundation|"
    r"FOUNDATION|Institute|INSTITUTE|Fund|FUND|Bank|BANK|N\.\s?A|Partnership|PARTNERSHIP|Association|Organization|Center|CENTER|"
    r"Group|GROUP|Partners|PARTNERS|Holdings|HOLDINGS)\b\.?"
)
STRONG = re.compile(
    r"(?:,\s*|\s)(?i:inc|incorporated|corp|corporation|co|company|llc|l\.\s?l\.\s?c|ltd|limited|lp|l\.\s?p|llp|plc|gmbh|s\.\s?a|"
    r"n\.\s?a|g\.\s?p|sdn\.?\s+bhd|berhad|n\.\s?v|b\.\s?v|a/s|k\.\s?k|pty|s\.p\.a|s\.r\.l|kgaa|sp\.?\s*z\.?\s*o\.?\s*o|p\.?l\.?l\.?c|p\.\s?c|l\.\s?c|s\.a\.[ucb]|ltda|gesellschaft\s+mbh|s\.\s?r\.\s?o|d\.\s?o\.\s?o)\b(?!-\w)\.?|\s(?:AG|AB|SA|SE|AS|NV|BV|KG|Oy|Oyj|OYJ|JSC|PBC|SAL|WLL|SARL|SNC|UAB|Kft|a\.s|A\.Ş)\b"
)
BETWEEN = re.compile(
    r"(?i)\b(?:by\s+and\s+)?(?:between|among|amongst)\b(?:\s*,?\s*(?:and\s+)?(?:between|among|amongst)\b)?[\s:,]*"
    r"|\b(?:entered\s+into|made|executed)\b[^.\"]{0,60}?\bby\s+(?!and\s+(?:between|among))(?:and\s+)?"
    r"|\b(?:agreement|letter)\s+(?:is\s+)?with\s+|\bparties\s*:?\s*(?=\(1\)|\(a\)|1[.)])"
)
CREDENTIAL = r"(?:Jr|Sr|II|III|M\.?D|D\.?V\.?M|Ph\.?D|Au\.D|D\.D\.S|Pharm\.D|R\.N|Esq|CPA)\b"
NAME_END = re.compile(
    r"\s*(?:¶|\((?![A-Z][\w .]{0,20}\),?\s*(?!A\s|An\s)(?:[A-Z][\w&.]*\s+){0,3}"
    + SUFFIX
    + r")|[;:\"\[]|(?<!\b[A-Za-z])(?<!\b[DM]r)(?<!\bM[sx])(?<!\bMrs)(?<!\bMRS)(?<!\b[DM]R)(?<!\bSt)(?<!\bProf)"
    r"(?<!\bS[pP])\.\s(?!\s*"
    + SUFFIX
    + r"(?=[\s,.;()]|$))|\.$|,(?!\s*"
    + CREDENTIAL
    + r")(?!\s*"
    + SUFFIX
    + r"(?=[\s,.;()]|$))|$|(?=\s(?:a(?!\.\s?s\b)|an|having|with|whose|located|organized|incorporated|"
    r"on\s+(?:behalf|the|this)|hereinafter|hereafter|acting|existing|duly|d/?b/?a|D/?B/?A|is|are|as|which|who|whereby|for(?!\s+[A-Z][a-z])|Address|Registered|Legal|Attention|Contact|Tel|Telephone|Fax|Dated?|DATED|ID\s|formerly|"
    r"effective|dated|under|both|through|at|together|including|each|to|regarding|relating|in|this|The\s+parties|collectively|AND(?!\s+(?:COMPANY|CO|SONS|ASSOCIATES|PARTNERS)\b)|"
    r"A\s+[A-Z]+\s(?=(?:[A-Z]+\s+){0,3}(?:CORPORATION|COMPANY|PARTNERSHIP|LIMITED|TRUST|ASSOCIATION))|AN\s+[A-Z]+\s(?=(?:[A-Z]+\s+){0,3}(?:CORPORATION|COMPANY|PARTNERSHIP|LIMITED|TRUST|ASSOCIATION))|"
    r"\d{1,6}\w?\s+(?:[A-Z][\w.]*\s+){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Blvd|Boulevard|Lane|Way|Parkway|Pkwy|Plaza|Court|Place|Square|Highway)|"
    r"setting|concerning|shall|will|entered|made|agree|of\s+\d|and\s+(?:its|their|his|certain|all|any))\b)|\s-\s|\s/\s)"
)
AND = re.compile(
    r"[\s¶]+(?:and|AND|And|&)[\s¶]+(?=[A-Z0-9]|[a-z]{1,3}[A-Z])"
    r"(?!(?i:associates|sons?|co|company|brothers|bros|daughters|partners)\b)"
)
ALONE = re.compile(r"(?:\s{2,}|\s*¶\s*)(?:and|AND|And|&)(?:\s{2,}|\s*¶\s*)")
LEAD = re.compile(
    r"(?:[\s,;.:*_¶\-]|\band\b|\bAND\b|\bAnd\b|\bby\b|\bbetween\b|\bthe\b|\(\s*(?:\d{1,2}|[a-zA-Z]|i{1,3}|iv|v)\s*\)|\b\d{1,2}[.)]\s|\b(?:I{1,3}|IV|[A-D])\.\s|\bM/[sS]\.?\s|"
    r"\b(?:on\s+the\s+one\s+hand|on\s+the\s+other(?:\s+hand)?|(?i:of\s+the\s+(?:first|second|third|fourth|one|other)\s+part))\b|"
    r"\b(?:Party|PARTY)\s+(?:[A-D]|[1-4]|One|Two)\s*[:\-]\s*|\b(?:its\s+)?(?:parent|wholly-owned\s+subsidiary)\b,?)*"
)
ALIAS_GROUP = re.compile(
    r"\((?P<inside>(?:[^()]|\([^()]{0,60}\)){0,260})\)"
    r"|\b(?:hereinafter|hereafter|herein)\s*,?\s*(?:(?:collectively\s+)?(?:referred\s+to\s+as|called|known\s+as)\s*)?(?:the\s+)?"
    r"(?P<said>\"[^\"]{1,60}\"(?:\s+(?:or|and)\s+(?:the\s+)?\"[^\"]{1,60}\")?)"
)
QUOTED = re.compile(r'"\s*(?P<alias>[^"]{1,70}?)\s*,?\s*"')
SINGLE_QUOTED = re.compile(r"(?<!\w)'(?P<alias>[A-Z][^'\"]{0,60})'(?!\w)")
UNQUOTED = re.compile(
    r"\s*(?:hereinafter|hereafter)?\s*,?\s*(?:referred\s+to\s+as|called)?\s*"
    r"(?:the\s+)?(?P<alias>[A-Z][\w .&-]{1,40}?)\s*"
)
JOINT = re.compile(r"(?i)\bcollective|\btogether|\beach\b|\bindividual|\bboth\b|\bjointly|\bseparately|\bany\s+of")
NO_ALIAS = re.compile(
    r"(?i)(?:the\s+)?(?:(?:this\s+)?agreement|part(?:y|ies)|effective\s+date|execution\s+date|date|commencement\s+date|amendment|"
    r"contract|term|signing\s+date|closing|act|sec|commission|members?|partners?|service|project|territory|"
    r".*\bdate|.*\bagreement|jv|joint\s+venture|venture|purchased\s+shares)"
)
LOWER_START = re.compile(
    r"(?:a|an|of|on|for|as|its|which|who|and|or|the|by|with|that|in|to|at|is|are|it|hereinafter|each|having)\b"
)
TAIL = re.compile(r".*?\b(?:[Ii]nc|INC|LLC|Ltd|LTD|GmbH|AG|LP|PLC|plc|Corp|CORP)\b\.?(?=\s+(?:[A-Z0-9]|of\s))")
ADDRESS = re.compile(
    r"\b(?:Street|Avenue|Road|Boulevard|Blvd|Suite|Floor|Plaza|Drive|Parkway|Building|Room|District|Highway|Lane|Tower|P\.O|ZIP|Zip)\b|^\d+\w?\s"
)
NO_NAME = re.compile(
    r"(?i)(?:the\s+)?(?:part(?:y|ies)|agreement|undersigned|following|parties\s+hereto|each|it|this|that|such|either|them|"
    r"for\s+the|of\s+the\s+(?:first|second|third)\s+part|definitions|date|council|article|section|exhibit|schedule|table\s+of\s+contents|state|country|effective\s+date|two|both|members?|one|page)\b.{0,12}"
)
# "eWorld", "iVillage Health", "theglobe.com".
CAMEL = re.compile(r"[a-z]{1,3}[A-Z]|[a-z][\w-]*\.(?:com|net|org)\b")
# "A DELAWARE CORPORATION", "Florida Corporation": what a party is, and no name.
FORM_ALONE = re.compile(
    rf"(?i)(?:(?:an?\s+)(?:[\w.]+\s+){{1,3}}|(?:{PLACE})\s+)(?:(?:limited|liability|public|private|stock|business|general)\s+)*"
    r"(?:corporation|company|partnership|limited|liability|association|trust|llc|l\.l\.c|bank)\.?"
)
ASIDE = re.compile(
    r"(?i)(?:laws?\s+of|subsidiar(?:y|ies)\s+of|affiliates?\s+of|division\s+of|member\s+of|partner\s+of|formerly|f/?k/?a|known\s+as|"
    r"d/?b/?a|parent\s+of|owned\s+by|behalf\s+of|successor\s+(?:to|of)|c/o|part\s+of|division\s+of|through|manager\s+of|at|in|with|of|"
    r"doing\s+business\s+as|managed\s+by|agent\s+for|company|named|to)\s*,?\s*(?:the\s+)?$"
)
FURTHER = re.compile(
    r"(?:(?<=,)|(?<=;)|(?<=\sand)|(?<=\sAND)|(?<=:))\s+(?P<name>(?:[A-Z0-9][\w.&'+!*-]*|the)"
    r"(?:\s+(?:\([A-Z][\w. ]{1,20}\)|[A-Z0-9][\w.&'+!*-]*|&|of|for|de)){0,8}?,?\s+"
    + SUFFIX
    + r"(?:,?\s+"
    + SUFFIX
    + r")*)(?=\s*[,;(]|\s*$|\s+(?:a|an|and|AND|dba|d/b/a|with|having|whose|located)\s)(?!\s*\d)"
)
STATE = re.compile(r",?\s(?:CO|NV|LA|MA|PA|VA|SA|NC|NY)\s+\d")
LAST = re.compile(r"(?:\band|\bAND|;)\s+(?:the\s+)?(?P<name>[A-Z][\w.&' -]{2,80}?),?\s*\Z")
# A person in a list that is named together: ", Peter Marsh and Ann B. Lee (collectively, …".
PERSON = re.compile(
    r"(?:(?<=,)|(?<=;)|(?<=\sand))\s+(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?\s+)?[A-Z][a-z'-]+(?:\s+[A-Z]\.?)?(?:\s+[A-Z][A-Za-z'-]+){1,2}(?:,?\s+(?:Jr|Sr|II|III)\b\.?)?)"
    rf"(?=\s*(?:,(?!\s*(?:{PLACE}|[A-Z]{{2}}\b))|;|\Z|and\s))"
)
PLACE_WORD = re.compile(
    rf"(?i)\b(?:new|san|santa|los|las|north|south|east|west|fort|palo|saint|st|city|county|united|street|avenue|road|drive|suite|floor|{PLACE})\b"
)
LABELLED = re.compile(
    r"\b(?P<label>Party\s+[A-D1-4]|PARTY\s+[A-D1-4]|Licensor|Licensee|Developer|Client|Company|Customer|Supplier|"
    r"Contractor)\s*:\s*(?=[A-Z])"
)
ENDING_DOT = re.compile(r"\b(?:Inc|INC|inc|Ltd|LTD|Corp|CORP|Co|CO|Pty|[A-Z]\.\s?[A-Z](?:\.\s?[A-Z])?)\Z")
ROLE = re.compile(
    r"(?i)(?:the\s+)?(?:licensor|licensee|company|developer|client|customer|supplier|affiliate|marketing\s+affiliate|network|"
    r"contractor|consultant|manufacturer|distributor|member|fund|blockchain\s+administrator|party\s+\w|network\s+affiliate|agent|owner"
    r"|investors?|lender|borrower|buyer|seller|purchaser|vendor|provider|service\s+provider|recipient|sponsor|partner|university|sub-?contractor|reseller|endorser)"
)
AGREED = re.compile(r"(?i)\b(?:agreement|contract|amendment|entered|made)\b")
FARTHEST = 60_000
LONGEST_LIST = 5_000
LONGEST_NAME = 110
MOST_ANCHORS = 25


class Named(NamedTuple):
    """A name in the list of parties, before it is known how sure it is."""

    start: int
    end: int
    aliases: tuple[str, ...]


def listed(bones: Structure) -> list[Named]:
    """The names in the list that looks most like the list of the parties."""
    best = max(lists(bones), key=lambda found: worth(bones.flat, found), default=[])
    return merged_names(bones.flat, best)


def lists(bones: Structure) -> Iterator[list[Named]]:
    """The names after each "between" and the like in the opening pages, the likelier places first."""
    flat, lines = bones.flat, marked(bones)
    anchors = list(itertools.islice(BETWEEN.finditer(flat, 0, FARTHEST), MOST_ANCHORS))
    for anchor in sorted(
        anchors, key=lambda match: not AGREED.search(flat, max(0, match.start() - 300), match.start())
    ):
        yield names(flat, lines, anchor.end(), list_end(flat, anchor.end()))
    yield list(labelled(lines))


def list_end(flat: str, start: int) -> int:
    """Where the list of parties ends: at the recitals, or at "agree as follows"."""
    stop = OPENED.search(flat, start, start + LONGEST_LIST)
    return stop.start() if stop else min(len(flat), start + 1_500)


def worth(flat: str, found: list[Named]) -> float:
    """How much a list of names looks like the list of the parties; fewer than two names are worth little."""
    single = [name for name in found if name.aliases or STRONG.search(flat, name.start, name.end)]
    aliased = sum(1 for name in single if name.aliases)
    begins = found[0].start if found else 0
    made = bool(AGREED.search(flat, max(0, begins - 300), begins))
    pure = len(single) / max(len(found), 1)
    return 3 * (len(single) >= 2) + min(aliased, 6) / 2 + 2 * made + pure - begins / 15_000


def names(flat: str, lines: str, start: int, end: int) -> list[Named]:
    """The names between two offsets, each with the short names in the brackets behind it; `lines` is `flat`, marked."""
    groups = [match for match in ALIAS_GROUP.finditer(flat, start, end) if aliases_in(match)]
    found: list[Named] = []
    at = start
    for group in [*groups, None]:
        until = group.start() if group else end
        found.extend(piece_names(lines, at, until))
        if group and JOINT.search(group[0]) and found:
            found.extend(people(flat, at, until, found))
        if group is None:
            break
        given = aliases_in(group)
        if found and given and not JOINT.search(group[0]):
            found[-1] = found[-1]._replace(aliases=found[-1].aliases + given)
        elif found and given and not NO_ALIAS.fullmatch(given[0]):
            found[-1] = found[-1]._replace(aliases=found[-1].aliases + given[: own_aliases(group)])
        at = group.end()
        if is_last(flat, group, end):
            break
    return found


def own_aliases(group: re.Match[str]) -> int:
    """1 when a bracket first names one party and then a group ("A", and together with B, the "As"), else 0."""
    joint, quoted = JOINT.search(group[0]), QUOTED.search(group[0])
    return int(bool(joint and quoted and quoted.start() < joint.start()))


def is_last(flat: str, group: re.Match[str], end: int) -> bool:
    """True when no further name can follow: a sentence ends behind the bracket, or it names all parties together."""
    behind = flat[group.end() : min(end, group.end() + 30)].lstrip()
    return bool(JOINT.search(group[0]) and re.search(r'"Part(?:y|ies)[.,]?"', group[0])) or bool(
        re.match(r"\.\s", behind + " ")
    )


def aliases_in(group: re.Match[str]) -> tuple[str, ...]:
    """The short names in a bracket."""
    inside = group["inside"] if group["inside"] is not None else group["said"]
    quoted = [" ".join(match["alias"].split()).rstrip(".,") for match in QUOTED.finditer(inside)]
    quoted = quoted or [match["alias"] for match in SINGLE_QUOTED.finditer(inside)]
    if not quoted and (said := UNQUOTED.fullmatch(inside)):
        told = re.search(r"(?i)the\s|called|referred|here", inside) or is_of_name(group, said)
        quoted = [said["alias"]] if told else []
    if all(NO_ALIAS.fullmatch(alias) for alias in quoted) and not any("Part" in alias for alias in quoted):
        return ()
    return tuple(re.sub(r"^(?:the|The)\s+", "", alias) for alias in quoted if not NO_ALIAS.fullmatch(alias)) or (
        "Party",
    )


def is_of_name(group: re.Match[str], said: re.Match[str]) -> bool:
    """True when what is in a bracket, without quotes, is a part or the first letters of the name ahead of it."""
    ahead = group.string[max(0, group.start() - 300) : group.start()]
    ahead = re.split(r"[();¶]", ahead)[-1]
    word = said["alias"].split()[0].lower()
    first = "".join(re.findall(r"\b[A-Z]", ahead)).lower()
    goes_on = re.match(r"\s*[A-Z]", group.string[group.end() :])
    return not goes_on and len(word) > 2 and (word in ahead.lower() or word in first)


def piece_names(flat: str, start: int, end: int) -> Iterator[Named]:
    """The names in one piece of the list: the one at its start, and further ones with the ending of a company."""
    lead = LEAD.match(flat, start, end)
    at = lead.end() if lead else start
    while (first := name_at(flat, at, end)) is not None:
        yield Named(*first, ())
        following = AND.match(flat, first[1], end)
        at = following.end() if following else first[1]
        if not following:
            break
    for match in FURTHER.finditer(flat, at, end):
        aside = ASIDE.search(flat, max(start, match.start() - 30), match.start("name"))
        state = STATE.search(flat, match.end("name") - 4, match.end("name") + 8)
        if not aside and not state and is_name(match["name"]) and STRONG.search(match["name"]):
            yield Named(match.start("name"), match.end("name"), ())
    last = LAST.search(flat, at, end)
    if last and is_name(last["name"]) and not STRONG.search(last["name"]):
        yield Named(last.start("name"), last.end("name"), ())


def people(flat: str, start: int, end: int, found: list[Named]) -> list[Named]:
    """The persons in a piece of the list that is named together, other than those found."""
    return [
        Named(*match.span("name"), ())
        for match in PERSON.finditer(flat, start, end)
        if not re.search(r"\d", flat[max(start, match.start() - 40) : match.end() + 20])
        and not PLACE_WORD.search(match["name"])
        and not STRONG.search(match["name"])
        and all(match.start("name") >= one.end or match.end("name") <= one.start for one in found)
    ]


def name_at(flat: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the name that begins at `start`, or None when none does."""
    stop = NAME_END.search(flat, start, end)
    until = stop.start() if stop else end
    for joint in AND.finditer(flat, start, until):
        alone = ALONE.fullmatch(joint[0]) and "  " not in flat[start : joint.start()]
        first, second = STRONG.search(flat, start, joint.start()), STRONG.search(flat, joint.end(), until)
        if alone or first or (not second and "&" not in joint[0]):
            until = joint.start()
            break
    tail = TAIL.match(flat, start, until)
    if tail and not STRONG.search(flat, tail.end(), until):
        until = tail.end()
    until -= len(flat[start:until]) - len(flat[start:until].rstrip(" ,"))
    until -= flat.endswith("..", start, until)
    until += flat[until : until + 1] == "." and bool(ENDING_DOT.search(flat, start, until))
    return (start, until) if is_name(flat[start:until]) else None


def is_name(words: str) -> bool:
    """True for words that can be the name of an organisation or a person."""
    if not 2 <= len(words) <= LONGEST_NAME or NO_NAME.fullmatch(words) or not words[0].isalnum():
        return False
    if ADDRESS.search(words) and not STRONG.search(words):
        return False
    if FORM_ALONE.fullmatch(words) or ROLE.fullmatch(words):
        return False
    if words[0].islower() and not CAMEL.match(words) and (LOWER_START.match(words) or not STRONG.search(words)):
        return False
    return any(map(str.isalpha, words)) and not re.search(r"(?i)\bagreement\b|\bparties\b", words)


def labelled(flat: str) -> Iterator[Named]:
    """Names behind a label: "Party A: …"."""
    for match in LABELLED.finditer(flat, 0, 8_000):
        name = name_at(flat, match.end(), min(len(flat), match.end() + LONGEST_NAME + 40))
        if name:
            yield Named(*name, (" ".join(match["label"].split()),))


def folded_name(words: str) -> str:
    """A name without case, signs and white space, to tell whether two are the same."""
    return re.sub(r"[^a-z0-9]", "", words.lower())


def merged_names(flat: str, found: list[Named]) -> list[Named]:
    """The names without repetition; a repeated one adds its short names."""
    merged: dict[str, Named] = {}
    for named in found:
        key = folded_name(flat[named.start : named.end])
        same = merged.get(key, named._replace(aliases=()))
        merged[key] = same._replace(aliases=tuple(dict.fromkeys(same.aliases + named.aliases)))
    aliases = {folded_name(alias) for named in merged.values() for alias in named.aliases}
    kept = {key: named for key, named in merged.items() if key and not (key in aliases and not named.aliases)}
    return [named for key, named in kept.items() if not is_cut_short(key, named, kept)]


def is_cut_short(key: str, named: Named, others: dict[str, Named]) -> bool:
    """True when another name begins with this one and has one of its short names."""
    return any(
        other.startswith(key) and other != key and set(named.aliases) & set(longer.aliases)
        for other, longer in others.items()
    )

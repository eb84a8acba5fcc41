"""The order of a document as a person sees it: numbered sections, recitals, terms defined, exhibits, who signed."""

import re
from collections.abc import Iterator

from paripassu.reading.draft import Found, Heading, Outline, PartyFound, Place, Signature
from paripassu.reading.marked import marked
from paripassu.reading.mentions import spoken_names
from paripassu.reading.references import references
from paripassu.reading.structure import OPENED, Section, Structure

EXHIBIT = re.compile(
    r"(?:EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex|APPENDIX|Appendix|ATTACHMENT|Attachment)\s*[-–]?\s*(?P<mark>[A-Z0-9]{1,4}(?:[.-][A-Z0-9]{1,3})?)\b"
)
FILED = re.compile(r"(?i)(?:exhibit|ex)[\s.-]*\d{1,3}\.\d")
SIGNED_BY = re.compile(r"(?:/s/|/S/)\s*(?P<person>[A-Z][\w.'-]*(?:\s+[A-Z][\w.'-]*){0,4})")
PRINTED = re.compile(r"(?i)\b(?:print(?:ed)?\s+)?name\s*:\s*(?P<person>(?-i:[A-Z][\w.'-]*(?:\s+[A-Z][\w.'-]*){0,4}))")
OFFICE = re.compile(
    r"(?i)\btitle\s*:\s*(?P<title>[^:¶]{2,60}?)(?=\s+(?:by|name|date|title|address|its)\s*:|\s{2,}|¶|$)"
)
AGREED = re.compile(r"(?i)\b(?:now,?\s+therefore|agree[sd]?\s+as\s+follows|in\s+consideration\s+of)\b")
STOP_WORDS = frozenset(("Name", "Title", "Date", "By", "Its"))
LONGEST_RECITALS = 20_000
SIGNATURES = 12_000


def outline(bones: Structure, parties: tuple[PartyFound, ...]) -> Outline:
    """Everything of a document that gives it its order."""
    sections = tuple(heading(bones, section) for section in bones.sections)
    annexed = tuple(exhibits(bones))
    return Outline(
        sections=sections,
        recitals=recitals(bones),
        definitions=tuple(once(bones)),
        exhibits=annexed,
        signatures=tuple(signatures(bones, parties)),
        references=references(bones, sections, annexed),
    )


def heading(bones: Structure, section: Section) -> Heading:
    """A section with its number and depth; its title only when the words stand as one."""
    end = bones.flat.find(section.title, section.start) + len(section.title) if section.title else section.start
    stands = bool(section.title) and (
        section.title.isupper() or bool(re.match(r"\s*(?:[.:]|\s{2,}|$)|\s*\n", bones.document.text[end : end + 3]))
    )
    title = section.title if stands else ""
    return Heading(section.number, title, section.depth, bones.place(section.start, section.end))


def recitals(bones: Structure) -> Place | None:
    """From the first "whereas" to what is agreed."""
    first = OPENED.search(bones.flat, 0, LONGEST_RECITALS)
    if not first or AGREED.match(bones.flat, first.start()):
        return None
    until = AGREED.search(bones.flat, first.end(), first.end() + LONGEST_RECITALS)
    return bones.place(first.start(), until.start()) if until else None


def once(bones: Structure) -> Iterator[Found]:
    """Each term at the first place that defines it."""
    seen: set[str] = set()
    for definition in bones.definitions:
        term = definition.term.strip(" ,.")
        if term not in seen:
            seen.add(term)
            yield bones.found(term, 0.9, definition.start, definition.end)


def exhibits(bones: Structure) -> Iterator[Found]:
    """Each annex at the block that begins with its name; the number under which a filing lists the whole is none."""
    seen: set[str] = set()
    for block in bones.document.blocks:
        match = EXHIBIT.match(bones.flat, block.start, block.end)
        if match and not FILED.match(bones.flat, block.start) and match["mark"] not in seen:
            at_end = match.end() == block.end or re.match(
                r"\s{2,}|\s*[-:–.]|\s+[A-Z]", bones.flat[match.end() : block.end]
            )
            if at_end and block.start > bones.signed_at:
                seen.add(match["mark"])
                yield bones.found(" ".join(match[0].split()), 0.8, *match.span())


def signatures(bones: Structure, parties: tuple[PartyFound, ...]) -> Iterator[Signature]:
    """Who signed for whom: the last party named before the signature, its person and office where they are printed."""
    until = min(len(bones.flat), bones.signed_at + SIGNATURES)
    flat = marked(bones)
    signs = list(SIGNED_BY.finditer(flat, bones.signed_at, until))
    named = sorted(named_at(bones, parties, until))
    for number, sign in enumerate(signs):
        end = signs[number + 1].start() if number + 1 < len(signs) else min(until, sign.end() + 200)
        ahead = [name for at, name in named if at < sign.start()]
        printed, office = PRINTED.search(flat, sign.end(), end), OFFICE.search(flat, sign.end(), end)
        yield Signature(
            party=ahead[-1] if ahead else "",
            person=person((printed or sign)["person"]),
            title=" ".join(office["title"].split()) if office else "",
            place=bones.place(*sign.span()),
        )


def named_at(bones: Structure, parties: tuple[PartyFound, ...], until: int) -> Iterator[tuple[int, str]]:
    """Where each party is named among the signatures, whatever the case."""
    block = bones.flat[bones.signed_at : until].lower()
    for way, name in spoken_names(parties).items():
        if len(way) > 3:
            for match in re.finditer(rf"(?<!\w){re.escape(way.lower())}(?!\w)", block):
                yield bones.signed_at + match.start(), name


def person(words: str) -> str:
    """A person's name without a label that follows it."""
    kept = []
    for word in words.split():
        if word in STOP_WORDS:
            break
        kept.append(word)
    return " ".join(kept)

"""Where a text points to itself: "Section 4.2(b)", "Articles III and IV", "Exhibit B", and where that stands.

What points to another document ("Section 13 of the Exchange Act") is left out.
"""

import bisect
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from paripassu.reading.draft import Found, Heading, Place, Reference
from paripassu.reading.structure import Structure

SMALL = r"(?:\s?\([a-zA-Z0-9]{1,4}\))"
NUMBER = rf"(?:\d{{1,2}}(?:\.\d{{1,3}}){{0,3}}(?!\d){SMALL}*|[IVXL]{{1,6}}\b|[A-Z](?:-?\d{{1,2}})?\b(?!['&]))"
POINTS = re.compile(
    # no word that begins otherwise is tried at all: twice as fast
    r"\b(?=[SsAaCcPpE])(?P<word>[Ss]ections?|SECTIONS?|[Aa]rticles?|ARTICLES?|[Cc]lauses?|[Pp]aragraphs?|Exhibits?|EXHIBITS?|Schedules?|Annex(?:es)?"
    rf"|Appendix|Appendices|Attachments?)\s+(?P<numbers>{NUMBER}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to|through)\s+)(?:[Ss]ections?\s+)?{NUMBER})*)"
)
ONE = re.compile(NUMBER)
ELSEWHERE = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:of|to|under)\s+(?:the|that\s+certain|such)\s+(?!Parties|Party)(?:[A-Z][\w.&'-]*\s+){0,6}"
    r"(?:Act|Code|Rules?|Regulations?|Law|Statute|Agreement|Plan|Treaty|Constitution|Bylaws|Contract|Indenture|License|SPA|Form)\b"
    r"|\s*(?:\([^()]{0,40}\)\s*)?of\s+(?:Regulation|Title|Rule)\b"
)
BEFORE_ELSEWHERE = re.compile(r"(?:C\.F\.R\.|U\.S\.C\.|\b(?:Act|Code|Law)),?\s*$")
FILING = re.compile(r"Schedules?\s+13[DG]\b|(?i:exhibit)\s+\d{1,3}\.\d{1,2}\s+(?=[A-Z])")
# "ARTICLE XV REPRESENTATIONS", "Section 5.1 Software License.": a heading within a run of text.
HEADS = re.compile(r"\s*[.:-]?\s+(?:[A-Z]{4,}|(?:[A-Z][\w-]+,?\s(?:(?:and|of|to|for)\s)?){0,5}[A-Z][\w-]+\.\s)")
ANNEXED = re.compile(r"(?i)exhibit|schedule|annex|append|attach")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
MOST = 2_000


class Target(NamedTuple):
    """A part that can be pointed to, by its number without letters in brackets."""

    place: Place
    parts: dict[str, Place]


def references(bones: Structure, sections: Iterable[Heading], exhibits: Iterable[Found]) -> tuple[Reference, ...]:
    """Every place that points to a part of the text, in order; `to` is None where that part was not found."""
    numbered, annexed = by_number(tuple(sections)), by_mark(exhibits)
    begins = {heading.place.start for heading in sections} | {found.place.start for found in annexed.values()}
    matches = list(POINTS.finditer(bones.flat))
    numbered = {**dict(headed(bones, matches)), **numbered}
    found: list[Reference] = []
    for match in matches:
        if match.start() in begins or not points(bones.flat, match):
            continue
        for one in ONE.finditer(bones.flat, match.start("numbers"), match.end("numbers")):
            to = annex(annexed, one[0]) if ANNEXED.match(match["word"]) else section(numbered, one[0])
            start = match.start() if one.start() == match.start("numbers") else one.start()
            found.append(Reference(" ".join(bones.flat[start : one.end()].split()), bones.place(start, one.end()), to))
    return tuple(found[:MOST])


def points(flat: str, match: re.Match[str]) -> bool:
    """False for a heading, for what points to another document, and for the number under which this one was filed."""
    return not (
        ELSEWHERE.match(flat, match.end(), match.end() + 160)
        or BEFORE_ELSEWHERE.search(flat, max(0, match.start() - 12), match.start())
        or FILING.match(flat, match.start())
        or is_headed(flat, match)
    )


def is_headed(flat: str, match: re.Match[str]) -> bool:
    """True for the words of a heading that stands within a run of text."""
    return match["word"] in ("ARTICLE", "Article", "SECTION", "Section") and bool(HEADS.match(flat, match.end()))


def headed(bones: Structure, matches: list[re.Match[str]]) -> Iterator[tuple[str, Target]]:
    """The headings within runs of text, by number."""
    for match in matches:
        if is_headed(bones.flat, match):
            yield arabic(match["numbers"]), Target(bones.place(*match.span()), {})


def by_number(sections: tuple[Heading, ...]) -> dict[str, Target]:
    """The sections by number: of those that share one (a table of contents has them all) the longest."""
    starts = [each.place.start for each in sections]
    longest: dict[str, Heading] = {}
    for heading in sections:
        number = arabic(heading.number)
        if not number.startswith("(") and length(heading) >= length(longest.get(number)):
            longest[number] = heading
    return {
        number: Target(heading.place, lettered(sections[slice(*within(starts, heading))]))
        for number, heading in longest.items()
    }


def length(heading: Heading | None) -> int:
    """How many characters a section has; none at all is shorter than any."""
    return heading.place.end - heading.place.start if heading else -1


def within(starts: list[int], heading: Heading) -> tuple[int, int]:
    """Which of the sections, by their numbers in order, begin inside of one."""
    return bisect.bisect_right(starts, heading.place.start), bisect.bisect_left(starts, heading.place.end)


def lettered(sections: tuple[Heading, ...]) -> dict[str, Place]:
    """The parts that have a letter or a small number in brackets, the first of each."""
    return {each.number: each.place for each in reversed(sections) if each.number.startswith("(")}


def by_mark(exhibits: Iterable[Found]) -> dict[str, Found]:
    """The annexes by their letter or number."""
    return {found.value.split()[-1].upper(): found for found in exhibits}


def section(numbered: dict[str, Target], number: str) -> Place | None:
    """The section of a number: "4.2(b)" is the part (b) of 4.2, or all of 4.2 where no such part was found."""
    whole, *letters = re.split(r"\s?(?=\()", number)
    target = numbered.get(arabic(whole))
    if target is None:
        return None
    return next((target.parts[each] for each in reversed(letters) if each in target.parts), target.place)


def annex(annexed: dict[str, Found], mark: str) -> Place | None:
    """The annex of a mark."""
    found = annexed.get(mark.upper())
    return found.place if found else None


def arabic(number: str) -> str:
    """A number in figures without a zero behind it: "IV" and "4.0" are "4"."""
    if number and set(number) <= set(ROMAN):
        values = [ROMAN[letter] for letter in number]
        return str(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))
    return re.sub(r"(?:\.0+)+$", "", number.rstrip("."))

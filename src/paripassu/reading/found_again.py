"""What a text had from one document, looked for in another: a newer version of it, or the same saved otherwise.

A place holds in one document only, so a clause that is not found again loses its place and keeps its words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from paripassu.alliance.agreement.terms import Clause, Source
from paripassu.reading.document import Document
from paripassu.reading.draft import Draft, Duty, Place
from paripassu.reading.proposal import FIELDS, readable, source


def placed_again(clauses: Iterable[Clause], before: Document | None, draft: Draft) -> tuple[Clause, ...]:
    """The clauses with the places of their words in the document of `draft`; None for those that do not stand in it.

    `before` is the document that their places are of: its words count, whatever was made of them since. Without it
    the words of the clauses themselves are looked for.
    """
    known = {readable(duty.text): duty.place for duty in draft.duties}
    return tuple(_placed(clause, before, known, draft) if clause.source else clause for clause in clauses)


def _placed(clause: Clause, before: Document | None, known: Mapping[str, Place], draft: Draft) -> Clause:
    place = clause.source
    words = readable(before.words(place.start, place.end)) if before and place else clause.text
    return replace(clause, source=source(known[words]) if words in known else _searched(words, draft.document))


def _searched(words: str, document: Document) -> Source | None:
    found = re.search(r"\s+".join(map(re.escape, words.split())), document.text) if words else None
    return Source(document.page_at(found.start()), found.start(), found.end()) if found else None


def dropped_again(before: Draft, dropped: Iterable[str], draft: Draft) -> frozenset[str]:
    """The items of `draft` that say what items put aside of an earlier reading said, by their ids."""
    aside = {what for id_, what in _said(before) if id_ in set(dropped)}
    return frozenset(id_ for id_, what in _said(draft) if what in aside)


def _said(draft: Draft) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Each item by its id, with what it says."""
    for number, duty in enumerate(draft.duties):
        yield duty_id(number), _what(duty)
    for name in FIELDS:
        if found := getattr(draft, name):
            yield term_id(name), (name, "", found.value)


def _what(duty: Duty) -> tuple[str, str, str]:
    return duty.kind, duty.party, readable(duty.text)


def duty_id(number: int) -> str:
    """How a duty is called in a review, by its number among the duties of its document."""
    return f"d-{number}"


def term_id(name: str) -> str:
    """How a term is called in a review."""
    return f"t-{name}"

"""From a document to a draft: every reader in turn, and whether it is an agreement of partners at all."""

import re
from typing import NamedTuple

from paripassu.reading.bodies import charges
from paripassu.reading.clauses import clauses
from paripassu.reading.document import Document
from paripassu.reading.draft import Draft, Duty, Found, PartyFound
from paripassu.reading.duration import about_term, duration, expiration_date
from paripassu.reading.duties import duties
from paripassu.reading.exits import exits
from paripassu.reading.law import governing_law
from paripassu.reading.mentions import mentioned, spoken_names
from paripassu.reading.outline import outline
from paripassu.reading.parties import parties
from paripassu.reading.renewal import renewal_notice, renewal_term
from paripassu.reading.signing import agreement_date, effective_date
from paripassu.reading.structure import Structure, structure
from paripassu.reading.sureness import with_sureness
from paripassu.reading.tight import tightened
from paripassu.reading.title import title

FILING = re.compile(r"(?i)\bjoint\s+filing\b|\bschedule\s+13[dg]\b|\brule\s+13d-1")
BINDING = re.compile(
    r"(?i)\b(?:agreement|contract|amendment|alliance|memorandum\s+of\s+understanding|terms\s+and\s+conditions)\b"
)
HEAD = 1_500


def draft(document: Document) -> Draft:
    """Everything found in `document`, each item as sure as such items were measured to be."""
    return with_sureness(raw_draft(document))


def raw_draft(document: Document) -> Draft:
    """Everything found in `document`; how sure a term is is what the rules say, and only orders."""
    bones = structure(document)
    found = parties(bones)
    mentions = list(mentioned(bones.flat, spoken_names(found, bones.flat)))
    bound = duties(bones, found, mentions)
    titled, days = title(bones), days_and_law(bones)
    leaving = exits(bones, mentions)
    return Draft(
        is_agreement=is_agreement(bones, found, bound, titled),
        title=titled,
        parties=found,
        agreement_date=days.agreed,
        effective_date=days.effective,
        expiration_date=days.ends,
        renewal_term=renewal_term(bones),
        renewal_notice=renewal_notice(bones, leaving),
        governing_law=days.law,
        duties=bound,
        clauses=clauses(bones, leaving),
        document=document,
        duration=days.lasts,
        exits=leaving,
        outline=outline(bones, found),
        charges=charges(bones),
    )


class DaysAndLaw(NamedTuple):
    """The terms that are read from the text without its wide gaps."""

    agreed: Found | None
    effective: Found | None
    ends: Found | None
    lasts: Found | None
    law: Found | None


def days_and_law(bones: Structure) -> DaysAndLaw:
    """The days of an agreement, how long it lasts, and the law that governs it."""
    tight = tightened(bones)
    agreed = agreement_date(tight.bones)
    effective = effective_date(tight.bones, agreed)
    spans = about_term(tight.bones)
    ends = expiration_date(tight.bones, spans, agreed, effective)
    found = (agreed, effective, ends, duration(tight.bones, spans), governing_law(tight.bones))
    return DaysAndLaw(*(tight.widened(one) for one in found))


def is_agreement(
    bones: Structure, found: tuple[PartyFound, ...], bound: tuple[Duty, ...], titled: Found | None
) -> bool:
    """True for a text by which partners bind themselves; a joint filing of shareholders is none."""
    head = bones.flat[:HEAD]
    if FILING.search(head):
        return False
    named = titled is not None or bool(BINDING.search(head))
    return named and (len(found) >= 2 or len(bound) >= 3)

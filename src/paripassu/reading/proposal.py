"""What was read becomes a text to work on: a term in its field, a duty as a clause, each once a person says so.

Nothing here decides: every value can be edited or dropped before anything is tabled.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from paripassu.alliance.agreement.terms import Clause, ClauseKind, Source, Terms
from paripassu.alliance.facts import TEXT_LIMIT, UNREADABLE
from paripassu.reading.draft import Draft, Duty, Found, Place

FIELDS = {
    "title": "title",
    "agreement_date": "agreed",
    "effective_date": "starts",
    "expiration_date": "ends",
    "renewal_term": "renewal",
    "renewal_notice": "notice",
    "governing_law": "law",
}
"""Where a term that was found goes in the text."""

DAYS = frozenset({"agreed", "starts", "ends"})
KINDS: dict[str, ClauseKind] = {
    "obligation": "obligation",
    "permission": "permission",
    "prohibition": "prohibition",
    "entitlement": "entitlement",
}

LEGAL_FORMS = frozenset(
    ["inc", "incorporated", "corp", "corporation", "co", "company", "llc", "ltd", "limited", "lp", "llp", "plc", "gmbh"]
)
"""What may stand at the end of a name in law and is left out in talk."""


def proposed(found: Found | None, field: str) -> str | date | None:
    """What was found as the field of the text holds it; None when nothing was, or no day can be made of it."""
    if found is None:
        return None
    if field not in DAYS:
        return readable(found.value)
    try:
        return date.fromisoformat(found.value)
    except ValueError:
        return None


def with_field(terms: Terms, field: str, value: str | date | None) -> Terms:
    """The text with one of its terms; None takes the term out again."""
    empty = None if field in DAYS else ""
    return replace(terms, **{field: empty if value is None else value})


def proposed_clause(duty: Duty, parties: Mapping[str, str]) -> Clause:
    """A duty as a clause. `parties` gives the id of each name in the document; a name it lacks binds everybody."""
    return Clause(
        text=readable(duty.text),
        kind=KINDS.get(duty.kind, "other"),
        party=parties.get(duty.party, ""),
        to=parties.get(duty.to, ""),
        due=readable(duty.due),
        condition=readable(duty.condition),
        source=source(duty.place),
    )


def source(place: Place) -> Source:
    """A place in the document as a clause keeps it."""
    return Source(place.page, place.start, place.end)


def readable(text: str) -> str:
    """The text as a record can hold it: white space folded, no signs that are no text, not too long."""
    return " ".join(re.sub(UNREADABLE, "", text).split())[:TEXT_LIMIT]


def matched(draft: Draft, names: Mapping[str, str]) -> dict[str, str]:
    """Which party each name in the document probably is: `names` gives the name of each party by id.

    A party is taken for the one whose name, or a short name of it, it bears. What is claimed twice is left out, for
    a person to say.
    """
    claims = [
        (party.name, id_)
        for id_, name in names.items()
        for party in draft.parties
        if folded(name) in map(folded, (party.name, *party.aliases))
    ]
    times = Counter(part for claim in claims for part in claim)
    return {name: id_ for name, id_ in claims if times[name] == times[id_] == 1}


def folded(name: str) -> str:
    """A name without what people leave out or write differently: case, signs, the legal form at its end."""
    words = re.findall(r"\w+", name.casefold())
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)

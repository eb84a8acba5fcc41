"""In whose court the text of the agreement and the entries of the ledger are, and since when; and what comes next."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.days import over
from paripassu.alliance.ledger import awaited, overtaken

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

DECIDING = ("manager", "sponsor")
"""The roles that may act for a whole party."""


def awaiting(alliance: "Alliance") -> Iterator[Awaited]:
    """What waits for each party: to begin, accept or sign the text; to confirm postings; to mend disputed ones."""
    yield from _texts(alliance)
    if alliance.agreement.versions:
        yield from _postings(alliance)


def _texts(alliance: "Alliance") -> Iterator[Awaited]:
    draft = alliance.agreement.draft
    if draft is not None:
        what = "sign" if draft.agreed else "accept"
        for party, since in draft.since.items():
            yield Awaited("agreement", what, party, draft.index, since, roles=DECIDING)
    elif not alliance.agreement.versions and alliance.founded is not None:
        for party in alliance.parties.partners:
            yield Awaited("agreement", "begin", party, 0, alliance.founded, roles=DECIDING)


def _postings(alliance: "Alliance") -> Iterator[Awaited]:
    partners = alliance.agreement.versions[-1].partners
    for posting in alliance.ledger.postings.values():
        status = posting.status
        if status == "proposed" and not overtaken(alliance, posting):
            for party in awaited(alliance, posting):
                yield Awaited("ledger", "confirm", party, posting.index, posting.entered)
        elif status == "disputed" and posting.party in partners:
            since = posting.disputed_at or posting.entered
            yield Awaited("ledger", "mend", posting.party, posting.index, since)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The beginning and the end of the term in force, while they lie ahead."""
    if not alliance.agreement.versions:
        return []
    version = alliance.agreement.versions[-1]
    days = (("starts", version.terms.starts), ("ends", version.terms.ends))
    return [Coming("agreement", what, version.index, day) for what, day in days if day and not over(day, now)]

"""The first page of an alliance, the same for all who sit in it: what waits for whom, and what is agreed."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger import awaited
from paripassu.keeper.access import Sitting
from paripassu.web.navigation import address
from paripassu.web.seated import seated


class Waiting(NamedTuple):
    """What waits for one party: to accept or to sign the text on the table, and how many postings to answer."""

    party: str
    accept: bool
    sign: bool
    postings: int

    @property
    def nothing(self) -> bool:
        """Whether nothing waits."""
        return not (self.accept or self.sign or self.postings)


def waiting(alliance: Alliance, party: str) -> Waiting:
    """What waits for a party, as everybody in the alliance sees it."""
    draft = alliance.agreement.draft
    turn = draft is not None and party in draft.court
    signs = turn and draft is not None and draft.agreed
    open_ = (posting for posting in alliance.ledger.postings.values() if posting.status == "proposed")
    return Waiting(party, turn and not signs, signs, sum(party in awaited(alliance, posting) for posting in open_))


@seated
def overview(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What waits for whom, and what is agreed."""
    alliance, slug = sitting.alliance, sitting.slug
    partners = sorted(alliance.parties.partners, key=alliance.parties.name)
    context = {
        "waits": [waiting(alliance, party) for party in partners],
        "empty_seats": [party for party in partners if not alliance.parties.people(party)],
        "versions": alliance.agreement.versions,
        "draft": alliance.agreement.draft,
        "agreement": address("agreement", slug),
        "ledger": address("ledger", slug),
    }
    return render(request, "overview/overview.html", context)


alliance = [path("", overview, name="overview")]

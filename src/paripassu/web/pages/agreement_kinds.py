"""Which kinds of clause a document has: each of the 33 with its places, or not found; and which of it is not sure."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from paripassu.keeper.access import Sitting
from paripassu.reading.draft import Clause, Draft
from paripassu.reading.sureness import asserted
from paripassu.web import wording
from paripassu.web.pages.agreement_document import read_document
from paripassu.web.seated import seated

LONGEST_QUOTE = 320
KINDS: dict[str, Lazy] = {
    "Most Favored Nation": gettext_lazy("A party gets terms no worse than anybody else's"),
    "Competitive Restriction Exception": gettext_lazy("An exception from a ban on competing"),
    "Non-Compete": gettext_lazy("A party may not compete"),
    "Exclusivity": gettext_lazy("A party deals with no others in something"),
    "No-Solicit Of Customers": gettext_lazy("A party may not win over the other's customers"),
    "No-Solicit Of Employees": gettext_lazy("A party may not hire the other's people"),
    "Non-Disparagement": gettext_lazy("A party may not speak ill of the other"),
    "Termination For Convenience": gettext_lazy("A party may end it without a cause"),
    "Rofr/Rofo/Rofn": gettext_lazy("A right of first refusal, offer or negotiation"),
    "Change Of Control": gettext_lazy("What follows when a party gets another owner"),
    "Anti-Assignment": gettext_lazy("Rights may not be handed on without consent"),
    "Revenue/Profit Sharing": gettext_lazy("Revenue or profit is shared"),
    "Price Restrictions": gettext_lazy("A price may not change, or only so far"),
    "Minimum Commitment": gettext_lazy("A least amount to be bought, paid or done"),
    "Volume Restriction": gettext_lazy("A most that may be used or bought"),
    "Ip Ownership Assignment": gettext_lazy("What is created comes to belong to a party"),
    "Joint Ip Ownership": gettext_lazy("What is created belongs to the parties together"),
    "License Grant": gettext_lazy("A party may use what belongs to the other"),
    "Non-Transferable License": gettext_lazy("A licence that may not be handed on"),
    "Affiliate License-Licensor": gettext_lazy("A licence that covers what the giver's affiliates own"),
    "Affiliate License-Licensee": gettext_lazy("A licence that the taker's affiliates may use"),
    "Unlimited/All-You-Can-Eat-License": gettext_lazy("A licence without a limit of use"),
    "Irrevocable Or Perpetual License": gettext_lazy("A licence that cannot be taken back, or does not end"),
    "Source Code Escrow": gettext_lazy("Source code is left with a third for the case of need"),
    "Post-Termination Services": gettext_lazy("Something is still owed after the end"),
    "Audit Rights": gettext_lazy("A party may look into the other's books or sites"),
    "Uncapped Liability": gettext_lazy("Liability without a limit, for some things at least"),
    "Cap On Liability": gettext_lazy("Liability is limited"),
    "Liquidated Damages": gettext_lazy("A sum fixed in advance for a breach"),
    "Warranty Duration": gettext_lazy("How long a warranty runs"),
    "Insurance": gettext_lazy("A party has to be insured"),
    "Covenant Not To Sue": gettext_lazy("A party will not sue, or not contest a right"),
    "Third Party Beneficiary": gettext_lazy("Somebody who is no party may claim under it"),
}
"""The 33 kinds by their names in CUAD, each in plain words."""


class Quote(NamedTuple):
    """A place of a kind: its page, its words, and the address that opens the document there."""

    page: int
    words: str
    href: str


class Kind(NamedTuple):
    """A kind of clause: whether it was found, whether that is too unsure to be asserted, and where."""

    name: str
    means: Lazy | str
    asked: bool
    confidence: float
    quotes: list[Quote]


@require_safe
@seated
def kinds(request: HttpRequest, sitting: Sitting, digest: str) -> HttpResponse:
    """The kinds of clause of a document that the reader may see."""
    draft = read_document(sitting, digest)
    return render(request, "agreement/kinds.html", {"document": draft.document, "digest": digest, **_kinds(draft)})


def _kinds(draft: Draft) -> dict[str, Any]:
    """What was found, in the order of the document; and what was not, what is sure of it apart."""
    found = [(name, clause) for name, clause in draft.clauses.items() if clause.present]
    found.sort(key=lambda each: min((place.start for place in each[1].places), default=0))
    absent = [_kind(draft, name, clause) for name, clause in draft.clauses.items() if not clause.present]
    return {
        "found": [_kind(draft, name, clause) for name, clause in found],
        "unsure": [kind for kind in absent if kind.asked],
        "absent": [kind for kind in absent if not kind.asked],
    }


def _kind(draft: Draft, name: str, clause: Clause) -> Kind:
    quotes = [
        Quote(
            place.page,
            wording.shortened(draft.document.words(place.start, place.end), LONGEST_QUOTE),
            f"?at={place.start}-{place.end}#here",
        )
        for place in clause.places
    ]
    return Kind(name, KINDS.get(name, ""), not asserted("clause", clause.confidence), clause.confidence, quotes)


alliance = [
    path("agreement/document/<slug:digest>/kinds/", kinds, name="agreement_kinds"),
]

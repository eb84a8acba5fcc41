"""A redress as its page shows it: what calls for one, where it stands, its levers and offers, and what is computed."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.redress import matters, offers
from paripassu.alliance.redress.matters import Lever, Offer, Redress, missing, standing, usable
from paripassu.keeper.access import Sitting
from paripassu.measures import remedies
from paripassu.measures.remedies import Call
from paripassu.web import redressed
from paripassu.web.balances import balances
from paripassu.web.held import Held, grown
from paripassu.web.navigation import address
from paripassu.web.quoting import quoted, written_day

_held: Held[list[Call]] = Held()


def calls(sitting: Sitting, moment: datetime) -> list[Call]:
    """The pools that call for a redress; reckoned anew only when the record has grown, or another day has come."""
    return _held.of(
        sitting, grown(sitting, moment), lambda: remedies.calls(sitting.alliance, balances(sitting, moment).values())
    )


def call_sentence(alliance: Alliance, call: Call) -> str:
    """Why a pool calls for a redress: who stands outside its band, or who will probably be, and how sure that is."""
    stands = sorted(alliance.parties.name(party) for party, where in call.where.items() if where == "stands")
    if stands:
        return _("Outside the agreed band: %(names)s.") % {"names": ", ".join(stands)}
    told = [
        _("%(name)s (chance %(chance)s)")
        % {"name": alliance.parties.name(one.party), "chance": redressed.chance(one.chance)}
        for one in remedies.figures(call.balance, call.outlook)
        if one.chance is not None and call.where[one.party] == "foretold"
    ]
    fields = {"day": written_day(call.outlook.on), "names": ", ".join(told)}
    return _("Will probably be outside the agreed band on %(day)s, if all go on as now: %(names)s.") % fields


class Line(NamedTuple):
    """What the balance of a pool says of its redress: a sentence, the way there, and what the link says."""

    text: str
    url: str
    word: str
    wait: bool


def line(sitting: Sitting, pool: str, moment: datetime) -> Line | None:
    """The redress of a pool, or the way to open one where it is called for; None where neither is."""
    one = sitting.alliance.redress.of_pool(pool)
    if one is not None:
        word = _("Redress: %(stands)s") % {"stands": redressed.STANDINGS[standing(one, moment)][0]}
        url = address("redress_entry", sitting.slug, one.index)
        return Line(why(sitting.alliance, one, moment), url, word, wait=False)
    call = next((each for each in calls(sitting, moment) if each.balance.pool.id == pool), None)
    if call is None:
        return None
    url = address("redress_new", sitting.slug, pool)
    return Line(call_sentence(sitting.alliance, call), url, _("Open a redress"), wait=True)


class Row(NamedTuple):
    """A redress in the list: itself, its pool, where it stands, and one sentence why."""

    redress: Redress
    pool: str
    word: Lazy
    kind: str
    why: str


def row(alliance: Alliance, one: Redress, now: datetime) -> Row:
    """A redress as a row at this moment."""
    word, kind = redressed.STANDINGS[standing(one, now)]
    return Row(one, redressed.pool_name(alliance, one.fact.pool), word, kind, why(alliance, one, now))


def why(alliance: Alliance, one: Redress, now: datetime) -> str:
    """One sentence on where a redress stands, and in whose court it is."""
    if one.withdrawn is not None:
        return _("Withdrawn: %(reason)s.") % {"reason": quoted(one.withdrawn.text)}
    stands = standing(one, now)
    if one.holds is not None and stands != "look_again":
        return _("All agreed: %(what)s.") % {"what": redressed.offer_words(alliance, one.holds)}
    waiting = sorted({party for each in one.pending() for party in court(alliance, each)})
    if waiting:
        return _("It is in the court of %(names)s: to answer what was proposed.") % {
            "names": alliance.parties.names(waiting)
        }
    if stands == "look_again":
        return _("What was agreed has run out. All look again: another proposal, further consent, or its closing.")
    fields = {"name": alliance.parties.name(one.owner), "day": written_day(one.due)}
    return _("%(name)s leads, and brings a proposal by %(day)s. Anybody may name levers and propose.") % fields


def court(alliance: Alliance, offer: Offer) -> tuple[str, ...]:
    """The parties that have not said anything yet to what was proposed, sorted."""
    return tuple(party for party in missing(alliance, offer) if party not in offer.declined)


class LeverShown(NamedTuple):
    """A lever with where it stands, and what the reader's party can say to it."""

    lever: Lever
    word: str
    kind: str
    says: tuple[tuple[str, str], ...]
    agree: bool
    decline: bool
    take_back: bool


def lever_shown(sitting: Sitting, one: Redress, lever: Lever, *, part: bool) -> LeverShown:
    """A lever as this reader sees it."""
    party, alive = sitting.seat.party, part and lever.withdrawn is None and not one.closed
    if lever.withdrawn is not None:
        word, kind = _("Taken back"), ""
    elif usable(sitting.alliance, lever):
        word, kind = _("Agreed by both"), "done"
    else:
        word, kind = (_("Declined"), "refused") if lever.declined else (_("Waits"), "wait")
    return LeverShown(
        lever, word, kind, _says(lever.agreed, lever.declined),
        agree=alive and party in lever.ends and party not in lever.agreed,
        decline=alive and party in lever.ends and party not in lever.declined,
        take_back=alive and party == lever.party,
    )  # fmt: skip


def _says(agreed: Mapping[str, Word], declined: Mapping[str, Word]) -> tuple[tuple[str, str], ...]:
    yes = [(party, _("agrees")) for party in agreed]
    no = [(party, _("does not: %(reason)s") % {"reason": quoted(word.text)}) for party, word in declined.items()]
    return tuple(sorted([*yes, *no]))


class OfferShown(NamedTuple):
    """An offer with where it stands, and what the reader's party can say to it."""

    offer: Offer
    title: Lazy
    lines: tuple[str, ...]
    word: str
    kind: str
    court: tuple[str, ...]
    says: tuple[tuple[str, str], ...]
    agree: bool
    decline: bool
    take_back: bool
    promise: bool


def offer_shown(sitting: Sitting, one: Redress, offer: Offer, now: datetime, *, part: bool) -> OfferShown:
    """An offer as this reader sees it."""
    alliance, party = sitting.alliance, sitting.seat.party
    alive = part and offer.pending and not one.closed
    word, kind = _offer_word(alliance, one, offer, now)
    remedy = isinstance(offer.fact, matters.RemedyProposed)
    return OfferShown(
        offer, redressed.KINDS[type(offer.fact)], redressed.offer_lines(alliance, offer), word, kind,
        court(alliance, offer) if not one.closed else (), _says(offer.agreed, offer.declined),
        agree=alive and party not in offer.agreed and offers.timely(offer, now) and not offers.gone(alliance, offer),
        decline=alive and party != offer.party and party not in offer.declined,
        take_back=alive and party == offer.party,
        promise=part and remedy and one.holds is offer and not _promised(alliance, offer),
    )  # fmt: skip


def _offer_word(alliance: Alliance, one: Redress, offer: Offer, now: datetime) -> tuple[str, str]:
    if offer.settled is not None:
        return (_("Agreed by all"), "done") if one.holds is offer else (_("Agreed before"), "")
    if offer.withdrawn is not None:
        return _("Taken back"), ""
    if offer.overtaken or one.closed:
        return _("Overtaken"), ""
    if not offers.timely(offer, now):
        return _("Its day is over"), "note"
    if offers.gone(alliance, offer):
        return _("A lever is no longer agreed"), "refused"
    return (_("Declined"), "refused") if offer.declined else (_("Waits"), "wait")


def _promised(alliance: Alliance, offer: Offer) -> bool:
    """Whether commitments were proposed from a remedy."""
    things = alliance.links.things
    return any(things.get(entry) == "commitments" for entry in alliance.links.back.get(offer.index, ()))

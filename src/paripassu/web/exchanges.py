"""Requests, shares and ideas as the pages show them: where each stands, in whose court, and one sentence why."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.days import days_over, days_until
from paripassu.alliance.exchange import extensions, ideas, shares, turns, uses
from paripassu.alliance.exchange.ideas import Idea
from paripassu.alliance.exchange.requests import Request
from paripassu.alliance.exchange.shares import Share
from paripassu.web import shared
from paripassu.web.environment import number
from paripassu.web.quoting import quoted, written_day


class Line(NamedTuple):
    """A request or a share as a row: its entry, title, who gives or asks and whom, where it stands, the day, why."""

    index: int  # type: ignore[assignment]  # as in Recorded
    title: str
    party: str
    others: tuple[str, ...]
    status: str
    word: Lazy
    kind: str
    label: str
    day: date | None
    court: tuple[str, ...]
    why: str


COLUMNS: tuple[tuple[str, Lazy, Lazy, frozenset[str]], ...] = (
    (
        "asked",
        gettext_lazy("Asked for"),
        gettext_lazy("Nobody has asked for anything."),
        frozenset({"ask-open", "ask-later", "ask-offered", "ask-declined"}),
    ),
    (
        "offered",
        gettext_lazy("Offered"),
        gettext_lazy("No offer waits."),
        frozenset({"offered", "declined", "lapsed"}),
    ),
    ("shared", gettext_lazy("Shared now"), gettext_lazy("Nothing is shared now."), frozenset({"shared"})),
    (
        "ended",
        gettext_lazy("Ended"),
        gettext_lazy("Nothing has ended."),
        frozenset({"over", "recalled", "returned", "withdrawn", "ask-met", "ask-withdrawn"}),
    ),
)
"""The columns of the board, in the order in which something goes through them."""


def request_line(alliance: Alliance, asked: Request, now: datetime) -> Line:
    """A request as a row at this moment."""
    stands = turns.standing(alliance, asked, now)
    word, kind = shared.ASKED[stands]
    court = (asked.party,) if stands == "declined" else turns.awaited(alliance, asked, now)
    why = _why_asked(alliance, asked, stands, court)
    return Line(
        asked.index, asked.fact.title, asked.party, asked.fact.of, f"ask-{stands}", word, kind, "", asked.fact.wanted,
        court, why,
    )  # fmt: skip


def _why_asked(alliance: Alliance, asked: Request, stands: turns.Asked, court: tuple[str, ...]) -> str:
    names = alliance.parties.names(court)
    if stands == "withdrawn" and asked.withdrawn is not None:
        return _("Withdrawn: %(reason)s.") % {"reason": quoted(asked.withdrawn.reason)}
    if stands == "met":
        return _("Met: the terms of an offer to it were accepted.")
    if stands == "offered":
        who = alliance.parties.name(asked.party)
        return _("Something is offered. %(who)s accepts the terms, or declines.") % {"who": who}
    if stands == "declined":
        return _("Everybody who was asked declined. It can be asked otherwise, or withdrawn.")
    if stands == "later":
        days = [said.later for party in asked.fact.of if (said := asked.answer(party)) and said.later]
        return _("Put off until %(day)s.") % {"day": written_day(min(days))} if days else _("Nobody is waited for.")
    return _("It is in the court of %(names)s: to offer it, to decline, or to say from when.") % {"names": names}


def share_line(one: Share, now: datetime) -> Line:
    """An offer or a share as a row at this moment."""
    stands = shares.status(one, now)
    word, kind = shared.STATUSES[stands]
    last = max(one.until(party) for party in one.open_to)
    return Line(
        one.index, one.fact.title, one.party, one.open_to, stands, word, kind, shared.LABELS[one.fact.terms.label][0],
        last, _court(one, now), _why_shared(one, last, now),
    )  # fmt: skip


def _court(one: Share, now: datetime) -> tuple[str, ...]:
    """Who has something to say to a share now: to accept, to give back, to acknowledge, to answer longer terms."""
    waiting = {party for party in one.open_to if _waits(one, party, now)}
    waiting |= {party for each in one.extensions for party in extensions.missing(one, each, now)}
    return tuple(sorted(waiting))


def _waits(one: Share, party: str, now: datetime) -> bool:
    reach = shares.reach(one, party, now)
    ended = party in one.accepted and reach in ("over", "recalled", "returned")
    return reach == "offered" or shares.to_return(one, party, now) or (ended and uses.use(one, party) is None)


def _why_shared(one: Share, last: date, now: datetime) -> str:
    if one.recalled is not None:
        return _("Taken back: %(reason)s.") % {"reason": quoted(one.recalled.text)}
    over = days_over(last, now)
    if over:
        text = ngettext("Its terms ended %(count)s day ago.", "Its terms ended %(count)s days ago.", over)
        return text % {"count": number(over)}
    return time_left(last, now)


def time_left(last: date, now: datetime) -> str:
    """How long terms still run."""
    left = days_until(last, now)
    if left == 0:
        return _("Its last day is today.")
    return ngettext("%(count)s day left.", "%(count)s days left.", left) % {"count": number(left)}


def lines(alliance: Alliance, now: datetime) -> list[Line]:
    """All requests and shares, what was entered last first."""
    own = alliance.exchange
    found = [request_line(alliance, each, now) for each in own.requests.values()]
    found += [share_line(each, now) for each in own.shares.values()]
    return sorted(found, key=lambda each: each.index, reverse=True)


def why_idea(alliance: Alliance, one: Idea) -> str:
    """One sentence on where an idea stands."""
    if one.adopted is not None and one.by_decision is not None:
        return _("Adopted by decision %(decision)s.") % {"decision": one.by_decision}
    if one.adopted is not None:
        return _("Adopted: every party said yes to it.")
    if one.set_aside:
        party, word = max(one.set_aside.items(), key=lambda pair: pair[1].entry)
        fields = {"who": alliance.parties.name(party), "reason": quoted(word.text)}
        return _("%(who)s set it aside: %(reason)s. Anybody can revive it with what is different now.") % fields
    names = alliance.parties.names(ideas.missing(alliance, one))
    return _("It is in the court of %(names)s: to say yes, to build on it, or to set it aside.") % {"names": names}


def hints(alliance: Alliance, one: Share) -> Iterator[str]:
    """What the register had against a share when it was offered; nothing stops it."""
    if one.outside:
        yield str(shared.OUTSIDE[one.outside])

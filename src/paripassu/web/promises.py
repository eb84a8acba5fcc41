"""Commitments as the pages show them: where each stands, on which day, in whose court, and why."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments import awaited, overtaken
from paripassu.alliance.commitments.promises import Commitment, Status, Word, next_due, owed_by, standings, status
from paripassu.alliance.commitments.workloads import SOON, late_since
from paripassu.alliance.days import days_over, days_until
from paripassu.web.environment import number
from paripassu.web.quoting import written_day

COLUMNS: tuple[tuple[str, Lazy, tuple[Status, ...]], ...] = (
    ("proposed", gettext_lazy("Proposed"), ("proposed", "declined")),
    ("open", gettext_lazy("Open"), ("open", "returned")),
    ("late", gettext_lazy("Late or missed"), ("late", "missed")),
    ("blocked", gettext_lazy("Blocked"), ("blocked",)),
    ("delivered", gettext_lazy("Delivered, to be accepted"), ("delivered",)),
    ("kept", gettext_lazy("Kept"), ("kept",)),
)
"""The columns of the board, in the order in which a commitment goes through them."""


class Line(NamedTuple):
    """A commitment as a row: where it stands, the day that matters now, whose court it is in, and one sentence why."""

    commitment: Commitment
    status: Status
    day: date | None
    court: tuple[str, ...]
    why: str


def line(alliance: Alliance, commitment: Commitment, now: datetime) -> Line:
    """A commitment as a row at this moment."""
    where = status(commitment, now)
    day = late_since(commitment, now) or _undecided(commitment, now) or next_due(commitment, now)
    if commitment.pending and day is None:
        day = commitment.fact.due
    return Line(
        commitment, where, day, _court(alliance, commitment, where, now), _why(alliance, commitment, where, now)
    )


def _undecided(commitment: Commitment, now: datetime) -> date | None:
    """The first day due for which a delivery waits to be accepted."""
    return next((due for due, where in standings(commitment, now).items() if where == "delivered"), None)


def lines(alliance: Alliance, now: datetime) -> list[Line]:
    """All commitments as rows: the day that matters first comes first, those without a day last."""
    found = [line(alliance, commitment, now) for commitment in alliance.commitments.by_index.values()]
    return sorted(found, key=lambda each: (each.day is None, each.day or date.max, each.commitment.index))


def _court(alliance: Alliance, commitment: Commitment, where: Status, now: datetime) -> tuple[str, ...]:
    if where == "proposed":
        return awaited(alliance, commitment)
    if where == "declined":
        return (commitment.party,)
    if where == "blocked" and commitment.block is not None:
        return (commitment.block.blocker,)
    if where == "delivered":
        return _deciding(commitment, now)
    day = next_due(commitment, now)
    pressing = where in ("returned", "late", "missed") or (
        where == "open" and day is not None and days_until(day, now) <= SOON
    )
    return (commitment.fact.owner,) if pressing else ()


def _deciding(commitment: Commitment, now: datetime) -> tuple[str, ...]:
    """Those who have still to accept or return a delivery."""
    waiting = {
        party
        for due, where in standings(commitment, now).items()
        if where == "delivered" and (delivery := commitment.delivery(due)) is not None
        for party in commitment.fact.to
        if party not in delivery.accepted
    }
    return tuple(sorted(waiting))


def _why(alliance: Alliance, commitment: Commitment, where: Status, now: datetime) -> str:
    """One sentence on where a commitment stands, and what happens next."""
    if commitment.pending or commitment.withdrawn is not None:
        return _why_pending(alliance, commitment, where)
    fields = {"owner": alliance.parties.name(commitment.fact.owner), "names": ""}
    if where in ("open", "returned", "delivered"):
        return _why_on_its_way(alliance, commitment, where, now)
    if where in ("late", "missed"):
        return _why_late(commitment, now)
    if where == "blocked" and commitment.block is not None:
        fields |= {"blocker": alliance.parties.name(commitment.block.blocker), "reason": commitment.block.reason}
        return _("%(owner)s says that %(blocker)s is in the way: “%(reason)s” It does not count as late.") % fields
    if where == "kept":
        return _("Everything was delivered and accepted.")
    if where == "replaced":
        return _("Commitment %(new)s took its place.") % {"new": commitment.replaced_by}
    reasons = [word.text for words in commitment.released.values() for word in words.values()]
    return _("Released by those it was owed to: “%(reason)s”") % {"reason": reasons[-1] if reasons else ""}


def _why_pending(alliance: Alliance, commitment: Commitment, where: Status) -> str:
    if commitment.withdrawn is not None:
        fields = {"who": alliance.parties.name(commitment.party), "reason": commitment.withdrawn.text}
        return _("%(who)s withdrew the proposal: “%(reason)s”") % fields
    if overtaken(alliance, commitment):
        return _("What it would replace is no longer in force. It can be withdrawn.")
    if where == "declined":
        who, word = latest(commitment.declined)
        fields = {"who": alliance.parties.name(who), "reason": word.text}
        return _("%(who)s declined: “%(reason)s” Propose it otherwise, or withdraw it.") % fields
    names = alliance.parties.names(awaited(alliance, commitment))
    return _("It is in the court of %(names)s: to agree, or to decline with a reason.") % {"names": names}


def _why_on_its_way(alliance: Alliance, commitment: Commitment, where: Status, now: datetime) -> str:
    if where == "delivered":
        names = alliance.parties.names(_deciding(commitment, now))
        return _("Delivered. It is in the court of %(names)s: to accept it, or to return it with a reason.") % {
            "names": names
        }
    owner = alliance.parties.name(commitment.fact.owner)
    if where == "returned":
        found = [each for each in commitment.deliveries if each.returned and each.withdrawn is None]
        who, word = latest(found[-1].returned)
        fields = {"who": alliance.parties.name(who), "reason": word.text, "owner": owner}
        return _("%(who)s returned it: “%(reason)s” It is in the court of %(owner)s, to deliver again.") % fields
    day = next_due(commitment, now)
    fields = {"owner": owner, "day": written_day(day) if day else ""}
    return _("%(owner)s delivers by %(day)s.") % fields


def _why_late(commitment: Commitment, now: datetime) -> str:
    day = late_since(commitment, now)
    assert day is not None
    over = days_over(day, now)
    text = ngettext("Owed by %(day)s, %(count)s day ago.", "Owed by %(day)s, %(count)s days ago.", over)
    said = text % {"day": written_day(day), "count": number(over)}
    if commitment.block is not None and commitment.block.contested:
        said += " " + _("The owner says that it is blocked; that is contested.")
    return said


def latest(words: dict[str, Word]) -> tuple[str, Word]:
    """The party that spoke last, and its word."""
    return max(words.items(), key=lambda each: each[1].entry)


# --- which are asked for ---


class Asked(NamedTuple):
    """What a list is asked for; empty: everything."""

    owner: str = ""
    to: str = ""
    status: str = ""
    importance: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None


def asked_for(alliance: Alliance, found: Iterable[Line], asked: Asked, party: str) -> list[Line]:
    """Those of these rows that are asked for. The status `yours` stands for: in the court of the reader's party."""
    return [each for each in found if _fits(alliance, each, asked, party)]


def _fits(alliance: Alliance, each: Line, asked: Asked, party: str) -> bool:
    fact = each.commitment.fact
    words = f"{fact.what} {fact.evidence}".casefold()
    stands = (
        party in each.court
        if asked.status == "yours"
        else asked.status in ("", each.status) or asked.status == _column(each.status)
    )
    return (
        stands
        and asked.owner in ("", fact.owner)
        and (not asked.to or asked.to in fact.to)
        and asked.importance in ("", fact.importance)
        and all(word in words for word in asked.text.casefold().split())
        and (asked.since is None or (each.day is not None and each.day >= asked.since))
        and (asked.until is None or (each.day is not None and each.day <= asked.until))
    )


def _column(where: Status) -> str:
    return next((name for name, _word, fitting in COLUMNS if where in fitting), "")


def shifted(commitment: Commitment, due: date) -> date | None:
    """The later day by which something is owed because a block stood; None when it is the day due itself."""
    by = owed_by(commitment, due)
    return by if by != due else None

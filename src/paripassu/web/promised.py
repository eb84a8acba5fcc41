"""Facts about commitments as sentences for people, and the words in which commitments are shown."""

from typing import TypeAlias, assert_never

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paripassu.alliance import commitments
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.commitments import breaches, deliveries, releases
from paripassu.alliance.commitments.promises import Importance, Proposed, Standing, Status
from paripassu.web.environment import number
from paripassu.web.quoting import quoted, written_day

Fact: TypeAlias = commitments.Fact | deliveries.Fact | releases.Fact | breaches.Fact

STATUSES: dict[Status | Standing, Lazy] = {
    "proposed": gettext_lazy("Proposed"),
    "declined": gettext_lazy("Declined"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "open": gettext_lazy("Open"),
    "delivered": gettext_lazy("Delivered"),
    "returned": gettext_lazy("Returned"),
    "accepted": gettext_lazy("Accepted"),
    "late": gettext_lazy("Late"),
    "missed": gettext_lazy("Missed"),
    "blocked": gettext_lazy("Blocked"),
    "kept": gettext_lazy("Kept"),
    "released": gettext_lazy("Released"),
    "replaced": gettext_lazy("Replaced"),
}
IMPORTANCES: dict[Importance, Lazy] = {
    "high": gettext_lazy("High"),
    "normal": gettext_lazy("Normal"),
    "low": gettext_lazy("Low"),
}
EVERY = {
    "": gettext_lazy("Once"),
    "week": gettext_lazy("Every week"),
    "fortnight": gettext_lazy("Every two weeks"),
    "month": gettext_lazy("Every month"),
    "quarter": gettext_lazy("Every quarter"),
    "half": gettext_lazy("Every half year"),
    "year": gettext_lazy("Every year"),
    "rule": gettext_lazy("By a rule of its own"),
}


def about(recorded: Recorded) -> int:
    """The entry by which the page of the commitment that a fact speaks of is found."""
    match recorded.fact:
        case Proposed():
            return recorded.index
        case commitments.Agreed(entries=entries):
            return min(entries)
        case (
            deliveries.DeliveryWithdrawn(delivery=entry)
            | deliveries.DeliveryAccepted(delivery=entry)
            | deliveries.DeliveryReturned(delivery=entry)
            | deliveries.BlockContested(block=entry)
            | deliveries.ContestWithdrawn(block=entry)
            | deliveries.Unblocked(block=entry)
            | breaches.BreachWithdrawn(notice=entry)
            | breaches.CureStated(notice=entry)
            | breaches.CureAccepted(notice=entry)
            | breaches.CureReturned(notice=entry)
        ):
            return int(entry)
        case fact:
            return int(fact.entry)


def sentence(alliance: Alliance, who: str, fact: Fact) -> str:
    """What a fact about a commitment says; `who` is the name of the party that entered it."""
    match fact:
        case Proposed() | commitments.Agreed() | commitments.Declined() | commitments.Withdrawn():
            return _proposal(alliance, who, fact)
        case releases.Released() | releases.ReleaseWithdrawn() | releases.CarrierNamed():
            return _release(who, fact)
        case (
            deliveries.Delivered()
            | deliveries.DeliveryWithdrawn()
            | deliveries.DeliveryAccepted()
            | deliveries.DeliveryReturned()
        ):
            return _delivery(alliance, who, fact)
        case (
            deliveries.Blocked() | deliveries.BlockContested() | deliveries.ContestWithdrawn() | deliveries.Unblocked()
        ):
            return _block(alliance, who, fact)
        case _:
            return _breach(alliance, who, fact)


def _what(alliance: Alliance, index: int) -> str:
    """A commitment by the number of its entry and its words."""
    commitment = alliance.commitments.by_index.get(index)
    return f"{index}, {quoted(commitment.fact.what)}" if commitment else str(index)


def _proposal(
    alliance: Alliance,
    who: str,
    fact: Proposed | commitments.Agreed | commitments.Declined | commitments.Withdrawn,
) -> str:
    match fact:
        case Proposed():
            fields = {
                "who": who,
                "owner": alliance.parties.name(fact.owner),
                "to": alliance.parties.names(fact.to),
                "what": quoted(fact.what),
                "due": written_day(fact.due),
                "old": fact.supersedes,
            }
            if fact.supersedes is not None:
                text = _(
                    "%(who)s proposed to renegotiate commitment %(old)s: %(owner)s to %(to)s, %(what)s by %(due)s."
                )
                return text % fields
            return _("%(who)s proposed a commitment: %(owner)s to %(to)s, %(what)s by %(due)s.") % fields
        case commitments.Agreed(entries=entries):
            text = ngettext(
                "%(who)s agreed to commitment %(listed)s.",
                "%(who)s agreed to the commitments %(listed)s.",
                len(entries),
            )
            named = _what(alliance, entries[0]) if len(entries) == 1 else ", ".join(map(str, entries))
            return text % {"who": who, "listed": named}
        case commitments.Declined():
            text = _("%(who)s declined commitment %(what)s: %(reason)s.")
        case commitments.Withdrawn():
            text = _("%(who)s withdrew its proposal %(what)s: %(reason)s.")
        case _:
            assert_never(fact)
    return text % {"who": who, "what": _what(alliance, fact.entry), "reason": quoted(fact.reason)}


def _release(who: str, fact: releases.Fact) -> str:
    match fact:
        case releases.Released(due=None):
            text = _("%(who)s released commitment %(entry)s: %(reason)s.")
        case releases.Released():
            text = _("%(who)s released what was due on %(due)s of commitment %(entry)s: %(reason)s.")
        case releases.ReleaseWithdrawn():
            text = _("%(who)s took its release of commitment %(entry)s back: %(reason)s.")
        case releases.CarrierNamed():
            return _("%(who)s said who carries commitment %(entry)s.") % {"who": who, "entry": fact.entry}
        case _:
            assert_never(fact)
    due = written_day(fact.due) if fact.due else ""
    return text % {"who": who, "entry": fact.entry, "due": due, "reason": quoted(fact.reason)}


def _delivery(
    alliance: Alliance,
    who: str,
    fact: (
        deliveries.Delivered | deliveries.DeliveryWithdrawn | deliveries.DeliveryAccepted | deliveries.DeliveryReturned
    ),
) -> str:
    if isinstance(fact, deliveries.Delivered):
        fields = {"who": who, "what": _what(alliance, fact.entry), "due": written_day(fact.due)}
        fields["evidence"] = quoted(fact.evidence)
        return _("%(who)s delivered what was due on %(due)s of commitment %(what)s, shown by %(evidence)s.") % fields
    commitment, delivery = deliveries.delivery_at(alliance, fact.delivery)
    fields = {"who": who, "what": _what(alliance, commitment.index), "due": written_day(delivery.due)}
    match fact:
        case deliveries.DeliveryAccepted():
            return _("%(who)s accepted what was delivered for %(due)s of commitment %(what)s.") % fields
        case deliveries.DeliveryWithdrawn():
            text = _("%(who)s took its delivery for %(due)s of commitment %(what)s back: %(reason)s.")
        case deliveries.DeliveryReturned():
            text = _("%(who)s returned what was delivered for %(due)s of commitment %(what)s: %(reason)s.")
        case _:
            assert_never(fact)
    return text % {**fields, "reason": quoted(fact.reason)}


def _block(
    alliance: Alliance,
    who: str,
    fact: deliveries.Blocked | deliveries.BlockContested | deliveries.ContestWithdrawn | deliveries.Unblocked,
) -> str:
    match fact:
        case deliveries.Blocked(entry=entry, blocker=blocker):
            text = _("%(who)s said that %(blocker)s keeps it from commitment %(what)s: %(reason)s.")
            fields = {"who": who, "blocker": alliance.parties.name(blocker), "what": _what(alliance, entry)}
            return text % {**fields, "reason": quoted(fact.reason)}
        case deliveries.BlockContested():
            text = _("%(who)s contested that commitment %(what)s is blocked: %(reason)s.")
        case deliveries.ContestWithdrawn():
            text = _("%(who)s no longer contests that commitment %(what)s is blocked: %(reason)s.")
        case deliveries.Unblocked():
            text = _("%(who)s said that nothing is in the way of commitment %(what)s any more: %(reason)s.")
        case _:
            assert_never(fact)
    commitment = deliveries.block_at(alliance, fact.block)[0]
    return text % {"who": who, "what": _what(alliance, commitment.index), "reason": quoted(fact.reason)}


def _breach(alliance: Alliance, who: str, fact: breaches.Fact) -> str:
    match fact:
        case breaches.BreachNoticed(entry=entry, due=due, cure=cure, reason=reason):
            text = _("%(who)s gave notice that %(due)s of commitment %(what)s is late, with %(cure)s days to mend it: ")
            fields = {"who": who, "due": written_day(due), "what": _what(alliance, entry), "cure": number(cure)}
            return text % fields + f"{quoted(reason)}."
        case breaches.BreachWithdrawn(reason=reason):
            text = _("%(who)s took its notice about commitment %(what)s back: %(reason)s.")
        case breaches.CureStated(evidence=reason):
            text = _("%(who)s said that commitment %(what)s is put right, shown by %(reason)s.")
        case breaches.CureAccepted():
            text, reason = _("%(who)s accepted that commitment %(what)s is put right."), ""
        case breaches.CureReturned(reason=reason):
            text = _("%(who)s said what is still wrong with commitment %(what)s: %(reason)s.")
        case _:
            assert_never(fact)
    notice = alliance.commitments.notices[fact.notice]
    return text % {"who": who, "what": _what(alliance, notice.commitment), "reason": quoted(reason)}

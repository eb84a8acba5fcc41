"""A text of the agreement in the reader's words: what a clause binds to, how a pool shares, what differs.

Every place that shows a text takes its words from here, so that the same thing is called the same everywhere.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paripassu.alliance.agreement import open_for_wording
from paripassu.alliance.agreement.cadence import Cadence
from paripassu.alliance.agreement.difference import Change, difference
from paripassu.alliance.agreement.difference import pieces as pieces_of
from paripassu.alliance.agreement.drafts import Reason
from paripassu.alliance.agreement.ladder import Ladder
from paripassu.alliance.agreement.limits import LIMITED, Limits
from paripassu.alliance.agreement.terms import (
    Clause,
    ClauseKind,
    FairnessRule,
    Rate,
    ResourceKind,
    SourceDocument,
    Terms,
)
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.refusals import Refused, one_stop
from paripassu.web.environment import number, percent
from paripassu.web.environment import said as said_of
from paripassu.web.typed import written

BINDS: dict[ClauseKind, Promise] = {
    "obligation": gettext_lazy("shall"),
    "permission": gettext_lazy("may"),
    "prohibition": gettext_lazy("shall not"),
    "entitlement": gettext_lazy("is entitled to"),
    "other": gettext_lazy("is bound by"),
}
RESOURCES: dict[ResourceKind, Promise] = {
    "cash": gettext_lazy("Cash"),
    "people": gettext_lazy("People"),
    "goods": gettext_lazy("Goods"),
    "ip": gettext_lazy("Intellectual property"),
    "data": gettext_lazy("Data"),
    "access": gettext_lazy("Access"),
    "other": gettext_lazy("Other"),
}
REASONS: dict[Reason, Promise] = {
    "founding": gettext_lazy("The first text"),
    "correction": gettext_lazy("A correction of what was meant"),
    "change": gettext_lazy("Circumstances have changed"),
    "redress": gettext_lazy("To restore the balance"),
    "renewal": gettext_lazy("A renewal"),
    "accession": gettext_lazy("A party joins or leaves"),
    "other": gettext_lazy("Another reason"),
}
SECTIONS: dict[str, Promise] = {
    "basics": gettext_lazy("Title and purpose"),
    "parties": gettext_lazy("Parties"),
    "dates": gettext_lazy("Time and law"),
    "principles": gettext_lazy("Principles"),
    "assumptions": gettext_lazy("What is taken as given"),
    "clauses": gettext_lazy("What each party shall and may"),
    "pools": gettext_lazy("Pools and fairness"),
    "governance": gettext_lazy("How the parties work together"),
    "document": gettext_lazy("The document it comes from"),
}
"""The sections of a text, in the order in which it is read."""

FIELDS: dict[str, Promise] = {
    "title": gettext_lazy("Title"),
    "purpose": gettext_lazy("Purpose"),
    "objectives": gettext_lazy("Objective"),
    "assumptions": gettext_lazy("What is taken as given"),
    "legal_name": gettext_lazy("Full legal name"),
    "role": gettext_lazy("Role"),
    "neutrals": gettext_lazy("Neutral"),
    "agreed": gettext_lazy("Agreed on"),
    "starts": gettext_lazy("Starts"),
    "ends": gettext_lazy("Ends"),
    "renewal": gettext_lazy("Renewal"),
    "notice": gettext_lazy("Notice"),
    "law": gettext_lazy("Governing law"),
    "text": gettext_lazy("Text"),
    "party": gettext_lazy("Who"),
    "kind": gettext_lazy("Kind"),
    "to": gettext_lazy("Towards"),
    "due": gettext_lazy("By when"),
    "condition": gettext_lazy("Condition"),
    "name": gettext_lazy("Name"),
    "trigger": gettext_lazy("Trigger"),
    "behaviours": gettext_lazy("Seen by"),
    "unit": gettext_lazy("Unit"),
    "rule": gettext_lazy("Fairness rule"),
    "low": gettext_lazy("Band from"),
    "high": gettext_lazy("Band to"),
    "window": gettext_lazy("Rolling window"),
    "minimum": gettext_lazy("Least total"),
    "confirmations": gettext_lazy("Confirmed by"),
    "rates": gettext_lazy("Rates"),
    "decisions": gettext_lazy("Decision rights"),
    "cadence": gettext_lazy("Cadence of check-ins"),
    "checkins": gettext_lazy("Days of the check-ins"),
    "escalation": gettext_lazy("Escalation"),
    "ladder": gettext_lazy("Days of the escalation ladder"),
    "limits": gettext_lazy("What is still acceptable"),
    "sharing": gettext_lazy("Terms of sharing"),
    "ending": gettext_lazy("Ending"),
    "document": gettext_lazy("Document"),
}
GOVERNANCE = ("decisions", "cadence", "escalation", "sharing", "ending")
"""The fields on how the parties work together, in their order."""

CONFIRMATIONS: dict[str, Promise] = {
    "every": gettext_lazy("every other partner"),
    "one": gettext_lazy("one other partner"),
}


# --- rules of pools ---


def rule_kind(rule: FairnessRule) -> str:
    """Which of the five rules it is: equity, equality, need, shares or mix."""
    if rule.shares:
        return "shares"
    for name in ("equity", "equality", "need"):
        if getattr(rule, name) == 1:
            return name
    return "mix"


def rule_sentence(alliance: Alliance, rule: FairnessRule) -> str:
    """What a fairness rule means, in one sentence."""
    match rule_kind(rule):
        case "equity":
            return _("Rewards follow contributions: who puts in twice as much ought to get twice as much.")
        case "equality":
            return _("Rewards are shared alike, whatever each puts in.")
        case "need":
            return _("Rewards follow need, as agreed: %s.") % _shares(alliance, rule.needs)
        case "shares":
            return _("Rewards follow shares agreed in advance: %s.") % _shares(alliance, rule.shares)
    parts = {
        "equity": _("%s by contribution"), "equality": _("%s alike"), "need": _("%s by need"),
    }  # fmt: skip
    weights = [words % _percent(getattr(rule, name)) for name, words in parts.items() if getattr(rule, name)]
    needs = _(" (need: %s)") % _shares(alliance, rule.needs) if rule.need else ""
    return _("Rewards are shared by a mix: %s.") % (", ".join(weights) + needs)


def _shares(alliance: Alliance, shares: dict[str, Decimal]) -> str:
    named = sorted((party_name(alliance, id_), share) for id_, share in shares.items())
    return ", ".join(f"{name} {_percent(share)}" for name, share in named) or _("not said yet")


def _percent(share: Decimal) -> str:
    return percent(share, max(0, -int((share * 100).normalize().as_tuple().exponent)) if share else 0)


def in_percent(share: Decimal | None) -> str:
    """A share of 1 for a field of a form, in per cent; empty for none."""
    return written(share * 100) if share else ""


# --- parties and clauses ---


def party_name(alliance: Alliance, id_: str) -> str:
    """The name of a party; its id when it was dropped since."""
    return alliance.parties.by_id[id_].name if id_ in alliance.parties else id_


class Group(NamedTuple):
    """The clauses of one party (empty: of each alike), with their places in the text."""

    party: str
    clauses: list[tuple[int, Clause]]


def clause_groups(alliance: Alliance, terms: Terms) -> list[Group]:
    """The clauses by party: what binds all first, then each party by its name."""
    groups: dict[str, list[tuple[int, Clause]]] = {}
    for place, clause in enumerate(terms.clauses):
        groups.setdefault(clause.party, []).append((place, clause))
    order = sorted(groups, key=lambda party: (party != "", party_name(alliance, party)))
    return [Group(party, groups[party]) for party in order]


def said(terms: Terms) -> list[str]:
    """The fields on how the parties work together that say something."""
    return [name for name in GOVERNANCE if getattr(terms, name)]


# --- what differs ---


class Shown(NamedTuple):
    """One difference as a page shows it: in pieces of text, or both values whole."""

    label: str
    kind: str
    pieces: tuple[tuple[str, str], ...]


class Part(NamedTuple):
    """The differences in one section."""

    section: Promise
    changes: list[Shown]


def shown_difference(alliance: Alliance, before: Terms, after: Terms) -> list[Part]:
    """What `after` says otherwise than `before`, by section, in words."""
    parts: dict[str, list[Shown]] = {}
    names = {pool.id: pool.name for pool in (*before.pools, *after.pools)}
    for change in difference(before, after):
        parts.setdefault(change.section, []).append(_shown(alliance, change, names))
    return [Part(SECTIONS[section], changes) for section, changes in parts.items()]


def _shown(alliance: Alliance, change: Change, pools: dict[str, str]) -> Shown:
    item = _item(alliance, change, pools)
    field = str(FIELDS[change.field]) if change.field else ""
    label = " · ".join(filter(None, (item, field)))
    if isinstance(change.before, str) and isinstance(change.after, str) and change.field not in WORDED:
        return Shown(label, change.kind, change.pieces)
    old, new = (_value(alliance, change.field, value) for value in (change.before, change.after))
    if isinstance(change.before, FairnessRule) and isinstance(change.after, FairnessRule):
        return Shown(label, change.kind, pieces_of(old, new))
    pieces = [("old", old)] * (old != "") + [("same", " ")] * bool(old and new) + [("new", new)] * (new != "")
    return Shown(label, change.kind, tuple(pieces))


WORDED = {"party", "to", "kind", "confirmations", "neutrals"}
"""Fields that hold a short name for something: shown by its word, never in pieces."""


def _item(alliance: Alliance, change: Change, pools: dict[str, str]) -> str:
    match change.section:
        case "parties":
            return party_name(alliance, change.item) if change.item else ""
        case "pools":
            return pools.get(change.item, change.item)
        case "clauses" | "assumptions":
            return "" if not change.field else shortened(change.item)
    return change.item


def shortened(text: str, length: int = 60) -> str:
    """The beginning of a text, whole words."""
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _value(alliance: Alliance, field: str, value: Any) -> str:
    """One value of a field as text."""
    match value:
        case None | "":
            return ""
        case date():
            return formats.date_format(value)
        case Decimal():
            return number(value)
        case FairnessRule():
            return rule_sentence(alliance, value)
        case Cadence() | Ladder() | Limits():
            return _figures(value)
        case SourceDocument():
            return f"{value.name} ({value.digest[:12]}…)"
        case int():
            return months(value)
        case str():
            return _word(alliance, field, value)
    return _several(alliance, value)


def _word(alliance: Alliance, field: str, value: str) -> str:
    if field in ("party", "to", "neutrals"):
        return party_name(alliance, value)
    words: dict[str, dict[Any, Promise]] = {"kind": BINDS, "confirmations": CONFIRMATIONS}
    return str(words.get(field, {}).get(value, value))


def _several(alliance: Alliance, values: Iterable[Any]) -> str:
    """Rates, or all fields of an item that came or went."""
    said = [rate_words(value) if isinstance(value, Rate) else _named(alliance, *value) for value in values]
    return "; ".join(filter(None, said))


def _named(alliance: Alliance, field: str, value: Any) -> str:
    words = _value(alliance, field, value)
    return words if field in ("text", "name", "legal_name") or not words else f"{FIELDS[field]}: {words}"


def rate_words(rate: Rate) -> str:
    """A rate as people read it."""
    return f"{RESOURCES[rate.kind]}, 1 {rate.unit} = {number(rate.value)}"


def cadence(value: Cadence) -> str:
    """A cadence as people read it: how often, from which day on, and when the agenda is closed."""
    often = {
        "day": ngettext("every day", "every %d days", value.every),
        "week": ngettext("every week", "every %d weeks", value.every),
        "month": ngettext("every month", "every %d months", value.every),
    }[value.unit]
    closes = ngettext("agenda closed %d day before", "agenda closed %d days before", value.notice) % value.notice
    fields = {"often": often % value.every if "%d" in often else often, "first": formats.date_format(value.first)}
    return _("%(often)s from %(first)s on, %(closes)s") % {**fields, "closes": closes}


def ladder(value: Ladder) -> str:
    """A ladder as people read it: how many days at each tier."""
    words = _("early warning %(warning)s days, peers %(peers)s, sponsors %(sponsors)s, neutral %(neutral)s")
    return words % {tier: value.days(tier) for tier in ("warning", "peers", "sponsors", "neutral")}


def _figures(value: Cadence | Ladder | Limits) -> str:
    match value:
        case Cadence():
            return cadence(value)
        case Ladder():
            return ladder(value)
        case Limits():
            return limits(value)


LIMITS: dict[str, Promise] = {
    "reliability": gettext_lazy("commitments late"),
    "ability": gettext_lazy("deliveries returned"),
    "truth": gettext_lazy("statements refuted"),
    "checkins": gettext_lazy("check-ins not held"),
    "disputes": gettext_lazy("postings disputed"),
    "answers": gettext_lazy("answers late"),
}


def limits(value: Limits) -> str:
    """Limits as people read them: how many of a hundred may go badly."""
    return _("of 100 at most") + " " + ", ".join(f"{getattr(value, name)} {LIMITS[name]}" for name in LIMITED)


def months(count: int) -> str:
    """So many months."""
    return ngettext("%d month", "%d months", count) % count


def listed(alliance: Alliance, parties: Sequence[str]) -> str:
    """The names of several parties, sorted, as one phrase."""
    return ", ".join(sorted(party_name(alliance, id_) for id_ in parties))


def choice_of(alliance: Alliance, parties: Sequence[str]) -> list[tuple[str, str]]:
    """Parties for a choice: id and name, by name."""
    return sorted(((id_, party_name(alliance, id_)) for id_ in parties), key=lambda pair: pair[1])


# --- where the agreement stands ---


def standing(alliance: Alliance) -> str:
    """Where the agreement stands, in a sentence."""
    state = alliance.agreement
    if state.draft is None:
        count = len(state.versions)
        return _("Version %d is in force.") % count if count else _("Nothing is in force yet.")
    names = listed(alliance, state.draft.court)
    if state.draft.agreed:
        return one_stop(_("Every party has accepted the text on the table. Still to sign: %s.") % names)
    return one_stop(_("A text is on the table, in the court of %s.") % names)


def why_closed(alliance: Alliance, party: str) -> str:
    """Why this party cannot table another wording now; empty when it can."""
    try:
        open_for_wording(alliance, party)
    except Refused as refusal:
        return said_of(refusal)
    return ""

"""The agenda of a check-in: what is open on the record, and what the parties put on it until it closes.

What is open is looked up, not typed: nobody can leave the uncomfortable out. When the meeting opens, the agenda is
kept as it stands then.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from paripassu.alliance.agreement.cadence import days
from paripassu.alliance.agreement.limits import LIMITED
from paripassu.alliance.changes import chain
from paripassu.alliance.checkins.meetings import AgendaItem, Checkin, Item, ItemKind, Shown, taking_part
from paripassu.alliance.checkins.series import agenda_closed
from paripassu.alliance.commitments.promises import Commitment, next_due, status
from paripassu.alliance.decisions import outcomes
from paripassu.alliance.ending import turns as ending
from paripassu.alliance.exchange import turns
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.goals import objectives
from paripassu.alliance.ledger.valuations import turns as valuations
from paripassu.alliance.links import known
from paripassu.alliance.principles import observations as observed
from paripassu.alliance.redress import turns as redress
from paripassu.alliance.refusals import Refused
from paripassu.alliance.statements import incidents, raised, stated
from paripassu.alliance.surveys import turns as surveys

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 500
MOST_ITEMS = 100
MOST_LINES = 400
USUAL_PERIOD = timedelta(days=31)
"""How far ahead an agenda looks for what is due, where there is no cadence."""

OPEN = ("open", "delivered", "returned", "late", "missed", "blocked")
LATE = ("late", "missed", "blocked")

# --- facts ---


class ItemAdded(ByPerson, frozen=True, kw_only=True, tag="checkin_item_added.v1"):
    """A party put something on the agenda."""

    checkin: int
    text: str
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class ItemWithdrawn(ByPerson, frozen=True, kw_only=True, tag="checkin_item_withdrawn.v1"):
    """A party took its own item off the agenda again."""

    item: int


Fact: TypeAlias = ItemAdded | ItemWithdrawn


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    if isinstance(fact, ItemWithdrawn):
        alliance.checkins.item(fact.item)[1].withdrawn = True
        return
    item = Item(recorded.index, recorded.entered, recorded.party, fact.by, fact.text)
    alliance.checkins.checkin(fact.checkin).items[recorded.index] = item
    alliance.checkins.part_of[recorded.index] = fact.checkin
    about = fact.about if fact.checkin in fact.about else (fact.checkin, *fact.about)
    alliance.links.add(recorded.index, "checkins", about, fact.clauses)


# --- what is open ---


def agenda(alliance: "Alliance", checkin: Checkin, now: datetime) -> tuple[AgendaItem, ...]:
    """The agenda as it stands now: what the parties added, then what is open on the record.

    Without what is measured: warnings that ring, and the balance. Whoever opens the meeting brings them along.
    """
    added = [AgendaItem("added", (item.index,)) for item in checkin.items.values() if not item.withdrawn]
    found = ((kind, tuple(sorted(look(alliance, checkin, now)))) for kind, look in _OPEN.items())
    return (*added, *(AgendaItem(kind, entries) for kind, entries in found if entries))


def _late(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    return (one.index for one in _commitments(alliance) if status(one, now) in LATE)


def _actions(alliance: "Alliance", checkin: Checkin, now: datetime) -> Iterable[int]:
    """What was promised at check-ins and is still open; what is late stands under that head."""
    meetings = set(alliance.checkins.by_index) - {checkin.index}
    promised = (one for one in _commitments(alliance) if not meetings.isdisjoint(_about(alliance, one)))
    return (one.index for one in promised if status(one, now) in OPEN and status(one, now) not in LATE)


def _due(alliance: "Alliance", checkin: Checkin, now: datetime) -> Iterable[int]:
    """What falls due before the check-in after this one."""
    until, actions = _until(alliance, checkin.when.on), set(_actions(alliance, checkin, now))
    for one in _commitments(alliance):
        day = next_due(one, now)
        if day is not None and day <= until and one.index not in actions and status(one, now) not in LATE:
            yield one.index


def _disputed(alliance: "Alliance", _checkin: Checkin, _now: datetime) -> Iterable[int]:
    return (posting.index for posting in alliance.ledger.postings.values() if posting.status == "disputed")


def _text(alliance: "Alliance", _checkin: Checkin, _now: datetime) -> Iterable[int]:
    draft = alliance.agreement.draft
    return () if draft is None else (draft.index,)


def _proposals(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    proposals = alliance.decisions.proposals.values()
    return (one.index for one in proposals if outcomes.standing(alliance, one, now) in outcomes.OPEN)


def _exchange(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    return turns.unsettled(alliance, now)


def _ending(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    return ending.agenda(alliance, now)


def _redress(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    return redress.agenda(alliance, now)


def _valuations(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    return valuations.agenda(alliance, now)


def _surveys(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    return surveys.agenda(alliance, now)


def _goals(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    """Goals that are behind or missed, or on which the parties are not at one."""
    pressing = ("behind", "missed", "proposed", "declined")
    for goal in alliance.goals.by_index.values():
        questioned = any(one.questioned and one.settled is None for one in goal.reports.values() if not one.withdrawn)
        if questioned or objectives.status(goal, now) in pressing or any(goal.open_offers()):
            yield goal.index


def _changes(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    """Changes that are not answered yet, or whose answer is still to be carried out."""
    closed = ("answered", "withdrawn")
    return (one.index for one in alliance.changes.by_index.values() if chain.status(alliance, one, now) not in closed)


def _strained(alliance: "Alliance", _checkin: Checkin, _now: datetime) -> Iterable[int]:
    observations = alliance.principles.by_index.values()
    return (one.index for one in observations if observed.standing(alliance, one) in observed.OPEN)


def _conflicts(alliance: "Alliance", _checkin: Checkin, _now: datetime) -> Iterable[int]:
    """Early warnings too: a check-in is where most of them are answered."""
    return (one.index for one in alliance.conflicts.by_index.values() if one.closed is None)


def _statements(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    """What is to be checked, or contested, among the statements."""
    every = alliance.statements.by_index.values()
    return (one.index for one in every if stated.status(one, now) in ("due", "assessed", "contested"))


def _incidents(alliance: "Alliance", _checkin: Checkin, now: datetime) -> Iterable[int]:
    every = alliance.statements.incidents.values()
    return (one.index for one in every if incidents.standing(alliance, one, now) in raised.OPEN)


_OPEN: dict[ItemKind, Callable[["Alliance", Checkin, datetime], Iterable[int]]] = {
    "late": _late,
    "actions": _actions,
    "due": _due,
    "disputed": _disputed,
    "text": _text,
    "proposals": _proposals,
    "goals": _goals,
    "changes": _changes,
    "strained": _strained,
    "exchange": _exchange,
    "ending": _ending,
    "statements": _statements,
    "incidents": _incidents,
    "conflicts": _conflicts,
    "redress": _redress,
    "valuations": _valuations,
    "surveys": _surveys,
}
"""What is open, by the heads of the agenda. A new practice adds its line here."""


def _commitments(alliance: "Alliance") -> list[Commitment]:
    return [one for one in alliance.commitments.by_index.values() if one.in_force]


def _about(alliance: "Alliance", commitment: Commitment) -> set[int]:
    """The check-ins that a commitment is about, also by way of an item or a minute."""
    part_of = alliance.checkins.part_of
    return {part_of.get(entry, entry) for entry in commitment.fact.about}


def _until(alliance: "Alliance", on: date) -> date:
    """The day of the check-in after this one, by the cadence."""
    version = alliance.agreement.versions[-1] if alliance.agreement.versions else None
    if version is None or version.terms.checkins is None:
        return on + USUAL_PERIOD
    following = days(version.terms.checkins, on + timedelta(days=1), on + timedelta(days=366 * 5))
    return following[0] if following else on + USUAL_PERIOD


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    if isinstance(fact, ItemAdded):
        checkin = alliance.checkins.checkin(fact.checkin)
        worded(fact.text, "what it is about", limit=TEXT_LIMIT)
        known(alliance, fact.about, fact.clauses)
        if len(checkin.items) >= MOST_ITEMS:
            raise Refused("agenda_full", "This agenda holds {most} items already.", most=MOST_ITEMS)
    else:
        checkin, item = alliance.checkins.item(fact.item)
        if item.party != recorded.party or item.withdrawn:
            name = alliance.parties.name(item.party)
            raise Refused("not_your_item", "Only {name}, which added it, can take it off, and once.", name=name)
    if agenda_closed(alliance, checkin, recorded.entered):
        raise Refused("agenda_closed", "The agenda of this check-in is closed. Raise it in the meeting.")


def sound(alliance: "Alliance", checkin: Checkin, items: tuple[AgendaItem, ...], shown: tuple[Shown, ...]) -> None:
    """Refused when a kept agenda names what does not exist, leaves out what a party added, or shows no figures."""
    entries = [entry for item in items for entry in item.entries]
    if len(items) > MOST_LINES or any(not 0 <= entry < alliance.size for entry in entries):
        raise Refused("agenda_unsound", "This agenda names what is not on the record.")
    added = {item.index for item in checkin.items.values() if not item.withdrawn}
    if added != {entry for item in items if item.kind == "added" for entry in item.entries}:
        raise Refused("agenda_incomplete", "This agenda is not what the parties put on it. Open the meeting again.")
    _warnings_sound(alliance, items)
    for one in shown:
        figures = [*one.targets.values(), *one.leans.values(), *one.coefficients.values()]
        if not all(figure.is_finite() and abs(figure) < Decimal(10) ** 6 for figure in figures):
            raise Refused("agenda_unsound", "The balance shown holds what is no figure.")
        for party in {*one.targets, *one.leans, *one.coefficients}:
            alliance.parties.name(party)


def _warnings_sound(alliance: "Alliance", items: tuple[AgendaItem, ...]) -> None:
    """That each rang can be reckoned again from the entries before; here it is asked that it is one, and told once."""
    warned = [item.warned for item in items if not isinstance(item.warned, msgspec.UnsetType)]
    if any((item.kind == "warnings") == isinstance(item.warned, msgspec.UnsetType) for item in items):
        raise Refused("agenda_unsound", "This agenda names a warning without saying which.")
    if any(one.sort not in LIMITED for one in warned) or len({(w.sort, w.judge, w.judged) for w in warned}) < len(
        warned
    ):
        raise Refused("agenda_unsound", "This agenda names a warning that is none, or one twice.")
    for party in {party for one in warned for party in (one.judge, one.judged) if party}:
        alliance.parties.name(party)


# --- acts ---


def add_item(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    checkin: int,
    text: str,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> ItemAdded:
    """Put something on the agenda, until it closes."""
    fact = ItemAdded(by=by, checkin=checkin, text=text.strip(), about=tuple(about), clauses=tuple(clauses))
    return ruled(alliance, now, fact, rule)


def withdraw_item(alliance: "Alliance", *, by: str, now: datetime, item: int) -> ItemWithdrawn:
    """Take one's own item off the agenda again, until it closes."""
    return ruled(alliance, now, ItemWithdrawn(by=by, item=item), rule)

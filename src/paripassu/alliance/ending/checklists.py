"""The checklist of the wind-down: from the exit plan, from what is really open on the record, and what a party adds.

What is open on the record closes its own item once it is closed there. Everything else is answered by its owner: done,
or left with the reason; and each other party confirms that, or returns it. An item without an owner is for all: each
says so for itself. Nothing is dropped: what is open and on no list keeps the end from being signed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, assert_never, get_args

from paripassu.alliance.days import over
from paripassu.alliance.ending import in_wind_down, partakers, parting, start
from paripassu.alliance.ending.matters import Topic
from paripassu.alliance.ending.remaining import Source, is_open, remaining
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.files import Enclosed, checked
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing, membership, partnering
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 4_000
MOST_ITEMS = 1_000
MOST_AT_ONCE = 300
Outcome = Literal["done", "left"]
Status = Literal["open", "returned", "answered", "done", "left", "closed", "struck"]
CLOSED: frozenset[Status] = frozenset({"done", "left", "closed", "struck"})

# --- facts ---


class ItemListed(ByPerson, frozen=True, kw_only=True, tag="ending_item_listed.v1"):
    """Something was put on the checklist: who sees to it (empty: each party), and until when."""

    source: Source
    text: str
    owner: str
    due: date
    topic: Topic | None = None
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class ItemAnswered(ByPerson, frozen=True, kw_only=True, tag="ending_item_answered.v1"):
    """A party that sees to an item said that it is done, or is left as it is; with evidence or the reason."""

    item: int
    how: Outcome
    text: str
    enclosed: tuple[Enclosed, ...] = ()


class ItemsConfirmed(ByPerson, frozen=True, kw_only=True, tag="ending_items_confirmed.v1"):
    """A party confirmed what was answered to these items."""

    items: tuple[int, ...]


class ItemReturned(ByPerson, frozen=True, kw_only=True, tag="ending_item_returned.v1"):
    """A party said what is still missing: the item is open again."""

    item: int
    reason: str


class ItemStruck(ByPerson, frozen=True, kw_only=True, tag="ending_item_struck.v1"):
    """The party that listed it took an item off before anybody answered. What is open on the record can be relisted."""

    item: int
    reason: str


Fact: TypeAlias = ItemListed | ItemAnswered | ItemsConfirmed | ItemReturned | ItemStruck

membership.open_to("suspended", *get_args(Fact))
membership.open_to("alone", *get_args(Fact))
membership.open_to("left", *get_args(Fact))

# --- state ---


class Answer(NamedTuple):
    """What a party said to an item, when, at which entry."""

    entry: int
    at: datetime
    how: Outcome
    text: str
    enclosed: tuple[Enclosed, ...] = ()


class Returned(NamedTuple):
    """What a party found missing, and what had been answered until then, by party."""

    party: str
    at: datetime
    reason: str
    answers: dict[str, Answer]


@dataclass(slots=True)
class Item:
    """An item of the checklist under its entry. `aside`: all have gone on since, and it is a matter no more."""

    index: int
    entered: datetime
    party: str
    fact: ItemListed
    answers: dict[str, Answer] = field(default_factory=dict)
    confirmed: dict[str, int] = field(default_factory=dict)
    returned: list[Returned] = field(default_factory=list)
    struck: str = ""
    aside: bool = False


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    items = alliance.ending.items
    match fact:
        case ItemListed():
            items[recorded.index] = Item(recorded.index, recorded.entered, recorded.party, fact)
            own = () if fact.source.entry is None or fact.source.entry in fact.about else (fact.source.entry,)
            alliance.links.add(recorded.index, "ending", (*fact.about, *own), fact.clauses)
        case ItemAnswered():
            answer = Answer(recorded.index, recorded.entered, fact.how, fact.text, fact.enclosed)
            items[fact.item].answers[recorded.party] = answer
            items[fact.item].confirmed.clear()
            alliance.files.add(recorded.party, fact.enclosed)
        case ItemsConfirmed():
            for index in fact.items:
                items[index].confirmed[recorded.party] = recorded.index
        case ItemReturned():
            _return(items[fact.item], recorded, fact.reason)
        case ItemStruck():
            items[fact.item].struck = fact.reason
        case _:
            assert_never(fact)


def _return(item: Item, recorded: Recorded, reason: str) -> None:
    item.returned.append(Returned(recorded.party, recorded.entered, reason, item.answers))
    item.answers, item.confirmed = {}, {}


def standing_items(alliance: "Alliance") -> list[Item]:
    """The items of the checklist that is being worked on, in the order of the record."""
    return [item for item in alliance.ending.items.values() if not item.aside and not item.struck]


def owners(alliance: "Alliance", item: Item) -> tuple[str, ...]:
    """Those who answer an item: its owner while it is there, else each party."""
    there = partakers(alliance)
    return (item.fact.owner,) if item.fact.owner in there else there


def missing(alliance: "Alliance", item: Item) -> tuple[str, ...]:
    """Whose word an item still needs to be closed, sorted: to answer it first, then to confirm what was answered."""
    answering = tuple(party for party in owners(alliance, item) if party not in item.answers)
    if answering:
        return answering
    return tuple(p for p in partakers(alliance) if p not in item.answers and p not in item.confirmed)


def status(alliance: "Alliance", item: Item, now: datetime) -> Status:
    """Where an item stands."""
    source = item.fact.source
    looked_up = source.kind not in ("provision", "own") and source.entry is not None
    return _status(alliance, item, not looked_up or is_open(alliance, source, now))


def _status(alliance: "Alliance", item: Item, open_still: bool) -> Status:
    if item.struck:
        return "struck"
    if not open_still:
        return "closed"
    if not missing(alliance, item):
        return "left" if any(each.how == "left" for each in item.answers.values()) else "done"
    if all(party in item.answers for party in owners(alliance, item)):
        return "answered"
    return "returned" if item.returned else "open"


class Line(NamedTuple):
    """An item with where it stands, whose word it needs, and whether its day is over while it is open."""

    item: Item
    status: Status
    missing: tuple[str, ...]
    late: bool


def checklist(alliance: "Alliance", now: datetime) -> list[Line]:
    """Everything on the checklist, what is due first on top. What is open is looked up once for all."""
    things = {Source(one.kind, one.entry) for one in remaining(alliance, now)}
    found = (
        (item, _status(alliance, item, item.fact.source.kind in ("provision", "own") or item.fact.source in things))
        for item in standing_items(alliance)
    )
    lines = [
        Line(item, stands, () if stands in CLOSED else missing(alliance, item), over(item.fact.due, now))
        for item, stands in found
    ]
    lines = [line._replace(late=line.late and line.status not in CLOSED) for line in lines]
    return sorted(lines, key=lambda line: (line.item.fact.due, line.item.index))


def unlisted(alliance: "Alliance", now: datetime) -> tuple["Draft", ...]:
    """What belongs on the checklist and is not there yet: of the plan in force first, then what is open."""
    there = {item.fact.source for item in standing_items(alliance)}
    return tuple(draft for draft in (*_of_plan(alliance, now), *_open_now(alliance, now)) if draft.source not in there)


class Draft(NamedTuple):
    """An item as it would be listed. What is open on the record has no text of its own: its entry says what it is."""

    source: Source
    text: str
    owner: str
    due: date
    topic: Topic | None = None


USUAL_DAYS = 60
"""Days for what is open on the record, from the beginning of the wind-down."""


def _of_plan(alliance: "Alliance", now: datetime) -> Iterable[Draft]:
    planned, begins = alliance.ending.plan, _beginning(alliance, now)
    for place, one in enumerate(planned.plan.provisions if planned else ()):
        if planned is not None and not one.lasts:
            source = Source("provision", planned.index, place)
            owner = one.owner if one.owner in partakers(alliance) else ""
            yield Draft(source, one.text, owner, begins + timedelta(days=one.days), one.topic)


def _open_now(alliance: "Alliance", now: datetime) -> Iterable[Draft]:
    there, due = partakers(alliance), _beginning(alliance, now) + timedelta(days=USUAL_DAYS)
    for one in remaining(alliance, now):
        yield Draft(Source(one.kind, one.entry), "", one.owner if one.owner in there else "", due)


def _beginning(alliance: "Alliance", now: datetime) -> date:
    """The day from which the days of the wind-down are counted: its beginning, but no day that has passed."""
    begun = start(alliance, now)
    return max(begun.on, now.date()) if begun else now.date()


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    partnering(alliance, fact.by)
    parting(alliance, recorded.party)
    in_wind_down(alliance, recorded.entered)
    match fact:
        case ItemListed():
            managing(alliance, fact.by)
            _may_list(alliance, recorded, fact)
        case ItemAnswered():
            _may_answer(alliance, recorded, fact)
        case ItemsConfirmed():
            managing(alliance, fact.by)
            _may_confirm(alliance, recorded, fact.items)
        case ItemReturned():
            managing(alliance, fact.by)
            worded(fact.reason, "what is still missing", limit=TEXT_LIMIT)
            if _answered(alliance, recorded, fact.item).answers.keys() == {recorded.party}:
                raise Refused("own_answer", "Your party alone has answered this: the others confirm it or return it.")
        case ItemStruck():
            managing(alliance, fact.by)
            worded(fact.reason, "why you take it off", limit=TEXT_LIMIT)
            item = _still_open(alliance, fact.item, recorded.entered)
            if item.party != recorded.party or item.answers or item.returned:
                raise Refused("not_your_item", "Only who listed it takes it off, and only before anybody answered it.")
        case _:
            assert_never(fact)


def _may_list(alliance: "Alliance", recorded: Recorded, fact: ItemListed) -> None:
    known(alliance, fact.about, fact.clauses)
    if fact.owner and fact.owner not in partakers(alliance):
        raise Refused("party_unknown", "“{party}” is no partner of the agreement in force.", party=fact.owner)
    if fact.due > recorded.entered.date() + timedelta(days=5 * 366):
        raise Refused("due_too_far", "An item is due within five years. Choose a nearer day.")
    if len(alliance.ending.items) >= MOST_ITEMS:
        raise Refused("checklist_full", "The checklist holds {most} items already.", most=MOST_ITEMS)
    _sound_source(alliance, recorded.entered, fact)


def _sound_source(alliance: "Alliance", now: datetime, fact: ItemListed) -> None:
    source, of_text = fact.source, fact.source.kind in ("provision", "own")
    if of_text:
        worded(fact.text, "what is to be done", limit=TEXT_LIMIT)
    if source.kind == "own":
        unfit = source.entry is not None or source.place is not None
    elif source.kind == "provision":
        unfit = source not in {draft.source for draft in _of_plan(alliance, now)}
    else:
        unfit = bool(fact.text) or source.place is not None or not is_open(alliance, source, now)
    if unfit:
        raise Refused("source_unfit", "This comes from nothing that is open now, or that the exit plan asks for.")
    if source.kind != "own" and any(item.fact.source == source for item in standing_items(alliance)):
        raise Refused("listed_already", "This is on the checklist already.")


def _still_open(alliance: "Alliance", index: int, now: datetime) -> Item:
    item = alliance.ending.items.get(index)
    if item is None or item.aside:
        raise Refused("item_unknown", "Entry {entry} is no item of the checklist.", entry=index)
    if status(alliance, item, now) in CLOSED:
        raise Refused("item_closed", "This item is closed. If something is missing after all, list it anew.")
    return item


def _may_answer(alliance: "Alliance", recorded: Recorded, fact: ItemAnswered) -> None:
    worded(fact.text, "what shows it, or the reason", limit=TEXT_LIMIT)
    checked(fact.enclosed)
    item = _still_open(alliance, fact.item, recorded.entered)
    if recorded.party not in owners(alliance, item):
        names = alliance.parties.names(owners(alliance, item))
        raise Refused("not_the_owner", "{names} answers this. You then confirm it or return it.", names=names)
    if fact.how == "done" and item.fact.source.kind not in ("provision", "own"):
        raise Refused(
            "closes_by_itself", "This closes by itself once it is closed on the record. Or say why it is left open."
        )


def _answered(alliance: "Alliance", recorded: Recorded, index: int) -> Item:
    """An open item to which something was answered, all of it by others or by this party among others."""
    item = _still_open(alliance, index, recorded.entered)
    if not item.answers:
        raise Refused("not_answered", "Nobody has answered item {entry} yet.", entry=index)
    return item


def _may_confirm(alliance: "Alliance", recorded: Recorded, items: tuple[int, ...]) -> None:
    if not items or len(set(items)) != len(items):
        raise Refused("nothing_chosen", "Choose the items that you confirm, each once.")
    for index in items:
        item = _answered(alliance, recorded, index)
        if status(alliance, item, recorded.entered) != "answered":
            raise Refused("not_answered", "Not everybody who sees to item {entry} has answered yet.", entry=index)
        if recorded.party not in missing(alliance, item):
            raise Refused("already_confirmed", "Your party has already said its word on item {entry}.", entry=index)


# --- acts ---


def draw_up(alliance: "Alliance", *, by: str, now: datetime) -> list[ItemListed]:
    """Put everything on the checklist that belongs there and is not there yet, so much at once as a record takes."""
    drafts = unlisted(alliance, now)[:MOST_AT_ONCE]
    if not drafts:
        raise Refused("nothing_to_list", "Everything that is open, and all that the plan asks for, is on the list.")
    return [ruled(alliance, now, _listed(by, draft), rule) for draft in drafts]


def _listed(by: str, draft: Draft) -> ItemListed:
    return ItemListed(by=by, source=draft.source, text=draft.text, owner=draft.owner, due=draft.due, topic=draft.topic)


def list_item(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    text: str,
    due: date,
    owner: str = "",
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> ItemListed:
    """Put an item of one's own on the checklist."""
    fact = ItemListed(
        by=by, source=Source("own"), text=text.strip(), owner=owner, due=due, about=tuple(about), clauses=tuple(clauses)
    )
    return ruled(alliance, now, fact, rule)


def answer_item(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    item: int,
    how: Outcome,
    text: str,
    enclosed: Iterable[Enclosed] = (),
) -> ItemAnswered:
    """Say that an item is done, with what shows it, or that it is left, with the reason. The last word counts."""
    fact = ItemAnswered(by=by, item=item, how=how, text=text.strip(), enclosed=tuple(enclosed))
    return ruled(alliance, now, fact, rule)


def confirm_items(alliance: "Alliance", *, by: str, now: datetime, items: Iterable[int]) -> ItemsConfirmed:
    """Confirm what was answered to items."""
    return ruled(alliance, now, ItemsConfirmed(by=by, items=tuple(items)), rule)


def return_item(alliance: "Alliance", *, by: str, now: datetime, item: int, reason: str) -> ItemReturned:
    """Say what is still missing: the item is open again."""
    return ruled(alliance, now, ItemReturned(by=by, item=item, reason=reason.strip()), rule)


def strike_item(alliance: "Alliance", *, by: str, now: datetime, item: int, reason: str) -> ItemStruck:
    """Take an item that one's party listed off again, before anybody answered it."""
    return ruled(alliance, now, ItemStruck(by=by, item=item, reason=reason.strip()), rule)

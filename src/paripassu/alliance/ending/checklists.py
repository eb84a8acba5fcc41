"""The checklist of the wind-down: from the exit plan, from what is really open on the record, and what a party adds.

What is open on the record closes its own item once it is closed there. Everything else is answered by its owner: done,
or left with the reason; and each other party confirms that, or returns it. An item without an owner is for all: each
says so for itself. Nothing is dropped: what is open and on no list keeps the end from being signed.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, assert_never, get_args

from paripassu.alliance.ending import in_wind_down, partakers, parting
from paripassu.alliance.ending.items import (
    CLOSED,
    Draft,
    Fact,
    Item,
    ItemAnswered,
    ItemListed,
    ItemReturned,
    ItemsConfirmed,
    ItemStruck,
    Outcome,
    answered,
    missing,
    of_plan,
    owners,
    put_back,
    standing_items,
    status,
    unlisted,
)
from paripassu.alliance.ending.remaining import Source, is_open
from paripassu.alliance.facts import Recorded, ruled, worded
from paripassu.alliance.files import Enclosed, checked
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing, membership, partnering
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 4_000
MOST_ITEMS = 1_000
MOST_AT_ONCE = 300

membership.open_to("suspended", *get_args(Fact))
membership.open_to("alone", *get_args(Fact))
membership.open_to("left", *get_args(Fact))

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    items = alliance.ending.items
    match fact:
        case ItemListed():
            items[recorded.index] = Item(recorded.index, recorded.entered, recorded.party, fact)
            own = () if fact.source.entry is None or fact.source.entry in fact.about else (fact.source.entry,)
            alliance.links.add(recorded.index, "ending", (*fact.about, *own), fact.clauses)
        case ItemAnswered():
            answered(items[fact.item], recorded, fact)
            alliance.files.add(recorded.party, fact.enclosed)
        case ItemsConfirmed():
            for index in fact.items:
                items[index].confirmed[recorded.party] = recorded.index
        case ItemReturned():
            put_back(items[fact.item], recorded, fact.reason)
        case ItemStruck():
            items[fact.item].struck = fact.reason
        case _:
            assert_never(fact)


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
        unfit = source not in {draft.source for draft in of_plan(alliance, now)}
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

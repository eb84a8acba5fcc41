"""The items of a checklist: what they are, where each stands, and what belongs on the list and is not there yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from paripassu.alliance.days import over
from paripassu.alliance.ending import partakers, start
from paripassu.alliance.ending.matters import Topic
from paripassu.alliance.ending.remaining import Source, is_open, remaining
from paripassu.alliance.facts import ByPerson, Recorded
from paripassu.alliance.files import Enclosed

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

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

# --- state ---


class Answer(NamedTuple):
    """What a party said to an item, when, at which entry."""

    entry: int
    at: datetime
    how: Outcome
    text: str
    enclosed: tuple[Enclosed, ...] = ()


class Earlier(NamedTuple):
    """An answer in whose place another was given, and who had confirmed it at which entry."""

    party: str
    answer: Answer
    confirmed: dict[str, int]


class Returned(NamedTuple):
    """What a party found missing, and what had been answered and confirmed until then, by party."""

    party: str
    at: datetime
    reason: str
    answers: dict[str, Answer]
    confirmed: dict[str, int]


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
    earlier: list[Earlier] = field(default_factory=list)
    struck: str = ""
    aside: bool = False


def answered(item: Item, recorded: Recorded, fact: ItemAnswered) -> None:
    """Take in what a party says to an item. Said anew, it has to be confirmed anew; what was said before is kept."""
    before = item.answers.get(recorded.party)
    if before is not None:
        item.earlier.append(Earlier(recorded.party, before, item.confirmed))
        item.confirmed = {}
    item.answers[recorded.party] = Answer(recorded.index, recorded.entered, fact.how, fact.text, fact.enclosed)


def put_back(item: Item, recorded: Recorded, reason: str) -> None:
    """Open an item again; what was answered until then is kept."""
    item.returned.append(Returned(recorded.party, recorded.entered, reason, item.answers, item.confirmed))
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


class Draft(NamedTuple):
    """An item as it would be listed. What is open on the record has no text of its own: its entry says what it is."""

    source: Source
    text: str
    owner: str
    due: date
    topic: Topic | None = None


def unlisted(alliance: "Alliance", now: datetime) -> tuple[Draft, ...]:
    """What belongs on the checklist and is not there yet: of the plan in force first, then what is open."""
    there = {item.fact.source for item in standing_items(alliance)}
    return tuple(draft for draft in (*of_plan(alliance, now), *_open_now(alliance, now)) if draft.source not in there)


USUAL_DAYS = 60
"""Days for what is open on the record, from the beginning of the wind-down."""


def of_plan(alliance: "Alliance", now: datetime) -> Iterable[Draft]:
    """What the exit plan in force asks for, as items."""
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

"""A valuation as its page shows it: where it stands, the opened books side by side, and the rewards divided anew."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger.valuations import ValuesStated
from paripassu.alliance.ledger.valuations.rounds import ENOUGH_BOOKS, Item, Valuation, ready, standing, unstated
from paripassu.keeper.access import Sitting
from paripassu.measures import levels
from paripassu.measures.reallocation import Reallocation, reallocation
from paripassu.measures.swaps import Moved
from paripassu.measures.valuations import AGREED, Reckoned, books, perception
from paripassu.web import valued, weighing
from paripassu.web.environment import number, percent, signed
from paripassu.web.held import Held
from paripassu.web.quoting import quoted, written_day

MOST_ABREAST = 4
"""Books that stand beside each other on a page; with more, each party is shown by its own and by the agreed rates."""

LEAST_BETTER = 0.0001
"""A proven bound below a hundredth of a per cent is written as that."""


class Row(NamedTuple):
    """A valuation in the list: itself, where it stands, and one sentence why."""

    valuation: Valuation
    word: Lazy
    kind: str
    why: str


def row(alliance: Alliance, one: Valuation, now: datetime) -> Row:
    """A valuation as a row at this moment."""
    word, kind = valued.STANDINGS[standing(alliance, one, now)]
    return Row(one, word, kind, why(alliance, one, now))


def why(alliance: Alliance, one: Valuation, now: datetime) -> str:
    """One sentence on where a valuation stands, and in whose court it is."""
    match standing(alliance, one, now):
        case "withdrawn":
            return _("Withdrawn: %(reason)s.") % {"reason": quoted(one.withdrawn.text if one.withdrawn else "")}
        case "asked":
            fields = {"names": alliance.parties.names(unstated(alliance, one, now)), "day": written_day(one.fact.due)}
            return _("It is in the court of %(names)s: to state what it is worth to it, by %(day)s.") % fields
        case "ready":
            return _("Nobody is waited for any more. The books can be opened, all at once.")
        case "opened":
            return _("Open to all: what it is worth to %(names)s.") % {
                "names": alliance.parties.names(sorted(one.books))
            }
        case _:
            return _(
                "Fewer than two have stated their values, so nothing is opened. Open another valuation to ask anew."
            )


# --- being stated ---


class Asking(NamedTuple):
    """Stating values: who has handed in, who states none and why, who is missing, what can be opened, one's own."""

    handed: tuple[str, ...]
    declined: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    ready: tuple[int, ...]
    own: ValuesStated | None


def asking(sitting: Sitting, one: Valuation, now: datetime) -> Asking:
    """Where stating stands; what a party has sealed is shown to that party alone."""
    handed = one.handed.get(sitting.seat.party)
    own = [each.fact for each in sitting.private if handed is not None and each.index == handed.entry]
    said = tuple(sorted((party, word.text) for party, word in one.declined.items()))
    missing = unstated(sitting.alliance, one, now)
    return Asking(tuple(sorted(one.handed)), said, missing, ready(sitting.alliance, one, now), own[0] if own else None)


class Asked(NamedTuple):
    """An item as the form asks for it: its field, its words, how many each party has, the agreed worth, and one's own.

    `agreed` is empty where no rate is agreed.
    """

    name: str
    side: Lazy
    words: str
    parts: str
    agreed: str
    own: str


def asked_items(alliance: Alliance, one: Valuation, own: ValuesStated | None) -> list[Asked]:
    """The items in the order in which they are stated."""
    return [_asked(alliance, one, place, own) for place in range(len(one.items))]


def _asked(alliance: Alliance, one: Valuation, place: int, own: ValuesStated | None) -> Asked:
    item = one.items[place]
    stated = own.worths[place] if own is not None and own.worths[place] != item.agreed else None
    return Asked(
        f"worth-{place}",
        valued.SIDES[item.side],
        valued.item_words(item),
        parts(alliance, one, item),
        "" if item.agreed is None else number(item.agreed),
        "" if stated is None else f"{stated:f}",
    )


def parts(alliance: Alliance, one: Valuation, item: Item) -> str:
    """Who has how many of an item; of a single entry only who."""
    names = sorted((alliance.parties.name(party), count) for party, count in item.parts.items())
    if one.fact.grain == "entry":
        return ", ".join(name for name, _count in names)
    return ", ".join(f"{name} {number(count, 2) if count % 1 else number(count, 0)}" for name, count in names)


# --- open ---


class Line(NamedTuple):
    """A party under all books: its return by the agreed rates, each book, and its own; the perception gap; its lean."""

    party: str
    agreed: str
    by: Mapping[str, str]
    own: str
    gap: str
    lean: str
    why: str


class Rather(NamedTuple):
    """By its own values one party would rather have what another received: by how much more of its due."""

    party: str
    other: str
    more: str


class Books(NamedTuple):
    """The opened books: whose, the parties under them (the lower side first), envy, and a picture of two."""

    abreast: tuple[str, ...]
    lines: tuple[Line, ...]
    rather: tuple[Rather, ...]
    level: levels.Level | None
    reach: str
    headline: str
    items: tuple[tuple[Asked, Mapping[str, str]], ...]


def opened(alliance: Alliance, one: Valuation) -> Books | None:
    """The opened books of a valuation side by side; None while they are sealed."""
    if len(one.books) < ENOUGH_BOOKS:
        return None
    found = books(one)
    order = sorted(one.partners, key=lambda party: _rank(alliance, found, party))
    abreast = tuple(sorted(one.books, key=alliance.parties.name))
    level, reach = _level(alliance, one, found) if len(one.partners) == 2 else (None, Decimal(0))
    return Books(
        abreast if len(abreast) <= MOST_ABREAST else (),
        tuple(_line(one, found, party) for party in order),
        tuple(_rather(one, found)),
        level,
        percent(reach),
        _headline(alliance, one, found),
        tuple(_worths(alliance, one)),
    )


class Whose(NamedTuple):
    """The last opened valuation of a pool, and its books."""

    valuation: Valuation
    books: Books


def whose(alliance: Alliance, pool: str) -> Whose | None:
    """The last opened valuation of a pool side by side; None without one."""
    one = alliance.valuations.last_opened(pool)
    found = opened(alliance, one) if one else None
    return Whose(one, found) if one and found else None


def _rank(alliance: Alliance, found: Mapping[str, Reckoned], party: str) -> tuple[bool, Decimal, str]:
    value = found[party].coefficient(party) if party in found else None
    return value is None, value or Decimal(0), alliance.parties.name(party)


def _line(one: Valuation, found: Mapping[str, Reckoned], party: str) -> Line:
    own = found.get(party)
    gap = perception(found, party)
    lean = own.leans[party] if own else None
    return Line(
        party,
        _return(one, found[AGREED], party),
        {book: _return(one, found[book], party) for book in one.books},
        _return(one, own, party) if own else "",
        "" if gap is None else signed(gap, 2),
        "" if lean is None else signed(lean * 100, 1),
        own.stand[party].why if own else "",
    )


def _return(one: Valuation, book: Reckoned, party: str) -> str:
    return weighing.coefficient(book.coefficient(party), one.pool)


def _rather(one: Valuation, found: Mapping[str, Reckoned]) -> list[Rather]:
    """Who would rather have what another received, the largest difference first."""
    pairs = [(party, other) for party in sorted(one.books) for other in one.partners if other != party]
    envies = [(envy, *pair) for pair in pairs if (envy := found[pair[0]].envy(*pair))]
    return [Rather(party, other, number(envy, 2)) for envy, party, other in sorted(envies, key=_most)]


def _most(envy: tuple[Decimal, str, str]) -> tuple[Decimal, str, str]:
    return -envy[0], envy[1], envy[2]


def _headline(alliance: Alliance, one: Valuation, found: Mapping[str, Reckoned]) -> str:
    """Who has less than its due by its own values; or that nobody has."""
    leans = {party: found[party].leans[party] for party in one.books}
    known = {party: lean for party, lean in leans.items() if lean is not None}
    if not known:
        return _("Not enough to say. %(why)s") % {"why": _(next(iter(found[min(leans)].stand.values())).why)}
    less = [party for party, lean in known.items() if lean < 0]
    if not less:
        return _("By its own values each party has its due or more.")
    names = alliance.parties.names(sorted(less))
    if len(less) == len(known) > 1:
        return _("By its own values each party has less than its due: %(names)s.") % {"names": names}
    return _("By its own values %(names)s has less than its due.") % {"names": names}


def _level(alliance: Alliance, one: Valuation, found: Mapping[str, Reckoned]) -> tuple[levels.Level, Decimal]:
    """The level by the agreed rates over what was valued, with a faint bubble for each book."""
    left, right = sorted(one.partners, key=lambda party: (alliance.parties.name(party), party))
    agreed = found[AGREED]
    own = {book: lean for book in sorted(one.books) if (lean := found[book].leans[right]) is not None}
    lean = agreed.leans[right]
    band = levels.band_of_leans(one.pool, agreed.stand[left].target, agreed.stand[right].target)
    reach = levels.reach(band, *own.values(), *([] if lean is None else [lean]))
    return levels.level((left, right), lean, band=band, reach=reach, own=own), reach


def _worths(alliance: Alliance, one: Valuation) -> list[tuple[Asked, Mapping[str, str]]]:
    asked = asked_items(alliance, one, None)
    return [
        (each, {party: number(book.worths[place]) for party, book in one.books.items()})
        for place, each in enumerate(asked)
    ]


# --- divided anew ---


class Part(NamedTuple):
    """A reward, and which part of it each party has now, would have for the largest product, and by adjusted winner."""

    words: str
    now: Mapping[str, str]
    nash: Mapping[str, str]
    winner: Mapping[str, str]


class Swapped(NamedTuple):
    """What goes from one party to the other: how much of an item, in its unit or as a part of the entry."""

    words: str
    giver: str
    receiver: str
    much: str


class Division(NamedTuple):
    """The rewards divided anew: the reallocation, its items, the parties, and how good it is proven to be.

    `swaps`: of two, the least exchange; empty where nothing has to move. `size` and `bound` say how large it is, and
    that none is smaller.
    """

    found: Reallocation
    items: tuple[Part, ...]
    parties: tuple[str, ...]
    proven: str
    moves: bool
    swaps: tuple[Swapped, ...]
    size: str
    bound: str


_held: Held[Reallocation] = Held()


def division(sitting: Sitting, one: Valuation) -> Division | None:
    """The rewards of an opened valuation divided anew; None while it is sealed."""
    if len(one.books) < ENOUGH_BOOKS:
        return None
    found = _reallocated(sitting, one)
    parties = tuple(sorted(found.dues, key=sitting.alliance.parties.name))
    shown = tuple(_part(one, found, int(place), parties) for place in found.nash)
    swap = found.swap
    return Division(
        found,
        shown,
        parties,
        _proven(found.better),
        _moves(found),
        tuple(_swapped(one, move) for move in swap.moves) if swap else (),
        percent(swap.size, 1) if swap else "",
        percent(swap.bound, 1) if swap else "",
    )


def _swapped(one: Valuation, move: Moved) -> Swapped:
    item = one.items[int(move.item)]
    much = percent(move.part)
    if one.fact.grain == "kind":
        amount = Decimal(str(move.part)) * sum(item.parts.values(), Decimal(0))
        much = _("%(amount)s (%(part)s of all)") % {"amount": number(amount, 0 if amount >= 100 else 1), "part": much}
    return Swapped(valued.kind_words(item), move.giver, move.receiver, much)


def _reallocated(sitting: Sitting, one: Valuation) -> Reallocation:
    """What is divided; reckoned anew only when another book was opened."""
    return _held.of(sitting, len(one.books), lambda: reallocation(one), one.index)


def _moves(found: Reallocation) -> bool:
    """Whether somebody gains by the division, and nobody loses by it."""
    gains = [found.satisfied[party] - found.now[party] for party in found.dues] if found.nash else []
    return bool(gains) and min(gains) > -0.005 and max(gains) > 0.005


def _part(one: Valuation, found: Reallocation, place: int, parties: Sequence[str]) -> Part:
    item = one.items[place]
    whole = sum(item.parts.values(), Decimal(0))
    winner = found.adjusted.parts.get(str(place), {}) if found.adjusted else {}
    return Part(
        valued.kind_words(item),
        {party: percent(item.parts.get(party, Decimal(0)) / whole) for party in parties},
        {party: percent(found.nash[str(place)][party]) for party in parties},
        {party: percent(float(winner[party])) for party in parties if party in winner},
    )


def _proven(better: float) -> str:
    """By how much any division could be better at the most, in per cent."""
    return percent(max(better, LEAST_BETTER), 2)

"""What waits for whom in an alliance, since when and by when, in words: the same list for everybody who sits in it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from paripassu.alliance import table
from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.parties.membership import voices
from paripassu.keeper.access import Sitting
from paripassu.web import linked, redressing
from paripassu.web.awaited import COMING, WORDS, Words
from paripassu.web.clock import now
from paripassu.web.environment import number
from paripassu.web.navigation import address

ALIKE = 3
"""More things of one kind than this that wait for one party are told as one."""


class Task(NamedTuple):
    """Something that one party can do next: what, where, since when it waits and until which day there is time."""

    party: str
    text: str
    url: str
    since: datetime | None
    due: date | None = None


class Next(NamedTuple):
    """Something that comes next for everybody."""

    on: date
    text: str
    url: str


def tasks(sitting: Sitting) -> list[Task]:
    """Everything that waits for a party, by the names of the parties, what waits longest first."""
    alliance, called = sitting.alliance, _called(sitting)
    found = _told(sitting, table.awaiting(alliance, now()))
    return sorted([*found, *called], key=lambda task: (alliance.parties.name(task.party), task.party))


def tasks_of_reader(sitting: Sitting) -> list[Task]:
    """What the reader can do next, what waits longest first."""
    own = [task for task in _called(sitting) if task.party == sitting.seat.party]
    return _told(sitting, table.awaiting_person(sitting.alliance, sitting.person, now())) + own


def _called(sitting: Sitting) -> list[Task]:
    """Every partner may open a redress while a pool is outside its band, or probably will be, and none is open."""
    alliance = sitting.alliance
    return [
        Task(
            party,
            text % {"pool": call.balance.pool.name},
            address("redress_new", sitting.slug, call.balance.pool.id),
            None,
        )
        for call in redressing.calls(sitting, now())
        for text in (_("Open a redress: %(pool)s is outside its band, or probably will be."),)
        for party in voices(alliance)
    ]


def coming(sitting: Sitting) -> list[Next]:
    """What comes next for everybody, soonest first."""
    return [_next(sitting, each) for each in table.coming(sitting.alliance, now())]


def _next(sitting: Sitting, each: Coming) -> Next:
    thing = linked.thing(sitting, each.entry) if each.entry in sitting.alliance.links.things else None
    text = COMING.get((each.practice, each.what), lazy("Something comes: %(title)s"))
    page = address(each.practice, sitting.slug)
    return Next(
        each.on, str(text) % {"title": thing.title if thing else ""}, thing.url if thing and thing.url else page
    )


def _told(sitting: Sitting, waits: Iterable[Awaited]) -> list[Task]:
    """In words; many of one kind for one party as one. The order of what waits longest stays."""
    kinds: dict[tuple[str, str, str], list[Awaited]] = {}
    for each in waits:
        kinds.setdefault((each.party, each.practice, each.what), []).append(each)
    told = []
    for together in kinds.values():
        told += _one_kind(sitting, together)
    order = {task.party: place for place, task in reversed(list(enumerate(told)))}
    return sorted(told, key=lambda task: (order[task.party], task.since is None, task.since))


def _one_kind(sitting: Sitting, together: list[Awaited]) -> list[Task]:
    first = together[0]
    if first.practice == "ledger":
        return [_of_ledger(sitting, together)]
    words = WORDS.get((first.practice, first.what))
    if words is None or len(together) <= ALIKE:
        return [_single(sitting, each, words) for each in together]
    text = str(words.many) % {"count": number(len(together))}
    due = min((each.due for each in together if each.due), default=None)
    return [Task(first.party, text, address(words.page, sitting.slug), min(each.since for each in together), due)]


def _single(sitting: Sitting, each: Awaited, words: Words | None) -> Task:
    thing = linked.thing(sitting, each.entry) if each.entry in sitting.alliance.links.things else None
    page = address(words.page if words else each.practice, sitting.slug)
    text = words.one if words else lazy("Something waits: %(title)s")
    url = thing.url if thing and thing.url else page
    return Task(each.party, str(text) % {"title": thing.title if thing else ""}, url, each.since, each.due)


def _of_ledger(sitting: Sitting, together: list[Awaited]) -> Task:
    """Postings are many: those of a kind are always one line, with the way to all of them."""
    party, count, ledger = together[0].party, len(together), address("ledger", sitting.slug)
    if together[0].what == "confirm":
        text = ngettext("Confirm or dispute %(count)s entry.", "Confirm or dispute %(count)s entries.", count)
        url = f"{ledger}?status={'yours' if party == sitting.seat.party else 'proposed'}"
    else:
        text = ngettext(
            "Mend %(count)s disputed entry: correct it, withdraw it, or talk.",
            "Mend %(count)s disputed entries: correct them, withdraw them, or talk.",
            count,
        )
        url = f"{ledger}?status=disputed"
    return Task(party, text % {"count": number(count)}, url, min(each.since for each in together))

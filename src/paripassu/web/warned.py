"""Warnings in the reader's words and pictures: the sentence with its promise, since when, why, and what to do next.

The same for all parties, in the same words.
"""

from datetime import date, datetime
from typing import NamedTuple, cast
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from msgspec import UnsetType

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.checkins.meetings import AgendaItem, Checkin, Warned
from paripassu.alliance.links import MOST_LINKS
from paripassu.keeper.access import Sitting
from paripassu.measures.detection import FALSE_ALARM, HORIZON_MONTHS
from paripassu.measures.streams import ANSWER_DAYS, Sort, Stream
from paripassu.measures.warnings import Lamp, Watched, watched
from paripassu.web import linked, minuted, pictures
from paripassu.web.environment import number
from paripassu.web.held import Held, grown
from paripassu.web.linked import Linked
from paripassu.web.navigation import address

POINTS = 400
"""Events drawn at most, the last ones: more would be no picture."""

ABOUT = min(8, MOST_LINKS)
"""Entries that an early warning raised from here is about: the newest ones."""

LONGEST = 120
"""Months of a typical delay beyond which the number says nothing any more."""

LAMPS: dict[Lamp, Promise] = {
    "confirmed": gettext_lazy("Confirmed"),
    "watch": gettext_lazy("Watch"),
    "silent": gettext_lazy("Silent"),
}
CHIPS: dict[Lamp, str] = {"confirmed": "wait", "watch": "note", "silent": ""}

PER_PARTY: dict[Sort, Promise] = {
    "reliability": gettext_lazy("Commitments of %(judged)s to %(judge)s: late or missed"),
    "ability": gettext_lazy("Deliveries of %(judged)s to %(judge)s: returned"),
    "truth": gettext_lazy("Statements of %(judged)s: refuted"),
    "checkins": gettext_lazy("Check-ins: not held"),
    "disputes": gettext_lazy("Postings in the ledger: disputed"),
    "answers": gettext_lazy("Answers: later than after %(days)s days"),
}
PAGES: dict[Sort, tuple[str, Promise]] = {
    "reliability": ("commitments", gettext_lazy("Look at the commitments")),
    "ability": ("commitments", gettext_lazy("Look at the deliveries")),
    "truth": ("statements", gettext_lazy("Look at the statements")),
    "checkins": ("checkins", gettext_lazy("Look at the check-ins")),
    "disputes": ("ledger", gettext_lazy("Look at the ledger")),
    "answers": ("overview", gettext_lazy("Look at what waits for whom")),
}


class Shown(NamedTuple):
    """A stream as the pages show it to everybody; `begins` is the day of the first event that is drawn."""

    watched: Watched
    title: str
    lamp: Promise
    chip: str
    level: str
    promise: str
    delay: str
    tally: str
    begins: date
    url: str


_held: Held[list[Shown]] = Held()


def shown(sitting: Sitting, moment: datetime) -> list[Shown]:
    """Every stream with an event; reckoned anew only when the record has grown, or another day has come."""
    return _held.of(
        sitting,
        grown(sitting, moment),
        lambda: [_shown(sitting, each) for each in watched(sitting.alliance, moment)],
    )


def lit(sitting: Sitting, moment: datetime) -> list[Shown]:
    """Those whose alarm rings."""
    return [each for each in shown(sitting, moment) if each.watched.lit]


def _shown(sitting: Sitting, each: Watched) -> Shown:
    return Shown(
        each,
        title(sitting.alliance, each.stream),
        LAMPS[each.lamp],
        CHIPS[each.lamp],
        number(each.limit * 100, 0),
        promise(each),
        delay(each),
        _tally(each),
        each.events[max(len(each.events) - POINTS, each.start)].on if each.events[each.start :] else each.events[-1].on,
        page(sitting.slug, each.stream),
    )


def title(alliance: Alliance, stream: Stream) -> str:
    """What is watched, by the names of the parties."""
    names = alliance.parties.name
    fields = {
        "judge": names(stream.judge) if stream.judge else "",
        "judged": names(stream.judged) if stream.judged else "",
        "days": ANSWER_DAYS,
    }
    return str(PER_PARTY[stream.sort]) % fields


def page(slug: str, stream: Stream) -> str:
    """The page of a stream."""
    parties = [party for party in (stream.judge, stream.judged) if party]
    return address(("warning", "warning_of_party", "warning_of_tie")[len(parties)], slug, stream.sort, *parties)


def promise(each: Watched) -> str:
    """What is promised about false alarms, or that nothing is."""
    fields = {
        "limit": number(each.limit * 100, 0),
        "months": HORIZON_MONTHS,
        "events": number(each.horizon, 0),
        "chance": number(FALSE_ALARM * 100, 0),
    }
    if each.mode == "withdrawn":
        text = _("One bad event tends to bring the next here, so no chance of a false alarm can be promised.")
        return text + " " + _("Take it as a reason to talk, not as a finding.")
    text = _(
        "As long as things are no worse than what is acceptable (at most %(limit)s in 100 go badly), the chance that "
        "this alarm rings within %(months)s months (%(events)s events) is at most %(chance)s in 100."
    )
    return text % fields + " " + _("When it rings we cannot say how bad it is, only that this level no longer holds.")


def delay(each: Watched) -> str:
    """How long it typically takes to ring if twice as many go badly as are acceptable."""
    fields = {"twice": number(each.limit * 200, 0)}
    if each.delay is None:
        return _("A rise to %(twice)s in 100 would be seen only after very many events.") % fields
    months = max(round(each.delay / each.pace), 1)
    if months > LONGEST:
        text = _(
            "A rise to %(twice)s in 100 is typically seen after %(events)s events: at this pace not within ten years."
        )
        return text % (fields | {"events": number(each.delay, 0)})
    fields |= {"events": number(each.delay, 0), "months": number(months, 0)}
    text = ngettext(
        "A rise to %(twice)s in 100 is typically seen after %(events)s events: at this pace about %(months)s month.",
        "A rise to %(twice)s in 100 is typically seen after %(events)s events: at this pace about %(months)s months.",
        months,
    )
    return text % fields


def _tally(each: Watched) -> str:
    bad = sum(event.bad for event in each.events)
    text = ngettext("%(bad)s of %(count)s went badly", "%(bad)s of %(count)s went badly", len(each.events))
    return text % {"bad": number(bad, 0), "count": number(len(each.events), 0)}


def steps(sitting: Sitting, each: Watched) -> tuple[tuple[str, str], ...]:
    """What can be done next: talk, raise it, look at what it rests on. A neutral may look only."""
    name, word = PAGES[each.stream.sort]
    look = (str(word), address(name, sitting.slug))
    if sitting.party.kind == "neutral":
        return (look,)
    about = urlencode([("about", entry) for entry in _newest(sitting, each)])
    raised = address("conflicts_new", sitting.slug)
    ahead = next(sitting.alliance.checkins.standing(), None)
    return (
        (_("Look at the next check-in"), address("checkin", sitting.slug, ahead.index))
        if ahead is not None
        else (_("Call a check-in"), address("checkin_new", sitting.slug)),
        (_("Raise an early warning"), f"{raised}?{about}" if about else raised),
        look,
    )


# --- in check-ins ---


def items(sitting: Sitting, moment: datetime) -> tuple[AgendaItem, ...]:
    """What rings, as lines of the agenda of a meeting that opens now: each with the newest that went badly."""
    return tuple(
        AgendaItem("warnings", _newest(sitting, each.watched), warned=_kept(each.watched))
        for each in lit(sitting, moment)
    )


def _newest(sitting: Sitting, each: Watched) -> tuple[int, ...]:
    return tuple(sorted({event.entry for event in each.reasons} & set(sitting.alliance.links.things))[-ABOUT:])


def _kept(each: Watched) -> Warned:
    stream = each.stream
    return Warned(stream.sort, "confirmed" if each.lamp == "confirmed" else "watch", stream.judge, stream.judged)


class OnAgenda(NamedTuple):
    """A warning as a line of an agenda: its lamp as it was then, its page, and the form for its next step."""

    lamp: Promise
    chip: str
    url: str
    next_step: str


def on_agenda(slug: str, checkin: int, item: AgendaItem) -> OnAgenda | None:
    """The warning of a line of an agenda; None where the line is none."""
    if isinstance(item.warned, UnsetType):
        return None
    stream = watched_then(item.warned)
    about = urlencode([("about", entry) for entry in (checkin, *item.entries)])
    step = f"{address('commitments_new', slug)}?{about}"
    return OnAgenda(LAMPS[item.warned.lamp], CHIPS[item.warned.lamp], page(slug, stream), step)


def watched_then(kept: Warned) -> Stream:
    """What a warning that an agenda kept was about."""
    return Stream(cast(Sort, kept.sort), kept.judge, kept.judged)


class Discussed(NamedTuple):
    """A check-in on whose agenda a warning stood: its minutes about it, and what was promised there about it."""

    title: str
    url: str
    minutes: tuple[str, ...]
    steps: list[Linked]


def discussed(sitting: Sitting, stream: Stream) -> list[Discussed]:
    """The check-ins that had a warning on their agenda, the latest first."""
    return [
        _discussed(sitting, checkin, number, item)
        for checkin in reversed(sitting.alliance.checkins.held())
        for number, item in enumerate(checkin.opening.items if checkin.opening else ())
        if not isinstance(item.warned, UnsetType) and watched_then(item.warned) == stream
    ]


def _discussed(sitting: Sitting, checkin: Checkin, number: int, item: AgendaItem) -> Discussed:
    """A next step is a commitment that is about the check-in and about something that had gone badly."""
    of, promises = sitting.alliance.links.of, sitting.alliance.commitments.by_index
    bad = {entry for each in item.entries for entry in of(each)}
    steps = sorted(bad & set(of(checkin.index)) & promises.keys())
    said = tuple(minute.text for minute in checkin.standing_minutes if minute.item == number)
    url = address("checkin", sitting.slug, checkin.index)
    return Discussed(minuted.title(checkin), url, said, linked.things(sitting, steps))


# --- the picture ---


def picture(each: Watched) -> pictures.Alarm | None:
    """The path of the detector since it last began; None before there are two events to draw a line between."""
    found = each.detection
    cut = max(len(found.path) - POINTS, 0)
    if len(found.path) < 2:
        return None

    def place(at: int | None) -> int | None:
        return None if at is None else max(at - cut, 0)

    return pictures.alarm(found.path[cut:], found.threshold, place(found.alarm), place(found.began))

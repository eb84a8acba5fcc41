"""What the pages of concerns share: people by name and party, where a concern stands, its texts in words."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.alliance import Alliance
from paripassu.keeper.concerns import clocks
from paripassu.keeper.concerns.enclosures import MOST_AT_ONCE, cleaned_all, enclosed_file
from paripassu.keeper.concerns.letters import Enclosed, Opened, Said, Text
from paripassu.keeper.concerns.passes import proves
from paripassu.keeper.concerns.tables import Concern, ConcernReader
from paripassu.keeper.models import Account
from paripassu.reading.cleaned import Cleaned
from paripassu.web import voiced

WHY = {
    "picked": gettext_lazy("chosen by whoever wrote it"),
    "silence": gettext_lazy("only if the others are silent"),
    "brought_in": gettext_lazy("brought in by whoever wrote it"),
    "handover": gettext_lazy("handed over by a confidant"),
    "neutral": gettext_lazy("as a neutral, because something got worse"),
}


class Somebody(NamedTuple):
    """A person for a page: the opaque id, the name, and the name of the party they sit for."""

    person: str
    name: str
    party: str

    @property
    def line(self) -> str:
        """Name and party."""
        return _("%(name)s, for %(party)s") % {"name": self.name, "party": self.party}


class Reading(NamedTuple):
    """Somebody who reads a concern, why, since when, and whether they sit here no more."""

    who: Somebody
    why: str
    since: date | None
    gone: bool = False


def people_named(alliance: Alliance, people: Iterable[str]) -> list[Somebody]:
    """These people by name and party, sorted by name."""
    wanted = list(people)
    names = dict(Account.objects.filter(person__in=wanted).values_list("person", "name"))
    seats = alliance.parties.seats
    found = [
        Somebody(each, names.get(each, _("a former member")), alliance.parties.name(seats[each].party))
        for each in wanted
        if each in seats
    ]
    return sorted(found, key=lambda one: (one.name, one.person))


def readers(alliance: Alliance, matter: Opened) -> list[Reading]:
    """Everybody who reads it besides the writer, and whoever would if the others are silent."""
    rows = {each.person: each for each in matter.row.readers.exclude(why="writer")}
    seats = alliance.parties.seats
    return [
        _reading(who, rows[who.person])._replace(gone=seats[who.person].until is not None)
        for who in people_named(alliance, rows)
    ]


def _reading(who: Somebody, row: ConcernReader) -> Reading:
    """Who is named for the case of silence reads since the day that a clock ran out, if one did: it shows with it."""
    return Reading(who, str(WHY[row.why]), None if row.why == "silence" else row.since)


def status_of(row: Concern, now: datetime) -> tuple[str, str]:
    """Where a concern stands, as a word and its kind."""
    by, due = (formats.date_format(each, "j M Y") for each in (row.acknowledge_by, row.answer_by))
    match clocks.status(row, now):
        case "waits":
            return _("To acknowledge by %(day)s") % {"day": by}, "wait"
        case "silent":
            return _("Not acknowledged since %(day)s") % {"day": by}, "refused"
        case "acknowledged":
            return _("To answer by %(day)s") % {"day": due}, "wait"
        case "late":
            return _("Not answered since %(day)s") % {"day": due}, "refused"
        case _:
            return _("Answered"), "done"


def told(alliance: Alliance, texts: Iterable[Text]) -> list[dict[str, Any]]:
    """The texts of a concern for a page: whose side, what kind, the day, the words, and the choice made."""
    found = list(texts)
    people = {one.person: one for one in people_named(alliance, {p for t in found for p in (t.said.by, t.said.person)})}
    return [_told(each, people) for each in found]


def _told(each: Text, people: dict[str, Somebody]) -> dict[str, Any]:
    said = each.said
    who = people[said.by].name if said.by in people else ""
    writer = who or _("Who wrote it")
    return {
        "who": writer if each.side == "writer" else who or _("A confidant"),
        "mine": each.side,
        "what": str(voiced.KINDS.get(said.kind, _("Handed over"))),
        "kind": said.kind,
        "day": each.day,
        "title": said.title,
        "text": said.text,
        "choice": _choice(each, people),
        "files": [(one.id, file_name(one)) for one in said.files],
    }


def file_name(each: Enclosed) -> str:
    """The name under which a file is saved: never the one that it had."""
    return f"enclosed-{each.id[:6]}.{each.ending}"


def saved(matter: Opened, number: str) -> HttpResponse:
    """A file of a concern: to be saved, and shown or run by no browser. NotHere for every other."""
    named, content = enclosed_file(matter, number)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{file_name(named)}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def files_sent(request: HttpRequest) -> tuple[Cleaned, ...]:
    """The files of a form, without what tells on their maker. Refused with a sentence when one cannot be taken."""
    sent = [each for each in request.FILES.getlist("files") if each.size]
    return cleaned_all([each.read() for each in sent[: MOST_AT_ONCE + 1]])


def _choice(each: Text, people: dict[str, Somebody]) -> str:
    said = each.said
    match said.kind:
        case "rated":
            return str(voiced.RATINGS.get(said.choice, ""))
        case "watched":
            return str(voiced.WORSE.get(said.choice, ""))
        case "consented":
            return str(voiced.CONSENTS.get(said.choice, ""))
        case "made":
            return str(voiced.MADE[said.choice]) % {"entry": said.entry} if said.choice in voiced.MADE else ""
        case "handed":
            to = people[said.person].line if said.person in people else _("another confidant")
            text = _("To %(who)s, and reads it no more.") if said.choice == "left" else _("To %(who)s as well.")
            return text % {"who": to}
        case _:
            return ""


def about(alliance: Alliance, matter: Opened) -> list[tuple[str, str]]:
    """What a concern is about, for the head of its page."""
    first, row = matter.first, matter.row
    person = people_named(alliance, [first.person])
    parties = [alliance.parties.name(party) for party in first.parties if party in alliance.parties.by_id]
    mode = voiced.MODES[first.mode][0] if first.mode in voiced.MODES else voiced.ANONYMOUS
    pairs = [(_("About"), str(voiced.TOPICS[first.topic])), (_("Written"), str(mode))]
    if first.mode == "anonymous":
        pairs.append((_("By"), _by(alliance, first)))
    if parties:
        pairs.append((_("Concerns"), ", ".join(sorted(parties))))
    if person:
        pairs.append((_("Concerns the person"), person[0].line))
    return [*pairs, (_("Raised"), formats.date_format(row.raised)), *_clock(row)]


def _by(alliance: Alliance, first: Said) -> str:
    """What is known of who wrote without a name: checked anew each time, against the key on the record."""
    if first.period is not None and proves(alliance, first.period, first.token, first.signature):
        return _("somebody who sits in this alliance: shown by a pass without a name")
    return _("nobody knows: no pass shows that whoever wrote it sits in this alliance")


def _clock(row: Concern) -> list[tuple[str, str]]:
    def said(done: date | None, due: date) -> str:
        if done is None:
            return _("by %(day)s at the latest") % {"day": formats.date_format(due)}
        return _("on %(day)s") % {"day": formats.date_format(done)}

    watch = ", ".join(formats.date_format(row.raised + timedelta(days=each)) for each in clocks.WATCH_DAYS)
    return [
        (_("Acknowledged"), said(row.acknowledged, row.acknowledge_by)),
        (_("Answered"), said(row.answered, row.answer_by)),
        (_("Asked whether anything got worse"), watch),
    ]

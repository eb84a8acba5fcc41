"""Reminders ahead of days due, by mail: once for each day due and person.

Who carries a commitment is reminded; without a name, the managers of the party that owes it. Of what waits for the
answer of a party by a day, its managers are. Of a survey that is open, everybody who is asked, in the same words and
whether they have answered or not: nobody here could know. Who listens to concerns gets the same line every week,
whether anything was written to them or not. Nobody else is told.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from typing import NamedTuple

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paripassu.alliance import table
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments.promises import Commitment, owed_by, standings
from paripassu.alliance.concerns import confidants
from paripassu.alliance.days import days_until, over
from paripassu.alliance.surveys.waves import is_open, survey_of
from paripassu.keeper import records
from paripassu.keeper.models import Account, AllianceSummary, Reminder

AHEAD = 7
"""Days ahead of a day due, unless told otherwise."""


class Answer(NamedTuple):
    """How something is called that waits for an answer by a day: the page it has, and its words."""

    page: str
    title: Callable[[Alliance, int], str]


ANSWERS: dict[str, Answer] = {
    "changes": Answer("change", lambda alliance, entry: alliance.changes.change(entry).fact.title),
    "conflicts": Answer("conflict", lambda alliance, entry: alliance.conflicts.by_index[entry].fact.title),
    "decisions": Answer("decision", lambda alliance, entry: alliance.decisions.proposal(entry).wording.title),
    "principles": Answer("observation", lambda alliance, entry: alliance.principles.observation(entry).fact.what),
    "valuations": Answer(
        "valuation",
        lambda alliance, entry: _("own values of %(pool)s") % {"pool": alliance.valuations.valuation(entry).pool.name},
    ),
}
"""Practices in which people are reminded of what waits for their party by a day. A practice adds its line."""


LISTENING = "concerns_written"
"""The page of which whoever listens to concerns is reminded every week."""


class Reminding(NamedTuple):
    """One day due of which one person is to be reminded; `on` is the day by which it is owed."""

    slug: str
    alliance: str
    account: Account
    entry: int
    due: date
    on: date
    what: str
    to: str
    page: str = "commitment"


class _Wanted(NamedTuple):
    """A reminder before it is known whether the person has an account and was told already."""

    person: str
    entry: int
    due: date
    on: date
    what: str
    to: str
    page: str


def pending(now: datetime, ahead: int = AHEAD) -> list[Reminding]:
    """Everything of which somebody is to be reminded now and has not been, in all alliances, by person and day."""
    found = [
        each
        for slug in AllianceSummary.objects.order_by("slug").values_list("slug", flat=True)
        for each in _in_alliance(slug, now, ahead)
    ]
    return sorted(found, key=lambda each: (each.account.email, each.slug, each.on, each.entry))


def _in_alliance(slug: str, now: datetime, ahead: int) -> list[Reminding]:
    alliance = records.current(slug).alliance
    sent = set(Reminder.objects.filter(alliance_id=slug).values_list("person", "entry", "due"))
    wanted = [each for each in _wanted(alliance, now, ahead) if (each.person, each.entry, each.due) not in sent]
    accounts = {each.person: each for each in Account.objects.filter(person__in={each.person for each in wanted})}
    return [
        Reminding(slug, alliance.name, accounts[one.person], one.entry, one.due, one.on, one.what, one.to, one.page)
        for one in wanted
        if one.person in accounts and accounts[one.person].is_active
    ]


def _wanted(alliance: Alliance, now: datetime, ahead: int) -> Iterator[_Wanted]:
    yield from _weekly(alliance, now)
    for commitment in alliance.commitments.by_index.values():
        fact = commitment.fact
        for due, on in _near(commitment, now, ahead):
            for person in _people(alliance, fact.owner, commitment.carrier):
                yield _Wanted(
                    person, commitment.index, due, on, fact.what, alliance.parties.names(fact.to), "commitment"
                )
    yield from _asked(alliance, now, ahead)
    for each in table.awaiting(alliance, now):
        answer = ANSWERS.get(each.practice)
        if (
            answer is not None
            and each.due is not None
            and not over(each.due, now)
            and days_until(each.due, now) <= ahead
        ):
            for person in _people(alliance, each.party):
                yield _Wanted(
                    person, each.entry, each.due, each.due, answer.title(alliance, each.entry), "", answer.page
                )


def _asked(alliance: Alliance, now: datetime, ahead: int) -> Iterator[_Wanted]:
    """Of the last day of an open wave: everybody who is asked and still sits here, all alike."""
    for wave in alliance.surveys.waves.values():
        until = wave.fact.until
        if is_open(wave, now) and not over(until, now) and days_until(until, now) <= ahead:
            title = survey_of(alliance, wave).fact.title
            for person in sorted(wave.people("") & alliance.parties.seats.keys()):
                if alliance.parties.seats[person].until is None:
                    yield _Wanted(person, wave.index, until, until, title, "", "wave")


def _weekly(alliance: Alliance, now: datetime) -> Iterator[_Wanted]:
    """The line of this week, which begins on Monday, for everybody who listens. It asks no table of concerns."""
    listed, monday = alliance.concerns.listed, now.date() - timedelta(days=now.weekday())
    for each in confidants(alliance) if listed is not None else ():
        assert listed is not None
        yield _Wanted(each.person, listed.index, monday, monday, "", "", LISTENING)


def _near(commitment: Commitment, now: datetime, ahead: int) -> list[tuple[date, date]]:
    """The days due, and the days by which they are owed, that are near and for which nothing was delivered."""
    if not commitment.in_force:
        return []
    days = [(due, owed_by(commitment, due)) for due, where in standings(commitment, now).items() if _asks(where)]
    return [(due, on) for due, on in days if not over(on, now) and days_until(on, now) <= ahead]


def _asks(where: str) -> bool:
    return where in ("open", "returned")


def _people(alliance: Alliance, party: str, carrier: str = "") -> list[str]:
    """Who is reminded: who carries it if they still sit there, otherwise the managers, otherwise the sponsors."""
    seats = alliance.parties.people(party)
    by_role = [[seat.person for seat in seats if seat.role == role] for role in ("manager", "sponsor")]
    carrying = [seat.person for seat in seats if seat.person == carrier]
    return carrying or by_role[0] or by_role[1]


class Outcome(NamedTuple):
    """What became of the mails: the addresses that were written to, and those whose mail could not be sent."""

    sent: list[str]
    failed: list[str]


def remind(now: datetime, ahead: int = AHEAD) -> Outcome:
    """Write one mail to each person about all that is near. What could not be sent is tried again next time."""
    people: dict[str, list[Reminding]] = {}
    for each in pending(now, ahead):
        people.setdefault(each.account.email, []).append(each)
    outcome = Outcome([], [])
    for address, near in people.items():
        (outcome.sent if _written(address, near) else outcome.failed).append(address)
    return outcome


def _written(address: str, near: list[Reminding]) -> bool:
    """Whether the mail is on its way; only then is it noted that the person was reminded."""
    try:
        with transaction.atomic():
            Reminder.objects.bulk_create(
                Reminder(alliance_id=each.slug, person=each.account.person, entry=each.entry, due=each.due)
                for each in near
            )
            send_mail(_subject(near), _text(near), settings.DEFAULT_FROM_EMAIL, [address])
    except (SMTPException, OSError):
        return False
    return True


def _subject(near: list[Reminding]) -> str:
    count = sum(each.page != LISTENING for each in near)
    if not count:
        return _("Pari Passu: the look of this week")
    text = ngettext("Pari Passu: %(count)s day due is near", "Pari Passu: %(count)s days due are near", count)
    return text % {"count": count}


def _text(near: Iterable[Reminding]) -> str:
    near = list(near)
    owed = [each for each in near if each.page == "commitment"]
    surveys = [each for each in near if each.page == "wave"]
    asked = [each for each in near if each.page not in ("commitment", "wave", LISTENING)]
    parts = []
    if owed:
        parts = [_("These commitments of your party are due soon:")]
        parts += [_("%(day)s, %(alliance)s\nTo %(to)s: %(what)s\n%(page)s") % _fields(each) for each in owed]
        parts.append(_("If it will be late, say so now: propose another day, or say what is in the way."))
    if asked:
        parts.append(_("This waits for the answer of your party:"))
        parts += [_("By %(day)s, %(alliance)s\n%(what)s\n%(page)s") % _fields(each) for each in asked]
    if surveys:
        parts.append(_("A survey is open. This goes to everybody who is asked, whether they have answered or not:"))
        parts += [_("Until %(day)s, %(alliance)s\n%(what)s\n%(page)s") % _fields(each) for each in surveys]
    if listened := [each for each in near if each.page == LISTENING]:
        parts.append(
            _("You listen to concerns. This comes every week, whether anything was written to you or not: look.")
        )
        parts += [_("%(alliance)s\n%(page)s") % _fields(each) for each in listened]
    return "\n\n".join(parts) + "\n"


def _fields(each: Reminding) -> dict[str, str]:
    host = f"{settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL}://{settings.ALLOWED_HOSTS[0]}"
    return {
        "alliance": each.alliance,
        "day": formats.date_format(each.on),
        "what": each.what,
        "to": each.to,
        "page": host + reverse(each.page, args=[each.slug] if each.page == LISTENING else [each.slug, each.entry]),
    }

"""Changes as the pages show them: where each stands, its chain of days, what it touches, what would follow.

Nothing here is recorded: what a party expects is laid over the ledger when the page is made.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.agreement.assumptions import Assumption
from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.changes import ChangeNoted, triggers
from paripassu.alliance.changes.chain import Status, Step, chain, status, to_follow, unacknowledged
from paripassu.alliance.changes.notices import Change, Expected, Outcome
from paripassu.alliance.changes.reassessing import awaited, unjudged
from paripassu.alliance.changes.turns import waiting
from paripassu.alliance.goals.objectives import Goal
from paripassu.keeper.access import Sitting
from paripassu.measures.expectations import Shift, WhatIf, what_if
from paripassu.web.environment import number, percent
from paripassu.web.noticed import VIEWS
from paripassu.web.wording import RESOURCES

PLACES = 2


class Line(NamedTuple):
    """A change as a row: where it stands, in whose court it is, one sentence why, the triggers it touches."""

    change: Change
    status: Status
    court: tuple[str, ...]
    why: str
    triggers: tuple[str, ...]
    days: int


def line(alliance: Alliance, change: Change, now: datetime) -> Line:
    """A change as a row at this moment."""
    where = status(alliance, change, now)
    court = tuple(sorted({each.party for each in waiting(alliance, change)}))
    days = max((change.shared.date() - change.fact.noticed).days, 0)
    return Line(change, where, court, why(alliance, change, where), triggers(alliance, change), days)


def lines(alliance: Alliance, now: datetime) -> list[Line]:
    """All changes that were shared, the newest first."""
    found = [line(alliance, change, now) for change in alliance.changes.by_index.values()]
    return sorted(found, key=lambda each: (each.change.shared, each.change.index), reverse=True)


def why(alliance: Alliance, change: Change, where: Status) -> str:
    """One sentence on where a change stands and what comes next."""
    if where == "withdrawn" and change.withdrawn is not None:
        fields = {"who": alliance.parties.name(change.party), "reason": change.withdrawn.text}
        return _("%(who)s withdrew it: “%(reason)s”") % fields
    if where == "shared":
        names = alliance.parties.names(unacknowledged(alliance, change))
        return _("It is in the court of %(names)s: to acknowledge it, and to say what it touches.") % {"names": names}
    if where == "reassessing":
        return _why_reassessing(alliance, change)
    if where == "proposed":
        offered = list(change.open_outcomes())[-1]
        return _why_proposed(alliance, offered)
    if change.settled:
        agreed = change.settled[-1]
        fields = {"view": str(VIEWS[agreed.view][0]), "text": agreed.strategy}
        text = _("All agreed: %(view)s. “%(text)s”") % fields
        return text + " " + _("It is still to be carried out.") if to_follow(alliance, change) else text
    return _("All have read of it. If it asks for an answer, say how your party would answer it.")


def _why_reassessing(alliance: Alliance, change: Change) -> str:
    missing = unjudged(alliance, change)
    if not missing:
        return _("Every party has said how it would answer. Propose an outcome that all can agree to.")
    names = alliance.parties.names(missing)
    if triggers(alliance, change):
        text = _("An agreed trigger is touched: all have to say how they would answer. Still missing: %(names)s.")
        return text % {"names": names}
    return _("How would each party answer it? Still missing: %(names)s.") % {"names": names}


def _why_proposed(alliance: Alliance, offered: Outcome) -> str:
    fields = {"view": str(VIEWS[offered.view][0]), "names": alliance.parties.names(awaited(alliance, offered))}
    if offered.declined:
        who, word = max(offered.declined.items(), key=lambda each: each[1].entry)
        fields |= {"who": alliance.parties.name(who), "reason": word.text}
        return _("Proposed: %(view)s. %(who)s declined: “%(reason)s” Talk, and propose another.") % fields
    return _("Proposed: %(view)s. It is in the court of %(names)s.") % fields


# --- what one's own party noted, and has not shared ---


def notes(sitting: Sitting) -> list[Recorded]:
    """The changes that one's own party has noted and not shared yet, the newest first."""
    closed = sitting.alliance.seals.closed
    own = [each for each in sitting.private if isinstance(each.fact, ChangeNoted) and each.index in closed]
    return sorted(own, key=lambda each: each.index, reverse=True)


# --- how long it takes ---


class Pace(NamedTuple):
    """How quickly a party shares what it notices and reads of what others share: median days, and of how many."""

    party: str
    shared: int
    days_to_share: str
    read: int
    days_to_read: str


def paces(alliance: Alliance) -> list[Pace]:
    """The pace of each partner, by name. A median of fewer than three is not said: it would be an anecdote."""
    parties = sorted(version_in_force(alliance).partners, key=alliance.parties.name)
    standing = [change for change in alliance.changes.by_index.values() if change.withdrawn is None]
    found = []
    for party in parties:
        shared = [max((c.shared.date() - c.fact.noticed).days, 0) for c in standing if c.party == party]
        read = [(c.acknowledged[party].at - c.shared).days for c in standing if party in c.acknowledged]
        found.append(Pace(party, len(shared), _median(shared), len(read), _median(read)))
    return found


def _median(days: list[int]) -> str:
    return number(Decimal(str(median(days)))) if len(days) > 2 else ""


# --- the chain ---


def chain_of(alliance: Alliance, change: Change, now: datetime) -> tuple[Step, ...]:
    """The steps of a change, each with the days since the one before."""
    return chain(alliance, change, now)


def after(step: Step) -> str:
    """How many days after the step before, in words."""
    if step.days is None:
        return ""
    if not step.days:
        return _("on the same day")
    return ngettext("%(days)s day later", "%(days)s days later", step.days) % {"days": number(step.days)}


# --- what it touches ---


class Premise(NamedTuple):
    """An assumption of the agreement, and who says that it is touched."""

    assumption: Assumption
    parties: tuple[str, ...]


def premises(alliance: Alliance) -> list[Assumption]:
    """The assumptions of the agreement in force."""
    return list(version_in_force(alliance).terms.assumptions or ())


def touched(alliance: Alliance, change: Change) -> list[Premise]:
    """The assumptions that are said to be touched, in the words they had when the change was shared."""
    versions = alliance.agreement.versions
    texts = [each.terms for each in versions if each.since <= change.shared or each is versions[0]]
    words = {each.id: each for terms in texts for each in terms.assumptions or ()}
    return [Premise(words[each.assumption], each.parties) for each in change.touched() if each.assumption in words]


class OnGoal(NamedTuple):
    """A goal, what each party now expects of it, and what that would mean for the target."""

    goal: Goal
    expected: list[tuple[str, Decimal, str]]


def on_goals(alliance: Alliance, change: Change) -> list[OnGoal]:
    """The goals that are said to be touched, with what each party expects, by the name of the party."""
    found: dict[int, list[tuple[str, Decimal, str]]] = {}
    for party in sorted(change.effects, key=alliance.parties.name):
        for each in change.effects[party].goals:
            goal = alliance.goals.goal(each.goal)
            found.setdefault(each.goal, []).append((party, each.expected, _against_target(goal, each.expected)))
    return [OnGoal(alliance.goals.goal(index), expected) for index, expected in sorted(found.items())]


def _against_target(goal: Goal, expected: Decimal) -> str:
    part = goal.measure.way(expected)
    if part >= 1:
        return _("the target would be reached")
    return _("%(part)s of the way would be missing") % {"part": percent(1 - part)}


class Supposed(NamedTuple):
    """A pool as it is and as each party expects it: a row for each partner with its coefficients in that order."""

    pool: Pool
    parties: list[str]
    shifts: dict[str, list[str]]
    rows: list[tuple[str, list[str]]]


def supposed(alliance: Alliance, change: Change, now: datetime) -> list[Supposed]:
    """Every pool of which a party expects something, computed without and with what each of them expects."""
    effects = {party: effect.expects for party, effect in change.effects.items() if effect.expects}
    pools = version_in_force(alliance).pools
    named = sorted({each.pool for expects in effects.values() for each in expects} & pools.keys())
    return [_supposed(alliance, pools[id_], effects, now) for id_ in named]


def _supposed(alliance: Alliance, pool: Pool, effects: dict[str, tuple[Expected, ...]], now: datetime) -> Supposed:
    parties = sorted(
        (party for party, expects in effects.items() if any(each.pool == pool.id for each in expects)),
        key=alliance.parties.name,
    )
    found = {party: what_if(alliance, pool.id, effects[party], at=now) for party in parties}
    shifts = {party: [_shift(alliance, pool, each) for each in one.shifts] for party, one in found.items()}
    partners = sorted(version_in_force(alliance).partners, key=alliance.parties.name)
    rows = [(partner, _coefficients(list(found.values()), partner, pool)) for partner in partners]
    return Supposed(pool, parties, shifts, rows)


def _coefficients(found: Iterable[WhatIf], party: str, pool: Pool) -> list[str]:
    """The return coefficient in the rolling window: as it is, and as each of the parties expects."""
    looked = list(found)
    balances = [looked[0].before, *(one.after for one in looked)]
    return [_coefficient(each.rolling.standings[party].agreed.coefficient, pool) for each in balances]


def _coefficient(value: Decimal | None, pool: Pool) -> str:
    if value is None:
        return _("not enough to say")
    shown = number(value, PLACES)
    if value < pool.low:
        return _("%(value)s, below the band") % {"value": shown}
    return _("%(value)s, above the band") % {"value": shown} if value > pool.high else shown


def _shift(alliance: Alliance, pool: Pool, shift: Shift) -> str:
    """One expectation in words, with the amount that it comes to."""
    each = shift.expected
    kind = f" ({RESOURCES[each.resource]})" if each.resource else ""
    fields = {
        "who": alliance.parties.name(each.of) + kind,
        "amount": f"{number(abs(shift.amount), PLACES)} {pool.unit}",
        "percent": f" ({number(each.change)} %)" if each.percent else "",
    }
    more, given = shift.amount >= 0, each.way == "given"
    if given:
        text = _("%(who)s gives %(amount)s more%(percent)s") if more else _("%(who)s gives %(amount)s less%(percent)s")
    else:
        text = (
            _("%(who)s receives %(amount)s more%(percent)s")
            if more
            else _("%(who)s receives %(amount)s less%(percent)s")
        )
    said = text % fields
    return said + _(", which is all there is in the window") if shift.cut else said


# --- what one can do ---


def may(sitting: Sitting, change: Change, *, part: bool) -> dict[str, Any]:
    """Which acts make sense here for this person; the rules themselves are asked when they act."""
    alliance, party = sitting.alliance, sitting.seat.party
    leads, stands = part and sitting.seat.role != "member", change.withdrawn is None
    offered = list(change.open_outcomes())
    return {
        "part": part,
        "leads": leads,
        "acknowledge": part and stands and party in unacknowledged(alliance, change),
        "effect": part and stands and not change.settled,
        "view": leads and stands,
        "propose": leads and stands and not unjudged(alliance, change),
        "agree": [each for each in offered if leads and stands and party in awaited(alliance, each)],
        "decline": [
            each for each in offered if leads and stands and each.party != party and party not in each.declined
        ],
        "take_back": [each for each in offered if leads and stands and each.party == party],
        "withdraw": part and stands and change.party == party and not built_upon(change),
        "name": _nameable(alliance, change) if part and stands else [],
    }


def built_upon(change: Change) -> bool:
    """Whether another party has said something that a withdrawal would close with it."""
    others = {*change.effects, *change.views, *(each.party for each in change.outcomes.values())}
    others |= {answer.party for answer in change.answers.values()}
    return bool(others - {change.party})


def _nameable(alliance: Alliance, change: Change) -> list[tuple[int, str]]:
    """The texts of the agreement that came after the change and are not named yet."""
    draft = alliance.agreement.draft
    found = [(draft.index, _("the text on the table"))] if draft else []
    found += [(each.draft, _("version %(number)s") % {"number": each.number}) for each in alliance.agreement.versions]
    return [(index, word) for index, word in found if index > change.index and index not in change.answers]

"""Conflicts as the pages show them: the ladder, whose turn it is, and what this person can do."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise as Lazy

from paripassu.alliance.awaiting import Awaited
from paripassu.alliance.commitments.promises import Commitment
from paripassu.alliance.conflicts import settlements, steps, tiers, turns, worksheets
from paripassu.alliance.conflicts.matters import (
    TIERS,
    Conflict,
    Said,
    Settlement,
    Status,
    Stay,
    Step,
    StepKind,
    Tier,
    course,
    heard,
    status,
    stay,
)
from paripassu.alliance.days import begun, days_until
from paripassu.keeper.access import Sitting
from paripassu.web import settled


class Turn(NamedTuple):
    """What a conflict waits for, and from which parties."""

    what: str
    words: Lazy
    parties: tuple[str, ...]
    since: datetime
    due: date | None


class Line(NamedTuple):
    """A conflict as a row: where it stands, until when, and whom it waits for."""

    conflict: Conflict
    status: Status
    stay: Stay
    days: int
    yours: tuple[Turn, ...]
    turns: tuple[Turn, ...]


class Rung(NamedTuple):
    """A tier on the ladder of one conflict: its stays there, the people, and whether it stands there now."""

    tier: Tier
    days: int | None
    stays: tuple[Stay, ...]
    people: dict[str, tuple[str, ...]]
    here: bool


class Proposed(NamedTuple):
    """A proposed step: whom it waits for, and whether it can still be taken."""

    step: Step
    open: bool
    waits: tuple[str, ...]


class Shown(NamedTuple):
    """All that the page of one conflict shows."""

    conflict: Conflict
    status: Status
    stay: Stay
    days: int
    rungs: tuple[Rung, ...]
    turns: tuple[Turn, ...]
    sides: tuple[str, ...]
    silent: tuple[str, ...]
    sealed: tuple[int, ...]
    own: worksheets.InterestsStated | None
    steps: tuple[Proposed, ...]
    due_neutrals: Mapping[str, datetime]
    commitments: tuple[Commitment, ...]
    missing: int
    settlement: Settlement | None
    may: Mapping[str, Any]


def waits(sitting: Sitting, conflict: Conflict, now: datetime) -> tuple[Turn, ...]:
    """What a conflict waits for, each once, with all the parties that it is waited for from."""
    found: dict[str, list[Awaited]] = {}
    for party in sorted({*conflict.fact.between, *sitting.alliance.parties.neutrals}):
        for each in turns.waiting(sitting.alliance, conflict, party, "", now):
            found.setdefault(each.what, []).append(each)
    return tuple(
        Turn(what, settled.TASKS[what], tuple(sorted({each.party for each in group})),
             min(each.since for each in group), min((each.due for each in group if each.due), default=None))
        for what, group in found.items()
    )  # fmt: skip


def line(sitting: Sitting, conflict: Conflict, now: datetime) -> Line:
    """A conflict as a row at this moment."""
    found = waits(sitting, conflict, now)
    where = stay(conflict, now)
    yours = tuple(turn for turn in found if sitting.seat.party in turn.parties)
    return Line(conflict, status(conflict, now), where, _left(where, now), yours, found)


def _left(where: Stay, now: datetime) -> int:
    return days_until(where.until, now) if where.until else 0


def shown(sitting: Sitting, conflict: Conflict, now: datetime) -> Shown:
    """What the page of a conflict shows to this person at this moment."""
    alliance, where = sitting.alliance, stay(conflict, now)
    proposed = tuple(
        Proposed(step, steps.stands(conflict, step, now), steps.awaited(alliance, conflict, step))
        for step in conflict.steps.values()
    )
    linked = alliance.links.back.get(conflict.index, ())
    promised = tuple(alliance.commitments.by_index[i] for i in linked if i in alliance.commitments.by_index)
    return Shown(
        conflict, status(conflict, now), where, _left(where, now), rungs(sitting, conflict, now),
        waits(sitting, conflict, now), heard(alliance, conflict), worksheets.silent(alliance, conflict),
        worksheets.ready(alliance, conflict, now), own_statement(sitting, conflict), proposed,
        tiers.due_neutrals(alliance, conflict, now) if conflict.closed is None else {}, promised,
        len(settlements.actions_missing(alliance, conflict)), conflict.settlement, may(sitting, conflict, now),
    )  # fmt: skip


def rungs(sitting: Sitting, conflict: Conflict, now: datetime) -> tuple[Rung, ...]:
    """The ladder of a conflict, from the early warning up."""
    stays = course(conflict, now)
    return tuple(
        Rung(
            tier, conflict.ladder.days(tier), tuple(each for each in stays if each.tier == tier),
            tiers.people(sitting.alliance, conflict, tier), conflict.closed is None and stays[-1].tier == tier,
        )
        for tier in TIERS
    )  # fmt: skip


def own_statement(sitting: Sitting, conflict: Conflict) -> worksheets.InterestsStated | None:
    """What this person's own party has stated, while it is sealed for the others."""
    handed = conflict.handed.get(sitting.seat.party)
    found = (each.fact for each in sitting.private if handed is not None and each.index == handed.entry)
    return next((fact for fact in found if isinstance(fact, worksheets.InterestsStated)), None)


def of_neutral(conflict: Conflict) -> list[Said]:
    """The calls for the neutral and its answers, in the order of the record."""
    words = [call.said for call in conflict.calls if call.said.text]
    words += [call.answer for call in conflict.calls if call.answer is not None]
    return sorted(words, key=lambda each: each.index)


def entries(conflict: Conflict) -> list[int]:
    """The entries of the record that speak of a conflict, as far as its state still holds them, in their order."""
    words = [*conflict.replies, *conflict.outside, *of_neutral(conflict)]
    words += [said for lessons in conflict.lessons.values() for said in lessons]
    words += [one.said for stated in conflict.stated.values() for one in stated]
    for step in conflict.steps.values():
        words += [step.said, *step.agreed.values(), *step.declined.values()]
        words += [step.withdrawn] if step.withdrawn else []
    for criterion in conflict.criteria.values():
        words += [criterion.said, *criterion.agreed.values(), *criterion.declined.values()]
    for option in conflict.options.values():
        words += [option.said, *(said for _marks, said in option.weighed.values())]
    for each in conflict.settlements:
        words += [each.said, *each.signed.values(), *each.refused.values(), *each.taken_back]
        words += [said for _held, said in each.looked.values()] + ([each.dropped] if each.dropped else [])
    sealed = [handed.entry + 1 for handed in conflict.handed.values()]
    return sorted({conflict.index, *sealed, *(said.index for said in words)})


# --- what this person can do ---


def may(sitting: Sitting, conflict: Conflict, now: datetime) -> dict[str, Any]:
    """Which acts make sense here for this person; the rules themselves are asked when it acts."""
    party, open_ = sitting.seat.party, conflict.closed is None
    where = stay(conflict, now)
    partner = sitting.party.kind == "partner"
    side = partner and party in heard(sitting.alliance, conflict)
    speak = side and sitting.seat.role != "member"
    helps = party in conflict.joined
    sheet = open_ and where.tier != "warning"
    return {
        "side": side,
        "speak": speak and open_,
        "helps": helps,
        "reply": open_ and (side or helps or party == conflict.party or where.tier == "warning"),
        "name": open_ and (speak or helps),
        "sheet": sheet,
        "work": sheet and (side or helps),
        "state": sheet and speak and not conflict.stated,
        "restate": sheet and speak and bool(conflict.stated),
        "open": sheet and partner and bool(worksheets.ready(sitting.alliance, conflict, now)),
        "draft": sheet and (speak or helps) and not _signed(conflict, party),
        "sign": speak and conflict.draft is not None and party not in conflict.draft.signed,
        "unsign": speak and conflict.draft is not None and party in conflict.draft.signed,
        "steps": _steps(sitting, conflict, where, now) if open_ else (),
        "lesson": not open_ and (side or helps),
        **_with_neutral(sitting, conflict, now, calls=speak and open_),
        **_after(sitting, conflict, now, speaks=speak),
    }


def _signed(conflict: Conflict, party: str) -> bool:
    return conflict.draft is not None and party in conflict.draft.signed


def _steps(sitting: Sitting, conflict: Conflict, where: Stay, now: datetime) -> tuple[StepKind, ...]:
    """The steps that this person can propose from where it stands."""
    party, person = sitting.seat.party, sitting.person
    speaks = sitting.party.kind == "partner" and sitting.seat.role != "member"
    side = speaks and party in heard(sitting.alliance, conflict)
    raised = party == conflict.party and (speaks or person == conflict.fact.by)
    taken = {step.kind for step in steps.open_steps(conflict, now)}
    found: list[StepKind] = ["resolve"] if side else []
    found += ["up", "extend"] if side and where.tier != "formal" else []
    found += ["down"] if side and where.tier not in TIERS[:2] else []
    found += ["withdraw"] if raised else []
    return tuple(kind for kind in found if kind not in taken)


def _with_neutral(sitting: Sitting, conflict: Conflict, now: datetime, *, calls: bool) -> dict[str, Any]:
    alliance, party = sitting.alliance, sitting.seat.party
    last = {call.neutral: call.joins for call in conflict.calls}
    free = [neutral for neutral in alliance.parties.neutrals if last.get(neutral, False) is False]
    due = conflict.closed is None and party in tiers.due_neutrals(alliance, conflict, now)
    return {
        "call": [neutral for neutral in free if neutral not in alliance.membership.left] if calls else [],
        "answer_call": due,
        "stand_down": conflict.closed is None and party in conflict.joined,
        "outside": calls and stay(conflict, now).tier == "formal",
    }


def _after(sitting: Sitting, conflict: Conflict, now: datetime, *, speaks: bool) -> dict[str, Any]:
    """What is possible once it is settled."""
    settlement = conflict.settlement
    running = speaks and settlement is not None and settlement.held is None
    held = settlement is not None and begun(settlement.terms.on, now)
    said = settlement is not None and settlement.looked.get(sitting.seat.party, (False,))[0]
    missing = bool(settlements.actions_missing(sitting.alliance, conflict))
    return {
        "look": running,
        "held": running and held and not said,
        "propose_actions": missing and sitting.party.kind == "partner" and speaks,
    }

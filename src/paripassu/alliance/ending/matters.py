"""What the partners arrange about the end: the exit plan, a pause of the whole alliance, the wind-down, and going on.

Each is a matter of an arrangement: proposed by one party with its reason, agreed by all others, or it does not hold.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import msgspec

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.ending import AgreedEnd, Paused, Planned
from paripassu.alliance.facts import short_enough, worded
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TriggerKind = Literal["mutual", "notice", "date", "event", "insolvency", "goal", "breach"]
Topic = Literal[
    "obligations", "assets", "background", "foreground", "people", "knowledge", "data", "costs", "confidentiality"
]
Rest = Literal["checkins", "work", "decisions", "exchange"]

TEXT_LIMIT = 4_000
MOST_TRIGGERS = 20
MOST_PROVISIONS = 60
NOTICE_DAYS = range(7, 3 * 366 + 1)
"""Days of notice that a trigger may ask for: long enough for the others to be told, and to take it back."""

MOST_DAYS = 3 * 366
LONGEST_PAUSE = timedelta(days=366)


class Trigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may end the alliance. `days`: a party may give so many days of notice then; None: only all together."""

    kind: TriggerKind
    text: str
    days: int | None = None


class Provision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What then happens to something. `owner` sees to it (empty: each party), within `days` of the wind-down.

    What `lasts` goes on to bind after the end, such as confidentiality, and is no task of the wind-down.
    """

    topic: Topic
    text: str
    owner: str = ""
    days: int = 30
    lasts: bool = False


class ExitPlan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="exit_plan"):
    """How the alliance may end, and what becomes of what it has by then. `replaces`: the entry of the plan before."""

    triggers: tuple[Trigger, ...]
    provisions: tuple[Provision, ...] = ()
    review: date | None = None
    replaces: int | None = None


class Pause(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="pause"):
    """The whole alliance rests from one day to another; `conditions` say what has to be so for it to go on."""

    starts: date
    until: date
    rests: tuple[Rest, ...]
    conditions: str = ""


class Resumption(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="resumption"):
    """The pause agreed at an entry is over before its last day."""

    pause: int


class WindDown(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="wind_down"):
    """The alliance is wound down once day `on` is over."""

    on: date


class Continuation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="what", tag="continuation"):
    """It goes on after all: no agreed end and no notice of ending stands any more."""


Arranged: TypeAlias = ExitPlan | Pause | Resumption | WindDown | Continuation


def plan_over_what_stands(alliance: "Alliance", plan: ExitPlan) -> ExitPlan:
    """The plan, said to replace the one that is in force now."""
    before = alliance.ending.plan
    return msgspec.structs.replace(plan, replaces=before.index if before else None)


def settle(alliance: "Alliance", index: int, arranged: Arranged) -> None:
    """Let hold what the partners have agreed at entry `index`."""
    own, since = alliance.ending, alliance.arrangements.by_entry[index].since
    assert since is not None
    match arranged:
        case ExitPlan():
            own.plans.append(Planned(index, since, arranged))
        case Pause():
            own.pauses.append(Paused(index, since, arranged))
        case Resumption(pause=entry):
            paused = _paused(alliance, entry)
            paused.resumed, paused.resumed_by = since, index
        case WindDown(on=on):
            own.agreed.append(AgreedEnd(index, since, on))
        case Continuation():
            _go_on(alliance, index)


def _go_on(alliance: "Alliance", index: int) -> None:
    """Nothing ends any more; what was done for it stays on the record, laid aside."""
    own = alliance.ending
    for end in own.agreed:
        end.lifted = index if end.lifted is None else end.lifted
    for notice in own.notices.values():
        notice.lifted = index if notice.open else notice.lifted
    for item in own.items.values():
        item.aside = True
    for closing in own.closings.values():
        closing.aside = True
    own.signed.clear()


def _paused(alliance: "Alliance", entry: int) -> Paused:
    for each in alliance.ending.pauses:
        if each.index == entry:
            return each
    raise Refused("pause_unknown", "Entry {entry} is no pause of this alliance.", entry=entry)


# --- rules ---


def may_arrange(alliance: "Alliance", arranged: Arranged) -> None:
    """Refused when this cannot be arranged as things stand now, whoever proposes it."""
    if alliance.ending.ended is not None:
        raise Refused("ended", "This alliance has ended, and every party has signed the end.")
    match arranged:
        case ExitPlan():
            _sound_plan(alliance, arranged)
        case Pause():
            _sound_pause(alliance, arranged)
        case Resumption(pause=entry):
            if _paused(alliance, entry).resumed is not None:
                raise Refused("pause_over", "All have come back from this pause already.")
        case WindDown():
            if any(each.lifted is None for each in alliance.ending.agreed):
                raise Refused("end_agreed", "An end is agreed already. To change its day, agree to go on first.")
        case Continuation():
            _something_to_lift(alliance)


def _something_to_lift(alliance: "Alliance") -> None:
    agreed = any(each.lifted is None for each in alliance.ending.agreed)
    if not agreed and not any(each.open for each in alliance.ending.notices.values()):
        raise Refused(
            "nothing_to_lift",
            "No agreed end and no notice stands. Where the term of the text is over, amend the text; "
            "a party that leaves takes back its own notice.",
        )


def _sound_plan(alliance: "Alliance", plan: ExitPlan) -> None:
    before = alliance.ending.plan
    if plan.replaces != (before.index if before else None):
        raise Refused("plan_replaced", "Another exit plan has come into force since. Read it, then propose yours anew.")
    if not 0 < len(plan.triggers) <= MOST_TRIGGERS or len(plan.provisions) > MOST_PROVISIONS:
        raise Refused(
            "plan_size",
            "An exit plan says what may end the alliance, in 1 to {triggers} points, and what then happens, "
            "in {provisions} at most.",
            triggers=MOST_TRIGGERS,
            provisions=MOST_PROVISIONS,
        )
    for trigger in plan.triggers:
        _sound_trigger(trigger)
    for provision in plan.provisions:
        _sound_provision(alliance, provision)


def _sound_trigger(trigger: Trigger) -> None:
    worded(trigger.text, "what may end the alliance", limit=TEXT_LIMIT)
    if trigger.days is None:
        return
    if trigger.kind == "mutual":
        raise Refused("mutual_notice", "What all do together needs no notice. Leave the days empty there.")
    if trigger.days not in NOTICE_DAYS:
        raise Refused(
            "notice_days", "A notice is {least} to {most} days.", least=NOTICE_DAYS.start, most=NOTICE_DAYS.stop - 1
        )


def _sound_provision(alliance: "Alliance", provision: Provision) -> None:
    worded(provision.text, "what then happens", limit=TEXT_LIMIT)
    if provision.owner and provision.owner not in version_in_force(alliance).partners:
        raise Refused("party_unknown", "“{party}” is no partner of the agreement in force.", party=provision.owner)
    if not 0 <= provision.days <= MOST_DAYS:
        raise Refused("provision_days", "What is to be done has 0 to {most} days.", most=MOST_DAYS)


def _sound_pause(alliance: "Alliance", pause: Pause) -> None:
    short_enough(pause.conditions, "the conditions", limit=TEXT_LIMIT)
    if not pause.starts <= pause.until <= pause.starts + LONGEST_PAUSE:
        raise Refused("pause_days", "A pause ends on or after its first day, and within a year.")
    if not pause.rests or len(set(pause.rests)) != len(pause.rests) or set(pause.rests) - set(get_args(Rest)):
        raise Refused("pause_of_nothing", "Say what rests, each once.")
    for each in alliance.ending.pauses:
        if each.resumed is None and each.pause.starts <= pause.until and pause.starts <= each.pause.until:
            raise Refused("pause_overlaps", "There is a pause in that time already. Agree to come back from it first.")

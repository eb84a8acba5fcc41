"""Moves around check-ins that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance import checkins
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.alliance import Alliance, open_sealed
from paripassu.alliance.checkins import agenda, minutes, preparations, rescheduling
from paripassu.alliance.checkins.meetings import Checkin, Felt
from paripassu.alliance.days import beginning
from paripassu.alliance.seals import OpenedEntry
from paripassu.record.canonical import canonical
from tests.cast import DAY, Scene, person

KINDS = (
    "meet", "put_on", "take_off_agenda", "prepare", "prepare", "unseal", "open_meeting", "miss", "shift", "call_off",
    "shift_yes", "shift_yes", "shift_no", "shift_back", "attend", "minute", "minute", "minute_yes", "minute_yes",
    "minute_no", "minute_back", "on_the_day",
)  # fmt: skip

Told = tuple[str, int, int, int, int]
Said = dict[tuple[str, int, str], Any]


def one_round(who: int, stages: int, silent: int, shifts: int) -> list[Told]:
    """A check-in that goes its way for so many stages; the last `silent` of the others say nothing."""
    others = [number for number in range(3) if number != who][: 2 - silent % 2]
    shift = [("shift", who, 0, 0, shifts), *[("shift_yes", other, 0, 0, 0) for other in others]] if shifts % 2 else []
    story: list[list[Told]] = [
        [("meet", who, 0, 0, shifts)],
        [("put_on", other, 0, 0, 0) for other in others],
        shift,
        [("prepare", other, 0, 0, shifts) for other in (who, *others)],
        [("on_the_day", who, 0, 0, 0), ("open_meeting", others[0], 0, 0, 0), ("unseal", who, 0, 0, 0)],
        [("minute", who, 0, 0, 0), *[("minute_yes", other, 0, 0, 0) for other in others]],
        [("minute", others[0], 0, 1, 0), ("minute_yes", who, 0, 0, 0), ("minute_no", 2, 0, 0, 0)],
    ]
    return [move for stage in story[:stages] for move in stage]


def try_move(scene: Scene, who: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    found = list(scene.alliance.checkins.by_index.values())
    if kind == "meet" or not found:
        day = scene.now.date() + timedelta(days=5 + amount)
        scene.act(who, checkins.call, on=day)
        return
    checkin = found[-1 - pick // 2 % min(len(found), 2)]
    if kind == "on_the_day":
        scene.now = max(scene.now, beginning(checkin.when.on) + timedelta(days=amount // 3))
        return
    _BEFORE[kind](scene, who, checkin, pick, amount) if kind in _BEFORE else _after(scene, who, checkin, kind, pick)


def _put_on(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    scene.act(who, agenda.add_item, checkin=checkin.index, text=f"Item {amount}")


def _take_off(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    scene.act(who, agenda.withdraw_item, item=_one(checkin.items, pick))


def _prepare(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    partners = version_in_force(scene.alliance).partners
    two = Felt("work", partners[pick % 2], 1 + amount)
    felt = two if len(partners) == 2 else Felt("work", coefficient=Decimal(amount) / 4)
    scene.act(who, preparations.prepare, checkin=checkin.index, concerns=f"Worry {amount}", felt=(felt,))


def _unseal(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    entries = [handed.entry for handed in checkin.handed.values()]
    sealed = tuple(OpenedEntry(i, "00" * 32, canonical(scene.facts[i].fact).decode()) for i in entries)
    scene.act(who, open_sealed, entries=sealed[: 3 - pick % 3])


def _open(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    scene.act(who, checkins.open_meeting, checkin=checkin.index)


def _miss(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    scene.act(who, checkins.state_missed, checkin=checkin.index)


def _shift(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    day = checkin.when.on + timedelta(days=1 + amount)
    scene.act(who, rescheduling.propose_move, checkin=checkin.index, on=day, reason="A storm")


def _call_off(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    scene.act(who, rescheduling.propose_cancelling, checkin=checkin.index, reason="Nobody is there")


def _shift_yes(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    scene.act(who, rescheduling.agree_change, change=_one(checkin.changes, pick))


def _shift_no(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    scene.act(who, rescheduling.decline_change, change=_one(checkin.changes, pick), reason="no")


def _shift_back(scene: Scene, who: str, checkin: Checkin, pick: int, amount: int) -> None:
    scene.act(who, rescheduling.withdraw_change, change=_one(checkin.changes, pick))


_BEFORE: dict[str, Callable[[Scene, str, Checkin, int, int], None]] = {
    "put_on": _put_on, "take_off_agenda": _take_off, "prepare": _prepare, "unseal": _unseal, "open_meeting": _open,
    "miss": _miss, "shift": _shift, "call_off": _call_off, "shift_yes": _shift_yes, "shift_no": _shift_no,
    "shift_back": _shift_back,
}  # fmt: skip


def _after(scene: Scene, who: str, checkin: Checkin, kind: str, pick: int) -> None:
    minute = _one(checkin.minutes, pick)
    match kind:
        case "attend":
            party = scene.alliance.parties.seat(who).party
            scene.act(who, minutes.state_attendance, checkin=checkin.index, people=(person(party),))
        case "minute":
            corrects = minute if pick % 2 and minute else None
            scene.act(who, minutes.write_minute, checkin=checkin.index, text="Said", corrects=corrects)
        case "minute_yes":
            scene.act(who, minutes.agree_minutes, minutes=(minute,))
        case "minute_no":
            scene.act(who, minutes.object_to_minute, minute=minute, reason="Not said")
        case _:
            scene.act(who, minutes.withdraw_minute, minute=minute)


def _one(of: dict[int, Any], pick: int) -> int:
    """One of the last; 0, which is none, without any."""
    found: Sequence[int] = list(of)
    return found[-1 - pick % min(len(found), 3)] if found else 0


# --- what one party alone must leave as it was ---


class Before:
    """What stood around check-ins when one party began to act alone."""

    def __init__(self, alliance: Alliance, lone: str) -> None:
        self.size = alliance.size
        self.said = said(alliance, lone)
        found = alliance.checkins.by_index.values()
        self.when = {one.index: (one.when, one.cancelled) for one in found}
        self.held = {one.index: one.opening for one in found if one.opening is not None}
        self.settled = {index for one in found for index, minute in one.minutes.items() if minute.settled}
        self.standing = {index: minute.replaced_by for one in found for index, minute in one.minutes.items()}


def said(alliance: Alliance, lone: str) -> Said:
    """What the others have said: items, minutes, answers, what they prepared, and who was there for them."""
    told: Said = {}
    for one in alliance.checkins.by_index.values():
        told |= {("item", i, x.party): (x.text, x.withdrawn) for i, x in one.items.items()}
        told |= {("minute", i, x.party): (x.text, x.withdrawn) for i, x in one.minutes.items()}
        told |= {("change", i, x.party): (x.to, x.withdrawn) for i, x in one.changes.items()}
        agreed = {i: x.agreed for i, x in one.minutes.items()} | {i: x.agreed for i, x in one.changes.items()}
        for index, words in agreed.items():
            told |= {("yes", index, party): entry for party, entry in words.items()}
        told |= {("there", one.index, party): there for party, there in one.attendance.items()}
        told |= {("handed", one.index, party): handed for party, handed in one.handed.items()}
        told |= {("prepared", one.index, party): prepared for party, prepared in one.prepared.items()}
    return {key: value for key, value in told.items() if key[2] != lone}


def check(before: Before, alliance: Alliance, lone: str, *, quieter: bool = False) -> None:
    """Fails when the lone party has changed what is joint, or lost what another has said.

    `quieter`: somebody else has no voice any more, so that what waited for them only does not wait any longer.
    """
    left = said(alliance, lone)
    assert {key: left.get(key) for key in before.said} == before.said
    for one in alliance.checkins.by_index.values():
        if one.index in before.when and (one.when, one.cancelled) != before.when[one.index]:
            settled = [change for change in one.changes.values() if change.settled]
            assert any(change.index < before.size and (change.party != lone or quieter) for change in settled), (
                "moved alone"
            )
        if one.index in before.held:
            assert one.opening == before.held[one.index]
        for index, minute in one.minutes.items():
            if minute.settled and index not in before.settled:
                assert index < before.size, "its own minute came to be joint"
                assert minute.party != lone or (quieter and set(minute.agreed) - {lone})
            if index in before.standing and minute.party != lone and minute.replaced_by != before.standing[index]:
                assert minute.replaced_by is not None
                assert minute.replaced_by < before.size, "its own text took the place of another's"


# --- what a dishonest host could write under one party's name ---

DAYS = st.sampled_from([DAY, DAY + timedelta(days=9), DAY.replace(year=2999)])
WORDS = st.sampled_from(["said", "", "x" * 5_000])


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int]) -> st.SearchStrategy[Any]:
    """Any fact about check-ins, sound or not."""
    some = st.lists(entry, max_size=2).map(tuple)
    return st.one_of(
        st.builds(checkins.CheckinCalled, by=anybody, on=DAYS, due=st.none() | DAYS, place=WORDS, about=some),
        st.builds(checkins.MeetingOpened, by=anybody, checkin=entry, items=st.just(())),
        st.builds(checkins.CheckinMissed, by=anybody, checkin=st.none() | entry, on=DAYS),
        st.builds(rescheduling.ChangeProposed, by=anybody, checkin=entry, on=st.none() | DAYS, reason=WORDS),
        st.builds(rescheduling.ChangeAgreed, by=anybody, change=entry),
        st.builds(rescheduling.ChangeDeclined, by=anybody, change=entry, reason=WORDS),
        st.builds(rescheduling.ChangeWithdrawn, by=anybody, change=entry),
        st.builds(agenda.ItemAdded, by=anybody, checkin=entry, text=WORDS, about=some),
        st.builds(agenda.ItemWithdrawn, by=anybody, item=entry),
        st.builds(preparations.PreparationHandedIn, by=anybody, checkin=entry, prepared=entry),
        st.builds(minutes.AttendanceStated, by=anybody, checkin=entry, people=st.lists(anybody, max_size=2).map(tuple)),
        st.builds(minutes.MinuteWritten, by=anybody, checkin=entry, item=st.none() | entry, text=WORDS),
        st.builds(minutes.MinuteAgreed, by=anybody, minutes=some),
        st.builds(minutes.MinuteObjected, by=anybody, minute=entry, reason=WORDS),
        st.builds(minutes.MinuteWithdrawn, by=anybody, minute=entry),
    )

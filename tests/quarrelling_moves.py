"""Moves in conflicts that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance.alliance import Alliance, open_sealed
from paripassu.alliance.conflicts import raising, settlements, steps, tiers, turns, worksheets
from paripassu.alliance.conflicts.matters import Action, Conflict, Mark, Raised, SettlementTerms, course, heard, status
from paripassu.alliance.seals import OpenedEntry
from tests.alliance.quarrelling import encoded
from tests.cast import Scene

KINDS = (
    "warn", "quarrel", "quarrel", "reply", "step", "step", "agree_step", "agree_step", "decline_step", "withdraw_step",
    "name_people", "interests", "open_interests", "restate", "option", "drop_option", "criterion", "answer_criterion",
    "weigh_option", "settle", "settle", "sign_settlement", "sign_settlement", "sign_settlement", "refuse_settlement",
    "unsign", "drop_settlement", "look", "look", "lesson", "actions", "let_days_pass",
)  # fmt: skip


def one_round(who: int, stages: int, days: int, missing: int) -> list[tuple[str, int, int, int, int]]:
    """A conflict that goes its way for so many stages; at each the last `missing` of the others say nothing."""
    others = [number for number in range(3) if number != who]
    some = others[: 2 - missing % 2]
    story = [
        [("quarrel", who, others[0], days, 1)],
        [("interests", one, 0, 0, 1) for one in (who, *some)],
        [("open_interests", others[0], 0, 0, 1), ("option", who, 0, 0, 1), ("criterion", who, 0, 0, 1)],
        [("answer_criterion", one, 0, 0, 1) for one in some],
        [("step", who, 0, days, 1)],
        [("agree_step", one, 0, 0, 1) for one in some],
        [("settle", who, others[0], 0, 1)],
        [("sign_settlement", one, 0, 0, 1) for one in (who, *some)],
        [("look", one, 0, 0, 1) for one in some],
    ]
    return [move for stage in story[:stages] for move in stage]


def last(found: Sequence[int], pick: int) -> int:
    """One of the last things of a kind; 0, which is none, without any."""
    return found[-1 - pick % min(len(found), 2)] if found else 0


def try_move(scene: Scene, who: str, names: Sequence[str], about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    if kind == "let_days_pass":
        scene.now += timedelta(days=8 * amount)
        return
    act, fields = _MOVES[kind]
    scene.act(who, act, **fields(scene, who, names, about, pick, amount))


def _raised(begins: str) -> Callable[..., dict[str, Any]]:
    def fields(scene: Scene, who: str, names: Sequence[str], about: str, pick: int, amount: int) -> dict[str, Any]:
        own = scene.alliance.parties.seat(who).party
        between = sorted({own, about}) if pick % 2 else sorted(names)
        words = {"title": f"Matter {amount}", "what": "It slips", "effect": "The opening"}
        return {**words, "begins": begins, "between": between}

    return fields


def _conflicts(scene: Scene) -> list[int]:
    return list(scene.alliance.conflicts.by_index)


def _parts(what: str) -> Callable[[Scene], list[int]]:
    def found(scene: Scene) -> list[int]:
        conflicts = scene.alliance.conflicts.by_index.values()
        return [index for conflict in conflicts for index in getattr(conflict, what)]

    return found


def _drafts(scene: Scene) -> list[int]:
    conflicts = scene.alliance.conflicts.by_index.values()
    return [each.said.index for conflict in conflicts for each in conflict.settlements]


def _at(name: str, found: Callable[[Scene], Sequence[int]], **more: Any) -> Callable[..., dict[str, Any]]:
    return lambda scene, _who, _names, _about, pick, _amount: {name: last(found(scene), pick), **more}


def _step(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    kind = ("up", "down", "extend", "withdraw", "resolve")[pick % 5]
    until = scene.now.date() + timedelta(days=20 * amount) if kind == "extend" else None
    return {"conflict": last(_conflicts(scene), amount), "step": kind, "reason": "why", "until": until}


def _opened(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, _amount: int) -> dict[str, Any]:
    conflict = scene.alliance.conflicts.by_index.get(last(_conflicts(scene), pick))
    entries = [handed.entry for handed in conflict.handed.values()] if conflict else []
    return {"entries": [OpenedEntry(entry, "00" * 32, encoded(scene.facts[entry].fact)) for entry in entries]}


def _answered(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    return {"criterion": last(_parts("criteria")(scene), pick), "agrees": amount % 4 != 0, "reason": "so"}


def _weighed(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, _amount: int) -> dict[str, Any]:
    mark = Mark(last(_parts("criteria")(scene), 0), "partly")
    return {"option": last(_parts("options")(scene), pick), "marks": [mark]}


def _settled(scene: Scene, who: str, names: Sequence[str], about: str, pick: int, amount: int) -> dict[str, Any]:
    conflict = scene.alliance.conflicts.by_index.get(last(_conflicts(scene), pick))
    draft = conflict.draft if conflict else None
    own, day = scene.alliance.parties.seat(who).party, scene.now.date() + timedelta(days=amount)
    actions = [Action(own, (about,), "So", day)] if about != own else []
    return {
        "conflict": last(_conflicts(scene), pick), "text": f"Text {amount}", "test": "Seen", "on": day,
        "actions": actions, "instead": draft.said.index if draft else None,
    }  # fmt: skip


def _signed(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, _amount: int) -> dict[str, Any]:
    index = last(_drafts(scene), pick)
    conflicts = scene.alliance.conflicts.by_index.values()
    seals = {each.said.index: each.digest for conflict in conflicts for each in conflict.settlements}
    return {"settlement": index, "seal": seals.get(index, "")}


def _looked(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    return {"conflict": last(_conflicts(scene), pick), "held": amount % 4 != 0, "text": "seen"}


def _people(scene: Scene, who: str, _names: Sequence[str], _about: str, pick: int, _amount: int) -> dict[str, Any]:
    return {"conflict": last(_conflicts(scene), pick), "tier": "peers", "people": [who]}


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "warn": (raising.raise_matter, _raised("warning")),
    "quarrel": (raising.raise_matter, _raised("peers")),
    "reply": (raising.reply, _at("conflict", _conflicts, text="so")),
    "step": (steps.propose_step, _step),
    "agree_step": (steps.agree_step, _at("step", _parts("steps"))),
    "decline_step": (steps.decline_step, _at("step", _parts("steps"), reason="why")),
    "withdraw_step": (steps.withdraw_step, _at("step", _parts("steps"), reason="why")),
    "name_people": (tiers.name_people, _people),
    "interests": (worksheets.state_interests, _at("conflict", _conflicts, interests="Sleep", sees="task")),
    "open_interests": (open_sealed, _opened),
    "restate": (worksheets.restate_interests, _at("conflict", _conflicts, interests="Quiet", sees="both")),
    "option": (worksheets.name_option, _at("conflict", _conflicts, text="At night")),
    "drop_option": (worksheets.drop_option, _at("option", _parts("options"))),
    "criterion": (worksheets.propose_criterion, _at("conflict", _conflicts, text="Cheap")),
    "answer_criterion": (worksheets.answer_criterion, _answered),
    "weigh_option": (worksheets.weigh_option, _weighed),
    "settle": (settlements.draft, _settled),
    "sign_settlement": (settlements.sign, _signed),
    "refuse_settlement": (settlements.refuse, _at("settlement", _drafts, reason="why")),
    "unsign": (settlements.withdraw_signature, _at("settlement", _drafts, reason="why")),
    "drop_settlement": (settlements.drop, _at("settlement", _drafts, reason="why")),
    "look": (settlements.look, _looked),
    "lesson": (raising.note_lesson, _at("conflict", _conflicts, text="Ask")),
    "actions": (settlements.propose_actions, _at("conflict", _conflicts)),
}


# --- what stands, to be compared ---


@dataclass(frozen=True)
class Before:
    """What stood when one party began to act alone."""

    size: int
    joint: frozenset[tuple[str, int, int]]
    said: dict[tuple[Any, ...], Any]

    @classmethod
    def of(cls, alliance: Alliance, lone: str) -> "Before":
        """The picture of this moment."""
        return cls(alliance.size, frozenset(joint(alliance)), said(alliance, lone))


def joint(alliance: Alliance) -> dict[tuple[str, int, int], dict[str, int]]:
    """What took effect between several, by kind, conflict and entry: with the entry of each party's word for it."""
    found: dict[tuple[str, int, int], dict[str, int]] = {}
    for index, conflict in alliance.conflicts.by_index.items():
        for entry, step in conflict.steps.items():
            if step.done is not None:
                words = {party: word.index for party, word in step.agreed.items()}
                found["step", index, entry] = {step.said.party: entry} | words
        for entry, criterion in conflict.criteria.items():
            if criterion.since is not None:
                found["criterion", index, entry] = {p: word.index for p, word in criterion.agreed.items()}
        for each in conflict.settlements:
            if each.in_force is not None:
                found["settlement", index, each.said.index] = {p: word.index for p, word in each.signed.items()}
            if each.held is not None:
                found["held", index, each.said.index] = {p: word.index for p, (_, word) in each.looked.items()}
    return found


def said(alliance: Alliance, lone: str) -> dict[tuple[Any, ...], Any]:
    """Everything that others than the lone party have said in conflicts."""
    found: dict[tuple[Any, ...], Any] = {}
    for index, conflict in alliance.conflicts.by_index.items():
        found[index, "fact"] = conflict.fact
        words = [*conflict.replies, *(one for lessons in conflict.lessons.values() for one in lessons)]
        words += [one.said for statements in conflict.stated.values() for one in statements]
        words += [one.said for one in conflict.criteria.values()] + [one.said for one in conflict.settlements]
        words += [one.said for one in conflict.steps.values()]
        found |= {(word.index, "said"): word for word in words if word.party != lone}
        found |= {(index, "handed", party): handed for party, handed in conflict.handed.items() if party != lone}
        found |= {(index, "named", *place): who for place, who in conflict.named.items() if place[1] != lone}
        found |= _of_parts(conflict, lone)
    return found


def _of_parts(conflict: Conflict, lone: str) -> dict[tuple[Any, ...], Any]:
    found: dict[tuple[Any, ...], Any] = {}
    for entry, option in conflict.options.items():
        if option.said.party != lone:
            found[entry, "option"] = (option.said, option.dropped)
        found |= {(entry, "weighed", party): marks for party, marks in option.weighed.items() if party != lone}
    held: list[tuple[int, dict[str, Any], dict[str, Any]]] = [
        *((entry, step.agreed, step.declined) for entry, step in conflict.steps.items()),
        *((entry, each.agreed, each.declined) for entry, each in conflict.criteria.items()),
        *((each.said.index, each.signed, each.refused) for each in conflict.settlements),
    ]
    for entry, yes, no in held:
        found |= {(entry, "yes", party): word for party, word in yes.items() if party != lone}
        found |= {(entry, "no", party): word for party, word in no.items() if party != lone}
    return found


def check(before: Before, alliance: Alliance, lone: str, *, quieter: bool) -> None:
    """Fails when the lone party has brought about alone what it wants, undone what is joint, or lost others' words."""
    after, words = joint(alliance), said(alliance, lone)
    assert before.joint <= after.keys(), "what was joint does not stand any more"
    assert {key: words[key] for key in before.said} == before.said
    for kind, index, entry in after.keys() - before.joint:
        others = {p: at for p, at in after[kind, index, entry].items() if p != lone}
        asked = set(heard(alliance, alliance.conflicts.by_index[index])) - {lone}
        assert asked <= others.keys() or quieter, f"{kind} without the word of the others"
        assert all(at < before.size for at in others.values())
        assert others or quieter, f"{kind} by the lone party alone"


def picture(alliance: Alliance, now: datetime) -> dict[str, Any]:
    """What people see of conflicts, with what has no order of its own as a mapping."""
    return {str(index): _matter(alliance, each, now) for index, each in alliance.conflicts.by_index.items()}


def _matter(alliance: Alliance, each: Conflict, now: datetime) -> list[Any]:
    return [
        each.party, dict.fromkeys(each.fact.between, True), status(each, now),
        [[stay.tier, str(stay.until), stay.came] for stay in course(each, now)],
        {party: [what.what for what in turns.waiting(alliance, each, party, "", now)] for party in each.fact.between},
        {party: [one.sees for one in stated] for party, stated in each.stated.items()},
        [[one.said.text, dict.fromkeys(one.agreed, True), one.since is not None] for one in each.criteria.values()],
        [[dict.fromkeys(one.signed, True), dict.fromkeys(one.refused, True)] for one in each.settlements],
        {party: list(people) for party, people in tiers.people(alliance, each, "peers").items()},
    ]  # fmt: skip


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int], somebody: st.SearchStrategy[str]) -> Any:
    """Facts about conflicts as a dishonest host could write them, sound or not."""
    text = st.sampled_from(["why", ""])
    day = st.sampled_from([date.min, date.max, date(2026, 1, 20), date(2026, 2, 19)])
    pair = st.lists(somebody, max_size=3).map(tuple)
    actions = st.lists(st.builds(Action, somebody, pair, text, day), max_size=2).map(tuple)
    terms = st.builds(SettlementTerms, text, text, day, st.none() | entry, actions)
    sealed = st.sampled_from(["ab" * 32, ""])
    marks = st.lists(st.builds(Mark, entry, st.sampled_from(["meets", "odd"])), max_size=2).map(tuple)
    return st.one_of(
        st.builds(Raised, by=anybody, begins=st.sampled_from(["warning", "peers", "formal"]), title=text, what=text,
                  effect=text, between=pair, talk=st.lists(anybody, max_size=2).map(tuple)),
        st.builds(raising.Replied, by=anybody, conflict=entry, text=text),
        st.builds(raising.LessonNoted, by=anybody, conflict=entry, text=text),
        st.builds(steps.StepProposed, by=anybody, conflict=entry, reason=text, until=st.none() | day,
                  step=st.sampled_from(["up", "down", "extend", "withdraw", "resolve", "odd"])),
        st.builds(steps.StepAgreed, by=anybody, step=entry),
        st.builds(steps.StepDeclined, by=anybody, step=entry, reason=text),
        st.builds(steps.StepWithdrawn, by=anybody, step=entry, reason=text),
        st.builds(tiers.PeopleNamed, by=anybody, conflict=entry, tier=st.sampled_from(["peers", "odd"]),
                  people=st.lists(anybody, max_size=2).map(tuple)),
        st.builds(tiers.NeutralCalled, by=anybody, conflict=entry, neutral=somebody, reason=text),
        st.builds(tiers.CallAnswered, by=anybody, conflict=entry, joins=st.booleans(), text=text),
        st.builds(tiers.OutsideNoted, by=anybody, conflict=entry, text=text),
        st.builds(worksheets.InterestsHandedIn, by=anybody, conflict=entry, stated=entry),
        st.builds(worksheets.InterestsRestated, by=anybody, conflict=entry, interests=text, sees=st.just("odd")),
        st.builds(worksheets.OptionNamed, by=anybody, conflict=entry, text=text),
        st.builds(worksheets.OptionDropped, by=anybody, option=entry),
        st.builds(worksheets.CriterionProposed, by=anybody, conflict=entry, text=text),
        st.builds(worksheets.CriterionAnswered, by=anybody, criterion=entry, agrees=st.booleans(), reason=text),
        st.builds(worksheets.OptionWeighed, by=anybody, option=entry, marks=marks),
        st.builds(settlements.SettlementDrafted, by=anybody, conflict=entry, terms=terms, replaces=st.none() | entry),
        st.builds(settlements.SettlementSigned, by=anybody, settlement=entry, digest=sealed),
        st.builds(settlements.SettlementRefused, by=anybody, settlement=entry, reason=text),
        st.builds(settlements.SignatureWithdrawn, by=anybody, settlement=entry, reason=text),
        st.builds(settlements.SettlementDropped, by=anybody, settlement=entry, reason=text),
        st.builds(settlements.LookedAt, by=anybody, conflict=entry, held=st.booleans(), text=text),
    )  # fmt: skip

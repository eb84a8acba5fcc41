"""A whole alliance told as a file that people can read: who stands in it, which texts, and what was done day by day.

A story is TOML. Its acts go through the same rules as everybody's, so that it can hold nothing a real alliance could
not; a step may carry the code of the refusal it must meet. `tests/stories` and `examples/demo` are stories.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, Protocol

import msgspec

from paripassu.alliance.acts import ACTS
from paripassu.alliance.agreement.terms import Terms
from paripassu.alliance.alliance import Alliance, Recorded, advance, audience
from paripassu.alliance.changes.notices import Expected, OnGoal
from paripassu.alliance.checkins import preparations
from paripassu.alliance.checkins.meetings import Felt, Shown
from paripassu.alliance.conflicts.matters import Action, Mark
from paripassu.alliance.decisions import ballots
from paripassu.alliance.ending.closings import Payment, PoolClosing
from paripassu.alliance.goals import Aim, importances
from paripassu.alliance.goals.objectives import Measure
from paripassu.alliance.parties import NamedParty, arrangements
from paripassu.alliance.redress.matters import Figure, Gain
from paripassu.alliance.refusals import Refused
from paripassu.alliance.scripts import Person, Step, Story, enclosed_in, read, story_fault
from paripassu.alliance.seals import OpenedEntry
from paripassu.alliance.surveys import telling

Audience = Callable[[Any], tuple[str, ...]]
Envelope = Callable[[int], OpenedEntry]


class Append(Protocol):
    """Puts facts on a record at a time of the story, each for its audience, and gives them as recorded."""

    def __call__(
        self, party: str, facts: Sequence[Any], audience: Audience, at: datetime, key: str
    ) -> list[Recorded]: ...


class Told(NamedTuple):
    """The state at the end, and the entries that have a label."""

    alliance: Alliance
    entries: dict[str, int]


# --- telling ---

_encoded = msgspec.json.Encoder(order="sorted", decimal_format="string").encode


class _Teller:
    """The story so far: the state, the labels given, and who is whom on the record."""

    def __init__(self, story: Story, ids: Mapping[str, str]) -> None:
        self.story = story
        self.alliance = Alliance()
        self.entries: dict[str, int] = {}
        self.people = {person.key: person for person in story.people}
        self.ids = ids
        self.sealed: dict[int, bytes] = {}
        self.envelope: Envelope = self._told
        self.count: telling.Count = telling.nothing_shown

    def entry(self, named: str | int) -> int:
        """The index behind a label, or the index itself."""
        if isinstance(named, int):
            return named
        if named not in self.entries:
            raise LookupError(f"no entry is labelled “{named}” yet")
        return self.entries[named]

    def person(self, key: str) -> str:
        """The opaque id of somebody in the story."""
        if key not in self.ids:
            raise LookupError(f"nobody in the story is “{key}”")
        return self.ids[key]

    def text(self, name: str) -> Terms:
        """A text of the story by its name."""
        if name not in self.story.texts:
            raise LookupError(f"the story has no text “{name}”")
        return self.story.texts[name]

    def matter(self, raw: Mapping[str, Any]) -> arrangements.Arranged:
        """What is arranged, its labels read as entries; a change replaces the terms that stand now."""
        told: dict[str, Any] = {
            name: self.entry(value) if name in ("body", "line", "pause") else value for name, value in raw.items()
        }
        if "confidants" in told:
            told["confidants"] = [{**each, "person": self.person(each["person"])} for each in told["confidants"]]
        matter: arrangements.Arranged = read("matter", told, arrangements.Arranged)
        return arrangements.over_what_stands(self.alliance, matter)

    def _told(self, index: int) -> OpenedEntry:
        """A sealed entry as it was told; there is no salt where nothing keeps one."""
        return OpenedEntry(index, "00" * 32, self.sealed[index].decode())

    def chosen(self, named: str | list[str]) -> list[Any]:
        """The entries named one by one; what is sealed for a proposal, a check-in, a goal; one note; or the lessons."""
        if not isinstance(named, str):
            return [self.entry(name) for name in named]
        if named == "lessons":
            return [self.envelope(each.entry) for each in self.alliance.ending.lessons.values()]
        index = self.entry(named)
        if index in self.alliance.checkins.by_index:
            ready = preparations.ready(self.alliance, self.alliance.checkins.checkin(index))
            return [self.envelope(sealed) for sealed in ready]
        if index in self.alliance.surveys.sides:
            return [self.envelope(each) for each in self.alliance.surveys.sides[index].handed.values()]
        if index in self.alliance.goals.by_index:
            stated = importances.ready(self.alliance, self.alliance.goals.goal(index))
            return [self.envelope(sealed) for sealed in stated]
        if index in self.alliance.valuations.by_index:
            return [self.envelope(each.entry) for each in self.alliance.valuations.valuation(index).handed.values()]
        if index in self.alliance.conflicts.by_index:
            return [self.envelope(sealed) for sealed in self._interests(index)]
        if index in self.alliance.seals.closed:
            return [self.envelope(index)]
        proposal = self.alliance.decisions.proposal(index)
        return [self.envelope(index) for index in ballots.sealed_ballots(proposal)]

    def _interests(self, index: int) -> tuple[int, ...]:
        return tuple(handed.entry for handed in self.alliance.conflicts.by_index[index].handed.values())

    def seal(self, named: str) -> str:
        """The digest of a settlement."""
        index = self.entry(named)
        conflict = self.alliance.conflicts.by_index[self.alliance.conflicts.part_of[index]]
        return next(each.digest for each in conflict.settlements if each.said.index == index)

    @property
    def draft(self) -> tuple[int | None, str]:
        """The entry and the digest of the text on the table."""
        draft = self.alliance.agreement.draft
        return (draft.index, draft.digest) if draft else (None, "")


_ENTRIES = (
    "draft", "replaces", "entry", "corrects", "supersedes", "delivery", "block", "notice", "proposal", "question",
    "objection", "veto", "revises", "arrangement", "body", "line", "handover", "checkin", "change", "item", "minute",
    "request", "share", "extension", "idea", "last", "value", "decision", "statement", "assessment", "incident",
    "pledge", "observation", "settlement", "goal", "report", "outcome", "conflict", "option", "criterion", "instead",
    "closing", "redress", "offer", "survey", "wave",
)  # fmt: skip
"""The fields that name an entry by its label."""

_READ: dict[str, Callable[[_Teller, Any], Any]] = {
    **dict.fromkeys(_ENTRIES, _Teller.entry),
    "enclosed": lambda _teller, raw: tuple(enclosed_in(raw)),
    "portions": lambda _teller, raw: {party: Decimal(percent) for party, percent in raw.items()},
    "contact": _Teller.person,
    "aims": lambda _teller, raw: [Aim(**{**one, "measure": read("measure", one["measure"], Measure)}) for one in raw],
    **dict.fromkeys(("baseline", "target", "measured"), lambda _teller, number: Decimal(number)),
    "goals": lambda teller, raw: [OnGoal(teller.entry(one["goal"]), Decimal(one["expected"])) for one in raw],
    "commitments": lambda teller, named: [teller.entry(name) for name in named],
    "expects": lambda _teller, raw: read("expects", raw, tuple[Expected, ...]),
    "step": lambda teller, named: teller.entries.get(named, named),
    "talk": lambda teller, named: [teller.person(key) for key in named],
    "marks": lambda teller, raw: [Mark(teller.entry(one["criterion"]), one["fit"]) for one in raw],
    "actions": lambda _teller, raw: read("actions", raw, tuple[Action, ...]),
    "items": lambda teller, named: [teller.entry(name) for name in named],
    "payments": lambda _teller, raw: read("payments", raw, tuple[Payment, ...]),
    "pools": lambda _teller, raw: read("pools", raw, tuple[PoolClosing, ...]),
    "minutes": lambda teller, named: [teller.entry(name) for name in named],
    "felt": lambda _teller, raw: read("felt", raw, tuple[Felt, ...]),
    "shown": lambda _teller, raw: read("shown", raw, tuple[Shown, ...]),
    **dict.fromkeys(("person", "invited_by", "colleague"), _Teller.person),
    **dict.fromkeys(("people", "members", "observers"), lambda teller, named: [teller.person(key) for key in named]),
    "matter": _Teller.matter,
    "about": lambda teller, named: [teller.entry(name) for name in named],
    "entries": _Teller.chosen,
    "terms": _Teller.text,
    "lever": lambda teller, named: teller.entries.get(named, named),
    "moves": lambda teller, raw: {teller.entry(lever): Decimal(amount) for lever, amount in raw.items()},
    "figures": lambda _teller, raw: read("figures", raw, tuple[Figure, ...]),
    "gains": lambda _teller, raw: read("gains", raw, tuple[Gain, ...]),
    "valuation": _Teller.entry,
    "worths": lambda _teller, raw: [Decimal(worth) for worth in raw],
    **dict.fromkeys(
        ("quantity", "within", "observed", "most", "price", "start", "alone", "must_move", "cost", "bound"),
        lambda _teller, number: Decimal(number),
    ),
    "party": lambda _teller, party: read("party", party, NamedParty) if isinstance(party, dict) else party,
}
"""How a field of a step becomes what the act takes; other fields are taken as they are."""

_USUAL: dict[str, Callable[[_Teller, Person, Step], Any]] = {
    "party": lambda _teller, person, _step: person.party,
    "role": lambda _teller, person, _step: person.role,
    "of": lambda _teller, person, _step: person.party,
    "name": lambda teller, _person, _step: teller.story.name,
    "parties": lambda teller, _person, _step: teller.story.parties,
    "base": lambda teller, _person, _step: len(teller.alliance.agreement.versions),
    "computed_at": lambda teller, _person, _step: teller.alliance.size,
    "draft": lambda teller, _person, _step: -1 if teller.draft[0] is None else teller.draft[0],
    "replaces": lambda teller, _person, _step: teller.draft[0],
    "digest": lambda teller, _person, _step: teller.draft[1],
    "on": lambda _teller, _person, step: _day(step.at),
    "asked": lambda teller, _person, _step: telling.asked(teller.alliance),
    "questions": lambda _teller, _person, step: telling.questions(step.fields.get("instrument", "")),
    "seal": lambda teller, _person, step: teller.seal(step.fields["settlement"]),
}
"""What a step need not say: who acts, does so for their own party, about the text on the table, on the same day."""


def _day(at: datetime) -> date:
    return at.date()


def replay(
    story: Story,
    append: Append,
    people: Mapping[str, str] | None = None,
    envelope: Envelope | None = None,
    count: telling.Count = telling.nothing_shown,
) -> Told:
    """Tell a story to a record, act by act, each under its rules.

    `people`: the opaque id of each person by key; `p_<key>` unless told. `envelope`: what the record keeps of a sealed
    entry; without one, what was told is opened without a salt. `count`: what is shown of a survey; nothing unless told.
    Refused, with the step, when a step cannot be done, meets a refusal it does not announce, or does not meet the one
    it announces.
    """
    teller = _Teller(story, people or {person.key: f"p_{person.key}" for person in story.people})
    teller.envelope, teller.count = envelope or teller.envelope, count
    before = datetime.min.replace(tzinfo=UTC)
    for number, step in enumerate(story.steps, 1):
        place = f"step {number} ({step.at:%Y-%m-%d %H:%M}, {step.who}: {step.does})"
        if step.at < before:
            raise story_fault(place, "it is told after a step that came later")
        before = step.at
        facts = _facts(teller, step, place)
        if facts:
            _record(teller, step, facts, append, f"story:{number}")
    return Told(teller.alliance, teller.entries)


def _record(teller: _Teller, step: Step, facts: Sequence[Any], append: Append, key: str) -> None:
    party = teller.people[step.who].party
    recorded = append(party, facts, partial(audience, party=party), step.at, key)
    teller.sealed |= {one.index: _encoded(one.fact) for one in recorded if audience(one.fact, party)}
    advance(teller.alliance, recorded)
    if step.label:
        teller.entries[step.label] = recorded[-1].index


def _facts(teller: _Teller, step: Step, place: str) -> Sequence[Any]:
    """What the step puts on the record: nothing when it meets the refusal that it announces."""
    act = ACTS[step.does]
    try:
        made = act(teller.alliance, by=teller.person(step.who), now=step.at, **_fields(teller, step, act))
    except Refused as refusal:
        if refusal.code == step.refused:
            return ()
        raise story_fault(place, f"{refusal} [{refusal.code}]") from refusal
    except (LookupError, ArithmeticError, TypeError) as error:
        raise story_fault(place, str(error)) from error
    if step.refused:
        raise story_fault(place, f"it should have been refused with “{step.refused}”, and was not")
    return made if isinstance(made, Sequence) else [made]


def _fields(teller: _Teller, step: Step, act: Callable[..., Any]) -> dict[str, Any]:
    taken = set(inspect.signature(act).parameters)
    said = telling.counted(teller.alliance, teller.entry, step.fields, teller.count)
    strange = set(said) - taken
    if strange:
        raise LookupError(f"“{step.does}” takes no “{sorted(strange)[0]}”")
    person = teller.people[step.who]
    usual = {name: value(teller, person, step) for name, value in _USUAL.items() if name in taken}
    own = {name: _READ[name](teller, value) if name in _READ else value for name, value in said.items()}
    return usual | own

"""Changes: what moves around the alliance or in a partner, noticed by one, shared with all, and answered together.

A party shares what it noticed; it may note it in private first, sealed, so that the record proves by when it knew. The
others acknowledge, and each says what it touches (`effects`). `reassessing` holds how they answer it, `chain` the
days between.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never, get_args

from paripassu.alliance import files
from paripassu.alliance.changes.notices import Answer, Change, Nature, Noticed, Word
from paripassu.alliance.commitments import taking_part
from paripassu.alliance.days import begun
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.files import Enclosed
from paripassu.alliance.links import known
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TITLE_LIMIT, WHAT_LIMIT = 200, 4_000

# --- facts ---


class ChangeNoted(Noticed, frozen=True, kw_only=True, tag="change_noted.v1"):
    """A party noted a change for its own eyes, sealed. Opened, it is shared; the note proves by when it was known."""


class ChangeShared(Noticed, frozen=True, kw_only=True, tag="change_shared.v1"):
    """A party shared a change that it had noticed."""


class ChangeAcknowledged(ByPerson, frozen=True, kw_only=True, tag="change_acknowledged.v1"):
    """The party has read of a change that another shared; `touches` says how it touches it, if it can say already."""

    change: int
    touches: str = ""


class ChangeWithdrawn(ByPerson, frozen=True, kw_only=True, tag="change_withdrawn.v1"):
    """The party that shared a change said that it is none, before another had built on it."""

    change: int
    reason: str


class AnswerNamed(ByPerson, frozen=True, kw_only=True, tag="change_answer_named.v1"):
    """The party named a text of the agreement, on the table or in force, as the answer to a change."""

    change: int
    draft: int


class AnswerUnnamed(ByPerson, frozen=True, kw_only=True, tag="change_answer_unnamed.v1"):
    """The party that named a text as the answer took that back."""

    change: int
    draft: int


Fact: TypeAlias = ChangeNoted | ChangeShared | ChangeAcknowledged | ChangeWithdrawn | AnswerNamed | AnswerUnnamed

# --- state ---


@dataclass(slots=True)
class Changes:
    """All changes that were shared, by index, and to which of them each effect and outcome belongs."""

    by_index: dict[int, Change] = field(default_factory=dict)
    part_of: dict[int, int] = field(default_factory=dict)

    def change(self, index: int) -> Change:
        """The change at an entry. Refused when there is none that was shared."""
        if index not in self.by_index:
            raise Refused("change_unknown", "Entry {entry} shares no change.", entry=index)
        return self.by_index[index]

    def standing(self, index: int) -> Change:
        """The same, not withdrawn. Refused otherwise."""
        change = self.change(index)
        if change.withdrawn is not None:
            raise Refused("change_withdrawn", "Change {entry} was withdrawn. Share it anew if it is one.", entry=index)
        return change


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state. A private note comes here once it is opened."""
    if isinstance(fact, ChangeNoted | ChangeShared):
        _begin(alliance, recorded, fact)
        return
    change = alliance.changes.change(fact.change)
    match fact:
        case ChangeAcknowledged():
            change.acknowledged[recorded.party] = said(recorded, fact.touches)
        case ChangeWithdrawn():
            change.withdrawn = said(recorded, fact.reason)
        case AnswerNamed():
            change.answers[fact.draft] = Answer(fact.draft, recorded.party, recorded.index, recorded.entered)
        case AnswerUnnamed():
            del change.answers[fact.draft]
        case _:
            assert_never(fact)


def _begin(alliance: "Alliance", recorded: Recorded, fact: ChangeNoted | ChangeShared) -> None:
    index, entered, party, _fact = recorded
    opened = alliance.seals.opened.get(index)
    noted, shared = (entered, opened.entered) if opened else (None, entered)
    alliance.changes.by_index[index] = Change(index, noted, shared, party, fact)
    alliance.files.add(party, fact.enclosed)
    alliance.links.add(index, "changes", fact.about, (*fact.clauses, *fact.assumptions))


def said(recorded: Recorded, text: str = "") -> Word:
    """What the party that entered a fact said with it."""
    return Word(recorded.index, recorded.entered, text)


def triggers(alliance: "Alliance", change: Change) -> tuple[str, ...]:
    """The touched assumptions that have a trigger in any version: they oblige the parties to reassess."""
    texts = [version.terms for version in alliance.agreement.versions]
    armed = {each.id for terms in texts for each in terms.assumptions or () if each.trigger}
    return tuple(each.assumption for each in change.touched() if each.assumption in armed)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    if isinstance(fact, ChangeNoted | ChangeShared):
        sound(alliance, fact, recorded.entered)
        return
    change = alliance.changes.standing(fact.change)
    match fact:
        case ChangeAcknowledged():
            short_enough(fact.touches, "how it touches you", limit=WHAT_LIMIT)
            _may_acknowledge(change, recorded.party)
        case ChangeWithdrawn():
            worded(fact.reason, "why it is no change", limit=WHAT_LIMIT)
            _may_withdraw(alliance, change, recorded.party)
        case AnswerNamed():
            _may_name(alliance, change, fact.draft)
        case AnswerUnnamed():
            answer = change.answers.get(fact.draft)
            if answer is None or answer.party != recorded.party:
                raise Refused("not_your_word", "Only the party that named this text as the answer can take that back.")
        case _:
            assert_never(fact)


def sound(alliance: "Alliance", fact: Noticed, now: datetime) -> None:
    """Refused when what is noted or shared is no whole story, or speaks of days to come."""
    if fact.nature not in get_args(Nature):
        raise Refused("nature_unknown", "Say what moves: the market, law, people, technology, or a party's situation.")
    worded(fact.title, "in a few words what has changed", limit=TITLE_LIMIT)
    worded(fact.what, "what has changed", limit=WHAT_LIMIT)
    short_enough(fact.touches, "how it touches you", limit=WHAT_LIMIT)
    short_enough(fact.evidence, "what shows it", limit=WHAT_LIMIT)
    files.checked(fact.enclosed)
    known(alliance, fact.about, fact.clauses)
    known_assumptions(alliance, fact.assumptions)
    if fact.noticed > now.date() and not begun(fact.noticed, now):
        sentence = "{on} has not come yet. Say when it was noticed; what is still to come goes into the text."
        raise Refused("noticed_in_future", sentence, on=fact.noticed.isoformat())


def known_assumptions(alliance: "Alliance", ids: Iterable[str]) -> None:
    """Refused when one of these is no assumption of any version of the agreement, or is named twice."""
    ids = tuple(ids)
    texts = [version.terms for version in alliance.agreement.versions]
    found = {each.id for terms in texts for each in terms.assumptions or ()}
    for id_ in ids:
        if id_ not in found or ids.count(id_) > 1:
            sentence = "There is no assumption “{id}” in the agreement, or it is named twice."
            raise Refused("assumption_unknown", sentence, id=id_)


def unsettled(change: Change) -> None:
    """Refused when all have agreed what to do about a change."""
    if change.settled:
        sentence = "All have agreed how to answer change {entry}. Propose another outcome, or share what is new."
        raise Refused("change_settled", sentence, entry=change.index)


def _may_acknowledge(change: Change, party: str) -> None:
    if party == change.party:
        raise Refused("own_change", "Your party shared it: the others acknowledge it.")
    if party in change.acknowledged:
        raise Refused("already_acknowledged", "Your party has acknowledged it. Say below what it touches.")


def _may_withdraw(alliance: "Alliance", change: Change, party: str) -> None:
    if change.party != party:
        name = alliance.parties.name(change.party)
        raise Refused("not_your_change", "Only {name}, which shared it, can withdraw it.", name=name)
    built = {*change.effects, *change.views, *(outcome.party for outcome in change.outcomes.values())}
    others = sorted(built - {party} | {answer.party for answer in change.answers.values()} - {party})
    if others:
        raise Refused(
            "built_upon",
            "{names} have said what it touches: it is theirs as well now. Propose to keep everything as it is.",
            names=alliance.parties.names(others),
        )


def _may_name(alliance: "Alliance", change: Change, draft: int) -> None:
    if draft in change.answers:
        raise Refused("named_already", "This text is named as the answer already.")
    state = alliance.agreement
    tabled = [*state.earlier, *([state.draft] if state.draft else [])]
    if draft not in {each.index for each in tabled} | {version.draft for version in state.versions}:
        raise Refused("draft_unknown", "Entry {entry} is no text of the agreement.", entry=draft)
    if draft < change.index:
        raise Refused("draft_older", "This text was tabled before the change was known. It cannot answer it.")


def may_open(alliance: "Alliance", sealed: Recorded, now: datetime) -> None:
    """Refused when a private note is not sound where it is opened. That only its own party opens it is asked before."""
    sound(alliance, sealed.fact, now)


# --- acts ---


def _noticed(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a notice, trimmed."""
    texts = ("title", "what", "touches", "evidence")
    listed = ("assumptions", "enclosed", "about", "clauses")
    return fields | {name: fields[name].strip() for name in texts} | {name: tuple(fields[name]) for name in listed}


def note(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    nature: Nature,
    title: str,
    what: str,
    noticed: date,
    since: date | None = None,
    touches: str = "",
    assumptions: Iterable[str] = (),
    evidence: str = "",
    enclosed: Iterable[Enclosed] = (),
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> ChangeNoted:
    """Note a change for one's own party alone. Opening the note later shares it."""
    fields = {
        "nature": nature, "title": title, "what": what, "noticed": noticed, "since": since, "touches": touches,
        "assumptions": assumptions, "evidence": evidence, "enclosed": enclosed, "about": about, "clauses": clauses,
    }  # fmt: skip
    return ruled(alliance, now, ChangeNoted(by=by, **_noticed(fields)), rule)


def share(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    nature: Nature,
    title: str,
    what: str,
    noticed: date,
    since: date | None = None,
    touches: str = "",
    assumptions: Iterable[str] = (),
    evidence: str = "",
    enclosed: Iterable[Enclosed] = (),
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> ChangeShared:
    """Share a change with all. From now on the others' clock to acknowledge it runs."""
    fields = {
        "nature": nature, "title": title, "what": what, "noticed": noticed, "since": since, "touches": touches,
        "assumptions": assumptions, "evidence": evidence, "enclosed": enclosed, "about": about, "clauses": clauses,
    }  # fmt: skip
    return ruled(alliance, now, ChangeShared(by=by, **_noticed(fields)), rule)


def acknowledge(alliance: "Alliance", *, by: str, now: datetime, change: int, touches: str = "") -> ChangeAcknowledged:
    """Say that one's party has read of a change, and how it touches it."""
    return ruled(alliance, now, ChangeAcknowledged(by=by, change=change, touches=touches.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, change: int, reason: str) -> ChangeWithdrawn:
    """Say that what one's party shared is no change, while nobody else has built on it."""
    return ruled(alliance, now, ChangeWithdrawn(by=by, change=change, reason=reason.strip()), rule)


def name_answer(alliance: "Alliance", *, by: str, now: datetime, change: int, draft: int) -> AnswerNamed:
    """Name a text of the agreement as the answer to a change."""
    return ruled(alliance, now, AnswerNamed(by=by, change=change, draft=draft), rule)


def unname_answer(alliance: "Alliance", *, by: str, now: datetime, change: int, draft: int) -> AnswerUnnamed:
    """Take back that a text is the answer."""
    return ruled(alliance, now, AnswerUnnamed(by=by, change=change, draft=draft), rule)

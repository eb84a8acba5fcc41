"""Waves: the questions of a survey are asked once of everybody, until a day that was known before.

What opens a wave freezes everything: who is asked (whoever sits for a partner at that entry: the seats say it, and the
fact only how many), questions and rules of the survey, the last day, and a public key for each party under which the
host confirms blindly that somebody may answer once. What closes it holds figures, never single answers: everybody reads
the record, so what may not be shown may not be on it. [INSTRUMENTS B10, B11; docs/explanation/speaking-without-fear.md]
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

import msgspec
from msgspec import UNSET, UnsetType

from paripassu.alliance.commitments import taking_part
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import managing, membership
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys import WHAT_LIMIT, Survey, Word, pools, results
from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.keys import key_in
from paripassu.alliance.surveys.results import Cell, CommentsKept, Held, Pool, Turnout

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LEAST_APART = timedelta(days=28)
"""From the opening of one wave of a survey to that of the next."""

Standing: TypeAlias = Literal["open", "to be counted", "shown by side", "shown together", "nothing shown"]
# --- facts ---


class PartyAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party in a wave: how many of its people are asked, and the public key made for it in this wave (base64).

    There is no key where all together are too few: nobody is promised then that they cannot be recognised.
    """

    party: str
    people: int
    key: str


class WaveOpened(ByPerson, frozen=True, kw_only=True, tag="wave_opened.v1"):
    """A survey is asked until a day is over. Nothing about it changes from here on."""

    survey: int
    until: date
    asked: tuple[PartyAsked, ...]


class WaveClosed(ByPerson, frozen=True, kw_only=True, tag="wave_closed.v1"):
    """The time was over and the answers were counted. `used`: the digests of the tokens of all answers, sorted."""

    wave: int
    turnout: tuple[Turnout, ...]
    used: tuple[str, ...]
    cells: tuple[Cell, ...]
    held: tuple[Held, ...]
    pooled: tuple[Pool, ...] | UnsetType = UNSET
    comments: CommentsKept | UnsetType = UNSET


class NoActionStated(ByPerson, frozen=True, kw_only=True, tag="wave_no_action.v1"):
    """The party said that it takes no action on what a wave showed, and why."""

    wave: int
    because: str


Fact: TypeAlias = WaveOpened | WaveClosed | NoActionStated

# Who was promised a count gets one, whatever has become of the alliance meanwhile.
for _state in ("suspended", "alone", "ended"):
    membership.open_to(_state, WaveClosed)

# --- state ---


@dataclass(slots=True)
class Wave:
    """A wave: who was asked (people by party, as they sat when it was opened), and what came of it.

    `counted` is the entry that closed it."""

    index: int
    entered: datetime
    party: str
    fact: WaveOpened
    panel: dict[str, frozenset[str]]
    closed: WaveClosed | None = None
    closed_at: datetime | None = None
    counted: int | None = None
    no_action: dict[str, Word] = field(default_factory=dict)

    @property
    def named(self) -> bool:
        """Whether it takes no anonymous answers, because too few people are asked for that word to be true."""
        return not any(each.key for each in self.fact.asked)

    def cell(self, party: str) -> Cell | None:
        """What is shown of a party, or of all together; None when nothing is."""
        return next((cell for cell in self.closed.cells if cell.party == party), None) if self.closed else None

    def people(self, party: str) -> frozenset[str]:
        """Who was asked of a party, or of all."""
        return self.panel[party] if party else frozenset().union(*self.panel.values())


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    index, entered, party, _ = recorded
    waves = alliance.surveys.waves
    match fact:
        case WaveOpened():
            waves[index] = Wave(index, entered, party, fact, electorate(alliance))
            alliance.links.add(index, "surveys", (fact.survey,))
        case WaveClosed():
            wave = alliance.surveys.wave(fact.wave)
            wave.closed, wave.closed_at, wave.counted = fact, entered, index
        case NoActionStated():
            alliance.surveys.wave(fact.wave).no_action[party] = Word(index, entered, fact.because)
        case _:
            assert_never(fact)


def electorate(alliance: "Alliance") -> dict[str, frozenset[str]]:
    """Everybody who would be asked now: who sits for a partner whose voice counts, by party."""
    found = {party: frozenset(seat.person for seat in alliance.parties.people(party)) for party in voices(alliance)}
    return {party: people for party, people in found.items() if people}


def survey_of(alliance: "Alliance", wave: Wave) -> Survey:
    """The survey whose questions a wave asks."""
    return alliance.surveys.survey(wave.fact.survey)


def questions_of(alliance: "Alliance", wave: Wave) -> tuple[Question, ...]:
    """The questions that a wave asks."""
    return survey_of(alliance, wave).fact.questions


def is_open(wave: Wave, now: datetime) -> bool:
    """Whether answers are taken: until the last day is over everywhere."""
    return wave.closed is None and not over(wave.fact.until, now)


def standing(wave: Wave, now: datetime) -> Standing:
    """Where a wave stands, and once it is counted, what of it is shown."""
    if wave.closed is None:
        return "open" if is_open(wave, now) else "to be counted"
    if not wave.closed.cells:
        return "nothing shown"
    return "shown by side" if any(cell.party for cell in wave.closed.cells) else "shown together"


def open_for(alliance: "Alliance", person: str, now: datetime) -> list[Wave]:
    """The waves in which a person is asked now, oldest first."""
    waves = alliance.surveys.waves.values()
    return [wave for wave in waves if is_open(wave, now) and person in wave.people("")]


def shown_panels(alliance: "Alliance", before: int) -> list[frozenset[str]]:
    """The people behind every figure that was shown of waves opened before an entry."""
    waves = [wave for wave in alliance.surveys.waves.values() if wave.index < before and wave.closed]
    return [wave.people(cell.party) for wave in waves if wave.closed for cell in wave.closed.cells]


def actions(alliance: "Alliance", wave: Wave) -> tuple[int, ...]:
    """The commitments that are about a wave."""
    return tuple(each for each in alliance.links.of(wave.index) if alliance.links.things[each] == "commitments")


def unanswered(alliance: "Alliance", wave: Wave) -> tuple[str, ...]:
    """The parties that have neither promised anything after a wave nor said why not, sorted."""
    commitments = [alliance.commitments.commitment(index) for index in actions(alliance, wave)]
    owners = {each.fact.owner for each in commitments if not each.pending}
    return tuple(p for p in sorted(wave.panel) if p not in owners and p not in wave.no_action)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case WaveOpened():
            managing(alliance, fact.by)
            _may_open(alliance, recorded, fact)
        case WaveClosed():
            _may_close(alliance, recorded, fact)
        case NoActionStated():
            managing(alliance, fact.by)
            _may_state(alliance, recorded.party, fact)
        case _:
            assert_never(fact)


def _may_open(alliance: "Alliance", recorded: Recorded, fact: WaveOpened) -> None:
    survey = alliance.surveys.survey(fact.survey)
    may_ask(alliance, survey, recorded.entered)
    if fact.until != last_day(survey, recorded.entered):
        raise Refused("wave_until", "A wave of this survey is open for {days} days, as agreed.", days=survey.fact.days)
    people = {party: len(panel) for party, panel in electorate(alliance).items()}
    if [(each.party, each.people) for each in fact.asked] != sorted(people.items()):
        raise Refused(
            "electorate_moved", "The people who sit here have changed. Load the page and open the wave again."
        )
    small = too_small(alliance, survey)
    keys = [key_in(each.key) for each in fact.asked if not small or each.key]
    if (keys and small) or len(set(keys)) != len(keys):
        raise Refused("key_unfit", "Each party has a key of its own in each wave.")


def may_ask(alliance: "Alliance", survey: Survey, now: datetime) -> None:
    """Refused when no wave of a survey can be opened now."""
    if not survey.in_force:
        raise Refused("survey_not_in_force", "This survey is not in force: all have to agree to it first.")
    waves = [wave for wave in alliance.surveys.waves.values() if wave.fact.survey == survey.index]
    if any(wave.closed is None for wave in waves):
        raise Refused("wave_open", "A wave of this survey is still open, or waits to be counted.")
    if waves and now < waves[-1].entered + LEAST_APART:
        day = (waves[-1].entered + LEAST_APART).date().isoformat()
        raise Refused("wave_too_soon", "The next wave of this survey can be opened from {day} on.", day=day)


def too_small(alliance: "Alliance", survey: Survey) -> bool:
    """Whether so few would be asked that a wave opened now takes no anonymous answers, and therefore has no keys."""
    return sum(map(len, electorate(alliance).values())) < survey.fewest


def last_day(survey: Survey, now: datetime) -> date:
    """The last day of a wave that is opened now."""
    return (now + timedelta(days=survey.fact.days)).date()


def _may_close(alliance: "Alliance", recorded: Recorded, fact: WaveClosed) -> None:
    wave = alliance.surveys.wave(fact.wave)
    if wave.closed:
        raise Refused("wave_closed", "This wave was counted already.")
    if not over(wave.fact.until, recorded.entered):
        sentence = "Answers are taken until {day} is over everywhere. Nobody sees anything before."
        raise Refused("wave_running", sentence, day=wave.fact.until.isoformat())
    survey = survey_of(alliance, wave)
    results.check(
        fact, [(each.party, each.people) for each in wave.fact.asked], survey.fact.questions, survey.fact.least
    )
    pools.check(alliance, wave, fact)
    _comments(survey, fact)


def _comments(survey: Survey, fact: WaveClosed) -> None:
    """Refused when comments are said to be shown that were not asked for, are too few, or stand beside no figure."""
    if fact.comments is UNSET:
        return
    kept = fact.comments
    apart = not any(cell.party == "" for cell in fact.cells)
    if apart or not survey.comments or not survey.comments <= kept.count <= len(fact.used):
        raise Refused("comments_unsound", "Comments are shown where enough were written, beside what all answered.")
    if not results.DIGEST.fullmatch(kept.digest):
        raise Refused("comments_unsound", "Comments are held by one digest over all of them.")


def _may_state(alliance: "Alliance", party: str, fact: NoActionStated) -> None:
    worded(fact.because, "why you take no action", limit=WHAT_LIMIT)
    wave = alliance.surveys.wave(fact.wave)
    if not wave.closed:
        raise Refused("wave_running", "There is no result yet to act upon.")
    if party not in wave.panel:
        raise Refused("not_asked", "Your party was not asked in this wave.")


# --- acts ---


def open_wave(alliance: "Alliance", *, by: str, now: datetime, survey: int, asked: Iterable[PartyAsked]) -> WaveOpened:
    """Ask the questions of a survey. The keeper brings the keys."""
    until = last_day(alliance.surveys.survey(survey), now)
    parties = tuple(sorted(asked, key=lambda each: each.party))
    return ruled(alliance, now, WaveOpened(by=by, survey=survey, until=until, asked=parties), rule)


def close_wave(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    wave: int,
    turnout: Iterable[Turnout],
    used: Iterable[str],
    cells: Iterable[Cell],
    held: Iterable[Held],
    pooled: Iterable[Pool] = (),
    comments: CommentsKept | UnsetType = UNSET,
) -> WaveClosed:
    """Put the result of a wave on the record, once its time is over. The keeper brings what was counted."""
    fact = WaveClosed(
        by=by, wave=wave, turnout=tuple(turnout), used=tuple(used), cells=tuple(cells), held=tuple(held),
        pooled=tuple(pooled) or UNSET, comments=comments,
    )  # fmt: skip
    return ruled(alliance, now, fact, rule)


def state_no_action(alliance: "Alliance", *, by: str, now: datetime, wave: int, because: str) -> NoActionStated:
    """Say that one's own party takes no action on a result, and why."""
    return ruled(alliance, now, NoActionStated(by=by, wave=wave, because=because.strip()), rule)

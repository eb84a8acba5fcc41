"""Small sides: what a wave offers where anonymity would be a word, each by its right name.

An organisation can answer as an organisation, with its name under it: sealed until the last day is over, so that nobody
knows the others' first, and then open to all. And a neutral who was written to (`keeper.surveys.holding`) tells in its
own words what the themes were. Both stand on the record and say who speaks. [INSTRUMENTS B10 5]
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.commitments import taking_part
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import managing, membership
from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys import WHAT_LIMIT
from paripassu.alliance.surveys.waves import Wave, is_open, questions_of

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

MOST_THEMES = 12
THEME_LIMIT = 600

# --- facts ---


class SideStated(ByPerson, frozen=True, kw_only=True, tag="side_stated.v1"):
    """The party answered a wave as an organisation, sealed: one answer to each question in their order, none where it
    does not apply, and what it says beside them."""

    wave: int
    answers: tuple[int | None, ...]
    text: str = ""


class SideHandedIn(ByPerson, frozen=True, kw_only=True, tag="side_handed_in.v1"):
    """It was said before all that the sealed entry `stated`, the one before this, holds the answer of a party."""

    wave: int
    stated: int


class ThemesTold(ByPerson, frozen=True, kw_only=True, tag="themes_told.v1"):
    """A neutral told, in its own words, the themes of what people wrote to it in a wave. Nobody else has read that."""

    wave: int
    themes: tuple[str, ...]


Fact: TypeAlias = SideStated | SideHandedIn | ThemesTold

membership.open_to("suspended", ThemesTold)

# --- state ---


@dataclass(frozen=True, slots=True)
class Stated:
    """What an organisation answered, open to all since it was unsealed."""

    index: int
    entered: datetime
    answers: tuple[int | None, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Themes:
    """What a neutral told."""

    index: int
    entered: datetime
    party: str
    themes: tuple[str, ...]


@dataclass(slots=True)
class Sides:
    """What the sides of one wave have handed in (their sealed entries), what of it is open, and what neutrals told."""

    handed: dict[str, int] = field(default_factory=dict)
    stated: dict[str, Stated] = field(default_factory=dict)
    themes: list[Themes] = field(default_factory=list)


def of_wave(alliance: "Alliance", wave: int) -> Sides:
    """What was said openly in a wave."""
    return alliance.surveys.sides.get(wave) or Sides()


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state: that something was handed in, and what it says once it is opened."""
    sides = alliance.surveys.sides.setdefault(fact.wave, Sides())
    match fact:
        case SideStated():
            sides.stated[recorded.party] = Stated(recorded.index, recorded.entered, fact.answers, fact.text)
        case SideHandedIn():
            sides.handed[recorded.party] = fact.stated
        case ThemesTold():
            sides.themes.append(Themes(recorded.index, recorded.entered, recorded.party, fact.themes))
        case _:
            assert_never(fact)


def ready(alliance: "Alliance", wave: Wave, now: datetime) -> tuple[int, ...]:
    """The sealed answers of organisations that can be opened: once the last day is over everywhere."""
    if not over(wave.fact.until, now):
        return ()
    handed = of_wave(alliance, wave.index).handed.values()
    return tuple(sorted(entry for entry in handed if entry in alliance.seals.closed))


def neutrals(alliance: "Alliance") -> tuple[str, ...]:
    """The people who can be written to and belong to none of the partners: confidants of neutrals, by person."""
    from paripassu.alliance.concerns import confidants  # two practices that know of each other

    named = alliance.parties
    found = confidants(alliance)
    return tuple(each.person for each in found if named.by_id[named.seat(each.person).party].kind == "neutral")


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    wave = alliance.surveys.wave(fact.wave)
    if isinstance(fact, ThemesTold):
        _may_tell(alliance, recorded.entered, wave, fact)
        return
    taking_part(alliance, fact.by)
    managing(alliance, fact.by)
    _may_hand_in(recorded.party, wave, recorded.entered)
    if isinstance(fact, SideStated):
        _sound(alliance, wave, fact)
        return
    sealed = alliance.seals.closed.get(fact.stated)
    if sealed is None or sealed.party != recorded.party or fact.stated != recorded.index - 1:
        raise Refused("nothing_sealed", "Entry {entry} holds nothing that your party stated.", entry=fact.stated)


def _may_hand_in(party: str, wave: Wave, now: datetime) -> None:
    if party not in wave.panel:
        raise Refused("not_asked", "Your party was not asked in this wave.")
    if not is_open(wave, now):
        raise Refused("wave_over", "This wave is not open: answers are taken only until its last day is over.")


def _sound(alliance: "Alliance", wave: Wave, fact: SideStated) -> None:
    questions = questions_of(alliance, wave)
    short_enough(fact.text, "what you say beside it", limit=WHAT_LIMIT)
    fits = len(fact.answers) == len(questions) and all(
        said is None or said in question.points for said, question in zip(fact.answers, questions, strict=True)
    )
    if not fits:
        raise Refused("answer_unfit", "Each question has one answer on its scale, or does not apply.")
    if not fact.text and all(said is None for said in fact.answers):
        raise Refused("nothing_said", "Answer a question, or say something beside them.")


def _may_tell(alliance: "Alliance", now: datetime, wave: Wave, fact: ThemesTold) -> None:
    if alliance.parties.by_id[alliance.parties.seat(fact.by).party].kind != "neutral":
        raise Refused("not_neutral", "Only a neutral tells what it was written: nobody else has read it.")
    if not over(wave.fact.until, now):
        sentence = "Themes are told once {day} is over everywhere, like everything of this wave."
        raise Refused("wave_running", sentence, day=wave.fact.until.isoformat())
    if not 0 < len(fact.themes) <= MOST_THEMES:
        raise Refused("themes_count", "Tell 1 to {most} themes, each in words of your own.", most=MOST_THEMES)
    for theme in fact.themes:
        worded(theme, "a theme", limit=THEME_LIMIT)


def may_open(alliance: "Alliance", sealed: Recorded, now: datetime) -> None:
    """Refused before the last day is over, and for what its party did not hand in last."""
    fact: SideStated = sealed.fact
    wave = alliance.surveys.wave(fact.wave)
    if of_wave(alliance, wave.index).handed.get(sealed.party) != sealed.index:
        raise Refused("not_handed_in", "Entry {entry} is not what its party handed in last.", entry=sealed.index)
    if sealed.index not in ready(alliance, wave, now):
        raise Refused("not_time", "It is opened once the last day of the wave is over everywhere.")
    _sound(alliance, wave, fact)


# --- acts ---


def state(
    alliance: "Alliance", *, by: str, now: datetime, wave: int, answers: Iterable[int | None], text: str = ""
) -> list[Fact]:
    """Answer a wave as one's organisation, sealed until its last day is over. What was handed in before counts no
    more."""
    stated = SideStated(by=by, wave=wave, answers=tuple(answers), text=text.strip())
    handed_in = SideHandedIn(by=by, wave=wave, stated=alliance.size)
    return [ruled(alliance, now, stated, rule), handed_in]


def tell(alliance: "Alliance", *, by: str, now: datetime, wave: int, themes: Iterable[str]) -> ThemesTold:
    """Tell, as the neutral, the themes of what people wrote."""
    told = tuple(theme.strip() for theme in themes if theme.strip())
    return ruled(alliance, now, ThemesTold(by=by, wave=wave, themes=told), rule)

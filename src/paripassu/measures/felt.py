"""What is felt, by side: trust, fairness, norms and safety to speak, from what the waves of surveys have shown.

The mean of a scale is that of its questions, turned so that more is better; it rests on what the record shows and on
nothing else. Its interval holds what many such people would say nine times in ten. Facets are never added up, and a
side of which nothing is shown has no figure. [INSTRUMENTS B1–B3, B6, B9; METHODS §4]
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.results import Band, Cell, Figure
from paripassu.alliance.surveys.scales import WHOLE, Found, Scale, scales
from paripassu.alliance.surveys.waves import Wave, questions_of, survey_of
from paripassu.measures.asked import reading
from paripassu.measures.counted import most_hidden, turned
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LEVEL = 0.9
"""The interval holds what many would say nine times in ten."""

LOWEST, HIGHEST = 1, 7

MEASURES: Mapping[str, str] = {
    **dict.fromkeys(("reliability", "truth", "ability", "goodwill", "openness", "trust"), "felt_trust"),
    "counterparts": "felt_trust_people",
    **dict.fromkeys(("distributive", "procedural", "interactional", "fairness"), "felt_fairness"),
    **dict.fromkeys(("flexibility", "information_exchange", "solidarity"), "felt_norms"),
    "safety": "felt_safety",
}
"""Which measure a facet belongs to. A facet that is not here has no measure of its own."""

WHOLES: Mapping[str, str] = {"safety": "felt_safety"}
"""The measure of an instrument whose questions have no facets."""

NOT_ASKED = "No survey that asks about it has been counted yet."
SILENCE = "Nobody of {asked} answered: silence is shown as silence."
FEW = "Too few answers: from them, or from what is left beside them, somebody could be recognised."
PANEL = "Not shown beside an earlier figure: the two together would show what a few said."
THIRDS = "Of a question only the third of its scale is shown, so the figure lies between {low:.1f} and {high:.1f}."
PART = "Not every question of it is shown: too few answered it."
CLOSE = "The answers lie close together: the interval allows for as much difference as may be held back."
UNTOLD = "How much the answers differ is not shown for so few: the interval allows for as much as answers at random do."


@dataclass(frozen=True, slots=True)
class Score:
    """What a wave shows of one side (empty: all together) on a scale. `mean` is None where it cannot be reckoned.

    `low` and `high` are its interval; without a mean, the ends between which it must lie, where the record has such.
    `spread` is how far people lie apart, or what that is taken to be; `people` is how many the mean rests on.
    """

    party: str
    scale: Scale
    wave: Wave
    mean: float | None
    low: float | None
    high: float | None
    people: int
    spread: float
    why: str

    @property
    def about(self) -> str:
        """The name under which readings speak of it."""
        return f"{self.party or 'alliance'}/{self.scale.id}"

    @property
    def facts(self) -> tuple[int, ...]:
        """The entries it rests on: the survey, the wave and its count."""
        return entries(self.wave)

    @property
    def error(self) -> float:
        """The standard error of the mean."""
        return self.spread / sqrt(self.people) if self.people else 0.0


class Asked(NamedTuple):
    """A scale of a measure, as the last wave asked it, and that of the wave before with the same questions."""

    measure: str
    scale: Scale
    wave: Wave
    before: Wave | None


def entries(wave: Wave) -> tuple[int, ...]:
    """The survey, the wave, and its count."""
    return (wave.fact.survey, wave.index, *(() if wave.counted is None else (wave.counted,)))


def counted(alliance: "Alliance", now: datetime) -> list[Wave]:
    """The waves with anonymous answers that were counted by a moment, in the order in which they were."""
    waves = [wave for wave in alliance.surveys.waves.values() if wave.closed_at is not None and wave.closed_at <= now]
    return sorted((wave for wave in waves if not wave.named), key=lambda wave: wave.counted or 0)


def measure_of(instrument: str, scale: Scale) -> str:
    """The measure that a scale belongs to; empty for none. Those of other scales than 1 to 7 have none."""
    if (scale.points[0], scale.points[-1]) != (LOWEST, HIGHEST):
        return ""
    return WHOLES.get(instrument, "") if scale.facet == WHOLE else MEASURES.get(scale.facet, "")


def asked(alliance: "Alliance", now: datetime) -> list[Asked]:
    """Every scale that has a measure, as the last counted wave asked it, by measure and name."""
    found: dict[tuple[str, str], list[tuple[Scale, Wave]]] = {}
    for wave in counted(alliance, now):
        instrument = survey_of(alliance, wave).fact.instrument
        for scale in scales(questions_of(alliance, wave)):
            if measure := measure_of(instrument, scale):
                found.setdefault((measure, scale.id), []).append((scale, wave))
    return [_last(measure, held) for (measure, _id), held in sorted(found.items(), key=lambda each: each[0])]


def _last(measure: str, held: Sequence[tuple[Scale, Wave]]) -> Asked:
    scale, wave = held[-1]
    earlier = [each for own, each in held[:-1] if own.questions == scale.questions]
    return Asked(measure, scale, wave, earlier[-1] if earlier else None)


# --- one side on one scale ---


def sides(wave: Wave) -> tuple[str, ...]:
    """The parties that were asked; and all together (empty) where no party alone is shown."""
    alone = not any(wave.cell(party) for party in wave.panel)
    return (*sorted(wave.panel), *([""] if alone and wave.cell("") else []))


def score(wave: Wave, party: str, scale: Scale) -> Score:
    """What a wave shows of a side on a scale."""
    cell = wave.cell(party)
    if cell is None:
        return _none(wave, party, scale, _held(wave, party))
    figures = {figure.question: figure for figure in cell.figures}
    shown = [(question, figures.get(question.id)) for question in scale.questions]
    means = [turned(question, float(one.mean)) for question, one in shown if one and one.mean is not None]
    if len(means) < len(shown):
        return _between(wave, party, scale, [(question, one) for question, one in shown if one])
    mean = fmean(means)
    people, spread, why = _spread(cell, scale, mean, _answered(wave, party))
    reach = _student(people) * spread / sqrt(people)
    ends = max(float(scale.points[0]), mean - reach), min(float(scale.points[-1]), mean + reach)
    return Score(party, scale, wave, mean, *ends, people, spread, why)


def _none(wave: Wave, party: str, scale: Scale, why: str) -> Score:
    return Score(party, scale, wave, None, None, None, 0, 0.0, why)


def _held(wave: Wave, party: str) -> str:
    """Why nothing is shown of a side."""
    answered = _answered(wave, party)
    if not answered:
        return SILENCE.format(asked=len(wave.people(party)))
    held = next((each.why for each in wave.closed.held if each.party == party), "few") if wave.closed else "few"
    return PANEL if held == "panel" else FEW


def _answered(wave: Wave, party: str) -> int:
    turnout = wave.closed.turnout if wave.closed else ()
    return sum(each.answered for each in turnout if party in ("", each.party))


def _between(wave: Wave, party: str, scale: Scale, shown: Sequence[tuple[Question, Figure]]) -> Score:
    """The ends between which the mean must lie, where of each question at least the third of its scale is shown."""
    if len(shown) < len(scale.questions):
        return _none(wave, party, scale, PART)
    ends = [_third(question, one) for question, one in shown]
    low, high = fmean(end[0] for end in ends), fmean(end[1] for end in ends)
    return Score(party, scale, wave, None, low, high, _answered(wave, party), 0.0, THIRDS.format(low=low, high=high))


_THIRDS: Mapping[Band, int] = {"low": 0, "middle": 1, "high": 2}


def _third(question: Question, one: Figure) -> tuple[float, float]:
    if one.mean is not None:
        return turned(question, float(one.mean)), turned(question, float(one.mean))
    third = (question.points[-1] - question.points[0]) / 3
    low = question.points[0] + third * _THIRDS[one.band]
    first, second = turned(question, low), turned(question, low + third)
    return min(first, second), max(first, second)


def _spread(cell: Cell, scale: Scale, mean: float, answered: int) -> tuple[int, float, str]:
    """How many the mean rests on, how far they lie apart or may lie apart, and what has to be said about that."""
    found: Found | None = cell.found(scale.id)
    if found is None:
        return answered, at_random(scale.points), UNTOLD
    if found.spread is None:
        return found.people, most_hidden(found.people, mean, len(scale.questions), scale.points), CLOSE
    return found.people, float(found.spread), ""


def at_random(points: Sequence[int]) -> float:
    """The standard deviation of answers at random.

    >>> at_random((1, 2, 3, 4, 5, 6, 7))
    2.0
    """
    return (points[1] - points[0]) * sqrt((len(points) ** 2 - 1) / 12)


@lru_cache(maxsize=256)
def _student(people: int) -> float:
    from scipy.stats import t  # type: ignore[import-untyped]  # costs more than all the rest

    return float(t.ppf((1 + LEVEL) / 2, people - 1))


# --- readings ---


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """What is felt, by measure, side and facet; the gaps between sides, the changes, and how many answered."""
    found = asked(alliance, now)
    held = [each for each in found if not each.scale.important]
    said = [*_scores(held, own=False), *_scores(held, own=True), *_blind(held), *_shortfalls(found)]
    return [*said, *_gaps(held), *_changes(held), *responses(alliance, now)]


def scores(alliance: "Alliance", now: datetime, measure: str) -> list[Reading]:
    """What each side feels of the others and of the alliance, in one measure, by facet."""
    held = [each for each in asked(alliance, now) if each.measure == measure and not each.scale.important]
    return list(_scores(held, own=False))


def _scores(held: Sequence[Asked], *, own: bool) -> Iterator[Reading]:
    for each in held:
        if each.scale.own == own:
            measure = "self_view" if own else each.measure
            for party in sides(each.wave):
                one = score(each.wave, party, each.scale)
                yield reading(measure, one.about, one.mean, one.facts, low=one.low, high=one.high, why=one.why)


def _blind(held: Sequence[Asked]) -> Iterator[Reading]:
    """Of two parties: the view of oneself less the other's view."""
    others = {each.scale.facet: each for each in held if not each.scale.own}
    for each in held:
        other = others.get(each.scale.facet)
        if each.scale.own and other and other.wave is each.wave and len(each.wave.panel) == 2:
            for party in sorted(each.wave.panel):
                [judge] = set(each.wave.panel) - {party}
                own, seen = score(each.wave, party, each.scale), score(each.wave, judge, other.scale)
                yield _less("blind_spot", f"{party}/{each.scale.facet}", own, seen)


def _shortfalls(found: Sequence[Asked]) -> Iterator[Reading]:
    """How much more important a kind of behaviour is found than it is seen."""
    seen = {each.scale.id: each for each in found}
    for each in found:
        other = seen.get(each.scale.facet)
        if each.scale.important and other and other.wave is each.wave:
            for party in sides(each.wave):
                wanted, there = (score(each.wave, party, one.scale) for one in (each, other))
                yield _less("norm_shortfall", f"{party or 'alliance'}/{each.scale.facet}", wanted, there)


def _less(measure: str, about: str, one: Score, other: Score) -> Reading:
    """One mean less another, of which neither is taken to follow the other."""
    facts = (*one.facts, *other.facts)
    if one.mean is not None and other.mean is not None:
        apart, reach = one.mean - other.mean, _reach(one, other)
        return reading(measure, about, apart, facts, low=apart - reach, high=apart + reach, why=one.why or other.why)
    if None in (one.low, one.high, other.low, other.high):
        return reading(measure, about, None, facts, why=one.why if one.low is None else other.why)
    (first, last), (least, most) = _ends(one), _ends(other)
    return reading(measure, about, None, facts, why=THIRDS.format(low=first - most, high=last - least))


def _ends(one: Score) -> tuple[float, float]:
    """The ends between which a mean must lie: itself, where it is shown."""
    return (one.mean, one.mean) if one.mean is not None else (one.low or 0.0, one.high or 0.0)


def _reach(one: Score, other: Score, factor: float | None = None) -> float:
    """How far the difference of two means can be from that of many."""
    wide = factor or _student(min(one.people, other.people))
    return wide * sqrt(one.error**2 + other.error**2)


CHANCE = "One as large comes by chance in at most {part} of 100, if it does not matter whose people they are."
NO_CHANCE = "Whether this is chance is not shown: too few answered, or their answers are too much alike."


def _gaps(held: Sequence[Asked]) -> Iterator[Reading]:
    for each in held:
        parties = sorted(each.wave.panel)
        pairs = [(one, other) for place, one in enumerate(parties) for other in parties[place + 1 :]]
        for one, other in pairs if not each.scale.own else ():
            first, second = score(each.wave, one, each.scale), score(each.wave, other, each.scale)
            yield _gap(f"{one}-{other}/{each.scale.id}", first, second)


def _gap(about: str, one: Score, other: Score) -> Reading:
    if one.mean is None or other.mean is None:
        return reading("felt_apart", about, None, one.facts, why=one.why if one.mean is None else other.why)
    apart, reach = abs(one.mean - other.mean), _reach(one, other)
    chance = chance_of(one, other)
    why = NO_CHANCE if chance is None else CHANCE.format(part=f"{chance * 100:g}")
    ends = max(0.0, apart - reach), min(float(HIGHEST - LOWEST), apart + reach)
    return reading("felt_apart", about, apart, one.facts, low=ends[0], high=ends[1], why=why)


def chance_of(one: Score, other: Score) -> float | None:
    """At most what chance there is of a difference as large, as the host found it when it counted; None if untold."""
    cell = one.wave.cell(one.party)
    found = cell.found(one.scale.id) if cell else None
    chance = found.apart.get(other.party) if found else None
    return None if chance is None else float(chance)


NO_CLEAR_CHANGE = "No clear change."
BOTH_TIMES = "{both} of {asked} were asked both times."


def _changes(held: Sequence[Asked]) -> Iterator[Reading]:
    for each in held:
        for party in sides(each.wave) if each.before else ():
            if each.before and party in ("", *each.before.panel):
                now, then = score(each.wave, party, each.scale), score(each.before, party, each.scale)
                yield _change(now, then)


def _change(now: Score, then: Score) -> Reading:
    """The change since the wave before. Both were let through by the rule for panels, or there is none."""
    facts = (*now.facts, *then.facts)
    if now.mean is None or then.mean is None:
        return reading("felt_change", now.about, None, facts, why=now.why if now.mean is None else then.why)
    apart, reach = now.mean - then.mean, _reach(now, then, 1.96)
    panel, earlier = now.wave.people(now.party), then.wave.people(then.party)
    words = [] if abs(apart) > reach else [NO_CLEAR_CHANGE]
    words += [BOTH_TIMES.format(both=len(panel & earlier), asked=len(panel))] if panel != earlier else []
    return reading("felt_change", now.about, apart, facts, low=apart - reach, high=apart + reach, why=" ".join(words))


OF_ASKED = "{answered} of {asked} answered."


def responses(alliance: "Alliance", now: datetime) -> list[Reading]:
    """How many of those asked answered the last wave of each survey, by party."""
    last = {wave.fact.survey: wave for wave in counted(alliance, now)}
    return [
        reading("response", f"{each.party}/{wave.index}", each.answered / each.asked, entries(wave),
                why=(OF_ASKED if each.answered else SILENCE).format(answered=each.answered, asked=each.asked))
        for wave in sorted(last.values(), key=lambda wave: wave.index)
        for each in (wave.closed.turnout if wave.closed else ())
        if each.asked
    ]  # fmt: skip

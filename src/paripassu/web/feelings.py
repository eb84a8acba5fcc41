"""What is felt in the reader's words: by topic and facet, the lower side and the gap first, and beside what is shown.

The figures are those of the measures room, as they are. Here is only said in which order and in which words.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.surveys.instruments import Question
from paripassu.alliance.surveys.scales import scales
from paripassu.alliance.surveys.waves import Wave
from paripassu.keeper.access import Sitting
from paripassu.measures.beside import Beside, beside
from paripassu.measures.felt import CHANCE, NO_CLEAR_CHANGE, Asked, Score, asked, chance_of, score, sides
from paripassu.measures.questions import readings
from paripassu.measures.reading import Figure, Reading
from paripassu.web import linked, pictures
from paripassu.web.environment import number, percent
from paripassu.web.measured import SCALES, Bar
from paripassu.web.navigation import address

TOPICS: Mapping[str, tuple[Promise, Promise]] = {
    "felt_trust": (gettext_lazy("Trust in the others, as felt"), gettext_lazy("Of organisations, facet by facet.")),
    "felt_trust_people": (
        gettext_lazy("Trust in people, as felt"),
        gettext_lazy(
            "In those of the others with whom one works. No single one is meant, and it is never added up with trust "
            "in organisations."
        ),
    ),
    "felt_fairness": (
        gettext_lazy("Fairness, as felt"),
        gettext_lazy("What one gets, how it is decided, how one is treated."),
    ),
    "felt_norms": (gettext_lazy("Norm climate"), gettext_lazy("How often one sees the habits of partners.")),
    "felt_safety": (gettext_lazy("Safety to speak, as felt"), gettext_lazy("Whether one can say what is difficult.")),
}  # fmt: skip
"""Every topic: its title, and what it is about."""


class Line(NamedTuple):
    """One side in one facet. `party` is empty for all together; `change` is empty without an earlier wave."""

    party: str
    facet: str
    value: str
    interval: str
    bar: Bar
    why: str
    url: str
    change: str


class Gap(NamedTuple):
    """How far two sides lie apart in a facet, and what chance there is of it."""

    facet: str
    parties: tuple[str, ...]
    value: str
    why: str
    url: str


class Topic(NamedTuple):
    """What is felt about one thing: its gaps, the widest first, and its lines, the lower side first in each facet."""

    title: Promise
    about: Promise
    gaps: tuple[Gap, ...]
    lines: tuple[Line, ...]
    waves: tuple[linked.Linked, ...]


Known = Mapping[tuple[str, str], Reading]


def known(sitting: Sitting, now: datetime) -> Known:
    """Everything felt, by measure and what it is about."""
    return {(each.measure, each.about): each for each in readings(sitting.alliance, now, "felt")}


def topics(sitting: Sitting, found: Known, now: datetime, wanted: Iterable[str] = TOPICS) -> list[Topic]:
    """These topics, as far as somebody was asked about them."""
    held = [each for each in asked(sitting.alliance, now) if not each.scale.own and not each.scale.important]
    groups = {name: [each for each in held if each.measure == name] for name in wanted}
    return [_topic(sitting, found, name, own) for name, own in groups.items() if own]


def _topic(sitting: Sitting, found: Known, name: str, held: Sequence[Asked]) -> Topic:
    facets = [(each, _lines(sitting, found, each)) for each in held]
    gaps = [gap for each in held for gap in _gaps(sitting, found, each)]
    waves = sorted({each.wave.index for each in held})
    return Topic(
        *TOPICS[name],
        tuple(sorted(gaps, key=lambda gap: (not gap.value, -float(found["felt_apart", gap.facet].value or 0)))),
        tuple(line for _each, lines in facets for line in lines),
        tuple(linked.things(sitting, waves)),
    )


def _lines(sitting: Sitting, found: Known, each: Asked) -> list[Line]:
    """The sides of a facet, the lower one first; those without a figure last."""
    own = [(party, found[each.measure, f"{party or 'alliance'}/{each.scale.id}"]) for party in sides(each.wave)]
    own.sort(key=lambda one: (one[1].value is None, float(one[1].value or 0), one[0]))
    return [_line(sitting, found, each, party, reading) for party, reading in own]


def _line(sitting: Sitting, found: Known, each: Asked, party: str, reading: Reading) -> Line:
    change = found.get(("felt_change", reading.about))
    return Line(
        party,
        facet(each.scale.id),
        shown(reading.value),
        between(reading.low, reading.high) if reading.value is not None else "",
        bar(reading),
        _(reading.why) if reading.why else "",
        address("figure", sitting.slug, reading.measure, reading.about),
        changed(change) if change else "",
    )


def _gaps(sitting: Sitting, found: Known, each: Asked) -> list[Gap]:
    own = [one for (name, about), one in found.items() if name == "felt_apart" and about.endswith(f"/{each.scale.id}")]
    return [
        Gap(one.about, tuple(one.about.split("/")[0].split("-")), shown(one.value), _(one.why),
            address("figure", sitting.slug, one.measure, one.about))
        for one in own
    ]  # fmt: skip


def facet(scale: str) -> str:
    """A facet in words."""
    return str(SCALES.get(scale, scale.replace("_", " ")))


def shown(value: Figure) -> str:
    """A figure on its scale; empty without one."""
    return "" if value is None else number(round(float(value), 1), 1)


def signed(value: float) -> str:
    """A difference with its sign."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value), 1)}"


def between(low: Figure, high: Figure) -> str:
    """An interval in words."""
    return _("%(low)s to %(high)s") % {"low": shown(low), "high": shown(high)}


def changed(reading: Reading) -> str:
    """A change since the wave before, in words; that there is no clear one; or why it is not shown."""
    if reading.value is None:
        return _("not shown")
    value = signed(round(float(reading.value), 1))
    return f"{value}, {_('no clear change')}" if NO_CLEAR_CHANGE in reading.why else value


def bar(reading: Reading) -> Bar:
    """Value and interval on the scale from 1 to 7."""
    if reading.value is None:
        return Bar(None, None)
    strip = pictures.strip(reading.value, scale=(1, 7), band=(1, 1), low=reading.low, high=reading.high)
    return Bar(strip.dot, strip.range)


# --- one wave ---


class Facet(NamedTuple):
    """A scale of one wave: by side (empty: all together) its mean with interval, and what else must be said."""

    words: str
    sides: tuple[tuple[str, str, str], ...]
    says: tuple[str, ...]


def of_wave(wave: Wave, questions: Sequence[Question]) -> list[Facet]:
    """The scales of several questions in one wave, as far as any side is shown; in the order of their questions."""
    found = [(scale, [score(wave, party, scale) for party in sides(wave)]) for scale in scales(questions)]
    return [
        Facet(facet(scale.id), tuple(_told(one) for one in own), _reasons(own))
        for scale, own in found
        if len(scale.questions) > 1 and any(one.low is not None for one in own)
    ]


def _told(one: Score) -> tuple[str, str, str]:
    return one.party, shown(one.mean), between(one.low, one.high) if one.low is not None else ""


def _reasons(own: Sequence[Score]) -> tuple[str, ...]:
    """What has to be said about some of the figures, once each, and what chance there is of the differences."""
    chances = [chance_of(one, other) for place, one in enumerate(own) for other in own[place + 1 :]]
    told = [_(CHANCE.format(part=f"{chance * 100:g}")) for chance in chances if chance is not None]
    return tuple(dict.fromkeys([*told, *(_(one.why) for one in own if one.why)]))


# --- how many answered ---


class Answered(NamedTuple):
    """How many of a party answered the last wave of a survey. `few`: fewer than half, which is a warning."""

    party: str
    wave: linked.Linked
    share: str
    why: str
    few: bool
    url: str


FEW = 0.5
"""The part of those asked below which a side is warned that its figures speak for few. Ours."""


def answered(sitting: Sitting, found: Known) -> list[Answered]:
    """The sides by wave, the lower rate first."""
    rates = [one for (name, _about), one in found.items() if name == "response"]
    rates.sort(key=lambda one: (float(one.value or 0), one.about))
    return [
        Answered(one.about.split("/")[0], linked.thing(sitting, int(one.about.split("/")[1])), percent(one.value or 0),
                 _(one.why), float(one.value or 0) < FEW, address("figure", sitting.slug, "response", one.about))
        for one in rates
    ]  # fmt: skip


# --- beside what is shown ---


class Compared(NamedTuple):
    """Felt trust of a side in a facet beside what it has seen; the words are empty where there is no figure."""

    judge: str
    facet: str
    felt: str
    felt_url: str
    shown: str
    shown_url: str
    says: str
    url: str
    gap: float


def compared(sitting: Sitting, now: datetime) -> list[Compared]:
    """Every side and facet that is felt and shown, the widest gap first, those without one last."""
    found = [_compared(sitting, each) for each in beside(sitting.alliance, now)]
    return sorted(found, key=lambda each: (-abs(each.gap), each.judge, each.facet))


def _compared(sitting: Sitting, each: Beside) -> Compared:
    slug, one = sitting.slug, each.judged[0] if len(each.judged) == 1 else ""
    tie = address("trust_tie", slug, each.facet, each.judge, one) if one else address("trust", slug)
    return Compared(
        each.judge,
        facet(each.felt.scale.id),
        shown(each.felt.mean),
        address("figure", slug, "felt_trust", each.felt.about),
        percent(each.shown.mean) if each.shown else "",
        tie,
        _says(each),
        address("figure", slug, "felt_beside_shown", each.felt.about),
        each.gap or 0.0,
    )


def _says(each: Beside) -> str:
    if each.gap is None or each.real is None:
        return _(each.why)
    points = {"points": number(round(abs(each.gap) * 100), 0), "real": percent(each.real)}
    if round(abs(each.gap) * 100) == 0:
        first = _("Alike.")
    elif each.gap > 0:
        first = _("More is felt than shown, by %(points)s of 100.") % points
    else:
        first = _("Less is felt than shown, by %(points)s of 100.") % points
    return first + " " + _("They differ by more than a tenth with a probability of %(real)s.") % points


class Seen(NamedTuple):
    """How a party sees itself in a facet, how the other sees it, and how far the one is above the other."""

    party: str
    facet: str
    own: str
    others: str
    spot: str
    interval: str
    url: str


def views(sitting: Sitting, found: Known) -> list[Seen]:
    """The views of oneself beside those of the other, the widest blind spot first."""
    spots = [one for (name, _about), one in found.items() if name == "blind_spot"]
    spots.sort(key=lambda one: (one.value is None, -float(one.value or 0), one.about))
    return [_seen(sitting, found, one) for one in spots]


def _seen(sitting: Sitting, found: Known, spot: Reading) -> Seen:
    party, name = spot.about.split("/")
    own = found["self_view", f"{party}/{name}_own"]
    trusts = {about: one for (measure, about), one in found.items() if measure == "felt_trust"}
    others = [one for about, one in trusts.items() if about.endswith(f"/{name}") and not about.startswith(f"{party}/")]
    return Seen(
        party,
        facet(name),
        shown(own.value),
        shown(others[0].value) if others else "",
        "" if spot.value is None else signed(round(float(spot.value), 1)),
        between(spot.low, spot.high) if spot.value is not None else "",
        address("figure", sitting.slug, "blind_spot", spot.about),
    )

"""The standing of an alliance: where each area stands, its lower side first. There is no total score, on purpose.

Areas are not added up: a good one does not make up for a bad one, and what each weighs is for the parties to say.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from paripassu.measures import adaptation, alignment, areas, dialogue, knowledge, network, norms, power, voice
from paripassu.measures.areas import ACCEPTABLE, Area, Level, Question
from paripassu.measures.felt_areas import of_answers, of_feeling
from paripassu.measures.practice_areas import Limits, of_measure
from paripassu.measures.streams import Sort
from paripassu.measures.warnings import Watched, watched

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

NEVER = float("-inf")
"""For areas that are looked at, and where nothing has to be done at once; with the other sign where less is better."""


class Asked(NamedTuple):
    """An area in words: its name, and the question it answers."""

    title: str
    question: str


TITLES: Mapping[str, Asked] = {
    "balance": Asked("Balance", "Does each receive what it ought to?"),
    "reliability": Asked("Reliability", "Is what is owed done in time?"),
    "truth": Asked("Truth", "Is what is stated borne out?"),
    "ability": Asked("Ability", "Is what is delivered accepted?"),
    "norms": Asked("Norms", "Are the agreed principles kept?"),
    "ties": Asked("Ties", "Would it hold if one person left?"),
    "voice": Asked("Voice", "Is each heard?"),
    "power": Asked("Power", "Does one depend much more than the other?"),
    "alignment": Asked("Goals", "Do the parties want the same?"),
    "adaptation": Asked("Adaptation", "Is what changes answered?"),
    "dialogue": Asked("Dialogue", "Is what divides spoken about and settled?"),
    "knowledge": Asked("Knowledge", "Does each learn from the others?"),
    "checkins": Asked("Check-ins", "Are the agreed check-ins held?"),
    "felt_trust": Asked("Trust, as felt", "Does each trust the others?"),
    "felt_fairness": Asked("Fairness, as felt", "Does each find it fair?"),
    "felt_norms": Asked("Norm climate", "Does each see the habits of partners?"),
    "felt_safety": Asked("Safety to speak", "Can what is difficult be said?"),
    "response": Asked("Answers", "Do those answer who are asked?"),
}
"""Every area by its name, in words."""

AREAS: tuple[Question, ...] = (
    areas.balances,
    areas.reliability,
    areas.truth,
    areas.ability,
    of_measure("norms", "kept_share", Limits(ACCEPTABLE, 0.5), norms.kept),
    of_measure("ties", "coverage", Limits(1.0, NEVER), network.covered),
    of_measure("voice", "passed_share", Limits(0.5, 0.2), voice.passed),
    of_measure("power", "dependence_imbalance", Limits(0.25, -NEVER), power.imbalances),
    of_measure("alignment", "goals_alike", Limits(0.75, 0.25), alignment.alike),
    of_measure("adaptation", "days_to_share", Limits(14, 60), adaptation.sharing, top=0),
    of_measure("dialogue", "settled_low", Limits(0.5, 0.2), dialogue.settled_low),
    of_measure("knowledge", "useful_share", Limits(0.5, 0.2), knowledge.useful),
    areas.held,
    *(of_feeling(name) for name in ("felt_trust", "felt_fairness", "felt_norms", "felt_safety")),
    of_answers(),
)
"""Every area, in the order in which all parties see them. A measure that lands adds its line here."""

WARNS: Mapping[Sort, str] = {"disputes": "balance", "answers": "dialogue"}
"""To which area a stream of warnings belongs, where the two do not have one name."""


def standing(
    alliance: "Alliance",
    now: datetime,
    questions: Iterable[Question] = AREAS,
    *,
    seen: Sequence[Watched] | None = None,
) -> list[Area]:
    """Where every area stands at a moment; nothing while no agreement is in force.

    Of a moment that is over, what is known by today counts as far as it happened by then. `seen`: what is watched at
    the moment, where that is known already.
    """
    if not alliance.agreement.versions:
        return []
    found = [area for question in questions for area in question(alliance, now)]
    lit: dict[str, list[Watched]] = {}
    for each in watched(alliance, now) if seen is None else seen:
        if each.lit:
            lit.setdefault(WARNS.get(each.stream.sort, each.stream.sort), []).append(each)
    return [replace(area, lamps=tuple(lit.get(area.name, ()))) for area in found]


class Attention(NamedTuple):
    """What in an alliance asks for attention, the most pressing first: it sorts lists, and is no score to be shown.

    Warnings that are confirmed, areas to act on, warnings on watch, areas to watch, areas that got worse.
    """

    confirmed: int
    act: int
    warned: int
    watch: int
    worse: int


def attention(found: Sequence[Area]) -> Attention:
    """What asks for attention in these areas. A warning that stands at several areas of a name counts once."""
    lamps = {each.stream: each.lamp for area in found for each in area.lamps}
    lamp, level = Counter(lamps.values()), Counter(area.level for area in found)
    worse = sum(area.trend == "worse" for area in found)
    return Attention(lamp["confirmed"], level["act"], lamp["watch"], level["watch"], worse)


def worst(found: Iterable[Area]) -> list[Area]:
    """The areas, those that ask for attention first; otherwise in their order."""
    rank: dict[Level, int] = {"act": 0, "watch": 1, "unknown": 3, "holds": 2}
    return sorted(found, key=lambda area: (not area.lit, rank[area.level], area.trend != "worse"))

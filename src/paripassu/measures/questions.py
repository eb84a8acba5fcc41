"""The questions that can be asked of an alliance as it stands: by the page that explains them, what answers them.

The balance has its own way, since it is asked pool by pool and for any day (`balance`, `figures`).
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from paripassu.measures import (
    adaptation,
    alignment,
    areas,
    beside,
    dialogue,
    felt,
    hanging,
    knowledge,
    network,
    norms,
    outlook,
    power,
    trust,
    valuations,
    voice,
    warnings,
)
from paripassu.measures.catalogue import CATALOGUE, Measure
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Question: TypeAlias = Callable[["Alliance", datetime], list[Reading]]


def felt_readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """What is felt, and what of it lies beside what is shown."""
    return [*felt.readings(alliance, now), *beside.readings(alliance, now)]


QUESTIONS: Mapping[str, Question] = {
    "forecast": outlook.readings_of_all,
    "valuations": valuations.readings,
    "trust": trust.readings,
    "warnings": warnings.readings,
    "norms": norms.readings,
    "voice": voice.readings,
    "power": power.readings,
    "ties": network.readings,
    "alignment": alignment.readings,
    "adaptation": adaptation.readings,
    "dialogue": dialogue.readings,
    "knowledge": knowledge.readings,
    "felt": felt_readings,
    "surveys": hanging.readings,
    "standing": areas.held_readings,
}
"""By page under docs/measures/: the function that reads its figures from the record. A measure adds its line here."""

LISTED: Mapping[str, Measure] = CATALOGUE
"""Every measure that is read from a record, by its name."""


def readings(alliance: "Alliance", now: datetime, *pages: str) -> list[Reading]:
    """The readings of these pages, in their order; of all questions when none is named. KeyError for an unknown one."""
    return [reading for page in pages or QUESTIONS for reading in QUESTIONS[page](alliance, now)]

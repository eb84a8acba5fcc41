"""Every measure of a record but those of its pools (`figures`), in one list: what the command line and reports show."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.measures import trust, warnings
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

MEASURED: tuple[Callable[["Alliance", datetime], list[Reading]], ...] = (trust.readings, warnings.readings)
"""The `readings` of every such measure."""


def measured(alliance: "Alliance", now: datetime) -> list[Reading]:
    """All their readings, in the order of the list."""
    return [reading for readings in MEASURED for reading in readings(alliance, now)]

"""What pages reckon of an alliance, kept until they ask for it in another state: most looks find nothing new."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Generic, TypeVar

from django.utils.translation import get_language

from paripassu.keeper.access import Sitting
from paripassu.keeper.records import Kept

T = TypeVar("T")

MOST = 200
"""How many results are kept, unless told; the one that was reckoned longest ago goes first."""


class Held(Generic[T]):
    """Results by alliance and name. Only for what every reader of an alliance sees alike."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._by_name: dict[tuple[str, Hashable], tuple[Kept, Hashable, T]] = {}

    def of(self, sitting: Sitting, state: Hashable, reckon: Callable[[], T], name: Hashable = "") -> T:
        """The result for this state; `reckon` gives it when it is not the state of the one that is kept."""
        place = (sitting.slug, name)
        held = self._by_name.get(place)
        if held is None or held[0] is not sitting.kept or held[1] != state:
            self._by_name.pop(place, None)
            held = self._by_name[place] = (sitting.kept, state, reckon())
            while len(self._by_name) > self._most:
                self._by_name.pop(next(iter(self._by_name)), None)
        return held[2]


def grown(sitting: Sitting, moment: datetime) -> Hashable:
    """A state that is another one when the record has grown, another day has come, or another language is read."""
    return sitting.alliance.size, moment.date(), get_language() or ""

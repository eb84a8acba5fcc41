"""Stories told to a record in memory."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from paripassu.alliance.alliance import Recorded
from paripassu.alliance.scripts import Story, told
from paripassu.alliance.story import Audience, Told, replay
from paripassu.measures import waves

HERE = Path(__file__).parent
DEMO = HERE.parents[1] / "examples" / "demo" / "story.toml"


class Listed:
    """A record in memory: what `replay` appends to."""

    def __init__(self) -> None:
        self.facts: list[Recorded] = []
        self.keys: list[str] = []

    def __call__(self, party: str, facts: Sequence[Any], audience: Audience, at: datetime, key: str) -> list[Recorded]:
        added = [Recorded(index, at, party, fact) for index, fact in enumerate(facts, len(self.facts))]
        self.facts += added
        self.keys.append(key)
        return added


def tell(text: str) -> tuple[Story, Told, Listed]:
    record = Listed()
    story = told(text)
    return story, replay(story, record, count=waves.count), record

"""How well the slots of a duty are read: what, on what, to whom, when, on which condition, how much.

The labels are `training/reading/slots.jsonl` (how they were made stands in its README): for each slot the ways of
saying it that are right, none where the sentence has nothing, null where it was not judged. An action is right by its
first verb, a creditor by name, every other slot when the words found and the words labelled share half of what they
have (F1 of words 0.5 or more). A duty that was not found at all has missed every slot that is labelled.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from paripassu.reading.draft import Draft, Duty
from paripassu.reading.samename import name_key

LABELS = Path(__file__).resolve().parents[1] / "training" / "reading" / "slots.jsonl"
SLOTS = ("action", "object", "to", "due", "trigger", "condition", "amount")
HALF = 0.5


class Judged(NamedTuple):
    """One slot of one labelled duty: the ways that are right, and what was found ("": nothing)."""

    slot: str
    wanted: list[str]
    given: str
    text: str

    @property
    def right(self) -> bool:
        """Whether what was found is one of the ways."""
        return any(same(self.slot, one, self.given) for one in self.wanted)


def judged(row: dict[str, Any], sentence: dict[str, Any], draft: Draft) -> Iterator[Judged]:
    """Every slot of a labelled duty that was judged."""
    found = duty_of(row, sentence["end"], draft)
    for slot in SLOTS:
        if row[slot] is not None:
            given = getattr(found, slot) if found else ""
            yield Judged(slot, row[slot], given, " ".join(sentence["text"].split()))


def duty_of(row: dict[str, Any], end: int, draft: Draft) -> Duty | None:
    """The first duty that was found in the sentence for that party, of that kind."""
    key = name_key(row["who"])
    found = (duty for duty in draft.duties if row["start"] <= duty.place.start < end)
    return next((duty for duty in found if duty.kind == row["kind"] and name_key(duty.party) == key), None)


def same(slot: str, wanted: str, given: str) -> bool:
    """Whether a find says what a label says."""
    if slot == "to":
        return name_key(wanted) == name_key(given)
    if slot == "action":
        return given.lower().split(",")[0].split() == wanted.lower().split()
    return overlap(words(wanted), words(given)) >= HALF


def words(text: str) -> Counter[str]:
    """The words of a text, small letters."""
    return Counter(re.findall(r"[\w$%]+", text.lower()))


def overlap(one: Counter[str], other: Counter[str]) -> float:
    """F1 of two bags of words."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def slots(
    parts: Mapping[str, str], sentences: list[dict[str, Any]], drafts: Mapping[str, Draft]
) -> dict[str, list[Judged]]:
    """What was found of every labelled slot, by part; `parts` gives the part of each agreement."""
    known = {(row["id"], row["start"]): row for row in sentences}
    found: dict[str, list[Judged]] = defaultdict(list)
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[parts[row["id"]]] += judged(row, known[row["id"], row["start"]], drafts[row["id"]])
    return found


def table(where: str, found: list[Judged]) -> Iterator[tuple[str, int, int, int]]:
    """For each slot of a part: its name, how many finds are right, how many finds, how many labelled."""
    for slot in SLOTS:
        here = [one for one in found if one.slot == slot]
        yield (
            f"{where} {slot}",
            sum(one.right for one in here),
            sum(bool(one.given) for one in here),
            sum(bool(one.wanted) for one in here),
        )


def errors(found: list[Judged]) -> Iterator[str]:
    """What is wrong, a line each."""
    for one in found:
        if not one.right and (one.wanted or one.given):
            yield f"{one.slot}: wanted {one.wanted} given {one.given!r} | {one.text[:300]}"

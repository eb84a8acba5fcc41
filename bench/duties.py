"""How well it is read who is bound: precision, recall and F1 per kind on sentences of real agreements labelled by hand.

    .venv/bin/python -m bench.duties [--errors [slots]]

The labels are `training/reading/duties.jsonl` (see the README there), the texts ../shared/data/agreements (CUAD v1,
CC BY 4.0). A find is right when the sentence is labelled with that party and that kind. The parties are those that
the reader found itself, so an agreement whose parties it missed counts against it. The agreements are split by the
SHA-256 of their id: two thirds to develop on, one third to test. `--errors` prints the errors of the first part only,
`--errors slots` those of its slots (`duties_slots.py`).
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench import duties_slots
from bench.reading import FOLDER, coverage, figures
from paripassu.reading import read
from paripassu.reading.draft import Draft
from paripassu.reading.duties import SURE
from paripassu.reading.samename import name_key

LABELS = Path(__file__).resolve().parents[1] / "training" / "reading" / "duties.jsonl"
SECOND = LABELS.with_name("second.jsonl")
KINDS = ("obligation", "permission", "prohibition", "entitlement")


class Seen(NamedTuple):
    """One sentence: its part, its words, the pairs labelled, and the pairs found with how sure the reader was."""

    part: str
    text: str
    wanted: set[tuple[str, str]]
    given: dict[tuple[str, str], float]


def part(agreement: str) -> str:
    """develop or test, by a hash of the id that has nothing to do with the one of bench/reading.py."""
    return "test" if int(hashlib.sha256(f"duties {agreement}".encode()).hexdigest(), 16) % 3 == 0 else "develop"


def drafts_of(folder: Path) -> dict[str, Draft]:
    """Every agreement of the labels, read."""
    return {id_: read(folder / "text" / f"{id_}.txt") for id_ in dict.fromkeys(row["id"] for row in rows_of(LABELS))}


def seen(drafts: dict[str, Draft]) -> Iterator[Seen]:
    """Every labelled sentence with what is found in it."""
    for row in rows_of(LABELS):
        given: dict[tuple[str, str], float] = {}
        # "Ada, LLC" and "Ada, LLC." are one party
        known = {name_key(who): who for who, _ in row["bound"]}
        for duty in drafts[row["id"]].duties:
            if row["start"] <= duty.place.start < row["end"]:
                pair = (known.get(name_key(duty.party), duty.party), duty.kind)
                given[pair] = max(given.get(pair, 0.0), duty.confidence)
        wanted = {(who, kind) for who, kind in row["bound"] if kind in KINDS}
        yield Seen(part(row["id"]), row["text"], wanted, given)


def report(where: str, sentences: list[Seen]) -> None:
    """The tables of one part."""
    counts: Counter[str] = Counter()
    outcomes: list[tuple[float, bool]] = []
    for one in sentences:
        for kind in ("all", *KINDS):
            wanted = {pair for pair in one.wanted if kind in ("all", pair[1])}
            given = {pair for pair in one.given if kind in ("all", pair[1])}
            counts.update(
                {f"{kind} hit": len(wanted & given), f"{kind} given": len(given), f"{kind} wanted": len(wanted)}
            )
        outcomes += [(sure, pair in one.wanted) for pair, sure in one.given.items()]
    print(f"== {where}: {len(sentences)} sentences")
    for kind in ("all", *KINDS):
        print(f"{kind:12}", figures(*(counts[f"{kind} {what}"] for what in ("hit", "given", "wanted"))))
    print(f"finds kept at 95 % precision: {coverage(outcomes):.3f}")
    for sure in sorted(set(SURE.values())):
        ways = ", ".join(way for way, said in SURE.items() if said == sure)
        right = [hit for said, hit in outcomes if said == sure]
        print(f"  {ways:12} says {sure:.2f}, measured {(sum(right) + 1) / (len(right) + 2):.2f} of {len(right)}")


def agreement() -> str:
    """How far the second labeller of 150 sentences, who saw no label, agrees with the labels: share of sets, and kappa.

    A set is all pairs of who and kind of one sentence; kappa [Cohen1960] takes off what chance would give.
    """
    first = {(row["id"], row["start"]): pairs(row) for row in rows_of(LABELS)}
    both = [(pairs(row), first[row["id"], row["start"]]) for row in rows_of(SECOND)]
    same = sum(one == other for one, other in both) / len(both)
    ours, theirs = Counter(one for one, _ in both), Counter(other for _, other in both)
    chance = sum(ours[each] * theirs[each] for each in ours) / len(both) ** 2
    kappa = (same - chance) / (1 - chance)
    return f"second labeller: the same set in {same * len(both):.0f} of {len(both)} sentences, kappa {kappa:.3f}"


def rows_of(file: Path) -> list[dict[str, Any]]:
    """The rows of a file of labels."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def pairs(row: dict[str, Any]) -> frozenset[tuple[str, str]]:
    """The pairs of who and kind that a row labels."""
    return frozenset((who, kind) for who, kind in row["bound"] if kind in KINDS)


def main() -> None:
    """Read everything and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--errors", nargs="?", const="bound", default="")
    asked = parser.parse_args()
    drafts = drafts_of(asked.folder)
    parts: dict[str, list[Seen]] = defaultdict(list)
    for one in seen(drafts):
        parts[one.part].append(one)
        if asked.errors == "bound" and one.part == "develop" and one.wanted != set(one.given):
            missed, wrong = sorted(one.wanted - set(one.given)), sorted(set(one.given) - one.wanted)
            print("missed", missed, "wrong", wrong, "|", " ".join(one.text.split())[:300])
    for where, sentences in sorted(parts.items()):
        report(where, sentences)
    slots = duties_slots.slots({id_: part(id_) for id_ in drafts}, rows_of(LABELS), drafts)
    for where, each in sorted(slots.items()):
        for name, *counted in duties_slots.table(where, each):
            print(f"slot {name:18}", figures(*counted))
    if asked.errors == "slots":
        print("\n".join(duties_slots.errors(slots["develop"])))
    print(agreement())


if __name__ == "__main__":
    main()

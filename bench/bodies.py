"""How well it is found what committees, boards and other bodies are to do.

    .venv/bin/python -m bench.bodies [--errors]

Against 169 sentences of the develop part of bench/reading.py that name a body or something like one
(`training/reading/bodies.jsonl`, labelled by the guideline before what the reader finds in them was seen). A find
counts when sentence and kind are right. Two halves, by a hash of the place; `--errors` prints the errors of the first.
"""

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from bench.reading_gold import FOLDER
from paripassu.reading.bodies import charges
from paripassu.reading.document import document
from paripassu.reading.draft import Charge
from paripassu.reading.structure import structure

LABELS = Path(__file__).parents[1] / "training" / "reading" / "bodies.jsonl"
Label = dict[str, Any]


def looked_at(label: Label) -> bool:
    """Whether a sentence is of the half whose errors may be looked at."""
    place = f"{label['id']} {label['start']}"
    return int(hashlib.sha256(place.encode()).hexdigest(), 16) % 2 == 0


def found_in(label: Label, found: tuple[Charge, ...]) -> set[str]:
    """The kinds of what is found to bind a body within a labelled sentence."""
    return {each.kind for each in found if each.place.start < label["end"] and label["start"] < each.place.end}


def figures(pairs: list[tuple[set[str], set[str]]]) -> str:
    """Precision, recall and F1 over sentences and kinds."""
    hit = sum(len(wanted & given) for wanted, given in pairs)
    given, wanted = sum(len(each) for _, each in pairs), sum(len(each) for each, _ in pairs)
    precision, recall, f1 = hit / max(1, given), hit / max(1, wanted), 2 * hit / max(1, given + wanted)
    return f"{precision:.3f} {recall:.3f} {f1:.3f}  ({hit}/{given}/{wanted})"


def main() -> None:
    """Print the figures, or the errors of the first half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    labels: list[Label] = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    by_file: defaultdict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_file[label["id"]].append(label)
    pairs: defaultdict[bool, list[tuple[set[str], set[str]]]] = defaultdict(list)
    for name, mine in by_file.items():
        found = charges(structure(document(FOLDER / "text" / f"{name}.txt")))
        for label in mine:
            pair = set(label["kinds"]), found_in(label, found)
            pairs[looked_at(label)].append(pair)
            if asked.errors and looked_at(label) and pair[0] != pair[1]:
                print(name[:20], "wanted", sorted(pair[0]), "found", sorted(pair[1]), "|", label["text"][:300])
    for half, name in ((True, "looked at"), (False, "never looked at")):
        kinds = Counter(kind for wanted, _ in pairs[half] for kind in wanted)
        print(f"{name:16} {len(pairs[half])} sentences", figures(pairs[half]), dict(kinds))


if __name__ == "__main__":
    main()

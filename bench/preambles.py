"""How well the parties are found in 122 invented openings and signatures (`tests/reading/preambles.jsonl`).

    .venv/bin/python -m bench.preambles [--errors]

Precision, recall and F1 over all names, exact after folding case and signs. One half was looked at while the reader was
widened, of the other only this figure was seen; `--errors` prints the errors of the first half.
"""

import argparse
from collections import Counter

from paripassu.reading.document import document
from paripassu.reading.parties import parties
from paripassu.reading.samename import name_key
from paripassu.reading.structure import structure
from tests.reading.preambles import Preamble, preambles

WHICH = {True: "looked at", False: "never looked at"}


def compared(one: Preamble) -> tuple[set[str], set[str]]:
    """The names wanted and the names found, folded."""
    found = parties(structure(document("preamble.txt", one.text.encode())))
    return {name_key(name) for name in one.parties}, {name_key(party.name) for party in found}


def figures(some: list[Preamble]) -> str:
    """Precision, recall, F1, and how many openings were read without an error."""
    count = Counter[str]()
    for one in some:
        wanted, given = compared(one)
        count.update(hit=len(wanted & given), given=len(given), wanted=len(wanted), right=wanted == given)
    precision, recall = count["hit"] / count["given"], count["hit"] / count["wanted"]
    both = 2 * precision * recall / (precision + recall)
    return f"{precision:.3f} {recall:.3f} {both:.3f}  all right in {count['right']} of {len(some)}"


def main() -> None:
    """Print the figures, or the errors of the half that may be looked at."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    known = preambles()
    if parser.parse_args().errors:
        for number, one in enumerate(known):
            wanted, given = compared(one)
            if one.looked_at and wanted != given:
                print(number, "missed", sorted(wanted - given), "wrong", sorted(given - wanted))
        return
    for half, name in WHICH.items():
        print(f"{name:16}", figures([one for one in known if one.looked_at == half]))
    print(f"{'all':16}", figures(known))


if __name__ == "__main__":
    main()

"""Trains every weight that the reader of agreements uses, and writes them to src/paripassu/reading/weights/.

    .venv/bin/python -m training.reading.train [NAME …]

Needs ../shared/data/agreements (CUAD v1, The Atticus Project, CC BY 4.0); only its develop part is looked at. Some
minutes on one core, no network. Names: parties, clauses, sureness, in this order, since each rests on those before it.
"""

import argparse
import json

import msgspec

from paripassu.reading.trained import FOLDER, Linear, Weights
from training.reading.clauses import trained_clauses
from training.reading.parties import trained_parties
from training.reading.sureness import measure

COMMAND = "python -m training.reading.train"
TRAINED_ON = "the 70 agreements of the develop part of bench/reading.py"
LICENCE = "trained on CUAD v1, © The Atticus Project, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
TRAINERS = {"parties": trained_parties, "clauses": trained_clauses}
NAMES = (*TRAINERS, "sureness")


def write(name: str, models: dict[str, Linear], figures: dict[str, str]) -> None:
    """Write one file of weights, the same bytes for the same weights."""
    weights = Weights(f"{COMMAND} {name}", TRAINED_ON, LICENCE, figures, models)
    text = json.dumps(msgspec.to_builtins(weights), indent=1, ensure_ascii=False, sort_keys=True)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Train what is asked for, or everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    asked = parser.parse_args().names or NAMES
    if set(asked) - set(NAMES):
        parser.error(f"there are only {', '.join(NAMES)}")
    for name in asked:
        if name == "sureness":
            figures = measure(f"{COMMAND} {name}", TRAINED_ON, LICENCE)
        else:
            models, figures = TRAINERS[name]()
            write(name, models, figures)
        print(name, figures)


if __name__ == "__main__":
    main()

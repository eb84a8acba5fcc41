"""Trains which names are parties on the develop part of bench/reading.py.

The gold is loose: a candidate also counts as right when it differs from a name of the gold by two letters at most,
or is the beginning of a much longer one ("Ada, Inc. and its successors"). Beside them stand invented openings
(`openings.jsonl`, and the half of `tests/reading/preambles.jsonl` that was looked at) in manners of writing that the
develop part lacks; they are trained on in every fold, and no figure is measured on them.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
from rapidfuzz.distance import Levenshtein

from bench.reading import FOLDER, gold_parties, part
from paripassu.reading.candidates import Candidate, candidates
from paripassu.reading.document import document
from paripassu.reading.listing import listed
from paripassu.reading.parties import agreeing
from paripassu.reading.samename import name_key
from paripassu.reading.structure import structure
from paripassu.reading.trained import Linear
from tests.reading.preambles import preambles
from training.reading.fitting import FOLDS, Row, fold, model, put_right

OPENINGS = Path(__file__).with_name("openings.jsonl")
CLOSE = 0.003
PENALTIES = (1.0, 3.0)
THRESHOLDS = tuple(np.arange(0.25, 0.75, 0.05).round(2).tolist())
Agreements = dict[str, tuple[set[str], list[Candidate]]]


def near(key: str, gold: set[str]) -> bool:
    """Whether a candidate is a name of the gold, or nearly one."""
    return any(
        Levenshtein.distance(key, name) <= 2 or (len(key) > 8 and name.startswith(key) and len(name) > 1.6 * len(key))
        for name in gold
    )


def agreements(folder: Path = FOLDER) -> Agreements:
    """The gold names and the candidates of each agreement of the develop part."""
    found: Agreements = {}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if part(gold["id"]) == "develop":
            bones = structure(document(folder / "text" / f"{gold['id']}.txt"))
            found[gold["id"]] = gold_parties(str(gold["parties"])), candidates(bones, listed(bones))
    return found


def openings() -> Agreements:
    """The names and the candidates of each invented opening; what stands behind it is the same in all, and left out."""
    lines = OPENINGS.read_text(encoding="utf-8").splitlines()
    found: Agreements = {}
    for number, opening in enumerate(map(json.loads, lines)):
        bones = structure(document("opening.txt", opening["text"].encode()))
        names = {name_key(name) for name in opening["parties"]}
        shown = [one for one in candidates(bones, listed(bones)) if one.key in names or "before recitals" in one.shown]
        found[f"opening {number}"] = names, shown
    for number, one in enumerate(one for one in preambles() if one.looked_at):
        bones = structure(document("preamble.txt", one.text.encode()))
        found[f"preamble {number}"] = {name_key(name) for name in one.parties}, candidates(bones, listed(bones))
    return found


def rows(known: Agreements) -> list[Row]:
    """One row for each candidate."""
    return [Row(id_, one.shown, near(one.key, gold)) for id_, (gold, found) in known.items() for one in found]


def f1(known: Agreements, models: dict[int, Linear]) -> float:
    """F1 over all names, each agreement judged by the model that has not seen it."""
    hit = given = wanted = 0
    for id_, (gold, found) in known.items():
        named = {one.key for one in agreeing(found, models[fold(id_)])}
        hit, given, wanted = hit + len(named & gold), given + len(named), wanted + len(gold)
    return 2 * hit / (given + wanted)


def trained_parties() -> tuple[dict[str, Linear], dict[str, str]]:
    """The model, and what it reached on held-out eighths of the develop part.

    Of thresholds that do equally well the lowest is taken: what is proposed and wrong is dropped by a key press, what
    is missed has to be found.
    """
    known = agreements()
    examples, more = rows(known), rows(openings())
    tried = [trial for penalty in PENALTIES for trial in trials(known, examples, more, penalty)]
    best = max(figure for figure, _, _ in tried)
    figure, penalty, threshold = next(one for one in sorted(tried, key=lambda one: one[2]) if one[0] >= best - CLOSE)
    slope, shift = put_right(apart_scores(examples, more, penalty), np.array([row.right for row in examples], float))
    whole = msgspec.structs.replace(model([*examples, *more], penalty), threshold=threshold, slope=slope, shift=shift)
    figures = {
        "F1 on held-out eighths, raw gold": f"{figure:.3f}",
        "penalty": str(penalty),
        "candidates": f"{len(examples)}, and {len(more)} in invented openings",
    }
    return {"party": whole}, figures


def apart_scores(examples: list[Row], more: list[Row], penalty: float) -> np.ndarray:
    """For each candidate of the develop part the score by a model that has not seen its eighth of the agreements."""
    models = {out: known_without(examples, more, out, penalty) for out in range(FOLDS)}
    return np.array([models[fold(row.agreement)].score(row.shown) for row in examples])


def known_without(examples: list[Row], more: list[Row], out: int, penalty: float) -> Linear:
    """A model made without one eighth of the agreements."""
    return model([*(row for row in examples if fold(row.agreement) != out), *more], penalty)


def trials(
    known: Agreements, examples: list[Row], more: list[Row], penalty: float
) -> Iterator[tuple[float, float, float]]:
    """F1, penalty and threshold for each threshold."""
    apart = {out: known_without(examples, more, out, penalty) for out in range(FOLDS)}
    for threshold in THRESHOLDS:
        models = {out: msgspec.structs.replace(one, threshold=threshold) for out, one in apart.items()}
        yield round(f1(known, models), 4), penalty, threshold

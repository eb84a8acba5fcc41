"""Trains, for each of the 33 categories of CUAD, which sentences are such a clause; on the develop part only.

A sentence is right when it overlaps a span of the gold. Penalty and threshold are chosen by inner folds; what is
reported is by outer folds that had no part in the choice (nested cross-validation).
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from scipy.special import expit  # type: ignore[import-untyped]

from bench.reading import FOLDER, part
from paripassu.reading.categories import CATEGORIES, Category
from paripassu.reading.clauses import Sentences
from paripassu.reading.document import document
from paripassu.reading.draft import Exit
from paripassu.reading.exits import exits
from paripassu.reading.mentions import mentioned, spoken_names
from paripassu.reading.parties import parties
from paripassu.reading.structure import Structure, structure
from paripassu.reading.trained import Linear
from training.reading.fitting import FOLDS, Row, fold, held_out, model, put_right

PENALTIES = (2.0, 8.0)
THRESHOLDS = tuple(np.arange(0.1, 0.75, 0.05).round(2).tolist())
FEWEST = 3
OUTER = 4
LEAST_WEIGHT = 0.03
RULE = 0.0
HEAD_START = 0.1
# A pattern as a model: yes when it fits and nothing speaks against it.
PATTERN = Linear(constant=-2.0, threshold=0.5, slope=1.0, shift=0.0, weights={"#fits only": 4.0})


class Read(NamedTuple):
    """One agreement: its sentences, and for each category whether the gold has it and the spans in the text."""

    id: str
    sentences: Sentences
    gold: dict[str, bool]
    spans: dict[str, list[tuple[int, int]]]


def squeezed(text: str) -> tuple[str, list[int]]:
    """The text without white space, and the place of each of its letters."""
    places = [place for place, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[place] for place in places), places


def spans_of(quotes: Sequence[str], text: str, places: list[int]) -> list[tuple[int, int]]:
    """Where the gold's quotations stand; a part that is not found is left out."""
    found = []
    for piece in (piece for quote in quotes for piece in quote.split("<omitted>")):
        words = re.sub(r"\s+", "", piece)
        at = text.find(words) if len(words) > 8 else -1
        if at >= 0:
            found.append((places[at], places[at + len(words) - 1] + 1))
    return found


def agreements(folder: Path = FOLDER) -> list[Read]:
    """The develop part, read."""
    found = []
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if part(gold["id"]) == "develop":
            text = document(folder / "text" / f"{gold['id']}.txt")
            bones = structure(text)
            plain, places = squeezed(text.text)
            spans = {name: spans_of(one["spans"], plain, places) for name, one in gold["clauses"].items()}
            present = {name: bool(one["present"]) for name, one in gold["clauses"].items()}
            found.append(Read(gold["id"], Sentences(bones, exits_of(bones)), present, spans))
    return found


def exits_of(bones: Structure) -> tuple[Exit, ...]:
    """The exits, read without the weights that are trained here."""
    return exits(bones, list(mentioned(bones.flat, spoken_names(parties(bones), bones.flat))))


def rows(known: Sequence[Read], kind: Category) -> list[Row]:
    """One row for each sentence with a cue."""
    return [
        Row(read.id, dict.fromkeys(read.sentences.shown(index, kind), 1.0), overlaps(read, index, kind.name))
        for read in known
        for index in read.sentences.cued(kind.cues)
    ]


def overlaps(read: Read, index: int, name: str) -> bool:
    """Whether a sentence shares at least a third of itself, or of a span, with a span of the gold."""
    sentence = read.sentences.all[index]
    for start, end in read.spans[name]:
        shared = min(end, sentence.end) - max(start, sentence.start)
        if shared * 3 > min(end - start, sentence.end - sentence.start):
            return True
    return False


def best_scores(known: Sequence[Read], examples: Sequence[Row], scores: np.ndarray) -> np.ndarray:
    """The score of the likeliest sentence of each agreement; far below zero where none has a cue."""
    best = dict.fromkeys((read.id for read in known), -9.0)
    for row, score in zip(examples, scores.tolist(), strict=True):
        best[row.agreement] = max(best[row.agreement], score)
    return np.array([best[read.id] for read in known])


def f1(gold: np.ndarray, given: np.ndarray) -> float:
    """F1 of presence; 0 when nothing is right."""
    total = gold.sum() + given.sum()
    return float(2 * (gold & given).sum() / total) if total else 0.0


def chosen(known: Sequence[Read], examples: Sequence[Row], name: str, folds: int) -> tuple[float, float, np.ndarray]:
    """Penalty and threshold with the best F1 on held-out agreements, and the held-out scores of the agreements.

    The penalty is RULE where the pattern alone does clearly better; being written on the same agreements it has to.
    """
    gold = np.array([read.gold[name] for read in known])
    ruled = best_scores(known, examples, np.array([PATTERN.score(row.shown) for row in examples]))
    best = (f1(gold, ruled > 0) - HEAD_START, RULE, 0.5, ruled)
    for penalty in PENALTIES:
        scores = best_scores(known, examples, held_out(examples, penalty, FEWEST, folds))
        # the mean with the neighbouring thresholds, so that no lucky one is taken
        reached = np.array([f1(gold, expit(scores) >= threshold) for threshold in THRESHOLDS])
        smooth = np.convolve(np.pad(reached, 1, mode="edge"), np.ones(3) / 3, mode="valid")
        at = int(smooth.argmax())
        if smooth[at] > best[0] + 1e-9:
            best = (float(smooth[at]), penalty, THRESHOLDS[at], scores)
    return best[1], best[2], best[3]


def of_penalty(examples: Sequence[Row], penalty: float) -> Linear:
    """The model with a penalty, or the pattern alone."""
    return PATTERN if penalty == RULE else model(examples, penalty, FEWEST)


def nested(known: Sequence[Read], kind: Category) -> np.ndarray:
    """For each agreement whether the clause is found by a model that was chosen and trained without it."""
    given = np.zeros(len(known), bool)
    for out in range(OUTER):
        learn = [read for read in known if fold(read.id) % OUTER != out]
        apart = [read for read in known if fold(read.id) % OUTER == out]
        examples = rows(learn, kind)
        penalty, threshold, _ = chosen(learn, examples, kind.name, OUTER)
        fitted = of_penalty(examples, penalty)
        held = rows(apart, kind)
        scores = best_scores(apart, held, np.array([fitted.score(row.shown) for row in held]))
        for read, score in zip(apart, scores.tolist(), strict=True):
            given[known.index(read)] = expit(score) >= threshold
    return given


def final(known: Sequence[Read], kind: Category) -> Linear:
    """The model of one category, trained on the whole part, small weights left out, its chances put right."""
    examples = rows(known, kind)
    penalty, threshold, scores = chosen(known, examples, kind.name, FOLDS)
    slope, shift = put_right(scores, np.array([read.gold[kind.name] for read in known], float))
    fitted = of_penalty(examples, penalty)
    weights = {name: round(one, 3) for name, one in fitted.weights.items() if abs(one) >= LEAST_WEIGHT}
    return msgspec.structs.replace(fitted, weights=weights, threshold=threshold, slope=slope, shift=shift)


def trained_clauses() -> tuple[dict[str, Linear], dict[str, str]]:
    """A model for each category, and what nested folds reached."""
    known = agreements()
    models = {kind.name: final(known, kind) for kind in CATEGORIES}
    reached = {}
    for kind in CATEGORIES:
        gold = np.array([read.gold[kind.name] for read in known])
        if gold.sum() >= 7:
            reached[kind.name] = f1(gold, nested(known, kind))
    figures = {name: f"{value:.3f}" for name, value in reached.items()}
    figures["macro F1 by nested folds"] = f"{np.mean(list(reached.values())):.3f} over {len(reached)} categories"
    return models, figures

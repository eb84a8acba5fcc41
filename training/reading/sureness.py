"""Measures on the develop part how often what is found is right, and from which confidence on it can be asserted.

Terms: steps by pool-adjacent-violators over the raw confidence of the rules, each block (right + 1) / (found + 2). For
the cut-offs every agreement is judged by steps, or by weights, made without its eighth of the agreements. The rules
themselves were written on all of them, and were wrong more often on agreements never seen; so 97 of 100 are asked of
parties, terms and clauses here that 95 of 100 may hold there. What counts is the test part.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from bench.duties import drafts_of, seen
from bench.reading import FOLDER, compared, part
from paripassu.reading.agreement import raw_draft
from paripassu.reading.categories import CATEGORIES
from paripassu.reading.document import document
from paripassu.reading.sureness import FILE, Sureness
from paripassu.reading.trained import logistic, trained
from training.reading import clauses, parties
from training.reading.fitting import FOLDS, fold, held_out, put_right

PRECISION = 0.95
MARGIN = {"party": 0.02, "term": 0.02, "clause": 0.02, "duty": 0.0}
"""By how much more often than promised an asserted item has to be right on the develop part."""
FEWEST = 20
Steps = list[tuple[float, float]]


class Outcome(NamedTuple):
    """One find: its agreement, field, raw confidence, and whether it was right."""

    agreement: str
    field: str
    raw: float
    right: bool


def outcomes(folder: Path = FOLDER) -> list[Outcome]:
    """Every term that was found in the develop part."""
    found = []
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if part(gold["id"]) == "develop":
            draft = raw_draft(document(folder / "text" / f"{gold['id']}.txt"))
            found += [
                Outcome(gold["id"], field, raw, value in wanted)
                for field, wanted, _, sure in compared(gold, draft)
                if field != "parties"
                for value, raw in sure.items()
            ]
    return found


def steps(found: Iterable[Outcome]) -> Steps:
    """From which raw confidence on which share was right; the shares never fall."""
    counts: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for one in found:
        counts[one.raw][0] += one.right
        counts[one.raw][1] += 1
    blocks: list[tuple[float, int, int]] = []
    for raw in sorted(counts):
        blocks.append((raw, *counts[raw]))  # type: ignore[arg-type]
        while len(blocks) > 1 and share(blocks[-2]) >= share(blocks[-1]):
            (start, right, all_), (_, more, more_all) = blocks[-2:]
            blocks[-2:] = [(start, right + more, all_ + more_all)]
    return [(block[0], round(share(block), 3)) for block in blocks]


def share(block: tuple[float, int, int]) -> float:
    """(right + 1) / (found + 2)."""
    return (block[1] + 1) / (block[2] + 2)


def step(known: Steps, raw: float) -> float:
    """The share at a raw confidence."""
    return next((said for start, said in reversed(known) if raw >= start), known[0][1] if known else raw)


def held_out_terms(found: Sequence[Outcome]) -> list[tuple[float, bool]]:
    """How sure each term is by steps made without its eighth, and whether it was right."""
    judged = []
    for out in range(FOLDS):
        for field in sorted({one.field for one in found}):
            own = [one for one in found if one.field == field]
            known = steps(one for one in own if fold(one.agreement) != out)
            judged += [(step(known, one.raw), one.right) for one in own if fold(one.agreement) == out]
    return judged


def held_out_parties() -> list[tuple[float, bool]]:
    """The chance of each candidate that would be taken, put right, and whether it is a party."""
    examples = parties.rows(parties.agreements())
    right = np.array([row.right for row in examples], float)
    scores = parties.apart_scores(examples, parties.rows(parties.openings()), parties.PENALTIES[1])
    slope, shift = put_right(scores, right)
    taken = [(score, bool(good)) for score, good in zip(scores.tolist(), right, strict=True) if logistic(score) >= 0.5]
    return [(round(logistic(slope * score + shift), 2), good) for score, good in taken]


def held_out_clauses() -> list[tuple[float, bool]]:
    """For each category found present by models of other agreements the chance, and whether the gold has it.

    Threshold, slope and shift are those of the trained model; one penalty, four folds, so that it takes a minute.
    """
    known, judged = clauses.agreements(), []
    for kind in CATEGORIES:
        model, examples = trained("clauses").models[kind.name], clauses.rows(known, kind)
        ruled = set(model.weights) == set(clauses.PATTERN.weights)
        every = (
            np.array([model.score(row.shown) for row in examples])
            if ruled
            else held_out(examples, clauses.PENALTIES[-1], clauses.FEWEST, clauses.OUTER)
        )
        scores = clauses.best_scores(known, examples, every)
        judged += [
            (round(logistic(model.slope * score + model.shift), 2), read.gold[kind.name])
            for score, read in zip(scores.tolist(), known, strict=True)
            if logistic(score) >= model.threshold
        ]
    return judged


def labelled_duties() -> list[tuple[float, bool]]:
    """How sure each duty in the labelled sentences of the develop part is, and whether it is labelled."""
    return [
        (sure, pair in one.wanted)
        for one in seen(drafts_of(FOLDER))
        if one.part == "develop"
        for pair, sure in one.given.items()
    ]


def cut_off(judged: Sequence[tuple[float, bool]], wanted: float = PRECISION) -> tuple[float, str]:
    """The lowest confidence from which on `wanted` are right, and the share that is kept by it; 1.01 when none is."""
    best, kept = 1.01, 0
    for limit in sorted({sure for sure, _ in judged}):
        above = [right for sure, right in judged if sure >= limit]
        # (right + 1) / (all + 2), as for the steps: a share that is only just reached is not relied on
        if len(above) >= FEWEST and sum(above) + 1 >= wanted * (len(above) + 2):
            best, kept = limit, len(above)
            break
    return best, f"{kept} of {len(judged)} asserted on the develop part"


def measure(command: str, trained_on: str, licence: str) -> dict[str, str]:
    """Measure, write the file, and tell the figures."""
    found = outcomes()
    kinds = {
        "party": held_out_parties(),
        "term": held_out_terms(found),
        "duty": labelled_duties(),
        "clause": held_out_clauses(),
    }
    limits = {kind: cut_off(judged, PRECISION + MARGIN[kind]) for kind, judged in kinds.items()}
    figures = {kind: said for kind, (_, said) in limits.items()}
    fields = sorted({one.field for one in found})
    known = {field: steps(one for one in found if one.field == field) for field in fields}
    told = Sureness(command, trained_on, licence, figures, known, {kind: limit for kind, (limit, _) in limits.items()})
    text = json.dumps(msgspec.to_builtins(told), indent=1, ensure_ascii=False, sort_keys=True)
    FILE.write_text(text + "\n", encoding="utf-8")
    return figures

"""A linear model of who is bound, compared with the rules: tried, and not shipped because it was not better.

    .venv/bin/python -m training.reading.linear

For each sentence and each party in it (then for all alike) the party is the agent, and one logistic regression per kind
weighs the words around its mentions together with what the rules say (METHODS §8). Thresholds and figures of the
develop part come from eight folds by agreement; the test part is that of `bench/duties.py`, used once at the end.
"""

import hashlib
import json
import re
from collections import Counter

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from scipy.special import expit  # type: ignore[import-untyped]

from bench.duties import KINDS, LABELS, part
from bench.reading import FOLDER, figures
from paripassu.reading.document import document
from paripassu.reading.duties import EACH, once, sentence_duties
from paripassu.reading.mentions import Mention, mentioned, nearby, spoken_names
from paripassu.reading.parties import parties
from paripassu.reading.structure import Sentence, structure

TOKEN = re.compile(r"@\w+|[a-z]+|\d+|[;:.]")
BINDING = frozenset(
    ["shall", "will", "must", "may", "can", "cannot", "agrees", "agree", "undertakes", "entitled", "right"]
)
FEWEST, PENALTY, FOLDS = 3, 3.0, 8


def meant(mention: Mention) -> str:
    """The party of a mention, or each."""
    return EACH if mention.who in (EACH, "none", "other", "role") else mention.who


def features(flat: str, sentence: Sentence, near: list[Mention], who: str, ruled: dict[str, float]) -> set[str]:
    """What the sentence shows about `who`."""
    pieces, at = [], sentence.start
    for mention in near:
        general = meant(mention) == EACH
        sign = "@agent" if meant(mention) == who else "@all" if general else "@other"
        pieces += [flat[at : mention.start].lower(), f" {sign}{mention.who if general and sign == '@agent' else ''} "]
        at = max(at, mention.end)
    words = TOKEN.findall("".join([*pieces, flat[at : sentence.end].lower()]))
    found = {f"rule {kind} {sure}" for kind, sure in ruled.items()} or {"no rule"}
    for at, word in enumerate(words):
        if word.startswith("@agent"):
            found.update(f"{step} {words[at + step]}" for step in range(-3, 7) if 0 <= at + step < len(words))
            after = words[at + 1 : at + 26]
            modal = next((step for step, one in enumerate(after) if one in BINDING), None)
            if modal is not None:
                found.add(f"act {min(modal, 4)} {' '.join(after[modal : modal + 2])}")
                found.add(f"between {bool(set(after[:modal]) & {';', ':', '.', '@other', '@all'})}")
    return found


def fitted(seen: csr_matrix, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with a square penalty; the last is the constant."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = seen @ weights[:-1] + weights[-1]
        slope = expit(scores) - right
        size = np.logaddexp(0, scores).sum() - scores @ right + PENALTY / 2 * (weights[:-1] ** 2).sum()
        return size, np.append(seen.T @ slope + PENALTY * weights[:-1], slope.sum())

    return np.asarray(minimize(loss, np.zeros(seen.shape[1] + 1), jac=True, method="L-BFGS-B").x)


def rows() -> tuple[list[set[str]], np.ndarray, np.ndarray, list[str], Counter[str]]:
    """Features, labels, what the rules say, the agreement, and how many labels each part has."""
    shown: list[set[str]] = []
    labels: list[list[bool]] = []
    rules: list[list[bool]] = []
    agreements: list[str] = []
    wanted: Counter[str] = Counter()
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not agreements or row["id"] != agreements[-1]:
            at, bones = row["id"], structure(document(FOLDER / "text" / f"{row['id']}.txt"))
            found = parties(bones)
            mentions = list(mentioned(bones.flat, spoken_names(found, bones.flat)))
        sentence = bones.sentence_at(row["start"])
        near = nearby(mentions, sentence.start, sentence.end)
        ruled = once(sentence_duties(bones, sentence, mentions, tuple(party.name for party in found)))
        gold = {(who, kind) for who, kind in row["bound"] if kind in KINDS}
        wanted[part(at)] += len(gold)
        for who in sorted({meant(mention) for mention in near} | {duty.party for duty in ruled}):
            said = {duty.kind: duty.confidence for duty in ruled if duty.party == who}
            shown.append(features(bones.flat, sentence, near, who, said))
            labels.append([(who, kind) in gold for kind in KINDS])
            rules.append([kind in said for kind in KINDS])
            agreements.append(at)
    return shown, np.array(labels), np.array(rules), agreements, wanted


def matrix(shown: list[set[str]], known: list[str]) -> csr_matrix:
    """One row for each set of features, one column for each known feature."""
    column = {name: number for number, name in enumerate(known)}
    places = [(row, column[name]) for row, names in enumerate(shown) for name in sorted(names) if name in column]
    return csr_matrix((np.ones(len(places)), tuple(zip(*places, strict=True))), shape=(len(shown), len(known)))


def score(given: np.ndarray, labels: np.ndarray, wanted: int) -> str:
    """Precision, recall and F1."""
    return figures(float((given & labels).sum()), float(given.sum()), wanted)


def main() -> None:
    """Train, and print the comparison."""
    shown, labels, rules, agreements, wanted = rows()
    learn = np.array([part(agreement) == "develop" for agreement in agreements])
    often = Counter(name for names, use in zip(shown, learn, strict=True) if use for name in names)
    seen = matrix(shown, sorted(name for name, count in often.items() if count >= FEWEST))
    fold = np.array([int(hashlib.sha256(f"fold {one}".encode()).hexdigest(), 16) % FOLDS for one in agreements])
    chance = np.zeros(labels.shape)
    for kind in range(len(KINDS)):
        for out in range(FOLDS):
            use, held = learn & (fold != out), learn & (fold == out)
            weights = fitted(seen[use], labels[use, kind].astype(float))
            chance[held, kind] = expit(seen[held] @ weights[:-1] + weights[-1])
        weights = fitted(seen[learn], labels[learn, kind].astype(float))
        chance[~learn, kind] = expit(seen[~learn] @ weights[:-1] + weights[-1])
    given = np.zeros(labels.shape, bool)
    for kind in range(len(KINDS)):
        right, sure = labels[learn, kind], chance[learn, kind]
        best = max(
            np.arange(0.1, 0.9, 0.05), key=lambda t: (right & (sure >= t)).sum() / (right.sum() + (sure >= t).sum())
        )
        given[:, kind] = chance[:, kind] >= best
    for where, use in (("develop", learn), ("test", ~learn)):
        print(where, "rules ", score(rules[use], labels[use], wanted[where]))
        print(where, "linear", score(given[use], labels[use], wanted[where]))


if __name__ == "__main__":
    main()

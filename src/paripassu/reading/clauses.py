"""Whether an agreement has a clause of each of the 33 categories of CUAD (The Atticus Project), and where.

A sentence that holds a cue of a category is judged by a linear model over its words and word pairs and the category's
own pattern (`weights/clauses.json`). The agreement has the clause when its likeliest sentence is likely enough.
"""

import bisect
import itertools
import re
from functools import cache

from paripassu.reading.categories import CATEGORIES, Category
from paripassu.reading.draft import Clause, Exit
from paripassu.reading.structure import Sentence, Structure
from paripassu.reading.trained import Linear, logistic, trained

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+%?|[$%]")
MOST_PLACES = 12
MOST_WORDS = 250
LEAVING = "Termination For Convenience"


class Sentences:
    """The sentences of one agreement in small letters, and what each shows, looked up once."""

    def __init__(self, bones: Structure, exits: tuple[Exit, ...] = ()) -> None:
        small = bones.flat.lower()
        self.small = small if len(small) == len(bones.flat) else "".join(letter.lower()[0] for letter in bones.flat)
        self.all = bones.sentences
        self.starts = [sentence.start for sentence in bones.sentences]
        self.exits = {way.place.start for way in exits}
        self.words = cache(self._words)

    def _words(self, index: int) -> frozenset[str]:
        """The words and the word pairs of a sentence, each once."""
        sentence = self.all[index]
        words = WORD.findall(self.small, sentence.start, sentence.end)[:MOST_WORDS]
        return frozenset(words).union(map(" ".join, itertools.pairwise(words)))

    def cued(self, cues: tuple[str, ...]) -> list[int]:
        """The sentences that hold one of the cues, by their number, in the order of the text."""
        found: set[int] = set()
        for cue in cues:
            at = self.small.find(cue)
            while at >= 0:
                index = max(bisect.bisect_right(self.starts, at) - 1, 0)
                found.add(index)
                at = self.small.find(cue, self.starts[index + 1] if index + 1 < len(self.starts) else len(self.small))
        return sorted(found) if self.all else []

    def shown(self, index: int, kind: Category) -> frozenset[str]:
        """What a sentence shows about a category: its words and pairs, and how the pattern fits."""
        sentence = self.all[index]
        fits = bool(kind.pattern.search(self.small, sentence.start, sentence.end))
        unless = fits and bool(kind.unless and kind.unless.search(self.small, sentence.start, sentence.end))
        told = {
            "#fits": fits,
            "#fits only": fits and not unless,
            "#unless": unless,
            "#exit": self.is_exit(sentence, kind),
        }
        return self.words(index).union(name for name, holds in told.items() if holds)

    def is_exit(self, sentence: Sentence, kind: Category) -> bool:
        """True for the sentence by which a party may leave without a cause."""
        return kind.name == LEAVING and sentence.start in self.exits


def clauses(bones: Structure, exits: tuple[Exit, ...] = ()) -> dict[str, Clause]:
    """Every category with whether it is present, how sure that is, and the sentences."""
    sentences = Sentences(bones, exits)
    models = trained("clauses").models
    return {kind.name: clause(bones, kind, sentences, models[kind.name]) for kind in CATEGORIES}


def clause(bones: Structure, kind: Category, sentences: Sentences, model: Linear) -> Clause:
    """One category; its places are the sentences that are likely by themselves, the likeliest first."""
    scored = [(model.score_of(sentences.shown(index, kind)), index) for index in sentences.cued(kind.cues)]
    best = max(scored, default=(model.constant, -1))[0]
    present = bool(scored) and logistic(best) >= model.threshold
    hits = sorted((item for item in scored if logistic(item[0]) >= model.threshold), reverse=True)
    places = tuple(bones.place(sentences.all[index].start, sentences.all[index].end) for _, index in hits[:MOST_PLACES])
    chance = logistic(model.slope * best + model.shift)
    return Clause(present, round(chance if present else 1 - chance, 2), places)

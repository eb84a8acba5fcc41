"""What is measured of surveys: what each measure is, its limits, and what it misses.

The catalogue takes these in; `felt`, `hanging` and `beside` compute them. What the host found when it counted, and what
nobody can find again because the single answers are gone, says so.
"""

from collections.abc import Iterable

from paripassu.measures.listing import Measure
from paripassu.measures.reading import Figure, Reading

SILENT = "Who did not answer may think otherwise."
COUNTED = (
    "The host found it when it counted, before the answers were deleted: it cannot be found again from the record, and "
    "is rounded so that it gives nobody away."
)
SCALE = "1 to 7; 7 is best"
UNIT = "of 7"
"""The unit of what is felt."""

STUDENT = "Student 1908 on the mean of a scale"
RANDOM = (
    "Where the spread may not be told, the interval takes people to differ as answers at random do, or as much as what "
    "is held back can be; it is then too wide rather than too narrow."
)


def _felt(name: str, title: str, what: str, source: str, *more: str) -> Measure:
    return Measure(name, title, what, SCALE, f"{source}; {STUDENT}", "felt", (SILENT, RANDOM, *more))


OWN_WORDS = "The questions are in our own words: no published reliability is claimed."
TO_TALK = "It is where to begin to talk, not a mark."

_FELT = (
    _felt("felt_trust", "Trust, as felt", "How far a party's people trust the others as organisations, in one facet.",
          "Mayer, Davis and Schoorman 1995; Zaheer, McEvily and Perrone 1998", OWN_WORDS),
    _felt("felt_trust_people", "Trust in people, as felt",
          "How far the people of a party trust those of the others with whom they work; no single one is meant.",
          "Zaheer, McEvily and Perrone 1998", OWN_WORDS),
    _felt("self_view", "View of one's own side", "How the people of a party see their own organisation, in one facet.",
          "Collaboration and Trust survey: self and other", OWN_WORDS),
    Measure("blind_spot", "Blind spot",
            "What a party's people think of their own organisation less what the other party's people think of it.",
            "−6 to 6; 0 is seen alike", f"Collaboration and Trust survey: self and other; {STUDENT}", "felt",
            (SILENT, RANDOM, "Among more than two parties the others' view of one is not asked apart.")),
    _felt("felt_fairness", "Fairness, as felt", "How fair a party's people find it, in one kind of fairness.",
          "Kumar, Scheer and Steenkamp 1995; Colquitt 2001", OWN_WORDS),
    _felt("felt_norms", "Norm climate", "How often a party's people see a kind of partner's behaviour.",
          "Heide and John 1992", OWN_WORDS),
    Measure("norm_shortfall", "Norms missed",
            "How much more important a party's people find a kind of behaviour than they see of it.",
            "−6 to 6; above 0 it is missed", f"CDC Partnership Trust Tool; {STUDENT}", "felt",
            (SILENT, RANDOM, TO_TALK)),
    _felt("felt_safety", "Safety to speak, as felt", "How safe a party's people find it to say what is difficult.",
          "Edmondson 1999", OWN_WORDS, "Who does not dare to speak may not dare to answer either."),
    Measure("felt_apart", "Gap between sides, as felt",
            "How far the means of two parties lie apart, with at most what chance there is of one as large if it "
            "did not matter whose people they are.",
            "0 to 6; 0 is none", f"Fisher 1935; {STUDENT}", "felt",
            (SILENT, RANDOM, f"Of the chance: {COUNTED}", "The chance is not corrected for several pairs.")),
    Measure("felt_change", "Change since the wave before",
            "The mean of a scale less that of the wave before with the same questions, with the interval that holds it "
            "nineteen times in twenty.",
            "−6 to 6; above 0 is better", "Welch 1947", "felt",
            (SILENT, RANDOM, "Others may have been asked: how many were asked both times is said.")),
    Measure("response", "Answers of those asked",
            "The part of the people asked who answered the last wave of a survey.",
            "0 to 1; 1 is everybody", "The record", "felt",
            ("Why somebody was silent.", "A low one says that the figures of that side speak for few.")),
    Measure("felt_beside_shown", "Felt less shown",
            "Felt trust as a part of its scale, less the chance that the record supports; whether the two differ by "
            "more than a tenth is said with its probability.",
            "−1 to 1; above 0 more is felt than shown", "Dirichlet on answers, Beta on events; Jøsang 2016", "felt",
            (SILENT, "That 7 of 7 means a chance of 1 is an agreement on how to compare, not a law.",
             "What people know and the record does not.")),
)  # fmt: skip


def _hanging(name: str, title: str, what: str, limits: str, source: str, *more: str) -> Measure:
    return Measure(name, title, what, limits, source, "surveys", (SILENT, COUNTED, *more))


NULLS = "It depends on what is taken for random: see both nulls."

_HANGING = (
    _hanging("alpha", "Cronbach's α",
             "How far the questions of a scale hang together, with Feldt's interval of nineteen times in twenty.",
             "up to 1; below 0 the questions contradict each other", "Cronbach 1951; Feldt 1965",
             "It does not say that they ask about the right thing."),
    _hanging("omega", "McDonald's ω",
             "The part of a scale's spread that is one thing all its questions ask about, with a bootstrap interval.",
             "0 to 1; 1 is all of it", "McDonald 1999"),
    _hanging("within_agreement", "Agreement within a party",
             "rWG(J): how far people of one party agree, against answers at random.", "0 to 1; 1 is full agreement",
             "James, Demaree and Wolf 1984", NULLS),
    _hanging("within_agreement_skewed", "Agreement within a party, strict",
             "rWG(J) against answers that tend a little to one side.", "0 to 1; 1 is full agreement",
             "LeBreton and Senter 2008", NULLS, "The variances of this null are quoted from memory."),
    _hanging("icc", "Differences between parties",
             "ICC(1): how much of the differences between people is one between their parties.",
             "up to 1; around 0 is none", "Shrout and Fleiss 1979; Bliese 2000"),
    _hanging("icc_means", "Dependability of the parties' means",
             "ICC(2): how far the means of the parties can be told apart.",
             "up to 1; around 0 not at all", "Shrout and Fleiss 1979; Bliese 2000"),
)  # fmt: skip

ASKED: dict[str, Measure] = {measure.name: measure for measure in (*_FELT, *_HANGING)}
"""Every measure of surveys by its name."""


HANGING: tuple[str, ...] = tuple(measure.name for measure in _HANGING)
"""Those that the host finds when it counts."""


def reading(
    measure: str,
    about: str,
    value: Figure,
    facts: Iterable[int],
    *,
    low: Figure = None,
    high: Figure = None,
    why: str = "",
) -> Reading:
    """A reading of one of these, with its source and its entries in order."""
    return Reading(
        measure=measure,
        about=about,
        value=value,
        low=low,
        high=high,
        unit=UNIT if ASKED[measure].limits == SCALE else "",
        enough=value is not None,
        why=why,
        source=ASKED[measure].source,
        facts=tuple(sorted(set(facts))),
    )

"""What is measured of the practices besides balance and trust: what each measure is, its limits, and what it misses.

As in `catalogue`, every measure has a page under docs/measures/; `questions` computes them.
"""

from paripassu.measures.catalogue import Measure

UNWRITTEN = "What nobody wrote down is not seen."

_TIES = (
    Measure(
        "coverage",
        "Pairs held by two threads",
        "The part of all pairs of partners between whose people at least two ties are alive.",
        "0 to 1; 1 is every pair",
        "Share of pairs with two living ties; Burt 1992",
        "ties",
        (UNWRITTEN, "It does not say how good a tie is."),
    ),
    Measure(
        "living_ties",
        "Living ties of a pair",
        "How many ties between the people of two partners are alive: both sit, and met within 90 days.",
        "0 or more, whole",
        "The record",
        "ties",
        (UNWRITTEN, "It does not say how good a tie is."),
    ),
)

PRACTISED: dict[str, Measure] = {measure.name: measure for measure in (*_TIES,)}
"""Every measure of a practice by its name."""

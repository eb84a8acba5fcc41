"""All measures: what each is, between which limits, from which source, and what it does not count.

`CATALOGUE` lists what is read from a record alone; `REFERENCES` what is computed from worths, wishes or answers that
people state, and laid beside it.
"""

from paripassu.measures.asked import ASKED
from paripassu.measures.listing import BETA, Measure
from paripassu.measures.practised import PRACTISED

__all__ = ["CATALOGUE", "REFERENCES", "Measure"]

ONLY_CONFIRMED = "Only what the other partners confirmed counts; open, withdrawn and replaced entries do not."
NO_RATE = "Entries without an agreed rate are shown and not counted."
NO_THANKS = "Appreciation is never netted."
NOT_WORTH = "Benefits that belong to all, or that nobody posted, are not seen."
NOT_FELT = "It does not say whether the partners feel it to be fair."


def _amount(name: str, title: str, what: str, *more: str) -> Measure:
    return Measure(name, title, what, "0 or more, in the pool's unit", "The record", "balance", (NO_RATE, *more))


def _share(name: str, title: str, what: str, source: str) -> Measure:
    return Measure(name, title, what, "0 to 1", source, "balance", (ONLY_CONFIRMED, NO_RATE))


def _coefficient(name: str, title: str, what: str, source: str, *more: str) -> Measure:
    not_counted = (ONLY_CONFIRMED, NO_RATE, NO_THANKS, NOT_WORTH, NOT_FELT, *more)
    return Measure(name, title, what, "0 upwards; 1 is balance", source, "balance", not_counted)


_BALANCE = (
    _coefficient(
        "lowest_return_coefficient",
        "Lowest return coefficient",
        "The return coefficient of the partner that has the lowest.",
        "CERN industrial return; ESA Convention, Annex V",
    ),
    _amount(
        "transfer",
        "Transfer to balance",
        "The least that would have to change hands for every partner to have its target share.",
        ONLY_CONFIRMED,
    ),
    Measure(
        "balance_index",
        "Balance index",
        "The part of the rewards that is where the agreed rule wants it: 1 less half the sum of all share gaps.",
        "0 to 1; 1 is balance",
        "Total variation distance",
        "balance",
        (ONLY_CONFIRMED, NO_RATE, "It says how much is misplaced, not who has too little."),
    ),
    Measure(
        "disputed_share",
        "Disputed share",
        "The value in dispute, as part of the value of all entries that stand.",
        "0 to 1; 0 is none",
        "The record",
        "balance",
        (NO_RATE, "Disagreement that nobody entered is not seen."),
    ),
    _coefficient(
        "return_coefficient",
        "Return coefficient",
        "A partner's share of the rewards divided by its target share; with bounds for every way in which the open "
        "entries may be decided.",
        "CERN industrial return; ESA Convention, Annex V; Adams 1965",
    ),
    _coefficient(
        "rolling_return_coefficient",
        "Return coefficient in the window",
        "The return coefficient of the agreed rolling window.",
        "CERN industrial return; ESA Convention, Annex V",
        "What lies before the window is not counted.",
    ),
    _coefficient(
        "tendency",
        "Tendency of the return coefficient",
        "The return coefficient with the interval in which it tends to lie nine times in ten, given how few and how "
        "unequal the rewards were.",
        "Beta interval with Kish's effective count (Bayes 1763; Brown, Cai and DasGupta 2001; Kish 1965)",
        "The target share is taken as it stands; only the rewards are taken as chance.",
    ),
    _coefficient("equity_return_coefficient", "Return under equity", "As each contributed.", "Adams 1965"),
    _coefficient("equality_return_coefficient", "Return under equality", "To all alike.", "Deutsch 1975"),
    _coefficient("need_return_coefficient", "Return under need", "By the agreed need shares.", "Deutsch 1975"),
    Measure(
        "gap",
        "Gap",
        "What a partner received above (below zero: below) its target.",
        "any amount, in the pool's unit; all gaps of a pool sum to 0",
        "Adams 1965",
        "balance",
        (ONLY_CONFIRMED, NO_RATE, NO_THANKS, NOT_WORTH),
    ),
    Measure(
        "operating_balance",
        "Operating balance",
        "What a partner received less what it contributed, with contributions scaled so that all balances sum to 0.",
        "any amount, in the pool's unit; all balances of a pool sum to 0",
        "European Commission, EU budget financial report, annex 3",
        "balance",
        (ONLY_CONFIRMED, NO_RATE, NOT_WORTH, "It is an accounting exercise, and varies with what is assigned to whom."),
    ),
    _amount(
        "contribution",
        "Contribution",
        "What a partner contributed and the responsibilities it carried.",
        ONLY_CONFIRMED,
    ),
    _share("contribution_share", "Contribution share", "A partner's part of all contributions.", "The record"),
    _amount("reward", "Reward", "What a partner received.", ONLY_CONFIRMED),
    _share("reward_share", "Reward share", "A partner's part of all rewards.", "The record"),
    _share("target_share", "Target share", "The part a partner ought to have by the agreed rule.", "Deutsch 1975"),
    _amount("open", "Undecided", "The value of a partner's entries that are proposed or disputed."),
)

_FORECAST = (
    _coefficient(
        "expected_return",
        "Return expected at the next review",
        "The return coefficient on the day of the next review, if all go on as in the window, with the interval that "
        "holds it nine times in ten.",
        "Jeffreys's interval with Kish's effective count (Brown et al. 2001; Kish 1965); ESA Convention, Annex V",
        "A plan, a promise or a redress on its way is not in it.",
    )._replace(page="forecast"),
    Measure(
        "chance_outside",
        "Chance of being outside the band",
        "The chance that the return coefficient is outside the agreed band on the day of the next review.",
        "0 to 1",
        "Jeffreys's interval with Kish's effective count (Brown et al. 2001; Kish 1965); ESA Convention, Annex V",
        "forecast",
        (ONLY_CONFIRMED, NO_RATE, "A plan, a promise or a redress on its way is not in it."),
    ),
)

NOT_ALL = "What nobody committed to, stated or delivered on the record is not seen."
NO_PERSON = "It is of organisations; nothing in it speaks of a person."


def _trust(name: str, title: str, what: str, limits: str, source: str, *more: str) -> Measure:
    return Measure(name, title, what, limits, source, "trust", (NOT_ALL, NO_PERSON, *more))


_CHANCE = "0 to 1; 1 is sure to go well"

_TRUST = (
    _trust(
        "reliability",
        "Reliability",
        "The chance that the next thing a party owes another is done in time, by what it has done of what it owed.",
        _CHANCE,
        BETA,
        "What another party kept from happening, and what was released, is left out.",
    ),
    _trust(
        "truth",
        "Truth",
        "The chance that the next thing a party states outright is borne out, by how its statements turned out.",
        _CHANCE,
        BETA,
        "A statement with a probability is weighed by its calibration instead.",
    ),
    _trust(
        "ability",
        "Ability",
        "The chance that the next delivery of a party is accepted and not returned, by its receiver's own word.",
        _CHANCE,
        BETA,
        "It rests on the word of the party that judges.",
    ),
    _trust(
        "calibration",
        "Calibration",
        "The mean squared miss of the probabilities that a party gave with its statements (Brier score).",
        "0 to 1; 0 is best, 0.25 is what always saying one half gives",
        "Brier 1950",
        "A party that states only what is sure gets a low miss: see what its own probabilities foretell.",
    ),
)

_WARNINGS = (
    Measure(
        "warning",
        "Warning",
        "How strongly the events speak against the agreed limit, as a part of what makes the alarm ring.",
        "0 upwards; from 1 on it rings",
        "Shin, Ramdas and Rinaldo, E-detectors; Shiryaev 1963; Roberts 1966",
        "warnings",
        (
            NOT_ALL,
            NO_PERSON,
            "It says that the agreed limit no longer fits, not how bad things are.",
            "Silence is no proof.",
        ),
    ),
)

_READ = (*_BALANCE, *_FORECAST, *_TRUST, *_WARNINGS, *PRACTISED.values(), *ASKED.values())

CATALOGUE: dict[str, Measure] = {measure.name: measure for measure in _READ}
"""Every measure by its name."""

STATED = "The worths are what people state; nothing on the record proves them."

_FAIRSHARES = (
    Measure(
        "shapley",
        "Shapley value",
        "What a party adds to the others, on average over all orders in which they could have come together.",
        "any amount, in the unit of the worths; all sum to what all are worth together",
        "Shapley 1953; Harsanyi 1963",
        "fairshares",
        (STATED, "It may leave a group of parties with a reason to walk away."),
    ),
    Measure(
        "nucleolus",
        "Nucleolus",
        "The shares under which the group with the most reason to complain has the least, then the next.",
        "any amount, in the unit of the worths; all sum to what all are worth together",
        "Schmeidler 1969; Kohlberg 1971",
        "fairshares",
        (STATED, "It rewards what a group could do by leaving, not effort."),
    ),
    Measure(
        "excess",
        "Smallest excess",
        "What the group with the most reason to walk away receives beyond what it is worth alone.",
        "any amount; below 0 that group would gain by leaving",
        "Gillies 1959",
        "fairshares",
        (STATED, "Trust, habit and the contract keep groups that the figures would let go."),
    ),
)

OWN_WORD = "What a party values, or has without an agreement, is its own word; to overstate it pays."

_BARGAINING = (
    Measure(
        "nash_bargain",
        "Nash bargain",
        "What each has without an agreement, and of the gain its weighted part.",
        "any amount; all sum to what there is",
        "Nash 1950; Kalai 1977",
        "bargaining",
        (OWN_WORD,),
    ),
    Measure(
        "kalai_smorodinsky",
        "Kalai–Smorodinsky bargain",
        "The largest part of what it could hope for that every party can have at once.",
        "0 to 1; 1 is all that anybody hoped for",
        "Kalai and Smorodinsky 1975",
        "bargaining",
        (OWN_WORD, "Items are taken as divisible."),
    ),
    Measure(
        "nash_welfare",
        "Max Nash welfare",
        "The part of its own total that each party gets in the division with the largest product, with a proven gap.",
        "0 to 1",
        "Eisenberg and Gale 1959; Zhang 2011",
        "bargaining",
        (OWN_WORD, "Items are taken as divisible."),
    ),
    Measure(
        "adjusted_winner",
        "Adjusted winner",
        "For two parties: the points of its own 100 that each gets when both get equally many.",
        "50 to 100",
        "Brams and Taylor 1996",
        "bargaining",
        (OWN_WORD, "Only for two parties."),
    ),
)

ONLY_LEVERS = "Only what the parties named as a lever is moved, at the price of effort they gave it."

_REBALANCING = (
    Measure(
        "least_change",
        "Least change",
        "What to move, by which lever, for every party to be within the band at the least cost; or that none does.",
        "0 to the most agreed for each lever, in the pool's unit",
        "Linear and mixed-integer programming; Lawson and Hanson 1974",
        "rebalancing",
        (ONLY_LEVERS, "Whether a move is felt as fair is for those who make it to say."),
    ),
    Measure(
        "must_move",
        "Must move",
        "What has to change hands, by any levers at all, for every party to be within the band.",
        "0 or more, in the pool's unit",
        "Total variation distance",
        "rebalancing",
        ("It does not know which levers there are.",),
    ),
)


def _survey(name: str, title: str, what: str, limits: str, source: str, *more: str) -> Measure:
    return Measure(name, title, what, limits, source, "surveys", ("Who did not answer may think otherwise.", *more))


_SURVEYS = (
    _survey(
        "krippendorff",
        "Krippendorff's α",
        "How far people who judge the same things judge them alike, with gaps allowed.",
        "up to 1; 0 is what chance gives",
        "Krippendorff 2004",
    ),
)

_EXPECTED = (
    Measure(
        "what_if",
        "The balance if it comes so",
        "The return coefficients of a pool with what a party now expects laid over the ledger.",
        "0 upwards; 1 is balance",
        "Our own arithmetic on the balance",
        "expectations",
        ("How likely it is, and what others would do because of it.",),
    ),
)

REFERENCES: dict[str, Measure] = {
    measure.name: measure for measure in (*_FAIRSHARES, *_BARGAINING, *_REBALANCING, *_SURVEYS, *_EXPECTED)
}
"""What people state, laid beside what the record says, by name."""

"""What is measured of the practices besides balance and trust: what each measure is, its limits, and what it misses.

The catalogue takes these in; `questions` says what computes them.
"""

from collections.abc import Iterable

from paripassu.measures.listing import BETA, Measure
from paripassu.measures.proportions import Part
from paripassu.measures.reading import Figure, Reading

UNWRITTEN = "What nobody wrote down is not seen."
NOT_GOOD = "More is not better, and less is not worse: see what is behind it."
SHARE = "0 to 1"
DAYS = "0 days or more"

JEFFREYS = "Jeffreys's interval (Brown, Cai and DasGupta 2001)"
TENDENCY = "Beta interval with Kish's effective count (Bayes 1763; Brown, Cai and DasGupta 2001; Kish 1965)"
KAPLAN_MEIER = "Kaplan and Meier 1958; Brookmeyer and Crowley 1982"


def _norm(name: str, title: str, what: str, *more: str) -> Measure:
    return Measure(name, title, what, f"{SHARE}; 1 is always", JEFFREYS, "norms", (UNWRITTEN, *more))


OBSERVERS = "It is what others observed and wrote down: who is watched more has more to show."

_NORMS = (
    _norm("kept_share", "Principles kept", "The part of what was observed of a party in which it kept a principle.",
          OBSERVERS, "A strain counts also when it was settled."),
    _norm("kept_share_of_principle", "Kept, principle by principle",
          "The part of what was observed of a party under one principle in which it kept it.", OBSERVERS),
    _norm("seen_alike", "Seen alike", "Of the strains that were answered, the part that both sides saw the same.",
          "To agree under pressure looks the same as to agree."),
)  # fmt: skip


def _voice(name: str, title: str, what: str, limits: str, source: str, *more: str) -> Measure:
    return Measure(name, title, what, limits, source, "voice", (UNWRITTEN, NOT_GOOD, *more))


HERFINDAHL = "Herfindahl 1950"
FEW_HOLD = f"{SHARE}; 1 is all with one party, 1 ÷ parties is alike"
MOTIONS = "Texts of the agreement, arrangements, goals and proposals weigh the same, however large."

_VOICE = (
    _voice("proposal_share", "Share of what is proposed", "A party's part of all that was put to all.",
           SHARE, TENDENCY, MOTIONS),
    _voice("passed_share", "Proposals that passed", "Of what a party put to all and was decided, the part that passed.",
           SHARE, JEFFREYS, MOTIONS, "What was never proposed because it would not have passed is not seen."),
    _voice("concession_share", "Share of concessions",
           "A party's part of all times that somebody gave way in a decision: a better text after an objection, an "
           "objection given up, a veto lifted or yielded to.", SHARE, TENDENCY, "To give way may be wise."),
    _voice("agenda_share", "Share of the agenda", "A party's part of what the parties put on agendas of check-ins.",
           SHARE, TENDENCY, "What the record itself puts there belongs to nobody."),
    _voice("proposal_concentration", "Concentration of proposals", "How far what is proposed comes from few parties.",
           FEW_HOLD, HERFINDAHL),
    _voice("concession_concentration", "Concentration of concessions", "How far it is few parties that give way.",
           FEW_HOLD, HERFINDAHL),
    _voice("agenda_concentration", "Concentration of the agenda", "How far few parties set the agenda.",
           FEW_HOLD, HERFINDAHL),
    _voice("answer_days", "Days until it answers", "In half of all cases a party has answered the others by then.",
           DAYS, KAPLAN_MEIER, "What is asked outside the record, and sealed ballots."),
    _voice("waiting_days", "Days it waits", "In half of all cases the others have answered a party by then.",
           DAYS, KAPLAN_MEIER, "What is asked outside the record, and sealed ballots."),
)  # fmt: skip

_ALIGNMENT = (
    Measure("goals_alike", "Goals that matter alike",
            "The part of the goals of which the parties state an importance at most one step apart.", SHARE,
            "Jap and Anderson 2003; the step is ours", "alignment",
            (UNWRITTEN, "It is what parties say, sealed from each other; not what they do.")),
    Measure("importance_gap", "Gap in importance",
            "How far apart the most and the least important are that a goal is to any party.", "0 to 100",
            "Jap and Anderson 2003", "alignment",
            (UNWRITTEN, "Goals may rightly matter more to one party: it is worth knowing, not wrong.")),
)  # fmt: skip


def _adaptation(name: str, title: str, what: str, *more: str) -> Measure:
    only = "The day of noticing is the word of the party that shared it."
    return Measure(name, title, what, DAYS, KAPLAN_MEIER, "adaptation", (UNWRITTEN, only, *more))


_ADAPTATION = (
    _adaptation("days_to_share", "Days until it is shared", "From noticing a change to sharing it with all."),
    _adaptation("days_to_acknowledge", "Days until all have read it", "From sharing a change to the word of the last."),
    _adaptation("days_to_reassess", "Days until it is reassessed",
                "From sharing a change to what all agree to do about it.", "Not every change needs it."),
    _adaptation("days_to_adjust_goals", "Days until goals follow", "From what was agreed to goals adjusted to it."),
    _adaptation("days_to_decide", "Days until it is decided", "From what was agreed to a decision about it.",
                "Only changes that led to a decision."),
    _adaptation("days_to_amend", "Days until the text follows", "From what was agreed to an amendment in force."),
    _adaptation("days_to_share_by", "Days until a party shares", "From noticing to sharing, for each party that did.",
                "What a party noticed and never shared."),
)  # fmt: skip


def _dialogue(name: str, title: str, what: str, limits: str, source: str, *more: str) -> Measure:
    none = "No conflict at all is not the best mark."
    return Measure(name, title, what, limits, source, "dialogue", (UNWRITTEN, none, *more))


_DIALOGUE = (
    _dialogue("conflicts", "Conflicts and early warnings", "How many were raised.", "0 or more, whole", "The record",
              "What is not raised."),
    _dialogue("settled_low", "Settled among those concerned",
              "Of what was settled or resolved, the part that was at the first two tiers.", SHARE, JEFFREYS,
              "Some matters belong higher up."),
    _dialogue("days_to_settle", "Days until it is settled", "From raising a matter to settling or resolving it.",
              DAYS, KAPLAN_MEIER, "What was withdrawn counts as lasting at least so long."),
    _dialogue("tier_days", "Days at each tier", "How long matters stay at one tier of the ladder.", DAYS, KAPLAN_MEIER),
    _dialogue("seen_as", "Task or relationship", "The part of the sides' views that call it a matter of the task, of "
              "the relationship, or both.", SHARE, f"Jehn 1995; {JEFFREYS}", "A view is what a side says it is."),
    _dialogue("reopened_share", "Settlements that did not hold",
              "Of the settlements that were signed, the part of which a side said later that it did not hold.",
              SHARE, JEFFREYS),
)  # fmt: skip


def _knowledge(name: str, title: str, what: str, source: str, *more: str) -> Measure:
    worth = "How much something is worth: one hint may outweigh a hundred files."
    return Measure(name, title, what, SHARE, source, "knowledge", (UNWRITTEN, worth, *more))


_KNOWLEDGE = (
    _knowledge("given_share", "Share of what is given", "A party's part of all that was given under terms.", TENDENCY),
    _knowledge("received_share", "Share of what is received", "A party's part of all that was received under terms.",
               TENDENCY),
    _knowledge("acknowledged_share", "Received and acknowledged",
               "Of what a party received, the part of which it said what became of it.", JEFFREYS),
    _knowledge("useful_share", "Given and of use", "Of what a party gave, the part that a receiver said it used.",
               JEFFREYS, "Use is the receiver's own word."),
    _knowledge("answered_share", "Requests answered", "Of what a party was asked for, the part that it has answered.",
               JEFFREYS, "A refusal is an answer."),
)  # fmt: skip


def _power(name: str, title: str, what: str, limits: str, source: str, *more: str) -> Measure:
    return Measure(name, title, what, limits, source, "power", (UNWRITTEN, *more))


STATED = "What could be replaced is the own word of the party that depends; without it the bounds are wide."
THROUGH = "What flows is counted in commitments, by their importance, not in money."
TOGETHER = "It takes the members of a party to vote alike, and all to take part."

_POWER = (
    _power("dependence", "Dependence", "The part of what others owe a party that comes through one of them and that it "
           "could not replace.", SHARE, "Emerson 1962", STATED, THROUGH),
    _power("dependence_imbalance", "Imbalance of dependence", "How much more one of two depends than the other.",
           SHARE, "Emerson 1962; Casciaro and Piskorski 2005", STATED, THROUGH),
    _power("mutual_dependence", "Mutual dependence", "How far two depend on each other: the sum of both directions.",
           "0 to 2", "Emerson 1962; Casciaro and Piskorski 2005", STATED, THROUGH),
    _power("voting_power", "Power of votes", "A party's part of all cases in which its votes turn a defeat into a "
           "majority.", SHARE, "Banzhaf 1965", TOGETHER),
    _power("vote_share", "Share of votes", "A party's part of all votes.", SHARE, "The record", TOGETHER),
)  # fmt: skip


def _tie(name: str, title: str, what: str, limits: str, source: str) -> Measure:
    return Measure(name, title, what, limits, source, "ties", (UNWRITTEN, "It does not say how good a tie is."))


_TIES = (
    _tie("coverage", "Pairs held by two threads",
         "The part of all pairs of partners between whose people at least two ties are alive.",
         "0 to 1; 1 is every pair", "Share of pairs with two living ties; Burt 1992"),
    _tie("living_ties", "Living ties of a pair",
         "How many ties between the people of two partners are alive: both sit, and met within 90 days.",
         "0 or more, whole", "The record"),
    _tie("bridges", "Ties that hold it together", "How many ties there are without which the web falls apart.",
         "0 or more, whole", "Bridges of a graph; Burt 1992"),
)  # fmt: skip

OWN_WORD = "It is what a party states, and a party may state what serves it."
THEN = "It is of what was valued then; what was posted since is not in it."
ENVY_SOURCES = "Foley 1967; Varian 1974; Chakraborty, Igarashi, Suksompong and Zick 2021"


def _valued(name: str, title: str, what: str, limits: str, source: str, *more: str) -> Measure:
    return Measure(name, title, what, limits, source, "valuations", (OWN_WORD, THEN, *more))


_VALUATIONS = (
    _valued("own_return", "Return by own values",
            "A partner's share of the rewards divided by its target share, all counted by its own values.",
            "0 upwards; 1 is balance", "Adams 1965; CERN industrial return"),
    _valued("own_lean", "Above or below its due, by own values",
            "What a partner received above (below zero: below) its due, as a part of all rewards, by its own values.",
            "-1 to 1; 0 or more is its due", "Steinhaus 1948; weighted proportionality"),
    _valued("perception_gap", "Gap of perception",
            "The return of a partner by its own values less that by the agreed rates.",
            "any number; below 0 it sees itself worse off", "Adams 1965; Ross and Sicoly 1979"),
    _valued("return_under", "Return of another, by own values",
            "The return of the second, counted by the values of the first.",
            "0 upwards; 1 is balance", "Adams 1965"),
    _valued("envy", "Envy", "How much more of its due the second received than the first, by the values of the first.",
            "0 upwards; 0 is none", ENVY_SOURCES, "It is a comparison of figures and no word about feelings."),
    Measure("felt_gap", "Felt, beside shown",
            "The return that a party felt it had at the last check-in, less the one that was shown there.",
            "any number; below 0 it felt worse off than was shown", "Adams 1965", "valuations",
            ("It is one word on one day.", "A party may say what serves it.")),
)  # fmt: skip

_CHECKINS = (
    Measure(
        "checkins_kept",
        "Check-ins held",
        "The chance that the next agreed check-in is held, by those that were held and those that were not.",
        "0 to 1; 1 is sure to be held",
        BETA,
        "standing",
        (UNWRITTEN, "Whether a meeting was worth its time is not in it."),
    ),
)

_ALL = (*_NORMS, *_VOICE, *_ALIGNMENT, *_ADAPTATION, *_DIALOGUE, *_KNOWLEDGE, *_POWER, *_TIES, *_VALUATIONS, *_CHECKINS)

PRACTISED: dict[str, Measure] = {measure.name: measure for measure in _ALL}
"""Every measure of a practice by its name."""

Within = tuple[Figure, Figure]


def reading(
    measure: str,
    about: str,
    value: Figure | Part,
    facts: Iterable[int],
    *,
    why: str = "",
    within: Within = (None, None),
    unit: str = "",
) -> Reading:
    """A reading of one of these, with its source and its entries in order. A part brings its limits along."""
    if isinstance(value, Part):
        value, *within_ = value
        within = (within_[0], within_[1])
    low, high = within
    return Reading(
        measure=measure,
        about=about,
        value=value,
        low=low,
        high=high,
        unit=unit,
        enough=value is not None,
        why=why,
        source=PRACTISED[measure].source,
        facts=tuple(sorted(set(facts))),
    )

"""How what waits and what comes next is said, by practice and code: one line for each, and one for many of a kind."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from paripassu.web import aimed, noticed, parted, redressed, settled, surveyed, valued


class Words(NamedTuple):
    """How it is said: of one thing with its title, of many, and the page to go to where the thing has none."""

    one: Promise
    many: Promise
    page: str


WORDS: dict[tuple[str, str], Words] = {
    ("agreement", "begin"): Words(lazy("Begin the agreement: nothing is on the table yet."), lazy(""), "agreement"),
    ("agreement", "accept"): Words(
        lazy("Read the text on the table: accept it, or table another wording."), lazy(""), "agreement"
    ),
    ("agreement", "sign"): Words(lazy("Sign the text: every party has accepted it."), lazy(""), "agreement"),
    ("commitments", "agree"): Words(
        lazy("Agree to a proposed commitment, or decline: %(title)s"),
        lazy("Agree to %(count)s proposed commitments, or decline."),
        "commitments",
    ),
    ("commitments", "declined"): Words(
        lazy("A proposal was declined: renegotiate it or withdraw it: %(title)s"),
        lazy("%(count)s proposals were declined: renegotiate or withdraw them."),
        "commitments",
    ),
    ("commitments", "deliver"): Words(
        lazy("Deliver: %(title)s"), lazy("Deliver on %(count)s commitments."), "commitments"
    ),
    ("commitments", "late"): Words(
        lazy("Late: deliver, renegotiate, or say what is in the way: %(title)s"),
        lazy("%(count)s commitments are late: deliver, renegotiate, or say what is in the way."),
        "commitments",
    ),
    ("commitments", "returned"): Words(
        lazy("Returned with a reason: deliver again: %(title)s"),
        lazy("%(count)s deliveries were returned with a reason: deliver again."),
        "commitments",
    ),
    ("commitments", "accept"): Words(
        lazy("Accept what was delivered, or return it with a reason: %(title)s"),
        lazy("Accept %(count)s deliveries, or return them with a reason."),
        "commitments",
    ),
    ("commitments", "unblock"): Words(
        lazy("Said to be in the way: clear it or contest it: %(title)s"),
        lazy("Said to be in the way of %(count)s commitments: clear it or contest it."),
        "commitments",
    ),
    ("commitments", "cure"): Words(lazy("Cure the breach: %(title)s"), lazy("Cure %(count)s breaches."), "commitments"),
    ("commitments", "judge_cure"): Words(
        lazy("Say whether the breach is cured: %(title)s"),
        lazy("Say of %(count)s breaches whether they are cured."),
        "commitments",
    ),
    ("checkins", "call"): Words(lazy("Call the next check-in of the agreed series."), lazy(""), "checkins"),
    ("checkins", "prepare"): Words(
        lazy("Prepare in private: %(title)s"), lazy("Prepare %(count)s check-ins."), "checkins"
    ),
    ("checkins", "open"): Words(lazy("Open the meeting today: %(title)s"), lazy(""), "checkins"),
    ("checkins", "open_prepared"): Words(
        lazy("Open what all have prepared: %(title)s"),
        lazy("Open what was prepared for %(count)s check-ins."),
        "checkins",
    ),
    ("checkins", "answer_change"): Words(
        lazy("Agree to move or cancel a check-in, or decline: %(title)s"),
        lazy("Answer %(count)s proposals to move or cancel a check-in."),
        "checkins",
    ),
    ("checkins", "mend_change"): Words(
        lazy("The change of a check-in was declined: talk, or withdraw it: %(title)s"),
        lazy("%(count)s changes of check-ins were declined: talk, or withdraw them."),
        "checkins",
    ),
    ("checkins", "attend"): Words(
        lazy("Say who was there: %(title)s"),
        lazy("Say who was there at %(count)s check-ins."),
        "checkins",
    ),
    ("checkins", "agree_minute"): Words(
        lazy("Agree to a minute, or object: %(title)s"), lazy("Agree to %(count)s minutes, or object."), "checkins"
    ),
    ("checkins", "mend_minute"): Words(
        lazy("A minute was objected to: correct it, or talk: %(title)s"),
        lazy("%(count)s minutes were objected to: correct them, or talk."),
        "checkins",
    ),
    ("checkins", "state_missed"): Words(
        lazy("Nobody opened it: say that it was missed: %(title)s"),
        lazy("Nobody opened %(count)s check-ins: say that they were missed."),
        "checkins",
    ),
    ("checkins", "state_missed_day"): Words(
        lazy("A day of the agreed series passed without a check-in: say that it was missed."), lazy(""), "checkins"
    ),
    ("exchange", "answer_request"): Words(
        lazy("Answer a request: offer it, decline, or say from when: %(title)s"),
        lazy("Answer %(count)s requests: offer it, decline, or say from when."),
        "exchange",
    ),
    ("exchange", "request_declined"): Words(
        lazy("All who were asked declined: ask otherwise, or withdraw it: %(title)s"),
        lazy("%(count)s requests were declined by all: ask otherwise, or withdraw them."),
        "exchange",
    ),
    ("exchange", "take_offer"): Words(
        lazy("Accept the terms of an offer, or decline it: %(title)s"),
        lazy("Accept the terms of %(count)s offers, or decline them."),
        "exchange",
    ),
    ("exchange", "answer_extension"): Words(
        lazy("Agree to longer terms, or say why not: %(title)s"),
        lazy("Answer %(count)s proposals of longer terms."),
        "exchange",
    ),
    ("exchange", "confirm_return"): Words(
        lazy("The access has ended: say that it is given back or deleted: %(title)s"),
        lazy("The access to %(count)s shares has ended: say that they are given back or deleted."),
        "exchange",
    ),
    ("exchange", "state_use"): Words(
        lazy("Say what it was used for, and how useful it was: %(title)s"),
        lazy("Say of %(count)s shares what they were used for."),
        "exchange",
    ),
    ("exchange", "answer_idea"): Words(
        lazy("Say yes to an idea, build on it, or set it aside: %(title)s"),
        lazy("Answer %(count)s ideas: say yes, build on them, or set them aside."),
        "exchange_ideas",
    ),
    ("exchange", "answer_value"): Words(
        lazy("Agree to how the value of an idea is shared, or say why not: %(title)s"),
        lazy("Answer %(count)s proposals of how the value of an idea is shared."),
        "exchange_ideas",
    ),
    ("decisions", "answer"): Words(
        lazy("Answer a question about the proposal: %(title)s"),
        lazy("Answer questions about %(count)s proposals."),
        "decisions",
    ),
    ("decisions", "integrate"): Words(
        lazy("Improve the proposal so that the objection is met: %(title)s"),
        lazy("Improve %(count)s proposals so that objections are met."),
        "decisions",
    ),
    ("decisions", "weigh"): Words(
        lazy("Say whether the new text meets the objection: %(title)s"),
        lazy("Say of %(count)s new texts whether they meet the objections."),
        "decisions",
    ),
    ("decisions", "agree"): Words(
        lazy("Agree to a proposal, ask, or object: %(title)s"),
        lazy("Agree to %(count)s proposals, ask, or object."),
        "decisions",
    ),
    ("decisions", "vote"): Words(
        lazy("Hand in a sealed ballot: %(title)s"), lazy("Hand in ballots on %(count)s proposals."), "decisions"
    ),
    ("decisions", "open"): Words(
        lazy("Open the ballots: %(title)s"), lazy("Open the ballots on %(count)s proposals."), "decisions"
    ),
    ("decisions", "resolve"): Words(
        lazy("Resolve a veto together: %(title)s"), lazy("Resolve %(count)s vetoes together."), "decisions"
    ),
    ("decisions", "review"): Words(
        lazy("Look again at a decision: %(title)s"), lazy("Look again at %(count)s decisions."), "decisions"
    ),
    ("decisions", "propose_change"): Words(
        lazy("Propose the change that the review asked for: %(title)s"),
        lazy("Propose the changes that %(count)s reviews asked for."),
        "decisions",
    ),
    ("principles", "answer"): Words(
        lazy("Answer: a principle was seen strained: %(title)s"),
        lazy("Answer %(count)s observations of strained principles."),
        "principles",
    ),
    ("principles", "weigh"): Words(
        lazy("Say what you make of the answer: %(title)s"),
        lazy("Say what you make of %(count)s answers about principles."),
        "principles",
    ),
    ("principles", "agree_settlement"): Words(
        lazy("Agree to the settlement offered, or say what is missing: %(title)s"),
        lazy("Answer %(count)s offers to settle what was strained."),
        "principles",
    ),
    ("principles", "settle"): Words(
        lazy("Settle a strained principle between you, or raise it as a conflict: %(title)s"),
        lazy("Settle %(count)s strained principles, or raise them as conflicts."),
        "principles",
    ),
    **{("conflicts", what): Words(one, many, "conflicts") for what, (one, many) in settled.WAITS.items()},
    ("people", "arrangement_to_answer"): Words(
        lazy("Agree to a joint arrangement, or say why not: %(title)s"),
        lazy("Agree to %(count)s joint arrangements, or say why not."),
        "people",
    ),
    ("people", "arrangement_declined"): Words(
        lazy("A joint arrangement was declined: talk, or withdraw it: %(title)s"),
        lazy("%(count)s joint arrangements were declined: talk, or withdraw them."),
        "people",
    ),
    ("people", "capabilities_missing"): Words(
        lazy("State what the party can do and what it intends."), lazy(""), "people"
    ),
    ("people", "capabilities_review"): Words(
        lazy("Look again at what the party can do and what it intends."), lazy(""), "people"
    ),
    ("people", "handover_to_acknowledge"): Words(
        lazy("Acknowledge what is handed over."), lazy("Acknowledge %(count)s handovers."), "people"
    ),
    ("statements", "check"): Words(
        lazy("Its day is over: say how it turned out: %(title)s"),
        lazy("The day of %(count)s statements is over: say how they turned out."),
        "statements",
    ),
    ("statements", "answer"): Words(
        lazy("Agree how it turned out, or contest it: %(title)s"),
        lazy("Agree how %(count)s statements turned out, or contest it."),
        "statements",
    ),
    ("statements", "contested"): Words(
        lazy("Contested how it turned out: talk, or take it back: %(title)s"),
        lazy("Contested how %(count)s statements turned out: talk, or take it back."),
        "statements",
    ),
    ("statements", "answer_incident"): Words(
        lazy("Answer an incident: %(title)s"), lazy("Answer %(count)s incidents."), "incidents"
    ),
    ("statements", "pledge"): Words(
        lazy("Pledge how to repair it: %(title)s"), lazy("Pledge how to repair %(count)s incidents."), "incidents"
    ),
    ("statements", "pledge_again"): Words(
        lazy("A pledge was returned with a reason: pledge anew: %(title)s"),
        lazy("%(count)s pledges were returned with a reason: pledge anew."),
        "incidents",
    ),
    ("statements", "answer_pledge"): Words(
        lazy("Accept a pledge to repair it, or return it: %(title)s"),
        lazy("Accept %(count)s pledges, or return them."),
        "incidents",
    ),
    ("statements", "repair"): Words(
        lazy("Do what was pledged: %(title)s"), lazy("Do what was pledged for %(count)s incidents."), "incidents"
    ),
    ("statements", "follow_up"): Words(
        lazy("Say whether the pledge has held: %(title)s"),
        lazy("Say of %(count)s pledges whether they have held."),
        "incidents",
    ),
    ("statements", "close"): Words(
        lazy("Close an incident, or say what is still open: %(title)s"), lazy("Close %(count)s incidents."), "incidents"
    ),
    ("concerns", "open_speaking"): Words(
        lazy("Open a period in which one can speak without a name. Anybody who sits here can."), lazy(""), "concerns"
    ),
    ("concerns", "renew_list"): Words(
        lazy("Somebody who listens to concerns has left: agree on another list."), lazy(""), "concerns_confidants"
    ),
    ("people", "sponsor_missing"): Words(lazy("Name the senior sponsor of the party."), lazy(""), "people"),
}
"""Practice and code of what waits, and how it is said. A practice adds its own lines."""
WORDS |= {
    (practice, what): Words(one, many, practice)
    for practice, words in (
        ("goals", aimed.WAITING),
        ("changes", noticed.WAITING),
        ("ending", parted.WAITING),
        ("redress", redressed.WAITING),
        ("valuations", valued.WAITING),
        ("surveys", surveyed.WAITING),
    )
    for what, (one, many) in words.items()
}

COMING: dict[tuple[str, str], Promise] = {
    ("agreement", "starts"): lazy("The term of the agreement begins."),
    ("agreement", "ends"): lazy("The term of the agreement ends."),
    ("commitments", "due"): lazy("Due: %(title)s"),
    ("commitments", "cure_ends"): lazy("The time to cure a breach ends: %(title)s"),
    ("checkins", "meeting"): lazy("Check-in"),
    ("checkins", "due"): lazy("A check-in of the agreed series; nobody has called it yet."),
    ("exchange", "share_ends"): lazy("The terms of a share end: %(title)s"),
    ("exchange", "wanted"): lazy("Wanted by this day: %(title)s"),
    ("decisions", "closes"): lazy("Last day for a proposal: %(title)s"),
    ("decisions", "review"): lazy("A decision is looked at again: %(title)s"),
    ("statements", "check"): lazy("By this day it can be checked: %(title)s"),
    ("statements", "repair"): lazy("Day of a pledge to repair: %(title)s"),
    ("statements", "follow_up"): lazy("Both look whether a pledge has held: %(title)s"),
    ("goals", "by"): lazy("Last day of a goal: %(title)s"),
    ("changes", "reassess"): lazy("An agreed trigger is touched; how to answer it is said by then: %(title)s"),
    ("principles", "answer"): lazy("Last day to answer what was observed: %(title)s"),
    ("conflicts", "moves_on"): lazy("The clock moves it on after this day: %(title)s"),
    ("conflicts", "test"): lazy("A settlement is looked at: %(title)s"),
    ("people", "capabilities_review"): lazy("A party looks again at what it can do and intends."),
    **{("ending", what): words for what, words in parted.COMING.items()},
    ("surveys", "until"): lazy("Last day to answer: %(title)s"),
    ("concerns", "period_ends"): lazy("Last day on which the passes for speaking without a name are good."),
    **{("redress", what): words for what, words in redressed.COMING.items()},
    **{("valuations", what): words for what, words in valued.COMING.items()},
    ("people", "party_leaves"): lazy("A party leaves the alliance."),
}

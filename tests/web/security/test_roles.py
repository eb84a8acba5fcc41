"""What a seat does not allow: every form that a manager of a partner finds is sent by those who may do less.

A form of a new page is sent as well. What a neutral or a team member may record stands in the tables here, with why.
"""

import pytest
from django.db.models import Model

from paripassu.keeper.models import Attachment, Invitation, ReadDocument, WorkingText
from paripassu.record.kinds import KINDS
from tests.web.conftest import SLUG
from tests.web.security.conftest import World
from tests.web.security.walking import Form, Walk

START = f"/{SLUG}/"

MAY_RECORD = {
    "cy": {
        "party_renamed": "each party names itself",
        "unseated": "everybody may give up the own seat",
        "interaction_noted": "who meets whom is said by whoever was there",
        "confidant_key_made": "anybody may make a key, to be named as a confidant by all partners",
        "conflict_raised": "anybody who sits here raises an early warning",
        "conflict_replied": "and answers one",
        "conflict_step_proposed": "who raised a warning may propose to withdraw it",
        "neutral_answered": "a neutral that is called says whether it helps",
    },
    "amy": {
        "contributed": "the team posts what its side gave",
        "carried": "the team posts what its side carries",
        "rewarded": "the team posts what its side received",
        "confirmed": "the team says which postings of the others are right",
        "disputed": "the team says which postings of the others are wrong",
        "withdrawn": "the team takes back what its side posted",
        "opened": "what all have handed in sealed is opened by whoever comes first; nobody can change it any more",
        "interaction_noted": "who meets whom is said by whoever was there",
        "confidant_key_made": "anybody may make a key, to be named as a confidant by all partners",
        "checkin_item_added": "the team puts something on the agenda, for all to see",
        "appreciated": "anybody may thank",
        "noted": "a note to one's own side",
        "conflict_raised": "anybody who sits here raises an early warning",
        "conflict_replied": "and answers one",
        "conflict_step_proposed": "who raised a warning may propose to withdraw it",
        "option_named": "the team names options without commitment",
        "criterion_proposed": "the team proposes what a good solution has to meet",
        "principle_observed": "the team says what it saw of another party",
        "observation_answered": "and answers what was seen of its own",
        "observation_restated": "the team of the observer says what it makes of the answer",
        "observation_withdrawn": "and takes back what its side observed",
        "conflict_lesson_noted": "the team notes what it learned",
        "exchange_requested": "the team asks for what it needs, for all to see",
        "exchange_request_answered": "the team says why it cannot share, or from when",
        "exchange_request_withdrawn": "the team takes back what its side asked for",
        "exchange_offered": "the team shares what it knows, under terms that all see",
        "exchange_offer_declined": "the team says what it does not need",
        "share_terms_accepted": "who will use it accepts the terms, under TLP:RED for themselves",
        "share_recalled": "the team ends what its side shared",
        "share_returned": "the team gives back what it had",
        "share_use_stated": "who used it says what for",
        "share_contact_named": "the team says who is asked on its side",
        "share_extension_proposed": "the team asks for longer terms; the other side decides",
        "goal_proposed": "the team says what all could reach together; managers agree",
        "goal_reassessment_proposed": "and how to go on with a goal; managers agree",
        "goal_withdrawn": "the team takes back what its side proposed",
        "progress_reported": "the team says what it measured",
        "progress_confirmed": "the team says which measurements of the others are right",
        "progress_questioned": "or what it questions in them",
        "progress_withdrawn": "and takes back its own",
        "change_noted": "whoever notices something may note it for its own side",
        "change_shared": "or share it with all at once",
        "change_acknowledged": "the team says that it has read of a change",
        "change_effect_stated": "and what it touches, as its side sees it",
        "change_withdrawn": "the team takes back what its side shared, before others build on it",
        "change_answer_named": "the team names the text that answers a change",
        "change_answer_unnamed": "and takes that back",
        "redress_opened": "anybody in a team says that a balance is off; managers decide what moves",
        "redress_taken": "the team leads the talk about it",
        "redress_withdrawn": "and takes its own opening back while nobody else has spoken",
        "redress_lever_named": "the team names what could be moved; managers agree to it",
        "redress_lever_declined": "the team says what cannot be moved",
        "redress_lever_withdrawn": "and takes its own lever back",
        "idea_proposed": "ideas come from everybody",
        "idea_built_on": "and are built on by everybody",
        "idea_agreed": "the team says yes for its side, beside all others",
        "idea_set_aside": "or says why not now; anybody revives it",
        "idea_revived": "and then all are asked anew",
        "unseated": "everybody may give up the own seat",
    },
}
"""The kinds of facts that somebody who is no manager of a partner may record, and why."""


def forms(world: World) -> list[Form]:
    """What the managers of both partners could send: one form for each address and set of fields."""
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for who in ("ada", "bo"):
        for form in Walk(world.browser[who], START).forms:
            found.setdefault((form.action, tuple(sorted(form.fields))), form)
    return [form for form in found.values() if form.action.startswith(START)]


def others(party: str) -> list[object]:
    """The rows beside the record that belong to other parties than this."""
    own: list[tuple[type[Model], dict[str, str]]] = [
        (WorkingText, {"party": party}), (ReadDocument, {"party": party}), (Attachment, {"party": party}),
    ]  # fmt: skip
    rows = [list(model.objects.exclude(**fields).order_by("pk").values()) for model, fields in own]  # type: ignore[attr-defined]
    return [*rows, list(Invitation.objects.order_by("pk").values("alliance", "party", "revoked", "taken_by"))]


def send(world: World, who: str, form: Form, number: int) -> int:
    """Send it as somebody, under a key of its own; the status of the answer."""
    answer = world.browser[who].post(form.action, {**form.fields, "key": f"sent {number}"})
    answer.close()
    return answer.status_code


def recorded(world: World, start: int) -> list[tuple[str, str]]:
    """Who recorded what since, and of which kind without its version."""
    names = {account.person: name for name, account in world.account.items()}
    rows = world.seat("bo").kept.journal.read(start, world.seat("bo").alliance.size)
    facts = [KINDS.fact(row.body) for row in rows if row.body]
    return [(names[fact.by], str(fact.__struct_config__.tag).split(".")[0]) for fact in facts]


@pytest.mark.parametrize(("who", "party"), [("cy", "cy"), ("amy", "ada")])
def test_who_may_do_less_records_nothing_that_is_not_theirs(world: World, who: str, party: str) -> None:
    sent, start, before = forms(world), world.seat("bo").alliance.size, others(party)
    assert len(sent) > 20
    for number, form in enumerate(sent):
        send(world, who, form, number)
    did = recorded(world, start)
    assert {name for name, _kind in did} <= {who}
    assert {kind for _name, kind in did} <= set(MAY_RECORD[who])
    assert others(party) == before


def test_the_same_forms_do_something_for_whom_they_are_made(world: World) -> None:
    """Otherwise the test above would hold because no form is ever taken."""
    sent, start = forms(world), world.seat("bo").alliance.size
    for number, form in enumerate(sent):
        send(world, "ada", form, number)
    assert {"party_renamed", "appreciated", "ledger_confirmed"} & {kind for _name, kind in recorded(world, start)}


@pytest.mark.parametrize("who", ["eve", "dora", "nobody"])
def test_who_has_no_seat_sends_every_form_in_vain(world: World, who: str) -> None:
    sent, start, before = forms(world), world.seat("bo").alliance.size, others("")
    answers = {send(world, who, form, number) for number, form in enumerate(sent)}
    assert answers == ({302} if who == "nobody" else {404})
    assert world.seat("bo").alliance.size == start
    assert others("") == before


def test_no_form_of_the_site_fails(world: World) -> None:
    sent = forms(world)
    for who in ("ada", "cy", "amy"):
        world.browser[who].raise_request_exception = False
        failed = [
            (who, form.action, form.fields) for number, form in enumerate(sent) if send(world, who, form, number) >= 500
        ]
        assert not failed

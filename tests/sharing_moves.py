"""Moves of the exchange that any party may try, and what one party alone must leave as it was."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.exchange import extensions, ideas, requests, shares, uses, values
from paripassu.alliance.exchange.ideas import Idea
from paripassu.alliance.exchange.register import Area, RegisterSet
from paripassu.alliance.exchange.shares import Share
from paripassu.alliance.exchange.terms import ShareTerms
from paripassu.alliance.exchange.values import Portion
from paripassu.alliance.files import Enclosed
from paripassu.alliance.parties import arrangements
from tests.cast import Scene, person

KINDS = (
    "ask_for", "ask_for", "refuse_request", "put_off", "drop_request", "offer_it", "offer_it", "take_it", "take_it",
    "refuse_offer", "recall_it", "longer", "agree_longer", "no_longer", "used_it", "hand_back", "share_contact",
    "think", "think", "build", "like_idea", "like_idea", "set_aside_idea", "revive_idea", "read_adoption", "worth",
    "like_worth", "refuse_worth", "list_areas",
)  # fmt: skip

LABELS = ("RED", "AMBER+STRICT", "AMBER", "GREEN", "CLEAR")
FILE = Enclosed("figures.csv", "ab" * 32)


def one_round(who: int, stages: int, days: int, missing: int) -> list[tuple[str, int, int, int, int]]:
    """Something shared and an idea adopted, for so many stages; the last `missing` of the others say nothing."""
    others = [number for number in range(3) if number != who]
    heard = others[: 2 - missing % 2]
    story = [
        [("ask_for", others[0], who, 0, days)],
        [("offer_it", who, who, 2 + days, days)],
        [("take_it", other, who, 0, 0) for other in heard],
        [("longer", others[0], who, 0, 1 + days)],
        [("agree_longer", other, who, 0, 0) for other in (who, *heard)],
        [("think", who, who, 0, 0), ("build", others[0], who, 0, 0)],
        [("like_idea", other, who, 0, 0) for other in (who, *heard)],
        [("worth", who, who, 0, days)],
        [("like_worth", other, who, 0, 0) for other in heard],
    ]
    return [move for stage in story[:stages] for move in stage]


def last(found: Iterable[int], pick: int) -> int:
    """One of the last things of a kind; 0, which is none, without any."""
    entries = list(found)
    return entries[-1 - pick % min(len(entries), 3)] if entries else 0


def try_move(scene: Scene, who: str, names: Sequence[str], about: str, kind: str, pick: int, amount: int) -> None:
    """Try one move. Refused like any act."""
    act, fields = _MOVES[kind]
    scene.act(who, act, **fields(scene, who, names, about, pick, amount))


def _others(scene: Scene, who: str, names: Sequence[str], pick: int) -> list[str]:
    """The other parties, or one of them."""
    own = scene.alliance.parties.seat(who).party
    others = [name for name in names if name != own]
    return others if pick % 2 else others[: 1 + pick % 3]


def _ask(scene: Scene, who: str, names: Sequence[str], about: str, _pick: int, amount: int) -> dict[str, Any]:
    day = scene.now.date() + timedelta(days=amount) if amount % 2 else None
    return {"title": f"Thing {amount}", "purpose": "To know", "of": [about], "wanted": day}


def _offer(scene: Scene, who: str, names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    label = LABELS[amount % 5]
    return {
        "title": f"Thing {amount}", "purpose": "To know", "open_to": _others(scene, who, names, pick),
        "until": scene.now.date() + timedelta(days=7 * amount), "label": label, "passing_on": label == "CLEAR",
        "enclosed": [FILE] if pick % 2 else [],
        "request": last(scene.alliance.exchange.requests, 0) or None if pick % 4 == 3 else None,
    }  # fmt: skip


def _longer(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    until = scene.now.date() + timedelta(days=60 + 30 * amount)
    return {"share": last(scene.alliance.exchange.shares, pick), "until": until, "reason": "why"}


def _used(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    used = amount % 2 == 1
    entry = last(scene.alliance.exchange.shares, pick)
    return {"share": entry, "used": used, "what": "so", "usefulness": 25 * (amount % 5) if used else None}


def _worth(scene: Scene, _who: str, names: Sequence[str], about: str, pick: int, amount: int) -> dict[str, Any]:
    part = Decimal(5 * amount)
    portions = {name: part for name in names if name != about}
    return {
        "idea": last(scene.alliance.exchange.ideas, pick), "what": "much",
        "portions": {**portions, about: Decimal(100) - part * len(portions)},
    }  # fmt: skip


def _areas(scene: Scene, _who: str, names: Sequence[str], about: str, pick: int, amount: int) -> dict[str, Any]:
    matter = RegisterSet((Area(about, f"Area {amount}", ("share", "on_request", "not")[pick % 3]),))
    return {"matter": arrangements.over_what_stands(scene.alliance, matter), "why": "So that all know"}


def _put_off(scene: Scene, _who: str, _names: Sequence[str], _about: str, pick: int, amount: int) -> dict[str, Any]:
    later = scene.now.date() + timedelta(days=amount)
    return {"request": last(scene.alliance.exchange.requests, pick), "later": later, "reason": "why"}


def _at(name: str, found: Callable[[Alliance], Iterable[int]], **more: Any) -> Callable[..., dict[str, Any]]:
    def fields(scene: Scene, *rest: Any) -> dict[str, Any]:
        return {name: last(found(scene.alliance), rest[3]), **more}

    return fields


def _requests(alliance: Alliance) -> Iterable[int]:
    return alliance.exchange.requests


def _shares(alliance: Alliance) -> Iterable[int]:
    return alliance.exchange.shares


def _ideas(alliance: Alliance) -> Iterable[int]:
    return alliance.exchange.ideas


def _extensions(alliance: Alliance) -> Iterable[int]:
    return alliance.exchange.of_extension


def _values(alliance: Alliance) -> Iterable[int]:
    return alliance.exchange.of_value


def _adoption(scene: Scene, *rest: Any) -> dict[str, Any]:
    decision = last(scene.alliance.decisions.proposals, rest[3])
    return {"idea": last(scene.alliance.exchange.ideas, rest[3]), "decision": decision}


_MOVES: dict[str, tuple[Callable[..., Any], Callable[..., dict[str, Any]]]] = {
    "ask_for": (requests.ask, _ask),
    "refuse_request": (requests.decline, _at("request", _requests, reason="why")),
    "put_off": (requests.put_off, _put_off),
    "drop_request": (requests.withdraw, _at("request", _requests, reason="why")),
    "offer_it": (shares.offer, _offer),
    "take_it": (shares.accept_terms, _at("share", _shares)),
    "refuse_offer": (shares.decline_offer, _at("share", _shares, reason="why")),
    "recall_it": (shares.recall, _at("share", _shares, reason="why")),
    "longer": (extensions.propose_extension, _longer),
    "agree_longer": (extensions.agree_extension, _at("extension", _extensions)),
    "no_longer": (extensions.decline_extension, _at("extension", _extensions, reason="why")),
    "used_it": (uses.state_use, _used),
    "hand_back": (uses.give_back, _at("share", _shares, how="deleted")),
    "share_contact": (
        uses.name_contact,
        lambda scene, _who, _names, about, pick, _amount: {
            "share": last(scene.alliance.exchange.shares, pick), "person": person(about)
        },
    ),
    "think": (ideas.propose_idea, lambda *_: {"title": "An idea", "text": "It goes so"}),
    "build": (ideas.build_on, _at("idea", _ideas, text="and so")),
    "like_idea": (ideas.agree_idea, _at("idea", _ideas)),
    "set_aside_idea": (ideas.set_idea_aside, _at("idea", _ideas, reason="why")),
    "revive_idea": (ideas.revive, _at("idea", _ideas, reason="why")),
    "read_adoption": (ideas.state_adoption, _adoption),
    "worth": (values.propose_value, _worth),
    "like_worth": (values.agree_value, _at("value", _values)),
    "refuse_worth": (values.decline_value, _at("value", _values, reason="why")),
    "list_areas": (arrangements.propose, _areas),
}  # fmt: skip


# --- what stands, to be compared ---


@dataclass(frozen=True)
class Before:
    """What stood in the exchange when one party began to act alone."""

    size: int
    joint: set[tuple[Any, ...]]
    said: set[tuple[Any, ...]]
    until: dict[tuple[int, str], date]
    registers: tuple[int, ...]

    @classmethod
    def of(cls, alliance: Alliance, lone: str) -> "Before":
        registers = tuple(each.index for each in alliance.exchange.registers)
        return cls(alliance.size, joint(alliance), said(alliance, lone), _ends(alliance), registers)


def joint(alliance: Alliance) -> set[tuple[Any, ...]]:
    """What has taken effect for all: ideas adopted and values shared, each with the entry that brought it."""
    own = alliance.exchange.ideas
    adopted = {("adopted", index) for index, one in own.items() if one.adopted is not None}
    return adopted | {("value", value.index) for one in own.values() for value in one.values if value.since}


def _ends(alliance: Alliance) -> dict[tuple[int, str], date]:
    """The last day of every share for every party that its terms name."""
    return {
        (index, party): one.until(party) for index, one in alliance.exchange.shares.items() for party in one.open_to
    }


def said(alliance: Alliance, lone: str) -> set[tuple[Any, ...]]:
    """Everything that others than the lone party have said, each with its entry."""
    own = alliance.exchange
    found: set[tuple[Any, ...]] = {("asked", i, each.fact) for i, each in own.requests.items() if each.party != lone}
    for index, asked in own.requests.items():
        found |= {("answer", index, party, *answers) for party, answers in asked.answers.items() if party != lone}
    for one in own.shares.values():
        found |= _of_share(one, lone)
    for idea in own.ideas.values():
        found |= _of_idea(idea, lone)
    return found


def _words(what: str, words: dict[str, Word], lone: str) -> set[tuple[Any, ...]]:
    return {(what, party, word.entry, word.text) for party, word in words.items() if party != lone}


def _of_share(one: Share, lone: str) -> set[tuple[Any, ...]]:
    found: set[tuple[Any, ...]] = {("offer", one.index, one.fact)} if one.party != lone else set()
    if one.recalled is not None and one.party != lone:
        found.add(("recalled", one.index, one.recalled.entry))
    for party, people in one.accepted.items():
        found |= {("accepted", one.index, party, who) for who in people if party != lone}
    found |= _words("declined", one.declined, lone)
    found |= {("returned", one.index, party, each.how) for party, each in one.returned.items() if party != lone}
    found |= {("use", each.index) for each in one.uses if each.party != lone}
    found |= {("contact", one.index, party, who) for party, who in one.contacts.items() if party != lone}
    for each in one.extensions:
        found |= _words("longer", each.agreed, lone) | _words("not longer", each.declined, lone)
    return found


def _of_idea(one: Idea, lone: str) -> set[tuple[Any, ...]]:
    found: set[tuple[Any, ...]] = {("built", each.entry, each.text) for each in one.chain if each.party != lone}
    for agreed, aside in ((one.agreed, one.set_aside), *((each.agreed, each.set_aside) for each in one.rounds)):
        found |= _words("yes", agreed, lone) | _words("aside", aside, lone)
    for decision, words in one.stated.items():
        found |= {("stated", decision, *each) for each in _words("", words, lone)}
    for value in one.values:
        found |= _words("value", value.agreed, lone) | _words("no value", value.declined, lone)
    return found


def check(before: Before, alliance: Alliance, lone: str) -> None:
    """Fails when the lone party alone brought about or undid what is joint, lengthened terms, or lost others' words."""
    after = joint(alliance)
    assert before.joint <= after, "what was joint does not stand any more"
    for what, entry in after - before.joint:
        assert entry < before.size, f"{what}: nobody else has seen it"
        assert _others_wanted(alliance, what, entry, lone), f"{what}: nobody else wanted it"
    assert before.said <= said(alliance, lone), "what another said is lost"
    for place, until in _ends(alliance).items():
        if place in before.until and until > before.until[place]:
            share, party = alliance.exchange.shares[place[0]], place[1]
            agreed = [
                each for each in share.extensions if each.until == until and {share.party, party} <= set(each.agreed)
            ]
            assert any(each.agreed.keys() - {lone} and each.index < before.size for each in agreed)
    registers = [each.index for each in alliance.exchange.registers]
    assert tuple(registers[: len(before.registers)]) == before.registers
    assert all(index < before.size for index in registers)


def _others_wanted(alliance: Alliance, what: str, entry: int, lone: str) -> bool:
    if what == "value":
        return bool(values.value_at(alliance, entry)[1].agreed.keys() - {lone})
    one = alliance.exchange.ideas[entry]
    named = one.stated.get(one.by_decision, {}) if one.by_decision is not None else one.agreed
    return bool(named.keys() - {lone})


def picture(alliance: Alliance) -> dict[str, Any]:
    """What people see of the exchange, with what has no order of its own as a mapping."""
    own = alliance.exchange
    return {
        **{
            f"request {index}": [each.party, dict.fromkeys(each.fact.of, True), dict.fromkeys(each.answers, True)]
            for index, each in own.requests.items()
        },
        **{
            f"share {index}": [
                one.party, {party: one.until(party).isoformat() for party in one.open_to},
                dict.fromkeys(one.accepted, True), dict.fromkeys(one.declined, True),
                dict.fromkeys(one.returned, True), one.recalled is not None, one.outside, [u.party for u in one.uses],
            ]
            for index, one in own.shares.items()
        },
        **{
            f"idea {index}": [
                one.status, [built.party for built in one.chain], dict.fromkeys(ideas.missing(alliance, one), True),
                [
                    [{each.party: str(each.percent) for each in value.fact.portions}, value.since is not None]
                    for value in one.values
                ],
            ]
            for index, one in own.ideas.items()
        },
        **{
            f"register {each.index}": [[area.party, area.name, area.stance] for area in each.areas]
            for each in own.registers
        },
    }  # fmt: skip


def forged(anybody: st.SearchStrategy[str], entry: st.SearchStrategy[int], somebody: st.SearchStrategy[str]) -> Any:
    """Facts of the exchange as a dishonest host could write them, sound or not."""
    day = st.sampled_from([date.min, date.max, date(2026, 2, 1), date(2026, 6, 1)])
    reason = st.sampled_from(["why", ""])
    said_: dict[str, Any] = {"by": anybody, "reason": reason}
    parties_ = st.lists(somebody, max_size=3).map(tuple)
    terms = st.builds(ShareTerms, reason, parties_, day, st.sampled_from([*LABELS, "WHITE"]), st.booleans())
    percent = st.sampled_from([Decimal(text) for text in ("0", "50", "100", "-1", "NaN", "1E30")])
    portions = st.lists(st.builds(Portion, somebody, percent), max_size=3).map(tuple)
    at = st.none() | entry
    what = {"by": anybody, "sort": st.sampled_from(["knowledge", "x"]), "title": reason, "what": reason}
    return st.one_of(
        st.builds(requests.Requested, **what, purpose=reason, of=parties_, wanted=st.none() | day),
        st.builds(shares.Offered, **what, terms=terms, contact=anybody, enclosed=st.just((FILE,)), request=at),
        st.builds(requests.RequestAnswered, **said_, request=entry, answer=st.sampled_from(["declined", "later", "x"]),
                  later=st.none() | day),
        st.builds(requests.RequestWithdrawn, **said_, request=entry),
        st.builds(shares.TermsAccepted, by=anybody, share=entry),
        *(st.builds(kind, **said_, share=entry) for kind in (shares.OfferDeclined, shares.ShareRecalled)),
        st.builds(extensions.ExtensionProposed, **said_, share=entry, until=day),
        st.builds(extensions.ExtensionAgreed, by=anybody, extension=entry),
        st.builds(extensions.ExtensionDeclined, **said_, extension=entry),
        st.builds(uses.UseStated, by=anybody, share=entry, used=st.booleans(), what=reason,
                  usefulness=st.sampled_from([None, 0, 100, 101])),
        st.builds(uses.ShareReturned, by=anybody, share=entry, how=st.sampled_from(["deleted", "kept", "x"]),
                  note=reason),
        st.builds(uses.ContactNamed, by=anybody, share=entry, person=anybody),
        st.builds(ideas.IdeaProposed, by=anybody, title=reason, text=reason),
        st.builds(ideas.IdeaBuiltOn, by=anybody, idea=entry, text=reason),
        st.builds(ideas.IdeaAgreed, by=anybody, idea=entry, last=entry),
        *(st.builds(kind, **said_, idea=entry) for kind in (ideas.IdeaSetAside, ideas.IdeaRevived)),
        st.builds(ideas.AdoptionStated, by=anybody, idea=entry, decision=entry),
        st.builds(values.ValueProposed, by=anybody, idea=entry, what=reason, portions=portions),
        st.builds(values.ValueAgreed, by=anybody, value=entry),
        st.builds(values.ValueDeclined, **said_, value=entry),
    )  # fmt: skip

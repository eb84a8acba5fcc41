"""Every fact is told in one sentence that names who acted, and leads to the page it is about."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, get_args

import pytest

from paripassu.alliance import agreement, ledger, parties, seals
from paripassu.alliance.alliance import Recorded, Withheld
from paripassu.alliance.facts import ByPerson
from paripassu.alliance.ledger.postings import Carried, Contributed, Rewarded
from paripassu.alliance.parties import NamedParty
from paripassu.web.quoting import LONGEST_QUOTE, quoted
from paripassu.web.sentences import ALIKE, news, place, sentence
from tests import cast

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
POSTED: dict[str, Any] = {
    "by": "p_ada", "of": "ada", "pool": "work", "on": cast.DAY, "quantity": Decimal(1500), "unit": "EUR",
    "what": "The pilot.",
}  # fmt: skip
FACTS: list[tuple[Any, str]] = [
    (Contributed(**POSTED), "Ada Ltd posted a contribution of its own, 1,500 EUR: “The pilot”."),
    (Carried(**POSTED), "Ada Ltd posted a responsibility that it carried, 1,500 EUR: “The pilot”."),
    (Rewarded(**(POSTED | {"of": "bo"})), "Ada Ltd posted a reward that Bo Ltd received, 1,500 EUR: “The pilot”."),
    (Contributed(**POSTED, corrects=4), "Ada Ltd proposed to correct entry 4 to 1,500 EUR: “The pilot”."),
    (ledger.Confirmed(by="p", entries=(4,)), "Ada Ltd confirmed entry 4."),
    (ledger.Confirmed(by="p", entries=(4, 5)), "Ada Ltd confirmed the entries 4, 5."),
    (ledger.Confirmed(by="p", entries=tuple(range(2000))), "Ada Ltd confirmed 2,000 entries."),
    (ledger.Disputed(by="p", entry=4, reason="Ninety."), "Ada Ltd disputed entry 4: “Ninety”."),
    (ledger.Withdrawn(by="p", entry=4, reason="Twice"), "Ada Ltd withdrew entry 4: “Twice”."),
    (ledger.Appreciated(by="p", to="bo", on=cast.DAY, what="Help"), "Ada Ltd thanked Bo Ltd: “Help”."),
    (ledger.Noted(by="p", entry=4, text="secret"), "Ada Ltd noted something on entry 4 for its own eyes."),
    (parties.Founded(by="p", name="X", parties=()), "Ada Ltd opened the record of “X”."),
    (parties.PartyNamed(by="p", party=NamedParty("di", "Di Ltd")), "Ada Ltd named Di Ltd."),
    (parties.PartyDropped(by="p", party="gone"), "Ada Ltd took gone off again."),
    (parties.PartyRenamed(by="p", name="Ada plc"), "Ada Ltd took the name “Ada plc”."),
    (parties.Seated(by="p_ada", role="member", invited_by="p"), "Ada took a seat for Ada Ltd as team member."),
    (parties.Unseated(by="p", person="erased"), "somebody whose name was erased left the seat for Ada Ltd."),
    (
        agreement.Tabled(by="p", terms=cast.terms(), base=0, reason="founding"),
        "Ada Ltd tabled a text of the agreement.",
    ),
    (
        agreement.Tabled(by="p", terms=cast.terms(), base=1, reason="change", note="Prices rose."),
        "Ada Ltd tabled an amendment of version 1: “Prices rose”.",
    ),
    (agreement.Accepted(by="p", draft=3), "Ada Ltd accepted the text on the table."),
    (agreement.AcceptanceWithdrawn(by="p", draft=3, reason="A"), "Ada Ltd took its acceptance back: “A”."),
    (agreement.Signed(by="p", draft=3, digest="d"), "Ada Ltd signed the text."),
    (agreement.Declined(by="p", draft=3, reason="No"), "Ada Ltd refused to sign: “No”."),
    (agreement.DraftDropped(by="p", draft=3, reason="Old"), "Ada Ltd took its text off the table: “Old”."),
    (seals.Opened(by="p", entries=()), "Ada Ltd opened 0 sealed entries."),
    (Withheld(), "Ada Ltd recorded something that is not for everybody, or that was erased."),
]


@pytest.mark.parametrize(("fact", "text"), FACTS, ids=[type(fact).__name__ for fact, _text in FACTS])
def test_a_fact_is_told_in_a_sentence(fact: Any, text: str) -> None:
    recorded = Recorded(7, AT, "ada", fact)
    assert sentence(cast.agreed().alliance, recorded, {"p_ada": "Ada"}) == text


SPINE = (parties.Fact, agreement.Fact, ledger.Fact, seals.Fact)


def test_every_kind_of_fact_of_the_spine_has_a_sentence_of_its_own() -> None:
    kinds = {kind for facts in SPINE for kind in get_args(facts) or (facts,)}
    assert {type(fact) for fact, _text in FACTS} >= kinds


def test_a_fact_of_any_later_practice_is_told_by_its_kind_and_breaks_no_page() -> None:
    class BridgeBuilt(ByPerson, frozen=True, kw_only=True, tag="bridge_built.v1"):
        pass

    recorded = Recorded(7, AT, "ada", BridgeBuilt(by="p"))
    assert sentence(cast.agreed().alliance, recorded, {}) == "Ada Ltd recorded: bridge built."
    assert place("demo", recorded).endswith("/7/")


def test_words_of_people_are_never_taken_for_places_to_fill() -> None:
    fact = ledger.Disputed(by="p", entry=4, reason="100 %(who)s {0} %s")
    told = sentence(cast.agreed().alliance, Recorded(7, AT, "ada", fact), {})
    assert told == "Ada Ltd disputed entry 4: “100 %(who)s {0} %s”."


def test_a_long_quotation_is_shortened() -> None:
    assert len(quoted("x" * 5000)) < LONGEST_QUOTE + 10


def test_a_fact_leads_to_the_page_it_is_about() -> None:
    def of(fact: Any) -> str:
        return place("demo", Recorded(7, AT, "ada", fact))

    assert of(Contributed(**POSTED)) == "/demo/ledger/7/"
    assert of(ledger.Disputed(by="p", entry=4, reason="x")) == "/demo/ledger/4/"
    assert of(ledger.Confirmed(by="p", entries=(4,))) == "/demo/ledger/4/"
    assert of(ledger.Confirmed(by="p", entries=(4, 5))) == "/demo/ledger/"
    assert of(ledger.Appreciated(by="p", to="bo", on=cast.DAY, what="x")) == "/demo/ledger/appreciation/"
    assert of(parties.Seated(by="p", role="member", invited_by="p")) == "/demo/people/"


def together(scene: cast.Scene, count: int) -> list[Recorded]:
    """So many postings, entered at one moment."""
    recorded = []
    for _ in range(count):
        scene.now = AT
        recorded.append(scene.enter("ada", Contributed(**POSTED)))
    return recorded


def test_many_postings_of_one_act_are_one_piece_of_news_also_when_only_some_were_read() -> None:
    scene = cast.agreed()
    facts = together(scene, 9)
    for read in (facts, facts[-ALIKE - 1 :]):
        [told] = news("demo", scene.alliance, read, {})
        assert (told.text, told.first) == ("Ada Ltd posted 9 entries to the ledger.", facts[0].index)


def test_few_postings_are_told_one_by_one() -> None:
    scene = cast.agreed()
    facts = together(scene, ALIKE)
    assert [told.first for told in news("demo", scene.alliance, facts, {})] == [fact.index for fact in facts]

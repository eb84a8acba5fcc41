"""A text becomes a draft: parties, terms, duties, clauses, each at its place."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.reading import Draft, as_json, read
from paripassu.reading.clauses import CATEGORIES
from tests.reading.texts import CO_BRANDING, RENEWING, alliance

EXAMPLES = Path(__file__).parents[2] / "examples" / "agreements"


def drafted(text: str) -> Draft:
    return read("agreement.txt", text.encode())


def value(draft: Draft, term: str) -> str | None:
    found = getattr(draft, term)
    return found.value if found else None


def test_parties_are_found_with_their_short_names() -> None:
    parties = drafted(CO_BRANDING).parties
    assert [(party.name, party.aliases) for party in parties] == [
        ("WOMEN.COM NETWORKS, INC.", ("Women.com",)),
        ("EDIETS.COM, INC.", ("eDiets",)),
    ]


def test_terms_are_found_and_dates_computed_when_all_is_stated() -> None:
    draft = drafted(CO_BRANDING)
    assert draft.is_agreement
    assert value(draft, "title") == "CO-BRANDING AGREEMENT"
    assert value(draft, "agreement_date") == "2000-05-22"
    assert value(draft, "effective_date") == "2000-05-22"
    assert value(draft, "expiration_date") == "2002-05-22"
    assert value(draft, "renewal_term") == "successive 1 year"
    assert value(draft, "renewal_notice") == "60 days"
    assert value(draft, "governing_law") == "California"


def test_a_notice_in_the_next_sentence_is_found() -> None:
    draft = drafted(RENEWING)
    assert value(draft, "renewal_notice") == "90 days"
    assert value(draft, "expiration_date") == "2018-11-30"
    assert value(draft, "effective_date") is None


def test_a_term_that_hangs_on_an_unknown_day_stays_an_expression() -> None:
    text = alliance().replace("from the Effective Date.", "from the Launch Date.")
    assert value(drafted(text), "expiration_date") == "5 years after Launch Date"


def test_who_owes_what_to_whom_by_when_and_under_which_condition() -> None:
    duties = {(duty.party, duty.kind, duty.to): duty for duty in drafted(alliance()).duties}
    ada, bo = "Ada Robotics, Inc.", "Bo Optics Ltd."
    assert set(duties) == {
        (ada, "obligation", bo),
        (bo, "prohibition", ""),
        (bo, "entitlement", ""),
        ("each", "obligation", ""),
        (bo, "obligation", ""),
        (ada, "permission", ""),
        (ada, "obligation", ""),
    }
    assert duties[ada, "obligation", bo].due.startswith("within thirty (30) days after the Effective Date")
    assert duties[bo, "prohibition", ""].condition == "unless Ada agrees in writing"
    assert duties[bo, "obligation", ""].due == "no later than June 1, 2022"
    assert duties["each", "obligation", ""].mutual
    assert not duties[ada, "obligation", bo].mutual


def test_neither_party_may_binds_both_with_a_prohibition() -> None:
    duty = next(duty for duty in drafted(CO_BRANDING).duties if "public statement" in duty.text)
    assert (duty.party, duty.kind, duty.mutual) == ("each", "prohibition", True)


def test_a_condition_binds_nobody() -> None:
    text = alliance() + "\n4. If Ada shall fail to pay, the samples belong to nobody.\n"
    assert not any("fail to pay" in duty.text for duty in drafted(text).duties)


@pytest.mark.parametrize("text", [CO_BRANDING, RENEWING, alliance()])
def test_every_place_quotes_exactly_what_was_found(text: str) -> None:
    draft = drafted(text)
    document = draft.document
    assert document.text == text
    for duty in draft.duties:
        assert document.words(duty.place.start, duty.place.end) == duty.text
        assert document.page_at(duty.place.start) == duty.place.page
    for party in draft.parties:
        assert document.words(party.place.start, party.place.end) == party.name
    assert draft.governing_law is not None
    assert draft.governing_law.value in text[draft.governing_law.place.start : draft.governing_law.place.end]
    for clause in draft.clauses.values():
        assert clause.present == bool(clause.places)


def test_a_sentence_goes_on_over_a_page_number_and_its_words_leave_it_out() -> None:
    duty = next(duty for duty in drafted(CO_BRANDING).duties if "back button" in duty.text)
    assert duty.text.startswith("Effective one week from the Launch Date, eDiets shall include")


def test_the_json_has_the_agreed_shape() -> None:
    shown = json.loads(json.dumps(as_json(drafted(CO_BRANDING))))
    assert list(shown) == [
        "is_agreement", "title", "parties", "agreement_date", "effective_date", "expiration_date", "renewal_term",
        "renewal_notice", "governing_law", "duties", "clauses",
    ]  # fmt: skip
    assert set(shown["parties"][0]) == {"name", "aliases", "confidence", "place"}
    assert set(shown["title"]) == {"value", "confidence", "place"}
    assert set(shown["title"]["place"]) == {"page", "start", "end"}
    assert set(shown["duties"][0]) == {
        "party", "kind", "to", "mutual", "text", "due", "condition", "confidence", "place",
    }  # fmt: skip
    assert set(shown["clauses"]["Anti-Assignment"]) == {"present", "confidence", "places"}
    assert len(shown["clauses"]) == 33 == len({category.name for category in CATEGORIES})
    assert json.loads(json.dumps(as_json(drafted(RENEWING))))["effective_date"] is None


def test_a_joint_filing_is_no_agreement_of_partners() -> None:
    text = """JOINT FILING AGREEMENT

    In accordance with Rule 13d-1(k) under the Securities Exchange Act of 1934, the undersigned hereby confirm
    the agreement by and among them to the joint filing of the Statement on Schedule 13D, and each shall be responsible
    for its filing."""
    assert not drafted(text).is_agreement


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        (
            "Neither party may assign this Agreement without the prior written consent of the other party.",
            "Anti-Assignment",
        ),
        ("Ada shall have the right to audit the books and records of Bo once a year.", "Audit Rights"),
        ("In no event shall either party be liable for consequential or indirect damages.", "Cap On Liability"),
        ("Ada hereby grants to Bo a non-exclusive, non-transferable license to use the Ada Marks.", "License Grant"),
        ("Ada and Bo shall share the net revenue equally, 50% to each.", "Revenue/Profit Sharing"),
        (
            "Either party may terminate this Agreement for any reason upon 30 days notice.",
            "Termination For Convenience",
        ),
    ],
)
def test_a_clause_is_found_where_it_stands_and_not_without_it(sentence: str, category: str) -> None:
    assert not drafted(alliance()).clauses[category].present
    draft = drafted(f"{alliance()}\n9. {sentence}\n")
    clause = draft.clauses[category]
    assert clause.present
    assert any(sentence in draft.document.words(place.start, place.end) for place in clause.places)


NAMES = st.sampled_from(
    ["Cedar Works, Inc.", "North Lake Labs LLC", "Willow GmbH", "Quarry Bay Co., Ltd.", "May Will Corp."]
)
SHORTS = st.sampled_from(["Cedar", "NLL", "Willow", "QB", "MWC"])


@settings(max_examples=25, deadline=None)
@given(st.lists(NAMES, min_size=2, max_size=2, unique=True), st.lists(SHORTS, min_size=2, max_size=2, unique=True))
def test_renaming_the_parties_renames_the_draft_and_changes_nothing_else(names: list[str], shorts: list[str]) -> None:
    def shape(ada: str, a: str, bo: str, b: str) -> list[tuple[object, ...]]:
        draft = drafted(alliance(ada, a, bo, b))
        role = {ada: "A", bo: "B", "each": "each", "": ""}
        assert {party.name for party in draft.parties} == {ada, bo}
        return [(role[d.party], d.kind, role.get(d.to, d.to), d.mutual, d.due, d.confidence) for d in draft.duties]

    plain = shape("Ada Robotics, Inc.", "Ada", "Bo Optics Ltd.", "Bo")
    assert shape(names[0], shorts[0], names[1], shorts[1]) == plain
    assert shape(names[1], shorts[1], names[0], shorts[0]) == plain


@pytest.mark.parametrize(
    ("file", "names", "law"),
    [
        ("bravatek-sibannac.pdf", {"Bravatek Solutions, Inc.", "Sibannac, Inc."}, "Texas"),
        (
            "cool-technologies-veteran-technology.txt",
            {"Cool Technologies Inc.", "VETERAN TECHNOLOGY GROUP, LLC"},
            "Missouri",
        ),
        ("utek-manakoa.docx", {"UTEK Corporation", "Manakoa Services Corporation"}, None),
        ("yaskawa-argo.md", {"Yaskawa Electric Corporation", "Argo Medical Technologies Ltd."}, "Israel"),
    ],
)
def test_the_real_examples_are_read(file: str, names: set[str], law: str | None) -> None:
    draft = read(EXAMPLES / file)
    assert draft.is_agreement
    assert {party.name for party in draft.parties} == names
    assert value(draft, "governing_law") == law
    assert {duty.party for duty in draft.duties} <= names | {"each"}
    assert len(draft.duties) > 10

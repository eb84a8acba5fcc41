"""What people type into forms is read safely: both decimal signs, nothing guessed, every fault at its field."""

from datetime import date
from decimal import Decimal, InvalidOperation

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.refusals import Finding, Refused
from paripassu.web.typed import Ambiguous, Typed, decimal, party_id, words, written

quantities = st.decimals(-(10**14), 10**14, places=6, allow_nan=False, allow_infinity=False)


def sent(**fields: str | list[str]) -> Typed:
    return Typed(RequestFactory().post("/", fields))


def found(typed: Typed) -> tuple[Finding, ...]:
    with pytest.raises(Refused) as refusal:
        typed.check()
    assert refusal.value.code == "form_faulty"
    findings = refusal.value.fields["findings"]
    assert isinstance(findings, tuple)
    return findings


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1250", "1250"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        (",5", "0.5"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234,5", "1234.5"),
        ("1\N{NARROW NO-BREAK SPACE}234", "1234"),
        ("1’234.5", "1234.5"),
        ("1.234.567", "1234567"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("+3", "3"),
        ("-3", "-3"),
        ("\N{MINUS SIGN}3", "-3"),
        ("1.2340", "1.234"),
    ],
)
def test_either_decimal_sign_is_read(text: str, value: str) -> None:
    assert decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.500", "999,999"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_back(text: str) -> None:
    with pytest.raises(Ambiguous) as two:
        decimal(text)
    assert {decimal(two.value.large), decimal(two.value.small)} == {
        Decimal(text.replace(",", ".")),
        Decimal(text.replace(",", "").replace(".", "")),
    }


@pytest.mark.parametrize("text", ["", "ten", "12,5O", "1..2", "1,23,4", "NaN", "Infinity", "1e5", "٣", "12 EUR", "-"])
def test_what_is_no_number_is_told_so(text: str) -> None:
    with pytest.raises(InvalidOperation):
        decimal(text)


@given(quantities)
def test_what_is_written_into_a_field_is_read_back(value: Decimal) -> None:
    assert decimal(written(value)) == value


def test_all_faults_are_refused_together_each_at_its_field() -> None:
    typed = sent(on="31.02.2026", quantity="1.234", side="gift", entry="-1")
    typed.day("on", "The day")
    typed.amount("quantity", "The amount")
    typed.choice("side", "The side", ("contribution", "reward"))
    typed.text("what", "What it was")
    typed.whole("entry", "The entry")
    findings = found(typed)
    assert [finding.at for finding in findings] == ["on", "quantity", "side", "what", "entry"]
    assert "Write 1234 or 1.2340" in findings[1].message


def test_a_sound_form_is_not_refused() -> None:
    typed = sent(on="2026-03-31", quantity="12,5", side="reward", what=" two\r\nlines ", entry="12")
    assert typed.day("on", "The day") == date(2026, 3, 31)
    assert typed.amount("quantity", "The amount") == Decimal("12.5")
    assert typed.choice("side", "The side", ("contribution", "reward")) == "reward"
    assert typed.text("what", "What it was") == "two\nlines"
    assert typed.whole("entry", "The entry") == 12
    typed.check()


def test_an_empty_field_is_found_once() -> None:
    typed = sent()
    typed.amount("quantity", "The amount")
    typed.choice("side", "The side", ("reward",))
    typed.day("on", "The day")
    typed.whole("entry", "The entry")
    assert [finding.at for finding in found(typed)] == ["quantity", "side", "on", "entry"]


@pytest.mark.parametrize("text", ["a\x00b", "long"])
def test_text_that_no_record_can_hold_is_found(text: str) -> None:
    typed = sent(what=text)
    assert typed.text("what", "What it was", limit=3) == ""
    assert [finding.at for finding in found(typed)] == ["what"]


def test_what_is_optional_may_be_left_empty() -> None:
    typed = sent(since=" ")
    assert typed.optional_day("since", "From") is None
    assert typed.text("evidence", "The evidence", required=False) == ""
    typed.check()


def test_ticked_boxes_are_whole_numbers_or_nothing() -> None:
    assert sent(entry=["4", "17"]).wholes("entry", "The entries") == (4, 17)
    forged = sent(entry=["4", "1;drop"])
    assert forged.wholes("entry", "The entries") == ()
    assert [finding.at for finding in found(forged)] == ["entry"]


def test_a_form_without_a_key_gets_a_fresh_one() -> None:
    assert sent(key="abc").key.startswith("abc:")
    assert sent().key != sent().key


def test_the_same_sent_again_has_the_same_key_and_what_was_changed_meanwhile_another() -> None:
    first = sent(key="abc", what="Night watch", entry=["1", "2"], csrfmiddlewaretoken="t1").key
    assert sent(key="abc", entry=["1", "2"], csrfmiddlewaretoken="t2", what="Night watch", another="").key == first
    assert sent(key="abc", what="Day watch", entry=["1", "2"]).key != first
    assert sent(key="abc", what="Night watch", entry=["2"]).key != first


def test_the_words_of_a_search_are_kept_within_bounds() -> None:
    request = RequestFactory().get("/", {"text": "x" * 500})
    assert words(request, text="", pool="") == {"text": "x" * 200, "pool": ""}


def test_an_organisation_gets_a_short_name_that_is_free() -> None:
    assert party_id("Aldermoor Water plc", ()) == "aldermoor_water_plc"
    assert party_id("ACME", {"acme", "acme2"}) == "acme3"
    assert party_id("３Ｍ 日本", ()) == "m"
    assert party_id("!", ()) == "party"

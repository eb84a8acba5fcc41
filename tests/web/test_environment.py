"""How numbers, days and digests are shown, and that nothing a person typed becomes markup."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from paripassu.alliance.refusals import Refused
from paripassu.web import environment
from paripassu.web.environment import day, field_id, moment, number, percent, quantity, short, short_day, signed


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("12500"), None, "12,500"),
        (Decimal("12500.50"), None, "12,500.50"),
        (Decimal("0.125"), 2, "0.13"),
        (Decimal("-1234567.8"), 1, "−1,234,567.8"),
        (Decimal("1E+3"), None, "1,000"),
        (31, None, "31"),
        (-0.0001, 2, "0.00"),
    ],
)
def test_numbers_have_separators_and_all_their_places(value: Decimal, places: int | None, text: str) -> None:
    assert number(value, places) == text


def test_numbers_follow_the_readers_language() -> None:
    with translation.override("de"):
        assert number(Decimal("12500.5")) == "12.500,5"


def test_a_side_is_always_shown_where_it_matters() -> None:
    assert [signed(Decimal(value), 1) for value in ("0.12", "-0.12", "0.01")] == ["+0.1", "−0.1", "0.0"]


def test_shares_are_shown_in_per_cent() -> None:
    assert percent(Decimal("0.125"), 1) == "12.5\N{NARROW NO-BREAK SPACE}%"


def test_a_unit_stays_with_its_amount_and_is_escaped() -> None:
    shown = quantity(Decimal(3), "<b>")
    assert shown == '<span class="nowrap">3\N{NO-BREAK SPACE}&lt;b&gt;</span>'


def test_the_month_is_a_word() -> None:
    assert day(date(2026, 4, 3)) == '<time datetime="2026-04-03">3 April 2026</time>'
    assert "3 April 2026, 14:05 UTC" in moment(datetime(2026, 4, 3, 14, 5, tzinfo=UTC))


def test_a_short_day_still_names_its_month() -> None:
    assert short_day(date(2026, 9, 30)) == '<time datetime="2026-09-30">30 Sep 2026</time>'


def test_a_name_that_ends_in_a_stop_ends_a_sentence_with_one() -> None:
    assert environment.said(Refused("x", "Wait for {name}. Then ask.", name="Sibannac, Inc.")) == (
        "Wait for Sibannac, Inc. Then ask."
    )
    assert environment.said(Refused("x", "Wait ...")) == "Wait ..."


def test_a_digest_is_shown_short_and_known_whole() -> None:
    assert short(bytes.fromhex("0123456789abcdef")) == '<abbr class="hash" title="0123456789abcdef">01234567</abbr>'


def test_a_finding_leads_to_its_field() -> None:
    assert field_id("pools[0].name") == "field-pools-0-name"


def test_what_people_type_never_becomes_markup() -> None:
    fields = "{{ field(name, name, name) }}{{ text_area(name, name, name) }}"
    template = engines["jinja2"].from_string(
        '{% from "components/forms.html" import field, text_area %}' + fields,
    )
    html = template.render({"name": '"><script>'}, RequestFactory().get("/"))
    assert "<script>" not in html


def test_a_word_that_a_template_does_not_have_is_a_fault() -> None:
    with pytest.raises(Exception, match="undefined"):
        engines["jinja2"].from_string("{{ missing }}").render({}, RequestFactory().get("/"))


def test_files_for_the_browser_carry_their_digest() -> None:
    address = environment.static("paripassu.css")
    assert address.startswith("/static/paripassu.css?")
    with pytest.raises(FileNotFoundError):
        environment.static("nothing.css")

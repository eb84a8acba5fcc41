"""Templates fill what is empty, overwrite nothing, and leave a text that can be tabled."""

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from paripassu.alliance.agreement.cadence import Cadence
from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.agreement.templates import CHARTER, STAGES, Template, fillable, filled
from paripassu.alliance.agreement.terms import Terms, faults
from paripassu.alliance.refusals import Refused
from tests.cast import terms

BOTH = pytest.mark.parametrize("template", [CHARTER, STAGES], ids=["charter", "stages"])
WORDS = ("decisions", "cadence", "escalation", "sharing", "ending", "notice")
BARE = terms(objectives=(), principles=(), **dict.fromkeys(WORDS, ""))
A_PAGE = 4_000
"""Characters on a page that is read in one go."""


@st.composite
def half_written(draw: st.DrawFn) -> Terms:
    """A text of which some sections were written by somebody."""
    words = {name: draw(st.sampled_from(["", " \n", "Ours."])) for name in WORDS}
    objectives = draw(st.sampled_from([(), ("Our own aim.",)]))
    principles = draw(st.sampled_from([(), (Principle("Honesty", "Our own words."),)]))
    return replace(BARE, objectives=objectives, principles=principles, **words)


@BOTH
@settings(max_examples=40)
@given(before=half_written())
def test_what_somebody_wrote_is_never_overwritten(template: Template, before: Terms) -> None:
    names = fillable(before, template)
    after = filled(before, template) if names else before
    for name in Terms.__struct_fields__:
        written = getattr(before, name)
        expected = getattr(template, name) if name in names else written
        assert getattr(after, name) == expected
        assert name not in names or not "".join(written or ()).strip()


@BOTH
@settings(max_examples=40)
@given(before=half_written())
def test_a_filled_text_has_no_new_faults_and_nothing_left_to_fill(template: Template, before: Terms) -> None:
    after = filled(before, template) if fillable(before, template) else before
    assert faults(after) == faults(before)
    assert fillable(after, template) == ()


@BOTH
def test_a_text_with_nothing_empty_is_refused_with_what_to_do(template: Template) -> None:
    with pytest.raises(Refused, match="Empty a section first") as refused:
        filled(filled(BARE, template), template)
    assert refused.value.code == "nothing_empty"


@BOTH
def test_a_template_says_the_same_to_each_party(template: Template) -> None:
    turned = replace(BARE, parties=BARE.parties[::-1])
    assert filled(turned, template) == replace(filled(BARE, template), parties=turned.parties)


@BOTH
def test_a_template_is_read_in_one_go(template: Template) -> None:
    assert len(msgspec.json.encode(template)) < A_PAGE


def test_the_plan_has_eight_stages_in_order() -> None:
    assert [line.partition(".")[0] for line in STAGES.objectives] == [f"Stage {number}" for number in range(1, 9)]


def test_the_charter_brings_principles_and_the_plan_leaves_them_to_the_parties() -> None:
    assert filled(BARE, CHARTER).principles
    assert not filled(BARE, STAGES).principles


@BOTH
def test_agreed_days_of_check_ins_are_not_contradicted_by_ready_words(template: Template) -> None:
    monthly = replace(BARE, checkins=Cadence(1, "month", date(2026, 1, 15)))
    assert filled(monthly, template).cadence == ""


def test_the_charter_keeps_the_notice_that_was_agreed() -> None:
    after = filled(replace(BARE, notice="90 days"), CHARTER)
    assert after.notice == "90 days"
    assert "the notice agreed in this text" in after.ending

"""A story names every mistake in it with the step, and records nothing that the rules refuse."""

import pytest

from paripassu.alliance.acts import ACTS
from paripassu.alliance.refusals import Refused
from paripassu.alliance.scripts import told
from paripassu.alliance.story import replay
from tests.stories.telling import DEMO, HERE, Listed, tell

TWO = (HERE / "two_partners.toml").read_text()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('does = "found"', 'does = "dance"', "step 1: nobody can “dance”"),
        ("at = 2026-01-06T09:00:00Z", "at = 2026-01-06T09:00:00", "step 3: it needs “at”"),
        ("at = 2026-01-06T09:00:00Z", "at = 2026-02-06T09:00:00Z", "after a step that came later"),
        ('what = "drawings"', 'colour = "red"', "step 10 (2026-01-20 09:00, ada: contribute): “contribute” takes no"),
        ('what = "drawings"', "", "'what'"),
        ('entries = ["hours"]', 'entries = ["house"]', "no entry is labelled “house” yet"),
        ('terms = "first"', 'terms = "last"', "the story has no text “last”"),
        ('invited_by = "ada"', 'invited_by = "eve"', "nobody in the story is “eve”"),
        ('refused = "accepted"', "", "[accepted]"),
        ('reason = "the bill says 100"', 'reason = "no"\nrefused = "settled"', "should have been refused with"),
        ('refused = "not_your_posting"', 'refused = "settled"', "[not_your_posting]"),
        ('like = "first"', 'like = "none"', "there is no text “none” before it"),
        ('purpose = "We build one thing."', "colour = 1", "text first: Object contains unknown field `colour`"),
        ("quantity = 10\n", 'quantity = "ten"\n', "step 10"),
        ('name = "Two partners"', 'name = "Two partners', "The file: it is no TOML"),
        ('key = "bo"', "key = 7", "people: "),
    ],
)  # fmt: skip
def test_a_mistake_in_a_story_is_named_with_its_step(old: str, new: str, says: str) -> None:
    assert old in TWO
    with pytest.raises(Refused) as refusal:
        tell(TWO.replace(old, new, 1))
    assert refusal.value.code == "story_fault"
    assert says in str(refusal.value)


def test_what_is_refused_leaves_nothing_on_the_record() -> None:
    _story, end, record = tell((HERE / "refusals.toml").read_text())
    assert [type(recorded.fact).__name__ for recorded in record.facts[-3:]] == ["Accepted", "Signed", "Signed"]
    assert end.alliance.ledger.postings == {}


def test_people_get_the_opaque_ids_they_are_told_under() -> None:
    record = Listed()
    replay(told(TWO), record, {"ada": "p1f", "bo": "p2e"})
    assert {recorded.fact.by for recorded in record.facts} == {"p1f", "p2e"}


def test_the_demo_and_the_stories_together_do_every_act() -> None:
    told_acts = {step.does for path in [DEMO, *HERE.glob("*.toml")] for step in told(path.read_text()).steps}
    elsewhere = {"leave_seat", "name_party", "drop_party", "rename_party", "drop_draft"}
    assert set(ACTS) - told_acts <= elsewhere


FOUNDING = """
[[step]]
at = 2026-01-06T09:01:00Z
who = "bo"
does = "name_party"
party = { id = "late", name = "Late Ltd" }

[[step]]
at = 2026-01-06T09:02:00Z
who = "ada"
does = "drop_party"
party = "late"

[[step]]
at = 2026-01-06T09:03:00Z
who = "ada"
does = "rename_party"
name = "Ada Limited"

[[step]]
at = 2026-01-06T09:04:00Z
who = "ada"
does = "table"
terms = "first"
reason = "founding"

[[step]]
at = 2026-01-06T09:05:00Z
who = "ada"
does = "drop_draft"
reason = "too early"

[[step]]
at = 2026-01-06T09:06:00Z
who = "bo"
does = "leave_seat"
person = "bo"
refused = "last_manager"
"""


def test_the_acts_of_the_founding_are_told_in_the_same_words() -> None:
    three, after = "\n[[step]]\n".join(TWO.split("\n[[step]]\n")[:4]), FOUNDING
    _story, end, _record = tell(three + after)
    assert end.alliance.parties.name("ada") == "Ada Limited"
    assert end.alliance.parties.partners == ("ada", "bo")
    assert len(end.alliance.agreement.earlier) == 1

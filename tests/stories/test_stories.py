"""Whole alliances as files, with the expected state and readings beside them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from paripassu.alliance import ending
from paripassu.alliance.alliance import Alliance, audit
from paripassu.alliance.changes import chain
from paripassu.alliance.commitments import promises
from paripassu.alliance.conflicts import matters
from paripassu.alliance.decisions import outcomes
from paripassu.alliance.ending import items
from paripassu.alliance.exchange import shares
from paripassu.alliance.goals import objectives
from paripassu.alliance.ledger import awaited
from paripassu.alliance.ledger.valuations import rounds
from paripassu.alliance.principles import observations
from paripassu.alliance.redress import matters as redresses
from paripassu.alliance.statements import incidents, stated
from paripassu.alliance.surveys import waves
from paripassu.measures.balance import balance
from paripassu.measures.figures import readings
from tests.cast import partner_ids
from tests.stories.telling import DEMO, HERE, tell

STORIES = sorted(HERE.glob("*.toml"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_story_ends_in_the_expected_state(path: Path) -> None:
    story, end, record = tell(path.read_text())
    expect, alliance = story.expect, end.alliance
    draft = alliance.agreement.draft
    assert len(alliance.agreement.versions) == expect["versions"]
    assert list(draft.court if draft else ()) == expect.get("court", [])
    assert alliance.size == expect.get("size", len(record.facts))
    posting = {label: alliance.ledger.posting(end.entries[label]) for label in expect["status"]}
    assert {label: one.status for label, one in posting.items()} == expect["status"]
    for label, value in expect.get("value", {}).items():
        assert alliance.ledger.posting(end.entries[label]).value == Decimal(value), label
    for label, parties in expect.get("awaited", {}).items():
        assert list(awaited(alliance, alliance.ledger.posting(end.entries[label]))) == parties, label
    now = record.facts[-1].entered
    for practice, stands in STANDS.items():
        told = expect.get(practice, {})
        assert {label: stands(alliance, end.entries[label], now) for label in told} == told, practice


STANDS: dict[str, Callable[[Alliance, int, datetime], str]] = {
    "commitments": lambda alliance, entry, now: promises.status(alliance.commitments.commitment(entry), now),
    "decisions": lambda alliance, entry, now: outcomes.standing(alliance, alliance.decisions.proposal(entry), now),
    "statements": lambda alliance, entry, now: stated.status(alliance.statements.statement(entry), now),
    "incidents": lambda alliance, entry, now: incidents.standing(alliance, incidents.incident_at(alliance, entry), now),
    "observations": lambda alliance, entry, _now: observations.standing(
        alliance, alliance.principles.observation(entry)
    ),
    "conflicts": lambda alliance, entry, now: matters.status(matters.conflict_at(alliance, entry), now),
    "goals": lambda alliance, entry, now: objectives.status(alliance.goals.goal(entry), now),
    "changes": lambda alliance, entry, now: chain.status(alliance, alliance.changes.change(entry), now),
    "shares": lambda alliance, entry, now: shares.status(alliance.exchange.shares[entry], now),
    "redress": lambda alliance, entry, now: redresses.standing(redresses.redress(alliance, entry), now),
    "waves": lambda alliance, entry, now: waves.standing(alliance.surveys.wave(entry), now),
    "valuations": lambda alliance, entry, now: rounds.standing(alliance, alliance.valuations.valuation(entry), now),
    "ideas": lambda alliance, entry, _now: alliance.exchange.ideas[entry].status,
}
"""How each practice says where a thing stands that a story expects. A practice adds its own line."""


@pytest.mark.parametrize("path", [*STORIES, DEMO], ids=lambda path: path.stem)
def test_every_fact_of_the_story_holds_in_the_audit(path: Path) -> None:
    _story, end, record = tell(path.read_text())
    state, findings = audit(record.facts)
    assert findings == []
    assert state == end.alliance
    assert len(set(record.keys)) == len(record.keys)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_readings_are_the_expected_ones(path: Path) -> None:
    story, end, _record = tell(path.read_text())
    terms = end.alliance.agreement.in_force
    assert terms is not None
    day = story.expect["on"]
    found = {
        (reading.measure, reading.about): reading
        for pool in terms.pools
        for reading in readings(balance(end.alliance, pool.id, at=day))
    }
    for expected in story.expect.get("reading", []):
        reading = found[expected["measure"], expected["about"]]
        assert reading.enough == expected.get("enough", True), expected
        if "value" in expected:
            assert reading.value == Decimal(expected["value"]), expected


def test_two_who_part_well_go_to_the_very_end() -> None:
    story, end, record = tell((HERE / "parting_well.toml").read_text())
    now, own, expect = record.facts[-1].entered, end.alliance.ending, story.expect
    assert ending.stage(end.alliance, now) == expect["stage"]
    assert [items.status(end.alliance, one, now) for one in own.items.values()] == expect["items"]
    assert {party: one.said.again for party, one in own.lessons.items() if one.said} == expect["again"]


def forty() -> str:
    """The story of forty partners who sign one text, each contribute 1 and confirm everything of the others."""
    ids = partner_ids(40)
    lines = ['name = "Forty"']
    lines += [f'[[party]]\nid = "{id_}"\nname = "{id_} Ltd"' for id_ in ids]
    lines += [f'[[person]]\nkey = "{id_}"\nname = "{id_}"\nparty = "{id_}"' for id_ in ids]
    lines.append('[text.all]\ntitle = "T"\npurpose = "P"\npools = [{ id = "work", name = "W", unit = "EUR" }]')
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)

    def step(who: str, does: str, *more: str) -> None:
        nonlocal at
        at += timedelta(minutes=1)
        lines.append(
            "\n".join(["[[step]]", f"at = {at:%Y-%m-%dT%H:%M:%SZ}", f'who = "{who}"', f'does = "{does}"', *more])
        )

    step("ada", "found")
    for id_ in ids:
        step(id_, "take_seat", 'invited_by = "ada"')
    step("bo", "table", 'terms = "all"', 'reason = "founding"')
    for does in ("accept", "sign"):
        for id_ in ids:
            step(id_, does)
    for id_ in ids:
        step(id_, "contribute", f'as = "of_{id_}"', 'pool = "work"', "quantity = 1", 'unit = "EUR"', 'what = "cash"')
    for id_ in ids:
        others = ", ".join(f'"of_{other}"' for other in ids if other != id_)
        step(id_, "confirm", f"entries = [{others}]")
    return "\n".join(lines)


def test_forty_partners_sign_one_text_and_confirm_each_other() -> None:
    _story, end, record = tell(forty())
    assert len(end.alliance.agreement.versions[0].signatures) == 40
    assert {posting.status for posting in end.alliance.ledger.postings.values()} == {"confirmed"}
    assert audit(record.facts)[1] == []


def test_the_demo_reads_like_two_years_and_says_that_it_is_invented() -> None:
    text = DEMO.read_text()
    story, end, record = tell(text)
    assert text.startswith("# INVENTED")
    assert "invented" in story.name
    assert len(story.steps) >= 70
    ledger = end.alliance.ledger
    statuses = {posting.status for posting in ledger.postings.values()}
    assert statuses == {"confirmed", "corrected", "disputed", "proposed"}
    assert {recorded.party for recorded in ledger.appreciations} == {"karrow", "skerrivar"}
    assert any(posting.value is None for posting in ledger.postings.values())
    waiting = {
        party for one in ledger.postings.values() if one.status == "proposed" for party in awaited(end.alliance, one)
    }
    assert waiting == {"karrow", "skerrivar"}
    assert (record.facts[-1].entered - record.facts[0].entered).days > 700


def test_the_demo_shows_one_pool_outside_its_band_and_one_inside() -> None:
    _story, end, record = tell(DEMO.read_text())
    work, learning = (balance(end.alliance, pool, at=record.facts[-1].entered) for pool in ("work", "learning"))
    outside = work.cumulative.standings["skerrivar"].agreed.coefficient
    assert outside is not None
    assert outside < work.pool.low
    for standing in learning.cumulative.standings.values():
        assert standing.agreed.coefficient is not None
        assert learning.pool.low < standing.agreed.coefficient < learning.pool.high

"""Conflicts on pages: both sides carry one matter from a warning to a settlement; refusals keep what was typed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import RequestFactory

from paripassu.alliance import ledger
from paripassu.alliance.agreement.ladder import Ladder
from paripassu.alliance.conflicts.matters import Conflict, status
from paripassu.keeper import acts
from paripassu.keeper.models import Account
from paripassu.web import clock, settled, wording
from paripassu.web.pages import agreement_sections, conflicts_acts
from paripassu.web.typed import Typed
from tests.web.conftest import SLUG, Enter, Table

TODAY = datetime.now(UTC).date()
WARNING = {
    "title": "Night work at the depot", "what": "The crew cannot test at night.", "effect": "The opening slips.",
    "between": ["ada", "bo"], "begins": "warning", "key": "w",
}  # fmt: skip
SETTLEMENT = {
    "text": "Tests run on two nights a week.", "test": "Four nights were held.",
    "on": (TODAY + timedelta(days=40)).isoformat(), "what-0": "Night passes for the crew", "owner-0": "bo",
    "due-0": (TODAY + timedelta(days=30)).isoformat(),
}  # fmt: skip


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets days pass for the pages and for what is recorded."""

    def later(days: int) -> None:
        moment = datetime.now(UTC) + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(acts, "this_moment", lambda: moment)

    return later


def raised(table: Table, who: str = "ada", **fields: Any) -> int:
    response = table.post(who, "conflicts/new/", **(WARNING | fields))
    assert response.status_code == 200, response.content.decode()
    return max(table.sitting["ada"].alliance.conflicts.by_index)


def conflict(table: Table, index: int) -> Conflict:
    found: Conflict = table.sitting["ada"].alliance.conflicts.by_index[index]
    return found


def do(table: Table, who: str, index: int, act: str, **fields: Any) -> str:
    """Send one form of the page of a conflict; the page that follows."""
    response = table.post(who, f"conflicts/{index}/{act}/", key=f"{who}{act}{fields}"[:90], **fields)
    return str(response.content.decode())


def test_the_empty_page_teaches_that_no_conflict_is_not_the_best_mark(table: Table) -> None:
    page = table.page("bo", "conflicts/")
    assert "That is not the best mark" in page
    for word in settled.TIER_WORDS.values():
        assert str(word) in page
    assert "14 days" in page
    assert "Raise an early warning" in table.page("cy", "conflicts/")


def test_without_an_agreement_the_page_says_what_comes_first(alliance: Any, ada: Account, enter: Enter) -> None:
    for path in ("conflicts/", "conflicts/new/"):
        page = enter(ada).get(f"/{SLUG}/{path}").content.decode()
        assert "Early warnings open with the agreement" in page


def test_strangers_find_nothing(table: Table, eve: Account, enter: Enter) -> None:
    index = raised(table)
    for path in ("conflicts/", "conflicts/new/", f"conflicts/{index}/", f"conflicts/{index}/draft/"):
        assert enter(eve).get(f"/{SLUG}/{path}").status_code == 404
    assert enter(eve).post(f"/{SLUG}/conflicts/{index}/say/reply/", {"text": "x"}).status_code == 404


def test_a_warning_is_answered_and_called_resolved_by_both(table: Table) -> None:
    index = raised(table)
    assert "Answer the warning" in table.page("bo", f"conflicts/{index}/")
    assert "Said. Everybody reads it." in do(table, "bo", index, "say/reply", text="The passes are there.")
    page = do(table, "bo", index, "step", step="resolve", reason="It is done.")
    assert "It is now in the court of" in page
    step = next(iter(conflict(table, index).steps))
    assert "Resolved together" in do(table, "ada", index, "agree-step", to=step)
    assert "Early warning" in table.page("cy", "conflicts/")


def test_one_matter_goes_from_the_warning_to_a_settlement_that_held(table: Table, on: Any) -> None:
    index = raised(table)
    on(16)
    page = table.page("bo", f"conflicts/{index}/")
    assert "moved on by the clock" in page
    assert "Worksheet: what each side needs" in page
    assert "Stated and sealed" in do(table, "ada", index, "interests", interests="Six nights", sees="task")
    assert "Six nights" not in table.page("bo", f"conflicts/{index}/")
    assert "Six nights" in table.page("ada", f"conflicts/{index}/")
    do(table, "bo", index, "interests", interests="Sleep", sees="both")
    page = do(table, "bo", index, "open")
    assert "Six nights" in page
    assert "sees both: task and relationship" in page
    assert "Said before all" in do(table, "ada", index, "interests", interests="Five nights", sees="task")
    do(table, "ada", index, "say/criterion", text="The opening is kept")
    criterion = next(iter(conflict(table, index).criteria))
    page = do(table, "bo", index, "criterion", to=criterion, agrees="no", reason="Which opening?")
    assert "Which opening?" in page
    do(table, "bo", index, "criterion", to=criterion, agrees="yes")
    do(table, "bo", index, "say/option", text="Test on two nights a week")
    option = next(iter(conflict(table, index).options))
    page = do(table, "ada", index, "weigh", to=option, **{f"fit-{criterion}": "partly"}, note="Just enough")
    assert "Just enough" in page
    page = do(table, "ada", index, "draft", **SETTLEMENT, option=option, replaces="")
    assert "The text is on the table" in page
    first = conflict(table, index).settlements[-1]
    assert "One night is enough" in do(
        table, "bo", index, "say/refuse", to=first.said.index, reason="One night is enough"
    )
    assert "One night is enough" in do(table, "ada", index, "sign", to=first.said.index, digest=first.digest)
    page = do(table, "bo", index, "sign", to=first.said.index, digest=first.digest)
    assert "Signed by all" in page
    assert "Proposed." in do(table, "bo", index, "actions")
    assert "1 action was proposed as a commitment" in table.page("ada", f"conflicts/{index}/")
    on(60)
    do(table, "ada", index, "look", held="yes", text="Eight nights")
    assert "Settled, and it held" in do(table, "bo", index, "look", held="yes", text="All slept")
    assert "Say no sooner" in do(table, "bo", index, "say/lesson", text="Say no sooner")
    assert status(conflict(table, index), clock.now()) == "held"


def test_what_did_not_hold_is_open_again(table: Table) -> None:
    index = raised(table, begins="peers")
    do(table, "ada", index, "draft", **SETTLEMENT, option="", replaces="")
    draft = conflict(table, index).settlements[-1]
    for who in ("ada", "bo"):
        do(table, who, index, "sign", to=draft.said.index, digest=draft.digest)
    page = do(table, "bo", index, "look", held="no", text="Nobody came")
    assert "opened again" in page
    assert "Nobody came" in page
    assert status(conflict(table, index), clock.now()) == "peers"


def test_the_neutral_is_called_and_helps_and_names_options(table: Table) -> None:
    index = raised(table, begins="peers")
    assert "You sit here as a neutral" in table.page("cy", f"conflicts/{index}/")
    do(table, "bo", index, "call", neutral="cy", reason="We talk past each other")
    assert "Say whether you help" in table.page("cy", f"conflicts/{index}/")
    assert "You help in this matter" in do(table, "cy", index, "answer-call", joins="yes", text="On Thursday")
    do(table, "cy", index, "say/option", text="Share the crew")
    page = table.page("ada", f"conflicts/{index}/")
    assert "Share the crew" in page
    assert "it is not said here who named it" in page
    assert "With peers" in page


def test_people_are_named_by_their_own_side_and_shown_to_all(table: Table) -> None:
    index = raised(table, begins="peers")
    me = table.sitting["bo"].person
    assert "Named. You can name others" in do(table, "bo", index, "people", tier="sponsors", people=[me])
    assert conflict(table, index).named == {("sponsors", "bo"): (me,)}
    page = do(table, "ada", index, "people", tier="sponsors", people=[me])
    assert "Name 1 to 10 people" in page


def test_a_refused_step_keeps_what_was_typed(table: Table) -> None:
    index = raised(table, begins="peers")
    page = do(table, "ada", index, "step", step="extend", reason="The crew is away", until="2020-01-01", form="step")
    assert "Choose a day from" in page
    assert "The crew is away" in page
    page = do(table, "ada", index, "step", step="", reason="", form="step")
    assert "choose one of those offered" in page


def test_a_refused_warning_keeps_what_was_typed_and_points_at_the_field(table: Table) -> None:
    response = table.post("ada", "conflicts/new/", **(WARNING | {"between": ["ada"]}))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Night work at the depot" in page
    assert 'href="#field-between"' in page
    page = table.post("ada", "conflicts/new/", **(WARNING | {"title": ""})).content.decode()
    assert "In a few words is missing" in page


def test_a_refused_draft_keeps_its_actions(table: Table) -> None:
    index = raised(table, begins="peers")
    wrong = SETTLEMENT | {"on": "2020-01-01"}
    page = do(table, "ada", index, "draft", **wrong, option="", replaces="")
    assert "Look at it on a day to come" in page
    assert "Night passes for the crew" in page
    page = do(table, "ada", index, "draft", **(SETTLEMENT | {"owner-0": ""}), option="", replaces="")
    assert "Who does it: choose one of those offered" in page


def test_sent_twice_is_recorded_once(table: Table) -> None:
    index = raised(table)
    assert raised(table) == index
    size = table.sitting["ada"].alliance.size
    for _ in range(2):
        do(table, "bo", index, "say/reply", text="Once")
    assert table.sitting["ada"].alliance.size == size + 1


def test_hostile_words_are_words(table: Table) -> None:
    index = raised(table, title="<script>alert(1)</script>", what="{{ 7 * 7 }}", begins="peers")
    do(table, "bo", index, "say/option", text="<img src=x onerror=alert(1)>")
    page = table.page("ada", f"conflicts/{index}/")
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "{{ 7 * 7 }}" in page


def test_parts_lead_to_their_conflict_and_nothing_else_does(table: Table) -> None:
    index = raised(table, begins="peers")
    do(table, "bo", index, "say/option", text="Wait")
    option = next(iter(conflict(table, index).options))
    response = table.browser["ada"].get(f"/{SLUG}/conflicts/{option}/")
    assert response["Location"] == f"/{SLUG}/conflicts/{index}/"
    for nothing in ("conflicts/0/", "conflicts/9999/", "conflicts/0/draft/"):
        assert table.browser["ada"].get(f"/{SLUG}/{nothing}").status_code == 404
    assert table.post("ada", f"conflicts/{index}/say/nonsense/", text="x").status_code == 404


def test_a_disputed_entry_leads_to_a_conflict_in_one_step(table: Table) -> None:
    posting = table.sitting["ada"]
    fields = {"side": "contribution", "pool": "work", "of": "ada", "on": TODAY, "unit": "EUR", "what": "cash"}
    entry = acts.record(
        posting, ledger.post, key="post", **fields, resource="cash", quantity=Decimal(100)
    )[0].index  # fmt: skip
    acts.record(table.sitting["bo"], ledger.dispute, key="dispute", entry=entry, reason="It was fifty")
    where = f"conflicts/new/?begins=peers&amp;about={entry}"
    assert where in table.page("bo", f"ledger/{entry}/")
    assert f'name="about" value="{entry}"' in table.page("bo", where.replace("&amp;", "&"))
    index = raised(table, "bo", begins="peers", about=entry)
    assert table.sitting["ada"].alliance.links.of(index) == (entry,)
    assert "Night work at the depot" in table.page("ada", f"ledger/{entry}/")


def test_a_matter_between_others_is_read_and_says_so(table: Table) -> None:
    index = raised(table, "cy")
    page = table.page("cy", f"conflicts/{index}/")
    assert "Answer, or say what was talked about" in page
    assert "Propose a step" in page
    assert "Withdraw it" in page
    assert "Take it up one tier now" not in page


def test_every_kind_of_fact_leads_to_the_page_of_its_conflict(table: Table) -> None:
    index = raised(table, begins="peers")
    do(table, "bo", index, "say/option", text="Wait")
    do(table, "ada", index, "say/criterion", text="Cheap")
    do(table, "ada", index, "draft", **SETTLEMENT, option="", replaces="")
    page = table.page("cy", f"conflicts/{index}/")
    for sentence in ("raised a conflict with its peers", "An option was named", "drafted a settlement"):
        assert sentence in page
    facts = [one.fact for one in table.sitting["ada"].kept.record.since(0) if isinstance(one.fact, settled.Fact)]
    assert len(facts) == 4


ADDRESSES = [
    *(f"say/{what}" for what in conflicts_acts.SAYINGS), "step", "agree-step", "people", "call", "answer-call",
    "interests", "open", "drop-option", "criterion", "weigh", "draft", "sign", "actions", "look",
]  # fmt: skip


@pytest.mark.parametrize("who", ["bo", "cy"])
def test_nonsense_is_answered_with_a_sentence_and_records_nothing(table: Table, who: str) -> None:
    index = raised(table, begins="peers")
    size = table.sitting["ada"].alliance.size
    nonsense = dict.fromkeys(
        ("to", "step", "tier", "neutral", "joins", "sees", "agrees", "option", "held", "on"), "9e9"
    )
    for address in ADDRESSES:
        for fields in (nonsense, {"to": "0", "text": "x", "reason": "x", "what-0": "x", "due-0": "x"}):
            response = table.post(who, f"conflicts/{index}/{address}/", **fields)
            assert response.status_code in (200, 422), (address, fields)
            if address.startswith("say/") and address.split("/")[1] in ("reply", "option", "criterion") and fields:
                size = table.sitting["ada"].alliance.size
    assert table.sitting["ada"].alliance.size == size
    assert status(conflict(table, index), clock.now()) == "peers"


@pytest.mark.parametrize(
    ("sent", "ladder"),
    [
        ({}, None),
        ({"ladder-peers": "7"}, Ladder(peers=7)),
        (
            {"ladder-warning": "3", "ladder-peers": "5", "ladder-sponsors": "7", "ladder-neutral": "9"},
            Ladder(3, 5, 7, 9),
        ),
    ],
)
def test_the_days_of_the_ladder_are_typed_with_the_agreement(sent: dict[str, str], ladder: Ladder | None) -> None:
    typed = Typed(RequestFactory().post("/", sent))
    assert agreement_sections.ladder(typed) == ladder
    assert typed.findings == []


def test_the_ladder_of_the_agreement_is_read_in_days() -> None:
    assert wording.ladder(Ladder(3, 5, 7, 9)) == "early warning 3 days, peers 5, sponsors 7, neutral 9"

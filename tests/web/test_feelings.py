"""Felt and shown as pages: the same for everybody, the lower side first, every figure open to what it rests on."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from paripassu.alliance import surveys
from paripassu.alliance.surveys import waves
from paripassu.alliance.surveys.instruments import library
from paripassu.alliance.surveys.results import Turnout
from paripassu.alliance.surveys.waves import PartyAsked, electorate
from paripassu.keeper import acts
from paripassu.keeper.models import Account
from paripassu.measures.waves import count
from paripassu.record import record
from tests.alliance.surveying import key
from tests.measures.feeling import alike
from tests.web.conftest import SLUG, Enter, Table

PEOPLE = 5


@pytest.fixture
def team(table: Table) -> Table:
    """Five people sit for each side."""
    for party in ("ada", "bo"):
        for number in range(1, PEOPLE):
            account = Account.objects.create_user(f"{party}{number}@example.org", name=f"{party}{number}")
            invited_by = table.sitting[party].person
            acts.seat(account, SLUG, key=account.name, party=party, role="member", invited_by=invited_by)
    return table


def asked(
    table: Table, monkeypatch: pytest.MonkeyPatch, instrument: str, ada: Sequence[int], bo: Sequence[int]
) -> None:
    """A wave in which everybody answered every question with their level, counted."""
    questions = library()[instrument].questions
    fields = {"title": f"About {instrument}", "questions": questions, "instrument": instrument, "least": 3}
    [proposed] = acts.record(table.sitting["ada"], surveys.propose, key=f"p{instrument}", **fields)
    acts.record(table.sitting["bo"], surveys.agree, key=f"a{instrument}", survey=proposed.index)
    alliance = table.sitting["bo"].alliance
    panel = sorted(electorate(alliance).items())
    keys = tuple(PartyAsked(party, len(people), key(place)) for place, (party, people) in enumerate(panel))
    fields = {"survey": proposed.index, "asked": keys}
    [opened] = acts.record(table.sitting["bo"], waves.open_wave, key=f"o{instrument}", **fields)
    wave = table.sitting["ada"].alliance.surveys.wave(opened.index)
    rows = {"ada": alike(questions, *ada), "bo": alike(questions, *bo)}
    shown = count(table.sitting["ada"].alliance, wave, rows)
    pass_time(monkeypatch, 20)
    result = {
        "wave": wave.index,
        "turnout": [Turnout(p, len(people), len(rows[p]), len(rows[p])) for p, people in panel],
        "used": [f"{number:064x}" for number in range(len(ada) + len(bo))],
        "cells": shown.cells,
        "held": shown.held,
    }
    acts.record(table.sitting["ada"], waves.close_wave, key=f"c{instrument}", **result)


def pass_time(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    def moved() -> datetime:
        return record.now() + timedelta(days=days)

    for name in ("keeper.acts.this_moment", "web.clock.now"):
        monkeypatch.setattr(f"paripassu.{name}", moved)


HIGH, LOW = (7, 6, 5, 7, 3), (1, 3, 2, 5, 1)


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_before_anybody_was_asked_the_page_says_what_it_will_show(team: Table) -> None:
    assert "Nobody was asked yet" in team.page("ada", "felt-and-shown/")
    assert "no survey that asks about trust has been counted yet" in words(team.page("bo", "trust/"))


def test_everybody_sees_the_same_page_and_strangers_none(
    team: Table, monkeypatch: pytest.MonkeyPatch, account: Callable[[str], Account], enter: Enter
) -> None:
    asked(team, monkeypatch, "fairness", HIGH, LOW)
    pages = {who: words(team.page(who, "felt-and-shown/")) for who in ("ada", "bo", "cy")}
    main = {page[page.index("What people of each side") :] for page in pages.values()}
    assert len(main) == 1
    assert enter(account("Eve")).get(f"/{SLUG}/felt-and-shown/").status_code == 404


def test_the_lower_side_comes_first_with_the_gap_and_what_chance_there_is(
    team: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(team, monkeypatch, "fairness", HIGH, LOW)
    page = words(team.page("ada", "felt-and-shown/"))
    assert "Widest gap:" in page
    assert "One as large comes by chance in at most" in page
    table = page[page.index("each facet with its lower side first") :]
    assert 0 < table.index("Bo Ltd") < table.index("Ada Ltd")
    assert "The host found these when it counted" in page
    assert "cannot be found again from the record" in page


def test_every_figure_opens_to_the_entries_it_rests_on(team: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(team, monkeypatch, "fairness", HIGH, LOW)
    page = team.page("bo", "felt-and-shown/")
    links = set(re.findall(r'href="(/[^"]*/figures/[^"]*)"', page))
    kinds = {link.split("/figures/")[1].split("/")[0] for link in links}
    assert {"felt_fairness", "felt_apart", "response", "within_agreement"} <= kinds
    for link in sorted(links):
        opened = team.browser["bo"].get(link)
        assert opened.status_code == 200
        assert "About fairness" in opened.content.decode()


def test_trust_shows_felt_beside_shown_with_people_apart_and_each_as_it_sees_itself(
    team: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(team, monkeypatch, "trust", HIGH, LOW)
    page = words(team.page("cy", "trust/"))
    for word in ("Felt beside shown", "As each sees itself, and as the other does", "Trust in people, as felt"):
        assert word in page
    assert "What to do where the two part" in page
    assert "Goodwill, openness and trust in people have nothing on the record" in page


def test_principles_have_the_climate_beside_what_was_observed(team: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(team, monkeypatch, "norms", HIGH, LOW)
    page = words(team.page("ada", "principles/"))
    assert "Norm climate" in page
    assert "What is missed" in page


def test_silence_is_a_warning_of_its_own(team: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(team, monkeypatch, "safety", HIGH, ())
    page = words(team.page("ada", "felt-and-shown/"))
    assert "speaks for few" in page
    assert "Nobody of 5 answered: silence is shown as silence." in page
    assert "Answers" in team.page("ada", "picture/")


def test_the_standing_lists_what_is_felt(team: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Fairness, as felt" not in team.page("ada", "picture/")
    asked(team, monkeypatch, "fairness", HIGH, LOW)
    assert "Fairness, as felt" in team.page("ada", "picture/")

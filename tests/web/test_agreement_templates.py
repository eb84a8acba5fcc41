"""Starting a text from a template: offered while something is empty, never over what somebody wrote."""

from typing import Any

import pytest
from django.test import Client

from paripassu.alliance.agreement.templates import CHARTER, STAGES
from paripassu.alliance.agreement.terms import Terms
from paripassu.keeper import workings
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account
from tests.web.conftest import SLUG, Enter

TEXT = f"/{SLUG}/agreement/text/"


@pytest.fixture
def browser(alliance: Sitting, ada: Account, enter: Enter) -> Client:
    """Ada has begun an empty text."""
    browser = enter(ada)
    browser.post(f"{TEXT}begin/", {"source": "empty"})
    return browser


def use(browser: Client, template: str, edition: int = 1) -> Any:
    return browser.post(f"{TEXT}template/", {"template": template, "edition": edition}, follow=True)


def text(place: Sitting) -> Terms:
    working = workings.working(place)
    assert working is not None
    return working.terms


def test_the_charter_fills_the_empty_text_and_is_shown(browser: Client, alliance: Sitting) -> None:
    assert "Use the charter" in browser.get(TEXT).content.decode()
    page = use(browser, "charter").content.decode()
    assert "The empty sections are filled" in page
    assert CHARTER.objectives[0] in page
    assert text(alliance).principles == CHARTER.principles
    assert "Start from a template" not in page


def test_what_was_written_stays_and_the_card_no_longer_names_it(browser: Client, alliance: Sitting) -> None:
    fields = {"title": "Ours", "purpose": "Together.", "objectives": "Our own aim.", "edition": 1}
    browser.post(f"{TEXT}basics/", fields)
    assert "Fills: Objectives" not in browser.get(TEXT).content.decode()
    use(browser, "stages", edition=2)
    assert text(alliance).objectives == ("Our own aim.",)
    assert text(alliance).ending == STAGES.ending


def test_a_template_with_nothing_to_fill_is_refused(browser: Client, alliance: Sitting) -> None:
    use(browser, "charter")
    before = text(alliance)
    answer = use(browser, "stages", edition=2)
    assert answer.status_code == 422
    assert "Everything this template would fill is written already" in answer.content.decode()
    assert text(alliance) == before


def test_a_page_that_a_colleague_has_overtaken_fills_nothing(browser: Client, alliance: Sitting) -> None:
    browser.post(f"{TEXT}basics/", {"title": "Newer", "purpose": "", "objectives": "", "edition": 1})
    assert use(browser, "charter", edition=1).status_code == 409
    assert text(alliance).decisions == ""


def test_an_unknown_template_is_refused(browser: Client, alliance: Sitting) -> None:
    assert use(browser, "treaty").status_code == 422
    assert text(alliance).decisions == ""


def test_eve_fills_nothing(browser: Client, alliance: Sitting, enter: Enter, eve: Account) -> None:
    assert use(enter(eve), "charter").status_code == 404
    assert text(alliance).decisions == ""

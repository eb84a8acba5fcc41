"""Power and voice: the same page for every party, each figure with its entries, and nothing for strangers."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from paripassu.alliance import commitments, ledger
from paripassu.alliance.conflicts import raising
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account
from paripassu.measures.reading import Reading
from paripassu.web.measured import shown
from paripassu.web.pages.power import BOTTOM, RIGHT, pins
from tests.web.conftest import SLUG, Enter, Table

_keys = count()
YEAR = timedelta(days=365)


def today(table: Table) -> date:
    """The day on which the alliance was founded: in a test, today."""
    founded = table.sitting["ada"].alliance.founded
    assert founded is not None
    return founded.date()


def act(table: Table, who: str, does: Callable[..., Any], /, **fields: Any) -> int:
    [recorded, *_rest] = acts.record(table.sitting[who], does, key=f"act{next(_keys)}", **fields)
    return recorded.index


def owe(table: Table, owner: str, to: str, times: int = 3) -> None:
    """Commitments that both have agreed to."""
    for number in range(times):
        what = f"Drawing {number}"
        entry = act(table, owner, commitments.promise, owner=owner, to=(to,), what=what, due=today(table) + YEAR)
        act(table, to, commitments.agree, entries=[entry])


def test_before_an_agreement_nobody_depends_on_anybody(alliance: Sitting, enter: Enter, ada: Account) -> None:
    page = enter(ada).get(f"/{SLUG}/power/").content.decode()
    assert "Nobody depends on anybody yet" in page


def test_every_party_sees_the_same_figures(table: Table) -> None:
    owe(table, "ada", "bo")
    pages = [table.page(who, "power/").partition("<main")[2].partition("</main>")[0] for who in ("ada", "bo", "cy")]
    assert pages[0] == pages[1] == pages[2]
    assert "Days until it answers" in pages[0]
    assert "Power of votes" in pages[0]


def test_strangers_find_nothing_there(table: Table, account: Callable[[str], Account], enter: Enter) -> None:
    assert enter(account("Eve")).get(f"/{SLUG}/power/").status_code == 404


def test_a_posting_that_waits_is_behind_the_days_of_waiting(table: Table) -> None:
    fields = {
        "side": "contribution", "pool": "work", "of": "ada", "unit": "EUR", "what": "cash", "resource": "cash",
        "quantity": Decimal(5), "on": today(table),
    }  # fmt: skip
    entry = act(table, "ada", ledger.post, **fields)
    page = table.page("bo", "figures/waiting_days/ada/")
    assert f"/{SLUG}/record/{entry}/" in page
    assert "Fewer than 3 were answered or done. 0 done; 1 open, up to 0 days." in page


def test_a_party_says_what_it_could_replace_and_the_figure_follows(table: Table) -> None:
    owe(table, "ada", "bo")
    owe(table, "bo", "ada")
    assert "It has not said what it could replace" in table.page("ada", "power/")
    sent = {"form": "state", "abilities": "To build", "review": "2027-01-01", "key": "once"}
    for who, other, percent in (("ada", "bo", "25"), ("bo", "ada", "50")):
        fields = sent | {"review": (today(table) + YEAR).isoformat(), f"replaceable-{other}": percent}
        answer = table.post(who, "people/capabilities/state/", **fields)
        assert answer.status_code == 200
    page = table.page("cy", "power/")
    assert "It says it could replace 25 in 100." in page
    assert "Map of dependence" in page
    assert "a little of it from Bo Ltd" in table.page("cy", "people/capabilities/")


@pytest.mark.parametrize("percent", ["30", "-1", "<b>"])
def test_a_step_that_is_none_is_refused_and_the_rest_is_kept(table: Table, percent: str) -> None:
    sent = {"form": "state", "abilities": "To build\nTo sail", "review": "2027-01-01", "key": "once"}
    page = table.post("ada", "people/capabilities/state/", **sent | {"replaceable-bo": percent}).content.decode()
    assert "choose one of those offered" in page
    assert "To sail" in page
    assert table.sitting["ada"].alliance.capabilities.stated("ada") is None


def test_pins_stand_to_the_right_where_two_need_each_other_and_up_where_unevenly() -> None:
    def reading(name: str, value: float | None) -> Reading:
        return Reading(measure=name, about="ada-bo", value=value)

    [pin] = pins([reading("mutual_dependence", 2.0), reading("dependence_imbalance", 0.0)])
    assert (pin.one, pin.other, pin.x, pin.y) == ("ada", "bo", RIGHT, BOTTOM)
    assert pins([reading("mutual_dependence", None), reading("dependence_imbalance", None)]) == []


# --- readings as tables ---


def of(measure: str, **values: float | None) -> list[Reading]:
    return [
        Reading(measure=measure, about=about, value=value, enough=value is not None, why="Fewer than 3.")
        for about, value in values.items()
    ]


def test_the_lower_side_comes_first_and_who_waits_longest_where_that_is_lower(table: Table) -> None:
    sitting = table.sitting["ada"]
    [kept] = shown(sitting, of("kept_share", bo=0.9, ada=0.2))
    assert ([row.about for row in kept.rows], kept.gap) == (["ada", "bo"], "Gap: 70 points.")
    [waits] = shown(sitting, of("waiting_days", bo=9.0, ada=2.0))
    assert [row.about for row in waits.rows] == ["bo", "ada"]


def test_what_has_no_figure_stands_last_and_apart_where_it_is_the_most(table: Table) -> None:
    sitting = table.sitting["ada"]
    [kept] = shown(sitting, of("kept_share", cy=None, bo=None, ada=0.2))
    assert ([row.about for row in kept.compared], len(kept.untold)) == (["ada"], 2)
    [few] = shown(sitting, of("kept_share", bo=None, ada=0.2))
    assert ([row.about for row in few.compared], few.untold) == (["ada", "bo"], ())
    [none] = shown(sitting, of("kept_share", bo=None))
    assert (none.told, len(none.untold), none.pictured) == (False, 1, False)


def test_no_figure_is_written_that_is_none(table: Table) -> None:
    [group] = shown(table.sitting["ada"], of("kept_share", ada=None))
    assert (group.rows[0].value, group.rows[0].bar.dot, group.gap) == ("", None, "")


def test_what_a_leaving_would_cut_is_told_to_ones_own_party_alone(table: Table) -> None:
    pages = {who: table.page(who, "people/ties/") for who in ("ada", "bo", "cy")}
    own = "If one of your own people leaves"
    assert own in pages["ada"]
    assert own in pages["bo"]
    assert own not in pages["cy"]
    for who, other in (("ada", "Bo"), ("bo", "Ada")):
        told = pages[who].partition(own)[2].partition("</section>")[0]
        assert f"{who.capitalize()}:" in told
        assert f"{other}:" not in told
        assert "no living tie would be left between Ada Ltd, Bo Ltd" in told


def test_every_practice_shows_its_figures_or_why_not(table: Table) -> None:
    act(table, "ada", raising.raise_matter, begins="warning", title="Late", what="It slips", effect="We wait",
        between=("ada", "bo"))  # fmt: skip
    page = table.page("bo", "conflicts/")
    assert "No conflict at all is not the best mark" in page
    assert f"/{SLUG}/figures/settled_low/alliance/" in page


def test_of_very_many_rows_the_first_are_shown_and_all_are_counted(table: Table) -> None:
    values = {f"p{number}": number / 100 for number in range(100)}
    [kept] = shown(table.sitting["ada"], of("kept_share", **values))
    assert ([row.about for row in kept.first[:2]], len(kept.first), len(kept.compared)) == (["p0", "p1"], 20, 100)

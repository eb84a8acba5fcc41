"""The EU's operating budget of 2014, loaded through the import of a table, gives the Commission's balances.

The expected balances are recomputed by the Commission's formula from the totals of each state (not from the headings
that the example holds): allocated expenditure less administration less the scaled national contribution.
"""

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from paripassu.alliance.agreement.terms import Terms
from paripassu.alliance.ledger.sheets.preview import postings, preview
from paripassu.measures.balance import Balance, balance
from paripassu.measures.figures import readings
from paripassu.measures.standings import NO_CONTRIBUTION
from tests import cast

EXAMPLE = Path(__file__).parents[2] / "examples" / "eu-budget-2014"

PUBLISHED = {
    "be": "-1478.1", "bg": "1824.3", "cz": "3004.2", "dk": "-836.0", "de": "-15501.6", "ee": "473.8", "ie": "38.8",
    "el": "5162.6", "es": "1090.6", "fr": "-7164.5", "hr": "173.4", "it": "-4467.0", "cy": "114.8", "lv": "799.8",
    "lt": "1543.2", "lu": "80.1", "hu": "5681.6", "mt": "179.4", "nl": "-4711.0", "at": "-1240.6", "pl": "13748.1",
    "pt": "3211.3", "ro": "4519.9", "si": "794.4", "sk": "1010.1", "fi": "-809.0", "se": "-2312.7", "uk": "-4929.8",
}  # fmt: skip


def loaded() -> cast.Scene:
    """The example as a person of one state imports it and every state confirms what concerns it."""
    terms = msgspec.json.decode((EXAMPLE / "terms.json").read_bytes(), type=Terms)
    scene = cast.founded(terms.partners)
    cast.agree(scene, terms)
    importer, confirmer = terms.partners[:2]
    table = (EXAMPLE / "ledger.csv").read_bytes()
    found = preview(table, "ledger.csv", scene.alliance, by=cast.person(importer), now=scene.now)
    for fact in postings(scene.alliance, found, by=cast.person(importer), now=scene.now):
        scene.enter(importer, fact)
    for party in terms.partners:
        own = [one.index for one in scene.alliance.ledger.postings.values() if one.fact.of == party]
        scene.confirm(cast.person(confirmer if party == importer else party), *own)
    return scene


@pytest.fixture(scope="module")
def budget() -> Balance:
    scene = loaded()
    return balance(scene.alliance, "budget", at=scene.now)


def test_every_operating_balance_is_that_of_the_commission_to_a_tenth_of_a_million(budget: Balance) -> None:
    found = {
        reading.about.partition("/")[2]: round(Decimal(str(reading.value)), 1)
        for reading in readings(budget)
        if reading.measure == "operating_balance"
    }
    assert found == {state: Decimal(expected) for state, expected in PUBLISHED.items()}


def test_all_balances_sum_to_zero(budget: Balance) -> None:
    gaps = [one.pure["equity"].gap or Decimal(0) for one in budget.cumulative.standings.values()]
    assert abs(sum(gaps, Decimal(0))) < Decimal("1e-15")


def test_the_scale_of_the_budget_is_that_of_the_commission(budget: Balance) -> None:
    assert round(budget.cumulative.rewarded, 1) == Decimal("120884.0")
    assert round(budget.cumulative.contributed, 1) == Decimal("116531.8")


def test_administration_has_no_coefficient_and_says_why() -> None:
    scene = loaded()
    administration = balance(scene.alliance, "administration", at=scene.now).cumulative
    assert administration.why == NO_CONTRIBUTION
    assert round(administration.standings["be"].reward, 1) == Decimal("4725.4")

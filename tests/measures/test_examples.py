"""The examples in the measures and on their pages run, and give what stands there."""

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

from paripassu import measures

MODULES = [module.name for module in pkgutil.iter_modules(measures.__path__, "paripassu.measures.")]
FOLDER = Path(__file__).parents[2] / "docs" / "measures"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.stem != "evidence")
"""A page for each measure or few of them; the evidence is of them all."""


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_code_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_examples_on_the_page_run(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted
    assert result.failed == 0


def test_every_measure_has_its_page() -> None:
    from paripassu.measures.catalogue import CATALOGUE, REFERENCES

    listed = [*CATALOGUE.values(), *REFERENCES.values()]
    assert {measure.page for measure in listed} == {page.stem for page in PAGES}
    assert all(measure.not_counted and measure.limits for measure in listed)


def test_the_reference_lists_every_measure_as_the_catalogue_does() -> None:
    from paripassu.measures.catalogue import CATALOGUE

    text = (PAGES[0].parents[1] / "reference" / "measures.md").read_text(encoding="utf-8")
    expected = [f"| `{each.name}` | {each.what} | {each.limits} |" for each in CATALOGUE.values()]
    assert [line for line in text.splitlines() if line in expected] == expected

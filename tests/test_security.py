"""The page about security says nothing that no test shows, and every part that runs has a licence for everybody."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "security.md"
NAMED = re.compile(r"`(test_[a-z0-9_]+)`")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)

PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|PSFL|Python Software Foundation|0BSD|Zlib|CC0|HPND|Unlicense)\b")
"""Licences that let everybody use, change and pass on."""

WITH_CONDITIONS = {
    "psycopg": "LGPL: used unchanged, as a library of its own, and only with PostgreSQL",
    "psycopg-binary": "LGPL: as psycopg",
    "pathspec": "MPL: used unchanged, to build the package only",
}
"""Parts with another licence, and why they can stay."""


def there_are() -> set[str]:
    files = (ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.M)}


def test_every_test_that_the_page_names_exists() -> None:
    named = set(NAMED.findall(PAGE.read_text(encoding="utf-8")))
    assert len(named) > 40
    assert not named - there_are()


def test_every_row_of_the_page_names_a_requirement_and_a_test() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d", line)]
    assert len(rows) > 30
    assert not [row for row in rows if not NAMED.search(row.rsplit("|", 2)[1])]


def parts() -> list[str]:
    """What the lock of the running program names."""
    return sorted(set(PINNED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))))


def licence(part: Distribution) -> str:
    """All that a part says about its licence, its full text aside."""
    fields = {name: part.metadata.get_all(name) or [] for name in ("License-Expression", "License", "Classifier")}
    kinds = [kind for kind in fields["Classifier"] if kind.startswith("License")]
    return " ".join([*fields["License-Expression"], *(text.split("\n")[0] for text in fields["License"]), *kinds])


@pytest.mark.parametrize("name", parts())
def test_every_part_has_a_licence_that_lets_everybody_use_it(name: str) -> None:
    try:
        said = licence(distribution(name))
    except PackageNotFoundError:
        pytest.skip(f"{name} is for another machine than this")
    assert PERMISSIVE.search(said) or name in WITH_CONDITIONS, said


def test_parts_with_conditions_are_still_used() -> None:
    assert set(WITH_CONDITIONS) <= set(parts())

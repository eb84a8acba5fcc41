"""The rules of the house (CONTRIBUTING.md) that a machine can hold: sizes, names, the floor plan, the words."""

import ast
import hashlib
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "paripassu"
TEMPLATES = SRC / "web" / "templates"

FILE_LINES = 400
TEMPLATE_LINES = 120
FUNCTION_LINES = 40

REFUSED_NAMES = {
    *("util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "service", "services"),
    *("base", "handler", "handlers", "data", "info"),
}

# Put together here, so that this file does not hold what it looks for.
REGISTRY_HOSTS = [
    ".".join(parts).encode()
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("cdnjs", "cloudflare"),
        ("esm", "sh"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("proxy", "golang"),
        ("deb", "debian"),
        ("archive", "ubuntu"),
    ]
]

UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3]) + r")\b")

PURE_ROOMS = ["alliance", "record", "measures", "reading"]


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file git tracks or would track; the checkout may belong to another person than the one who tests."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def written(*suffixes: str, under: Path = ROOT) -> list[Path]:
    """The files with these endings that we wrote ourselves: neither vendored nor made by Django."""
    made = {"vendor", "migrations", "examples"}
    return [
        path
        for path in kept_files()
        if path.is_relative_to(under) and path.suffix in suffixes and not made & set(path.relative_to(ROOT).parts)
    ]


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and length in lines of each function of a file, its docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, _span(node) - (_span(node.body[0]) if ast.get_docstring(node) else 0)


def _span(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_files_are_short_enough_to_read() -> None:
    long = [f"{place(path)}: {lines_of(path)}" for path in written(".py", under=SRC) if lines_of(path) > FILE_LINES]
    assert not long


def test_templates_are_short_enough_to_read() -> None:
    long = [
        f"{place(path)}: {lines_of(path)}"
        for path in written(".html", ".jinja", ".txt", ".svg", under=TEMPLATES)
        if lines_of(path) > TEMPLATE_LINES
    ]
    assert not long


def test_functions_are_short_enough_to_read() -> None:
    long = [
        f"{place(path)} {name}: {length}"
        for path in written(".py", under=SRC)
        for name, length in functions(path)
        if length > FUNCTION_LINES
    ]
    assert not long


def test_nine_functions_of_ten_are_under_twenty_lines() -> None:
    lengths = [length for path in written(".py", under=SRC) for _, length in functions(path)]
    assert sum(length < 20 for length in lengths) >= 0.9 * len(lengths)


def test_no_module_has_a_name_that_says_nothing() -> None:
    named = {path: {*path.relative_to(SRC).parent.parts, path.stem} for path in written(".py", under=SRC)}
    assert not [place(path) for path, names in named.items() if names & REFUSED_NAMES]


def test_nothing_is_left_for_later() -> None:
    ours = written(".py", ".html", ".css", ".js", ".md", ".toml", "", under=ROOT)
    found = [
        f"{place(path)}:{number}"
        for path in ours
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{place(path)}: {host.decode()}"
        for path in kept_files()
        for host in REGISTRY_HOSTS
        if host in path.read_bytes().lower()
    ]
    assert not found


def test_vendored_files_are_the_ones_their_version_names() -> None:
    vendored = sorted((SRC / "web" / "static" / "vendor").glob("*/"))
    assert vendored
    for folder in vendored:
        named = set(re.findall(r"sha256 ([0-9a-f]{64})", (folder / "VERSION").read_text(encoding="utf-8")))
        files = [path for path in folder.rglob("*") if path.is_file() and path.name not in {"VERSION", "LICENSE"}]
        assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == named
        assert (folder / "LICENSE").is_file()


def modules(room: str) -> dict[str, Path]:
    """The modules of a room by their path without its ending; what starts with an underscore is a detail.

    A practice that does not fit one file is a folder: its `__init__.py` stands under its name twice, `ledger/ledger`.
    """
    folder = SRC / room
    found = {path.relative_to(folder).with_suffix(""): path for path in written(".py", under=folder)}
    named = {name.parent / name.parent.name if name.name == "__init__" else name: path for name, path in found.items()}
    return {name.as_posix(): path for name, path in named.items() if not name.name.startswith("_") and name.parts}


def does_something(path: Path) -> bool:
    """Whether a module offers a function; a list of facts or of refusals has nothing to test by itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) and not node.name.startswith("_") for node in tree.body)


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_every_practice_has_its_test_on_the_same_floor_plan(room: str) -> None:
    tests = ROOT / "tests" / room
    doing = [name for name, path in modules(room).items() if does_something(path)]
    assert doing, f"the room {room} is empty"
    expected = [(tests / name).with_name(f"test_{Path(name).name}.py") for name in doing]
    assert not [place(test) for test in expected if not test.exists()]


def test_every_folder_of_templates_has_its_page() -> None:
    pages = set(modules("web/pages"))
    shared = {"components", "account", "errors", "mail"}
    inside = [path.relative_to(TEMPLATES).parts for path in written(".html", under=TEMPLATES)]
    assert not {parts[0] for parts in inside if len(parts) > 1} - pages - shared


# In WORDS.md a word is a line `**word** (\`room/module.py\`): what it means`.
WORD = re.compile(r"^(?:[-*] )?\*\*(?P<word>[^*]+)\*\*(?P<rest>.*)$", re.MULTILINE)
MODULE = re.compile(r"`(?P<path>[a-z_]+(?:/[a-z_]+)+\.py)`")


def words() -> list[tuple[str, list[str]]]:
    """Each word of the glossary with the modules its line names."""
    text = (ROOT / "WORDS.md").read_text(encoding="utf-8")
    return [(match["word"], MODULE.findall(match["rest"])) for match in WORD.finditer(text)]


def test_every_word_names_a_module_that_exists() -> None:
    assert words(), "WORDS.md has no words"
    wrong = [word for word, named in words() if not named or not all((SRC / path).is_file() for path in named)]
    assert not wrong


def test_every_word_stands_once() -> None:
    seen = [word.casefold() for word, _ in words()]
    assert sorted(set(seen)) == sorted(seen)

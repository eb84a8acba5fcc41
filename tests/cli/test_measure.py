"""`paripassu measure`: readings on the screen or as JSON; 0, 1 and 2 as it ends."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from paripassu.cli import app
from paripassu.cli.measure import chance
from tests import cast
from tests.record.records import Place, busy_scene, edited, export_of, texts_of

RUN = CliRunner()


@pytest.fixture
def pari(tmp_path: Path) -> Path:
    """A record in which Ada and Bo gave alike and Bo received three quarters; a reward is open."""
    scene = busy_scene()
    for by, other, party, side, quantity in [
        (cast.ADA, cast.BO, "ada", "reward", 100),
        (cast.BO, cast.ADA, "bo", "reward", 300),
        (cast.BO, cast.ADA, "bo", "contribution", 100),
    ]:
        scene.confirm(other, scene.post(by, party, quantity, side=side))
    scene.post(cast.ADA, "ada", 100, side="reward")
    record = Place(tmp_path).filled(scene)
    return export_of(record, tmp_path / "alliance.pari", reader="ada")


def test_readings_are_printed_as_json_with_exact_numbers(pari: Path) -> None:
    done = RUN.invoke(app, ["measure", str(pari), "--json"])
    assert done.exit_code == 0
    printed = json.loads(done.stdout, parse_float=Decimal)
    assert set(printed) == {"alliance", "size", "readings"}
    assert printed["alliance"] == "Working together"
    by_name = {(one["measure"], one["about"]): one for one in printed["readings"]}
    ada = by_name["return_coefficient", "work/ada"]
    assert (ada["value"], ada["enough"]) == (Decimal("0.5"), True)
    assert ada["low"] <= ada["value"] <= ada["high"]
    assert ada["facts"]
    assert by_name["lowest_return_coefficient", "work"]["why"] == "That of ada."


def test_the_screen_shows_each_partner_and_what_is_not_counted(pari: Path) -> None:
    done = RUN.invoke(app, ["measure", str(pari)], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    for words in ("0.50", "1.50", "watch", "Lowest return: ada.", "Not counted: 2 entries wait for confirmation."):
        assert words in done.stdout


def test_the_screen_compares_the_rules_and_says_where_it_is_heading(pari: Path) -> None:
    shown = RUN.invoke(app, ["measure", str(pari)], env={"COLUMNS": "200"}).stdout
    for words in ("return by input", "return alike", "return by need", "chance outside", "Expected half a year on"):
        assert words in shown
    done = RUN.invoke(app, ["measure", str(pari), "--only", "forecast", "--json"])
    assert {one["measure"] for one in json.loads(done.stdout)["readings"]} == {"expected_return", "chance_outside"}


@pytest.mark.parametrize("only", [[], ["--only", "balance"], ["--only", "power", "--only", "reward"]])
def test_no_figure_is_cut_on_a_narrow_screen(pari: Path, only: list[str]) -> None:
    done = RUN.invoke(app, ["measure", str(pari), *only], env={"COLUMNS": "80"})
    assert "…" not in done.stdout
    assert " 100.00" in done.stdout
    assert " 300.00" in done.stdout


def test_the_page_of_the_balance_alone_shows_the_pools_as_the_whole_does(pari: Path) -> None:
    whole, alone = (
        RUN.invoke(app, ["measure", str(pari), *only], env={"COLUMNS": "80"}).stdout
        for only in ([], ["--only", "balance"])
    )
    assert whole.startswith(alone)


def test_what_has_no_figure_is_said_once_for_each_reason(tmp_path: Path) -> None:
    scene = cast.agreed(("ada", "bo", "di"))
    file = export_of(Place(tmp_path).filled(scene), tmp_path / "new.pari", reader="ada")
    shown = RUN.invoke(app, ["measure", str(file), "--only", "trust"], env={"COLUMNS": "160"}).stdout
    [line] = [line for line in shown.splitlines() if "reliability" in line]
    assert "6 of 6" in line
    assert "No commitment to this party has come due yet." in line


def test_what_is_only_almost_sure_is_never_called_sure() -> None:
    assert [chance(part) for part in (0.0, 0.005, 0.5, 0.992, 1.0)] == [
        "under 1%", "under 1%", "50%", "over 99%", "over 99%",
    ]  # fmt: skip


def test_only_one_measure_is_shown_when_asked_for(pari: Path) -> None:
    done = RUN.invoke(app, ["measure", str(pari), "--only", "gap", "--json"])
    assert {one["measure"] for one in json.loads(done.stdout)["readings"]} == {"gap"}
    shown = RUN.invoke(app, ["measure", str(pari), "--only", "gap"], env={"COLUMNS": "200"})
    assert "-100.00 EUR" in shown.stdout
    assert "lowest" not in shown.stdout


def test_the_same_file_gives_the_same_figures_and_another_day_others(pari: Path) -> None:
    one, again = (RUN.invoke(app, ["measure", str(pari), "--json"]).stdout for _ in range(2))
    before = RUN.invoke(app, ["measure", str(pari), "--json", "--on", "2020-01-01"]).stdout
    assert one == again
    assert not any(reading["value"] for reading in json.loads(before)["readings"])


def test_there_is_no_figure_on_a_record_that_does_not_hold(pari: Path) -> None:
    envelopes = texts_of(pari)["envelopes.jsonl"]
    edited(pari, {"envelopes.jsonl": envelopes.replace(b'"quantity":"300"', b'"quantity":"900"')})
    done = RUN.invoke(app, ["measure", str(pari), "--json"])
    assert done.exit_code == 1
    printed = json.loads(done.stdout)
    assert printed["readings"] == []
    assert printed["findings"]
    assert "does not hold" in done.stderr


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["measure", str(tmp_path / "none.pari")])
    assert (done.exit_code, "There is no file" in done.stderr) == (2, True)


@pytest.mark.parametrize("arguments", [["--only", "karma"], []])
def test_what_cannot_be_measured_is_refused_with_what_to_do(tmp_path: Path, arguments: list[str]) -> None:
    place = Place(tmp_path)
    file = export_of(place.filled(cast.founded()), tmp_path / "early.pari")
    done = RUN.invoke(app, ["measure", str(file), *arguments])
    assert done.exit_code == 2
    assert ("There is no measure “karma”" if arguments else "No agreement is in force") in done.stderr

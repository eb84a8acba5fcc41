"""`paripassu portfolio`: every record of a folder, what asks for attention first; what does not hold is left out."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from paripassu.cli import app
from tests import cast
from tests.record.records import Place, edited, export_of, texts_of

RUN = CliRunner()


def kept(folder: Path, name: str, bo: int) -> Path:
    """A record in which both put in alike, Ada received 100 and Bo so much."""
    scene = cast.agreed()
    for side, ada, other in (("contribution", 100, 100), ("reward", 100, bo)):
        scene.confirm(cast.BO, scene.post(cast.ADA, "ada", ada, side=side))
        scene.confirm(cast.ADA, scene.post(cast.BO, "bo", other, side=side))
    place = folder / f"{name}.place"
    place.mkdir(parents=True)
    return export_of(Place(place).filled(scene), folder / f"{name}.pari")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three alliances: level, leaning, and far from level, in a folder below."""
    kept(tmp_path, "level", 100)
    kept(tmp_path, "leaning", 200)
    kept(tmp_path / "below", "far", 1000)
    return tmp_path


def listed(folder: Path, *more: str) -> list[str]:
    done = RUN.invoke(app, ["portfolio", str(folder), "--json", "--jobs", "1", *more])
    assert done.exit_code == 0, done.output
    return [Path(each["file"]).stem for each in json.loads(done.stdout)["alliances"]]


def test_what_asks_for_attention_comes_first(folder: Path) -> None:
    assert listed(folder) == ["far", "leaning", "level"]


def test_alliances_can_be_sorted_and_chosen(folder: Path) -> None:
    assert sorted(listed(folder, "--sort", "name")) == ["far", "leaning", "level"]
    assert listed(folder, "--area", "balance", "--level", "act") == ["far"]
    assert listed(folder, "--area", "balance", "--level", "holds") == ["level"]


def test_two_processes_say_the_same_as_one(folder: Path) -> None:
    one, two = (RUN.invoke(app, ["portfolio", str(folder), "--json", "--jobs", jobs]) for jobs in ("1", "2"))
    assert json.loads(one.stdout) == json.loads(two.stdout)


def test_the_screen_names_the_most_pressing_area(folder: Path) -> None:
    done = RUN.invoke(app, ["portfolio", str(folder), "--jobs", "1"], env={"COLUMNS": "160"})
    assert done.exit_code == 0
    assert "Balance, far below, Ada Ltd 0.18" in done.stdout
    assert "3 alliances" in done.stdout


def test_no_word_is_cut_on_a_narrow_screen(folder: Path) -> None:
    done = RUN.invoke(app, ["portfolio", str(folder), "--jobs", "1"], env={"COLUMNS": "80"})
    assert "…" not in done.stdout
    assert "1 far below" in done.stdout


def test_a_record_that_does_not_hold_is_named_and_the_others_are_measured(folder: Path) -> None:
    path = folder / "level.pari"
    envelopes = texts_of(path)["envelopes.jsonl"]
    edited(path, {"envelopes.jsonl": envelopes.replace(b'"quantity":"100"', b'"quantity":"900"')})
    (folder / "torn.pari").write_bytes(b"nothing")
    done = RUN.invoke(app, ["portfolio", str(folder), "--json", "--jobs", "1"])
    assert done.exit_code == 1
    printed = json.loads(done.stdout)
    assert [Path(each["file"]).stem for each in printed["failed"]] == ["level", "torn"]
    assert len(printed["alliances"]) == 2
    assert "does not hold" in done.stderr


@pytest.mark.parametrize("wrong", [("--sort", "karma"), ("--area", "karma"), ("--level", "good")])
def test_an_unknown_order_or_filter_is_refused(folder: Path, wrong: tuple[str, str]) -> None:
    done = RUN.invoke(app, ["portfolio", str(folder), *wrong])
    assert done.exit_code == 2
    assert "There is:" in done.stderr


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        done = RUN.invoke(app, ["portfolio", str(path)])
        assert done.exit_code == 2
        assert "Check the path" in done.stderr


def test_an_alliance_before_its_agreement_is_listed_last(tmp_path: Path) -> None:
    kept(tmp_path, "leaning", 200)
    export_of(Place(tmp_path).filled(cast.founded()), tmp_path / "new.pari")
    assert listed(tmp_path) == ["leaning", "new"]
    done = RUN.invoke(app, ["portfolio", str(tmp_path), "--jobs", "1"], env={"COLUMNS": "160"})
    assert "no agreement is in force" in done.stdout


def test_the_lamps_are_weighed_over_the_whole_folder_also_where_few_are_shown(folder: Path) -> None:
    done = RUN.invoke(app, ["portfolio", str(folder), "--json", "--jobs", "1", "--level", "act"])
    printed = json.loads(done.stdout)
    assert len(printed["alliances"]) == 1
    assert printed["weighed"] == {
        "ties": 3 * (2 + 2 + 3), "watch": 0, "confirmed": 0, "horizon_months": 24, "false_alarm": 0.2,
        "false_share": 0.1,
    }  # fmt: skip
    shown = RUN.invoke(app, ["portfolio", str(folder), "--jobs", "1"], env={"COLUMNS": "200"})
    assert "0 on watch, 0 confirmed among 21 ties of all records" in shown.stdout

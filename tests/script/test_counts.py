"""The closing line of script/test says what happened, and its exit status agrees with it."""

from pathlib import Path

import pytest

from script.counts import counts, main

REPORT = """<testsuites><testsuite>
<testcase name="holds"/>
<testcase name="also holds"><system-out>said something</system-out></testcase>
<testcase name="does not"><failure>why</failure></testcase>
<testcase name="cannot start"><error>why</error></testcase>
<testcase name="fails and then cannot stop"><failure>why</failure><error>why</error></testcase>
<testcase name="left out"><skipped>no browser</skipped></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.xml"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_each_test_is_counted_once(report: Path) -> None:
    assert counts(report) == (2, 3, 1)


def test_a_run_without_a_report_counts_as_a_failure(tmp_path: Path) -> None:
    assert counts(tmp_path / "report.xml") == (0, 1, 0)


def test_checks_and_tests_are_one_line(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(str(report), "6", "1", "1") == 1
    assert capsys.readouterr().out == "8 passed, 4 failed, 1 skipped\n"


@pytest.mark.parametrize(
    ("checks_failed", "status", "expected"), [("0", "0", 0), ("1", "0", 1), ("0", "5", 1), ("0", "2", 1)]
)
def test_only_a_clean_run_exits_with_zero(tmp_path: Path, checks_failed: str, status: str, expected: int) -> None:
    clean = tmp_path / "report.xml"
    clean.write_text("<testsuites><testsuite><testcase/></testsuite></testsuites>", encoding="utf-8")
    assert main(str(clean), "7", checks_failed, status) == expected

"""The closing line of script/test: checks and pytest's report as `N passed, N failed, N skipped`."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET


def counts(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of a JUnit report; one failure when there is no report."""
    if not report.exists():
        return 0, 1, 0
    cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314 (pytest wrote it a moment ago)
    kinds = [{child.tag for child in case} for case in cases]
    failed = sum(bool(kind & {"failure", "error"}) for kind in kinds)
    skipped = sum("skipped" in kind and not kind & {"failure", "error"} for kind in kinds)
    return len(kinds) - failed - skipped, failed, skipped


def main(report: str, held: str, broken: str, status: str) -> int:
    """Print the line; 0 only when nothing failed and pytest itself was content with its run."""
    passed, failed, skipped = counts(Path(report))
    passed, failed = passed + int(held), failed + int(broken)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or int(status) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

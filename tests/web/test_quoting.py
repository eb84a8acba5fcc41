"""What somebody wrote, inside a sentence."""

from paripassu.web.quoting import LONGEST_QUOTE, quoted


def test_a_quotation_ends_without_its_full_stop_and_never_runs_on() -> None:
    assert quoted("We agreed.") == "“We agreed”"
    assert len(quoted("w" * 5_000)) == LONGEST_QUOTE + len("“ …”")

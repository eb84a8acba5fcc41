"""Where one can go: groups of practices, of which each is in one."""

from paripassu.web.navigation import GROUPS, groups


def test_every_practice_stands_in_one_group() -> None:
    names = [name for _word, inside in GROUPS for name, _said in inside]
    assert len(names) == len(set(names))


def test_only_practices_with_a_page_are_shown() -> None:
    shown = groups("somewhere")
    assert all(practice.url for group in shown for practice in group.practices)
    assert {"overview", "agreement", "ledger", "record"} <= {each.name for group in shown for each in group.practices}


def test_a_group_leads_to_its_first_practice() -> None:
    assert all(group.url == group.practices[0].url for group in groups("somewhere"))

"""What one side keeps to itself is on no page, in no file and behind no link that another can open.

Each side's private things hold a word that stands nowhere else; everybody then opens every page that a link leads to,
and all the others by hand. A new page is opened as well, with nothing to be said here.
"""

import pytest
from msgspec.structs import replace

from paripassu.alliance import agreement
from paripassu.alliance.agreement.terms import SourceDocument
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere
from paripassu.keeper.models import Attachment, Invitation, ReadDocument, Visit, WorkingText
from tests.web.conftest import SLUG
from tests.web.security.conftest import PRIVATE, World, own_terms
from tests.web.security.walking import Walk, doors

START = f"/{SLUG}/"


def walk(world: World, who: str) -> Walk:
    """Every page that somebody finds, and every other door with the names and numbers of what the others keep."""
    world.browser[who].raise_request_exception = False
    walked = Walk(world.browser[who], START)
    for address in _guessed(world) - set(walked.contents):
        answer = world.browser[who].get(address)
        walked.contents[address] = answer.getvalue()
        answer.close()
    return walked


def _guessed(world: World) -> set[str]:
    """Every door by what somebody might put into its address who knows how the others' things are called."""
    files: list[dict[str, object]] = [{"digest": digest} for digest in world.own.values()]
    readings: list[dict[str, object]] = [{"number": row.pk} for row in ReadDocument.objects.all()]
    entries: list[dict[str, object]] = [{"index": recorded.index} for recorded in world.seat("bo").kept.private]
    return {door.address(slug=SLUG, **known) for door in doors() for known in (*files, *readings, *entries)}


@pytest.mark.parametrize(("who", "side"), [("ada", "ada"), ("amy", "ada"), ("bo", "bo"), ("cy", ""), ("eve", "")])
def test_nobody_finds_what_another_side_keeps_to_itself(world: World, who: str, side: str) -> None:
    found = walk(world, who)
    words = {party: word for party, word in PRIVATE.items() if party != side}
    assert not [
        (address, word) for address, content in found.contents.items() for word in words.values()
        if word.encode() in content.lower() or word in address
    ]  # fmt: skip


def test_each_side_finds_all_that_it_keeps_itself(world: World) -> None:
    """Otherwise the test above would see nothing because there is nothing to see."""
    found = walk(world, "ada")
    word = PRIVATE["ada"].encode()
    holding = {address.removeprefix(START) for address, content in found.contents.items() if word in content.lower()}
    digest = world.own["ada"]
    posting = max(world.seat("ada").alliance.ledger.postings)
    expected = {
        "agreement/text/", "agreement/reading/", "record/download/", "people/",
        f"ledger/{posting}/", f"agreement/document/{digest}/", f"files/{digest}/",
    }  # fmt: skip
    assert expected <= holding


def test_no_page_and_no_link_fails(world: World) -> None:
    walked = Walk(world.browser["ada"], START)
    assert len(walked.pages) > 40
    assert not [(address, page.status_code) for address, page in walked.pages.items() if page.status_code >= 400]


def test_opening_pages_changes_nothing(world: World) -> None:
    """But for how far somebody has read, which is theirs alone."""

    def kept() -> list[object]:
        rows = [list(model.objects.order_by("pk").values()) for model in (Attachment, Invitation, ReadDocument)]
        return [world.seat("bo").alliance.size, *rows, list(WorkingText.objects.order_by("pk").values())]

    before = kept()
    for who in ("ada", "cy"):
        walk(world, who)
    assert kept() == before
    assert Visit.objects.exists()


def test_what_is_left_behind_is_closed_with_the_seat(world: World) -> None:
    with pytest.raises(NotHere):
        world.seat("dora")
    assert "Working together" not in world.browser["dora"].get("/").content.decode()


def test_naming_the_digest_of_anothers_file_opens_it_to_nobody(world: World) -> None:
    """The digest of a document can be known without the document: from a guess, or from what somebody let slip."""
    digest = world.own["ada"]
    text = replace(own_terms(), document=SourceDocument("ours.md", digest))
    acts.record(world.seat("bo"), agreement.table, key="named", terms=text, base=1, reason="change", note="x")
    for who in ("bo", "cy"):
        for address in (f"agreement/document/{digest}/", f"files/{digest}/"):
            assert world.browser[who].get(START + address).status_code == 404
        walked = Walk(world.browser[who], START)
        assert PRIVATE["ada"].encode() not in walked.contents[f"{START}record/download/"]


def test_a_file_that_its_side_has_tabled_is_seen_by_all(world: World) -> None:
    digest = world.own["ada"]
    text = replace(own_terms(), document=SourceDocument("ours.md", digest))
    acts.record(world.seat("ada"), agreement.table, key="named", terms=text, base=1, reason="change", note="x")
    for address in (f"agreement/document/{digest}/", f"files/{digest}/"):
        answer = world.browser["bo"].get(START + address)
        assert PRIVATE["ada"] in answer.content.decode()

"""The record in a real browser: read, taken along, and checked on another machine without this server."""

import base64
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from paripassu.cli import app
from paripassu.record.checkpoint import Checkpoint, Signer, signed_note
from paripassu.record.tree import Tree
from tests.browser.looking import NARROW, WIDE, assert_accessible, assert_fits, enter, unfold, watched

SIZES = [pytest.param(WIDE, id="wide"), pytest.param(NARROW, id="narrow")]


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_read_well_and_fit(browser: Browser, site: str, size: dict[str, int]) -> None:
    with watched(browser, size=size) as page:
        enter(page, site, "Bo")
        for address in ("record/", "record/20/", "record/check/"):
            page.goto(f"{site}/demo/{address}")
            unfold(page)
            assert_accessible(page)
            assert_fits(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_ada_takes_the_record_along_and_it_holds_elsewhere(
    browser: Browser, site: str, tmp_path: Path, javascript: bool
) -> None:
    with watched(browser, javascript=javascript) as page:
        enter(page, site, "Ada")
        page.goto(f"{site}/demo/record/")
        key = page.get_by_label("The host's key").input_value()
        with page.expect_download() as started:
            page.get_by_role("link", name="Download the record").click()
        file = tmp_path / started.value.suggested_filename
        started.value.save_as(file)
        page.get_by_role("link", name="Check it here and now").click()
        expect(page.get_by_role("heading", name="This record holds.")).to_be_visible()
        expect(page.get_by_text("It proves nothing against the host.")).to_be_visible()
    done = CliRunner().invoke(app, ["verify", str(file), "--key", key])
    assert (done.exit_code, "This record holds." in done.stdout) == (0, True)


def test_cy_walks_from_entry_to_entry(browser: Browser, site: str) -> None:
    with watched(browser) as page:
        enter(page, site, "Cy")
        page.goto(f"{site}/demo/record/")
        page.get_by_role("table").get_by_role("link").first.click()
        expect(page.get_by_text("It was followed just now, and arrives.")).to_be_visible()
        first = page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("link", name="The entry before").click()
        assert page.get_by_role("heading", level=1).inner_text() != first


def written(value: bytes) -> str:
    return base64.b64encode(value).decode()


def growths(size: int) -> Iterator[dict[str, object]]:
    """Every step of a record of up to `size` entries, each as it is, with another root, and without its last hash."""
    tree = Tree(sha256(bytes([number])).digest() for number in range(size))
    for older, newer in [(old, new) for new in range(1, size + 1) for old in range(1, new + 1)]:
        proof = [written(each) for each in tree.consistency(older, newer)]
        before, after = ({"size": each, "root": written(tree.root(each))} for each in (older, newer))
        told = {"before": before, "after": after, "proof": proof}
        yield {**told, "holds": True}
        yield {**told, "after": {**after, "root": written(bytes(32))}, "holds": False}
        yield {**told, "before": {**before, "root": written(bytes(32))}, "holds": False}
        if proof:
            yield {**told, "proof": proof[:-1], "holds": False}


JUDGED = """async ({growths, note, keys}) => {
  const { bytes, checkpointOf, extended, signatureOf } = await import("/static/record.js");
  const wrong = [];
  for (const each of growths)
    if (await extended(each.before, each.after, each.proof.map(bytes)) !== each.holds) wrong.push(each);
  const stated = checkpointOf(note);
  const longer = { ...stated, signed: stated.signed.replace("9", "8") };
  const signed = [[stated, keys[0]], [stated, keys[1]], [longer, keys[0]]];
  return [wrong, await Promise.all(signed.map((each) => signatureOf(...each)))];
}"""


def test_the_browser_judges_proofs_and_signatures_as_the_record_does(browser: Browser, site: str) -> None:
    signer, other = Signer.generated("here/record"), Signer.generated("here/record")
    note = signed_note(Checkpoint("here/record", 9, bytes(32)).text, signer)
    told = {"growths": [*growths(17)], "note": note, "keys": [signer.verifier_key, other.verifier_key]}
    with watched(browser) as page:
        page.goto(f"{site}/accounts/login/")
        wrong, signatures = page.evaluate(JUDGED, told)
    assert wrong == []
    assert signatures == ["good", "bad", "bad"]

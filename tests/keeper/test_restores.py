"""An alliance moves: taken along from one host, set up again on another, with the same people in the same seats."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from paripassu.alliance import ledger
from paripassu.alliance.facts import Withheld
from paripassu.alliance.refusals import Refused
from paripassu.keeper import acts, attachments, exports, handovers, records, restores
from paripassu.keeper.access import sitting
from paripassu.keeper.models import Account, AllianceSummary
from paripassu.record.verify import verify
from tests import cast
from tests.keeper.conftest import Table, founded
from tests.keeper.test_exports import noted, tabled
from tests.postgres import forget_records
from tests.record.records import edited, texts_of

Move = Callable[[], None]


@pytest.fixture
def move(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Move]:
    """Gives what leaves this host and comes to an empty one with a key of its own."""

    def moved() -> None:
        records.close_all()
        forget_records()
        AllianceSummary.objects.all().delete()
        Account.objects.all().delete()
        settings.PARIPASSU_VAR = tmp_path_factory.mktemp("elsewhere")
        settings.PARIPASSU_ORIGIN = "elsewhere.example"

    yield moved
    records.close_all()
    forget_records()


class Copies:
    """The copies that Ada and Bo took along, and what there was."""

    def __init__(self, table: Table, folder: Path) -> None:
        noted(table.ada)
        noted(table.bo, "Bo thinks otherwise")
        attachments.attach(table.ada, name="minutes.txt", media="text/plain", content=b"What we said.")
        tabled(table.ada, b"What we said.")
        self.ada, self.bo = folder / "ada.pari", folder / "bo.pari"
        exports.export(table.ada, self.ada)
        exports.export(table.bo, self.bo)
        kept = table.ada.kept
        self.state, self.root = asdict(kept.alliance), kept.record.root
        self.size, self.origin = kept.record.size, kept.record.origin
        self.checkpoint, self.key = kept.record.checkpoint(), kept.record.signer.verifier_key
        self.claims = [restores.Claim(s.person, s.account.name, s.account.email) for s in table]


@pytest.fixture
def copies(table: Table, tmp_path: Path, move: Move) -> Copies:
    """Taken along; the host is another one now."""
    taken = Copies(table, tmp_path)
    move()
    return taken


def test_the_same_state_stands_on_the_other_host_and_goes_on(copies: Copies, tmp_path: Path) -> None:
    restored = restores.restore(copies.ada, claims=copies.claims, others=[copies.bo])
    assert (restored.size, restored.origin) == (copies.size, copies.origin)
    ada, bo, _cy = (sitting(account, restored.slug) for account in restored.accounts)
    assert asdict(ada.alliance) == copies.state
    assert (ada.kept.record.root, ada.kept.record.origin) == (copies.root, copies.origin)
    assert [len(each.private) for each in (ada, bo)] == [1, 1]
    acts.record(bo, ledger.appreciate, key="thanks", to="ada", on=cast.DAY, what="for the move")
    exports.export(bo, tmp_path / "after.pari")
    verdict = verify(tmp_path / "after.pari", [restored.key], earlier=[copies.checkpoint])
    assert (verdict.findings, verdict.size) == ([], copies.size + 1)


def test_the_old_key_does_not_vouch_for_what_the_new_host_signs(copies: Copies, tmp_path: Path) -> None:
    restored = restores.restore(copies.ada, claims=copies.claims, others=[copies.bo])
    exports.export(sitting(restored.accounts[0], restored.slug), tmp_path / "after.pari")
    found = verify(tmp_path / "after.pari", [copies.key]).findings
    assert [(one.at, one.message) for one in found] == [("checkpoint", f"It lacks the signature of {copies.origin}.")]


def test_what_the_host_before_had_signed_is_kept(copies: Copies) -> None:
    restored = restores.restore(copies.ada, claims=copies.claims, others=[copies.bo])
    kept = handovers.handover(restored.slug)
    assert kept is not None
    assert (kept.note, kept.size, kept.keys) == (copies.checkpoint, copies.size, (copies.key,))
    assert handovers.handover("another") is None


def test_documents_come_along_for_who_may_see_them(copies: Copies) -> None:
    restored = restores.restore(copies.bo, claims=copies.claims, others=[copies.ada])
    for account in restored.accounts:
        place = sitting(account, restored.slug)
        [digest] = attachments.named(place)
        row, content = attachments.attachment(place, digest)
        assert (row.name, row.party, row.media, content) == ("minutes.txt", "ada", "text/plain", b"What we said.")


def test_ada_and_bo_choose_a_password_and_are_in_their_seats_again(copies: Copies) -> None:
    restored = restores.restore(copies.ada, claims=copies.claims, others=[copies.bo])
    for email, party in [("ada@example.org", "ada"), ("bo@example.org", "bo")]:
        client = Client()
        assert client.post("/accounts/login/", {"login": email, "password": ""}).status_code == 200
        mail.outbox.clear()
        client.post("/accounts/password/reset/", {"email": email})
        [found] = re.findall(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
        form = client.get(found, follow=True)
        address = form.redirect_chain[-1][0]
        client.post(address, {"password1": "a quiet crossing at dusk", "password2": "a quiet crossing at dusk"})
        client = Client()
        client.post("/accounts/login/", {"login": email, "password": "a quiet crossing at dusk"})
        page = client.get(f"/{restored.slug}/record/")
        assert page.status_code == 200
        assert f"{party.capitalize()} Ltd" in page.content.decode()


def test_nothing_is_set_up_while_a_private_fact_would_be_lost(copies: Copies) -> None:
    with pytest.raises(Refused, match="for the eyes of Bo Ltd alone"):
        restores.restore(copies.ada, claims=copies.claims)
    assert not AllianceSummary.objects.exists()
    assert not Account.objects.exists()


def test_who_goes_on_without_it_loses_that_entry_and_no_other(copies: Copies) -> None:
    restored = restores.restore(copies.ada, claims=copies.claims, incomplete=True)
    facts = [each.fact for each in records.current(restored.slug).record.since()]
    assert facts.count(Withheld()) == 1
    found = exports.checked(sitting(restored.accounts[1], restored.slug)).findings
    assert [one.message for one in found] == ["Its envelope is missing, though this reader may see it."]


def test_a_file_that_does_not_hold_leaves_nothing_behind(copies: Copies) -> None:
    envelopes = texts_of(copies.ada)["envelopes.jsonl"]
    edited(copies.ada, {"envelopes.jsonl": envelopes.replace(b"cash", b"gold")})
    with pytest.raises(Refused, match="does not hold and was not taken over"):
        restores.restore(copies.ada, claims=copies.claims)
    assert not AllianceSummary.objects.exists()


def test_the_copy_of_another_alliance_completes_nothing(copies: Copies, tmp_path: Path) -> None:
    other = founded(Account.objects.create_user("di@example.org", name="Di"), name="Another")
    exports.export(other, tmp_path / "other.pari")
    with pytest.raises(Refused) as refusal:
        restores.restore(copies.ada, claims=copies.claims, others=[tmp_path / "other.pari"])
    assert refusal.value.code == "another_record"


def test_an_interrupted_restore_goes_on_and_a_finished_one_is_not_repeated(
    copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(Exception):
        pass

    def cut(*_args: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr("paripassu.keeper.summaries.refresh", cut)
        with pytest.raises(PowerCut):
            restores.restore(copies.ada, claims=copies.claims, others=[copies.bo])
    assert not Account.objects.exists()
    restored = restores.restore(copies.ada, claims=copies.claims, others=[copies.bo])
    assert records.current(restored.slug).record.root == copies.root
    with pytest.raises(Refused) as refusal:
        restores.restore(copies.ada, claims=copies.claims, others=[copies.bo])
    assert refusal.value.code == "slug_taken"
    second = restores.restore(copies.ada, claims=copies.claims, others=[copies.bo], slug="twin")
    assert (second.slug, second.accounts) == ("twin", restored.accounts)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (lambda claims: claims[:1] + claims[2:], "party_empty"),
        (lambda claims: [*claims, claims[0]], "claimed_twice"),
        (lambda claims: [*claims, claims[0]._replace(person="p_eve", email="eve@example.org")], "nobody_there"),
        (lambda claims: [*claims[:2], claims[2]._replace(email=claims[0].email)], "claimed_twice"),
    ],
)
def test_seats_are_given_to_those_who_had_them_and_every_party_has_somebody(
    copies: Copies, changed: Callable[[list[restores.Claim]], list[restores.Claim]], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        restores.restore(copies.ada, claims=changed(copies.claims), others=[copies.bo])
    assert refusal.value.code == code
    assert not AllianceSummary.objects.exists()


def test_an_address_that_is_somebody_elses_here_is_not_taken(copies: Copies) -> None:
    Account.objects.create_user("bo@example.org", name="Another Bo")
    with pytest.raises(Refused) as refusal:
        restores.restore(copies.ada, claims=copies.claims, others=[copies.bo])
    assert refusal.value.code == "account_taken"
    assert not AllianceSummary.objects.exists()


@pytest.mark.parametrize("slug", ["api", "Über", "a/b", "", "x" * 61])
def test_an_address_that_cannot_be_is_refused(copies: Copies, slug: str) -> None:
    if slug:
        with pytest.raises(Refused) as refusal:
            restores.restore(copies.ada, claims=copies.claims, others=[copies.bo], slug=slug)
        assert refusal.value.code == "slug_unusable"
    else:
        assert restores.restore(copies.ada, claims=copies.claims, others=[copies.bo]).slug == "working-together"


def test_a_claim_is_an_id_and_an_address_with_or_without_a_name() -> None:
    assert restores.claimed("p1=Ada@Example.org") == ("p1", "Ada", "ada@example.org")
    assert restores.claimed("p1=Ada L. <ada@example.org>") == ("p1", "Ada L.", "ada@example.org")
    for text in ("p1", "p1=", "p1=nobody", "ada@example.org"):
        with pytest.raises(Refused, match="names nobody"):
            restores.claimed(text)


def run(*arguments: object) -> str:
    said = StringIO()
    call_command("restore", *map(str, arguments), stdout=said)
    return said.getvalue()


def test_the_command_first_says_who_sits_there_and_sets_nothing_up(copies: Copies) -> None:
    said = run(copies.ada)
    assert all(claim.person in said for claim in copies.claims)
    assert "Nothing was set up" in said
    assert not AllianceSummary.objects.exists()


def test_the_command_sets_up_and_says_what_comes_next(copies: Copies) -> None:
    seats = [part for claim in copies.claims for part in ("--seat", f"{claim.person}={claim.email}")]
    said = run(copies.ada, "--with", copies.bo, *seats)
    assert "set up again as “working-together”" in said
    assert records.signer("working-together").verifier_key in said
    with pytest.raises(CommandError, match="There is an alliance"):
        run(copies.ada, *seats)

"""An alliance set up again on this host from the file that one of its parties took along.

What the file cannot hold is named by whoever restores: the addresses of the people, whom the record knows by short ids
alone. They come without a password, and choose one by the mail for a forgotten one.
"""

import mimetypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from paripassu.alliance.alliance import Alliance, fold
from paripassu.alliance.refusals import Refused
from paripassu.keeper import attachments, handovers, records, summaries
from paripassu.keeper.acts import RESERVED
from paripassu.keeper.models import Account, AllianceSummary, Attachment
from paripassu.record.checkpoint import opened_note, parsed_checkpoint
from paripassu.record.export import Export, opened
from paripassu.record.restore import whole

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


class Claim(NamedTuple):
    """Who takes the seat again that the record knows by an opaque id."""

    person: str
    name: str
    email: str


class Restored(NamedTuple):
    """What was set up: under which name, from which origin, how many entries, who can take their seats again."""

    slug: str
    origin: str
    size: int
    key: str
    accounts: tuple[Account, ...]


def claimed(text: str) -> Claim:
    """The claim in `PERSON=ADDRESS` or `PERSON=Name <ADDRESS>`. Refused when it is none."""
    person, _equals, rest = text.partition("=")
    name, email = parseaddr(rest)
    try:
        validate_email(email)
    except ValidationError as error:
        sentence = "“{text}” names nobody. Write PERSON=ADDRESS, or PERSON=Name <ADDRESS> in quotes."
        raise Refused("claim_unreadable", sentence, text=text) from error
    return Claim(person.strip(), name or email.partition("@")[0], email.lower())


def restore(
    path: Path,
    *,
    claims: Sequence[Claim],
    slug: str = "",
    others: Sequence[Path] = (),
    incomplete: bool = False,
) -> Restored:
    """Set an alliance up again from a verified file, every entry as it stands, and give people their seats back.

    `others` are copies for other parties, which hold their private facts; `incomplete` goes on without those. Refused
    when a file does not hold, a private fact is missing, a party would have nobody who can sign in, or the name is
    taken. Interrupted, it goes on from where it was when it is asked again.
    """
    export = whole(path, others)
    alliance = fold(export.facts())
    stated = parsed_checkpoint(opened_note(export.note).text)
    slug = _free_slug(slug or stated.origin.rpartition("/")[2])
    if not incomplete:
        _nothing_missing(export, alliance)
    _everybody_seated(alliance, claims)
    with transaction.atomic():
        accounts = tuple(_account(claim) for claim in claims)
        _take_over(slug, path, others, export)
        summaries.refresh(slug, records.current(slug).alliance)
        for each in (path, *others):
            _keep_documents(slug, each, export)
    return Restored(slug, stated.origin, stated.size, records.signer(slug).verifier_key, accounts)


def _free_slug(slug: str) -> str:
    if not _SLUG.fullmatch(slug) or slug in RESERVED:
        sentence = "“{slug}” cannot be the address of an alliance. Give another with --slug: small letters, digits, -."
        raise Refused("slug_unusable", sentence, slug=slug)
    if AllianceSummary.objects.filter(slug=slug).exists():
        raise Refused("slug_taken", "There is an alliance “{slug}” here. Give another address with --slug.", slug=slug)
    return slug


def _nothing_missing(export: Export, alliance: Alliance) -> None:
    """Refused when facts for the eyes of a party are in none of the copies."""
    missing = [header for header, row in zip(export.headers, export.rows, strict=True) if row.body is None]
    if missing:
        names = ", ".join(sorted({alliance.parties.name(party) for header in missing for party in header.audience}))
        sentence = (
            "What stands in {count} entries for the eyes of {names} alone is not in these copies. Give theirs "
            "too, each with --with; or go on without with --incomplete: then nobody can read those entries here again."
        )
        raise Refused("entries_missing", sentence, count=len(missing), names=names)


# --- people ---


def _everybody_seated(alliance: Alliance, claims: Iterable[Claim]) -> None:
    """Refused unless each claim is of somebody who sits there, and each party has somebody who can sign in."""
    claims, parties = list(claims), alliance.parties
    _each_once(claims)
    for claim in claims:
        seat = parties.seats.get(claim.person)
        if seat is None or seat.until is not None:
            raise Refused("nobody_there", "“{person}” has no seat in this alliance.", person=claim.person)
    there = {claim.person for claim in claims}
    for party in parties.by_id.values():
        people = [seat.person for seat in parties.people(party.id)]
        if people and not there & set(people):
            sentence = "Nobody could sign in for {name}. Name one of its people with --seat PERSON=ADDRESS: {people}."
            raise Refused("party_empty", sentence, name=party.name, people=", ".join(people))


def _each_once(claims: list[Claim]) -> None:
    for named in ([claim.person for claim in claims], [claim.email for claim in claims]):
        twice = [name for name, count in Counter(named).items() if count > 1]
        if twice:
            raise Refused("claimed_twice", "“{name}” is named twice with --seat.", name=twice[0])


def _account(claim: Claim) -> Account:
    """The account of somebody who returns. Refused when the address, or the person, is somebody else's here."""
    known = Account.objects.filter(email=claim.email).first() or Account.objects.filter(person=claim.person).first()
    if known is None:
        return Account.objects.create_user(claim.email, None, name=claim.name[:120], person=claim.person)
    if (known.email, known.person) != (claim.email, claim.person):
        sentence = (
            "There is an account here with the address {email} and the id {known}: it cannot be that of {person} as "
            "well. Give another address."
        )
        raise Refused("account_taken", sentence, email=known.email, known=known.person, person=claim.person)
    return known


# --- the record and its documents ---


def _take_over(slug: str, path: Path, others: Sequence[Path], export: Export) -> None:
    """The record, unless an interrupted attempt has brought it already."""
    before = handovers.handover(slug)
    if records.exists(slug) and (before is None or before.note != export.note):
        raise Refused("record_exists", "There is another record “{slug}”. Give another address with --slug.", slug=slug)
    handovers.keep(slug, export.note, tuple(key.text for key in export.keys))
    try:
        records.take_over(slug, path, others)
    except Refused as refusal:
        if refusal.code != "record_exists":
            raise


def _keep_documents(slug: str, path: Path, export: Export) -> None:
    """The documents of a copy, each for the party whose entry spoke of it first."""
    with opened(path) as container:
        for digest, member in container.attachments.items():
            party, name = _spoken_of(export, digest)
            content = container.content(member.name)
            Attachment.objects.get_or_create(
                alliance_id=slug,
                party=party,
                digest=attachments.stored(content),
                defaults={"name": name, "media": mimetypes.guess_type(name)[0] or "", "size": len(content)},
            )


def _spoken_of(export: Export, digest: str) -> tuple[str, str]:
    """The party whose entry speaks of a document first, and the name it has there."""
    for header, row in zip(export.headers, export.rows, strict=True):
        if row.body and digest.encode() in row.body:
            name = next(_names(msgspec.json.decode(row.body), digest), digest[:12])
            return header.party, Path(name).name[:255] or digest[:12]
    raise AssertionError("a verified copy speaks of each of its documents")


def _names(value: Any, digest: str) -> Iterator[str]:
    """The names beside a digest, wherever in a body they stand: every fact names its documents in the same way."""
    if isinstance(value, dict):
        if value.get("digest") == digest and isinstance(value.get("name"), str):
            yield value["name"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _names(each, digest)

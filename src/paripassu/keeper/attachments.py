"""Files by the digest of their bytes, kept outside the record, which holds the digest alone."""

import os
from hashlib import file_digest, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db.models import Sum

from paripassu.alliance.refusals import Broken, Refused
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.inspection import inspected
from paripassu.keeper.models import Attachment

MOST_BYTES = 25 * 1024 * 1024
MOST_TOGETHER = 5 * 1024 * 1024 * 1024
"""Bytes that the files of one alliance may come to together."""


def attach(sitting: Sitting, *, name: str, media: str, content: bytes) -> Attachment:
    """Keep a file for the person's own party; it is seen by all once a fact of that party names it before all.

    Refused when it is too large, alone or together with the others of this alliance.
    """
    if len(content) > MOST_BYTES:
        raise Refused("file_too_large", "The file is larger than {most} MB.", most=MOST_BYTES // 2**20)
    _room_for(sitting, len(content))
    attachment, _new = Attachment.objects.get_or_create(
        alliance_id=sitting.slug,
        party=sitting.seat.party,
        digest=stored(content),
        defaults={"name": Path(name).name[:255] or "document", "media": media, "size": len(content)},
    )
    return attachment


def enclose(sitting: Sitting, *, name: str, content: bytes) -> Attachment:
    """Keep a file that a form encloses. Refused as `attach`, and when its bytes are not what its name says."""
    media = inspected(Path(name).name, content)
    return attach(sitting, name=name, media=media, content=content)


def _room_for(sitting: Sitting, size: int) -> None:
    """Refused when the files of this alliance would come to too much with one more of this size."""
    kept = Attachment.objects.filter(alliance_id=sitting.slug).aggregate(together=Sum("size"))["together"] or 0
    if kept + size > MOST_TOGETHER:
        raise Refused(
            "files_too_large",
            "The files of this alliance come to {most} MB already, which is the most. Ask the host for room.",
            most=MOST_TOGETHER // 2**20,
        )


def attachment(sitting: Sitting, digest: str) -> tuple[Attachment, bytes]:
    """A file that this person may see: their own party's, or one that its party has named. NotHere otherwise."""
    kept = Attachment.objects.filter(alliance_id=sitting.slug, digest=digest, party__in=shown_by(sitting, digest))
    row = kept.order_by("pk").first()
    if row is None:
        raise NotHere(digest)
    return row, content(digest)


def shown_by(sitting: Sitting, digest: str) -> set[str]:
    """The parties whose copy of a file this person may see: their own, and those that have named it themselves.

    Who only knows the digest of another's file, and names it, shows nobody anything: neither themselves nor others.
    """
    return {sitting.seat.party} | named(sitting).get(digest, set())


def named(sitting: Sitting) -> dict[str, set[str]]:
    """The digests of the documents that the record names, with its texts and as evidence, and by whom."""
    agreement = sitting.alliance.agreement
    drafts = [*agreement.earlier, agreement.draft] if agreement.draft else agreement.earlier
    found = {digest: set(parties) for digest, parties in sitting.alliance.files.named.items()}
    for draft in drafts:
        if draft.terms.document:
            found.setdefault(draft.terms.document.digest, set()).add(draft.party)
    for version in agreement.versions:
        if version.terms.document:
            found.setdefault(version.terms.document.digest, set()).update(version.partners)
    return found


def stored(content: bytes) -> str:
    """Keep the bytes and give their digest. A file that is cut while it is written is never found under a digest."""
    digest = sha256(content).hexdigest()
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    return digest


def file(digest: str) -> Path:
    """The file under a digest, for what is too large to hold at once. Broken as `content`."""
    path = _path(digest)
    try:
        with path.open("rb") as opened:
            found = file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError as missing:
        raise Broken("The file {digest} is missing. Put it back from a backup.", digest=digest) from missing
    if found != digest:
        raise Broken("The file {digest} is not what it was when it was attached.", digest=digest)
    return path


def content(digest: str) -> bytes:
    """The bytes under a digest. Broken when they are not there, or are others."""
    return file(digest).read_bytes()


def _path(digest: str) -> Path:
    return Path(settings.PARIPASSU_VAR) / "attachments" / digest[:2] / digest

"""Tables beside the records: who a person is, what can be rebuilt from the records, and what is not yet said to all.

Nothing here is joint: what matters to more than one party is a fact on the record.
"""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from paripassu.keeper.concerns import tables as _concerns  # noqa: F401 - Django finds the tables of an app here
from paripassu.keeper.surveys import tables as _surveys  # noqa: F401


def new_person() -> str:
    """A fresh opaque id for a person, the only thing by which the records know them."""
    return "p" + secrets.token_hex(10)


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """A new account. Without a password nobody can sign in to it by password."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who can sign in. The record knows only `person`; name and address live here, and can be erased here."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("your name"), max_length=120)
    person = models.CharField(max_length=32, unique=True, default=new_person, editable=False)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class AllianceSummary(models.Model):
    """A line about an alliance for lists across alliances. Rebuilt from its record."""

    slug = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    updated = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "slug"]

    def __str__(self) -> str:
        return self.name


class SeatSummary(models.Model):
    """Who sits where, for lists across alliances. Rebuilt from the record, which alone decides."""

    alliance = models.ForeignKey(AllianceSummary, on_delete=models.CASCADE, related_name="seats")
    person = models.CharField(max_length=32, db_index=True)
    party = models.CharField(max_length=31)
    role = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "person"], name="one_person_one_side")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.alliance_id}"


class Invitation(models.Model):
    """A link by which one person can take a seat for a party, once. Only the digest of its token is kept."""

    token_digest = models.CharField(max_length=64, unique=True)
    alliance = models.ForeignKey(AllianceSummary, on_delete=models.CASCADE)
    party = models.CharField(max_length=31)
    role = models.CharField(max_length=20)
    email = models.EmailField(blank=True)
    invited_by = models.CharField(max_length=32)
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    taken_by = models.CharField(max_length=32, blank=True)
    revoked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.party} in {self.alliance_id}"


class Attachment(models.Model):
    """A file by the digest of its bytes, as one party of an alliance put it there."""

    alliance = models.ForeignKey(AllianceSummary, on_delete=models.CASCADE)
    party = models.CharField(max_length=31)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    media = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "party", "digest"], name="one_file_one_row")
        ]

    def __str__(self) -> str:
        return self.name


class Download(models.Model):
    """That a person of a receiving party fetched a file that was shared under terms: seen by the giver and that party.

    Reading is no act on the record, and what is private to two parties does not belong where all read.
    """

    alliance = models.ForeignKey(AllianceSummary, on_delete=models.CASCADE)
    entry = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    party = models.CharField(max_length=31)
    person = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["alliance", "entry"], name="downloads_of_a_share")
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]} by {self.party}"


class WorkingText(models.Model):
    """A party's own unfinished text of the agreement, seen by that party alone until it tables it."""

    alliance = models.ForeignKey(AllianceSummary, on_delete=models.CASCADE)
    party = models.CharField(max_length=31)
    terms = models.BinaryField()
    base = models.PositiveIntegerField()
    replaces = models.BigIntegerField(null=True)
    edition = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(auto_now=True)
    changed_by = models.CharField(max_length=32)
    reason = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "party"], name="one_working_text_each")
        ]

    def __str__(self) -> str:
        return f"{self.party} in {self.alliance_id}"


class ReadDocument(models.Model):
    """What the reading room found in a document that a person uploaded, until people have confirmed it item by item."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    alliance = models.ForeignKey(AllianceSummary, on_delete=models.CASCADE, null=True)
    party = models.CharField(max_length=31, blank=True)
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    media = models.CharField(max_length=120)
    draft = models.BinaryField()
    review = models.JSONField(default=dict)
    read = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Visit(models.Model):
    """How far somebody had read an alliance: `size` entries at the last look, `before` at the end of the last visit."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    alliance = models.ForeignKey(AllianceSummary, on_delete=models.CASCADE)
    before = models.PositiveBigIntegerField(null=True)
    size = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["account", "alliance"], name="one_visit_each")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.alliance_id}"


class CalendarFeed(models.Model):
    """A private address for a calendar program: one for each person and alliance, by the digest of its token."""

    alliance = models.ForeignKey(AllianceSummary, on_delete=models.CASCADE)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    token_digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "account"], name="one_feed_each")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.alliance_id}"


class AccessToken(models.Model):
    """What a program shows to read as its person: only the digest of the secret is kept. It opens reading alone."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    token_digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=10, default="read")
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.account_id}"


class Reminder(models.Model):
    """That a person was reminded of a day due, so that nobody is reminded of it twice."""

    alliance = models.ForeignKey(AllianceSummary, on_delete=models.CASCADE)
    person = models.CharField(max_length=32)
    entry = models.PositiveBigIntegerField()
    due = models.DateField()
    sent = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "person", "entry", "due"], name="reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry} on {self.due} in {self.alliance_id}"

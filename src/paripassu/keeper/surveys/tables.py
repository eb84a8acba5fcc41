"""What is kept of a wave while it is open, and of nobody once it is counted.

Tables that share nothing by which a row of one could be joined to a row of another: the private keys, who was given a
token, the answers, the comments; and beside them sums that wait in a pool, and what was written to a neutral. Their
numbers are drawn at random, also where SQLite would count rows up by itself, and no row says when it was written.
[INSTRUMENTS B11]
"""

from secrets import randbelow
from typing import ClassVar

from django.db import models


def any_number() -> int:
    """A number for a row that says nothing about when it came. It is SQLite's own row number too."""
    return 1 + randbelow(2**31 - 1)


class WaveKey(models.Model):
    """The private key (DER) of one party in one wave, found by the digest of its public key. Deleted at the count."""

    number = models.IntegerField(primary_key=True, default=any_number)
    alliance = models.ForeignKey("keeper.AllianceSummary", on_delete=models.CASCADE)
    public_digest = models.CharField(max_length=64, unique=True)
    private = models.BinaryField()
    counting = models.BooleanField(default=False)

    class Meta:
        app_label = "keeper"

    def __str__(self) -> str:
        return self.public_digest[:8]


class TokenIssued(models.Model):
    """That a person was given a token in a wave, and the digest of what was signed: it tells nothing of the token."""

    number = models.IntegerField(primary_key=True, default=any_number)
    alliance = models.ForeignKey("keeper.AllianceSummary", on_delete=models.CASCADE)
    wave = models.PositiveBigIntegerField()
    person = models.CharField(max_length=32)
    blinded_digest = models.CharField(max_length=64)

    class Meta:
        app_label = "keeper"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "wave", "person"], name="one_token_each")
        ]

    def __str__(self) -> str:
        return f"{self.wave} in {self.alliance_id}"


class Answer(models.Model):
    """One answer: of somebody of this party. One byte for each question, so that all are of one length."""

    number = models.IntegerField(primary_key=True, default=any_number)
    alliance = models.ForeignKey("keeper.AllianceSummary", on_delete=models.CASCADE)
    wave = models.PositiveBigIntegerField()
    party = models.CharField(max_length=31)
    token_digest = models.CharField(max_length=64, unique=True)
    said = models.BinaryField()

    class Meta:
        app_label = "keeper"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["alliance", "wave"], name="answers_of_a_wave")]

    def __str__(self) -> str:
        return f"{self.wave} in {self.alliance_id}"


class Comment(models.Model):
    """A comment in a wave: the words, and nothing of who wrote them, for whom they sit, or what else they answered."""

    number = models.IntegerField(primary_key=True, default=any_number)
    alliance = models.ForeignKey("keeper.AllianceSummary", on_delete=models.CASCADE)
    wave = models.PositiveBigIntegerField()
    text = models.TextField()

    class Meta:
        app_label = "keeper"

    def __str__(self) -> str:
        return f"{self.wave} in {self.alliance_id}"


class PoolSum(models.Model):
    """What waits of a counted wave until a small side has enough: by question how many answered, and their sum."""

    number = models.IntegerField(primary_key=True, default=any_number)
    alliance = models.ForeignKey("keeper.AllianceSummary", on_delete=models.CASCADE)
    wave = models.PositiveBigIntegerField()
    party = models.CharField(max_length=31, blank=True)
    sums = models.BinaryField()

    class Meta:
        app_label = "keeper"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "wave", "party"], name="one_sum_each")
        ]

    def __str__(self) -> str:
        return f"{self.wave} in {self.alliance_id}"


class Entrusted(models.Model):
    """What somebody wrote to a neutral in a wave: ciphertext, for one reader, and nothing of who wrote it."""

    number = models.IntegerField(primary_key=True, default=any_number)
    alliance = models.ForeignKey("keeper.AllianceSummary", on_delete=models.CASCADE)
    wave = models.PositiveBigIntegerField()
    reader = models.CharField(max_length=32)
    public_key = models.CharField(max_length=64)
    key = models.BinaryField()
    sealed = models.BinaryField()

    class Meta:
        app_label = "keeper"

    def __str__(self) -> str:
        return f"{self.wave} in {self.alliance_id}"

"""The tables of concerns. What stands here in clear is listed in docs/explanation/speaking-without-fear.md."""

import uuid
from typing import ClassVar

from django.db import models


class ConfidantKey(models.Model):
    """The private key of a confidant, wrapped by their passphrase, under its public half."""

    alliance = models.ForeignKey("keeper.AllianceSummary", on_delete=models.CASCADE)
    person = models.CharField(max_length=32)
    public_key = models.CharField(max_length=64)
    salt = models.BinaryField()
    passes = models.PositiveIntegerField()
    lanes = models.PositiveIntegerField()
    memory = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        app_label = "keeper"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["alliance", "public_key"], name="one_holder_of_a_key")
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.alliance_id}"


class Concern(models.Model):
    """That there is a concern: where its receipt finds it, its days, and who wrote it only where it is named."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alliance = models.ForeignKey("keeper.AllianceSummary", on_delete=models.CASCADE)
    locator = models.CharField(max_length=64, unique=True)
    writer_key = models.CharField(max_length=64)
    writer = models.CharField(max_length=32, blank=True)
    highest = models.BooleanField(default=False)
    raised = models.DateField()
    acknowledge_by = models.DateField()
    answer_by = models.DateField()
    acknowledged = models.DateField(null=True)
    answered = models.DateField(null=True)
    watched = models.JSONField(default=list)
    shown = models.PositiveBigIntegerField(null=True)

    class Meta:
        app_label = "keeper"

    def __str__(self) -> str:
        return f"in {self.alliance_id}"


class ConcernReader(models.Model):
    """That the key of a concern is wrapped for a person, why, and their own notes, which they alone can open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="readers")
    person = models.CharField(max_length=32)
    public_key = models.CharField(max_length=64)
    why = models.CharField(max_length=12)
    since = models.DateField()
    sealed = models.BinaryField()
    note = models.BinaryField(default=bytes)

    class Meta:
        app_label = "keeper"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["concern", "person"], name="one_key_each")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.why}"


class ConcernText(models.Model):
    """One text of a concern, encrypted and bound to its number, day, side and the text before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    day = models.DateField()
    side = models.CharField(max_length=10)
    form = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        app_label = "keeper"
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["concern", "number"], name="one_text_each_number"),
            models.UniqueConstraint(fields=["concern", "form"], name="one_text_each_form"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.concern_id}"


class ConcernFile(models.Model):
    """A file that goes with a concern, encrypted. With which text it came is in the ciphertext of that text alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="files")
    sealed = models.BinaryField()

    class Meta:
        app_label = "keeper"

    def __str__(self) -> str:
        return f"of {self.concern_id}"


class SpentPass(models.Model):
    """That a pass was used, by its digest. Nothing says for which concern, by whom, or when."""

    digest = models.CharField(max_length=64, primary_key=True)
    alliance = models.ForeignKey("keeper.AllianceSummary", on_delete=models.CASCADE)
    period = models.PositiveBigIntegerField()

    class Meta:
        app_label = "keeper"

    def __str__(self) -> str:
        return f"{self.period} in {self.alliance_id}"


TABLES: tuple[type[models.Model], ...] = (Concern, ConcernReader, ConcernText, ConcernFile, SpentPass)
"""Those whose rows have no order: `keeper.shuffling` takes it out of them."""

"""The invented comments of the demo. They are no facts of the record, which holds only how many and a digest: the story
tells them, and they are put here as if they had come with answers. They protect nobody, because nobody wrote them."""

from collections.abc import Mapping

from django.db import transaction

from paripassu.alliance.scripts import Story
from paripassu.keeper.surveys.tables import Comment


def load(slug: str, tale: Story, entries: Mapping[str, int]) -> None:
    """Put the comments that a story tells into the table, once. `entries`: the waves of the story by their labels."""
    if Comment.objects.filter(alliance_id=slug).exists():
        return
    with transaction.atomic():
        for step in tale.steps:
            for text in step.fields.get("comments", ()) if step.does == "close_wave" else ():
                Comment(alliance_id=slug, wave=entries[step.fields["wave"]], text=text).save(force_insert=True)

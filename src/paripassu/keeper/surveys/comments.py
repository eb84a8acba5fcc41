"""Comments on a survey: kept apart from the answers, shown together or not at all, and never on the record.

A comment has no person, no party, and no link to the answers that came with it. At the count all of a wave are shown to
everybody in the alliance, in the order of their letters, if as many were written as the parties agreed; otherwise all
are deleted unread. The record holds how many are shown and one digest over all. [INSTRUMENTS B10 4]
"""

from datetime import datetime, timedelta

import msgspec

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.facts import short_enough
from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys.results import Cell, CommentsKept, kept
from paripassu.alliance.surveys.waves import Wave, survey_of
from paripassu.keeper.shuffling import shuffle
from paripassu.keeper.surveys.tables import Comment

LIMIT = 500
"""Characters of a comment: with everything else it has to fit what is sent, which always has one length, also when each
of them takes six bytes."""

SHOWN_FOR = timedelta(days=365)
"""For so long after the count comments can be read, unless the next wave of the survey is counted before."""


def sound(alliance: Alliance, wave: Wave, text: str) -> str:
    """The comment as it is kept. Refused where none is asked for, and when it is too long or no text."""
    text = text.strip()
    if text and not survey_of(alliance, wave).comments:
        raise Refused("answer_unfit", "This survey asks for no comments. Load the page again.")
    return short_enough(text, "the comment", limit=LIMIT)


def keep(slug: str, wave: Wave, text: str) -> None:
    """One row, with nothing but the wave and the words."""
    if text:
        Comment(alliance_id=slug, wave=wave.index, text=text).save(force_insert=True)


def _texts(slug: str, index: int) -> list[str]:
    return sorted(Comment.objects.filter(alliance_id=slug, wave=index).values_list("text", flat=True))


def to_show(slug: str, alliance: Alliance, wave: Wave, cells: tuple[Cell, ...]) -> CommentsKept | msgspec.UnsetType:
    """What the record is to say of the comments of a wave that is counted now; unset where none may be shown."""
    texts, enough = _texts(slug, wave.index), survey_of(alliance, wave).comments
    together = any(cell.party == "" for cell in cells)
    if not enough or len(texts) < enough or not together:
        return msgspec.UNSET
    return kept(texts)


def forget(slug: str, alliance: Alliance, wave: Wave) -> None:
    """Delete the comments of a counted wave that are not shown, and those of the waves before it."""
    if wave.closed is None:
        return
    over = [
        each.index
        for each in alliance.surveys.waves.values()
        if each.fact.survey == wave.fact.survey and each.index < wave.index
    ]
    over += [] if wave.closed.comments else [wave.index]
    _delete(slug, over)


def _delete(slug: str, over: list[int]) -> None:
    if Comment.objects.filter(alliance_id=slug, wave__in=over).delete()[0]:
        shuffle(Comment)


def shown(slug: str, wave: Wave, now: datetime) -> list[str]:
    """The comments of a counted wave in the order of their letters; none once their time is over.

    Refused when they are not those that were there when the record was written.
    """
    if wave.closed is None or wave.closed_at is None or not wave.closed.comments:
        return []
    if now >= wave.closed_at + SHOWN_FOR:
        _delete(slug, [wave.index])
        return []
    texts = _texts(slug, wave.index)
    if texts and kept(texts) != wave.closed.comments:
        raise Refused("comments_moved", "The comments kept here are not those that the record speaks of.")
    return texts

"""Invitations: a link, shown once, by which one person takes a seat for a party."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from paripassu.alliance.parties import Role, managing, may_invite
from paripassu.alliance.refusals import Refused
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account, Invitation

LIFETIME = timedelta(days=14)
MOST_OPEN = 100
"""Invitations of one alliance that may wait at the same time."""


def invite(sitting: Sitting, *, party: str, role: Role, email: str = "") -> tuple[Invitation, str]:
    """A new invitation and its token, which is shown once and kept nowhere. Refused where they may not invite."""
    if role not in ("manager", "sponsor", "member"):
        raise Refused("role_unknown", "Choose manager, sponsor or member.")
    may_invite(sitting.alliance, sitting.person, party, role)
    if len(waiting(sitting)) >= MOST_OPEN:
        raise Refused("too_many_invitations", "{most} invitations wait already. Revoke some first.", most=MOST_OPEN)
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        token_digest=_digest(token),
        alliance_id=sitting.slug,
        party=party,
        role=role,
        email=email.strip(),
        invited_by=sitting.person,
        expires=datetime.now(UTC) + LIFETIME,
    )
    return invitation, token


def waiting(sitting: Sitting) -> list[Invitation]:
    """The invitations that this person's party made and nobody has taken yet, oldest first."""
    people = [seat.person for seat in sitting.alliance.parties.people(sitting.seat.party)]
    return list(_valid().filter(alliance_id=sitting.slug, invited_by__in=people).order_by("made"))


def revoke(sitting: Sitting, number: int) -> None:
    """Take an invitation of one's own party back: for those who may invite."""
    managing(sitting.alliance, sitting.person)
    if number not in {invitation.pk for invitation in waiting(sitting)}:
        raise Refused("invitation_gone", "This invitation does not wait any more.")
    Invitation.objects.filter(pk=number, taken_by="").update(revoked=True)


def found(token: str) -> Invitation:
    """The invitation behind a link. Refused when it was taken, revoked, is too old, or never was."""
    invitation = _valid().filter(token_digest=_digest(token)).select_related("alliance").first()
    if invitation is None:
        raise Refused(
            "invitation_gone",
            "This invitation was used, taken back, or is older than {days} days. Ask for a new one.",
            days=LIFETIME.days,
        )
    return invitation


def take(token: str, account: Account) -> Sitting:
    """Take the seat that a link offers. The link is spent, whoever sends it again."""
    invitation = found(token)
    spent = Invitation.objects.filter(pk=invitation.pk, revoked=False).filter(
        Q(taken_by="") | Q(taken_by=account.person)
    )
    if not spent.update(taken_by=account.person):
        raise Refused("invitation_gone", "Somebody else has just used this invitation. Ask for a new one.")
    try:
        return acts.seat(
            account,
            invitation.alliance_id,
            key=f"invitation:{invitation.pk}",
            party=invitation.party,
            role=_role(invitation.role),
            invited_by=invitation.invited_by,
        )
    except Refused:
        Invitation.objects.filter(pk=invitation.pk, taken_by=account.person).update(taken_by="")
        raise


def _valid() -> QuerySet[Invitation]:
    return Invitation.objects.filter(taken_by="", revoked=False, expires__gt=datetime.now(UTC))


def _role(role: str) -> Role:
    roles: dict[str, Role] = {"manager": "manager", "sponsor": "sponsor", "member": "member"}
    return roles[role]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

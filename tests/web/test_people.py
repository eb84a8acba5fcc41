"""People and seats as pages: who may invite and release whom, and that the sides are treated alike."""

import re

import pytest

from paripassu.alliance.parties import NamedParty
from paripassu.keeper import acts, invitations
from paripassu.keeper.access import NotHere, Sitting, sitting
from paripassu.keeper.models import Account
from tests.web.conftest import SLUG, Enter

INVITING = {"form": "invite", "key": "k", "party": "bo", "role": "member", "email": ""}


def test_everybody_sees_the_same_people(alliance: Sitting, ada: Account, bo: Account, enter: Enter) -> None:
    for account in (ada, bo):
        html = enter(account).get(f"/{SLUG}/people/").content.decode()
        names = re.findall(r'<div class="person">\s*<p class="row"><span>(\w+)', html)
        assert names == ["Ada", "Bo"]


def test_the_link_of_an_invitation_is_shown_once(alliance: Sitting, bo: Account, enter: Enter) -> None:
    client = enter(bo)
    shown = client.post(f"/{SLUG}/people/invite/", INVITING, follow=True).content.decode()
    link = re.search(r'value="(http://testserver/invitation/[\w-]+/)"', shown)
    assert link is not None
    assert link[1] not in client.get(f"/{SLUG}/people/").content.decode()
    assert "Bo Ltd" in client.get(link[1]).content.decode()


def test_nobody_invites_for_the_other_side(alliance: Sitting, ada: Account, enter: Enter) -> None:
    client = enter(ada)
    html = client.get(f"/{SLUG}/people/").content.decode()
    assert 'name="party" value="ada"' in html
    assert 'name="party" value="bo"' not in html
    response = client.post(f"/{SLUG}/people/invite/", INVITING)
    assert response.status_code == 422
    assert "only they invite their colleagues" in response.content.decode()


def test_a_revoked_invitation_opens_nothing(alliance: Sitting, ada: Account, enter: Enter) -> None:
    made, token = invitations.invite(alliance, party="ada", role="member")
    enter(ada).post(f"/{SLUG}/people/invitations/{made.pk}/revoke/")
    assert enter(ada).get(f"/invitation/{token}/").status_code == 422


def test_the_other_side_cannot_revoke_an_invitation(alliance: Sitting, bo: Account, enter: Enter) -> None:
    made, token = invitations.invite(alliance, party="ada", role="member")
    assert enter(bo).post(f"/{SLUG}/people/invitations/{made.pk}/revoke/").status_code == 422
    assert invitations.found(token) == made


@pytest.fixture
def colleague(alliance: Sitting, eve: Account) -> Account:
    """Eve, after Ada has seated her as a colleague."""
    invitations.take(invitations.invite(alliance, party="ada", role="member")[1], eve)
    return eve


def test_a_colleague_is_released_by_her_own_side_only(
    alliance: Sitting, ada: Account, bo: Account, colleague: Account, enter: Enter
) -> None:
    fields = {"form": "x", "key": "1", "person": colleague.person, "reason": ""}
    assert enter(bo).post(f"/{SLUG}/people/release/", fields).status_code == 422
    assert enter(ada).post(f"/{SLUG}/people/release/", fields).status_code == 302
    with pytest.raises(NotHere):
        sitting(colleague, SLUG)


def test_the_last_manager_stays_until_another_is_seated(alliance: Sitting, ada: Account, enter: Enter) -> None:
    fields = {"form": "x", "key": "1", "person": ada.person, "reason": ""}
    response = enter(ada).post(f"/{SLUG}/people/release/", fields)
    assert response.status_code == 422
    assert "Seat another manager first" in response.content.decode()


def test_a_team_member_is_not_offered_what_only_managers_do(
    alliance: Sitting, colleague: Account, enter: Enter
) -> None:
    html = enter(colleague).get(f"/{SLUG}/people/").content.decode()
    assert "Invite somebody" not in html
    assert "Rename your party" not in html
    assert "Leave this seat" in html
    assert "Release from this seat" not in html


def test_an_organisation_is_named_and_taken_off_before_anything_is_in_force(
    alliance: Sitting, bo: Account, enter: Enter
) -> None:
    client = enter(bo)
    fields = {"form": "name-party", "key": "1", "new_name": "Cassia Optics", "kind": "neutral"}
    client.post(f"/{SLUG}/people/name/", fields)
    assert sitting(bo, SLUG).alliance.parties.by_id["cassia_optics"].kind == "neutral"
    client.post(f"/{SLUG}/people/drop/", {"key": "2", "party": "cassia_optics"})
    assert "cassia_optics" not in sitting(bo, SLUG).alliance.parties


def test_the_same_form_sent_twice_records_once(alliance: Sitting, bo: Account, enter: Enter) -> None:
    before = alliance.alliance.size
    fields = {"form": "rename", "key": "once", "name": "Bo and Daughters"}
    for _time in range(2):
        assert enter(bo).post(f"/{SLUG}/people/rename/", fields).status_code == 302
    assert sitting(bo, SLUG).alliance.size == before + 1


def test_an_alliance_without_its_other_side_says_so(ada: Account, enter: Enter) -> None:
    named = (NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd"))
    place = acts.found(ada, key="f", name="Working together", party="ada", parties_named=named)
    html = enter(ada).get(f"/{place.slug}/").content.decode()
    assert "Somebody is missing" in html
    assert "Nothing is agreed yet" in html

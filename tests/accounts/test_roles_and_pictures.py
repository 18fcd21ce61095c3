"""Roles are granted by a host; pictures and names say nothing about anybody."""

import re
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from hearten.accounts import actions
from hearten.accounts.avatars import svg
from hearten.accounts.http import needs_role
from hearten.accounts.models import Account, Role, opaque
from hearten.accounts.names import FIRST, SECOND, is_ours, suggest_names
from hearten.events.models import Event


@pytest.mark.django_db
def test_a_role_is_granted_once_and_written_down(cast) -> None:
    for _ in range(2):
        actions.grant_role(account=cast.ben, role=Role.MODERATOR, by=cast.grace)
    assert cast.ben.has_role(Role.MODERATOR)
    event = Event.objects.get(kind="account.role-granted")
    assert (event.actor, event.data) == (f"account:{cast.grace.pk}", {"role": "moderator"})


@pytest.mark.django_db
def test_a_role_can_be_taken_back_but_membership_stays(cast) -> None:
    actions.revoke_role(account=cast.dov, role=Role.MODERATOR, by=cast.grace)
    actions.revoke_role(account=cast.dov, role=Role.MEMBER, by=cast.grace)
    assert Account.objects.get(pk=cast.dov.pk).roles == ["member"]


@pytest.mark.django_db
def test_roles_are_granted_at_the_command_line(cast, capsys) -> None:
    call_command("grant", "ben", "moderator")
    assert Account.objects.get(login="ben").has_role(Role.MODERATOR)
    call_command("grant", "ben", "moderator", revoke=True)
    assert not Account.objects.get(login="ben").has_role(Role.MODERATOR)
    with pytest.raises(CommandError):
        call_command("grant", "nobody", "moderator")


@needs_role(Role.MODERATOR)
def queue(request) -> HttpResponse:
    return HttpResponse("the queue")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ben", "cleo", "ana", "farid", "hugo", "grace"])
def test_a_page_of_a_role_does_not_exist_for_anybody_else(cast, who: str) -> None:  # I3
    request = RequestFactory().get("/")
    request.user = getattr(cast, who)
    with pytest.raises(Http404):
        queue(request)


@pytest.mark.django_db
def test_a_page_of_a_role_opens_to_who_has_it(cast) -> None:
    request = RequestFactory().get("/")
    request.user = cast.dov
    assert queue(request).content == b"the queue"


@given(st.text(alphabet="ABCxyz019_-", min_size=22, max_size=22))
def test_a_picture_is_the_same_for_ever_and_holds_only_shapes(seed: str) -> None:  # I4
    first = svg(seed)
    assert first == svg(seed)
    tags = {element.tag.split("}")[1] for element in ElementTree.fromstring(first).iter()}
    assert tags == {"svg", "rect", "circle", "path"}
    assert seed not in first


def test_pictures_differ() -> None:
    assert len({svg(opaque()) for _ in range(500)}) > 490


def test_a_picture_is_served_to_anyone_kept_for_ever_and_sets_no_cookie(client: Client) -> None:  # R1
    response = client.get(f"/avatar/{opaque()}.svg")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml"
    assert "immutable" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("seed", ["short", "x" * 23, "x" * 21 + ".", "..%2f..%2fetc%2fpasswd"])
def test_a_picture_needs_a_whole_seed(client: Client, seed: str) -> None:
    assert client.get(f"/avatar/{seed}.svg").status_code == 404


def test_names_are_two_plain_words_and_never_taken_ones() -> None:  # R54
    taken = {f"{first} {second}" for first in FIRST for second in SECOND[:40]}
    names = suggest_names(6, taken=taken)
    assert len(set(names)) == 6
    assert not taken & set(names)
    assert all(re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+( \d{4})?", name) for name in names)


def test_a_name_that_somebody_brought_along_is_not_one_of_ours() -> None:  # I4
    assert not is_ours("ana_lindqvist_84")
    assert "ana_lindqvist_84" not in suggest_names(3, taken=(), prefer="ana_lindqvist_84")
    assert suggest_names(3, taken=(), prefer="Quiet Robin")[0] == "Quiet Robin"

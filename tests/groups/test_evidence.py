"""Words in a group that push somebody towards harm: out of sight at once, a sealed copy, no penalty (R95, I12)."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from hearten.groups.models import SupportGroup, Thread, WordsState
from hearten.moderation import actions as moderate
from hearten.moderation.models import SafetyItem, Sealed
from hearten.ui.words import fingerprint
from tests.cast import Cast
from tests.groups.circle import begun, joined

PUSHES = "You should kill yourself, nobody will miss you."


@pytest.fixture
def pushing(group: SupportGroup, cast: Cast) -> Thread:
    """A talk that pushes."""
    return begun(joined(group, cast.hugo), PUSHES)


def test_they_are_out_of_sight_at_once_and_a_copy_is_kept(
    group: SupportGroup, cast: Cast, signed_in: Any, pushing: Thread
) -> None:
    assert pushing.state == WordsState.WAITING
    assert SafetyItem.objects.get().level == "encouragement"
    assert PUSHES in Sealed.objects.get().words
    joined(group, cast.ben)
    assert pushing.title not in signed_in(cast.ben).get(f"/groups/{group.pk}/").content.decode()


def test_words_that_were_changed_to_push_are_too(group: SupportGroup, cast: Cast, signed_in: Any) -> None:
    talk = begun(joined(group, cast.hugo))
    here = f"/groups/{group.pk}/thread/{talk.pk}/change/"
    sent = {"title": talk.title, "body": PUSHES, "seen": fingerprint(talk.body)}
    assert signed_in(cast.hugo).post(here, sent).status_code == 200
    assert Thread.objects.get().state == WordsState.WAITING
    assert PUSHES in Sealed.objects.get().words


def test_a_safety_lead_takes_them_down_and_the_copy_gets_an_end(
    cast: Cast, signed_in: Any, pushing: Thread
) -> None:
    item = SafetyItem.objects.get()
    moderate.claim(item=item, by=cast.grace)
    page = signed_in(cast.grace).get(reverse("safety_item", args=[item.pk])).content.decode()
    assert "Take it down and keep a copy" in page
    assert "Cover a detail" in page
    sent = signed_in(cast.grace).post(reverse("safety_take_down", args=[item.pk]), {"facts": "It pushes somebody."})
    assert sent.status_code == 302
    assert Thread.objects.get().state == WordsState.REMOVED
    assert Sealed.objects.get().keep_until


def test_nothing_about_its_writer_changes(group: SupportGroup, cast: Cast, pushing: Thread) -> None:  # I12
    assert begun(joined(group, cast.hugo), "I am sorry.", title="Again").state == WordsState.VISIBLE

"""One's own data in groups: the whole copy, and nothing left after erasing (R102, I31, I32)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hearten.groups import privacy
from hearten.groups.actions.counting import band, count_bands
from hearten.groups.models import Membership, Reply, SupportGroup, Thread
from hearten.home.erasure import erase
from tests.cast import Cast
from tests.groups.circle import answered, begun, joined


def test_the_copy_holds_ones_own_words_and_nobody_elses(group: SupportGroup, cast: Cast) -> None:  # I32
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    talk = begun(ben, "Ben's own words.")
    answered(cleo, talk, "Cleo's own words.")
    copy = str(privacy.export(cast.ben))
    assert "Ben's own words." in copy
    assert "Cleo" not in copy
    assert cleo.persona_id not in copy
    assert talk.pk not in copy


def test_after_erasing_only_an_empty_place_is_left(group: SupportGroup, cast: Cast, signed_in) -> None:  # I31
    ben, cleo = joined(group, cast.ben), joined(group, cast.cleo)
    talk = begun(ben, "Ben's own words.", title="Ben's title")
    reply = answered(cleo, talk)
    answered(ben, begun(cleo, "Cleo's talk."), "Ben's answer.")
    erase(cast.ben)
    left = Thread.objects.get(pk=talk.pk)
    assert (left.persona_id, left.title, left.body, left.html, left.state) == (None, "", "", "", "deleted")
    assert [row.pk for row in Reply.objects.all()] == [reply.pk]
    assert not Membership.objects.filter(pk=ben.persona_id).exists()
    page = signed_in(cast.cleo).get(f"/groups/{group.pk}/t/{talk.pk}/").content.decode()
    assert "Taken back by its writer." in page
    assert reply.body in page


@pytest.mark.parametrize(
    ("count", "words"), [(0, "under 10"), (9, "under 10"), (10, "10 to 49"), (99, "50 to 99"), (100, "100 or more")]
)
def test_a_number_is_a_band(count: int, words: str) -> None:  # I5
    assert band(count) == words


def test_a_band_changes_on_another_day_and_never_at_once(
    group: SupportGroup, cast: Cast, monkeypatch
) -> None:  # I5
    monkeypatch.setattr("hearten.groups.actions.counting.BANDS", ((2, "few"), (99, "more")))
    joined(group, cast.ben)
    count_bands()
    assert SupportGroup.objects.get().size_band == "under 10"
    SupportGroup.objects.update(counted_on=timezone.localdate() - timedelta(days=1))
    count_bands()
    assert SupportGroup.objects.get().size_band == "more"
    joined(group, cast.cleo)
    count_bands()
    assert SupportGroup.objects.get().counted_on == timezone.localdate()

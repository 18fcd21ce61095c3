"""A voice note as evidence, at the desk, in one's own copy, and gone with its person (R95, R102, I31)."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hearten.groups import privacy
from hearten.groups.actions import keeping, talking
from hearten.groups.models import Reply, SupportGroup, Thread
from hearten.groups.reader import membership_of
from hearten.home.erasure import erase
from hearten.home.your_copy import copy_of
from hearten.media.models import VoiceNote
from hearten.media.voice_actions import sweep_voices
from hearten.moderation import actions as moderate
from hearten.moderation.actions.evidence import forget_sealed
from hearten.moderation.models import SafetyItem, Sealed
from tests.cast import Cast
from tests.groups.aloud import heard_at, play, told, told_back
from tests.groups.circle import begun, joined
from tests.groups.test_evidence import PUSHES
from tests.media.places import Folders
from tests.media.spoken import sent, worker

Capture = Any


def pushing(group: SupportGroup, cast: Cast) -> Thread:
    """A talk that pushes, told aloud as well."""
    talk = begun(joined(group, cast.hugo), PUSHES, voice=sent())
    worker()
    return talk


def desk(signed_in: Any, cast: Cast) -> str:
    item = SafetyItem.objects.get()
    return str(signed_in(cast.grace).get(reverse("safety_item", args=[item.pk])).content.decode())


def take_down(cast: Cast) -> None:
    item = SafetyItem.objects.get()
    moderate.claim(item=item, by=cast.grace)
    moderate.take_down(item=item, facts="It pushes somebody.", by=cast.grace)


# --- at the desk and in moderation


def test_a_safety_lead_hears_it_on_the_desk(voices: SupportGroup, cast: Cast, signed_in: Any) -> None:  # R95
    begun(joined(voices, cast.ben), "I want to die. I will do it tonight.", voice=sent())
    assert "is being prepared" in desk(signed_in, cast)
    worker()
    assert [play(signed_in(None), url) for url in heard_at(desk(signed_in, cast))] == [200]


def test_a_moderator_hears_it_where_they_decide_and_nobody_else_does(
    voices: SupportGroup, cast: Cast, signed_in: Any
) -> None:
    talk = told(joined(voices, cast.ben))
    case = reverse("moderation_case", args=["groups.thread", talk.pk])
    assert len(heard_at(signed_in(cast.dov).get(case).content.decode())) == 1
    assert signed_in(cast.cleo).get(case).status_code in {403, 404}


def test_whoever_reports_words_is_given_no_address_of_the_voice(
    voices: SupportGroup, cast: Cast, signed_in: Any
) -> None:
    talk = told(joined(voices, cast.ben))
    joined(voices, cast.cleo)
    keeper = membership_of(cast.dov, voices.pk)
    assert keeper
    keeping.approve(talk, by=keeper)
    page = signed_in(cast.cleo).get(reverse("report", args=["groups.thread", talk.pk]))
    assert page.status_code == 200
    assert not heard_at(page.content.decode())


# --- evidence


def test_a_sealed_copy_keeps_the_voice_after_its_words_are_gone_and_members_hear_it_no_more(
    voices: SupportGroup, cast: Cast, signed_in: Any, folders: Folders, django_capture_on_commit_callbacks: Capture
) -> None:  # R95
    talk = pushing(voices, cast)
    address = heard_at(desk(signed_in, cast))[0]
    take_down(cast)
    assert play(signed_in(None), address) == 404
    with django_capture_on_commit_callbacks(execute=True):
        talking.take_back(Thread.objects.get(pk=talk.pk))
        sweep_voices()
    assert len(folders.files()) == 1
    where = reverse("safety_sealed_copy", args=[Sealed.objects.get().pk])
    browser = signed_in(cast.grace)
    assert not heard_at(browser.get(where).content.decode()), "it is heard when somebody opens the copy, on record"
    assert [play(browser, url) for url in heard_at(browser.post(where).content.decode())] == [200]


def test_when_the_copy_goes_the_voice_goes(
    voices: SupportGroup, cast: Cast, folders: Folders, django_capture_on_commit_callbacks: Capture
) -> None:  # R102
    talk = pushing(voices, cast)
    take_down(cast)
    with django_capture_on_commit_callbacks(execute=True):
        talking.take_back(Thread.objects.get(pk=talk.pk))
    Sealed.objects.update(keep_until=timezone.localdate() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_sealed() == 1
    assert not folders.files()
    assert not VoiceNote.objects.exists()


def test_a_copy_that_is_let_go_of_leaves_the_voice_with_its_words(
    voices: SupportGroup, cast: Cast, folders: Folders, django_capture_on_commit_callbacks: Capture
) -> None:
    pushing(voices, cast)
    Sealed.objects.update(sealed_at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_sealed() == 1
        sweep_voices()
    assert len(folders.files()) == 1
    assert Thread.objects.get().voice_id


# --- one's own copy, and erasing


def test_the_copy_holds_ones_own_voice_and_nobody_elses(
    voices: SupportGroup, cast: Cast, folders: Folders
) -> None:  # R102, I32
    ben, cleo = joined(voices, cast.ben), joined(voices, cast.cleo)
    own = told(ben)
    other = told_back(cleo, own)
    removed = told_back(ben, own)
    keeping.remove(removed, by=cast.dov)
    copy = zipfile.ZipFile(io.BytesIO(copy_of(cast.ben)))
    sounds = {name: copy.read(name) for name in copy.namelist() if name.endswith(".mp3")}
    assert set(sounds) == {f"files/groups/{words.voice_id}.mp3" for words in (own, removed)}
    assert all(sound == path_of(folders, name).read_bytes() for name, sound in sounds.items())
    assert str(other.voice_id) not in copy.read("data.json").decode()
    assert str(own.voice_id) in copy.read("data.json").decode()


def path_of(folders: Folders, name: str) -> Any:
    return folders.media / "voice" / name.rpartition("/")[2]


def test_a_voice_that_is_not_ready_is_said_in_the_copy_and_has_no_file(
    voices: SupportGroup, cast: Cast, folders: Folders
) -> None:
    told(joined(voices, cast.ben), ready=False)
    assert list(privacy.files(cast.ben)) == []
    assert "waiting" in str(privacy.export(cast.ben))


@pytest.mark.parametrize("ready", [True, False])
def test_erasing_takes_every_file_of_a_person_and_nobody_elses(
    voices: SupportGroup,
    cast: Cast,
    folders: Folders,
    django_capture_on_commit_callbacks: Capture,
    signed_in: Any,
    ready: bool,
) -> None:  # I31
    ben, cleo = joined(voices, cast.ben), joined(voices, cast.cleo)
    talk = told(ben, ready=ready)
    others = told_back(cleo, talk, ready=ready)
    told_back(ben, talk, ready=ready)
    assert len(folders.files()) == 3
    with django_capture_on_commit_callbacks(execute=True):
        erase(cast.ben)
    assert [path.stem for path in folders.files()] == [others.voice_id]
    assert list(VoiceNote.objects.values_list("pk", flat=True)) == [others.voice_id]
    assert Reply.objects.get().pk == others.pk


def test_evidence_outlives_the_erasure_and_says_so(
    voices: SupportGroup, cast: Cast, folders: Folders, django_capture_on_commit_callbacks: Capture
) -> None:  # R102
    pushing(voices, cast)
    take_down(cast)
    with django_capture_on_commit_callbacks(execute=True):
        kept = erase(cast.hugo)
    assert "told aloud" in str(kept)
    assert len(folders.files()) == 1
    assert Sealed.objects.get().persona is None

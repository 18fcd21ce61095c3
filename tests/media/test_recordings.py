"""What other apps get of a recording: plain data, with addresses for who is meant to hear it (R24, I34)."""

from urllib.parse import urlsplit

import pytest

from hearten.events.models import Event
from hearten.media import privacy
from hearten.media.models import Recording, RecordingUpload
from hearten.media.probe import Refused
from hearten.media.recording_actions import close_recording, open_recording, remove_recording
from hearten.media.recordings import playable, ready_recordings
from tests.media.recorded import a_recording


def reread(row):
    return Recording.objects.get(pk=row.pk)


def test_a_recording_that_is_not_ready_plays_nowhere(cast) -> None:
    for state in ("waiting", "working", "refused"):
        assert playable(a_recording(cast.ana, state=state)) is None


def test_a_video_offers_two_sizes_best_first_and_one_file_for_a_podcast(cast, settings) -> None:  # R24
    film = playable(a_recording(cast.ana, kind="video"))
    assert [(source.type, source.width) for source in film.sources] == [("video/mp4", 1280), ("video/mp4", 640)]
    assert (film.kind, film.duration_ms, film.width, film.height) == ("video", 90_000, 1280, 720)
    assert (film.download_url, film.bytes, film.mime) == (film.sources[0].url, 5000, "video/mp4")
    for url in (film.poster, film.download_url):
        assert url.startswith(f"{settings.MEDIA_ORIGIN}/media/recordings/{film.id}/")
        assert url.isascii()


def test_the_sound_of_a_video_alone_is_never_taken_for_the_video(cast) -> None:  # R53
    row = a_recording(cast.ana, kind="video")
    assert playable(row).sound is None, "one from before it was made"
    row.files = [{"name": "sound.mp3", "type": "audio/mpeg", "bytes": 500, "width": 0, "height": 0}, *row.files]
    film = playable(row)
    assert (film.sound.bytes, film.sound.type) == (500, "audio/mpeg")
    assert [source.type for source in film.sources] == ["video/mp4", "video/mp4"]
    assert film.mime == "video/mp4"


def test_sound_has_no_poster_and_is_an_mp3(cast) -> None:  # R24
    sound = playable(a_recording(cast.ana))
    assert (sound.poster, sound.mime, len(sound.sources)) == ("", "audio/mpeg", 1)
    assert urlsplit(sound.download_url).path.endswith("/episode.mp3")


def test_addresses_are_signed_until_something_public_uses_it(cast) -> None:  # I34
    row = a_recording(cast.ana)
    assert "?s=" in playable(row).download_url
    assert open_recording(row.pk, owner=cast.ana)
    assert "?" not in playable(reread(row)).download_url
    assert close_recording(row.pk, owner=cast.ana)
    assert "?s=" in playable(reread(row)).download_url


def test_nobody_opens_or_closes_what_is_somebody_elses_or_not_ready(cast) -> None:
    row, waiting = a_recording(cast.ana), a_recording(cast.ana, state="waiting")
    assert not open_recording(row.pk, owner=cast.farid)
    assert not open_recording(waiting.pk, owner=cast.ana)
    assert not close_recording(row.pk, owner=cast.farid)
    assert not Recording.objects.filter(public=True).exists()


def test_only_ones_own_ready_recordings_of_a_kind_are_offered(cast) -> None:
    mine = a_recording(cast.ana, title="On sleep")
    a_recording(cast.ana, kind="video")
    a_recording(cast.ana, state="refused")
    a_recording(cast.farid)
    assert ready_recordings(cast.ana, "audio") == [(mine.pk, "On sleep")]


def test_what_a_public_page_plays_is_not_removed(cast) -> None:
    row = a_recording(cast.ana)
    open_recording(row.pk, owner=cast.ana)
    with pytest.raises(Refused) as refusal:
        remove_recording(reread(row), by=cast.ana)
    assert refusal.value.status == 409
    assert Recording.objects.filter(pk=row.pk).exists()


def test_a_removed_recording_leaves_no_row_and_no_byte(cast, folders) -> None:
    row = a_recording(cast.ana, files_in=folders.media)
    kept = a_recording(cast.ana, files_in=folders.media)
    subject = f"media.recording:{row.pk}"
    remove_recording(row, by=cast.ana)
    assert [path.name for path in (folders.media / "recordings").iterdir()] == [kept.pk]
    assert list(Recording.objects.all()) == [kept]
    assert Event.objects.get(kind="recording.removed").subject == subject


def test_an_export_names_each_recording_and_what_is_on_its_way(cast) -> None:  # R102
    row = a_recording(cast.ana, title="On sleep")
    a_recording(cast.farid)
    data = privacy.export(cast.ana)
    assert [(item["title"], item["seconds"]) for item in data["recordings"]] == [("On sleep", 90)]
    assert row.pk in data["recordings"][0]["files"][0]["address"]


def test_erasing_a_person_takes_their_recordings_and_nobody_elses(cast, folders) -> None:  # I31
    a_recording(cast.ana, files_in=folders.media)
    other = a_recording(cast.farid, files_in=folders.media)
    assert privacy.erase(cast.ana) == []
    assert [row.pk for row in Recording.objects.all()] == [other.pk]
    assert not RecordingUpload.objects.exists()
    assert [path.name for path in (folders.media / "recordings").iterdir()] == [other.pk]

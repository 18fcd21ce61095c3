"""Recordings are played from their own origin only, in parts, and drafts only with a fresh signature (I34)."""

from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hearten.accounts.models import Account
from hearten.accounts.places import Places
from hearten.media import recording_serve, recordings
from hearten.media.models import Recording
from hearten.media.ranges import OutOfRange, part
from tests.media.recorded import a_recording

ISOLATED, MAIN = {"host": "127.0.0.1:8000"}, {"host": "localhost:8000"}
SIZE = 2000


@pytest.fixture
def row(cast, folders):
    return a_recording(cast.ana, files_in=folders.media)


@pytest.fixture
def eve(signed_in):
    return signed_in(None)


def path_of(row, name="episode.mp3"):
    parts = urlsplit(recordings.recording_address(row, name))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def public(row):
    Recording.objects.filter(pk=row.pk).update(public=True)
    return Recording.objects.get(pk=row.pk)


def bytes_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def content(first=0, last=SIZE - 1):
    return bytes(n % 251 for n in range(first, last + 1))


def test_the_main_origin_serves_no_recording(row, eve, signed_in, cast) -> None:
    path = path_of(public(row))
    for browser in (eve, signed_in(cast.ana)):
        assert browser.get(path, headers=MAIN).status_code == 404
        assert browser.get(path, headers=ISOLATED).status_code == 200


def test_a_recording_comes_with_every_lock_on(row, eve) -> None:
    answer = eve.get(path_of(public(row)), headers=ISOLATED)
    assert bytes_of(answer) == content()
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Content-Length"] == str(SIZE)
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Access-Control-Allow-Origin"] == "http://localhost:8000"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies


def test_the_recording_of_a_draft_needs_its_signature_and_is_stored_nowhere(row, eve) -> None:
    answer = eve.get(path_of(row), headers=ISOLATED)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    bare = path_of(row).partition("?")[0]
    for ticket in ("", "?s=", "?s=1:x", "?s=" + "x" * 5000, "?s=\0"):
        for headers in (ISOLATED, ISOLATED | {"range": "bytes=0-"}):
            assert eve.get(bare + ticket, headers=headers).status_code == 404
            assert eve.head(bare + ticket, headers=headers).status_code == 404


def test_a_signature_opens_one_recording_for_some_hours(row, cast, folders, eve, monkeypatch) -> None:
    other = a_recording(cast.ana, files_in=folders.media)
    ticket = path_of(row).partition("?")[2]
    assert eve.get(f"{path_of(public(other))}?{ticket}", headers=ISOLATED).status_code == 200
    Recording.objects.filter(pk=other.pk).update(public=False)
    assert eve.get(f"/media/recordings/{other.pk}/episode.mp3?{ticket}", headers=ISOLATED).status_code == 404
    monkeypatch.setattr(recordings, "SIGNED_FOR", -1)
    assert eve.get(path_of(row), headers=ISOLATED).status_code == 404


def test_what_is_not_ready_or_whose_owner_is_paused_is_not_there(row, cast, eve) -> None:
    for state in ("waiting", "working", "refused"):
        Recording.objects.filter(pk=row.pk).update(state=state)
        assert eve.get(path_of(row), headers=ISOLATED).status_code == 404
    Recording.objects.filter(pk=row.pk).update(state="ready")
    Account.objects.filter(pk=cast.ana.pk).update(paused="restricted")
    assert eve.get(path_of(public(row)), headers=ISOLATED).status_code == 404


@pytest.mark.parametrize(
    "name", ["episode.mp4", "raw.mp3", "../episode.mp3", "episode.mp3/", "EPISODE.mp3", "still.png"]
)
def test_no_other_name_reaches_a_file(name, row, eve) -> None:
    assert eve.get(f"/media/recordings/{public(row).pk}/{name}", headers=ISOLATED).status_code == 404


def test_a_lost_file_is_simply_not_there(row, folders, eve) -> None:
    (folders.media / "recordings" / row.pk / "episode.mp3").unlink()
    assert eve.get(path_of(public(row)), headers=ISOLATED).status_code == 404


GOOD = [
    ("bytes=0-0", 0, 0),
    ("bytes=0-", 0, SIZE - 1),
    ("bytes=500-999", 500, 999),
    ("bytes=1999-", 1999, 1999),
    ("bytes=1990-5000", 1990, SIZE - 1),
    ("bytes=-1", 1999, 1999),
    ("bytes=-5000", 0, SIZE - 1),
]


@pytest.mark.parametrize(("asked", "first", "last"), GOOD)
def test_a_part_is_exactly_what_was_asked_for(asked, first, last, row, eve) -> None:
    answer = eve.get(path_of(public(row)), headers=ISOLATED | {"range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes {first}-{last}/{SIZE}")
    assert bytes_of(answer) == content()[first : last + 1]
    assert answer["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=2000-", "bytes=2000-3000", "bytes=-0", "bytes=999999999999999999-"])
def test_a_part_behind_the_end_is_416(asked, row, eve) -> None:
    answer = eve.get(path_of(public(row)), headers=ISOLATED | {"range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{SIZE}")
    assert bytes_of(answer) == b""


LONG = "bytes=" + "9" * 400


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-3",
        "bytes=0-1,5-9",
        "lines=0-5",
        "bytes=x-y",
        "bytes=0x0-",
        "bytes=-1-2",
        "bytes=" + "9" * 400,
    ],
)
def test_what_is_no_single_part_gets_the_whole(asked, row, eve) -> None:
    answer = eve.get(path_of(public(row)), headers=ISOLATED | {"range": asked})
    assert (answer.status_code, bytes_of(answer)) == (200, content())


NUMBERS = some.just("") | some.integers(0, 10**20).map(str)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(NUMBERS, NUMBERS, some.integers(0, 10**12))
def test_a_part_is_always_inside_the_file(first, last, size) -> None:
    try:
        found = part(f"bytes={first}-{last}", size)
    except OutOfRange:
        return
    assert found is None or 0 <= found[0] <= found[1] < size


def test_a_head_says_the_size_and_sends_nothing(row, eve) -> None:
    answer = eve.head(path_of(public(row)), headers=ISOLATED)
    assert (answer.status_code, answer["Content-Length"], bytes_of(answer)) == (200, str(SIZE), b"")


def test_what_somebody_has_already_is_not_sent_again(row, eve) -> None:
    path = path_of(public(row))
    mark = eve.head(path, headers=ISOLATED)["ETag"]
    assert eve.get(path, headers=ISOLATED | {"if-none-match": mark}).status_code == 304
    same = eve.get(path, headers=ISOLATED | {"range": "bytes=0-9", "if-range": mark})
    other = eve.get(path, headers=ISOLATED | {"range": "bytes=0-9", "if-range": '"older"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_a_long_part_comes_in_pieces_that_hold_up_nobody(row, eve, monkeypatch) -> None:
    monkeypatch.setattr(recording_serve, "PIECE", 600)
    path, got = path_of(public(row)), b""
    while len(got) < SIZE:
        answer = eve.get(path, headers=ISOLATED | {"range": f"bytes={len(got)}-"})
        assert not answer.streaming
        got += answer.content
        assert answer["Content-Range"].endswith(f"-{len(got) - 1}/{SIZE}")
    assert got == content()


def test_few_whole_long_files_are_sent_at_a_time_so_that_pages_still_answer(row, eve, monkeypatch) -> None:
    monkeypatch.setattr(recording_serve, "PIECE", 600)
    monkeypatch.setattr(recording_serve, "WHOLE", Places(2, each=2))
    path = path_of(public(row))
    first, other = (eve.get(path, headers=ISOLATED) for _ in range(2))
    refused = eve.get(path, headers=ISOLATED)
    assert (refused.status_code, refused["Retry-After"]) == (503, "20")
    assert refused["Cache-Control"] == "no-store, private"
    assert "try again" in refused.content.decode()
    assert eve.get(path, headers=ISOLATED | {"range": "bytes=0-"}).status_code == 206
    assert bytes_of(first) == content()  # and with its end the way is free
    assert bytes_of(eve.get(path, headers=ISOLATED)) == content()
    other.close()  # whoever goes away gives it back too
    assert not recording_serve.WHOLE.taken


def test_one_address_does_not_take_every_place(row, eve, monkeypatch) -> None:
    monkeypatch.setattr(recording_serve, "PIECE", 600)
    monkeypatch.setattr(recording_serve, "WHOLE", Places(2, each=1))
    path = path_of(public(row))
    near, far = eve.get(path, headers=ISOLATED), eve.get(path, headers=ISOLATED, REMOTE_ADDR="203.0.113.7")
    assert [near.status_code, far.status_code, eve.get(path, headers=ISOLATED).status_code] == [200, 200, 503]
    near.close()
    far.close()


def test_behind_nginx_the_proxy_sends_and_only_what_may_be_seen(row, eve, settings) -> None:
    settings.X_ACCEL = "/uploads/"
    path = path_of(row)
    for headers in (ISOLATED, ISOLATED | {"range": "bytes=5-9"}):
        answer = eve.get(path, headers=headers)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer["X-Accel-Redirect"] == f"/uploads/recordings/{row.pk}/episode.mp3"
        assert answer["Content-Type"] == "audio/mpeg"
    for forbidden in (path.partition("?")[0], "/media/recordings/x/episode.mp3"):
        assert eve.get(forbidden, headers=ISOLATED).status_code == 404
    assert eve.get(path, headers=MAIN).status_code == 404
    settings.X_ACCEL = ""
    assert "X-Accel-Redirect" not in eve.get(path, headers=ISOLATED)

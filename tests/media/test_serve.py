"""Pictures answer on their own origin only, and drafts' pictures only to who holds a fresh signature (I34)."""

from urllib.parse import urlsplit

import pytest
from django.core.signing import TimestampSigner

from hearten.accounts.models import Account
from hearten.media import actions, images
from hearten.media.checks import isolated_origin
from hearten.media.models import Image

ISOLATED = "127.0.0.1:8000"
MAIN = "localhost:8000"


@pytest.fixture
def ready(upload, work):
    image = upload()
    work()
    image.refresh_from_db()
    return image


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def public(image):
    actions.open_to_all([image.pk], owner=image.owner)
    image.refresh_from_db()
    return image


def test_the_address_names_the_isolated_origin(ready, settings) -> None:
    assert f"http://{ISOLATED}" == settings.MEDIA_ORIGIN
    assert images.address(ready).startswith(f"{settings.MEDIA_ORIGIN}/media/{ready.pk}.webp")
    assert settings.MEDIA_ORIGIN in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"]


def test_the_main_origin_serves_no_uploads(ready, signed_in, cast) -> None:
    path = path_of(images.address(public(ready)))
    for browser in (signed_in(None), signed_in(cast.ana)):
        assert browser.get(path, headers={"host": MAIN}).status_code == 404
        assert browser.get(path, headers={"host": ISOLATED}).status_code == 200


def test_a_picture_comes_with_every_lock_on(ready, signed_in) -> None:
    answer = signed_in(None).get(path_of(images.address(public(ready))), headers={"host": ISOLATED})
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Disposition"] == "inline"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not answer.cookies
    assert answer.content[8:12] == b"WEBP"


def test_behind_nginx_the_proxy_sends_it(ready, signed_in, settings) -> None:
    settings.X_ACCEL = "/uploads/"
    answer = signed_in(None).get(path_of(images.address(public(ready))), headers={"host": ISOLATED})
    assert answer["X-Accel-Redirect"] == f"/uploads/{images.file_name(ready.pk, small=False)}"
    assert (answer.content, answer["Content-Type"]) == (b"", "image/webp")


def test_the_picture_of_a_draft_needs_its_signature_and_is_stored_nowhere(ready, signed_in) -> None:
    eve = signed_in(None)
    answer = eve.get(path_of(images.address(ready)), headers={"host": ISOLATED})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store, private")
    bare = f"/media/{ready.pk}.webp"
    for ticket in ("", "?s=", "?s=1:x", "?s=" + "x" * 5000, "?s=\0"):
        assert eve.get(bare + ticket, headers={"host": ISOLATED}).status_code == 404


def test_a_signature_opens_one_picture_for_one_hour(ready, upload, work, signed_in, monkeypatch) -> None:
    other = upload()
    work()
    eve = signed_in(None)
    ticket = path_of(images.address(ready)).partition("?")[2]
    assert eve.get(f"/media/{other.pk}.webp?{ticket}", headers={"host": ISOLATED}).status_code == 404
    now = TimestampSigner.timestamp
    monkeypatch.setattr(TimestampSigner, "timestamp", lambda self: now(self))
    monkeypatch.setattr("django.core.signing.time.time", lambda: __import__("time").monotonic() + 4e9)
    assert eve.get(f"/media/{ready.pk}.webp?{ticket}", headers={"host": ISOLATED}).status_code == 404


def test_both_sizes_are_served(ready, signed_in) -> None:
    item = images.picture(ready)
    for address in (item.url, item.url_small):
        assert signed_in(None).get(path_of(address), headers={"host": ISOLATED}).status_code == 200


def test_a_picture_that_is_not_ready_or_whose_owner_is_paused_is_not_there(upload, ready, signed_in, cast) -> None:
    eve, waiting = signed_in(None), upload()
    assert eve.get(path_of(images.address(waiting)), headers={"host": ISOLATED}).status_code == 404
    path = path_of(images.address(public(ready)))
    Account.objects.filter(pk=cast.ana.pk).update(paused="restricted")
    assert eve.get(path, headers={"host": ISOLATED}).status_code == 404


def test_a_lost_file_is_simply_not_there(ready, signed_in) -> None:
    path = path_of(images.address(public(ready)))
    actions.delete_files(ready.pk)
    assert signed_in(None).get(path, headers={"host": ISOLATED}).status_code == 404


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "x.webp", "a" * 22 + ".png", "%2e%2e/x.webp", "a" * 22 + "-large.webp"]
)
def test_no_other_name_reaches_a_file(name, signed_in, db) -> None:
    assert signed_in_none(signed_in).get(f"/media/{name}", headers={"host": ISOLATED}).status_code == 404


def signed_in_none(signed_in):
    return signed_in(None)


def test_every_refusal_is_the_same_page(ready, upload, signed_in) -> None:  # I3
    eve, waiting = signed_in(None), upload()
    answers = {
        eve.get(f"/media/{pk}.webp", headers={"host": ISOLATED}).content for pk in (ready.pk, waiting.pk, "a" * 22)
    }
    assert len(answers) == 1


def test_nothing_is_written_at_the_address_of_a_picture(ready, signed_in) -> None:
    path = path_of(images.address(public(ready)))
    for method in ("post", "put", "delete"):
        assert getattr(signed_in(None), method)(path, headers={"host": ISOLATED}).status_code in {403, 405}


def test_serving_costs_one_query(ready, signed_in, django_assert_max_num_queries) -> None:
    path = path_of(images.address(public(ready)))
    with django_assert_max_num_queries(1):
        signed_in(None).get(path, headers={"host": ISOLATED})


def test_ids_can_not_be_guessed(upload) -> None:
    assert len({upload().pk for _ in range(5)}) == 5
    assert all(len(pk) == 22 for pk in Image.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("wrong", ["http://localhost:8000", "http://localhost:9000"])
def test_a_host_that_gives_uploads_no_origin_of_their_own_is_told(wrong, settings) -> None:
    assert isolated_origin(None) == []
    settings.MEDIA_ORIGIN = wrong
    assert [item.id for item in isolated_origin(None)] == ["hearten.media.E001"]


def test_without_an_origin_of_their_own_no_upload_is_served(ready, signed_in, settings) -> None:
    path = path_of(images.address(public(ready)))
    settings.MEDIA_ORIGIN = settings.ORIGIN
    assert signed_in(None).get(path, headers={"host": MAIN}).status_code == 404

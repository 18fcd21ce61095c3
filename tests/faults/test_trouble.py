"""The disk is full, the database is busy or away, Redis is gone: a calm page, and every word comes back (I16)."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory
from pysqlite3 import dbapi2

from hearten.blog.models import Comment
from hearten.home import trouble
from hearten.media import quarantine
from hearten.media.models import Image
from hearten.media.nameless import Nameless
from hearten.moderation.models import Report
from tests.blog.reading import address, published
from tests.cast import Cast
from tests.media.pictures import jpeg

on_sqlite = pytest.mark.skipif("HEARTEN_TEST_DATABASE_URL" in os.environ, reason="about SQLite's own faults")
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("comments_open")]
WORDS = (
    'I have not slept for a week, & it took me an hour to write <this>.\n\n"Thank you."'
    + 90 * " A steady time for getting up helped me."
)


@contextmanager
def pragma(name: str, value: object, back: object) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}={value}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {name}={back}")


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite may not grow by a single page: it says what it says when the disk is full."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute("CREATE TABLE filler (x)")  # uses up what is free inside
        cursor.execute(f"PRAGMA max_page_count={pages + 1}")
        for size in (3000, 500, 50, 5):
            while True:
                try:
                    cursor.execute("INSERT INTO filler VALUES (zeroblob(%s))", [size])
                except OperationalError:
                    break
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=1073741823")
            cursor.execute("DROP TABLE filler")


@contextmanager
def somebody_elses_write() -> Iterator[None]:
    """Another process holds the one write lock for longer than anybody waits."""
    other = dbapi2.connect(str(connection.settings_dict["NAME"]), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pragma("busy_timeout", 30, 5000):
            yield
    finally:
        other.rollback()
        other.close()


@contextmanager
def read_only() -> Iterator[None]:
    with pragma("query_only", "ON", "OFF"):
        yield


FAULTS = [(full_disk, 507, "There is no room here"), (somebody_elses_write, 503, "Many people are writing")]
FAULTS += [(read_only, 503, "Nothing can be stored here")]


@on_sqlite
@pytest.mark.parametrize(("fault", "status", "heading"), FAULTS, ids=["full", "locked", "readonly"])
def test_words_come_back_and_one_press_sends_them_again(
    cast: Cast, as_on_a_host: Any, fault: Any, status: int, heading: str
) -> None:  # I16
    ben, post = as_on_a_host(cast.ben), published(cast.ana)
    with fault():
        answer = ben.post(f"{address(post)}comments/", {"body": WORDS, "name": "Quiet Robin"})
    page = answer.content.decode()
    assert answer.status_code == status
    assert heading in page
    assert 1 <= int(answer["Retry-After"]) <= 600
    assert answer["Cache-Control"] == "no-store, private"
    assert Comment.objects.count() == 0
    again = ben.post(*form_on(page))
    assert again.status_code in {200, 302, 303}
    assert Comment.objects.get().body == WORDS


@on_sqlite
@pytest.mark.parametrize("fault", [full_disk, somebody_elses_write, read_only])
def test_people_can_still_read_and_find_help(cast: Cast, as_on_a_host: Any, fault: Any) -> None:  # I9
    post = published(cast.ana)
    with fault():
        assert as_on_a_host(None).get(address(post)).status_code == 200
        assert as_on_a_host(None).get("/crisis/").status_code == 200


def form_on(page: str) -> tuple[str, dict[str, str]]:
    """Where the form on the page sends its fields, and the fields, as a browser would."""
    path = unescape(re.findall(r'<form class="form" method="post" action="([^"]+)"', page)[0])
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea [^>]*name="([^"]+)">\n(.*?)</textarea>', page, re.DOTALL))
    return path, {name: unescape(value) for name, value in fields.items()}


def test_a_picture_finds_no_room_and_its_description_comes_back(
    cast: Cast, as_on_a_host: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(image_id: str, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(quarantine, "keep", full)
    answer = upload(as_on_a_host(cast.ana))
    assert answer.status_code == 507
    assert "A path through birch trees" in answer.content.decode()
    assert Image.objects.count() == 0


def test_no_room_for_the_upload_itself_keeps_the_description(
    cast: Cast, as_on_a_host: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """The file never gets as far as our own code."""

    def full(self: Any, raw: bytes, start: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    settings.FILE_UPLOAD_HANDLERS = ["hearten.media.nameless.Nameless"]
    monkeypatch.setattr(Nameless, "receive_data_chunk", full)
    answer = upload(as_on_a_host(cast.ana))
    assert answer.status_code == 507
    assert "There is no room here" in answer.content.decode()


def upload(browser: Client) -> Any:
    alt = "A path through birch trees, in the snow"
    return browser.post(
        "/desk/images/", {"picture": SimpleUploadedFile("a.jpg", jpeg()), "alt": alt, "shows": "thing"}
    )


def test_without_redis_pages_work_and_credentials_are_not_tried(
    cast: Cast, as_on_a_host: Any, without_redis: None
) -> None:
    """A limit that can't count lets nobody guess, and says so; what was typed as a secret is not shown."""
    assert as_on_a_host(None).get(address(published(cast.ana))).status_code == 200
    tried = as_on_a_host(None).post("/account/login/", {"login": "ben", "password": "correct horse battery staple"})
    page = tried.content.decode()
    assert tried.status_code == 503
    assert "A part of this place does not answer" in page
    assert "correct horse" not in page
    assert "Send it again" not in page


def test_without_redis_a_report_still_arrives(cast: Cast, as_on_a_host: Any, without_redis: None) -> None:  # R99
    post = published(cast.ana)
    answer = as_on_a_host(None).post(f"/report/blog.post/{post.pk}/", {"rule": "", "words": ""})
    assert answer.status_code in {200, 302, 303}
    assert Report.objects.count() == 1


@pytest.fixture
def without_redis(settings: Any) -> None:
    """Nobody listens where Redis should be."""
    there = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "default": {**there, "KEY_FUNCTION": "hearten.accounts.limits.cache_key"}}


# --- what kind of failure it is ---------------------------------------------------------------------------------


def caused(state: str) -> OperationalError:
    """As Django hands on an error of PostgreSQL."""
    error, cause = OperationalError("the server's own words"), Exception()
    cause.sqlstate = state  # type: ignore[attr-defined]
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (caused("53100"), trouble.FULL),
        (caused("40P01"), trouble.BUSY),
        (caused("40001"), trouble.BUSY),
        (caused("57P01"), trouble.AWAY),
        (OperationalError("database is locked"), trouble.BUSY),
        (OperationalError("disk I/O error"), trouble.AWAY),
        (InterfaceError("connection already closed"), trouble.AWAY),
        (OSError(errno.EROFS, "Read-only file system"), trouble.READ_ONLY),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), trouble.FULL),
        (OSError(errno.ENOENT, "No such file"), None),
        (ValueError("the disk is full of errors"), None),
        (None, None),
    ],
)
def test_each_failure_has_its_answer(error: Exception | None, expected: object) -> None:
    assert trouble.kind(error) is expected


def test_a_mistake_of_ours_stays_a_500() -> None:
    try:
        raise ValueError("secret words")
    except ValueError:
        answer = trouble.failed(RequestFactory().post("/x/", {"body": WORDS}))
    assert answer.status_code == 500
    assert "secret words" not in answer.content.decode()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_words_that_another_site_sends_are_not_shown(origin: str) -> None:
    answer = away(RequestFactory().post("/x/", {"body": "Send us your passphrase, please do"}, HTTP_ORIGIN=origin))
    assert "passphrase, please" not in answer.content.decode()


@pytest.mark.parametrize("name", ["password", "new_passphrase", "code", "recovery_code", "csrfmiddlewaretoken"])
def test_secrets_are_never_shown_again(name: str, settings: Any) -> None:
    fields = {name: "anchor barrel candle donkey", "body": WORDS}
    page = away(RequestFactory().post("/x/", fields, HTTP_ORIGIN=settings.ORIGIN)).content.decode()
    assert "anchor" not in page
    assert "took me an hour" in page


def away(request: Any) -> Any:
    try:
        raise OperationalError("gone")
    except OperationalError:
        return trouble.failed(request)

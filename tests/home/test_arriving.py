"""What is sent is read where slow lines are counted, and arrives at its view unchanged."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.test import RequestFactory

from hearten.accounts.places import Places
from hearten.home import arriving

ASK = RequestFactory()


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Places, Places]]:
    """One place of each kind, and both are free again afterwards."""
    forms, files = Places(1, each=1), Places(1, each=1)
    monkeypatch.setattr(arriving, "FORMS", forms)
    monkeypatch.setattr(arriving, "FILES", files)
    yield forms, files
    assert not forms.taken
    assert not files.taken


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse(repr(request.POST.dict()))


def through(request: HttpRequest, view: Any = echo) -> HttpResponse:
    return arriving.slow_bodies(view)(request)


def test_a_form_comes_through_as_it_was() -> None:
    assert through(ASK.post("/", {"body": "Good night"})).content == b"{'body': 'Good night'}"
    plain = ASK.post("/", "a=1&a=2", content_type="application/x-www-form-urlencoded")
    assert through(plain).content == b"{'a': '2'}"
    assert through(ASK.get("/")).content == b"{}"


@pytest.mark.parametrize("size", [100, 200_000])
def test_so_do_files_and_pieces(size: int) -> None:
    file = SimpleUploadedFile("a.bin", b"x" * size)
    got = through(ASK.post("/", {"file": file}), lambda request: HttpResponse(request.FILES["file"].read()))
    assert got.content == b"x" * size
    piece = ASK.patch("/", b"y" * size, content_type="application/offset+octet-stream")
    assert through(piece, lambda request: HttpResponse(request.read(size))).content == b"y" * size


def test_a_form_gives_its_place_back_before_its_view_begins(places: tuple[Places, Places]) -> None:
    small = through(ASK.post("/", {"a": "b"}), lambda request: HttpResponse(str(places[0].taken.total())))
    assert small.content == b"0"
    large = ASK.post("/", b"x" * (arriving.SMALL + 1), content_type="text/plain")
    assert through(large, lambda request: HttpResponse(str(places[1].taken.total()))).content == b"1"


@pytest.mark.parametrize("size", [10, arriving.SMALL + 1])
def test_without_a_place_nothing_is_read_and_the_sender_is_told_when_to_come_back(
    size: int, places: tuple[Places, Places]
) -> None:
    leave = [one.enter("127.0.0.1") for one in places]
    answer = through(ASK.post("/", b"x" * size, content_type="text/plain"), never)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "what you typed is still there" in answer.content.decode()
    assert through(ASK.get("/")).status_code == 200, "reading needs no place"
    for one in leave:
        assert one
        one()


def never(request: HttpRequest) -> HttpResponse:
    raise AssertionError("the view was asked")


def test_a_line_that_breaks_gives_its_place_back() -> None:
    class Broken:
        def read(self, *size: int) -> bytes:
            raise OSError("gone")

        def close(self) -> None:
            """As files do."""

    request = ASK.post("/", {"a": "b"})
    request._stream = Broken()
    assert through(request, never).status_code == 400


def test_so_does_a_view_that_fails() -> None:
    def fails(request: HttpRequest) -> HttpResponse:
        raise UnreadablePostError

    assert through(ASK.post("/", b"x" * (arriving.SMALL + 1), content_type="text/plain"), fails).status_code == 400


@pytest.mark.parametrize("length", ["", "-1", "x", "²", "0"])
def test_a_length_that_is_no_number_is_left_to_the_view(length: str) -> None:
    request = ASK.get("/", CONTENT_LENGTH=length)
    assert through(request).status_code == 200

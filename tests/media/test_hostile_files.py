"""Whatever bytes arrive, there is an answer: a picture, or words about why not. Never a crash (I34)."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PIL import Image as Pillow

from hearten.media import probe, sandbox
from hearten.media.models import Image
from hearten.media.probe import Refused
from hearten.media.reencode import LARGE, SMALL, fit
from tests.media import pictures

SEEDS = [
    pictures.jpeg((60, 40)),
    pictures.png((60, 40)),
    pictures.animated(),
    pictures.saved(Pillow.new("RGBA", (60, 40)), "WEBP"),
    pictures.with_hidden_data()[:4000],
    pictures.bomb(),
    pictures.svg(),
    pictures.renamed_zip(),
]
#: Heads that make a reader choose a path it should not take.
HEADS = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"II*\0", b"BM", b"%PDF-", b"8BPS",
         b"\0\0\1\0", b"%!PS", b"P6 1 1 255 ", b"#define x_width 1"]  # fmt: skip


def damaged(seed, cuts):
    data = bytearray(seed)
    for at, value in cuts:
        if data:
            data[at % len(data)] = value
    return bytes(data)


@settings(max_examples=150, deadline=None)
@given(
    some.sampled_from(SEEDS), some.lists(some.tuples(some.integers(0, 5000), some.integers(0, 255)), max_size=12)
)
def test_a_damaged_file_is_measured_or_refused(seed, cuts) -> None:
    answered(damaged(seed, cuts))


@settings(max_examples=100, deadline=None)
@given(some.sampled_from(HEADS), some.binary(max_size=400))
def test_a_head_with_anything_behind_it_is_measured_or_refused(head, rest) -> None:
    answered(head + rest)


@settings(max_examples=100, deadline=None)
@given(some.binary(max_size=600))
def test_any_bytes_are_measured_or_refused(data) -> None:
    answered(data)


def answered(data):
    """Either a size within the limits, or words with an honest status."""
    size, refusal = outcome(probe.measure, data)
    if refusal:
        assert refusal.status in {413, 415, 422}
        assert refusal.message.endswith(".")
        assert len(refusal.message) <= 200
    else:
        assert 0 < size.width <= LARGE[0]
        assert 0 < size.height <= LARGE[1]


def outcome(verb, data):
    """(what came out, None) or (None, the refusal)."""
    try:
        return verb(data), None
    except Refused as refusal:
        return None, refusal


@pytest.mark.parametrize("head", HEADS[4:])
def test_formats_that_are_not_offered_are_not_read_even_when_they_could_be(head) -> None:
    with pytest.raises(Refused):
        probe.measure(head + b"\0" * 500)


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "PPM", "ICO", "TGA", "PCX", "SGI"])
def test_a_whole_picture_of_another_kind_is_refused_by_its_content(kind) -> None:
    with pytest.raises(Refused) as refusal:
        probe.measure(pictures.saved(Pillow.new("RGB", (32, 32)), kind))
    assert refusal.value.status == 415


@settings(max_examples=200)
@given(some.integers(1, 100_000), some.integers(1, 100_000), some.sampled_from([LARGE, SMALL]))
def test_a_fitted_size_is_inside_its_box_keeps_its_shape_and_never_grows(width, height, box) -> None:
    out = fit((width, height), box)
    assert 1 <= out[0] <= min(width, box[0])
    assert 1 <= out[1] <= min(height, box[1])
    assert abs(out[0] * height - out[1] * width) <= max(width, height)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.tuples(some.integers(300, 5000), some.integers(0, 255)), min_size=1, max_size=4))
def test_a_picture_damaged_inside_is_made_or_refused_by_the_sandbox(cuts) -> None:
    data = damaged(pictures.saved(Pillow.effect_noise((200, 150), 80).convert("RGB"), "PNG"), cuts)
    made, refusal = outcome(sandbox.encode, data)
    assert "save it as JPEG" in refusal.message if refusal else made.large[8:12] == made.small[8:12] == b"WEBP"


NAMES = [
    "../../etc/passwd",
    "a\0b.png",
    "x" * 400 + ".png",
    "<script>.png",
    "con.png",
    "C:\\x.png",
    "\u202egnp.exe",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_changes_where_it_goes(name, signed_in, cast, folders) -> None:
    file = SimpleUploadedFile("x.png", pictures.png((20, 20)), content_type="text/html")
    file._name = name
    answer = signed_in(cast.ana).post("/desk/images/", {"picture": file, "alt": "A dot", "shows": "thing"})
    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        assert os.listdir(folders.quarantine) == [Image.objects.get().pk]


@pytest.mark.parametrize("kind", ["text/html", "application/x-msdownload", "image/svg+xml", "nonsense", ""])
def test_what_a_browser_says_a_file_is_does_not_matter(kind, signed_in, cast) -> None:
    file = SimpleUploadedFile("x.html", pictures.png((20, 20)), content_type=kind)
    answer = signed_in(cast.ana).post("/desk/images/", {"picture": file, "alt": "A dot", "shows": "thing"})
    assert answer.status_code == 302


def test_two_files_in_one_form_are_not_a_way_around(signed_in, cast) -> None:
    both = [SimpleUploadedFile("a.png", pictures.png((20, 20))), SimpleUploadedFile("b.svg", pictures.svg())]
    answer = signed_in(cast.ana).post("/desk/images/", {"picture": both, "alt": "A dot", "shows": "thing"})
    assert answer.status_code == 415
    assert not Image.objects.exists()

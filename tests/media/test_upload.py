"""What happens when a picture comes in: checked, kept apart, and never half-stored (R36, I34)."""

import errno
import os
import resource
import stat

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError
from django_tasks_db.models import DBTaskResult

from hearten.config.settings import DATA_DIR, MEDIA_ROOT, STORAGES
from hearten.events.models import Event
from hearten.media import quarantine
from hearten.media.models import Image
from hearten.media.probe import MAX_BYTES, Refused
from tests.media import pictures

BAD = {
    "empty": (b"", 422, "empty"),
    "svg": (pictures.svg(), 415, "SVG"),
    "zip called picture.png": (pictures.renamed_zip(), 415, "not a JPEG"),
    "words": (b"just words", 415, "not a JPEG"),
    "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0", 415, "HEIC"),
    "TIFF": (b"II*\0" + b"\0" * 100, 415, "not a JPEG"),
    "bomb": (pictures.bomb(), 422, "40 million"),
    "too many pixels": (pictures.too_wide(), 422, "40 million"),
    "cut short JPEG": (pictures.jpeg()[:-400], 422, "missing"),
    "cut short JPEG head": (pictures.jpeg()[:20], 422, "missing"),
    "cut short PNG": (pictures.png()[:-20], 422, "missing"),
    "cut short WebP": (pictures.saved(pictures.Image.new("RGB", (90, 90)), "WEBP")[:-30], 422, "missing"),
    "too many bytes": (pictures.jpeg() + b"\0" * MAX_BYTES, 413, "10 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_what_to_do_and_leaves_nothing_behind(name, upload, folders) -> None:
    data, status, word = BAD[name]
    with pytest.raises(Refused) as refusal:
        upload(data)
    assert (refusal.value.status, word in refusal.value.message) == (status, True)
    assert not Image.objects.exists()
    assert not Event.objects.exists()
    assert not folders.quarantine.exists() or not os.listdir(folders.quarantine)


@pytest.mark.parametrize(
    "data",
    [
        pictures.jpeg(),
        pictures.png(),
        pictures.animated(),
        pictures.cmyk(),
        pictures.sixteen_bit(),
        pictures.polyglot(),
        pictures.with_hidden_data(),
        pictures.saved(pictures.Image.new("RGBA", (40, 40)), "WEBP"),
        pictures.jpeg(progressive=True),
        pictures.png((1, 1)),
    ],
)
def test_an_ordinary_picture_is_taken_in_and_waits_for_the_worker(data, upload) -> None:
    image = upload(data)
    assert (image.state, image.public) == ("waiting", False)
    assert DBTaskResult.objects.count() == 1


def test_what_arrived_waits_outside_everything_served_and_only_this_host_may_read_it(upload, folders) -> None:
    image = upload()
    raw = folders.quarantine / image.pk
    assert stat.S_IMODE(raw.stat().st_mode) == 0o600
    assert stat.S_IMODE(folders.quarantine.stat().st_mode) == 0o700
    assert not folders.media.exists()


def test_the_shipped_quarantine_is_not_inside_the_shipped_media_folder() -> None:
    location = STORAGES["quarantine"]["OPTIONS"]["location"]
    assert location == str(DATA_DIR / "quarantine")
    assert not location.startswith(str(MEDIA_ROOT))


def test_the_name_of_the_file_is_kept_nowhere(upload, folders) -> None:
    image = upload()
    assert "holiday" not in str(vars(image))
    assert os.listdir(folders.quarantine) == [image.pk]


def test_a_full_disk_is_a_kind_answer_and_nothing_is_half_stored(upload, folders, monkeypatch) -> None:
    def full(self, name, content, max_length=None):
        (folders.quarantine / name).parent.mkdir(parents=True, exist_ok=True)
        (folders.quarantine / name).write_bytes(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(type(storages["quarantine"]), "save", full)
    with pytest.raises(Refused) as refusal:
        upload()
    assert refusal.value.status == 507
    assert "our fault" in refusal.value.message
    assert not Image.objects.exists()
    assert os.listdir(folders.quarantine) == []


def test_a_row_that_can_not_be_written_takes_its_file_with_it(upload, folders, monkeypatch) -> None:
    monkeypatch.setattr("hearten.media.actions.events.record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        upload()
    assert not Image.objects.exists()
    assert os.listdir(folders.quarantine) == []


def test_a_picture_without_words_for_it_can_not_be_stored(cast) -> None:
    with pytest.raises(IntegrityError):
        Image.objects.create(owner=cast.ana, alt="")


def test_words_from_a_client_are_no_value_the_database_takes(cast) -> None:  # R36
    with pytest.raises(IntegrityError):
        Image.objects.create(owner=cast.ana, alt="A letter", shows="client")


def test_a_bomb_is_refused_without_unpacking_it(upload) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for data in (pictures.bomb(), pictures.png_claiming(30_000, 30_000)):
        with pytest.raises(Refused):
            upload(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


def test_quarantine_forgets_what_it_never_had() -> None:
    quarantine.forget("never-there")
    assert quarantine.read("never-there") is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_nothing_is_unpacked_while_somebody_waits(kind, upload, monkeypatch) -> None:
    data = pictures.saved(pictures.Image.new("RGB", (300, 200), "green"), kind)
    monkeypatch.setattr(pictures.ImageFile.ImageFile, "load", lambda self: 1 / 0)
    assert upload(data).width == 300

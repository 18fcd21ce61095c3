"""What is served is made new: right way up, right colours, nothing hidden in it (I34)."""

import io
import os

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image as Pillow
from PIL import ImageCms

from hearten.events.models import Event
from hearten.events.worker import work as run_worker
from hearten.media import quarantine, reactions, reencode, sandbox
from hearten.media.models import Image
from hearten.media.probe import Refused
from tests.media import pictures


def served(folders, image, small=False):
    return (folders.media / "images" / f"{image.pk}{'-small' if small else ''}.webp").read_bytes()


def opened(folders, image, small=False):
    return Pillow.open(io.BytesIO(served(folders, image, small)))


@pytest.mark.parametrize(
    "data", [pictures.with_hidden_data(), pictures.png_with_hidden_data(), pictures.polyglot()]
)
def test_nothing_hidden_in_a_picture_is_in_what_is_served(data, upload, work, folders) -> None:
    assert b"CANARY" in data
    image = upload(data)
    work()
    for small in (False, True):
        out = served(folders, image, small)
        assert b"CANARY" not in out
        assert b"EXIF" not in out
        assert b"XMP " not in out
        assert b"ICCP" not in out
        assert b"script" not in out
        assert not opened(folders, image, small).getexif()


def test_the_place_of_a_photograph_is_gone(upload, work, folders) -> None:
    data = pictures.with_hidden_data()
    assert dict(Pillow.open(io.BytesIO(data)).getexif().get_ifd(0x8825))
    image = upload(data)
    work()
    assert not dict(opened(folders, image).getexif().get_ifd(0x8825))


def test_the_worker_makes_two_sizes_and_deletes_what_arrived(upload, work, folders) -> None:
    image = upload(pictures.jpeg((3200, 2400)))
    work()
    image.refresh_from_db()
    assert (image.state, image.width, image.height) == ("ready", 1600, 1200)
    assert opened(folders, image).size == (1600, 1200)
    assert opened(folders, image, small=True).size == (800, 600)
    assert opened(folders, image).format == "WEBP"
    assert os.listdir(folders.quarantine) == []


def test_the_real_worker_does_it_from_the_queue(upload, folders, transactional_db) -> None:
    image = upload()
    run_worker(name="test", queues=["default", "media"], once=True)
    image.refresh_from_db()
    assert image.state == "ready"
    assert opened(folders, image).size == (1200, 900)


def test_a_small_picture_is_never_blown_up(upload, work, folders) -> None:
    image = upload(pictures.png((30, 20)))
    work()
    assert opened(folders, image).size == opened(folders, image, small=True).size == (30, 20)


def test_a_tall_chart_keeps_its_width(upload, work, folders) -> None:
    image = upload(pictures.png((1000, 7000)))
    work()
    assert opened(folders, image).size == (1000, 7000)


def test_a_needle_of_a_picture_still_has_a_size(upload, work, folders) -> None:
    image = upload(pictures.png((20_000, 2)))
    work()
    assert opened(folders, image).size == (1600, 1)


def test_a_photograph_taken_sideways_stands_upright(upload, work, folders) -> None:
    image = upload(pictures.on_its_side())
    assert (image.width, image.height) == (200, 400)
    work()
    out = opened(folders, image).convert("RGB")
    assert out.size == (200, 400)
    assert near(out.getpixel((100, 20)), (255, 0, 0))
    assert near(out.getpixel((100, 380)), (0, 0, 255))


def test_a_large_photograph_taken_sideways_keeps_its_full_width(upload, work, folders) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    image = upload(pictures.jpeg((4000, 3000), exif=exif))
    work()
    assert opened(folders, image).size == (1600, 2133)


def test_of_a_moving_picture_the_first_frame_stays(upload, work, folders) -> None:
    image = upload(pictures.animated())
    work()
    out = opened(folders, image)
    assert getattr(out, "n_frames", 1) == 1
    assert near(out.convert("RGB").getpixel((60, 40)), (255, 0, 0))


def test_what_shines_through_still_does(upload, work, folders) -> None:
    image = upload(pictures.saved(Pillow.new("RGBA", (50, 50), (255, 0, 0, 0)), "PNG"))
    work()
    assert opened(folders, image).convert("RGBA").getpixel((25, 25))[3] == 0


def test_a_picture_with_a_see_through_palette_keeps_it(upload, work, folders) -> None:
    flat = Pillow.new("P", (50, 50), 0)
    flat.putpalette([0, 0, 0, 255, 255, 255])
    image = upload(pictures.saved(flat, "PNG", transparency=0))
    work()
    assert opened(folders, image).convert("RGBA").getpixel((25, 25))[3] == 0


def test_a_file_made_for_print_keeps_its_colour(upload, work, folders) -> None:
    image = upload(pictures.cmyk())
    work()
    red, green, blue = opened(folders, image).convert("RGB").getpixel((100, 100))
    assert red < 60 < green
    assert blue > 150


def test_a_middle_grey_of_sixteen_bits_stays_a_middle_grey(upload, work, folders) -> None:
    image = upload(pictures.sixteen_bit())
    work()
    assert near(opened(folders, image).convert("RGB").getpixel((100, 100)), (128, 128, 128))


def test_colours_of_another_profile_are_moved_to_the_screens_own(upload, work, folders) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (lab, b"nonsense", lab[:100]):
        image = upload(pictures.jpeg(icc_profile=profile))
        work()
        image.refresh_from_db()
        assert image.state == "ready"
        assert near(opened(folders, image).convert("RGB").getpixel((100, 100)), (40, 90, 160))


def test_a_picture_that_breaks_off_inside_is_refused_with_what_to_do(upload, work, folders) -> None:
    good = pictures.png((900, 900), mode="RGB")
    middle = len(good) // 2
    broken = good[:middle] + b"\xff" * 40 + good[middle + 40 :]
    image = upload(broken)
    work()
    image.refresh_from_db()
    assert image.state == "refused"
    assert "save it as JPEG" in image.reason
    assert os.listdir(folders.quarantine) == []
    assert not (folders.media / "images").exists()


def test_working_twice_changes_nothing(upload, work, folders) -> None:
    image = upload()
    work()
    first = served(folders, image)
    work()
    image.refresh_from_db()
    assert (image.state, served(folders, image)) == ("ready", first)


def test_a_picture_removed_while_it_was_prepared_leaves_no_file(upload, folders, monkeypatch) -> None:
    image = upload()
    made = sandbox.encode(pictures.jpeg())

    def slow(data):
        Image.objects.filter(pk=image.pk).delete()
        return made

    monkeypatch.setattr(reactions, "encode", slow)
    reactions.reencode_image(Event.objects.get(kind="image.uploaded"))
    assert list((folders.media / "images").iterdir()) == []
    assert os.listdir(folders.quarantine) == []


def test_a_full_disk_in_the_worker_is_tried_again_and_leaves_no_half(upload, work, folders, monkeypatch) -> None:
    image = upload()
    whole, calls = FileSystemStorage.save, []

    def second_fails(self, name, content, max_length=None):
        calls.append(name)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return whole(self, name, content, max_length)

    monkeypatch.setattr(FileSystemStorage, "save", second_fails)
    with pytest.raises(OSError):
        work()
    image.refresh_from_db()
    assert image.state == "waiting"
    assert list((folders.media / "images").iterdir()) == []
    assert os.listdir(folders.quarantine) == [image.pk]
    monkeypatch.undo()
    work()
    image.refresh_from_db()
    assert image.state == "ready"


def test_a_lost_upload_is_told_to_whoever_sent_it(upload, work) -> None:
    image = upload()
    quarantine.forget(image.pk)
    work()
    image.refresh_from_db()
    assert (image.state, "upload it again" in image.reason) == ("refused", True)


def test_raw_files_nobody_came_for_are_deleted_after_a_day(upload, folders) -> None:
    old, new = upload(), upload()
    yesterday = (folders.quarantine / old.pk).stat().st_mtime - 25 * 3600
    os.utime(folders.quarantine / old.pk, (yesterday, yesterday))
    reactions.clear_quarantine()
    assert os.listdir(folders.quarantine) == [new.pk]
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, new.state) == ("refused", "waiting")


def test_tidying_an_empty_host_is_harmless(db) -> None:
    reactions.clear_quarantine()


@pytest.mark.parametrize(
    "ending", ["raise SystemExit(3)", "import os; os.kill(os.getpid(), 11)", "import time; time.sleep(9)"]
)
def test_a_decoder_that_breaks_hangs_or_crashes_breaks_only_itself(ending, tmp_path, monkeypatch) -> None:
    program = tmp_path / "breaks.py"
    program.write_text(ending)
    monkeypatch.setattr(sandbox, "PROGRAM", str(program))
    monkeypatch.setattr(sandbox, "DEADLINE", 1)
    with pytest.raises(Refused):
        sandbox.encode(pictures.jpeg())


def test_a_fault_of_our_own_is_not_blamed_on_the_picture(tmp_path, monkeypatch) -> None:
    program = tmp_path / "fails.py"
    program.write_text("raise SystemExit(1)")
    monkeypatch.setattr(sandbox, "PROGRAM", str(program))
    with pytest.raises(RuntimeError):
        sandbox.encode(pictures.jpeg())


def test_the_decoder_runs_with_limits_and_without_our_secrets(tmp_path, monkeypatch) -> None:
    program = tmp_path / "looks.py"
    program.write_text("import os, sys; sys.exit(1 if any('HEARTEN' in n for n in os.environ) else 3)")
    monkeypatch.setattr(sandbox, "PROGRAM", str(program))
    with pytest.raises(Refused):
        sandbox.encode(pictures.jpeg())


def near(one, other, by=14):
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def test_what_is_written_carries_pixels_and_nothing_else(tmp_path) -> None:
    """Another writer, or a later one, could copy what hangs on a picture; nothing may hang on it."""
    raw = tmp_path / "raw"
    for data in (pictures.with_hidden_data(), pictures.png_with_hidden_data(), pictures.animated()):
        raw.write_bytes(data)
        assert reencode.pixels(str(raw)).info == {}

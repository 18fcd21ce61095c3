"""Pictures for the tests: good ones, and every kind of bad one. None is stored; each is made here."""

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageFile, PngImagePlugin

__all__ = ["Image", "ImageFile"]  # for the tests that make a picture of their own
LATITUDE, LONGITUDE = (63.0, 49.0, 33.0), (20.0, 15.0, 0.0)


def jpeg(size=(1200, 900), colour=(40, 90, 160), **options):
    return saved(Image.new("RGB", size, colour), "JPEG", **options)


def png(size=(640, 480), colour=(40, 90, 160), mode="RGB"):
    return saved(Image.new(mode, size, colour), "PNG")


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_hidden_data():
    """A photograph that tells where it was taken, by whom, and with what."""
    exif = Image.Exif()
    exif[0x010F] = "CANARY-camera"
    exif[0x9286] = "CANARY-comment"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", LATITUDE, "E", LONGITUDE
    hidden = {"comment": b"CANARY-comment", "xmp": b"<x:xmpmeta>CANARY-xmp</x:xmpmeta>"}
    return jpeg(exif=exif, icc_profile=b"CANARY-profile", **hidden)


def png_with_hidden_data():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "CANARY-camera")
    notes.add_itxt("XML:com.adobe.xmp", "CANARY-xmp")
    return saved(Image.new("RGBA", (300, 200), (1, 2, 3, 40)), "PNG", pnginfo=notes)


def on_its_side():
    """Stored 400 wide and 200 high; the camera says: turn it. Upright, its top is red and its bottom blue."""
    image = Image.new("RGB", (400, 200), "red")
    image.paste("blue", (200, 0, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(image, "JPEG", exif=exif, quality=95)


def bomb():
    """A PNG of a few bytes that claims 100,000 by 100,000 pixels."""
    return png_claiming(100_000, 100_000)


def too_wide():
    """More pixels than are taken, fewer than a decoder's own alarm."""
    return png_claiming(9_000, 5_000)


def png_claiming(width, height):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def svg():
    return b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def renamed_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("inside.txt", "no picture")
    return out.getvalue()


def polyglot():
    """A real JPEG that is also a page with a program in it."""
    return (
        jpeg(comment=b"<html><script>alert('CANARY-script')</script></html>")
        + b"<script>alert('CANARY-tail')</script>"
    )


def animated():
    """A GIF that begins red and goes on blue."""
    frames = [Image.new("RGB", (120, 80), colour) for colour in ("red", "blue", "blue")]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)


def cmyk():
    """A file made for print: pure cyan."""
    return saved(Image.new("CMYK", (300, 200), (255, 0, 0, 0)), "JPEG", quality=95)


def sixteen_bit():
    """A PNG with 65,536 greys, of which this is a middle one."""
    return saved(Image.new("I;16", (300, 200), 32768), "PNG")

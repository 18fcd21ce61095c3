"""Makes the pictures that are served from one that arrived: new pixels, nothing else (I34).

It runs as a program of its own (see sandbox.py) and imports nothing of ours, so that a file which breaks the
decoder breaks only this process:

    python reencode.py RAW LARGE SMALL

It prints `width height` of the large one. Exit status 3: this picture can't be decoded.
"""

import io
import resource
import sys

from PIL import Image, ImageCms, ImageOps

#: What is read. Everything else, SVG first of all, can carry programs or needs far more code to read.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
#: The most that is served, as width and height in pixels. A tall chart stays readable.
LARGE = (1600, 8000)
SMALL = (800, 4000)
#: EXIF's name for "which way is up", and its values that turn the picture on its side.
ORIENTATION, SIDEWAYS = 0x0112, {5, 6, 7, 8}
UNREADABLE = 3
#: What this process may use: bytes of memory, seconds of the processor, bytes of one written file.
LIMITS = {
    resource.RLIMIT_AS: 1536 * 1024 * 1024,
    resource.RLIMIT_CPU: 30,
    resource.RLIMIT_FSIZE: 64 * 1024 * 1024,
}
Size = tuple[int, int]


def main(arguments: list[str]) -> int:
    """Read one file, write two."""
    raw, large, small = arguments
    try:
        picture = pixels(raw)
    except Exception:  # a hostile file can make a decoder say anything
        return UNREADABLE
    write(picture, large, LARGE)
    write(picture, small, SMALL)
    print(*fit(picture.size, LARGE))  # noqa: T201  # the answer to the parent process
    return 0


def pixels(path: str) -> Image.Image:
    """The first frame, the right way up, in screen colours, without a word about where it came from."""
    with Image.open(path, formats=FORMATS) as image:
        image.draft(None, turned(image, fit(turned(image, image.size), LARGE)))  # JPEG: unpack no more than needed
        image.load()
        return bare(screen_colours(ImageOps.exif_transpose(image)))


def fit(size: Size, box: Size) -> Size:
    """The size inside a box with the same shape; never larger than it was, never nothing."""
    scale = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def turned(image: Image.Image, size: Size) -> Size:
    """Width and height change places when the camera lay on its side.

    Without a note at its head, a PNG would be unpacked in search of one at its end.
    """
    if image.format == "PNG" and "exif" not in image.info:
        return size
    return (size[1], size[0]) if image.getexif().get(ORIENTATION) in SIDEWAYS else size


def screen_colours(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where something shines through; colours of other profiles are moved to sRGB."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode != "CMYK":
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if profile:
        image = moved(image, profile)
    return image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")


def moved(image: Image.Image, profile: bytes) -> Image.Image:
    """The same colours in sRGB; as they are when the profile makes no sense."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        done = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return done or image


def bare(image: Image.Image) -> Image.Image:
    """A new picture with the same pixels: no EXIF, GPS, XMP, comment or profile can come along."""
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)
    return fresh


def write(picture: Image.Image, path: str, box: Size) -> None:
    """One WebP file."""
    size = fit(picture.size, box)
    shown = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
    shown.save(path, "WEBP", quality=82, method=4)


if __name__ == "__main__":
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    sys.exit(main(sys.argv[1:]))

"""What is known of a file before anything of it is decoded: its size, its real type, its measurements.

Nothing here trusts a name or a declared type, and nothing unpacks a pixel: a small file can claim to be a picture
of ten thousand million pixels (a decompression bomb).
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from hearten.media.reencode import FORMATS, LARGE, fit, turned

#: Bytes of one upload.
MAX_BYTES = 10 * 1024 * 1024
#: Pixels of one picture: 40 million is an 8,000 × 5,000 photograph.
MAX_PIXELS = 40_000_000


class Refused(Exception):  # an answer to the uploader, not a mistake
    """A file that can't be used. The message says what is wrong and what to do; status is the HTTP answer."""

    def __init__(self, message: str, status: int = 422) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


@dataclass(frozen=True)
class Measured:
    """The size, in pixels, of the large version that will be made."""

    width: int
    height: int


def measure(data: bytes) -> Measured:
    """What the file will become. Raises Refused with words for the person who chose it."""
    if not data:
        raise Refused("This file is empty. Please choose it again.")
    if len(data) > MAX_BYTES:
        raise too_large()
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            return _measured(image, data)
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except Refused:
        raise
    except Exception as error:  # whatever a hostile file makes a reader say, the answer is the same
        raise unreadable(data) from error


def too_large() -> Refused:
    """More bytes than one upload may have."""
    return Refused("This file is larger than 10 MB. Save it at a smaller size and choose it again.", 413)


def too_many_pixels() -> Refused:
    """More pixels than may be unpacked."""
    return Refused(
        "This picture has more than 40 million pixels. Save it at a smaller size, "
        "for example 3,000 pixels wide, and choose it again."
    )


def cut_short() -> Refused:
    """The end is missing."""
    return Refused("The end of this file is missing. Perhaps it was cut off on its way: please choose it again.")


def unreadable(data: bytes) -> Refused:
    """Not a picture that can be read here; one sentence more where the reason is known."""
    more = ""
    if b"<svg" in data[:2048].lower():
        more = " Drawings in SVG can carry programs, so they are not taken."
    elif data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"}:
        more = " Phones often save HEIC: choose “most compatible” or share it as JPEG."
    elif data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[:4] == b"RIFF":
        return cut_short()
    return Refused(f"This file is not a JPEG, PNG, GIF or WebP picture, whatever its name says.{more}", 415)


def _measured(image: Image.Image, data: bytes) -> Measured:
    if image.width * image.height > MAX_PIXELS:
        raise too_many_pixels()
    if not _is_whole(image, data):
        raise cut_short()
    return Measured(*fit(turned(image, image.size), LARGE))


def _is_whole(image: Image.Image, data: bytes) -> bool:
    """Whether the end is there. GIF and WebP say so when they are opened or decoded."""
    if image.format == "JPEG":
        return data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda")
    if image.format == "PNG":
        return b"IEND" in data[-4096:]
    return True

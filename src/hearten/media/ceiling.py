"""Stops an upload as soon as it is too large, before anything fills the disk."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from hearten.media.probe import MAX_BYTES


class Ceiling(FileUploadHandler):
    """Before the handlers that keep a file: what is over the limit is read to its end and kept nowhere.

    most: bytes of one file; a picture's, unless a form takes in something larger.
    The form then finds no file and everything else that was typed; `was_too_large` tells why.
    """

    def __init__(self, request: HttpRequest | None = None, *, most: int = MAX_BYTES) -> None:
        super().__init__(request)
        self.most = most

    def new_file(self, *args: object, **kwargs: object) -> None:
        """A new count for each file of a form."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Raises SkipFile once the count is over the limit."""
        self.received += len(raw_data)
        if self.received > self.most:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""


def was_too_large(meta: dict[str, str], most: int = MAX_BYTES) -> bool:
    """Whether a request without its file had more in it than a file may have."""
    length = meta.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > most

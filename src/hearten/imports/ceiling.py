"""How large an archive may be that comes through a page: more than a picture, less than a disk."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

#: Bytes of one upload. Larger archives come in through a terminal.
MAX_BYTES = 100 * 1024 * 1024
TOO_LARGE = (
    "This file is larger than 100 MB. Leave films and sound out of it, or export it in parts. Whoever runs this "
    "host can also bring it in from a terminal, with the command “bin/hearten import”."
)


class Ceiling(FileUploadHandler):
    """Before the handler that writes to disk: what is over the limit is read to its end and kept nowhere."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """A new count for each file of a form."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Raises SkipFile once the count is over the limit."""
        self.received += len(raw_data)
        if self.received > MAX_BYTES:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""


def was_too_large(meta: dict[str, str]) -> bool:
    """Whether a request that arrived without its file had too much in it."""
    length = meta.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > MAX_BYTES

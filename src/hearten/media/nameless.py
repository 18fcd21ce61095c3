"""Keeps an upload in a file without a name: when the process dies, however that happens, nothing is left of it."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class Nameless(FileUploadHandler):
    """In place of Django's temporary files, which have names in a folder of the whole machine (I31)."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """One file of the form begins."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came
        self.file = TemporaryFile()  # noqa: SIM115  # the form closes it

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece; nobody after this handler gets it. Raises OSError when the disk is full."""
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """The whole file, at its beginning."""
        self.file.seek(0)
        return UploadedFile(
            file=self.file,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """The line broke."""
        if hasattr(self, "file"):
            self.file.close()

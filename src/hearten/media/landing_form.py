"""A recording sent by a plain form, for browsers without scripts: it goes straight to where recordings arrive."""

from __future__ import annotations

import os
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from hearten.accounts.models import opaque
from hearten.media import landing
from hearten.media.arriving import ceiling, kind_of
from hearten.media.recording_work import RESERVE


class Landed(UploadedFile[bytes]):
    """A file that has arrived whole, under an id of ours."""

    def __init__(self, upload_id: str, name: str, declared: str, size: int) -> None:
        super().__init__(name=name, content_type=declared, size=size)
        self.upload_id = upload_id


class Landing(FileUploadHandler):
    """Writes what comes in, up to the ceiling for its kind; what is more is read to its end and kept nowhere."""

    #: "large" or "full" when the file was not kept.
    trouble = ""
    upload_id = ""
    target: BinaryIO | None = None

    def new_file(self, *args: object, **kwargs: object) -> None:
        """An empty file for each one in the form."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came
        self.drop()
        self.upload_id = opaque()
        self.kind = kind_of(self.file_name or "", self.content_type or "")
        self.received = 0
        landing.begin(self.upload_id)
        self.target = landing.file_of(self.upload_id).open("ab")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Raises SkipFile once it is too much for us or for the disk."""
        self.received += len(raw_data)
        if self.received > ceiling(self.kind):
            self.refuse("large")
        if landing.free_bytes() < RESERVE or self.target is None:
            self.refuse("full")
        try:
            self.target.write(raw_data)  # type: ignore[union-attr]  # refuse never returns
        except OSError:
            self.refuse("full")

    def refuse(self, trouble: str) -> None:
        """Remember why, and keep nothing."""
        self.trouble = trouble
        self.drop()
        raise SkipFile

    def file_complete(self, file_size: int) -> Landed:
        """The whole file, safe on the disk."""
        if self.target is None:  # an empty one
            raise SkipFile
        os.fsync(self.target.fileno())
        self.target.close()
        self.target = None
        return Landed(self.upload_id, self.file_name or "", self.content_type or "", file_size)

    def upload_interrupted(self) -> None:
        """The connection broke: keep nothing."""
        self.drop()

    def drop(self) -> None:
        """Throw away a file that did not come to its end."""
        if self.target is not None:
            self.target.close()
            self.target = None
            self.discard()

    def discard(self) -> None:
        """Throw away the file, whether it came to its end or not."""
        if self.upload_id:
            landing.forget(self.upload_id)

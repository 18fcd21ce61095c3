"""What is being uploaded has no name on the disk: a process that dies in the middle leaves nothing (I31)."""

import os
from pathlib import Path

from hearten.media.nameless import Nameless

LARGE = b"words of somebody " * 200_000


def receiving() -> Nameless:
    handler = Nameless()
    handler.new_file("archive", "blog.xml", "text/xml", len(LARGE))
    handler.receive_data_chunk(LARGE, 0)
    return handler


def test_nothing_that_arrives_has_a_name(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    handler = receiving()
    handler.file.flush()
    assert os.listdir(tmp_path) == []
    assert os.fstat(handler.file.fileno()).st_size == len(LARGE)
    assert os.fstat(handler.file.fileno()).st_nlink == 0


def test_the_form_gets_the_whole_file_from_its_beginning() -> None:
    file = receiving().file_complete(len(LARGE))
    assert (file.name, file.content_type, file.size) == ("blog.xml", "text/xml", len(LARGE))
    assert b"".join(file.chunks()) == LARGE


def test_a_broken_line_closes_it_and_does_no_harm_before_the_first_file() -> None:
    Nameless().upload_interrupted()
    handler = receiving()
    handler.upload_interrupted()
    assert handler.file.closed


def test_every_form_uses_it_for_what_is_too_large_for_memory(settings) -> None:
    assert "hearten.media.nameless.Nameless" in settings.FILE_UPLOAD_HANDLERS
    assert not any("Temporary" in name for name in settings.FILE_UPLOAD_HANDLERS)

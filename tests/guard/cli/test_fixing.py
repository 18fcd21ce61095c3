"""`--fix` writes what was suggested, and never loses what was written."""

from pathlib import Path

import pytest

from hearten_guard.cli import fixing
from tests.guard.cli.calling import run

BEFORE = "He committed suicide.\r\nOne of my clients is my best friend, or write to kim@example.org\r\n"
AFTER = "He died by suicide.\r\nOne of my clients is my best friend, or write to [e-mail removed]\r\n"


def test_suggestions_are_written_after_a_diff_and_the_rest_is_listed(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_bytes(BEFORE.encode())
    draft.chmod(0o640)
    done = run("--fix", "draft.md", cwd=tmp_path)
    assert draft.read_bytes() == AFTER.encode()
    assert (tmp_path / "draft.md.orig").read_bytes() == BEFORE.encode()
    assert draft.stat().st_mode & 0o777 == 0o640
    assert "-He committed suicide." in done.stdout
    assert "+He died by suicide." in done.stdout
    assert "hold relationship.dual" in done.stdout
    assert "language.stigma" not in done.stdout
    assert done.returncode == 1


def test_an_earlier_original_is_never_written_over(tmp_path: Path) -> None:
    for words in ("He committed suicide.", "She committed suicide."):
        (tmp_path / "draft.md").write_text(words)
        assert run("--fix", "draft.md", cwd=tmp_path).returncode == 0
    assert (tmp_path / "draft.md.orig").read_text() == "He committed suicide."
    assert (tmp_path / "draft.md.orig.2").read_text() == "She committed suicide."


def test_a_text_without_suggestions_is_not_touched(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("One of my clients is my best friend.")
    before = draft.stat()
    assert run("--fix", "draft.md", cwd=tmp_path).returncode == 1
    assert draft.stat().st_mtime_ns == before.st_mtime_ns
    assert [path.name for path in tmp_path.iterdir()] == ["draft.md"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("He committed suicide.")
    (tmp_path / "link.md").symlink_to("real.md")
    run("--fix", "link.md", cwd=tmp_path)
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "He died by suicide."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_encoding_and_its_mark_are_kept(tmp_path: Path, encoding: str) -> None:
    draft = tmp_path / "draft.md"
    draft.write_bytes(BEFORE.encode(encoding))
    run("--fix", "draft.md", cwd=tmp_path)
    assert draft.read_bytes() == AFTER.encode(encoding)


def test_a_file_of_mixed_encodings_is_left_as_it_is(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    content = b"na\xefve. He committed suicide."
    draft.write_bytes(content)
    done = run("--fix", "draft.md", cwd=tmp_path)
    assert done.returncode == 2
    assert "save it as UTF-8" in done.stderr
    assert draft.read_bytes() == content


def test_a_write_that_fails_leaves_the_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("before")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fixing.Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        fixing._write(draft, b"after")
    assert draft.read_text() == "before"
    assert {path.name for path in tmp_path.iterdir()} == {"draft.md", "draft.md.orig"}

"""Files as they are: encodings, line ends, and what is no text."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearten_guard import check
from hearten_guard.cli import forms, sarif
from hearten_guard.cli.listing import Style, listing
from hearten_guard.cli.texts import MOST, Unreadable, decoded, from_file
from tests.guard.cli.calling import run

WORDS = "Så här 😀\r\nOne of my clients is my best friend."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_offsets_are_code_points_of_the_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes(WORDS.encode(encoding))
    (found,) = json.loads(run("--json", str(draft)).stdout)["findings"]
    assert WORDS[found["start"] : found["end"]] == found["quote"] == "One of my clients is my best friend"


def test_mixed_encodings_keep_one_character_a_byte_and_are_told() -> None:
    mixed = "naïve: ".encode() + "naïve “ok”: ".encode("cp1252") + b"\x81 please leave me a review on Google"
    text = decoded("x", mixed)
    assert text.mixed
    assert text.words.startswith("naïve: naïve “ok”: \ufffd please")
    done = run("--stdin", stdin=mixed)
    assert done.returncode == 1
    assert "Windows-1252" in done.stderr


def test_half_letters_in_utf_16_are_read() -> None:
    content = b"\xff\xfe" + "a\ud800b".encode("utf-16-le", "surrogatepass")
    text = decoded("x", content)
    assert text.words == "a\ud800b"
    assert text.encoded(text.words) == content


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a\0b\0c\0", b"\xff\xfea"])
def test_what_is_no_text_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^photo\.md "):
        decoded("photo.md", content)


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="64 MB"):
        from_file("/dev/zero")
    assert MOST == 64 << 20


def test_a_folder_is_refused_with_what_to_do_instead(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="hearten-guard audit"):
        from_file(str(tmp_path))


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(Unreadable, match="cannot read"):
        from_file("a\0b")


def test_an_empty_file_is_clear(tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()
    assert run("empty.md", cwd=tmp_path).returncode == 0


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8-sig", "utf-16", "utf-32"]))
def test_any_bytes_are_a_text_that_can_be_written_back_or_are_refused(content: bytes, mark: str) -> None:
    content = "".encode(mark or "utf-8") + content
    try:
        text = decoded("draft.md", content)
    except Unreadable:
        return
    assert text.mixed or text.encoded(text.words) == content


@given(st.binary(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_bytes_get_an_answer_in_every_form(content: bytes) -> None:
    try:
        text = decoded("draft.md", content + b" please leave me a review on Google " + content)
    except Unreadable:
        return
    findings = check(text.words, purpose="article")
    assert forms.line(forms.answer(findings, file=text.name)).isascii()
    assert "".join(listing(text, findings, Style())).count("Source: ") == len(findings)
    log = io.StringIO()
    sarif.write(log, [(text, findings)], [])
    for result in json.loads(log.getvalue())["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        lines = text.words.split("\n")
        offset = sum(len(line) + 1 for line in lines[: region["startLine"] - 1]) + region["startColumn"] - 1
        assert offset == region["charOffset"]

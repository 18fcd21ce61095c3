"""`bin/hearten import`: the same work in a terminal, with the same promises."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hearten.blog.models import Post
from hearten.imports import actions
from hearten.imports.models import Import, State
from tests.archives import written as w

pytestmark = pytest.mark.django_db


def run(path: Path, *more: str) -> str:
    out = io.StringIO()
    call_command("import", str(path), "--therapist", "@ana", *more, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def archive(tmp_path: Path, count: int = 3) -> Path:
    file = tmp_path / "blog.xml"
    file.write_bytes(w.wxr(w.wxr_item(n, title=f"T {n}", text="Nothing much.") for n in range(count)))
    return file


def test_a_dry_run_says_what_would_come_and_brings_nothing(ana, tmp_path) -> None:
    said = run(archive(tmp_path), "--dry-run")
    assert "3 articles" in said
    assert "Nothing was brought" in said
    assert not Post.objects.filter(therapist=ana).exists()


def test_a_run_ends_with_the_report_in_one_line(ana, tmp_path) -> None:
    assert run(archive(tmp_path)).endswith("3 pieces: 3 clear.\n")
    again = archive(tmp_path, 4)
    assert run(again).endswith("1 piece: 1 clear; 3 were here already.\n")


def test_the_answer_as_json(ana, tmp_path) -> None:
    data = json.loads(run(archive(tmp_path), "--json"))
    assert (data["state"], data["counts"]["clear"], len(data["pieces"])) == ("done", 3, 3)


def test_a_folder_of_markdown(ana, tmp_path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "one.md").write_text("# One\n\nWords.")
    assert "1 piece: 1 clear" in run(tmp_path / "notes")


def test_what_was_cut_off_goes_on_where_it_stopped(ana, tmp_path, monkeypatch) -> None:
    file = archive(tmp_path, 25)
    real, calls = actions._write_batch, []

    def dies(*args: object) -> bool:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "_write_batch", dies)
    with pytest.raises(KeyboardInterrupt):
        run(file)
    assert Post.objects.filter(therapist=ana).count() == 10
    assert run(file).endswith("25 pieces: 25 clear.\n")
    row = Import.objects.get()
    assert (row.state, row.done, row.here) == (State.DONE, 25, 0)


@pytest.mark.parametrize(
    ("data", "said"), [(b"hello", "none of the exports"), (w.zipped({"../a.md": "x"}), "lead out of it")]
)
def test_a_refusal_is_one_sentence_and_leaves_nothing(ana, tmp_path, data: bytes, said: str) -> None:
    file = tmp_path / "x"
    file.write_bytes(data)
    with pytest.raises(CommandError, match=said):
        run(file)
    assert not Post.objects.filter(therapist=ana).exists()


def test_an_unknown_page_and_a_missing_file(ana, tmp_path) -> None:
    with pytest.raises(CommandError, match="no such file"):
        run(tmp_path / "nothing")
    with pytest.raises(CommandError, match="handle"):
        call_command("import", str(tmp_path), "--therapist", "nobody")

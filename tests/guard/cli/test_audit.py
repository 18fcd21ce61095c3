"""`hearten-guard audit`: whole blogs, read one article at a time, in four forms."""

import csv
import io
import json
import os
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import CommandError, call_command
from playwright.sync_api import Browser, Page

from tests.archives import written
from tests.guard.cli.calling import COMMAND, ENVIRONMENT, run

HELD = "<p>Last Tuesday a client told me she lives far away.</p>"
ADVICE = "<p>He committed suicide, they said.</p>"
CLEAR = "<p>A quiet day by the sea.</p>"
HOSTILE = (
    "</mark><script>alert(1)</script><img src=https://evil.example/a.png onerror=alert(1)><style>*{display:none}"
)


def wxr(path: Path, *texts: str, title: str = "Piece") -> Path:
    items = "".join(written.wxr_item(i, title=f"{title} {i}", text=text) for i, text in enumerate(texts))
    path.write_text(f"{written.WXR_HEAD}{items}</channel></rss>", encoding="utf-8")
    return path


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """One held, two with advice, three clear."""
    return wxr(tmp_path / "blog.xml", HELD, ADVICE, ADVICE, CLEAR, CLEAR, CLEAR)


def test_the_sentence_says_how_many_are_what(blog: Path) -> None:
    done = run("audit", str(blog))
    assert done.returncode == 1
    assert done.stdout.endswith("\n6 articles: 3 clear, 1 held, 2 with advice\n")
    assert "Piece 0 (2014-05-01)\n  hold confidentiality.session: “Last Tuesday a client" in done.stdout
    assert "Piece 3" not in done.stdout


def test_a_clear_blog_ends_with_0(tmp_path: Path) -> None:
    done = run("audit", str(wxr(tmp_path / "blog.xml", CLEAR)))
    assert (done.returncode, done.stdout) == (0, "1 article: 1 clear, 0 held, 0 with advice\n")


def test_json_is_one_object_with_findings_and_counts(blog: Path) -> None:
    done = run("audit", "--json", str(blog))
    answer = json.loads(done.stdout)
    assert answer["summary"] == {"articles": 6, "clear": 3, "held": 1, "advice": 2, "note": 0, "broken": None}
    first = answer["articles"][0]
    assert (first["title"], first["address"], first["state"]) == ("Piece 0", "/2014/05/01/piece-0/", "held")
    (found,) = first["findings"]
    assert first["text"] == f"Piece 0\n\n{HELD[3:-4]}"
    assert first["text"][found["start"] : found["end"]] == found["quote"]
    assert "text" not in answer["articles"][5]
    assert "6 articles" in done.stderr


def test_json_of_an_empty_blog_is_still_json(tmp_path: Path) -> None:
    assert json.loads(run("audit", "--json", str(wxr(tmp_path / "blog.xml"))).stdout)["articles"] == []


def test_a_table_has_a_line_for_each_finding_and_runs_no_formula(tmp_path: Path) -> None:
    blog = wxr(tmp_path / "blog.xml", ADVICE, CLEAR, title="=cmd|'/c calc'!A0")
    rows = list(csv.DictReader(io.StringIO(run("audit", "--csv", str(blog)).stdout)))
    assert [(row["state"], row["rule"]) for row in rows] == [("advice", "language.stigma"), ("clear", "")]
    assert rows[0]["title"].startswith("'=")
    assert rows[0]["suggestion"] == "died by suicide"


TEXT = "He committed suicide."
RSS = "<rss version='2.0'><channel><item><title>One</title><description>{}</description></item></channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>One</title><content>{}</content></entry></feed>"


def file(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


def ghost(folder: Path) -> Path:
    post = {"id": "1", "title": "One", "html": f"<p>{TEXT}</p>", "status": "published"}
    return file(folder / "ghost.json", json.dumps({"db": [{"data": {"posts": [post]}}]}))


def packed(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "blog.zip", "w") as archive:
        archive.writestr("one.md", f"# One\n\n{TEXT}\n")
    return folder / "blog.zip"


EXPORTS: dict[str, Callable[[Path], Path]] = {
    "Ghost": ghost,
    "RSS": lambda folder: file(folder / "feed.xml", RSS.format(TEXT)),
    "Atom": lambda folder: file(folder / "feed.xml", ATOM.format(TEXT)),
    "a folder": lambda folder: file(folder / "one.md", f"# One\n\n{TEXT}\n").parent,
    "a zip": packed,
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_kind_of_export_is_read(tmp_path: Path, kind: str) -> None:
    done = run("audit", str(EXPORTS[kind](tmp_path)))
    assert done.stdout.endswith("1 article: 0 clear, 0 held, 1 with advice\n"), done.stderr


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\0", b"<!DOCTYPE x [<!ENTITY a 'b'>]><rss></rss>", b"hello"])
def test_what_is_no_export_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(content)
    done = run("audit", str(path), "--html", str(tmp_path / "report.html"))
    assert done.returncode == 2
    assert "export.xml" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "report.html").exists()


def test_an_export_that_breaks_off_keeps_what_was_read(tmp_path: Path) -> None:
    blog = wxr(tmp_path / "blog.xml", HELD, ADVICE)
    blog.write_text(blog.read_text().removesuffix("</channel></rss>") + "<item><title>cut")
    done = run("audit", str(blog), "--html", str(tmp_path / "report.html"))
    assert done.returncode == 2
    assert "2 articles: 0 clear, 1 held, 1 with advice" in done.stdout
    assert "breaks off" in done.stderr
    assert "could not be read to its end" in (tmp_path / "report.html").read_text()


def test_a_report_that_cannot_be_written_leaves_nothing_behind(blog: Path, tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "nowhere" / "report.html"):
        done = run("audit", str(blog), "--html", str(target))
        assert done.returncode == 2
        assert "cannot read or write" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["blog.xml"]


def test_the_report_is_for_the_eyes_of_its_owner(blog: Path, tmp_path: Path) -> None:
    run("audit", str(blog), "--html", str(tmp_path / "report.html"))
    assert (tmp_path / "report.html").stat().st_mode & 0o777 == 0o600


def peak(path: Path) -> int:
    """Kilobytes of memory that an audit of a file takes at most."""
    process = subprocess.Popen(
        [*COMMAND, "audit", str(path), "--html", str(path.with_suffix(".html"))],
        stdout=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_maxrss


def test_memory_does_not_grow_with_the_blog(tmp_path: Path) -> None:
    few = wxr(tmp_path / "few.xml", *[ADVICE + CLEAR * 40] * 50)
    many = wxr(tmp_path / "many.xml", *[ADVICE + CLEAR * 40] * 500)
    assert peak(many) < peak(few) * 1.2


@pytest.fixture
def report(chromium: Browser, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    """The report of a hostile blog, open on a phone; and everything that was asked for."""
    wxr(tmp_path / "blog.xml", HELD, ADVICE + f"<p>{HOSTILE}</p>", CLEAR, title=HOSTILE)
    (tmp_path / "md").mkdir()
    (tmp_path / "md" / "a.md").write_text(f"# {HOSTILE}\n\nHe committed suicide {HOSTILE}\n")
    (tmp_path / "md" / "b.md").write_text("# \u202eturned\n\nHe committed suicide \u202eagain\n")
    run("audit", str(tmp_path / "md"), "--html", str(tmp_path / "report.html"))
    page = chromium.new_page(viewport={"width": 360, "height": 700})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto((tmp_path / "report.html").as_uri())
    yield page, asked
    page.close()


@pytest.mark.journey
def test_a_hostile_post_stays_words_in_the_report(report: tuple[Page, list[str]]) -> None:
    page, asked = report
    assert len(asked) == 1
    assert page.locator("script, img, link, iframe").count() == 0
    assert page.locator("style").count() == 1
    assert page.get_by_text("<script>alert(1)</script>").first.is_visible()
    assert page.locator("mark").all_inner_texts() == ["committed suicide"] * 2


@pytest.mark.journey
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_readable_by_everybody(report: tuple[Page, list[str]], scheme: Any) -> None:
    page, _ = report
    page.emulate_media(color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_the_host_has_the_same_command(blog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("audit", str(blog))
    assert ended.value.code == 1
    assert "6 articles: 3 clear, 1 held, 2 with advice" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no such file"):
        call_command("audit", str(blog.parent / "nowhere.xml"))


def test_a_terminal_sees_how_far_it_is_and_nobody_else_does(blog: Path) -> None:
    ours, theirs = os.openpty()
    subprocess.run([*COMMAND, "audit", str(blog)], stdout=subprocess.DEVNULL, stderr=theirs, env=ENVIRONMENT)
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "[######                                  ] 1 of 6" in seen
    assert seen.rstrip().endswith("6 of 6\r\x1b[K")
    assert run("audit", str(blog)).stderr == ""

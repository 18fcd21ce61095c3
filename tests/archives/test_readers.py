"""Every kind of export becomes the same stream of posts."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hearten_archives import ArchivedPost, Refused, open_archive, read
from hearten_archives.moments import moment, path_of, seconds
from tests.archives import written as w


def posts(data: bytes) -> list[ArchivedPost]:
    with open_archive(io.BytesIO(data)) as archive:
        return list(archive.posts())


def kind(data: bytes) -> str:
    with open_archive(io.BytesIO(data)) as archive:
        return archive.kind


def test_a_wordpress_post_arrives_with_all_that_is_its_authors() -> None:
    (post,) = posts(
        w.wxr(
            [
                w.wxr_item(
                    1, title="Nights ]]> & days", text="<p>Words</p>", tags=["Sleep", "Sleep"], excerpt="Short"
                )
            ]
        )
    )
    assert post.guid == "https://ana-writes.example/?p=1"
    assert (post.kind, post.title, post.markup) == ("article", "Nights ]]> & days", "wordpress")
    assert (post.text, post.excerpt, post.slug) == ("<p>Words</p>", "Short", "piece-1")
    assert post.published_at == datetime(2014, 5, 2, 10, 0, tzinfo=UTC)
    assert post.updated_at == datetime(2014, 5, 11, 10, 0, tzinfo=UTC)
    assert post.old_path == "/2014/05/02/piece-1/"
    assert post.tags == ("Sleep",)
    assert post.was_public


def test_menus_attachments_versions_and_the_bin_stay_behind() -> None:
    items = [
        w.wxr_item(1, title="A", text="a", kind="nav_menu_item"),
        w.wxr_item(2, title="B", text="b", kind="attachment", status="inherit"),
        w.wxr_item(3, title="C", text="c", status="trash"),
        w.wxr_item(4, title="D", text="d", kind="page"),
        w.wxr_item(5, title="E", text="e", status="draft"),
        w.wxr_item(6, title="F", text="f", password="sesame"),
    ]
    found = posts(w.wxr(items))
    assert [(post.title, post.kind, post.was_public) for post in found] == [
        ("D", "page", True), ("E", "article", False), ("F", "article", False),
    ]  # fmt: skip
    assert found[1].published_at is not None, "a draft has only its blog's own time"


def test_comments_come_without_any_way_to_find_who_wrote_them() -> None:  # I27
    comments = (
        w.wxr_comment("Berit", "Thank you.")
        + w.wxr_comment("Spam", "Buy", approved="0")
        + w.wxr_comment("Other blog", "[…] see", kind="pingback")
    )
    (post,) = posts(w.wxr([w.wxr_item(1, title="A", text="a", comments=comments)]))
    assert [(item.name, item.text) for item in post.comments] == [("Berit", "Thank you.")]
    assert post.comments[0].written_at == datetime(2014, 5, 3, 8, tzinfo=UTC)
    assert "reader@mail.example" not in repr(post)
    assert "203.0.113" not in repr(post)


def test_a_ghost_post_finds_its_tags_behind_it() -> None:
    first, second = w.ghost_post(1, html="<p>One</p>"), w.ghost_post(2, html=None, status="draft", type="page")
    data = w.ghost([first, second], tags={first["id"]: ["Sleep", "#internal"]})
    one, two = posts(data)
    assert (one.title, one.tags, one.old_path) == ("Ghost piece 1", ("Sleep",), "/ghost-piece-1/")
    assert one.published_at == datetime(2019, 1, 2, 9, 30, tzinfo=UTC)
    assert (two.kind, two.was_public) == ("page", False)
    assert two.text == "<p>Only words.</p><p>Two paragraphs.</p>"


def test_ghosts_picture_above_the_title_keeps_its_words() -> None:
    post = w.ghost_post(1, html="<p>One</p>", feature_image="__GHOST_URL__/content/images/2019/01/a.jpg")
    (found,) = posts(w.ghost([post], alt='A "red" door'))
    assert found.text.startswith('<p><img src="/content/images/2019/01/a.jpg" alt="A &quot;red&quot; door"></p>')


def test_members_only_was_not_public() -> None:
    (found,) = posts(w.ghost([w.ghost_post(1, html="<p>x</p>", visibility="paid")]))
    assert not found.was_public


def test_a_podcast_brings_its_recording_as_an_address_only() -> None:
    one, film = posts(w.rss([w.episode(1), w.episode(2, type="video/mp4", duration="75")]))
    assert one.enclosure
    assert (one.kind, one.enclosure.url) == ("episode", "https://sound.example/1.mp3?a=1&b=2")
    assert (one.enclosure.type, one.enclosure.length, one.enclosure.duration) == ("audio/mpeg", 1234567, 3723)
    assert (film.kind, film.enclosure and film.enclosure.duration) == ("episode", 75)
    assert one.text == "<p>Show <b>notes</b> & more.</p>"


def test_atom_in_all_three_kinds_of_text() -> None:
    entry = (
        '<entry><id>tag:{n}</id><title type="html">T &amp;amp; {n}</title><updated>2020-02-03T04:05:06Z</updated>'
    )
    entry += '<link rel="alternate" href="https://b.example/x/{n}"/><category term="Sleep"/>{content}</entry>'
    kinds = [
        '<content type="html">&lt;p&gt;One&lt;/p&gt;</content>',
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b> c</div></content>',
        '<summary type="text">Only this</summary>',
    ]
    feed = "".join(entry.format(n=n, content=content) for n, content in enumerate(kinds))
    one, two, three = posts(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{feed}</feed>'.encode())
    assert (one.text, one.title, one.tags, one.old_path) == ("<p>One</p>", "T &amp; 0", ("Sleep",), "/x/0")
    assert two.text == "<div>a <b>b</b> c</div>"
    assert three.text == "Only this"
    assert one.published_at == datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)


def test_markdown_from_a_zip_with_the_head_of_hugo_or_jekyll() -> None:
    files = {
        "blog/2015-06-07-small-steps.md": '---\ntitle: "Small steps"\ntags: [Sleep, worry]\n---\n\nWords.\n',
        "blog/two/index.md": "+++\ntitle = 'Two'\ndate = 2016-01-02\ndraft = true\ntags = ['a']\n+++\nB.\n",
        "blog/three.md": "# Heading three\n\nC.\n",
        "blog/four.md": "---\npermalink: /old/four/\ncategories:\n  - one\n  - two\n---\nD.",
        "__MACOSX/blog/._three.md": "\x00\x01",
    }
    found = {post.guid: post for post in posts(w.zipped(files))}
    one = found["file:blog/2015-06-07-small-steps.md"]
    assert (one.title, one.tags, one.text, one.slug) == (
        "Small steps",
        ("Sleep", "worry"),
        "Words.\n",
        "small-steps",
    )
    assert one.published_at == datetime(2015, 6, 7, tzinfo=UTC)
    two = found["file:blog/two/index.md"]
    assert (two.title, two.was_public, two.slug, two.published_at and two.published_at.year) == (
        "Two",
        False,
        "two",
        2016,
    )
    assert (found["file:blog/three.md"].title, found["file:blog/three.md"].text) == ("Heading three", "C.\n")
    assert (found["file:blog/four.md"].old_path, found["file:blog/four.md"].tags) == ("/old/four/", ("one", "two"))
    assert len(found) == 4


def test_a_folder_reads_like_the_zip_of_it(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/one.md").write_text("# One\n\nWords")
    (tmp_path / "outside").symlink_to("/etc/hostname")
    assert [post.title for post in read(tmp_path)] == ["One"]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (w.wxr([]), "wordpress"),
        (w.ghost([]), "ghost"),
        (w.rss([]), "feed"),
        (w.zipped({"export/blog.xml": w.wxr([]), "wp-content/uploads/a.jpg": b"x", "notes.md": "n"}), "wordpress"),
        (w.zipped({"data/ghost.json": w.ghost([]), "content/images/a.jpg": b"x"}), "ghost"),
        (w.zipped({"a.md": "x"}), "markdown"),
    ],
)
def test_an_archive_is_known_by_what_is_in_it(data: bytes, named: str) -> None:
    assert kind(data) == named


def test_every_reading_gives_the_same_order() -> None:
    data = w.wxr(w.plain_items(30))
    with open_archive(io.BytesIO(data)) as archive:
        first = [post.guid for post in archive.posts()]
        assert [post.guid for post in archive.posts()] == first
    assert len(set(first)) == 30


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_other_encodings_that_xml_names_are_read(encoding: str) -> None:
    text = '<?xml version="1.0" encoding="{}"?><rss><channel><item><title>Søvn</title></item></channel></rss>'
    assert [post.title for post in posts(text.format(encoding).encode(encoding))] == ["Søvn"]


def test_control_signs_of_old_blogs_do_not_stop_an_import() -> None:
    assert posts(w.wxr([w.wxr_item(1, title="A\x0bB\x08", text="x")]))[0].title == "AB"


def test_a_picture_is_found_by_the_end_of_its_path() -> None:
    files = {"x.xml": w.wxr([w.wxr_item(1, title="A", text="a")])}
    files |= {f"wp-content/uploads/2015/0{month}/door.jpg": str(month).encode() for month in (1, 2)}
    with open_archive(io.BytesIO(w.zipped(files))) as archive:
        (post,) = archive.posts()
        found = archive.picture("https://ana.example/wp-content/uploads/2015/02/door-300x200.jpg", post)
        assert found == "wp-content/uploads/2015/02/door.jpg"
        assert archive.picture_bytes(found) == b"2"
        assert archive.picture("https://elsewhere.example/door.jpg", post) is None, "two have that name"
        assert archive.picture("../../../etc/passwd", post) is None


@pytest.mark.parametrize(
    "given", ["0000-00-00 00:00:00", "", "soon", None, "99999-01-01", "2014-13-45", 10**30, "1"]
)
def test_a_date_that_is_none_is_none(given: object) -> None:
    assert moment(given) is None


def test_small_readings() -> None:
    assert (seconds("75"), seconds("1:15"), seconds("01:01:15"), seconds("x"), seconds("")) == (
        75,
        75,
        3675,
        None,
        None,
    )
    assert path_of("https://a.example/") == "" == path_of("http://[broken")
    assert path_of("https://a.example/s%C3%B8vn/?p=1#x") == "/søvn/"


def test_what_is_no_export_is_said_plainly() -> None:
    for data in (b"PK nothing", b"hello", b'{"a": 1}', w.zipped({"a.txt": "x"}), b"<html></html>"):
        with pytest.raises(Refused, match="none of the exports"):
            posts(data)

"""Files as programs really wrote them: prefixes nobody declared, pieces cut anywhere, tables half there."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearten_archives import LIMITS, ArchivedPost, Limits, Refused, fingerprint, open_archive, read
from hearten_archives import feed as feeds
from hearten_archives import wordpress as wordpresses
from hearten_archives.json_records import rows
from hearten_archives.xml_records import records
from tests.archives import written as w
from tests.archives.test_hostile import refused
from tests.archives.test_readers import kind, posts


class Dripping:
    """A file that gives what it has in pieces of any size, as a slow disk or a zip does."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        self.file, self.sizes = io.BytesIO(data), sizes

    def read(self, size: int = -1, /) -> bytes:
        return self.file.read(self.sizes.pop() if self.sizes else size)

    def __enter__(self) -> "Dripping":
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing to close."""


def one(item: str, head: str = "") -> ArchivedPost:
    (post,) = posts(f"<rss {head}><channel>{item}</channel></rss>".encode())
    return post


SIZES = st.lists(st.integers(1, 700), max_size=60)
BLOG = w.wxr([w.wxr_item(1, title="Søvn 🌙", text="<p>æ</p>", tags=["ø"]), w.wxr_item(2, title="B", text="b")])
GHOST = w.ghost([w.ghost_post(1, html='<p>"\\ø{[🌙</p>'), w.ghost_post(2, html="<p>b</p>")], tags={"x": ["y"]})


@settings(max_examples=40, deadline=None)
@given(SIZES)
def test_xml_gives_the_same_posts_wherever_its_bytes_are_cut(sizes: list[int]) -> None:
    assert list(wordpresses.posts(Dripping(BLOG, sizes))) == posts(BLOG)


@settings(max_examples=40, deadline=None)
@given(SIZES)
def test_json_gives_the_same_rows_wherever_its_bytes_are_cut(sizes: list[int]) -> None:
    whole = list(rows(io.BytesIO(GHOST), "posts", "tags"))
    assert list(rows(Dripping(GHOST, sizes), "posts", "tags")) == whole
    assert [row["title"] for table, row in whole if table == "posts"] == ["Ghost piece 1", "Ghost piece 2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_feed_byte_by_byte_in_every_width(encoding: str) -> None:
    text = "<rss><channel><item><title>Søvn 🌙</title></item></channel></rss>"
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    data = mark + text.encode(encoding)
    assert [post.title for post in feeds.posts(Dripping(data, [1] * len(data) + [4]))] == ["Søvn 🌙"]


def test_prefixes_that_nobody_declared_mean_what_they_mean_elsewhere() -> None:
    item = (
        "<item><title>A</title><content:encoded>Long</content:encoded><description>Short</description>"
        '<dc:date>2015-06-07</dc:date><itunes:duration>1:15</itunes:duration><media:thumbnail media:url="x"/>'
        '<enclosure url="https://s.example/a.mp3" type="audio/mpeg"/></item>'
    )
    post = one(item)
    assert (post.text, post.excerpt, post.enclosure and post.enclosure.duration) == ("Long", "Short", 75)
    assert post.published_at is not None
    assert post.published_at.year == 2015


def test_a_wordpress_export_that_lost_its_declarations_within_is_read() -> None:
    inner = w.wxr_item(1, title="A", text="Words", excerpt="Short")
    data = w.wxr([inner]).replace(b'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"', b"")
    (post,) = posts(data)
    assert (post.title, post.text, post.excerpt) == ("A", "Words", "Short")


def test_a_vocabulary_is_known_by_its_address_and_not_by_its_prefix() -> None:
    head = 'xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://elsewhere.example/"'
    post = one("<item><c:encoded>Long</c:encoded><itunes:summary>Other</itunes:summary></item>", head)
    assert (post.text, post.excerpt) == ("Long", "")


def test_a_declaration_ends_with_its_element() -> None:
    post = one(
        '<item><a xmlns="http://www.w3.org/2005/Atom"><title>Inner</title></a><title>Outer</title>'
        '<b xmlns:x="http://purl.org/dc/elements/1.1/"/><x:date>2015-06-07</x:date></item>'
    )
    assert (post.title, post.published_at) == ("Outer", None)


def test_atom_under_a_prefix_is_atom() -> None:
    data = (
        b'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>1</a:id><a:title>T</a:title>'
        b'<a:link rel="enclosure" type="audio/mpeg" href="https://s.example/1.mp3" length="12"/>'
        b"<a:content>Words</a:content></a:entry></a:feed>"
    )
    (post,) = posts(data)
    assert (post.title, post.kind, post.enclosure and post.enclosure.length) == ("T", "episode", 12)


def test_rss_of_the_first_hour_is_read() -> None:
    data = (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        b'<item rdf:about="x"><title>A</title><link>https://b.example/a</link></item></rdf:RDF>'
    )
    (post,) = posts(data)
    assert (post.title, post.guid, post.old_path) == ("A", "https://b.example/a", "/a")


@pytest.mark.parametrize(
    ("item", "guid"),
    [
        ("<item><guid>g</guid><link>https://b.example/l</link><title>T</title></item>", "g"),
        ("<item><guid> </guid><link>https://b.example/l</link></item>", "https://b.example/l"),
        ('<item><enclosure url="https://s.example/1.mp3"/><title>T</title></item>', "https://s.example/1.mp3"),
        ("<item><title>T</title></item>", "feed:T"),
    ],
)
def test_a_piece_is_named_by_the_best_name_it_has(item: str, guid: str) -> None:
    assert one(item).guid == guid


@pytest.mark.parametrize(
    ("enclosure", "kind", "length"),
    [
        ('url="https://s.example/a.mp3" type="audio/mpeg" length="12"', "episode", 12),
        ('url="https://s.example/a.mp3" length=" 12 "', "episode", 12),
        ('url="https://s.example/a.mp3" type="audio/mpeg" length="12.5"', "episode", None),
        ('url="https://s.example/a.mp3" type="audio/mpeg" length="-1"', "episode", None),
        ('url="https://s.example/a.mp3" type="audio/mpeg" length="9999999999999999"', "episode", None),
        ('url="https://s.example/a.mp4" type="video/mp4"', "episode", None),
        ('url="https://s.example/a.jpg" type="image/jpeg"', "article", None),
        ('url="" type="audio/mpeg"', "article", None),
        ('type="audio/mpeg"', "article", None),
    ],
)
def test_what_is_a_recording_and_how_many_bytes_it_has(enclosure: str, kind: str, length: int | None) -> None:
    post = one(f"<item><title>T</title><enclosure {enclosure}/></item>")
    assert (post.kind, post.enclosure.length if post.enclosure else None) == (kind, length)


def test_the_first_recording_counts_and_endless_addresses_are_cut() -> None:
    long = "https://s.example/" + "a" * 5000
    item = '<item><enclosure url="x.jpg" type="image/png"/><enclosure url="{}"/><enclosure url="z"/></item>'
    found = one(item.format(long)).enclosure
    assert found is not None
    assert (len(found.url), found.url[:18]) == (2000, "https://s.example/")


def test_a_comment_without_a_name_or_a_kind_is_still_a_comment() -> None:
    comments = w.wxr_comment("", "Thank you.", kind="") + w.wxr_comment("N" * 200, "Long name")
    comments += w.wxr_comment("Spam", "x", approved="spam") + w.wxr_comment("Blog", "x", kind="trackback")
    (post,) = posts(w.wxr([w.wxr_item(1, title="A", text="a", comments=comments)]))
    assert [(len(said.name), said.text) for said in post.comments] == [(0, "Thank you."), (80, "Long name")]


def test_a_ghost_export_from_before_its_first_version_is_markdown() -> None:
    row = {"id": 1, "title": "A", "slug": "a", "markdown": "*Words*", "page": 1, "status": "published"}
    (post,) = posts(json.dumps({"data": {"posts": [row]}, "meta": {}}).encode())
    assert (post.text, post.markup, post.kind, post.guid, post.was_public) == (
        "*Words*", "markdown", "page", "ghost:1", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"id": None, "title": None, "html": None},
        {"id": ["x"], "title": {"a": 1}, "html": 5, "slug": True},
        {"id": 1.5, "published_at": {"x": 1}, "created_at": True, "tags": "x"},
    ],
)
def test_a_row_half_there_is_a_post_half_there(row: dict[str, object]) -> None:
    (post,) = posts(json.dumps({"posts": [row]}).encode())
    assert (post.kind, post.published_at, post.tags) == ("article", None, ())
    assert isinstance(post.title + post.text + post.guid, str)


def test_a_tag_that_no_table_names_is_left_out() -> None:
    data = {"posts": [{"id": "1", "html": "x"}], "posts_tags": [{"post_id": "1", "tag_id": "9"}], "tags": []}
    assert posts(json.dumps(data).encode())[0].tags == ()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\xef\xbb\xbf  \r\n" + w.rss([]), "feed"),
        (w.rss([]).replace(b"<?xml", b"\n<?xml"), "feed"),
        ("\ufeff".encode("utf-16-le") + "<rss></rss>".encode("utf-16-le"), "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', "feed"),
        (b'{"meta": {}, "data": {"posts": []}}', "ghost"),
        (w.zipped({"a.RSS": w.rss([]), "b.md": "x"}), "feed"),
        (w.zipped({"feed.xml": w.rss([]), "blog.xml": w.wxr([])}), "wordpress"),
        (w.zipped({"package.json": '{"name": "x"}', "a.MD": "x"}), "markdown"),
        (w.zipped({"sitemap.xml": "<urlset/>", "a.markdown": "x"}), "markdown"),
    ],
)
def test_what_an_archive_is_stands_in_it_and_not_in_its_name(data: bytes, named: str) -> None:
    assert kind(data) == named


@pytest.mark.parametrize("data", [b"{}", b"[]", b"<rssx/>", b"<urlset/>", b"\0" * 50, b"{" + b" " * 90])
def test_what_only_looks_like_an_export_is_none(data: bytes) -> None:
    assert "none of the exports" in refused(data)


def test_an_export_in_parts_within_one_zip_is_read_as_a_whole() -> None:
    parts = {f"part-{n}.xml": w.wxr([w.wxr_item(n, title=f"T{n}", text="x")]) for n in (1, 2, 3)}
    assert [post.title for post in posts(w.zipped(parts))] == ["T1", "T2", "T3"]


PARTS = st.lists(st.sampled_from(["a", "..", ".", "b c", "ø", "C:", "", "d\\e", ".hidden"]), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(PARTS)
def test_no_name_in_a_zip_leads_out_of_it(parts: list[str]) -> None:
    name = "/".join(parts) + ".md"
    try:
        with open_archive(io.BytesIO(w.zipped({"good.md": "x", name: "y"}))) as archive:
            names = archive.container.names()
    except Refused as answer:
        assert "lead out of it" in answer.sentence  # noqa: PT017  # either answer is right, depending on the name
    else:
        assert not any(".." in each.split("/") or each.startswith("/") or "\\" in each for each in names)


@pytest.mark.parametrize("name", [".git/a.md", "node_modules/x/readme.md", "__MACOSX/._a.md", "b/.draft.md"])
def test_what_programs_leave_lying_about_is_no_writing(name: str, tmp_path: Path) -> None:
    assert [post.guid for post in posts(w.zipped({"a.md": "x", name: "y"}))] == ["file:a.md"]
    for each in ("a.md", name):
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / each).write_text("x")
    assert [post.guid for post in read(tmp_path)] == ["file:a.md"]


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}.md").write_text("x")
    with pytest.raises(Refused, match="more than 10 files"):
        list(read(tmp_path, limits=Limits(members=10)))


def test_a_picture_over_its_ceiling_is_named_and_one_just_under_it_comes() -> None:
    files: dict[str, bytes | str] = {"a.md": "x", "large.jpg": b"x" * 101, "just.jpg": b"x" * 100}
    with open_archive(io.BytesIO(w.zipped(files)), limits=Limits(picture=100)) as archive:
        assert len(archive.picture_bytes("just.jpg")) == 100
        with pytest.raises(Refused, match="large.jpg” is larger than"):
            archive.picture_bytes("large.jpg")


def test_a_post_of_markdown_has_the_ceiling_of_a_post() -> None:
    assert "long.md” is larger than" in refused(w.zipped({"long.md": "x" * 101}), Limits(record=100))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(unpacked=50), "larger than 0 MB. Leave films and sound out of it."),
        (Limits(document=50), "Export it in parts"),
        (Limits(depth=2), "nested far deeper"),
        (Limits(record=60), "Post number 1 "),
    ],
)
def test_each_ceiling_has_its_own_sentence(limits: Limits, said: str) -> None:
    assert said in refused(w.rss([w.episode(1)]), limits)


def test_the_post_that_is_too_long_is_named_by_its_number() -> None:
    items = [w.wxr_item(n, title="A", text="x" * (3000 if n == 3 else 10)) for n in (1, 2, 3)]
    assert "Post number 3 " in refused(w.wxr(items), Limits(record=3500))


def test_depth_is_counted_where_no_post_stands_too() -> None:
    assert "nested" in refused(b"<rss>" + b"<x>" * 20 + b"</x>" * 20 + b"</rss>", Limits(depth=15))
    with pytest.raises(Refused, match="nested"):
        list(rows(io.BytesIO(b'{"posts": [{"a": {"b": {"c": 1}}}]}'), "posts", limits=Limits(depth=4)))


def test_a_damaged_line_is_named() -> None:
    assert "near line 3" in refused(b"<rss>\n<channel>\n<item></channel></rss>")
    assert "Line 2 of this file" in refused(b"<rss>\n<item>\xff</item></rss>")


def test_a_record_inside_a_record_is_part_of_it() -> None:
    found = list(
        records(io.BytesIO(b"<rss><item><title>A</title><item><title>B</title></item></item></rss>"), "item")
    )
    assert [node.get("title") for node in found] == ["A"]


def test_xhtml_keeps_its_words_and_loses_what_is_no_html() -> None:
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml" xml:lang="da" title="a &quot; b">1 &lt; 2 <br/></div>'
        "</content></entry></feed>"
    )
    assert posts(data.encode())[0].text == '<div title="a &quot; b">1 &lt; 2 <br></br></div>'


def test_a_fingerprint_is_of_the_bytes_from_the_first_on() -> None:
    file = io.BytesIO(BLOG)
    file.seek(100)
    assert fingerprint(file) == fingerprint(io.BytesIO(BLOG)) != fingerprint(io.BytesIO(BLOG + b"\n"))
    assert len(fingerprint(file)) == 64


def test_a_zip_stored_without_packing_is_read_like_any_other() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("søvn 🌙.md", "Words")
    (post,) = posts(made.getvalue())
    assert (post.guid, post.title) == ("file:søvn 🌙.md", "Søvn 🌙")


def test_the_ceilings_are_the_ones_that_are_told() -> None:
    assert (LIMITS.document + 1, LIMITS.picture) == (200 * 1024 * 1024, 10 * 1024 * 1024)

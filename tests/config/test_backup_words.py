"""The small parts of a backup: keys as text, names of files, the list of contents, hostile beginnings."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearten.config.backup import keys
from hearten.config.backup.archive import Entry, Manifest, Watched, described
from hearten.config.backup.contents import FOLDERS, belonging, files, owner_of, size
from hearten.config.backup.sealed import LONGEST_HEADER, MAGIC, SALT, Damaged, nonce, read_header

KEYS = st.binary(min_size=32, max_size=32)


def beginning(words: bytes, *, length: int | None = None, salt: bytes = bytes(SALT)) -> io.BytesIO:
    count = len(words) if length is None else length
    return io.BytesIO(MAGIC + count.to_bytes(4, "big") + words + salt)


class TestKeysAsText:
    @given(KEYS)
    def test_a_written_key_is_read_as_itself_also_with_spaces_around(self, raw: bytes) -> None:
        text = keys.written(keys.PUBLIC, raw)
        assert keys.unwritten(keys.PUBLIC, f"  {text}\n") == raw
        assert len(text) == len(keys.PUBLIC) + 48

    @given(KEYS, st.integers(0, 47), st.sampled_from("AbZ09-_"))
    def test_one_wrong_letter_is_always_noticed(self, raw: bytes, place: int, letter: str) -> None:
        text = keys.written(keys.PUBLIC, raw)
        at = len(keys.PUBLIC) + place
        wrong = text[:at] + letter + text[at + 1 :]
        if wrong != text:
            with pytest.raises(keys.WrongKey, match="not a whole key"):
                keys.unwritten(keys.PUBLIC, wrong)

    @given(st.text(max_size=80))
    def test_no_other_words_are_a_key(self, words: str) -> None:
        with pytest.raises(keys.WrongKey):
            keys.unwritten(keys.PRIVATE, keys.PRIVATE + words)

    def test_a_private_key_is_never_taken_for_the_public_one(self) -> None:  # I29
        public, private = keys.new_pair()
        for prefix, text in ((keys.PUBLIC, private), (keys.PRIVATE, public)):
            with pytest.raises(keys.WrongKey):
                keys.unwritten(prefix, text)

    def test_a_refusal_never_repeats_the_key(self) -> None:  # I29
        private = keys.new_pair()[1]
        with pytest.raises(keys.WrongKey) as answer:
            keys.unwritten(keys.PRIVATE, private[:-1])
        assert private[20:40] not in str(answer.value)

    def test_no_two_pairs_are_alike(self) -> None:
        assert len({key for _pair in range(20) for key in keys.new_pair()}) == 40


class TestBeginnings:
    def test_a_good_one_gives_its_header_and_what_is_bound(self) -> None:
        header, bound, salt = read_header(beginning(b'{"for": []}', salt=b"s" * SALT))
        assert (header, salt) == ({"for": []}, b"s" * SALT)
        assert bound.endswith(b'{"for": []}' + salt)

    @pytest.mark.parametrize(
        "source",
        [
            io.BytesIO(b""),
            io.BytesIO(MAGIC),
            io.BytesIO(MAGIC + b"\0\0\0"),
            io.BytesIO(b"hearten backup 2\n" + bytes(40)),
            beginning(b""),
            beginning(b"[]"),
            beginning(b'"for"'),
            beginning(b"{"),
            beginning(b"\xff\xfe"),
            beginning(b"{}", salt=bytes(SALT - 1)),
            beginning(b"{}", length=LONGEST_HEADER + 1),
            beginning(b"{}", length=2**32 - 1),
            beginning(b"[" * LONGEST_HEADER),
        ],
    )
    def test_every_other_one_is_told_as_damaged(self, source: io.BytesIO) -> None:
        with pytest.raises(Damaged):
            read_header(source)

    @given(st.integers(0, 2**64), st.booleans(), st.integers(0, 2**64), st.booleans())
    def test_no_two_pieces_of_a_file_have_one_place(self, one: int, last: bool, other: int, ends: bool) -> None:
        assert (nonce(one, last=last) == nonce(other, last=ends)) == ((one, last) == (other, ends))


class TestTheListOfContents:
    manifest = Manifest(
        made_at="2026-01-05T09:00:00+00:00",
        hearten="1",
        database="database.sqlite3",
        key=True,
        migrations=["blog.0001"],
        counts={"blog_post": 3},
        files=[Entry("media/å.webp", 7, "ab")],
    )

    def test_it_is_read_as_it_was_written(self) -> None:
        assert Manifest.read(self.manifest.text()) == self.manifest

    @pytest.mark.parametrize("name", ["../database.sqlite3", "/etc/passwd", "", "media/x", "DATABASE.SQLITE3"])
    def test_the_database_has_one_of_two_names(self, name: str) -> None:
        raw = json.loads(self.manifest.text()) | {"database": name}
        with pytest.raises(Damaged):
            Manifest.read(json.dumps(raw).encode())

    @pytest.mark.parametrize(
        "change", [{"files": 1}, {"files": [{}]}, {"files": [1]}, {"files": None}, {"more": 1}]
    )
    def test_what_it_does_not_know_is_told_as_another_version(self, change: dict[str, object]) -> None:
        raw = json.loads(self.manifest.text()) | change
        with pytest.raises(Damaged, match="another version"):
            Manifest.read(json.dumps(raw).encode())

    @pytest.mark.parametrize("text", [b"", b"[]", b"null", b"{}", b"\xff", b"1", b"[" * 60_000])
    def test_what_is_no_list_is_told_too(self, text: bytes) -> None:
        with pytest.raises(Damaged):
            Manifest.read(text)

    def test_an_entry_names_nobody_and_no_moment(self) -> None:  # I29
        entry = described("media/a", 7)
        assert (entry.uid, entry.gid, entry.uname, entry.gname, entry.mtime) == (0, 0, "", "", 0)
        assert entry.mode == 0o600

    @given(st.binary(max_size=200), st.integers(1, 50))
    def test_a_checksum_is_of_what_was_read_in_whatever_pieces(self, content: bytes, step: int) -> None:
        slow, fast = Watched(io.BytesIO(content)), Watched(io.BytesIO(content))
        assert b"".join(iter(lambda: slow.read(step), b"")) == fast.read(1000) == content
        assert slow.digest() == fast.digest()


class TestWhichFiles:
    @pytest.mark.parametrize(
        ("name", "owner"),
        [
            ("media/images/abc.webp", "abc"),
            ("media/images/abc-small.webp", "abc"),
            ("media/recordings/abc/episode.mp3", "abc"),
            ("media/recordings/abc/poster.webp", "abc"),
            ("quarantine/recordings/abc", "abc"),
            ("quarantine/abc", "abc"),
            ("media/other/abc.webp", None),
            ("media/abc.webp", None),
        ],
    )
    def test_a_file_is_known_by_the_row_it_is_named_after(self, name: str, owner: str | None) -> None:
        assert owner_of(Path(name)) == owner

    @pytest.fixture
    def room(self, tmp_path: Path) -> Path:
        names = ["media/images/ana.webp", "media/images/ben.webp", "quarantine/ben", "media/words.txt", "other/ana"]
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(b"four")
        return tmp_path

    def test_what_has_no_row_stays_out_and_what_needs_none_stays_in(self, room: Path) -> None:
        kept = [str(path.relative_to(room)) for path in belonging(room, frozenset({"ana"}))]
        assert kept == ["media/words.txt", "media/images/ana.webp"]

    def test_only_the_two_folders_count(self, room: Path) -> None:
        assert size(room) == 16
        assert not [path for path in files(room, FOLDERS) if "other" in path.parts]

    def test_the_order_is_the_same_each_time(self, room: Path) -> None:
        assert list(files(room, FOLDERS)) == list(files(room, FOLDERS))
        assert list(files(room, ("nowhere",))) == []

"""`bin/hearten backup`, `verify-backup` and `restore`: what was there comes back, whole, or nothing does."""

import io
import os
import re
import shutil
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pysqlite3 import dbapi2

from hearten.accounts.models import Account
from hearten.config.backup import archive, contents, examining, keys, restoring, snapshot, taking
from hearten.config.backup.archive import Entry, Manifest
from hearten.config.backup.sealed import Damaged, Sealing
from hearten.config.backup.work import FOLDER, Busy, sweep, workroom
from hearten.media.models import Image, State
from tests.cast import account

pytestmark = pytest.mark.django_db(transaction=True)
#: Long enough that it does not stand in an encrypted file by chance, as three letters now and then do.
LOGIN = "ben-of-the-backup"
on_sqlite = pytest.mark.skipif("HEARTEN_TEST_DATABASE_URL" in os.environ, reason="about SQLite's file")


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Path:
    """A data folder with a key, Ben, his two pictures, and one that waits."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    settings.DATA_DIR = folder
    (folder / "secret-key").write_text("k" * 60, encoding="ascii")
    ben = account(LOGIN)
    for number in (1, 2):
        put(folder, f"media/images/{picture(ben, State.READY)}.webp", b"picture %d" % number)
    put(folder, f"quarantine/{picture(ben, State.WAITING)}", b"as it arrived")
    return folder


@pytest.fixture
def pair() -> tuple[str, str]:
    return keys.new_pair()


@pytest.fixture
def key_file(tmp_path: Path, pair: tuple[str, str]) -> Path:
    file = tmp_path / "private"
    file.write_text(pair[1], encoding="ascii")
    file.chmod(0o600)
    return file


def picture(owner: Account, state: str) -> str:
    return str(Image.objects.create(owner=owner, alt="A lake", state=state).pk)


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def make(file: Path, pair: tuple[str, str]) -> Path:
    call_command("backup", str(file), "--recipient", pair[0], stdout=io.StringIO())
    return file


def rows(file: Path, sql: str) -> list[Any]:
    with snapshot.closed(dbapi2.connect(file)) as database:
        return list(database.execute(sql))


def seal_by_hand(file: Path, pair: tuple[str, str], inside: dict[str, bytes], **manifest: Any) -> Path:
    """A backup that somebody else made, with the public key alone."""
    key = bytes(32)
    with file.open("wb") as out:
        sealing = Sealing(out, keys.lock_for([pair[0]], key), key)
        packing = archive.Packing(sealing)
        for name, content in inside.items():
            packing.add_text(content, name)
        said = {"made_at": "2026-01-01", "hearten": "0", "database": snapshot.SQLITE, "key": False}
        said |= {"migrations": [], "counts": {}, "files": packing.entries}
        packing.close(Manifest(**{**said, **manifest}))
        sealing.finish()
    return file


@on_sqlite
def test_everything_comes_back_as_it_was(data: Path, tmp_path: Path, pair: Any, key_file: Path) -> None:
    before = tree(data)
    make(tmp_path / "b", pair)
    call_command("restore", str(tmp_path / "b"), "--into", str(tmp_path / "new"), "--key", str(key_file))
    after = tree(tmp_path / "new")
    database = after.pop("hearten.sqlite3")
    assert database.startswith(b"SQLite format 3")
    assert after == before
    assert rows(tmp_path / "new/hearten.sqlite3", "SELECT login FROM accounts_account") == [(LOGIN,)]
    files = [path for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o077 for path in [tmp_path / "new", *files]} == {0}


def test_a_backup_says_that_it_is_whole(data: Path, tmp_path: Path, pair: Any, key_file: Path) -> None:
    out = io.StringIO()
    call_command("verify-backup", str(make(tmp_path / "b", pair)), "--key", str(key_file), stdout=out)
    assert re.match(r"Whole: made at 20.*, 5 files, \d+ rows, database sound\.\n$", out.getvalue())


def test_a_backup_shows_nothing_and_is_its_owners_alone(data: Path, tmp_path: Path, pair: Any) -> None:  # I29
    file = make(tmp_path / "b", pair)
    assert file.stat().st_mode & 0o777 == 0o600
    content = file.read_bytes()
    assert not [
        word for word in (b"SQLite format", LOGIN.encode(), b"picture 1", b"k" * 60, b"images/") if word in content
    ]


def test_nothing_is_left_beside_it(data: Path, tmp_path: Path, pair: Any) -> None:
    make(tmp_path / "out.d", pair)
    assert not (data / FOLDER).exists()
    assert list(tmp_path.glob(".*")) == []


def test_a_folder_gets_a_file_with_the_time_in_its_name(data: Path, tmp_path: Path, pair: Any) -> None:
    make(tmp_path, pair)
    assert len(list(tmp_path.glob("hearten-20*.backup"))) == 1


def test_a_backup_takes_the_place_of_nothing(data: Path, tmp_path: Path, pair: Any) -> None:
    (tmp_path / "b").write_text("mine", encoding="ascii")
    with pytest.raises(CommandError, match="is there already"):
        make(tmp_path / "b", pair)
    assert (tmp_path / "b").read_text(encoding="ascii") == "mine"


def test_a_backup_that_nobody_could_open_is_not_made(data: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="backup-key on another machine"):
        call_command("backup", str(tmp_path / "b"))
    assert not (tmp_path / "b").exists()


def test_the_settings_say_for_whom(data: Path, tmp_path: Path, settings: Any, pair: Any, key_file: Path) -> None:
    settings.BACKUP_FOR = [pair[0], keys.new_pair()[0]]
    call_command("backup", str(tmp_path / "b"), stdout=io.StringIO())
    call_command("verify-backup", str(tmp_path / "b"), "--key", str(key_file), stdout=io.StringIO())


def test_a_passphrase_in_a_file_works_too(data: Path, tmp_path: Path, settings: Any, key_file: Path) -> None:
    key_file.write_text("anchor barrel candle donkey ember", encoding="ascii")
    settings.BACKUP_PASSPHRASE_FILE = str(key_file)
    call_command("backup", str(tmp_path / "b"), stdout=io.StringIO())
    call_command("verify-backup", str(tmp_path / "b"), "--key", str(key_file), stdout=io.StringIO())


def test_a_passphrase_that_others_can_read_is_refused(data: Path, tmp_path: Path, settings: Any) -> None:
    file = put(tmp_path, "phrase", b"anchor barrel candle donkey ember")
    file.chmod(0o644)
    settings.BACKUP_PASSPHRASE_FILE = str(file)
    with pytest.raises(CommandError, match="chmod 600"):
        call_command("backup", str(tmp_path / "b"))


def test_another_key_opens_nothing_and_says_so(data: Path, tmp_path: Path, pair: Any, key_file: Path) -> None:
    make(tmp_path / "b", pair)
    key_file.write_text(keys.new_pair()[1], encoding="ascii")
    with pytest.raises(CommandError, match="made for another key"):
        call_command("verify-backup", str(tmp_path / "b"), "--key", str(key_file))
    with pytest.raises(CommandError, match=r"Nothing was restored\. .*made for another key"):
        call_command("restore", str(tmp_path / "b"), "--into", str(tmp_path / "new"), "--key", str(key_file))
    assert not (tmp_path / "new").exists()


@on_sqlite
@pytest.mark.parametrize("where", [0.001, 0.3, 0.6, 0.999])
def test_a_damaged_backup_restores_nothing(
    data: Path, tmp_path: Path, pair: Any, key_file: Path, where: float
) -> None:
    file = make(tmp_path / "b", pair)
    content = bytearray(file.read_bytes())
    content[int(len(content) * where)] ^= 4
    (tmp_path / "bad").write_bytes(content)
    (tmp_path / "cut").write_bytes(file.read_bytes()[: int(len(content) * where)])
    for wrong in ("bad", "cut"):
        with pytest.raises(CommandError):
            call_command("verify-backup", str(tmp_path / wrong), "--key", str(key_file))
        with pytest.raises(CommandError, match="Nothing was restored"):
            call_command("restore", str(tmp_path / wrong), "--into", str(tmp_path / "new"), "--key", str(key_file))
    assert [path.name for path in tmp_path.iterdir() if "new" in path.name] == []


def test_a_restore_takes_the_place_of_nothing(data: Path, tmp_path: Path, pair: Any, key_file: Path) -> None:
    make(tmp_path / "b", pair)
    before = tree(data)
    with pytest.raises(CommandError, match="is not empty"):
        call_command("restore", str(tmp_path / "b"), "--into", str(data), "--key", str(key_file))
    assert tree(data) == before


def test_too_little_room_is_said_before_anything_is_written(
    data: Path, tmp_path: Path, pair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "SPARE", 10**15)
    with pytest.raises(CommandError, match="not enough room in"):
        make(tmp_path / "b", pair)
    assert not list(tmp_path.glob("*b*"))


def test_a_disk_that_fills_up_leaves_no_half_backup(
    data: Path, tmp_path: Path, pair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Sealing, "finish", full)
    with pytest.raises(CommandError, match="No backup was made: No space left on device"):
        make(tmp_path / "b", pair)
    assert not list(tmp_path.glob("*b*"))
    assert not (data / FOLDER).exists()


def test_a_picture_that_came_after_the_moment_is_left_out(
    data: Path, tmp_path: Path, pair: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = snapshot.take

    def and_then(room: Path) -> snapshot.Snapshot:
        moment = take(room)
        put(data, "media/images/" + "z" * 22 + ".webp", b"later")
        return moment

    monkeypatch.setattr(snapshot, "take", and_then)
    make(tmp_path / "b", pair)
    found = examining.check(tmp_path / "b", key_file.read_text(encoding="ascii"), fresh(tmp_path))
    assert not [entry.name for entry in found.manifest.files if "z" * 22 in entry.name]


@on_sqlite
def test_a_picture_that_is_taken_away_meanwhile_is_still_whole(
    data: Path, tmp_path: Path, pair: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row is in the copy, so its file is too."""
    take = snapshot.take

    def and_then(room: Path) -> snapshot.Snapshot:
        moment = take(room)
        shutil.rmtree(data / "media")
        shutil.rmtree(data / "quarantine")
        return moment

    monkeypatch.setattr(snapshot, "take", and_then)
    make(tmp_path / "b", pair)
    found = examining.check(tmp_path / "b", key_file.read_text(encoding="ascii"), fresh(tmp_path))
    assert len(found.manifest.files) == 5
    assert found.missing == []


@on_sqlite
def test_a_picture_without_a_file_is_told(data: Path, tmp_path: Path, pair: Any, key_file: Path) -> None:
    shutil.rmtree(data / "media")
    out = io.StringIO()
    call_command("verify-backup", str(make(tmp_path / "b", pair)), "--key", str(key_file), stdout=out)
    assert "2 pictures had no file" in out.getvalue()


def test_a_file_that_grows_meanwhile_is_taken_as_it_was(data: Path, tmp_path: Path) -> None:
    file = put(data, "quarantine/recordings/" + "r" * 22, b"first part")
    out = io.BytesIO()
    packing = archive.Packing(Sealing(out, {}, bytes(32)))

    class Growing:
        """Somebody adds to it as soon as its size was read."""

        def open(self, mode: str) -> Any:
            return file.open(mode)

        def stat(self) -> Any:
            found = file.stat()
            with file.open("ab") as more:
                more.write(b", second part")
            return found

    packing.add(Growing(), "a")  # type: ignore[arg-type]
    assert packing.entries[0].bytes == 10


def test_the_workshop_is_left_out_because_it_is_made_again(data: Path, tmp_path: Path) -> None:
    put(data, "quarantine/workshop/x/half.mp4", b"half")
    contents.link(data, fresh(tmp_path))
    assert not (tmp_path / "room/quarantine/workshop").exists()


def test_a_link_to_elsewhere_is_not_followed(data: Path, tmp_path: Path) -> None:
    (data / "media/images/passwd").symlink_to("/etc/passwd")
    contents.link(data, fresh(tmp_path))
    assert list((tmp_path / "room").rglob("passwd")) == []


def test_files_on_another_disk_are_copied(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def across(source: Path, to: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", across)
    contents.link(data, fresh(tmp_path))
    assert len([path for path in (tmp_path / "room").rglob("*") if path.is_file()]) == 3


def test_two_backups_at_once_are_not_made(data: Path, tmp_path: Path, pair: Any) -> None:
    with workroom(data), pytest.raises(CommandError, match="Another backup is at work"):
        make(tmp_path / "b", pair)


def test_what_a_killed_backup_left_is_swept_but_not_a_running_one(data: Path) -> None:
    put(data, f"{FOLDER}/database.sqlite3", b"everything")
    sweep(data)
    assert not (data / FOLDER).exists()
    with workroom(data) as room:
        sweep(data)
        assert room.exists()
        with pytest.raises(Busy), workroom(data):
            pass


@on_sqlite
@pytest.mark.parametrize("name", ["../escaped", "/tmp/escaped", "media/../../escaped"])
def test_a_forged_backup_writes_only_where_it_may(data: Path, tmp_path: Path, pair: Any, name: str) -> None:
    file = seal_by_hand(tmp_path / "b", pair, {name: b"x"})
    with pytest.raises(Damaged, match="other than plain files"):
        restoring.restore(file, pair[1], tmp_path / "deep/new")
    assert not list(tmp_path.rglob("escaped"))


@on_sqlite
def test_a_forged_backup_can_not_choose_where_the_database_is(tmp_path: Path, pair: Any) -> None:
    file = seal_by_hand(tmp_path / "b", pair, {}, database="../../elsewhere")
    with pytest.raises(Damaged, match="list of contents"):
        restoring.restore(file, pair[1], tmp_path / "new")


@on_sqlite
def test_a_link_inside_a_backup_is_refused(tmp_path: Path, pair: Any) -> None:
    info = tarfile.TarInfo("media")
    info.type, info.linkname = tarfile.SYMTYPE, "/etc"
    with pytest.raises(Damaged, match="other than plain files"):
        archive.opened(tarfile.TarFile(fileobj=io.BytesIO(), mode="w"), info)


@on_sqlite
def test_a_list_that_is_not_of_these_files_is_noticed(tmp_path: Path, pair: Any) -> None:
    wrong = [Entry("secret-key", 1, "0" * 64)]
    file = seal_by_hand(tmp_path / "b", pair, {"secret-key": b"x"}, files=wrong)
    with pytest.raises(Damaged, match="not those of its own list"):
        restoring.restore(file, pair[1], tmp_path / "new")


@on_sqlite
def test_a_broken_database_inside_is_noticed(data: Path, tmp_path: Path, pair: Any) -> None:
    for content in (b"", b"SQLite format 3\0" + bytes(5000), os.urandom(9000)):
        file = seal_by_hand(tmp_path / "b", pair, {snapshot.SQLITE: content}, counts={"accounts_account": 1})
        with pytest.raises(Damaged):
            examining.check(file, pair[1], fresh(tmp_path))


@on_sqlite
def test_a_backup_of_a_newer_version_waits_for_it(data: Path, tmp_path: Path, pair: Any) -> None:
    file = seal_by_hand(tmp_path / "b", pair, {}, migrations=["blog.0999_later"], hearten="9.0")
    with pytest.raises(restoring.TooNew, match=r"newer Hearten \(9.0\)"):
        restoring.restore(file, pair[1], tmp_path / "new")


@on_sqlite
def test_a_backup_of_postgres_needs_a_database_to_go_to(data: Path, tmp_path: Path, pair: Any) -> None:
    with pytest.raises(restoring.NotEmpty, match="Set DATABASE_URL to a new"):
        restoring.fill_postgres(tmp_path / "x")


def test_missing_programs_of_postgres_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(snapshot.NoClient, match="pg_dump is missing. Install PostgreSQL's client"):
        snapshot.client("pg_dump")


@on_sqlite
def test_the_list_of_erased_accounts_is_joined_with_a_newer_one(
    data: Path, tmp_path: Path, pair: Any, key_file: Path
) -> None:  # I31
    put(data, "erased-accounts", b"aaa\n")
    make(tmp_path / "b", pair)
    newer = put(tmp_path, "newer", b"aaa\nbbb\n")
    restoring.restore(tmp_path / "b", pair[1], tmp_path / "new", erased=newer)
    assert (tmp_path / "new/erased-accounts").read_text(encoding="ascii") == "aaa\nbbb\n"


def test_every_table_is_counted(data: Path, tmp_path: Path) -> None:
    counts = snapshot.take(fresh(tmp_path)).counts
    assert set(counts) <= set(connection.introspection.table_names())
    assert (counts["accounts_account"], counts["media_image"]) == (1, 3)


def fresh(tmp_path: Path) -> Path:
    """An empty private folder."""
    shutil.rmtree(tmp_path / "room", ignore_errors=True)
    (tmp_path / "room").mkdir(mode=0o700)
    return tmp_path / "room"

"""Backups of real hosts: while people write, on both databases, cut off in the middle, on a disk that is full."""

import json
import os
import re
import resource
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.processes import MANAGE, Served, kill, until

pytestmark = pytest.mark.process
PICTURES = """
import sys
from hearten.accounts.models import Account
from hearten.media.models import Image
owner, _new = Account.objects.get_or_create(login="ben")
for number in range(int(sys.argv[-1]) if sys.argv[-1].isdigit() else 40):
    image = Image(owner=owner, alt="A lake", state="ready")
    place = __import__("pathlib").Path(__import__("os").environ["HEARTEN_DATA"]) / "media/images"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{image.pk}.webp").write_bytes(image.pk.encode() * 3000)
    image.save()
"""
WHOLE = """
from pathlib import Path
from hearten.media.models import Image
import json, os
place = Path(os.environ["HEARTEN_DATA"]) / "media/images"
ids = set(Image.objects.values_list("pk", flat=True))
files = {path.stem for path in place.iterdir()}
sound = all((place / f"{one}.webp").read_bytes() == one.encode() * 3000 for one in ids)
print(json.dumps({"rows": len(ids), "same": ids == files, "sound": sound}))
"""


@pytest.fixture
def keys(host: Served, tmp_path: Path) -> tuple[str, Path]:
    """The public key, and a file with the private one."""
    said = host.hearten("backup-key").stdout
    private = tmp_path / "private"
    private.write_text(re.findall(r"hearten-private-\S+", said)[0], encoding="ascii")
    private.chmod(0o600)
    return re.findall(r"hearten-public-\S+", said)[0], private


def run(host: Served, code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, MANAGE, "shell", "-v0", "--no-imports", "-c", code],
        env={**host.environment, **environment}, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_a_backup_made_while_people_upload_is_of_one_moment(
    host: Served, keys: tuple[str, Path], tmp_path: Path
) -> None:
    """Three writers; whatever rows are in the copy, exactly their files are too."""
    writers = [threading.Thread(target=run, args=(host, PICTURES)) for _ in range(3)]
    for writer in writers:
        writer.start()
    until(
        lambda: len(list((host.data / "media/images").glob("*"))) > 5 if (host.data / "media").exists() else False
    )
    made = host.hearten("backup", str(tmp_path / "b"), "--recipient", keys[0])
    assert made.returncode == 0, made.stderr
    for writer in writers:
        writer.join()
    new = tmp_path / "new"
    done = host.hearten("restore", str(tmp_path / "b"), "--into", str(new), "--key", str(keys[1]))
    assert done.returncode == 0, done.stderr
    found = json.loads(run(host, WHOLE, HEARTEN_DATA=str(new)))
    assert found["same"]
    assert found["sound"]
    assert 5 < found["rows"] <= 120


def test_a_restored_host_serves_the_same_pages(host: Served, keys: tuple[str, Path], tmp_path: Path) -> None:
    """Its keys came with it, so that who was signed in still is, and what was sealed opens."""
    run(host, PICTURES)
    host.hearten("backup", str(tmp_path / "b"), "--recipient", keys[0])
    other = Served(tmp_path / "other")
    with other:
        done = other.hearten("restore", str(tmp_path / "b"), "--into", str(other.data), "--key", str(keys[1]))
        assert done.returncode == 0, done.stderr
        assert "What to do now:" in done.stdout
        for key in ("secret-key", "card-key", "audit-key"):
            assert (other.data / key).read_bytes() == (host.data / key).read_bytes()
        assert other.hearten("init").returncode == 0
        other.start()


def test_killed_in_the_middle_leaves_nothing_under_the_final_name(
    host: Served, keys: tuple[str, Path], tmp_path: Path
) -> None:
    place = host.data / "media/other"
    place.mkdir(parents=True)
    with (place / "large").open("wb") as file:
        file.truncate(600_000_000)
    backup = host.begin("backup", str(tmp_path / "b"), "--recipient", keys[0])
    until(lambda: [part for part in tmp_path.glob(".b.*.part") if part.stat().st_size > 5_000_000], what=host.said)
    kill(backup.pid)
    backup.wait()
    assert not (tmp_path / "b").exists()
    assert (host.data / "backup-work/database.sqlite3").stat().st_mode & 0o077 == 0
    (place / "large").unlink()
    again = host.hearten("backup", str(tmp_path / "b"), "--recipient", keys[0])
    assert again.returncode == 0, again.stderr
    assert not (host.data / "backup-work").exists()
    assert list(tmp_path.glob(".b.*")) == []


def test_a_disk_that_is_full_is_said_in_one_sentence(host: Served, keys: tuple[str, Path], tmp_path: Path) -> None:
    """The system lets no file grow over 300 kB."""
    (host.data / "media").mkdir()
    (host.data / "media/large").write_bytes(os.urandom(3_000_000))
    done = subprocess.run(
        [sys.executable, MANAGE, "backup", str(tmp_path / "b"), "--recipient", keys[0]],
        env=host.environment, capture_output=True, text=True, timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000)),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip() == "CommandError: No backup was made: File too large."
    assert list(tmp_path.glob("*b")) == []
    assert list(tmp_path.glob(".b*")) == []
    assert not (host.data / "backup-work").exists()


def test_restore_and_check_work_on_a_machine_without_a_key(
    host: Served, keys: tuple[str, Path], tmp_path: Path
) -> None:
    host.hearten("backup", str(tmp_path / "b"), "--recipient", keys[0])
    bare = Served(tmp_path / "bare")
    checked = bare.hearten("verify-backup", str(tmp_path / "b"), "--key", str(keys[1]))
    assert checked.stdout.startswith("Whole: "), checked.stderr


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


@pytest.fixture
def databases(postgres_url: str) -> Iterator[list[str]]:
    """Two empty databases of this test's own."""
    names = [f"backup_{uuid.uuid4().hex[:12]}" for _ in range(2)]
    with psycopg.connect(postgres_url, autocommit=True) as server:
        for name in names:
            server.execute(f'CREATE DATABASE "{name}"')
        yield [urlunsplit(urlsplit(postgres_url)._replace(path=f"/{name}")) for name in names]
        for name in names:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_postgres_goes_there_and_back(
    databases: list[str], host: Served, keys: tuple[str, Path], tmp_path: Path
) -> None:
    host.environment["DATABASE_URL"] = databases[0]
    assert host.hearten("init").returncode == 0
    run(host, PICTURES)
    made = host.hearten("backup", str(tmp_path / "b"), "--recipient", keys[0])
    assert made.returncode == 0, made.stderr
    assert host.hearten("verify-backup", str(tmp_path / "b"), "--key", str(keys[1])).returncode == 0
    arguments = ("restore", str(tmp_path / "b"), "--into", str(tmp_path / "new"), "--key", str(keys[1]))
    refused = host.hearten(*arguments)
    assert "is not empty" in refused.stderr
    assert not (tmp_path / "new").exists()
    host.environment["DATABASE_URL"] = databases[1]
    done = host.hearten(*arguments)
    assert done.returncode == 0, done.stderr
    found = json.loads(run(host, WHOLE, HEARTEN_DATA=str(tmp_path / "new")))
    assert found == {"rows": 40, "same": True, "sound": True}

"""The copy holds everything that somebody wrote, and nothing that anybody else did."""

import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from hearten.accounts import wall
from hearten.home.your_copy import SCHEMA, data_of
from tests.accounts.hands import confirm, log_in, member
from tests.accounts.lives import Life

pytestmark = pytest.mark.django_db

#: Kept about a text or a session, not written by its owner.
MADE = {
    "Comment.html",
    "Entry.html",
    "Line.html",
    "Reply.html",
    "Thread.html",
    "Edition.html",
    "EpisodeEdition.transcript_html",
    "Device.session_hash",
    "Session.session_data",
    "Image.reason",
    "ArchivedComment.name",
    "RecordingUpload.stamp",
}


def copy_as_text(life: Life) -> str:
    return json.dumps(data_of(life.account), ensure_ascii=False)


def test_the_copy_holds_every_word_of_its_owner(lives: list[Life]) -> None:  # I32
    for life in lives:
        text = copy_as_text(life)
        missing = [name for name, words in life.texts.items() if words not in text and name not in MADE]
        assert not missing, f"not in the copy: {missing}"


def test_the_copy_holds_no_word_and_no_id_of_anybody_else(lives: list[Life]) -> None:  # I32
    for life in lives:
        text = copy_as_text(life)
        for other in lives:
            if other is life:
                continue
            assert other.mark not in text
            assert str(other.account.pk) not in text
            assert not [p.pk for p in wall.own_personas(other.account) if p.pk in text]


def test_the_copy_is_json_with_a_version_and_a_part_for_each_app(lives: list[Life]) -> None:  # I32
    data = json.loads(copy_as_text(lives[0]))
    assert data["schema"] == SCHEMA
    assert set(data["apps"]) >= {"accounts", "blog", "directory", "media", "moderation"}


def test_somebody_takes_their_copy_with_them(client: Client) -> None:  # R102
    member("harbour")
    log_in(client, "harbour")
    assert client.get("/you/export/")["Location"].startswith("/account/confirm/")
    confirm(client)
    assert client.get("/you/export/").status_code == 200
    response = client.post("/you/export/")
    assert response["Cache-Control"] == "no-store, private"
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert json.loads(archive.read("data.json"))["apps"]["accounts"]["log_in_name"] == "harbour"
    assert "read-me.txt" in archive.namelist()


def test_a_copy_needs_proof_of_who_asks(signed_in) -> None:
    member("harbour")
    client = Client()
    log_in(client, "harbour")
    assert client.post("/you/export/").status_code == 302


def test_a_host_can_make_the_copy_for_somebody(lives: list[Life], tmp_path) -> None:
    file = tmp_path / "copy.zip"
    call_command("export", "ben", to=file)
    assert "benmark" in zipfile.ZipFile(file).read("data.json").decode()
    assert file.stat().st_mode & 0o077 == 0


def test_a_copy_of_nobody_is_refused() -> None:
    with pytest.raises(CommandError):
        call_command("export", "nobody")

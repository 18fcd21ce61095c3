"""A backup from before an erasure does not bring anybody back (I31)."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from hearten.accounts.models import Account
from hearten.config.doctor import refuses_to_serve
from hearten.home import erasure, ledger
from tests.cast import account


@pytest.fixture(autouse=True)
def own_folder(db: None, settings: Any, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    settings.DATA_DIR = tmp_path


def erase(who: Account, capture: Any) -> None:
    with capture(execute=True):
        erasure.erase(who)


def test_an_erasure_is_written_down_without_a_name(django_capture_on_commit_callbacks: Any) -> None:  # I31
    ben = account("ben")
    ids = str(ben.pk), ben.pk.hex
    erase(ben, django_capture_on_commit_callbacks)
    said = ledger.ledger().read_text(encoding="ascii")
    assert len(said.split()) == 1
    assert not [word for word in ("ben", *ids) if word in said]
    assert ledger.ledger().stat().st_mode & 0o077 == 0


def test_an_erasure_that_fails_is_not_written_down(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **options: Any) -> None:
        raise OSError

    monkeypatch.setattr(erasure, "record", broken)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(OSError):
        erasure.erase(account("ben"))
    assert ledger.lines() == set()


def test_who_came_back_is_seen_and_nobody_else(django_capture_on_commit_callbacks: Any) -> None:
    ben, cleo = account("ben"), account("cleo")
    ident = ben.pk
    erase(ben, django_capture_on_commit_callbacks)
    assert ledger.came_back() == []
    back = Account.objects.create(pk=ident, login="ben")
    assert ledger.came_back() == [back]
    assert cleo not in ledger.came_back()


def test_nothing_is_served_until_they_are_erased_again(django_capture_on_commit_callbacks: Any) -> None:  # I31
    ben = account("ben")
    ident = ben.pk
    erase(ben, django_capture_on_commit_callbacks)
    Account.objects.create(pk=ident, login="ben")
    (found,) = refuses_to_serve()
    assert found.what.startswith("1 accounts that were erased are back")
    assert "erase --again" in found.mend
    out = io.StringIO()
    call_command("erase", "--again", stdout=out)
    assert out.getvalue() == "Erased again: 1.\n"
    assert not Account.objects.filter(pk=ident).exists()
    assert refuses_to_serve() == []


def test_a_line_is_on_the_disk_before_anything_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    monkeypatch.setattr(os, "fsync", kept.append)
    ledger.remember("x")
    assert len(kept) == 1

"""`bin/hearten doctor` sees what is unsafe, says how to mend it, and `serve` refuses the worst."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hearten.accounts.models import Account, Role
from hearten.compat import TaskResultStatus
from hearten.config import doctor
from hearten.config.doctor import Problem, examine, refuses_to_serve
from hearten.events.actions import record
from hearten.events.models import Event, Recurring
from hearten.events.tasks import repeat
from hearten.moderation import checks
from hearten.moderation.actions import confirm_line, fill_record
from hearten.moderation.crisis_lines import load
from hearten.moderation.models import HostRecord
from hearten.moderation.paperwork import host_country, papers, to_confirm
from tests.cast import account


@pytest.fixture(autouse=True)
def well_kept(db: None, settings: Any, tmp_path: Path) -> None:
    """A host about which there is nothing to say, but what a test spoils."""
    tmp_path.chmod(0o700)
    settings.DATA_DIR = tmp_path
    settings.REDIS_URL = "redis://somewhere"
    settings.RECURRING = "tests.config.test_doctor.NOTHING_RECURS"
    settings.COUNTRY = "se"
    (tmp_path / "last-backup").write_text(timezone.now().isoformat(), encoding="ascii")
    keep_house(account("grace", [Role.SAFETY_LEAD]))


def keep_house(grace: Account) -> None:
    """The host's paperwork is done, and somebody has tried every number of its country."""
    for paper in papers().values():
        answers = {question.id: "Looked at." for question in paper.questions}
        fill_record(kind=paper.kind, answers=answers, name="Grace Nyberg", by=grace)
    country = host_country()
    assert country
    for entry in to_confirm(country):
        confirm_line(line_id=entry.id, checked_on=timezone.localdate(), name="Grace Nyberg", by=grace)
    checks.save()
    DBTaskResult.objects.all().delete()


NOTHING_RECURS: dict[str, timedelta] = {}
SOMETHING_RECURS = {"hearten.accounts.tasks.sweep": timedelta(hours=1)}


def weights(problems: list[Problem]) -> list[str]:
    return [problem.weight for problem in problems]


def test_a_well_kept_host_hears_that_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("doctor")
    assert capsys.readouterr().out.strip() == "All is well."


def test_unfilled_paperwork_is_said_with_where_to_fill_it() -> None:  # R107
    HostRecord.objects.all().delete()
    said = [problem for problem in examine() if "/host/" in problem.mend]
    assert len(said) == len([paper for paper in papers().values() if paper.opens != "young"])


def test_what_only_groups_need_is_said_to_close_groups_only() -> None:  # R107
    HostRecord.objects.filter(kind="runbooks").delete()
    [said] = [problem for problem in examine() if "/host/" in problem.mend]
    assert "What to do when it happens" in said.what
    assert "comments" not in said.mend


def test_something_to_mend_ends_with_status_1(settings: Any) -> None:
    settings.RECURRING = "tests.config.test_doctor.SOMETHING_RECURS"
    with pytest.raises(SystemExit) as ended:
        call_command("doctor")
    assert ended.value.code == 1


def test_http_for_other_people_is_refused(settings: Any) -> None:
    settings.ORIGIN, settings.HTTPS = "http://community.example.org", False
    assert "anyone on the way can read" in refuses_to_serve()[0].what


def test_http_on_this_machine_is_fine(settings: Any) -> None:
    settings.ORIGIN, settings.HTTPS = "http://localhost:8123", False
    assert refuses_to_serve() == []


@pytest.mark.parametrize("origin", ["https://community.example.org", "http://community.example.org"])
def test_showing_errors_to_other_people_is_refused(settings: Any, origin: str) -> None:
    settings.ORIGIN, settings.DEBUG = origin, True
    assert any("HEARTEN_DEBUG" in problem.what for problem in refuses_to_serve())


def test_a_data_folder_that_others_can_read_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o705)
    assert refuses_to_serve()[0].mend == f"chmod 700 {tmp_path}"


@pytest.mark.parametrize("name", ["secret-key", "card-key", "audit-key"])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x", encoding="ascii")
    (tmp_path / name).chmod(0o640)
    assert refuses_to_serve()[0].mend == f"chmod 600 {tmp_path / name}"


@pytest.mark.parametrize("name", ["SECRET_KEY", "CARD_KEY", "AUDIT_KEY"])
def test_a_key_that_can_be_guessed_is_refused(settings: Any, name: str) -> None:
    setattr(settings, name, "letmein")
    assert "fewer than 50" in refuses_to_serve()[0].what


def test_a_database_older_than_the_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "unapplied", lambda: 3)
    assert refuses_to_serve() == [
        Problem("stop", "The database misses 3 changes of this version.", "Run bin/hearten init")
    ]


def test_a_database_that_is_away_is_told_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:  # I27
    def away() -> int:
        raise DatabaseError("password=hunter2")

    monkeypatch.setattr(doctor, "unapplied", away)
    assert "hunter2" not in "".join(map(str, examine()))
    assert weights(examine()) == ["stop"]


def test_uploads_beside_the_pages_are_refused(settings: Any) -> None:  # I34
    settings.ORIGIN = settings.MEDIA_ORIGIN = "https://community.example.org"
    settings.HTTPS, settings.TRUSTED_PROXIES = True, 1
    assert "Uploads are served from the same address" in refuses_to_serve()[0].what


def test_limits_behind_a_proxy_that_is_not_counted_are_to_be_mended(settings: Any) -> None:
    settings.ORIGIN, settings.HTTPS, settings.TRUSTED_PROXIES = "https://community.example.org", True, 0
    assert [(one.weight, "HEARTEN_PROXIES" in one.what) for one in examine()] == [("mend", True)]


def test_a_clock_behind_what_already_happened_is_refused() -> None:
    record("account.erased", subject=Account.objects.get(), by=None)
    Event.objects.update(created_at=timezone.now() + timedelta(hours=1))
    assert "clock is behind" in refuses_to_serve()[0].what
    Event.objects.update(created_at=timezone.now() + timedelta(minutes=5))
    assert refuses_to_serve() == []


@pytest.mark.parametrize(("free", "weight"), [(150, "stop"), (1500, "mend")])
def test_a_disk_that_is_nearly_full_is_told(monkeypatch: pytest.MonkeyPatch, free: int, weight: str) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: SimpleNamespace(free=free * 10**6))
    assert [(one.weight, one.what.split(" are")[0]) for one in examine()] == [(weight, f"Only {free} MB")]


def test_a_folder_that_can_not_be_written_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.os, "access", lambda path, mode: False)
    assert "Nothing can be written" in refuses_to_serve()[0].what


def test_a_host_without_a_backup_is_advised_and_served(tmp_path: Path) -> None:
    (tmp_path / "last-backup").unlink()
    assert [(one.weight, one.what) for one in examine()] == [("note", "No backup was ever made here.")]
    assert refuses_to_serve() == []


def test_an_old_backup_is_told(tmp_path: Path) -> None:
    old = timezone.now() - timedelta(days=8)
    (tmp_path / "last-backup").write_text(old.isoformat(), encoding="ascii")
    assert [(one.weight, one.what) for one in examine()] == [("note", "The last backup is 8 days old.")]


def test_a_task_that_failed_for_good_is_told() -> None:
    repeat.enqueue("x")
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert [problem.what for problem in examine()] == ["1 tasks failed for good."]


def test_work_that_waits_tells_that_no_worker_runs() -> None:
    repeat.enqueue("x")
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(minutes=6))
    assert "No worker" in examine()[0].what


def test_work_that_is_not_yet_due_is_fine() -> None:
    repeat.using(run_after=timezone.now() + timedelta(hours=2)).enqueue("x")
    assert examine() == []


def test_a_host_whose_worker_never_ran_is_told(settings: Any) -> None:
    settings.RECURRING = "tests.config.test_doctor.SOMETHING_RECURS"
    assert "No worker" in examine()[0].what
    Recurring.claim("x", now=timezone.now(), next_due=timezone.now() + timedelta(hours=1))
    assert examine() == []


def test_crisis_lines_that_nobody_tried_are_counted_for_the_hosts_country(settings: Any) -> None:  # I10
    country = next(country for country in load().countries if country.lines)
    settings.COUNTRY = country.code.upper()
    assert examine()[0].what.startswith(f"{len(country.lines)} crisis lines were not tried")

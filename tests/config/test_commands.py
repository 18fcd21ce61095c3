"""`bin/hearten …`: the commands exist, say what they do, and start without a word too many."""

import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from hearten.config.settings import ROOT, env
from hearten.config.settings_page import settings_page, shown
from tests.processes import Served

SCRIPTS = sorted(path for path in (ROOT / "bin").iterdir() if path.is_file())


def test_the_page_of_settings_is_up_to_date() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert page == settings_page(env.documented, root=ROOT), "run bin/hearten settings-page"


def test_the_page_of_settings_names_no_machine() -> None:
    assert shown(f"{ROOT}/var", ROOT) == "`./var`"


def test_every_command_is_listed_with_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("commands")
    listed = capsys.readouterr().out
    for name in ("init", "serve", "work", "doctor", "demo", "settings-page"):
        assert f"\n  {name} " in listed


def test_every_command_listed_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("commands")
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()[2:]]
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert [name for name in names if f"`{name}" not in page] == []


@pytest.mark.process
def test_init_twice_is_harmless_and_keeps_everything(host: Served) -> None:
    key = (host.data / "secret-key").read_bytes()
    again = host.hearten("init")
    assert again.returncode == 0
    assert again.stdout.strip() == f"Hearten is ready in {host.data}."
    assert (host.data / "secret-key").read_bytes() == key


@pytest.mark.process
def test_what_init_makes_is_readable_by_its_owner_alone(host: Served) -> None:
    assert host.data.stat().st_mode & 0o077 == 0
    assert (host.data / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.process
def test_without_a_key_the_start_says_what_to_do(host: Served) -> None:
    (host.data / "secret-key").unlink()
    tried = host.hearten("doctor")
    assert tried.returncode == 1
    assert "HEARTEN_SECRET_KEY is not set" in tried.stderr
    assert "bin/hearten init" in tried.stderr
    assert "Traceback" not in tried.stderr


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_says_what_it_does_and_stops_at_the_first_error(script: Path) -> None:
    first, second, *rest = script.read_text(encoding="utf-8").splitlines()
    if "python" in first:
        assert second.startswith('"""')
        return
    assert second.startswith("# ")
    assert {"set -euo pipefail", "set -eu"} & set(rest)
    assert subprocess.run([first.rpartition("/")[2].split()[-1], "-n", script], check=False).returncode == 0


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_script_is_on_the_page_of_commands(script: Path) -> None:
    assert f"`bin/{script.name}" in (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")

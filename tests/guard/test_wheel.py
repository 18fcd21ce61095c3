"""The Guard as anybody would install it: a wheel, in an environment with nothing else, without a network."""

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from hearten_guard import RULES_VERSION

GUARD = Path(__file__).parents[2] / "guard"
pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with what is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--no-deps", "--no-index", str(GUARD), "-w", str(folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment that holds the wheel alone."""
    folder = tmp_path_factory.mktemp("bare") / "env"
    venv.create(folder, with_pip=False)
    pip("--python", str(folder / "bin/python"), "install", "--no-index", "--no-deps", str(wheel))
    return folder / "bin"


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True)


def call(bare: Path, *arguments: str, stdin: str = "", cwd: Path) -> subprocess.CompletedProcess[str]:
    """The installed program, with no way back to this repository."""
    return subprocess.run(
        [bare / "hearten-guard", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        env={"PATH": str(bare), "LANG": "C.UTF-8"},
        timeout=120,
    )


def test_the_wheel_holds_the_package_its_data_and_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("METADATA"))).decode()
    data = {path.relative_to(GUARD / "src").as_posix() for path in GUARD.rglob("src/*/data/**/*") if path.is_file()}
    ours = {name for name in names if not name.startswith("hearten_guard-")}
    assert len(data) > 14
    assert data <= ours
    assert {"hearten_guard/py.typed", "hearten_archives/py.typed", "hearten_guard/cli/report.css"} <= ours
    assert {name.split("/")[0] for name in ours} == {"hearten_guard", "hearten_archives"}
    assert any(name.endswith("LICENSE") for name in names)
    assert "Requires-Dist" not in metadata
    assert "Privacy" in metadata


def test_every_command_runs_from_there(bare: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("He committed suicide. Please leave me a review on Google.\n")
    assert RULES_VERSION in call(bare, "--version", cwd=tmp_path).stdout
    assert call(bare, "draft.md", cwd=tmp_path).returncode == 1
    assert len(json.loads(call(bare, "--json", "draft.md", cwd=tmp_path).stdout)["findings"]) == 2
    assert json.loads(call(bare, "--sarif", "draft.md", cwd=tmp_path).stdout)["version"] == "2.1.0"
    line = call(bare, "--jsonl", stdin='{"id": 1, "text": "A quiet day."}\n', cwd=tmp_path)
    assert (line.returncode, json.loads(line.stdout)["findings"]) == (0, [])
    found = call(bare, "identifiers", "--json", "--stdin", stdin="Anna Svensson rang.", cwd=tmp_path)
    assert json.loads(found.stdout)["identifiers"][0]["kind"] == "direct"
    assert json.loads(call(bare, "packs", cwd=tmp_path).stdout)["rules_version"] == RULES_VERSION
    assert "+He died by suicide." in call(bare, "--fix", "draft.md", cwd=tmp_path).stdout
    (tmp_path / "older.md").write_text("My client Anna Berg, 34, told me on Tuesday that she drinks.\n")
    done = call(bare, "audit", ".", "--html", "report.html", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "report.html").exists()) == (1, True), done.stderr


def test_it_can_be_imported_with_nothing_else_there(bare: Path, tmp_path: Path) -> None:
    code = "import hearten_guard, sys; print(sorted(hearten_guard.__all__)); assert 'socket' not in sys.modules"
    done = subprocess.run([bare / "python", "-c", code], capture_output=True, text=True, cwd=tmp_path, env={})
    assert done.returncode == 0, done.stderr
    assert "check" in done.stdout

"""Settings come from the environment: typed, loud, all problems at once."""

from pathlib import Path

import pytest

from hearten.config.env import Environment
from hearten.config.first_start import KEY_FILE, KEYS, prepare


def test_every_problem_is_told_in_one_start() -> None:
    env = Environment({"COUNT": "many", "SHOW": "perhaps"})
    env.number("COUNT", 3, doc="how many")
    env.flag("SHOW", False, doc="whether")
    env.text("NAME", doc="what it is called")
    with pytest.raises(SystemExit) as stopped:
        env.verify()
    told = str(stopped.value)
    assert "COUNT is 'many': give a whole number" in told
    assert "SHOW is 'perhaps': say yes or no" in told
    assert "NAME is not set: what it is called" in told


@pytest.mark.parametrize(
    ("said", "meant"), [("yes", True), ("On", True), ("1", True), ("no", False), ("false", False)]
)
def test_a_flag_understands_the_usual_words(said: str, meant: bool) -> None:
    assert Environment({"SHOW": said}).flag("SHOW", not meant, doc="") is meant


def test_a_secret_may_stay_in_a_file_for_any_setting(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("correct horse\n", encoding="utf-8")
    env = Environment({"NAME": "ignored", "NAME_FILE": str(tmp_path / "password")})
    assert env.text("NAME", doc="") == "correct horse"


def test_a_file_that_can_not_be_read_is_a_problem_not_a_default(tmp_path: Path) -> None:
    env = Environment({"NAME_FILE": str(tmp_path / "nowhere")})
    env.text("NAME", "fallback", doc="")
    with pytest.raises(SystemExit, match="NAME_FILE can't be read"):
        env.verify()


def test_the_key_is_found_in_the_data_folder_unless_the_environment_has_one(tmp_path: Path) -> None:
    kept = tmp_path / "key"
    kept.write_text("from the folder\n", encoding="utf-8")
    assert Environment({}).secret("KEY", kept_in=kept, doc="") == "from the folder"
    assert Environment({"KEY": "from outside"}).secret("KEY", kept_in=kept, doc="") == "from outside"


def test_no_key_anywhere_is_a_problem(tmp_path: Path) -> None:
    env = Environment({})
    env.secret("KEY", kept_in=tmp_path / "nowhere", doc="init makes one")
    with pytest.raises(SystemExit, match="KEY is not set: init makes one"):
        env.verify()


def test_the_first_start_makes_a_folder_and_a_key_for_one_pair_of_eyes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in KEYS:
        monkeypatch.delenv(name)
    data = tmp_path / "data"
    prepare(data)
    assert data.stat().st_mode & 0o777 == 0o700
    files = [data / name for name in KEYS.values()]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    keys = {file.read_text(encoding="ascii").strip() for file in files}
    assert len(keys) == 3  # none is another's
    assert min(map(len, keys)) >= 80


def test_a_second_start_never_replaces_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEARTEN_SECRET_KEY")
    prepare(tmp_path)
    before = (tmp_path / KEY_FILE).read_bytes()
    prepare(tmp_path)
    assert (tmp_path / KEY_FILE).read_bytes() == before


def test_a_key_from_outside_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARTEN_SECRET_KEY", "from a vault")
    prepare(tmp_path)
    assert not (tmp_path / KEY_FILE).exists()

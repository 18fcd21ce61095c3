"""Small enough to read: functions, files, templates, styles, scripts, and enough tests beside them."""

import statistics
from pathlib import Path

from tests.architecture.code import ROOT, code_lines, functions, length, modules, ours


def ninth_tenth(values: list[int]) -> int:
    """The value that nine in ten do not pass."""
    return sorted(values)[int(len(values) * 0.9)]


def longer(limit: int, paths: list[Path]) -> list[str]:
    sizes = [(len(path.read_text(encoding="utf-8").splitlines()), path) for path in paths]
    return [f"{path.relative_to(ROOT)}: {size} lines, at most {limit}" for size, path in sizes if size > limit]


def test_functions_are_short() -> None:
    sizes = [length(node) for _, node in functions()]
    assert statistics.median(sizes) <= 8
    assert ninth_tenth(sizes) <= 20


def test_no_function_is_longer_than_a_page() -> None:
    assert [f"{module.name}:{node.name}" for module, node in functions() if length(node) > 50] == []


def test_python_files_are_short() -> None:
    sizes = [module.lines for module in modules() if module.lines]
    assert statistics.median(sizes) <= 90
    assert ninth_tenth(sizes) <= 250
    assert longer(400, [module.path for module in modules()]) == []


def test_templates_are_short() -> None:
    assert longer(120, ours("templates/**/*.*")) == []


def test_styles_and_scripts_are_short() -> None:
    assert longer(200, ours("*.css")) == []
    assert longer(120, ours("*.js")) == []


def test_there_is_more_test_than_code() -> None:
    code = sum(code_lines(module.text) for module in modules())
    tests = sum(code_lines(path.read_text(encoding="utf-8")) for path in (ROOT / "tests").rglob("*.py"))
    assert tests / code >= 1, f"{tests} lines of tests for {code} lines of code; the aim is 1.3"

"""The hazard log names controls that exist: each is shown by a test that is really there (R107)."""

import ast
import html
from pathlib import Path

import pytest

from hearten.moderation import paperwork
from hearten.moderation.hazards import hazards
from hearten.moderation.models import HostRecord
from hearten.moderation.paperwork import groups_may_open, papers, what_is_due

ROOT = Path(__file__).resolve().parents[2]
NAMED = sorted({test for row in hazards() for test in row.tests})


def names_in(file: Path) -> set[str]:
    """Every test of a file, as pytest names it, and the file itself."""
    found = {""}
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
    return found


def exists(named: str) -> bool:
    file, _, name = named.partition("::")
    return (ROOT / file).is_file() and name in names_in(ROOT / file)


@pytest.mark.parametrize("named", NAMED)
def test_each_control_is_shown_by_a_test_that_is_there(named: str) -> None:
    assert exists(named)


@pytest.mark.parametrize("named", ["tests/nowhere.py", "tests/moderation/test_hazards.py::test_nothing", "tests"])
def test_a_test_that_is_not_there_is_seen(named: str) -> None:
    assert not exists(named)


def test_each_row_is_whole_and_names_how_bad_and_how_likely() -> None:
    assert len({row.id for row in hazards()}) == len(hazards())
    for row in hazards():
        assert all([row.hazard, row.cause, row.effect, row.control, row.tests, row.residual])
        assert row.severity in {"death", "serious", "moderate"}
        assert row.likely in {"rare", "now and then", "likely"}


def test_each_row_is_a_question_whose_draft_is_what_is_left() -> None:
    questions = {question.id: question for question in papers()["hazards"].questions}
    for row in hazards():
        assert questions[row.id].draft == row.residual
        assert row.control in questions[row.id].hint


def test_a_row_that_a_new_version_brings_reminds_and_closes_no_group(cast, settings, monkeypatch) -> None:
    settings.DEMO = True
    for kind, paper in papers().items():
        answers = {question.id: "Looked at." for question in paper.questions}
        HostRecord.objects.create(kind=kind, answers=answers, name="Grace Nyberg")
    assert what_is_due() == []
    record = HostRecord.objects.get(kind="hazards")
    del record.answers[hazards()[0].id]
    record.save()
    assert groups_may_open()
    assert [line for line in what_is_due() if paperwork.papers()["hazards"].title in line]


def test_the_page_names_the_tests_for_whoever_checks(cast, signed_in) -> None:
    page = html.unescape(signed_in(cast.grace).get("/host/hazards/").content.decode())
    assert all(named in page for named in NAMED)

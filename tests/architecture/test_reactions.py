"""config/reactions.py is the whole truth: each kind that is recorded, and each thing that follows."""

import ast
import inspect
import re
from datetime import timedelta

import pytest
from django.utils.module_loading import import_string

from hearten.config.reactions import REACTIONS, RECURRING
from tests.architecture.code import Module, modules

FIRST_WORDS = "|".join(sorted({kind.split(".")[0] for kind in REACTIONS}))
SHAPE = re.compile(rf"^({FIRST_WORDS})\.[a-z]+(-[a-z]+)*$")
PATHS = sorted({path for paths in REACTIONS.values() for path in paths})


def recording() -> list[Module]:
    """Modules that record events."""
    words = ("def record(", "events.actions import record", "events.record(", "import actions as events")
    return [module for module in modules() if any(word in module.text for word in words)]


def recorded() -> set[str]:
    """Every kind those modules name: as an argument, or in a table a few lines above."""
    return {
        node.value
        for module in recording()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SHAPE.match(node.value)
    }


def test_every_kind_that_is_recorded_is_listed() -> None:
    assert sorted(recorded() - set(REACTIONS)) == []


def test_every_kind_that_is_listed_is_recorded() -> None:
    assert sorted(set(REACTIONS) - recorded()) == []


@pytest.mark.parametrize("path", PATHS)
def test_every_reaction_is_a_function_of_one_event(path: str) -> None:
    assert len(inspect.signature(import_string(path)).parameters) == 1


@pytest.mark.parametrize(("path", "every"), RECURRING.items())
def test_every_repeated_task_is_a_function_of_nothing(path: str, every: timedelta) -> None:
    assert not inspect.signature(import_string(path)).parameters
    assert every >= timedelta(minutes=1)


def test_no_kind_carries_a_word_about_health() -> None:  # I27
    words = ("suicid", "depress", "anxi", "diagnos", "therapy", "crisis")
    assert [kind for kind in REACTIONS if any(word in kind for word in words)] == []

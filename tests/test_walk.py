"""docs/walk.md is true: its code runs, and every file it names exists."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from hearten.blog.actions.write import begin, save_draft
from hearten.blog.models import Post
from hearten.directory.models import Topic
from hearten.events.models import Event
from tests.blog.pieces import BODY
from tests.cast import Cast

ROOT = Path(__file__).parents[1]
WALK = (ROOT / "docs/walk.md").read_text(encoding="utf-8")


@pytest.mark.django_db(transaction=True)
def test_the_walk_runs_from_top_to_bottom(cast: Cast, signed_in) -> None:
    sleep, _new = Topic.objects.get_or_create(slug="sleep", defaults={"facet": "condition", "name": "Sleep"})
    names: dict[str, Any] = {
        "ana": cast.ana,
        "ben": cast.ben,
        "sleep": sleep,
        "browser_of": signed_in,
        "reader": Client,
        "run_tasks": lambda: call_command("work", once=True),
        "BODY": BODY,
        "Post": Post,
        "Event": Event,
        "begin": begin,
        "save_draft": save_draft,
    }
    blocks = re.findall(r"```python\n(.*?)```", WALK, flags=re.DOTALL)
    assert len(blocks) >= 6
    for block in blocks:
        exec(compile(block, "docs/walk.md", "exec"), names)


def test_every_file_the_walk_names_exists() -> None:
    named = re.findall(r"`((?:src|guard|docs|tests)/[\w/.-]+)`", WALK)
    assert len(named) >= 10
    assert [path for path in named if not (ROOT / path).exists()] == []

"""The demo's questions come in by the same door as anybody's, once, and show every state."""

import pytest

from hearten.blog.models import Post
from hearten.config import community_questions
from hearten.config.community import table
from hearten.directory.models import Therapist
from hearten.moderation import paperwork
from hearten.moderation.models import SafetyItem
from hearten.questions.checks import quotes_in
from hearten.questions.models import Question
from tests import cast as people
from tests.blog.reading import published
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The people and the piece that the questions name, on a host that is ready."""
    monkeypatch.setattr(paperwork, "what_is_missing", list)
    given = table("questions")["questions"]
    for login in {each["by"] for each in given if each["by"].startswith("reader-")}:
        people.account(login)
    for slug in {each["answer"] for each in given if "answer" in each}:
        published(cast.ana, slug=slug)
    return cast


def test_every_question_is_kept_by_the_real_guard_and_none_speaks_of_danger(demo: Cast) -> None:
    community_questions.bring_questions()
    assert Question.objects.count() == len(table("questions")["questions"])
    assert not SafetyItem.objects.exists()
    assert Therapist.objects.get(handle="ana").takes_questions


def test_there_is_one_of_every_state(demo: Cast) -> None:
    community_questions.bring_questions()
    assert Question.objects.waiting_for(demo.ana).count() == 3
    assert Question.objects.filter(state="declined").count() == 1
    assert Question.objects.exclude(answer=None).count() == 1
    assert quotes_in(Post.objects.get(questions__isnull=False)) == []


def test_bringing_them_twice_adds_nothing(demo: Cast) -> None:
    for _ in range(2):
        community_questions.bring_questions()
    assert Question.objects.count() == len(table("questions")["questions"])
    assert not Question.objects.exclude(persona__space__startswith="question:").exists()

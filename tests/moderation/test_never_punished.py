"""Distress is never punished: no finding about a crisis decides, restricts or weighs anything (I12)."""

import ast
from pathlib import Path

import pytest
from django.core.cache import caches

import hearten
from hearten.accounts import wall
from hearten.accounts.models import Account, BoxNotice, Budget
from hearten.blog.actions.comments import add_comment, subject_of
from hearten.blog.models import Post
from hearten.moderation import actions
from hearten.moderation.levels import DISTRESS, LEVELS
from hearten.moderation.models import Decision, Proposal, Report, SafetyItem, SecondLook
from hearten.moderation.rules import ACTS, RULES
from hearten.moderation.standing import FREE, standing_of
from tests.blog.reading import CRISIS, known, published
from tests.cast import Cast

SOURCE = Path(hearten.__file__).parent
#: Words at each level, in a member's own voice.
SAID = {
    "passive": "I wish I could fall asleep and never wake up.",
    "ideation": "I think about killing myself.",
    "intent": CRISIS,
    "plan": "I am going to hang myself on Friday, I have planned it.",
    "means": "I have the pills here and I am going to take them all tonight.",
    "attempt": "I have just taken all my pills.",
}
#: What decides, restricts or counts against somebody.
POWERS = {
    "decide",
    "restrict",
    "propose_ban",
    "answer_proposal",
    "_ban",
    "_decide",
    "hide_for_now",
    "remove_comment",
}
#: What the Guard's findings pass through.
READERS = ("moderation/review.py", "moderation/actions/safety.py", "moderation/levels.py", "moderation/crisis.py",
           "moderation/remarks.py", "moderation/pool.py", "moderation/folding.py")  # fmt: skip


@pytest.fixture
def post(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    caches["pages"].clear()
    monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", list)
    yield published(cast.ana)
    caches["pages"].clear()


def nothing_was_decided(account: Account) -> None:
    """No decision, no proposal, no report, no look, no notice, no pause."""
    for rows in (Decision, Proposal, Report, SecondLook):
        assert not rows._default_manager.exists(), rows
    assert not BoxNotice.objects.filter(account=account).exists()
    assert Account.objects.get(pk=account.pk).paused == ""
    for persona in wall.own_personas(account):
        assert standing_of(persona.pk) == FREE


@pytest.mark.parametrize("level", SAID)
def test_no_words_of_danger_are_followed_by_a_decision(cast: Cast, post: Post, level: str) -> None:  # I12
    known(cast.ben, cast.ana)
    posted = add_comment(post, by=cast.ben, body=SAID[level])
    assert SafetyItem.objects.filter(subject=subject_of(posted.comment)).exists(), "the Guard found nothing here"
    nothing_was_decided(cast.ben)
    persona = wall.persona_in(cast.ben, post.therapist.space)
    assert persona
    assert persona.reviewed  # and the next words appear as they would have
    calm = add_comment(post, by=cast.ben, body="The light in the morning helped me.")
    assert calm.comment.state == "visible"


@pytest.mark.parametrize("level", LEVELS)
def test_no_level_of_the_safety_queue_is_followed_by_a_decision(cast: Cast, post: Post, level: str) -> None:  # I12
    posted = add_comment(post, by=cast.ben, body="Some words.")
    actions.open_item(subject_of(posted.comment), level)
    actions.open_item(subject_of(posted.comment), "attempt")  # and more urgent
    nothing_was_decided(cast.ben)


def test_thirty_cries_for_help_leave_no_mark_and_all_are_kept(cast: Cast, post: Post) -> None:
    for number in range(35):  # more than anybody may write in a day
        add_comment(post, by=cast.ben, body=f"{CRISIS} {number}")
    assert SafetyItem.objects.count() == 35
    nothing_was_decided(cast.ben)
    assert {row.act for row in Budget.objects.filter(account=cast.ben)} <= {"comment"}


def test_nothing_that_reads_with_the_guard_can_decide() -> None:
    """The code that handles findings does not even know the verbs."""
    for name in READERS:
        tree = ast.parse((SOURCE / name).read_text(encoding="utf-8"))
        known_names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        known_names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        known_names |= {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
        }
        assert not known_names & (POWERS | {"Decision", "Proposal"}), name


def test_a_program_alone_can_only_give_something_back() -> None:  # I41
    """Whoever decides is always an argument; without a person, all there is is "restore"."""
    found = 0
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Decision.objects.create":
                words = {word.arg: ast.unparse(word.value) for word in node.keywords}
                alone = words.get("automated") == "True"
                assert words.get("act") == "'restore'" if alone else {"by", None} & set(words), file
                found += 1
    assert found >= 4


def test_the_words_of_the_levels_are_no_rules_and_no_acts() -> None:
    spoken = {*LEVELS, *LEVELS.values()}
    assert not spoken & {*RULES, *ACTS, *ACTS.values()}
    assert set(DISTRESS) < set(LEVELS)
    assert {"encouragement", "method"} & set(DISTRESS) == set()  # what pushes others towards harm can be acted on

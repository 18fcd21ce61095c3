"""What the Guard says while somebody still writes: the same findings, help at once, and nothing kept."""

from html import unescape

import pytest
from django.test import Client

from hearten.blog.draft import read_draft
from hearten.blog.models import Comment, Post
from hearten.directory.models import Therapist
from hearten.events.models import Event
from hearten.media.models import Image
from hearten.moderation import review
from hearten.moderation.models import SafetyItem
from hearten.moderation.pool import GuardUnavailable
from hearten.questions.models import Question
from tests.blog.pieces import draft
from tests.blog.reading import CRISIS, address, published
from tests.cast import Cast
from tests.questions.asked import ASK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("comments_open")]
HELP = "You don't have to carry this alone"
CALLED = "Call me on 070-123 45 67 tonight."
ID = "A" * 22


@pytest.fixture
def piece(cast: Cast) -> Post:
    return published(cast.ana)


@pytest.fixture
def no_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Guard that gives no answer in time."""

    def late(*_: object) -> None:
        raise GuardUnavailable("late")

    monkeypatch.setattr(review, "ask", late)


def typed(browser: Client, where: str, body: str) -> str:
    answer = browser.post(f"{where}check/", {"body": body}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def nothing_is_kept() -> bool:
    return not (Comment.objects.exists() or Question.objects.exists() or SafetyItem.objects.exists())


@pytest.fixture(params=["comment", "question"])
def where(request, piece: Post) -> str:
    """The two places where a member writes in public."""
    Therapist.objects.filter(pk=piece.therapist_id).update(questions_within_days=14)
    return f"{address(piece)}comments/" if request.param == "comment" else ASK


def test_a_number_is_pointed_out_before_it_is_sent(cast: Cast, signed_in, where: str) -> None:  # R83
    said = typed(signed_in(cast.ben), where, CALLED)
    assert "070-123 45 67" in said
    assert 'name="apply"' in said
    assert nothing_is_kept()


def test_help_is_there_while_the_words_are_still_being_written(cast: Cast, signed_in, where: str) -> None:  # R95
    before = Event.objects.count()
    said = typed(signed_in(cast.ben), where, CRISIS)
    assert HELP in said
    assert nothing_is_kept()
    assert Event.objects.count() == before  # I14: nobody is told of words that were not sent


def test_ordinary_words_are_left_alone(cast: Cast, signed_in, where: str) -> None:
    said = typed(signed_in(cast.ben), where, "A walk in the morning helped me a little.")
    assert HELP not in said
    assert "finding" not in said


@pytest.mark.usefixtures("no_guard")
def test_without_an_answer_a_member_sees_help_and_can_send(cast: Cast, signed_in, where: str) -> None:  # I19
    said = typed(signed_in(cast.ben), where, "A walk in the morning helped me a little.")
    assert HELP in said
    assert "You can still send your words." in said


def test_it_says_what_sending_would_say(cast: Cast, signed_in, where: str) -> None:  # I17
    browser = signed_in(cast.ben)
    said = typed(browser, where, CALLED)
    sent = unescape(browser.post(where, {"body": CALLED}).content.decode())
    reason = said.split("finding__quote")[1].split("<p>")[1].split("</p>")[0]
    assert reason in sent


def test_a_stranger_is_not_read(where: str) -> None:
    assert Client().post(f"{where}check/", {"body": CALLED}).status_code in (302, 403)


def test_a_therapist_is_read_as_one_who_replies(cast: Cast, signed_in, piece: Post) -> None:  # R10
    words = "As we discussed in your session on Tuesday, you should leave him."
    where = f"{address(piece)}comments/"
    assert "As we discussed" in typed(signed_in(cast.ana), where, words)


@pytest.mark.usefixtures("no_guard")
def test_without_an_answer_a_therapist_hears_that_it_is_read_again(cast: Cast, signed_in, piece: Post) -> None:
    said = typed(signed_in(cast.ana), f"{address(piece)}comments/", "Sleep matters.")  # I19
    assert "read again before anything is published" in said
    assert HELP not in said


def test_a_piece_that_is_not_public_has_no_check(cast: Cast, signed_in) -> None:  # I3
    post = draft(cast.ana)
    here = f"/@ana/{post.slug or 'x'}/comments/check/"
    assert signed_in(cast.ben).post(here, {"body": CALLED}).status_code == 404


def picture(cast: Cast, alt: str) -> None:
    Image.objects.create(pk=ID, owner=cast.ana, alt=alt, width=10, height=10, state="ready")


def test_words_kept_with_a_picture_are_read_when_they_go_out(cast: Cast) -> None:  # R17
    picture(cast, "My client Anna Berg, 34, at her desk in Vindeln")
    post = draft(cast.ana, body=f"A desk.\n\n![](image:{ID})")
    placed = read_draft(post).placed
    assert {item.field for item in placed if item.finding.severity == "hold"} == {"pictures"}


def test_words_kept_with_a_picture_are_not_read_when_others_stand_in_their_place(cast: Cast) -> None:
    picture(cast, "My client Anna Berg, 34, at her desk in Vindeln")
    post = draft(cast.ana, body=f"A desk.\n\n![An empty desk](image:{ID})")
    assert not [item for item in read_draft(post).placed if item.finding.severity == "hold"]

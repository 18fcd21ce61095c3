"""Words that speak of danger: help at once, a person soon, and nothing held against anybody."""

from html import unescape

import pytest
from django.test import Client

from hearten.accounts.budget import spend
from hearten.accounts.models import Account
from hearten.blog.actions import comments as verbs
from hearten.blog.models import Comment, Post
from hearten.blog.models.comment import CommentState
from hearten.events.models import Event
from hearten.moderation.actions import claim, close
from hearten.moderation.models import SafetyItem, Shift
from tests.blog.reading import CRISIS, address, known, published, said
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("comments_open")]
HELP = "You don't have to carry this alone"


def send(browser: Client, post: Post, body: str = CRISIS, **data: object):
    return browser.post(f"{address(post)}comments/", {"body": body, **data})


def html(answer) -> str:
    return unescape(answer.content.decode())


def test_the_writer_sees_help_in_the_answer_itself(cast: Cast, signed_in) -> None:  # R95
    answer = send(signed_in(cast.ben), published(cast.ana))
    assert answer.status_code == 200
    page = html(answer)
    assert HELP in page
    assert "If you stay anonymous we cannot send help to you" in page
    assert CRISIS in page
    assert "You have done nothing wrong" in page


def test_a_person_is_asked_in_the_same_transaction(cast: Cast, signed_in, monkeypatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(verbs, "open_item", broken)
    with pytest.raises(RuntimeError):
        send(signed_in(cast.ben), published(cast.ana))
    assert not Comment.objects.exists()
    monkeypatch.undo()


def test_it_waits_for_the_safety_lead_and_not_for_the_author(cast: Cast, signed_in) -> None:  # R11, I14
    post = published(cast.ana)
    known(cast.ben, cast.ana)  # somebody whose comments appear at once
    send(signed_in(cast.ben), post)
    comment, item = Comment.objects.get(), SafetyItem.objects.get()
    assert comment.state == CommentState.WAITING
    assert item.subject == f"blog.comment:{comment.pk}"
    for person in (None, cast.cleo, cast.ana, cast.farid):
        assert CRISIS not in html(signed_in(person).get(address(post)))
    author = signed_in(cast.ana)
    assert CRISIS not in html(author.get("/desk/comments/"))
    assert author.post(f"/desk/comments/{comment.pk}/approve/").status_code == 404
    assert author.get(f"/desk/comments/{comment.pk}/refuse/").status_code == 404
    assert CRISIS in html(signed_in(cast.grace).get(f"/safety/{item.pk}/"))


def test_after_the_safety_lead_has_closed_it_the_author_decides(cast: Cast, signed_in) -> None:
    post = published(cast.ana)
    send(signed_in(cast.ben), post)
    item = SafetyItem.objects.get()
    claim(item=item, by=cast.grace)
    close(item=item, note="Answered.", by=cast.grace)
    assert CRISIS in html(signed_in(cast.ana).get("/desk/comments/"))


def test_the_page_says_truly_whether_somebody_watches(cast: Cast, signed_in) -> None:  # I13
    post = published(cast.ana)
    assert not Shift.objects.exists()
    page = html(send(signed_in(cast.ben), post))
    assert "Nobody is on duty here right now." in page


@pytest.mark.parametrize("limit", ["budget", "closed", "host", "too long", "signed out"])
def test_no_limit_stands_before_help(cast: Cast, signed_in, monkeypatch, limit: str) -> None:  # I9, I12
    post, browser, body = published(cast.ana), signed_in(cast.ben), CRISIS
    if limit == "budget":
        while spend(cast.ben, "comment", verbs.A_DAY):
            pass
    if limit == "closed":
        Post.objects.update(comments_closed=True)
    if limit == "host":
        monkeypatch.setattr("hearten.moderation.paperwork.what_is_missing", lambda: ["a form"])
    if limit == "too long":
        body = f"{CRISIS} {'x ' * 3000}"
    if limit == "signed out":
        browser = Client()
    answer = send(browser, post, body)
    assert HELP in html(answer)
    assert CRISIS in html(answer)


def test_a_full_day_does_not_refuse_a_cry_for_help(cast: Cast, signed_in) -> None:  # I12
    while spend(cast.ben, "comment", verbs.A_DAY):
        pass
    assert send(signed_in(cast.ben), published(cast.ana)).status_code == 200
    assert SafetyItem.objects.count() == 1


def test_nothing_about_the_account_or_persona_changes(cast: Cast, signed_in) -> None:  # I12, I15
    post = published(cast.ana)
    known(cast.ben, cast.ana)

    def now() -> tuple[dict, dict]:
        account = Account.objects.filter(pk=cast.ben.pk).values().get()
        persona = Comment.objects.none() or list(cast.ben._meta.apps.get_model("accounts.Persona").objects.values())
        return account, persona[0]

    before = now()
    send(signed_in(cast.ben), post)
    assert now() == before
    send(signed_in(cast.ben), post, "The lamp helped me, after all.")
    assert Comment.objects.filter(state=CommentState.VISIBLE).count() == 1


def test_pressing_twice_opens_one_item_and_shows_help_twice(cast: Cast, signed_in) -> None:
    post = published(cast.ana)
    answers = [send(signed_in(cast.ben), post) for _ in range(2)]
    assert all(HELP in html(answer) for answer in answers)
    assert (Comment.objects.count(), SafetyItem.objects.count()) == (1, 1)


def test_a_change_that_speaks_of_danger_is_treated_the_same(cast: Cast, signed_in) -> None:
    comment = said(published(cast.ana), cast.ben)
    seen = verbs.fingerprint(comment.body)
    answer = signed_in(cast.ben).post(
        f"{address(comment.post)}comments/{comment.pk}/", {"body": CRISIS, "seen": seen}
    )
    assert HELP in html(answer)
    comment.refresh_from_db()
    assert comment.state == CommentState.WAITING
    assert CRISIS not in html(Client().get(address(comment.post)))


def test_nobody_gets_a_notice_about_it(cast: Cast, signed_in) -> None:  # I14
    send(signed_in(cast.ben), published(cast.ana))
    for person in (cast.ana, cast.ben, cast.cleo, cast.dov, cast.farid, cast.hugo):
        assert not person.notices.exists()


def test_no_event_holds_a_word_of_it(cast: Cast, signed_in) -> None:  # I27
    send(signed_in(cast.ben), published(cast.ana))
    assert "kill" not in str(list(Event.objects.values()))

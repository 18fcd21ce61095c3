"""Words that were sent after a log-in had ended go along through the log-in, and nowhere else (I16, I27)."""

import re
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from hearten.accounts.carrying import LONGEST
from hearten.accounts.models import Account, Session
from hearten.accounts.sessions import SessionStore
from hearten.blog.models import Comment, Post
from hearten.directory.models import Therapist
from hearten.moderation import paperwork
from hearten.questions.models import Question
from tests.accounts.hands import SECRET, app_code, member
from tests.blog.reading import address, published, said
from tests.cast import Cast
from tests.questions.asked import ASK
from tests.questions.asked import WORDS as ASKED

pytestmark = [pytest.mark.django_db]
WORDS = 'A steady time\nfor getting up <helped> me & "them".'


@pytest.fixture
def post(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Post:
    """A piece that takes comments."""
    monkeypatch.setattr(paperwork, "what_is_missing", list)
    return published(cast.ana)


@pytest.fixture
def harbour(db: None) -> Account:
    """Somebody who can really log in."""
    return member("harbour")


def html(answer: Any) -> str:
    return str(answer.content.decode())


def hidden(answer: Any) -> dict[str, str]:
    """What the page's form would carry on."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html(answer))
    return {unescape(name): unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def too_late(browser: Client, post: Post, **data: str) -> dict[str, str]:
    """A comment sent without a log-in. Returns what goes along."""
    answer = browser.post(f"{address(post)}comments/", {"body": WORDS, **data})
    assert answer.status_code == 403
    return hidden(answer)


def log_in(browser: Client, fields: dict[str, str], login: str = "harbour", secret: str = SECRET) -> Any:
    return browser.post("/account/login/", {**fields, "login": login, "password": secret})


def test_a_comment_goes_along_through_the_log_in_and_is_sent_by_one_press(
    post: Post, harbour: Account
) -> None:  # I16
    browser = Client()
    fields = too_late(browser, post, name="Quiet Robin")
    first = browser.post("/account/login/", fields)
    assert first.status_code == 200
    assert "Your words come along" in html(first)
    assert "form-errors" not in html(first)
    arrived = log_in(browser, hidden(first))
    assert "They have not been sent yet." in html(arrived)
    assert WORDS in unescape(html(arrived))
    assert not Comment.objects.exists()
    sent = hidden(arrived)
    assert sent == {"body": WORDS, "name": "Quiet Robin"}
    action = re.search(r'action="(/@ana/[^"]+)"', unescape(html(arrived))).group(1)
    assert browser.post(action, sent).status_code == 302
    comment = Comment.objects.get()
    assert (comment.body, comment.persona.name) == (WORDS, "Quiet Robin")


def test_a_wrong_passphrase_loses_no_word(post: Post, harbour: Account) -> None:
    browser = Client()
    wrong = log_in(browser, too_late(browser, post), secret=SECRET[::-1])
    assert wrong.status_code == 422
    assert hidden(wrong)["carry-field-body"] == WORDS
    assert WORDS in unescape(html(log_in(browser, hidden(wrong))))


def test_a_second_step_loses_no_word(post: Post, harbour: Account) -> None:
    TOTP.activate(harbour, "A" * 32)
    browser = Client()
    between = log_in(browser, too_late(browser, post))
    step = re.search(r'class="stack" method="post" action="([^"]+)"', unescape(html(between))).group(1)
    asks = browser.post(step, hidden(between))
    assert asks.status_code == 200
    wrong = browser.post(step, {**hidden(asks), "code": "000000"})
    assert wrong.status_code == 422
    arrived = browser.post(step, {**hidden(wrong), "code": app_code("A" * 32)})
    assert "You are logged in, and your words are here" in html(arrived)
    assert WORDS in unescape(html(arrived))


def test_somebody_who_logged_in_in_another_window_gets_them_too(post: Post, cast: Cast, signed_in) -> None:
    fields = too_late(Client(), post)
    assert WORDS in unescape(html(signed_in(cast.ben).post("/account/login/", fields)))


def test_a_changed_comment_goes_along_as_well(post: Post, harbour: Account) -> None:
    comment = said(post, harbour)
    browser = Client()
    place = f"{address(post)}comments/{comment.pk}/"
    answer = browser.post(place, {"body": WORDS, "seen": "x"})
    assert (answer.status_code, hidden(answer)["carry-to"]) == (403, place)
    assert WORDS in unescape(html(log_in(browser, hidden(answer))))
    assert browser.get(place).status_code == 200
    assert unquote(Client().get(place)["Location"]) == f"/account/login/?next={place}"


def test_a_question_goes_along_with_its_yes(post: Post, harbour: Account, cast: Cast) -> None:
    Therapist.objects.update(questions_within_days=7)
    browser = Client()
    answer = browser.post(ASK, {"body": ASKED, "quotable": "on"})
    assert answer.status_code == 403
    arrived = log_in(browser, hidden(answer))
    browser.post(ASK, hidden(arrived))
    question = Question.objects.get()
    assert (question.body, question.quotable) == (ASKED, True)


def test_an_answer_to_somebody_leads_back_to_that_form(post: Post, harbour: Account) -> None:
    parent = said(post, harbour)
    fields = too_late(Client(), post, parent=str(parent.pk))
    assert fields["carry-back"] == f"{address(post)}?answer={parent.pk}#answer"


def test_nothing_of_it_is_kept_here_and_nothing_stands_in_an_address(post: Post, harbour: Account) -> None:  # I27
    browser = Client()
    fields = too_late(browser, post)
    answers = [browser.post("/account/login/", fields), log_in(browser, fields)]
    assert [answer.get("Location", "") for answer in answers] == ["", ""]
    kept = [SessionStore().decode(row.session_data) for row in Session.objects.all()]
    assert kept
    assert not {"carry", "steady"} & set(re.findall(r"[a-z]+", str(kept)))
    assert all(
        "steady" not in name
        for answer in answers
        for name in re.findall(r'(?:href|action)="([^"]*)"', html(answer))
    )


@pytest.mark.parametrize(
    "place", ["https://example.org/", "//example.org/", "example.org", "", "javascript:alert(1)", "/\\example.org"]
)
def test_words_are_never_carried_to_another_place(harbour: Account, place: str) -> None:
    for name, other in (("to", "back"), ("back", "to")):
        fields = {f"carry-{name}": place, f"carry-{other}": "/@ana/", "carry-words": WORDS}
        answer = log_in(Client(), fields)
        assert (answer.status_code, answer["Location"]) == (302, "/")


def test_more_than_anybody_types_is_not_carried(harbour: Account) -> None:
    fields = {"carry-to": "/@ana/", "carry-back": "/@ana/", "carry-words": "x" * (LONGEST + 1)}
    assert log_in(Client(), fields).status_code == 302


def test_a_log_in_without_words_is_as_before(harbour: Account) -> None:
    answer = Client().post("/account/login/", {"login": "harbour", "password": SECRET, "next": "/you/"})
    assert (answer.status_code, answer["Location"]) == (302, "/you/")
    assert Client().post("/account/login/", {}).status_code == 422

"""A comment with something in it that could lead to a person: masked by default, explained, never lost (R83)."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from hearten.blog.actions import comments as verbs
from hearten.blog.models import Comment, Post
from hearten.blog.models.comment import CommentState
from hearten.moderation import pool
from hearten.moderation.actions import claim, close
from hearten.moderation.models import SafetyItem
from hearten.ui.words import fingerprint
from tests.blog.reading import CRISIS, address, known, published, said
from tests.cast import Cast
from tests.moderation.given_away import AT_WORK, COVERED, NUMBER, WORDS, everything_stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("comments_open")]


@pytest.fixture
def post(cast: Cast) -> Post:
    """An article where Ben is known."""
    known(cast.ben, cast.ana)
    return published(cast.ana)


@pytest.fixture
def write(post: Post, cast: Cast, signed_in):
    """Ben sends the form for a comment."""
    browser = signed_in(cast.ben)

    def send(body: str = WORDS, **words: Any) -> Any:
        return browser.post(f"{address(post)}comments/", {"body": body, **words})

    return send


def html(answer: Any) -> str:
    return unescape(answer.content.decode())


def box(page: str) -> str:
    """What stands in the box for the words."""
    return page.partition("</textarea>")[0].rpartition("<textarea")[2].partition(">")[2]


def test_a_number_comes_back_masked_and_nothing_is_written(write) -> None:
    answer = write()
    assert answer.status_code == 422
    assert box(html(answer)).strip() == COVERED
    assert f"<q>{NUMBER}</q> is now <strong>[phone number]</strong>." in html(answer)
    assert "Nothing is lost" in html(answer)
    assert not Comment.objects.exists()


def test_one_more_press_sends_the_masked_words_and_the_number_is_stored_nowhere(write) -> None:
    write()
    assert write(COVERED, own_body=WORDS).status_code == 302
    assert Comment.objects.get().body == COVERED
    assert "[phone number]" in everything_stored()
    assert NUMBER not in everything_stored()


def test_what_was_typed_goes_along_and_comes_back_on_a_press(write) -> None:  # I16
    assert f'name="own_body" value="{WORDS}"' in html(write())
    back = write(COVERED, own_body=WORDS, back="1")
    assert (back.status_code, box(html(back)).strip()) == (200, WORDS)
    assert not Comment.objects.exists()


def test_nobody_can_insist_on_a_number(write) -> None:
    for insists in ({"acknowledge": "contact.phone"}, {"keep": f"0 [phone number] {NUMBER}"}, {"kept": NUMBER}):
        assert write(**insists).status_code == 422
        assert write(COVERED, **insists).status_code in {302, 422}
    assert NUMBER not in everything_stored()


def test_a_workplace_stays_when_its_writer_ticks_it_and_only_then(write) -> None:
    assert "Leave my own words here: Barclays" in html(write(AT_WORK))
    masked = AT_WORK.replace("Barclays", "[workplace]")
    assert write(masked, keep="0 [workplace] Barclays").status_code == 302
    assert Comment.objects.get().body == AT_WORK
    Comment.objects.all().delete()
    assert write(masked, own_body=AT_WORK).status_code == 302
    assert Comment.objects.get().body == masked


def test_a_workplace_that_stands_there_is_not_asked_for_at_every_change(write, post, cast, signed_in) -> None:
    write(AT_WORK, kept="Barclays")
    row = Comment.objects.get()
    words = {"body": f"{AT_WORK} Still.", "seen": fingerprint(row.body)}
    assert signed_in(cast.ben).post(f"{address(post)}comments/{row.pk}/", words).status_code == 302


def test_somebody_elses_name_is_masked_without_a_choice(write) -> None:
    page = html(write("My sister Anna Brown lives at 12 High Street."))
    assert "Leave my own words" not in page
    assert "My sister [name] lives at" in box(page)
    assert "Brown" not in box(page)


def test_a_change_is_masked_as_well_and_goes_back_to_what_was_typed(post, cast: Cast, signed_in) -> None:
    row = said(post, cast.ben)
    here, browser = f"{address(post)}comments/{row.pk}/", signed_in(cast.ben)
    words = {"body": WORDS, "seen": fingerprint(row.body)}
    answer = browser.post(here, words)
    assert (answer.status_code, box(html(answer)).strip()) == (422, COVERED)
    back = browser.post(here, {**words, "body": COVERED, "own_body": WORDS, "back": "1"})
    assert box(html(back)).strip() == WORDS
    assert browser.post(here, {**words, "body": COVERED, "own_body": WORDS}).status_code == 302
    assert Comment.objects.get().body == COVERED


def test_advice_in_the_way_is_said_beside_the_masks(write) -> None:
    page = html(write(f"You should stop taking your sertraline. {WORDS}"))
    assert "[phone number]" in box(page)
    assert "finding--hold" in page


def test_a_wording_is_put_in_and_own_words_still_stay(write) -> None:
    first = write(f"{AT_WORK} You should stop taking your sertraline.", kept="Barclays")
    number = html(first).partition('name="apply" value="')[2].partition('"')[0]
    page = html(write(f"{AT_WORK} You should stop taking your sertraline.", kept="Barclays", apply=number))
    assert "stop taking" not in box(page)
    assert 'name="kept" value="Barclays"' in page


def test_words_of_danger_are_kept_whole_for_their_writer_and_masked_for_everybody_else(
    write, post, cast: Cast, signed_in
) -> None:  # I12, I16
    assert write(f"{CRISIS} My number is {NUMBER}.").status_code == 200
    row, item = Comment.objects.get(), SafetyItem.objects.get()
    assert NUMBER in row.body
    assert NUMBER not in row.html
    assert NUMBER in html(signed_in(cast.grace).get(f"/safety/{item.pk}/"))
    claim(item=item, by=cast.grace)
    close(item=item, note="Answered.", by=cast.grace)
    assert "[phone number]" in html(signed_in(cast.ana).get("/desk/comments/"))
    verbs.approve_comment(row, by=cast.ana)
    for who in (None, cast.ana, cast.cleo, cast.hugo):
        assert NUMBER not in html(signed_in(who).get(address(post)))
    own = html(signed_in(cast.ben).get(address(post)))
    assert NUMBER in own
    assert "Readers see a part of this covered" in own


def test_a_cover_by_the_safety_team_does_not_bring_a_masked_number_back(write, cast: Cast) -> None:
    write(f"{CRISIS} My number is {NUMBER}. I think of the blue ones.")
    row = Comment.objects.get()
    verbs.cover_in_comment(row, passages=["the blue ones"], by=cast.grace)
    row.refresh_from_db()
    assert NUMBER not in row.html
    assert "blue ones" not in row.html


def test_while_the_guard_is_silent_words_wait_and_show_no_number(write, monkeypatch) -> None:  # I19
    def silent(text: str, purpose: str) -> None:
        raise pool.GuardUnavailable

    monkeypatch.setattr("hearten.moderation.review.ask", silent)
    assert write().status_code == 200
    row = Comment.objects.get()
    assert row.state == CommentState.WAITING
    assert NUMBER in row.body
    assert NUMBER not in row.html


def test_a_professionals_reply_keeps_its_stricter_rules(post: Post, cast: Cast, signed_in) -> None:  # R10
    answer = signed_in(cast.farid).post(f"{address(post)}comments/", {"body": "As we discussed on Tuesday, rest."})
    assert answer.status_code == 422
    assert "finding--hold" in html(answer)
    assert "What we have covered" not in html(answer)
    assert box(html(answer)).strip() == "As we discussed on Tuesday, rest."


def test_words_of_somebody_logged_out_come_back_with_what_they_typed_first(post: Post, client) -> None:  # I16
    sent = {"body": COVERED, "own_body": WORDS}
    page = html(client.post(f"{address(post)}comments/", sent))
    assert COVERED in page
    assert WORDS in page

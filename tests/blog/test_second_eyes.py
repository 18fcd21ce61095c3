"""A second professional can look, and can release a hold; nobody can do it for themself."""

import pytest

from hearten.blog.actions import second_eyes
from hearten.blog.draft import read_draft
from hearten.blog.models import Post, Release
from hearten.events.models import Event
from tests.blog.pieces import HELD, draft
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def asked(cast: Cast, body: str = HELD):
    post = draft(cast.ana, body=body)
    return post, second_eyes.ask_colleague(post, colleague=cast.farid.therapist, question="May this stay?")


def hold(post: Post):
    return next(item for item in read_draft(post).reading.findings if item.severity == "hold")


def test_a_colleague_sees_a_draft_only_when_asked(cast: Cast, signed_in) -> None:
    post, look = asked(cast)
    page = signed_in(cast.farid).get(f"/desk/looks/{look.pk}/").content.decode()
    assert "five-star review" in page
    for stranger in (cast.ana, cast.ben, cast.dov, cast.grace):
        assert signed_in(stranger).get(f"/desk/looks/{look.pk}/").status_code == 404


def test_the_author_is_told_what_the_colleague_thinks(cast: Cast, signed_in) -> None:
    post, look = asked(cast)
    signed_in(cast.farid).post(f"/desk/looks/{look.pk}/", {"answer": "I would leave it out."})
    assert "I would leave it out." in signed_in(cast.ana).get(f"/desk/posts/{post.pk}/").content.decode()
    assert cast.ana.notices.filter(kind="look-answered").exists()


def test_a_released_hold_lets_these_words_out_and_is_logged(cast: Cast, signed_in) -> None:  # R17
    post, look = asked(cast)
    data = {"key": hold(post).key, "reason": "It quotes an advert in order to warn about it."}
    assert signed_in(cast.farid).post(f"/desk/looks/{look.pk}/release/", data).status_code == 302
    assert Release.objects.get().by == cast.farid.therapist
    assert Event.objects.filter(kind="post.released", actor=cast.farid.ref).exists()
    assert signed_in(cast.ana).post(f"/desk/posts/{post.pk}/publish/").status_code == 302


def test_a_release_is_for_these_words_only(cast: Cast) -> None:  # R17
    post, look = asked(cast)
    second_eyes.release(post, finding=hold(post), by=cast.farid.therapist, reason="A quotation.")
    post.body = "Did I help you? Then write a testimonial about me, please."
    released = set(post.releases.values_list("key", flat=True))
    assert read_draft(post).reading.open(released=released)


def test_nobody_is_their_own_second_professional(cast: Cast) -> None:  # R17
    post, _look = asked(cast)
    with pytest.raises(second_eyes.NotAllowed):
        second_eyes.release(post, finding=hold(post), by=cast.ana.therapist, reason="I say so.")
    with pytest.raises(second_eyes.NotAllowed):
        second_eyes.ask_colleague(post, colleague=cast.ana.therapist, question="")


def test_a_colleague_who_was_not_asked_releases_nothing(cast: Cast) -> None:
    post = draft(cast.ana, body=HELD)
    with pytest.raises(second_eyes.NotAllowed):
        second_eyes.release(post, finding=hold(post), by=cast.farid.therapist, reason="Fine.")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_release_needs_a_typed_reason(cast: Cast, signed_in, reason: str) -> None:
    post, look = asked(cast)
    answer = signed_in(cast.farid).post(
        f"/desk/looks/{look.pk}/release/", {"key": hold(post).key, "reason": reason}
    )
    assert answer.status_code == 422
    assert not Release.objects.exists()


def test_words_that_changed_meanwhile_cannot_be_released(cast: Cast, signed_in) -> None:
    post, look = asked(cast)
    key = hold(post).key
    Post.objects.filter(pk=post.pk).update(body="Something harmless.")
    answer = signed_in(cast.farid).post(f"/desk/looks/{look.pk}/release/", {"key": key, "reason": "Fine."})
    assert answer.status_code == 422
    assert not Release.objects.exists()


def test_a_therapist_cannot_ask_a_member_to_look(cast: Cast, signed_in) -> None:
    post = draft(cast.ana)
    answer = signed_in(cast.ana).post(f"/desk/posts/{post.pk}/ask/", {"colleague": "999"})
    assert answer.status_code == 422

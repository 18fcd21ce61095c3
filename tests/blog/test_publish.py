"""Ana presses Publish: docs/walk.md, step by step."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from hearten.blog.actions import publish as verbs
from hearten.blog.actions.put_back import put_back
from hearten.blog.models import Edition, Post
from hearten.blog.models.post import State
from hearten.events.models import Event
from hearten.moderation import review
from hearten.moderation.review import GuardUnavailable
from tests.blog.pieces import ADVISED, HELD, draft, form_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def press(browser: Client, post: Post, **data: object):
    return browser.post(f"/desk/posts/{post.pk}/publish/", data)


def test_a_clear_draft_is_public_after_one_press(cast: Cast, signed_in) -> None:
    post = draft(cast.ana)
    assert press(signed_in(cast.ana), post).status_code == 302
    post.refresh_from_db()
    assert (post.state, post.edition.title) == (State.PUBLISHED, "A night without sleep")
    assert Event.objects.filter(kind="post.published", subject=f"blog.post:{post.pk}").count() == 1


def test_a_held_draft_answers_422_and_writes_nothing(cast: Cast, signed_in) -> None:  # R28, I16
    post = draft(cast.ana, body=HELD)
    answer = press(signed_in(cast.ana), post)
    assert answer.status_code == 422
    assert "five-star review" in answer.content.decode()
    post.refresh_from_db()
    assert (post.state, post.body) == (State.DRAFT, HELD)
    assert not Edition.objects.exists()
    assert not Event.objects.exists()


def test_advice_is_acknowledged_rule_by_rule_and_kept(cast: Cast, signed_in) -> None:  # I17
    post = draft(cast.ana, body=ADVISED)
    refused = press(signed_in(cast.ana), post)
    assert refused.status_code == 422
    reading = verbs.read_draft(post)
    rules = sorted({item.rule for item in reading.reading.findings if item.severity == "advise"})
    assert rules
    assert press(signed_in(cast.ana), post, acknowledge=rules).status_code == 302
    kept = Edition.objects.get().acknowledgements.values_list("rule", flat=True)
    assert sorted(set(kept)) == rules


def test_acknowledging_never_lifts_a_hold(cast: Cast, signed_in) -> None:  # R17
    post = draft(cast.ana, body=HELD)
    rules = [item.rule for item in verbs.read_draft(post).reading.findings]
    assert press(signed_in(cast.ana), post, acknowledge=rules).status_code == 422


def test_pressing_twice_publishes_once(cast: Cast, signed_in) -> None:
    post = draft(cast.ana)
    browser = signed_in(cast.ana)
    press(browser, post), press(browser, post)
    assert Edition.objects.count() == 1
    assert Event.objects.filter(kind="post.published").count() == 1


def test_someone_elses_draft_does_not_exist_for_you(cast: Cast, signed_in) -> None:  # I3
    post = draft(cast.ana)
    for person in (cast.farid, cast.ben, cast.dov, cast.grace, cast.hugo):
        assert press(signed_in(person), post).status_code == 404
    assert press(signed_in(None), post).status_code == 302  # to the log-in, as for every desk address


def test_a_guard_that_is_down_publishes_nothing(cast: Cast, signed_in, monkeypatch) -> None:  # I19
    def down(text: str, purpose: str) -> dict:
        raise GuardUnavailable("down")

    post = draft(cast.ana)
    monkeypatch.setattr(review, "ask", down)
    answer = press(signed_in(cast.ana), post)
    assert answer.status_code == 422
    assert "Your text is safe" in answer.content.decode()
    post.refresh_from_db()
    assert post.state == State.DRAFT


def test_a_text_that_moved_while_it_was_read_is_not_published(cast: Cast, monkeypatch) -> None:
    post = draft(cast.ana)
    Post.objects.filter(pk=post.pk).update(draft_version=post.draft_version + 1, body=HELD)
    with pytest.raises(verbs.Moved):
        verbs.publish(post, by=cast.ana)
    assert not Edition.objects.exists()


def test_a_failing_event_leaves_the_post_a_draft(cast: Cast, monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("disk full")

    post = draft(cast.ana)
    monkeypatch.setattr(verbs, "record", broken)
    with pytest.raises(RuntimeError):
        verbs.publish(post, by=cast.ana)
    post.refresh_from_db()
    assert (post.state, Edition.objects.count()) == (State.DRAFT, 0)


def test_a_disguised_client_is_not_a_storable_source(cast: Cast) -> None:  # C2, I20
    post = draft(cast.ana, kind="story", story_source="own")
    for value in ("client", "disguised", "consented", "anonymised"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=post.pk).update(story_source=value)


def test_a_story_without_a_source_is_never_public(cast: Cast, signed_in) -> None:  # R6, I20
    post = draft(cast.ana, kind="story")
    assert press(signed_in(cast.ana), post).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(state=State.SCHEDULED, publish_at=timezone.now())


def test_only_a_story_has_a_source(cast: Cast) -> None:
    post = draft(cast.ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(story_source="own")


def test_a_story_rests_two_weeks_and_then_goes_out(cast: Cast, signed_in) -> None:  # R45
    post = draft(cast.ana, kind="story", story_source="fictional")
    assert press(signed_in(cast.ana), post).status_code == 302
    post.refresh_from_db()
    assert post.state == State.SCHEDULED
    assert post.publish_at - post.story_since == timedelta(days=14)
    verbs.publish_due()
    post.refresh_from_db()
    assert post.state == State.SCHEDULED
    earlier = timezone.now() - timedelta(days=15)
    Post.objects.filter(pk=post.pk).update(story_since=earlier, publish_at=earlier + timedelta(days=14))
    verbs.publish_due()
    post.refresh_from_db()
    assert post.state == State.PUBLISHED


def test_a_story_can_never_rest_less_than_a_day(cast: Cast) -> None:  # R45
    post = draft(cast.ana, kind="story", story_source="own")
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(wait_days=0)
    with pytest.raises(verbs.NotReady):
        verbs.plan(post, by=cast.ana, at=timezone.now() + timedelta(hours=2))


def test_turning_an_old_draft_into_a_story_starts_its_rest(cast: Cast, signed_in) -> None:  # R45
    post = draft(cast.ana)
    Post.objects.filter(pk=post.pk).update(begun_at=timezone.now() - timedelta(days=90))
    post.refresh_from_db()
    signed_in(cast.ana).post(f"/desk/posts/{post.pk}/", form_of(post, kind="story", story_source="own"))
    post.refresh_from_db()
    assert post.rests_until > timezone.now() + timedelta(days=13)


def test_a_plan_is_read_again_when_its_time_comes(cast: Cast) -> None:
    post = draft(cast.ana)
    verbs.plan(post, by=cast.ana, at=timezone.now() + timedelta(hours=1))
    Post.objects.filter(pk=post.pk).update(body=HELD, publish_at=timezone.now() - timedelta(minutes=1))
    verbs.publish_due()
    post.refresh_from_db()
    assert (post.state, post.body) == (State.DRAFT, HELD)
    assert cast.ana.notices.filter(kind="plan-stopped").exists()


def test_the_worker_lets_out_what_is_due(cast: Cast) -> None:
    post = draft(cast.ana)
    verbs.plan(post, by=cast.ana, at=timezone.now() + timedelta(hours=1))
    Post.objects.filter(pk=post.pk).update(publish_at=timezone.now() - timedelta(minutes=1))
    call_command("work", once=True)
    post.refresh_from_db()
    assert post.state == State.PUBLISHED


def test_a_plan_needs_a_time_to_come(cast: Cast, signed_in) -> None:
    post = draft(cast.ana)
    browser = signed_in(cast.ana)
    past = (timezone.localtime() - timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    for at in ("", "tomorrow", past):
        answer = browser.post(f"/desk/posts/{post.pk}/plan/", {"at": at})
        assert answer.status_code == 422, at


def test_what_a_moderator_took_down_does_not_come_back_by_pressing_publish(cast: Cast, signed_in) -> None:  # I41
    post, browser = draft(cast.ana), signed_in(cast.ana)
    press(browser, post)
    verbs.remove(post, by=cast.dov)
    answer = press(browser, post)
    assert answer.status_code == 422
    assert "A moderator took this page down" in answer.content.decode()
    put_back(post, by=cast.grace)
    assert Post.objects.public().filter(pk=post.pk).exists()


def test_a_story_that_needs_changes_goes_out_only_when_changed(cast: Cast, signed_in) -> None:  # R18
    post, browser = draft(cast.ana, kind="story", story_source="own"), signed_in(cast.ana)
    Post.objects.filter(pk=post.pk).update(story_since=timezone.now() - timedelta(days=20))
    press(browser, post)
    verbs.withdraw(Post.objects.get(pk=post.pk), by=cast.grace)
    post.reviews.create(because="sample", outcome="changes", closed_at=timezone.now())
    assert press(browser, post).status_code == 422
    Post.objects.filter(pk=post.pk).update(body="Told in other words, with more distance.")
    assert press(browser, post).status_code == 302


def test_taking_down_keeps_the_text_and_tells_the_world(cast: Cast, signed_in) -> None:
    post = draft(cast.ana)
    browser = signed_in(cast.ana)
    press(browser, post)
    browser.post(f"/desk/posts/{post.pk}/withdraw/")
    post.refresh_from_db()
    assert (post.state, post.body[:11]) == (State.WITHDRAWN, "Most people")
    assert Event.objects.filter(kind="post.withdrawn").count() == 1
    assert not Post.objects.visible_to(None).exists()


def test_what_the_world_reads_does_not_change_until_it_is_published_again(cast: Cast, signed_in) -> None:
    post = draft(cast.ana)
    browser = signed_in(cast.ana)
    press(browser, post)
    Post.objects.filter(pk=post.pk).update(body="Something new.", draft_version=7)
    post.refresh_from_db()
    assert "Something new" not in post.edition.html
    press(browser, post)
    post.refresh_from_db()
    assert (post.edition.number, "Something new" in post.edition.html) == (2, True)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "Give it a title"),
        ({"body": ""}, "Write something"),
        ({"kind": "tip", "body": "word " * 120}, "at most 500 characters"),
        ({"kind": "event"}, "when the event starts"),
        ({"body": "![a](image:AAAAAAAAAAAAAAAAAAAAAA)"}, "picture"),
    ],
)
def test_what_is_missing_is_said_in_plain_words(cast: Cast, signed_in, fields, sentence) -> None:
    answer = press(signed_in(cast.ana), draft(cast.ana, **fields))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_unlisted_page_publishes_nothing(cast: Cast, signed_in) -> None:  # R34
    post = draft(cast.ana)
    type(cast.ana.therapist).objects.filter(account=cast.ana).update(wont_do="")
    assert press(signed_in(cast.ana), post).status_code == 422


def test_publishing_takes_few_statements(cast: Cast, signed_in, django_assert_max_num_queries) -> None:
    post, browser = draft(cast.ana), signed_in(cast.ana)
    with django_assert_max_num_queries(32):
        press(browser, post)
